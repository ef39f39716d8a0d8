//! What can be done about findings: what menus say, what documents become, and that the finding is
//! then gone.

use std::ops::Range;

use shishin::assistance::actions::{Action, Change, Key, Kind, actions, resolve};
use shishin::document::UnitCache;
use shishin::locale::Locale;
use shishin::workspace::examine;

use crate::fixture::{Fixture, fixture, with_guidelines};

const OLD: &str = "\
---
guideline:
  id: kensho-1
  title: 検証用管理基準
  edition: 第1版
  language: ja
  prefixes: [kensho1]
  completeness: whole
---

## 8 運用

### 8.1 ログの取得

ログを取得すること。

### 8.2 時刻の同期

時刻を同期すること。
";

const NEW: &str = "\
---
guideline:
  id: kensho-2
  title: 検証用管理基準
  edition: 第2版
  language: ja
  prefixes: [kensho]
  supersedes: [kensho-1]
  completeness: whole
---

## 3 運用

### 3.1 時刻の同期

時刻を同期すること。

### 3.2 ログの取得

ログを取得すること。

### 3.3 ログの点検

ログを点検すること。
";

fn list(fixture: &Fixture) -> Vec<Action> {
    fixture.view(|view, _| {
        let found = actions(view, &fixture.selection);
        for action in &found {
            assert!(
                action
                    .findings
                    .iter()
                    .all(|index| *index < view.findings.len())
            );
        }
        found
    })
}

pub fn titles(fixture: &Fixture) -> Vec<String> {
    list(fixture)
        .into_iter()
        .map(|action| action.title)
        .collect()
}

#[track_caller]
fn action(fixture: &Fixture, title: &str) -> Action {
    let mut found = list(fixture).into_iter();
    let action = found.find(|action| action.title.contains(title));
    action.unwrap_or_else(|| panic!("no action {title}: {:#?}", titles(fixture)))
}

#[track_caller]
fn change(fixture: &Fixture, action: &Action) -> Change {
    // The key goes to the editor and comes back.
    let key = serde_json::to_string(&action.key).unwrap();
    let key: Key = serde_json::from_str(&key).unwrap();
    fixture.view(|view, _| resolve(view, &key)).expect("edits")
}

fn edited(text: &str, change: &Change) -> String {
    let mut text = text.to_string();
    let mut end = usize::MAX;
    for edit in change.edits.iter().rev() {
        assert!(
            edit.range.end <= end,
            "edits overlap or are out of order: {change:?}"
        );
        end = edit.range.start;
        text.replace_range(edit.range.clone(), &edit.new_text);
    }
    text
}

/// The document after the action with this title.
#[track_caller]
pub fn after(fixture: &Fixture, title: &str) -> String {
    let action = action(fixture, title);
    edited(
        &fixture.documents[fixture.current].text,
        &change(fixture, &action),
    )
}

pub fn rules(fixture: &Fixture) -> Vec<String> {
    let findings = fixture.documents[fixture.current].findings.iter();
    findings.map(|finding| finding.rule.to_string()).collect()
}

/// A number alone, or words that are near to a clause, may mean something else: whoever wrote them has
/// to say, so nothing mends them in passing.
#[test]
fn a_proposed_citation_is_not_written_with_all_that_can_be_fixed() {
    let marked = "---
shishin: { guideline: mic-meti-medical-1.1 }
---

# 規程

内部監査室が、安全管理が妥当かを毎年9月に評価し、結果を医療機関へ知らせる（4$0.3）。
";
    let fixture = fixture(marked);
    assert!(rules(&fixture).contains(&"unread-citation".to_string()));
    let one = action(&fixture, "番号の前に「2省ガイドライン 第1.1版」を書く");
    assert!(one.kind == Kind::QuickFix && !one.preferred);
    let text = edited(&fixture.documents[0].text, &change(&fixture, &one));
    assert!(text.contains("（2省ガイドライン 第1.1版 4.3）"), "{text}");
    let mut found = list(&fixture).into_iter();
    assert!(!found.any(|action| matches!(action.key, Key::FixAll(_))));
}

