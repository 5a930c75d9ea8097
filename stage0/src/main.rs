//! stage0, the seed: runs a program of core-form Scheme on a register virtual machine.
//!
//! Text is read to data (`datum`), resolved to nodes (`syntax`, `order`), made bytecode (`generate`) and run (`run`). It knows
//! no macros and no library but the built-in one: reader and expander of the compiler, themselves core forms, do the rest.

mod ast;
mod bignum;
mod datum;
mod disassemble;
mod errors;
mod generate;
mod heap;
mod lists;
mod loader;
mod machine;
mod numbers;
mod opcodes;
mod order;
mod ports;
mod primitives;
mod printer;
mod rules;
mod run;
mod sequences;
mod strings;
mod syntax;
mod system;
mod value;

use loader::{BAD_USE, Trouble};
use std::io::Write;

const HELP: &str = "\
Usage: stage0 [OPTION…] FILE [ARGUMENT…]
Runs FILE, a program of core-form Scheme that begins with (import …).

  -L FOLDER          look for libraries below FOLDER (may be repeated)
  --heap-limit MIB   use at most so much memory (4096)
  --collect-every N  collect garbage at every N-th allocation
  --disassemble      print the bytecode at the end
  --help, --version
";

struct Options {
    roots: Vec<String>,
    arguments: Vec<String>,
    heap_limit: usize,
    collect_every: usize,
    disassemble: bool,
}

fn bad_use(text: String) -> Trouble {
    Trouble { text: format!("stage0: {text}\nTry: stage0 --help\n"), code: BAD_USE }
}

/// The options, or nothing when the program has done its work already.
fn parse_options() -> Result<Option<Options>, Trouble> {
    let mut options = Options { roots: Vec::new(), arguments: Vec::new(), heap_limit: 4096, collect_every: 0, disassemble: false };
    let mut rest = std::env::args_os().skip(1).map(|a| a.to_string_lossy().into_owned());
    while let Some(argument) = rest.next() {
        let mut number = || match rest.next().and_then(|n| n.parse().ok()) {
            Some(n) if n > 0 => Ok(n),
            _ => Err(bad_use(format!("{argument} needs a number"))),
        };
        match argument.as_str() {
            "--help" => {
                print!("{HELP}");
                return Ok(None);
            }
            "--version" => {
                println!("stage0 {}", env!("CARGO_PKG_VERSION"));
                return Ok(None);
            }
            "--heap-limit" => options.heap_limit = number()?,
            "--collect-every" => options.collect_every = number()?,
            "--disassemble" => options.disassemble = true,
            "-L" => options.roots.push(rest.next().ok_or_else(|| bad_use("-L needs a folder".to_string()))?),
            _ if argument.starts_with('-') => return Err(bad_use(format!("unknown option {argument}"))),
            _ => {
                options.arguments.push(argument);
                options.arguments.extend(rest);
                break;
            }
        }
    }
    if options.arguments.is_empty() { Err(bad_use("no file to run".to_string())) } else { Ok(Some(options)) }
}

fn run(options: &Options) -> Result<(), Trouble> {
    let mut m = machine::Machine::new(options.heap_limit << 20);
    m.load_prelude()?;
    m.heap.collect_every(options.collect_every);
    m.arguments = options.arguments.clone();
    let result = loader::run_program(&mut m, &options.roots, &options.arguments[0]);
    let flushed = m.flush_all();
    if options.disassemble {
        print!("{}", disassemble::listing(&m));
    }
    result.and(flushed)
}

fn main() {
    // Nested data and forms are walked recursively, so the stack is made large; it costs nothing until used.
    let work = || match parse_options() {
        Ok(Some(options)) => run(&options),
        Ok(None) => Ok(()),
        Err(trouble) => Err(trouble),
    };
    let outcome = std::thread::Builder::new().stack_size(512 << 20).spawn(work).map(|t| t.join());
    let code = match outcome {
        Ok(Ok(Ok(()))) => 0,
        Ok(Ok(Err(trouble))) => {
            // Standard error may be closed; there is nothing else to tell.
            let _ = std::io::stderr().write_all(trouble.text.as_bytes());
            trouble.code
        }
        _ => loader::RUN_TIME,
    };
    std::process::exit(code);
}
