//! How binding a sentence is, read from its wording.
//!
//! Japanese says it at the end of the sentence, so only the end is looked at: 「…が求められて
//! いることから、…した。」 tells a story and asks nothing. The patterns are those of Japanese
//! ministries' guidelines and of ISO's verbal forms; an English sentence that tells its reader to
//! do something asks for it. What is not recognised is
//! [`Modality::Info`]: a guideline whose sentences are bare statements (「…を記録する。」) has
//! to say so in label lines, for a wrong demand does more harm than a missed one.

use std::ops::Range;

use super::Modality;
use crate::script::is_japanese;

/// The sentences of a text, without the white space around them. A sentence ends at 。, ！ or ？
/// outside brackets, at an English full stop before white space and no small letter, and at a line
/// that is empty or begins a list item.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut depth = 0_usize;
    for (at, character) in text.char_indices() {
        let end = at + character.len_utf8();
        match character {
            '「' | '『' | '（' | '(' | '【' => depth += 1,
            '」' | '』' | '）' | ')' | '】' => depth = depth.saturating_sub(1),
            '。' | '！' | '？' if depth == 0 => {
                push(text, start..end, &mut found);
                start = end;
            }
            '.' | '!' | '?' if depth == 0 && ends_english(text, start, at) => {
                push(text, start..end, &mut found);
                start = end;
            }
            '\n' if begins_item_or_paragraph(&text[end..]) => {
                push(text, start..at, &mut found);
                start = end;
                depth = 0;
            }
            _ => {}
        }
    }
    push(text, start..text.len(), &mut found);
    found
}

fn push(text: &str, range: Range<usize>, found: &mut Vec<Range<usize>>) {
    let piece = &text[range.clone()];
    let start = range.start + (piece.len() - piece.trim_start().len());
    let trimmed = piece.trim();
    if !trimmed.is_empty() {
        found.push(start..start + trimmed.len());
    }
}

/// Whether the stop at `at` ends an English sentence and is no abbreviation or decimal point.
fn ends_english(text: &str, start: usize, at: usize) -> bool {
    const ABBREVIATIONS: [&str; 12] = [
        "e.g", "i.e", "etc", "cf", "vs", "no", "fig", "sec", "rev", "al", "art", "vol",
    ];
    let behind = &text[at + 1..];
    let space = behind.chars().next().is_none_or(char::is_whitespace);
    let next = behind.trim_start();
    let small = next.starts_with(|c: char| c.is_lowercase());
    let number = text[..at].ends_with(|c: char| c.is_ascii_digit())
        && next.starts_with(|c: char| c.is_ascii_digit());
    let word = text[start..at]
        .rsplit(|c: char| c.is_whitespace() || c == '(')
        .next();
    let word = word.unwrap_or_default().to_ascii_lowercase();
    space
        && !small
        && !number
        && word.chars().count() > 1
        && !ABBREVIATIONS.contains(&word.as_str())
}

fn begins_item_or_paragraph(line: &str) -> bool {
    let line = line.trim_start_matches([' ', '\t', '　']);
    line.starts_with(['\n', '\r', '・', '•', '○', '◎', '|', '-', '*', '※'])
}

/// How binding one sentence is.
pub fn of_sentence(sentence: &str) -> Modality {
    let core = predicate_end(sentence);
    if sentence.trim_start().starts_with('◎') {
        return Modality::Must;
    }
    if core.chars().any(is_japanese) {
        return of_japanese(core);
    }
    match of_english(&core.to_ascii_lowercase()) {
        Modality::Info if is_imperative(core) => Modality::Must,
        modality => modality,
    }
}

