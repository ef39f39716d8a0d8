//! One scenario a feature: what a writer asks for, and what the editor is given.

use serde_json::{Value, json};

use crate::client::{Client, Workspace, able};

const RULES: &str = "# 運用管理規程

本規程は総務省・経産省ガイドライン第1.1版に基づく。

## ログ

操作ログを保存し、適切に点検する。[mic-meti:別紙2 3.4-①-1]

手順は [点検手順](手順.md) による。
";

const POLICY: &str = "---
shishin: { guideline: mic-meti-medical-1.1, covers: [\"4.3\"] }
---

# 方針

ログは 総務省・経産省ガイドライン第1.1版 別紙2 3.4-①-1 による。
";

fn opened() -> (Workspace, Client) {
    let workspace = Workspace::new(&[("規程.md", RULES), ("方針.md", POLICY), ("手順.md", "")]);
    let mut client = Client::start(&workspace);
    client.open(&workspace, "規程.md", RULES);
    client.open(&workspace, "方針.md", POLICY);
    (workspace, client)
}

/// The place where `words` begin in a text, or `inside` characters further on.
fn place(text: &str, words: &str, inside: usize) -> Value {
    let at = text.find(words).expect("the words are there");
    let at = text[at..]
        .char_indices()
        .nth(inside)
        .map_or(at, |(more, _)| at + more);
    let line = text[..at].matches('\n').count();
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    json!({ "line": line, "character": text[start..at].encode_utf16().count() })
}

fn at(workspace: &Workspace, name: &str, position: &Value) -> Value {
    json!({ "textDocument": { "uri": workspace.uri(name) }, "position": position })
}

fn text_of(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_string()
}

#[test]
fn hover_shows_the_clause_of_a_citation() {
    let (workspace, mut client) = opened();
    let position = place(RULES, "3.4-①-1", 0);
    let hover = client.request("textDocument/hover", at(&workspace, "規程.md", &position));
    assert_eq!(hover["contents"]["kind"], "markdown");
    let text = text_of(&hover["contents"]["value"]);
    assert!(text.contains("別紙2 3.4-①-1"), "{text}");
    let prose = place(RULES, "手順は", 0);
    let nothing = client.request("textDocument/hover", at(&workspace, "規程.md", &prose));
    assert_eq!(nothing, Value::Null);
}

#[test]
fn hover_is_plain_where_the_editor_shows_no_markdown() {
    let workspace = Workspace::new(&[("規程.md", RULES)]);
    let mut capabilities = able();
    capabilities["textDocument"]["hover"] = json!({});
    let mut client = Client::with(&workspace, capabilities, json!({}));
    client.open(&workspace, "規程.md", RULES);
    let position = place(RULES, "3.4-①-1", 0);
    let hover = client.request("textDocument/hover", at(&workspace, "規程.md", &position));
    assert_eq!(hover["contents"]["kind"], "plaintext");
    assert!(!text_of(&hover["contents"]["value"]).contains("**"));
}

#[test]
fn completion_offers_clauses_and_tells_more_when_asked() {
    let (workspace, mut client) = opened();
    let typed = RULES.replace("点検手順](手順.md)", "点検手順](手順.md)[mic-meti:");
    client.replace(&workspace, "規程.md", 2, &typed);
    let position = place(&typed, "[mic-meti: による", "[mic-meti:".chars().count());
    let list = client.request(
        "textDocument/completion",
        at(&workspace, "規程.md", &position),
    );
    let items = list["items"].as_array().cloned().unwrap_or_default();
    let clause = items
        .iter()
        .find(|item| text_of(&item["label"]).contains("4.3"))
        .expect("clauses are offered");
    assert_eq!(clause["textEdit"]["range"]["end"], position);
    let told = client.request("completionItem/resolve", clause.clone());
    assert!(
        text_of(&told["documentation"]["value"]).contains("4.3"),
        "{told}"
    );
    let prose = place(&typed, "手順は", 2);
    let nothing = client.request("textDocument/completion", at(&workspace, "規程.md", &prose));
    assert_eq!(nothing["items"], json!([]));
}

#[test]
fn a_citation_leads_to_the_clause_and_the_clause_back_to_its_answers() {
    let (workspace, mut client) = opened();
    let position = place(RULES, "3.4-①-1", 0);
    let links = client.request(
        "textDocument/definition",
        at(&workspace, "規程.md", &position),
    );
    let clause = &links[0];
    let uri = text_of(&clause["targetUri"]);
    assert!(uri.ends_with("/mic-meti-medical-1.1.md"), "{uri}");
    let path = uri.strip_prefix("file://").unwrap_or_default();
    let guideline = std::fs::read_to_string(path).expect("the guideline is a file");
    let line = clause["targetRange"]["start"]["line"]
        .as_u64()
        .unwrap_or_default() as usize;
    let heading = guideline.lines().nth(line).unwrap_or_default();
    assert!(heading.contains("3.4-①-1"), "{heading}");

    client.notify(
        "textDocument/didOpen",
        json!({ "textDocument": {
            "uri": uri, "languageId": "markdown", "version": 1, "text": guideline,
        } }),
    );
    let there = json!({
        "textDocument": { "uri": uri },
        "position": clause["targetRange"]["start"],
        "context": { "includeDeclaration": false },
    });
    let answers = client.request("textDocument/implementation", there.clone());
    let answers = answers.as_array().cloned().unwrap_or_default();
    assert!(
        answers
            .iter()
            .any(|answer| answer["uri"] == workspace.uri("規程.md"))
    );
    let named = client.request("textDocument/references", there.clone());
    let named = named.as_array().cloned().unwrap_or_default();
    assert!(
        named
            .iter()
            .any(|place| place["uri"] == workspace.uri("方針.md")),
        "{named:?}"
    );
    let hover = client.request("textDocument/hover", there.clone());
    assert!(hover["contents"]["value"].is_string());
    let lenses = client.request("textDocument/codeLens", there);
    assert!(!lenses.as_array().cloned().unwrap_or_default().is_empty());
}

#[test]
fn a_document_is_outlined_linked_and_its_citations_lit() {
    let (workspace, mut client) = opened();
    let document = json!({ "textDocument": { "uri": workspace.uri("規程.md") } });
    let outline = client.request("textDocument/documentSymbol", document.clone());
    assert_eq!(outline[0]["name"], "運用管理規程");
    assert_eq!(outline[0]["children"][0]["name"], "ログ");
    let links = client.request("textDocument/documentLink", document);
    let links = links.as_array().cloned().unwrap_or_default();
    assert!(
        links
            .iter()
            .any(|link| link["target"] == workspace.uri("手順.md")),
        "{links:?}"
    );
    // A link that is written with percent signs leads to the file of that name.
    let encoded = "[x](記録%20A.csv#行3) [y](<記録 A.csv>) [z](%E8%A8%98%E9%8C%B2%20A.csv)\n";
    workspace.write("記録 A.csv", "");
    client.replace(&workspace, "方針.md", 2, encoded);
    let document = json!({ "textDocument": { "uri": workspace.uri("方針.md") } });
    let links = client.request("textDocument/documentLink", document);
    let file = workspace.uri("記録 A.csv");
    assert_eq!(links[0]["target"], format!("{file}#%E8%A1%8C3"));
    assert_eq!(links[1]["target"], file);
    assert_eq!(links[2]["target"], file);
    client.replace(&workspace, "方針.md", 3, POLICY);
    let position = place(RULES, "3.4-①-1", 0);
    let lit = client.request(
        "textDocument/documentHighlight",
        at(&workspace, "規程.md", &position),
    );
    assert_eq!(lit.as_array().map(Vec::len), Some(1));
    let found = client.request("workspace/symbol", json!({ "query": "3.4-①-1" }));
    assert!(text_of(&found[0]["name"]).contains("3.4-①-1"), "{found}");
}

#[test]
fn lenses_and_hints_say_what_stands_where() {
    let (workspace, mut client) = opened();
    let document = json!({ "textDocument": { "uri": workspace.uri("規程.md") } });
    let lenses = client.request("textDocument/codeLens", document.clone());
    let lens = &lenses[0]["command"];
    assert_eq!(lens["command"], "shishin.showAnswers", "{lenses}");
    assert!(text_of(&lens["title"]).contains("回答 1"), "{lens}");
    assert_eq!(lens["arguments"][0], workspace.uri("規程.md"));
    let mut all = document;
    all["range"] =
        json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 99, "character": 0 } });
    let hints = client.request("textDocument/inlayHint", all);
    assert!(
        hints[0]["label"][0]["location"]["uri"].is_string(),
        "{hints}"
    );
}

