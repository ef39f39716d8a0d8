//! How the server behaves towards clients: order, ends, and what no client should send.

use serde_json::{Value, json};

use crate::client::{Client, Workspace, able, pulling, rules};

const WEAK: &str = "# 方針\n\nログを適切に保存する。[mic-meti:別紙2 3.7-①-1]\n";

/// An editor with the weak sentence open.
fn editing() -> (Workspace, Client) {
    let workspace = Workspace::new(&[("方針.md", WEAK)]);
    let mut client = Client::start(&workspace);
    client.open(&workspace, "方針.md", WEAK);
    (workspace, client)
}

fn hover_at(workspace: &Workspace, line: u32, character: u32) -> Value {
    json!({
        "textDocument": { "uri": workspace.uri("方針.md") },
        "position": { "line": line, "character": character },
    })
}

#[test]
fn leaving_without_a_word_gives_1_and_with_one_0() {
    let workspace = Workspace::new(&[]);
    assert_eq!(Client::start(&workspace).leave(), Some(0));
    let mut client = Client::start(&workspace);
    client.notify("exit", Value::Null);
    assert_eq!(client.end(), Some(1));
    assert_eq!(Client::start(&workspace).end(), Some(1), "the input ended");
}

#[test]
fn a_request_sees_every_edit_sent_before_it() {
    let workspace = Workspace::new(&[]);
    let mut client = Client::with(&workspace, pulling(), json!({}));
    client.open(&workspace, "方針.md", "");
    let mut version = 1;
    let mut text = String::new();
    for (line, character) in WEAK.chars().scan((0, 0), |at, character| {
        let place = *at;
        *at = match character {
            '\n' => (at.0 + 1, 0),
            _ => (at.0, at.1 + character.len_utf16()),
        };
        Some((place, character))
    }) {
        version += 1;
        text.push(character);
        let at = json!({ "line": line.0, "character": line.1 });
        let change = json!([{ "range": { "start": at, "end": at }, "text": character }]);
        client.change(&workspace, "方針.md", version, change);
    }
    assert_eq!(text, WEAK);
    let report = client.request(
        "textDocument/diagnostic",
        json!({ "textDocument": { "uri": workspace.uri("方針.md") } }),
    );
    let items = report["items"].as_array().cloned().unwrap_or_default();
    assert_eq!(rules(&items), ["weak-wording"]);
}

#[test]
fn an_answer_that_an_edit_overtook_is_refused_or_right() {
    let (workspace, mut client) = editing();
    let mut asked = Vec::new();
    for version in 2..100 {
        asked.push(client.ask("textDocument/hover", hover_at(&workspace, 2, 4)));
        let text = format!("{WEAK}{}", "\n".repeat(version as usize % 2));
        client.replace(&workspace, "方針.md", version, &text);
    }
    for id in asked {
        let answer = client.answer(id);
        let refused = answer["error"]["code"] == -32801;
        let right = answer["result"]["contents"]["value"].is_string();
        assert!(refused || right, "{answer}");
    }
    let last = client.request("textDocument/hover", hover_at(&workspace, 2, 4));
    assert!(last["contents"]["value"].is_string(), "{last}");
}

#[test]
fn an_edit_that_changes_nothing_overtakes_no_answer() {
    let (workspace, mut client) = editing();
    let mut asked = Vec::new();
    for version in 2..100 {
        asked.push(client.ask("textDocument/hover", hover_at(&workspace, 2, 4)));
        match version % 3 {
            0 => client.replace(&workspace, "方針.md", version, WEAK),
            1 => client.change(&workspace, "方針.md", version, json!([])),
            _ => {
                let place = json!({ "line": 2, "character": 2 });
                let end = json!({ "line": 2, "character": 4 });
                let same = json!([{ "range": { "start": place, "end": end }, "text": "を適" }]);
                client.change(&workspace, "方針.md", version, same);
            }
        }
    }
    for id in asked {
        let answer = client.answer(id);
        assert!(
            answer["result"]["contents"]["value"].is_string(),
            "{answer}"
        );
    }
    // The version is a new one all the same.
    assert_eq!(
        rules(&client.diagnostics(&workspace, "方針.md", 99)),
        ["weak-wording"]
    );
}

