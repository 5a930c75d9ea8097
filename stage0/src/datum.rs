//! The reader: text to data in the heap, with the places of its lists remembered beside them.
//!
//! It knows what sources of core forms hold; programs of users are read by the reader that is written in Scheme.

use crate::machine::Machine;
use crate::numbers::parse_number;
use crate::syntax::{Syntax, SyntaxError};
use crate::value::*;

/// A place in a source: file index times 2^40, plus line times 2^16, plus column; 0 when unknown.
pub type Position = u64;

/// Reads data from a text.
pub struct Reader<'a> {
    machine: &'a mut Machine,
    text: Vec<char>,
    at: usize,
    file: usize,
    line: usize,
    line_start: usize,
}

impl<'a> Reader<'a> {
    /// A reader at the beginning of a text, which is that of the machine's file with the index.
    pub fn new(machine: &'a mut Machine, text: &str, file: usize) -> Reader<'a> {
        Reader { machine, text: text.chars().collect(), at: 0, file, line: 1, line_start: 0 }
    }

    /// A list of all data of the text.
    pub fn all(&mut self) -> Syntax<Value> {
        let start = self.machine.heap.temporaries.len();
        loop {
            self.skip()?;
            match self.peek() {
                None => break,
                Some(')') => return self.fail(self.here(), "a closing parenthesis without an opening one"),
                Some(_) => self.push_datum()?,
            }
        }
        let list = self.machine.list_from_temporaries(start, NIL);
        self.made(list)
    }

    fn here(&self) -> Position {
        (self.file as u64) << 40 | (self.line as u64 & 0xff_ffff) << 16 | (self.at - self.line_start + 1).min(0xffff) as u64
    }

    fn fail<T>(&self, position: Position, message: &str) -> Syntax<T> {
        Err(SyntaxError { position, message: message.to_string() })
    }

    /// What was allocated, when there was room for it.
    fn made<T, E>(&self, outcome: Result<T, E>) -> Syntax<T> {
        outcome.or_else(|_| self.fail(self.here(), "there is no memory left for this text"))
    }

    fn peek(&self) -> Option<char> {
        self.text.get(self.at).copied()
    }

    fn peek_next(&self) -> Option<char> {
        self.text.get(self.at + 1).copied()
    }

    fn advance(&mut self) {
        if self.text[self.at] == '\n' {
            self.line += 1;
            self.line_start = self.at + 1;
        }
        self.at += 1;
    }

    fn skip_while(&mut self, test: fn(char) -> bool) {
        while self.peek().is_some_and(test) {
            self.advance();
        }
    }

    /// Skips blanks and comments.
    fn skip(&mut self) -> Syntax<()> {
        loop {
            match (self.peek(), self.peek_next()) {
                (Some(c), _) if c.is_whitespace() => self.advance(),
                (Some(';'), _) => self.skip_while(|c| c != '\n'),
                (Some('#'), Some('|')) => self.skip_block()?,
                (Some('#'), Some(';')) => {
                    self.at += 2;
                    self.skip()?;
                    self.datum()?;
                }
                _ => return Ok(()),
            }
        }
    }

    fn skip_block(&mut self) -> Syntax<()> {
        let start = self.here();
        let mut depth = 0;
        loop {
            match (self.peek(), self.peek_next()) {
                (Some('#'), Some('|')) => {
                    depth += 1;
                    self.at += 2;
                }
                (Some('|'), Some('#')) => {
                    depth -= 1;
                    self.at += 2;
                    if depth == 0 {
                        return Ok(());
                    }
                }
                (Some(_), _) => self.advance(),
                (None, _) => return self.fail(start, "a block comment without an end"),
            }
        }
    }

    fn datum(&mut self) -> Syntax<Value> {
        let start = self.here();
        match self.peek() {
            None => self.fail(start, "the text ends where a datum should stand"),
            Some('(') => self.list(start),
            Some(')') => self.fail(start, "a closing parenthesis where a datum should stand"),
            Some('\'') => self.abbreviation("quote", 1),
            Some('`') => self.abbreviation("quasiquote", 1),
            Some(',') if self.peek_next() == Some('@') => self.abbreviation("unquote-splicing", 2),
            Some(',') => self.abbreviation("unquote", 1),
            Some('"') => {
                let units = self.delimited(start)?;
                let string = self.machine.make_string(&units);
                self.made(string)
            }
            Some('#') => self.hash(start),
            Some('|') => {
                let units = self.delimited(start)?;
                let name: String = units.iter().filter_map(|&u| char::from_u32(u)).collect();
                Ok(self.machine.intern(&name))
            }
            Some(_) => {
                let name = self.token();
                let number = self.number(&name)?;
                Ok(number.unwrap_or_else(|| self.machine.intern(&name)))
            }
        }
    }

    fn number(&mut self, text: &str) -> Syntax<Option<Value>> {
        let number = parse_number(text, 10).map(|n| self.machine.make_number(n));
        number.map(|outcome| self.made(outcome)).transpose()
    }

    fn push_datum(&mut self) -> Syntax<()> {
        let v = self.datum()?;
        self.machine.heap.temporaries.push(v);
        Ok(())
    }

    /// A list of what stands in `temporaries` from `base` on, with its place.
    fn place_list(&mut self, start: Position, base: usize, tail: Value) -> Syntax<Value> {
        let list = self.machine.list_from_temporaries(base, tail);
        let list = self.made(list)?;
        if is_pair(list) {
            self.machine.positions.insert(list, start);
        }
        Ok(list)
    }

    fn abbreviation(&mut self, name: &str, length: usize) -> Syntax<Value> {
        let (start, base) = (self.here(), self.machine.heap.temporaries.len());
        self.at += length;
        self.skip()?;
        let symbol = self.machine.intern(name);
        self.machine.heap.temporaries.push(symbol);
        self.push_datum()?;
        self.place_list(start, base, NIL)
    }

    /// Pushes the elements up to the closing parenthesis; returns what stands behind a dot.
    fn elements(&mut self, start: Position) -> Syntax<Value> {
        self.at += 1;
        loop {
            self.skip()?;
            match self.peek() {
                None => return self.fail(start, "a parenthesis that is not closed"),
                Some(')') => {
                    self.at += 1;
                    return Ok(NIL);
                }
                Some('.') if self.peek_next().is_none_or(is_delimiter) => {
                    self.at += 1;
                    self.skip()?;
                    let tail = self.datum()?;
                    self.skip_while(char::is_whitespace);
                    if self.peek() != Some(')') {
                        return self.fail(self.here(), "a closing parenthesis is expected here");
                    }
                    self.at += 1;
                    return Ok(tail);
                }
                Some(_) => self.push_datum()?,
            }
        }
    }

    fn list(&mut self, start: Position) -> Syntax<Value> {
        let base = self.machine.heap.temporaries.len();
        let tail = self.elements(start)?;
        self.place_list(start, base, tail)
    }

    /// Text up to the next character like the one here, with escapes.
    fn delimited(&mut self, start: Position) -> Syntax<Vec<u32>> {
        let end = self.text[self.at];
        self.at += 1;
        let mut units = Vec::new();
        loop {
            let here = self.here();
            let Some(c) = self.peek() else { return self.fail(start, "a string or symbol without an end") };
            self.advance();
            if c == end {
                return Ok(units);
            }
            if c != '\\' {
                units.push(c as u32);
                continue;
            }
            match self.peek() {
                Some('n') => units.push(10),
                Some('t') => units.push(9),
                Some('r') => units.push(13),
                Some('a') => units.push(7),
                Some('b') => units.push(8),
                Some(c @ ('\\' | '"' | '|')) => units.push(c as u32),
                Some('x') => {
                    self.at += 1;
                    let digits = self.token();
                    match u32::from_str_radix(&digits, 16) {
                        Ok(n) if self.peek() == Some(';') && char::from_u32(n).is_some() => units.push(n),
                        _ => return self.fail(here, "a malformed hexadecimal escape"),
                    }
                }
                Some(c) if c.is_whitespace() => {
                    self.skip_while(|c| c == ' ' || c == '\t');
                    if self.peek() == Some('\n') {
                        self.advance();
                    }
                    self.skip_while(|c| c == ' ' || c == '\t');
                    continue;
                }
                _ => return self.fail(here, "an unknown escape"),
            }
            self.at += 1;
        }
    }

    fn token(&mut self) -> String {
        let start = self.at;
        self.skip_while(|c| !is_delimiter(c));
        self.text[start..self.at].iter().collect()
    }

    fn hash(&mut self, start: Position) -> Syntax<Value> {
        let base = self.machine.heap.temporaries.len();
        if self.peek_next() == Some('\\') {
            self.at += 2;
            let Some(first) = self.peek() else { return self.fail(start, "the text ends in a character") };
            self.advance();
            let name = first.to_string() + &self.token();
            return match character_named(&name) {
                Some(c) => Ok(character(c)),
                None => self.fail(start, &format!("an unknown character name: {name}")),
            };
        }
        let token = self.token();
        match token.as_str() {
            "#t" | "#true" => Ok(TRUE),
            "#f" | "#false" => Ok(FALSE),
            "#" | "#u8" if self.peek() == Some('(') => {
                if self.elements(start)? != NIL {
                    return self.fail(start, "a dot in a vector");
                }
                if token == "#" {
                    let vector = self.machine.vector_from_temporaries(base);
                    return self.made(vector);
                }
                let elements = self.machine.heap.temporaries.split_off(base);
                if !elements.iter().all(|&v| is_fixnum(v) && (0..256).contains(&to_int(v))) {
                    return self.fail(start, "an element of a bytevector that is no byte");
                }
                let content: Vec<u8> = elements.into_iter().map(|v| to_int(v) as u8).collect();
                let bytes = self.machine.make_bytes(&content);
                self.made(bytes)
            }
            _ => match self.number(&token)? {
                Some(number) => Ok(number),
                None => self.fail(start, &format!("unknown syntax: {token}")),
            },
        }
    }
}

fn is_delimiter(c: char) -> bool {
    c.is_whitespace() || matches!(c, '(' | ')' | '"' | ';' | '\'' | '|')
}

/// Characters with names: R7RS's.
const CHARACTER_NAMES: [(&str, u32); 9] =
    [("space", 32), ("newline", 10), ("tab", 9), ("return", 13), ("null", 0), ("alarm", 7), ("backspace", 8), ("delete", 127), ("escape", 27)];

fn character_named(name: &str) -> Option<u32> {
    let mut chars = name.chars();
    let first = chars.next()?;
    if chars.next().is_none() {
        return Some(first as u32);
    }
    if let Some(n) = name.strip_prefix('x').and_then(|hex| u32::from_str_radix(hex, 16).ok()) {
        return char::from_u32(n).map(|c| c as u32);
    }
    CHARACTER_NAMES.iter().find(|(n, _)| *n == name).map(|(_, c)| *c)
}
