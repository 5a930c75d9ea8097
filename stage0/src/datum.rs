//! Data as the compiler sees them: trees with positions, outside the heap; and the reader that makes them from text.

use crate::bignum::Big;
use crate::value::Value;
use std::rc::Rc;

/// A place in a source: file index times 2^40, plus line times 2^16, plus column; 0 when unknown.
pub type Position = u64;

pub fn position(file: usize, line: usize, column: usize) -> Position {
    (file as u64) << 40 | (line as u64 & 0xff_ffff) << 16 | column.min(0xffff) as u64
}

#[derive(Clone, Debug)]
pub struct Datum {
    pub position: Position,
    pub kind: Kind,
}

#[derive(Clone, Debug)]
pub enum Kind {
    Nil,
    Boolean(bool),
    Integer(Big),
    Real(f64),
    Char(u32),
    String(Rc<[u32]>),
    Symbol(Value),
    Bytes(Vec<u8>),
    Vector(Vec<Datum>),
    /// At least one element, and what stands after the dot, which is no list.
    List(Vec<Datum>, Option<Box<Datum>>),
    /// A value that is already in the pool of constants.
    Constant(u32),
    /// `#n=datum` and `#n#`; only `read` knows them.
    Label(u32, Box<Datum>),
    Reference(u32),
}

/// Why a text cannot be read, and where.
pub struct ReadError {
    pub position: Position,
    pub message: String,
}

/// Reads data from a text. `intern` makes symbols.
pub struct Reader<'a> {
    text: Vec<char>,
    at: usize,
    file: usize,
    line: usize,
    line_start: usize,
    fold_case: bool,
    intern: &'a mut dyn FnMut(&str) -> Value,
}

type Read<T> = Result<T, ReadError>;