#[test]
fn the_fix_of_a_finding_and_all_of_its_kind() {
    let marked = "\
---
shishin: { guideline: mic-meti-medical-1.1 }
---

## 3.2.1 合意

**責任分解**: 当社

契約前に1時間の説明会を開く。

## 4.2 役割の分担

**責$0任分解**: 当社

責任分界表を契約書に添える。
";
    let fixture = fixture(marked);
    assert_eq!(rules(&fixture), ["unknown-label", "unknown-label"]);
    let one = action(&fixture, "責任分界");
    assert!(one.preferred && one.kind == Kind::QuickFix);
    assert_eq!(one.findings, [1]);
    let all = action(&fixture, "この文書の unknown-label 2 件をまとめて直す");
    assert_eq!(all.findings, [0, 1]);
    let text = edited(&fixture.documents[0].text, &change(&fixture, &all));
    assert_eq!(rules(&crate::fixture::fixture(&text)), Vec::<String>::new());
    let whole = action(&fixture, "直し方の決まっている指摘 2 件");
    assert_eq!(whole.kind, Kind::FixAll);
}

#[test]
fn a_clause_that_is_merely_near_is_offered_and_never_taken_with_others() {
    let document =
        "---\nshishin: { guideline: kensho-2 }\n---\n\nログを毎月点検する。[kensho:3.$09]\n";
    let fixture = with_guidelines(document, vec![("kensho-2", NEW)]);
    let found = list(&fixture);
    assert!(
        found
            .iter()
            .any(|action| matches!(action.key, Key::Fix(..))),
        "{found:#?}"
    );
    assert!(
        !found
            .iter()
            .any(|action| matches!(action.key, Key::FixAll(_))),
        "{found:#?}"
    );
    let text = after(&fixture, "3.3 に直す");
    assert!(text.contains("[kensho:3.3]"), "{text}");
    let mended = with_guidelines(&text, vec![("kensho-2", NEW)]);
    assert!(!rules(&mended).contains(&"unknown-clause".to_string()));
}

#[test]
fn a_near_number_is_no_fix_where_the_words_speak_of_another_matter() {
    let document =
        "---\nshishin: { guideline: kensho-2 }\n---\n\n来訪者を受付で確かめる。[kensho:3.$09]\n";
    let fixture = with_guidelines(document, vec![("kensho-2", NEW)]);
    let found = list(&fixture);
    let fixes = found
        .iter()
        .filter(|action| matches!(action.key, Key::Fix(..)));
    assert_eq!(fixes.count(), 0, "{found:#?}");
    let told = &fixture.documents[0].findings[0].related[0].message.ja;
    assert!(told.starts_with("近い条項: "), "{told}");
}

#[test]
fn a_skeleton_for_each_clause_that_is_missing() {
    let document = "---\nshishin: { guideline: kensho-2, covers: [3] }\n---\n\n# 規程$0\n\nログは1年間保存する。[kensho:3.2]\n";
    let fixture = with_guidelines(document, vec![("kensho-2", NEW)]);
    let found = titles(&fixture);
    assert!(
        found.contains(&"3.1「時刻の同期」への回答のひな形を入れる".to_string()),
        "{found:#?}"
    );
    let action = action(&fixture, "3.3「ログの点検」");
    let change = change(&fixture, &action);
    let text = edited(&fixture.documents[0].text, &change);
    assert!(text.contains("【要記入】[kensho:3.3]"), "{text}");
    let snippet = change.snippet.unwrap();
    assert!(snippet.contains("${1:【要記入】}[kensho:3.3]"), "{snippet}");
    let mended = with_guidelines(&text, vec![("kensho-2", NEW)]);
    let left = mended.documents[0].findings.iter();
    let missing: Vec<&str> = left
        .filter(|finding| finding.rule == "missing-clause")
        .map(|finding| finding.message.ja.as_str())
        .collect();
    assert_eq!(missing.len(), 1, "{missing:?}");
}

/// A guideline of six clauses in one chapter.
fn six() -> String {
    let clauses = (1..=6)
        .map(|number| format!("### 3.{number} 管理{number}\n\n手順{number}を定めること。\n\n"));
    let head = NEW.split("### ").next().unwrap();
    format!("{head}{}", clauses.collect::<String>())
}

