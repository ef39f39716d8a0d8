//! The grammar's corpus (`grammars/tree-sitter-shishin/test/corpus`), in the file format of
//! the tree-sitter tools, and its queries.

use std::fs;
use std::path::Path;

use shishin::grammar;
use tree_sitter::Query;

/// A case of a corpus file: its name, the text, and the expected tree.
struct Case<'a> {
    name: &'a str,
    text: &'a str,
    tree: String,
}

/// Cases look like `===`, name, `===`, text, `---`, tree.
fn cases(corpus: &str) -> Vec<Case<'_>> {
    let mut sections = corpus.split("==================\n").skip(1);
    let mut cases = Vec::new();
    while let (Some(name), Some(body)) = (sections.next(), sections.next()) {
        let (text, tree) = body
            .split_once("\n---\n")
            .expect("a case has a text and a tree");
        cases.push(Case {
            name: name.trim(),
            text,
            tree: one_line(tree),
        });
    }
    cases
}

fn one_line(tree: &str) -> String {
    tree.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .replace(" )", ")")
}

#[test]
fn the_corpus_parses_as_written() {
    let folder =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("grammars/tree-sitter-shishin/test/corpus");
    let mut count = 0;
    for file in fs::read_dir(folder).unwrap() {
        let corpus = fs::read_to_string(file.unwrap().path()).unwrap();
        for case in cases(&corpus) {
            let tree = grammar::parse(case.text).unwrap();
            assert_eq!(
                tree.root_node().to_sexp(),
                case.tree,
                "{}: {}",
                case.name,
                case.text
            );
            count += 1;
        }
    }
    assert!(count >= 17, "only {count} cases were found");
}

#[test]
fn the_highlight_query_fits_the_grammar() {
    Query::new(&grammar::language(), grammar::HIGHLIGHTS).unwrap();
}
