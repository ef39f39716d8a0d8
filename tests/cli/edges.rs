//! Files and folders that are not read are named, and so are settings that are not used.

use super::Folder;

#[cfg(unix)]
fn link(folder: &Folder, target: &str, name: &str) {
    std::os::unix::fs::symlink(target, folder.path.join(name)).unwrap();
}

const ANSWER: &str = "# 方針\n\n操作ログを3年間保存する。[mic-meti:別紙2 3.4-①-1]\n";

/// A folder whose path is longer than the system takes cannot be opened by anybody, not even by an administrator.
#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_read_is_named() {
    let folder = Folder::with(&[("方針.md", ANSWER)]);
    let deep = |name: &str| {
        folder
            .path
            .join(name)
            .join(["a"; 12].map(|name| name.repeat(250)).join("/"))
    };
    for name in ["甲", "乙"] {
        std::fs::create_dir_all(deep(name)).unwrap();
    }
    std::fs::rename(folder.path.join("乙"), deep("甲").join("乙")).unwrap();
    let ran = folder.check(&["--format", "github", "--fail-on", "never"]);
    assert!(ran.stdout.contains("unreadable-file"), "{}", ran.stdout);
    assert!(ran.stdout.contains("読めません"), "{}", ran.stdout);
    assert_eq!(ran.code, 0);
    // Nothing changed, and it is told again.
    let again = folder.check(&["--format", "github", "--fail-on", "never"]);
    assert_eq!(ran.stdout, again.stdout);
}

#[cfg(unix)]
#[test]
fn links_that_are_not_followed_are_named() {
    let elsewhere = Folder::with(&[("記録.md", ANSWER), ("別/規程.md", ANSWER)]);
    let folder = Folder::with(&[("方針.md", ANSWER), ("図.png", "")]);
    let target = |name: &str| elsewhere.path.join(name).display().to_string();
    assert_eq!(folder.check(&[]).stderr, "");
    // What is read anyhow, what is no document, and what leads nowhere.
    link(&folder, "方針.md", "同じ.md");
    link(&folder, ".", "輪");
    link(&folder, "図.png", "写し.png");
    link(&folder, "ない.md", "切れた.md");
    assert_eq!(folder.check(&[]).stderr, "");
    link(&folder, &target("記録.md"), "記録.md");
    link(&folder, &target("別"), "別");
    let told = folder.check(&[]).stderr;
    assert!(told.contains("2 件"), "{told}");
    assert!(told.contains("記録.md") && told.contains("別"), "{told}");
    assert_eq!(folder.check(&["--quiet"]).stderr, "");
    let named = folder.check(&["記録.md", "--format", "json"]);
    assert_eq!(named.json()["documents"], 1);
}

#[test]
fn an_ending_in_capitals_is_one() {
    let folder = Folder::with(&[("POLICY.MD", ANSWER), ("手順.Markdown", ANSWER)]);
    let checked = folder.check(&["--format", "json"]).json();
    assert_eq!(checked["documents"], 2);
}

#[test]
fn settings_that_are_not_used_are_named() {
    let folder = Folder::with(&[
        ("甲/shishin.toml", "fail-on = \"never\"\n"),
        ("甲/方針.md", ANSWER),
        ("甲/下/方針.md", ANSWER),
        ("乙/shishin.toml", "fail-on = \"warning\"\n"),
        ("乙/方針.md", ANSWER),
        ("丙/方針.md", ANSWER),
    ]);
    let told = folder.check(&["甲", "乙"]).stderr;
    assert!(told.contains("乙/shishin.toml は使いません"), "{told}");
    for paths in [["甲", "甲/下"], ["甲", "丙"]] {
        assert_eq!(folder.check(&paths).stderr, "", "{paths:?}");
    }
    assert_eq!(folder.check(&["甲", "乙", "--no-config"]).stderr, "");
}

#[test]
fn a_command_that_is_shown_can_be_run_as_it_is() {
    let folder = Folder::with(&[]);
    folder.write("古い 文書/a.md", b"\x83K\x83C\x83h");
    folder.write("b.md", b"\x83K\x83C\x83h");
    let shown = folder.check(&[]).stdout;
    assert!(
        shown.contains("UTF-8 '") && shown.contains("古い 文書/a.md' >"),
        "{shown}"
    );
    assert!(shown.contains("b.md >"), "{shown}");
}

