//! Quick fixes that only a writer can choose: what is offered, and what the document becomes.

use shishin::locale::Locale;

use crate::actions::{after, rules, titles};
use crate::fixture::fixture;

fn offers(marked: &str, words: &str) -> Vec<String> {
    let offered = titles(&fixture(marked)).into_iter();
    offered.filter(|title| title.contains(words)).collect()
}

#[test]
fn a_guideline_without_its_edition_is_given_it_in_place_or_at_the_head() {
    let document = "# 方針\r\n\r\n当社は、総務省・経済産業省ガイド$0ライン 4.1 に基づき、契約前に情報を提供します。\r\n";
    let before = fixture(document);
    assert_eq!(rules(&before), ["missing-edition"]);
    let text = after(&before, "と版を添える");
    assert!(
        text.contains("総務省・経済産業省ガイドライン第1.1版 4.1 に"),
        "{text}"
    );
    assert_eq!(rules(&fixture(&text)), Vec::<String>::new());
    let text = after(
        &before,
        "front matter に「guideline: mic-meti-medical-1.1」と書く",
    );
    assert!(
        text.starts_with(
            "---\r\nshishin:\r\n  guideline: mic-meti-medical-1.1\r\n---\r\n\r\n# 方針"
        ),
        "{text}"
    );
    assert!(!rules(&fixture(&text)).contains(&"missing-edition".to_string()));

    for (front, expected) in [
        (
            "title: 方針\n",
            "---\nshishin:\n  guideline: mic-meti-medical-1.1\ntitle: 方針\n---\n",
        ),
        (
            "shishin:\n  owner: 部長\n",
            "---\nshishin:\n  guideline: mic-meti-medical-1.1\n  owner: 部長\n---\n",
        ),
        (
            "shishin: { owner: 部長 }\n",
            "---\nshishin: { guideline: mic-meti-medical-1.1, owner: 部長 }\n---\n",
        ),
    ] {
        let document = document.replace("\r\n", "\n");
        let before = fixture(&format!("---\n{front}---\n\n{document}"));
        let text = after(&before, "front matter に");
        assert!(text.starts_with(expected), "{text}");
        assert!(
            !rules(&fixture(&text)).contains(&"missing-edition".to_string()),
            "{text}"
        );
    }
}

#[test]
fn a_chapter_is_narrowed_to_the_clauses_that_the_words_answer() {
    for (cited, narrowed) in [
        ("[mic-meti:別紙2 1$0.1]", "[mic-meti:別紙2 1.1-①-1]"),
        (
            "（総務省・経産省ガイドライン第1.1版 別紙2 1.$01）",
            "（総務省・経産省ガイドライン第1.1版 別紙2 1.1-①-1）",
        ),
    ] {
        let document = format!(
            "# 対策\n\n当社は、アクセス管理規程を定め、医療機関の求めに応じて提示しています{cited}。\n"
        );
        let before = fixture(&document);
        assert!(
            rules(&before).contains(&"broad-citation".to_string()),
            "{:?}",
            rules(&before)
        );
        let text = after(&before, "に絞る");
        assert!(text.contains(narrowed), "{text}");
        assert!(
            !rules(&fixture(&text)).contains(&"broad-citation".to_string()),
            "{text}"
        );
    }
}

#[test]
fn how_often_is_asked_for_or_taken_from_what_the_document_says_elsewhere() {
    let document =
        "# ログ\n\n操作ログは、運用責任者が定期$0的に確認しています [mic-meti:別紙2 3.4-①-12]。\n";
    let before = fixture(document);
    assert_eq!(rules(&before), ["missing-frequency"]);
    assert_eq!(
        offers(document, "間隔"),
        ["「定期的に」に間隔を書く場所を添える"]
    );
    let text = after(&before, "間隔を書く場所");
    assert!(
        text.contains("定期的に（【要記入】）確認しています"),
        "{text}"
    );

    let known =
        format!("{document}\n## 評価 [mic-meti:4.3]\n\n**頻度**: 年1回\n\n委員会が評価する。\n");
    let before = fixture(&known);
    let text = after(&before, "間隔を添える（年1回）");
    assert!(text.contains("定期的に（年1回）確認しています"), "{text}");
    assert!(
        !rules(&fixture(&text)).contains(&"missing-frequency".to_string()),
        "{text}"
    );

    let english = "# Logs\n\nThe operator reviews the logs periodically$0. [mic-meti:4.3]\n";
    let mut before = fixture(english);
    before.locale = Locale::En;
    let text = after(&before, "Add a place for how often, behind “periodically”");
    assert!(text.contains("periodically (TODO)."), "{text}");
}

