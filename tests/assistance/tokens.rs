//! Which words are coloured, and as what.

use shishin::assistance::tokens::{Kind, Modifier, Modifiers, tokens};

use crate::fixture::{Fixture, fixture};

fn show(modifiers: Modifiers) -> String {
    let all = Modifier::ALL
        .iter()
        .filter(|modifier| modifiers.has(**modifier));
    all.map(|modifier| format!("+{modifier:?}")).collect()
}

fn seen(fixture: &Fixture, within: Option<&str>) -> Vec<String> {
    fixture.view(|view, _| {
        let within = within.map(|words| {
            let start = view.text.find(words).expect("the words are there");
            start..start + words.len()
        });
        let found = tokens(view, within.as_ref());
        let mut end = 0;
        for token in &found {
            assert!(token.range.start >= end, "tokens overlap: {found:?}");
            assert!(!view.text[token.range.clone()].contains(['\n', '\r']));
            end = token.range.end;
        }
        let shown = found.iter().map(|token| {
            let words = &view.text[token.range.clone()];
            format!("{:?}{} {words}", token.kind, show(token.modifiers))
        });
        shown.collect()
    })
}

const DOCUMENT: &str = "\
---
shishin: { guideline: mic-meti-medical-1.1, covers: [\"別紙2 3.4\"] }
---

# 運用規程

総務省・経産省ガイドライン第1.1版 3.2.1 に沿う。存在しない番号は総務省・経産省ガイドライン第1.1版 別紙2 99.9 である。

## 第5条

**対応条項**: 別紙2 3.4-①-1  
**実装状況**: 一部対応

ログを適切に保存する。毎月点検しなければならない。 <!-- shishin: allow broken-evidence, no-such-rule because 例 -->

| 項番 | 要求事項 | 対応状況 | 当社の対応 |
|---|---|---|---|
| 別紙2 3.4-①-12 | 操作の結果を記録すること。 | 対象外（保守をしない） | |
| 別紙2 3.5-①-1 | | △ | 【要記入】 |

`[mic-meti:3.4]` の例。
";

#[test]
fn citations_labels_statuses_weak_and_binding_words() {
    assert_eq!(
        seen(&fixture(DOCUMENT), None),
        [
            "Locator \"別紙2 3.4\"",
            "Guideline 総務省・経産省ガイドライン第1.1版",
            "Locator 3.2.1",
            "Guideline 総務省・経産省ガイドライン第1.1版",
            "Locator+Unresolved 別紙2 99.9",
            "Label 対応条項",
            "Locator 別紙2 3.4-①-1",
            "Label 実装状況",
            "Status+Open 一部対応",
            "Weak+Reported 適切に",
            "Modality+Must なければならない",
            "Rule broken-evidence",
            "Rule+Unresolved no-such-rule",
            "Label 項番",
            "Label 要求事項",
            "Label 対応状況",
            "Label 当社の対応",
            "Locator 別紙2 3.4-①-12",
            "Modality+Must すること",
            "Status+Excluded 対象外",
            "Locator 別紙2 3.5-①-1",
            "Status+Open △",
            "Placeholder 【要記入】",
        ]
    );
}

#[test]
fn a_range_gives_what_meets_it() {
    let fixture = fixture(DOCUMENT);
    assert_eq!(seen(&fixture, Some("実装状況")), ["Label 実装状況"]);
    assert_eq!(
        seen(&fixture, Some("| 別紙2 3.5-①-1 | | △ |")),
        ["Locator 別紙2 3.5-①-1", "Status+Open △"]
    );
}

#[test]
fn bits_follow_the_legend_and_line_ends_divide() {
    assert_eq!(Kind::ALL.len(), 8);
    for (place, kind) in Kind::ALL.iter().enumerate() {
        assert_eq!(*kind as usize, place);
    }
    for (place, modifier) in Modifier::ALL.iter().enumerate() {
        assert_eq!(*modifier as usize, place);
    }
    let fixture = fixture("# 規程\r\n\r\n総務省・経産省ガイドライン\r\n第1.1版 3.2.1 に沿う。\r\n");
    let found = seen(&fixture, None);
    assert!(found.contains(&"Locator 3.2.1".to_string()), "{found:?}");
}

#[test]
fn a_text_that_nobody_writes_is_survived() {
    for text in [
        "",
        "\u{feff}",
        "|",
        "[mic-meti:\u{0}",
        "**実装状況**：\r\n🔒",
        "---\nshishin: [\n---",
    ] {
        seen(&fixture(text), None);
    }
}
