//! Files that change underneath: what is open in the editor wins, and everything else takes
//! effect at once.

use serde_json::{Value, json};

use crate::client::{Client, Workspace, rules};

const ANSWER: &str = "# 評価\n\n毎年9月に内部監査室が評価する。[mic-meti:4.3]\n";
const UNDERTAKES: &str =
    "---\nshishin: { guideline: mic-meti-medical-1.1, covers: [\"4.3\"] }\n---\n\n# 方針\n";

fn changed(client: &mut Client, workspace: &Workspace, name: &str, kind: u32) {
    client.notify(
        "workspace/didChangeWatchedFiles",
        json!({ "changes": [{ "uri": workspace.uri(name), "type": kind }] }),
    );
}

#[test]
fn another_documents_answer_comes_and_goes() {
    let workspace = Workspace::new(&[("方針.md", UNDERTAKES)]);
    let mut client = Client::start(&workspace);
    client.open(&workspace, "方針.md", UNDERTAKES);
    while client.diagnostics(&workspace, "方針.md", 1).is_empty() {}
    workspace.write("評価.md", ANSWER);
    changed(&mut client, &workspace, "評価.md", 1);
    assert!(client.diagnostics(&workspace, "方針.md", 1).is_empty());
    // Open and empty in the editor, whatever is on disk.
    client.open(&workspace, "評価.md", "");
    assert_eq!(
        rules(&client.diagnostics(&workspace, "方針.md", 1)),
        ["missing-clause"]
    );
    client.notify(
        "textDocument/didClose",
        json!({ "textDocument": { "uri": workspace.uri("評価.md") } }),
    );
    assert!(client.diagnostics(&workspace, "方針.md", 1).is_empty());
    std::fs::remove_file(workspace.path("評価.md")).expect("it is there");
    changed(&mut client, &workspace, "評価.md", 3);
    assert_eq!(
        rules(&client.diagnostics(&workspace, "方針.md", 1)),
        ["missing-clause"]
    );
}

#[test]
fn a_file_that_is_deleted_while_it_is_open_stays_as_it_is_in_the_editor() {
    let workspace = Workspace::new(&[("方針.md", UNDERTAKES), ("評価.md", ANSWER)]);
    let mut client = Client::start(&workspace);
    client.open(&workspace, "評価.md", ANSWER);
    client.diagnostics(&workspace, "評価.md", 1);
    std::fs::remove_file(workspace.path("評価.md")).expect("it is there");
    changed(&mut client, &workspace, "評価.md", 3);
    client.wait(|method, _| method == "shishin/coverageChanged");
    let symbols = client.request("workspace/symbol", json!({ "query": "評価" }));
    let uri = workspace.uri("評価.md");
    let symbols = symbols.as_array().cloned().unwrap_or_default();
    assert!(
        symbols
            .iter()
            .any(|symbol| symbol["location"]["uri"] == *uri),
        "{symbols:?}"
    );
}

#[test]
fn a_client_that_cannot_watch_files_is_told_all_the_same() {
    let workspace = Workspace::new(&[("方針.md", UNDERTAKES)]);
    let mut client = Client::with(&workspace, json!({}), json!({}));
    client.open(&workspace, "方針.md", UNDERTAKES);
    while client.diagnostics(&workspace, "方針.md", 1).is_empty() {}
    workspace.write("評価.md", ANSWER);
    assert!(client.diagnostics(&workspace, "方針.md", 1).is_empty());
}

/// Waits until the findings about a file are, or are not, there.
fn told(client: &mut Client, workspace: &Workspace, name: &str, wanted: bool) {
    let uri = workspace.uri(name);
    client.wait(|method, params| {
        method == "textDocument/publishDiagnostics"
            && params["uri"] == *uri
            && params["diagnostics"]
                .as_array()
                .is_some_and(|found| found.is_empty() != wanted)
    });
}

