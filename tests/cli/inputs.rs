//! Input that is nearly right: what is wrong with it is told in words that say what would be.

use super::{Folder, Ran, TABLE};

const GUIDELINE: [&str; 4] = ["--guideline", "mic-meti-medical-1.1", "--limit", "1"];

/// Runs in an English environment.
fn in_english(folder: &Folder, words: &[&str]) -> Ran {
    let command = folder.command(words).env("LANG", "en_US.UTF-8").output();
    Ran::new(command.unwrap())
}

#[test]
fn statements_keep_their_ids_to_the_last_digit_behind_a_byte_order_mark_too() {
    let lines = "\u{feff}{\"id\": 1.50, \"text\": \"操作のログを保存する。\"}\n{\"id\": 12345678901234567890123, \"text\": \"x\"}\n";
    let folder = Folder::with(&[("文.jsonl", lines)]);
    let ran = folder.run(&[&["rank", "文.jsonl"][..], &GUIDELINE].concat());
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    let ids: Vec<&str> = ran
        .stdout
        .lines()
        .map(|line| line.split(',').next().unwrap())
        .collect();
    assert_eq!(ids, ["{\"id\":1.50", "{\"id\":12345678901234567890123"]);
}

#[test]
fn of_a_statement_that_cannot_be_read_is_told_what_it_lacks() {
    let lines = "[1, \"x\"]\n{\"id\": 2}\n{\"id\": 3, \"text\": 4}\n{\"id\" 5}\n";
    let folder = Folder::with(&[("文.jsonl", lines)]);
    let words = [&["rank", "文.jsonl"][..], &GUIDELINE].concat();
    let ran = folder.run(&words);
    assert_eq!(ran.code, 1);
    for told in [
        "1行目: 読み飛ばしました",
        "オブジェクトではありません",
        "「text」がありません",
        "「text」が文字列ではありません",
        "7文字目から JSON として読めません",
    ] {
        assert!(ran.stderr.contains(told), "{told}: {}", ran.stderr);
    }
    let ran = in_english(&folder, &words);
    assert!(
        !ran.stderr.contains("struct") && !ran.stderr.contains("line 1 column"),
        "{}",
        ran.stderr
    );
}

#[test]
fn statements_in_another_encoding_are_told_of_once() {
    let folder = Folder::with(&[]);
    let text = "{\"id\": 1, \"text\": \"x\"}\n{\"id\": 2, \"text\": \"y\"}\n";
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    folder.write("文.jsonl", &[&b"\xff\xfe"[..], &wide].concat());
    let ran = folder.run(&[&["rank", "文.jsonl"][..], &GUIDELINE].concat());
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("UTF-16"), "{}", ran.stderr);
    assert_eq!(
        ran.stderr.matches("文.jsonl: ").count(),
        1,
        "{}",
        ran.stderr
    );
}

#[test]
fn wrong_values_are_told_with_the_right_ones() {
    let folder = Folder::with(&[("対応表.md", TABLE)]);
    for (words, japanese, english) in [
        (["--threads", "0"], "1 以上 65535 以下の整数", "1..=65535"),
        (["--locale", "fr"], "使える値: ja, en", "it takes ja or en"),
        (["--today", "あす"], "YYYY-MM-DD", "YYYY-MM-DD"),
    ] {
        let words = ["check", words[0], words[1]];
        let told = folder.run(&words);
        assert!(
            told.code == 2 && told.stderr.contains(japanese),
            "{}",
            told.stderr
        );
        let told = in_english(&folder, &words);
        assert!(
            told.code == 2 && told.stderr.contains(english),
            "{}",
            told.stderr
        );
    }
}

