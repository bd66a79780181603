//! Makes what wasm-bindgen wrote smaller: short names where WASM and glue meet, no comments and no indentation.
//!
//! Between WASM and glue stand a hundred names with a random hash in each, which no compression makes small.

use std::collections::BTreeMap;

use crate::failure::Failure;

/// What stands around the list of what the WASM imports.
const LIST: &str = "function __wbg_get_imports() {\n    const import0 = {\n        __proto__: null,\n";
const LIST_END: &str =
    "    };\n    return {\n        __proto__: null,\n        \"./vagval_bg.js\": import0,\n    };\n}\n";
/// How the WASM names the list.
const SHORT_MODULE: &str = "v";
/// Where the part begins that fetches the WASM, for those that do not bring its bytes.
const FETCHING: &str = "async function __wbg_load(";
/// How a name begins that the compiler has given, other than those of what we export.
const MADE: [&str; 3] = ["wasm_bindgen_", "_R", "_Z"];

/// The sections of a WASM file that carry the names.
const IMPORTS: u8 = 2;
const EXPORTS: u8 = 7;

/// A program as wasm-bindgen makes it: the WASM, and its own glue.
pub type Program = (Vec<u8>, String);

/// The program with short names, and its glue with the same.
pub fn shorten((wasm, glue): &Program) -> Result<Program, Failure> {
    let (head, rest) = glue.split_once(LIST).ok_or_else(unknown)?;
    let (list, tail) = rest.split_once(LIST_END).ok_or_else(unknown)?;
    // Of each import by its long name: the short one, which is that of its body.
    let (mut bodies, mut imports, mut exports) = (Vec::new(), BTreeMap::new(), BTreeMap::new());
    for (name, body) in entries(list)? {
        let place = bodies.iter().position(|known| *known == body).unwrap_or_else(|| {
            bodies.push(body);
            bodies.len() - 1
        });
        imports.insert(name, short(place));
    }
    for name in exported(wasm)?.into_iter().filter(|name| MADE.iter().any(|made| name.starts_with(made))) {
        let next = format!("c{}", exports.len());
        exports.entry(name).or_insert(next);
    }
    let list: Vec<String> = bodies.iter().enumerate().map(|(place, body)| format!("{}:{body}", short(place))).collect();
    let list = list.concat();
    let list =
        format!("function __wbg_get_imports() {{\nreturn {{ {SHORT_MODULE}: {{\n__proto__: null,\n{list}}} }};\n}}\n");
    let lines = |text| lean(text).flat_map(|(_, line)| [line, "\n"]).collect::<String>();
    let mut glue = [lines(head), list, lines(tail)].concat();
    // The longest first: a name may begin as another one does.
    let mut long: Vec<_> = exports.iter().collect();
    long.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
    for (name, short) in long {
        glue = glue.replace(name, short);
    }
    Ok((renamed(wasm, &imports, &exports)?, glue))
}

/// The same without what fetches the WASM: whoever starts it brings the bytes.
pub fn without_fetching(glue: &str) -> Result<String, Failure> {
    let (kept, _) = glue.split_once(FETCHING).ok_or_else(unknown)?;
    let start = "export default async ({ module_or_path: bytes }) => {\n\
                 const { instance, module } = await WebAssembly.instantiate(bytes, __wbg_get_imports());\n\
                 return __wbg_finalize_init(instance, module);\n};\n";
    Ok([kept, start].concat())
}

fn unknown() -> Failure {
    Failure::new("wasm-bindgen writes its glue in another way than build/glue.rs knows")
}

/// The lines without comments and indentation.
fn lean(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let is_comment = |line: &str| ["//", "/**", "*"].iter().any(|start| line.starts_with(start));
    let lines = text.lines().map(|line| (line, line.trim()));
    lines.filter(move |(_, line)| !line.is_empty() && !is_comment(line))
}

/// The imports of the list: the name of each, and its function.
fn entries(list: &str) -> Result<Vec<(String, String)>, Failure> {
    let mut entries: Vec<(String, String)> = Vec::new();
    for (line, lean) in lean(list) {
        let own = line.strip_prefix("        ").filter(|rest| !rest.starts_with([' ', '}']));
        if own.is_some() {
            let (name, begin) = lean.split_once(": ").ok_or_else(unknown)?;
            entries.push((name.to_owned(), [begin, "\n"].concat()));
        } else {
            let (_, body) = entries.last_mut().ok_or_else(unknown)?;
            body.extend([lean, "\n"]);
        }
    }
    Ok(entries)
}

