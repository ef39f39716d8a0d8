//! What the Markdown layer makes of documents: blocks, cells and prose, right to the byte.

use std::ops::Range;

use proptest::prelude::*;
use shishin::markdown::{Block, BlockKind, Markdown, Prose, Row, SegmentKind, Table, TableForm};

/// Blocks as a person would note them down: kind, depths, source, prose.
fn outline(text: &str) -> Vec<String> {
    let markdown = Markdown::parse(text);
    markdown
        .blocks
        .iter()
        .map(|block| {
            let kind = match &block.kind {
                BlockKind::Heading { level } => format!("h{level}"),
                BlockKind::Paragraph => "p".to_owned(),
                BlockKind::ListItem {
                    depth,
                    ordinal,
                    task,
                } => {
                    let ordinal = ordinal
                        .map(|number| format!(" {number}."))
                        .unwrap_or_default();
                    let task = task.map(|done| if done { " done" } else { " open" });
                    format!("item{depth}{ordinal}{}", task.unwrap_or_default())
                }
                BlockKind::Table(table) => format!("table of {}", table.rows.len()),
                BlockKind::Code => "code".to_owned(),
                BlockKind::Html => "html".to_owned(),
                BlockKind::Rule => "rule".to_owned(),
            };
            let quote = ">".repeat(block.quote_depth.into());
            format!(
                "{quote}{kind}: {}",
                markdown.prose(block).text.replace('\n', "/")
            )
        })
        .collect()
}

fn sources(text: &str) -> Vec<&str> {
    Markdown::parse(text)
        .blocks
        .iter()
        .map(|block| &text[block.range.clone()])
        .collect()
}

fn first_table(markdown: &Markdown) -> &Table {
    markdown
        .blocks
        .iter()
        .find_map(|block| match &block.kind {
            BlockKind::Table(table) => Some(table),
            _ => None,
        })
        .expect("the text has a table")
}

/// Each body cell: its bytes and its prose.
fn cells(text: &str) -> Vec<Vec<(String, String)>> {
    let markdown = Markdown::parse(text);
    let rows = &first_table(&markdown).rows;
    rows.iter()
        .map(|row| {
            let both = |cell: &shishin::markdown::Cell| {
                (
                    text[cell.range.clone()].to_owned(),
                    markdown.cell(cell).text.to_owned(),
                )
            };
            row.cells.iter().map(both).collect()
        })
        .collect()
}

#[track_caller]
fn assert_row(row: &[(String, String)], expected: &[(&str, &str)]) {
    let row: Vec<_> = row
        .iter()
        .map(|(source, prose)| (source.as_str(), prose.as_str()))
        .collect();
    assert_eq!(row, expected);
}

const CONTROLS: &str = "\
| 項番 | 対策項目 | 対応状況 | 当社の対応 | 利用者側 |
|---|---|---|---|---|
| 実 1 | 鍵の更新 | ✅ 対応済 | 年1回更新する。<br>記録は`鍵|台帳`に残す。 | |
| 実 2 | ログ\\-保全 |  | \\- 90日保管<br/>\\- 改ざん検知 | 対象外（理由：利用者に権限がない） |
| 実 3 | A\\|B | ⚠️ | `a\\|b` と **c\\|d** |
|| <!-- 要確認 --> | &times; | [規程](docs/rule.md)第5条 | 👩‍⚕️ |
";

#[test]
fn every_cell_of_a_control_table_is_right_to_the_byte() {
    let text = CONTROLS.replace("鍵|台帳", "鍵台帳");
    let rows = cells(&text);
    assert_row(
        &rows[0],
        &[
            ("実 1", "実 1"),
            ("鍵の更新", "鍵の更新"),
            ("✅ 対応済", "✅ 対応済"),
            (
                "年1回更新する。<br>記録は`鍵台帳`に残す。",
                "年1回更新する。\n記録は鍵台帳に残す。",
            ),
            ("", ""),
        ],
    );
    assert_row(
        &rows[1],
        &[
            ("実 2", "実 2"),
            ("ログ\\-保全", "ログ-保全"),
            ("", ""),
            (
                "\\- 90日保管<br/>\\- 改ざん検知",
                "- 90日保管\n- 改ざん検知",
            ),
            (
                "対象外（理由：利用者に権限がない）",
                "対象外（理由：利用者に権限がない）",
            ),
        ],
    );
    assert_row(
        &rows[2],
        &[
            ("実 3", "実 3"),
            ("A\\|B", "A|B"),
            ("⚠️", "⚠️"),
            ("`a\\|b` と **c\\|d**", "a|b と c|d"),
            ("", ""),
        ],
    );
    assert_row(
        &rows[3],
        &[
            ("", ""),
            ("<!-- 要確認 -->", ""),
            ("&times;", "×"),
            ("[規程](docs/rule.md)第5条", "規程第5条"),
            ("👩‍⚕️", "👩‍⚕️"),
        ],
    );
}

