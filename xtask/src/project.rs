//! Where things are in the project, and the error type that all chores share.

use std::path::{Path, PathBuf};

/// An error is a sentence for the person at the terminal.
pub type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// The root folder of the project: the parent of this crate, or what SUO_ROOT says.
pub fn root() -> PathBuf {
    if let Some(folder) = std::env::var_os("SUO_ROOT") {
        return folder.into();
    }
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the crate has a parent folder").to_path_buf()
}

/// Reads a text file of the project; the error names the file.
pub fn read_text(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()).into())
}

/// Cargo's target folder: the one that this executable stands in, or what SUO_TARGET says.
pub fn target() -> PathBuf {
    if let Some(folder) = std::env::var_os("SUO_TARGET") {
        return folder.into();
    }
    let executable = std::env::current_exe().unwrap_or_default();
    let release = executable.ancestors().find(|folder| folder.ends_with("release") || folder.ends_with("debug"));
    release.and_then(Path::parent).map_or_else(|| root().join("target"), Path::to_path_buf)
}
