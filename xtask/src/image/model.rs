//! An image as objects: read from a file (or from an executable that contains one) by what the layout table says.

use crate::codegen::layout_hash;
use crate::project::{Result, root};
use crate::sexpr::{Sexpr, find_row, read_table};
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

/// The numbers of the layout table that reading an image needs.
struct Layout {
    table: Sexpr,
}

impl Layout {
    fn number(&self, section: &str, name: &str) -> Result<u64> {
        Ok(u64::try_from(find_row(self.table.row(section)?, name)?[0].integer()?)?)
    }

    /// Names of the rows of a section by their number.
    fn names(&self, section: &str) -> Result<BTreeMap<u64, String>> {
        let mut names = BTreeMap::new();
        for row in self.table.row(section)? {
            let row = row.list()?;
            names.insert(u64::try_from(row[1].integer()?)?, row[0].symbol()?.to_string());
        }
        Ok(names)
    }

    /// Word index of a slot of a built-in record.
    fn slot(&self, record: &str, slot: &str) -> Result<u64> {
        let slots = find_row(self.table.row("records")?, record)?;
        let place = slots.iter().position(|field| field.list().is_ok_and(|field| field[0] == Sexpr::Symbol(slot.to_string())));
        place.map(|index| index as u64 + 1).ok_or_else(|| format!("no slot {slot}").into())
    }
}

/// A part of an image: its name, first address, address behind the last.
pub struct Part {
    pub name: &'static str,
    pub low: u64,
    pub high: u64,
}

/// One object.
pub struct Object {
    pub address: u64,
    pub bytes: u64,
    /// `pair`, `procedure`, the name of a typed header, or `record NAME`.
    pub kind: String,
}

/// A code object.
pub struct Code {
    pub address: u64,
    pub bytes: u64,
    pub name: String,
    /// Address and bytes of the instructions.
    pub instructions: (u64, u64),
}

/// A whole image.
pub struct Image {
    layout: Layout,
    bytes: Vec<u8>,
    pub base: u64,
    pub parts: Vec<Part>,
    pub objects: Vec<Object>,
    pub codes: Vec<Code>,
    /// Where absolute addresses stand in instructions: address and width.
    pub relocations: Vec<(u64, u64)>,
    /// The header's fields.
    pub header: Vec<(String, u64)>,
    tags: BTreeMap<String, u64>,
    types: BTreeMap<u64, (String, u64)>,
}

impl Image {
    /// Reads an image file, or the image in an executable.
    pub fn read(file: &Path) -> Result<Image> {
        let whole = std::fs::read(file).map_err(|error| format!("{}: {error}", file.display()))?;
        let bytes = match embedded(&whole)? {
            Some(place) => whole.get(place).ok_or("truncated")?.to_vec(),
            None => whole,
        };
        Image::from_bytes(bytes).map_err(|error| format!("{}: {error}", file.display()).into())
    }

    fn from_bytes(bytes: Vec<u8>) -> Result<Image> {
        let layout = Layout { table: read_table(&root().join("scheme-src/machine/layout.scm"), "layout-table")? };
        let mut types = BTreeMap::new();
        for row in layout.table.row("typed-headers")? {
            let row = row.list()?;
            types.insert(u64::try_from(row[1].integer()?)?, (row[0].symbol()?.to_string(), u64::try_from(row[2].integer()?)?));
        }
        let tags = layout.names("tags")?.into_iter().map(|(number, name)| (name, number)).collect();
        let fields = layout.names("image-header")?;
        let mut image = Image {
            layout,
            bytes,
            base: 0,
            parts: Vec::new(),
            objects: Vec::new(),
            codes: Vec::new(),
            relocations: Vec::new(),
            header: Vec::new(),
            tags,
            types,
        };
        for (offset, name) in fields {
            let value = image.at(offset)?;
            image.header.push((name, value));
        }
        if image.field("magic")? != image.layout.number("image", "magic")? {
            return Err("not an image".into());
        }
        if image.field("layout-hash")? != u64::from(layout_hash(&image.layout.table)) {
            return Err("made with another layout table".into());
        }
        image.base = image.field("base")?;
        image.find_parts()?;
        image.find_code()?;
        image.find_objects()?;
        image.find_relocations()?;
        Ok(image)
    }

    /// A field of the header by name.
    pub fn field(&self, name: &str) -> Result<u64> {
        self.header.iter().find(|(field, _)| field == name).map(|(_, value)| *value).ok_or_else(|| format!("no header field {name}").into())
    }

    fn find_parts(&mut self) -> Result<()> {
        let mut low = self.base + self.field("data-offset")?;
        let code = self.base + self.field("code-offset")?;
        for (name, high) in
            [("mixed", low + self.field("mixed-bytes")?), ("plain", low + self.field("mixed-bytes")? + self.field("plain-bytes")?), ("raw", code)]
        {
            self.parts.push(Part { name, low, high });
            low = high;
        }
        self.parts.push(Part { name: "code", low: code, high: code + self.field("code-bytes")? });
        Ok(())
    }

