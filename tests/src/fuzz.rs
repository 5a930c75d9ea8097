//! Random programs: one text on every engine, with each optional pass left out, under collections, and in Guile where it is installed. The
//! generator (`tests/fuzz/generate.scm`) makes only programs whose meaning the report fixes, so all must print the same.
//!
//! More than the suite runs: `suo tests/fuzz/generate.scm SEED COUNT >FILE.scm`, then FILE.scm as one likes.

use crate::engine::stage0;
use crate::{process, root, scratch, suo};
use libtest_mimic::{Failed, Trial};
use std::path::Path;
use std::process::Command;
use std::time::Duration;

const LIMIT: Duration = Duration::from_secs(60);
const SEEDS: u64 = 6;
const EXPRESSIONS: u64 = 30;
const OPTIONAL_PASSES: [&str; 3] = ["inline-procedures", "contify", "recover-types"];

/// All trials of this file.
pub fn trials() -> Vec<Trial> {
    (1..=SEEDS).map(|seed| Trial::test(format!("fuzz/programs {seed}"), move || compare(seed).map_err(Failed::from))).collect()
}

/// What a command prints, whatever it says on standard error.
fn output(command: &mut Command, folder: &Path) -> Result<Vec<u8>, String> {
    let finished = process::run(command, folder, None, LIMIT)?;
    if finished.code == 0 && !finished.timed_out { Ok(finished.out) } else { Err(format!("exit code {}: {}", finished.code, finished.err)) }
}

fn compare(seed: u64) -> Result<(), String> {
    let folder = scratch(&format!("fuzz-{seed}"));
    let mut generate = Command::new(suo());
    generate.arg(root().join("tests/fuzz/generate.scm")).args([seed.to_string(), EXPRESSIONS.to_string()]);
    let program = folder.join("program.scm");
    std::fs::write(&program, output(&mut generate, &folder)?).map_err(|error| error.to_string())?;
    let expected = output(stage0().arg(&program), &folder).map_err(|error| format!("stage0: {error}"))?;
    let executable = folder.join("program");
    output(Command::new(suo()).arg("compile").arg(&program).arg("-o").arg(&executable), &folder)?;
    let mut runs = vec![
        ("native".to_string(), Command::new(suo())),
        ("executable".to_string(), Command::new(&executable)),
        ("executable with collections".to_string(), Command::new(&executable)),
    ];
    runs[0].1.arg(&program);
    runs[2].1.env("SUO_COLLECT_EVERY", "7").env("SUO_HEAP_CHECK", "1");
    for pass in OPTIONAL_PASSES {
        let mut command = Command::new(suo());
        command.arg(format!("--disable={pass}")).arg("--verify").arg(&program);
        runs.push((format!("native without {pass}"), command));
    }
    if Command::new("guile").arg("--version").output().is_ok() {
        let mut command = Command::new("guile");
        command.args(["--no-auto-compile", "--r7rs"]).arg(&program);
        runs.push(("guile".to_string(), command));
    }
    for (name, mut command) in runs {
        let found = output(&mut command, &folder).map_err(|error| format!("{name}: {error}"))?;
        if found != expected {
            return Err(format!("stage0 and {name} differ: {}", program.display()));
        }
    }
    Ok(())
}
