//! Takes a program of two steps apart: what the first step needs, and the rest.
//!
//! Both steps are compiled as one. A WASM tells which function calls which; the linker writes down besides
//! (`--emit-relocs`) where code and constants name a constant, or a function by its slot in the table. So what an entry
//! point reaches is known, function by function and constant by constant, and nothing is guessed.
//!
//! What the first step reaches becomes a WASM of its own. In the whole program the same functions and constants stand
//! first, under the same numbers and at the same addresses, so their bytes are the same: the second file has only what
//! is not in the first, and the page puts the whole together of both ([`Split::pieces`]). The programs share nothing
//! when they run: each has a memory of its own.
//!
//! wasm-bindgen runs in between. It adds functions and takes some away, but moves no constant and changes no slot; what
//! the linker wrote down is found again by the names of the functions. A function of another name, or a note of another
//! kind, than is known here ends the build.

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;

use wasm_encoder::reencode::{self, Reencode, utils};
use wasm_encoder::{
    CodeSection, ConstExpr, DataSection, ElementSection, Elements, Encode, ExportSection, FunctionSection,
};
use wasmparser::{
    CodeSectionReader, CustomSectionReader, DataSectionReader, ElementSectionReader, Export, FunctionSectionReader,
    Parser,
};

use super::module::{Module, Notes, Thing, called, size, unknown};
use crate::failure::Failure;

/// So many bytes between two constants cost no more than the head of another piece.
const GAP: u32 = 8;

/// The two files, and how the second program is made of them.
#[derive(Debug)]
pub struct Split {
    /// The program of the first step.
    pub first: Vec<u8>,
    /// What the second has besides.
    pub rest: Vec<u8>,
    /// The bytes of the second program, in order: of the first file (0) or of the rest (1), from where to where.
    pub pieces: Vec<(u8, usize, usize)>,
}

/// Takes a program apart. `linked` is what the linker made, `bound` the same after wasm-bindgen, with its names; what
/// is exported as `second` is not for the first step.
pub fn split(linked: &[u8], bound: &[u8], second: &str) -> Result<Split, Failure> {
    let notes = Module::read(linked)?.notes(linked)?;
    let module = Module::read(bound)?;
    let roots = module.exports.iter().filter(|(name, _)| *name != second);
    let reached = reached(&module, &notes, roots.map(|(_, function)| Thing::Function(*function)).collect())?;

    let own: Vec<u32> = (module.imported..).zip(&module.bodies).map(|(function, _)| function).collect();
    let is_first = |function: &u32| reached.contains(&Thing::Function(*function));
    let (mut order, rest): (Vec<u32>, Vec<u32>) = own.iter().copied().partition(is_first);
    let functions = order.len();
    order.extend(rest);
    let numbers = Numbers(order.iter().copied().zip(own).collect());
    let code = order.iter().map(|function| numbers.clone().code(&module, *function));
    let code = code.collect::<Result<Vec<_>, Failure>>()?;
    let (mut constants, others) = pieces(&module, &reached);
    let first_constants = constants.len();
    constants.extend(others);

    let types =
        order.iter().filter_map(|function| module.types.get(size(function.checked_sub(module.imported)?)).copied());
    let types: Vec<u32> = types.collect();
    let large = Program {
        module: &module,
        numbers: &numbers,
        types: &types,
        code: &code,
        constants: &constants,
        without: None,
    };
    let small = Program {
        types: types.get(..functions).unwrap_or_default(),
        code: code.get(..functions).unwrap_or_default(),
        constants: constants.get(..first_constants).unwrap_or_default(),
        without: Some(second),
        ..large
    };
    let mut same_code = Vec::new();
    small.code.iter().for_each(|body| body.encode(&mut same_code));
    apart(small.write(bound)?, &large.write(bound)?, &[same_code, small.constants.concat()])
}

/// Everything that is needed by these.
fn reached(module: &Module<'_>, notes: &Notes, mut open: Vec<Thing>) -> Result<BTreeSet<Thing>, Failure> {
    let mut reached = BTreeSet::new();
    while let Some(thing) = open.pop() {
        if !reached.insert(thing.clone()) {
            continue;
        }
        match thing {
            Thing::Slot(slot) => open.push(Thing::Function(*module.slots.get(&slot).ok_or_else(unknown)?)),
            Thing::Constant(start, end) => {
                open.extend(notes.constants.range(start..end).map(|(_, thing)| thing.clone()));
            }
            Thing::Function(function) => {
                let Some(body) = module.body(function) else { continue };
                open.extend(called(body)?);
                let name = module.name(function)?;
                match notes.functions.get(name) {
                    Some(named) => open.extend(named.iter().cloned()),
                    // What wasm-bindgen has added calls others, and names nothing.
                    None if name.ends_with(" shim") || name.starts_with("__wbindgen_") => {}
                    None => return Err(unknown()),
                }
            }
        }
    }
    Ok(reached)
}

