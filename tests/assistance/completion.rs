//! What is offered where something is wanted, and that prose stays silent.

use shishin::assistance::completion::{Completions, Item, Key, Rank, Request, complete, resolve};
use shishin::document::Resolution;
use shishin::guideline::ClauseReference;
use shishin::locale::Locale;

use crate::fixture::{Fixture, fixture, with_guidelines};

fn ask(fixture: &Fixture, rank: Option<&Rank<'_>>) -> Completions {
    fixture.view(|view, offset| {
        let found = complete(&Request { view, offset, rank });
        for item in &found.items {
            let range = &item.range;
            assert!(range.start <= offset && offset <= range.end, "{item:?}");
            let replaced = view.text.get(range.clone()).expect("whole characters");
            assert!(!replaced.contains('\n'), "{item:?}");
            // Of all else an editor chooses what begins as typed.
            let typed = view.text[range.start..offset].trim();
            let is_clause = matches!(item.key, Some(Key::Clause(..)));
            assert!(
                !is_clause || item.filter_text.starts_with(typed),
                "{typed}: {item:?}"
            );
        }
        found
    })
}

#[track_caller]
fn items(marked: &str) -> Vec<Item> {
    ask(&fixture(marked), None).items
}

/// What the document becomes when the first item is taken.
#[track_caller]
fn first(marked: &str) -> String {
    let fixture = fixture(marked);
    let found = ask(&fixture, None);
    let item = found.items.first().expect("something is offered");
    taken(&fixture, item)
}

fn taken(fixture: &Fixture, item: &Item) -> String {
    let mut text = fixture.documents[fixture.current].text.clone();
    text.replace_range(item.range.clone(), &item.new_text);
    text
}

#[track_caller]
fn silent(marked: &str) {
    let found = items(marked);
    assert!(found.is_empty(), "{marked}: {found:?}");
}

fn labels(found: &[Item]) -> Vec<&str> {
    found.iter().map(|item| item.label.as_str()).collect()
}

#[test]
fn prose_code_and_other_brackets_stay_silent() {
    for marked in [
        "$0",
        "# 方針$0\n",
        "ログを適切に保存する。$0\n",
        "総務省・経産省ガイドラインに基づき、$0\n",
        "総務省・経産省ガイドライン に基づき$0\n",
        "総務省・経産省ガイドライン第1.1版 別紙2 3.5-①-1 に基づき$0\n",
        "詳細は[運用管理規程$0\n",
        "![図 $0\n",
        "注を付ける[^$0\n",
        "- [ $0\n",
        "リンク[[$0\n",
        "当社（以下$0\n",
        "`[mic-meti:$0`\n",
        "```\n[mic-meti:$0\n```\n",
        "時刻は 10:$0\n",
        "手順: $0\n",
        "[見本:$0\n",
        "| 用語 | 意味 |\n|---|---|\n| $0 | |\n",
        "| 項番 | 当社の対応 |\n|---|---|\n| 3.2.1 | ログを$0 |\n",
        "| 項番 | 当社の対応 |\n|---|---|\n| 3.2.1 | $0 |\n",
        "<!-- 覚え書き $0 -->\n",
        "---\ntitle: $0\n---\n",
        "---\ntitle: 規程\nversion: s$0\n---\n",
    ] {
        silent(marked);
    }
}

#[test]
fn behind_a_prefix_clauses_are_found_by_number_and_by_any_part_of_the_title() {
    assert_eq!(
        first("# 規程\n\nログを保存する。[mic-meti:3.4-①-12$0\n"),
        "# 規程\n\nログを保存する。[mic-meti:別紙2 3.4-①-12]\n"
    );
    // Full width, as an input method leaves it, and the bracket that the editor closed.
    assert_eq!(
        first("ログを保存する。[mic-meti：３．４－①－１２$0]\n"),
        "ログを保存する。[mic-meti：別紙2 3.4-①-12]\n"
    );
    for typed in ["操作ログ", "ログ"] {
        let found = items(&format!("保守の記録を残す。[mic-meti:{typed}$0]\n"));
        let operation = found
            .iter()
            .find(|item| item.new_text == "別紙2 3.4-①-12")
            .unwrap_or_else(|| panic!("{typed}: {:?}", labels(&found)));
        assert!(operation.filter_text.starts_with(typed), "{operation:?}");
        assert!(
            operation.label.contains("操作ログ等で記録"),
            "{operation:?}"
        );
    }
    // A number and a word of the title, with the space that an input method leaves.
    assert_eq!(
        first("保守の記録を残す。[mic-meti:3.4　操作$0]\n"),
        "保守の記録を残す。[mic-meti:別紙2 3.4-①-12]\n"
    );
    // Nothing was asked for that is not there.
    silent("保守の記録を残す。[mic-meti:存在しない題名$0]\n");
}

