//! The procedure `read`: a datum from a port, datum labels included.
//!
//! A label's references become fresh cells while the datum is built; then every slot that holds one gets what the label stands for.

use crate::datum::Reader;
use crate::machine::*;
use crate::value::*;
use std::collections::HashSet;

fn read(m: &mut Machine, a: Arguments) -> Outcome {
    let text = m.rest_of_port(a)?;
    let mut intern = |name: &str| m.intern(name);
    let mut reader = Reader::new(&text, 0, &mut intern);
    let outcome = reader.next();
    let consumed = reader.consumed();
    m.advance_port(a, text.chars().take(consumed).map(char::len_utf8).sum())?;
    let datum = match outcome {
        Ok(Some(datum)) => datum,
        Ok(None) => return Ok(EOF),
        Err(e) => return Err(Box::new(Fail::Read(format!("read: {}", e.message)))),
    };
    m.labels.clear();
    let value = m.try_datum_value(&datum)?;
    replace_cells(m, value);
    Ok(value)
}

/// Puts what the labels stand for into the slots that hold their cells.
fn replace_cells(m: &Machine, value: Value) {
    let cells: HashSet<Value> = m.labels.values().map(|&i| m.constants[i as usize]).collect();
    if cells.is_empty() {
        return;
    }
    let mut seen = HashSet::new();
    let mut pending = vec![value];
    while let Some(v) = pending.pop() {
        let parts = match () {
            _ if is_pair(v) => 0..2,
            _ if is_object(v, Type::Vector) => 1..length(v) + 1,
            _ => continue,
        };
        if !seen.insert(v) {
            continue;
        }
        for i in parts {
            let mut part = load(v, i);
            if cells.contains(&part) {
                part = load(part, 1);
                store(v, i, part);
            }
            pending.push(part);
        }
    }
}

pub const PRIMITIVES: &[Primitive] = &[("read", 0, 1, read)];