#[test]
fn an_empty_cell_stands_where_a_writer_would_write() {
    let text = "| 項番 | 状況 | 対応 |\n|---|---|---|\n| 1 |  || \n| 2\n";
    let markdown = Markdown::parse(text);
    let table = first_table(&markdown);
    let mut filled = text.to_owned();
    let places: Vec<usize> = table
        .rows
        .iter()
        .flat_map(|row| &row.cells)
        .filter(|cell| cell.range.is_empty())
        .map(|cell| cell.range.start)
        .collect();
    for place in places.iter().rev() {
        filled.insert(*place, '未');
    }
    assert_eq!(
        filled,
        "| 項番 | 状況 | 対応 |\n|---|---|---|\n| 1 | 未 |未| \n| 2未未\n"
    );
}

#[test]
fn a_row_is_its_line() {
    let text = "> - | 項番 | 状況 |\r\n>   |---|---|\r\n>   | 1 | 済 |\r\n";
    let markdown = Markdown::parse(text);
    let table = first_table(&markdown);
    assert_eq!(&text[table.header.range.clone()], "| 項番 | 状況 |");
    assert_eq!(&text[table.rows[0].range.clone()], "| 1 | 済 |");
    let block = &markdown.blocks[1];
    assert_eq!((block.quote_depth, block.list_depth), (1, 1));
    assert_eq!(outline(text), [">item1: ", ">table of 1: "]);
}

#[test]
fn blocks_come_flat_in_the_order_of_the_text() {
    let text = "\
# 運用規程 #

第1章
---

本文。

- [x] 済
- [ ] 未
  続き
  1. 子
  3. 子二

     子二の段落

> 引用
> > 二重

```
コード
```

<!-- 注 -->

***
";
    assert_eq!(
        outline(text),
        [
            "h1: 運用規程",
            "h2: 第1章",
            "p: 本文。",
            "item1 done: 済",
            "item1 open: 未続き",
            "item2 1.: 子",
            "item2 2.: 子二",
            "p: 子二の段落",
            ">p: 引用",
            ">>p: 二重",
            "code: ",
            "html: ",
            "rule: ",
        ]
    );
}

#[test]
fn a_block_begins_with_its_marker_and_ends_before_its_line_end() {
    let text = "## 見出し ##  \r\n\r\n- 項目\r\n  続き\r\n    - [x] 子\r\n\r\n題\r\n==\r\n\r\n```\r\nx\r\n```\r\n";
    assert_eq!(
        sources(text),
        [
            "## 見出し ##",
            "- 項目\r\n  続き",
            "- [x] 子",
            "題\r\n==",
            "```\r\nx\r\n```"
        ]
    );
}

#[test]
fn an_item_without_text_is_still_an_item() {
    assert_eq!(
        sources("- \n- ```\n  x\n  ```\n  後\n"),
        ["-", "-", "```\n  x\n  ```", "後"]
    );
    assert_eq!(
        outline("- 1. 内\n- [ ]\n"),
        ["item1: ", "item2 1.: 内", "item1 open: "]
    );
}

#[test]
fn line_breaks_are_what_a_reader_sees() {
    assert_eq!(outline("日本\n語は\nabc\ndef")[0], "p: 日本語は abc def");
    assert_eq!(
        outline("一行  \n二行\\\n三行<BR />\n四行")[0],
        "p: 一行/二行/三行/四行"
    );
    assert_eq!(outline("**重要**\n（注①\n参照）")[0], "p: 重要（注①参照）");
}

#[test]
fn markup_is_no_prose() {
    assert_eq!(
        outline("*強調*と**太字**、~~取消~~、`code`。")[0],
        "p: 強調と太字、取消、code。"
    );
    assert_eq!(
        outline("注<sup>1</sup> &amp; \\*印\\* <!-- x -->")[0],
        "p: 注1 & *印*"
    );
    assert_eq!(
        outline("![構成図 *詳細*](a.png) <https://example.jp>")[0],
        "p: 構成図 詳細 https://example.jp"
    );
    assert_eq!(
        outline("義務[^1]を負う\n\n[^1]: 第5条")[..],
        ["p: 義務を負う", "p: 第5条"]
    );
}