#[test]
fn a_finding_is_mended_by_the_action_that_is_chosen() {
    let workspace = Workspace::new(&[("方針.md", POLICY)]);
    let mut client = Client::start(&workspace);
    client.open(&workspace, "方針.md", POLICY);
    let missing = loop {
        let shown = client.diagnostics(&workspace, "方針.md", 1);
        let missing = shown.into_iter().find(|it| it["code"] == "missing-clause");
        if let Some(missing) = missing {
            break missing;
        }
    };
    let actions = client.request(
        "textDocument/codeAction",
        json!({
            "textDocument": { "uri": workspace.uri("方針.md") },
            "range": missing["range"],
            "context": { "diagnostics": [missing], "only": ["quickfix"] },
        }),
    );
    let action = &actions[0];
    assert_eq!(action["kind"], "quickfix");
    assert_eq!(action["diagnostics"][0]["code"], "missing-clause");
    assert!(
        action.get("edit").is_none(),
        "edits are made when an action is chosen"
    );
    let chosen = client.request("codeAction/resolve", action.clone());
    let edit = &chosen["edit"]["documentChanges"][0];
    assert_eq!(edit["textDocument"]["version"], 1);
    assert!(
        text_of(&edit["edits"][0]["newText"]).contains("4.3"),
        "{edit}"
    );
    // Once the document was edited, what was offered for it before is not applied.
    client.replace(&workspace, "方針.md", 2, POLICY);
    let id = client.ask("codeAction/resolve", action.clone());
    assert_eq!(client.answer(id)["error"]["code"], -32801);
}

