//! What the command line and the environment say to the kernel.
//!
//!   stage1 [--heap-limit=MiB] [--collect-every=N] [--heap-check] [--image-base=ADDRESS] IMAGE ARGUMENT…
//!
//! Each of the first three has a variable: SUO_HEAP_LIMIT, SUO_COLLECT_EVERY, SUO_HEAP_CHECK; the command line wins. An executable
//! that contains its image takes the variables only: all its arguments belong to the program.

use crate::memory::{load, zero_terminated};
use crate::message::{Piece, USAGE, refuse};
use crate::state::Options;

/// Reads the variables; `environment` is the address of the array of `NAME=value` strings.
pub fn read_environment(options: &mut Options, environment: u64) {
    let mut place = environment;
    while load(place) != 0 {
        if let Some(text) = zero_terminated(load(place)).strip_prefix(b"SUO_") {
            for (name, option) in VARIABLES {
                if let Some(value) = text.strip_prefix(*name)
                    && !value.is_empty()
                {
                    option(options, value);
                }
            }
        }
        place += 8;
    }
}

/// Reads the options that stand before the image; how many there are.
pub fn read_command_line(options: &mut Options, count: u64, arguments: u64) -> u64 {
    let mut index = 1;
    while index < count {
        let text = zero_terminated(load(arguments + 8 * index));
        let Some(word) = text.strip_prefix(b"--") else { break };
        if word == b"heap-check" {
            options.heap_check = true;
        } else if let Some((_, option)) = WORDS.iter().find(|(name, _)| word.starts_with(name)) {
            let length = word.iter().position(|&byte| byte == b'=').unwrap_or(word.len() - 1);
            option(options, &word[length + 1..]);
        } else {
            refuse(USAGE, &[Piece::Text(b"no such option of the kernel: "), Piece::Text(text)]);
        }
        index += 1;
    }
    index - 1
}

type Setter = fn(&mut Options, &[u8]);

const VARIABLES: &[(&[u8], Setter)] = &[(b"HEAP_LIMIT=", set_heap_limit), (b"COLLECT_EVERY=", set_collect_every), (b"HEAP_CHECK=", set_heap_check)];
const WORDS: &[(&[u8], Setter)] = &[(b"heap-limit=", set_heap_limit), (b"collect-every=", set_collect_every), (b"image-base=", set_base)];

fn set_heap_limit(options: &mut Options, value: &[u8]) {
    options.heap_limit = number(value, 10).min(1 << 24) << 20;
}

fn set_collect_every(options: &mut Options, value: &[u8]) {
    options.collect_every = number(value, 10);
}

fn set_heap_check(options: &mut Options, value: &[u8]) {
    options.heap_check = value != b"0";
}

fn set_base(options: &mut Options, value: &[u8]) {
    options.base = number(value, 16);
}

fn number(text: &[u8], base: u64) -> u64 {
    let mut number: u64 = 0;
    for &byte in text {
        let digit = match byte {
            b'0'..=b'9' => byte - b'0',
            b'a'..=b'f' => byte - b'a' + 10,
            _ => 99,
        };
        if u64::from(digit) >= base {
            refuse(USAGE, &[Piece::Text(b"not a number: "), Piece::Text(text)]);
        }
        number = number.saturating_mul(base).saturating_add(u64::from(digit));
    }
    number
}