    /// The u64 at a file offset.
    fn at(&self, offset: u64) -> Result<u64> {
        let start = usize::try_from(offset)?;
        let word = self.bytes.get(start..start + 8).ok_or("truncated")?;
        Ok(u64::from_le_bytes(word.try_into()?))
    }

    /// The word at an address.
    pub fn word(&self, address: u64) -> Result<u64> {
        self.at(address.checked_sub(self.base).ok_or("an address below the image")?)
    }

    /// The bytes of an area.
    pub fn area(&self, address: u64, bytes: u64) -> &[u8] {
        let start = (address - self.base) as usize;
        self.bytes.get(start..start + bytes as usize).unwrap_or(&[])
    }

    fn tag(&self, name: &str) -> u64 {
        self.tags.get(name).copied().unwrap_or(u64::MAX)
    }

    fn tag_of(&self, word: u64) -> u64 {
        word & 7
    }

    fn half(&self, address: u64, upper: bool) -> Result<u64> {
        let word = self.word(address)?;
        Ok(if upper { word >> 32 } else { word & 0xffff_ffff })
    }

    fn find_code(&mut self) -> Result<()> {
        let (low, high) = (self.parts[3].low, self.parts[3].high);
        let name = self.layout.number("code-object", "name")?;
        let instructions = self.layout.number("code-object", "instructions")?;
        let mut address = low;
        while address < high {
            let bytes = 8 + ((self.word(address)? & !(1 << 63)) >> 8);
            let start = address + self.half(address + 8 * instructions, false)?;
            let length = self.half(address + 8 * instructions, true)?;
            let text = self.show(self.word(address + 8 * name)?, 0);
            self.codes.push(Code { address, bytes, name: text, instructions: (start, length) });
            address += bytes;
        }
        Ok(())
    }

    fn find_objects(&mut self) -> Result<()> {
        for index in 0..3 {
            let (mut address, high) = (self.parts[index].low, self.parts[index].high);
            while address < high {
                let object = self.object(address)?;
                if object.bytes == 0 || object.bytes > high - address {
                    return Err(format!("no object can begin at {address:#x}").into());
                }
                address += object.bytes;
                self.objects.push(object);
            }
        }
        Ok(())
    }

    /// The object that begins at an address.
    fn object(&self, address: u64) -> Result<Object> {
        let first = self.word(address)?;
        if self.tag_of(first) != self.tag("header") {
            return Ok(Object { address, bytes: 16, kind: "pair".to_string() });
        }
        if first >> 63 == 1 {
            let (name, unit) = self.types.get(&(first >> 3 & 31)).ok_or_else(|| format!("no such type at {address:#x}"))?;
            let length = (first & !(1 << 63)) >> 8;
            return Ok(Object { address, bytes: 8 + (length * unit).next_multiple_of(8), kind: name.clone() });
        }
        let behind = first - self.tag("header");
        let code_type = self.layout.number("typed-headers", "code")?;
        let own = self.word(behind)?;
        if own >> 63 == 1 && own >> 3 & 31 == code_type {
            let captured = self.half(behind + 8 * self.layout.number("code-object", "captured")?, false)?;
            return Ok(Object { address, bytes: 8 * (1 + captured), kind: "procedure".to_string() });
        }
        let size = self.word(behind + 8 * self.layout.slot("descriptor", "size")?)? >> 3;
        let name = self.show(self.word(behind + 8 * self.layout.slot("descriptor", "name")?)?, 0);
        Ok(Object { address, bytes: 8 * (1 + size), kind: format!("record {name}") })
    }

    fn find_relocations(&mut self) -> Result<()> {
        let start = self.field("relocation-offset")?;
        // An image inside an executable has lost its table.
        let rows = self.field("relocation-bytes")? / 4;
        for row in 0..rows {
            let Some(entry) = self.bytes.get((start + 4 * row) as usize..(start + 4 * row + 4) as usize) else { break };
            let entry = u64::from(u32::from_le_bytes(entry.try_into()?));
            self.relocations.push((self.base + (entry & 0x7fff_ffff), if entry >> 31 == 1 { 8 } else { 4 }));
        }
        Ok(())
    }

    /// A value as text, shortened: structures to a few levels.
    pub fn show(&self, value: u64, depth: u32) -> String {
        self.try_show(value, depth).unwrap_or_else(|_| format!("?{value:#x}"))
    }