/// While a key is typed into a project's own files, the rest of them holds; once it is whole, nothing
/// is left to tell.
#[test]
fn what_is_wrong_in_an_open_guideline_or_configuration_is_gone_once_it_is_mended() {
    let guideline = "---\nguideline:\n  id: acme\n  title: アクメ基準\n  edition: 第1版\n  completeness: whole\n---\n\n# アクメ基準\n\n## 1 管理\n\n### 1.1 登録\n\n登録の手順を定めること。\n";
    let project = "guidelines = [\"基準.md\"]\n";
    let document = "# 手順\n\n登録は適切に行う。[acme:1.1]\n";
    let workspace = Workspace::new(&[
        ("shishin.toml", project),
        ("基準.md", guideline),
        ("手順.md", document),
    ]);
    let mut client = Client::start(&workspace);
    client.open(&workspace, "手順.md", document);
    let knows = |client: &mut Client| {
        let found = client.request("workspace/symbol", json!({ "query": "1.1" }));
        assert_ne!(
            found.as_array().map(Vec::len),
            Some(0),
            "the clause is known"
        );
    };
    for (name, whole, broken) in [
        (
            "基準.md",
            guideline,
            guideline.replace("  completeness", "  ali\n  completeness"),
        ),
        ("shishin.toml", project, format!("{project}loc")),
    ] {
        client.open(&workspace, name, whole);
        client.replace(&workspace, name, 2, &broken);
        told(&mut client, &workspace, name, true);
        knows(&mut client);
        client.replace(&workspace, name, 3, whole);
        told(&mut client, &workspace, name, false);
        knows(&mut client);
    }
    assert_eq!(client.leave(), Some(0));
}

/// Editors open with what was left unsaved, before anything of the project was read.
#[test]
fn an_unsaved_guideline_counts_from_the_start() {
    let guideline = "---\nguideline:\n  id: acme\n  title: アクメ基準\n  completeness: whole\n---\n\n# アクメ基準\n\n## 1 管理\n\n### 1.1 登録\n\n登録の手順を定めること。\n";
    let workspace = Workspace::new(&[
        ("shishin.toml", "guidelines = [\"基準.md\"]\n"),
        ("基準.md", guideline),
    ]);
    let mut client = Client::start(&workspace);
    let unsaved = guideline.replace("  completeness", "  ali\n  completeness");
    client.open(&workspace, "基準.md", &unsaved);
    told(&mut client, &workspace, "基準.md", true);
}

#[test]
fn a_guideline_of_the_companys_own_takes_effect_as_it_is_edited() {
    let guideline = "---\nguideline:\n  id: acme\n  title: アクメ基準\n  edition: 第1版\n  completeness: whole\n---\n\n# アクメ基準\n\n## 1 管理\n\n### 1.1 登録\n\n登録の手順を定めること。\n";
    let document = "# 手順\n\n登録は申請書による。[acme:1.1]\n";
    let workspace = Workspace::new(&[
        ("shishin.toml", "guidelines = [\"基準.md\"]\n"),
        ("基準.md", guideline),
        ("手順.md", document),
    ]);
    let mut client = Client::start(&workspace);
    client.open(&workspace, "手順.md", document);
    assert!(client.diagnostics(&workspace, "手順.md", 1).is_empty());
    client.open(&workspace, "基準.md", guideline);
    client.replace(
        &workspace,
        "基準.md",
        2,
        &guideline.replace("1.1 登録", "1.2 登録"),
    );
    assert_eq!(
        rules(&client.diagnostics(&workspace, "手順.md", 1)),
        ["unknown-clause"]
    );
    // Its own text is no document.
    let hover = client.request(
        "textDocument/references",
        json!({
            "textDocument": { "uri": workspace.uri("基準.md") },
            "position": { "line": 12, "character": 5 },
            "context": { "includeDeclaration": false },
        }),
    );
    assert!(hover.is_null());
}

