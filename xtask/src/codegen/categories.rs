//! `scheme-src/lib/suo/unicode-properties.sld` from the Unicode Character Database as `regex-syntax` carries it: the general category and the
//! part that each character plays in grapheme clusters.
//!
//! Both are strings of runs over all code points: a letter for the value, and how many characters in a row have it, when more than one.

use super::Generated;
use super::unicode::ranges;
use crate::project::Result;
use std::fmt::Write;
use std::path::{Path, PathBuf};

const HEAD: &str = ";;; Unicode properties: generated from the Unicode Character Database, version 16.0.0, by `cargo xtask codegen`. Do not edit.
;;;
;;; Runs over all code points from 0 on: a letter, and how many characters in a row have it, when more than one.
;;;
;;;   category-runs   the general category: letter number n of A … Z a b c d for number n of category-names
;;;   grapheme-runs   what UAX #29 makes grapheme clusters of: C control, E extending, Z zero width joiner, R regional indicator,
;;;                   P prepended, S spacing mark, L V T Hangul letters, H Hangul syllable, G pictograph, O other
(define-library (suo unicode-properties)
  (export category-names category-runs grapheme-runs)
  (import (only (scheme base) begin define quote))
  (begin
";

const CATEGORIES: [&str; 30] = [
    "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Sm", "Sc", "Sk", "So", "Zs", "Zl", "Zp", "Cc",
    "Cf", "Cs", "Co", "Cn",
];
const GRAPHEMES: [(u8, &str); 13] = [
    (b'G', "Extended_Pictographic"),
    (b'C', "gcb=Control"),
    (b'C', "gcb=CR"),
    (b'C', "gcb=LF"),
    (b'E', "gcb=Extend"),
    (b'Z', "gcb=ZWJ"),
    (b'R', "gcb=Regional_Indicator"),
    (b'P', "gcb=Prepend"),
    (b'S', "gcb=SpacingMark"),
    (b'L', "gcb=L"),
    (b'V', "gcb=V"),
    (b'T', "gcb=T"),
    (b'H', "gcb=LV"),
];
const CODES: usize = 0x11_0000;

/// The generator.
pub fn generate(_root: &Path) -> Result<Vec<Generated>> {
    let letters: Vec<u8> = (b'A'..=b'Z').chain(b'a'..=b'd').collect();
    let mut categories = vec![letters[29]; CODES];
    for (name, letter) in CATEGORIES.iter().zip(&letters) {
        match *name {
            "Cn" => {}
            // Surrogates are no characters; `regex-syntax` has no range for them.
            "Cs" => categories[0xd800..0xe000].fill(*letter),
            name => fill(&mut categories, name, *letter)?,
        }
    }
    let mut graphemes = vec![b'O'; CODES];
    for (letter, name) in GRAPHEMES {
        fill(&mut graphemes, name, letter)?;
    }
    fill(&mut graphemes, "gcb=LVT", b'H')?;
    let mut text = HEAD.to_string();
    writeln!(text, "    (define category-names\n      '#({}))", CATEGORIES.join(" "))?;
    write_runs(&mut text, "category-runs", &categories)?;
    write_runs(&mut text, "grapheme-runs", &graphemes)?;
    text.truncate(text.trim_end().len());
    text.push_str("))\n");
    Ok(vec![Generated { path: PathBuf::from("scheme-src/lib/suo/unicode-properties.sld"), text }])
}

fn fill(all: &mut [u8], name: &str, letter: u8) -> Result<()> {
    for (start, end) in ranges(name)? {
        all[start as usize..=end as usize].fill(letter);
    }
    Ok(())
}

/// A string in lines that each end in a backslash.
fn write_runs(text: &mut String, name: &str, all: &[u8]) -> Result<()> {
    write!(text, "    (define {name}\n      \"")?;
    let mut column = 7;
    for run in all.chunk_by(|one, other| one == other) {
        let mut word = String::from(char::from(run[0]));
        if run.len() > 1 {
            write!(word, "{}", run.len())?;
        }
        if column + word.len() > 130 {
            text.push_str("\\\n       ");
            column = 7;
        }
        column += word.len();
        text.push_str(&word);
    }
    text.push_str("\")\n");
    Ok(())
}