#[test]
fn columns_count_in_the_unit_that_was_agreed_on() {
    let workspace = Workspace::new(&[]);
    let text = "# 🗂方針\n\n🗂ログを適切に保存する。[mic-meti:別紙2 3.7-①-1]\n";
    for (offered, chosen, start) in [
        (json!(["utf-16", "utf-8"]), "utf-8", 13),
        (json!(["utf-32", "utf-16"]), "utf-32", 4),
        (json!(["utf-16"]), "utf-16", 5),
        (json!(null), "utf-16", 5),
        (json!(["utf-7"]), "utf-16", 5),
    ] {
        let mut capabilities = able();
        capabilities["general"]["positionEncodings"] = offered;
        let mut client = Client::with(&workspace, capabilities, json!({}));
        assert_eq!(client.announced["capabilities"]["positionEncoding"], chosen);
        client.open(&workspace, "方針.md", text);
        let shown = client.diagnostics(&workspace, "方針.md", 1);
        assert_eq!(shown[0]["range"]["start"]["character"], start, "{chosen}");
    }
}

#[test]
fn messages_are_in_the_language_of_the_editor_or_of_its_settings() {
    let workspace = Workspace::new(&[("方針.md", WEAK)]);
    let english = json!({
        "processId": null, "locale": "en-US", "capabilities": able(),
        "workspaceFolders": [{ "uri": crate::client::address(&workspace.root), "name": "docs" }],
    });
    let mut client = Client::introduced(&workspace, english);
    client.open(&workspace, "方針.md", WEAK);
    let shown = client.diagnostics(&workspace, "方針.md", 1);
    assert!(
        shown[0]["message"]
            .as_str()
            .is_some_and(|text| text.contains("help: "))
    );
    client.settings = json!({ "locale": "ja" });
    client.notify(
        "workspace/didChangeConfiguration",
        json!({ "settings": null }),
    );
    // What was on its way when the settings changed may still come in English.
    while !client.diagnostics(&workspace, "方針.md", 1)[0]["message"]
        .as_str()
        .is_some_and(|text| text.contains("対処: "))
    {}
}

#[test]
fn a_project_that_names_a_language_goes_before_the_editor_and_its_settings_before_the_project() {
    let workspace = Workspace::new(&[("方針.md", WEAK), ("shishin.toml", "locale = \"ja\"\n")]);
    let speaks = |options: Value, word: &str| {
        let english = json!({
            "processId": null, "locale": "en-US", "capabilities": able(),
            "workspaceFolders": [{ "uri": crate::client::address(&workspace.root), "name": "docs" }],
            "initializationOptions": options,
        });
        let mut client = Client::introduced(&workspace, english);
        client.settings = options;
        client.open(&workspace, "方針.md", WEAK);
        let shown = client.diagnostics(&workspace, "方針.md", 1);
        let message = shown[0]["message"].as_str().unwrap_or_default();
        assert!(message.contains(word), "{message}");
    };
    speaks(json!({}), "対処: ");
    speaks(json!({ "locale": "en" }), "help: ");
}