#[test]
fn all_that_one_finding_calls_missing_is_drafted_at_once() {
    let front = "---\nshishin: { guideline: kensho-2, covers: [3] }\n---\n\n# 規程";
    let answered = [
        // A row between others, a list item, a section, nothing.
        "$0\n\n| 項番 | 当社の対応 |\n|---|---|\n| 3.1 | 台帳で管理する。 |\n| 3.4 | 毎月点検する。 |\n\n以上。\n",
        "$0\n\n- 台帳で管理する。[kensho:3.4]\n",
        "\n\n## $03.4 管理4\n\n台帳で管理する。\n\n## 付則\n\n毎年見直す。\n",
        "\n\n本書は規程である。$0",
    ];
    let guideline = six();
    for body in answered {
        let document = format!("{front}{body}");
        let fixture = with_guidelines(&document, vec![("kensho-2", &guideline)]);
        let missing = |fixture: &Fixture| {
            let findings = fixture.documents[0].findings.iter();
            let missing = findings.filter(|finding| finding.rule == "missing-clause");
            missing.map(|finding| finding.clauses.len()).sum::<usize>()
        };
        let count = missing(&fixture);
        assert!(count >= 4, "{document}");
        let whole = 0..document.len();
        let offered = fixture.view(|view, _| actions(view, &whole));
        let title = format!("足りない {count} 条項すべてへの回答のひな形を入れる");
        let action = offered.into_iter().find(|action| action.title == title);
        let change = change(&fixture, &action.expect("all at once"));
        let text = edited(&fixture.documents[0].text, &change);
        let mended = with_guidelines(&text, vec![("kensho-2", &guideline)]);
        assert!(
            !rules(&mended).contains(&"missing-clause".to_string()),
            "{text}"
        );
        let answers = |fixture: &Fixture| fixture.documents[0].document.answers.len();
        assert_eq!(answers(&mended), answers(&fixture) + count, "{text}");
        let order: Vec<_> = mended.documents[0].document.answers.iter().collect();
        let order = order
            .iter()
            .filter_map(|answer| Some(answer.links.first()?.clause));
        assert!(order.is_sorted(), "the guideline's order is kept: {text}");
        assert!(
            !text.contains("\n\n\n"),
            "one empty line is enough: {text:?}"
        );
    }
}

#[test]
fn an_old_edition_at_hand_is_left_by_the_clauses_titles() {
    let document = "# 規程\n\n検証用管理$0基準 第1版 8.1 に基づき、ログは1年間保存する。\n\n検証用管理基準 第1版 8.1、8.2 も参照。\n";
    let mut fixture = with_guidelines(document, vec![("kensho-2", NEW), ("kensho-1", OLD)]);
    // The project names the new edition alone.
    fixture.knowledge.chosen.truncate(1);
    let open = &mut fixture.documents[0];
    let mut cache = UnitCache::disabled();
    open.findings = examine(&open.text, &fixture.knowledge, &|_| true, &mut cache).findings;
    let moved = after(&fixture, "第2版の同じ題の条項に引き直す");
    assert_eq!(
        moved,
        "# 規程\n\n検証用管理基準 第2版 3.2 に基づき、ログは1年間保存する。\n\n検証用管理基準 第2版 3.2、3.1 も参照。\n"
    );
}

#[test]
fn an_old_edition_that_is_not_at_hand_is_left_with_a_warning() {
    let document = "# 規程\n\n運用部は、総務省・経産省ガイドライン第1.0$0版 別紙2 3.5-①-1 に基づき、脅威情報を毎営業日に確認する。\n";
    let fixture = fixture(document);
    let action = action(
        &fixture,
        "第1.1版に改める（番号が同じ内容を指すか確かめてください）",
    );
    assert!(!action.preferred);
    let text = edited(&fixture.documents[0].text, &change(&fixture, &action));
    assert!(
        text.contains("総務省・経産省ガイドライン第1.1版 別紙2 3.5-①-1 に基づき"),
        "{text}"
    );
    assert!(!rules(&crate::fixture::fixture(&text)).contains(&"superseded-edition".to_string()));
}

#[test]
fn a_guideline_that_goes_by_another_name_today_is_named_in_full() {
    let document = "# 開示書\n\n本書は「クラウドサービス事業者が医療情報を取り扱$0う際の安全管理に関するガイドライン」第1版に基づく。\n";
    let fixture = fixture(document);
    let name =
        "医療情報を取り扱う情報システム・サービスの提供事業者における安全管理ガイドライン 第1.1版";
    let action = action(&fixture, &format!("{name}に改める"));
    assert!(!action.preferred);
    let text = edited(&fixture.documents[0].text, &change(&fixture, &action));
    assert!(text.contains(name), "{text}");
    assert!(!rules(&crate::fixture::fixture(&text)).contains(&"superseded-edition".to_string()));
}

/// The example provider's documents.
fn examples() -> Vec<(String, String)> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/clinic-cloud");
    let mut documents = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name.ends_with(".md") && name != "README.md" {
            documents.push((name, std::fs::read_to_string(&path).unwrap()));
        }
    }
    assert!(documents.len() >= 4);
    documents
}

