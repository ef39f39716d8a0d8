//! Tasks that belong to the project and not to the program.
//!
//! `cargo run -p xtask -- grammar` writes the C parser of `grammars/tree-sitter-shishin`
//! from its `grammar.js`; `-- grammar --check` writes nothing and fails when the parser
//! that is checked in is not the one that the grammar gives. Both evaluate `grammar.js`
//! with `node`. Building the program needs neither this nor `node`.

#![allow(
    clippy::disallowed_methods,
    reason = "the layers of the program are not those of its tasks"
)]

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use tree_sitter_generate::{OptLevel, generate_parser_in_directory};

/// The version of the parser's table format; 15 is what tree-sitter 0.27 and the editors of
/// this year read.
const ABI_VERSION: usize = 15;

/// Everything that is generated, below the grammar's `src`.
const GENERATED: [&str; 6] = [
    "grammar.json",
    "node-types.json",
    "parser.c",
    "tree_sitter/alloc.h",
    "tree_sitter/array.h",
    "tree_sitter/parser.h",
];

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["grammar"] => generate(&grammar_folder().join("src")),
        ["grammar", "--check"] => check(),
        _ => bail!("usage: cargo run -p xtask -- grammar [--check]"),
    }
}

fn grammar_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../grammars/tree-sitter-shishin")
}

fn generate(target: &Path) -> Result<()> {
    let mut diagnostics = Vec::new();
    generate_parser_in_directory(
        grammar_folder(),
        Some(target),
        None::<PathBuf>,
        ABI_VERSION,
        None,
        None,
        true,
        OptLevel::default(),
        &mut diagnostics,
    )
    .context("grammar.js gives no parser")?;
    for diagnostic in diagnostics {
        eprintln!("{diagnostic}");
    }
    Ok(())
}

fn check() -> Result<()> {
    let fresh = std::env::temp_dir().join(format!("shishin-grammar-{}", std::process::id()));
    let outcome = generate(&fresh).and_then(|()| compare(&fresh));
    fs::remove_dir_all(&fresh).ok();
    outcome
}

fn compare(fresh: &Path) -> Result<()> {
    for name in GENERATED {
        let expected =
            fs::read(fresh.join(name)).with_context(|| format!("{name} was not generated"))?;
        let kept = fs::read(grammar_folder().join("src").join(name)).unwrap_or_default();
        if kept != expected {
            bail!("src/{name} is not what grammar.js gives; run `cargo run -p xtask -- grammar`");
        }
    }
    Ok(())
}
