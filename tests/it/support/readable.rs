//! Pages as a person can read them in a file, and held against those that lie in tests/golden/.
//!
//! Structure and words lie apart, so that another wording touches few files. `NAME.snap` shows pages with the key of
//! each message in its place, and is the same in every language. `words-…-LANG.snap` has each text that is shown, once.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use vagval::client::Client;
use vagval::text::{Text, plain};
use vagval::view::View;

/// One element a line, pictures as the shapes they are made of, and no engine hash.
fn readable(view: &View) -> String {
    let mut page = format!("title: {}\nlang: {} {}\n", view.title, view.lang, view.dir);
    for region in &view.regions {
        let _ = write!(page, "\n== {}", region.id);
        markup(&region.markup, &mut page);
        page.push('\n');
    }
    without_hashes(&page.replace(vagval::policy::ENGINE, "ENGINE"))
}

/// A check of a whole assessment changes with every word that it rests on: `CHECK` stands for it.
fn without_hashes(page: &str) -> String {
    let is_hash = |word: &str| word.len() == 16 && word.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    let line = |line: &str| match line.rsplit_once(' ') {
        Some((before, last)) if is_hash(last) => format!("{before} CHECK"),
        _ => line.to_owned(),
    };
    page.split('\n').map(line).collect::<Vec<_>>().join("\n")
}

/// The same of a piece of markup, added to `page`.
pub fn markup(markup: &str, page: &mut String) {
    let mut rest = markup;
    while let Some(start) = rest.find("<svg") {
        let end = start + rest[start..].find("</svg>").unwrap() + "</svg>".len();
        elements(&rest[..start], page);
        picture(&rest[start..end], page);
        rest = &rest[end..];
    }
    elements(rest, page);
}

fn elements(markup: &str, page: &mut String) {
    for (at, part) in markup.split('<').enumerate() {
        match (at, part.starts_with('/')) {
            (0, _) => page.push_str(part),
            (_, true) => page.push_str(part.split_once('>').map_or("", |(_, after)| after)),
            (_, false) => {
                let _ = write!(page, "\n<{part}");
            }
        }
    }
}

fn picture(svg: &str, page: &mut String) {
    let class = svg.split('"').nth(1).unwrap();
    let count = |class: &str| svg.matches(&format!("class=\"{class}\"")).count();
    let _ = match class {
        "hundred" => write!(page, "\n<svg {class}: {} filled, {} with a ring>", count("dot sure"), count("ring")),
        "logo" => write!(page, "\n<svg {class}>"),
        _ => write!(page, "\n{}>", svg.split_once('>').map_or("", |(_, shapes)| shapes.trim_end_matches("</svg>"))),
    };
}

/// Every message is its key, with what is filled in: `⟨date.long 21 ⟨date.month.m11⟩ 2026⟩`.
pub fn keyed(messages: &[(String, String)]) -> Text {
    let has = |wanted: &str| messages.iter().any(|(key, _)| key == wanted);
    // What two countries say in their own words has the country behind it; so has a number, which not all have.
    let told_apart = |key: &str| {
        let common = plain(key);
        let said = messages.iter().filter(|(other, _)| plain(other) == common).count();
        let is_one_of_several = common != key && (said > 1 || common == "frame.phone");
        if is_one_of_several { format!("{common}.{}", &key[..2]) } else { common.to_owned() }
    };
    let keyed = |(key, message): &(String, String)| {
        // Names of places are data. How many forms a plural has, and whether a translator has read it, differs.
        let shown = match plain(key) {
            "meta.lang" | "meta.dir" => message.clone(),
            "meta.draft" => return None,
            key if key.starts_with("place.") => message.clone(),
            _ => {
                let counted = plural(key).filter(|counted| has(&format!("{counted}.one")));
                let (key, counts) = counted.map_or((key.as_str(), None), |counted| (counted, Some("{n}")));
                let filled: BTreeSet<String> = filled(message).chain(counts).map(str::to_owned).collect();
                format!("⟨{}⟩", [told_apart(key)].into_iter().chain(filled).collect::<Vec<_>>().join(" "))
            }
        };
        Some((key.clone(), shown))
    };
    Text::new(messages.iter().filter_map(keyed).collect())
}