#[test]
fn whatever_is_reported_in_the_example_can_be_allowed_where_it_stands_and_nothing_else_changes() {
    let mut tried = 0;
    for (name, text) in examples() {
        let before = fixture(&text);
        for (index, finding) in before.documents[0].findings.iter().enumerate() {
            // What comments allow of missing clauses is settled over all documents.
            if finding.rule == "missing-clause" {
                continue;
            }
            let key = Key::Allow(finding.rule.to_string(), finding.range.clone());
            let offered = before.view(|view, _| actions(view, &finding.range));
            let Some(action) = offered.iter().find(|action| action.key == key) else {
                continue;
            };
            tried += 1;
            let change = change(&before, action);
            let written =
                edited(&text, &change).replace("理由: 【要記入】", "理由: 契約書で定める");
            let after = fixture(&written);
            let left: Vec<&str> = after.documents[0]
                .findings
                .iter()
                .map(|finding| finding.message.ja.as_str())
                .collect();
            let was = before.documents[0].findings.iter().enumerate();
            let expected: Vec<&str> = was
                .filter(|(other, _)| *other != index)
                .map(|(_, finding)| finding.message.ja.as_str())
                .collect();
            assert_eq!(left, expected, "{name}: {}", finding.message.ja);
        }
    }
    assert!(tried >= 15, "{tried}");
}

#[test]
fn the_skeletons_that_the_example_is_offered_answer_their_clauses() {
    let mut offered = 0;
    for (name, text) in examples() {
        let before = fixture(&text);
        let whole: Range<usize> = 0..text.len();
        for action in before.view(|view, _| actions(view, &whole)) {
            if !matches!(action.key, Key::Skeleton(..)) {
                continue;
            }
            offered += 1;
            let after = fixture(&edited(&text, &change(&before, &action)));
            let count = |fixture: &Fixture| {
                let findings = fixture.documents[0].findings.iter();
                let missing = findings.filter(|finding| finding.rule == "missing-clause");
                missing.count()
            };
            assert_eq!(
                count(&after) + 1,
                count(&before),
                "{name}: {}",
                action.title
            );
            let cites = |fixture: &Fixture| fixture.documents[0].document.answers.len();
            assert_eq!(
                cites(&after),
                cites(&before) + 1,
                "{name}: {}",
                action.title
            );
        }
    }
    assert!(offered >= 3, "{offered}");
}

#[test]
fn a_withdrawn_clause_is_exchanged_for_the_one_that_took_its_content() {
    let oscal = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/examples/us-saas/nist-sp800-53-rev4-excerpt.oscal.json"
    );
    let oscal = std::fs::read_to_string(oscal).unwrap();
    let own = || vec![("nist-sp800-53-rev4", oscal.as_str())];
    let document = "---\nshishin: { guideline: nist-sp800-53-rev4 }\n---\n\n# Access\n\nSupervision follows the role matrix (AC-$013).\n";
    let fixture = with_guidelines(document, own());
    let found: Vec<Action> = list(&fixture)
        .into_iter()
        .filter(|action| matches!(action.key, Key::Fix(..)))
        .collect();
    assert!(!found.is_empty(), "{:?}", rules(&fixture));
    for action in &found {
        let text = edited(&fixture.documents[0].text, &change(&fixture, action));
        let mended = with_guidelines(&text, own());
        assert!(
            !rules(&mended).contains(&"withdrawn-clause".to_string()),
            "{text}"
        );
    }
    assert!(
        !list(&fixture)
            .iter()
            .any(|action| matches!(action.key, Key::FixAll(_)))
    );
}

const TABLE: &str = "\
---
shishin: { guideline: mic-meti-medical-1.1 }
---

| 項番 | 対応状況 | 当社の対応 | 証跡 |
|---|---|---|---|
";

#[test]
fn an_exclusion_is_given_a_place_for_its_reason_and_stays_reported_until_there_is_one() {
    let fixture = fixture(&format!("{TABLE}| 別紙2 3.4-①-1 | 対象$0外 | | |\n"));
    let action = action(&fixture, "「対象外」の理由を書く");
    let change = change(&fixture, &action);
    assert_eq!(change.snippet.as_deref(), Some("（${1:【要記入】}）$0"));
    let text = edited(&fixture.documents[0].text, &change);
    assert!(
        text.ends_with("| 別紙2 3.4-①-1 | 対象外（【要記入】） | | |\n"),
        "{text}"
    );
    let unfinished = crate::fixture::fixture(&text);
    assert!(rules(&unfinished).contains(&"unjustified-exclusion".to_string()));
    let written = text.replace("【要記入】", "電子署名を扱わないため");
    assert_eq!(
        rules(&crate::fixture::fixture(&written)),
        Vec::<String>::new()
    );
}

