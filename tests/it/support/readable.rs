//! Pages as a person can read them in a file, and held against those that lie in tests/golden/.

use std::fmt::Write as _;
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

/// The pages are those of `tests/golden/NAME.snap`.
pub fn assert_golden(name: &str, pages: &[View]) {
    let shown: Vec<String> = pages.iter().map(readable).collect();
    insta::with_settings!({
        snapshot_path => "../../golden", prepend_module_to_snapshot => false, omit_expression => true,
    }, { insta::assert_snapshot!(name, shown.join("\n\n")) });
}
