//! `cargo xtask tidy`: the rules of the house that a machine can check.
//!
//! * libraries import only what stands below them, and passes do not import each other;
//! * no two of the libraries that stage0 flattens define one name;
//! * stage0 and stage1 depend on no crate;
//! * documents name only files and libraries that exist;
//! * every `unsafe` block says why it is sound;
//! * every primitive has a lowering and a test;
//! * every procedure that a library exports is called somewhere;
//! * `ARCHITECTURE.md` explains the folder of every library;
//! * no unfinished places, no paths of somebody's machine.

use crate::project::{Result, read_text, root};
use crate::sexpr::{Sexpr, read_all, read_table};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// What libraries may import: the beginning of the importing library's name, then the beginnings of the names that it may import. The first
/// row that fits counts. `scheme` stands for the standard libraries of the host.
const LAYERS: &[(&str, &[&str])] = &[
    ("machine", &["scheme"]),
    // In the finished system a literal ratio or complex number is the number itself.
    ("base literal-number", &["scheme", "primitives", "core-syntax", "runtime number-input"]),
    ("base", &["scheme", "machine", "base", "runtime base"]),
    ("reader", &["scheme", "machine", "base", "reader", "runtime base"]),
    ("expander", &["scheme", "machine", "base", "reader", "expander"]),
    // The checker of Flow asks whether definitions dominate uses.
    ("compiler ir flow-check", &["scheme", "machine", "base", "compiler ir", "compiler analysis dominators"]),
    ("compiler ir", &["scheme", "machine", "base", "expander builder", "compiler ir"]),
    // Folding and types must know which integers are fixnums of the target.
    ("compiler analysis types", &["scheme", "machine", "base", "compiler ir", "compiler analysis"]),
    ("compiler analysis folding", &["scheme", "machine", "base", "compiler ir"]),
    ("compiler analysis", &["scheme", "machine primitives", "base", "compiler ir", "compiler analysis"]),
    ("compiler middle", &["scheme", "machine primitives", "base", "compiler ir", "compiler analysis"]),
    ("compiler back", &["scheme", "machine", "base", "compiler ir", "compiler analysis", "compiler back"]),
    ("compiler image", &["scheme", "machine", "base", "compiler ir", "compiler back code", "compiler image"]),
    ("compiler", &["scheme", "machine", "base", "reader", "expander", "compiler"]),
    ("runtime", &["scheme", "machine", "base", "reader", "runtime", "primitives", "core-syntax"]),
    ("scheme", &["scheme", "srfi", "suo", "base", "reader", "runtime", "primitives", "core-syntax"]),
    ("srfi", &["scheme", "srfi", "suo", "base", "reader", "runtime", "primitives", "core-syntax"]),
    ("suo", &["scheme", "srfi", "suo", "base", "reader", "runtime", "primitives", "core-syntax"]),
    ("programs", &["scheme", "suo", "programs", "machine", "base", "reader", "expander", "compiler", "runtime", "primitives", "core-syntax"]),
];

/// Documents whose paths and library names must exist.
const DOCUMENTS: &[&str] = &["README.md", "ARCHITECTURE.md", "bootstrap/README.md"];

/// Checks every rule; the error lists everything that breaks one.
pub fn run() -> Result<()> {
    let root = root();
    let mut faults = Vec::new();
    check_imports(&root, &mut faults)?;
    check_names(&root, &mut faults)?;
    check_manifests(&root, &mut faults)?;
    check_documents(&root, &mut faults)?;
    check_unsafe(&root, &mut faults)?;
    check_primitives(&root, &mut faults)?;
    check_exports(&root, &mut faults)?;
    check_folders(&root, &mut faults)?;
    check_words(&root, &mut faults)?;
    if faults.is_empty() {
        return Ok(());
    }
    Err(format!("{} faults\n  {}", faults.len(), faults.join("\n  ")).into())
}

/// Files below a folder with one of the extensions, in order; nothing that Cargo or git made.
fn files(folder: &Path, extensions: &[&str]) -> Vec<PathBuf> {
    WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| entry.depth() == 0 || !matches!(entry.file_name().to_str(), Some("target" | ".git")))
        .filter_map(|entry| entry.ok().filter(|entry| entry.file_type().is_file()).map(walkdir::DirEntry::into_path))
        .filter(|path| path.extension().is_some_and(|extension| extensions.iter().any(|wanted| extension == *wanted)))
        .collect()
}

fn relative(root: &Path, path: &Path) -> String {
    path.strip_prefix(root).unwrap_or(path).display().to_string()
}

