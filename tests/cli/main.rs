//! The program as people run it: what it prints, where, and with which exit code.
//!
//! Whole outputs are compared with `tests/data/cli/*.txt`; `UPDATE_SNAPSHOTS=1` writes them anew.

#![allow(
    clippy::disallowed_methods,
    reason = "tests write the files that the program reads"
)]

mod edges;
mod inputs;
mod naming;
mod places;
mod registers;
mod selection;
mod sheets;
mod titles;
mod unread;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

/// A control table with a weak row, an empty one and an exclusion without a reason.
const TABLE: &str = "# 対応表

対象: 総務省・経産省ガイドライン第1.1版

| 項番 | 要求事項 | 対応状況 | 当社の対応 | 責任者 | 証跡 |
|---|---|---|---|---|---|
| 別紙2 3.4-①-1 | ログを作り、一定期間保存する。 | 対応済 | 操作ログを3年間保存し、必要に応じて点検する。 | 運用部 | 操作ログ |
| 別紙2 1.1-④-7 | 返却された機器を確かめる。 | 対象外 | | | |
";

/// A folder of its own, removed at the end.
struct Folder {
    path: PathBuf,
}

impl Folder {
    fn with(files: &[(&str, &str)]) -> Folder {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!(
            "cli-{}-{}",
            std::process::id(),
            COUNT.fetch_add(1, Ordering::Relaxed)
        );
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(&path).unwrap();
        let folder = Folder { path };
        for (name, text) in files {
            folder.write(name, text.as_bytes());
        }
        folder
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.path.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path.join(name)).unwrap()
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_shishin"));
        command.args(words).current_dir(&self.path);
        command.env("SHISHIN_CACHE_DIR", self.path.join(".cache"));
        for name in ["LC_ALL", "LC_MESSAGES", "LANG", "CLICOLOR_FORCE"] {
            command.env_remove(name);
        }
        command
    }

    /// Runs in a Japanese environment.
    fn run(&self, words: &[&str]) -> Ran {
        Ran::new(
            self.command(words)
                .env("LANG", "ja_JP.UTF-8")
                .output()
                .unwrap(),
        )
    }

    fn check(&self, words: &[&str]) -> Ran {
        self.run(&[&["check", "--today", "2026-11-22"], words].concat())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.path);
    }
}

struct Ran {
    code: i32,
    stdout: String,
    stderr: String,
}