#[test]
fn the_rest_of_a_number_behind_the_cursor_is_replaced_and_other_brackets_are_left_alone() {
    assert_eq!(
        first("ログ [mic-meti:3.4-①-12$0-7] を保存する。\n"),
        "ログ [mic-meti:別紙2 3.4-①-12] を保存する。\n"
    );
    assert_eq!(
        first("ログ [mic-meti:3.4-①-12$0 と [規程](規程.md)\n"),
        "ログ [mic-meti:別紙2 3.4-①-12] と [規程](規程.md)\n"
    );
    assert_eq!(
        first("ログ [mic-meti:3.2.1, 3.4-①-12$0]\n"),
        "ログ [mic-meti:3.2.1, 別紙2 3.4-①-12]\n"
    );
}

#[test]
fn behind_the_opening_bracket_prefixes_and_the_clauses_of_the_document_s_guideline() {
    let document = "---\nshishin: { guideline: mic-meti-medical-1.1 }\n---\n\n";
    let found = items(&format!("{document}ログを保存する。[$0\n"));
    assert_eq!(found[0].new_text, "mic-meti:");
    assert!(found[0].opens);
    assert_eq!(
        first(&format!("{document}ログを保存する。[3.4-①-12$0]\n")),
        format!("{document}ログを保存する。[mic-meti:別紙2 3.4-①-12]\n")
    );
    // Without a guideline there are prefixes to choose from and nothing else.
    let found = items("ログを保存する。[$0\n");
    assert!(
        found.iter().all(|item| item.new_text.ends_with(':')),
        "{found:?}"
    );
}

#[test]
fn clauses_that_nothing_answers_come_first_and_what_fits_the_statement_before_them() {
    let marked = "# 規程\n\nログを保存する。[mic-meti:別紙2 3.4-①-1]\n\n保守の記録を残す。[mic-meti:3.4-①-$0]\n";
    let fixture = fixture(marked);
    let found = ask(&fixture, None);
    let place = |label: &str, found: &Completions| {
        let mut items = found.items.iter();
        items.position(|item| item.new_text == label).expect(label)
    };
    assert!(found.is_incomplete);
    assert!(place("別紙2 3.4-①-12", &found) < place("別紙2 3.4-①-1", &found));
    assert_eq!(
        found.items[place("別紙2 3.4-①-12", &found)]
            .detail
            .as_deref(),
        Some("未回答・2省ガイドライン 第1.1版")
    );
    let fits = fixture.view(|view, _| {
        let guidelines = view.project.guidelines;
        let guideline = guidelines.with_prefix("mic-meti").unwrap();
        let mut known = guidelines.get(guideline).iter();
        let (clause, _) = known
            .find(|(_, clause)| clause.label.as_deref() == Some("別紙2 3.4-①-1"))
            .unwrap();
        ClauseReference { guideline, clause }
    });
    let asked = std::cell::RefCell::new(String::new());
    let rank = |text: &str| {
        *asked.borrow_mut() = text.to_string();
        vec![(fits, 0.9)]
    };
    let found = ask(&fixture, Some(&rank));
    assert_eq!(place("別紙2 3.4-①-1", &found), 0);
    assert!(
        asked.borrow().starts_with("保守の記録を残す。"),
        "{asked:?}"
    );
}

#[test]
fn behind_a_guideline_s_name_and_a_space() {
    assert_eq!(
        first("総務省・経産省ガイドライン第1.1版 3.4-①-12$0\n"),
        "総務省・経産省ガイドライン第1.1版 別紙2 3.4-①-12\n"
    );
    assert_eq!(
        first("【総務省・経産省ガイドライン第1.1版　操作ログ$0】\n"),
        "【総務省・経産省ガイドライン第1.1版　別紙2 3.4-①-12】\n"
    );
    assert!(!items("総務省・経産省ガイドライン第1.1版 $0\n").is_empty());
    // An edition that is not at hand has no clauses to offer.
    silent("総務省・経産省ガイドライン第9版 $0\n");
}

#[test]
fn a_guideline_s_name_once_a_bracket_and_two_characters_ask_for_it() {
    assert_eq!(
        first("方針を定める（総務省・経産$0）。\n"),
        "方針を定める（総務省・経産省ガイドライン第1.1版 ）。\n"
    );
    silent("方針を定める（総$0）。\n");
    // Where quotation marks close it, no number follows.
    assert_eq!(
        first("方針を「総務省・経産$0」により定める。\n"),
        "方針を「総務省・経産省ガイドライン第1.1版」により定める。\n"
    );
}

#[test]
fn a_guideline_s_name_in_a_sentence_once_it_can_be_nothing_else() {
    assert_eq!(
        first("当社は、総務省・経産$0\n"),
        "当社は、総務省・経産省ガイドライン第1.1版 \n"
    );
    assert_eq!(
        first("当社は2省ガイ$0\n"),
        "当社は2省ガイドライン第1.1版 \n"
    );
    silent("当社は、総務省$0\n");
    silent("当社は、医療情報$0\n");
    silent("当社は、総務省・経産省ガイドライン$0\n");
}

