//! `cargo xtask codegen`: Rust files made from the tables of `scheme-src/machine`, the Unicode tables of the run-time system, and the check
//! that they are fresh.
//!
//! A generator is a function from the project's root to the files that it makes; its row in `GENERATORS` is all there is to do.

mod categories;
mod layout;
mod opcodes;
mod unicode;
pub use layout::layout_hash;

use crate::project::{Result, root};
use std::path::{Path, PathBuf};

/// One generated file: its path below the root, and its whole text.
pub struct Generated {
    pub path: PathBuf,
    pub text: String,
}

type Generator = fn(&Path) -> Result<Vec<Generated>>;

/// Every generator, by the table that it reads.
const GENERATORS: &[(&str, Generator)] =
    &[("layout.scm", layout::generate), ("opcodes.scm", opcodes::generate), ("unicode", unicode::generate), ("unicode properties", categories::generate)];

/// Writes every generated file that is not fresh; with `check`, writes nothing and fails when there is one.
pub fn run(check: bool) -> Result<()> {
    let root = root();
    let mut stale = Vec::new();
    for (table, generator) in GENERATORS {
        for file in generator(&root).map_err(|error| format!("{table}: {error}"))? {
            let path = root.join(&file.path);
            if std::fs::read_to_string(&path).is_ok_and(|text| text == file.text) {
                continue;
            }
            stale.push(file.path.display().to_string());
            if !check {
                std::fs::write(&path, &file.text).map_err(|error| format!("{}: {error}", path.display()))?;
                println!("wrote {} (from {table})", file.path.display());
            }
        }
    }
    if check && !stale.is_empty() {
        return Err(format!("not fresh, run `cargo xtask codegen`: {}", stale.join(", ")).into());
    }
    Ok(())
}