impl Ran {
    fn new(output: Output) -> Ran {
        Ran {
            code: output.status.code().unwrap(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).unwrap()
    }
}

fn same_as_kept(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data/cli")
        .join(name);
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        fs::write(&path, text).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(
        kept, text,
        "{name} differs; UPDATE_SNAPSHOTS=1 writes it anew"
    );
}

#[test]
fn findings_are_shown_with_their_lines() {
    let folder = Folder::with(&[("対応表.md", TABLE)]);
    let ran = folder.check(&[]);
    same_as_kept("check-ja.txt", &ran.stdout);
    assert_eq!(ran.stderr, "");
    let english = folder.check(&["--locale", "en"]);
    same_as_kept("check-en.txt", &english.stdout);
}

#[test]
fn the_level_decides_the_exit_code() {
    let folder = Folder::with(&[("対応表.md", TABLE)]);
    assert_eq!(folder.check(&["--fail-on", "warning"]).code, 1);
    assert_eq!(folder.check(&["--fail-on", "never"]).code, 0);
    assert_eq!(
        folder
            .check(&["--fail-on", "warning", "--report-only"])
            .code,
        0
    );
    folder.write("shishin.toml", "fail-on = \"warning\"\n".as_bytes());
    assert_eq!(folder.check(&[]).code, 1);
    assert_eq!(folder.check(&["--fail-on", "never"]).code, 0);
    assert_eq!(folder.check(&["--no-config", "--fail-on", "never"]).code, 0);
}

#[test]
fn a_folder_without_documents_is_an_error() {
    let folder = Folder::with(&[("図.png", "")]);
    let ran = folder.check(&[]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.stderr.contains("文書が一つも見つかりません"),
        "{}",
        ran.stderr
    );
    assert_eq!(folder.check(&["ない.md"]).code, 2);
}

#[test]
fn without_a_document_only_what_is_wrong_with_the_configuration_is_told() {
    let configuration = "guidelines = [\"mic-meti-medical-1.1\"]\ndocument = [\"規程/*.md\"]\n";
    let folder = Folder::with(&[("shishin.toml", configuration)]);
    let told = |folder: &Folder| {
        let ran = folder.check(&[]);
        assert_eq!(ran.code, 2);
        assert!(ran.stdout.contains("documents"), "{}", ran.stdout);
        assert!(!ran.stdout.contains("答える記述"), "{}", ran.stdout);
        ran.stderr
    };
    assert!(told(&folder).contains("文書が一つも見つかりません"));
    folder.write("古い.md", b"\x83K\x83C\x83h");
    assert!(told(&folder).contains("読めた文書が一つもありません"));
}

#[test]
fn unreadable_documents_fail_the_run_only_when_nothing_else_is_there() {
    let folder = Folder::with(&[]);
    folder.write("古い.md", b"\x83K\x83C\x83h");
    let ran = folder.check(&[]);
    assert_eq!(ran.code, 2);
    assert!(ran.stdout.contains("UTF-8"), "{}", ran.stdout);
    assert!(
        ran.stdout.contains("\n --> 古い.md\n  = "),
        "{}",
        ran.stdout
    );
    folder.write("新しい.md", "# 方針\n".as_bytes());
    assert_ne!(folder.check(&["--fail-on", "never"]).code, 2);
}

#[test]
fn mistakes_in_the_configuration_are_shown_and_the_rest_takes_effect() {
    let configuration = "locale = \"ja\"\nexclud = [\"下書き\"]\nfail-on = \"error\"\n\n[rules]\nweak-word = \"off\"\nplaceholder = \"on\"\n\n[limits]\nfile-size = \"16MB\"\n";
    let folder = Folder::with(&[
        ("shishin.toml", configuration),
        ("規程/方針.md", "# 方針\n"),
    ]);
    let ran = folder.run(&["check", "規程", "--locale", "ja", "-q"]);
    same_as_kept("configuration-ja.txt", &ran.stdout);
    assert_eq!(ran.code, 1);
}

#[test]
fn a_newcomer_learns_how_to_point_at_a_clause() {
    let folder = Folder::with(&[("memo.md", "# メモ\n\n今日の打ち合わせ。\n")]);
    let ran = folder.check(&[]);
    assert_eq!(ran.code, 0);
    assert!(ran.stdout.contains("**対応条項**"), "{}", ran.stdout);
    assert!(
        ran.stdout
            .contains("内蔵のガイドライン（`--guideline ID` で選べます）:\n  mic-"),
        "{}",
        ran.stdout
    );
}

#[test]
fn a_clause_that_is_done_here_and_not_done_there_is_answered_weakly() {
    let row = |status: &str| {
        format!(
            "# 対応表\n\n対象: 総務省・経産省ガイドライン第1.1版\n\n| 項番 | 対応状況 | 当社の対応 |\n|---|---|---|\n\
            | 別紙2 3.4-①-1 | {status} | 運用部が操作ログを3年間保存し、毎月5日に点検する。 |\n"
        )
    };
    let folder = Folder::with(&[("a.md", &row("対応済")), ("b.md", &row("対応済"))]);
    let agreed = folder.check(&[]);
    assert!(
        agreed.stdout.contains("対応あり 1、不十分 0"),
        "{}",
        agreed.stdout
    );
    folder.write("b.md", row("未対応（2027年3月に対応予定）").as_bytes());
    let disputed = folder.check(&[]);
    assert!(
        disputed.stdout.contains("対応あり 0、不十分 1"),
        "{}",
        disputed.stdout
    );
}

/// A mistyped alias leaves a whole document out of account; the summary says which.
#[test]
fn the_summary_names_documents_in_which_nothing_answers() {
    let memo = "# 覚え書き\n\n来週までに見直す。\n";
    let folder = Folder::with(&[("対応表.md", TABLE), ("規程/覚え書き.md", memo)]);
    let told = |ran: &Ran| {
        let line = { ran.stdout.lines() }.find(|line| line.contains("回答が見つからなかった"));
        line.unwrap_or_default().to_string()
    };
    assert_eq!(
        told(&folder.check(&[])),
        "条項への回答が見つからなかった文書: 規程/覚え書き.md"
    );
    for number in 0..5 {
        folder.write(&format!("規程/議事{number}.md"), memo.as_bytes());
    }
    let ran = folder.check(&[]);
    assert!(
        told(&ran).ends_with("規程/議事1.md ほか 3 件"),
        "{}",
        ran.stdout
    );
    let english = folder.check(&["--locale", "en"]).stdout;
    assert!(
        english.ends_with("and 3 more\n") && english.contains("Read, but no answers found in: "),
        "{english}"
    );
    fs::remove_file(folder.path.join("対応表.md")).unwrap();
    // Where nothing answers at all, that is said another way.
    assert_eq!(told(&folder.check(&[])), "");
}

#[test]
fn a_run_that_only_reports_says_that_it_would_have_failed() {
    let folder = Folder::with(&[("対応表.md", TABLE)]);
    let told = |words: &[&str]| folder.check(words).stderr;
    let warned = told(&["--report-only", "--fail-on", "warning"]);
    assert!(
        warned.contains("付けなければ、2 件の指摘により終了コード 1 で終わります"),
        "{warned}"
    );
    assert_eq!(told(&["--report-only"]), "");
    assert_eq!(told(&["--report-only", "--fail-on", "warning", "-q"]), "");
}

#[test]
fn a_stale_review_speaks_in_the_unit_of_the_configuration() {
    let document = "# 方針\n\n- **対応条項**: 総務省・経産省ガイドライン第1.1版 別紙2 3.4-①-1\n- **最終見直し**: 2025-08-01\n\n操作ログを5年間保存する。\n";
    let folder = Folder::with(&[("方針.md", document), ("shishin.toml", "")]);
    for (period, told) in [
        ("1年", "最終見直し（2025-08-01）から1年を過ぎています"),
        (
            "12 months",
            "最終見直し（2025-08-01）から12か月を過ぎています",
        ),
        ("90日", "最終見直し（2025-08-01）から90日を過ぎています"),
    ] {
        folder.write(
            "shishin.toml",
            format!("[review]\nperiod = \"{period}\"\n").as_bytes(),
        );
        let ran = folder.check(&[]);
        assert!(ran.stdout.contains(told), "{}", ran.stdout);
    }
    let english = folder.check(&["--locale", "en"]).stdout;
    assert!(
        english.contains("the last review (2025-08-01) is more than 90 days ago"),
        "{english}"
    );
}

#[test]
fn the_baseline_holds_back_what_is_known_and_survives_moving_lines() {
    let folder = Folder::with(&[("対応表.md", TABLE)]);
    let made = folder.check(&["--write-baseline", "known.json"]);
    assert_eq!((made.code, made.stdout.as_str()), (0, ""));
    let count = folder.check(&["--format", "json"]).json()["findings"]
        .as_array()
        .unwrap()
        .len();
    assert!(count > 0);
    assert!(!folder.read("known.json").contains("line"));

    folder.write(
        "対応表.md",
        format!("<!-- 前置き -->\n\n{TABLE}").as_bytes(),
    );
    let ran = folder
        .check(&["--baseline", "known.json", "--format", "json"])
        .json();
    assert_eq!(ran["findings"].as_array().unwrap().len(), 0);
    assert_eq!(ran["hiddenByBaseline"], count);

    let changed = TABLE.replace("必要に応じて点検する", "必要に応じて見る");
    folder.write("対応表.md", changed.as_bytes());
    let ran = folder
        .check(&["--baseline", "known.json", "--format", "json"])
        .json();
    assert!(
        ran["findings"]
            .as_array()
            .unwrap()
            .iter()
            .any(|finding| finding["rule"] == "weak-wording")
    );
    assert!(ran["staleInBaseline"].as_u64().unwrap() > 0);
}

#[test]
fn a_baseline_that_is_not_there_fails_the_run() {
    let folder = Folder::with(&[("対応表.md", TABLE)]);
    let ran = folder.check(&["--baseline", "ない.json"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("--write-baseline"), "{}", ran.stderr);
}

#[test]
fn json_places_findings_in_bytes_and_columns() {
    let text = "# 𠮟責\n\n**対応条項**: 総務省・経産省ガイドライン第1.1版 別紙2 3.4-①-1\n\n𠮟る担当が、ログを必要に応じて点検する。\n";
    let folder = Folder::with(&[("方針.md", text)]);
    let output = folder.check(&["--format", "json"]).json();
    assert_eq!(output["version"], 1);
    let findings = output["findings"].as_array().unwrap();
    let weak = findings
        .iter()
        .find(|finding| finding["rule"] == "weak-wording")
        .unwrap();
    let range =
        weak["range"][0].as_u64().unwrap() as usize..weak["range"][1].as_u64().unwrap() as usize;
    assert_eq!(&text[range], "必要に応じて");
    assert_eq!(weak["path"], "方針.md");
    assert_eq!(weak["start"]["line"], 5);
    let column = weak["start"]["column"].as_u64().unwrap();
    assert_eq!(weak["start"]["utf16Column"], column + 1);
}

#[test]
fn json_says_of_each_clause_where_it_is_answered() {
    let configuration = "guidelines = [\"基準.md\"]\nexclude = [\"基準.md\"]\n";
    let guideline = "# 基準 第1版\n\n## 1.1 責任\n\n責任者を定めること。\n\n## 1.2 記録\n\n記録を保存すること。\n\n## 1.3 媒体\n\n媒体を廃棄すること。\n\n## 1.4 用語\n\n用語を示す。\n";
    let document = "# 対応表\n\n| 項番 | 対応状況 | 当社の対応 |\n|---|---|---|\n| 1.1 | 対応済 | 社長が責任者を務める。 |\n| 1.3 | 対象外（媒体を持たない） | |\n";
    let folder = Folder::with(&[
        ("shishin.toml", configuration),
        ("基準.md", guideline),
        ("規程/対応表.md", document),
    ]);
    let output = folder.check(&["--format", "json"]).json();
    let clauses = output["coverage"][0]["clauses"].as_array().unwrap();
    let said: Vec<String> = clauses
        .iter()
        .map(|clause| {
            format!(
                "{} {} {}",
                clause["label"], clause["state"], clause["answers"]
            )
        })
        .collect();
    assert_eq!(
        said,
        [
            r#""1.1" "covered" [{"line":5,"path":"規程/対応表.md"}]"#,
            r#""1.2" "missing" []"#,
            r#""1.3" "excluded" [{"line":6,"path":"規程/対応表.md"}]"#,
        ]
    );
    assert_eq!(clauses[0]["title"], "責任");
}

#[test]
fn sarif_has_what_code_hosts_ask_for() {
    let folder = Folder::with(&[("規程 1/対応表.md", TABLE)]);
    let output = folder.check(&["--format", "sarif"]).json();
    assert_eq!(output["version"], "2.1.0");
    let run = &output["runs"][0];
    assert_eq!(run["columnKind"], "utf16CodeUnits");
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let results = run["results"].as_array().unwrap();
    assert!(!results.is_empty());
    for result in results {
        let index = result["ruleIndex"].as_u64().unwrap() as usize;
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(!result["message"]["text"].as_str().unwrap().is_empty());
        let place = &result["locations"][0]["physicalLocation"];
        let uri = place["artifactLocation"]["uri"].as_str().unwrap();
        assert_eq!(uri, "%E8%A6%8F%E7%A8%8B%201/%E5%AF%BE%E5%BF%9C%E8%A1%A8.md");
        assert!(place["region"]["startLine"].as_u64().unwrap() >= 1);
        assert!(
            !result["partialFingerprints"]["shishin/v1"]
                .as_str()
                .unwrap()
                .is_empty()
        );
    }
}

#[test]
fn github_annotations_stand_one_a_line() {
    let folder = Folder::with(&[("対応表.md", TABLE)]);
    let ran = folder.check(&["--format", "github"]);
    assert!(!ran.stdout.is_empty());
    for line in ran.stdout.lines() {
        assert!(
            line.starts_with("::") && line.contains(" file=対応表.md,line="),
            "{line}"
        );
    }
}

#[test]
fn the_result_does_not_depend_on_the_number_of_threads() {
    let names: Vec<String> = (0..20)
        .map(|number| format!("部門{number}/対応表.md"))
        .collect();
    let files: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), TABLE)).collect();
    let folder = Folder::with(&files);
    let one = folder.check(&["--threads", "1", "--format", "json"]);
    let many = folder.check(&["--threads", "7", "--format", "json"]);
    assert_eq!(one.stdout, many.stdout);
}

