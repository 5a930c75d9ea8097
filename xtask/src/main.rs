//! `cargo xtask …`: the chores of the project. Each subcommand is one module; this file only parses the command line.

mod codegen;
mod image;
mod project;
mod sexpr;

use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "The chores of Suo")]
struct Arguments {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Write the Rust files that are made from the tables of scheme-src/machine
    Codegen {
        /// Write nothing; fail when a generated file is not what the tables say
        #[arg(long)]
        check: bool,
    },
    /// Read an image or an executable made by Suo
    Image {
        #[command(subcommand)]
        what: ImageChore,
    },
}

#[derive(Subcommand)]
enum ImageChore {
    /// Print the header, and what stands in the image
    Describe { file: PathBuf },
    /// Name the first object in which two images differ
    Diff { first: PathBuf, second: PathBuf },
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().chore {
        Chore::Codegen { check } => codegen::run(check),
        Chore::Image { what: ImageChore::Describe { file } } => image::describe(&file),
        Chore::Image { what: ImageChore::Diff { first, second } } => image::diff(&first, &second),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error}");
            ExitCode::FAILURE
        }
    }
}