#[test]
fn a_label_that_other_answers_have_is_added_behind_the_last_one() {
    let document = "---
shishin: { guideline: mic-meti-medical-1.1 }
---

## 4.3 評価

**実装状況**: 実装済み  
**証跡**: 評価報告書

委員会が毎年4月に評価する。

## 4.4 見直し

**実装状況**: 実装$0済み

委員会が毎年5月に見直す。
";
    let before = fixture(document);
    assert!(
        rules(&before).contains(&"missing-evidence".to_string()),
        "{:?}",
        rules(&before)
    );
    let text = after(&before, "「証跡」の行を加える");
    assert!(
        text.contains("**実装状況**: 実装済み\n**証跡**: 【要記入】\n\n委員会が毎年5月"),
        "{text}"
    );
    // Until it is filled in the finding stands there.
    assert!(rules(&fixture(&text)).contains(&"missing-evidence".to_string()));
    let windows = document
        .replace('\n', "\r\n")
        .replace("**実装状況**: 実装$0済み", "- 実装状況: 実装$0済み");
    let text = after(&fixture(&windows), "「証跡」の行を加える");
    assert!(
        text.contains("済み\r\n**証跡**: 【要記入】\r\n\r\n委員会"),
        "{text:?}"
    );
}

/// A word of another width would break the lines, and nothing in the table would be read.
#[test]
fn a_table_drawn_with_lines_is_not_written_into() {
    let document = "---\nshishin: { guideline: mic-meti-medical-1.1 }\n---\n\n+------+----------+------------------+\n| 項番 | 対応状況 | 対応内容         |\n+======+==========+==================+\n| 4.3  | 対応済   | 定期$0的に見直す。 |\n+------+----------+------------------+\n";
    let drawn = fixture(document);
    assert!(
        rules(&drawn).contains(&"missing-frequency".to_string()),
        "{:?}",
        rules(&drawn)
    );
    assert_eq!(titles(&drawn), Vec::<String>::new());
}

#[test]
fn statuses_that_contradict_are_made_to_agree_with_the_other_place() {
    let documents = "\
//- 対応表.md
---
shishin: { guideline: mic-meti-medical-1.1 }
---

| 項番 | 対応状況 | 対応内容 |
|---|---|---|
| 4.3 | 対応済 | リスク評価の結果を委員会が毎年4月に見直す |
//- 説明.md
---
shishin: { guideline: mic-meti-medical-1.1 }
---

## リスク評価の見直し [mic-meti:4.3]

**実装状況**: 予$0定
**期限**: 2027-03-31

委員会による見直しを2027年3月に始める。
";
    let before = fixture(documents);
    assert!(
        rules(&before).contains(&"conflicting-status".to_string()),
        "{:?}",
        rules(&before)
    );
    let text = after(&before, "もう一方にそろえて「対応済」にする");
    assert!(text.contains("**実装状況**: 対応済\n"), "{text}");
    let from_table = documents
        .replace("予$0定", "予定")
        .replace("| 対応済", "| 対$0応済");
    let text = after(&fixture(&from_table), "もう一方にそろえて「予定」にする");
    assert!(text.contains("| 4.3 | 予定 |"), "{text}");
}

