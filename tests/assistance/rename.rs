//! New names in the company's own guideline, everywhere.

use shishin::assistance::rename::{self, File, OwnText};
use shishin::finding::{DocumentIndex, Edit};
use shishin::guideline::GuidelineIndex;
use shishin::locale::Message;

use crate::fixture::{Fixture, with_guidelines};

const OWN: &str = "\
---
guideline:
  id: own-2026
  title: 自社情報管理基準
  edition: 第2版
  language: ja
  aliases: [自社基準, 社内基準]
  prefixes: [own]
---

# 自社情報管理基準 第2版

## 3 記録

### 3.1 ログ

#### (1) 取得

ログを取得すること。

### 3.10 時刻

- **上位条項**: own:3.1

時刻を同期すること。
";

const DOCUMENTS: &str = "\
//- 規程.md
---
shishin:
  guideline: own
  covers: [3.1, \"own:3.10\"]
---

# 規程

運用部はログを取得する（[own:3.1(1)]、[own:3.10]）。`[own:3.1]` と書く。

自社基準 第2版 3.1 に従い、ログを5年間保存する。自社基準の 3.10 も参照する。

[own:3.10]: 基準.md#3.10
//- 対応表.md
# 対応表

| 項番（自社基準） | 対応状況 | 当社の対応 |
|---|---|---|
| 3.1 | 対応済 | ログを5年間保存する。[OWN:3.1] |
| 3.1〜3.10 | 対応済 | 一覧を保存する。 |
";

fn project(words: &str) -> Fixture {
    let marked = DOCUMENTS.replacen(words, &format!("$0{words}"), 1);
    assert!(marked.contains("$0"), "{words}");
    with_guidelines(&marked, vec![("own-2026", OWN)])
}

fn own_text(index: GuidelineIndex) -> Option<String> {
    // The project's own guideline is put in play first.
    (index == GuidelineIndex(0)).then(|| OWN.to_string())
}

fn edited(text: &str, edits: &[Edit]) -> String {
    let mut text = text.to_string();
    for edit in edits.iter().rev() {
        text.replace_range(edit.range.clone(), &edit.new_text);
    }
    text
}

/// The lines that a rename changes, in documents and in the guideline.
fn changed(words: &str, new_name: &str) -> Result<Vec<String>, Message> {
    let fixture = project(words);
    let own: OwnText<'_> = &own_text;
    let files = fixture.view(|view, offset| {
        let prepared = rename::prepare(view, offset, own)?.expect("something to rename");
        rename::rename(&view.project, &prepared, new_name, own, None)
    })?;
    Ok(lines(&fixture, &files))
}

fn lines(fixture: &Fixture, files: &[rename::FileEdits]) -> Vec<String> {
    let mut lines = Vec::new();
    for file in files {
        let before = match file.file {
            File::Document(DocumentIndex(index)) => fixture.documents[index as usize].text.as_str(),
            File::Guideline(_) | File::Configuration => OWN,
        };
        let after = edited(before, &file.edits);
        let pairs = before.lines().zip(after.lines());
        lines.extend(
            pairs
                .filter(|(a, b)| a != b)
                .map(|(_, b)| b.trim().to_string()),
        );
    }
    lines
}

#[test]
fn a_clause_s_number_changes_wherever_it_is_cited() {
    assert_eq!(
        changed("3.10]）", "3.2").expect("edits"),
        [
            "covers: [3.1, \"own:3.2\"]",
            "運用部はログを取得する（[own:3.1(1)]、[own:3.2]）。`[own:3.1]` と書く。",
            "自社基準 第2版 3.1 に従い、ログを5年間保存する。自社基準の 3.2 も参照する。",
            "[own:3.2]: 基準.md#3.10",
            "| 3.1〜3.2 | 対応済 | 一覧を保存する。 |",
            "### 3.2 時刻",
        ]
    );
    // 3.10 begins with the same characters; 3.1(1) is below it, and its heading prints the end alone.
    assert_eq!(
        changed("3.1 に従い", "3.9").expect("edits"),
        [
            "covers: [3.9, \"own:3.10\"]",
            "運用部はログを取得する（[own:3.9(1)]、[own:3.10]）。`[own:3.1]` と書く。",
            "自社基準 第2版 3.9 に従い、ログを5年間保存する。自社基準の 3.10 も参照する。",
            "| 3.9 | 対応済 | ログを5年間保存する。[OWN:3.9] |",
            "| 3.9〜3.10 | 対応済 | 一覧を保存する。 |",
            "### 3.9 ログ",
            "- **上位条項**: own:3.9",
        ]
    );
}

#[test]
fn a_number_that_its_heading_prints_in_part_stays_so() {
    assert_eq!(
        changed("3.1(1)", "3.1(2)").expect("edits"),
        [
            "運用部はログを取得する（[own:3.1(2)]、[own:3.10]）。`[own:3.1]` と書く。",
            "#### (2) 取得",
        ]
    );
}

#[test]
fn a_prefix_changes_in_brackets_front_matter_and_its_own_file() {
    for words in ["own:3.1(1)", "own\n"] {
        assert_eq!(
            changed(words, "sec").expect("edits"),
            [
                "guideline: sec",
                "covers: [3.1, \"sec:3.10\"]",
                "運用部はログを取得する（[sec:3.1(1)]、[sec:3.10]）。`[own:3.1]` と書く。",
                "[sec:3.10]: 基準.md#3.10",
                "| 3.1 | 対応済 | ログを5年間保存する。[sec:3.1] |",
                "prefixes: [sec]",
                "- **上位条項**: sec:3.1",
            ],
            "{words}"
        );
    }
}

#[test]
fn an_alias_changes_where_documents_call_the_guideline_by_it() {
    assert_eq!(
        changed("自社基準 第2版", "情報管理基準").expect("edits"),
        [
            "情報管理基準 第2版 3.1 に従い、ログを5年間保存する。情報管理基準の 3.10 も参照する。",
            "| 項番（情報管理基準） | 対応状況 | 当社の対応 |",
            "aliases: [情報管理基準, 社内基準]",
        ]
    );
}

#[test]
fn names_can_be_changed_in_the_guideline_s_own_file() {
    let fixture = project("3.1 に従い");
    for (at, placeholder, range) in [
        ("3.10 時刻", "3.10", "3.10"),
        ("(1) 取得", "3.1(1)", "(1)"),
        ("社内基準", "社内基準", "社内基準"),
        ("own]", "own", "own"),
    ] {
        let offset = OWN.find(at).expect(at) + 1;
        let prepared = fixture.view(|view, _| {
            rename::prepare_in_guideline(&view.project, GuidelineIndex(0), offset, &own_text)
        });
        let prepared = prepared.expect("its own").expect("something to rename");
        assert_eq!(
            (prepared.placeholder.as_str(), &OWN[prepared.range]),
            (placeholder, range)
        );
    }
    let offset = OWN.find("own-2026").expect("the id");
    let id = fixture.view(|view, _| {
        rename::prepare_in_guideline(&view.project, GuidelineIndex(0), offset, &own_text)
    });
    assert!(id.expect_err("it stays").ja.contains("ID と題"));
}

#[test]
fn what_belongs_to_others_stays_and_why_is_said() {
    let fixture = with_guidelines(
        "ログを保存する。[mic-meti:別紙2 $03.4-①-1]\n",
        vec![("own-2026", OWN)],
    );
    let refused = fixture.view(|view, offset| rename::prepare(view, offset, &own_text));
    let refused = refused.expect_err("a built-in guideline stays");
    assert!(
        refused.ja.contains("自社の Markdown ファイルではない"),
        "{}",
        refused.ja
    );
    assert!(refused.en.contains("its names stay"), "{}", refused.en);
    let words = project("保存する").view(|view, offset| rename::prepare(view, offset, &own_text));
    assert_eq!(words, Ok(None));
}

#[test]
fn a_name_that_cannot_be_or_is_taken_is_refused() {
    for (words, new_name, expected) in [
        ("3.10]）", "3.1", "すでに使われています"),
        ("3.10]）", "いろは", "条項番号として読めません"),
        ("own:3.1(1)", "mic-meti", "すでに使われています"),
        ("own:3.1(1)", "自社 基準", "接頭辞にできません"),
        ("自社基準 第2版", "2省ガイドライン", "すでに使われています"),
        ("自社基準 第2版", "", "別名にできません"),
    ] {
        let refused = changed(words, new_name).expect_err(new_name);
        assert!(refused.ja.contains(expected), "{new_name}: {}", refused.ja);
    }
}

/// What becomes of a document, of the guideline that it answers, and of the configuration.
fn renamed(document: &str, at: &str, new_name: &str) -> Vec<String> {
    const GUIDELINE: &str = "\
---
guideline:
  id: acme-2
  title: アクメ基準
  language: ja
  prefixes: [acme]
---

# アクメ基準

## 1 管理

### 1.1 登録

登録の手順を定めること。

### 1.2 特権

特権は最小とすること。[acme:1.1] も参照のこと。

### 1.3 暗証

暗証は12文字以上とすること。
";
    let own = |index: GuidelineIndex| (index == GuidelineIndex(0)).then(|| GUIDELINE.to_string());
    let configuration = "guidelines = [{ path = \"acme.md\", covers = [\"1.1\", \"1.2〜1.3\"] }]\n";
    let places = |words: &str| {
        let start = configuration.find(words).expect("it stands there");
        (GuidelineIndex(0), start..start + words.len())
    };
    let covers = [places("\"1.1\""), places("\"1.2〜1.3\"")];
    let fixture = with_guidelines(document, vec![("acme-2", GUIDELINE)]);
    let offset = GUIDELINE.find(at).expect("it stands there") + 1;
    let files = fixture.view(|view, _| {
        let project = &view.project;
        let prepared = rename::prepare_in_guideline(project, GuidelineIndex(0), offset, &own);
        let prepared = prepared.expect("its own").expect("something to rename");
        let configured = rename::Configured {
            text: configuration,
            covers: &covers,
        };
        rename::rename(project, &prepared, new_name, &own, Some(&configured))
    });
    let files = files.unwrap_or_else(|message| panic!("{}", message.en));
    let mut lines = Vec::new();
    for file in files {
        let before = match file.file {
            File::Document(_) => fixture.documents[0].text.as_str(),
            File::Guideline(_) => GUIDELINE,
            File::Configuration => configuration,
        };
        let after = edited(before, &file.edits);
        let pairs = before.lines().zip(after.lines());
        let changed = pairs.filter(|(before, after)| before != after);
        lines.extend(changed.map(|(_, line)| line.trim().to_string()));
    }
    lines
}

const ANSWERS: &str = "\
登録は申請書で行う。(acme:1.1)

登録は台帳で行う。【acme:1.1】と［ａｃｍｅ：1.1］、（acme:1.1）

管理は部長が毎月行う。[acme:1.1〜1.3] http://acme:11

管理は課長が行う。[acme:1.2、1.3]

## 第1条

**対応条項**: acme:1.1
";

#[test]
fn a_prefix_changes_wherever_it_counts() {
    assert_eq!(
        renamed(ANSWERS, "acme]\n---", "ac"),
        [
            "登録は申請書で行う。(ac:1.1)",
            "登録は台帳で行う。【ac:1.1】と［ac：1.1］、（ac:1.1）",
            "管理は部長が毎月行う。[ac:1.1〜1.3] http://acme:11",
            "管理は課長が行う。[ac:1.2、1.3]",
            "**対応条項**: ac:1.1",
            "prefixes: [ac]",
            "特権は最小とすること。[ac:1.1] も参照のこと。",
        ]
    );
}

#[test]
fn a_range_whose_ends_would_be_the_wrong_way_round_is_written_out() {
    assert_eq!(
        renamed(ANSWERS, "1.1 登録", "1.5"),
        [
            "登録は申請書で行う。(acme:1.5)",
            "登録は台帳で行う。【acme:1.5】と［ａｃｍｅ：1.5］、（acme:1.5）",
            "管理は部長が毎月行う。[acme:1.5、1.2、1.3] http://acme:11",
            "**対応条項**: acme:1.5",
            "### 1.5 登録",
            "特権は最小とすること。[acme:1.5] も参照のこと。",
            "guidelines = [{ path = \"acme.md\", covers = [\"1.5\", \"1.2〜1.3\"] }]",
        ]
    );
}

#[test]
fn what_stands_below_a_chapter_goes_with_it() {
    assert_eq!(
        renamed(ANSWERS, "1 管理", "3"),
        [
            "登録は申請書で行う。(acme:3.1)",
            "登録は台帳で行う。【acme:3.1】と［ａｃｍｅ：3.1］、（acme:3.1）",
            "管理は部長が毎月行う。[acme:3.1〜3.3] http://acme:11",
            "管理は課長が行う。[acme:3.2、3.3]",
            "**対応条項**: acme:3.1",
            "## 3 管理",
            "### 3.1 登録",
            "### 3.2 特権",
            "特権は最小とすること。[acme:3.1] も参照のこと。",
            "### 3.3 暗証",
            "guidelines = [{ path = \"acme.md\", covers = [\"3.1\", \"3.2〜3.3\"] }]",
        ]
    );
}
