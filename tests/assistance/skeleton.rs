//! The skeleton of an answer, where it is put, and that it answers the clause once it is there.

use shishin::assistance::skeleton::{Skeleton, skeleton};
use shishin::guideline::ClauseReference;
use shishin::locale::Locale;
use shishin::locator::Locator;

use crate::fixture::{Fixture, fixture, with_guidelines};

/// A company's own standard: whole, with titles.
const STANDARD: &str = "\
---
guideline:
  id: kensho
  title: 検証用管理基準
  edition: 第2版
  language: ja
  prefixes: [kensho]
  completeness: whole
---

# 検証用管理基準

## 3 運用

### 3.1 ログの取得

操作のログを取得し、保存すること。

### 3.2 時刻の同期

機器の時刻を同期すること。

### 3.3 ログの点検

ログを定期的に点検すること。

### 3.4 鍵の更新

暗号鍵を更新し、|と--を含む記録を残すこと。

## 4 教育

### 4.1 従業者の教育

従業者に教育を行うこと。
";

/// The skeleton for a clause of the first guideline whose number is `label`.
#[track_caller]
fn skeleton_for(fixture: &Fixture, label: &str) -> Skeleton {
    fixture.view(|view, _| {
        let guidelines = view.project.guidelines;
        let found = guidelines.iter().find_map(|(guideline, known)| {
            let mut clauses = known.iter();
            let found = clauses.find(|(_, clause)| clause.label.as_deref() == Some(label));
            found.map(|(clause, _)| ClauseReference { guideline, clause })
        });
        skeleton(view, found.expect("the clause is known")).expect("it has a number")
    })
}

/// The document with the skeleton for `label` in it. It has to answer the clause and to be reported
/// as unfinished.
#[track_caller]
fn filled(fixture: &Fixture, own: Vec<(&str, &str)>, label: &str) -> String {
    let skeleton = skeleton_for(fixture, label);
    let mut text = fixture.documents[fixture.current].text.clone();
    text.replace_range(skeleton.edit.range.clone(), &skeleton.edit.new_text);
    let after = with_guidelines(&text, own);
    let locator: Locator = label.parse().expect("a number");
    let open = &after.documents[0];
    let answered = open.document.answers.iter().any(|answer| {
        let mut links = answer.links.iter();
        links.any(|link| {
            after
                .knowledge
                .guidelines
                .clause(link.clause)
                .locator
                .as_ref()
                == Some(&locator)
        })
    });
    assert!(answered, "{label} is not answered in:\n{text}");
    let reported = open
        .findings
        .iter()
        .any(|finding| finding.rule == "placeholder");
    assert!(
        reported,
        "nothing is left to fill in:\n{text}\n{:?}",
        open.findings
    );
    let missing = open.findings.iter().any(|finding| {
        finding.rule == "missing-clause" && finding.message.ja.starts_with(&format!("{label}「"))
    });
    assert!(!missing, "{label} is still missing:\n{text}");
    text
}

#[track_caller]
fn check(document: &str, label: &str, expected: &str) {
    let own = vec![("kensho", STANDARD)];
    let fixture = with_guidelines(document, own.clone());
    assert_eq!(filled(&fixture, own, label), expected);
}

#[test]
fn a_row_has_the_tables_columns_and_its_statuses() {
    let document = "\
---
shishin: { guideline: kensho, covers: [3] }
---

# 対応表

| 項番 | 要求事項 | 対応状況 | 当社の対応 | 利用者側の対応 | 担当 | 証跡 | 備考 |
|---|---|---|---|---|---|---|---|
| 3.1 | ログを取る | ○ | 操作ログを1年間保存 | － | 運用部 | ログ点検票 | |
| 3.4 | 鍵を替える | △ | | | 運用部 | | 年度内 |

以上。
";
    check(
        document,
        "3.2",
        &document.replace(
            "ログ点検票 | |\n",
            "ログ点検票 | |\n| 3.2 | 機器の時刻を同期すること。 | 【要記入】 | 【要記入】 | 【要記入】 | 【要記入】 | 【要記入】 |  |\n",
        ),
    );
    let fixture = with_guidelines(document, vec![("kensho", STANDARD)]);
    let snippet = skeleton_for(&fixture, "3.2").snippet;
    assert!(
        snippet.starts_with("\n| 3.2 | 機器の時刻を同期すること。 | ${1|【要記入】,○,△,"),
        "{snippet}"
    );
    assert!(snippet.ends_with("| ${5:【要記入】} |  |$0"), "{snippet}");
}