/// Import lists against `LAYERS`; names against paths.
fn check_imports(root: &Path, faults: &mut Vec<String>) -> Result<()> {
    for path in files(&root.join("scheme-src"), &["sld"]) {
        let shown = relative(root, &path);
        let forms = read_all(&read_text(&path)?).map_err(|error| format!("{shown}: {error}"))?;
        let Some([Sexpr::Symbol(define), name, declarations @ ..]) = forms.first().and_then(|form| form.list().ok()) else {
            faults.push(format!("{shown}: not a library"));
            continue;
        };
        let name = library_name(name);
        let of_path = shown.trim_start_matches("scheme-src/").trim_start_matches("lib/").trim_end_matches(".sld").replace('/', " ");
        if define != "define-library" || name != of_path {
            faults.push(format!("{shown}: holds ({name})"));
        }
        let allowed = LAYERS.iter().find(|(layer, _)| begins(&name, layer)).map_or(&[][..], |(_, allowed)| allowed);
        let mut imports = Vec::new();
        declarations.iter().for_each(|declaration| collect_imports(declaration, &mut imports));
        for import in imports {
            if !allowed.iter().any(|layer| begins(&import, layer)) {
                faults.push(format!("{shown}: ({name}) must not import ({import})"));
            }
        }
    }
    Ok(())
}

/// Folders whose libraries stage0 flattens into one name space.
const FLATTENED: [&str; 4] = ["machine", "base", "reader", "expander"];

/// Definitions at the top of the flattened libraries: each name once.
fn check_names(root: &Path, faults: &mut Vec<String>) -> Result<()> {
    let mut homes: HashMap<String, String> = HashMap::new();
    for folder in FLATTENED {
        for path in files(&root.join("scheme-src").join(folder), &["sld"]) {
            let shown = relative(root, &path);
            let forms = read_all(&read_text(&path)?).map_err(|error| format!("{shown}: {error}"))?;
            for name in forms.iter().flat_map(top_definitions) {
                match homes.get(&name) {
                    Some(home) => faults.push(format!("{shown}: defines {name}, as {home} does")),
                    None => drop(homes.insert(name, shown.clone())),
                }
            }
        }
    }
    Ok(())
}

/// The names that the `begin` declarations of a library define.
fn top_definitions(library: &Sexpr) -> Vec<String> {
    let heads = |form: &Sexpr| form.list().ok().map(|parts| parts.to_vec()).unwrap_or_default();
    let bodies = heads(library).into_iter().filter(|part| begins_with(part, "begin"));
    bodies.flat_map(|body| heads(&body)).flat_map(|form| defined_names(&form)).collect()
}

fn begins_with(form: &Sexpr, keyword: &str) -> bool {
    matches!(form.list(), Ok([Sexpr::Symbol(head), ..]) if head == keyword)
}

/// Of `(define name …)`, `(define (name …) …)` and record types.
fn defined_names(form: &Sexpr) -> Vec<String> {
    let first = |datum: &Sexpr| match datum {
        Sexpr::List(parts) => parts.first().map(Sexpr::to_string),
        other => Some(other.to_string()),
    };
    match form.list() {
        Ok([Sexpr::Symbol(define), header, ..]) if define == "define" => first(header).into_iter().collect(),
        Ok([Sexpr::Symbol(define), name, constructor, predicate, fields @ ..]) if define == "define-record-type" => {
            let procedures = fields.iter().filter_map(|field| field.list().ok()).flat_map(|field| &field[1..]).map(Sexpr::to_string);
            [name, constructor, predicate].into_iter().filter_map(first).chain(procedures).filter(|name| !name.starts_with('#')).collect()
        }
        _ => Vec::new(),
    }
}

