//! The suite: one trial for each program on each engine.

use libtest_mimic::Arguments;

fn main() {
    let arguments = Arguments::from_args();
    libtest_mimic::run(&arguments, Vec::new()).exit();
}
