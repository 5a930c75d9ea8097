//! `cargo xtask image describe|diff`: images and executables as the layout table describes them.

mod model;

use crate::project::Result;
use model::{Code, Image};
use std::collections::BTreeMap;
use std::path::Path;

/// Prints the header, the parts, the objects by kind, and the code objects with their names.
pub fn describe(file: &Path) -> Result<()> {
    let image = Image::read(file)?;
    for (name, value) in &image.header {
        println!("{name:18} {value:#x}");
    }
    println!();
    for part in &image.parts {
        println!("{:6} {:#12x} {:#12x} {:10} bytes", part.name, part.low, part.high, part.high - part.low);
    }
    println!();
    let mut kinds: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
    for object in &image.objects {
        let row = kinds.entry(&object.kind).or_default();
        *row = (row.0 + 1, row.1 + object.bytes);
    }
    for (kind, (count, bytes)) in kinds {
        println!("{count:8} {bytes:10} bytes  {kind}");
    }
    println!("{:8} {:10} bytes  code", image.codes.len(), image.codes.iter().map(|code| code.bytes).sum::<u64>());
    println!();
    for code in &image.codes {
        println!("{:#x} {:6} bytes  {}", code.instructions.0, code.instructions.1, code.name);
    }
    Ok(())
}

/// Succeeds when two images are equal; otherwise names the first object in which they differ.
///
/// A single difference moves every address behind it, so bytes are compared last: first the sequence of code objects by name and
/// size, then their instructions without addresses, then the sequence of objects by kind and size, then all bytes.
pub fn diff(first: &Path, second: &Path) -> Result<()> {
    let (one, other) = (Image::read(first)?, Image::read(second)?);
    let difference = code_sequence(&one, &other)
        .or_else(|| instructions(&one, &other))
        .or_else(|| object_sequence(&one, &other))
        .or_else(|| contents(&one, &other))
        .or_else(|| header(&one, &other));
    match difference {
        None => {
            println!("equal");
            Ok(())
        }
        Some(difference) => Err(difference.into()),
    }
}

fn code_sequence(one: &Image, other: &Image) -> Option<String> {
    for (a, b) in one.codes.iter().zip(&other.codes) {
        if (&a.name, a.bytes, a.instructions.1) != (&b.name, b.bytes, b.instructions.1) {
            let place = common_prefix(one, a, other, b);
            return Some(format!(
                "the first different code object is {} ({} bytes of instructions) in one image and {} ({} bytes) in the other; instructions agree up to offset {place:#x}",
                a.name, a.instructions.1, b.name, b.instructions.1
            ));
        }
    }
    (one.codes.len() != other.codes.len()).then(|| format!("{} and {} code objects", one.codes.len(), other.codes.len()))
}

/// The instructions of a code object, with zeros where absolute addresses stand, and wherever a call's or jump's distance may.
fn masked(image: &Image, code: &Code) -> Vec<u8> {
    let (start, length) = code.instructions;
    let mut bytes = image.area(start, length).to_vec();
    let from = image.relocations.partition_point(|(place, _)| *place < start);
    for (place, width) in &image.relocations[from..] {
        if *place >= start + length {
            break;
        }
        let offset = (place - start) as usize;
        bytes[offset..offset + *width as usize].fill(0);
    }
    bytes
}

fn common_prefix(one: &Image, a: &Code, other: &Image, b: &Code) -> usize {
    let (a, b) = (masked(one, a), masked(other, b));
    a.iter().zip(&b).position(|(x, y)| x != y).unwrap_or(a.len().min(b.len()))
}

/// Sizes agree here, so distances between code objects do too and need no mask.
fn instructions(one: &Image, other: &Image) -> Option<String> {
    for (a, b) in one.codes.iter().zip(&other.codes) {
        if masked(one, a) != masked(other, b) {
            let offset = common_prefix(one, a, other, b);
            return Some(format!(
                "the instructions of {} differ first at offset {offset:#x} ({:#x} in the first image)",
                a.name,
                a.instructions.0 + offset as u64
            ));
        }
    }
    None
}

fn object_sequence(one: &Image, other: &Image) -> Option<String> {
    for (a, b) in one.objects.iter().zip(&other.objects) {
        if a.kind != b.kind || a.bytes != b.bytes {
            return Some(format!(
                "the first different object is a {} of {} bytes at {:#x}, {}, in one image and a {} of {} bytes at {:#x}, {}, in the other; it belongs to {} and {}",
                a.kind,
                a.bytes,
                a.address,
                one.show_object(a),
                b.kind,
                b.bytes,
                b.address,
                other.show_object(b),
                one.owner(a).unwrap_or_default(),
                other.owner(b).unwrap_or_default()
            ));
        }
    }
    (one.objects.len() != other.objects.len()).then(|| format!("{} and {} objects", one.objects.len(), other.objects.len()))
}

fn contents(one: &Image, other: &Image) -> Option<String> {
    for (a, b) in one.objects.iter().zip(&other.objects) {
        if one.area(a.address, a.bytes) != other.area(b.address, b.bytes) {
            return Some(format!(
                "the object at {:#x} is {} in one image and {} in the other; it belongs to {}",
                a.address,
                one.show_object(a),
                other.show_object(b),
                one.owner(a).unwrap_or_default()
            ));
        }
    }
    for (a, b) in one.codes.iter().zip(&other.codes) {
        let (left, right) = (one.area(a.address, a.bytes), other.area(b.address, b.bytes));
        if let Some(offset) = left.iter().zip(right).position(|(x, y)| x != y) {
            return Some(format!("the code object of {} differs at offset {offset:#x} of {}", a.name, a.bytes));
        }
    }
    None
}

fn header(one: &Image, other: &Image) -> Option<String> {
    let rows = one.header.iter().zip(&other.header);
    rows.filter(|((name, a), (_, b))| a != b && name != "header-checksum").map(|((name, a), (_, b))| format!("the header's {name} is {a:#x} and {b:#x}")).next()
}
