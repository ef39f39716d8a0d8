//! The colours of clause numbers and of allowing comments: the tree-sitter queries against the
//! corpus in `grammars/tree-sitter-shishin/test/highlight`, which the extension for Visual
//! Studio Code holds its own grammar against. Its files are in the format of
//! vscode-tmgrammar-test: below a line of Markdown, lines that begin with `%` say which of its
//! columns (in UTF-16 code units) have which scope, and with `-` which have it not.

use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use shishin::grammar;
use tree_sitter::{Node, Query, QueryCursor, StreamingIterator, Tree};
use tree_sitter_md::{INLINE_LANGUAGE, LANGUAGE, MarkdownParser};

/// A TextMate scope, and the capture of the queries that stands for the same.
const SCOPES: [(&str, &str); 9] = [
    ("entity.name.namespace.shishin", "module"),
    ("constant.numeric.shishin", "number"),
    ("constant.other.shishin", "constant"),
    ("entity.name.label.shishin", "label"),
    ("keyword.operator.shishin", "operator"),
    ("keyword.other.shishin", "keyword"),
    ("keyword.control.directive.shishin", "keyword.directive"),
    ("invalid.illegal.shishin", "error"),
    ("string.unquoted.shishin", "string"),
];

/// Columns of one line, in UTF-16 code units, and their scope.
type Span = (Range<usize>, &'static str);

/// A line of Markdown with what is expected of it.
struct Line {
    text: String,
    coloured: Vec<Span>,
    plain: Vec<Span>,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("grammars/tree-sitter-shishin")
}

fn known_scope(name: &str) -> &'static str {
    SCOPES
        .iter()
        .find(|(scope, _)| *scope == name)
        .unwrap_or_else(|| panic!("{name} is no scope of the corpus"))
        .0
}

fn read_corpus(text: &str) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for line in text.lines().skip(1) {
        let Some(assertion) = line.strip_prefix('%') else {
            lines.push(Line {
                text: line.to_owned(),
                coloured: Vec::new(),
                plain: Vec::new(),
            });
            continue;
        };
        let (columns, scopes) = pointed(assertion);
        let line = lines.last_mut().expect("an assertion stands below a line");
        match scopes.strip_prefix("- ") {
            Some(scopes) => line.plain.extend(
                scopes
                    .split_whitespace()
                    .map(|scope| (columns.clone(), known_scope(scope))),
            ),
            None => line.coloured.push((columns, known_scope(scopes))),
        }
    }
    lines
}

/// The columns that an assertion points at, and what it says of them: `  ^^^ scope` points
/// straight up, `<--- scope` at the first columns, which the `%` hides.
fn pointed(assertion: &str) -> (Range<usize>, &str) {
    let (marker, rest) = assertion
        .trim_start()
        .split_once(' ')
        .expect("an assertion names a scope");
    if let Some(columns) = marker.strip_prefix('<') {
        return (0..columns.len(), rest.trim());
    }
    let start = 1 + assertion.find('^').expect("an assertion points with ^");
    (start..start + marker.len(), rest.trim())
}

/// The texts that a query hands over to the grammar, by the nodes that they stand in.
fn injected<'tree>(query: &Query, tree: &'tree Tree, text: &str) -> Vec<Node<'tree>> {
    let mut nodes = Vec::new();
    let mut cursor = QueryCursor::new();
    let mut matches = cursor.matches(query, tree.root_node(), text.as_bytes());
    while let Some(found) = matches.next() {
        let settings = query.property_settings(found.pattern_index);
        assert!(
            settings
                .iter()
                .any(|setting| &*setting.key == "injection.language"
                    && setting.value.as_deref() == Some("shishin"))
        );
        nodes.extend(found.captures().iter().map(|capture| capture.node));
    }
    nodes
}

/// The scopes of a document, by byte ranges.
fn highlights(text: &str) -> Vec<(Range<usize>, &'static str)> {
    let query = |language, path: &str| {
        let source = fs::read_to_string(folder().join("queries").join(path)).unwrap();
        Query::new(&language, &source).unwrap()
    };
    let block = query(LANGUAGE.into(), "injections/markdown.scm");
    let inline = query(INLINE_LANGUAGE.into(), "injections/markdown_inline.scm");
    let colours = query(grammar::language(), "highlights.scm");

    let tree = MarkdownParser::default()
        .parse(text.as_bytes(), None)
        .unwrap();
    let mut nodes = injected(&block, tree.block_tree(), text);
    for inline_tree in tree.inline_trees() {
        nodes.extend(injected(&inline, inline_tree, text));
    }
    let mut found = Vec::new();
    for node in nodes {
        let part = &text[node.byte_range()];
        let tree = grammar::parse(part).unwrap();
        let mut cursor = QueryCursor::new();
        let mut captures = cursor.captures(&colours, tree.root_node(), part.as_bytes());
        while let Some((matched, index)) = captures.next() {
            let capture = matched.captures()[*index];
            let name = colours.capture_names()[capture.index as usize];
            let scope = SCOPES
                .iter()
                .find(|(_, capture)| *capture == name)
                .unwrap_or_else(|| panic!("@{name} has no scope"))
                .0;
            let range = capture.node.byte_range();
            // Spaces around a word have no colour that one could see.
            let word = &part[range.clone()];
            let lead = word.len() - word.trim_start().len();
            let start = node.start_byte() + range.start + lead;
            found.push((start..start + word.trim().len(), scope));
        }
    }
    found.sort_by_key(|(range, _)| range.start);
    found
}

