//! A reader for the tables under `scheme-src/machine`: S-expressions as data, nothing of the rest of Scheme.
//!
//! Knows lists, symbols, exact integers (decimal and `#x`), strings, `#t`, `#f`, characters `#\x`, quote (read as `(quote x)`), and
//! line comments, `#|…|#` and `#;`. Other atoms, dots among them, become symbols, so that the shape of any Scheme source can be read.

use crate::project::Result;
use std::path::Path;

/// One datum of a table.
#[derive(Clone, Debug, PartialEq)]
pub enum Sexpr {
    Symbol(String),
    Integer(i128),
    Text(String),
    Boolean(bool),
    Character(char),
    List(Vec<Sexpr>),
}

impl Sexpr {
    /// The elements of a list; an error that shows the datum otherwise.
    pub fn list(&self) -> Result<&[Sexpr]> {
        match self {
            Sexpr::List(elements) => Ok(elements),
            other => Err(format!("expected a list: {other}").into()),
        }
    }

    /// The name of a symbol.
    pub fn symbol(&self) -> Result<&str> {
        match self {
            Sexpr::Symbol(name) => Ok(name),
            other => Err(format!("expected a symbol: {other}").into()),
        }
    }

    /// An exact integer.
    pub fn integer(&self) -> Result<i128> {
        match self {
            Sexpr::Integer(value) => Ok(*value),
            other => Err(format!("expected an integer: {other}").into()),
        }
    }

    /// The contents of a string.
    pub fn text(&self) -> Result<&str> {
        match self {
            Sexpr::Text(text) => Ok(text),
            other => Err(format!("expected a string: {other}").into()),
        }
    }

    /// The row of this list of rows that begins with the symbol `name`.
    pub fn row(&self, name: &str) -> Result<&[Sexpr]> {
        find_row(self.list()?, name)
    }
}

/// The row that begins with the symbol `name`: the elements after the name.
pub fn find_row<'a>(rows: &'a [Sexpr], name: &str) -> Result<&'a [Sexpr]> {
    for row in rows {
        if let Sexpr::List(elements) = row
            && let Some(Sexpr::Symbol(first)) = elements.first()
            && first == name
        {
            return Ok(&elements[1..]);
        }
    }
    Err(format!("no row {name}").into())
}

impl std::fmt::Display for Sexpr {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Sexpr::Symbol(name) => write!(out, "{name}"),
            Sexpr::Integer(value) => write!(out, "{value}"),
            Sexpr::Text(text) => write!(out, "{text:?}"),
            Sexpr::Boolean(true) => write!(out, "#t"),
            Sexpr::Boolean(false) => write!(out, "#f"),
            Sexpr::Character(character) => write!(out, "#\\{character}"),
            Sexpr::List(elements) => {
                write!(out, "(")?;
                for (index, element) in elements.iter().enumerate() {
                    write!(out, "{}{element}", if index == 0 { "" } else { " " })?;
                }
                write!(out, ")")
            }
        }
    }
}

/// All data of a text.
pub fn read_all(text: &str) -> Result<Vec<Sexpr>> {
    let mut reader = Reader { text: text.as_bytes(), at: 0 };
    let mut data = Vec::new();
    while reader.skip_atmosphere()? {
        data.push(reader.datum()?);
    }
    Ok(data)
}

/// The datum of `(define name 'datum)` in a file of tables.
pub fn read_table(path: &Path, name: &str) -> Result<Sexpr> {
    let text = crate::project::read_text(path)?;
    for form in read_all(&text).map_err(|error| format!("{}: {error}", path.display()))? {
        if let Sexpr::List(elements) = &form
            && let [Sexpr::Symbol(define), Sexpr::Symbol(defined), Sexpr::List(quoted)] = elements.as_slice()
            && define == "define"
            && defined == name
            && let [Sexpr::Symbol(quote), datum] = quoted.as_slice()
            && (quote == "quote" || quote == "quasiquote")
        {
            return Ok(datum.clone());
        }
    }
    Err(format!("{}: no quoted definition of {name}", path.display()).into())
}