#[test]
fn a_footnote_names_the_definition_that_holds_it() {
    let markdown = Markdown::parse("本文[^a]\n\n[^a]: 注\n\n    - 項目\n\n後\n");
    let labels: Vec<_> = markdown
        .blocks
        .iter()
        .map(|block| block.footnote.as_deref())
        .collect();
    assert_eq!(labels, [None, Some("a"), Some("a"), None]);
}

#[test]
fn comments_are_found_outside_code() {
    let text = "文 <!-- 一 --> 文 `<!-- 否 -->`\n\n<!-- 二\n--><!-- 三 -->\n<div>\n<!-- 四 --> <!--\n\n| a |\n|---|\n| <!-- 五 --> |\n\n    <!-- 否 -->\n";
    let markdown = Markdown::parse(text);
    let comments: Vec<&str> = markdown
        .comments
        .iter()
        .map(|range| &text[range.clone()])
        .collect();
    assert_eq!(
        comments,
        [
            "<!-- 一 -->",
            "<!-- 二\n-->",
            "<!-- 三 -->",
            "<!-- 四 -->",
            "<!-- 五 -->"
        ]
    );
}

#[test]
fn links_know_their_brackets_their_text_and_their_label() {
    let text = "[規**程**](a.md \"題\")、[鍵][Key]、[鍵][]、[key]、![図](b.png)、<https://c.jp>、[mic:3.2.1(2)]、[]()\n\n[KEY]: d.md#x '題'\n[鍵]: e.md\n";
    let markdown = Markdown::parse(text);
    let prose = markdown.prose(&markdown.blocks[0]);
    let links: Vec<_> = prose
        .links
        .iter()
        .map(|link| {
            let (range, inner) = (&text[link.range.clone()], &text[link.text.clone()]);
            (
                range,
                inner,
                link.destination.as_str(),
                link.label.as_deref(),
                link.image,
            )
        })
        .collect();
    assert_eq!(
        links,
        [
            ("[規**程**](a.md \"題\")", "規**程**", "a.md", None, false),
            ("[鍵][Key]", "鍵", "d.md#x", Some("Key"), false),
            ("[鍵][]", "鍵", "e.md", Some("鍵"), false),
            ("[key]", "key", "d.md#x", Some("key"), false),
            ("![図](b.png)", "図", "b.png", None, true),
            (
                "<https://c.jp>",
                "https://c.jp",
                "https://c.jp",
                None,
                false
            ),
            ("[]()", "", "", None, false),
        ]
    );
    assert!(prose.text.contains("[mic:3.2.1(2)]"));
    let definitions: Vec<_> = markdown
        .definitions
        .iter()
        .map(|one| {
            (
                one.label.as_str(),
                one.title.as_deref(),
                &text[one.range.clone()],
            )
        })
        .collect();
    assert_eq!(
        definitions,
        [
            ("KEY", Some("題"), "[KEY]: d.md#x '題'"),
            ("鍵", None, "[鍵]: e.md")
        ]
    );
}

#[test]
fn front_matter_stands_at_the_very_head() {
    let yaml = |text: &str| {
        Markdown::parse(text)
            .front_matter
            .map(|range| text[range].to_owned())
    };
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(yaml("---\na: 1\nb: 2\n---\n# 題\n"), some("a: 1\nb: 2"));
    assert_eq!(yaml("\u{feff}---\r\na: 1\r\n---\r\n# 題\r\n"), some("a: 1"));
    assert_eq!(yaml("---\n---\n"), some(""));
    assert_eq!(yaml("---\na: 1\n...\n"), some("a: 1"));
    assert_eq!(yaml("\n---\na: 1\n---\n"), None);
    assert_eq!(yaml("---\n\n本文\n\n---\n"), None);
    assert_eq!(yaml("---\na: 1\n"), None);
    assert_eq!(outline("---\na: 1\n---\n# 題\n"), ["h1: 題"]);
    assert_eq!(
        outline("# 題\n\n---\na: 1\n---\n"),
        ["h1: 題", "rule: ", "h2: a: 1"]
    );
    assert_eq!(sources("\u{feff}---\r\na: 1\r\n---\r\n# 題\r\n"), ["# 題"]);
    assert_eq!(sources("\u{feff}# 題\n"), ["# 題"]);
}