#[test]
fn a_cell_in_html_is_filled_between_its_tags() {
    let document = "---\nshishin: { guideline: mic-meti-medical-1.1 }\n---\n\n<table>\n<tr><th>項番</th><th>対応状況</th><th>対応内容</th><th>責任者</th></tr>\n<tr><td>4.3</td><td>対応済</td><td>毎年4月に評価する。</td><td>部長</td></tr>\n<tr><td>4.4</td><td>対応済</td><td>毎年5月に見直す。</td><td>$0</td></tr>\n</table>\n";
    let text = after(&fixture(document), "責任者の欄に「部長」と書く");
    assert!(
        text.contains("<td>毎年5月に見直す。</td><td>部長</td>"),
        "{text}"
    );
}

/// What a writer says beside a status goes with it or stays; it is never taken away, and never left to contradict.
#[test]
fn a_status_that_the_writer_explains_is_not_overwritten() {
    let table = "//- 対応表.md
---
shishin: { guideline: mic-meti-medical-1.1 }
---

| 項番 | 対応状況 | 対応内容 |
|---|---|---|
| 4.4 | 対応済 | 2019年11月からISMS認証を維持している |
//- 説明.md
---
shishin: { guideline: mic-meti-medical-1.1 }
---

";
    let sentences = [
        "対$0象外（サービスが該当しないため）。[mic-meti:4.4]",
        "| 項番 | 対応状況 | 対応 |\n|---|---|---|\n| 4.4 | 未$0対応（2027年3月に総務部が取得予定） | |",
        "| 項番 | 対応状況 | 対応 |\n|---|---|---|\n| 4.4 | 未$0対応<br>2027年3月に取得する | |",
        "## 認証 [mic-meti:4.4]\n\n**実装状況**: 予$0定（2027年3月まで）\n\n認証は総務部が取得する。",
    ];
    for sentence in sentences {
        let before = fixture(&format!("{table}{sentence}\n"));
        assert!(
            rules(&before).contains(&"conflicting-status".to_string()),
            "{sentence}: {:?}",
            rules(&before)
        );
        let offered = titles(&before);
        let agrees = offered.iter().find(|title| title.contains("もう一方"));
        assert_eq!(agrees, None, "{sentence}");
    }
}

/// 「適宜」 under 「頻度」 is a word of that column and still no interval.
#[test]
fn only_what_says_how_often_is_offered_as_an_interval() {
    let document = "---
shishin: { guideline: mic-meti-medical-1.1 }
---

| 項番 | 対応内容 | 頻度 |
|---|---|---|
| 4.3 | 監査室が評価表で点検する。 | 適$0宜 |
| 4.4 | 監査室が認証を確かめる。 | 適宜 |
| 4.2 | 監査室が役割を見直す。 | 毎年11月 |
| 4.1 | 監査室が規程を見直す。 | 必要に応じて |
";
    let fixture = fixture(document);
    let offered = titles(&fixture);
    let offered: Vec<_> = { offered.iter() }
        .filter(|title| title.starts_with("「適宜」に"))
        .collect();
    assert_eq!(
        offered,
        [
            "「適宜」に間隔を添える（毎年11月）",
            "「適宜」に間隔を書く場所を添える"
        ]
    );
    for vague in ["適宜（適宜）", "定期的（必要に応じて）", "随時 (as needed)"] {
        let document = document.replace("適$0宜", &format!("$0{vague}"));
        assert!(
            rules(&self::fixture(&document)).contains(&"missing-frequency".to_string()),
            "{vague}"
        );
    }
}

#[test]
fn a_sentence_that_excludes_is_given_its_reason_before_the_full_stop() {
    let mut document = fixture(
        "---\nshishin: { guideline: mic-meti-medical-1.1 }\n---\n\nThis does not apply$0 to our service. [mic-meti:4.4]\n",
    );
    document.locale = Locale::En;
    let text = after(&document, "Give a reason for the exclusion");
    assert!(
        text.contains("This does not apply to our service (TODO). [mic-meti:4.4]"),
        "{text}"
    );
}