#[test]
fn the_crosswalk_is_walked_as_calls() {
    let (workspace, mut client) = opened();
    let position = place(RULES, "3.4-①-1", 0);
    let items = client.request(
        "textDocument/prepareCallHierarchy",
        at(&workspace, "規程.md", &position),
    );
    let item = items[0].clone();
    assert!(text_of(&item["name"]).contains("3.4-①-1"), "{item}");
    let incoming = client.request("callHierarchy/incomingCalls", json!({ "item": item }));
    let incoming = incoming.as_array().cloned().unwrap_or_default();
    let from = incoming
        .iter()
        .find(|call| call["from"]["uri"] == workspace.uri("規程.md"));
    let from = from.expect("the statement answers the clause")["from"].clone();
    let outgoing = client.request("callHierarchy/outgoingCalls", json!({ "item": from }));
    assert_eq!(outgoing[0]["to"]["name"], item["name"]);
}

#[test]
fn a_clause_of_the_companys_own_is_renamed_everywhere_and_a_ministrys_is_not() {
    let guideline = "---\nguideline:\n  id: acme\n  title: アクメ基準\n  edition: 第1版\n  completeness: whole\n---\n\n# アクメ基準\n\n## 1 管理\n\n### 1.1 登録\n\n登録の手順を定めること。\n";
    let document = "# 手順\n\n登録は申請書による。[acme:1.1]\n\nログを残す。[mic-meti:4.3]\n";
    let workspace = Workspace::new(&[
        ("shishin.toml", "guidelines = [\"基準.md\"]\n"),
        ("基準.md", guideline),
        ("手順.md", document),
    ]);
    let mut client = Client::start(&workspace);
    client.open(&workspace, "手順.md", document);
    let position = place(document, "acme:1.1", 5);
    let mut asked = at(&workspace, "手順.md", &position);
    let prepared = client.request("textDocument/prepareRename", asked.clone());
    assert_eq!(prepared["placeholder"], "1.1");
    asked["newName"] = json!("1.5");
    let renamed = client.request("textDocument/rename", asked);
    let changes = renamed["documentChanges"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    let files: Vec<&Value> = changes
        .iter()
        .map(|change| &change["textDocument"]["uri"])
        .collect();
    assert!(
        files.contains(&&json!(workspace.uri("基準.md"))),
        "{files:?}"
    );
    assert!(
        files.contains(&&json!(workspace.uri("手順.md"))),
        "{files:?}"
    );
    let ministry = place(document, "mic-meti:4.3", 9);
    let id = client.ask(
        "textDocument/prepareRename",
        at(&workspace, "手順.md", &ministry),
    );
    assert_eq!(client.answer(id)["error"]["code"], -32803);
}

#[test]
fn coverage_is_told_to_clients_that_show_it() {
    let (workspace, mut client) = opened();
    client.wait(|method, _| method == "shishin/coverageChanged");
    let coverage = client.request("shishin/coverage", json!({ "uri": null }));
    let guideline = &coverage["guidelines"][0];
    assert_eq!(guideline["id"], "mic-meti-medical-1.1");
    assert_eq!(guideline["partial"], true);
    assert_eq!(guideline["counts"]["missing"], 2);
    assert!(guideline["chapters"][0]["clause"].is_string());
    assert_eq!(coverage["known"].as_array().map(Vec::len), Some(2));
    let asked = json!({ "guideline": "mic-meti-medical-1.1", "clause": "4.3", "uri": null });
    let clause = client.request("shishin/clause", asked.clone());
    assert!(text_of(&clause["markdown"]).contains("4.3"), "{clause}");
    let written = client.request("shishin/writeAnswer", asked);
    assert!(written["edit"]["documentChanges"][0]["edits"][0]["newText"].is_string());
    let state = client.request(
        "shishin/documentState",
        json!({ "uri": workspace.uri("規程.md") }),
    );
    assert_eq!(state["counts"]["answers"], 1);
    assert_eq!(state["findings"]["warning"], 2);
    let elsewhere = client.request(
        "shishin/documentState",
        json!({ "uri": "file:///nowhere.md" }),
    );
    assert_eq!(elsewhere, Value::Null);
}

#[test]
fn the_places_behind_a_lens_and_a_clause_are_told_when_they_are_asked_for() {
    let workspace = Workspace::new(&[("shishin.toml", "")]);
    let statement = "ログは5年間保存する。[mic-meti:4.3]\n\n";
    for count in 0..30 {
        workspace.write(&format!("{count}.md"), statement);
    }
    let text = format!("# 規程\n\n{statement}");
    workspace.write("規程.md", &text);
    let mut able = able();
    able["experimental"]["shishin"]["places"] = json!(true);
    let mut client = Client::with(&workspace, able, json!({}));
    client.open(&workspace, "規程.md", &text);
    let coverage = client.request("shishin/coverage", json!({ "uri": null }));
    let mut clause = coverage["guidelines"][0]["chapters"][0].clone();
    while clause["clause"] != "4.3" {
        clause = clause["children"][0].clone();
    }
    assert_eq!(clause["answered"], 31, "{clause}");
    let told = clause["answers"].as_array().map(Vec::len);
    assert_eq!(told, Some(20));
    let rest = client.request(
        "shishin/answers",
        json!({ "guideline": "mic-meti-medical-1.1", "clause": "4.3", "start": told }),
    );
    assert_eq!(rest["answered"], 31);
    let rest = rest["answers"].as_array().expect("answers");
    assert_eq!(rest.len(), 11);
    assert_eq!(rest[0]["state"], clause["answers"][0]["state"]);

    let document = json!({ "textDocument": { "uri": workspace.uri("規程.md") } });
    let lenses = client.request("textDocument/codeLens", document);
    let arguments = lenses[0]["command"]["arguments"].as_array();
    let [uri, position] = arguments.expect("arguments").as_slice() else {
        panic!("{lenses}");
    };
    let asked = json!({ "uri": uri, "position": position });
    let places = client.request("shishin/places", asked);
    assert_eq!(places[0]["range"]["start"]["line"], 2, "{places}");
}

#[test]
fn words_are_coloured_by_what_they_mean_and_changes_told_as_such() {
    let (workspace, mut client) = opened();
    let legend = client.announced["capabilities"]["semanticTokensProvider"]["legend"].clone();
    let document = json!({ "textDocument": { "uri": workspace.uri("規程.md") } });
    let all = client.request("textDocument/semanticTokens/full", document.clone());
    let data = numbers(&all["data"]);
    assert_eq!(data.len() % 5, 0);
    let kinds: Vec<String> = data
        .chunks(5)
        .map(|token| text_of(&legend["tokenTypes"][token[3] as usize]))
        .collect();
    assert!(kinds.contains(&"number".to_string()), "{kinds:?}");
    assert!(kinds.contains(&"namespace".to_string()), "{kinds:?}");

    let longer = RULES.replace("## ログ", "## ログ（[mic-meti:4.3]）");
    client.replace(&workspace, "規程.md", 2, &longer);
    let mut asked = document.clone();
    asked["previousResultId"] = all["resultId"].clone();
    let delta = client.request("textDocument/semanticTokens/full/delta", asked);
    let mut made = data;
    for edit in delta["edits"].as_array().cloned().unwrap_or_default() {
        let start = edit["start"].as_u64().unwrap_or_default() as usize;
        let gone = edit["deleteCount"].as_u64().unwrap_or_default() as usize;
        made.splice(start..start + gone, numbers(&edit["data"]));
    }
    let fresh = client.request("textDocument/semanticTokens/full", document.clone());
    assert_eq!(made, numbers(&fresh["data"]));

    let mut part = document;
    part["range"] =
        json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 1, "character": 0 } });
    let part = client.request("textDocument/semanticTokens/range", part);
    assert!(numbers(&part["data"]).len() < made.len());
}