#[test]
fn what_no_client_should_send_is_answered_or_passed_over() {
    let workspace = Workspace::new(&[("方針.md", WEAK)]);
    let mut client = Client::silent(&workspace);
    let early = client.ask("textDocument/hover", hover_at(&workspace, 2, 4));
    assert_eq!(client.answer(early)["error"]["code"], -32002);
    client.request(
        "initialize",
        json!({ "capabilities": able(), "processId": null }),
    );
    let twice = client.ask("initialize", json!({ "capabilities": {} }));
    assert_eq!(client.answer(twice)["error"]["code"], -32600);
    client.notify("initialized", json!({}));

    client.send_raw(b"{ this is no JSON");
    assert_eq!(client.answer_to_nothing()["error"]["code"], -32700);
    for method in ["shishin/nonsense", "$/nonsense"] {
        let unknown = client.ask(method, json!({}));
        assert_eq!(client.answer(unknown)["error"]["code"], -32601);
    }
    // Bytes that are no text, where the protocol's library looks at them and where it does not.
    for message in [
        &b"{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"\xff\xfe\"}"[..],
        b"{\"jsonrpc\":\"2.0\",\"method\":\"exit\",\"params\":[\"\x82\xa0\"]}",
    ] {
        client.send_raw(message);
        assert_eq!(client.answer_to_nothing()["error"]["code"], -32700);
    }
    let wrong = client.ask("textDocument/hover", json!({ "position": "here" }));
    assert_eq!(client.answer(wrong)["error"]["code"], -32602);
    client.notify("$/setTrace", json!({ "value": "off" }));
    client.notify("textDocument/didChange", json!({ "textDocument": 1 }));
    client.notify("$/cancelRequest", json!({ "id": 4711 }));

    // An edit of a file that was never opened, and the end of one.
    client.change(&workspace, "方針.md", 5, json!([{ "text": "x" }]));
    client.notify(
        "textDocument/didClose",
        json!({ "textDocument": { "uri": workspace.uri("方針.md") } }),
    );
    client.open(&workspace, "方針.md", WEAK);
    // Positions past the end, and a range that runs backwards.
    assert_eq!(
        client.request("textDocument/hover", hover_at(&workspace, 900, 900)),
        Value::Null
    );
    client.change(
        &workspace,
        "方針.md",
        2,
        json!([{
            "range": { "start": { "line": 99, "character": 7 }, "end": { "line": 2, "character": 0 } },
            "text": "ログを随時点検する。[mic-meti:別紙2 3.7-①-1]\n",
        }]),
    );
    let shown = client.diagnostics(&workspace, "方針.md", 2);
    assert_eq!(rules(&shown), ["weak-wording"]);
    // A version that goes back: edits count in the order in which they come.
    client.replace(&workspace, "方針.md", 1, "# 方針\n");
    // Those of the first state, which had the same number, come before.
    while !client.diagnostics(&workspace, "方針.md", 1).is_empty() {}
    // What is no file.
    client.notify(
        "textDocument/didOpen",
        json!({ "textDocument": {
            "uri": "untitled:Untitled-1", "languageId": "markdown", "version": 1, "text": WEAK,
        } }),
    );
    let elsewhere = json!({
        "textDocument": { "uri": "untitled:Untitled-1" }, "position": { "line": 1, "character": 0 },
    });
    assert_eq!(client.request("textDocument/hover", elsewhere), Value::Null);
    assert_eq!(client.leave(), Some(0));
}

