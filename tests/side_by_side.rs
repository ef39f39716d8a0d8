//! Which findings stand side by side on one statement, and which one speaks for the others.
//!
//! A line ends in `<!-- rule, rule -->`: just these rules find something on it, the line's own
//! and no more.

mod support;

use std::collections::BTreeMap;
use std::sync::Arc;

use shishin::coverage::Coverage;
use shishin::document::UnitCache;
use shishin::finding::{DocumentIndex, Severity};
use shishin::workspace::{Joined, examine};
use support::knowledge;

/// The rules about what a statement says.
const RULES: [&str; 8] = [
    "missing-frequency",
    "missing-parameter",
    "placeholder",
    "refers-elsewhere",
    "restated-requirement",
    "status-mismatch",
    "unjustified-exclusion",
    "weak-wording",
];

#[track_caller]
fn check(body: &str) {
    let marked = format!("---\nshishin: {{ guideline: mic-meti-medical-1.1 }}\n---\n{body}");
    let (mut text, mut expected) = (String::new(), BTreeMap::new());
    for (number, line) in marked.lines().enumerate() {
        let (line, mark) = match line.split_once(" <!-- ") {
            Some((line, mark)) => (line, mark.trim_end_matches(" -->")),
            None => (line, ""),
        };
        text.push_str(line);
        text.push('\n');
        if !mark.is_empty() {
            let rules = mark.split(", ").map(str::to_owned).collect::<Vec<_>>();
            expected.insert(number, rules);
        }
    }
    let examination = examine(&text, &knowledge(), &|_| true, &mut UnitCache::disabled());
    let mut found: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for finding in &examination.findings {
        if RULES.contains(&&*finding.rule) {
            let line = text[..finding.range.start].matches('\n').count();
            found
                .entry(line)
                .or_default()
                .push(finding.rule.to_string());
        }
    }
    found.values_mut().for_each(|rules| rules.sort());
    assert_eq!(found, expected, "{:#?}", examination.findings);
}

#[test]
fn a_weak_word_does_not_hide_that_an_interval_is_missing() {
    check(
        "
# 運用

- アカウントを定期的に見直し、権限を適切に設定する。[mic-meti:別紙2 3.7-①-1] <!-- missing-frequency, weak-wording -->
- 手順書は定期的に見直し、必要に応じて改める。[mic-meti:別紙2 3.7-①-1] <!-- missing-frequency, weak-wording -->
- Rights are reviewed periodically and set appropriately. [mic-meti:別紙2 3.7-①-1] <!-- missing-frequency, weak-wording -->
",
    );
}

#[test]
fn a_weak_word_does_not_hide_that_a_value_is_missing() {
    check(
        "
# ログ

- 利用者の活動のログを必要に応じて取得し、保存している。[mic-meti:別紙2 3.4-①-1] <!-- missing-parameter, weak-wording -->
",
    );
    // Words for a length of time that nobody can check and the clause's own question are one thing.
    check(
        "
# ログ

- 利用者の活動のログを取得し、所定の期間保存している。[mic-meti:別紙2 3.4-①-1] <!-- weak-wording -->
",
    );
}

#[test]
fn words_that_are_weak_in_different_ways_are_told_one_by_one() {
    check(
        "
# 運用

- 媒体は可能な限り暗号化し、必要に応じて廃棄する。[mic-meti:別紙2 3.7-①-1] <!-- weak-wording, weak-wording -->
- 機器は適切に設置し、十分に固定する。[mic-meti:別紙2 3.7-①-1] <!-- weak-wording -->
- 委託先を適切に監督するよう努める。[mic-meti:別紙2 3.7-①-1] <!-- weak-wording -->
- 委託先の監督に努める。記録は適切に保管する。[mic-meti:別紙2 3.7-①-1] <!-- weak-wording, weak-wording -->
",
    );
}

#[test]
fn what_says_nothing_at_all_is_told_nothing_else() {
    check(
        "
# 運用

- 未定。[mic-meti:別紙2 3.4-①-1] <!-- placeholder -->
- 詳細はログ管理規程を参照。[mic-meti:別紙2 3.4-①-1] <!-- refers-elsewhere -->
",
    );
}

/// What an answer leaves out altogether is told once: not as a value that is missing as well.
#[test]
fn what_is_left_out_is_not_told_as_a_missing_value_too() {
    let told = |text: &str| {
        let text = format!("---\nshishin: {{ guideline: mic-meti-medical-1.1 }}\n---\n{text}");
        let mut knowledge = knowledge();
        knowledge.content_links = true;
        let examination = examine(&text, &knowledge, &|_| true, &mut UnitCache::disabled());
        let mut coverage = Coverage::new(Vec::new());
        coverage.replace(DocumentIndex(0), Arc::new(examination.contribution));
        let joined = Joined::of(coverage, &knowledge);
        let findings = joined.with_own(DocumentIndex(0), examination.findings, &knowledge);
        let told = findings
            .into_iter()
            .filter(|finding| ["missing-parameter", "partial-clause"].contains(&&*finding.rule));
        told.map(|finding| (finding.rule.to_string(), finding.severity))
            .collect::<Vec<_>>()
    };
    let one = |rule: &str| vec![(rule.to_owned(), Severity::Warning)];
    assert_eq!(
        told(
            "# ログ\n\n利用者の操作、機器の事象、障害、使用状況のログを作り、担当者が毎月点検しています [mic-meti:別紙2 3.4-①-1]。\n"
        ),
        one("partial-clause")
    );
    assert_eq!(
        told(
            "# ログ\n\n利用者の操作、機器の事象、障害、使用状況のログを作り、書庫に保存しています [mic-meti:別紙2 3.4-①-1]。\n"
        ),
        one("missing-parameter")
    );
}
