//! `stage0/src/opcodes.rs` from `scheme-src/machine/opcodes.scm`: the enum that the machine's loop matches, and the table of operands.

use super::Generated;
use crate::project::Result;
use crate::sexpr::{Sexpr, read_table};
use std::fmt::Write;
use std::path::{Path, PathBuf};

const HEAD: &str = "\
//! Generated from `scheme-src/machine/opcodes.scm` by `cargo xtask codegen`. Do not edit.
//!
//! The bytecode's instructions: their numbers, and how their words are laid out.

/// An instruction's number: the low byte of its word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Opcode {
";

/// The generator.
pub fn generate(root: &Path) -> Result<Vec<Generated>> {
    let table = read_table(&root.join("scheme-src/machine/opcodes.scm"), "opcode-table")?;
    let rows = table.list()?;
    let (mut numbers, mut shapes) = (String::new(), String::new());
    for (number, row) in rows.iter().enumerate() {
        let [name, operands, meaning] = row.list()? else {
            return Err(format!("a row is (name operands meaning): {row}").into());
        };
        let (name, operands) = (name.symbol()?, operands.list()?);
        let plain: Vec<&str> = operands.iter().filter_map(|operand| operand.symbol().ok()).collect();
        let words = plain.iter().filter(|operand| matches!(**operand, "x" | "y")).count();
        let more = operands.iter().any(|operand| matches!(operand, Sexpr::List(_)));
        writeln!(numbers, "    /// {}.\n    {} = {number},", meaning.text()?, camel(name))?;
        writeln!(shapes, "    (\"{name}\", \"{}\", {words}, {more}),", plain.join(" "))?;
    }
    let count = rows.len();
    let text = format!(
        "{HEAD}{numbers}}}\n\n/// Name, operands, words that follow, and whether as many more follow as b says: of each instruction, by its number.\n\
         pub const OPCODES: [(&str, &str, usize, bool); {count}] = [\n{shapes}];\n"
    );
    Ok(vec![Generated { path: PathBuf::from("stage0/src/opcodes.rs"), text }])
}

/// `branch-eq` as `BranchEq`.
fn camel(name: &str) -> String {
    name.split('-').map(|part| part[..1].to_uppercase() + &part[1..]).collect()
}
