//! A document that was never saved: a writer begins in a new window of the editor.

use serde_json::{Value, json};

use crate::client::{Client, Workspace, able, rules};

const URI: &str = "untitled:Untitled-1";
const DRAFT: &str = "# ログ\n\n操作ログを適切に保存する。[mic-meti:別紙2 3.7-①-1]\n\n記録は[点検票](点検票.md)に残す。\n";
const UNDERTAKES: &str =
    "---\nshishin: { guideline: mic-meti-medical-1.1, covers: [\"4.3\"] }\n---\n\n# 方針\n";

fn open(client: &mut Client, uri: &str, language: &str, text: &str) {
    client.notify(
        "textDocument/didOpen",
        json!({ "textDocument": {
            "uri": uri, "languageId": language, "version": 1, "text": text,
        } }),
    );
}

fn change(client: &mut Client, version: i64, text: &str) {
    client.notify(
        "textDocument/didChange",
        json!({
            "textDocument": { "uri": URI, "version": version },
            "contentChanges": [{ "text": text }],
        }),
    );
}

fn diagnostics(client: &mut Client, version: i64) -> Vec<Value> {
    let shown = client.wait(|method, params| {
        method == "textDocument/publishDiagnostics"
            && params["uri"] == URI
            && params["version"] == version
    });
    shown["diagnostics"].as_array().cloned().unwrap_or_default()
}

fn at(line: u32, character: u32) -> Value {
    json!({
        "textDocument": { "uri": URI },
        "position": { "line": line, "character": character },
    })
}

#[test]
fn a_new_document_has_findings_hover_and_completion_like_any_other() {
    // Only documents below 規程/ are looked for; what is written now counts all the same.
    let workspace = Workspace::new(&[
        ("shishin.toml", "documents = [\"規程/**/*.md\"]\n"),
        ("規程/方針.md", UNDERTAKES),
    ]);
    let mut client = Client::start(&workspace);
    client.open(&workspace, "規程/方針.md", UNDERTAKES);
    while client.diagnostics(&workspace, "規程/方針.md", 1).is_empty() {}
    open(&mut client, URI, "markdown", DRAFT);
    let found = diagnostics(&mut client, 1);
    // A link leads from nowhere yet, and is not called broken.
    assert_eq!(rules(&found), ["weak-wording"]);
    let hover = client.request("textDocument/hover", at(2, 32));
    let text = hover["contents"]["value"].as_str().unwrap_or_default();
    assert!(text.contains("3.7-①-1"), "{hover}");
    change(
        &mut client,
        2,
        &format!("{DRAFT}\n毎年9月に評価する。[mic-meti:"),
    );
    let offered = client.request("textDocument/completion", at(6, 22));
    let offered = offered["items"].as_array().expect("a list");
    assert!(
        offered
            .iter()
            .any(|item| item["label"].to_string().contains("4.3")),
        "{offered:?}"
    );
    // What it answers is missing nowhere else in the project, and what it lacks is found.
    change(
        &mut client,
        3,
        &format!("{DRAFT}\n毎年9月に評価する。[mic-meti:4.3]\n"),
    );
    assert!(client.diagnostics(&workspace, "規程/方針.md", 1).is_empty());
    let references = client.request("textDocument/implementation", at(2, 32));
    assert_eq!(references[0]["uri"], URI, "{references}");
    let range =
        json!({ "start": { "line": 2, "character": 6 }, "end": { "line": 2, "character": 6 } });
    let actions = client.request(
        "textDocument/codeAction",
        json!({
            "textDocument": { "uri": URI }, "range": range,
            "context": { "diagnostics": [] },
        }),
    );
    let chosen = client.request("codeAction/resolve", actions[0].clone());
    let edited = &chosen["edit"]["documentChanges"][0]["textDocument"];
    assert_eq!(*edited, json!({ "uri": URI, "version": 3 }));
    client.notify(
        "textDocument/didClose",
        json!({ "textDocument": { "uri": URI } }),
    );
    while client.diagnostics(&workspace, "規程/方針.md", 1).is_empty() {}
    assert!(!workspace.path("untitled:Untitled-1").exists());
}

#[test]
fn a_new_document_is_read_where_no_folder_is_open_and_other_languages_are_not() {
    let workspace = Workspace::new(&[]);
    let mut client = Client::introduced(
        &workspace,
        json!({ "processId": null, "capabilities": able(), "locale": "ja" }),
    );
    open(&mut client, "untitled:Untitled-2", "plaintext", DRAFT);
    open(&mut client, URI, "markdown", DRAFT);
    assert_eq!(rules(&diagnostics(&mut client, 1)), ["weak-wording"]);
    let mut other = at(2, 32);
    other["textDocument"]["uri"] = json!("untitled:Untitled-2");
    assert!(client.request("textDocument/hover", other).is_null());
    client.notify(
        "textDocument/didClose",
        json!({ "textDocument": { "uri": URI } }),
    );
    let cleared = client
        .wait(|method, params| method == "textDocument/publishDiagnostics" && params["uri"] == URI);
    assert_eq!(cleared["diagnostics"], json!([]));
}
