//! What a reader sees under the pointer.

use shishin::assistance::hover;
use shishin::locale::Locale;
use shishin::markdown::{BlockKind, Markdown};

use crate::fixture::{Fixture, fixture, with_guidelines};

const HOSPITAL: &str = "\
---
guideline:
  id: hospital-2026
  title: 院内情報管理基準
  edition: 第2版
  language: ja
  prefixes: [hospital]
  completeness: partial
  completeness-note: 第3章だけを収める
---

# 院内情報管理基準 第2版

## 3 記録

### 3.1 ログの点検

- **責任分界**: 共同
- **上位条項**: mic-meti:別紙2 3.4-①-1
- **出典**: 院内情報管理委員会 2026年4月版 12ページ
- **確度**: 草案

ログは、月に一度以上点検し、点検した者を記録すること。
点検の結果は、情報管理委員会に報告することが望ましい。

### 3.2 ログの保存

ログは5年間保存すること。
";

const REGULATION: &str = "\
//- 運用規程.md
---
shishin:
  guideline: hospital-2026
  covers: [\"3\"]
---

# 運用規程

## 第5条（ログの点検）

**対応条項**: 3.2
**実装状況**: 一部対応（夜間の点検は2027年3月末までに運用部が始める）
**責任者**: 運用部長

運用部は、ログを毎月5日までに点検し、点検票に記録する。[hospital:3.1]

ログは適切に保存する。[hospital:3.2]

## 第6条（用語）

ため池とは、当社の略称である。

## 対応表

| 項番 | 要求事項 | 対応状況 | 当社の対応 |
|---|---|---|---|
| 3.1 | ログを点検する。 | 対応済 | 点検票は[点検票](証跡/点検票.md)に綴じ、3年間保存する。 |
//- 方針.md
# 方針

当社は総務省・経産省ガイドライン第1.1版 別紙2 3.4-①-1 に従い、ログを5年間保存する。
";

/// The provider's documents with the cursor before `words` in the one that has them.
fn at(words: &str, locale: Locale) -> Fixture {
    let marked = REGULATION.replacen(words, &format!("$0{words}"), 1);
    assert!(marked.contains("$0"), "{words} stands in no document");
    let mut fixture = with_guidelines(&marked, vec![("hospital-2026", HOSPITAL)]);
    fixture.locale = locale;
    fixture
}

fn shown(words: &str, locale: Locale) -> String {
    let shown = at(words, locale).view(hover::hover);
    shown.map(|hover| hover.markdown).unwrap_or_default()
}

#[test]
fn a_citation_shows_its_clause_and_who_answers_it() {
    let japanese = shown("3.1]", Locale::Ja);
    assert_eq!(
        japanese,
        "\
**[3.1 ログの点検](<hospital-2026#3.1>)**  
院内情報管理基準 第2版

- **必須** ログは、月に一度以上点検し、点検した者を記録すること。
- **推奨** 点検の結果は、情報管理委員会に報告することが望ましい。

責任分界: 事業者と利用者の共同

---

**対応状況: 不十分**（要求事項 2 件のうち対応 0 件）

- [第5条（ログの点検）](<運用規程.md:9「## 第5条（ログの点検）」>) — 不十分 `unclear-responsibility` `weak-wording`
- [運用部は、ログを毎月5日までに点検し、点検票に記録する。](<運用規程.md:15「運用部は、ログを毎月5日までに点検し、点検票に記録する。[hospital:3.1]」>) — 不十分 `unclear-responsibility`
- [点検票は点検票に綴じ、3年間保存する。](<運用規程.md:27「| 3.1 | ログを点検する。 | 対応済 | 点検票は[点検票](証跡/点検票.md)に綴じ、3年間保存する。 |」>) — 不十分 `unclear-responsibility`

対応する上位の条項: [2省ガイドライン 第1.1版 別紙2 3.4-①-1](<mic-meti-medical-1.1#別紙2 3.4-①-1>)

出典: 院内情報管理委員会 2026年4月版 12ページ【草案による】  
一部収録: 第3章だけを収める",
        "\n{japanese}\n"
    );
    let english = shown("3.1]", Locale::En);
    for words in [
        "- **must** ログは",
        "Responsibility: provider and customer",
        "**Coverage: weak** (0 of 2 requirements answered)",
        "Answers: [2省ガイドライン 第1.1版 別紙2 3.4-①-1]",
        "[read in a DRAFT]  \nPartial catalogue: ",
    ] {
        assert!(english.contains(words), "{words}\n\n{english}");
    }
}

#[test]
fn a_built_in_clause_shows_what_answers_it_and_which_clause_rests_on_it() {
    let shown = shown("別紙2 3.4-①-1 に", Locale::Ja);
    for words in [
        "- **必須** 利用者の活動",
        "（要約。公式の文言ではありません）",
        "**対応状況: 対応あり**\n\n- [当社は総務省",
        "この条項に対応する条項: [院内情報管理基準 第2版 3.1 ログの点検](<hospital-2026#3.1>)",
        "一部収録: ",
    ] {
        assert!(shown.contains(words), "{words}\n\n{shown}");
    }
}

#[test]
fn a_prefix_shows_its_guideline_and_how_it_stands() {
    let shown = shown("hospital:3.1", Locale::Ja);
    assert_eq!(
        shown,
        "**院内情報管理基準 第2版**  \n`hospital-2026` · 一部の 3 条項\n\n\
         要求事項 3 件: 対応あり 0、不十分 3、記載なし 0、対象外 0\n\n\
         一部収録: 第3章だけを収める"
    );
}

#[test]
fn a_weak_word_shows_why_and_what_would_be_strong() {
    let japanese = shown("適切に", Locale::Ja);
    assert!(
        japanese.starts_with("**`weak-wording`** 約束しているように見えて"),
        "{japanese}"
    );
    assert!(japanese.contains("\n\n基準・手段・手順"), "{japanese}");
    assert!(japanese.contains("\n\n**直し方。**"), "{japanese}");
    let english = shown("適切に", Locale::En);
    assert!(english.contains("\n\n**How to mend it.**"), "{english}");
}

#[test]
fn notation_shows_what_it_means() {
    for (words, expected) in [
        (
            "covers",
            "**`shishin: covers`**\n\nこの文書が答えると約束する条項です。",
        ),
        (
            "guideline:",
            "**`shishin: guideline`**\n\nこの文書の条項番号が",
        ),
        (
            "一部対応（",
            "**対応状況: 一部対応**\n\n一部だけを行っています。",
        ),
        ("実装状況", "**対応状況**\n\nどこまでできているか"),
        ("責任者", "**責任者**\n\n答える責任を持つ人です。"),
        ("対応済 |", "**対応状況: 対応済**\n\n条項が求めることを"),
        ("当社の対応 |", "**対応内容**\n\n事業者が行うことです。"),
    ] {
        let shown = shown(words, Locale::Ja);
        assert!(shown.starts_with(expected), "{words}\n\n{shown}");
    }
    assert_eq!(shown("ため", Locale::Ja).as_str(), "");
}

#[test]
fn the_guideline_of_the_front_matter_shows_its_name_its_extent_and_how_it_stands() {
    let card = "**院内情報管理基準 第2版**  \n`hospital-2026` · 一部の 3 条項\n\n\
         要求事項 3 件: 対応あり 0、不十分 3、記載なし 0、対象外 0\n\n\
         一部収録: 第3章だけを収める";
    assert_eq!(shown("hospital-2026\n", Locale::Ja), card);
    // One of a list, and by a name.
    for list in [
        "[mic-meti, 院内情報管理$0基準]",
        "[ \"hosp$0ital\", mic-meti ]",
        "\n    - mic-meti\n    - hospital$0",
    ] {
        let marked = REGULATION
            .replacen("//- 運用規程.md\n", "", 1)
            .split("//- ")
            .next()
            .unwrap()
            .replacen(
                "guideline: hospital-2026",
                &format!("guidelines: {list}"),
                1,
            );
        let fixture = with_guidelines(&marked, vec![("hospital-2026", HOSPITAL)]);
        let shown = fixture.view(hover::hover).expect("a hover");
        let first = "**院内情報管理基準 第2版**";
        assert!(
            shown.markdown.starts_with(first),
            "{list}: {}",
            shown.markdown
        );
        let words = &fixture.documents[0].text[shown.range];
        assert!(!words.contains([' ', ',', '"']), "{list}: {words}");
    }
    let unknown = shown_in("---\nshishin: { guideline: 存在$0しない基準 }\n---\n\n# 規程\n");
    assert!(unknown.contains("この文書の条項番号が"), "{unknown}");
}

#[test]
fn each_label_of_a_line_shows_what_it_means() {
    let line = "**対応条項**: 4.3　**実装状況**: 一部対応　**責任者**: 運用部長";
    for (words, expected) in [
        ("対応条項", "**対応条項**"),
        ("実装状況", "**対応状況**"),
        ("一部対応", "**対応状況: 一部対応**"),
        ("責任者", "**責任者**"),
    ] {
        let marked = line.replacen(words, &format!("{words}$0"), 1);
        let shown = shown_in(&format!("# 規程\n\n## 第1条\n\n{marked}\n"));
        assert!(shown.starts_with(expected), "{words}\n\n{shown}");
    }
}

fn shown_in(marked: &str) -> String {
    let shown = fixture(marked).view(hover::hover);
    shown.map(|hover| hover.markdown).unwrap_or_default()
}

#[test]
fn a_day_shows_how_far_away_it_is() {
    for (value, expected) in [
        ("**期限**: 2026$0-12-22", "**期限: 2026-12-22**（30 日後）"),
        (
            "**期限**: 2026年$010月末",
            "**期限: 2026-10-31**（22 日前）。期限を過ぎています。",
        ),
        (
            "**最終見直し**: 令和8年$04月1日",
            "**最終見直し: 2026-04-01**（235 日前）",
        ),
        ("**期限**: 2026-11-$022", "**期限: 2026-11-22**（今日）"),
    ] {
        let shown = shown_in(&format!("## 第5条\n\n{value}\n"));
        assert!(shown.contains(expected), "{value}\n\n{shown}");
    }
    let row = "## 別紙2（総務省・経産省ガイドライン第1.1版）\n\n\
         | 項番 | 対応状況 | 当社の対応 | 期限 |\n|---|---|---|---|\n\
         | 3.4-①-1 | 対応予定 | ログを残す。 | 2026-12-$001 |\n";
    let shown = shown_in(row);
    assert!(shown.contains("**期限: 2026-12-01**（9 日後）"), "{shown}");
    let front_matter = "---\nshishin: { reviewed: 2026-11-$021 }\n---\n\n# 規程\n";
    let mut english = fixture(front_matter);
    english.locale = Locale::En;
    let shown = english.view(hover::hover).expect("a hover").markdown;
    assert!(
        shown.contains("**Reviewed: 2026-11-21** (yesterday)"),
        "{shown}"
    );
}

#[test]
fn a_long_clause_ends_with_a_sentence_and_leads_to_the_whole() {
    let sentence =
        "ログは、月に一度以上点検し、点検した者と日時と結果を記録し、責任者に報告すること。";
    let guideline = HOSPITAL.replace("ログは5年間保存すること。", &sentence.repeat(20));
    let fixture = with_guidelines(
        "# 規程\n\nログを保存する。[hospital:$03.2]\n",
        vec![("hospital-2026", &guideline)],
    );
    let shown = fixture.view(hover::hover).expect("a hover").markdown;
    assert!(
        shown.contains("[条項の全文を開く](<hospital-2026#3.2>)"),
        "{shown}"
    );
    // Of one that is shown whole there is nothing more to open.
    let shown = shown_in("# 規程\n\nログを保存する。[mic-meti:3.$02.1]\n");
    assert!(shown.contains("3.2.1"), "{shown}");
    assert!(!shown.contains("全文を開く"), "{shown}");
}

#[test]
fn a_heading_shows_what_its_section_answers() {
    let shown = shown("第5条", Locale::Ja);
    assert!(
        shown.starts_with(
            "**この節が答える条項**\n\n- [3.1 ログの点検](<hospital-2026#3.1>) — 不十分\n- [3.2 ログの保存]"
        ),
        "{shown}"
    );
}

#[test]
fn a_heading_that_names_no_clause_shows_what_stands_under_it() {
    let shown = shown_in(
        "# 規程\n\n## 第2条$0（ログ）\n\nログを1年間保存する。[mic-meti:別紙2 3.4-①-1]\n\n\
         - 契約の前に合意する。[mic-meti:3.2.1]\n",
    );
    assert!(
        shown.starts_with("**この節の記述が答える条項**\n\n- [別紙2 3.4-①-1]"),
        "{shown}"
    );
    assert!(shown.contains("\n- [3.2.1 "), "{shown}");
}

#[test]
fn a_clause_in_its_own_file_shows_who_covers_it() {
    let fixture = at("運用部は", Locale::Ja);
    let shown = |offset: usize| {
        fixture.view(|view, _| {
            let guideline = view.project.guidelines.with_prefix("hospital")?;
            hover::in_guideline(&view.project, guideline, offset)
        })
    };
    let heading = HOSPITAL.find("### 3.2").expect("the clause stands there");
    let hover = shown(heading + 5).expect("a hover on the heading");
    assert_eq!(&HOSPITAL[hover.range], "### 3.2 ログの保存");
    assert!(
        hover
            .markdown
            .starts_with("**対応状況: 不十分**\n\n- [第5条（ログの点検）]"),
        "{}",
        hover.markdown
    );
    assert!(shown(heading + "### 3.2 ログの保存\n\nログ".len()).is_none());
}

#[test]
fn what_documents_write_stays_words() {
    let guideline = HOSPITAL.replace(
        "ログは5年間保存すること。",
        "[実行](command:evil) <script>x</script> ![絵](http://x/) ログは5年間保存すること。",
    );
    let marked = "\
# 規程

[開く](command:evil)<img src=x>ログを5年間保存する。[hospital:$03.2]
";
    let fixture = with_guidelines(marked, vec![("hospital-2026", &guideline)]);
    let shown = fixture.view(hover::hover).expect("a hover");
    let markdown = Markdown::parse(&shown.markdown);
    for block in &markdown.blocks {
        assert_ne!(block.kind, BlockKind::Html);
        for link in markdown.prose(block).links {
            assert!(
                !link.image && !link.destination.starts_with("command"),
                "{link:?}"
            );
        }
    }
    assert!(!shown.markdown.contains("<script>"), "{}", shown.markdown);
}

#[test]
fn a_citation_in_a_quotation_or_a_footnote_tells_what_it_points_at_and_answers_nothing() {
    for document in [
        "# 参考\n\n> 他社の規程: ログを保存する。[mic-meti:別紙2 3.4-$0①-1]\n",
        "# 参考\n\n本文[^1]。\n\n[^1]: 総務省・経産省ガイドライン第1.1版 別紙2 3.4-$0①-1 を参照。\n",
    ] {
        let fixture = fixture(document);
        let shown = fixture.view(hover::hover);
        let shown = shown.expect("the clause is shown").markdown;
        assert!(shown.contains("別紙2 3.4-①-1"), "{shown}");
        assert!(fixture.documents[0].document.answers.is_empty());
        assert!(fixture.documents[0].document.citations.is_empty());
        assert!(fixture.documents[0].findings.is_empty());
    }
}