/// The words of a sentence that say how binding it is (「必要がある」, `shall`), and how binding.
/// `None` for a sentence that asks nothing.
pub fn words(sentence: &str) -> Option<(Range<usize>, Modality)> {
    let modality = of_sentence(sentence);
    let core = predicate_end(sentence);
    // `core` is a part of `sentence`, so the distance between their beginnings is its place.
    let start = core.as_ptr() as usize - sentence.as_ptr() as usize;
    let place = |range: Range<usize>| (start + range.start..start + range.end, modality);
    if modality == Modality::Info {
        return None;
    }
    if !core.chars().any(is_japanese) {
        let lower = core.to_ascii_lowercase();
        let words = [&MUST_WORDS[..], &SHOULD_WORDS, &MAY_WORDS].concat();
        return words
            .iter()
            .find_map(|word| first_word(&lower, word))
            .map(place);
    }
    let endings = [&EFFORT[..], &RECOMMENDING, &ALLOWING, &DEMANDING, &["こと"]].concat();
    let longest = endings
        .iter()
        .filter(|ending| core.ends_with(**ending))
        .max_by_key(|ending| ending.len())?;
    Some(place(core.len() - longest.len()..core.len()))
}

/// The sentence up to its last predicate: without the closing stop, quotation marks and
/// remarks in parentheses.
fn predicate_end(sentence: &str) -> &str {
    let mut core = sentence.trim();
    loop {
        let before = core;
        core = core.trim_end_matches([
            '。', '.', '！', '？', '!', '?', ';', '；', ' ', '　', '」', '*',
        ]);
        core = without_closing_remark(core);
        if core == before {
            return core;
        }
    }
}

fn without_closing_remark(text: &str) -> &str {
    let pairs = [('（', '）'), ('(', ')')];
    for (open, close) in pairs {
        if let Some(inner) = text.strip_suffix(close)
            && let Some(at) = inner.rfind(open)
            && at > 0
        {
            return &text[..at];
        }
    }
    text
}

/// Endings that ask nothing although they hold a word that usually does.
const TELLING: [&str; 11] = [
    "期待できる",
    "と考えられる",
    "といえる",
    "と言える",
    "ことができない",
    "ことはできない",
    "とのこと",
    "に関すること",
    "に係ること",
    "のこと",
    "次のこと",
];

/// An effort is asked for, whatever verb form goes with it (努めなければならない).
const EFFORT: [&str; 8] = [
    "努める",
    "努めること",
    "努めるものとする",
    "努めるものとします",
    "努めなければならない",
    "努める必要がある",
    "努めるべきである",
    "努めることとする",
];

const RECOMMENDING: [&str; 12] = [
    "望ましい",
    "望ましいものとする",
    "望まれる",
    "推奨する",
    "推奨される",
    "推奨",
    "べきである",
    "べきだ",
    "すべき",
    "望ましいです",
    "推奨します",
    "推奨されます",
];

const DEMANDING: [&str; 34] = [
    "すること",
    "ないこと",
    "なければならない",
    "なければなりません",
    "ねばならない",
    "なくてはならない",
    "てはならない",
    "ではならない",
    "てはなりません",
    "てはいけない",
    "必要がある",
    "必要があります",
    "必要である",
    "必要です",
    "が必要",
    "必要となる",
    "必須である",
    "必須とする",
    "が必須",
    "を要する",
    "求められる",
    "求められます",
    "義務を負う",
    "義務がある",
    "義務付けられる",
    "ものとする",
    "ものとします",
    "こととする",
    "こととします",
    "禁止する",
    "禁止される",
    "禁止とする",
    "を禁止",
    "不可とする",
];

const ALLOWING: [&str; 11] = [
    "できる",
    "できるものとする",
    "できることとする",
    "差し支えない",
    "差支えない",
    "構わない",
    "かまわない",
    "てもよい",
    "でもよい",
    "妨げない",
    "許容される",
];

fn of_japanese(core: &str) -> Modality {
    let ends = |endings: &[&str]| endings.iter().any(|ending| core.ends_with(ending));
    if ends(&EFFORT) {
        Modality::Should
    } else if ends(&TELLING) {
        Modality::Info
    } else if ends(&RECOMMENDING) {
        Modality::Should
    } else if ends(&ALLOWING) {
        Modality::May
    } else if ends(&DEMANDING) || ends_in_a_verb_and_koto(core) {
        Modality::Must
    } else {
        Modality::Info
    }
}

