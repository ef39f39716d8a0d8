//! What a selection grows to.

use shishin::assistance::selection::selections;

use crate::fixture::fixture;

/// The ranges around the cursor that are no longer than a line, and the lines of the others.
#[track_caller]
fn grows(marked: &str) -> Vec<String> {
    fixture(marked).view(|view, offset| {
        let found = selections(view, offset);
        for pair in found.windows(2) {
            assert!(
                pair[1].start <= pair[0].start && pair[0].end <= pair[1].end,
                "{found:?}"
            );
            assert!(pair[1].len() > pair[0].len(), "{found:?}");
        }
        let line = |at: usize| view.text[..at].matches('\n').count() + 1;
        let shown = found.iter().map(|range| {
            let words = &view.text[range.clone()];
            match words.contains('\n') {
                true => format!("{}-{}", line(range.start), line(range.end)),
                false => words.to_string(),
            }
        });
        shown.collect()
    })
}

#[test]
fn from_a_word_to_its_cell_row_table_section_and_document() {
    assert_eq!(
        grows(
            "# 規程\n\n## 対応表\n\n| 項番 | 当社の対応 |\n|---|---|\n| 3.2.1 | ログを保$0存する。毎月点検する。 |\n| 4.2 | |\n\n## 附則\n\n施行。\n"
        ),
        [
            "保存",
            "ログを保存する。",
            "ログを保存する。毎月点検する。",
            "| 3.2.1 | ログを保存する。毎月点検する。 |",
            "7-8",
            "5-8",
            "3-8",
            "3-12",
            "1-12",
            "1-13",
        ]
    );
}

#[test]
fn from_a_number_to_its_bracket_sentence_item_and_list() {
    assert_eq!(
        grows(
            "# 規程\n\n1. ログを保存する。[mic-meti:別紙2 3.4-①-$01] 点検する。\n   - 保存先\n2. 教育する。\n"
        ),
        [
            "1",
            "別紙2 3.4-①-1",
            "mic-meti:別紙2 3.4-①-1",
            "[mic-meti:別紙2 3.4-①-1]",
            "[mic-meti:別紙2 3.4-①-1] 点検する。",
            "ログを保存する。[mic-meti:別紙2 3.4-①-1] 点検する。",
            "1. ログを保存する。[mic-meti:別紙2 3.4-①-1] 点検する。",
            "3-4",
            "3-5",
            "1-5",
            "1-6",
        ]
    );
}

#[test]
fn from_a_name_to_name_and_number_in_brackets() {
    let found = grows("【総務省・経産省ガイドライン第1.$01版 3.2.1】に沿う。\n");
    for expected in [
        "総務省・経産省ガイドライン第1.1版",
        "総務省・経産省ガイドライン第1.1版 3.2.1",
        "【総務省・経産省ガイドライン第1.1版 3.2.1】",
    ] {
        assert!(
            found.iter().any(|range| range == expected),
            "{expected}: {found:#?}"
        );
    }
}

#[test]
fn from_a_value_to_its_label_line_and_in_the_front_matter() {
    let found = grows("## 第5条\n\n**責任者**: 運用$0部長\n");
    assert_eq!(found[..2], ["運用部長", "**責任者**: 運用部長"]);
    assert_eq!(
        grows("---\nshishin:\n  owner: 運用$0部長\n---\n\n本文。\n"),
        ["運用部長", "owner: 運用部長", "2-3", "1-4", "1-7"]
    );
}

#[test]
fn from_code_to_its_fence() {
    let found = grows("# 例\n\n```yaml\nguideline: kensho\ncovers: $03.1\n```\n");
    assert_eq!(found, ["3", "4-5", "3-6", "1-6", "1-7"]);
}

#[test]
fn every_place_has_a_chain_that_ends_with_the_document() {
    let document = "---\r\ntitle: 規程\r\n---\r\n\r\n# 規程🔒\r\n\r\n| 項番 | |\r\n|---|---|\r\n| | |\r\n\r\n- [mic-meti:3.4\r\n\r\n```\r\n";
    fixture(document).view(|view, _| {
        for offset in 0..=document.len() + 2 {
            let found = selections(view, offset);
            assert_eq!(found.last(), Some(&(0..document.len())), "{offset}");
        }
    });
    fixture("").view(|view, _| assert!(selections(view, 0).is_empty()));
}
