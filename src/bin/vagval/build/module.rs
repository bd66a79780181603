//! Reads a WASM: its functions, its table, its memory, and what the linker wrote down of who names what in them.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::ops::Range;

use wasmparser::{
    BinaryReader, BinaryReaderError, ConstExpr, CustomSectionReader, DataKind, ElementItems, ElementKind, FunctionBody,
    KnownCustom, Linking, Name, Operator, Parser, Payload, RelocationEntry, RelocationType, SymbolInfo, TypeRef,
};

use crate::failure::Failure;

/// What may be needed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Thing {
    /// A function, by its number.
    Function(u32),
    /// A function, by its slot in the table.
    Slot(u32),
    /// A constant, from an address to an address.
    Constant(u32, u32),
}

/// A WASM as far as it is looked into.
#[derive(Default)]
pub struct Module<'a> {
    /// How many functions are imported: they have the first numbers.
    pub imported: u32,
    /// The type of each own function.
    pub types: Vec<u32>,
    /// The code of each own function.
    pub bodies: Vec<FunctionBody<'a>>,
    /// The functions that are exported.
    pub exports: Vec<(&'a str, u32)>,
    /// The function in each slot of the table.
    pub slots: BTreeMap<u32, u32>,
    /// For each part of the memory its first address, its bytes, and where in the file they are.
    pub memory: Vec<(u32, &'a [u8], usize)>,
    names: BTreeMap<u32, &'a str>,
    /// Where each constant lies that the linker knows.
    constants: Vec<Option<Thing>>,
    /// Where in the file the linker has put a place that something has.
    notes: Vec<(RelocationEntry, usize)>,
}

/// What the linker wrote down.
#[derive(Default)]
pub struct Notes {
    /// What the functions of a name name.
    pub functions: BTreeMap<String, Vec<Thing>>,
    /// What is named at an address.
    pub constants: BTreeMap<u32, Thing>,
}

impl<'a> Module<'a> {
    /// Reads a file.
    pub fn read(file: &'a [u8]) -> Result<Self, Failure> {
        let mut module = Self::default();
        let (mut code, mut data) = (0, 0);
        for payload in Parser::new(0).parse_all(file) {
            match payload? {
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        module.imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                    }
                }
                Payload::FunctionSection(types) => module.types = types.into_iter().collect::<Result<_, _>>()?,
                Payload::ExportSection(exports) => {
                    for export in exports {
                        let export = export?;
                        let is_function = export.kind == wasmparser::ExternalKind::Func;
                        module.exports.extend(is_function.then_some((export.name, export.index)));
                    }
                }
                Payload::ElementSection(parts) => {
                    for part in parts {
                        let part = part?;
                        let ElementKind::Active { table_index: None | Some(0), offset_expr } = part.kind else {
                            return Err(unknown());
                        };
                        let ElementItems::Functions(functions) = part.items else { return Err(unknown()) };
                        for (slot, function) in (number(&offset_expr)?..).zip(functions) {
                            module.slots.insert(slot, function?);
                        }
                    }
                }
                Payload::CodeSectionStart { range, .. } => code = range.start,
                Payload::CodeSectionEntry(body) => module.bodies.push(body),
                Payload::DataSection(parts) => {
                    data = parts.range().start;
                    for part in parts {
                        let part = part?;
                        let DataKind::Active { memory_index: 0, offset_expr } = part.kind else {
                            return Err(unknown());
                        };
                        module.memory.push((number(&offset_expr)?, part.data, part.range.end - part.data.len()));
                    }
                }
                Payload::CustomSection(section) => module.read_notes(&section, code, data)?,
                _ => {}
            }
        }
        Ok(module)
    }

    fn read_notes(&mut self, section: &CustomSectionReader<'a>, code: usize, data: usize) -> Result<(), Failure> {
        match section.as_known() {
            KnownCustom::Name(parts) => {
                for part in parts {
                    let Name::Function(names) = part? else { continue };
                    for name in names {
                        let name = name?;
                        self.names.insert(name.index, plain(name.name));
                    }
                }
            }
            KnownCustom::Linking(parts) => {
                for part in parts.subsections() {
                    let Linking::SymbolTable(symbols) = part? else { continue };
                    for symbol in symbols {
                        let place = self.place(&symbol?);
                        self.constants.push(place);
                    }
                }
            }
            KnownCustom::Reloc(notes) => {
                let start = match section.name() {
                    "reloc.CODE" => code,
                    "reloc.DATA" => data,
                    // About what is no part of the program.
                    _ => return Ok(()),
                };
                for note in notes.entries() {
                    let note = note?;
                    self.notes.push((note, start + note.relocation_range().start));
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn place(&self, symbol: &SymbolInfo<'_>) -> Option<Thing> {
        let SymbolInfo::Data { symbol: Some(constant), .. } = symbol else { return None };
        let (start, ..) = self.memory.get(size(constant.index))?;
        let start = start.checked_add(constant.offset)?;
        Some(Thing::Constant(start, start.checked_add(constant.size)?))
    }

    /// The name of a function, without the hash that wasm-bindgen takes from the names of what we export.
    pub fn name(&self, function: u32) -> Result<&'a str, Failure> {
        self.names.get(&function).copied().ok_or_else(unknown)
    }

    /// The code of an own function.
    pub fn body(&self, function: u32) -> Option<&FunctionBody<'a>> {
        self.bodies.get(size(function.checked_sub(self.imported)?))
    }

    /// What each function and each constant names.
    pub fn notes(&self, file: &[u8]) -> Result<Notes, Failure> {
        // Without a single note, the linker was not asked for them.
        if self.notes.is_empty() {
            return Err(unknown());
        }
        let mut notes = Notes::default();
        let mut functions: Vec<(Range<usize>, &str)> = Vec::new();
        for (function, body) in (self.imported..).zip(&self.bodies) {
            functions.push((body.range(), self.name(function)?));
            notes.functions.entry(self.name(function)?.to_owned()).or_default();
        }
        for (note, place) in &self.notes {
            let written = file.get(*place..*place + note.ty.extent()).ok_or_else(unknown)?;
            let thing = match note.ty {
                RelocationType::TableIndexSleb => {
                    Thing::Slot(BinaryReader::new(written, 0).read_var_i32()?.cast_unsigned())
                }
                RelocationType::TableIndexI32 => Thing::Slot(BinaryReader::new(written, 0).read_u32()?),
                RelocationType::MemoryAddrLeb | RelocationType::MemoryAddrSleb | RelocationType::MemoryAddrI32 => {
                    // An address where nothing lies is that of the end of all constants.
                    let Some(constant) = self.constants.get(size(note.index)).ok_or_else(unknown)? else { continue };
                    constant.clone()
                }
                // The code itself tells these.
                RelocationType::FunctionIndexLeb
                | RelocationType::TypeIndexLeb
                | RelocationType::GlobalIndexLeb
                | RelocationType::TableNumberLeb => continue,
                _ => return Err(unknown()),
            };
            let after = functions.partition_point(|(range, _)| range.end <= *place);
            if let Some((_, name)) = functions.get(after).filter(|(range, _)| range.contains(place)) {
                // Of functions with one name each needs what any of them needs.
                notes.functions.entry((*name).to_owned()).or_default().push(thing);
            } else {
                let address = self.memory.iter().find_map(|(address, part, start)| {
                    let offset = place.checked_sub(*start).filter(|offset| *offset < part.len())?;
                    address.checked_add(u32::try_from(offset).ok()?)
                });
                notes.constants.insert(address.ok_or_else(unknown)?, thing);
            }
        }
        Ok(notes)
    }
}

/// The functions that a body calls or takes.
pub fn called(body: &FunctionBody<'_>) -> Result<Vec<Thing>, Failure> {
    let mut called = Vec::new();
    for operator in body.get_operators_reader()? {
        if let Operator::Call { function_index }
        | Operator::ReturnCall { function_index }
        | Operator::RefFunc { function_index } = operator?
        {
            called.push(Thing::Function(function_index));
        }
    }
    Ok(called)
}

fn plain(name: &str) -> &str {
    let is_hash = |end: &str| end.len() == 16 && end.bytes().all(|byte| byte.is_ascii_hexdigit());
    name.rsplit_once('_').filter(|(_, end)| is_hash(end)).map_or(name, |(plain, _)| plain)
}

/// The number that a part of table or memory begins at.
fn number(expression: &ConstExpr<'_>) -> Result<u32, Failure> {
    match expression.get_operators_reader().read()? {
        Operator::I32Const { value } => Ok(value.cast_unsigned()),
        _ => Err(unknown()),
    }
}

/// A number of the file as one of ours; one that is too large is that of nothing.
pub fn size(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// What is in a WASM that we do not know how to take apart.
pub fn unknown() -> Failure {
    Failure::new("a WASM has what build/module.rs does not know")
}

impl From<BinaryReaderError> for Failure {
    fn from(error: BinaryReaderError) -> Self {
        Self::new(format!("cannot read a WASM: {error}"))
    }
}

impl From<wasm_encoder::reencode::Error<Infallible>> for Failure {
    fn from(error: wasm_encoder::reencode::Error<Infallible>) -> Self {
        Self::new(format!("cannot write a WASM: {error}"))
    }
}