#[test]
fn brackets_that_wait_for_something_and_lists_and_ranges_in_them() {
    let first = |line: &str| first(&format!("{DECLARED}{line}"))[DECLARED.len()..].to_string();
    for (line, expected) in [
        ("記録を残す。【$0】\n", "記録を残す。【mic-meti:】\n"),
        ("記録を残す。（$0）\n", "記録を残す。（mic-meti:）\n"),
        (
            "記録を残す。（mic-meti:3.4-①-12$0）\n",
            "記録を残す。（mic-meti:別紙2 3.4-①-12）\n",
        ),
        (
            "記録を残す。[mic-meti:4.2、mic-meti:3.4-①-12$0]\n",
            "記録を残す。[mic-meti:4.2、mic-meti:別紙2 3.4-①-12]\n",
        ),
        (
            "記録を残す。[mic-meti:4.2〜4.3$0]\n",
            "記録を残す。[mic-meti:4.2〜4.3]\n",
        ),
        ("Kept (see 4.3$0)\n", "Kept (see 4.3)\n"),
    ] {
        assert_eq!(first(line), expected);
    }
    assert!(!items(&format!("{DECLARED}記録を残す。「$0」\n")).is_empty());
    silent("記録を残す。（$0\n");
    silent(&format!("{DECLARED}Records are kept ($0)\n"));
    silent(&format!("{DECLARED}詳細は[規程]($0)\n"));
}

/// The document's own guideline, so that a number needs no name before it.
const DECLARED: &str = "---\nshishin: { guideline: mic-meti-medical-1.1 }\n---\n\n";

#[test]
fn a_number_in_brackets_is_finished_where_the_document_says_whose_it_is() {
    let first = |line: &str| first(&format!("{DECLARED}{line}"))[DECLARED.len()..].to_string();
    for (typed, written) in [
        (
            "保守の記録を残す（別紙2 3.4-①-12$0）。\n",
            "保守の記録を残す（別紙2 3.4-①-12）。\n",
        ),
        // As an input method leaves it, and not closed yet.
        (
            "保守の記録を残す（別紙２　３．４－①－１２$0\n",
            "保守の記録を残す（別紙2 3.4-①-12\n",
        ),
        (
            "保守の記録を残す【3.4-①-12$0】\n",
            "保守の記録を残す【別紙2 3.4-①-12】\n",
        ),
        (
            "保守の記録を残す（別紙2 1.1-①-1、3.4-①-12$0）。\n",
            "保守の記録を残す（別紙2 1.1-①-1、別紙2 3.4-①-12）。\n",
        ),
        // A prefix is read in parentheses as well.
        (
            "保守の記録を残す（mic-meti:3.4-①-12$0）。\n",
            "保守の記録を残す（mic-meti:別紙2 3.4-①-12）。\n",
        ),
        // A number such as documents have themselves is read with a prefix alone.
        (
            "契約の前に合意する（3.2.$0）。\n",
            "契約の前に合意する（[mic-meti:3.2.1]）。\n",
        ),
        (
            "| 項番 | 当社の対応 |\n|---|---|\n| | 保守の記録を残す（別紙2 3.4-①-12$0） |\n",
            "| 項番 | 当社の対応 |\n|---|---|\n| | 保守の記録を残す（別紙2 3.4-①-12） |\n",
        ),
    ] {
        assert_eq!(first(typed), written);
    }
    let offered = items(&format!("{DECLARED}保守の記録を残す（別紙2 $0）。\n"));
    // The part itself is no answer to the space behind it.
    assert_eq!(offered[0].new_text, "別紙2 1.1-①-1");
    assert!(offered.iter().any(|item| item.new_text == "別紙2 3.4-①-12"));
    for prose in [
        "（3$0",
        "（3年$0）",
        "（3.5GHz$0）",
        "（別$0",
        "（以下$0",
        "（$0",
        "【$0",
        "【要記入$0】",
        "当社（別紙2 の様式$0",
    ] {
        silent(&format!("{DECLARED}記録を残す{prose}\n"));
    }
    // Nobody has said whose numbers these are.
    silent("保守の記録を残す（別紙2 3.$0）。\n");
}

#[test]
fn wide_brackets_take_a_prefix_as_an_input_method_writes_them() {
    let first = |line: &str| first(&format!("{DECLARED}{line}"))[DECLARED.len()..].to_string();
    assert_eq!(
        first("保守の記録を残す。［mic-meti:3.4-①-12$0\n"),
        "保守の記録を残す。［mic-meti:別紙2 3.4-①-12］\n"
    );
    assert_eq!(
        first("保守の記録を残す。【ｍｉｃ－ｍｅｔｉ：３．４－①－１２$0】\n"),
        "保守の記録を残す。【ｍｉｃ－ｍｅｔｉ：別紙2 3.4-①-12】\n"
    );
    assert_eq!(
        first("保守の記録を残す。［3.4-①-12$0］\n"),
        "保守の記録を残す。［mic-meti:別紙2 3.4-①-12］\n"
    );
    let found = items(&format!("{DECLARED}保守の記録を残す。［$0\n"));
    assert_eq!(found[0].new_text, "mic-meti:");
    assert_eq!(found[2].new_text, "mic-meti:3.2.1］");
}