/// Is this the library name, or the beginning of it in whole words?
fn begins(name: &str, beginning: &str) -> bool {
    name.strip_prefix(beginning).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

fn library_name(datum: &Sexpr) -> String {
    datum.list().map_or_else(|_| datum.to_string(), |parts| parts.iter().map(Sexpr::to_string).collect::<Vec<_>>().join(" "))
}

/// The library names of import declarations, those inside `cond-expand` too.
fn collect_imports(declaration: &Sexpr, imports: &mut Vec<String>) {
    let Ok([Sexpr::Symbol(keyword), rest @ ..]) = declaration.list() else { return };
    match keyword.as_str() {
        "import" => imports.extend(rest.iter().map(|set| library_name(import_source(set)))),
        "cond-expand" => {
            let clauses = rest.iter().filter_map(|clause| clause.list().ok());
            clauses.flat_map(|clause| clause.iter().skip(1)).for_each(|inner| collect_imports(inner, imports));
        }
        _ => {}
    }
}

/// The library inside `(only (prefix (a b) p) x)`.
fn import_source(set: &Sexpr) -> &Sexpr {
    match set.list() {
        Ok([Sexpr::Symbol(keyword), inner @ Sexpr::List(_), ..]) if matches!(keyword.as_str(), "only" | "except" | "prefix" | "rename") => import_source(inner),
        _ => set,
    }
}

/// rustc is the only seed: the stages depend on no crate.
fn check_manifests(root: &Path, faults: &mut Vec<String>) -> Result<()> {
    for stage in ["stage0", "stage1"] {
        let manifest = std::fs::read_to_string(root.join(stage).join("Cargo.toml")).unwrap_or_default();
        if manifest.lines().any(|line| line.starts_with('[') && line.contains("dependencies")) {
            faults.push(format!("{stage}/Cargo.toml: must depend on no crate"));
        }
    }
    Ok(())
}

/// Paths and library names in code spans of the documents.
fn check_documents(root: &Path, faults: &mut Vec<String>) -> Result<()> {
    let places = [root.to_path_buf(), root.join("scheme-src"), root.join("scheme-src/lib")];
    for document in DOCUMENTS {
        let text = read_text(&root.join(document))?;
        for (number, line) in text.lines().enumerate() {
            for span in line.split('`').skip(1).step_by(2) {
                for path in named_paths(span, &places) {
                    if !places.iter().any(|place| place.join(&path).exists()) {
                        faults.push(format!("{document}:{}: there is no {path}", number + 1));
                    }
                }
            }
        }
    }
    Ok(())
}

/// What a code span names: words that are paths into the project, and library names as paths.
fn named_paths(span: &str, places: &[PathBuf]) -> Vec<String> {
    let known = |first: &str| !first.is_empty() && places.iter().any(|place| place.join(first).is_dir());
    let plain = |text: &str| text.chars().all(|c| c.is_ascii_alphanumeric() || "-./_".contains(c));
    if let Some(name) = span.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        let path = name.replace(' ', "/");
        let library = !name.contains('/') && path.contains('/') && plain(&path) && path.split('/').next().is_some_and(known) && !path.starts_with("tests");
        return if library { vec![format!("{path}.sld")] } else { Vec::new() };
    }
    let paths = span.split_whitespace().filter(|word| plain(word) && word.split_once('/').is_some_and(|(first, rest)| known(first) && !rest.is_empty()));
    paths.filter(|word| !word.starts_with("target/")).map(|word| word.trim_end_matches('/').to_string()).collect()
}

/// Every `unsafe` block or implementation has `SAFETY:` on it or close above, every unsafe function says what it asks.
fn check_unsafe(root: &Path, faults: &mut Vec<String>) -> Result<()> {
    for path in ["stage0", "stage1", "xtask", "tests"].iter().flat_map(|part| files(&root.join(part), &["rs"])) {
        let text = read_text(&path)?;
        let lines: Vec<&str> = text.lines().collect();
        for (index, line) in lines.iter().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            let quoted = code.contains('"');
            if quoted || !["unsafe {", "unsafe impl", "unsafe fn"].iter().any(|kind| code.contains(kind)) {
                continue;
            }
            let explained = lines[index.saturating_sub(12)..=index].iter().any(|near| near.contains("SAFETY:") || near.contains("# Safety"));
            if !explained {
                faults.push(format!("{}:{}: unsafe without SAFETY:", relative(root, &path), index + 1));
            }
        }
    }
    Ok(())
}

/// Every row of the primitive table is lowered by the back end and used in a test.
fn check_primitives(root: &Path, faults: &mut Vec<String>) -> Result<()> {
    let table = read_table(&root.join("scheme-src/machine/primitives.scm"), "primitive-table")?;
    let lowering = words_of(files(&root.join("scheme-src/compiler/back/lower"), &["sld"]).into_iter())?;
    let programs = ["ladder", "run"].iter().flat_map(|folder| files(&root.join("tests").join(folder), &["scm"]));
    let tests = words_of(programs)?;
    for row in table.list()? {
        let row = row.list()?;
        let name = row[0].symbol()?;
        // What a row composes of others is lowered by the expansion of the row.
        let composed = row.iter().any(|option| option.list().is_ok_and(|option| option.first() == Some(&Sexpr::Symbol("compose".into()))));
        if !composed && !lowering.contains(name) {
            faults.push(format!("primitive {name} has no lowering"));
        }
        if !tests.contains(name) {
            faults.push(format!("primitive {name} has no test"));
        }
    }
    Ok(())
}

