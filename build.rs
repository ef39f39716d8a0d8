//! Compiles the generated C parser of `grammars/tree-sitter-shishin`.

#![allow(
    clippy::disallowed_methods,
    reason = "a build script asks cargo by the environment"
)]

use std::path::Path;

fn main() {
    let source = Path::new("grammars/tree-sitter-shishin/src");
    let parser = source.join("parser.c");
    println!("cargo:rerun-if-changed={}", parser.display());
    println!("cargo:rerun-if-changed=build.rs");
    let mut build = cc::Build::new();
    build
        .std("c11")
        .include(source)
        .file(&parser)
        .warnings(false);
    if std::env::var("CARGO_CFG_TARGET_ENV").is_ok_and(|environment| environment == "msvc") {
        build.flag("-utf-8");
    }
    build.compile("tree-sitter-shishin");
}