#[test]
fn a_row_before_all_others_and_what_a_cell_cannot_hold() {
    let table = "\
---
shishin: { guideline: kensho, covers: [3] }
---

| 項番 | 要求事項 | 対応内容 |
|---|---|---|
";
    check(
        &format!("{table}| 3.2 | 時刻 | NTPで毎日同期 |\n"),
        "3.1",
        &format!(
            "{table}| 3.1 | 操作のログを取得し、保存すること。 | 【要記入】 |\n| 3.2 | 時刻 | NTPで毎日同期 |\n"
        ),
    );
    check(
        &format!("{table}| 3.2 | 時刻 | NTPで毎日同期 |"),
        "3.4",
        &format!(
            "{table}| 3.2 | 時刻 | NTPで毎日同期 |\n| 3.4 | 暗号鍵を更新し、\\|と--を含む記録を残すこと。 | 【要記入】 |"
        ),
    );
}

#[test]
fn a_column_that_counts_the_rows_is_left_to_the_writer() {
    let table = "\
---
shishin: { guideline: kensho, covers: [3] }
---

| No. | 条項 | 対応状況 | 対応内容 |
|---|---|---|---|
| 1 | 3.1 | 対応済 | 操作ログを1年間保存 |
";
    check(
        table,
        "3.2",
        &format!("{table}|  | 3.2 | 【要記入】 | 【要記入】 |\n"),
    );
}

#[test]
fn a_number_is_written_as_the_rows_around_write_theirs() {
    let document = "\
# 対応表

## 総務省・経産省ガイドライン第1.1版 別紙2

| 項番 | 当社の対応 |
|---|---|
| 3.4-①-1 | 操作ログを取得し、5年間保存する。 |
";
    let inserted = skeleton_for(&fixture(document), "別紙2 3.4-①-12")
        .edit
        .new_text;
    assert_eq!(inserted, "\n| 3.4-①-12 | 【要記入】 |");
    let named = document.replace("| 3.4-①-1 |", "| 別紙2 3.4-①-1 |");
    let inserted = skeleton_for(&fixture(&named), "別紙2 3.4-①-12")
        .edit
        .new_text;
    assert_eq!(inserted, "\n| 別紙2 3.4-①-12 | 【要記入】 |");
}

#[test]
fn an_item_in_a_numbered_list_with_a_comment_that_says_what_is_asked() {
    let document = "\
---
shishin: { guideline: kensho, covers: [3] }
---

# 運用規程

1. 操作ログを取得し、1年間保存する。[kensho:3.1]
   - 保存先は監査用ストレージとする。
2. 暗号鍵は毎年4月に更新する。[kensho:3.4]
";
    check(
        document,
        "3.3",
        &document.replace(
            "ストレージとする。\n",
            "ストレージとする。\n2. 【要記入】[kensho:3.3] <!-- 求められていること: ログを定期的に点検すること。 -->\n",
        ),
    );
}

#[test]
fn a_paragraph_stands_behind_a_paragraph() {
    let document = "\
---
shishin: { guideline: kensho, covers: [3] }
---

# 運用規程

操作ログを取得し、1年間保存する。[kensho:3.1]

## 附則

本規程は2026年4月1日から施行する。
";
    check(
        document,
        "3.2",
        &document.replace(
            "[kensho:3.1]\n",
            "[kensho:3.1]\n\n【要記入】[kensho:3.2] <!-- 求められていること: 機器の時刻を同期すること。 -->\n",
        ),
    );
}

#[test]
fn a_section_mirrors_the_headings_and_labels_around_it() {
    let document = "\
---
shishin: { guideline: kensho, covers: [3] }
---

# 開示書

## 3.1 ログの取得

**実装状況**: 実装済み  
**責任者**: 運用部長  
**証跡**: ログ点検票

操作ログを取得し、1年間保存する。

## 3.4 鍵の更新

暗号鍵は毎年4月に更新する。
";
    let section = "\
## 3.2 時刻の同期

**実装状況**: 【要記入】  
**責任者**: 【要記入】  
**証跡**: 【要記入】

<!-- 求められていること:
- 機器の時刻を同期すること。
-->

【要記入】

";
    let expected = document.replace("## 3.4", &format!("{section}## 3.4"));
    check(document, "3.2", &expected);
    // The same in a file from Windows.
    check(
        &document.replace('\n', "\r\n"),
        "3.2",
        &expected.replace('\n', "\r\n"),
    );
}

#[test]
fn a_section_whose_label_cites_the_clause_keeps_its_own_numbering_out() {
    let document = "\
---
shishin: { guideline: kensho, covers: [3] }
---

# 規程

## 第5条（ログ）

**対応条項**: 3.1
**責任者**: 運用部長

操作ログを取得し、1年間保存する。";
    check(
        document,
        "3.2",
        &format!(
            "{document}

## 時刻の同期

**対応条項**: 3.2
**責任者**: 【要記入】

<!-- 求められていること:
- 機器の時刻を同期すること。
-->

【要記入】
"
        ),
    );
}