struct Reader<'a> {
    text: &'a [u8],
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    fn fail<T>(&self, message: &str) -> Result<T> {
        let line = self.text[..self.at.min(self.text.len())].iter().filter(|&&byte| byte == b'\n').count() + 1;
        Err(format!("line {line}: {message}").into())
    }

    /// Skips blanks and comments; false at the end of the text.
    fn skip_atmosphere(&mut self) -> Result<bool> {
        loop {
            match self.peek() {
                None => return Ok(false),
                Some(byte) if byte.is_ascii_whitespace() => self.at += 1,
                Some(b';') => {
                    while self.peek().is_some_and(|byte| byte != b'\n') {
                        self.at += 1;
                    }
                }
                Some(b'#') if self.text.get(self.at + 1) == Some(&b'|') => self.skip_block_comment()?,
                Some(b'#') if self.text.get(self.at + 1) == Some(&b';') => {
                    self.at += 2;
                    self.skip_atmosphere()?;
                    self.datum()?;
                }
                Some(_) => return Ok(true),
            }
        }
    }

    fn skip_block_comment(&mut self) -> Result<()> {
        let mut depth = 0;
        loop {
            match (self.peek(), self.text.get(self.at + 1)) {
                (Some(b'#'), Some(b'|')) => depth += 1,
                (Some(b'|'), Some(b'#')) => depth -= 1,
                (Some(_), _) => {
                    self.at += 1;
                    continue;
                }
                (None, _) => return self.fail("unterminated comment"),
            }
            self.at += 2;
            if depth == 0 {
                return Ok(());
            }
        }
    }

    fn datum(&mut self) -> Result<Sexpr> {
        match self.peek() {
            None => self.fail("unexpected end"),
            Some(b'(' | b'[') => self.list(),
            Some(b')' | b']') => self.fail("unexpected )"),
            Some(b'"') => self.string(),
            Some(b'\'') => self.quotation("quote"),
            Some(b'`') => self.quotation("quasiquote"),
            Some(b',') => self.quotation("unquote"),
            Some(b'#') if self.text.get(self.at + 1) == Some(&b'\\') => self.character(),
            Some(_) => self.atom(),
        }
    }

    fn list(&mut self) -> Result<Sexpr> {
        self.at += 1;
        let mut elements = Vec::new();
        loop {
            if !self.skip_atmosphere()? {
                return self.fail("unterminated list");
            }
            if matches!(self.peek(), Some(b')' | b']')) {
                self.at += 1;
                return Ok(Sexpr::List(elements));
            }
            elements.push(self.datum()?);
        }
    }

    fn quotation(&mut self, name: &str) -> Result<Sexpr> {
        self.at += 1;
        self.skip_atmosphere()?;
        let datum = self.datum()?;
        Ok(Sexpr::List(vec![Sexpr::Symbol(name.to_string()), datum]))
    }

    fn string(&mut self) -> Result<Sexpr> {
        self.at += 1;
        let mut bytes = Vec::new();
        loop {
            let Some(byte) = self.peek() else { return self.fail("unterminated string") };
            self.at += 1;
            match byte {
                b'"' => return Ok(Sexpr::Text(String::from_utf8_lossy(&bytes).into_owned())),
                b'\\' => {
                    let Some(escaped) = self.peek() else { return self.fail("unterminated string") };
                    self.at += 1;
                    bytes.push(match escaped {
                        b'n' => b'\n',
                        b't' => b'\t',
                        other => other,
                    });
                }
                other => bytes.push(other),
            }
        }
    }

    fn character(&mut self) -> Result<Sexpr> {
        self.at += 2;
        let start = self.at;
        let text = std::str::from_utf8(&self.text[start..]).map_err(|error| error.to_string())?;
        let Some(first) = text.chars().next() else { return self.fail("unterminated character") };
        self.at += first.len_utf8();
        while self.peek().is_some_and(|byte| !is_delimiter(byte)) {
            self.at += 1;
        }
        match std::str::from_utf8(&self.text[start..self.at]).map_err(|error| error.to_string())? {
            "space" => Ok(Sexpr::Character(' ')),
            "newline" => Ok(Sexpr::Character('\n')),
            "tab" => Ok(Sexpr::Character('\t')),
            name if name.chars().count() == 1 => Ok(Sexpr::Character(first)),
            name => Ok(Sexpr::Symbol(format!("#\\{name}"))),
        }
    }

    fn atom(&mut self) -> Result<Sexpr> {
        let start = self.at;
        while self.peek().is_some_and(|byte| !is_delimiter(byte)) {
            self.at += 1;
        }
        let text = String::from_utf8_lossy(&self.text[start..self.at]).into_owned();
        if let Some(value) = text.strip_prefix("#x").and_then(|digits| i128::from_str_radix(digits, 16).ok()) {
            return Ok(Sexpr::Integer(value));
        }
        match text.as_str() {
            "#t" | "#true" => return Ok(Sexpr::Boolean(true)),
            "#f" | "#false" => return Ok(Sexpr::Boolean(false)),
            _ => {}
        }
        Ok(text.parse().map_or(Sexpr::Symbol(text), Sexpr::Integer))
    }
}

fn is_delimiter(byte: u8) -> bool {
    byte.is_ascii_whitespace() || matches!(byte, b'(' | b')' | b'[' | b']' | b'"' | b';' | b'\'')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_the_tables_hold() {
        let data = read_all("(a -1 #x1F \"t\\\"\" #t) ; c\n#|x|# #;(gone) 'q #\\( +").expect("readable");
        let shown: Vec<String> = data.iter().map(|datum| datum.to_string()).collect();
        assert_eq!(shown, ["(a -1 31 \"t\\\"\" #t)", "(quote q)", "#\\(", "+"]);
    }

    #[test]
    fn refuses_what_is_not_balanced() {
        assert!(read_all("(a (b)").is_err());
        assert!(read_all(")").is_err());
    }
}
