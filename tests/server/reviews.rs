//! Reviewed answers in the editor: the lock file is changed by edits, never behind the writer's back.

use serde_json::{Value, json};

use crate::client::{Client, Workspace, able, rules};

const POLICY: &str = "# ログ\n\n操作ログを1年間保存し、毎月点検する。[mic-meti:別紙2 3.4-①-1]\n\n# 返却\n\n台帳と照合する。[mic-meti:別紙2 1.1-④-7]\n";

/// What `shishin review --accept` writes for the first answer.
const LOCK: &str = "# shishin.lock 1\n規程/方針.md -> mic-meti-medical-1.1:別紙2 3.4-①-1 § ログ clause=083e95884447cf6a statement=ea8dca7c91e7cffd reviewed=2026-04-01\n";

fn opened() -> (Workspace, Client) {
    let workspace = Workspace::new(&[
        ("shishin.toml", ""),
        ("shishin.lock", LOCK),
        ("規程/方針.md", POLICY),
    ]);
    let mut able = able();
    able["workspace"]["workspaceEdit"]["resourceOperations"] =
        json!(["create", "rename", "delete"]);
    let client = Client::with(&workspace, able, json!({}));
    (workspace, client)
}

/// The actions about reviews at a line.
fn offered(client: &mut Client, workspace: &Workspace, line: u32, trigger: u32) -> Vec<Value> {
    let place = json!({ "line": line, "character": 3 });
    let whole = json!({ "line": line, "character": 100 });
    let actions = client.request(
        "textDocument/codeAction",
        json!({
            "textDocument": { "uri": workspace.uri("規程/方針.md") },
            "range": { "start": place, "end": whole },
            "context": { "diagnostics": [], "triggerKind": trigger },
        }),
    );
    let actions = actions.as_array().cloned().unwrap_or_default();
    let is_review = |action: &Value| {
        let title = action["title"].as_str().unwrap_or_default();
        title.contains("見直し済み")
    };
    actions.into_iter().filter(is_review).collect()
}

/// The one edit of the lock file that an action consists of, applied to its text.
fn applied(client: &mut Client, workspace: &Workspace, action: &Value, lock: &str) -> String {
    let chosen = client.request("codeAction/resolve", action.clone());
    let changes = chosen["edit"]["documentChanges"].as_array().expect("edits");
    assert_eq!(changes.len(), 1, "{chosen}");
    assert_eq!(
        changes[0]["textDocument"]["uri"],
        workspace.uri("shishin.lock")
    );
    let edits = changes[0]["edits"].as_array().expect("edits");
    let mut lines: Vec<String> = lock.split_inclusive('\n').map(String::from).collect();
    for edit in edits.iter().rev() {
        let line = |end: &str| edit["range"][end]["line"].as_u64().expect("a line") as usize;
        for end in ["start", "end"] {
            assert_eq!(edit["range"][end]["character"], 0, "whole lines are edited");
        }
        let new = edit["newText"].as_str().expect("a text").to_string();
        lines.splice(line("start")..line("end"), [new]);
    }
    lines.concat()
}

#[test]
fn a_suspect_link_is_marked_as_reviewed_by_an_edit_of_the_open_lock_file() {
    let (workspace, mut client) = opened();
    client.open(&workspace, "規程/方針.md", POLICY);
    assert!(client.diagnostics(&workspace, "規程/方針.md", 1).is_empty());
    let changed = POLICY.replace("1年間", "3か月間");
    client.replace(&workspace, "規程/方針.md", 2, &changed);
    let found = client.diagnostics(&workspace, "規程/方針.md", 2);
    assert_eq!(rules(&found), ["suspect-link"]);
    assert_eq!(
        found[0]["relatedInformation"].as_array().map(Vec::len),
        Some(1)
    );

    let actions = offered(&mut client, &workspace, 2, 2);
    assert_eq!(actions[0]["diagnostics"][0]["code"], "suspect-link");
    let once = applied(&mut client, &workspace, &actions[0], LOCK);
    // The editor shows the file with the edit, unsaved; that counts from now on.
    client.open(&workspace, "shishin.lock", &once);
    while !client.diagnostics(&workspace, "規程/方針.md", 2).is_empty() {}
    assert_eq!(
        std::fs::read_to_string(workspace.path("shishin.lock")).unwrap(),
        LOCK
    );

    // An answer that nobody has reviewed is offered to those who ask, and not to the light bulb.
    assert!(offered(&mut client, &workspace, 6, 2).is_empty());
    let actions = offered(&mut client, &workspace, 6, 1);
    let chosen = client.request("codeAction/resolve", actions[0].clone());
    let version = &chosen["edit"]["documentChanges"][0]["textDocument"]["version"];
    assert_eq!(*version, 1, "{chosen}");
    let twice = applied(&mut client, &workspace, &actions[0], &once);
    assert_eq!(twice.lines().count(), once.lines().count() + 1);

    // Undone in the editor, the link is suspect again.
    client.replace(&workspace, "shishin.lock", 2, LOCK);
    while client.diagnostics(&workspace, "規程/方針.md", 2).is_empty() {}
}