    fn try_show(&self, value: u64, depth: u32) -> Result<String> {
        let tag = self.tag_of(value);
        let place = value - tag;
        if tag == self.tag("fixnum") {
            return Ok(((value as i64) >> 3).to_string());
        }
        if tag == self.tag("immediate") {
            let payload = value >> 8;
            return Ok(if value >> 3 & 31 == self.layout.number("immediate-kinds", "character")? {
                format!("#\\{}", char::from_u32(u32::try_from(payload)?).unwrap_or('?'))
            } else {
                format!("#<{}>", self.layout.names("singletons")?.get(&payload).map_or("?", String::as_str))
            });
        }
        if tag == self.tag("pair") {
            if depth >= 4 {
                return Ok("(...)".to_string());
            }
            return Ok(format!("({} . {})", self.show(self.word(place)?, depth + 1), self.show(self.word(place + 8)?, depth + 1)));
        }
        if tag == self.tag("flonum") {
            return Ok(format!("{:?}", f64::from_bits(self.word(place + 8)?)));
        }
        let first = self.word(place)?;
        if tag == self.tag("procedure") {
            let code = first - self.tag("header");
            return Ok(format!("#<procedure {}>", self.show(self.word(code + 8 * self.layout.number("code-object", "name")?)?, depth + 1)));
        }
        if first >> 63 == 1 {
            return self.show_typed(place, first, depth);
        }
        let uid = self.word(first - self.tag("header") + 8 * self.layout.slot("descriptor", "uid")?)? >> 3;
        let record = |name: &str| -> Result<bool> {
            Ok(self.layout.table.row("records")?.get(uid as usize).is_some_and(|row| row.list().is_ok_and(|row| row[0] == Sexpr::Symbol(name.to_string()))))
        };
        if record("symbol")? {
            return Ok(self.string_text(self.word(place + 8 * self.layout.slot("symbol", "name")?)?)?.to_string());
        }
        if record("string")? {
            return Ok(format!("{:?}", self.string_text(value)?));
        }
        let kind = self.object(place)?.kind;
        Ok(format!("#<{kind}>"))
    }

    fn show_typed(&self, place: u64, first: u64, depth: u32) -> Result<String> {
        let length = (first & !(1 << 63)) >> 8;
        let name = self.types.get(&(first >> 3 & 31)).map_or("?", |(name, _)| name.as_str());
        match name {
            "vector" if depth < 3 => {
                let shown: Result<Vec<String>> = (0..length.min(6)).map(|index| Ok(self.show(self.word(place + 8 + 8 * index)?, depth + 1))).collect();
                Ok(format!("#({}{})", shown?.join(" "), if length > 6 { " ..." } else { "" }))
            }
            "cell" => Ok(format!("#<cell {}>", self.show(self.word(place + 8)?, depth + 1))),
            "code" => Ok(format!("#<code {}>", self.show(self.word(place + 8 * self.layout.number("code-object", "name")?)?, depth + 1))),
            other => Ok(format!("#<{other} {length}>")),
        }
    }

    /// The characters of a string record.
    fn string_text(&self, value: u64) -> Result<String> {
        let buffer = self.word(value - self.tag_of(value) + 8 * self.layout.slot("string", "buffer")?)?;
        let place = buffer - self.tag_of(buffer);
        let first = self.word(place)?;
        let (_, unit) = self.types.get(&(first >> 3 & 31)).ok_or("no buffer")?;
        let length = (first & !(1 << 63)) >> 8;
        let units = self.area(place + 8, length * unit).chunks(*unit as usize);
        Ok(units.map(|unit| char::from_u32(unit.iter().rev().fold(0, |code, byte| code << 8 | u32::from(*byte))).unwrap_or('?')).collect())
    }

    /// An object as text.
    pub fn show_object(&self, object: &Object) -> String {
        let tag = match object.kind.as_str() {
            "pair" => "pair",
            "flonum" => "flonum",
            "procedure" => "procedure",
            _ => "object",
        };
        self.show(object.address + self.tag(tag), 0)
    }

    /// Who refers to an object: the name of a code object or a description of another object.
    pub fn owner(&self, object: &Object) -> Option<String> {
        let range = object.address..object.address + 8;
        for code in &self.codes {
            let (start, length) = code.instructions;
            let refers = self.relocations.iter().any(|(place, width)| {
                (start..start + length).contains(place)
                    && range.contains(&self.word(*place).map_or(0, |word| if *width == 4 { word & 0xffff_ffff } else { word }))
            });
            let info = (2..4).any(|word| self.word(code.address + 8 * word).is_ok_and(|word| range.contains(&word)));
            if refers || info {
                return Some(format!("code of {}", code.name));
            }
        }
        self.objects
            .iter()
            .find(|other| {
                other.address != object.address && (0..other.bytes / 8).any(|word| self.word(other.address + 8 * word).is_ok_and(|word| range.contains(&word)))
            })
            .map(|other| self.show_object(other))
    }
}

/// Where the image stands in an ELF file, without relocations; `None` when the file is no ELF file.
fn embedded(bytes: &[u8]) -> Result<Option<Range<usize>>> {
    if !bytes.starts_with(b"\x7fELF") {
        return Ok(None);
    }
    let elf = goblin::elf::Elf::parse(bytes)?;
    let named = |name| elf.section_headers.iter().find(|section| elf.shdr_strtab.get_at(section.sh_name) == Some(name));
    match (named(".objects"), named(".scheme")) {
        (Some(objects), Some(code)) => Ok(Some(usize::try_from(objects.sh_offset)?..usize::try_from(code.sh_offset + code.sh_size)?)),
        _ => Err("an executable without an image".into()),
    }
}