/// 「記録すること」, 「保存しておくこと」, 「講じてあること」: a verb in its plain form and こと.
fn ends_in_a_verb_and_koto(core: &str) -> bool {
    const LAST_OF_A_VERB: [char; 10] = ['う', 'く', 'ぐ', 'す', 'つ', 'ぬ', 'ぶ', 'む', 'る', 'い'];
    core.strip_suffix("こと")
        .is_some_and(|verb| verb.ends_with(LAST_OF_A_VERB))
}

const MUST_WORDS: [&str; 8] = [
    "shall",
    "must",
    "is required to",
    "are required to",
    "has to",
    "have to",
    "is prohibited",
    "are prohibited",
];

const SHOULD_WORDS: [&str; 5] = [
    "should",
    "is recommended",
    "are recommended",
    "ought to",
    "are encouraged to",
];

const MAY_WORDS: [&str; 3] = ["may", "is permitted to", "are permitted to"];

fn of_english(sentence: &str) -> Modality {
    let has = |words: &[&str]| {
        words
            .iter()
            .any(|word| first_word(sentence, word).is_some())
    };
    if has(&MUST_WORDS) {
        Modality::Must
    } else if has(&SHOULD_WORDS) {
        Modality::Should
    } else if has(&MAY_WORDS) {
        Modality::May
    } else {
        Modality::Info
    }
}

/// Whether an English sentence tells its reader to do something, as the requirements of regulations and standards do:
/// "Conduct an assessment of the risks", "Limit access to those who need it".
fn is_imperative(sentence: &str) -> bool {
    /// Nothing else begins with these.
    #[rustfmt::skip]
    const VERBS: [&str; 59] = [
        "Allow", "Appoint", "Apply", "Assess", "Assign", "Authenticate", "Authorize", "Collect", "Conduct", "Configure", "Define", "Deny", "Deploy",
        "Determine", "Develop", "Disable", "Employ", "Enable", "Encrypt", "Enforce", "Ensure", "Establish", "Evaluate", "Identify",
        "Implement", "Inform", "Install", "Keep", "Maintain", "Manage", "Mitigate", "Notify", "Obtain", "Perform", "Prevent", "Prohibit",
        "Protect", "Provide", "Publish", "Regulate", "Remediate", "Remove", "Require", "Restore", "Restrict", "Retain", "Revoke", "Sanitize",
        "Securely", "Segregate", "Select", "Separate", "Specify", "Synchronize", "Terminate", "Train", "Uninstall", "Validate", "Verify",
    ];
    /// These are names of things as well: "Control enhancements are …", "Use of cookies".
    #[rustfmt::skip]
    const AMBIGUOUS: [&str; 18] = [
        "Address", "Audit", "Control", "Create", "Document", "Inventory", "Limit", "Log", "Monitor", "Patch", "Record", "Report", "Review", "Scan", "Test", "Track", "Update", "Use",
    ];
    let mut words = sentence.split_whitespace();
    let (Some(first), Some(second)) = (words.next(), words.next()) else {
        return false;
    };
    let first = first.trim_end_matches(',');
    let is_thing = || {
        second == "of"
            || words
                .clone()
                .any(|word| matches!(word, "is" | "are" | "was" | "were" | "has" | "have"))
    };
    VERBS.contains(&first) || AMBIGUOUS.contains(&first) && !is_thing()
}

/// Where `word` first stands in `text` with no letter right before or behind it.
fn first_word(text: &str, word: &str) -> Option<Range<usize>> {
    text.match_indices(word).find_map(|(at, _)| {
        let before = text[..at].chars().next_back();
        let behind = text[at + word.len()..].chars().next();
        let alone = !before.is_some_and(char::is_alphanumeric)
            && !behind.is_some_and(char::is_alphanumeric);
        alone.then_some(at..at + word.len())
    })
}

