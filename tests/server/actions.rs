//! Quick fixes over the protocol: offered with the finding, resolved to a versioned edit, and the
//! finding is gone once the editor has applied it.

use serde_json::{Value, json};

use crate::client::{Client, Workspace, rules};

/// The byte at a position in UTF-16 columns.
fn byte_at(text: &str, position: &Value) -> usize {
    let number = |key: &str| position[key].as_u64().expect("a number") as usize;
    let lines = text.split_inclusive('\n');
    let start: usize = lines.take(number("line")).map(str::len).sum();
    let mut left = number("character");
    let behind = text[start..].char_indices().find(|(_, character)| {
        let is_there = left == 0;
        left = left.saturating_sub(character.len_utf16());
        is_there
    });
    behind.map_or(text.len(), |(at, _)| start + at)
}

/// The quick fixes that are offered for the rule's first finding in the first file.
#[track_caller]
fn offered(files: &[(&str, &str)], rule: &str) -> (Workspace, Client, Vec<Value>) {
    let workspace = Workspace::new(files);
    let mut client = Client::start(&workspace);
    let (name, text) = files[0];
    client.open(&workspace, name, text);
    let finding = loop {
        let shown = client.diagnostics(&workspace, name, 1);
        if let Some(finding) = shown.into_iter().find(|one| one["code"] == rule) {
            break finding;
        }
    };
    let actions = client.request(
        "textDocument/codeAction",
        json!({
            "textDocument": { "uri": workspace.uri(name) },
            "range": finding["range"],
            "context": { "diagnostics": [finding], "only": ["quickfix"] },
        }),
    );
    let actions = actions.as_array().cloned().unwrap_or_default();
    (workspace, client, actions)
}

/// Takes the quick fix with these words for the rule's finding, and gives the text that it makes.
#[track_caller]
fn mended(files: &[(&str, &str)], rule: &str, words: &str) -> String {
    let (name, text) = files[0];
    let (workspace, mut client, actions) = offered(files, rule);
    let has_words = |action: &&Value| {
        action["title"]
            .as_str()
            .is_some_and(|it| it.contains(words))
    };
    let action = actions.iter().find(has_words);
    let action = action.unwrap_or_else(|| panic!("no {words} among {actions:#?}"));
    assert_eq!(action["diagnostics"][0]["code"], rule);
    let chosen = client.request("codeAction/resolve", action.clone());
    let change = &chosen["edit"]["documentChanges"][0];
    assert_eq!(change["textDocument"]["version"], 1, "{chosen}");
    assert_eq!(change["textDocument"]["uri"], workspace.uri(name));
    let mut mended = text.to_string();
    for edit in change["edits"].as_array().expect("edits").iter().rev() {
        let range = byte_at(text, &edit["range"]["start"])..byte_at(text, &edit["range"]["end"]);
        mended.replace_range(range, edit["newText"].as_str().expect("a text"));
    }
    client.replace(&workspace, name, 2, &mended);
    let left = rules(&client.diagnostics(&workspace, name, 2));
    // What is left to fill in is told again, by the same rule where that is about what is unwritten.
    let is_mended = !left.contains(&rule.to_string()) || mended.contains("【要記入】");
    assert!(is_mended, "{left:?} in {mended}");
    assert_eq!(client.leave(), Some(0));
    mended
}

#[test]
fn a_link_that_leads_nowhere_is_led_to_the_file_that_was_meant() {
    let text = "# 🗂規程\r\n\r\nログは1年間保存する（[点検票](証跡/ログ点検票%202026年10月.csv#表)）。[mic-meti:別紙2 3.4-①-1]\r\n";
    let files = [("規程.md", text), ("記録/ログ点検票 2026年10月.csv", "")];
    let mended = mended(
        &files,
        "broken-evidence",
        "リンク先を「記録/ログ点検票 2026年10月.csv」に直す",
    );
    assert!(
        mended.contains("[点検票](記録/ログ点検票%202026年10月.csv#表)"),
        "{mended}"
    );
}

#[test]
fn an_edition_is_stated_or_declared() {
    let text = "# 🗂方針\r\n\r\n当社は、総務省・経済産業省ガイドライン 4.1 に基づき、契約前に情報を提供します。\r\n";
    let stated = mended(&[("方針.md", text)], "missing-edition", "版を添える");
    assert!(stated.contains("ガイドライン第1.1版 4.1"), "{stated}");
    let declared = mended(&[("方針.md", text)], "missing-edition", "front matter に");
    assert!(declared.starts_with("---\r\nshishin:\r\n"), "{declared}");
}

#[test]
fn a_chapter_gives_way_to_what_is_answered() {
    let text = "# 🗂対策\r\n\r\n当社は、アクセス管理規程を定め、医療機関の求めに応じて提示しています [mic-meti:別紙2 1.1]。\r\n";
    let mended = mended(&[("対策.md", text)], "broad-citation", "に絞る");
    assert!(mended.contains("[mic-meti:別紙2 1.1-①-1]"), "{mended}");
}

