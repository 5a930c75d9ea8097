//! `cargo xtask …`: the chores of the project. Each subcommand is one module; this file only parses the command line.

mod bench;
mod bootstrap;
mod ci;
mod codegen;
mod dump;
mod image;
mod other_tags;
mod process;
mod project;
mod sexpr;
mod test;
mod tidy;

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
    /// Prove A = B = C from source, and install target/suo/bin/suo
    Bootstrap {
        /// Make image A with this Scheme (a folder of bootstrap/hosts) in the place of stage0
        #[arg(long)]
        host: Option<String>,
        /// Record the hash that comes out
        #[arg(long)]
        bless: bool,
        /// Make everything again
        #[arg(long)]
        force: bool,
    },
    /// Check everything; the last line is `N passed, N failed`
    Test {
        /// Leave the bootstrap out
        #[arg(long)]
        no_bootstrap: bool,
        /// Go to the suite: parts of names (`queens`, `on stage0`), options of libtest; with any, only the suite runs
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        suite: Vec<String>,
    },
    /// Compare the programs of tests/bench with Chez Scheme
    Bench {
        /// How often each is run; the best run counts
        #[arg(long, default_value_t = 3)]
        rounds: u32,
        /// Compare stage0's virtual machine with Guile at -O0
        #[arg(long)]
        stage0: bool,
        /// A part of a program's name
        only: Option<String>,
    },
    /// Write the Rust files that are made from the tables of scheme-src/machine
    Codegen {
        /// Write nothing; fail when a generated file is not what the tables say
        #[arg(long)]
        check: bool,
    },
    /// Check the rules of the house
    Tidy,
    /// Read an image or an executable made by Suo
    Image {
        #[command(subcommand)]
        what: ImageChore,
    },
    /// Print a program as it is after a pass
    Dump { pass: String, file: PathBuf },
    /// Change a tag in a copy of the sources: it must come to a fixpoint of its own
    OtherTags,
    /// What .ci/run does
    Ci,
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
        Chore::Bootstrap { host, bless, force } => bootstrap::run(&bootstrap::Options { host, bless, force }),
        Chore::Test { no_bootstrap, suite } => {
            test::run(&test::Options { no_bootstrap: no_bootstrap || !suite.is_empty(), other_tags: false, hosts: Vec::new(), suite })
        }
        Chore::Bench { rounds, stage0, only } => bench::run(&bench::Options { rounds, stage0, only }),
        Chore::Codegen { check } => codegen::run(check),
        Chore::Tidy => tidy::run(),
        Chore::Image { what: ImageChore::Describe { file } } => image::describe(&file),
        Chore::Image { what: ImageChore::Diff { first, second } } => image::diff(&first, &second),
        Chore::Dump { pass, file } => dump::run(&pass, &file),
        Chore::OtherTags => other_tags::run(),
        Chore::Ci => ci::run(),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error}");
            ExitCode::FAILURE
        }
    }
}