#[test]
fn a_plan_is_given_a_place_for_its_date() {
    let fixture = fixture(&format!(
        "{TABLE}| 別紙2 3.4-①-1 | 一部$0対応 | 操作ログを1年間保存する。 | |\n"
    ));
    let action = action(&fixture, "「一部対応」の期限を書く");
    let change = change(&fixture, &action);
    assert_eq!(
        change.snippet.as_deref(),
        Some("（${1:【要記入】}までに残りを行う）$0")
    );
    let text = edited(&fixture.documents[0].text, &change);
    let is_open = |text: &str| {
        let found = rules(&crate::fixture::fixture(text));
        found.contains(&"unowned-plan".to_string())
    };
    assert!(is_open(&text), "{text}");
    assert!(
        !is_open(&text.replace("【要記入】", "2027年3月末")),
        "{text}"
    );
    // Of what is only planned there is no rest.
    let planned = crate::fixture::fixture(&format!(
        "{TABLE}| 別紙2 3.4-①-1 | 対応$0予定 | 操作ログを1年間保存する。 | |\n"
    ));
    let offered = self::action(&planned, "「対応予定」の期限を書く");
    assert_eq!(
        self::change(&planned, &offered).snippet.as_deref(),
        Some("（${1:【要記入】}までに行う）$0")
    );
    // One whose date is there and has passed is another matter.
    let past = crate::fixture::fixture(&format!(
        "{TABLE}| 別紙2 3.4-①-1 | 一部$0対応（2026年3月末までに残りを行う） | ログを1年間保存する。 | |\n"
    ));
    assert!(
        !titles(&past)
            .iter()
            .any(|title| title.contains("期限を書く"))
    );
}

#[test]
fn a_blank_owner_s_cell_takes_an_owner_of_the_other_rows() {
    let table = "---\nshishin: { guideline: mic-meti-medical-1.1 }\n---\n\n\
                 | 項番 | 対応状況 | 当社の対応 | 担当 |\n|---|---|---|---|\n\
                 | 別紙2 3.4-①-1 | 対応済 | 操作ログを1年間保存する。 | 運用部 |\n";
    for (cell, expected) in [("$0 |", "| 運用部 |"), ("$0|", "| 運用部 |")] {
        let row = "| 別紙2 3.4-①-12 | 対応済 | 踏み台の操作を録画し、1年間保存する。 ";
        let fixture = fixture(&format!("{table}{row}|{cell}\n"));
        let text = after(&fixture, "責任者の欄に「運用部」と書く");
        assert!(text.ends_with(&format!("{row}{expected}\n")), "{text}");
        let mended = crate::fixture::fixture(&text);
        assert!(
            !rules(&mended).contains(&"missing-owner".to_string()),
            "{text}"
        );
    }
}

#[test]
fn a_number_of_several_guidelines_is_given_the_prefix_of_one() {
    let other = OLD.replace("kensho", "tanto").replace("検証用", "担当者用");
    let other = other.replace("8", "3");
    let own = || vec![("tanto-1", &*other), ("kensho-2", NEW)];
    let text = "---\nshishin: { guideline: [tanto-1, kensho-2] }\n---\n\n# 規程\n\n\
                **対応条項**: 3$0.2\n\nログを1年間保存する。\n";
    let fixture = with_guidelines(text, own());
    let text = after(&fixture, "[kensho:3.2] に直す");
    assert!(text.contains("**対応条項**: [kensho:3.2]\n"), "{text}");
    let mended = with_guidelines(&text, own());
    let found = rules(&mended);
    assert!(
        !found.contains(&"ambiguous-citation".to_string()),
        "{found:?}"
    );
}

