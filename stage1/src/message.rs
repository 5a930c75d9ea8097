//! Messages to standard error, and the end of the process when nothing else is left.

use crate::system;

/// Exit code: the command line makes no sense.
pub const USAGE: u64 = 64;
/// Exit code: the image is not one, or is damaged.
pub const BAD_IMAGE: u64 = 65;
/// Exit code: there is no such image.
pub const NO_IMAGE: u64 = 66;
/// Exit code: something went wrong while the program ran.
pub const FATAL: u64 = 70;

/// A piece of a message.
pub enum Piece<'a> {
    /// Text as it is.
    Text(&'a [u8]),
    /// A number in decimal.
    Number(u64),
    /// An address in hexadecimal.
    Address(u64),
}

/// Says `suo: ` and the pieces in one line, with one write.
pub fn say(pieces: &[Piece]) {
    let mut line = Line { bytes: [0; 512], used: 0 };
    line.push(b"suo: ");
    for piece in pieces {
        match piece {
            Piece::Text(text) => line.push(text),
            Piece::Number(number) => line.push_number(*number, 10),
            Piece::Address(address) => {
                line.push(b"0x");
                line.push_number(*address, 16);
            }
        }
    }
    line.push(b"\n");
    system::complain(line.text());
}

/// Says the pieces and ends the process with that exit code.
pub fn refuse(code: u64, pieces: &[Piece]) -> ! {
    say(pieces);
    system::exit(code)
}

/// Says one sentence and ends the process with exit code 70.
pub fn fatal(sentence: &str) -> ! {
    refuse(FATAL, &[Piece::Text(sentence.as_bytes())])
}

struct Line {
    bytes: [u8; 512],
    used: usize,
}

impl Line {
    fn push(&mut self, text: &[u8]) {
        for &byte in text {
            // The last place is kept for the end of the line.
            if self.used < self.bytes.len() - 1 || byte == b'\n' && self.used < self.bytes.len() {
                self.bytes[self.used] = byte;
                self.used += 1;
            }
        }
    }

    fn push_number(&mut self, mut number: u64, base: u64) {
        let mut digits = [0u8; 20];
        let mut start = digits.len();
        loop {
            start -= 1;
            digits[start] = b"0123456789abcdef"[(number % base) as usize];
            number /= base;
            if number == 0 || start == 0 {
                break;
            }
        }
        self.push(&digits[start..]);
    }

    fn text(&self) -> &[u8] {
        &self.bytes[..self.used]
    }
}
