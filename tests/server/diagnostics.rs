//! Findings reach the editor, as versions of the text that they belong to.

use serde_json::json;

use crate::client::{Client, Workspace, pulling, rules};

const WEAK: &str = "# 方針\n\nログを適切に保存する。[mic-meti:別紙2 3.7-①-1]\n";
const GOOD: &str = "# 方針\n\nログは1年間保存する。[mic-meti:別紙2 3.4-①-1]\n";

#[test]
fn a_weak_word_is_shown_where_it_stands_and_gone_once_it_is_mended() {
    let workspace = Workspace::new(&[("方針.md", WEAK)]);
    let mut client = Client::start(&workspace);
    client.open(&workspace, "方針.md", WEAK);
    let shown = client.diagnostics(&workspace, "方針.md", 1);
    assert_eq!(rules(&shown), ["weak-wording"]);
    assert_eq!(
        shown[0]["range"],
        json!({ "start": { "line": 2, "character": 3 }, "end": { "line": 2, "character": 6 } }),
    );
    assert_eq!(shown[0]["source"], "shishin");
    let page = shown[0]["codeDescription"]["href"]
        .as_str()
        .unwrap_or_default();
    assert!(page.ends_with("/ja/weak-wording.md"), "{page}");
    client.change(
        &workspace,
        "方針.md",
        2,
        json!([{
            "range": { "start": { "line": 2, "character": 2 }, "end": { "line": 2, "character": 6 } },
            "text": "は1年間",
        }]),
    );
    assert_eq!(
        client.diagnostics(&workspace, "方針.md", 2),
        Vec::<serde_json::Value>::new()
    );
    assert_eq!(client.leave(), Some(0));
}

/// While a key is typed into the front matter, what its other lines say still holds.
#[test]
fn a_key_that_is_being_typed_takes_no_finding_away() {
    let text = "---\r\nshishin:\r\n  guideline: mic-meti-medical-1.1\r\n\r\n---\r\n\r\n# 方針\r\n\r\n🗂 ログを適切に保存する（別紙2 3.4-①-1）。\r\n";
    let workspace = Workspace::new(&[("方針.md", text)]);
    let mut client = Client::start(&workspace);
    client.open(&workspace, "方針.md", text);
    let shown = rules(&client.diagnostics(&workspace, "方針.md", 1));
    assert!(shown.contains(&"weak-wording".to_string()), "{shown:?}");
    for (version, (column, typed)) in (2..).zip("  owner: \"保守".chars().enumerate()) {
        let place = json!({ "line": 3, "character": column });
        let edit = json!([{ "range": { "start": place, "end": place }, "text": typed }]);
        client.change(&workspace, "方針.md", version, edit);
        let shown = rules(&client.diagnostics(&workspace, "方針.md", version));
        assert!(
            shown.contains(&"weak-wording".to_string()),
            "{typed}: {shown:?}"
        );
    }
}

#[test]
fn what_nothing_answers_is_shown_where_the_document_undertakes_it() {
    let text =
        "---\nshishin: { guideline: mic-meti-medical-1.1, covers: [\"4.3\"] }\n---\n\n# 方針\n";
    let workspace = Workspace::new(&[("方針.md", text)]);
    let mut client = Client::start(&workspace);
    client.open(&workspace, "方針.md", text);
    let shown = loop {
        let shown = client.diagnostics(&workspace, "方針.md", 1);
        if !shown.is_empty() {
            break shown;
        }
    };
    assert!(
        rules(&shown).contains(&"missing-clause".to_string()),
        "{shown:?}"
    );
    let clause = &shown[0]["relatedInformation"][0]["location"]["uri"];
    assert!(
        clause
            .as_str()
            .unwrap_or_default()
            .ends_with("mic-meti-medical-1.1.md")
    );
}

