//! The x86-64 back end: every form of the instruction table through an independent disassembler, and random procedures
//! against an evaluator. Both programs are Scheme that stage0 runs.

use crate::{engine, process, root, scratch, target};
use iced_x86::{Decoder, DecoderOptions, Formatter, IntelFormatter};
use libtest_mimic::{Failed, Trial};
use std::path::Path;
use std::process::Command;
use std::time::Duration;

const LIMIT: Duration = Duration::from_secs(120);
const SEEDS: u64 = 4;
const PROCEDURES: u64 = 25;

type Outcome = Result<(), String>;

/// All trials of this file.
pub fn trials() -> Vec<Trial> {
    let mut trials = vec![Trial::test("back/encoder", || encoder().map_err(Failed::from))];
    trials.extend((1..=SEEDS).map(|seed| Trial::test(format!("back/random procedures {seed}"), move || random(seed).map_err(Failed::from))));
    trials
}

/// stage0 with a program of the portable part.
fn stage0(program: &Path) -> Command {
    let mut command = engine::stage0();
    command.arg("-L").arg(root().join("scheme-src")).arg(program);
    command
}

fn succeed(command: &mut Command, folder: &Path) -> Result<Vec<u8>, String> {
    let finished = process::run(command, folder, None, LIMIT)?;
    if finished.code == 0 && !finished.timed_out { Ok(finished.out) } else { Err(format!("exit {}: {}", finished.code, finished.err)) }
}

/// Each sample: bytes, text of the encoder's operands, text of the own disassembler.
fn encoder() -> Outcome {
    let folder = scratch("encoder");
    let out = succeed(&mut stage0(&root().join("scheme-src/programs/encoder-samples.scm")), &folder)?;
    let text = String::from_utf8(out).map_err(|error| error.to_string())?;
    let wrong: Vec<String> = text.lines().filter_map(|line| check(line).err()).collect();
    let count = text.lines().count();
    if wrong.is_empty() && count > 1000 { Ok(()) } else { Err(format!("{} of {count} samples differ:\n{}", wrong.len(), wrong.join("\n"))) }
}

fn check(line: &str) -> Outcome {
    let mut fields = line.split('\t');
    let mut field = || fields.next().ok_or_else(|| format!("not a sample: {line}"));
    let (bytes, encoded, decoded) = (field()?, field()?, field()?);
    let bytes: Vec<u8> = (0..bytes.len() / 2).filter_map(|i| u8::from_str_radix(&bytes[2 * i..2 * i + 2], 16).ok()).collect();
    let instruction = Decoder::new(64, &bytes, DecoderOptions::NONE).decode();
    let mut text = String::new();
    let mut formatter = IntelFormatter::new();
    formatter.options_mut().set_branch_leading_zeros(false);
    formatter.format(&instruction, &mut text);
    if instruction.len() == bytes.len() && text == encoded && text == decoded { Ok(()) } else { Err(format!("{line}\t{text} ({} bytes)", instruction.len())) }
}

/// Random procedures, with the usual heap and with a collection at every allocation.
fn random(seed: u64) -> Outcome {
    let folder = scratch(&format!("random-{seed}"));
    let mut make = stage0(&root().join("tests/back/fuzz-flow.scm"));
    succeed(make.arg("image").arg("expected").arg(seed.to_string()).arg(PROCEDURES.to_string()), &folder)?;
    let expected = std::fs::read(folder.join("expected")).map_err(|error| error.to_string())?;
    for every in ["0", "1"] {
        let mut command = Command::new(target().join("release/stage1"));
        command.arg("image").env("SUO_COLLECT_EVERY", every).env("SUO_HEAP_CHECK", every);
        if succeed(&mut command, &folder)? != expected {
            return Err(format!("seed {seed}: the results differ, with a collection at every {every}th allocation"));
        }
    }
    Ok(())
}