#[test]
fn half_a_character_takes_its_column_and_what_cannot_be_decoded_ends_nothing() {
    let (workspace, mut client) = editing();
    let place = |shown: &[Value]| shown[0]["range"]["start"].clone();
    let before = place(&client.diagnostics(&workspace, "方針.md", 1));
    // Editors that keep their text in UTF-16 send what is left when half of an emoji is deleted.
    let uri = workspace.uri("方針.md");
    let change = |version: i32, text: &str| {
        format!(
            r#"{{"jsonrpc":"2.0","method":"textDocument/didChange","params":{{"textDocument":{{"uri":"{uri}","version":{version}}},"contentChanges":[{{"range":{{"start":{{"line":2,"character":0}},"end":{{"line":2,"character":0}}}},"text":"{text}"}}]}}}}"#
        )
    };
    for (version, half) in [
        (2, r"\ud83d"),
        (3, r"\uDD11"),
        (4, r"\ud83d\ud83d\udd11\\ud83d"),
    ] {
        client.send_raw(change(version, half).as_bytes());
    }
    let after = place(&client.diagnostics(&workspace, "方針.md", 4));
    assert_eq!(after["line"], before["line"]);
    let columns = |place: &Value| place["character"].as_u64().unwrap();
    assert_eq!(columns(&after), columns(&before) + 1 + 1 + 3 + 6);

    let deep = "[".repeat(200) + &"]".repeat(200);
    for params in [&*deep, "[1e999]"] {
        for message in [
            format!(
                r#"{{"jsonrpc":"2.0","id":900,"method":"textDocument/hover","params":{params}}}"#
            ),
            format!(r#"{{"jsonrpc":"2.0","id":900,"result":{params}}}"#),
        ] {
            client.send_raw(message.as_bytes());
            let answer = client.answer_to_nothing();
            assert!(answer["error"]["code"].is_i64(), "{answer}");
        }
    }
    client.request("textDocument/hover", hover_at(&workspace, 2, 20));
}

#[test]
fn a_cancelled_request_is_answered_as_cancelled_or_not_at_all_differently() {
    let (workspace, mut client) = editing();
    for _ in 0..50 {
        let id = client.ask("textDocument/hover", hover_at(&workspace, 2, 4));
        client.notify("$/cancelRequest", json!({ "id": id }));
        let answer = client.answer(id);
        let cancelled = answer["error"]["code"] == -32800;
        assert!(cancelled || answer["result"].is_object(), "{answer}");
    }
}

#[test]
fn settings_that_mean_nothing_are_told_once() {
    let workspace = Workspace::new(&[("規程.md", "# 規程\n")]);
    let mut client = Client::with(&workspace, able(), json!({ "codeLens": "off" }));
    let complaint = |params: &Value| {
        let message = params["message"].as_str().unwrap_or_default();
        message.contains("shishin.codeLens") && message.contains("\"off\"")
    };
    client.wait(|method, params| method == "window/showMessage" && complaint(params));
    for locale in ["fr", "de"] {
        let settings = json!({ "shishin": { "codeLens": "off", "locale": locale } });
        client.notify(
            "workspace/didChangeConfiguration",
            json!({ "settings": settings }),
        );
        // The next that is told of is the locale.
        let told = client.wait(|method, _| method == "window/showMessage");
        let message = told["message"].as_str().unwrap_or_default();
        assert!(message.contains(locale), "{message}");
    }
    assert_eq!(client.leave(), Some(0));
}

#[test]
fn changes_that_come_together_are_told_once() {
    let (workspace, mut client) = editing();
    client.request("workspace/symbol", json!({ "query": "規程" }));
    let started = std::time::Instant::now();
    for version in 2..42 {
        let answer = "ログは5年間保存する。[mic-meti:4.3]\n\n".repeat(version % 3);
        client.replace(&workspace, "方針.md", version as i64, &answer);
        let document = json!({ "textDocument": { "uri": workspace.uri("方針.md") } });
        client.request("textDocument/foldingRange", document);
        client.diagnostics(&workspace, "方針.md", version as i64);
    }
    let told = { client.asked.iter() }
        .filter(|asked| asked["method"] == "workspace/codeLens/refresh")
        .count();
    // Once in a tenth of a second at most, and three times at the start.
    let most = started.elapsed().as_millis() / 100 + 4;
    assert!(told as u128 <= most, "{told} of at most {most}");
    assert_eq!(client.leave(), Some(0));
}

#[test]
fn an_editor_that_dies_takes_the_server_with_it() {
    let workspace = Workspace::new(&[]);
    let mut editor = std::process::Command::new("sleep")
        .arg("600")
        .spawn()
        .expect("a process that stands for the editor");
    let mut client = Client::introduced(
        &workspace,
        json!({ "processId": editor.id(), "capabilities": able() }),
    );
    editor.kill().expect("it can be ended");
    editor.wait().expect("it has ended");
    assert_eq!(client.wait_for_end(), Some(1));
}

#[test]
fn an_address_counts_as_it_is_meant() {
    let workspace = Workspace::new(&[]);
    let mut client = Client::with(&workspace, pulling(), json!({}));
    let folder = workspace.root.to_string_lossy().into_owned();
    for address in [
        format!("file://{folder}/新しい規程.md"),
        format!("file://{folder}/規程 100%.md"),
        "untitled:無題-1".to_string(),
    ] {
        client.notify(
            "textDocument/didOpen",
            json!({ "textDocument": {
                "uri": address, "languageId": "markdown", "version": 1, "text": WEAK,
            } }),
        );
        let report = client.request(
            "textDocument/diagnostic",
            json!({ "textDocument": { "uri": address } }),
        );
        let items = report["items"].as_array().cloned().unwrap_or_default();
        assert_eq!(rules(&items), ["weak-wording"], "{address}");
    }
}

#[test]
fn an_edit_without_a_number_is_applied_like_any_other() {
    let workspace = Workspace::new(&[]);
    let mut client = Client::with(&workspace, pulling(), json!({}));
    let document = json!({ "uri": workspace.uri("方針.md") });
    let found = |client: &mut Client| {
        let asked = json!({ "textDocument": document.clone() });
        let report = client.request("textDocument/diagnostic", asked);
        rules(report["items"].as_array().unwrap_or(&Vec::new()))
    };
    client.notify(
        "textDocument/didOpen",
        json!({ "textDocument": {
            "uri": workspace.uri("方針.md"), "languageId": "markdown", "text": WEAK,
        } }),
    );
    assert_eq!(found(&mut client), ["weak-wording"]);
    let strong = WEAK.replace("適切に", "毎月");
    for (version, text, expected) in [
        (Some(Value::Null), strong.as_str(), 0),
        (None, WEAK, 1),
        (Some(json!(7)), strong.as_str(), 0),
        (None, WEAK, 1),
    ] {
        let mut changed = document.clone();
        if let Some(version) = version {
            changed["version"] = version;
        }
        client.notify(
            "textDocument/didChange",
            json!({ "textDocument": changed, "contentChanges": [{ "text": text }] }),
        );
        assert_eq!(found(&mut client).len(), expected, "{text}");
    }
}