#[test]
fn a_range_of_clauses_is_explained() {
    let folder = Folder::with(&[]);
    let ran = folder.run(&["explain", "mic-meti:4.2〜4.4"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    for number in ["4.2", "4.3", "4.4"] {
        assert!(ran.stdout.contains(number), "{number}: {}", ran.stdout);
    }
    assert_eq!(folder.run(&["explain", "mic-meti:4.4〜4.2"]).code, 2);
}

#[test]
fn a_page_shows_no_marks_of_markdown() {
    let folder = Folder::with(&[]);
    let plain = folder.run(&["explain", "weak-wording"]).stdout;
    assert!(
        plain.contains("なぜ大切か。") && !plain.contains("**"),
        "{plain}"
    );
    let colored = folder
        .run(&["explain", "weak-wording", "--color", "always"])
        .stdout;
    assert!(
        colored.contains("\u{1b}[1mなぜ大切か。\u{1b}[0m"),
        "{colored}"
    );
}

#[test]
fn json_that_is_no_guideline_is_told_as_json_and_with_its_place_once() {
    let folder = Folder::with(&[("list.json", "[]"), ("open.json", "{\"catalog\": {")]);
    let told = in_english(&folder, &["import", "list.json"]).stderr;
    assert!(
        told.contains("OSCAL") && !told.contains("Headings"),
        "{told}"
    );
    let told = in_english(&folder, &["import", "open.json"]).stderr;
    assert!(
        told.contains("Line 1, column 13: this is not JSON (EOF while parsing an object)."),
        "{told}"
    );
}

#[test]
fn a_baseline_that_cannot_be_read_says_what_to_do() {
    let folder = Folder::with(&[
        ("対応表.md", TABLE),
        ("list.json", "[]"),
        ("newer.json", "{\"version\": 9, \"findings\": []}"),
    ]);
    let told = in_english(&folder, &["check", "--baseline", "list.json"]).stderr;
    assert!(
        told.contains("--write-baseline") && !told.contains("struct"),
        "{told}"
    );
    let told = in_english(&folder, &["check", "--baseline", "newer.json"]).stderr;
    assert!(told.contains("update shishin"), "{told}");
}

#[test]
fn front_matter_that_is_passed_over_is_told_of() {
    for (front, told) in [
        (
            "shishin:\n  owner: a\nshishin:\n  owner: b",
            "`shishin` stands in the front matter twice",
        ),
        (
            "shishin:\n  owner: a\n  owner: b",
            "`owner` stands in the front matter twice",
        ),
        ("shishin:\n  covers: [\"\"]", "`covers` names nothing"),
        ("shishin: true", "`shishin: { guideline: … }`"),
    ] {
        let text = format!("---\n{front}\n---\n\n# A\n");
        let folder = Folder::with(&[("a.md", &text)]);
        let ran = in_english(&folder, &["check"]);
        assert!(ran.stdout.contains(told), "{told}: {}", ran.stdout);
    }
}

#[test]
fn a_number_that_is_too_large_is_told_as_such() {
    let folder = Folder::with(&[
        ("a.md", "# A\n"),
        (
            "shishin.toml",
            "[limits]\nfile-size = 99999999999999999999999\n",
        ),
    ]);
    let told = in_english(&folder, &["check"]).stdout;
    assert!(told.contains("at most 18446744073709551615"), "{told}");
}

#[test]
fn what_is_never_closed_is_told_where_it_begins() {
    let below = "\n\n# B\n\n運用を定期的に点検する。\n";
    for (opening, told) in [
        ("<!-- 下書き", "コメントは閉じられておらず"),
        ("```text", "コードブロックは閉じられておらず"),
        ("~~~", "コードブロックは閉じられておらず"),
    ] {
        let text = format!("# A\n\n{opening}{below}");
        let folder = Folder::with(&[("a.md", &text)]);
        let ran = folder.check(&["--format", "json"]).json();
        let finding = &ran["findings"][0];
        assert_eq!(finding["rule"], "unreadable-file", "{opening}: {ran}");
        assert_eq!(finding["start"]["line"], 3);
        assert!(finding["message"].as_str().unwrap().contains(told), "{ran}");
    }
    for closed in [
        "<!-- 下書き\n\n# B\n-->\n",
        "```text\n\n# B\n```\n",
        "~~~~\n```\n~~~~\n",
        "    字下げしたコード\n",
        "<!-- 最後の行",
        "```",
    ] {
        let text = format!("# A\n\n{closed}");
        let folder = Folder::with(&[("a.md", &text)]);
        let ran = folder.check(&["--format", "json"]).json();
        assert_eq!(
            ran["findings"].as_array().unwrap().len(),
            0,
            "{closed}: {ran}"
        );
    }
}

#[test]
fn sarif_tells_rules_in_plain_words_and_what_was_not_read() {
    let folder = Folder::with(&[("対応表.md", TABLE)]);
    folder.write("別.md", b"\x93\x94\xff");
    let output = folder.check(&["--format", "sarif"]).json();
    let run = &output["runs"][0];
    for rule in run["tool"]["driver"]["rules"].as_array().unwrap() {
        let help = rule["help"]["text"].as_str().unwrap();
        assert!(!help.contains("**"), "{help}");
        assert!(
            rule["fullDescription"]["text"]
                .as_str()
                .unwrap()
                .ends_with('。'),
            "{rule}"
        );
    }
    let told = &run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"];
    assert!(told.as_str().unwrap().contains("1 件"), "{run}");
}

#[cfg(unix)]
#[test]
fn a_pipe_and_a_device_are_neither_documents_nor_folders() {
    let folder = Folder::with(&[]);
    let told = in_english(&folder, &["check", "/dev/null"]).stdout;
    assert!(
        told.contains("neither a regular file nor a folder"),
        "{told}"
    );
    assert!(!told.contains("shishin.lock"), "{told}");
}

#[test]
fn completions_speak_the_language_of_the_environment() {
    let folder = Folder::with(&[]);
    let script = folder.run(&["completions", "fish"]).stdout;
    assert!(script.contains("文書を調べ"), "{script}");
    let script = in_english(&folder, &["completions", "fish"]).stdout;
    assert!(script.contains("Check documents"), "{script}");
}