fn numbers(value: &Value) -> Vec<u64> {
    let numbers = value.as_array().cloned().unwrap_or_default();
    numbers.iter().filter_map(Value::as_u64).collect()
}

#[test]
fn sections_fold_and_selections_grow() {
    let (workspace, mut client) = opened();
    let mut document = json!({ "textDocument": { "uri": workspace.uri("規程.md") } });
    let folds = client.request("textDocument/foldingRange", document.clone());
    let folds = folds.as_array().cloned().unwrap_or_default();
    assert!(
        folds
            .iter()
            .any(|fold| fold["startLine"] == 4 && fold["endLine"] == 8),
        "{folds:?}"
    );
    document["positions"] = json!([place(RULES, "保存", 1)]);
    let mut selection = client.request("textDocument/selectionRange", document)[0].clone();
    let mut lines = Vec::new();
    while selection.is_object() {
        let range = &selection["range"];
        lines.push((
            range["start"]["line"].as_u64(),
            range["end"]["line"].as_u64(),
        ));
        selection = selection["parent"].clone();
    }
    assert_eq!(lines.first(), Some(&(Some(6), Some(6))));
    assert_eq!(lines.last().map(|(start, _)| *start), Some(Some(0)));
}

#[test]
fn nothing_is_announced_that_no_scenario_asks_for() {
    let workspace = Workspace::new(&[]);
    let client = Client::with(&workspace, crate::client::pulling(), json!({}));
    let announced = client.announced["capabilities"]
        .as_object()
        .cloned()
        .unwrap_or_default();
    let asked = concat!(
        include_str!("features.rs"),
        include_str!("diagnostics.rs"),
        include_str!("files.rs"),
    );
    for capability in announced.keys() {
        let Some(name) = capability.strip_suffix("Provider") else {
            continue;
        };
        let request = match name {
            "callHierarchy" => "callHierarchy/incomingCalls".to_string(),
            "workspaceSymbol" => "workspace/symbol".to_string(),
            "semanticTokens" => "textDocument/semanticTokens/full".to_string(),
            name => format!("textDocument/{name}"),
        };
        assert!(
            asked.contains(&format!("\"{request}")),
            "{request} is never asked for"
        );
    }
}

