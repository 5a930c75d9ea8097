//! What the suite under `tests/` shares: where the programs are, which engines there are, and how a program is run.

use std::path::{Path, PathBuf};

/// The root folder of the project: the parent of this crate.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the crate has a parent folder").to_path_buf()
}