#[test]
fn what_was_reviewed_of_one_document_is_no_reason_to_read_all_others() {
    let workspace = Workspace::new(&[("shishin.toml", ""), ("shishin.lock", LOCK)]);
    for number in 0..300 {
        workspace.write(&format!("記録/{number}.md"), "# 記録\n\n何もない。\n");
    }
    let changed = POLICY.replace("1年間", "3か月間");
    workspace.write("規程/方針.md", &changed);
    let mut client = Client::start(&workspace);
    client.wait_until_asked("window/workDoneProgress/create");
    client.open(&workspace, "規程/方針.md", &changed);
    while client.diagnostics(&workspace, "規程/方針.md", 1).is_empty() {}
    // Answered once all documents were read.
    client.request("workspace/symbol", json!({ "query": "3.4" }));
    assert!(!client.was_asked("window/workDoneProgress/create"));

    workspace.write("shishin.lock", &LOCK.replace("規程/", "別/"));
    client.notify(
        "workspace/didChangeWatchedFiles",
        json!({ "changes": [{ "uri": workspace.uri("shishin.lock"), "type": 2 }] }),
    );
    while !client.diagnostics(&workspace, "規程/方針.md", 1).is_empty() {}
    assert!(
        !client.was_asked("window/workDoneProgress/create"),
        "all was read again"
    );
}

#[test]
fn a_lock_file_that_changes_on_disk_takes_effect_and_its_mistakes_are_shown() {
    let (workspace, mut client) = opened();
    let changed = POLICY.replace("1年間", "3か月間");
    client.open(&workspace, "規程/方針.md", &changed);
    while client.diagnostics(&workspace, "規程/方針.md", 1).is_empty() {}
    let broken = format!("{LOCK}>>>>>>> ours\n").replace("規程/", "別/");
    workspace.write("shishin.lock", &broken);
    client.notify(
        "workspace/didChangeWatchedFiles",
        json!({ "changes": [{ "uri": workspace.uri("shishin.lock"), "type": 2 }] }),
    );
    let uri = workspace.uri("shishin.lock");
    let shown = client.wait(|method, params| {
        method == "textDocument/publishDiagnostics" && params["uri"] == *uri
    });
    assert_eq!(shown["diagnostics"][0]["code"], "invalid-lock");
    assert_eq!(shown["diagnostics"][0]["range"]["start"]["line"], 2);
    while !client.diagnostics(&workspace, "規程/方針.md", 1).is_empty() {}
}

#[test]
fn a_lock_file_that_was_deleted_unnoticed_is_created_by_the_edit() {
    let (workspace, mut client) = opened();
    let changed = POLICY.replace("1年間", "3か月間");
    client.open(&workspace, "規程/方針.md", &changed);
    while client.diagnostics(&workspace, "規程/方針.md", 1).is_empty() {}
    let actions = offered(&mut client, &workspace, 2, 1);
    std::fs::remove_file(workspace.path("shishin.lock")).unwrap();
    let chosen = client.request("codeAction/resolve", actions[0].clone());
    let changes = &chosen["edit"]["documentChanges"];
    assert_eq!(changes[0]["kind"], "create", "{chosen}");
    assert_eq!(changes[0]["uri"], workspace.uri("shishin.lock"));
    let text = changes[1]["edits"][0]["newText"].as_str().unwrap();
    assert!(
        text.starts_with("# shishin.lock 1\n規程/方針.md -> "),
        "{text}"
    );
}