#[test]
fn a_number_that_opens_a_block_is_finished_as_well() {
    let first = |line: &str| first(&format!("{DECLARED}{line}"))[DECLARED.len()..].to_string();
    assert_eq!(first("- 別紙2 3.4-①-12$0\n"), "- 別紙2 3.4-①-12\n");
    assert_eq!(first("別紙2 操作ログ$0\n"), "別紙2 3.4-①-12\n");
    assert_eq!(
        first("1. 3.4-①-12$0 保守の記録を残す。\n"),
        "1. 別紙2 3.4-①-12 保守の記録を残す。\n"
    );
    for prose in [
        "- 別紙2$0",
        "1. 3.$0",
        "3.$0",
        "- 3.2$0",
        "当社は別紙2 3.4$0",
        "別紙2 は別に定める$0",
    ] {
        silent(&format!("{DECLARED}{prose}\n"));
    }
}

#[test]
fn a_number_right_behind_a_guideline_s_name() {
    for between in ["", "の", "の ", "、"] {
        assert_eq!(
            first(&format!(
                "総務省・経産省ガイドライン第1.1版{between}別紙2 3.4-①-12$0\n"
            )),
            format!("総務省・経産省ガイドライン第1.1版{between}別紙2 3.4-①-12\n")
        );
    }
    silent("総務省・経産省ガイドライン第1.1版の記録$0\n");
}

#[test]
fn a_number_as_typed_comes_before_a_longer_one_that_begins_with_its_digits() {
    let found = items(&format!(
        "{DECLARED}規程を定める。[mic-meti:別紙2 1.1-①-1]\n\n報告する。[mic-meti:別紙2 1.1$0]\n"
    ));
    let place = |number: &str| {
        let at = found.iter().position(|item| item.new_text == number);
        at.unwrap_or_else(|| panic!("{number}: {:?}", labels(&found)))
    };
    // That nothing answers the second yet makes it no likelier.
    assert!(place("別紙2 1.1-①-1") < place("別紙2 1.11-①-1"));
}

