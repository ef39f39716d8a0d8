//! Long readings are shown, and can be stopped.

use serde_json::json;

use crate::client::{Client, Workspace};

const ANSWER: &str = "# 評価\n\n毎年9月に内部監査室が評価する。[mic-meti:4.3]\n";

fn of_many_files() -> Workspace {
    let names: Vec<String> = (0..300).map(|number| format!("{number}.md")).collect();
    let files: Vec<(&str, &str)> = names.iter().map(|name| (&**name, ANSWER)).collect();
    Workspace::new(&files)
}

#[test]
fn the_first_reading_shows_how_far_it_is() {
    let workspace = of_many_files();
    let mut client = Client::start(&workspace);
    let created = client.wait_until_asked("window/workDoneProgress/create");
    let token = created["token"].clone();
    let mut kinds = Vec::new();
    while kinds.last() != Some(&json!("end")) {
        let shown =
            client.wait(|method, params| method == "$/progress" && params["token"] == token);
        kinds.push(shown["value"]["kind"].clone());
    }
    assert_eq!(kinds.first(), Some(&json!("begin")));
    assert!(kinds.len() > 2, "{kinds:?}");
    let coverage = client.request("shishin/coverage", json!({ "uri": null }));
    let chapters = coverage["guidelines"][0]["chapters"].to_string();
    assert!(chapters.contains("\"answered\":300"), "{chapters}");
}

#[test]
fn a_reading_that_is_cancelled_claims_nothing_to_be_missing() {
    let undertakes =
        "---\nshishin: { guideline: mic-meti-medical-1.1, covers: [\"4.3\"] }\n---\n\n# 方針\n";
    let workspace = of_many_files();
    let mut client = Client::start(&workspace);
    client.open(&workspace, "方針.md", undertakes);
    let created = client.wait_until_asked("window/workDoneProgress/create");
    client.notify(
        "window/workDoneProgress/cancel",
        json!({ "token": created["token"] }),
    );
    let token = created["token"].clone();
    client.wait(|method, params| {
        method == "$/progress" && params["token"] == token && params["value"]["kind"] == "end"
    });
    // Whether the cancellation came in time or not: what is answered is never called missing.
    client.replace(
        &workspace,
        "方針.md",
        2,
        &format!("{undertakes}\n方針を定める。\n"),
    );
    assert!(client.diagnostics(&workspace, "方針.md", 2).is_empty());
    let hover = client.request(
        "textDocument/hover",
        json!({
            "textDocument": { "uri": workspace.uri("方針.md") },
            "position": { "line": 1, "character": 55 },
        }),
    );
    let said = hover["contents"]["value"].as_str().unwrap_or_default();
    assert!(
        said.contains("未確認") || said.contains("対応あり"),
        "{said}"
    );
}