/// The memory in pieces, each with its head: those that were reached, and the others.
fn pieces(module: &Module<'_>, reached: &BTreeSet<Thing>) -> (Vec<Vec<u8>>, Vec<Vec<u8>>) {
    let (mut first, mut others) = (Vec::new(), Vec::new());
    for (start, part, _) in &module.memory {
        let end = start.saturating_add(u32::try_from(part.len()).unwrap_or(u32::MAX));
        let cut = |from: u32, to: u32, into: &mut Vec<Vec<u8>>| {
            let bytes = part.get(size(from - start)..size(to - start)).unwrap_or_default();
            // The memory is zero from the beginning.
            if bytes.iter().any(|byte| *byte != 0) {
                let mut piece = vec![0];
                ConstExpr::i32_const(from.cast_signed()).encode(&mut piece);
                bytes.encode(&mut piece);
                into.push(piece);
            }
        };
        let (mut from, mut to) = (*start, *start);
        // They come in the order of their addresses.
        for thing in reached {
            let Thing::Constant(begin, finish) = thing else { continue };
            let (begin, finish) = (begin.max(start), finish.min(&end));
            if begin >= finish {
                continue;
            }
            if *begin > to + GAP {
                cut(from, to, &mut first);
                cut(to, *begin, &mut others);
                from = *begin;
            }
            to = to.max(*finish);
        }
        cut(from, to, &mut first);
        cut(to, end, &mut others);
    }
    (first, others)
}

/// Leaves out of the large program what is the `same` in the small one.
fn apart(small: Vec<u8>, large: &[u8], same: &[Vec<u8>]) -> Result<Split, Failure> {
    let (mut rest, mut pieces, mut at) = (Vec::new(), Vec::new(), 0);
    for bytes in same {
        let place = |file: &[u8]| file.windows(bytes.len().max(1)).position(|part| part == bytes).ok_or_else(unknown);
        let (here, there) = (place(large)?, place(&small)?);
        let from = rest.len();
        rest.extend_from_slice(large.get(at..here).ok_or_else(unknown)?);
        pieces.extend([(1, from, rest.len()), (0, there, there + bytes.len())]);
        at = here + bytes.len();
    }
    let from = rest.len();
    rest.extend_from_slice(large.get(at..).ok_or_else(unknown)?);
    pieces.push((1, from, rest.len()));
    Ok(Split { first: small, rest, pieces })
}

/// Functions by their new numbers; what has none is imported.
#[derive(Clone)]
struct Numbers(BTreeMap<u32, u32>);

impl Numbers {
    fn of(&self, function: u32) -> u32 {
        self.0.get(&function).copied().unwrap_or(function)
    }

    /// The code of a function, which calls others by their new numbers.
    fn code(mut self, module: &Module<'_>, function: u32) -> Result<Vec<u8>, Failure> {
        let body = module.body(function).ok_or_else(unknown)?;
        let mut code = self.new_function_with_parsed_locals(body)?;
        let mut operators = body.get_operators_reader()?;
        while !operators.eof() {
            code.instruction(&self.parse_instruction(&mut operators)?);
        }
        Ok(code.into_raw_body())
    }
}

type Written<T = ()> = Result<T, reencode::Error<Infallible>>;

impl Reencode for Numbers {
    type Error = Infallible;

    fn function_index(&mut self, function: u32) -> Written<u32> {
        Ok(self.of(function))
    }
}

/// A program to be written: the functions and constants that it has, without an export.
#[derive(Clone, Copy)]
struct Program<'a> {
    module: &'a Module<'a>,
    numbers: &'a Numbers,
    types: &'a [u32],
    code: &'a [Vec<u8>],
    constants: &'a [Vec<u8>],
    without: Option<&'a str>,
}

impl Program<'_> {
    fn write(mut self, bound: &[u8]) -> Result<Vec<u8>, Failure> {
        let mut file = wasm_encoder::Module::new();
        self.parse_core_module(&mut file, Parser::new(0), bound)?;
        let file = file.finish();
        wasmparser::validate(&file)?;
        Ok(file)
    }
}

impl Reencode for Program<'_> {
    type Error = Infallible;

    fn function_index(&mut self, function: u32) -> Written<u32> {
        Ok(self.numbers.of(function))
    }

    fn data_count(&mut self, _: u32) -> Written<u32> {
        Ok(u32::try_from(self.constants.len()).unwrap_or(u32::MAX))
    }

    fn parse_custom_section(&mut self, _: &mut wasm_encoder::Module, _: CustomSectionReader<'_>) -> Written {
        Ok(())
    }

    fn parse_export(&mut self, exports: &mut ExportSection, export: Export<'_>) -> Written {
        if self.without == Some(export.name) { Ok(()) } else { utils::parse_export(self, exports, export) }
    }

    fn parse_function_section(&mut self, functions: &mut FunctionSection, _: FunctionSectionReader<'_>) -> Written {
        for kind in self.types {
            functions.function(*kind);
        }
        Ok(())
    }

    fn parse_element_section(&mut self, table: &mut ElementSection, _: ElementSectionReader<'_>) -> Written {
        let known = size(self.module.imported) + self.code.len();
        let mut parts: Vec<(u32, Vec<u32>)> = Vec::new();
        let mut next = None;
        // A slot whose function the program does not have stays empty.
        for (slot, function) in self.module.slots.iter().map(|(slot, function)| (*slot, self.numbers.of(*function))) {
            if size(function) >= known {
                continue;
            }
            match parts.last_mut().filter(|_| next == Some(slot)) {
                Some((_, part)) => part.push(function),
                None => parts.push((slot, vec![function])),
            }
            next = slot.checked_add(1);
        }
        for (start, functions) in parts {
            table.active(None, &ConstExpr::i32_const(start.cast_signed()), Elements::Functions(functions.into()));
        }
        Ok(())
    }

    fn parse_code_section(&mut self, code: &mut CodeSection, _: CodeSectionReader<'_>) -> Written {
        for body in self.code {
            code.raw(body);
        }
        Ok(())
    }

    fn parse_data_section(&mut self, data: &mut DataSection, _: DataSectionReader<'_>) -> Written {
        for piece in self.constants {
            data.raw(piece);
        }
        Ok(())
    }
}