#[test]
fn a_finding_is_allowed_where_it_stands_and_nothing_breaks() {
    let statement = "ログを適$0切に保存する。[mic-meti:別紙2 3.4-①-1]";
    let comment = "<!-- shishin: 許可 weak-wording 理由: 【要記入】 -->";
    let plain = statement.replace("$0", "");
    for (before, behind, expected) in [
        ("# 規程\n\n", "\n", format!("# 規程\n\n{plain} {comment}\n")),
        (
            "# 規程\n\n1. ",
            "\n   - 保存先\n",
            format!("# 規程\n\n1. {plain} {comment}\n   - 保存先\n"),
        ),
        (
            "# 規程\n\n> 注\n\n",
            "",
            format!("# 規程\n\n> 注\n\n{plain} {comment}"),
        ),
        (
            "# 規程\r\n\r\n",
            "\r\n毎月点検する。\r\n\r\n次の段落。\r\n",
            format!("# 規程\r\n\r\n{plain}\r\n毎月点検する。 {comment}\r\n\r\n次の段落。\r\n"),
        ),
    ] {
        allowed(
            &fixture(&format!("{before}{statement}{behind}")),
            "weak-wording",
            &expected,
        );
    }
    let row = "| 別紙2 3.4-①-1 | ○ | ログを適$0切に保存する。 |";
    let plain = row.replace("$0", "");
    for (end, commented) in [
        (" 点検票 |", format!(" 点検票 {comment} |")),
        (" |", format!(" {comment} |")),
        ("|", format!(" {comment} |")),
        ("", format!(" {comment}")),
        (" 点検票", format!(" 点検票 {comment}")),
        (" 点検票 | 余り |", format!(" 点検票 {comment} | 余り |")),
    ] {
        allowed(
            &fixture(&format!("{TABLE}{row}{end}\n")),
            "weak-wording",
            &format!("{TABLE}{plain}{commented}\n"),
        );
    }
}

/// Allows the finding of a rule at the cursor; it has to be gone, and all else as it was.
#[track_caller]
fn allowed(fixture: &Fixture, rule: &str, expected: &str) {
    let mut found = list(fixture).into_iter();
    let action = found
        .find(|action| matches!(&action.key, Key::Allow(name, _) if name == rule))
        .unwrap_or_else(|| panic!("not offered: {:?}", titles(fixture)));
    let text = edited(&fixture.documents[0].text, &change(fixture, &action));
    assert_eq!(text, expected);
    let before: Vec<String> = rules(fixture)
        .into_iter()
        .filter(|name| name != rule)
        .collect();
    let open = crate::fixture::fixture(&text);
    // The reason is still to be written, and that is said.
    let left: Vec<String> = rules(&open)
        .into_iter()
        .filter(|name| name != "invalid-comment")
        .collect();
    assert!(
        rules(&open).contains(&"invalid-comment".to_string()),
        "{text}"
    );
    assert_eq!(left, before, "{text}");
    let written = text.replace("【要記入】", "契約書第5条で定める");
    assert_eq!(
        rules(&crate::fixture::fixture(&written)),
        before,
        "{written}"
    );
}

#[test]
fn what_the_front_matter_is_told_is_allowed_for_the_whole_document() {
    let document = "---\nshishin: { guideline: kensho-2, covers: [$03] }\n---\n\n# 規程\n";
    let fixture = with_guidelines(document, vec![("kensho-2", NEW)]);
    let action = action(
        &fixture,
        "この文書全体で missing-clause を許可する（理由を書く）",
    );
    assert_eq!(
        edited(&fixture.documents[0].text, &change(&fixture, &action)),
        "---\nshishin: { guideline: kensho-2, covers: [3] }\n---\n\n<!-- shishin: 文書全体で許可 missing-clause 理由: 【要記入】 -->\n\n# 規程\n"
    );
}

#[test]
fn a_heading_keeps_its_marks_when_a_comment_joins_it() {
    for (heading, expected) in [
        (
            "## 規$0程 ##",
            "## 規程 <!-- shishin: 許可 missing-clause 理由: 【要記入】 --> ##",
        ),
        (
            "規$0程\n----",
            "規程 <!-- shishin: 許可 missing-clause 理由: 【要記入】 -->\n----",
        ),
    ] {
        let document = format!(
            "---\nshishin: {{ guideline: kensho-2, covers: [3] }}\n---\n\n{heading}\n\nログは1年間保存する。[kensho:3.2]\n"
        );
        let fixture = with_guidelines(&document, vec![("kensho-2", NEW)]);
        let text = after(&fixture, "この節で missing-clause を許可する");
        assert!(text.contains(expected), "{text}");
        let mended = with_guidelines(&text, vec![("kensho-2", NEW)]);
        assert_eq!(mended.documents[0].document.sections.len(), 2);
        assert_eq!(mended.documents[0].document.allowances.len(), 1);
    }
}

