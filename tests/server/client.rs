//! A client that drives the real server over its standard input and output.
//!
//! It waits for what it asks and never for time to pass; a server that says nothing for
//! [`PATIENCE`] has failed. What the server asks is answered as an editor would.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde_json::{Value, json};

const PATIENCE: Duration = Duration::from_secs(60);

/// A folder with documents, taken away when dropped.
pub struct Workspace {
    pub root: PathBuf,
}

impl Workspace {
    /// Writes files, given as name and text, into a new folder.
    pub fn new(files: &[(&str, &str)]) -> Workspace {
        use std::sync::atomic::{AtomicUsize, Ordering};
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("shishin-server-{}-{count}", std::process::id());
        let root = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&root).expect("a folder for the test can be made");
        let root = root.canonicalize().expect("it is there");
        let workspace = Workspace { root };
        for (name, text) in files {
            workspace.write(name, text);
        }
        workspace
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    pub fn write(&self, name: &str, text: &str) {
        self.write_bytes(name, text.as_bytes());
    }

    pub fn write_bytes(&self, name: &str, bytes: &[u8]) {
        let path = self.path(name);
        let folder = path.parent().expect("a file lies in a folder");
        std::fs::create_dir_all(folder).expect("folders can be made");
        std::fs::write(path, bytes).expect("files can be written");
    }

    pub fn uri(&self, name: &str) -> String {
        address(&self.path(name))
    }

    /// Where its servers keep what they found.
    fn cache(&self) -> PathBuf {
        self.root.with_extension("cache")
    }
}

impl Drop for Workspace {
    fn drop(&mut self) {
        // What is left in the folder for temporary files is the system's to clear.
        let _ = std::fs::remove_dir_all(&self.root);
        let _ = std::fs::remove_dir_all(self.cache());
    }
}

/// A file's address, percent signs and all.
pub fn address(path: &Path) -> String {
    let mut address = "file://".to_string();
    for byte in path.to_string_lossy().bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' => {
                address.push(byte as char)
            }
            _ => address.push_str(&format!("%{byte:02X}")),
        }
    }
    address
}

pub struct Client {
    /// The server's process.
    pub server: Child,
    input: Option<ChildStdin>,
    messages: Receiver<Value>,
    /// Notifications that nobody has asked for yet.
    unread: VecDeque<Value>,
    answers: VecDeque<Value>,
    next_id: i64,
    /// What `initialize` answered.
    pub announced: Value,
    /// What the server asked, in order.
    pub asked: Vec<Value>,
    /// What is answered to `workspace/configuration`.
    pub settings: Value,
}

/// The capabilities of an editor that can do all.
pub fn able() -> Value {
    json!({
        "general": { "positionEncodings": ["utf-16"] },
        "window": { "workDoneProgress": true },
        "workspace": {
            "configuration": true,
            "workspaceEdit": { "documentChanges": true },
            "didChangeWatchedFiles": { "dynamicRegistration": true },
            "didChangeConfiguration": { "dynamicRegistration": true },
            "codeLens": { "refreshSupport": true },
            "inlayHint": { "refreshSupport": true },
            "semanticTokens": { "refreshSupport": true },
        },
        "textDocument": {
            "publishDiagnostics": { "relatedInformation": true, "codeDescriptionSupport": true },
            "hover": { "contentFormat": ["markdown"] },
            "definition": { "linkSupport": true },
            "documentSymbol": { "hierarchicalDocumentSymbolSupport": true },
            "completion": { "completionItem": {
                "snippetSupport": true, "documentationFormat": ["markdown"],
            } },
            "codeAction": { "codeActionLiteralSupport": { "codeActionKind": { "valueSet": ["quickfix"] } }, "dataSupport": true, "resolveSupport": { "properties": ["edit"] } },
        },
        "experimental": { "shishin": { "coverage": true, "commands": ["shishin.showAnswers"] } },
    })
}

/// The same in an editor that asks for diagnostics itself.
pub fn pulling() -> Value {
    let mut able = able();
    able["textDocument"]["diagnostic"] = json!({ "relatedDocumentSupport": true });
    able["workspace"]["diagnostics"] = json!({ "refreshSupport": true });
    able
}

