//! The engines: every way to run a program.

use crate::program::Program;
use crate::{process, root, scratch, suo, target};
use std::path::Path;
use std::process::Command;
use std::time::Duration;

/// A way to run a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// stage0's virtual machine runs the expander, which runs the program.
    Stage0,
    /// `suo FILE`: compiled into memory.
    Native,
    /// `suo compile FILE -o OUT`, then OUT alone.
    Executable,
    /// Native, with a collection at every 100th allocation and a check of the heap after each.
    Stress,
    /// The executable so: only the program is in the heap.
    Collecting,
}

/// All engines, with the names that header lines and trials use.
pub const ENGINES: [(Engine, &str); 5] = [
    (Engine::Stage0, "stage0"),
    (Engine::Native, "native"),
    (Engine::Executable, "executable"),
    (Engine::Stress, "stress"),
    (Engine::Collecting, "collecting"),
];

impl Engine {
    /// The engine of that name.
    pub fn named(name: &str) -> Option<Engine> {
        ENGINES.iter().find(|(_, known)| *known == name).map(|(engine, _)| *engine)
    }

    /// The name in header lines and trials.
    pub fn name(self) -> &'static str {
        ENGINES.iter().find(|(engine, _)| *engine == self).map_or("", |(_, name)| name)
    }

    /// How long one program may take.
    fn time_limit(self) -> Duration {
        Duration::from_secs(match self {
            Engine::Stage0 | Engine::Stress | Engine::Collecting => 120,
            Engine::Native | Engine::Executable => 60,
        })
    }

    /// Runs the program in a scratch folder of its own. Errors: what could not be started or compiled.
    pub fn run(self, program: &Program) -> Result<process::Finished, String> {
        let folder = scratch(&format!("{}-{}", program.name().replace('/', "-"), self.name()));
        let mut command = match self {
            Engine::Stage0 => {
                let mut command = stage0();
                command.args(library_options(program)).arg(&program.path);
                command
            }
            Engine::Native | Engine::Stress => {
                let mut command = Command::new(suo());
                command.args(library_options(program)).arg(&program.path);
                command
            }
            Engine::Executable | Engine::Collecting => {
                let out = folder.join("program");
                let mut compile = Command::new(suo());
                compile.arg("compile").args(library_options(program)).arg(&program.path).arg("-o").arg(&out);
                let compiled = process::run(&mut compile, &folder, None, self.time_limit())?;
                if compiled.code != 0 {
                    // An ill-formed program must fail here as it does elsewhere.
                    return Ok(compiled);
                }
                Command::new(out)
            }
        };
        if matches!(self, Engine::Stress | Engine::Collecting) {
            command.env("SUO_COLLECT_EVERY", "100").env("SUO_HEAP_CHECK", "1");
        }
        command.args(&program.arguments);
        let finished = process::run(&mut command, &folder, program.input().as_deref(), self.time_limit());
        let _ = std::fs::remove_dir_all(&folder);
        finished
    }
}

/// stage0 with the program that runs programs.
pub fn stage0() -> Command {
    let sources = root().join("scheme-src");
    let mut command = stage0_alone();
    command.arg("-L").arg(&sources).arg(sources.join("programs/stage0-run.scm"));
    command
}

/// stage0 itself, for portable programs in core forms.
pub fn stage0_alone() -> Command {
    Command::new(target().join("release/stage0"))
}

fn library_options(program: &Program) -> Vec<String> {
    program.libraries.iter().flat_map(|folder: &std::path::PathBuf| ["-L".to_string(), path_text(folder)]).collect()
}

fn path_text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}