/// A document that the project leaves out can still be written: its evidence lies where it lies.
#[test]
fn paths_of_evidence_are_completed_outside_of_the_project_too() {
    let text = "# 草案\n\n**証跡**: [点検票](証跡/\n";
    let workspace = Workspace::new(&[
        ("shishin.toml", "documents = [\"規程/*.md\"]\n"),
        ("規程/方針.md", POLICY),
        ("草案/草案.md", text),
        ("草案/証跡/点検票.csv", ""),
    ]);
    let mut client = Client::start(&workspace);
    client.open(&workspace, "草案/草案.md", text);
    let position = json!({ "line": 2, "character": "**証跡**: [点検票](証跡/".chars().count() });
    let found = client.request(
        "textDocument/completion",
        at(&workspace, "草案/草案.md", &position),
    );
    assert_eq!(found["items"][0]["label"], "点検票.csv", "{found}");
}

/// Documents in a folder of their own have their evidence beside it.
#[test]
fn the_way_to_evidence_leads_up_within_the_project() {
    let text = "# 方針\n\n**証跡**: [点検票](\n";
    let workspace = Workspace::new(&[
        ("shishin.toml", ""),
        ("規程/方針.md", text),
        ("証跡/点検票.csv", ""),
    ]);
    let mut client = Client::start(&workspace);
    client.open(&workspace, "規程/方針.md", text);
    let mut labels = |typed: &str, version: i64| {
        let text = text.replace("](", &format!("]({typed}"));
        client.replace(&workspace, "規程/方針.md", version, &text);
        let character = format!("**証跡**: [点検票]({typed}").chars().count();
        let position = json!({ "line": 2, "character": character });
        let asked = at(&workspace, "規程/方針.md", &position);
        let found = client.request("textDocument/completion", asked);
        let items = found["items"].as_array().cloned().unwrap_or_default();
        let labels = items
            .iter()
            .map(|item| item["label"].as_str().map(str::to_owned));
        labels.collect::<Option<Vec<_>>>().expect("labels")
    };
    assert_eq!(labels("", 2), ["方針.md", "../"]);
    assert_eq!(labels("../", 3), ["規程/", "証跡/"]);
    assert_eq!(labels("../証跡/", 4), ["点検票.csv"]);
}

