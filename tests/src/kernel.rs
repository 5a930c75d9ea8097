//! The kernel's loader: damaged, truncated and foreign images, an image at another place, and what tools read in an executable.
//!
//! The image is the compiler's own, as `cargo xtask bootstrap` leaves it.

use crate::{process, scratch, suo, target};
use libtest_mimic::{Failed, Trial};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

const FLIPS: u64 = 1000;
/// Exit code of the kernel: not an image, or a damaged one.
const REFUSED: i32 = 65;
/// Exit code of the kernel: no such image.
const ABSENT: i32 = 66;

type Outcome = Result<(), String>;
type Row = (&'static str, fn() -> Outcome);

/// All trials of this file.
pub fn trials() -> Vec<Trial> {
    let rows: [Row; 5] = [
        ("kernel/bit flips", bit_flips),
        ("kernel/truncated images", truncated),
        ("kernel/foreign files", foreign),
        ("kernel/another place", another_place),
        ("kernel/executable read back", read_back),
    ];
    rows.into_iter().map(|(name, run)| Trial::test(name, move || run().map_err(Failed::from))).collect()
}

fn image() -> PathBuf {
    target().join("suo/c.image")
}

/// Runs an image with `--version`.
fn version(image: &Path, options: &[&str]) -> Result<process::Finished, String> {
    let mut command = Command::new(target().join("release/stage1"));
    command.args(options).arg(image).arg("--version");
    process::run(&mut command, &target(), None, Duration::from_secs(20))
}

fn copy(name: &str) -> Result<PathBuf, String> {
    let copy = scratch(name).join("image");
    std::fs::copy(image(), &copy).map_err(|error| format!("{}: {error}", image().display()))?;
    Ok(copy)
}

/// Each of a thousand flipped bits is refused or does not show.
fn bit_flips() -> Outcome {
    let copy = copy("bit-flips")?;
    let sound = version(&copy, &[])?;
    if sound.code != 0 {
        return Err(format!("the image itself does not run: {}", sound.err));
    }
    let mut file = std::fs::OpenOptions::new().read(true).write(true).open(&copy).map_err(|error| error.to_string())?;
    let bits = 8 * file.metadata().map_err(|error| error.to_string())?.len();
    let mut random = 1u64;
    for _ in 0..FLIPS {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let bit = (random >> 20) % bits;
        flip(&mut file, bit).map_err(|error| error.to_string())?;
        let finished = version(&copy, &[])?;
        flip(&mut file, bit).map_err(|error| error.to_string())?;
        let refused = finished.code == REFUSED && !finished.err.is_empty();
        if !refused && (finished.code, &finished.out) != (0, &sound.out) {
            return Err(format!("bit {bit} flipped: exit code {}, {}", finished.code, finished.err));
        }
    }
    Ok(())
}

fn flip(file: &mut std::fs::File, bit: u64) -> std::io::Result<()> {
    let mut byte = [0];
    file.seek(SeekFrom::Start(bit / 8))?;
    file.read_exact(&mut byte)?;
    byte[0] ^= 1 << (bit % 8);
    file.seek(SeekFrom::Start(bit / 8))?;
    file.write_all(&byte)
}

fn truncated() -> Outcome {
    let copy = copy("truncated")?;
    let file = std::fs::OpenOptions::new().write(true).open(&copy).map_err(|error| error.to_string())?;
    let whole = file.metadata().map_err(|error| error.to_string())?.len();
    for length in [whole - 1, whole - 4096, whole / 2, 4097, 4096, 4095, 100, 1, 0] {
        file.set_len(length).map_err(|error| error.to_string())?;
        expect(&copy, REFUSED)?;
    }
    Ok(())
}

fn foreign() -> Outcome {
    let folder = scratch("foreign");
    expect(&folder, ABSENT)?;
    expect(&folder.join("absent"), ABSENT)?;
    let garbage = folder.join("garbage");
    std::fs::write(&garbage, vec![0xa5; 10_000]).map_err(|error| error.to_string())?;
    expect(&garbage, REFUSED)?;
    expect(&target().join("release/stage1"), REFUSED)
}

fn expect(file: &Path, code: i32) -> Outcome {
    let finished = version(file, &[])?;
    if finished.code == code && !finished.err.is_empty() {
        return Ok(());
    }
    Err(format!("{}: exit code {}, not {code}: {}", file.display(), finished.code, finished.err))
}

/// Where the linked place is taken, everything moves.
fn another_place() -> Outcome {
    let sound = version(&image(), &[])?;
    let moved = version(&image(), &["--image-base=30000000", "--heap-check"])?;
    if (moved.code, &moved.out) == (0, &sound.out) { Ok(()) } else { Err(format!("exit code {}: {}", moved.code, moved.err)) }
}

/// The installed compiler is a static executable, nothing in it is both written and executed, and its symbols name Scheme procedures.
fn read_back() -> Outcome {
    let bytes = std::fs::read(suo()).map_err(|error| format!("{}: {error}", suo().display()))?;
    let elf = goblin::elf::Elf::parse(&bytes).map_err(|error| error.to_string())?;
    if elf.interpreter.is_some() || elf.dynamic.is_some() {
        return Err("the executable is not static".to_string());
    }
    if elf.program_headers.iter().any(|header| header.is_write() && header.is_executable()) {
        return Err("a segment is both writable and executable".to_string());
    }
    let names = elf.syms.iter().filter(|symbol| symbol.is_function()).filter_map(|symbol| elf.strtab.get_at(symbol.st_name));
    let (mut scheme, mut kernel) = (false, false);
    for name in names {
        scheme |= name == "expand-expression" || name == "underflow";
        kernel |= name.contains("stage1");
    }
    if scheme && kernel { Ok(()) } else { Err("the symbols of compiler and kernel are missing".to_string()) }
}
