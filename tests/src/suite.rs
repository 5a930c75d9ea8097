//! The suite: one trial for each program on each engine. Every argument of libtest works: a part of a name, `--exact`, `--test-threads`;
//! an engine's name is a part of the name too (`run/queens on native`).

use libtest_mimic::{Arguments, Failed, Trial};
use std::path::PathBuf;
use tests::engine::Engine;
use tests::program::{Program, chapters, programs};

fn main() {
    let mut arguments = Arguments::from_args();
    arguments.test_threads = arguments.test_threads.or(Some(2));
    let trials = match corpus() {
        Ok(trials) => trials,
        Err(error) => {
            eprintln!("{error}");
            std::process::exit(1);
        }
    };
    libtest_mimic::run(&arguments, trials).exit();
}

/// The trials of the folders of programs.
fn corpus() -> Result<Vec<Trial>, String> {
    use Engine::{Collecting, Executable, Native, Stage0, Stress};
    let folders: [(&str, &[Engine]); 9] = [
        ("ladder", &[Native, Executable, Stress]),
        ("run", &[Stage0, Native, Executable, Stress]),
        ("errors", &[Stage0, Native, Executable]),
        ("mistakes", &[Native, Executable]),
        ("expander", &[Stage0, Native, Executable]),
        ("r7rs", &[Native, Executable, Collecting]),
        ("srfi", &[Native, Executable, Stress]),
        ("libraries", &[Native, Executable, Stress]),
        ("passes", &[Stage0]),
    ];
    let root = tests::root().join("tests");
    let mut groups: Vec<(PathBuf, &[Engine])> = folders.into_iter().map(|(folder, engines)| (root.join(folder), engines)).collect();
    groups.extend(chapters(&root.join("r7rs"))?.into_iter().map(|chapter| (chapter, &[Stage0, Native, Executable, Collecting][..])));
    let mut trials = Vec::new();
    for (folder, engines) in groups {
        for program in programs(&folder, engines)? {
            let program = std::sync::Arc::new(program);
            for &engine in &program.engines {
                let program = program.clone();
                trials.push(Trial::test(format!("{} on {}", program.name(), engine.name()), move || trial(&program, engine)));
            }
        }
    }
    trials.extend(tests::kernel::trials());
    trials.extend(tests::back::trials());
    trials.extend(tests::fuzz::trials());
    trials.extend(tests::session::trials()?);
    trials.extend(tests::user::trials());
    Ok(trials)
}

fn trial(program: &Program, engine: Engine) -> Result<(), Failed> {
    let finished = engine.run(program)?;
    program.check(&finished).map_err(Failed::from)
}