#[test]
fn a_profile_that_changes_on_disk_asks_for_other_controls() {
    let catalog = r#"{ "catalog": { "metadata": { "title": "ACME" }, "groups": [{ "id": "ac", "title": "Access", "controls": [
        { "id": "ac-1", "title": "Policy", "props": [{ "name": "label", "value": "AC-1" }],
          "parts": [{ "name": "statement", "prose": "Write an access policy." }] },
        { "id": "ac-2", "title": "Accounts", "props": [{ "name": "label", "value": "AC-2" }],
          "parts": [{ "name": "statement", "prose": "Manage accounts." }] }] }] } }"#;
    let selecting = |ids: &str| {
        format!(
            r#"{{ "profile": {{ "metadata": {{ "title": "Ours" }},
                "imports": [{{ "href": "catalog.json", "include-controls": [{{ "with-ids": [{ids}] }}] }}] }} }}"#
        )
    };
    let document = "# Plan\n\n## AC-1 Policy\n\nThe board signs the access policy each March.\n";
    let workspace = Workspace::new(&[
        ("shishin.toml", "guidelines = [\"ours.json\"]\n"),
        ("catalog.json", catalog),
        ("ours.json", &selecting("\"ac-1\"")),
        ("plan.md", document),
    ]);
    let mut client = Client::with(&workspace, json!({}), json!({}));
    client.open(&workspace, "plan.md", document);
    assert!(client.diagnostics(&workspace, "plan.md", 1).is_empty());
    workspace.write("ours.json", &selecting("\"ac-1\", \"ac-2\""));
    assert_eq!(
        rules(&client.diagnostics(&workspace, "plan.md", 1)),
        ["missing-clause"]
    );
}

#[test]
fn folders_come_and_go_each_with_its_own_configuration() {
    let workspace = Workspace::new(&[
        ("一/方針.md", UNDERTAKES),
        ("二/shishin.toml", "[rules]\nmissing-clause = \"off\"\n"),
        ("二/方針.md", UNDERTAKES),
    ]);
    let folder = |name: &str| json!({ "uri": workspace.uri(name), "name": name });
    let mut client = Client::introduced(
        &workspace,
        json!({
            "processId": null, "capabilities": crate::client::able(),
            "workspaceFolders": [folder("一"), folder("二")],
        }),
    );
    client.open(&workspace, "二/方針.md", UNDERTAKES);
    assert!(client.diagnostics(&workspace, "二/方針.md", 1).is_empty());
    client.open(&workspace, "一/方針.md", UNDERTAKES);
    while client.diagnostics(&workspace, "一/方針.md", 1).is_empty() {}
    client.notify(
        "workspace/didChangeWorkspaceFolders",
        json!({ "event": { "added": [], "removed": [folder("一")] } }),
    );
    let uri = workspace.uri("一/方針.md");
    client.wait(|method, params| {
        method == "textDocument/publishDiagnostics"
            && params["uri"] == *uri
            && params["diagnostics"] == json!([])
    });
}

#[test]
fn what_is_asked_before_its_folder_joins_the_workspace_is_answered_after() {
    let workspace = Workspace::new(&[("一/方針.md", UNDERTAKES), ("二/方針.md", UNDERTAKES)]);
    let folder = |name: &str| json!({ "uri": workspace.uri(name), "name": name });
    let mut client = Client::introduced(
        &workspace,
        json!({
            "processId": null, "capabilities": crate::client::able(),
            "workspaceFolders": [folder("二")],
        }),
    );
    client.open(&workspace, "一/方針.md", UNDERTAKES);
    let document = json!({ "textDocument": { "uri": workspace.uri("一/方針.md") } });
    let asked = client.ask("textDocument/documentSymbol", document.clone());
    client.notify(
        "workspace/didChangeWorkspaceFolders",
        json!({ "event": { "added": [folder("一")], "removed": [] } }),
    );
    let symbols = client.answer(asked);
    let found = symbols["result"].as_array().map_or(0, Vec::len);
    assert_ne!(found, 0, "{symbols}");
    // It is open there, as it is in the editor.
    client.replace(
        &workspace,
        "一/方針.md",
        2,
        "# 方針\n\n## 体制\n\n## 監査\n",
    );
    let symbols = client.request("textDocument/documentSymbol", document);
    assert_eq!(symbols[0]["children"].as_array().map_or(0, Vec::len), 2);
}

