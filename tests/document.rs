//! What stands around a number says what it means, and no longer than it stands around it.

mod support;

use shishin::document::UnitCache;
use shishin::finding::{Finding, Severity};
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

#[test]
fn a_link_under_a_label_that_leads_nowhere_is_reported() {
    let text = "---\nshishin: { guideline: mic-meti-medical-1.1 }\n---\n\n## 合意 [mic-meti:4.2]\n\n**証跡**: [合意書](合意書.pdf)\n\n役割の分担を合意書で定める。\n";
    let found = examine(text, &knowledge(), &|_| false, &mut UnitCache::disabled());
    let broken: Vec<_> = { found.findings.iter() }
        .filter(|finding| finding.rule == "broken-evidence")
        .map(|finding| &text[finding.range.clone()])
        .collect();
    assert_eq!(broken, ["[合意書](合意書.pdf)"]);
}

#[test]
fn a_link_outside_of_answers_that_leads_nowhere_is_a_warning() {
    let broken = |text: &str| -> Vec<(String, Severity)> {
        let exists = |path: &str| path == "規程.md";
        let found = examine(text, &knowledge(), &exists, &mut UnitCache::disabled());
        let broken = { found.findings.iter() }.filter(|found| found.rule == "broken-evidence");
        let told = |found: &Finding| (text[found.range.clone()].to_owned(), found.severity);
        broken.map(told).collect()
    };
    let beside = "# 運用\n\n様式は[様式](様式/申請.xlsx)を使う。\n\n- [規程](規程.md)\n- [台帳](台帳.pdf#p2)\n- [案内](案内/)\n- [頁](頁)\n- [本社](https://example.com/a.md)\n- [{{名}}]({{名}}.md)\n";
    assert_eq!(broken(beside), []);
    let answering = format!(
        "---\nshishin: {{ guideline: mic-meti-medical-1.1 }}\n---\n\n{beside}\n## 分担\n\n分担は[合意書](合意書.pdf)で定める [mic-meti:4.2]。\n"
    );
    assert_eq!(
        broken(&answering),
        [
            ("[様式](様式/申請.xlsx)".to_owned(), Severity::Warning),
            ("[台帳](台帳.pdf#p2)".to_owned(), Severity::Warning),
            ("[合意書](合意書.pdf)".to_owned(), Severity::Error),
        ]
    );
}

#[test]
fn the_digit_that_a_title_begins_with_stays_in_it() {
    let title = |heading: &str| {
        let text = format!("# {heading}\n");
        let markdown = shishin::markdown::Markdown::parse(&text);
        let knowledge = knowledge();
        let (guidelines, settings) = (&knowledge.guidelines, &knowledge.settings);
        let mut cache = UnitCache::disabled();
        let document =
            shishin::document::Document::read(&text, &markdown, guidelines, settings, &mut cache);
        document.sections[1].title.clone()
    };
    assert_eq!(title("2省ガイドライン 対応表"), "2省ガイドライン 対応表");
    assert_eq!(title("Control matrix: IA, IR"), "Control matrix: IA, IR");
    assert_eq!(title("2. ログの管理"), "ログの管理");
    assert_eq!(title("2.1ログの管理"), "ログの管理");
}

#[test]
fn a_title_leads_to_no_clause_where_the_number_before_it_is_none_below_a_clause() {
    let found = |heading: &str| read(&format!("## {heading}\n\n2区画に置いている。\n"));
    let title = "医療機関等へ情報提供すべき項目";
    assert_eq!(found(title).contribution.answers.len(), 1);
    // The document's own numbering says nothing.
    assert_eq!(found(&format!("Q5 {title}")).contribution.answers.len(), 1);
    let unknown = found(&format!("4.1⑨ {title}"));
    assert!(unknown.contribution.answers.is_empty());
}

#[test]
fn a_title_that_names_an_annex_says_whose_the_numbers_are_and_answers_nothing() {
    let read = read(
        "# 医療情報を取り扱う情報システム・サービスの提供事業者における安全管理ガイドライン 第1.1版 別紙2 対応表\n\n\
        当社の対応を示します。\n\n## 3.4-①-1 ログ\n\nログを5年間保存しています。\n",
    );
    let answers = &read.contribution.answers;
    assert_eq!(answers.len(), 1, "{answers:?}");
    assert!(read.findings.is_empty(), "{:?}", read.findings);
}
