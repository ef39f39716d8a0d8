//! Files that documents are read by and that lie elsewhere: outside of the opened folder, above it, in another folder
//! of the workspace.

use serde_json::{Value, json};

use crate::client::{Client, Workspace, able, address, pulling, rules};

const STANDARD: &str = "---\nguideline:\n  id: acme\n  title: アクメ基準\n  edition: 第2版\n  prefixes: [acme]\n  completeness: whole\n---\n\n# アクメ基準 第2版\n\n## 1 管理\n\n### 1.1 登録\n\n登録の手順を定めること。\n\n### 1.2 削除\n\n削除の記録を残すこと。\n";
const MORE: &str = "\n### 1.3 点検\n\n点検の記録を残すこと。\n";
const POLICY: &str =
    "# 規程\n\n登録は申請書で毎月行う。[acme:1.1]\n\n削除は台帳に毎月5日に記録する。[acme:1.2]\n";

/// A server for folders of a workspace.
fn opened(workspace: &Workspace, roots: &[&str], capabilities: Value) -> Client {
    let folders = roots
        .iter()
        .map(|root| json!({ "uri": address(&workspace.path(root)), "name": root }));
    Client::introduced(
        workspace,
        json!({
            "processId": std::process::id(),
            "locale": "ja",
            "workspaceFolders": folders.collect::<Vec<_>>(),
            "capabilities": capabilities,
        }),
    )
}

fn changed(client: &mut Client, workspace: &Workspace, name: &str, kind: u32) {
    client.notify(
        "workspace/didChangeWatchedFiles",
        json!({ "changes": [{ "uri": workspace.uri(name), "type": kind }] }),
    );
}

fn close(client: &mut Client, workspace: &Workspace, name: &str) {
    client.notify(
        "textDocument/didClose",
        json!({ "textDocument": { "uri": workspace.uri(name) } }),
    );
}

/// Waits until these are the rules of what is found in a file, of whatever version.
#[track_caller]
fn told(client: &mut Client, workspace: &Workspace, name: &str, wanted: &[&str]) {
    let uri = workspace.uri(name);
    client.wait(|method, params| {
        let shown = params["diagnostics"].as_array();
        method == "textDocument/publishDiagnostics"
            && params["uri"] == *uri
            && shown.is_some_and(|shown| rules(shown) == wanted)
    });
}

/// Asks about the first clause of the guideline's file.
fn about_first_clause(workspace: &Workspace, name: &str) -> Value {
    let line = STANDARD
        .lines()
        .position(|line| line.starts_with("### 1.1"));
    json!({
        "textDocument": { "uri": workspace.uri(name) },
        "position": { "line": line, "character": 5 },
    })
}

#[track_caller]
fn renamed(client: &mut Client, workspace: &Workspace, name: &str) -> Vec<String> {
    let mut asked = about_first_clause(workspace, name);
    asked["newName"] = json!("1.7");
    let edit = client.request("textDocument/rename", asked);
    let changes = edit["documentChanges"].as_array().cloned();
    let root = address(&workspace.root);
    let changes = changes.unwrap_or_default();
    let files = changes.iter().map(|change| {
        let uri = change["textDocument"]["uri"].as_str().unwrap_or_default();
        uri.strip_prefix(&root).unwrap_or(uri).to_string()
    });
    let mut files: Vec<String> = files.collect();
    files.sort();
    files
}

fn referring(client: &mut Client, workspace: &Workspace, name: &str) -> Vec<String> {
    let mut asked = about_first_clause(workspace, name);
    asked["context"] = json!({ "includeDeclaration": false });
    let found = client.request("textDocument/references", asked);
    let root = address(&workspace.root);
    let found = found.as_array().cloned().unwrap_or_default();
    let files = found.iter().map(|location| {
        let uri = location["uri"].as_str().unwrap_or_default();
        uri.strip_prefix(&root).unwrap_or(uri).to_string()
    });
    files.collect()
}