/// The source of the first occurrence of `part` in the prose of the first block.
fn source_of<'a>(text: &'a str, part: &str) -> &'a str {
    let markdown = Markdown::parse(text);
    let prose = markdown.prose(&markdown.blocks[0]);
    let start = prose.text.find(part).expect("the prose has the part");
    &text[prose.source(start..start + part.len())]
}

#[test]
fn prose_leads_back_to_its_source() {
    let text = "鍵は**年1回**、R&amp;D部が`更\n新`する\n（注）。  \n以上\\-";
    assert_eq!(source_of(text, "年1回"), "年1回");
    assert_eq!(source_of(text, "鍵は年"), "鍵は**年");
    assert_eq!(source_of(text, "&"), "&amp;");
    assert_eq!(source_of(text, "R&D"), "R&amp;D");
    assert_eq!(source_of(text, "する（注）"), "する\n（注）");
    assert_eq!(source_of(text, "。\n以"), "。  \n以");
    assert_eq!(source_of(text, "-"), "-");
    assert_eq!(source_of("a &nGg; b", "⋙"), "&nGg;");
}

#[test]
fn a_place_without_prose_is_its_cell() {
    let text = "| 項番 |\n|---|\n|  |\n";
    let markdown = Markdown::parse(text);
    let cell = &first_table(&markdown).rows[0].cells[0];
    assert_eq!(markdown.cell(cell).source(0..0), cell.range);
}

#[test]
fn code_is_told_from_text() {
    let text = "値は`AC-2`と AC-3";
    let markdown = Markdown::parse(text);
    let prose = markdown.prose(&markdown.blocks[0]);
    let place = |part: &str| {
        let start = prose.text.find(part).expect("the prose has the part");
        start..start + part.len()
    };
    assert!(prose.is_code(place("AC-2")));
    assert!(prose.is_code(place("はA")));
    assert!(!prose.is_code(place("値は")));
    assert!(!prose.is_code(place("と AC-3")));
    let end = place("AC-2").end;
    assert!(!prose.is_code(end..end));
}

#[test]
fn a_hash_follows_the_content_and_not_the_place() {
    let hashes = |text: &str| -> Vec<u64> {
        let markdown = Markdown::parse(text);
        markdown
            .blocks
            .iter()
            .map(|block| markdown.block_hash(block))
            .collect()
    };
    let block = "鍵は**年1回**更新する[規程](a.md)。";
    let alone = hashes(block)[0];
    assert_eq!(hashes(&format!("# 題\n\n前置き\n\n{block}\n"))[2], alone);
    assert_ne!(hashes(&block.replace("**", ""))[0], alone);
    assert_ne!(hashes(&block.replace('1', "2"))[0], alone);
    assert_ne!(hashes(&block.replace("a.md", "b.md"))[0], alone);
    assert_ne!(hashes(&format!("> {block}"))[0], alone);
    assert_ne!(hashes(&format!("- {block}"))[0], alone);
    // The same bytes are another content once a definition makes a link of them.
    assert_ne!(hashes("[鍵]です")[0], hashes("[鍵]です\n\n[鍵]: a.md")[0]);
}

#[test]
fn a_row_keeps_its_hash_when_rows_before_it_change() {
    let last_row = |text: &str| {
        let markdown = Markdown::parse(text);
        first_table(&markdown)
            .rows
            .last()
            .map(|row| markdown.row_hash(row))
    };
    let one = last_row("| 項番 | 状況 |\n|---|---|\n| 1 |  |\n| 2 | 済 |\n");
    assert_eq!(
        one,
        last_row("# 題\n\n| 項番 | 状況 |\n|---|---|\n| 1 | 対応中 |\n| 2 | 済 |")
    );
    assert_ne!(one, last_row("| 項番 | 状況 |\n|---|---|\n| 2 | 未 |\n"));
}

/// Whatever a text is, these hold.
fn assert_sound(text: &str) {
    let markdown = Markdown::parse(text);
    let sound =
        |range: &Range<usize>| assert!(text.get(range.clone()).is_some(), "{range:?} in {text:?}");
    let mut last = markdown.front_matter.clone().map_or(0, |range| range.end);
    markdown.front_matter.iter().for_each(sound);
    for block in &markdown.blocks {
        sound(&block.range);
        assert!(block.range.start >= last, "{block:?} overlaps in {text:?}");
        last = block.range.end;
        assert_sound_prose(text, &markdown.prose(block), &block.range);
        if let BlockKind::Table(table) = &block.kind {
            assert_sound_table(text, &markdown, block, table);
        }
    }
    assert_increasing(markdown.comments.iter().cloned());
    assert_increasing(
        markdown
            .definitions
            .iter()
            .map(|definition| definition.range.clone()),
    );
    for comment in &markdown.comments {
        assert!(
            text[comment.clone()].starts_with("<!--") && text[comment.clone()].ends_with("-->")
        );
    }
    markdown
        .definitions
        .iter()
        .for_each(|definition| sound(&definition.range));
}

