//! The tree of what is answered.

use shishin::assistance::at;
use shishin::assistance::coverage_tree::{self, ClauseNode, DocumentCounts};
use shishin::assistance::hover;
use shishin::coverage::{Counts, Standing, State};
use shishin::finding::Place;

use crate::fixture::{fixture, with_guidelines};

const OWN: &str = "\
---
guideline:
  id: own
  title: 自社管理基準
  edition: 第2版
  language: ja
---

# 自社管理基準

## 1 記録

### 1.1 ログ

ログを保存すること。

### 1.2 時刻

時刻を同期すること。

## 2 体制

責任者を定めること。

## 3 電子署名

署名を検証すること。
";

const DOCUMENTS: &str = "\
//- 規程.md
# 規程

運用部は操作ログを5年間保存する。[own:1.1]

ログは適切に保存する。[own:1.1]
//- 対応表.md
# 対応表

| 項番（自社管理基準） | 対応状況 | 当社の対応 |
|---|---|---|
| 2 | 対応予定 | 責任者は情報システム部が2027年3月末までに定める。 |
| 3 | 対象外（署名を付す文書を扱わない） | |
";

fn lines(nodes: &[ClauseNode], depth: usize, out: &mut Vec<String>) {
    for node in nodes {
        let indent = "  ".repeat(depth);
        let state = node
            .state
            .map(|state| format!("{state:?}"))
            .unwrap_or_default();
        let Counts {
            covered,
            weak,
            missing,
            excluded,
        } = node.counts;
        let label = node.label.as_deref().unwrap_or("-");
        out.push(format!(
            "{indent}{label} {} {state} {covered}/{weak}/{missing}/{excluded}",
            node.title
        ));
        for answer in &node.answers {
            assert!(matches!(answer.place, Place::Document(..)));
            out.push(format!(
                "{indent}  → {} ({:?})",
                answer.text, answer.standing
            ));
        }
        lines(&node.children, depth + 1, out);
    }
}

#[test]
fn the_tree_goes_from_guidelines_to_the_statements() {
    let fixture = with_guidelines(DOCUMENTS, vec![("own", OWN)]);
    let tree = fixture.view(|view, _| coverage_tree::coverage_tree(&view.project, 20));
    let [own] = tree.as_slice() else {
        panic!("one guideline is spoken to: {tree:?}");
    };
    assert_eq!(
        (own.id.as_str(), own.edition.as_deref()),
        ("own", Some("第2版"))
    );
    assert!(own.declared && !own.partial);
    assert_eq!(
        own.counts,
        Counts {
            covered: 1,
            weak: 1,
            missing: 1,
            excluded: 1
        }
    );
    let mut shown = Vec::new();
    lines(&own.chapters, 0, &mut shown);
    assert_eq!(
        shown,
        [
            "1 記録  1/0/1/0",
            "  1.1 ログ Covered 1/0/0/0",
            "    → 運用部は操作ログを5年間保存する。 (Good)",
            "    → ログは適切に保存する。 (Weak)",
            "  1.2 時刻 Missing 0/0/1/0",
            "2 体制 Weak 0/1/0/0",
            "  → 責任者は情報システム部が2027年3月末までに定める。 (Open)",
            "3 電子署名 Excluded 0/0/0/1",
            "  → 対象外（署名を付す文書を扱わない） (Excluded)",
        ]
    );
}

#[test]
fn the_tree_counts_what_the_summary_counts() {
    let fixture = fixture(
        "---\nshishin: { guideline: mic-meti-medical-1.1, covers: [別紙2 3.4] }\n---\n\n\
         # 規程\n\n運用部は操作ログを5年間保存する。[mic-meti:別紙2 3.4-①-1]\n\n\
         分担を定める。[mic-meti:4.2]\n",
    );
    fixture.view(|view, _| {
        let tree = coverage_tree::coverage_tree(&view.project, 20);
        let summaries = view.project.coverage.summaries(view.project.guidelines);
        assert_eq!(tree.len(), summaries.len());
        for (node, summary) in tree.iter().zip(&summaries) {
            let mut sum = Counts::default();
            for chapter in &node.chapters {
                sum += chapter.counts;
            }
            assert_eq!(sum, node.counts);
            assert_eq!(sum.requirements(), summary.requirements);
            assert!(node.partial && node.note.is_some());
        }
        assert_eq!(
            coverage_tree::document_counts(view),
            DocumentCounts {
                answers: 2,
                weak: 0,
                missing: 1
            }
        );
    });
}

#[test]
fn a_chapter_is_answered_by_what_stands_two_levels_below() {
    // 2.3 holds 2.3-①, which holds 2.3-①-1: only the innermost asks for something.
    let fixture = fixture(
        "---\nshishin: { guideline: mic-meti-medical-1.1, covers: [別紙2 $02.3] }\n---\n\n\
         監視カメラを置く。[mic-meti:別紙2 2.3-①-1]\n",
    );
    let state = fixture.view(|view, offset| {
        let named = at::cited(view, offset).expect("a clause");
        view.project
            .coverage
            .clause(view.project.guidelines, named.clauses[0])
    });
    assert_eq!(state, State::Covered);
}

/// Two answers of which one has to be wrong are answers that say too little, wherever they are shown.
#[test]
fn a_figure_that_another_document_contradicts_makes_its_answer_weak_everywhere() {
    let text = |years: u8| {
        format!(
            "//- 規程.md\n# 規程\n\n$0運用部は操作ログを5年間保存する。[own:1.1]\n\
             //- 対応表.md\n# 開示書\n\n操作ログは{years}年間保存しています。[own:1.1]\n"
        )
    };
    let told = |years: u8| {
        let fixture = with_guidelines(&text(years), vec![("own", OWN)]);
        fixture.view(|view, _| {
            let project = &view.project;
            let clause = *project.coverage.answered().first().unwrap();
            let tree = coverage_tree::coverage_tree(project, 20);
            let answers = &tree[0].chapters[0].children[0].answers;
            let hover = hover::card(project, clause);
            (
                project.coverage.clause(project.guidelines, clause),
                { answers.iter() }
                    .map(|answer| answer.standing)
                    .collect::<Vec<_>>(),
                coverage_tree::document_counts(view).weak,
                hover.contains("conflicting-values"),
            )
        })
    };
    assert_eq!(told(5), (State::Covered, vec![Standing::Good; 2], 0, false));
    assert_eq!(told(3), (State::Weak, vec![Standing::Weak; 2], 1, true));
}