#[test]
fn a_guideline_outside_of_the_folder_counts_as_it_is_in_the_editor_and_then_on_disk() {
    let workspace = Workspace::new(&[
        ("shared/acme.md", STANDARD),
        ("one/shishin.toml", "guidelines = [\"../shared/acme.md\"]\n"),
        ("one/p.md", POLICY),
    ]);
    let mut able = able();
    able["workspace"]["didChangeWatchedFiles"]["relativePatternSupport"] = json!(true);
    let mut client = opened(&workspace, &["one"], able);
    // Open before and after it is known what it is.
    client.open(&workspace, "shared/acme.md", STANDARD);
    client.open(&workspace, "one/p.md", POLICY);
    while !client.diagnostics(&workspace, "one/p.md", 1).is_empty() {}
    assert_eq!(
        referring(&mut client, &workspace, "shared/acme.md"),
        ["/one/p.md"]
    );
    let lenses = client.request(
        "textDocument/codeLens",
        json!({ "textDocument": { "uri": workspace.uri("shared/acme.md") } }),
    );
    assert_eq!(lenses.as_array().map(Vec::len), Some(2), "{lenses}");
    let hover = client.request(
        "textDocument/hover",
        about_first_clause(&workspace, "shared/acme.md"),
    );
    assert!(hover["contents"]["value"].is_string(), "{hover}");
    assert_eq!(
        renamed(&mut client, &workspace, "shared/acme.md"),
        ["/one/p.md", "/shared/acme.md"]
    );
    let edited = format!("{STANDARD}{MORE}");
    client.replace(&workspace, "shared/acme.md", 2, &edited);
    told(&mut client, &workspace, "one/p.md", &["missing-clause"]);
    client.replace(&workspace, "shared/acme.md", 3, STANDARD);
    told(&mut client, &workspace, "one/p.md", &[]);
    close(&mut client, &workspace, "shared/acme.md");
    workspace.write("shared/acme.md", &edited);
    changed(&mut client, &workspace, "shared/acme.md", 2);
    told(&mut client, &workspace, "one/p.md", &["missing-clause"]);
    let watched = loop {
        let asked = client.wait_until_asked("client/registerCapability");
        let registration = asked["registrations"][0].clone();
        if registration["id"]
            .as_str()
            .is_some_and(|id| id.contains("outside"))
        {
            break registration;
        }
    };
    assert_eq!(
        watched["registerOptions"]["watchers"][0]["globPattern"],
        json!({ "baseUri": address(&workspace.path("shared")), "pattern": "acme.md" })
    );
    assert_eq!(client.leave(), Some(0));
}

#[test]
fn a_guideline_outside_of_the_folder_is_watched_for_clients_that_cannot() {
    let workspace = Workspace::new(&[
        ("shared/acme.md", STANDARD),
        ("one/shishin.toml", "guidelines = [\"../shared/acme.md\"]\n"),
        ("one/p.md", POLICY),
    ]);
    let mut client = opened(&workspace, &["one"], able());
    client.open(&workspace, "one/p.md", POLICY);
    while !client.diagnostics(&workspace, "one/p.md", 1).is_empty() {}
    // The answer comes from an index that is complete: by then the file is watched.
    referring(&mut client, &workspace, "shared/acme.md");
    workspace.write("shared/acme.md", &format!("{STANDARD}{MORE}"));
    told(&mut client, &workspace, "one/p.md", &["missing-clause"]);
}

