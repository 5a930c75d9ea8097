//! `cargo xtask bootstrap`: from source to a proven fixpoint.
//!
//!   A   the compiler's source, run by stage0 (or another Scheme), writes its own image
//!   B   image A, on stage1, compiles the same source
//!   C   image B, on stage1, compiles the same source
//!
//! A, B and C must be equal byte for byte, and equal to the recorded hash; then `suo` is installed. Each step is keyed by the hash of
//! everything that it depends on, so a second run does only what changed. How trust follows from this: `bootstrap/README.md`.

use crate::process::{self, Usage};
use crate::project::{Result, root, target};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use walkdir::WalkDir;

/// Where the hash of the proven image is recorded, below the root.
const RECORD: &str = "bootstrap/fixpoint.sha256";

/// What the command line asks for.
pub struct Options {
    /// A Scheme that makes image A in the place of stage0: the name of a folder of `bootstrap/hosts`.
    pub host: Option<String>,
    /// Record the hash that comes out instead of comparing with the recorded one.
    pub bless: bool,
    /// Make everything again.
    pub force: bool,
}

/// One row of the final table.
struct Row {
    stage: &'static str,
    usage: Option<Usage>,
    bytes: u64,
    hash: String,
}

/// Builds, proves, compares, installs. Errors: a step fails, two images differ, the hash is not the recorded one.
pub fn run(options: &Options) -> Result<()> {
    let folder = target().join("suo");
    std::fs::create_dir_all(folder.join("bin"))?;
    println!("stage0, stage1  cargo build");
    let built = process::run(Command::new("cargo").current_dir(root()).env("CARGO_TARGET_DIR", target()).args([
        "build",
        "--quiet",
        "--release",
        "-p",
        "stage0",
        "-p",
        "stage1",
    ]))?;
    println!("                {:.1} s", built.seconds);

    let sources = hash_of_sources()?;
    let maker = options.host.as_deref().unwrap_or("stage0");
    let image = |name: &str| folder.join(format!("{name}.image"));
    let a = if maker == "stage0" { image("a") } else { image(&format!("a-{maker}")) };
    let (b, c) = (image("b"), image("c"));
    let stage0 = hash_of_file(&tool("stage0"))?;
    let stage1 = hash_of_file(&tool("stage1"))?;

    let mut rows = Vec::new();
    let key = format!("{sources} {}", if maker == "stage0" { &stage0 } else { maker });
    rows.push(step("A", &a, &key, options.force, || first_command(maker))?);
    let key = format!("{sources} {stage1} {}", rows[0].hash);
    rows.push(step("B", &b, &key, options.force, || Ok(image_command(&a)))?);
    same(&a, &b, &rows[0], &rows[1])?;
    let key = format!("{sources} {stage1} {}", rows[1].hash);
    rows.push(step("C", &c, &key, options.force, || {
        // The verifier looks at the program after every pass, and must not show in the image.
        let mut command = image_command(&b);
        command.arg("--verify");
        Ok(command)
    })?);
    same(&b, &c, &rows[1], &rows[2])?;

    let suo = folder.join("bin/suo");
    let key = format!("{stage1} {}", rows[2].hash);
    rows.push(step("suo", &suo, &key, options.force, || Ok(install_command(&c)))?);
    print_table(&rows);
    println!("A = B = C: the compiler reproduces itself, byte for byte.");
    compare_with_record(&rows[2].hash, options.bless)?;
    println!("{}", suo.display());
    Ok(())
}

/// The options and the source that every stage gets; paths are relative to the root, where every stage runs.
const COMPILE_IMAGE: [&str; 7] = ["--image", "--keep-libraries", "-L", "scheme-src", "-L", "scheme-src/lib", "scheme-src/programs/suo.scm"];

/// Runs the compiler's source on stage0, or on the host of that name.
fn first_command(maker: &str) -> Result<Command> {
    let mut command = if maker == "stage0" {
        let mut command = Command::new(tool("stage0"));
        command.args(["-L", "scheme-src", "scheme-src/programs/stage0-run.scm", "scheme-src/programs/compile.scm"]);
        command
    } else {
        let adapter = root().join("bootstrap/hosts").join(maker).join("run");
        if !adapter.exists() {
            return Err(format!("there is no adapter bootstrap/hosts/{maker}/run").into());
        }
        if Command::new(maker).arg("--version").output().is_err() {
            return Err(format!("{maker} is not installed here: image A cannot be made with it").into());
        }
        let mut command = Command::new(adapter);
        command.env("SUO_HOST_CACHE", target().join("suo/hosts").join(maker)).arg("scheme-src/programs/compile.scm");
        command
    };
    command.args(COMPILE_IMAGE);
    Ok(command)
}

