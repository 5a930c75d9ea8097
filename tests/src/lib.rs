//! What the suite under `tests/` shares: where the programs are, which engines there are, and how a program is run.
//!
//! A *program* is a file under `tests/run`, `tests/ladder` or `tests/errors` with what is expected of it beside it; an *engine* is a way to
//! run it. The suite makes one trial of each pair. It knows the doors of the engines (command lines), nothing of their inside.

pub mod back;
pub mod engine;
pub mod fuzz;
pub mod kernel;
pub mod process;
pub mod program;
pub mod session;
pub mod user;

use std::path::{Path, PathBuf};

/// The root folder of the project: the parent of this crate.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the crate has a parent folder").to_path_buf()
}

/// Cargo's target folder: the one that this executable stands in.
pub fn target() -> PathBuf {
    let executable = std::env::current_exe().expect("the own executable has a path");
    let release = executable.ancestors().find(|folder| folder.ends_with("release") || folder.ends_with("debug"));
    release.and_then(Path::parent).map_or_else(|| root().join("target"), Path::to_path_buf)
}

/// The compiler as `cargo xtask bootstrap` installs it.
pub fn suo() -> PathBuf {
    target().join("suo/bin/suo")
}

/// A fresh folder for one trial, below the target folder.
pub fn scratch(name: &str) -> PathBuf {
    let folder = target().join("tests").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("the target folder can be written");
    folder
}