#[test]
fn a_guideline_of_one_folder_counts_in_each_that_reads_it() {
    for roots in [["one", "two"], ["two", "one"]] {
        let workspace = Workspace::new(&[
            ("one/g/acme.md", STANDARD),
            ("one/shishin.toml", "guidelines = [\"g/acme.md\"]\n"),
            ("one/p.md", POLICY),
            ("two/shishin.toml", "guidelines = [\"../one/g/acme.md\"]\n"),
            ("two/q.md", POLICY),
        ]);
        let mut client = opened(&workspace, &roots, able());
        client.open(&workspace, "two/q.md", POLICY);
        client.open(&workspace, "one/p.md", POLICY);
        while !client.diagnostics(&workspace, "two/q.md", 1).is_empty() {}
        while !client.diagnostics(&workspace, "one/p.md", 1).is_empty() {}
        client.open(&workspace, "one/g/acme.md", STANDARD);
        assert_eq!(
            renamed(&mut client, &workspace, "one/g/acme.md"),
            ["/one/g/acme.md", "/one/p.md", "/two/q.md"]
        );
        let mut found = referring(&mut client, &workspace, "one/g/acme.md");
        found.sort();
        assert_eq!(found, ["/one/p.md", "/two/q.md"]);
        client.replace(&workspace, "one/g/acme.md", 2, &format!("{STANDARD}{MORE}"));
        told(&mut client, &workspace, "two/q.md", &["missing-clause"]);
        client.replace(&workspace, "one/g/acme.md", 3, STANDARD);
        told(&mut client, &workspace, "two/q.md", &[]);
        close(&mut client, &workspace, "one/g/acme.md");
        workspace.write("one/g/acme.md", &format!("{STANDARD}{MORE}"));
        changed(&mut client, &workspace, "one/g/acme.md", 2);
        told(&mut client, &workspace, "two/q.md", &["missing-clause"]);
        assert_eq!(client.leave(), Some(0));
    }
}

#[test]
fn a_configuration_above_the_folder_counts_as_it_is_in_the_editor() {
    let statement = "適切に行う。[mic-meti:4.3]\n";
    let workspace = Workspace::new(&[("shishin.toml", ""), ("docs/p.md", statement)]);
    let mut client = opened(&workspace, &["docs"], able());
    client.open(&workspace, "docs/p.md", statement);
    while rules(&client.diagnostics(&workspace, "docs/p.md", 1)) != ["weak-wording"] {}
    client.open(&workspace, "shishin.toml", "");
    let off = "[rules]\nweak-wording = \"off\"\n";
    client.replace(&workspace, "shishin.toml", 2, off);
    while !client.diagnostics(&workspace, "docs/p.md", 1).is_empty() {}
    assert_eq!(client.leave(), Some(0));
}

#[test]
fn a_guidelines_folder_that_is_renamed_is_noticed() {
    let workspace = Workspace::new(&[
        ("shishin.toml", "guidelines = [\"g/acme.md\"]\n"),
        ("g/acme.md", STANDARD),
        ("p.md", POLICY),
    ]);
    let mut client = opened(&workspace, &[""], able());
    client.open(&workspace, "p.md", POLICY);
    while !client.diagnostics(&workspace, "p.md", 1).is_empty() {}
    std::fs::rename(workspace.path("g"), workspace.path("h")).expect("it can be renamed");
    client.notify(
        "workspace/didChangeWatchedFiles",
        json!({ "changes": [
            { "uri": workspace.uri("g"), "type": 3 },
            { "uri": workspace.uri("h"), "type": 1 },
        ] }),
    );
    told(
        &mut client,
        &workspace,
        "shishin.toml",
        &["invalid-configuration"],
    );
    std::fs::rename(workspace.path("h"), workspace.path("g")).expect("it can be renamed");
    client.notify(
        "workspace/didChangeWatchedFiles",
        json!({ "changes": [
            { "uri": workspace.uri("h"), "type": 3 },
            { "uri": workspace.uri("g"), "type": 1 },
        ] }),
    );
    told(&mut client, &workspace, "shishin.toml", &[]);
    assert_eq!(client.leave(), Some(0));
}

