//! What makes a reviewed link suspect, and what does not.

mod support;

use jiff::civil::date;
use proptest::prelude::*;
use shishin::document::{Document, UnitCache};
use shishin::markdown::Markdown;
use shishin::review::{Acceptance, Judged, Lock, Reading, State};
use shishin::workspace::Knowledge;
use support::knowledge;

const POLICY: &str = "\
---
shishin: { guideline: mic-meti-medical-1.1, owner: 運用部長 }
---

# ログ

操作ログを1年間保存し、毎月点検する。[mic-meti:別紙2 3.4-①-1]

# 返却

## 機器

返却された機器を確かめる。[mic-meti:別紙2 1.1-④-7]

## 媒体

返却された媒体を確かめる。[mic-meti:別紙2 1.1-④-7]
";

const TABLE: &str = "\
---
shishin: { guideline: mic-meti-medical-1.1 }
---

| 項番 | 要求事項 | 対応状況 | 当社の対応 | 責任者 | 最終見直し |
|---|---|---|---|---|---|
| 別紙2 3.4-①-1 | ログを残す。 | 対応済 | 1年間保存する。 | 運用部 | 2026-04-01 |
";

fn judge(text: &str, lock: &Lock, knowledge: &Knowledge, see: impl FnOnce(&[Judged<'_>])) {
    let markdown = Markdown::parse(text);
    let document = Document::read(
        text,
        &markdown,
        &knowledge.guidelines,
        &knowledge.settings,
        &mut UnitCache::disabled(),
    );
    let reading = Reading {
        text,
        document: &document,
        guidelines: &knowledge.guidelines,
        key: "規程.md",
    };
    see(&reading.judge(lock.of("規程.md")));
}

/// A lock file in which all of a text is reviewed.
fn reviewed(text: &str, knowledge: &Knowledge) -> Lock {
    let mut lock = Lock::default();
    judge(text, &Lock::default(), knowledge, |judged| {
        let all = judged.iter().map(|one| (one, true));
        let acceptance = Acceptance::of(all, date(2026, 4, 1));
        let text = Lock::default().edited(&Lock::default().edits(&acceptance));
        lock = Lock::read(text);
    });
    lock
}

/// How each link of a text stands after another text was reviewed, in a word.
fn standing(before: &str, after: &str) -> Vec<&'static str> {
    let knowledge = knowledge();
    let lock = reviewed(before, &knowledge);
    assert!(lock.entries().next().is_some(), "something was reviewed");
    let mut words = Vec::new();
    judge(after, &lock, &knowledge, |judged| {
        words.extend(judged.iter().map(|one| match one.state {
            State::Unreviewed => "new",
            State::Current(_) => "same",
            State::Suspect {
                statement: true, ..
            } => "changed",
            State::Suspect { .. } => "clause",
        }));
    });
    words
}

#[test]
fn layout_says_nothing() {
    let wrapped = POLICY.replace("保存し、", "保存し、\n");
    assert_eq!(standing(POLICY, &wrapped), ["same"; 3]);
    let wide = POLICY.replace("1年間", "１年間");
    assert_eq!(standing(POLICY, &wide), ["same"; 3]);
    let bold = POLICY.replace("毎月点検", "**毎月**点検");
    assert_eq!(standing(POLICY, &bold), ["same"; 3]);
    let defined = format!("{POLICY}\n[mic-meti:別紙2 3.4-①-1]: 基準.md#l1\n");
    assert_eq!(standing(POLICY, &defined), ["same"; 3]);
    let (front, body) = POLICY.split_at(POLICY.find("# ログ").unwrap());
    let (log, returns) = body.split_at(body.find("# 返却").unwrap());
    let moved = format!("{front}{returns}\n{log}");
    assert_eq!(standing(POLICY, &moved), ["same"; 3]);
    let owned = POLICY.replace("運用部長", "情報システム部長");
    assert_eq!(standing(POLICY, &owned), ["same"; 3]);
    let allowed = POLICY.replace(
        "[mic-meti:別紙2 3.4-①-1]",
        "[mic-meti:別紙2 3.4-①-1] <!-- shishin: allow weak-wording because 別に定める -->",
    );
    assert_eq!(standing(POLICY, &allowed), ["same"; 3]);
    let cited_twice = POLICY.replace("3.4-①-1]", "3.4-①-1][mic-meti:別紙2 3.4-①-12]");
    assert_eq!(
        standing(POLICY, &cited_twice),
        ["same", "new", "same", "same"]
    );
}

#[test]
fn words_and_labels_of_an_answer_count() {
    let shorter = POLICY.replace("1年間", "3か月間");
    assert_eq!(standing(POLICY, &shorter), ["changed", "same", "same"]);
    assert_eq!(standing(TABLE, TABLE), ["same"]);
    for (was, is, expected) in [
        ("1年間保存", "3年間保存", "changed"),
        ("対応済", "一部対応", "changed"),
        ("運用部", "情報システム部", "changed"),
        ("2026-04-01", "2026-11-24", "same"),
        ("ログを残す。", "ログを残し、点検する。", "same"),
    ] {
        assert_eq!(standing(TABLE, &TABLE.replace(was, is)), [expected], "{is}");
    }
}

#[test]
fn two_answers_to_one_clause_are_told_apart() {
    let changed = POLICY.replace("機器を確かめる", "機器を消去する");
    assert_eq!(standing(POLICY, &changed), ["same", "changed", "same"]);
    // One more answer before them, and the one behind changes.
    let more = POLICY
        .replace(
            "## 機器",
            "## 端末\n\n端末も確かめる。[mic-meti:別紙2 1.1-④-7]\n\n## 機器",
        )
        .replace("媒体を確かめる", "媒体を破砕する");
    assert_eq!(standing(POLICY, &more), ["same", "new", "same", "changed"]);
    // Its section has another title now.
    let renamed = POLICY
        .replace("## 媒体", "## 記憶媒体")
        .replace("媒体を確かめる", "媒体を破砕する");
    assert_eq!(standing(POLICY, &renamed), ["same", "same", "changed"]);
    let swapped = POLICY
        .replace("## 機器", "## 丙")
        .replace("## 媒体", "## 機器")
        .replace("## 丙", "## 媒体");
    assert_eq!(standing(POLICY, &swapped), ["same"; 3]);
}

#[test]
fn of_two_lines_that_a_merge_has_left_either_counts() {
    let knowledge = knowledge();
    let longer = POLICY.replace("1年間", "3年間");
    let (ours, theirs) = (reviewed(POLICY, &knowledge), reviewed(&longer, &knowledge));
    let merged = format!("{}{}", ours.text(), theirs.text());
    let lock = Lock::read(merged);
    for text in [POLICY, &longer] {
        judge(text, &lock, &knowledge, |judged| {
            assert!(
                judged
                    .iter()
                    .all(|one| matches!(one.state, State::Current(_)))
            );
        });
    }
}

#[test]
fn a_clause_that_says_something_else_makes_the_link_suspect() {
    let mut knowledge = knowledge();
    let lock = reviewed(POLICY, &knowledge);
    let mut changed = Vec::new();
    for (_, guideline) in knowledge.guidelines.iter() {
        let mut guideline = guideline.clone();
        for clause in &mut guideline.clauses {
            clause.text = clause.text.replace("一定期間保存する", "5年間保存する");
        }
        changed.push(guideline);
    }
    let guidelines = shishin::guideline::Guidelines::new(changed);
    knowledge = Knowledge::new(
        &Default::default(),
        guidelines,
        Vec::new(),
        date(2026, 11, 22),
    );
    judge(POLICY, &lock, &knowledge, |judged| {
        assert!(matches!(
            judged[0].state,
            State::Suspect {
                clause: true,
                statement: false,
                ..
            }
        ));
        assert!(matches!(judged[1].state, State::Current(_)));
    });
}

#[test]
fn a_record_stays_while_another_link_needs_it() {
    let knowledge = knowledge();
    let row = TABLE.lines().last().unwrap();
    let lock = reviewed(TABLE, &knowledge);
    // Of one reviewed row two have become, both with other words.
    let one = row.replace("1年間", "2年間");
    let other = row.replace("1年間", "5年間");
    let split = TABLE.replace(row, &format!("{one}\n{other}"));
    judge(&split, &lock, &knowledge, |judged| {
        assert!(
            judged
                .iter()
                .all(|it| matches!(it.state, State::Suspect { .. }))
        );
        let first = judged.iter().enumerate().map(|(at, it)| (it, at == 0));
        let acceptance = Acceptance::of(first, date(2026, 11, 24));
        assert_eq!(
            (acceptance.superseded.len(), acceptance.accepted.len()),
            (0, 1)
        );
        let both = Acceptance::of(judged.iter().map(|it| (it, true)), date(2026, 11, 24));
        assert_eq!((both.superseded.len(), both.accepted.len()), (1, 2));
    });
}

/// Lines as people, merges and other programs leave them in a lock file.
fn line() -> impl Strategy<Value = String> {
    let link = (
        prop::sample::select(&["a.md", "規程/方針.md", "# c.md", "b -> c.md"][..]),
        prop::sample::select(&["g:1", "mic-meti-medical-1.1:別紙2 3.4-①-1", "g:AC-2 a"][..]),
        prop::sample::select(&["", " § ログ", " § a -> b"][..]),
        0..3_u8,
        prop::sample::select(&["", " reviewed=2026-04-01"][..]),
    );
    let link = link.prop_map(|(document, clause, section, words, date)| {
        format!("{document} -> {clause}{section} clause=000000000000000{words} statement=0123456789abcdef{date}")
    });
    let other = prop::sample::select(
        &[
            "",
            "# 注記",
            "#",
            "<<<<<<< ours",
            "=======",
            "a.md -> g:1 clause=1 statement=2",
            "a.md -> g:1 reviewed=昨日",
            "\0\u{feff}\u{2028}",
            " -> ",
            "clause=0000000000000000 statement=0000000000000000",
        ][..],
    );
    prop_oneof![3 => link, 1 => other.prop_map(String::from)]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(500) })]

    /// Whatever stands in a lock file: what is reviewed is in it afterwards, what it replaces is
    /// not, and all other lines are as they were, in their order.
    #[test]
    fn nothing_else_in_a_lock_file_changes(
        lines in prop::collection::vec((line(), prop::sample::select(&["\n", "\r\n"][..])), 0..20),
        ends in any::<bool>(),
        chosen in prop::collection::vec(any::<prop::sample::Index>(), 0..4),
        new in prop::collection::vec(line(), 0..4),
    ) {
        let mut text: String = lines.iter().flat_map(|(line, end)| [line, *end]).collect();
        if !ends {
            text.truncate(text.trim_end().len());
        }
        let lock = Lock::read(text.clone());
        let entries: Vec<_> = lock.entries().cloned().collect();
        let superseded: Vec<_> = chosen
            .iter()
            .filter(|_| !entries.is_empty())
            .map(|index| index.get(&entries).clone())
            .collect();
        let new = Lock::read(new.join("\n"));
        let accepted: Vec<_> = new.entries().filter(|one| !superseded.contains(one)).cloned().collect();
        let acceptance = Acceptance { superseded, accepted };
        let edits = lock.edits(&acceptance);
        for pair in edits.windows(2) {
            prop_assert!(pair[0].range.end <= pair[1].range.start, "{edits:?}");
        }
        let edited = Lock::read(lock.edited(&edits));
        for gone in &acceptance.superseded {
            prop_assert!(!edited.entries().any(|one| one == gone), "{}", edited.text());
        }
        for there in &acceptance.accepted {
            prop_assert!(edited.entries().any(|one| one == there), "{}", edited.text());
        }
        let others = |text: &str| -> Vec<String> {
            let touched = |line: &&str| {
                let one = Lock::read((*line).to_string());
                let mut entries = one.entries();
                entries.any(|one| acceptance.superseded.contains(one) || acceptance.accepted.contains(one))
            };
            text.lines()
                .filter(|line| !touched(line))
                .map(|line| line.trim_end().to_string())
                .collect()
        };
        let (before, after) = (others(&text), others(edited.text()));
        if !text.is_empty() {
            prop_assert_eq!(before, after);
        }
    }
}