impl Client {
    /// Starts a server for a workspace, in Japanese, for an editor that can do all.
    pub fn start(workspace: &Workspace) -> Client {
        Client::with(workspace, able(), json!({}))
    }

    pub fn with(workspace: &Workspace, capabilities: Value, options: Value) -> Client {
        Client::introduced(
            workspace,
            json!({
                "processId": std::process::id(),
                "locale": "ja",
                "rootUri": address(&workspace.root),
                "workspaceFolders": [{ "uri": address(&workspace.root), "name": "文書" }],
                "capabilities": capabilities,
                "initializationOptions": options,
            }),
        )
    }

    pub fn introduced(workspace: &Workspace, introduction: Value) -> Client {
        let mut client = Client::silent(workspace);
        client.announced = client.request("initialize", introduction);
        client.notify("initialized", json!({}));
        client
    }

    /// A server that nobody has spoken to yet.
    pub fn silent(workspace: &Workspace) -> Client {
        let mut server = Command::new(env!("CARGO_BIN_EXE_shishin"))
            .arg("server")
            .env("XDG_CACHE_HOME", workspace.cache())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the server starts");
        let output = server.stdout.take().expect("its output is piped");
        let (send, messages) = channel();
        std::thread::spawn(move || {
            let mut output = BufReader::new(output);
            while let Some(message) = read_message(&mut output) {
                if send.send(message).is_err() {
                    break;
                }
            }
        });
        Client {
            input: server.stdin.take(),
            server,
            messages,
            unread: VecDeque::new(),
            answers: VecDeque::new(),
            next_id: 0,
            announced: Value::Null,
            asked: Vec::new(),
            settings: Value::Null,
        }
    }

    fn send(&mut self, message: &Value) {
        self.send_raw(message.to_string().as_bytes());
    }

    /// Sends a message of these bytes, whatever they are.
    pub fn send_raw(&mut self, body: &[u8]) {
        let input = self.input.as_mut().expect("the server was not left yet");
        let sent = write!(input, "Content-Length: {}\r\n\r\n", body.len())
            .and_then(|()| input.write_all(body))
            .and_then(|()| input.flush());
        sent.expect("the server reads");
    }

    pub fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Sends a request and gives its number.
    pub fn ask(&mut self, method: &str, params: Value) -> i64 {
        self.next_id += 1;
        let id = self.next_id;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        id
    }

    /// The whole answer to a request.
    pub fn answer(&mut self, id: i64) -> Value {
        loop {
            let found = self.answers.iter().position(|answer| answer["id"] == id);
            if let Some(answer) = found.and_then(|at| self.answers.remove(at)) {
                return answer;
            }
            self.receive();
        }
    }

    /// The answer that stands under no request's number.
    pub fn answer_to_nothing(&mut self) -> Value {
        loop {
            let found = self
                .answers
                .iter()
                .position(|answer| answer["id"].is_null());
            if let Some(answer) = found.and_then(|at| self.answers.remove(at)) {
                return answer;
            }
            self.receive();
        }
    }

    /// Asks and waits; the request has to succeed.
    pub fn request(&mut self, method: &str, params: Value) -> Value {
        let id = self.ask(method, params);
        let answer = self.answer(id);
        assert!(answer.get("error").is_none(), "{method}: {answer}");
        answer["result"].clone()
    }

    /// The next notification that fits, whether it has arrived or not.
    pub fn wait(&mut self, fits: impl Fn(&str, &Value) -> bool) -> Value {
        loop {
            let found = self.unread.iter().position(|message| {
                let method = message["method"].as_str().unwrap_or_default();
                fits(method, &message["params"])
            });
            if let Some(message) = found.and_then(|at| self.unread.remove(at)) {
                return message["params"].clone();
            }
            self.receive();
        }
    }

