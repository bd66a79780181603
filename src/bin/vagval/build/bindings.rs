//! Compiles the library to WebAssembly and makes its JavaScript side.

use std::path::{Path, PathBuf};

use wasm_bindgen_cli_support::Bindgen;

use super::glue;
use super::split::{self, Split};
use crate::failure::Failure;
use crate::project_paths;
use crate::setup::Compiler;

/// How the glue names the WASM before it has a hash.
const PLAIN_NAME: &str = "'vagval_bg.wasm'";

/// How the program with the result is started.
const SECOND: &str = "start_result";

/// What a WASM is for: each has its own entry points, and carries only what they reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bundle {
    /// The whole client: all pages, and hosts.
    Pages,
    /// The chat.
    Chat,
    /// The programs up to the result.
    Steps,
}

impl Bundle {
    /// The first part of its file names.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pages => "vagval",
            Self::Chat => "vagval-chat",
            Self::Steps => "vagval-steps",
        }
    }
}

/// One build of the library: files that belong together.
#[derive(Debug)]
pub struct Bindings {
    /// The module.
    pub wasm: Vec<u8>,
    /// The name of the module's file, with its SHA-256.
    pub wasm_name: String,
    /// The JavaScript that loads the module by that name and no other, and tells its SHA-256.
    pub glue: String,
    /// The types of the glue, for hosts that embed it.
    pub types: String,
}

/// What a page loads one after the other: programs, and the glue that they share.
#[derive(Debug)]
pub struct Steps {
    /// The JavaScript of both. It does not fetch: whoever starts a program brings its bytes.
    pub glue: String,
    /// The module of a first visit, and that of the result as far as it is not in it.
    pub programs: Split,
}

/// Compiles, and makes the bindings (web target: Node takes the same files and passes the bytes).
pub fn make(compiler: &Compiler, used: Bundle) -> Result<Bindings, Failure> {
    let (program, types) = generate(&compile(compiler, used)?, false)?;
    let (wasm, glue) = glue::shorten(&program)?;
    let hash = project_paths::digest(&[&wasm]);
    let wasm_name = format!("{}.{hash}.wasm", used.name());
    if glue.matches(PLAIN_NAME).count() != 1 {
        return Err(Failure::new(format!("the glue was expected to name {PLAIN_NAME} once")));
    }
    let glue = glue.replace(PLAIN_NAME, &format!("'{wasm_name}'"));
    Ok(Bindings {
        wasm,
        wasm_name,
        glue: format!("{glue}\nexport const WASM_SHA256 = '{hash}';\n"),
        types: format!(
            "{types}\n/** SHA-256 of the WASM file, in hexadecimal. */\nexport const WASM_SHA256: string;\n"
        ),
    })
}

/// The same for the programs that only our own page loads.
pub fn steps(compiler: &Compiler) -> Result<Steps, Failure> {
    let linked = compile(compiler, Bundle::Steps)?;
    let (program, _) = generate(&linked, true)?;
    let (bound, glue) = glue::shorten(&program)?;
    let programs = split::split(&project_paths::read(&linked)?, &bound, SECOND)?;
    Ok(Steps { glue: glue::without_fetching(&glue)?, programs })
}

fn compile(compiler: &Compiler, used: Bundle) -> Result<PathBuf, Failure> {
    // A folder for each use: all of them write the same file names, and would be compiled anew at every build.
    let target = project_paths::made("wasm").join(used.name());
    eprintln!("vagval: compiling to WebAssembly");
    let status = compiler
        .cargo()
        .args(["rustc", "--quiet", "--release", "--lib", "--locked"])
        .args(match used {
            Bundle::Pages => &[][..],
            Bundle::Chat => &["--features", "chat"],
            Bundle::Steps => &["--features", "steps"],
        })
        .args(["--target", "wasm32-unknown-unknown", "--target-dir"])
        .arg(&target)
        // The linker writes down what names what, so that the program can be taken apart.
        .args(if used == Bundle::Steps { &["--", "-Clink-arg=--emit-relocs"][..] } else { &[] })
        .status()
        .map_err(|error| Failure::new(format!("cargo could not start: {error}")))?;
    if status.success() {
        Ok(target.join("wasm32-unknown-unknown/release/vagval.wasm"))
    } else {
        Err(Failure::new("the library does not compile to WebAssembly"))
    }
}

/// The program with its glue, and the types of the glue; with the names of its functions, where they are asked for.
fn generate(module: &Path, named: bool) -> Result<(glue::Program, String), Failure> {
    let folder = project_paths::made("bindings");
    project_paths::remove_dir(&folder)?;
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(module)
        .typescript(true)
        .omit_default_module_path(false)
        .remove_name_section(!named)
        .demangle(!named)
        .remove_producers_section(true);
    bindgen
        .web(true)
        .and_then(|bindgen| bindgen.generate(&folder))
        .map_err(|error| Failure::new(format!("cannot make the bindings: {error:#}")))?;
    let text = |name: &str| -> Result<String, Failure> {
        let bytes = project_paths::read(&folder.join(name))?;
        String::from_utf8(bytes).map_err(|error| Failure::new(format!("{name}: {error}")))
    };
    let wasm = project_paths::read(&folder.join("vagval_bg.wasm"))?;
    Ok(((wasm, text("vagval.js")?), text("vagval.d.ts")?))
}