/// The key of a plural without its form: not every form of every language says the number.
fn plural(key: &str) -> Option<&str> {
    [".one", ".two", ".few", ".many", ".other"].iter().find_map(|form| key.strip_suffix(form))
}

/// The `{name}`s of a message.
fn filled(message: &str) -> impl Iterator<Item = &str> {
    let places = message.match_indices('{');
    places.filter_map(|(at, _)| message[at..].split_once('}').map(|(name, _)| &message[at..=at + name.len()]))
}

/// The conversations' pages in keys.
pub fn structure(conversations: &[Client], keyed: &Text) -> String {
    let draw = |conversation: &Client| {
        let mut conversation = conversation.clone();
        conversation.set_language(keyed.clone());
        readable(&conversation.view())
    };
    conversations.iter().map(draw).collect::<Vec<_>>().join("\n\n")
}

/// What is shown in keys is `tests/golden/NAME.snap`, in whichever language.
pub fn assert_structure(name: &str, shown: &str, keyed: &Text) {
    // That it is this language and not the first is marked where it is chosen; the rest is the same.
    let (lang, dir) = (keyed.lang(), keyed.dir());
    let pressed = |lang: &str, current: &str| {
        format!(
            "id=\"lang-{lang}\" type=\"button\" lang=\"{lang}\" data-event=\"speak\" data-value=\"{lang}\"{current}>"
        )
    };
    let current = " aria-current=\"true\"";
    let shown = shown
        .replace(&format!("\nlang: {lang} {dir}\n"), "\nlang: LANG DIR\n")
        .replace(&pressed(lang, current), &pressed(lang, ""))
        // Only who writes in another language than the authority is told so.
        .replace("\n<p class=\"note noprint\">⟨letter.language⟩", "")
        .replace(['\u{2068}', '\u{2069}'], "");
    let article = |line: &str| match line.strip_suffix(&format!(" lang=\"{lang}\">")) {
        Some(before) if line.starts_with("<div id=\"article\"") => format!("{before} lang=\"LANG\">"),
        _ => line.to_owned(),
    };
    assert_text(name, &shown.split('\n').map(article).collect::<Vec<_>>().join("\n"));
}

/// The words of these pages, each text once and in the order in which it is met, are those of `tests/golden/NAME.snap`.
pub fn assert_words<'a>(name: &str, pages: impl IntoIterator<Item = &'a str>) {
    let (mut met, mut shown) = (BTreeSet::new(), Vec::new());
    for page in pages {
        let page = without_hashes(&page.replace(vagval::policy::ENGINE, "ENGINE"));
        for text in texts(&page) {
            if met.insert(text.clone()) {
                shown.push(text);
            }
        }
    }
    assert_text(name, &shown.join("\n"));
}

/// What is read on a page or out aloud: the texts between its elements, and those of its attributes.
fn texts(markup: &str) -> Vec<String> {
    let mut texts = Vec::new();
    for part in markup.split('<') {
        let (element, text) = part.split_once('>').unwrap_or(("", part));
        for name in [" aria-label=\"", " alt=\"", " title=\"", " placeholder=\""] {
            texts.extend(element.split(name).skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned));
        }
        texts.push(without_hashes(text.trim()));
    }
    texts.retain(|text| text.chars().any(char::is_alphanumeric));
    texts
}

/// A page in its words, as it is read from top to bottom, is `tests/golden/NAME.snap`.
pub fn assert_pages(name: &str, pages: &[View]) {
    assert_text(name, &pages.iter().map(readable).collect::<Vec<_>>().join("\n"));
}

/// A text is `tests/golden/NAME.snap`.
pub fn assert_text(name: &str, shown: &str) {
    insta::with_settings!({
        snapshot_path => "../../golden", prepend_module_to_snapshot => false, omit_expression => true,
    }, { insta::assert_snapshot!(name, shown) });
}
