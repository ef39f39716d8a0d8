//! What stands at a place.

use std::ops::Range;

use shishin::assistance::{View, at};
use shishin::wording::{Field, Status};

use crate::fixture::fixture;

const REGULATION: &str = "\
---
shishin:
  guideline: mic-meti-medical-1.1
  covers: [3.2.1, 別紙2 3.4]
  owner: 運用部長
---

# 運用管理規程

## 第5条（ログの取得）

**対応条項**: 別紙2 3.4-①-1
**責任者**: 情報システム課長

ログは[保存手順](証跡/手順.md)により5年間保存し、毎月5日までに点検する。

## 対応表

| 項番 | 要求事項 | 対応状況 | 当社の対応 | 担当 |
|---|---|---|---|---|
| 3.4-①-12 | 操作ログを記録する。 | 一部対応 | 録画する。 | |
";

/// Asks at the first place of `words`, or behind them.
fn ask<T>(words: &str, ask: impl FnOnce(&View<'_>, usize) -> T) -> T {
    let marked = REGULATION.replacen(words, &format!("$0{words}"), 1);
    assert!(marked.contains("$0"), "{words}");
    fixture(&marked).view(ask)
}

fn shown(view: &View<'_>, range: Range<usize>) -> String {
    view.text[range].to_string()
}

#[test]
fn a_citation_is_its_number_and_knows_its_clause() {
    for number in ["別紙2 3.4-①-1\n", "3.4-①-12 |", "3.2.1,"] {
        let named = ask(number, |view, offset| {
            let named = at::cited(view, offset).expect(number);
            let clause = view.project.guidelines.clause(named.clauses[0]);
            (shown(view, named.range), clause.label.clone())
        });
        let (range, label) = named;
        assert!(number.starts_with(&range), "{range}");
        assert!(label.is_some_and(|label| label.ends_with(range.trim_start_matches("別紙2 "))));
    }
    assert!(ask("録画する", |view, offset| at::cited(view, offset)
        .is_none()));
}

#[test]
fn a_place_is_about_what_its_row_or_section_answers() {
    let label = |words: &str| {
        ask(words, |view, offset| {
            let named = at::about(view, offset)?;
            view.project
                .guidelines
                .clause(named.clauses[0])
                .label
                .clone()
        })
    };
    assert_eq!(label("録画する").as_deref(), Some("別紙2 3.4-①-12"));
    assert_eq!(label("5年間").as_deref(), Some("別紙2 3.4-①-1"));
    assert_eq!(label("第5条").as_deref(), Some("別紙2 3.4-①-1"));
    assert_eq!(label("運用管理規程"), None);
}

#[test]
fn a_cell_is_known_by_its_text_where_no_pipes_tell_cells_apart() {
    let html = "<table>\n<tr><th>項番</th><th>対応状況</th><th>担当</th></tr>\n<tr><td>4.3</td><td>対応済</td><td>部長</td></tr>\n</table>\n";
    let drawn = "+------+----------+------+\n| 項番 | 対応状況 | 担当 |\n+======+==========+======+\n| 4.3  | 対応済   | 部長 |\n+------+----------+------+\n";
    for table in [html, drawn] {
        let text = format!("---\nshishin: {{ guideline: mic-meti-medical-1.1 }}\n---\n\n{table}");
        for (words, column, row, field) in [
            ("項番", 0, None, Some(Field::Clause)),
            ("対応状況", 1, None, Some(Field::Status)),
            ("対応済", 1, Some(0), Some(Field::Status)),
            ("部長", 2, Some(0), Some(Field::Owner)),
        ] {
            let marked = text.replacen(words, &format!("$0{words}"), 1);
            fixture(&marked).view(|view, offset| {
                let place = at::cell(view, offset).expect(words);
                assert_eq!(
                    (place.column, place.row, place.field),
                    (column, row, field),
                    "{words}"
                );
            });
        }
    }
}

#[test]
fn labels_statuses_cells_and_links() {
    let label = ask("情報システム課長", |view, offset| {
        let label = at::label(view, offset).expect("a label line");
        (
            label.field,
            shown(view, label.name),
            shown(view, label.value),
        )
    });
    assert_eq!(
        label,
        (Ok(Field::Owner), "責任者".into(), "情報システム課長".into())
    );
    assert_eq!(ask("5年間", at::label), None);
    assert_eq!(
        ask("一部対応", |view, offset| at::status(view, offset)
            .map(|(status, _)| status)),
        Some(Status::Partial)
    );
    let field = |words: &str| ask(words, |view, offset| at::cell(view, offset)?.field);
    assert_eq!(field("当社の対応"), Some(Field::Measure));
    assert_eq!(field("録画する"), Some(Field::Measure));
    assert_eq!(field(" |\n"), Some(Field::Owner));
    assert_eq!(field("5年間"), None);
    assert_eq!(
        ask("保存手順", |view, offset| at::link(view, offset)
            .map(|l| l.destination.clone())),
        Some("証跡/手順.md".into())
    );
}

#[test]
fn a_key_of_the_front_matter_is_known_by_its_path() {
    let path = |words: &str| {
        ask(words, |view, offset| {
            at::entry(view, offset).map(|entry| entry.path.join("."))
        })
    };
    assert_eq!(path("shishin:").as_deref(), Some("shishin"));
    assert_eq!(path("covers").as_deref(), Some("shishin.covers"));
    assert_eq!(path("別紙2 3.4]").as_deref(), Some("shishin.covers"));
    assert_eq!(path("運用部長").as_deref(), Some("shishin.owner"));
    assert_eq!(path("# 運用"), None);
}

#[test]
fn a_place_past_the_end_finds_nothing() {
    fixture("# 見出し").view(|view, _| {
        let past = view.text.len() + 100;
        assert!(at::cited(view, past).is_none());
        assert!(at::cell(view, past).is_none());
        assert!(at::label(view, past).is_none());
        assert!(at::entry(view, past).is_none());
        assert_eq!(at::section(view, past), 0);
        assert_eq!(at::section(view, view.text.len()), 1);
    });
}