const TABLE: &str = "\
---
shishin: { guideline: mic-meti-medical-1.1, covers: [\"別紙2 3.4\"] }
---

## 別紙2（総務省・経産省ガイドライン第1.1版）

| 項番 | 対応状況 | 当社の対応 | 責任分界 | 頻度 | 証跡 | 担当 |
|---|---|---|---|---|---|---|
| 3.4-①-1 | ○ | 操作ログを1年間保存する。 | 当社 | 毎月 | 点検票 | 運用部 |
";

#[test]
fn a_clause_column_is_filled_as_its_other_rows_are() {
    assert_eq!(
        first(&format!("{TABLE}| 操作ログ$0 | | | | | | |\n")),
        format!("{TABLE}| 3.4-①-12 | | | | | | |\n")
    );
    // A row that has only begun, with and without the space.
    for (typed, written) in [("|$0", "| 3.4-①-12"), ("| $0", "| 3.4-①-12")] {
        let found = ask(&fixture(&format!("{TABLE}{typed}")), None);
        let fixture = fixture(&format!("{TABLE}{typed}"));
        let item = found
            .items
            .iter()
            .find(|item| item.label.starts_with("別紙2 3.4-①-12"));
        assert_eq!(
            taken(&fixture, item.expect("the missing clause is offered")),
            format!("{TABLE}{written}")
        );
    }
}

#[test]
fn columns_offer_their_words_those_of_the_column_first() {
    let row = |cells: &str| items(&format!("{TABLE}| 3.4-①-12 | {cells}\n"));
    assert_eq!(
        labels(&row("$0 | | | | | |")),
        [
            "○",
            "一部対応",
            "対応予定",
            "代替策で対応",
            "対象外（理由）",
            "未対応"
        ]
    );
    assert_eq!(labels(&row("一部$0 | | | | | |")), ["一部対応"]);
    assert_eq!(
        labels(&row("○ | | $0 | | | |")),
        ["当社", "利用者", "共同", "継承（事業者名）"]
    );
    assert_eq!(labels(&row("○ | | | 四$0 | | |")), ["四半期ごと"]);
    assert_eq!(labels(&row("○ | | | | | $0 |")), ["運用部"]);
    let excluded = row("対象$0 | | | | | |");
    assert_eq!(
        excluded[0].snippet.as_deref(),
        Some("対象外（${1:【要記入】}）$0")
    );
    // The delimiter row and the heading are nobody's to complete.
    silent("| 項番 | 対応状況 |\n|---|$0---|\n");
}

#[test]
fn evidence_is_looked_for_in_files_where_evidence_stands() {
    let cell = |typed: &str| format!("{TABLE}| 3.4-①-12 | ○ | | | | {typed} | |\n");
    let found = items(&cell("$0"));
    assert_eq!(labels(&found), ["証跡/", "運用管理規程.md"]);
    assert_eq!(first(&cell("$0")), cell("証跡/"));
    assert_eq!(
        first(&cell("証跡/$0")),
        cell("[ログ点検票_2026年10月](証跡/ログ点検票_2026年10月.csv)")
    );
    let found = items(&cell("証跡/$0"));
    assert_eq!(found[1].new_text, "[棚卸し 記録](証跡/棚卸し%20記録.xlsx)");
    assert_eq!(
        first("## 3.4\n\n**証跡**: [点検票](証跡/ログ$0)\n"),
        "## 3.4\n\n**証跡**: [点検票](証跡/ログ点検票_2026年10月.csv)\n"
    );
    assert_eq!(
        first("## 3.4\n\n- **証跡**: 点検票、$0\n"),
        "## 3.4\n\n- **証跡**: 点検票、証跡/\n"
    );
    assert_eq!(
        first(&cell("[証跡/$0")),
        cell("[ログ点検票_2026年10月](証跡/ログ点検票_2026年10月.csv)")
    );
    silent("[図](証跡/$0)\n");
    silent("**証跡**: [図](https://example.jp/$0)\n");
}

#[test]
fn labels_and_their_values() {
    assert_eq!(
        first("## 第5条\n\n**実装$0**\n"),
        "## 第5条\n\n**実装状況**: \n"
    );
    // A colon, and what is left of the name, stand there already.
    for (written, corrected) in [
        ("**実装$0**: 対応済", "**実装状況**: 対応済"),
        ("- **実装$0**：対応済", "- **実装状況**：対応済"),
        ("**実装$0状**: 対応済", "**実装状況**: 対応済"),
        ("**実装$0** : 対応済", "**実装状況** : 対応済"),
        ("**実装$0：** 対応済", "**実装状況：** 対応済"),
    ] {
        assert_eq!(first(written), corrected, "{written}");
    }
    assert_eq!(
        first("## 第5条\n\n**実装$0対応済\n"),
        "## 第5条\n\n**実装状況**: 対応済\n"
    );
    assert_eq!(
        first("## 第5条\n\n- **責任分$0\n"),
        "## 第5条\n\n- **責任分界**: \n"
    );
    assert_eq!(
        first("## 第5条\n\n**実装状況**:$0\n"),
        "## 第5条\n\n**実装状況**: 対応済\n"
    );
    assert_eq!(
        first("## 第5条\n\n**実装状況**：一部$0\n"),
        "## 第5条\n\n**実装状況**：一部対応\n"
    );
    assert_eq!(
        first("## 第5条\n\n**頻度**: 年$0\n"),
        "## 第5条\n\n**頻度**: 年1回\n"
    );
    assert_eq!(
        first("## 第5条\n\n**最終見直し**: $0\n"),
        "## 第5条\n\n**最終見直し**: 2026-11-22\n"
    );
    silent("## 第5条\n\n**強調$0した文\n");
}

#[test]
fn clauses_behind_a_label_and_in_english() {
    let document = "---\nshishin: { guideline: mic-meti-medical-1.1 }\n---\n\n## 第5条\n\n";
    assert_eq!(
        first(&format!("{document}**対応条項**: 3.2.1、操作ログ$0\n")),
        format!("{document}**対応条項**: 3.2.1、別紙2 3.4-①-12\n")
    );
    assert_eq!(
        first(&format!("{document}Covers: 3.4-①-12$0\n")),
        format!("{document}Covers: 別紙2 3.4-①-12\n")
    );
    let mut english = fixture("## Logging\n\n**Status**: $0\n");
    english.locale = Locale::En;
    assert_eq!(labels(&ask(&english, None).items)[0], "Implemented");
}

#[test]
fn a_heading_mirrors_a_clause_where_others_do() {
    let document = "---\nshishin: { guideline: mic-meti-medical-1.1 }\n---\n\n## 4.2 医療機関等との役割分担の明確化\n\n責任分界表による。\n\n";
    let first_line = fixture(&format!("{document}## 4.4$0\n"));
    let offered = ask(&first_line, None).items;
    let heading = taken(&first_line, &offered[0]);
    assert!(
        heading.contains("\n## 4.4 対象事業者の適格性を評価する"),
        "{heading}"
    );
    assert_eq!(first(&format!("{document}## 第三者認証$0\n")), heading);
    silent(&format!("{document}## 附則$0\n"));
    silent(&format!("{document}## $0\n"));
    silent("---\nshishin: { guideline: mic-meti-medical-1.1 }\n---\n\n## 4.4$0\n");
}

#[test]
fn front_matter_that_is_not_closed_yet_is_completed_as_well() {
    assert_eq!(first("---\nshi$0"), "---\nshishin:\n  ");
    assert_eq!(
        first("---\nshishin:\n  gui$0\n\n# 規程\n"),
        "---\nshishin:\n  guideline: \n\n# 規程\n"
    );
    assert_eq!(
        first("---\nshishin:\n  guideline: mic-meti$0"),
        "---\nshishin:\n  guideline: mic-meti-medical-1.1"
    );
    silent("---\n\nshi$0");
    assert_eq!(first("---\n$0\n---\n"), "---\nshishin:\n  \n---\n");
    silent("---\ntitle: 規程\n$0\n---\n");
}

#[test]
fn front_matter_keys_and_values() {
    assert_eq!(first("---\nshi$0\n---\n"), "---\nshishin:\n  \n---\n");
    let found = items("---\nshishin:\n  owner: 運用部長\n  $0\n---\n");
    assert_eq!(
        labels(&found),
        ["guideline", "covers", "reviewed", "frequency"]
    );
    assert_eq!(
        first("---\nshishin:\n  guideline: mic-meti$0\n---\n"),
        "---\nshishin:\n  guideline: mic-meti-medical-1.1\n---\n"
    );
    assert_eq!(
        first(
            "---\nshishin: { guideline: mic-meti-medical-1.1, covers: [3.2.1, 3.4-①-12$0] }\n---\n"
        ),
        "---\nshishin: { guideline: mic-meti-medical-1.1, covers: [3.2.1, \"別紙2 3.4-①-12\"] }\n---\n"
    );
    assert_eq!(
        first(
            "---\nshishin:\n  guideline: mic-meti-medical-1.1\n  covers:\n    - \"3.2.1\"\n    - \"操作ログ$0\"\n---\n"
        ),
        "---\nshishin:\n  guideline: mic-meti-medical-1.1\n  covers:\n    - \"3.2.1\"\n    - \"別紙2 3.4-①-12\"\n---\n"
    );
    assert_eq!(
        first("---\nshishin: { reviewed:$0 }\n---\n"),
        "---\nshishin: { reviewed: 2026-11-22 }\n---\n"
    );
}

#[test]
fn comments_name_the_rules_that_report_something_here() {
    let statement = "# 規程\n\nログを適切に保存する。[mic-meti:別紙2 3.7-①-1]";
    assert_eq!(
        first(&format!("{statement} <!--$0\n")),
        format!("{statement} <!-- shishin: 許可 weak-wording 理由: 【要記入】 -->\n")
    );
    assert_eq!(
        first(&format!("{statement} <!-- shishin:$0 -->\n")),
        format!("{statement} <!-- shishin: 許可  -->\n")
    );
    assert_eq!(
        first(&format!("{statement} <!-- shishin: a$0 -->\n")),
        format!("{statement} <!-- shishin: allow  -->\n")
    );
    assert_eq!(
        first(&format!("{statement} <!-- shishin: allow $0 -->\n")),
        format!("{statement} <!-- shishin: allow weak-wording -->\n")
    );
    assert_eq!(
        first(&format!("{statement} <!-- shishin: 許可　$0 -->\n")),
        format!("{statement} <!-- shishin: 許可　weak-wording -->\n")
    );
    let found = items(&format!(
        "{statement} <!-- shishin: allow weak-wording, missing-o$0 -->\n"
    ));
    assert_eq!(labels(&found), ["missing-owner"]);
    let found = items(&format!(
        "{statement} <!-- shishin: allow weak-wording $0-->\n"
    ));
    assert_eq!(
        found[0].snippet.as_deref(),
        Some("because ${1:【要記入】}$0")
    );
    let found = items(&format!(
        "{statement} <!-- shishin: 許可 weak-wording $0-->\n"
    ));
    assert_eq!(found[0].snippet.as_deref(), Some("理由: ${1:【要記入】}$0"));
    for reason in ["because ", "理由: ", "理由：", "理由 "] {
        silent(&format!(
            "{statement} <!-- shishin: allow weak-wording {reason}$0 -->\n"
        ));
    }
}

#[test]
fn comments_are_written_in_the_language_of_their_document() {
    let statement = "# Policy\n\nLogs are kept as appropriate. [mic-meti:別紙2 3.7-①-1]";
    // The number of the clause is Japanese, and is all of it that is.
    let statement = statement.replace("別紙2 ", "");
    assert_eq!(
        first(&format!("{statement} <!--$0\n")),
        format!("{statement} <!-- shishin: allow weak-wording because TODO -->\n")
    );
}

#[test]
fn documentation_is_had_by_a_key_that_survives_a_round_trip() {
    let fixture = with_guidelines(
        "[k:3$0]\n",
        vec![(
            "k",
            "---\nguideline: { id: k, title: 基準, completeness: whole, language: ja }\n---\n\n## 3 運用\n\n### 3.1 ログの取得\n\nログを取得すること。保存することが望ましい。\n",
        )],
    );
    let found = ask(&fixture, None);
    let item = found
        .items
        .iter()
        .find(|item| item.new_text == "3.1")
        .unwrap();
    let key = serde_json::to_string(item.key.as_ref().unwrap()).unwrap();
    let key = serde_json::from_str(&key).unwrap();
    let text = fixture
        .view(|view, _| resolve(&view.project, &key))
        .unwrap();
    for fact in [
        "3.1 ログの取得",
        "ログを取得すること。",
        "保存することが望ましい。",
    ] {
        assert!(text.contains(fact), "{text}");
    }
}

#[test]
fn every_number_in_the_example_is_offered_where_it_stands() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/clinic-cloud");
    let mut tried = 0;
    for name in ["運用管理規程.md", "安全管理対策対応表.md"] {
        let text = std::fs::read_to_string(folder.join(name)).unwrap();
        let whole = fixture(&text);
        for citation in &whole.documents[0].document.citations {
            let Resolution::Found(found) = &citation.resolution else {
                continue;
            };
            let before = &text[..citation.range.start];
            let line = before.rsplit('\n').next().unwrap_or_default();
            // A heading asks for the beginning of a number or title.
            if found.len() > 1 || !before.ends_with([':', ' ']) || line.starts_with('#') {
                continue;
            }
            let behind = &text[citation.range.end..];
            let asked = fixture(&format!("{before}$0{behind}"));
            let offered = ask(&asked, None).items;
            let known = whole.knowledge.guidelines.clause(found[0].0);
            let is_it = |item: &&Item| matches!(&item.key, Some(Key::Clause(_, clause)) if *clause == known.id);
            let item = offered.iter().find(is_it);
            let item = item.unwrap_or_else(|| panic!("{name}: {}", known.display_label()));
            let again = fixture(&taken(&asked, item));
            let cited = again.documents[0].document.citations.iter();
            let mut cited = cited.map(|citation| &citation.resolution);
            assert!(cited.any(|other| *other == citation.resolution), "{item:?}");
            tried += 1;
        }
    }
    assert!(tried >= 30, "{tried}");
}

#[test]
fn no_cursor_anywhere_in_a_document_does_harm() {
    let document = format!(
        "---\r\ntitle: 規程\r\nshishin:\r\n  guideline: mic-meti-medical-1.1\r\n  covers: [\"別紙2 3.4\r\n---\r\n\r\n{}\r\n**対応条項**：【総務省・経産省ガイドライン　[mic-meti：３．４\r\n| |||\r\n`[a:` <!-- shishin：許可 🔒",
        TABLE.split_once("---\n\n").unwrap().1.replace('\n', "\r\n"),
    );
    let fixture = fixture(&document);
    fixture.view(|view, _| {
        for offset in 0..=view.text.len() + 2 {
            complete(&Request {
                view,
                offset,
                rank: None,
            });
        }
    });
}

/// Of a word that the cursor stands in nothing is left over, and nothing else is taken away.
#[test]
fn within_a_word_all_of_it_is_replaced() {
    let clause = |number: &str| format!("{GUIDELINE}## 第1条\n\n**対応条項**: {number}\n");
    const GUIDELINE: &str = "---\nshishin:\n  guideline: mic-meti-medical-1.1\n---\n\n# 規程\n\n";
    let before = |text: &str| format!("{}{text}", clause("4.3"));
    for (marked, label, expected) in [
        ("---\nshishin:\n  guideline: mic-meti$0-medical-1.1\n---\n".to_string(), "mic-meti-medical-1.1",
         "---\nshishin:\n  guideline: mic-meti-medical-1.1\n---\n".to_string()),
        ("---\nshishin:\n  guideline: mic-meti-medical-1.1\n  covers: [\"4.$03\", \"4.2\"]\n---\n".to_string(), "4.1 ",
         "---\nshishin:\n  guideline: mic-meti-medical-1.1\n  covers: [\"4.1\", \"4.2\"]\n---\n".to_string()),
        ("---\nshishin:\n  guideline: mic-meti-medical-1.1\n  covers: [4.$03, 4.2]\n---\n".to_string(), "4.1 ",
         "---\nshishin:\n  guideline: mic-meti-medical-1.1\n  covers: [\"4.1\", 4.2]\n---\n".to_string()),
        (clause("4.$03、4.4"), "4.1 ", clause("4.1、4.4")),
        (before("**実装状況**: 対応$0予定（2027年3月）\n"), "対応済", before("**実装状況**: 対応済（2027年3月）\n")),
        (before("**責任分界**: 当$0社\n"), "当社", before("**責任分界**: 当社\n")),
        (before("**証跡**: [記録](証跡/ログ$0記録.csv)\n"), "ログ点検票", before("**証跡**: [記録](証跡/ログ点検票_2026年10月.csv)\n")),
        (before("**証跡**: [記録](証$0跡/記録.csv)\n"), "証跡/", before("**証跡**: [記録](証跡/記録.csv)\n")),
        ("適切に行う。[mic-meti:4.2] <!-- shishin: 許可 weak-$0wording 理由: 別表4 -->\n".to_string(), "weak-wording",
         "適切に行う。[mic-meti:4.2] <!-- shishin: 許可 weak-wording 理由: 別表4 -->\n".to_string()),
        ("適切に行う。[mic-meti:4.2] <!-- shishin: 許$0可 weak-wording 理由: 別表4 -->\n".to_string(), "許可",
         "適切に行う。[mic-meti:4.2] <!-- shishin: 許可 weak-wording 理由: 別表4 -->\n".to_string()),
        ("毎月5日に行う。[mic-me$0ti:4.3]\n".to_string(), "mic-meti:", "毎月5日に行う。[mic-meti:4.3]\n".to_string()),
        ("毎月5日に行う。[mic-meti:4.$03、4.4]\n".to_string(), "4.1 ", "毎月5日に行う。[mic-meti:4.1、4.4]\n".to_string()),
        ("総務省・経産省ガイド$0ライン第1.1版 4.3 に基づき行う。\n".to_string(), "総務省・経産省ガイドライン第1.1版",
         "総務省・経産省ガイドライン第1.1版 4.3 に基づき行う。\n".to_string()),
        ("総務省・経産省ガイドライン第1.1版 4.$03 に基づき行う。\n".to_string(), "4.1 ",
         "総務省・経産省ガイドライン第1.1版 4.1 に基づき行う。\n".to_string()),
    ] {
        let fixture = fixture(&marked);
        let found = ask(&fixture, None).items;
        let item = found.iter().find(|item| item.label.starts_with(label));
        let item = item.unwrap_or_else(|| panic!("{marked}: {:?}", labels(&found)));
        assert_eq!(taken(&fixture, item), expected);
    }
}

/// A word that is being typed is no value to choose.
#[test]
fn what_is_being_typed_is_not_offered() {
    let found = items(
        "# 規程\n\n## 第1条\n\n**対応条項**: mic-meti:4.3\n**実装状況**: 対$0\n\n毎月行う。\n",
    );
    assert!(!labels(&found).contains(&"対"), "{:?}", labels(&found));
    assert!(labels(&found).contains(&"対応済"), "{:?}", labels(&found));
}

/// What stands in a comment or a key already is not written anew before it.
#[test]
fn within_what_is_complete_nothing_is_offered() {
    silent("適切に行う。[mic-meti:4.2] <!-- shis$0hin: 許可 weak-wording 理由: 別表4 -->\n");
    silent("---\nshis$0hin:\n  guideline: mic-meti-medical-1.1\n---\n");
}

/// The end of a range lies behind its beginning.
#[test]
fn a_range_ends_behind_where_it_begins() {
    for marked in [
        "毎月行う。[mic-meti:4.2〜$0]\n",
        "総務省・経産省ガイドライン第1.1版 4.2〜$0\n",
        "---\nshishin:\n  guideline: mic-meti-medical-1.1\n---\n\n# 規程\n\n**対応条項**: 4.2〜$0\n",
    ] {
        let found = items(marked);
        assert_eq!(
            labels(&found)[0].split(' ').next(),
            Some("4.3"),
            "{marked}: {:?}",
            labels(&found)
        );
        assert!(!labels(&found).iter().any(|label| label.starts_with("4.1 ")));
    }
}

#[test]
fn behind_a_number_another_may_follow() {
    let found = items("総務省・経産省ガイドライン第1.1版 4.2及び$0\n");
    assert!(
        labels(&found).iter().any(|label| label.starts_with("4.3 ")),
        "{found:?}"
    );
    silent("総務省・経産省ガイドライン第1.1版の内容及び$0\n");
}

/// Neither the project's own settings nor what introduces it shows anything to an auditor.
#[test]
fn what_belongs_to_the_project_is_no_evidence() {
    let found = items("# 規程\n\n**対応条項**: mic-meti:4.3\n**証跡**: $0\n");
    for name in ["shishin.toml", "README.md"] {
        assert!(!labels(&found).contains(&name), "{:?}", labels(&found));
    }
    assert!(labels(&found).contains(&"証跡/"), "{:?}", labels(&found));
}

/// 「**対応条項**: 4.3　**実装状況**: 」: each label of a line has its own value.
#[test]
fn a_second_label_on_a_line_has_its_values() {
    let front = "---\nshishin: { guideline: mic-meti-medical-1.1 }\n---\n\n## 第1条\n\n";
    let line = |line: &str| format!("{front}{line}\n");
    let found = items(&line("**対応条項**: 4.3　**実装状況**: $0"));
    assert!(labels(&found).contains(&"一部対応"), "{found:?}");
    assert_eq!(
        first(&line(
            "**対応条項**: 4.3　**実装状況**: 一$0　**責任者**: 運用部長"
        )),
        line("**対応条項**: 4.3　**実装状況**: 一部対応　**責任者**: 運用部長")
    );
    assert_eq!(
        first(&line("**対応条項**: 4.$03　**実装状況**: 対応済")),
        line("**対応条項**: 4.1　**実装状況**: 対応済")
    );
    assert_eq!(
        first(&line("**対応条項**: $0　**実装状況**: 対応済")),
        line("**対応条項**: 3.2.1　**実装状況**: 対応済")
    );
}

#[test]
fn a_range_ends_behind_where_it_begins_in_the_front_matter_too() {
    let covers = |value: &str| {
        format!("---\nshishin:\n  guideline: mic-meti-medical-1.1\n  covers: {value}\n---\n")
    };
    assert_eq!(first(&covers("[\"4.2〜$0\"]")), covers("[\"4.2〜4.3\"]"));
    assert_eq!(first(&covers("[\"4.2〜4$0")), covers("[\"4.2〜4.3\""));
    assert_eq!(first(&covers("[4.2〜$0]")), covers("[4.2〜4.3]"));
}