#[test]
fn what_was_found_in_a_document_that_is_gone_is_taken_back() {
    let statement = "適切に行う。[mic-meti:4.3]\n";
    let workspace = Workspace::new(&[("a.md", statement), ("b.md", statement)]);
    let mut client = Client::with(&workspace, pulling(), json!({}));
    let ask = |client: &mut Client, known: &Value| -> Vec<Value> {
        let asked = json!({ "previousResultIds": known });
        let found = client.request("workspace/diagnostic", asked);
        found["items"].as_array().cloned().expect("items")
    };
    let found = ask(&mut client, &json!([]));
    let known = found.iter().map(|one| {
        assert_ne!(one["items"], json!([]), "{one}");
        json!({ "uri": one["uri"], "value": one["resultId"] })
    });
    let known = Value::from(known.collect::<Vec<_>>());
    std::fs::remove_file(workspace.path("b.md")).expect("it is there");
    changed(&mut client, &workspace, "b.md", 3);
    let b = workspace.uri("b.md");
    let gone = loop {
        let found = ask(&mut client, &known);
        let gone = found.into_iter().find(|one| one["uri"] == *b);
        // Until the folder has been read anew the file is still there.
        if let Some(gone) = gone.filter(|gone| gone["kind"] == "full") {
            break gone;
        }
    };
    assert_eq!(gone["items"], json!([]));
    // Nor is anything told of the closed ones once nobody wants to be told.
    client.settings = json!({ "diagnostics": { "workspace": false } });
    client.notify(
        "workspace/didChangeConfiguration",
        json!({ "settings": { "shishin": { "diagnostics": { "workspace": false } } } }),
    );
    let found = ask(&mut client, &known);
    assert_eq!(found.len(), 2, "{found:?}");
    for one in found {
        assert_eq!((&one["kind"], &one["items"]), (&json!("full"), &json!([])));
    }
    assert_eq!(client.leave(), Some(0));
}

/// The rules of what a client that asks gets told of a document.
fn pulled(client: &mut Client, workspace: &Workspace, name: &str) -> Vec<String> {
    let asked = json!({ "textDocument": { "uri": workspace.uri(name) } });
    let report = client.request("textDocument/diagnostic", asked);
    rules(report["items"].as_array().expect("items"))
}

#[test]
fn what_is_asked_behind_an_edit_of_a_guideline_or_configuration_is_answered_by_it() {
    let workspace = Workspace::new(&[
        ("shishin.toml", "guidelines = [\"acme.md\"]\n"),
        ("acme.md", STANDARD),
        ("p.md", POLICY),
    ]);
    let mut client = Client::with(&workspace, pulling(), json!({}));
    client.open(&workspace, "p.md", POLICY);
    client.open(&workspace, "acme.md", STANDARD);
    client.open(&workspace, "shishin.toml", "guidelines = [\"acme.md\"]\n");
    client.request("workspace/symbol", json!({ "query": "規程" }));
    assert_eq!(pulled(&mut client, &workspace, "p.md"), [""; 0]);
    client.replace(&workspace, "acme.md", 2, &format!("{STANDARD}{MORE}"));
    assert_eq!(
        pulled(&mut client, &workspace, "p.md"),
        ["missing-clause"],
        "the guideline asks for more"
    );
    let lenses = client.request(
        "textDocument/codeLens",
        json!({ "textDocument": { "uri": workspace.uri("acme.md") } }),
    );
    assert_eq!(lenses.as_array().map(Vec::len), Some(3), "{lenses}");
    let off = "guidelines = [\"acme.md\"]\n[rules]\nmissing-clause = \"off\"\n";
    client.replace(&workspace, "shishin.toml", 2, off);
    assert_eq!(pulled(&mut client, &workspace, "p.md"), [""; 0]);
    // The same is told where all documents are asked about.
    client.replace(
        &workspace,
        "shishin.toml",
        3,
        "guidelines = [\"acme.md\"]\n",
    );
    let found = client.request("workspace/diagnostic", json!({ "previousResultIds": [] }));
    let found = found["items"][0]["items"].as_array().expect("items");
    assert_eq!(rules(found), ["missing-clause"]);
    assert_eq!(client.leave(), Some(0));
}

#[test]
fn what_is_asked_behind_a_document_that_is_new_counts_it() {
    let workspace = Workspace::new(&[
        ("shishin.toml", "guidelines = [\"acme.md\"]\n"),
        ("acme.md", STANDARD),
        ("p.md", "# 規程\n\n登録は申請書で毎月行う。[acme:1.1]\n"),
    ]);
    let mut client = Client::with(&workspace, pulling(), json!({}));
    client.open(
        &workspace,
        "p.md",
        "# 規程\n\n登録は申請書で毎月行う。[acme:1.1]\n",
    );
    client.request("workspace/symbol", json!({ "query": "規程" }));
    assert_eq!(pulled(&mut client, &workspace, "p.md"), ["missing-clause"]);
    client.open(
        &workspace,
        "new.md",
        "# 細則\n\n削除は台帳に毎月5日に記録する。[acme:1.2]\n",
    );
    assert_eq!(pulled(&mut client, &workspace, "p.md"), [""; 0]);
    assert_eq!(client.leave(), Some(0));
}