/// What stands in one document changes what is missing in all of them.
#[test]
fn a_number_that_is_not_read_is_told_as_it_is_written_and_moves_with_its_line() {
    let scope =
        "---\nshishin: { guideline: mic-meti-medical-1.1, covers: [\"4.3\"] }\n---\n\n# 方針\n";
    let text = "# 手順\n\n担当者が読む。\n";
    let workspace = Workspace::new(&[
        (
            "shishin.toml",
            "guidelines = [{ id = \"mic-meti-medical-1.1\", covers = [] }]\n",
        ),
        ("方針.md", scope),
        ("手順.md", text),
    ]);
    let mut client = Client::start(&workspace);
    client.open(&workspace, "方針.md", scope);
    client.open(&workspace, "手順.md", text);
    let until = |client: &mut Client, name: &str, version: i64, wanted: &[&str]| loop {
        let shown = client.diagnostics(&workspace, name, version);
        if rules(&shown) == wanted {
            break shown;
        }
    };
    until(&mut client, "方針.md", 1, &["missing-clause"]);
    let write = |client: &mut Client, version: i64, line: u32, from: u32, to: u32, text: &str| {
        let place = |at: u32| json!({ "line": line, "character": at });
        let edit = json!([{ "range": { "start": place(from), "end": place(to) }, "text": text }]);
        client.change(&workspace, "手順.md", version, edit);
    };
    write(&mut client, 2, 2, 4, 4, "要求事項4.3を");
    let shown = until(&mut client, "手順.md", 2, &["unread-citation"]);
    assert_eq!(
        shown[0]["range"]["start"],
        json!({ "line": 2, "character": 8 })
    );
    until(&mut client, "方針.md", 1, &[]);
    // Another line above: the same is told two lines below.
    write(&mut client, 3, 1, 0, 0, "\n\n会議は月曜日に開く。\n");
    let shown = until(&mut client, "手順.md", 3, &["unread-citation"]);
    assert_eq!(
        shown[0]["range"]["start"],
        json!({ "line": 5, "character": 8 })
    );
    // With the guideline's name it answers.
    write(
        &mut client,
        4,
        5,
        4,
        8,
        "総務省・経産省ガイドライン第1.1版 ",
    );
    let shown = client.diagnostics(&workspace, "手順.md", 4);
    assert!(
        !rules(&shown).contains(&"unread-citation".to_owned()),
        "{shown:?}"
    );
    write(&mut client, 5, 5, 4, 30, "");
    until(&mut client, "方針.md", 1, &["missing-clause"]);
    assert_eq!(client.leave(), Some(0));
}

#[test]
fn an_editor_that_pulls_gets_reports_and_is_told_what_has_not_changed() {
    let workspace = Workspace::new(&[("方針.md", WEAK), ("規程.md", GOOD), ("別.md", WEAK)]);
    let mut client = Client::with(&workspace, pulling(), json!({}));
    assert_eq!(
        client.announced["capabilities"]["diagnosticProvider"]["workspaceDiagnostics"],
        true
    );
    client.wait_until_asked("workspace/diagnostic/refresh");
    client.open(&workspace, "方針.md", WEAK);
    let document = json!({ "textDocument": { "uri": workspace.uri("方針.md") } });
    let report = client.request("textDocument/diagnostic", document.clone());
    assert_eq!(report["kind"], "full");
    assert_eq!(report["items"].as_array().map(Vec::len), Some(1));
    let mut again = document.clone();
    again["previousResultId"] = report["resultId"].clone();
    assert_eq!(
        client.request("textDocument/diagnostic", again)["kind"],
        "unchanged"
    );

    let all = client.request("workspace/diagnostic", json!({ "previousResultIds": [] }));
    let items = all["items"].as_array().cloned().unwrap_or_default();
    assert_eq!(items.len(), 3);
    // Of what is closed it says what is said of it alone.
    for item in items
        .iter()
        .filter(|item| item["uri"] != workspace.uri("方針.md"))
    {
        let alone = json!({ "textDocument": { "uri": item["uri"] } });
        let alone = client.request("textDocument/diagnostic", alone);
        assert_eq!(item["items"], alone["items"], "{item}");
    }
    let known: Vec<_> = items
        .iter()
        .map(|item| json!({ "uri": item["uri"], "value": item["resultId"] }))
        .collect();
    client.replace(&workspace, "方針.md", 2, GOOD);
    let all = client.request(
        "workspace/diagnostic",
        json!({ "previousResultIds": known }),
    );
    let kinds = |name: &str| {
        let items = all["items"].as_array().cloned().unwrap_or_default();
        let item = items
            .into_iter()
            .find(|item| item["uri"] == workspace.uri(name));
        item.map(|item| item["kind"].clone()).unwrap_or_default()
    };
    assert_eq!(kinds("方針.md"), "full");
    assert_eq!(kinds("規程.md"), "unchanged");
    assert_eq!(kinds("別.md"), "unchanged");
}