#[test]
fn an_interval_that_the_document_names_is_added() {
    let text = "# 🗂ログ\r\n\r\n操作ログは、運用責任者が定期的に確認しています [mic-meti:別紙2 3.4-①-12]。\r\n\r\n## 評価 [mic-meti:4.3]\r\n\r\n**頻度**: 年1回\r\n\r\n委員会が評価する。\r\n";
    let mended = mended(&[("ログ.md", text)], "missing-frequency", "年1回");
    assert!(
        mended.contains("定期的に（年1回）確認しています"),
        "{mended}"
    );
}

#[test]
fn a_line_for_evidence_is_added() {
    let text = "# 🗂評価\r\n\r\n## 評価 [mic-meti:4.3]\r\n\r\n- **実装状況**: 実装済み\r\n- **証跡**: 評価報告書\r\n\r\n委員会が毎年4月に評価する。\r\n\r\n## 見直し [mic-meti:4.4]\r\n\r\n- **実装状況**: 実装済み\r\n\r\n委員会が毎年5月に見直す。\r\n";
    let mended = mended(
        &[("評価.md", text)],
        "missing-evidence",
        "「証跡」の行を加える",
    );
    assert!(
        mended
            .contains("- **実装状況**: 実装済み\r\n- **証跡**: 【要記入】\r\n\r\n委員会が毎年5月"),
        "{mended}"
    );
}

#[test]
fn a_status_is_made_to_agree_with_another_documents() {
    let table = "---\r\nshishin: { guideline: mic-meti-medical-1.1 }\r\n---\r\n\r\n| 項番 | 対応状況 | 対応内容 |\r\n|---|---|---|\r\n| 4.3 | 予定 | 🗂委員会による見直しを2027年3月に始める |\r\n";
    let text = "# 説明\n\n## リスク評価の見直し [mic-meti:4.3]\n\n**実装状況**: 実装済み\n\nリスク評価の結果を委員会が毎年4月に見直す。\n";
    let mended = mended(
        &[("対応表.md", table), ("説明.md", text)],
        "conflicting-status",
        "もう一方にそろえて「実装済み」にする",
    );
    assert!(mended.contains("| 4.3 | 実装済み |"), "{mended}");
}

/// A sentence, its reason and its citation are the writer's.
#[test]
fn a_sentence_is_not_replaced_by_a_status() {
    let text = "---\nshishin: { guideline: mic-meti-medical-1.1 }\n---\n\n対象外（サービスが該当しないため）。[mic-meti:4.4]\n";
    let table = "---\nshishin: { guideline: mic-meti-medical-1.1 }\n---\n\n| 条項 | 対応状況 | 対応 |\n|---|---|---|\n| 4.4 | 対応済 | 2019年11月からISMS認証を維持している。 |\n";
    let files = [("説明.md", text), ("対応表.md", table)];
    let (_workspace, client, actions) = offered(&files, "conflicting-status");
    for action in &actions {
        let title = action["title"].as_str().expect("a title");
        assert!(!title.contains("もう一方"), "{title}");
    }
    assert!(!actions.is_empty(), "it can be allowed");
    assert_eq!(client.leave(), Some(0));
}

#[test]
fn below_a_table_in_html_comes_a_section_for_the_missing_clause() {
    let text = "---\nshishin: { guideline: mic-meti-medical-1.1, covers: [\"4.2\", \"6.3\"] }\n---\n\n# 規程\n\n<table>\n<tr><th>条項</th><th>対応状況</th><th>対応</th></tr>\n<tr><td>4.2</td><td>○</td><td>分担表を毎月5日に見直す。</td></tr>\n</table>\n";
    let mended = mended(&[("規程.md", text)], "missing-clause", "6.3");
    assert!(
        mended.contains("</table>\n\n## ") && mended.contains("[mic-meti:6.3]\n"),
        "{mended}"
    );
}

#[test]
fn a_comment_without_a_reason_is_completed_and_no_second_one_added() {
    for comment in ["許可 weak-wording", "許可 weak-wording 理由:"] {
        let text = format!("適切に行う。[mic-meti:4.3] <!-- shishin: {comment} -->\n");
        for (rule, words) in [
            ("weak-wording", "weak-wording を許可する"),
            ("invalid-comment", "理由を書く場所を入れる"),
        ] {
            let mended = mended(&[("規程.md", &text)], rule, words);
            assert_eq!(
                mended,
                "適切に行う。[mic-meti:4.3] <!-- shishin: 許可 weak-wording 理由: 【要記入】 -->\n"
            );
        }
    }
    let text = "適切に行う。[mic-meti:4.3] <!-- shishin: allow-documents weak-wording because 契約書で定める -->\n";
    let mended = mended(
        &[("規程.md", text)],
        "invalid-comment",
        "allow-document に直す",
    );
    assert!(mended.contains("shishin: allow-document weak-wording"));
}