/// A sentence's modality where its clause has one by a label line, or by standing in the
/// statement of a control: the wording may say less (「…するのが望ましい」 in a clause that
/// demands), never more. An English “may” says nothing here, since it is mostly a possibility
/// (“events that may cause harm”).
pub fn within(label: Modality, sentence: &str) -> Modality {
    match (label, of_sentence(sentence)) {
        (Modality::Info, _) => Modality::Info,
        (_, Modality::Info) if leads_on(sentence) => Modality::Info,
        (_, Modality::Info) => label,
        (_, Modality::May) if !sentence.chars().any(is_japanese) => label,
        (_, worded) => worded.min(label),
    }
}

/// Whether a sentence only says what stands in its chapter: 「…の過程を定める章。」, 「本章では、…を示す。」.
fn leads_on(sentence: &str) -> bool {
    const PARTS: [&str; 6] = ["章", "節", "編", "箇条", "附属書", "別紙"];
    const HERE: [&str; 7] = ["本章", "この章", "本節", "この節", "本編", "この編", "本項"];
    const TELLING: [&str; 9] = [
        "示す",
        "述べる",
        "記す",
        "説明する",
        "解説する",
        "とおりである",
        "定める",
        "規定する",
        "扱う",
    ];
    /// How many of those verbs are nothing that a provider is asked to do.
    const SHOWING: usize = 6;
    const ENGLISH: [&str; 8] = [
        "this chapter ",
        "this section ",
        "this clause ",
        "this part ",
        "this annex ",
        "the following sections ",
        "the following controls ",
        "the controls in this ",
    ];
    let core = predicate_end(sentence);
    if !core.chars().any(is_japanese) {
        let lower = core.to_ascii_lowercase();
        return ENGLISH.iter().any(|words| lower.starts_with(words));
    }
    let told = core.strip_suffix("である").unwrap_or(core);
    let before = PARTS.iter().find_map(|part| told.strip_suffix(part));
    if before.is_some_and(|before| before.ends_with('る') || before.ends_with("示す")) {
        return true;
    }
    let start = sentence.trim_start();
    let is_here = HERE.iter().any(|here| {
        let behind = start.strip_prefix(here);
        behind.is_some_and(|behind| behind.starts_with(['で', 'は']))
    });
    let is_below = ["以下に", "次に"]
        .iter()
        .any(|below| start.starts_with(below));
    let ends = |verbs: &[&str]| verbs.iter().any(|verb| core.ends_with(verb));
    is_here && ends(&TELLING) || is_below && !start.contains("掲げ") && ends(&TELLING[..SHOWING])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        sentences(text)
            .into_iter()
            .map(|range| &text[range])
            .collect()
    }

    #[test]
    fn japanese_sentences_end_at_the_stop_outside_brackets() {
        let text = "「対策を講じる。」と定める。次に、（詳細は別紙。）記録すること。";
        assert_eq!(
            split(text),
            [
                "「対策を講じる。」と定める。",
                "次に、（詳細は別紙。）記録すること。"
            ]
        );
    }

    #[test]
    fn english_abbreviations_and_decimals_end_nothing() {
        let text = "Use TLS 1.2 or later, e.g. TLS 1.3. Review keys (cf. No. 5) yearly. Done";
        assert_eq!(
            split(text),
            [
                "Use TLS 1.2 or later, e.g. TLS 1.3.",
                "Review keys (cf. No. 5) yearly.",
                "Done"
            ]
        );
    }

    #[test]
    fn a_number_with_spaces_in_it_is_not_cut() {
        assert_eq!(
            split("本書では、1. 1. 1 に示す。"),
            ["本書では、1. 1. 1 に示す。"]
        );
    }

    #[test]
    fn items_are_sentences_of_their_own() {
        assert_eq!(
            split("次による\n・鍵の更新\n・鍵の廃棄"),
            ["次による", "・鍵の更新", "・鍵の廃棄"]
        );
    }

    #[test]
    fn the_end_of_a_sentence_says_how_binding_it_is() {
        let cases = [
            ("アクセスログを記録すること。", Modality::Must),
            ("委託先にも守らせなければならない。", Modality::Must),
            ("鍵を平文で保存してはならない。", Modality::Must),
            ("同様の対策を講じる必要がある。", Modality::Must),
            ("安全管理対策を講じることが求められる。", Modality::Must),
            (
                "外部に持ち出すことを禁止する（緊急時を除く。）。",
                Modality::Must,
            ),
            ("管理者権限を与えないこと。", Modality::Must),
            ("年1回見直すことが望ましい。", Modality::Should),
            ("二要素認証を推奨する。", Modality::Should),
            ("分かりやすい説明に努めること。", Modality::Should),
            (
                "最新の状態に保つよう努めなければならない。",
                Modality::Should,
            ),
            ("監査報告書で代えることができる。", Modality::May),
            ("省略しても差し支えない。", Modality::May),
            (
                "格別の安全管理措置を講じることが求められている。",
                Modality::Info,
            ),
            ("医療機関等を通じて間接的に負うことになる。", Modality::Info),
            (
                "より安全かつ効率的に管理することが期待できる。",
                Modality::Info,
            ),
            ("第1.1版が策定された。", Modality::Info),
            ("個人情報の取扱いに関すること", Modality::Info),
            ("The provider shall keep logs.", Modality::Must),
            ("Accounts must not be shared.", Modality::Must),
            ("Reviews should be held yearly.", Modality::Should),
            ("The provider may use a report.", Modality::May),
            (
                "This section gives the mayor's view on marshalling.",
                Modality::Info,
            ),
        ];
        for (sentence, modality) in cases {
            assert_eq!(of_sentence(sentence), modality, "{sentence}");
        }
    }

    #[test]
    fn the_words_that_say_how_binding_it_is_have_a_place() {
        let cases = [
            ("ログを記録する必要がある。", Some("必要がある")),
            ("ログを取得すること（緊急時を除く。）。", Some("すること")),
            ("時刻を合わせておくこと。", Some("こと")),
            ("年1回見直すことが望ましい。", Some("望ましい")),
            ("The provider Shall keep logs.", Some("Shall")),
            ("Reviews should be held yearly.", Some("should")),
            ("ログを保存している。", None),
        ];
        for (sentence, expected) in cases {
            let found = words(sentence).map(|(range, _)| &sentence[range]);
            assert_eq!(found, expected, "{sentence}");
        }
    }

    #[test]
    fn a_label_is_an_upper_bound() {
        assert_eq!(
            within(Modality::Must, "独立した部門が評価するのが望ましい。"),
            Modality::Should
        );
        assert_eq!(
            within(Modality::Should, "証明書を受け取り保管する。"),
            Modality::Should
        );
        assert_eq!(within(Modality::Info, "示す必要がある。"), Modality::Info);
    }

    #[test]
    fn what_only_leads_to_the_clauses_of_a_chapter_asks_nothing_whatever_its_label() {
        for sentence in [
            "対策をまとめる過程を定める章(規格に対応)。",
            "本章では、委託先の管理について述べる。",
            "この節は、記録の取り方を示す。",
            "以下に、事業者が行う対策を示す。",
            "This chapter describes what providers do.",
        ] {
            assert_eq!(
                within(Modality::Must, sentence),
                Modality::Info,
                "{sentence}"
            );
        }
        for sentence in [
            "委託先の管理の手順を定める。",
            "リスクを特定し、一覧に示す。",
            "次の事項を記録する。",
            "以下の対策を講じる。",
            "この章に定める対策を講じる。",
            "次の事項を定める。",
            "次に掲げる事項を示す。",
            "利用者に同意を求める文章。",
            "Establish a risk register.",
        ] {
            assert_eq!(
                within(Modality::Must, sentence),
                Modality::Must,
                "{sentence}"
            );
        }
    }
}
