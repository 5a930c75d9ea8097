//! `scheme-src/runtime/unicode-data.sld` from the Unicode Character Database, as three crates of a fixed version carry it: properties
//! from `regex-syntax`, simple and full case mapping from `unicode-case-mapping`, full folding from `caseless`.
//!
//! Characters that share properties, digit value and the distances to their case partners are one *class*. Two stages of
//! strings lead from a code point to its class, so the table is read without being decoded.

use super::Generated;
use crate::project::Result;
use regex_syntax::hir::{Class, HirKind};
use std::collections::HashMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// Characters of one block of the second stage.
const BLOCK: u32 = 128;
/// The first code point that the table does not cover: from here on no character has a class of its own.
const LIMIT: u32 = 0x40000;
/// The character that stands for zero in the tables: numbers follow it.
const ZERO: u32 = 35;

const HEAD: &str = ";;; Unicode data: generated from the Unicode Character Database, version 16.0.0, by `cargo xtask codegen`. Do not edit.
;;;
;;;   class of a code point below limit = class-blocks [128 * class-index [code / 128] + code mod 128]
;;;
;;; The characters of both strings stand for numbers, `#` for zero. The vectors say by class: the properties (1 alphabetic, 2
;;; upper case, 4 lower case, 8 digit, 16 white space, 32 cased, 64 ignored by case), the value of a digit, and the distances
;;; to the simple capital, small and folded character. The special mappings to several characters follow, by code point.
(define-library (runtime unicode-data)
  (export unicode-limit class-index class-blocks class-properties class-digits class-upcase class-downcase class-foldcase
          special-upcase special-downcase special-foldcase)
  (import (core-syntax))
  (begin
";

/// What the characters of a class share.
#[derive(Clone, PartialEq, Eq, Hash, Default)]
struct Shared {
    properties: u32,
    digit: Option<u32>,
    upcase: i64,
    downcase: i64,
    foldcase: i64,
}

/// The generator.
pub fn generate(_root: &Path) -> Result<Vec<Generated>> {
    let mut all = vec![Shared::default(); LIMIT as usize];
    for (bit, name) in ["Alphabetic", "Uppercase", "Lowercase", "Nd", "White_Space", "Cased", "Case_Ignorable"].iter().enumerate() {
        for (start, end) in ranges(name)? {
            for code in start..=end.min(LIMIT - 1) {
                let shared = &mut all[code as usize];
                shared.properties |= 1 << bit;
                if *name == "Nd" {
                    shared.digit = Some((code - start) % 10);
                }
            }
        }
    }
    let mut specials = [Vec::new(), Vec::new(), Vec::new()];
    for character in '\0'..=char::MAX {
        let code = u32::from(character);
        let mappings = mappings(character);
        if code >= LIMIT {
            if mappings.simple != [code; 3] {
                return Err(format!("U+{code:X} has case and is beyond the table").into());
            }
            continue;
        }
        let shared = &mut all[code as usize];
        let distance = |to: u32| i64::from(to) - i64::from(code);
        (shared.upcase, shared.downcase, shared.foldcase) = (distance(mappings.simple[0]), distance(mappings.simple[1]), distance(mappings.simple[2]));
        for (list, full) in specials.iter_mut().zip(mappings.full) {
            if full.len() > 1 {
                list.push((code, full));
            }
        }
    }
    Ok(vec![Generated { path: PathBuf::from("scheme-src/runtime/unicode-data.sld"), text: text(&all, &specials)? }])
}

/// The ranges of characters with a property.
pub(super) fn ranges(name: &str) -> Result<Vec<(u32, u32)>> {
    let hir = regex_syntax::parse(&format!("\\p{{{name}}}"))?;
    match hir.kind() {
        HirKind::Class(Class::Unicode(class)) => Ok(class.ranges().iter().map(|range| (range.start().into(), range.end().into())).collect()),
        // One character by itself.
        HirKind::Literal(literal) => Ok(std::str::from_utf8(&literal.0)?.chars().map(|char| (char.into(), char.into())).collect()),
        _ => Err(format!("{name} is no class of characters").into()),
    }
}

/// Case mappings of one character: simple and full; capital, small, folded.
struct Mappings {
    simple: [u32; 3],
    full: [Vec<u32>; 3],
}

fn mappings(character: char) -> Mappings {
    let code = u32::from(character);
    let full = |mapped: &[u32]| {
        let mapped: Vec<u32> = mapped.iter().copied().filter(|&code| code != 0).collect();
        if mapped.is_empty() { vec![code] } else { mapped }
    };
    let upper = full(&unicode_case_mapping::to_uppercase(character));
    let title = full(&unicode_case_mapping::to_titlecase(character));
    let lower = full(&unicode_case_mapping::to_lowercase(character));
    let fold: Vec<u32> = caseless::Caseless::default_case_fold(std::iter::once(character)).map(u32::from).collect();
    // A character with a full capital of several letters has a simple one when its title case is one letter.
    let simple_upper = match (upper.as_slice(), title.as_slice()) {
        ([one], _) | (_, [one]) => *one,
        _ => code,
    };
    let simple_fold = unicode_case_mapping::case_folded(character).map_or(code, std::num::NonZeroU32::get);
    Mappings { simple: [simple_upper, lower[0], simple_fold], full: [upper, lower, fold] }
}

fn text(all: &[Shared], specials: &[Vec<(u32, Vec<u32>)>; 3]) -> Result<String> {
    let (classes, numbers) = number_classes(all);
    let mut blocks: Vec<&[u32]> = Vec::new();
    let mut known = HashMap::new();
    let mut index = Vec::new();
    for block in numbers.chunks(BLOCK as usize) {
        let number = *known.entry(block).or_insert_with(|| {
            blocks.push(block);
            blocks.len() - 1
        });
        index.push(u32::try_from(number)?);
    }
    let mut text = HEAD.to_string();
    writeln!(text, "    (define unicode-limit #x{LIMIT:x})")?;
    write_string(&mut text, "class-index", &index)?;
    write_string(&mut text, "class-blocks", &blocks.concat())?;
    write_vector(&mut text, "class-properties", classes.iter().map(|class| class.properties.to_string()))?;
    write_vector(&mut text, "class-digits", classes.iter().map(|class| class.digit.map_or("#f".to_string(), |digit| digit.to_string())))?;
    write_vector(&mut text, "class-upcase", classes.iter().map(|class| class.upcase.to_string()))?;
    write_vector(&mut text, "class-downcase", classes.iter().map(|class| class.downcase.to_string()))?;
    write_vector(&mut text, "class-foldcase", classes.iter().map(|class| class.foldcase.to_string()))?;
    for (name, list) in ["special-upcase", "special-downcase", "special-foldcase"].into_iter().zip(specials) {
        let entry = |(code, full): &(u32, Vec<u32>)| {
            let letters: String = full.iter().map(|letter| format!("\\x{letter:x};")).collect();
            format!("{code} \"{letters}\"")
        };
        write_vector(&mut text, name, list.iter().map(entry))?;
    }
    // The last definition closes `begin` and the library.
    text.truncate(text.trim_end().len());
    text.push_str("))\n");
    Ok(text)
}

/// The classes, the most frequent first, and the class of each character. Class 0 is that of characters with nothing.
fn number_classes(all: &[Shared]) -> (Vec<&Shared>, Vec<u32>) {
    let mut counts: HashMap<&Shared, (usize, usize)> = HashMap::new();
    for (place, shared) in all.iter().enumerate() {
        counts.entry(shared).or_insert((0, place)).0 += 1;
    }
    let nothing = Shared::default();
    let mut classes: Vec<&Shared> = counts.keys().copied().collect();
    classes.sort_by_key(|class| (**class != nothing, std::cmp::Reverse(counts[class].0), counts[class].1));
    let numbers: HashMap<&Shared, u32> = classes.iter().copied().zip(0..).collect();
    let classed = all.iter().map(|shared| numbers[shared]).collect();
    (classes, classed)
}

/// A string of numbers, in lines that each end in a backslash.
fn write_string(text: &mut String, name: &str, numbers: &[u32]) -> Result<()> {
    write!(text, "    (define {name}\n      \"")?;
    for (place, number) in numbers.iter().enumerate() {
        if place > 0 && place % BLOCK as usize == 0 {
            text.push_str("\\\n       ");
        }
        match number + ZERO {
            92 => text.push_str("\\\\"),
            code @ ..127 => text.push(char::from(u8::try_from(code)?)),
            code @ ..256 => write!(text, "\\x{code:x};")?,
            code => return Err(format!("{name}: {code} does not fit a byte").into()),
        }
    }
    text.push_str("\")\n");
    Ok(())
}

fn write_vector(text: &mut String, name: &str, entries: impl Iterator<Item = String>) -> Result<()> {
    write!(text, "    (define {name}\n      '#(")?;
    let mut column = 9;
    for (place, entry) in entries.enumerate() {
        if column + entry.len() > 130 {
            text.push_str("\n         ");
            column = 9;
        } else if place > 0 {
            text.push(' ');
        }
        column += entry.len() + 1;
        text.push_str(&entry);
    }
    text.push_str("))\n");
    Ok(())
}