/// The corpus again, with the colours that the queries give.
fn recoloured(corpus: &str) -> String {
    let lines = read_corpus(corpus);
    let texts: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
    let document = texts.join("\n") + "\n";
    let found = highlights(&document);
    let mut written = corpus.lines().next().unwrap_or_default().to_owned() + "\n";
    let mut start = 0;
    for line in &lines {
        let bytes = start..start + line.text.len();
        start = bytes.end + 1;
        let column = |byte: usize| document[bytes.start..byte].encode_utf16().count();
        let coloured: Vec<Span> = found
            .iter()
            .filter(|(range, _)| bytes.contains(&range.start))
            .map(|(range, scope)| (column(range.start)..column(range.end), *scope))
            .collect();
        for (columns, scope) in &line.plain {
            assert!(
                !coloured.iter().any(|(range, other)| other == scope
                    && range.start < columns.end
                    && columns.start < range.end),
                "{scope} is seen in {}",
                line.text
            );
        }
        written += &format!("{}\n{}", line.text, drawn(&coloured, ""));
        written += &drawn(&line.plain, "- ");
    }
    written
}

#[test]
fn the_queries_colour_the_corpus_as_written() {
    let mut asserted = 0;
    for entry in fs::read_dir(folder().join("test/highlight")).unwrap() {
        let path = entry.unwrap().path();
        let corpus = fs::read_to_string(&path).unwrap();
        let seen = recoloured(&corpus);
        if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
            fs::write(&path, &seen).unwrap();
        } else {
            assert!(
                corpus == seen,
                "{}: the queries give\n{seen}",
                path.display()
            );
        }
        asserted += seen.lines().filter(|line| line.starts_with('%')).count();
    }
    assert!(asserted >= 40, "only {asserted} colours are asserted");
}

/// The lines that a corpus has for these spans.
fn drawn(spans: &[Span], not: &str) -> String {
    spans
        .iter()
        .map(|(columns, scope)| {
            let carets = "^".repeat(columns.len());
            match columns.start {
                0 => format!("%<{} {not}{scope}\n", "-".repeat(columns.len())),
                start => format!("%{}{carets} {not}{scope}\n", " ".repeat(start - 1)),
            }
        })
        .collect()
}

#[test]
fn neovim_has_the_same_queries() {
    let neovim = Path::new(env!("CARGO_MANIFEST_DIR")).join("editors/nvim/queries");
    for (ours, theirs, extends) in [
        ("highlights.scm", "shishin/highlights.scm", false),
        ("injections/markdown.scm", "markdown/injections.scm", true),
        (
            "injections/markdown_inline.scm",
            "markdown_inline/injections.scm",
            true,
        ),
    ] {
        let ours = fs::read_to_string(folder().join("queries").join(ours)).unwrap();
        let theirs_text = fs::read_to_string(neovim.join(theirs)).unwrap();
        let expected = if extends {
            format!("; extends\n\n{ours}")
        } else {
            ours
        };
        assert_eq!(theirs_text, expected, "editors/nvim/queries/{theirs}");
    }
}

/// The recipes for editors that the tests cannot drive are at least what their formats say.
#[test]
fn recipes_are_readable() {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("editors/README.md"))
        .unwrap();
    let blocks = |language: &str| -> Vec<String> {
        page.split(&format!("```{language}\n"))
            .skip(1)
            .map(|rest| rest.split("\n```").next().unwrap_or_default().to_owned())
            .collect()
    };
    let helix: toml::Table = blocks("toml")[0].parse().unwrap();
    assert_eq!(
        helix["language-server"]["shishin"]["args"][0].as_str(),
        Some("server")
    );
    assert_eq!(
        helix["language"][0]["language-servers"][0].as_str(),
        Some("shishin")
    );
    let zed: toml::Table = blocks("toml")[1].parse().unwrap();
    assert_eq!(
        zed["language_servers"]["shishin"]["languages"][0].as_str(),
        Some("Markdown")
    );
    let settings: serde_json::Value = serde_json::from_str(&blocks("json")[0]).unwrap();
    assert_eq!(
        settings["languages"]["Markdown"]["language_servers"][0],
        "shishin"
    );
}
