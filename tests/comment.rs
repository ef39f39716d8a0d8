//! Comments that silence a rule, and what is said of those that were meant to.

use proptest::prelude::*;
use shishin::comment::{Comment, read};

/// The rules, the reason and whether the document is meant, as one line.
fn summary(text: &str) -> String {
    match read(text) {
        Some(Comment::Allow {
            rules,
            reason,
            document,
        }) => {
            let names: Vec<&str> = rules
                .iter()
                .map(|(range, name)| {
                    assert_eq!(&text[range.clone()], name);
                    name.as_str()
                })
                .collect();
            let place = if document { "document" } else { "here" };
            format!(
                "{place}: {}: {}",
                names.join(" "),
                reason.map_or("", |range| &text[range])
            )
        }
        Some(Comment::Invalid { range, message, .. }) => {
            format!("{}: {}", &text[range], message.ja)
        }
        None => "not ours".into(),
    }
}

#[test]
fn an_allowance_names_rules_and_a_reason() {
    for (text, expected) in [
        (
            "<!-- shishin: allow weak-wording because 契約書第5条で定める -->",
            "here: weak-wording: 契約書第5条で定める",
        ),
        (
            "<!-- shishin: allow weak-wording, missing-owner because 契約書第5条で定める -->",
            "here: weak-wording missing-owner: 契約書第5条で定める",
        ),
        (
            "<!-- shishin: allow weak-wording missing-owner because the contract - § 5 -- says so -->",
            "here: weak-wording missing-owner: the contract - § 5 -- says so",
        ),
        (
            "<!--shishin:allow weak-wording because X-->",
            "here: weak-wording: X",
        ),
        (
            "<!-- Shishin： 許可 weak-wording、missing-owner 理由：契約書第5条で定める -->",
            "here: weak-wording missing-owner: 契約書第5条で定める",
        ),
        (
            "<!-- shishin: 許可 weak-wording 理由: 契約書による -->",
            "here: weak-wording: 契約書による",
        ),
        (
            "<!-- shishin: allow-document missing-evidence because 証跡は別冊 -->",
            "document: missing-evidence: 証跡は別冊",
        ),
        (
            "<!-- shishin: 文書全体で許可 missing-evidence 理由：証跡は別冊 -->",
            "document: missing-evidence: 証跡は別冊",
        ),
        (
            "<!-- shishin: 許可 weak-wording　理由　契約で定める -->",
            "here: weak-wording: 契約で定める",
        ),
        (
            "<!--　shishin：　許可　weak-wording　missing-owner　理由：　契約で定める　-->",
            "here: weak-wording missing-owner: 契約で定める",
        ),
        (
            "<!--\n  shishin: allow weak-wording\n  because 契約書で\n  定める\n-->",
            "here: weak-wording: 契約書で\n  定める",
        ),
    ] {
        assert_eq!(summary(text), expected, "{text}");
    }
}

#[test]
fn a_mistake_is_said_at_its_place() {
    for (text, expected) in [
        (
            "<!-- shishin: alow weak-wording because 契約 -->",
            "alow: 「alow」という指示はありません。「allow」の書き誤りではありませんか。",
        ),
        (
            "<!-- shishin: allow-documents weak-wording because 契約 -->",
            "allow-documents: 「allow-documents」という指示はありません。「allow-document」の書き誤りではありませんか。",
        ),
        (
            "<!-- shishin: disable weak-wording because 契約 -->",
            "disable: 「disable」という指示はありません。「<!--",
        ),
        (
            "<!-- shishin: alow -->",
            "alow: 「alow」という指示はありません。「allow」の書き誤りではありませんか。",
        ),
        (
            "<!-- shishin: 禁止 weak-wording because 契約 -->",
            "禁止: 「禁止」という指示はありません。",
        ),
        (
            "<!-- shishin: allow weak-wording -->",
            "weak-wording: 許可する理由が書かれていません。",
        ),
        (
            "<!-- shishin: allow weak-wording because -->",
            "weak-wording: 許可する理由が書かれていません。",
        ),
        (
            "<!-- shishin: allow weak-wording 理由： -->",
            "weak-wording: 許可する理由が書かれていません。",
        ),
        (
            "<!-- shishin: allow because 契約 -->",
            "allow: 許可する規則の名前がありません。",
        ),
        (
            "<!-- shishin: allow -->",
            "allow: 許可する規則の名前がありません。",
        ),
        (
            "<!-- shishin: -->",
            "shishin: 何を許可するのかが書かれていません。",
        ),
        (
            "<!-- shishin allow weak-wording because 契約 -->",
            "shishin: shishin の後にコロンがありません。",
        ),
        (
            "<!-- sishin: allow weak-wording because 契約 -->",
            "sishin: 「shishin」の書き誤りではありませんか。このままでは何も許可されません。",
        ),
        (
            "<!-- Shishn：文書全体で許可 weak-wording 理由: 契約 -->",
            "Shishn: 「shishin」の書き誤りではありませんか。",
        ),
        (
            "<!-- shishin: allow weak-wording because 契約",
            "shishin: コメントが --> で閉じられていません。",
        ),
        (
            "<!-- shishin: allow 弱い表現 because 契約 -->",
            "弱い表現: 規則の名前の並びとして読めません。",
        ),
    ] {
        let found = summary(text);
        assert!(found.starts_with(expected), "{text}\n{found}");
    }
}

#[test]
fn every_mistake_shows_the_form_to_follow() {
    let Some(Comment::Invalid { message, .. }) = read("<!-- shishin: alow x because y -->") else {
        panic!("the typo went unnoticed");
    };
    assert!(message.ja.ends_with(
        "「<!-- shishin: 許可 規則名 理由: なぜ許可するか -->」のように書いてください。"
    ));
    assert_eq!(
        message.en,
        "There is no instruction `alow`; did you mean `allow`? Write it like `<!-- shishin: allow RULE because REASON -->`."
    );
}

#[test]
fn other_comments_are_not_ours() {
    for text in [
        "<!-- TODO -->",
        "<!-- shishin is a tool -->",
        "<!-- shishinallow x -->",
        "<!-- sishin: the old name of it -->",
        "<!-- stylish: allow x -->",
        "<!---->",
        "<!--",
        "",
        "shishin: allow x because y",
        "<!-- markdownlint-disable -->",
    ] {
        assert_eq!(summary(text), "not ours", "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2000) })]

    #[test]
    fn any_comment_is_survived_and_ranges_lie_on_characters(
        words in prop::collection::vec(prop::sample::select(vec![
            "allow", "allow-document", "許可", "文書全体で許可", "weak-wording", "because", "理由：", "、", ",", "-->", "--", "契約", " ", "\n", "🔑", "<!--", "Ａ", "-",
        ]), 0..10),
    ) {
        let text = format!("<!-- shishin: {} -->", words.concat());
        match read(&text).unwrap() {
            Comment::Allow { rules, reason, .. } => {
                prop_assert!(!rules.is_empty());
                prop_assert!(!text[reason.unwrap()].is_empty());
            }
            Comment::Invalid { range, .. } => prop_assert!(!text[range].is_empty()),
        }
    }
}
