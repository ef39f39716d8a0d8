//! What stands around a number says what it means, and no longer than it stands around it.

mod support;

use shishin::document::UnitCache;
use shishin::workspace::{Examination, examine};
use support::knowledge;

fn read(body: &str) -> Examination {
    let text = format!("---\nshishin: {{ guideline: mic-meti-medical-1.1 }}\n---\n\n{body}");
    examine(&text, &knowledge(), &|_| true, &mut UnitCache::disabled())
}

#[test]
fn the_neighbours_of_an_unknown_number_in_an_annex_are_the_annexs() {
    let table = "| 項番 | 対応内容 |\n|---|---|\n| 3.19-①-1 | 2区画に置く。 |\n| 3.91-①-2 | 2回線を引く。 |\n";
    let found = read(&format!(
        "## 技術的な対策（総務省・経産省ガイドライン第1.1版 別紙2）\n\n{table}"
    ));
    let unknown = found
        .findings
        .iter()
        .find(|finding| finding.rule == "unknown-clause");
    let near: Vec<&str> = unknown
        .into_iter()
        .flat_map(|finding| &finding.related)
        .map(|near| near.message.ja.as_str())
        .collect();
    assert!(!near.is_empty());
    assert!(near.iter().all(|near| near.contains("別紙2")), "{near:?}");
}

#[test]
fn a_caption_speaks_for_its_own_table_alone() {
    let caption = "総務省・経産省ガイドライン第1.1版 別紙2 について、次の表のとおりです。";
    let quoted = "> | 項番 | 対応内容 |\n> |---|---|\n> | 1 | 例 |";
    let table = "| 項番 | 対応内容 |\n|---|---|\n| 1.1 | 経緯を社内で共有する。 |\n";
    let clauses = |found: &Examination| -> Vec<_> {
        found
            .contribution
            .answers
            .iter()
            .map(|answer| answer.clause)
            .collect()
    };
    // Number 1.1 stands in the body and in the annex.
    let behind = read(&format!("{caption}\n\n{quoted}\n\nそのほか\n\n{table}"));
    let alone = read(table);
    assert_eq!(clauses(&behind), clauses(&alone));
    assert!(!clauses(&alone).is_empty());
}

#[test]
fn a_misspelt_label_is_found_above_a_table_too() {
    let found = read(
        "**対応条頃**: 4.2\n総務省・経産省ガイドライン第1.1版 別紙2 は次の表のとおり:\n\n| 項番 | 対応内容 |\n|---|---|\n| 4.2 | 36項目を定める。 |\n",
    );
    assert!(
        found
            .findings
            .iter()
            .any(|finding| finding.rule == "unknown-label"),
        "{:?}",
        found.findings
    );
}