fn assert_sound_table(text: &str, markdown: &Markdown, block: &Block, table: &Table) {
    let rows = || std::iter::once(&table.header).chain(&table.rows);
    assert_increasing(rows().map(|row| row.range.clone()));
    for row in rows() {
        assert_eq!(row.cells.len(), table.header.cells.len());
        assert!(block.range.start <= row.range.start && row.range.end <= block.range.end);
        assert!(
            text.get(row.range.clone())
                .is_some_and(|row| table.form != TableForm::Pipes || !row.contains(['\n', '\r']))
        );
        let in_order = match table.form {
            TableForm::Pipes => true,
            TableForm::Html => row.range != table.header.range,
            TableForm::Drawn => false,
        };
        if in_order {
            assert_increasing(row.cells.iter().map(|cell| cell.range.clone()));
        }
        for cell in &row.cells {
            assert!(text.get(cell.range.clone()).is_some());
            assert!(row.range.start <= cell.range.start && cell.range.end <= row.range.end);
            assert_sound_prose(text, &markdown.cell(cell), &cell.range);
        }
    }
}

fn assert_increasing(ranges: impl Iterator<Item = Range<usize>>) {
    let mut last = 0;
    for range in ranges {
        assert!(last <= range.start && range.start <= range.end);
        last = range.end;
    }
}

fn assert_sound_prose(text: &str, prose: &Prose, unit: &Range<usize>) {
    let mut last = 0;
    assert_increasing(prose.segments().map(|(_, segment)| segment.source()));
    for (range, segment) in prose.segments() {
        assert_eq!(range.start, last, "runs follow each other");
        last = range.end;
        assert!(
            unit.start <= segment.source().start && segment.source().end <= unit.end,
            "{segment:?} in {text:?}"
        );
        let (shown, written) = (&prose.text[range.clone()], &text[segment.source()]);
        if segment.kind == SegmentKind::Text && shown.len() == written.len() {
            assert_eq!(shown, written);
        }
    }
    assert_eq!(last, prose.text.len());
    for start in 0..=prose.text.len() {
        for end in [start, start + 1, start + 4] {
            assert!(text.get(prose.source(start..end)).is_some());
        }
    }
    for link in prose.links {
        assert!(text.get(link.range.clone()).is_some() && text.get(link.text.clone()).is_some());
        assert!(link.range.start <= link.text.start && link.text.end <= link.range.end);
    }
}

fn texts_of<'m>(markdown: &'m Markdown, row: &Row) -> Vec<&'m str> {
    let cells = row.cells.iter();
    cells.map(|cell| markdown.cell(cell).text).collect()
}

#[test]
fn a_drawn_table_is_read_to_the_byte() {
    let text = "前\n\n+--------+-----------------+\n| 項番   | 対応            |\n\
        +========+=================+\n| 3.1    | 鍵を`kms`で     |\n|        | **更新**する。  |\n\
        |        |                 |\n|        | - [台帳](k.md)  |\n+--------+-----------------+\n| 3.2    |                 |\n\
        +--------+-----------------+\n\n後\n";
    let markdown = Markdown::parse(text);
    assert_eq!(outline(text), ["p: 前", "table of 2: ", "p: 後"]);
    let table = first_table(&markdown);
    let cells = |row: &Row| texts_of(&markdown, row);
    assert_eq!(cells(&table.header), ["項番", "対応"]);
    assert_eq!(cells(&table.rows[0]), ["3.1", "鍵をkmsで更新する。\n台帳"]);
    assert_eq!(cells(&table.rows[1]), ["3.2", ""]);
    let answer = markdown.cell(&table.rows[0].cells[1]);
    let place = answer.text.find("更新").unwrap();
    assert_eq!(&text[answer.source(place..place + 6)], "更新");
    assert_eq!(answer.links[0].destination, "k.md");
    assert_eq!(&text[answer.links[0].text.clone()], "台帳");
}