/// A workbook with clauses of these numbers.
fn workbook(numbers: &[&str]) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let clauses = numbers.iter().map(|number| [*number, "登録を記録する。"]);
    for (at, values) in (0..).zip([["番号", "要求事項"]].into_iter().chain(clauses)) {
        for (column, value) in (0..).zip(values) {
            sheet.write_string(at, column, value).expect("it fits");
        }
    }
    book.save_to_buffer().expect("it is written")
}

#[test]
fn a_clause_of_a_workbook_leads_to_a_text_that_can_be_read() {
    let document = "# 手順\n\n登録は申請書による。[基準:1.1]\n\n点検は毎月行う。[基準:1.2]\n";
    let workspace = Workspace::new(&[
        ("手順.md", document),
        ("shishin.toml", "guidelines = [\"基準.xlsx\"]\n"),
    ]);
    let bytes = workbook(&["1.1", "1.2"]);
    std::fs::write(workspace.path("基準.xlsx"), bytes).expect("it is written");
    let mut client = Client::start(&workspace);
    client.open(&workspace, "手順.md", document);
    let (path, text) = led_to(&mut client, &workspace.uri("手順.md"), 2, 16);
    let metadata = std::fs::metadata(&path).expect("it is there");
    assert!(metadata.permissions().readonly());
    assert!(text.starts_with("## 1.1 登録を記録する"), "{text}");
}

#[test]
fn a_clause_of_a_catalogue_in_one_line_leads_to_a_text_that_can_be_read() {
    let document = "# Accounts\n\nManagers review all accounts monthly. [minified:AC-2]\n";
    let workspace = Workspace::new(&[
        ("accounts.md", document),
        (
            "shishin.toml",
            "guidelines = [\"minified.json\", \"pretty.json\"]\n",
        ),
    ]);
    let example = "examples/us-saas/nist-sp800-53-rev4-excerpt.oscal.json";
    let example = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(example);
    let pretty = std::fs::read_to_string(example).expect("it is there");
    let value: Value = serde_json::from_str(&pretty).expect("it is JSON");
    std::fs::write(workspace.path("minified.json"), value.to_string()).expect("it is written");
    std::fs::write(workspace.path("pretty.json"), &pretty).expect("it is written");
    let mut client = Client::start(&workspace);
    client.open(&workspace, "accounts.md", document);
    let (path, text) = led_to(&mut client, &workspace.uri("accounts.md"), 2, 50);
    assert!(path.ends_with(".md"), "{path}");
    assert!(text.starts_with("### AC-2 Account Management"), "{text}");
    // One that can be read as it is stays where it is.
    let document = document.replace("minified", "pretty");
    client.open(&workspace, "others.md", &document);
    let (path, text) = led_to(&mut client, &workspace.uri("others.md"), 2, 48);
    assert!(path.ends_with("/pretty.json"), "{path}");
    assert!(text.contains("\"id\": \"ac-2\""), "{text}");
}

/// The file and the text in it, from its line on, that the definition at a place leads to.
fn led_to(client: &mut Client, uri: &str, line: u32, character: u32) -> (String, String) {
    let place = json!({
        "textDocument": { "uri": uri },
        "position": { "line": line, "character": character },
    });
    let found = client.request("textDocument/definition", place);
    let found = found.get(0).cloned().unwrap_or(found);
    let place = |link: &str, plain: &str| found.get(link).or(found.get(plain)).cloned();
    let uri = place("targetUri", "uri").unwrap_or_default();
    let path = uri.as_str().and_then(|uri| uri.strip_prefix("file://"));
    let path = percent_decoded(path.unwrap_or_else(|| panic!("{found}")));
    let range = place("targetRange", "range").unwrap_or_default();
    let line = range["start"]["line"].as_u64().unwrap_or_default();
    let text = std::fs::read_to_string(&path).expect("it is there");
    let behind: Vec<&str> = text.lines().skip(line as usize).collect();
    (path, behind.join("\n"))
}