#[test]
fn escapes_in_documents_reach_no_output() {
    let text = TABLE.replace("必要に応じて", "\u{1b}[31m必要に応じて\u{9b}2J\u{202e}");
    let folder = Folder::with(&[("対応表.md", &text)]);
    for format in ["text", "json", "sarif", "github"] {
        let output = folder.check(&["--format", format]).stdout;
        assert!(output.contains("weak-wording"), "{format}");
        assert!(
            !output.contains(['\u{1b}', '\u{9b}', '\u{202e}']),
            "{format}"
        );
    }
}

/// A whole row is marked where all of it is meant; a mark that takes several lines of a terminal
/// points at nothing.
#[test]
fn marks_end_with_the_line_of_the_terminal() {
    let folder = Folder::with(&[(
        "表.md",
        "# 表\n\n対象: 総務省・経産省ガイドライン第1.1版\n\n| 項番 | 対応状況 | 当社の対応 |\n|---|---|---|\n| 別紙2 1.1-①-1 | 対応済 | アクセス管理規程を制定し、年1回見直している。なお、規程の原本は本社の書庫の3番の棚に置き、写しは各支社の総務担当が保管しており、改定のつど差し替えている。 |\n",
    )]);
    let output = folder.check(&[]).stdout;
    assert!(output.contains("partial-clause"), "{output}");
    let longest = output.lines().map(|line| line.matches('^').count()).max();
    assert!(longest < Some(110), "{output}");
}