/// A procedure that a library of the system exports, but for those that users import, is mentioned in another file or a second time in its own.
fn check_exports(root: &Path, faults: &mut Vec<String>) -> Result<()> {
    let libraries = files(&root.join("scheme-src"), &["sld"]);
    let programs = files(&root.join("scheme-src"), &["scm"]);
    let tests = files(&root.join("tests"), &["sld", "scm"]);
    let mut mentions: HashMap<String, usize> = HashMap::new();
    for path in libraries.iter().chain(&programs).chain(&tests) {
        // Some test programs are no text on purpose.
        let text = String::from_utf8_lossy(&std::fs::read(path)?).into_owned();
        text.lines().flat_map(words).for_each(|word| *mentions.entry(word.to_string()).or_default() += 1);
    }
    for path in libraries.iter().filter(|path| !path.starts_with(root.join("scheme-src/lib"))) {
        let text = read_text(path)?;
        let own: Vec<&str> = text.lines().flat_map(words).collect();
        let begin = own.iter().position(|word| *word == "begin").unwrap_or(own.len());
        for name in text.lines().filter_map(|line| words(line.strip_prefix("    (define (")?).next()) {
            // Once in the export list, once in the definition.
            let exported = own[..begin].contains(&name);
            if exported && own.iter().filter(|word| **word == name).count() == 2 && mentions.get(name) == Some(&2) {
                faults.push(format!("{}: nobody calls {name}", relative(root, path)));
            }
        }
    }
    Ok(())
}

/// Each folder of `scheme-src` that holds libraries is named in `ARCHITECTURE.md`, itself or one above it that is no layer's root.
fn check_folders(root: &Path, faults: &mut Vec<String>) -> Result<()> {
    let text = read_text(&root.join("ARCHITECTURE.md"))?;
    let folders: BTreeSet<PathBuf> = files(&root.join("scheme-src"), &["sld", "scm"]).iter().filter_map(|path| path.parent().map(Path::to_path_buf)).collect();
    for folder in folders {
        let shown = relative(root, &folder);
        let named = |name: &str| text.contains(&format!("`{name}`")) || text.contains(&format!("`{name}/"));
        let short = shown.trim_start_matches("scheme-src/");
        let above = short.rsplit_once('/').map(|(above, _)| above).filter(|_| short.starts_with("lib/"));
        if ![Some(shown.as_str()), Some(short), above].into_iter().flatten().any(|name| named(name) || named(&format!("scheme-src/{name}"))) {
            faults.push(format!("ARCHITECTURE.md: says nothing of {shown}"));
        }
    }
    Ok(())
}

/// The words of Scheme files.
fn words_of(paths: impl Iterator<Item = PathBuf>) -> Result<HashSet<String>> {
    let mut found = HashSet::new();
    for path in paths {
        found.extend(read_text(&path)?.lines().flat_map(words).map(str::to_string));
    }
    Ok(found)
}

/// The words of a line of Scheme: maximal runs of characters that are not delimiters, quotes taken off.
fn words(line: &str) -> impl Iterator<Item = &str> {
    let code = line.split(';').next().unwrap_or_default();
    code.split(|c: char| c.is_whitespace() || "()[]'`,@\"".contains(c)).filter(|word| !word.is_empty())
}

/// Words that say that something is unfinished or belongs to one machine. They are put together here, so that this file does not hold them.
fn check_words(root: &Path, faults: &mut Vec<String>) -> Result<()> {
    let checkout = root.parent().filter(|parent| parent.components().count() > 1).map(|parent| format!("{}/", parent.display()));
    let mut words: Vec<String> =
        [["TO", "DO"], ["FIX", "ME"], ["to", "do!("], ["unimplemented", "!("], ["for", " now"], ["not yet ", "implemented"]].map(|parts| parts.concat()).into();
    words.extend(checkout);
    for path in files(root, &["rs", "sld", "scm", "md", "toml"]) {
        // Some test programs are no text on purpose.
        let bytes = std::fs::read(&path)?;
        let text = String::from_utf8_lossy(&bytes);
        for (number, line) in text.lines().enumerate() {
            for word in words.iter().filter(|word| line.contains(word.as_str())) {
                faults.push(format!("{}:{}: {word}", relative(root, &path), number + 1));
            }
        }
    }
    Ok(())
}