#[test]
fn columns_below_dashes_are_a_table_and_a_heading_ends_them() {
    let text = "  No    What\n  ----- ------\n  3.1   keys\n  3.2\n\n------------\nNo    What\n----- ------\n\
        3.3   keys\n      again\n\n3.4   logs\n------------\n\n# end\n";
    let tables = ["table of 2: ", "table of 2: ", "h1: end"];
    assert_eq!(outline(text), tables);
    let markdown = Markdown::parse(text);
    let rows = { markdown.blocks.iter() }.filter_map(|block| match &block.kind {
        BlockKind::Table(table) => Some(&table.rows),
        _ => None,
    });
    let rows = rows.flatten().map(|row| {
        let cells = { row.cells.iter() }.map(|cell| markdown.cell(cell).text);
        cells.collect::<Vec<_>>().join("|")
    });
    let rows: Vec<String> = rows.collect();
    assert_eq!(rows, ["3.1|keys", "3.2|", "3.3|keys again", "3.4|logs"]);
    for text in [
        "words\n\n- - -\n\nwords\n",
        "No    What\n----- ------\n3.1   keys\n# end\n",
        "    No    What\n    ----- ------\n    3.1   keys\n",
        "> +---+\n> | a |\n> +---+\n",
    ] {
        assert!(
            !outline(text).iter().any(|block| block.contains("table")),
            "{text}"
        );
    }
}

#[test]
fn a_table_in_html_is_read_to_the_byte() {
    let text = "前\n\n<table>\n<tr><th>項番<th>対応</tr>\n<tr><td rowspan=2>3.1</td>\n\
        <td><p>鍵を\n  更新する。</p><ul><li>R&amp;D も</ul></td></tr>\n\
        <tr><td><a href=\"kagi.md\">台帳</a></td></tr>\n</table>\n\n後\n";
    let markdown = Markdown::parse(text);
    assert_eq!(outline(text), ["p: 前", "table of 2: ", "p: 後"]);
    let table = first_table(&markdown);
    let cells = |row: &Row| texts_of(&markdown, row);
    assert_eq!(cells(&table.header), ["項番", "対応"]);
    assert_eq!(cells(&table.rows[0]), ["3.1", "鍵を更新する。\nR&D も"]);
    assert_eq!(cells(&table.rows[1]), ["", "台帳"]);
    assert!(table.rows[1].cells[0].merged);
    let answer = markdown.cell(&table.rows[0].cells[1]);
    let place = answer.text.find("更新").unwrap();
    assert_eq!(&text[answer.source(place..place + "更新".len())], "更新");
    let link = &markdown.cell(&table.rows[1].cells[1]).links[0];
    assert_eq!(&text[link.range.clone()], "<a href=\"kagi.md\">台帳</a>");
    assert_eq!(&text[link.text.clone()], "台帳");
    assert_eq!(link.destination, "kagi.md");
}