/// A name for a place in a list: `a`, `b`, … `z`, `aa`, …
fn short(place: usize) -> String {
    let last = u8::try_from(place % 26).map_or('a', |letter| char::from(b'a' + letter));
    let first = (place / 26).checked_sub(1).map_or_else(String::new, short);
    format!("{first}{last}")
}

/// Reads a WASM file.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], Failure> {
        let (taken, rest) = self.0.split_at_checked(count).ok_or_else(damaged)?;
        self.0 = rest;
        Ok(taken)
    }

    fn byte(&mut self) -> Result<u8, Failure> {
        self.take(1)?.first().copied().ok_or_else(damaged)
    }

    /// Seven bits a byte, the lowest first.
    fn number(&mut self) -> Result<usize, Failure> {
        let (mut number, mut shift) = (0, 0);
        loop {
            let byte = self.byte()?;
            number |= usize::from(byte & 0x7f) << shift;
            shift += 7;
            if byte < 0x80 {
                return Ok(number);
            }
            if shift > 28 {
                return Err(damaged());
            }
        }
    }

    fn name(&mut self) -> Result<&'a str, Failure> {
        let length = self.number()?;
        std::str::from_utf8(self.take(length)?).map_err(|_| damaged())
    }

    /// The next section: its id and what is in it.
    fn section(&mut self) -> Result<(u8, &'a [u8]), Failure> {
        let id = self.byte()?;
        let length = self.number()?;
        Ok((id, self.take(length)?))
    }
}

fn damaged() -> Failure {
    Failure::new("wasm-bindgen wrote a WASM file that build/glue.rs cannot read")
}

fn number(out: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        out.push(u8::try_from(number & 0x7f).unwrap_or(0) | 0x80);
        number >>= 7;
    }
    out.push(u8::try_from(number).unwrap_or(0));
}

fn name(out: &mut Vec<u8>, name: &str) {
    number(out, name.len());
    out.extend_from_slice(name.as_bytes());
}

/// The names of what a WASM exports.
fn exported(wasm: &[u8]) -> Result<Vec<String>, Failure> {
    let mut names = Vec::new();
    let mut file = Reader(wasm);
    file.take(8)?;
    while !file.0.is_empty() {
        let (id, content) = file.section()?;
        if id == EXPORTS {
            let mut exports = Reader(content);
            for _ in 0..exports.number()? {
                names.push(exports.name()?.to_owned());
                exports.byte()?;
                exports.number()?;
            }
        }
    }
    Ok(names)
}

/// The WASM with other names for what it imports and exports.
fn renamed(
    wasm: &[u8],
    imports: &BTreeMap<String, String>,
    exports: &BTreeMap<String, String>,
) -> Result<Vec<u8>, Failure> {
    let mut file = Reader(wasm);
    let mut out = file.take(8)?.to_vec();
    while !file.0.is_empty() {
        let (id, content) = file.section()?;
        let mut section = Reader(content);
        let mut new = Vec::new();
        match id {
            IMPORTS => {
                let count = section.number()?;
                number(&mut new, count);
                for _ in 0..count {
                    section.name()?;
                    name(&mut new, SHORT_MODULE);
                    name(&mut new, imports.get(section.name()?).ok_or_else(unknown)?);
                    // Nothing but functions is imported: the kind 0, and the number of the type.
                    if section.byte()? != 0 {
                        return Err(unknown());
                    }
                    new.push(0);
                    number(&mut new, section.number()?);
                }
            }
            EXPORTS => {
                let count = section.number()?;
                number(&mut new, count);
                for _ in 0..count {
                    let known = section.name()?;
                    name(&mut new, exports.get(known).map_or(known, String::as_str));
                    new.push(section.byte()?);
                    number(&mut new, section.number()?);
                }
            }
            _ => new.extend_from_slice(content),
        }
        out.push(id);
        number(&mut out, new.len());
        out.append(&mut new);
    }
    Ok(out)
}
