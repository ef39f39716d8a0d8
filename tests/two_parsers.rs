//! The two Markdown parsers held against each other.
//!
//! Meaning comes from pulldown-cmark, what an editor shows comes from tree-sitter-md. Where
//! they differ, a document is coloured or folded in another way than it is understood. The
//! differences that are known stand below with their reasons; the test fails when one of
//! them disappears and when a new one turns up.

use shishin::markdown::{BlockKind, Markdown};
use shishin::text::{Encoding, LineIndex};
use tree_sitter::{Node, Parser};

/// Documents on which both parsers agree about headings, fences, lists and tables.
const ALIKE: &[&str] = &[
    "",
    "本文だけの文書。\n",
    "# 一\n\n## 二\n\n### 三 ###\n\n#### 四\n##### 五\n###### 六\n",
    "#番号なし\n\n####### 七つ\n",
    "題\n==\n\n副題\n---\n\n本文\n",
    "二行の\n題\n===\n",
    "---\na: 1\n---\n\n# 題\n",
    "# `コード`と**強調**\n",
    "## \n\n本文\n",
    "- 一\n- 二\n- 三\n",
    "- 一\n  - 子\n    - 孫\n- 二\n",
    "- 一\n\n  段落\n\n- 二\n",
    "1. 一\n2. 二\n   1. 子\n",
    "1) 一\n2) 二\n",
    "* 一\n+ 二\n- 三\n",
    "- [ ] 未\n- [x] 済\n",
    "本文\n- 項目\n",
    "本文\n1. 項目\n",
    "> 引用\n> - 項目\n>   - 子\n",
    "> # 題\n>\n> 本文\n",
    "- > 引用\n- # 題\n",
    "```\nコード\n```\n",
    "~~~yaml\na: 1\n~~~\n",
    "````\n```\n内\n```\n````\n",
    "```\n閉じない\n",
    "- 項目\n\n  ```\n  コード\n  ```\n",
    "> ```\n> コード\n> ```\n",
    "    # 字下げ\n    - コード\n",
    "```\n# 題ではない\n- 項目ではない\n| a |\n|---|\n```\n",
    "| 項番 | 状況 |\n|---|---|\n| 実 1 | 済 |\n| 実 2 | 未 |\n",
    "項番 | 状況\n--- | ---\n実 1 | 済\n",
    "| 項番 | 状況 |\n|:---|---:|\n| 実 1 | 一<br>二 |\n| 実 2 | `a\\|b` |\n| 実 3 | a\\|b |\n",
    "前の段落\n\n| 項番 |\n|---|\n| 実 1 |\n\n後の段落\n",
    "| 項番 |\n|---|\n| 実 1 |\n# 題\n",
    "> | 項番 |\n> |---|\n> | 実 1 |\n",
    "| 列 | 数 |\n|---|\n| 合わない |\n",
    "| 項番 | 状況 |\n|---|---|\n",
    "***\n\n---\n\n___\n",
    "<!-- 注 -->\n\n# 題\n",
    "<!-- # 題ではない\n\n- 項目ではない -->\n\n本文\n",
    "<div>\n\n# 題\n\n</div>\n",
    "[鍵]: a.md \"題\"\n\n# 題\n",
    "本文\n# 題\n本文\n",
    "# 題\r\n\r\n- 項目\r\n  - 子\r\n",
    "- 一\r- 二\r",
    "| 項番 | 状況 |\n|---|---|\n| 実 1 |  |\n| 実 2 | |\n",
    "| 項番 | 状況 |\n|---|---|\n|  | 済 |\n",
    "| 項番 | 状況 | 備考 |\n|---|---|---|\n| 実 1 | | |\n| 実 2 | 済 |  |\n\n# 次の題\n",
    "|  | 状況 |\n|---|---|\n| 実 1 | 済 |\n",
    "| 項番 | 状況 |\n|---|---|\n| 実 1 | 済\n| 実 2\n",
    "| 項番 | 状況 |\r\n|---|---|\r\n| 実 1 |  |\r\n",
    "| 項番 | 状況 |\n|---|---|\n| 実 1 | <!-- 注 --> |\n",
    "本文\n| 項番 |\n|---|\n| 実 1 |\n",
    "- | 項番 |\n  |---|\n  | 実 1 |\n",
    "| 項番 |\n|---|\n| 実 1 |\n- 項目\n",
    "\u{feff}---\na: 1\n---\n# 題\n",
    "<script>\n# x\n</script>\n# 題\n",
    "- 題\n  ---\n",
    "\\# 題ではない\n\\- 項目ではない\n",
];

