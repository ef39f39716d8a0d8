//! Texts that nobody writes: each is read to its end, or to where a limit is reported, and none
//! brings the checker down. How long it takes is not asserted; what is quadratic makes this
//! test the slowest of all.

mod support;

use shishin::document::UnitCache;
use shishin::workspace::examine;
use support::knowledge;

const FRONT_MATTER: &str = "---\nshishin: { guideline: mic-meti-medical-1.1 }\n---\n\n";

#[test]
fn hostile_texts_are_survived() {
    let knowledge = knowledge();
    let cell = "適切に管理し、必要に応じて見直す。「".repeat(4_000);
    let row = "| 別紙2 3.4-①-1 | 対応済 | 適切に管理 |\n";
    let texts = [
        format!("{}a\n{}", ">".repeat(10_000), "> x\n".repeat(2_000)),
        "a ".repeat(500_000),
        format!("{FRONT_MATTER}| 項番 | 対応内容 |\n|---|---|\n| 別紙2 3.4-①-1 | {cell} |\n"),
        format!(
            "{FRONT_MATTER}| 項番 | 対応状況 | 対応内容 |\n|---|---|---|\n{}",
            row.repeat(5_000)
        ),
        format!(
            "{FRONT_MATTER}| 項番 | 対応状況 | 対応内容 |\n|---|---|---|\n{}",
            "| 別紙2 3.4-①-1 | 対応済 | 定期的に点検する |\n".repeat(5_000)
        ),
        format!(
            "{FRONT_MATTER}| 項番 | 対応状況 | 対応内容 |\n|---|---|---|\n{}",
            "| 別紙2 3.4-①-1 | 一部対応 | 記録を保存する |\n".repeat(5_000)
        ),
        format!(
            "{FRONT_MATTER}{}\n\n{}",
            "（".repeat(20_000),
            "[a:".repeat(20_000)
        ),
        format!(
            "{FRONT_MATTER}{}",
            "総務省・経産省ガイドライン 別紙2 3.4-①-1 に基づき適切に。".repeat(2_000)
        ),
        format!(
            "{FRONT_MATTER}{}",
            "## 別紙2 3.4-①-1\n\n本文を適切に。\n\n".repeat(2_000)
        ),
        format!(
            "{FRONT_MATTER}{}",
            "<!-- shishin: allow weak-wording because x -->\n\n適切に\n\n".repeat(1_000)
        ),
        format!(
            "{FRONT_MATTER}## 別紙2 3.4-①-1\n\n{}\n",
            "操作のログは定期的に点検する。".repeat(20_000)
        ),
        "----\nhdr\n--- ---\n\n".repeat(5_000),
        format!("+--+--+\n{}+--+--+\n", "| a | b |\n".repeat(5_000)),
        format!("x {}is out of scope", "AC-1 ".repeat(20_000)),
        "\u{0}\u{2028}\u{feff}\r\r\n|\u{0}|".repeat(1_000),
        "---\nshishin: [[[[[[[[{{{{\n---\n".to_string(),
        "<!DOCTYPE\n<!-- \n```\n| a |".to_string(),
    ];
    for text in texts {
        let examination = examine(&text, &knowledge, &|_| false, &mut UnitCache::disabled());
        for finding in &examination.findings {
            assert!(text.get(finding.range.clone()).is_some(), "{finding:?}");
        }
    }
}

#[test]
fn a_text_beyond_the_limits_says_where_reading_stopped() {
    let knowledge = knowledge();
    let text = format!("# 見出し\n\n{}a\n", ">".repeat(10_000));
    let examination = examine(&text, &knowledge, &|_| false, &mut UnitCache::disabled());
    let found: Vec<_> = examination
        .findings
        .iter()
        .map(|finding| (finding.rule.as_ref(), finding.range.start))
        .collect();
    let at = text.find('>').expect("the text has quotes");
    assert_eq!(found, [("unreadable-file", at)]);
}