/// Texts that are made of what Markdown is made of.
fn markdownish() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "鍵",
        "更新",
        "a",
        "R&D",
        " ",
        "  ",
        "    ",
        "\t",
        "\n",
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        "# ",
        "## ",
        "- ",
        "1. ",
        "> ",
        "| ",
        "|",
        "|---|---|\n",
        "\n|a|b|\n|-|-|\n",
        "\n\n+---+---+\n| 鍵 | `b` |\n+===+===+\n| [a](b) | c |\n|   | - d |\n+---+---+\n\n",
        "+---+",
        "\n\n  鍵     b\n  ------ ---\n  更新   d\n\n",
        "\n\n---------\n a    b\n ---- ---\n c    d\n e\n\n f    g\n---------\n\n",
        "---- ---\n",
        "`",
        "``",
        "*",
        "**",
        "~~",
        "_",
        "\\",
        "\\|",
        "\\-",
        "<br>",
        "\n\n<table>",
        "</table>\n",
        "<tr>",
        "<thead>",
        "</thead>",
        "<td>",
        "<th colspan=2>",
        "<td rowspan='2'>",
        "</td>",
        "<li>",
        "<a href=\"a.md\">",
        "</a>",
        "<!-- ",
        " -->",
        "<!--",
        "-->",
        "[",
        "]",
        "(",
        ")",
        "![",
        "[^1]",
        "[^1]: ",
        "[^A]",
        "\n[^a]: ",
        "\n\n[^b c]:\n",
        "[a]: b\n",
        "[a]",
        "[]",
        "&amp;",
        "&nGg;",
        "&#0;",
        "---\n",
        "===\n",
        "```\n",
        "<div>",
        "<https://a.jp>",
        "[ ] ",
        "[x] ",
        "🔑",
        "か\u{3099}",
        "\0",
        "\u{2028}",
        "\u{feff}",
        "　",
        "<sup>",
        "</sup>",
        "$",
        ":",
        "!",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn any_text_gives_sound_blocks(text in markdownish()) {
        assert_sound(&text);
    }

    #[test]
    fn a_document_that_moves_keeps_its_blocks(text in markdownish()) {
        let before = Markdown::parse(&format!("\n\n{text}"));
        let after = Markdown::parse(&format!("前\n\n\n{text}"));
        let hashes = |markdown: &Markdown, skipped: usize| -> Vec<u64> {
            markdown.blocks.iter().skip(skipped).map(|block| markdown.block_hash(block)).collect()
        };
        prop_assert_eq!(hashes(&before, 0), hashes(&after, 1));
    }

    #[test]
    fn an_edited_text_is_parsed_as_a_new_one(
        sections in prop::collection::vec((heading(), markdownish()), 0..6),
        edits in prop::collection::vec(
            (any::<prop::sample::Index>(), 0_usize..20, prop_oneof![heading(), markdownish()]),
            1..6,
        ),
        defines in 0..10,
    ) {
        // A definition of a link can change all of a text, which is then parsed as a whole.
        let allowed = |text: String| match defines {
            0 | 1 => text,
            2..5 => text.replace("[a]:", "[a];"),
            _ => text.replace("]:", "];"),
        };
        let sections = sections.iter().map(|(heading, body)| format!("{heading}{body}"));
        let mut text = allowed(sections.collect());
        let mut markdown = Markdown::parse(&text);
        for (at, removed, put) in edits {
            let before = text.clone();
            let start = text.floor_char_boundary(at.index(text.len() + 1));
            let end = text.floor_char_boundary(start + removed).max(start);
            text.replace_range(start..end, &allowed(put));
            markdown.edit(&before, &text);
            prop_assert_eq!(&markdown, &Markdown::parse(&text));
        }
    }
}

/// A carriage return alone ends a line, of tables that are drawn too: a heading behind one closes them.
#[test]
fn an_edit_in_a_drawn_table_with_a_heading_behind_a_carriage_return() {
    let table = "---------\n a    b\n ---- ---\n c    d\n e\n\n f    g\n---------\n";
    let plain = format!("# 一\n\n{table}\n\n{table}");
    for first in 0..plain.len() {
        let Some((start, rest)) = plain.split_at_checked(first) else {
            continue;
        };
        let before = format!("{start}\r# {rest}");
        let markdown = Markdown::parse(&before);
        for second in before.char_indices().map(|(at, _)| at) {
            let (start, rest) = before.split_at(second);
            let text = format!("{start}\n## 二\n{rest}");
            let mut edited = markdown.clone();
            edited.edit(&before, &text);
            assert_eq!(edited, Markdown::parse(&text), "{text:?}");
        }
    }
}

/// A second row of headings may be longer than the first.
#[test]
fn an_edit_behind_a_heading_of_one_cell_above_several() {
    let table = "<table><thead><tr><th>対応</th></tr><tr><th>項番</th><th>状況</th></tr></thead><tr><td>4.2</td><td>済</td></tr></table>\n";
    let before = format!("# 一\n\n{table}\n# 二\n\n記録を残す。\n");
    let markdown = Markdown::parse(&before);
    let BlockKind::Table(read) = &markdown.blocks[1].kind else {
        panic!("{markdown:?}");
    };
    let headings: Vec<&str> = { read.header.cells.iter() }
        .map(|cell| markdown.cell(cell).text)
        .collect();
    assert_eq!(headings, ["項番", "状況"]);
    let text = before.replace("4.2", "4.3");
    let mut edited = markdown.clone();
    edited.edit(&before, &text);
    assert_eq!(edited, Markdown::parse(&text));
}

#[test]
fn an_edit_between_two_headings_is_read_by_itself_with_links_that_are_defined_elsewhere() {
    let before = "# 一\n\n[点検票]に書く。\n\n# 二\n\n[点検票]を残す。\n\n# 付録\n\n[点検票]: evidence/a.md\n";
    let text = before.replace("残す。", "[点検票]の棚に残す。");
    let mut markdown = Markdown::parse(before);
    let change = markdown.edit(before, &text).expect("a part of it is read");
    assert_eq!(
        &text[change.new_range()],
        "# 二\n\n[点検票]を[点検票]の棚に残す。\n\n"
    );
    assert_eq!(markdown, Markdown::parse(&text));

    // What is defined anew can change all of the text.
    let defined = text.replace("残す。", "残す。\n\n[棚]: shelf.md\n");
    assert_eq!(markdown.edit(&text, &defined), None);
    assert_eq!(markdown, Markdown::parse(&defined));
}

