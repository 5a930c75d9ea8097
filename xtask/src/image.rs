//! `cargo xtask image describe|diff`: images as the layout table describes them.

use crate::project::{Result, root};
use crate::sexpr::{Sexpr, read_table};
use std::path::Path;

/// Prints the fields of an image's header.
pub fn describe(file: &Path) -> Result<()> {
    let bytes = read_image(file)?;
    for (name, offset) in header_fields()? {
        if let Some(field) = bytes.get(offset..offset + 8) {
            println!("{name:20} {:#x}", u64::from_le_bytes(field.try_into()?));
        }
    }
    Ok(())
}

/// Succeeds when two images are equal; otherwise says where they first differ.
pub fn diff(first: &Path, second: &Path) -> Result<()> {
    let (one, other) = (read_image(first)?, read_image(second)?);
    if one == other {
        println!("equal: {} bytes", one.len());
        return Ok(());
    }
    let offset = one.iter().zip(&other).position(|(a, b)| a != b).unwrap_or(one.len().min(other.len()));
    Err(format!("they differ at file offset {offset:#x} ({} and {} bytes)", one.len(), other.len()).into())
}

fn read_image(file: &Path) -> Result<Vec<u8>> {
    std::fs::read(file).map_err(|error| format!("{}: {error}", file.display()).into())
}

/// Names and byte offsets of the header's words, from the layout table. A row may hold several pairs.
fn header_fields() -> Result<Vec<(String, usize)>> {
    let table = read_table(&root().join("scheme-src/machine/layout.scm"), "layout-table")?;
    let mut fields = Vec::new();
    for row in table.row("image-header")? {
        if let [Sexpr::Symbol(name), Sexpr::Integer(offset)] = row.list()? {
            fields.push((name.clone(), usize::try_from(*offset)?));
        }
    }
    Ok(fields)
}