#[test]
fn without_any_answer_a_section_at_the_foot() {
    let document = "---\nshishin: { guideline: kensho, covers: [3] }\n---\n\n# 規程\n";
    check(
        document,
        "3.2",
        &format!(
            "{document}
## 時刻の同期

- **対応条項**: [kensho:3.2]
- **実装状況**: 【要記入】
- **責任者**: 【要記入】
- **証跡**: 【要記入】

<!-- 求められていること:
- 機器の時刻を同期すること。
-->

【要記入】
"
        ),
    );
}

#[test]
fn a_summary_is_called_one() {
    let fixture = fixture("# 規程\n\nログを5年間保存する。[mic-meti:別紙2 3.4-①-1]\n");
    let inserted = skeleton_for(&fixture, "別紙2 3.4-①-12").edit.new_text;
    assert!(inserted.contains("公式の文言ではありません"), "{inserted}");
}

#[test]
fn where_nothing_is_written_yet_the_reader_s_language_counts() {
    let document = "---\nshishin: { guideline: kensho, covers: [3] }\n---\n";
    let mut fixture = with_guidelines(document, vec![("kensho", STANDARD)]);
    for (locale, expected) in [(Locale::Ja, "【要記入】"), (Locale::En, "TODO")] {
        fixture.locale = locale;
        let inserted = skeleton_for(&fixture, "3.2").edit.new_text;
        assert!(inserted.contains(expected), "{inserted}");
    }
}

/// A table that takes no rows of pipes is answered below.
#[test]
fn behind_a_table_in_html_or_drawn_with_lines_comes_a_section() {
    let html = "<table>\n<tr><th>条項</th><th>対応状況</th><th>対応</th></tr>\n<tr><td>3.1</td><td>○</td><td>ログを毎月取得する。</td></tr>\n</table>\n";
    let drawn = "+------+----------+----------------------+\n| 条項 | 対応状況 | 対応                 |\n+======+==========+======================+\n| 3.1  | ○        | ログを毎月取得する。 |\n+------+----------+----------------------+\n";
    for table in [html, drawn] {
        let document = format!(
            "---\nshishin: {{ guideline: kensho }}\n---\n\n# 規程\n\n## 対応表\n\n{table}\n## 附則\n\n令和8年4月から施行する。\n$0"
        );
        let fixture = with_guidelines(&document, vec![("kensho", STANDARD)]);
        let skeleton = skeleton_for(&fixture, "3.2");
        let mut text = fixture.documents[0].text.clone();
        text.replace_range(skeleton.edit.range.clone(), &skeleton.edit.new_text);
        assert!(
            text.contains(&format!(
                "{table}\n### 時刻の同期\n\n- **対応条項**: [kensho:3.2]\n"
            )),
            "{text}"
        );
        assert!(text.contains("【要記入】\n\n## 附則\n"), "{text}");
    }
}

/// The parts that rows belong to are the guideline's own, or the writer's.
#[test]
fn a_column_of_parts_has_the_part_and_no_title() {
    let row = |heading: &str, first: &str| {
        let document = format!(
            "---\nshishin: {{ guideline: kensho, covers: [3.1, 3.2, 4.1] }}\n---\n\n# 対応表\n\n\
             | {heading} | 項番 | 対応状況 | 対応 |\n|---|---|---|---|\n\
             | {first} | 3.1 | 対応済 | 操作のログを3年間残す。 |\n"
        );
        let own = vec![("kensho", STANDARD)];
        let fixture = with_guidelines(&document, own.clone());
        let last = |label: &str| {
            let text = filled(&fixture, own.clone(), label);
            let row = text.lines().last().expect("a row");
            row.split(" | ")
                .next()
                .expect("a cell")
                .trim_start_matches("| ")
                .to_string()
        };
        (last("3.2"), last("4.1"))
    };
    let both = |one: &str, other: &str| (one.to_string(), other.to_string());
    assert_eq!(row("章", "第3章"), both("第3章", "【要記入】"));
    assert_eq!(row("章", "3"), both("", ""));
    assert_eq!(row("大項目", "運用"), both("運用", "【要記入】"));
    assert_eq!(row("大項目", "3 運用"), both("3 運用", "【要記入】"));
    assert_eq!(row("分類", "技術"), both("【要記入】", "【要記入】"));
    assert_eq!(
        row("項目", "ログの取得"),
        both("時刻の同期", "従業者の教育")
    );
    assert_eq!(row("項目", "ログ"), both("時刻の同期", "従業者の教育"));
}