/// Documents on which the parsers differ, and why.
const DIFFERENT: &[(&str, &str)] = &[
    (
        "| 項番 | 状況 |\n|---|---|\n| 実 1 |  |\n| | 済 |\n|  |  |\n",
        "three rows with empty cells in different places are errors for the grammar",
    ),
    (
        "| 項番 | 状況 |\n|---|---|\n|| 済 |\n",
        "two pipes side by side are an error for the grammar, and the cell is lost",
    ),
    (
        "| 項番 | 状況 | 備考 |\n|---|---|---|\n| 実 1 ||  |\n",
        "two pipes side by side are an error for the grammar",
    ),
    (
        "| 項番 | 状況 |\n|---|---|\n|||  \n\n# 次の題\n",
        "white space behind a row of bare pipes: the next heading becomes a cell",
    ),
    (
        "| 項番 | 状況 |\n|---|---|\n| 実 1 | 済 | 余分 |\n",
        "cells beyond the heading's are dropped for the meaning, and shown by the grammar",
    ),
    (
        "| 項番 | 状況 |\n|---|---|\n| 実 1 | \u{3000} |\n",
        "an ideographic space is the text of a cell in CommonMark, white space for the grammar",
    ),
    (
        "<!DOCTYPE html>\n\n# 題\n\n- 項目\n",
        "a declaration swallows the rest of the document in the grammar",
    ),
    (
        "本文\n2. 項目\n",
        "only a list that begins with 1 can interrupt a paragraph",
    ),
    (
        "本文[^1]\n\n[^1]: 注\n    - 項目\n",
        "the grammar does not know footnotes",
    ),
    (
        "本文[^1]\n\n[^1]: # 題\n",
        "the grammar does not know footnotes",
    ),
    (
        "本文[^1]\n\n[^1]: 注\n\n    ```\n    x\n    ```\n",
        "the grammar does not know footnotes",
    ),
];

#[test]
fn the_parsers_differ_only_where_it_is_known() {
    let differ = |text: &str| meaning(text) != syntax(text);
    let mut surprises = Vec::new();
    for text in ALIKE.iter().filter(|text| differ(text)) {
        surprises.push(format!("a new difference{}", report(text)));
    }
    for (text, reason) in DIFFERENT.iter().filter(|(text, _)| !differ(text)) {
        surprises.push(format!("no longer a difference ({reason}){}", report(text)));
    }
    assert!(surprises.is_empty(), "{}", surprises.join("\n\n"));
}

fn report(text: &str) -> String {
    format!(
        ": {text:?}\n  meaning {:?}\n  syntax  {:?}",
        meaning(text),
        syntax(text)
    )
}

/// What pulldown-cmark sees: one line for each heading, fence, list item and table row.
fn meaning(text: &str) -> Vec<String> {
    let mut outline = Outline::new(text);
    let markdown = Markdown::parse(text);
    for block in &markdown.blocks {
        let start = block.range.start;
        match &block.kind {
            BlockKind::Heading { level } => outline.add(start, format!("heading {level}")),
            BlockKind::ListItem { depth, .. } => outline.add(start, format!("item {depth}")),
            BlockKind::Code if text[start..].starts_with(['`', '~']) => {
                outline.add(start, "fence".to_owned());
            }
            BlockKind::Table(table) => {
                for row in std::iter::once(&table.header).chain(&table.rows) {
                    let cells = row.cells.iter().map(|cell| &text[cell.range.clone()]);
                    outline.add_row(row.range.start, cells.collect());
                }
            }
            _ => {}
        }
    }
    outline.lines
}

/// What tree-sitter-md sees, in the same words.
fn syntax(text: &str) -> Vec<String> {
    let mut parser = Parser::new();
    parser
        .set_language(&tree_sitter_md::LANGUAGE.into())
        .expect("the grammar fits the library");
    let tree = parser
        .parse(text, None)
        .expect("nothing cancels the parser");
    let mut outline = Outline::new(text);
    outline.add_node(tree.root_node(), 0);
    outline.lines
}

struct Outline<'a> {
    text: &'a str,
    index: LineIndex,
    lines: Vec<String>,
}

impl<'a> Outline<'a> {
    fn new(text: &'a str) -> Outline<'a> {
        Outline {
            text,
            index: LineIndex::new(text),
            lines: Vec::new(),
        }
    }

    fn add(&mut self, start: usize, what: String) {
        let line = self.index.position(self.text, start, Encoding::Utf8).line;
        self.lines.push(format!("{line}: {what}"));
    }

    /// Adds a table row. Empty cells at its end do not count: one parser fills them up to
    /// the table's width, the other does not.
    fn add_row(&mut self, start: usize, mut cells: Vec<&str>) {
        while cells.last().is_some_and(|cell| cell.is_empty()) {
            cells.pop();
        }
        self.add(start, format!("row {}", cells.join(" / ")));
    }

    fn add_node(&mut self, node: Node<'_>, items: usize) {
        let mut cursor = node.walk();
        let children: Vec<Node<'_>> = node.named_children(&mut cursor).collect();
        let level = |prefix: &str| {
            let marker = children
                .iter()
                .find_map(|child| child.kind().strip_prefix(prefix));
            marker.and_then(|rest| rest.chars().next()).unwrap_or('?')
        };
        let start = node.start_byte();
        match node.kind() {
            "atx_heading" => self.add(start, format!("heading {}", level("atx_h"))),
            "setext_heading" => self.add(start, format!("heading {}", level("setext_h"))),
            "list_item" => self.add(start, format!("item {}", items + 1)),
            "fenced_code_block" => self.add(start, "fence".to_owned()),
            "pipe_table_header" | "pipe_table_row" => {
                let cells = children
                    .iter()
                    .filter(|child| child.kind() == "pipe_table_cell");
                let written = cells.map(|cell| self.text[cell.byte_range()].trim());
                let written = written.collect();
                self.add_row(start, written);
            }
            "ERROR" => self.add(start, "error".to_owned()),
            _ => {}
        }
        let items = items + usize::from(node.kind() == "list_item");
        for child in children {
            self.add_node(child, items);
        }
    }
}
