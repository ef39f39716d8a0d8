//! The outline of a document, and the search through a workspace.

use shishin::assistance::headings::headings;
use shishin::assistance::symbols::{self, DocumentSymbol};

use crate::fixture::fixture;

fn lines(symbols: &[DocumentSymbol], depth: usize, out: &mut String) {
    for symbol in symbols {
        let indent = "  ".repeat(depth);
        out.push_str(&format!("{indent}{} 〔{}〕\n", symbol.name, symbol.detail));
        assert!(symbol.range.start <= symbol.selection.start);
        assert!(symbol.selection.end <= symbol.range.end);
        lines(&symbol.children, depth + 1, out);
    }
}

#[test]
fn a_document_s_outline_says_what_each_part_answers() {
    let fixture = fixture(
        "\
---
shishin: { guideline: mic-meti-medical-1.1 }
---

# 対応表

## 3 **技術的な**対策

**対応条項**: 4.2、別紙2 3.4-①-1

ログを5年間保存する。

### 表

| 項番 | 要求事項 | 対応状況 | 当社の対応 |
|---|---|---|---|
| 別紙2 3.4-①-12 | 操作ログを記録する。 | 対応済 | 踏み台で録画する。 |
| 別紙2 3.5-①-1 | 脅威の情報を集める。 | 対象外（持たない） | |

## 附則

施行する。

- 契約の前に合意する。[mic-meti:3.2.1]
",
    );
    let mut outline = String::new();
    lines(
        &fixture.view(|view, _| symbols::document(view)),
        0,
        &mut outline,
    );
    assert_eq!(
        outline,
        "\
対応表 〔〕
  3 技術的な対策 〔4.2, 別紙2 3.4-①-1〕
    表 〔〕
      別紙2 3.4-①-12 〔対応済 踏み台で録画する。〕
      別紙2 3.5-①-1 〔対象外（持たない）〕
  附則 〔3.2.1〕
"
    );
}

fn found(query: &str) -> Vec<String> {
    let fixture = fixture(
        "\
//- 規程.md
# 運用管理規程

## 第5条（ログの取得）

運用部は操作ログを5年間保存する。[mic-meti:別紙2 3.4-①-1]

```
# ログ
```
",
    );
    fixture.view(|view, _| {
        let found = symbols::workspace(&view.project, query, &|document| {
            let lined = (view.project.text_of)(document).expect("it is there");
            headings(&lined.text).into()
        });
        found
            .iter()
            .map(|symbol| {
                format!(
                    "{:?} {} {}",
                    symbol.kind,
                    symbol.name,
                    fixture.show(&symbol.place)
                )
            })
            .collect()
    })
}

#[test]
fn a_clause_is_found_by_its_number_with_what_answers_it() {
    for query in ["別紙2 3.4-①-1", "3.4-①-1", "mic-meti:3.4-①-1"] {
        let found = found(query);
        assert_eq!(
            found.first().map(String::as_str),
            Some("Clause 別紙2 3.4-①-1 mic-meti-medical-1.1#別紙2 3.4-①-1"),
            "{query}: {found:?}"
        );
        assert!(
            found.iter().any(|one| one.starts_with("Statement 運用部は操作ログを5年間保存する。 規程.md:5")),
            "{query}: {found:?}"
        );
    }
}

#[test]
fn a_clause_is_found_by_any_part_of_its_title_and_a_heading_by_its_words() {
    let found = found("ログの取得");
    assert!(
        found
            .iter()
            .any(|one| one.starts_with("Clause 別紙2 3.4 ログの取得と検証")),
        "{found:?}"
    );
    assert!(
        found.contains(
            &"Heading 第5条（ログの取得） 規程.md:3「## 第5条（ログの取得）」".to_string()
        ),
        "{found:?}"
    );
}

#[test]
fn a_search_for_nothing_gives_what_has_to_be_answered_and_the_sections() {
    for query in ["", "  "] {
        let found = found(query);
        // That one is answered: it comes behind those that are not.
        let place = |words: &str| found.iter().position(|one| one.starts_with(words));
        assert!(
            place("Clause 別紙2 3.4-①-12") < place("Clause 別紙2 3.4-①-1 "),
            "{found:?}"
        );
        assert!(
            place("Clause 別紙2 3.4-①-1 ") < place("Heading 運用管理規程"),
            "{found:?}"
        );
        assert!(place("Heading 第5条").is_some(), "{found:?}");
        assert!(
            !found.iter().any(|one| one.starts_with("Statement")),
            "{found:?}"
        );
        assert!(
            !found.iter().any(|one| one.contains("mic-medical-cloud")),
            "{found:?}"
        );
    }
}

#[test]
fn a_clause_is_called_by_its_title_without_the_marks_of_its_file() {
    let found = found("4.2");
    assert!(
        found[0].starts_with("Clause 4.2 医療機関等との役割分担の明確化 "),
        "{found:?}"
    );
}

#[test]
fn a_search_for_everything_is_bounded() {
    let many = found("1");
    assert!(!many.is_empty() && many.len() <= 300, "{}", many.len());
}

#[test]
fn a_guideline_s_own_file_is_a_tree_of_clauses_that_fold() {
    const OWN: &str = "---\nguideline:\n  id: own\n  title: 自社基準\n---\n\n# 自社基準\n\n## 1 管理\n\n### 1.1 登録\n\n登録すること。\n\n### 1.2 削除\n\n削除すること。\n\n## 2 記録\n\n記録すること。\n";
    let (guideline, _) = shishin::guideline::read(OWN, "own");
    let guideline = guideline.expect("a guideline");
    let found = symbols::in_guideline(&guideline, OWN);
    let names = |symbols: &[symbols::DocumentSymbol]| -> Vec<String> {
        symbols.iter().map(|symbol| symbol.name.clone()).collect()
    };
    assert_eq!(names(&found), ["1 管理", "2 記録"]);
    assert_eq!(names(&found[0].children), ["1.1 登録", "1.2 削除"]);
    assert!(OWN[found[0].range.clone()].ends_with("削除すること。"));
    let folds = shishin::assistance::folding::in_guideline(&guideline, OWN);
    assert_eq!(folds.len(), 4);
    assert!(OWN[folds[1].range.clone()].starts_with("### 1.1"));
}