#[test]
fn a_long_report_comes_in_parts() {
    let names: Vec<String> = (0..120).map(|number| format!("{number}.md")).collect();
    let files: Vec<(&str, &str)> = names.iter().map(|name| (&**name, WEAK)).collect();
    let workspace = Workspace::new(&files);
    let mut client = Client::with(&workspace, pulling(), json!({}));
    client.wait_until_asked("workspace/diagnostic/refresh");
    let asked = json!({ "previousResultIds": [], "partialResultToken": "part" });
    let id = client.ask("workspace/diagnostic", asked);
    let mut reports = 0;
    while reports < 120 {
        let part =
            client.wait(|method, params| method == "$/progress" && params["token"] == "part");
        reports += part["value"]["items"].as_array().map_or(0, Vec::len);
    }
    assert_eq!(client.answer(id)["result"]["items"], json!([]));
}

/// An editor looks at no part any more once it has the answer: what comes later is lost to it.
#[test]
fn all_parts_of_a_report_come_before_the_answer() {
    let names: Vec<String> = (0..60).map(|number| format!("{number}.md")).collect();
    let files: Vec<(&str, &str)> = names.iter().map(|name| (&**name, WEAK)).collect();
    for count in [3, 60] {
        let workspace = Workspace::new(&files[..count]);
        let mut client = Client::with(&workspace, pulling(), json!({}));
        // It would go right by chance most of the time.
        for token in 0..100 {
            let asked = json!({ "previousResultIds": [], "partialResultToken": token });
            let id = client.ask("workspace/diagnostic", asked);
            client.answer(id);
            let parts =
                client.heard(|method, params| method == "$/progress" && params["token"] == token);
            let reports = parts
                .iter()
                .filter_map(|part| part["value"]["items"].as_array());
            assert_eq!(reports.map(Vec::len).sum::<usize>(), count);
        }
    }
}

#[test]
fn a_broken_configuration_is_reported_in_its_file_and_mended_at_once() {
    let workspace = Workspace::new(&[
        ("shishin.toml", "guideline = [\"mic-meti-medical-1.1\"]\n"),
        ("方針.md", GOOD),
    ]);
    let mut client = Client::start(&workspace);
    let uri = workspace.uri("shishin.toml");
    let of_configuration = |method: &str, params: &serde_json::Value| {
        method == "textDocument/publishDiagnostics" && params["uri"] == *uri
    };
    let shown = client.wait(of_configuration);
    assert_eq!(shown["diagnostics"][0]["code"], "invalid-configuration");
    workspace.write("shishin.toml", "locale = \"ja\"\n");
    client.notify(
        "workspace/didChangeWatchedFiles",
        json!({ "changes": [{ "uri": uri, "type": 2 }] }),
    );
    assert_eq!(client.wait(of_configuration)["diagnostics"], json!([]));
}

#[test]
fn each_number_that_a_partial_catalogue_does_not_hold_is_marked() {
    let text = "# 入退管理\n\n記録は1年間保存する。[mic-meti:別紙2 2.1-①-98]\n\n\
                鍵は総務部が管理する。[mic-meti:別紙2 2.1-①-99]\n";
    let workspace = Workspace::new(&[("規程.md", text)]);
    let mut client = Client::start(&workspace);
    client.open(&workspace, "規程.md", text);
    let shown = client.diagnostics(&workspace, "規程.md", 1);
    let marked: Vec<&str> = { shown.iter() }
        .filter(|one| one["code"] == "unknown-clause")
        .map(|one| one["message"].as_str().unwrap_or_default())
        .collect();
    let [first, second] = *marked else {
        panic!("{marked:?}")
    };
    assert!(
        first.contains("2.1-①-98") && first.contains("ほかに 別紙2 2.1-①-99"),
        "{first}"
    );
    assert!(
        second.contains("2.1-①-99") && !second.contains("ほかに"),
        "{second}"
    );
}