/// The company's own guideline, and a document that cites it.
fn with_own_guideline(guideline: &str, document: &str) -> (Workspace, Client) {
    let workspace = Workspace::new(&[
        ("shishin.toml", "guidelines = [\"acme.md\"]\n"),
        ("acme.md", guideline),
        ("規程.md", document),
    ]);
    let mut client = Client::start(&workspace);
    client.open(&workspace, "規程.md", document);
    (workspace, client)
}

const OWN: &str = "---\nguideline:\n  id: acme\n  title: アクメ基準\n  edition: 第2版\n  prefixes: [赤目, acme]\n  completeness: whole\n---\n\n# アクメ基準 第2版\n\n## 1 管理\n\n### 1.1 登録\n\n登録の手順を定めること。\n\n### 1.2 削除\n\n削除の記録を残すこと。\n";

#[test]
fn a_prefix_in_letters_of_any_language_is_read() {
    let text = "# 規程\n\n登録は申請書で毎月行う。[赤目:1.1]\n\n削除は台帳に毎月5日に記録する。［赤目：1.2］\n\n「注」は注記である。[注：1.1]\n";
    let (workspace, mut client) = with_own_guideline(OWN, text);
    while !client.diagnostics(&workspace, "規程.md", 1).is_empty() {}
    let position = place(text, "1.1]", 0);
    let asked = at(&workspace, "規程.md", &position);
    let found = client.request("textDocument/documentHighlight", asked.clone());
    assert_eq!(found.as_array().map(Vec::len), Some(1), "{found}");
    let mut asked = at(&workspace, "規程.md", &place(text, "赤目:", 0));
    asked["newName"] = json!("朱目");
    let renamed = client.request("textDocument/rename", asked);
    let edits = renamed["documentChanges"][0]["edits"].as_array().cloned();
    assert_eq!(edits.map(|edits| edits.len()), Some(2), "{renamed}");
    let broken = OWN.replace("赤目,", "\"赤 目\",");
    client.open(&workspace, "acme.md", &broken);
    let uri = workspace.uri("acme.md");
    client.wait(|method, params| {
        method == "textDocument/publishDiagnostics"
            && params["uri"] == *uri
            && params["diagnostics"][0]["code"] == "invalid-guideline"
    });
    assert_eq!(client.leave(), Some(0));
}

#[test]
fn a_number_that_would_not_be_read_where_it_is_cited_is_refused() {
    let text = "# 規程\n\n登録は申請書で毎月行う。[acme:1.1]\n\n削除は台帳に毎月5日に記録する。[acme:1.2]\n";
    let list = "\n点検は [acme:1.1、1.2] に従い毎月行う。\n";
    let range = "\n点検は [acme:1.1〜1.2] に従い毎月行う。\n";
    for (more, name, is_taken) in [
        ("", "①", false),
        ("", "（１）", false),
        ("", "1.9", true),
        ("", "A-1", true),
        (list, "A-1", false),
        (range, "A-1", false),
        (list, "1.9", true),
        (range, "1.0", true),
        (range, "1.9", true),
    ] {
        let text = format!("{text}{more}");
        let (workspace, mut client) = with_own_guideline(OWN, &text);
        while !client.diagnostics(&workspace, "規程.md", 1).is_empty() {}
        let mut asked = at(&workspace, "規程.md", &place(&text, "1.1]", 0));
        asked["newName"] = json!(name);
        let id = client.ask("textDocument/rename", asked);
        let answer = client.answer(id);
        assert_eq!(
            answer.get("error").is_none(),
            is_taken,
            "{more}{name}: {answer}"
        );
    }
}