impl<'a> Reader<'a> {
    pub fn new(text: &str, file: usize, intern: &'a mut dyn FnMut(&str) -> Value) -> Reader<'a> {
        Reader { text: text.chars().collect(), at: 0, file, line: 1, line_start: 0, fold_case: false, intern }
    }

    /// All data of the text.
    pub fn all(&mut self) -> Read<Vec<Datum>> {
        let mut data = Vec::new();
        while let Some(d) = self.next()? {
            data.push(d);
        }
        Ok(data)
    }

    /// The next datum, or `None` at the end.
    pub fn next(&mut self) -> Read<Option<Datum>> {
        self.skip()?;
        match self.peek() {
            None => Ok(None),
            Some(')' | ']') => self.fail(self.here(), "a closing parenthesis without an opening one"),
            Some(_) => self.datum().map(Some),
        }
    }

    /// Characters that have been read.
    pub fn consumed(&self) -> usize {
        self.at
    }

    fn here(&self) -> Position {
        position(self.file, self.line, self.at - self.line_start + 1)
    }

    fn fail<T>(&self, position: Position, message: &str) -> Read<T> {
        Err(ReadError { position, message: message.to_string() })
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

    /// Skips blanks and comments.
    fn skip(&mut self) -> Read<()> {
        loop {
            match (self.peek(), self.peek_next()) {
                (Some(c), _) if c.is_whitespace() => self.advance(),
                (Some(';'), _) => {
                    while self.peek().is_some_and(|c| c != '\n') {
                        self.advance();
                    }
                }
                (Some('#'), Some('!')) if self.at == 0 && self.text.get(2).is_some_and(|c| matches!(c, '/' | ' ')) => {
                    while self.peek().is_some_and(|c| c != '\n') {
                        self.advance();
                    }
                }
                (Some('#'), Some('!')) => {
                    let start = self.here();
                    self.at += 2;
                    match self.token().as_str() {
                        "fold-case" => self.fold_case = true,
                        "no-fold-case" => self.fold_case = false,
                        _ => return self.fail(start, "an unknown directive"),
                    }
                }
                (Some('#'), Some('|')) => self.skip_block()?,
                (Some('#'), Some(';')) => {
                    let start = self.here();
                    self.at += 2;
                    self.skip()?;
                    if self.peek().is_none() {
                        return self.fail(start, "a datum comment without a datum");
                    }
                    self.datum()?;
                }
                _ => return Ok(()),
            }
        }
    }

    fn skip_block(&mut self) -> Read<()> {
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

    fn datum(&mut self) -> Read<Datum> {
        let position = self.here();
        let kind = match self.peek() {
            None => return self.fail(position, "the text ends where a datum should stand"),
            Some(open @ ('(' | '[')) => {
                self.advance();
                self.list(position, open)?
            }
            Some(')' | ']') => return self.fail(position, "a closing parenthesis where a datum should stand"),
            Some('\'') => self.abbreviation("quote", 1)?,
            Some('`') => self.abbreviation("quasiquote", 1)?,
            Some(',') if self.peek_next() == Some('@') => self.abbreviation("unquote-splicing", 2)?,
            Some(',') => self.abbreviation("unquote", 1)?,
            Some('"') => {
                self.advance();
                Kind::String(self.delimited('"', position)?.into())
            }
            Some('#') => self.hash(position)?,
            Some(_) => self.atom(position)?,
        };
        Ok(Datum { position, kind })
    }

    fn abbreviation(&mut self, name: &str, length: usize) -> Read<Kind> {
        let position = self.here();
        self.at += length;
        self.skip()?;
        let symbol = Datum { position, kind: Kind::Symbol((self.intern)(name)) };
        Ok(Kind::List(vec![symbol, self.datum()?], None))
    }

    fn list(&mut self, start: Position, open: char) -> Read<Kind> {
        let close = if open == '(' { ')' } else { ']' };
        let mut items = Vec::new();
        let mut tail = None;
        loop {
            self.skip()?;
            match self.peek() {
                None => return self.fail(start, "a parenthesis that is not closed"),
                Some(c @ (')' | ']')) => {
                    if c != close {
                        return self.fail(self.here(), "a closing parenthesis of the other kind");
                    }
                    self.advance();
                    break;
                }
                Some('.') if !items.is_empty() && tail.is_none() && self.peek_next().is_none_or(is_delimiter) => {
                    self.advance();
                    self.skip()?;
                    tail = Some(Box::new(self.datum()?));
                }
                Some(_) if tail.is_some() => return self.fail(self.here(), "more than one datum after a dot"),
                Some(_) => items.push(self.datum()?),
            }
        }
        Ok(match tail.map(|t| *t) {
            None if items.is_empty() => Kind::Nil,
            None | Some(Datum { kind: Kind::Nil, .. }) => Kind::List(items, None),
            Some(Datum { kind: Kind::List(more, end), .. }) => {
                items.extend(more);
                Kind::List(items, end)
            }
            Some(other) => Kind::List(items, Some(Box::new(other))),
        })
    }

    /// Elements of a vector or bytevector whose parenthesis has been read.
    fn elements(&mut self, start: Position) -> Read<Vec<Datum>> {
        match self.list(start, '(')? {
            Kind::Nil => Ok(Vec::new()),
            Kind::List(items, None) => Ok(items),
            _ => self.fail(start, "a dot in a vector"),
        }
    }

    /// The number of digits that stand here.
    fn digits(&mut self, radix: u32) -> u32 {
        let mut n = 0u32;
        while let Some(d) = self.peek().and_then(|c| c.to_digit(radix)) {
            n = n.wrapping_mul(radix).wrapping_add(d);
            self.at += 1;
        }
        n
    }

    fn delimited(&mut self, end: char, start: Position) -> Read<Vec<u32>> {
        let mut units = Vec::new();
        loop {
            let Some(c) = self.peek() else {
                return self.fail(start, if end == '"' { "a string without an end" } else { "a symbol without an end" });
            };
            let here = self.here();
            self.advance();
            if c == end {
                return Ok(units);
            }
            if c != '\\' {
                units.push(c as u32);
                continue;
            }
            let Some(e) = self.peek() else { continue };
            self.advance();
            match e {
                'n' => units.push(10),
                't' => units.push(9),
                'r' => units.push(13),
                'a' => units.push(7),
                'b' => units.push(8),
                '0' => units.push(0),
                '\\' | '"' | '|' => units.push(e as u32),
                'x' | 'X' => {
                    let n = self.digits(16);
                    if self.peek() != Some(';') || char::from_u32(n).is_none() {
                        return self.fail(here, "a malformed hexadecimal escape");
                    }
                    self.advance();
                    units.push(n);
                }
                c if c.is_whitespace() => {
                    self.at -= 1;
                    if c == '\n' {
                        self.line -= 1;
                    }
                    while self.peek().is_some_and(|c| c == ' ' || c == '\t') {
                        self.advance();
                    }
                    if self.peek() == Some('\n') {
                        self.advance();
                    }
                    while self.peek().is_some_and(|c| c == ' ' || c == '\t') {
                        self.advance();
                    }
                }
                _ => return self.fail(here, "an unknown escape"),
            }
        }
    }

    fn token(&mut self) -> String {
        let start = self.at;
        while self.peek().is_some_and(|c| !is_delimiter(c)) {
            self.at += 1;
        }
        self.text[start..self.at].iter().collect()
    }

    fn hash(&mut self, position: Position) -> Read<Kind> {
        match self.peek_next() {
            Some('(') => {
                self.at += 2;
                self.elements(position).map(Kind::Vector)
            }
            Some('\\') => {
                self.at += 2;
                let start = self.at;
                if self.peek().is_none() {
                    return self.fail(position, "the text ends in a character");
                }
                self.advance();
                while self.peek().is_some_and(|c| !is_delimiter(c)) {
                    self.at += 1;
                }
                let name: String = self.text[start..self.at].iter().collect();
                match character_named(&name) {
                    Some(c) => Ok(Kind::Char(c)),
                    None => self.fail(position, &format!("an unknown character name: {name}")),
                }
            }
            Some(c) if c.is_ascii_digit() => {
                self.at += 1;
                let n = self.digits(10);
                let mark = self.peek();
                self.at += 1;
                match mark {
                    Some('#') => Ok(Kind::Reference(n)),
                    Some('=') => {
                        self.skip()?;
                        Ok(Kind::Label(n, Box::new(self.datum()?)))
                    }
                    _ => self.fail(position, "a malformed datum label"),
                }
            }
            _ => {
                let token = self.token();
                if token == "#u8" && self.peek() == Some('(') {
                    self.at += 1;
                    let items = self.elements(position)?;
                    let mut bytes = Vec::new();
                    for item in items {
                        match item.kind {
                            Kind::Integer(n) if n.to_i64().is_some_and(|n| (0..256).contains(&n)) => {
                                bytes.push(n.to_i64().unwrap_or(0) as u8)
                            }
                            _ => return self.fail(item.position, "an element of a bytevector that is no byte"),
                        }
                    }
                    return Ok(Kind::Bytes(bytes));
                }
                match token.as_str() {
                    "#t" | "#true" => Ok(Kind::Boolean(true)),
                    "#f" | "#false" => Ok(Kind::Boolean(false)),
                    _ => match parse_number(&token, 10) {
                        Some(kind) => Ok(kind),
                        None => self.fail(position, &format!("unknown syntax: {token}")),
                    },
                }
            }
        }
    }

    fn atom(&mut self, position: Position) -> Read<Kind> {
        let mut name = String::new();
        let mut plain = true;
        while let Some(c) = self.peek().filter(|&c| !is_delimiter(c) || c == '|') {
            if c == '|' {
                plain = false;
                self.advance();
                name.extend(self.delimited('|', position)?.iter().filter_map(|&u| char::from_u32(u)));
            } else {
                self.advance();
                if self.fold_case { name.extend(c.to_lowercase()) } else { name.push(c) }
            }
        }
        if plain && let Some(number) = parse_number(&name, 10) {
            return Ok(number);
        }
        Ok(Kind::Symbol((self.intern)(&name)))
    }
}

fn is_delimiter(c: char) -> bool {
    c.is_whitespace() || matches!(c, '(' | ')' | '[' | ']' | '"' | ';' | '\'' | '|')
}

/// Characters with names: R7RS's.
pub const CHARACTER_NAMES: [(&str, u32); 9] = [
    ("space", 32),
    ("newline", 10),
    ("tab", 9),
    ("return", 13),
    ("null", 0),
    ("alarm", 7),
    ("backspace", 8),
    ("delete", 127),
    ("escape", 27),
];

fn character_named(name: &str) -> Option<u32> {
    let mut chars = name.chars();
    let first = chars.next()?;
    if chars.next().is_none() {
        return Some(first as u32);
    }
    if let Some(hex) = name.strip_prefix('x')
        && let Ok(n) = u32::from_str_radix(hex, 16)
    {
        return char::from_u32(n).map(|c| c as u32);
    }
    CHARACTER_NAMES.iter().find(|(n, _)| *n == name).map(|(_, c)| *c)
}

/// A number's value, or `None` when the text is no number that stage0 knows (ratios are not).
pub fn parse_number(text: &str, radix: u32) -> Option<Kind> {
    let (mut text, mut radix, mut exact) = (text, radix, None);
    while let Some(rest) = text.strip_prefix('#') {
        match rest.chars().next()?.to_ascii_lowercase() {
            'x' => radix = 16,
            'd' => radix = 10,
            'o' => radix = 8,
            'b' => radix = 2,
            'e' => exact = Some(true),
            'i' => exact = Some(false),
            _ => return None,
        }
        text = &rest[1..];
    }
    let first = *text.as_bytes().first()?;
    if !(first.is_ascii_alphanumeric() || matches!(first, b'+' | b'-' | b'.')) {
        return None;
    }
    if let Some(n) = Big::parse(text, radix) {
        return Some(if exact == Some(false) { Kind::Real(n.to_f64()) } else { Kind::Integer(n) });
    }
    let real = match text {
        "+inf.0" => f64::INFINITY,
        "-inf.0" => f64::NEG_INFINITY,
        "+nan.0" | "-nan.0" => f64::NAN,
        _ if radix != 10 => return None,
        _ => {
            let body = text.trim_start_matches(['+', '-']);
            let digit = body.as_bytes().first().is_some_and(|c| c.is_ascii_digit())
                || body.len() > 1 && body.starts_with('.') && body.as_bytes()[1].is_ascii_digit();
            if !digit || !body.bytes().all(|c| c.is_ascii_digit() || matches!(c, b'.' | b'e' | b'E' | b'+' | b'-')) {
                return None;
            }
            text.parse().ok()?
        }
    };
    match exact {
        Some(true) if real.is_finite() && real.fract() == 0.0 => Some(Kind::Integer(Big::from_f64(real))),
        Some(true) => None,
        _ => Some(Kind::Real(real)),
    }
}