/// Runs the compiler that is in an image.
fn image_command(image: &Path) -> Command {
    let mut command = Command::new(tool("stage1"));
    command.arg(image).arg("compile").args(COMPILE_IMAGE);
    command
}

/// Makes the executable of kernel and compiler.
fn install_command(image: &Path) -> Command {
    let mut command = Command::new(tool("stage1"));
    command.arg(image).arg("compile").arg("--kernel").arg(tool("stage1")).args(&COMPILE_IMAGE[1..]);
    command
}

/// Makes one file, unless it is there and was made from the same things (`key`). The command gets `-o FILE` last.
fn step(stage: &'static str, file: &Path, key: &str, force: bool, command: impl FnOnce() -> Result<Command>) -> Result<Row> {
    let key_file = target().join("suo").join(file.file_name().unwrap_or_default()).with_extension("key");
    let fresh = !force && file.exists() && std::fs::read_to_string(&key_file).is_ok_and(|known| known == key);
    let mut usage = None;
    if !fresh {
        let _ = std::fs::remove_file(&key_file);
        let partial = file.with_extension("partial");
        let mut command = command()?;
        command.current_dir(root()).arg("-o").arg(&partial);
        println!("{stage:4}  {}", process::show(&command));
        usage = Some(process::run(&mut command)?);
        std::fs::rename(&partial, file).map_err(|error| format!("{stage}: it ended well and wrote nothing: {error}"))?;
    }
    let row = Row { stage, usage, bytes: std::fs::metadata(file)?.len(), hash: hash_of_file(file)? };
    std::fs::write(&key_file, key)?;
    match usage {
        Some(usage) => println!("      {:.1} s, {} MiB, {} bytes", usage.seconds, usage.peak_kib / 1024, row.bytes),
        None => println!("{stage:4}  nothing has changed: {} bytes", row.bytes),
    }
    Ok(row)
}

/// Fails when two images differ, and names the first object in which they do.
fn same(first: &Path, second: &Path, a: &Row, b: &Row) -> Result<()> {
    if a.hash == b.hash {
        return Ok(());
    }
    let where_ = crate::image::diff(first, second).err().map_or_else(String::new, |error| error.to_string());
    Err(format!("images {} and {} differ: {where_}\n  {} {}\n  {} {}", a.stage, b.stage, a.hash, first.display(), b.hash, second.display()).into())
}

fn print_table(rows: &[Row]) {
    println!("\n{:6}{:>9}{:>10}{:>12}  SHA-256", "stage", "seconds", "MiB", "bytes");
    for row in rows {
        let (seconds, memory) = match row.usage {
            Some(usage) => (format!("{:.1}", usage.seconds), format!("{}", usage.peak_kib / 1024)),
            None => ("-".to_string(), "-".to_string()),
        };
        println!("{:6}{seconds:>9}{memory:>10}{:>12}  {}", row.stage, row.bytes, row.hash);
    }
    println!();
}

/// Compares with the recorded hash, or records it.
fn compare_with_record(hash: &str, bless: bool) -> Result<()> {
    let path = root().join(RECORD);
    if bless {
        std::fs::write(&path, format!("{hash}\n"))?;
        println!("recorded in {RECORD}");
        return Ok(());
    }
    let recorded = std::fs::read_to_string(&path).unwrap_or_default();
    if recorded.trim() == hash {
        println!("It is the compiler recorded in {RECORD}.");
        return Ok(());
    }
    Err(format!(
        "the hash recorded in {RECORD} is {}; after a change of the compiler, record the new one with `cargo xtask bootstrap --bless`",
        recorded.trim()
    )
    .into())
}

fn tool(name: &str) -> PathBuf {
    target().join("release").join(name)
}

/// One hash of everything under `scheme-src`: paths below it and contents, in order of the paths.
fn hash_of_sources() -> Result<String> {
    let folder = root().join("scheme-src");
    let mut hasher = Sha256::new();
    for entry in WalkDir::new(&folder).sort_by_file_name() {
        let entry = entry?;
        if entry.file_type().is_file() {
            let contents = std::fs::read(entry.path())?;
            hasher.update(format!("{} {}\n", entry.path().strip_prefix(&folder)?.display(), contents.len()));
            hasher.update(contents);
        }
    }
    Ok(hexadecimal(&hasher.finalize()))
}

/// The SHA-256 of a file, in hexadecimal.
pub fn hash_of_file(path: &Path) -> Result<String> {
    let contents = std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(hexadecimal(&Sha256::digest(contents)))
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