#[test]
fn a_workbook_that_changes_on_disk_takes_effect() {
    let document = "# 手順\n\n登録は申請書による。[基準:1.1]\n\n点検は毎月行う。[基準:1.2]\n";
    let workspace = Workspace::new(&[
        ("手順.md", document),
        ("shishin.toml", "guidelines = [\"基準.xlsx\"]\n"),
    ]);
    let write = |numbers: &[&str]| {
        std::fs::write(workspace.path("基準.xlsx"), workbook(numbers)).expect("it is written");
    };
    write(&["1.1"]);
    let mut client = Client::start(&workspace);
    let asked = client
        .wait_until_asked("client/registerCapability")
        .to_string();
    assert!(asked.contains("csv,tsv,xlsx"), "{asked}");
    client.open(&workspace, "手順.md", document);
    let is_unknown = |client: &mut Client| {
        let found = client.diagnostics(&workspace, "手順.md", 1);
        rules(&found).contains(&"unknown-clause".to_owned())
    };
    while !is_unknown(&mut client) {}
    write(&["1.1", "1.2"]);
    changed(&mut client, &workspace, "基準.xlsx", 2);
    while is_unknown(&mut client) {}
}

fn percent_decoded(path: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = path.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        let code = (*first == b'%').then(|| std::str::from_utf8(&behind[..2]).expect("a code"));
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &behind[2..];
            }
            None => {
                bytes.push(*first);
                rest = behind;
            }
        }
    }
    String::from_utf8(bytes).expect("a path")
}

/// 「規程」 in Shift_JIS, as many are written: nothing that stands in the document counts, so somebody has to be told.
#[test]
fn a_document_that_cannot_be_read_is_told_of_until_it_can() {
    for capabilities in [crate::client::able(), crate::client::pulling()] {
        let workspace = Workspace::new(&[("方針.md", "# 方針\n")]);
        workspace.write_bytes("規程.md", b"# \x8bK\x92\xf6\n");
        let mut client = Client::with(&workspace, capabilities, json!({}));
        let uri = workspace.uri("規程.md");
        let of_document = |method: &str, params: &serde_json::Value| {
            method == "textDocument/publishDiagnostics" && params["uri"] == *uri
        };
        let shown = client.wait(of_document);
        assert_eq!(shown["diagnostics"][0]["code"], "unreadable-file");
        // An editor shows what it takes the bytes for.
        client.open(&workspace, "規程.md", "# 規程\n");
        assert_eq!(client.wait(of_document)["diagnostics"], json!([]));
        client.notify(
            "textDocument/didClose",
            json!({ "textDocument": { "uri": uri } }),
        );
        let told = |method: &str, params: &serde_json::Value| {
            of_document(method, params) && params["diagnostics"] != json!([])
        };
        client.wait(told);
        workspace.write("規程.md", "# 規程\n");
        client.notify(
            "workspace/didChangeWatchedFiles",
            json!({ "changes": [{ "uri": uri, "type": 2 }] }),
        );
        let over = |method: &str, params: &serde_json::Value| {
            of_document(method, params) && params["diagnostics"] == json!([])
        };
        client.wait(over);
    }
}

/// A folder whose path is longer than the system takes cannot be opened by anybody, not even by an administrator.
#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_read_is_told_of() {
    let workspace = Workspace::new(&[("方針.md", "# 方針\n")]);
    let deep = |name: &str| {
        let names = ["a"; 12].map(|name| name.repeat(250));
        workspace.path(name).join(names.join("/"))
    };
    for name in ["甲", "乙"] {
        std::fs::create_dir_all(deep(name)).expect("folders can be made");
    }
    std::fs::rename(workspace.path("乙"), deep("甲").join("乙")).expect("folders can be moved");
    for capabilities in [crate::client::able(), crate::client::pulling()] {
        let mut client = Client::with(&workspace, capabilities, json!({}));
        let below = workspace.uri("甲");
        let shown = client.wait(|method, params| {
            let is_below = |uri: &str| uri.starts_with(&below);
            method == "textDocument/publishDiagnostics"
                && params["uri"].as_str().is_some_and(is_below)
        });
        assert_eq!(shown["diagnostics"][0]["code"], "unreadable-file");
    }
}
