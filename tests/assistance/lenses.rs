//! Lines above sections and clauses.

use shishin::assistance::lenses::{self, Lens};
use shishin::locale::Locale;

use crate::fixture::{Fixture, fixture, with_guidelines};

const REGULATION: &str = "\
---
shishin:
  guideline: mic-meti-medical-1.1
  covers: [別紙2 3.4]
---

# 運用管理規程

## 第5条（記録）

- 運用部は操作ログを5年間保存する。[mic-meti:別紙2 3.4-①-1]
- ログは適切に保存する。[mic-meti:別紙2 3.4-①-1]

## 第6条（用語）

運用者とは、運用部の職員をいう。
";

fn shown(fixture: &Fixture, lenses: Vec<Lens>) -> Vec<String> {
    let text = &fixture.documents[fixture.current].text;
    lenses
        .into_iter()
        .map(|lens| {
            let places: Vec<String> = lens.places.iter().map(|one| fixture.show(one)).collect();
            format!(
                "{} ← {} → {}",
                &text[lens.range],
                lens.title,
                places.join(" / ")
            )
        })
        .collect()
}

#[test]
fn a_section_says_how_many_answers_it_holds_and_what_is_missing() {
    let mut fixture = fixture(REGULATION);
    let lenses = fixture.view(|view, _| lenses::lenses(view));
    assert_eq!(
        shown(&fixture, lenses),
        [
            "別紙2 3.4 ← 要求事項 2・対応あり 1・記載なし 1 → mic-meti-medical-1.1#別紙2 3.4-①-12",
            "## 第5条（記録） ← 回答 2・不十分 1・記載なし 1 → \
             文書.md:11「- 運用部は操作ログを5年間保存する。[mic-meti:別紙2 3.4-①-1]」 / \
             文書.md:12「- ログは適切に保存する。[mic-meti:別紙2 3.4-①-1]」 / \
             mic-meti-medical-1.1#別紙2 3.4-①-12",
        ]
    );
    fixture.locale = Locale::En;
    let titles: Vec<String> = fixture
        .view(|view, _| lenses::lenses(view))
        .into_iter()
        .map(|lens| lens.title)
        .collect();
    assert_eq!(
        titles,
        [
            "2 requirements, 1 covered, 1 missing",
            "2 answers, 1 weak, 1 missing"
        ]
    );
}

#[test]
fn a_document_that_answers_nothing_has_no_lens() {
    let fixture = fixture("# 議事録\n\n会議を開いた。\n");
    assert_eq!(fixture.view(|view, _| lenses::lenses(view)), []);
}

#[test]
fn a_guideline_s_own_file_says_who_answers_each_clause() {
    let guideline = "\
---
guideline:
  id: own
  title: 自社管理基準
  language: ja
---

# 自社管理基準

## 1 記録

### 1.1 ログ

ログを保存すること。

### 1.2 時刻

時刻を同期すること。
";
    let document =
        "# 規程\n\n運用部は操作ログを5年間保存する。[own:1.1]\n\nログは適切に保存する。[own:1.1]\n";
    let fixture = with_guidelines(document, vec![("own", guideline)]);
    let found: Vec<(String, String, usize)> = fixture.view(|view, _| {
        let own = view.project.guidelines.with_prefix("own").expect("in play");
        lenses::in_guideline(&view.project, own)
            .into_iter()
            .map(|lens| {
                (
                    guideline[lens.range].to_string(),
                    lens.title,
                    lens.places.len(),
                )
            })
            .collect()
    });
    assert_eq!(
        found,
        [
            ("### 1.1 ログ".into(), "記述 2・不十分 1".into(), 2),
            ("### 1.2 時刻".into(), "記載なし".into(), 0),
        ]
    );
}
