//! Titles behind clause numbers.

use shishin::assistance::inlays;

use crate::fixture::fixture;

/// The text with its hints in guillemets.
#[track_caller]
fn hinted(marked: &str, expected: &str) {
    let fixture = fixture(marked);
    let text = &fixture.documents[0].text;
    let range = match fixture.selection.is_empty() {
        true => 0..text.len(),
        false => fixture.selection.clone(),
    };
    let hints = fixture.view(|view, _| inlays::inlays(view, &range));
    let mut hinted = text.clone();
    for hint in hints.into_iter().rev() {
        hinted.insert_str(hint.offset, &format!("«{}»", hint.label));
    }
    assert_eq!(hinted, expected);
}

#[test]
fn a_number_is_followed_by_its_title_once_a_line() {
    hinted(
        "役割を定める。[mic-meti:4.2] 別表も[mic-meti:4.2]による。\n\n分担を見直す。[mic-meti:4.2]\n",
        "役割を定める。[mic-meti:4.2«医療機関等との役割分担の明確化»] 別表も[mic-meti:4.2]による。\n\n分担を見直す。[mic-meti:4.2«医療機関等との役割分担の明確化»]\n",
    );
}

#[test]
fn a_clause_without_a_title_goes_by_that_of_the_one_around_it() {
    hinted(
        "ログを保存する。[mic-meti:別紙2 3.4-①-1]\n",
        "ログを保存する。[mic-meti:別紙2 3.4-①-1«ログの取得と検証»]\n",
    );
}

#[test]
fn what_the_text_says_itself_is_not_said_again() {
    let said = "\
---
shishin: { guideline: mic-meti-medical-1.1 }
---

## 4.2 医療機関等との役割の分担の明確化

分担を表に定める。

| 項番 | 項目 | 当社の対応 |
|---|---|---|
| 4.2 | 医療機関等との役割の分担の明確化 | 分担を表に定める。 |
";
    hinted(said, said);
}

#[test]
fn only_the_part_that_is_asked_for_is_looked_at() {
    hinted(
        "一つ目。[mic-meti:4.2]\n\n$0二つ目。[mic-meti:4.2]\n$0\n三つ目。[mic-meti:4.2]\n",
        "一つ目。[mic-meti:4.2]\n\n二つ目。[mic-meti:4.2«医療機関等との役割分担の明確化»]\n\n三つ目。[mic-meti:4.2]\n",
    );
}

#[test]
fn the_front_matter_s_clauses_have_titles_too() {
    hinted(
        "---\nshishin: { guideline: mic-meti-medical-1.1, covers: [4.2] }\n---\n",
        "---\nshishin: { guideline: mic-meti-medical-1.1, covers: [4.2«医療機関等との役割分担の明確化»] }\n---\n",
    );
}