    /// The notifications that fit and have arrived by now.
    pub fn heard(&mut self, fits: impl Fn(&str, &Value) -> bool) -> Vec<Value> {
        let is_one = |message: &Value| {
            let method = message["method"].as_str().unwrap_or_default();
            fits(method, &message["params"])
        };
        let unread = std::mem::take(&mut self.unread).into_iter();
        let (heard, unread): (Vec<Value>, _) = unread.partition(is_one);
        self.unread = unread.into();
        let heard = heard.into_iter();
        heard.map(|mut message| message["params"].take()).collect()
    }

    /// Waits until the server has asked something of this method.
    pub fn wait_until_asked(&mut self, method: &str) -> Value {
        loop {
            let found = self
                .asked
                .iter()
                .position(|asked| asked["method"] == method);
            if let Some(at) = found {
                return self.asked.remove(at)["params"].clone();
            }
            self.receive();
        }
    }

    /// Whether the server has asked something of this method that nobody has waited for.
    pub fn was_asked(&self, method: &str) -> bool {
        self.asked.iter().any(|asked| asked["method"] == method)
    }

    fn receive(&mut self) {
        let message = self
            .messages
            .recv_timeout(PATIENCE)
            .expect("the server goes on talking");
        match (message.get("method"), message.get("id")) {
            (Some(method), Some(id)) => {
                let result = match method.as_str() {
                    Some("workspace/configuration") => json!([self.settings]),
                    _ => Value::Null,
                };
                let answer = json!({ "jsonrpc": "2.0", "id": id, "result": result });
                self.asked.push(message);
                self.send(&answer);
            }
            (Some(_), None) => self.unread.push_back(message),
            (None, _) => self.answers.push_back(message),
        }
    }

    pub fn open(&mut self, workspace: &Workspace, name: &str, text: &str) {
        self.notify(
            "textDocument/didOpen",
            json!({ "textDocument": {
                "uri": workspace.uri(name), "languageId": "markdown", "version": 1, "text": text,
            } }),
        );
    }

    /// Replaces all of a document.
    pub fn replace(&mut self, workspace: &Workspace, name: &str, version: i64, text: &str) {
        self.change(workspace, name, version, json!([{ "text": text }]));
    }

    pub fn change(&mut self, workspace: &Workspace, name: &str, version: i64, changes: Value) {
        self.notify(
            "textDocument/didChange",
            json!({
                "textDocument": { "uri": workspace.uri(name), "version": version },
                "contentChanges": changes,
            }),
        );
    }

    /// The diagnostics that are shown for a version of a document.
    pub fn diagnostics(&mut self, workspace: &Workspace, name: &str, version: i64) -> Vec<Value> {
        let uri = workspace.uri(name);
        let shown = self.wait(|method, params| {
            method == "textDocument/publishDiagnostics"
                && params["uri"] == *uri
                && params["version"] == version
        });
        shown["diagnostics"].as_array().cloned().unwrap_or_default()
    }

    /// Leaves as the protocol wants it, and gives the exit code.
    pub fn leave(mut self) -> Option<i32> {
        self.request("shutdown", Value::Null);
        self.notify("exit", Value::Null);
        self.end()
    }

    /// Waits until the server ends by itself, and gives the exit code.
    pub fn wait_for_end(&mut self) -> Option<i32> {
        self.server.wait().expect("the server ends").code()
    }

    /// Closes the input, and gives the exit code.
    pub fn end(&mut self) -> Option<i32> {
        self.input = None;
        self.wait_for_end()
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        self.input = None;
        // A server that ended already cannot be ended again.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

fn read_message(output: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim_end().split_once(": ") {
            Some(("Content-Length", value)) => length = value.parse().ok()?,
            Some(_) => {}
            None => break,
        }
    }
    let mut body = vec![0; length];
    output.read_exact(&mut body).ok()?;
    Some(serde_json::from_slice(&body).expect("the server writes JSON"))
}

/// The rules of diagnostics, with the words that each stands on where `text` is given.
pub fn rules(diagnostics: &[Value]) -> Vec<String> {
    let mut rules: Vec<String> = diagnostics
        .iter()
        .map(|diagnostic| diagnostic["code"].as_str().unwrap_or_default().to_string())
        .collect();
    rules.sort();
    rules
}