#[test]
fn an_edit_between_two_headings_is_read_by_itself_with_footnotes_here_and_elsewhere() {
    let before = "# 一\n\n期限[^期限]は別に定める。\n\n# 二\n\n写し[^1]を残す[^期限]。\n\n[^1]: 紙の写し。\n\n# 付録\n\n[^期限]: 契約書第5条。\n";
    let text = before
        .replace("残す", "[^1]3年間残す")
        .replace("紙の", "紙か電子の");
    let mut markdown = Markdown::parse(before);
    let change = markdown.edit(before, &text).expect("a part of it is read");
    assert_eq!(
        &text[change.new_range()],
        "# 二\n\n写し[^1]を[^1]3年間残す[^期限]。\n\n[^1]: 紙か電子の写し。\n\n"
    );
    assert_eq!(markdown, Markdown::parse(&text));
    // In the appendix, where one of them is defined, as well.
    let mended = text.replace("第5条", "第6条");
    let change = markdown.edit(&text, &mended);
    assert_eq!(change, None, "nothing closes what stands last");
    assert_eq!(markdown, Markdown::parse(&mended));

    // A footnote that comes or goes can change all of the text.
    let undefined = mended.replace("[^1]: ", "");
    assert_eq!(markdown.edit(&mended, &undefined), None);
    assert_eq!(markdown, Markdown::parse(&undefined));
}

/// What may stand between two parts of a document.
fn heading() -> impl Strategy<Value = String> {
    let heading = prop::sample::select(vec![
        "\n\n# 題\n\n",
        "\n## 3.2 鍵 ##\n",
        "\r\n### 節 <!-- 注 -->\r\n",
        "\n# \n",
        "\n題\n---\n",
        "\n ## 字下げ\n",
        "\n> ## 引用\n",
        "\n- ## 項目\n",
        "---\na: b\n---\n",
        "\n",
    ]);
    heading.prop_map(str::to_string)
}

#[test]
fn reading_stops_before_a_line_that_nests_too_deep() {
    let text = "# 題\n\n".to_owned() + &"> ".repeat(10_000) + "鍵\n" + &"続き\n".repeat(10_000);
    let markdown = Markdown::parse(&text);
    assert_eq!(markdown.unread, text.find('>'));
    assert_eq!(markdown.blocks.len(), 1);
    for harmless in [
        ">".repeat(Markdown::MAX_DEPTH) + "鍵",
        "- ".repeat(2_000),
        "-".repeat(2_000),
        "題\n".to_owned() + &" ".repeat(2_000) + "- 続き",
        "本文 ".to_owned() + &"1. ".repeat(2_000),
    ] {
        assert_eq!(Markdown::parse(&harmless).unread, None);
    }
}

#[test]
fn hostile_texts_are_survived() {
    let long = "鍵🔑 ".repeat(50_000);
    for text in [
        "> ".repeat(10_000) + "鍵",
        "- ".repeat(10_000) + "鍵",
        "*".repeat(50_000) + "鍵",
        "[".repeat(50_000) + "鍵",
        "![".repeat(20_000) + &"](a)".repeat(20_000),
        "`".repeat(50_000),
        "<!--".repeat(20_000),
        "<a ".repeat(20_000),
        "|".repeat(20_000) + "\n" + &"|-".repeat(20_000),
        "&amp;".repeat(20_000),
        "~~a ".repeat(20_000),
        "\0".repeat(1_000),
        "---\n".to_owned() + &"a: b\n".repeat(20_000),
        "```\n".to_owned() + &long,
        "[a]: b\n".repeat(10_000),
        long,
    ] {
        let markdown = Markdown::parse(&text);
        assert!(
            markdown
                .blocks
                .iter()
                .all(|block| text.get(block.range.clone()).is_some())
        );
    }
}

#[test]
fn a_separator_of_lines_in_a_drawn_table_is_no_part_of_its_cell() {
    assert_sound("</a> [a]: b\n---- ---\n\u{2028}# aa");
    assert_sound("----- ---\n a     b\n----- ---\n\u{2028} c   d\n\n");
}
