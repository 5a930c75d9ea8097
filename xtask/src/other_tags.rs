//! `cargo xtask other-tags`: the proof that facts are written once. In a copy of the sources one tag of the layout table is changed,
//! generated files are made anew, and the system must come to a fixpoint of its own.

use crate::process;
use crate::project::{Result, read_text, root, target};
use std::path::Path;
use std::process::Command;
use walkdir::WalkDir;

/// What is copied.
const PARTS: &[&str] = &["Cargo.toml", "Cargo.lock", "scheme-src", "stage0", "stage1", "xtask", "tests", "bootstrap"];

/// The change: flonums get the tag that is free.
const BEFORE: &str = "(flonum 2)";
const AFTER: &str = "(flonum 5)";

/// Copies, changes, generates, bootstraps. Errors: the change finds nothing to change, or a step fails.
pub fn run() -> Result<()> {
    let folder = target().join("other-tags");
    let copy = folder.join("source");
    let _ = std::fs::remove_dir_all(&copy);
    for part in PARTS {
        copy_all(&root().join(part), &copy.join(part))?;
    }
    let layout = copy.join("scheme-src/machine/layout.scm");
    let text = read_text(&layout)?;
    if text.matches(BEFORE).count() != 1 {
        return Err(format!("the layout table does not hold {BEFORE} once").into());
    }
    std::fs::write(&layout, text.replace(BEFORE, AFTER))?;
    for chore in [&["codegen"][..], &["bootstrap", "--bless"]] {
        let mut command = Command::new(std::env::current_exe()?);
        process::run(command.args(chore).env("SUO_ROOT", &copy).env("SUO_TARGET", folder.join("target")))?;
    }
    Ok(())
}

fn copy_all(from: &Path, to: &Path) -> Result<()> {
    for entry in WalkDir::new(from) {
        let entry = entry?;
        let destination = to.join(entry.path().strip_prefix(from)?);
        if entry.file_type().is_dir() {
            std::fs::create_dir_all(destination)?;
        } else {
            let destination = if entry.depth() == 0 { to.to_path_buf() } else { destination };
            std::fs::create_dir_all(destination.parent().ok_or("no folder")?)?;
            std::fs::copy(entry.path(), destination)?;
        }
    }
    Ok(())
}