/// An editor that asks about one finding is not offered what mends another at the same words; the empty kind holds all.
#[test]
fn what_is_asked_about_is_what_is_offered() {
    let text = "---\nshishin: { guideline: mic-meti-medical-1.1 }\n---\n\n| 条項 | 対応状況 | 対応 |\n|---|---|---|\n| 4.4 | 予定 | ISMS認証を取得する。 |\n";
    let table = text.replace(
        "| 予定 | ISMS認証を取得する。",
        "| 対応済 | ISMS認証を維持している。",
    );
    let workspace = Workspace::new(&[("規程.md", text), ("対応表.md", &table)]);
    let mut client = Client::start(&workspace);
    client.open(&workspace, "規程.md", text);
    let shown = loop {
        let shown = client.diagnostics(&workspace, "規程.md", 1);
        if rules(&shown).contains(&"conflicting-status".to_string()) {
            break shown;
        }
    };
    let of = |rule: &str| {
        let found = shown.iter().find(|one| one["code"] == rule);
        found
            .unwrap_or_else(|| panic!("no {rule} in {shown:?}"))
            .clone()
    };
    let (plan, conflict) = (of("unowned-plan"), of("conflicting-status"));
    assert_eq!(plan["range"], conflict["range"]);
    let mut titles = |given: Value, only: Value| -> Vec<String> {
        let offered = client.request(
            "textDocument/codeAction",
            json!({
                "textDocument": { "uri": workspace.uri("規程.md") },
                "range": plan["range"],
                "context": { "diagnostics": given, "only": only },
            }),
        );
        let offered = offered.as_array().cloned().unwrap_or_default();
        let titles = offered.iter().filter_map(|one| one["title"].as_str());
        titles.map(str::to_string).collect()
    };
    let both = titles(json!([plan, conflict]), json!(["quickfix"]));
    let one = titles(json!([conflict]), json!(["quickfix"]));
    assert!(one.len() < both.len() && one.iter().all(|title| both.contains(title)));
    assert!(
        one.iter().any(|title| title.contains("もう一方")),
        "{one:?}"
    );
    assert!(!one.iter().any(|title| title.contains("期限")), "{one:?}");
    assert_eq!(titles(json!([]), json!(["quickfix"])), both);
    let all = titles(json!([]), json!([""]));
    assert!(both.iter().all(|title| all.contains(title)), "{all:?}");
}

#[test]
fn a_misspelt_key_is_not_made_a_second_one() {
    let text = "---\nshishin:\n  guideline: mic-meti-medical-1.1\n  guidline: mic-meti-medical-1.1\n---\n\n# 規程\n";
    let (_workspace, _client, actions) = offered(&[("規程.md", text)], "invalid-front-matter");
    for action in actions {
        let title = action["title"].as_str().expect("a title");
        assert!(!title.contains("「guideline」に直す"), "{title}");
    }
}

/// Three clauses are missing at the same words.
#[test]
fn what_mends_one_of_several_findings_at_the_same_words_is_that_ones() {
    let text = "---\nshishin:\n  guideline: mic-meti-medical-1.1\n  covers: [\"4.2〜4.4\"]\n---\n\n# 方針\n";
    let workspace = Workspace::new(&[("方針.md", text)]);
    let mut client = Client::start(&workspace);
    client.open(&workspace, "方針.md", text);
    let missing: Vec<Value> = loop {
        let shown = client.diagnostics(&workspace, "方針.md", 1);
        let missing = { shown.into_iter() }.filter(|one| one["code"] == "missing-clause");
        let missing: Vec<Value> = missing.collect();
        if !missing.is_empty() {
            break missing;
        }
    };
    assert_eq!(missing.len(), 3, "{missing:?}");
    let mut offered = |given: &[Value]| {
        let asked = json!({
            "textDocument": { "uri": workspace.uri("方針.md") },
            "range": missing[0]["range"],
            "context": { "diagnostics": given, "only": ["quickfix"] },
        });
        let actions = client.request("textDocument/codeAction", asked);
        let actions = actions.as_array().cloned().unwrap_or_default();
        let skeletons = actions.into_iter().filter(|action| {
            action["title"]
                .as_str()
                .is_some_and(|title| title.contains("ひな形"))
        });
        skeletons.collect::<Vec<Value>>()
    };
    let [only] = &*offered(&missing[1..2]) else {
        panic!("one is asked about");
    };
    let title = only["title"].as_str().unwrap_or_default();
    assert!(title.starts_with("4.3「"), "{title}");
    assert_eq!(only["isPreferred"], true);
    let all = offered(&[]);
    assert_eq!(all.len(), 3);
    assert!(
        all.iter().all(|action| action["isPreferred"].is_null()),
        "{all:?}"
    );
}
