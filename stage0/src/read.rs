//! The procedure `read`: a datum from a port, datum labels included.
//!
//! A label's references become fresh cells while the datum is built; then every slot that holds one gets what the label stands for.

use crate::datum::{Datum, Kind, Reader};
use crate::machine::*;
use crate::value::*;
use std::collections::{HashMap, HashSet};

/// Labels of one datum: their numbers, and where in the pool of constants their cells are.
type Labels = HashMap<u32, u32>;

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
    let mut labels = Labels::new();
    let datum = with_cells(m, datum, &mut labels)?;
    let value = m.try_datum_value(&datum)?;
    if !labels.is_empty() {
        replace_cells(m, value, &labels);
    }
    Ok(value)
}

/// The datum with labels and references made constants: a label's datum is built and put into its cell.
fn with_cells(m: &mut Machine, d: Datum, labels: &mut Labels) -> Outcome<Datum> {
    let kind = match d.kind {
        Kind::Label(n, inner) => {
            m.reserve(2)?;
            let cell = m.heap.object(header(Type::Cell, 1), 1, TAG_OBJECT);
            store(cell, 1, UNSPECIFIED);
            let index = m.add_constant(cell);
            labels.insert(n, index);
            let inner = with_cells(m, *inner, labels)?;
            let value = m.try_datum_value(&inner)?;
            store(m.constants[index as usize], 1, value);
            Kind::Constant(m.add_constant(value))
        }
        Kind::Reference(n) => match labels.get(&n) {
            Some(&index) => Kind::Constant(index),
            None => return Err(Box::new(Fail::Read("read: a reference to a label that is not there".to_string()))),
        },
        Kind::List(items, tail) => {
            let items = items.into_iter().map(|i| with_cells(m, i, labels)).collect::<Outcome<_>>()?;
            let tail = match tail {
                Some(t) => Some(Box::new(with_cells(m, *t, labels)?)),
                None => None,
            };
            Kind::List(items, tail)
        }
        Kind::Vector(items) => Kind::Vector(items.into_iter().map(|i| with_cells(m, i, labels)).collect::<Outcome<_>>()?),
        other => other,
    };
    Ok(Datum { position: d.position, kind })
}

fn replace_cells(m: &mut Machine, value: Value, labels: &Labels) {
    let cells: HashSet<Value> = labels.values().map(|&i| m.constants[i as usize]).collect();
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