#[test]
fn link_definitions_are_kept_at_the_foot() {
    let document = "\
# 規程

点検の記録を3年間保存する。[kensho:3.3]

[規程]: 運用管理規程.md

[kensho:3.1]: <古い> \"もう引かれていない\"

- ログを1年間保存する。[KENSHO:3.2] と[kensho:3](自分で.md)、`[kensho:3.1]`、[mic-meti:4.2]
- 同じく。[kensho:3.2] [mic-meti:4.3]

[kensho:3.3]: <古い> \"古い\"
[mic-meti:4.2]: <file:///home/someone/cache/g.md#L9> \"4.2\"
[mic-meti:4.3]: https://example.jp/g#43
";
    let expected = "\
# 規程

点検の記録を3年間保存する。[kensho:3.3]

[規程]: 運用管理規程.md

- ログを1年間保存する。[KENSHO:3.2] と[kensho:3](自分で.md)、`[kensho:3.1]`、[mic-meti:4.2]
- 同じく。[kensho:3.2] [mic-meti:4.3]

[KENSHO:3.2]: guidelines/kensho-2.md#3.2 \"3.2 ログの取得\"
[kensho:3.3]: guidelines/kensho-2.md#3.3 \"3.3 ログの点検\"
[mic-meti:4.3]: https://example.jp/g#43
";
    for (document, expected) in [
        (document.to_string(), expected.to_string()),
        (
            document.replace('\n', "\r\n"),
            expected.replace('\n', "\r\n"),
        ),
    ] {
        let before = with_guidelines(&document, vec![("kensho-2", NEW)]);
        let offered = action(&before, "文末のリンク定義");
        assert_eq!(offered.kind, Kind::OrganizeDefinitions);
        let text = edited(&document, &change(&before, &offered));
        assert_eq!(text, expected);
        let after = with_guidelines(&text, vec![("kensho-2", NEW)]);
        assert!(
            !list(&after)
                .iter()
                .any(|action| action.key == Key::Definitions),
            "not idempotent"
        );
        assert_eq!(rules(&after), rules(&before));
        let cited = |fixture: &Fixture| fixture.documents[0].document.citations.len();
        assert_eq!(cited(&after), cited(&before));
    }
    // Without brackets nothing is offered, nor for a guideline that lies outside of the project; behind an open fence
    // nothing would be read.
    for document in [
        "# 規程\n",
        "ログ [mic-meti:別紙2 3.4-①-1]\n",
        "ログ [kensho:3.2]\n\n```\n例",
        "ログ [kensho:3.2]\n\n<!-- 覚え",
    ] {
        assert!(
            !list(&with_guidelines(document, vec![("kensho-2", NEW)]))
                .iter()
                .any(|action| action.key == Key::Definitions)
        );
    }
}

#[test]
fn titles_are_sentences_in_english_too() {
    let mut fixture = with_guidelines(
        "---\nshishin: { guideline: kensho-2, covers: [3] }\n---\n\n# Rules$0\n\nLogs are kept for a year. [kensho:3.2]\n",
        vec![("kensho-2", NEW)],
    );
    fixture.locale = Locale::En;
    assert_eq!(
        titles(&fixture),
        [
            "Insert a skeleton answer to 3.1 “時刻の同期”",
            "Insert a skeleton answer to 3.3 “ログの点検”",
            "Allow missing-clause in this section, with a reason",
            "Bring the link definitions at the foot in line with the citations",
        ]
    );
}

#[test]
fn no_range_does_harm() {
    let document =
        format!("{TABLE}| 別紙2 3.4-①-1 | 対象外 | 適切に🔒 | \r\n\r\n[mic-meti:999]\r\n");
    let fixture = fixture(&document);
    fixture.view(|view, _| {
        for start in 0..=document.len() + 2 {
            let range: Range<usize> = start..start;
            for action in actions(view, &range) {
                if let Some(change) = resolve(view, &action.key) {
                    edited(&document, &change);
                }
            }
        }
    });
}

#[test]
fn a_comment_that_is_no_longer_needed_goes_with_its_space() {
    let comment = "<!-- shishin: allow $0weak-wording because 契約書で定める -->";
    let cases = [
        (
            "# ログ\n\n1年間保存する。 C\n\n以上。\n",
            "# ログ\n\n1年間保存する。\n\n以上。\n",
        ),
        (
            "# ログ\n\n1年間 C 保存する。\n",
            "# ログ\n\n1年間 保存する。\n",
        ),
        (
            "# ログ\n\nC\n\n1年間保存する。\n",
            "# ログ\n\n1年間保存する。\n",
        ),
        (
            "# ログ\r\n\r\nC\r\n\r\n1年間保存する。\r\n",
            "# ログ\r\n\r\n1年間保存する。\r\n",
        ),
        (
            "# ログ\n\n1年間保存する。\nC\n",
            "# ログ\n\n1年間保存する。\n",
        ),
        (
            "| 手順 | 記録 |\n|---|---|\n| 保存する。 C | 台帳 |\n",
            "| 手順 | 記録 |\n|---|---|\n| 保存する。 | 台帳 |\n",
        ),
    ];
    for (marked, expected) in cases {
        let fixture = fixture(&marked.replace('C', comment));
        assert_eq!(after(&fixture, "コメントを消す"), expected);
    }
}