#[test]
fn a_number_is_wrong_only_where_the_file_has_all_of_them() {
    let guideline = |head: &str| {
        format!(
            "---\nguideline:\n  id: ours\n{head}---\n\n## 1 ログを3年間保存すること。\n\n## 2 記録の点検\n\n点検すること。\n"
        )
    };
    let severities = |head: &str, document: &str| -> Vec<String> {
        let folder = Folder::with(&[
            ("基準.md", &guideline(head)),
            ("shishin.toml", "guidelines = [\"基準.md\"]\n"),
            ("方針.md", document),
        ]);
        let found = folder.check(&["--format", "json"]).json();
        let findings = found["findings"].as_array().unwrap().iter();
        let unknown = findings.filter(|one| one["rule"] == "unknown-clause");
        unknown
            .map(|one| one["severity"].as_str().unwrap().to_owned())
            .collect()
    };
    let number = "# 方針\n\nログを3年間保存する。[ours:7]\n";
    for (head, severity) in [
        ("  completeness: whole\n", "error"),
        ("", "warning"),
        ("  title: 当社の基準\n", "warning"),
        ("  title: 当社の基準（抜粋）\n", "information"),
        ("  title: Our Controls (Excerpt)\n", "information"),
        ("  completeness: partial\n", "information"),
    ] {
        assert_eq!(severities(head, number), [severity], "{head}");
    }
    let title = "---\nshishin: { guideline: ours }\n---\n\n| 項番 | 項目 | 対応内容 |\n|---|---|---|\n| 1 | ログ | 3年間保存する。 |\n| 7 | 記録の点検 | 毎月点検する。 |\n";
    assert_eq!(severities("", title), ["error"]);
}

const OURS: &str =
    "---\nguideline:\n  id: ours\n  title: 当社の基準\n---\n\n## 1 記録\n\n記録を保存すること。\n";

#[test]
fn init_takes_the_guideline_that_is_configured_and_says_which() {
    let folder = Folder::with(&[
        ("甲/基準.md", OURS),
        (
            "甲/shishin.toml",
            "guidelines = [\"基準.md\"]\nexclude = [\"基準.md\"]\n",
        ),
        ("乙.md", OURS),
        ("丙/shishin.toml", "guidelines = [\n"),
        ("文書.md", "# 方針\n"),
    ]);
    let ran = folder.run(&["init", "甲"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(
        ran.stderr.contains("当社の基準 と照らし合わせます"),
        "{}",
        ran.stderr
    );
    assert!(
        folder
            .read("甲/ガイドライン対応.md")
            .contains("guideline: \"ours\"")
    );
    // The same one again is no contradiction, another is one.
    assert_eq!(
        folder
            .run(&["init", "甲", "--guideline", "甲/基準.md"])
            .code,
        0
    );
    let other = folder.run(&["init", "甲", "--guideline", "mic-meti-medical-1.1"]);
    assert_eq!(other.code, 2);
    assert!(
        other
            .stderr
            .contains("guidelines = [\"mic-meti-medical-1.1\"]"),
        "{}",
        other.stderr
    );
    // Without a configuration the one that is taken is named in either language.
    let fresh = folder.run(&["init", "新"]);
    assert!(
        fresh.stderr.contains("と照らし合わせます"),
        "{}",
        fresh.stderr
    );
    let broken = folder.run(&["init", "丙"]);
    assert_eq!(broken.code, 2);
    assert!(
        broken.stderr.contains("invalid-configuration"),
        "{}",
        broken.stderr
    );
    assert!(!folder.path.join("丙/ガイドライン対応.md").exists());
    let file = folder.run(&["init", "文書.md"]);
    assert_eq!(file.code, 2);
    assert!(
        file.stderr.contains("フォルダーを指定してください"),
        "{}",
        file.stderr
    );
}

#[test]
fn what_the_environment_says_of_the_cache_gives_way() {
    let folder = Folder::with(&[("方針.md", ANSWER)]);
    let code = |words: &[&str], variable: &str, value: &str| {
        let mut command =
            folder.command(&[&["check", "--quiet", "--fail-on", "never"], words].concat());
        command.env_remove("SHISHIN_CACHE_DIR").env(variable, value);
        command.output().unwrap().status.code().unwrap()
    };
    assert_eq!(code(&["--no-cache"], "SHISHIN_CACHE_DIR", "置き場"), 0);
    assert!(!folder.path.join("置き場").exists());
    assert_eq!(code(&["--cache-dir", "置き場"], "SHISHIN_NO_CACHE", "1"), 0);
    assert_eq!(code(&["--no-cache"], "SHISHIN_CACHE_DIR", ""), 0);
}

#[test]
fn what_is_to_be_covered_of_an_unknown_guideline_is_not_called_unknown_too() {
    let document = "---\nshishin:\n  guideline: sp800\n  covers: [AC-1, AC-2]\n---\n\n# 方針\n";
    let folder = Folder::with(&[("方針.md", document)]);
    let ran = folder.check(&["--format", "github"]);
    assert!(ran.stdout.contains("unknown-guideline"), "{}", ran.stdout);
    assert!(!ran.stdout.contains("covers"), "{}", ran.stdout);
    assert_eq!(ran.code, 0);
}
