//! try
#![cfg(test)]
#[path = "support/chat.rs"]
mod chat;
#[test]
fn try_it() {
    let mut c = chat::opens("sv", "2026-11-23T10:15");
    let show = |t: &vagval::chat::Turn| println!("[{}] {:?}\n  {}\n  {}", t.id, t.notice, t.say.join("\n  "), t.choices.iter().enumerate().map(|(i,c)| format!("{}. {}", i+1, c.label)).collect::<Vec<_>>().join(" | "));
    show(&c.turn());
    for r in ["Hej, jag är 34 år och bor i Umeå", "kvinna", "nej, jag menade man", "gymnasiet", "varför frågar ni?", "i sverige", "vill inte säga", "sen i mars", "1 mars 2026", "arbetslös", "människa", "nej", "nej", "digitalt", "halvår", "ändra ålder", "trettiofem", "ja", "nästa", "nästa","nästa","nästa","nästa", "ändra ålder till 40", "börja om", "ja"] {
        println!("> {r}");
        show(&c.reply(r, None));
    }
}
