//! `stage0/src/opcodes.rs` from `scheme-src/machine/opcodes.scm`: the enum that the machine's loop matches.

use super::Generated;
use crate::project::Result;
use crate::sexpr::read_table;
use std::fmt::Write;
use std::path::{Path, PathBuf};

const HEAD: &str = "\
//! Generated from `scheme-src/machine/opcodes.scm` by `cargo xtask codegen`. Do not edit.
//!
//! The bytecode's instructions and their numbers.

/// An instruction's number: the low byte of its word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Opcode {
";

/// The generator.
pub fn generate(root: &Path) -> Result<Vec<Generated>> {
    let table = read_table(&root.join("scheme-src/machine/opcodes.scm"), "opcode-table")?;
    let rows = table.list()?;
    let mut numbers = String::new();
    for (number, row) in rows.iter().enumerate() {
        let [name, _, meaning] = row.list()? else {
            return Err(format!("a row is (name operands meaning): {row}").into());
        };
        writeln!(numbers, "    /// {}.\n    {} = {number},", meaning.text()?, camel(name.symbol()?))?;
    }
    let text = format!("{HEAD}{numbers}}}\n");
    Ok(vec![Generated { path: PathBuf::from("stage0/src/opcodes.rs"), text }])
}

/// `branch-eq` as `BranchEq`.
fn camel(name: &str) -> String {
    name.split('-').map(|part| part[..1].to_uppercase() + &part[1..]).collect()
}
