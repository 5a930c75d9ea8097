//! `stage1/src/layout.rs` from `scheme-src/machine/layout.scm`: constants, and the tables of shapes that the kernel interprets.
//!
//! A name becomes its mechanical translation with the section's word behind or before it: tag `pair` is `PAIR_TAG`, slot
//! `link` of a continuation is `CONTINUATION_LINK`, field `base` of the image header is `HEADER_BASE`.

use super::Generated;
use crate::project::Result;
use crate::sexpr::{Sexpr, read_table};
use std::fmt::Write;
use std::path::{Path, PathBuf};

const HEAD: &str = "\
//! Generated from `scheme-src/machine/layout.scm` by `cargo xtask codegen`. Do not edit.
//!
//! Constants of the layout, and the tables of shapes that loader, collector and heap checker interpret.

use crate::shape::{Kind, Register, Typed};

";

/// The generator.
pub fn generate(root: &Path) -> Result<Vec<Generated>> {
    let table = read_table(&root.join("scheme-src/machine/layout.scm"), "layout-table")?;
    let mut file = File { text: HEAD.to_string() };
    file.number("LAYOUT_HASH", layout_hash(&table).into(), "`string-hash-code` of the table as it is written")?;
    for name in [
        "word-bytes",
        "tag-bits",
        "card-bits",
        "card-address-bits",
        "card-table",
        "count-register",
        "procedure-register",
        "register-file-register",
        "allocation-register",
        "stack-register",
    ] {
        file.number(&constant(name), table.row(name)?[0].integer()?, name)?;
    }
    immediates(&table, &mut file)?;
    typed_headers(&table, &mut file)?;
    records(&table, &mut file)?;
    register_file(&table, &mut file)?;
    for (section, prefix, what) in [
        ("code-object", "CODE", "Word of a code object"),
        ("return-record", "RETURN", "Byte of a return record"),
        ("kernel-calls", "CALL", "Kernel call"),
        ("image", "IMAGE", "Image"),
        ("image-header", "HEADER", "Byte of the image header"),
    ] {
        for row in table.row(section)? {
            let (name, number) = named_number(row)?;
            file.number(&format!("{prefix}_{}", constant(name)), number, &format!("{what}: {name}"))?;
        }
    }
    Ok(vec![Generated { path: PathBuf::from("stage1/src/layout.rs"), text: file.text }])
}

/// The hash of the table's written form, as `(base string-hash)` defines it.
pub fn layout_hash(table: &Sexpr) -> u32 {
    let text = table.to_string();
    let length = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    text.chars().fold(length, |hash, character| (hash.wrapping_mul(31).wrapping_add(character.into())) & 0x0fff_ffff)
}

fn immediates(table: &Sexpr, file: &mut File) -> Result<()> {
    for row in table.row("tags")? {
        let (name, number) = named_number(row)?;
        file.number(&format!("{}_TAG", constant(name)), number, &format!("Primary tag: {name}"))?;
    }
    let immediate = named(table, "tags", "immediate")?;
    let singleton = named(table, "immediate-kinds", "singleton")?;
    let shift = table.row("tag-bits")?[0].integer()?;
    for row in table.row("singletons")? {
        let (name, payload) = named_number(row)?;
        file.number(&format!("{}_VALUE", constant(name)), payload << 8 | singleton << shift | immediate, &format!("The singleton {name}"))?;
    }
    Ok(())
}

fn typed_headers(table: &Sexpr, file: &mut File) -> Result<()> {
    let mut rows = Vec::new();
    for row in table.row("typed-headers")? {
        let (name, number) = named_number(row)?;
        file.number(&format!("{}_TYPE", constant(name)), number, &format!("Type of a typed header: {name}"))?;
        rows.push((number, row.list()?));
    }
    rows.sort_by_key(|(number, _)| *number);
    file.line("/// The typed headers by type: bytes of a unit of the length, kind of the contents.");
    file.line(&format!("pub const TYPED: [Typed; {}] = [", rows.len()));
    for (index, (number, row)) in rows.iter().enumerate() {
        if usize::try_from(*number)? != index {
            return Err(format!("typed headers: no type {index}").into());
        }
        file.line(&format!("    Typed {{ unit: {}, kind: {} }},", row[2].integer()?, kind(&row[3])?));
    }
    file.line("];");
    Ok(())
}

fn records(table: &Sexpr, file: &mut File) -> Result<()> {
    for (index, row) in table.row("records")?.iter().enumerate() {
        let row = row.list()?;
        let record = row[0].symbol()?;
        file.number(&format!("{}_RECORD", constant(record)), i128::try_from(index)?, &format!("Row of the record {record}: `uid` of its descriptor"))?;
        for (slot, field) in row[1..].iter().enumerate() {
            let name = field.list()?[0].symbol()?;
            let word = i128::try_from(slot)? + 1;
            file.number(&format!("{}_{}", constant(record), constant(name)), word, &format!("Word of a {record}: {name}"))?;
        }
    }
    Ok(())
}

fn register_file(table: &Sexpr, file: &mut File) -> Result<()> {
    let rows = table.row("register-file")?;
    for row in rows {
        let (name, number) = named_number(row)?;
        file.number(&format!("REGISTER_{}", constant(name)), number, &format!("Word of the register file: {name}"))?;
    }
    file.line("/// The register file: first word, kind, count.");
    file.line(&format!("pub const REGISTERS: [Register; {}] = [", rows.len()));
    for row in rows {
        let row = row.list()?;
        file.line(&format!("    Register {{ index: {}, kind: {}, count: {} }},", row[1].integer()?, kind(&row[2])?, row[3].integer()?));
    }
    file.line("];");
    Ok(())
}

fn kind(datum: &Sexpr) -> Result<String> {
    let name = datum.symbol()?;
    Ok(format!("Kind::{}{}", name[..1].to_uppercase(), &name[1..]))
}

fn constant(name: &str) -> String {
    name.replace('-', "_").to_uppercase()
}

fn named_number(row: &Sexpr) -> Result<(&str, i128)> {
    let row = row.list()?;
    Ok((row[0].symbol()?, row[1].integer()?))
}

fn named(table: &Sexpr, section: &str, name: &str) -> Result<i128> {
    let rows = Sexpr::List(table.row(section)?.to_vec());
    rows.row(name)?[0].integer()
}

struct File {
    text: String,
}

impl File {
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn number(&mut self, name: &str, number: i128, documentation: &str) -> Result<()> {
        writeln!(self.text, "/// {documentation}.\npub const {name}: u64 = {number:#x};")?;
        Ok(())
    }
}