#[test]
fn colours_are_for_terminals_and_for_those_who_ask() {
    let folder = Folder::with(&[("対応表.md", TABLE)]);
    assert!(!folder.check(&[]).stdout.contains('\u{1b}'));
    assert!(
        folder
            .check(&["--color", "always"])
            .stdout
            .contains('\u{1b}')
    );
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let table = TABLE.to_string()
        + &TABLE
            .lines()
            .last()
            .map(|row| format!("{row}\n"))
            .unwrap()
            .repeat(3_000);
    let folder = Folder::with(&[("対応表.md", &table)]);
    let mut child = folder
        .command(&["check", "--fail-on", "never"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn init_writes_what_check_can_read_and_overwrites_nothing() {
    let folder = Folder::with(&[]);
    let ran = folder.run(&["init", "規程", "--guideline", "mic-meti-medical-1.1"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (0, ""));
    let configuration = folder.read("規程/shishin.toml");
    let (read, findings) = shishin::workspace::configuration::read(&configuration);
    assert_eq!(findings, []);
    assert_eq!(read.guidelines[0].id(), Some("mic-meti-medical-1.1"));
    let document = folder.read("規程/ガイドライン対応.md");
    assert!(
        document.contains("\n- **実装状況**: 【要記入】\n"),
        "{document}"
    );

    let output = folder.check(&["規程", "--format", "json"]).json();
    let findings = output["findings"].as_array().unwrap();
    assert!(
        findings
            .iter()
            .any(|finding| finding["rule"] == "placeholder")
    );
    assert_eq!(output["counts"]["error"], 0);
    assert_eq!(output["coverage"][0]["missing"], 0);

    folder.write("規程/ガイドライン対応.md", "# 書きかけ\n".as_bytes());
    let again = folder.run(&["init", "規程"]);
    assert_eq!(again.code, 0);
    assert_eq!(folder.read("規程/ガイドライン対応.md"), "# 書きかけ\n");
    assert_eq!(folder.read("規程/shishin.toml"), configuration);
}

#[test]
fn init_beside_documents_writes_no_skeleton_and_names_all_guidelines() {
    let folder = Folder::with(&[("基準.md", GUIDELINE), ("規程/運用.md", "# 運用規程\n")]);
    let ran = folder.run(&[
        "init",
        "規程",
        "--guideline",
        "mic-meti-medical-1.1",
        "--guideline",
        "mic-medical-cloud-2018",
    ]);
    assert_eq!(ran.code, 0);
    assert!(
        ran.stderr
            .contains("文書が 1 件あるため、ひな形の文書は作りませんでした"),
        "{}",
        ran.stderr
    );
    assert!(!folder.path.join("規程/ガイドライン対応.md").exists());
    let (read, findings) =
        shishin::workspace::configuration::read(&folder.read("規程/shishin.toml"));
    assert_eq!(findings, []);
    let ids: Vec<_> = { read.guidelines.iter() }
        .map(|source| source.id())
        .collect();
    assert_eq!(
        ids,
        [Some("mic-meti-medical-1.1"), Some("mic-medical-cloud-2018")]
    );
}

#[test]
fn a_file_that_is_no_markdown_is_not_called_faultless() {
    let folder = Folder::with(&[("対応表.csv", "項番,対応\n4.2,済\n")]);
    let ran = folder.check(&["対応表.csv"]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.stderr.contains("対応表.csv は Markdown ではないため"),
        "{}",
        ran.stderr
    );
}

#[test]
fn names_are_taken_as_lists_show_them() {
    let folder = Folder::with(&[
        ("基準.md", GUIDELINE),
        ("文.jsonl", "{\"id\": 1, \"text\": \"責任者を定める。\"}\n"),
        (
            "shishin.toml",
            "guidelines = [\"基準.md\", \"mic-meti-medical-1.1\"]\n",
        ),
    ]);
    for subject in ["1.1 責任", "基準:1.1 責任", "基準:1. 1"] {
        let ran = folder.run(&["explain", subject]);
        assert!(
            ran.stdout.starts_with("1.1 責任"),
            "{subject}: {}",
            ran.stderr
        );
    }
    assert_eq!(folder.run(&["explain", "1.1 記録"]).code, 2);
    let tree = folder.run(&["import", "mic-meti-medical-1.1"]);
    assert!(tree.stdout.contains("別紙2 3.4-①-1"), "{}", tree.stderr);
    let ranked = folder.run(&["rank", "文.jsonl", "--guideline", "基準.md"]);
    assert_eq!(ranked.code, 0, "{}", ranked.stderr);
}

#[test]
fn the_skeleton_says_what_is_asked_and_holds_no_marks_of_ours() {
    let folder = Folder::with(&[]);
    assert_eq!(folder.run(&["init"]).code, 0);
    let document = folder.read("ガイドライン対応.md");
    assert!(
        !document.contains("題未確認") && !document.contains("題は"),
        "{document}"
    );
    assert!(
        document.contains(
            "3.4-①-1\n\n<!-- 求められていること（要約。公式の文言ではありません）:\n- 利用者の活動"
        ),
        "{document}"
    );
    let output = folder.check(&[]).stdout;
    assert!(output.contains("同じ指摘がこの文書にほかに"), "{output}");
    assert!(output.lines().count() < 60, "{output}");
    // Its answers are open; that is not the same as none.
    assert!(!output.contains("回答が見つからなかった"), "{output}");
    let counts = folder.check(&["--format", "json"]).json()["coverage"][0].clone();
    assert_eq!(
        (counts["covered"].as_u64(), counts["missing"].as_u64()),
        (Some(0), Some(0))
    );
}

#[test]
fn english_init_is_read_without_findings_on_the_configuration() {
    let folder = Folder::with(&[]);
    let ran = folder.run(&["--locale", "en", "init"]);
    assert_eq!(ran.code, 0);
    assert!(
        ran.stderr.contains("For another guideline"),
        "{}",
        ran.stderr
    );
    let (_, findings) = shishin::workspace::configuration::read(&folder.read("shishin.toml"));
    assert_eq!(findings, []);
    assert!(folder.read("guideline-answers.md").contains("**Status**"));
}

/// A guideline with a clause that stands twice.
const GUIDELINE: &str = "# 院内クラウド利用基準 第2版\n\n令和8年4月\n\n## 1 総則\n\n### 1.1 責任\n\n責任者を定めること。\n\n### 1.2 記録\n\n記録を保存することが望ましい。\n\n### 1.2 記録\n\n再掲。\n";

#[test]
fn import_shows_the_tree_and_reports_problems_beside_it() {
    let folder = Folder::with(&[("基準.md", GUIDELINE)]);
    let ran = folder.run(&["import", "基準.md"]);
    assert_eq!(ran.code, 0);
    same_as_kept("import-tree-ja.txt", &ran.stdout);
    same_as_kept("import-problems-ja.txt", &ran.stderr);
}

#[test]
fn import_writes_files_but_never_over_another() {
    let folder = Folder::with(&[("基準.md", GUIDELINE), ("out.md", "大事")]);
    let refused = folder.run(&["import", "基準.md", "--format", "markdown", "-o", "out.md"]);
    assert_eq!(refused.code, 2);
    assert_eq!(folder.read("out.md"), "大事");
    assert_eq!(
        folder
            .run(&[
                "import",
                "基準.md",
                "--format",
                "markdown",
                "-o",
                "out.md",
                "--force"
            ])
            .code,
        0
    );
    let again = folder.run(&["import", "out.md", "--format", "json"]).json();
    assert_eq!(again["edition"], "第2版");
    assert_eq!(again["clauses"][1]["label"], "1.1");
    assert_eq!(again["clauses"][1]["requirements"][0]["modality"], "must");
}

#[test]
fn what_is_no_guideline_is_refused() {
    let folder = Folder::with(&[("memo.md", "ただのメモ。\n"), ("x.json", "{\"a\": 1}")]);
    assert_eq!(folder.run(&["import", "memo.md"]).code, 2);
    assert_eq!(folder.run(&["import", "x.json"]).code, 2);
}

#[test]
fn explain_finds_clauses_in_all_their_spellings() {
    let folder = Folder::with(&[("基準.md", GUIDELINE)]);
    for spelling in [
        "mic-meti:別紙2 3.4-①-1",
        "別紙2 3.4-①-1",
        "[mic-meti:別紙2 3.4-①-1]",
    ] {
        let ran = folder.run(&["explain", spelling]);
        assert_eq!(ran.code, 0, "{spelling}: {}", ran.stderr);
        assert!(
            ran.stdout.contains("ログを作り、一定期間保存する。"),
            "{spelling}: {}",
            ran.stdout
        );
        assert!(ran.stdout.contains("一部収録"), "{spelling}");
    }
    let own = folder.run(&["explain", "1.1", "--guideline", "基準.md"]);
    same_as_kept("explain-ja.txt", &own.stdout);
}

#[test]
fn explain_takes_several_subjects_and_lists_what_is_in_a_group() {
    let folder = Folder::with(&[("基準.md", GUIDELINE)]);
    let both = folder.run(&["explain", "1.1", "1.2", "--guideline", "基準.md"]);
    assert!(
        both.stdout.contains("1.1 責任\n") && both.stdout.contains("1.2 記録\n"),
        "{}{}",
        both.stdout,
        both.stderr
    );
    let group = folder.run(&["explain", "別紙2", "3.5"]);
    assert!(
        group.stdout.contains("\n    別紙2 3.5-①-1 最新の"),
        "{}",
        group.stdout
    );
    let absent = folder.run(&["explain", "4.1[3]"]);
    assert_eq!(absent.code, 2);
    assert!(
        absent.stderr.contains("「4.1[3]」") && absent.stderr.contains("--guideline"),
        "{}",
        absent.stderr
    );
}

#[test]
fn explain_says_a_sentence_once_and_the_demand_before_the_guidance() {
    let guideline = "# 基準 第1版\n\n## 1.1 端末\n\n端末を暗号化すること。私物の端末を用いてはならない。\n\n> 盗難に備える。\n";
    let folder = Folder::with(&[("基準.md", guideline)]);
    let page = folder
        .run(&["explain", "1.1", "--guideline", "基準.md"])
        .stdout;
    assert_eq!(page.matches("端末を暗号化すること").count(), 1, "{page}");
    assert!(
        page.find("求められていること") < page.find("盗難"),
        "{page}"
    );
}

#[test]
fn explain_shows_a_guideline_and_its_contents() {
    let folder = Folder::with(&[("基準.md", GUIDELINE)]);
    for spelling in [
        "mic-meti-medical-1.1",
        "mic-meti",
        "[mic-meti:]",
        "総務省・経産省ガイドライン",
    ] {
        let ran = folder.run(&["explain", spelling]);
        assert_eq!(ran.code, 0, "{spelling}: {}", ran.stderr);
        for told in [
            "医療情報を取り扱う情報システム・サービスの提供事業者における安全管理ガイドライン\n",
            "\n版: 第1.1版\n",
            "\n発行日: 2023-07\n",
            "\n置き換えた版: mic-medical-cloud-2018\n",
            "\n接頭辞: [mic-meti:…]\n",
            "\n出典: ",
            "\n一部収録: ",
            "\n2 本ガイドラインの対象\n  2.1 ",
            "別紙2 3.4-①-1 利用者の活動",
        ] {
            assert!(
                ran.stdout.contains(told),
                "{spelling}, {told}: {}",
                ran.stdout
            );
        }
    }
    let own = folder.run(&["explain", "--guideline", "基準.md"]);
    same_as_kept("import-tree-ja.txt", &own.stdout);
    let english = folder
        .run(&["explain", "mic-meti", "--locale", "en"])
        .stdout;
    assert!(
        english.contains("\nsupersedes: mic-medical-cloud-2018\n"),
        "{english}"
    );
}

#[test]
fn explain_alone_says_what_can_be_explained() {
    let folder = Folder::with(&[]);
    let ran = folder.run(&["explain"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    for told in [
        "  mic-meti-medical-1.1  医療情報を",
        "weak-wording",
        "`shishin explain ID`",
    ] {
        assert!(ran.stdout.contains(told), "{told}: {}", ran.stdout);
    }
    let unknown = folder.run(&["explain", "mic-metti"]);
    assert_eq!(unknown.code, 2);
    for told in [
        "近いもの:\n  mic-meti",
        "`shishin explain` だけを実行すると",
    ] {
        assert!(unknown.stderr.contains(told), "{told}: {}", unknown.stderr);
    }
    // Behind a prefix a clause is meant, and no other prefix.
    let near = folder.run(&["explain", "mic-meti:4.9"]).stderr;
    assert!(
        near.contains("近いもの:\n  mic-meti-medical-1.1:4"),
        "{near}"
    );
    let titled = folder.run(&["explain", "医療情報システム等の安全管理に係る評価"]);
    assert!(
        titled.stdout.starts_with("4.3 医療情報"),
        "{}",
        titled.stderr
    );
    // A newcomer knows no numbers.
    let word = folder.run(&["explain", "第三者認証"]).stderr;
    assert!(
        word.contains("mic-meti-medical-1.1:4.4 対象事業者の"),
        "{word}"
    );
}

#[test]
fn explain_names_what_is_near() {
    let folder = Folder::with(&[]);
    let ran = folder.run(&["explain", "weak-wordin"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("weak-wording"), "{}", ran.stderr);
    assert_eq!(folder.run(&["explain", "weak-wording"]).code, 0);
}

#[test]
fn usage_errors_speak_the_language_of_the_environment() {
    let folder = Folder::with(&[]);
    let ran = folder.run(&["chekc"]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.stderr.contains("`check` の書き誤りではありませんか"),
        "{}",
        ran.stderr
    );
    let output = folder
        .command(&["chekc"])
        .env("LANG", "en_US.UTF-8")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("unrecognized subcommand"));
}

#[test]
fn the_paragraphs_of_an_article_belong_to_it() {
    let guideline = "# 院内クラウド利用規程 第1版\n\n令和8年4月\n\n## 第2条（利用者の登録）\n\n1　利用者は、登録を受けなければならない。\n\n2　登録は、管理者が行うものとする。\n\n## 第3条（記録）\n\n操作を記録すること。\n";
    let answers = "# 対応表（院内クラウド利用規程 第1版）\n\n| 条項 | 対応状況 | 対応内容 | 責任者 |\n|---|---|---|---|\n| 第2条第1項 | ○ | 利用者は申請書により登録する。 | 運用部 |\n| 第2条2項 | ○ | 運用部長が登録を承認する。 | 運用部 |\n| 第3条(1) | ○ | 操作ログを監査用の保管庫に記録する。 | 運用部 |\n";
    let folder = Folder::with(&[
        ("規程.md", guideline),
        ("対応表.md", answers),
        ("shishin.toml", "guidelines = [\"規程.md\"]\n"),
    ]);
    let shown = folder.check(&["対応表.md"]).stdout;
    assert!(!shown.contains("unknown-clause"), "{shown}");
    assert!(!shown.contains("missing-clause"), "{shown}");
}

#[test]
fn the_configuration_is_found_from_a_bare_file_name() {
    let folder = Folder::with(&[
        ("shishin.toml", "fail-on = \"warning\"\n"),
        ("規程/表.md", TABLE),
    ]);
    let mut command = folder.command(&["check", "表.md"]);
    command.current_dir(folder.path.join("規程"));
    let ran = Ran::new(command.env("LANG", "ja_JP.UTF-8").output().unwrap());
    assert_eq!(ran.code, 1, "{}", ran.stdout);
    assert_eq!(folder.check(&["--no-config"]).code, 0);
}

#[test]
fn mistaken_options_are_told_how_to_be_written() {
    let folder = Folder::with(&[("古い.md", "")]);
    let said = |words: &[&str]| folder.run(words).stderr;
    assert!(said(&["check", "--today", "2026/1/1"]).contains("YYYY-MM-DD の形で書いてください"));
    assert!(said(&["rules", "--locale", "ja", "--locale", "ja"]).contains("二度指定されています"));
    folder.write("古い.md", b"\x83K\x83C\x83h");
    let unreadable = said(&["import", "古い.md"]);
    assert!(
        unreadable.contains("読めません") && !unreadable.contains("読み飛ばしました"),
        "{unreadable}"
    );
}

#[test]
fn a_clause_that_a_finding_points_at_is_named_once_and_with_its_number() {
    let guideline = "# 基準 第1版\n\n## 実 1 登録\n\n登録すること。\n\n## 実 2 教育\n\n教育すること。\n\n## 実 3 記録\n\n記録すること。\n\n## 実 4 連絡\n\n連絡すること。\n\n## 実 6 監査\n\n監査すること。\n";
    let folder = Folder::with(&[
        (
            "shishin.toml",
            "guidelines = [\"基準.md\"]\nexclude = [\"基準.md\"]\n",
        ),
        ("基準.md", guideline),
        (
            "方針.md",
            "# 方針\n\n基準第1版 実 7 に基づき、台帳を作る。\n",
        ),
    ]);
    let output = folder.check(&[]).stdout;
    assert!(
        output.contains("= 補足: 実 2 が求めること 教育\n"),
        "{output}"
    );
    assert_eq!(output.matches("実 6 監査").count(), 1, "{output}");
}

#[test]
fn rules_and_completions_are_listed() {
    let folder = Folder::with(&[]);
    let rules = folder.run(&["rules"]).stdout;
    assert!(
        rules
            .lines()
            .any(|line| line.starts_with("weak-wording") && line.contains("警告")),
        "{rules}"
    );
    for shell in ["bash", "zsh", "fish"] {
        assert!(
            folder
                .run(&["completions", shell])
                .stdout
                .contains("shishin"),
            "{shell}"
        );
    }
}

#[test]
fn statements_are_ranked_line_by_line_and_wrong_lines_are_named() {
    let folder = Folder::with(&[(
        "文.jsonl",
        "{\"id\":\"a\",\"text\":\"離席時は端末の画面をロックする。\",\"note\":1}\noops\n\n{\"id\":2,\"text\":\"ログを1年間保存している。\"}\n",
    )]);
    let guideline = ["--guideline", "mic-meti-medical-1.1"];
    let ran = folder.run(&[&["rank", "文.jsonl", "--limit", "3"][..], &guideline].concat());
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.starts_with("2行目: "), "{}", ran.stderr);
    let answers: Vec<serde_json::Value> = ran
        .stdout
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(answers.len(), 2);
    assert_eq!(answers[0]["id"], "a");
    assert_eq!(answers[0]["ranked"][0], "annex2-p22-3-1");
    assert_eq!(answers[0]["scores"].as_array().unwrap().len(), 3);
    assert_eq!(answers[1]["id"], 2);
    assert_eq!(answers[1]["ranked"][0], "別紙2 3.4-①-1");
    assert_eq!(answers[0]["labels"][0], "離席時の端末のロック");
}

/// Statements are compared by two to four characters; people are shown the words that these stand in.
#[test]
fn the_grounds_of_a_rank_are_whole_words_as_they_are_written() {
    let folder = Folder::with(&[(
        "文.jsonl",
        "{\"id\":1,\"text\":\"利用者のアクセスログをＡＷＳに1年間保存し、月次で見る。\"}\n",
    )]);
    let ran = folder.run(&["rank", "文.jsonl", "--guideline", "mic-meti-medical-1.1"]);
    let answer: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    let mut words: Vec<&str> = { answer["words"].as_array().unwrap().iter() }
        .filter_map(serde_json::Value::as_str)
        .collect();
    words.sort_unstable();
    assert_eq!(words, ["1年間保存", "アクセスログ", "利用者"]);
}

#[test]
fn ranking_takes_one_guideline() {
    let folder = Folder::with(&[]);
    assert_eq!(folder.run(&["rank", "-"]).code, 2);
    let missing = folder.run(&["rank", "無い.jsonl", "--guideline", "mic-meti-medical-1.1"]);
    assert_eq!(missing.code, 2);
    assert!(missing.stderr.contains("無い.jsonl"));
}

#[test]
fn results_are_kept_for_the_next_run_unless_that_is_turned_off() {
    let folder = Folder::with(&[("方針.md", "# 方針\n\nアクセス権を管理する。\n")]);
    let kept = || fs::read_dir(folder.path.join(".cache")).map_or(0, Iterator::count);
    folder.check(&["--no-cache"]);
    assert_eq!(kept(), 0);
    folder.write("shishin.toml", b"cache = false\n");
    folder.check(&[]);
    assert_eq!(kept(), 0);
    folder.write("shishin.toml", b"");
    let first = folder.check(&[]);
    // What was found in each document and in all together, and what the two built-in guidelines were read as.
    let all = 2 + shishin::guideline::builtin::all().len();
    assert_eq!(kept(), all);
    assert_eq!(folder.check(&[]).stdout, first.stdout);
    let elsewhere = folder.path.join("elsewhere");
    folder.check(&["--cache-dir", &elsewhere.to_string_lossy()]);
    assert_eq!(fs::read_dir(elsewhere).unwrap().count(), all);
}

/// 「しまう」 is nobody's word for keeping, but this team's.
#[test]
fn a_project_adds_words_of_its_own_and_is_told_of_lines_that_say_nothing() {
    let folder = Folder::with(&[
        ("shishin.toml", "thesaurus = [\"words.txt\"]\n"),
        ("words.txt", "# 当社の呼び名\n"),
        (
            "ログ.md",
            "# ログ\n\n利用者の活動、機器の事象、障害、使用状況のログを作り、蔵に5年しまいます。[mic-meti:別紙2 3.4-①-1]\n",
        ),
    ]);
    let partial = |ran: &Ran| ran.stdout.contains("partial-clause");
    let found = folder.check(&[]);
    assert!(partial(&found), "{}", found.stdout);
    // The same run with the same cache: the file's words are a part of what is remembered.
    folder.write("words.txt", "retention: 蔵に5年しまい\n".as_bytes());
    let found = folder.check(&[]);
    assert!(!partial(&found), "{}", found.stdout);
    folder.write("words.txt", "retention 蔵\nkeep: 蔵\nstore:\n".as_bytes());
    let found = folder.check(&[]);
    for told in [
        "words.txt:1:1",
        "「名前: 語, 語」の形",
        "words.txt:2:1",
        "短すぎて",
        "words.txt:3:1",
    ] {
        assert!(found.stdout.contains(told), "{told}: {}", found.stdout);
    }
    folder.write("shishin.toml", b"thesaurus = [\"none.txt\"]\n");
    let found = folder.check(&[]);
    assert!(
        found.stdout.contains("類義語ファイル none.txt"),
        "{}",
        found.stdout
    );
}

/// What is left out counts, too: a requirement is not met by the half of it.
#[test]
fn a_requirement_of_which_something_is_left_out_counts_as_weak() {
    let text = "# 規程\n\n利用者の活動、機器の事象、障害、使用状況のログを作り、毎月点検する。[mic-meti:別紙2 3.4-①-1]\n";
    let folder = Folder::with(&[
        ("規程.md", text),
        ("shishin.toml", "[rules]\nmissing-parameter = \"off\"\n"),
    ]);
    let found = folder.check(&[]);
    assert!(found.stdout.contains("partial-clause"), "{}", found.stdout);
    assert!(
        found.stdout.contains("対応あり 0、不十分 1"),
        "{}",
        found.stdout
    );
    let off = "[rules]\nmissing-parameter = \"off\"\npartial-clause = \"off\"\n";
    folder.write("shishin.toml", off.as_bytes());
    let found = folder.check(&[]);
    assert!(
        found.stdout.contains("対応あり 1、不十分 0"),
        "{}",
        found.stdout
    );
}

/// A policy and a control table answer a clause together; a comment allows that a part is left out.
#[test]
fn answers_of_several_documents_count_together() {
    let policy = "# 規程\n\n利用者の活動、機器の事象、障害、使用状況のログを作り、毎月点検する。[mic-meti:別紙2 3.4-①-1]\n";
    let folder = Folder::with(&[("規程.md", policy)]);
    let told = "別紙2 3.4-①-1 が求める「一定期間保存する」に触れていません";
    let found = folder.check(&[]);
    assert!(found.stdout.contains(told), "{}", found.stdout);
    let table = "---\nshishin: { guideline: mic-meti-medical-1.1 }\n---\n\n# 対応表\n\n| 項番 | 対応状況 | 当社の対応 |\n|---|---|---|\n| 別紙2 3.4-①-1 | 対応済 | ログは5年間保存する |\n";
    folder.write("対応表.md", table.as_bytes());
    let found = folder.check(&[]);
    assert!(!found.stdout.contains("partial-clause"), "{}", found.stdout);
    let excluded = table.replace(
        "対応済 | ログは5年間保存する",
        "対象外（ログを持たない装置） | －",
    );
    folder.write("対応表.md", excluded.as_bytes());
    assert!(!folder.check(&[]).stdout.contains("partial-clause"));
    folder.write("対応表.md", "# 対応表\n".as_bytes());
    assert!(folder.check(&[]).stdout.contains(told));
    // To rate by CVSS is to analyse the risk, and 収集 is 集め.
    let said = "---\nshishin: { guideline: mic-meti-medical-1.1 }\n---\n\n# 表\n\n| 項番 | 対応状況 | 当社の対応 |\n|---|---|---|\n| 別紙2 3.7-②-2 | 対応済 | CVSS 7.0以上は3日以内にパッチ適用 |\n| 別紙2 3.5-①-1 | 対応済 | 脅威情報を収集し、EDRの対応範囲の漏れを確認 |\n";
    folder.write("対応表.md", said.as_bytes());
    let found = folder.check(&[]);
    assert_eq!(
        found.stdout.matches("partial-clause").count(),
        1,
        "{}",
        found.stdout
    );
    let allowed = policy.replace(
        "]\n",
        "] <!-- shishin: allow partial-clause because 保存期間は契約書第5条で定める -->\n",
    );
    folder.write("規程.md", allowed.as_bytes());
    let found = folder.check(&[]);
    assert!(!found.stdout.contains("partial-clause"), "{}", found.stdout);
    assert!(
        !found.stdout.contains("unused-allowance"),
        "{}",
        found.stdout
    );
}

/// A chapter that is cited counts for the clause to which the words speak, and the finding says so.
#[test]
fn a_cited_chapter_counts_for_what_the_words_speak_to() {
    let folder = Folder::with(&[(
        "規程.md",
        "# 規程\n\n医療情報システムへの接続制限、記録、点検を定めたアクセス管理規程を作り、求めがあれば提出する。[mic-meti:別紙2 1.1]\n",
    )]);
    let found = folder.check(&[]);
    let told = "内容から 別紙2 1.1-①-1 への回答として数え、ほかの条項には数えません";
    assert!(found.stdout.contains(told), "{}", found.stdout);
    let covered = |ran: &Ran| ran.json()["coverage"].to_string();
    let counted = folder.check(&["--format", "json"]);
    folder.write("shishin.toml", b"content-links = false\n");
    let uncounted = folder.check(&["--format", "json"]);
    assert_ne!(covered(&counted), covered(&uncounted));
}

/// The caret stands under nothing in an empty cell, so the message names the column.
#[test]
fn an_empty_cell_is_called_by_its_column() {
    let table = "対象: 総務省・経産省ガイドライン第1.1版\n\n| 項番 | 対応<br>状況 | **当社の対応** | 担当部署 | 根拠資料 |\n|---|---|---|---|---|\n| 別紙2 3.4-①-1 | 対応済 | | 運用部 | 操作ログ |\n| 別紙2 1.1-④-7 | | 返却された機器を台帳と照合する。 | 運用部 | 台帳 |\n| 別紙2 3.7-①-1 | 対応済 | 機器の安全性を購入前に情報システム部が確かめる。 | | |\n";
    let folder = Folder::with(&[("対応表.md", table)]);
    let ran = folder.check(&[]);
    for told in [
        "別紙2 3.4-①-1 の「当社の対応」の欄が空です",
        "「対応 状況」の欄が空です",
        "「担当部署」の欄に、責任を持つ人や部署が書かれていません",
        "「根拠資料」の欄に、記録や規程の名前が書かれていません",
    ] {
        assert!(ran.stdout.contains(told), "{told}: {}", ran.stdout);
    }
    let english = folder.check(&["--locale", "en"]).stdout;
    assert!(
        english.contains("nothing is written under “当社の対応”"),
        "{english}"
    );
}

/// A column in which every number has its prefix needs no other word on whose numbers they are.
#[test]
fn a_column_of_bracketed_clauses_is_a_clause_column() {
    let table = "# 表\n\n| 条項 | 対応状況 | 対応内容 |\n|---|---|---|\n| [mic-meti:4.3] | 対応済 | 毎年9月に内部監査を行う。 |\n| [mic-meti:4.4] | 対象外 | |\n";
    let folder = Folder::with(&[("表.md", table)]);
    let ran = folder.check(&["--format", "json"]).json();
    let clauses = ran["coverage"].to_string();
    assert!(
        clauses.contains("\"4.3\"") && clauses.contains("\"4.4\""),
        "{clauses}"
    );
    let text = folder.check(&[]).stdout;
    assert!(
        text.contains("「対象外」の理由が書かれていません"),
        "{text}"
    );
    assert!(!text.contains("どの条項"), "{text}");
}

#[test]
fn a_number_in_full_width_is_found_with_or_without_its_space() {
    let folder = Folder::with(&[("shishin.toml", "")]);
    for number in ["別紙２　３．４－①－１", "別紙２３．４－①－１"] {
        let page = folder.run(&["explain", number]);
        assert!(
            page.stdout.starts_with("別紙2 3.4-①-1\n"),
            "{}",
            page.stderr
        );
    }
}

#[test]
fn a_configuration_that_is_no_toml_is_explained_in_japanese() {
    let folder = Folder::with(&[
        ("shishin.toml", "documents = [\"*.md\"\ncache = \"yes\"\n"),
        ("規程.md", "# 規程\n"),
    ]);
    let text = folder.check(&["--locale", "ja"]).stdout;
    assert!(text.contains("（配列の ] がありません）"), "{text}");
    assert!(text.contains("`cache` は真偽値（true か false）"), "{text}");
    let english = folder.check(&["--locale", "en"]).stdout;
    assert!(english.contains("(unclosed array"), "{english}");
}

/// The catalogue has the text of requirements; it is the chapters that ask for nothing themselves.
#[test]
fn a_summary_of_chapters_alone_says_why_nothing_is_counted() {
    let folder = Folder::with(&[(
        "規程.md",
        "# 規程\n\n監査は、2省ガイドライン第1.1版 4 に基づいて毎年9月に行う。\n",
    )]);
    let text = folder.check(&[]).stdout;
    assert!(
        text.contains("要求事項がないため、件数は数えていません"),
        "{text}"
    );
    assert!(!text.contains("本文を収めていない"), "{text}");
    let help = folder.run(&["check", "--help"]).stdout;
    assert!(help.contains("「不十分」は、"), "{help}");
}

#[test]
fn a_wrong_number_is_mended_by_the_title_beside_it() {
    let guideline = "# 基準 第1版\n\n## 1.1 利用者の登録\n\n登録すること。\n\n## 1.2 媒体の廃棄\n\n廃棄すること。\n\n## 1.3 時刻の同期\n\n同期すること。\n\n## 1.4 教育の実施\n\n教育すること。\n\n## 2.1 委託先の監督\n\n監督すること。\n";
    let table = "# 対応表\n\n| 項番 | 項目 | 対応状況 | 対応内容 |\n|---|---|---|---|\n| 1.1 | 利用者の登録 | 対応済 | 台帳に載せる。 |\n| 1.7 | 委託先の監督 | 対応済 | 毎年4月に点検する。 |\n";
    let folder = Folder::with(&[
        (
            "shishin.toml",
            "guidelines = [\"基準.md\"]\nexclude = [\"基準.md\"]\n",
        ),
        ("基準.md", guideline),
        ("対応表.md", table),
        (
            "方針.md",
            "# 方針\n\n基準第1版 1.8 媒体の廃棄 に基づき、媒体を裁断する。\n",
        ),
    ]);
    let output = folder.check(&["--format", "json"]).json();
    let findings = output["findings"].as_array().unwrap();
    let told: Vec<(&str, &str)> = findings
        .iter()
        .filter(|finding| finding["rule"] == "unknown-clause")
        .map(|finding| {
            (
                finding["related"][0]["message"].as_str().unwrap(),
                finding["fixes"][0]["edits"][0]["newText"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            ("題が合う条項: 2.1 委託先の監督", "2.1"),
            ("題が合う条項: 1.2 媒体の廃棄", "1.2"),
        ]
    );
}

#[test]
fn several_chapters_that_are_cited_at_once_are_told_once() {
    let folder = Folder::with(&[(
        "方針.md",
        "# 方針\n\nこの規程は会議で承認した。[mic-meti:別紙2 1.1、別紙2 3.7]\n",
    )]);
    let output = folder.check(&[]).stdout;
    assert_eq!(output.matches("broad-citation").count(), 1, "{output}");
    assert!(
        output.contains("別紙2 1.1、別紙2 3.7 は、合わせて "),
        "{output}"
    );
}

/// A bare number is no citation, and whoever wrote it is told so at the place; the fix makes it one.
#[test]
fn a_number_alone_that_looks_like_a_clause_is_told_once_and_its_fix_is_read() {
    let head = "---\nshishin: { guideline: mic-meti-medical-1.1 }\n---\n\n# 規程\n\n";
    let policy = format!(
        "{head}内部監査室が、安全管理が妥当かを毎年9月に評価し、結果を医療機関へ知らせる（4.3）。\n\n第三者認証の取得に係る要件として、ISMS認証を毎年更新する（4.4）。\n"
    );
    let folder = Folder::with(&[("規程.md", &policy)]);
    let unread = |ran: &Ran| {
        let findings = ran.json()["findings"].as_array().unwrap().clone();
        let mut found = findings.into_iter();
        found.find(|finding| finding["rule"] == "unread-citation")
    };
    let finding = unread(&folder.check(&["--format", "json"])).unwrap();
    assert_eq!(finding["start"]["line"], 7);
    assert_eq!(finding["severity"], "information");
    let message = finding["message"].as_str().unwrap();
    assert!(message.contains("（この文書ではほかに 1 件）"), "{message}");
    let mut mended = policy.clone();
    let edits = finding["fixes"][1]["edits"].as_array().unwrap();
    for edit in edits.iter().rev() {
        let at = edit["range"][0].as_u64().unwrap() as usize;
        mended.insert_str(at, edit["newText"].as_str().unwrap());
    }
    folder.write("規程.md", mended.as_bytes());
    let after = folder.check(&["--format", "json"]);
    assert!(unread(&after).is_none(), "{mended}");
    let counted = after.json()["coverage"].to_string();
    assert!(
        counted.contains("\"4.3\"") && counted.contains("\"4.4\""),
        "{mended}: {counted}"
    );
    // The document's own section, and a sentence about something else.
    let own = format!(
        "{head}## 4.3 監査の記録\n\n内部監査室が、安全管理が妥当かを毎年9月に評価し、結果を医療機関へ知らせる（4.3）。\n"
    );
    folder.write("規程.md", own.as_bytes());
    assert!(unread(&folder.check(&["--format", "json"])).is_none());
    let other = format!("{head}忘年会は駅前の店で開き、会費を集める（4.3）。\n");
    folder.write("規程.md", other.as_bytes());
    assert!(unread(&folder.check(&["--format", "json"])).is_none());
}

const POLICY: &str = "---
shishin: { guideline: mic-meti-medical-1.1 }
---

# ログ

操作ログを1年間保存し、毎月点検する。[mic-meti:別紙2 3.4-①-1]

# 返却

返却された機器を台帳と照合する。[mic-meti:別紙2 1.1-④-7]
";

fn review(folder: &Folder, words: &[&str]) -> Ran {
    folder.run(&[&["review", "--today", "2026-11-22"], words].concat())
}

#[test]
fn a_team_reviews_its_answers_and_is_told_what_changed() {
    let folder = Folder::with(&[("shishin.toml", ""), ("規程/方針.md", POLICY)]);
    let begin = review(&folder, &[]);
    assert_eq!(begin.code, 0);
    same_as_kept("review-first-ja.txt", &begin.stdout);
    assert!(!folder.path.join("shishin.lock").exists());
    // Nothing is suspect where nothing was reviewed.
    assert!(!folder.check(&[]).stdout.contains("suspect-link"));

    let accepted = review(
        &folder,
        &["--accept", "規程", "--clause", "mic-meti:別紙2 3.4-①-1"],
    );
    assert_eq!(accepted.code, 0, "{}", accepted.stderr);
    let lock = folder.read("shishin.lock");
    assert!(
        lock.contains("\n規程/方針.md -> mic-meti-medical-1.1:別紙2 3.4-①-1 § ログ clause="),
        "{lock}"
    );
    assert!(lock.contains(" reviewed=2026-11-22\n"), "{lock}");
    assert!(!lock.contains("1.1-④-7"), "{lock}");
    assert_eq!(
        accepted.stdout,
        "規程/方針.md: 1 件\n  7行目 別紙2 3.4-①-1\n1 件の回答を見直し済みとして shishin.lock に記録しました。\n"
    );
    review(&folder, &["--accept", "--all"]);
    let whole = folder.read("shishin.lock");
    assert_eq!(whole.lines().count(), lock.lines().count() + 1);
    assert!(whole.starts_with("# shishin.lock 1\n"), "{whole}");

    folder.write(
        "規程/方針.md",
        POLICY.replace("1年間", "3か月間").as_bytes(),
    );
    let changed = review(&folder, &[]);
    assert_eq!(changed.code, 1);
    same_as_kept("review-ja.txt", &changed.stdout);
    let english = folder.run(&["review", "--locale", "en"]);
    same_as_kept("review-en.txt", &english.stdout);
    // What was remembered of the document is looked at anew, twice.
    for _ in 0..2 {
        let check = folder.check(&["--fail-on", "warning"]);
        assert_eq!(check.code, 1);
        assert!(
            check.stdout.contains("警告[suspect-link]"),
            "{}",
            check.stdout
        );
    }
    let renewed = review(&folder, &["--accept", "--suspect", "--all"]);
    assert_eq!(renewed.code, 0);
    assert!(
        renewed
            .stdout
            .ends_with("（古い記録 1 行を置き換えました）。\n"),
        "{}",
        renewed.stdout
    );
    assert!(!folder.check(&[]).stdout.contains("suspect-link"));
    assert_eq!(review(&folder, &[]).code, 0);
    let unchanged = folder.read("shishin.lock");
    assert_eq!(review(&folder, &["--accept"]).code, 0);
    assert_eq!(folder.read("shishin.lock"), unchanged);
}

/// Whoever accepts has to say what was read: a key too early marks a whole project as reviewed.
#[test]
fn nothing_is_accepted_that_nobody_named() {
    let folder = Folder::with(&[("shishin.toml", ""), ("規程/方針.md", POLICY)]);
    let refused = review(&folder, &["--accept"]);
    assert_eq!((refused.code, refused.stdout.as_str()), (2, ""));
    assert!(
        refused.stderr.contains("`--accept --all` で 2 件すべて"),
        "{}",
        refused.stderr
    );
    assert!(!folder.path.join("shishin.lock").exists());
    assert_eq!(review(&folder, &["--all"]).code, 2);
    let accepted = review(&folder, &["--accept", "規程"]);
    assert_eq!(accepted.code, 0);
    assert!(
        accepted
            .stdout
            .starts_with("規程/方針.md: 2 件\n  7行目 別紙2 3.4-①-1\n"),
        "{}",
        accepted.stdout
    );
}

/// Of what was reviewed only fingerprints are kept, so all that counts is shown: clause, answer and
/// the values of its row.
#[test]
fn a_changed_answer_is_shown_with_its_clause_and_its_row() {
    let folder = Folder::with(&[("shishin.toml", ""), ("対応表.md", TABLE)]);
    review(&folder, &["--accept", "--all"]);
    folder.write(
        "対応表.md",
        TABLE.replace("| 運用部 |", "| 情報システム部 |").as_bytes(),
    );
    let changed = review(&folder, &[]).stdout;
    assert!(
        changed.contains(
            "\n      今の条項: 利用者の活動、機器の事象、障害、使用状況などのログを作り、一定期間保存する。\n      今の回答（変更あり）: 操作ログを3年間保存し、必要に応じて点検する。\n        対応状況: 対応済\n        責任者: 情報システム部\n        証跡: 操作ログ\n"
        ),
        "{changed}"
    );
}

#[test]
fn reviews_need_no_configuration_and_count_from_wherever_one_looks() {
    let folder = Folder::with(&[("規程/方針.md", POLICY)]);
    review(&folder, &["--accept", "規程"]);
    assert!(folder.read("shishin.lock").contains("\n規程/方針.md -> "));
    folder.write(
        "規程/方針.md",
        POLICY.replace("1年間", "3か月間").as_bytes(),
    );
    for words in [&[][..], &["規程"], &["規程/方針.md"]] {
        let check = folder.check(words);
        assert!(check.stdout.contains("警告[suspect-link]"), "{words:?}");
    }
    review(&folder, &["--accept", "規程/方針.md"]);
    assert!(!folder.path.join("規程/shishin.lock").exists());
    assert!(!folder.check(&[]).stdout.contains("suspect-link"));
}

#[test]
fn a_lock_file_after_a_merge_is_mended_without_losing_a_line() {
    let folder = Folder::with(&[("shishin.toml", ""), ("方針.md", POLICY)]);
    review(&folder, &["--accept", "--all"]);
    let lock = folder.read("shishin.lock");
    let other = "別の文書.md -> mic-meti-medical-1.1:4.3 clause=0000000000000001 statement=0000000000000002\n";
    let merged = format!("{lock}<<<<<<< ours\n{other}");
    folder.write("shishin.lock", merged.as_bytes());
    let check = folder.check(&[]);
    assert!(
        check.stdout.contains("警告[invalid-lock]"),
        "{}",
        check.stdout
    );
    assert!(
        check.stdout.contains("--> shishin.lock:6:1"),
        "{}",
        check.stdout
    );
    folder.write("方針.md", POLICY.replace("1年間", "2年間").as_bytes());
    let ran = review(&folder, &[]);
    assert_eq!(ran.code, 1);
    assert!(
        ran.stderr.contains("shishin.lock:6: マージの衝突"),
        "{}",
        ran.stderr
    );
    assert!(
        ran.stdout.contains("文書の見つからない記録が 1 件"),
        "{}",
        ran.stdout
    );
    review(&folder, &["--accept", "--all"]);
    let kept = folder.read("shishin.lock");
    assert!(
        kept.contains("<<<<<<< ours\n") && kept.contains(other),
        "{kept}"
    );
    assert_eq!(kept.lines().count(), merged.lines().count());

    folder.write("shishin.lock", b"# shishin.lock 2\n");
    let newer = review(&folder, &["--accept", "--all"]);
    assert_eq!(newer.code, 2);
    assert!(newer.stderr.contains("版は 2"), "{}", newer.stderr);
    assert_eq!(folder.read("shishin.lock"), "# shishin.lock 2\n");
}

#[test]
fn reviews_follow_a_document_that_moves_and_forget_an_answer_that_goes() {
    let folder = Folder::with(&[("shishin.toml", ""), ("方針.md", POLICY)]);
    review(&folder, &["--accept", "--all"]);
    fs::remove_file(folder.path.join("方針.md")).unwrap();
    folder.write("規程/方針.md", POLICY.as_bytes());
    let moved = review(&folder, &[]);
    assert_eq!(moved.code, 0);
    assert!(
        moved.stdout.contains("見直した 方針.md から移っています"),
        "{}",
        moved.stdout
    );
    folder.run(&["review", "--accept", "--all", "--today", "2026-12-01"]);
    let lock = folder.read("shishin.lock");
    assert_eq!(lock.matches("規程/方針.md -> ").count(), 2, "{lock}");
    assert_eq!(lock.matches(" reviewed=2026-11-22\n").count(), 2, "{lock}");
    let (log, _) = POLICY.split_once("# 返却").unwrap();
    folder.write("規程/方針.md", log.as_bytes());
    let gone = review(&folder, &[]);
    assert!(
        gone.stdout
            .contains("1.1-④-7: 見直した回答がなくなっています"),
        "{}",
        gone.stdout
    );
    review(&folder, &["--accept", "--all"]);
    assert!(!folder.read("shishin.lock").contains("1.1-④-7"));
    // What is kept of one requirement goes with its clause, and with the chapter around it.
    let lock = folder.read("shishin.lock");
    let old = lock.lines().last().unwrap().replace(" § ログ", " a § ログ");
    folder.write("shishin.lock", format!("{lock}{old}\n").as_bytes());
    review(&folder, &["--accept", "--clause", "mic-meti:4.3"]);
    assert!(folder.read("shishin.lock").contains(" a § ログ"));
    review(&folder, &["--accept", "--clause", "mic-meti:別紙2 3.4-①-1"]);
    assert_eq!(folder.read("shishin.lock"), lock);
    let outside = Folder::with(&[("別の規程.md", POLICY)]);
    let path = outside.path.join("別の規程.md");
    let ran = review(&folder, &["規程", path.to_str().unwrap()]);
    assert_eq!(ran.code, 0);
    assert!(
        ran.stderr.contains("別の規程.md: プロジェクトのフォルダー"),
        "{}",
        ran.stderr
    );
    assert_eq!(review(&folder, &["--clause", "ないもの"]).code, 2);
    assert_eq!(review(&folder, &["無い.md"]).code, 2);
}
