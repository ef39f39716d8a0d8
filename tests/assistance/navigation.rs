//! From a citation to its clause, from a clause to what answers it.

use shishin::assistance::navigation;
use shishin::finding::Place;

use crate::fixture::{Fixture, fixture, with_guidelines};

const PROVIDER: &str = "\
//- 規程.md
---
shishin:
  guideline: mic-meti-medical-1.1
  covers: [別紙2 3.4]
---

# 運用管理規程

## 第1条（目的）

本規程は、総務省・経産省ガイドライン第1.1版 別紙2 3.4-①-1 に従うことを目的とする。

## 第5条（記録）

運用部は操作ログを5年間保存する。[mic-meti:別紙2 3.4-①-1]
//- 対応表.md
# 対応表

| 項番（2省ガイドライン 第1.1版 別紙2） | 要求事項 | 対応状況 | 当社の対応 |
|---|---|---|---|
| 別紙2 3.4-①-1 | ログを保存する。 | 対応済 | 操作ログを保存する。 |
| 同上 | ログを保存する。 | 対応済 | 監視カメラの映像を90日間保存する。 |
| 別紙2 3.4-①-12 | 保守の操作を記録する。 | 対応済 | 踏み台で録画する。 |
";

fn at(words: &str) -> Fixture {
    let marked = PROVIDER.replacen(words, &format!("$0{words}"), 1);
    assert!(marked.contains("$0"), "{words}");
    fixture(&marked)
}

fn shown(fixture: &Fixture, places: &[Place]) -> Vec<String> {
    places.iter().map(|place| fixture.show(place)).collect()
}

/// In a remark, a footnote or code a number answers nothing, and a reader may still ask what it is.
#[test]
fn a_number_that_is_no_citation_leads_to_its_clause_all_the_same() {
    let document = |words: &str| {
        format!(
            "---\nshishin: {{ guideline: mic-meti-medical-1.1 }}\n---\n\n# 規程\n\n| 項番 | 対応内容 | 備考 |\n|---|---|---|\n| 4.4 | 毎年4月に見直す。 | 🗂{words} 参照 |\n\n本文[^1]。\n\n[^1]: 脚注は {words} を引く。\n\n書き方は `{words}` とする。\n"
        )
    };
    let asked = |words: &str, nth: usize, inside: usize| {
        let text = document(words);
        let (at, _) = text.match_indices(words).nth(nth).expect("three places");
        let at = at + inside;
        let fixture = fixture(&format!("{}$0{}", &text[..at], &text[at..]));
        let hover = fixture.view(shishin::assistance::hover::hover);
        let definition = fixture.view(navigation::definition);
        let places = definition.map(|found| shown(&fixture, &found.places));
        let is_shown = |places: &Vec<String>| {
            let number = places[0].rsplit('#').next().unwrap_or_default();
            hover
                .as_ref()
                .is_some_and(|hover| hover.markdown.contains(number))
        };
        places.filter(is_shown)
    };
    for nth in 0..3 {
        for (words, inside, clause) in [
            ("別紙2 3.4-①-12", 8, "12"),
            ("（別紙2 3.4-①-12）", 12, "12"),
            ("[mic-meti:4.3]", 10, "4.3"),
        ] {
            let places = asked(words, nth, inside).unwrap_or_default();
            let [place] = places.as_slice() else {
                panic!("{words}, place {nth}: {places:?}");
            };
            assert!(place.ends_with(clause), "{place}");
        }
        // Numbers that documents have of their own, and those of a guideline that is not at hand.
        for words in ["4.3 節", "[other:4.3]"] {
            assert_eq!(
                asked(words, nth, words.find("4.3").unwrap_or(0) + 1),
                None,
                "{words}"
            );
        }
    }
}