/// The document after the action that adds a place to write about what is not touched: what stands before
/// the place, and behind it.
#[track_caller]
fn with_a_place(body: &str) -> (String, String) {
    let fixture = fixture(&format!(
        "---\nshishin: {{ guideline: mic-meti-medical-1.1 }}\n---\n\n{body}"
    ));
    let text = after(&fixture, "触れていない点を書く場所を入れる");
    let (before, behind) = text.split_once("：【要記入】").unwrap();
    let (_, before) = before.split_once("---\n\n").unwrap();
    (before.to_owned(), behind.to_owned())
}

#[test]
fn what_is_not_touched_gets_a_place_in_the_requirements_own_terms() {
    let part = "医療機関等から求められたら出せるようにしておく";
    let told = "アクセス管理規程を定め、接続の制限、操作の記録及び毎月の点検について規定している。";
    let heading = "# 規程\n\n## [mic-meti:別紙2 1.1-①-1]\n\n";
    let columns = "| 項番 | 実施内容 |\n|---|---|\n| 別紙2 1.1-①-1 | ";
    assert_eq!(
        with_a_place(&format!("{told}$0[mic-meti:別紙2 1.1-①-1]\n")),
        (
            format!("{told}{part}"),
            "。[mic-meti:別紙2 1.1-①-1]\n".to_owned()
        )
    );
    assert_eq!(
        with_a_place(&format!(
            "{}- {told}\n- 担当は管理課である。\n\n## ほか\n",
            heading.replace("## ", "## $0")
        )),
        (
            format!("{heading}- {told}\n- 担当は管理課である。\n- {part}"),
            "\n\n## ほか\n".to_owned()
        )
    );
    assert_eq!(
        with_a_place(&format!("{columns}$0{told} |\n")),
        (format!("{columns}{told}<br>{part}"), " |\n".to_owned())
    );
}

#[test]
fn a_fix_ends_its_lines_as_the_document_does() {
    let document =
        "---\r\nshishin:\r\n  guideline: mic-meti-medical-1.1\r\n$0\r\n# 規程\r\n\r\n本文\r\n";
    let fixture = fixture(document);
    for action in list(&fixture) {
        for edit in change(&fixture, &action).edits {
            let bare = edit.new_text.replace("\r\n", "");
            assert!(!bare.contains('\n'), "{}: {edit:?}", action.title);
        }
    }
    assert!(!list(&fixture).is_empty());
}

#[test]
fn what_one_comment_allows_is_offered_once() {
    let fixture = fixture("# 規程\n\n適切に行い、$0必要に応じて見直す。[mic-meti:4.3]\n");
    let offered = titles(&fixture);
    let allowed = offered
        .iter()
        .filter(|title| title.contains("weak-wording を許可"));
    assert_eq!(allowed.count(), 1, "{offered:?}");
}

/// What would be put into a fence or comment that nobody has closed answers nothing.
#[test]
fn no_skeleton_is_put_into_what_is_open_at_the_documents_end() {
    let front = "---\nshishin: { guideline: kensho-2, covers: [3.1] }\n---\n\n# 規程\n\n";
    let offered = |body: &str| {
        let fixture = with_guidelines(&format!("{front}{body}"), vec![("kensho-2", NEW)]);
        let offered = fixture.view(|view, _| actions(view, &(0..view.text.len())));
        let mut titles = offered.into_iter().map(|action| action.title);
        titles.any(|title| title.contains("ひな形"))
    };
    for open in [
        "```\ncode\n",
        "~~~~\ncode\n~~~\n",
        "<!-- メモ\n",
        "<!-- メモ\n\n続き\n",
    ] {
        assert!(!offered(open), "{open}");
    }
    for closed in [
        "```\ncode\n```\n",
        "    code\n",
        "<!-- メモ -->\n",
        "<table><tr><td>a</td></tr></table>\n",
        "- 項目\n\n  ```\n  code\n",
        // Beside an answer that stands before it.
        "- 台帳で管理する。[kensho:3.2]\n\n```\ncode\n",
    ] {
        assert!(offered(closed), "{closed}");
    }
}