#[test]
fn a_clause_is_renamed_in_folders_that_are_still_read_and_counted_in_all() {
    let workspace = Workspace::new(&[
        ("one/acme.md", STANDARD),
        ("one/shishin.toml", "guidelines = [\"acme.md\"]\n"),
        ("one/p.md", POLICY),
        ("two/shishin.toml", "guidelines = [\"../one/acme.md\"]\n"),
    ]);
    for count in 0..40 {
        workspace.write(&format!("two/{count}.md"), POLICY);
    }
    let mut client = opened(&workspace, &["one", "two"], able());
    client.open(&workspace, "one/acme.md", STANDARD);
    assert_eq!(
        renamed(&mut client, &workspace, "one/acme.md").len(),
        2 + 40
    );
    let file = json!({ "textDocument": { "uri": workspace.uri("one/acme.md") } });
    let lenses = client.request("textDocument/codeLens", file);
    assert_eq!(lenses[0]["command"]["title"], "記述 41", "{lenses}");
    let places = &lenses[0]["command"]["arguments"][2];
    assert_eq!(places.as_array().map(Vec::len), Some(41));
    assert_eq!(client.leave(), Some(0));
}

#[test]
fn what_is_misspelt_in_the_configuration_is_put_right() {
    let configuration = "[rules]\nweak-wording = \"of\"\nweek-wording = \"off\"\n";
    let workspace = Workspace::new(&[("shishin.toml", configuration)]);
    let mut client = Client::with(&workspace, pulling(), json!({}));
    client.open(&workspace, "shishin.toml", configuration);
    let mut asked = |line: u32| -> Vec<Value> {
        let at = json!({ "line": line, "character": 5 });
        let actions = client.request(
            "textDocument/codeAction",
            json!({
                "textDocument": { "uri": workspace.uri("shishin.toml") },
                "range": { "start": at, "end": json!({ "line": line, "character": 18 }) },
                "context": { "diagnostics": [] },
            }),
        );
        let actions = actions.as_array().cloned().unwrap_or_default();
        let edits = actions.iter().map(|action| {
            let changed = &action["edit"]["documentChanges"][0]["edits"];
            changed[0]["newText"].clone()
        });
        edits.collect()
    };
    assert_eq!(asked(1), [json!("\"off\"")]);
    assert_eq!(asked(2), [json!("weak-wording")]);
    assert_eq!(asked(0), Vec::<Value>::new());
}

#[test]
fn the_byte_order_mark_of_a_file_that_is_not_open_moves_no_place() {
    let policy = "\u{feff}登録は毎月行う。[acme:1.1]\n";
    let configuration = "\u{feff}guidelines = [{ path = \"acme.md\", covers = [\"1.1\"] }]\n";
    let workspace = Workspace::new(&[
        ("acme.md", STANDARD),
        ("shishin.toml", configuration),
        ("p.md", policy),
    ]);
    let mut client = opened(&workspace, &[""], able());
    client.open(&workspace, "acme.md", STANDARD);
    let mut asked = about_first_clause(&workspace, "acme.md");
    asked["newName"] = json!("1.7");
    let edit = client.request("textDocument/rename", asked);
    for (name, text) in [("p.md", policy), ("shishin.toml", configuration)] {
        let changes = edit["documentChanges"]
            .as_array()
            .expect("files are edited");
        let change = { changes.iter() }
            .find(|change| change["textDocument"]["uri"] == json!(workspace.uri(name)))
            .expect("it cites the clause");
        let range = &change["edits"][0]["range"];
        // As an editor shows the line.
        let shown: Vec<u16> = text.trim_start_matches('\u{feff}').encode_utf16().collect();
        let place = |end: &str| range[end]["character"].as_u64().unwrap_or_default() as usize;
        let replaced = String::from_utf16_lossy(&shown[place("start")..place("end")]);
        assert_eq!(replaced.trim_matches('"'), "1.1", "{name}: {edit}");
    }
    assert_eq!(client.leave(), Some(0));
}