#[test]
fn a_citation_leads_to_its_clause_and_a_name_to_its_guideline() {
    let fixture = at("別紙2 3.4-①-1]");
    let definition = fixture.view(navigation::definition).expect("a definition");
    assert_eq!(
        &fixture.documents[fixture.current].text[definition.origin.clone()],
        "別紙2 3.4-①-1"
    );
    assert_eq!(
        shown(&fixture, &definition.places),
        ["mic-meti-medical-1.1#別紙2 3.4-①-1"]
    );
    let fixture = at("総務省・経産省");
    let definition = fixture.view(navigation::definition).expect("a definition");
    assert_eq!(
        shown(&fixture, &definition.places),
        ["mic-meti-medical-1.1#1"]
    );
    assert_eq!(at("運用部は").view(navigation::definition), None);
}

#[test]
fn a_clause_leads_to_all_that_answers_it_and_its_parts() {
    let of = |words: &str| {
        let fixture = at(words);
        let places = fixture.view(|view, offset| {
            let clauses = navigation::clauses(view, offset);
            navigation::implementations(&view.project, &clauses)
        });
        shown(&fixture, &places)
    };
    let one = [
        "規程.md:15「運用部は操作ログを5年間保存する。[mic-meti:別紙2 3.4-①-1]」",
        "対応表.md:5「| 別紙2 3.4-①-1 | ログを保存する。 | 対応済 | 操作ログを保存する。 |」",
        "対応表.md:6「| 同上 | ログを保存する。 | 対応済 | 監視カメラの映像を90日間保存する。 |」",
    ];
    assert_eq!(of("別紙2 3.4-①-1]"), one);
    assert_eq!(of("監視カメラ"), one);
    let whole = of("別紙2 3.4]");
    assert_eq!(whole.len(), 4, "{whole:?}");
    assert!(whole[3].contains("3.4-①-12"), "{whole:?}");
}

#[test]
fn references_are_all_places_that_name_a_clause() {
    let fixture = at("別紙2 3.4-①-1]");
    let places = fixture.view(|view, offset| {
        let clauses = navigation::clauses(view, offset);
        navigation::references(&view.project, &clauses)
    });
    assert_eq!(
        shown(&fixture, &places),
        [
            "規程.md:11「別紙2 3.4-①-1」",
            "規程.md:15「別紙2 3.4-①-1」",
            "対応表.md:5「別紙2 3.4-①-1」",
            "対応表.md:6「| 同上 | ログを保存する。 | 対応済 | 監視カメラの映像を90日間保存する。 |」",
        ]
    );
}

#[test]
fn the_same_clause_is_marked_in_the_document() {
    let fixture = at("別紙2 3.4-①-1]");
    let marked = fixture.view(navigation::highlights);
    let text = &fixture.documents[fixture.current].text;
    let marked: Vec<&str> = marked.into_iter().map(|range| &text[range]).collect();
    assert_eq!(marked, ["別紙2 3.4-①-1", "別紙2 3.4-①-1"]);
    assert!(at("運用部は").view(navigation::highlights).is_empty());
}

#[test]
fn a_guideline_s_own_file_leads_upstream_and_to_statements() {
    let guideline = "\
---
guideline:
  id: own
  title: 自社管理基準
  language: ja
---

# 自社管理基準

## 2 記録

### 2.1 ログ

- **上位条項**: mic-meti:別紙2 3.4-①-1

ログを保存すること。
";
    let document = "# 規程\n\n運用部は操作ログを5年間保存する。[own:2.1]\n";
    let fixture = with_guidelines(document, vec![("own", guideline)]);
    let found = fixture.view(|view, _| {
        let own = view.project.guidelines.with_prefix("own").expect("in play");
        let offset = guideline.find("別紙2").expect("written there");
        let upstream = navigation::definition_in_guideline(&view.project, own, guideline, offset);
        let clauses = navigation::clauses_in_guideline(&view.project, own, offset);
        let answers = navigation::implementations(&view.project, &clauses);
        (upstream.map(|found| found.places), answers)
    });
    let (upstream, answers) = found;
    assert_eq!(
        shown(&fixture, &upstream.expect("an upstream clause")),
        ["mic-meti-medical-1.1#別紙2 3.4-①-1"]
    );
    assert_eq!(
        shown(&fixture, &answers),
        ["文書.md:3「運用部は操作ログを5年間保存する。[own:2.1]」"]
    );
}
