//! The bytecode's text: one line an instruction, laid out as the opcode table says.
//!
//! ```text
//!    12  add-integer a=3 b=1 c=255
//! ```

use crate::machine::{CodeInfo, Machine};
use crate::value::symbol_text;

/// The opcode table: a row is `(name (operands) "meaning")`, in the order of the opcodes.
const TABLE: &str = include_str!("../../scheme-src/machine/opcodes.scm");

/// Name of each instruction, and its operands; after `words` none.
fn instructions() -> Vec<(&'static str, Vec<&'static str>)> {
    let rows = TABLE.lines().map(str::trim).filter(|line| line.starts_with('(') && line.contains('"'));
    let facts = rows.filter_map(|row| row.split('"').next());
    facts
        .filter_map(|row| {
            let mut words = row.split([' ', '(', ')']).filter(|word| !word.is_empty());
            Some((words.next()?, words.collect()))
        })
        .collect()
}

/// All code that comes from files, in the order of its making.
pub fn listing(m: &Machine) -> String {
    let mut infos: Vec<&CodeInfo> = m.code_infos.values().filter(|i| i.positions.iter().any(|&(_, p)| p >> 40 != 0)).collect();
    infos.sort_by_key(|i| i.number);
    let table = instructions();
    infos.into_iter().map(|i| procedure(m, &table, i)).collect()
}

fn procedure(m: &Machine, table: &[(&str, Vec<&str>)], info: &CodeInfo) -> String {
    // SAFETY: code is never freed, and the record says where it lies.
    let code = unsafe { std::slice::from_raw_parts(info.start as *const u32, (info.end - info.start) / 4) };
    let mut text = format!("{}: {} registers, arity {}\n", symbol_text(info.name), code[0] >> 16, code[0] & 255);
    let mut at = 1;
    while at < code.len() {
        let word = code[at];
        let (name, ref operands) = table[(word & 255) as usize];
        let more = operands.contains(&"words");
        let words = operands.iter().filter(|o| matches!(**o, "x" | "y")).count();
        text += &format!("{at:6}  {name}");
        let mut following = code[at + 1..].iter();
        for &operand in operands.iter().take_while(|o| **o != "words") {
            let value = match operand {
                "a" => word >> 8 & 255,
                "b" => word >> 16 & 255,
                "c" => word >> 24,
                "bc" => word >> 16,
                _ => following.next().copied().unwrap_or(0),
            };
            match (operand, name) {
                ("x", _) if name.starts_with("branch") || name == "jump" || name == "clause" => {
                    text += &format!(" to={}", at as i64 + 1 + words as i64 + value as i32 as i64)
                }
                ("x", "global-ref" | "global-set" | "global-define" | "call-global" | "tail-call-global" | "record-ref" | "record-set") => {
                    text += &format!(" {}", symbol_text(m.global_info[value as usize].name))
                }
                ("x", "primitive") => text += &format!(" {}", m.primitives[value as usize].0),
                _ => text += &format!(" {operand}={value}"),
            }
        }
        text.push('\n');
        at += 1 + words + if more { (word >> 16 & 255) as usize } else { 0 };
    }
    text
}
