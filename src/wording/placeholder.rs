//! Texts that stand where an answer should stand: empty, a dash, TODO, a word too few.
//!
//! Table cells are short (21 characters is the median of real tables), so length alone
//! condemns nothing: below eight characters a text has to name something.

mod blanks;

use std::ops::Range;
use std::sync::LazyLock;

use self::blanks::{blanked_name, blanked_number, bracketed_name, unfilled};
use super::assertion::asserts_only;
use super::closing_citations::without_closing_citations;
use super::fold::{Folded, Words, fold};
use super::status::{DASHES, Status, status};
use crate::beginnings::Beginnings;
use crate::readings::{Readings, remembered};
use crate::script::{is_kanji, is_katakana};

/// Why a text is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Placeholder {
    /// Nothing but white space.
    Empty,
    /// Nothing but a dash, which may mean "none", "not applicable" or "later".
    Dash,
    /// A note that the answer is still to be written.
    Todo,
    /// It names nothing, but that it is done: 「実施」, 「対応しています。」, "Yes", "We comply with this control."
    TooShort,
}

/// A text with fewer characters than this has to name something.
const SHORT: usize = 8;

/// Notes that stand as a word of their own anywhere in a text.
const NOTES: &[&str] = &[
    "todo",
    "tbd",
    "tbc",
    "fixme",
    "to be determined",
    "to be confirmed",
    "to be completed",
    "to be defined",
];

/// What makes of a note a name: 「ToDoリスト」, 「TODO管理」.
const NAMED_NOTES: &[&str] = &[
    "リスト",
    "管理",
    "アプリ",
    "一覧",
    " list",
    " app",
    "チェック",
];

/// Notes that count when they are the whole text or stand in brackets of their own.
#[rustfmt::skip]
const WHOLE_NOTES: &[&str] = &[
    "別途追記", "別途記載", "別途記入", "別途追記予定", "別途記載予定", "追って記載", "追って追記", "後日提示", "要確認", "確認中", "準備中", "調整中", "要検討", "未定", "未記入", "未記載", "未作成", "未執筆", "記入予定", "記載予定", "追記予定", "後日記載", "後日記入",
    "後日追記", "後で記載", "要記入", "要記載", "要追記", "要精読", "要調査", "要修正", "要見直し", "調査中", "作成中", "執筆中", "記入中",
    "検討中", "ここに記載", "ここに記入", "記入してください", "記載してください", "仮", "仮置き", "ダミー", "xxx", "xxxx", "???", "??", "?", "pending",
    "placeholder", "lorem ipsum", "coming soon", "n/y", "wip", "to do", "unverified", "not verified", "to be verified", "to follow", "to be added", "to be written", "to be provided",
    "please complete", "...", "…", "……", "・・・",
];

/// Whole answers that put off what is to be said.
#[rustfmt::skip]
const DEFERRING: &[&str] = &[
    "別途協議", "別途協議する", "別途協議します", "別途協議のうえ決定", "別途協議の上決定", "協議中", "協議のうえ決定", "協議の上決定", "協議のうえ決定する", "協議の上決定する",
    "別途定める", "別途定めます", "別途定めるものとする", "別に定める", "別に定めます", "追って定める", "別途決定", "別途決定する", "別途検討", "別途検討する", "別途調整", "別途通知", "別途連絡", "別途ご案内", "別途ご相談",
    "お問い合わせください", "個別にお問い合わせください", "お問合せください", "別途お問い合わせください", "営業担当にお問い合わせください",
];

/// What templates and the programs that fill them put where the answer belongs, at the start of a text.
#[rustfmt::skip]
const TEMPLATES: &[&str] = &[
    "add control implementation description here", "replace_me", "click or tap here to enter text",
    "click here to enter text", "[insert ", "<insert ", "[describe ", "<describe ", "insert description", "will be added later", "lorem ipsum", "enter text here", "insert text here", "no information found for the combination of standard",
    "ここをクリックまたはタップしてテキストを入力", "クリックまたはタップしてテキストを入力", "ここをクリックしてテキストを入力",
    "ここに入力してください", "ここにテキストを入力",
];

/// No note that is the whole text is longer, brackets included.
const LONGEST_NOTE: usize = 24;

/// Answers that only say that there is one, when they are the whole text.
#[rustfmt::skip]
const ASSERTIONS: &[&str] = &[
    "対応しています", "対応しております", "対応している", "実施しています", "実施しております", "実施している", "準拠しています",
    "準拠しております", "準拠している", "遵守しています", "遵守しております", "遵守している", "適合しています", "適合している",
    "満たしています", "満たしている", "要求事項を満たしています", "要件を満たしています", "ガイドラインに準拠しています",
    "問題ありません", "問題なし", "compliant", "fully compliant", "we comply", "we are compliant", "we comply with this control",
    "we comply with this requirement", "this control is implemented", "this control is met", "this requirement is met",
    "both parties", "both sides", "shared responsibility", "joint responsibility", "shared by both parties",
    "this is implemented", "implemented as required", "the control is implemented", "the requirement is met",
];

/// No assertion is longer.
const LONGEST_ASSERTION: usize = 40;

/// Cells that repeat the cell above or beside them; what they say stands there.
const DITTO: &[&str] = &[
    "同上",
    "同左",
    "同右",
    "同前",
    "〃",
    "同様",
    "上記",
    "上記参照",
    "上に同じ",
    "左に同じ",
    "ditto",
    "same",
    "same as above",
];

/// What stands where a reason should, and gives none: the word of a form, 「なし」.
#[rustfmt::skip]
const NO_REASONS: &[&str] = &[
    "理由", "理由を記載", "理由を記入", "理由を書く", "理由記載", "理由記入", "理由を入力", "理由なし", "なし", "無し", "特になし", "特に無し",
    "reason", "the reason", "reason here", "your reason", "state the reason", "give the reason", "write the reason", "no reason", "none", "not applicable", "not currently applicable",
    "currently not applicable", "does not apply", "n/a",
];

static NO_REASON_WORDS: LazyLock<Words<()>> = LazyLock::new(|| words(NO_REASONS));

static NOTE_WORDS: LazyLock<Words<()>> = LazyLock::new(|| words(NOTES));

static WHOLE_NOTE_WORDS: LazyLock<Words<()>> = LazyLock::new(|| {
    let notes = WHOLE_NOTES.iter().chain(DEFERRING);
    Words::new(notes.map(|word| (*word, ())))
});

static DEFERRING_WORDS: LazyLock<Words<()>> = LazyLock::new(|| words(DEFERRING));

/// Whether a text, as a whole, puts off what is to be said: 「別途協議」.
pub fn defers(text: &str) -> bool {
    is_whole(text, &DEFERRING_WORDS, LONGEST_NOTE)
}

static ASSERTION_WORDS: LazyLock<Words<()>> = LazyLock::new(|| words(ASSERTIONS));

static TEMPLATE_WORDS: LazyLock<Words<()>> = LazyLock::new(|| words(TEMPLATES));

static DITTO_WORDS: LazyLock<Words<()>> = LazyLock::new(|| words(DITTO));

fn words(list: &[&'static str]) -> Words<()> {
    Words::new(list.iter().map(|word| (*word, ())))
}

/// What makes `text` a placeholder, and the words that show it.
///
/// An exclusion (「対象外」) is an answer of its own kind and not a placeholder.
pub fn placeholder(text: &str) -> Option<(Placeholder, Range<usize>)> {
    placeholder_at(text, OPENINGS.places(text))
}

/// Whether a text is only the word that a document or a letter closes with.
pub fn is_closing(text: &str) -> bool {
    const CLOSINGS: [&str; 4] = ["以上", "以 上", "以\u{3000}上", "敬具"];
    CLOSINGS.contains(&text.trim().trim_end_matches('。'))
}

/// The beginnings of what says inside a longer text that something is still to be written.
pub(super) fn openings() -> &'static Beginnings {
    &OPENINGS
}

/// As [`placeholder`], where it is known at which places something of [`super::OPENINGS`] may begin.
pub fn placeholder_at(
    text: &str,
    places: impl Iterator<Item = usize>,
) -> Option<(Placeholder, Range<usize>)> {
    unwritten_at(text, places).or_else(|| {
        let bare = without_closing_citations(text);
        let names_nothing = is_too_short(text)
            || is_whole(bare, &ASSERTION_WORDS, LONGEST_ASSERTION)
            || asserts_only(bare);
        names_nothing.then(|| {
            let folded = Folded::new(text);
            (Placeholder::TooShort, folded.trimmed(0..folded.len()))
        })
    })
}

/// As [`placeholder`], of a text of which it is no matter whether it is too short: nothing, a dash, a note that
/// it is still to be written.
pub fn unwritten(text: &str) -> Option<(Placeholder, Range<usize>)> {
    remembered(&UNWRITTEN, text, |text| {
        unwritten_at(text, OPENINGS.places(text))
    })
}

thread_local! {
    static UNWRITTEN: Readings<Option<(Placeholder, Range<usize>)>> = Readings::default();
}

fn unwritten_at(
    text: &str,
    places: impl Iterator<Item = usize>,
) -> Option<(Placeholder, Range<usize>)> {
    let folded = Folded::new(text);
    let whole = folded.trimmed(0..folded.len());
    let mut visible = visible(text);
    let Some(first) = visible.next() else {
        return Some((Placeholder::Empty, 0..text.len()));
    };
    if DASHES.contains(&first) && visible.all(|c| DASHES.contains(&c)) {
        return Some((Placeholder::Dash, whole));
    }
    if is_blank_name(text) {
        return Some((Placeholder::Todo, whole));
    }
    let is_template = || TEMPLATE_WORDS.longest(folded, whole.start).is_some();
    let bare = without_closing_citations(text);
    let todo = match is_whole(bare, &WHOLE_NOTE_WORDS, LONGEST_NOTE) {
        true => Some(whole.start..whole.end.min(bare.len())),
        false => is_template().then(|| whole.clone()),
    };
    let todo = todo.or_else(|| note_inside(folded, places));
    todo.map(|range| (Placeholder::Todo, range))
}

/// Whether what stands as a reason gives none: nothing, a dash, a note that it is still to be written, the
/// word of a form (「（理由）」, "(reason)") or 「なし」.
pub fn gives_no_reason(text: &str) -> bool {
    unwritten(text).is_some()
        || is_whole(text, &NO_REASON_WORDS, LONGEST_NOTE)
        || is_exclusion_again(text)
}

/// Whether a text says no more than that something does not apply here: 「本表の対象外」.
fn is_exclusion_again(text: &str) -> bool {
    const HERE: [&str; 4] = ["本", "当", "この", "今回"];
    const LONGEST: usize = 24;
    let excluded = [
        "の対象外",
        "では対象外",
        "は対象外",
        "の適用外",
        "では適用外",
    ];
    let text = text.trim_end_matches(['。', ' ']);
    let scope = excluded.iter().find_map(|words| text.strip_suffix(words));
    scope.is_some_and(|scope| {
        HERE.iter().any(|word| scope.starts_with(word))
            && scope.chars().nth(LONGEST).is_none()
            && !scope.contains(['、', 'め', 'で'])
    })
}

/// The folded characters of a text that a reader sees.
fn visible(text: &str) -> impl Iterator<Item = char> + Clone {
    Folded::new(text)
        .from(0)
        .filter(|c| !c.is_whitespace() && !matches!(c, '\u{200b}' | '\u{feff}' | '\\'))
}

/// Whether the text without brackets and punctuation is one of a list's, none of which is longer than
/// `longest`.
fn is_whole(text: &str, list: &Words<()>, longest: usize) -> bool {
    let mark = |c: char| {
        matches!(
            c,
            '*' | '_'
                | '('
                | ')'
                | '['
                | ']'
                | '<'
                | '>'
                | '【'
                | '】'
                | '「'
                | '」'
                | '『'
                | '』'
                | '〔'
                | '〕'
                | '。'
                | '、'
                | ':'
                | '!'
                | '※'
                | '〈'
                | '〉'
        )
    };
    // Hardly a text begins as a note does, so this is where nearly all of them leave.
    let Some(first) = visible(text).find(|c| !mark(*c)) else {
        return false;
    };
    let notes = list.beginning_with(first);
    if notes.is_empty() || visible(text).nth(longest).is_some() {
        return false;
    }
    let text: String = visible(text).collect();
    let core = text.trim_matches(mark);
    let core = ["です", "である", "とする"]
        .iter()
        .find_map(|tail| core.strip_suffix(tail))
        .unwrap_or(core);
    let spaceless =
        |note: &str, core: &str| { note.chars() }.filter(|c| *c != ' ').eq(core.chars());
    // "To do." is a note as well, while dots alone are one of the notes themselves.
    let stopped = core.strip_suffix('.').filter(|core| !core.is_empty());
    let is_note = |core: &str| { notes.iter() }.any(|note| spaceless(note.text, core));
    is_note(core) || stopped.is_some_and(is_note)
}

/// What inside a longer text says that something is still to be written: a note that is a
/// word of its own, else one in brackets, else a blank.
fn note_inside(folded: Folded, places: impl Iterator<Item = usize>) -> Option<Range<usize>> {
    let (mut bracketed, mut blanked) = (None, None);
    let text = folded.rest(0);
    for place in places {
        let character = text[place..].chars().next()?;
        if BLANKS.contains(character) || character == '_' {
            blanked = blanked.or_else(|| blanked_name(folded, place, character));
        } else if matches!(character, 'X' | 'Ｘ') {
            blanked = blanked.or_else(|| blanked_number(folded, place));
        } else if BRACKETS.contains(character) {
            bracketed = bracketed
                .or_else(|| bracketed_note(folded, place))
                .or_else(|| bracketed_name(folded, place));
        } else if character == '{' {
            bracketed = bracketed.or_else(|| unfilled(folded, place));
        } else if let Some(note) = note(folded, place) {
            return Some(note);
        }
    }
    bracketed.or(blanked)
}

/// Brackets that a note may stand in.
const BRACKETS: &str = "【(（[［<＜〔《";

/// Marks that templates leave for a name.
const BLANKS: &str = "○〇◯●△□＿";

/// All that [`note_inside`] has to look at.
static OPENINGS: LazyLock<Beginnings> = LazyLock::new(|| {
    let marks = BRACKETS.chars().chain(BLANKS.chars()).map(String::from);
    let marks = marks.chain(["{{", "__", "XX", "ＸＸ"].map(String::from));
    let notes = NOTES.iter().flat_map(|note| {
        let mut letters = note.chars();
        let (first, second) = (
            letters.next().unwrap_or_default(),
            letters.next().unwrap_or_default(),
        );
        let spelt = widths(first).into_iter();
        spelt.flat_map(move |first| widths(second).map(|second| String::from_iter([first, second])))
    });
    let words: Vec<String> = marks.chain(notes).collect();
    Beginnings::new(words.iter().map(String::as_str))
});

/// A small Latin letter as it may be written: narrow, and in full width small and capital.
fn widths(letter: char) -> [char; 3] {
    let wide = |letter: char| char::from_u32(u32::from(letter) + 0xFEE0).unwrap_or(letter);
    [letter, wide(letter), wide(letter.to_ascii_uppercase())]
}

/// Whether "to be completed" is a duty and no note: "Reviews are to be completed within 30 days."
fn is_duty(folded: Folded, range: &Range<usize>) -> bool {
    const BOUND: [&str; 9] = [
        "is", "are", "has", "have", "had", "need", "needs", "required", "was",
    ];
    const SAID_HOW: [&str; 14] = [
        "within", "in", "by", "before", "after", "at", "on", "with", "every", "each", "prior",
        "during", "via", "and",
    ];
    const NEAR: usize = 120;
    let (before, behind) = (folded.until(range.start), folded.rest(range.end));
    let behind = &behind[..behind.floor_char_boundary(NEAR)];
    let last = before.split_whitespace().next_back().unwrap_or_default();
    let next = { behind.strip_prefix(' ') }.and_then(|rest| rest.split_whitespace().next());
    let names_a_section = || before.trim_end().ends_with("section is");
    // What is to be completed in a year that is named is not done.
    let ends = behind.find(['.', '\n', ';']).unwrap_or(behind.len());
    let names_a_year = || {
        behind[..ends]
            .split(' ')
            .any(|word| word.starts_with("20") && word.len() >= 4)
    };
    BOUND.contains(&last)
        && next.is_some_and(|next| SAID_HOW.contains(&next))
        && !names_a_section()
        && !names_a_year()
}

/// The one of [`NOTES`] at `place`, if it is a word of its own.
fn note(folded: Folded, place: usize) -> Option<Range<usize>> {
    if !folded.starts_word(place) {
        return None;
    }
    let (end, word, ()) = NOTE_WORDS.longest(folded, place)?;
    if word == "to be completed" && is_duty(folded, &(place..end)) {
        return None;
    }
    let goes_on = folded.at(end).is_some_and(|c| c.is_ascii_alphanumeric());
    let behind = folded.skip_space(end);
    let named = || {
        NAMED_NOTES.iter().any(|name| {
            folded
                .after(end, name)
                .or(folded.after(behind, name))
                .is_some()
        })
    };
    (!goes_on && !named()).then_some(place..end)
}

/// A note in brackets of its own: 【要精読】, （要確認）, ＜未定＞.
fn bracketed_note(folded: Folded, open: usize) -> Option<Range<usize>> {
    let start = folded.next(open);
    let is_parameter = PARAMETERS
        .iter()
        .any(|words| folded.after(start, words).is_some());
    let ends_words = |c: char| "】)]>〕》：:、".contains(c);
    let longest = if is_parameter {
        LONGEST_BRACKET
    } else {
        LONGEST_NOTE
    };
    let length = folded.from(start).take(longest).position(ends_words)?;
    let inside = folded.rest(start);
    let (words, _) = inside.char_indices().nth(length)?;
    let said = &inside[..words];
    // 「詳細は後日記載」 says of what.
    let note = said.rsplit_once('は').map_or(said, |(_, note)| note);
    let is_square = folded.at(open) == Some('[');
    let is_note = is_parameter
        || is_square && asks_the_writer(said)
        || is_whole(note, &WHOLE_NOTE_WORDS, LONGEST_NOTE);
    if !is_note {
        return None;
    }
    // Behind the note it may say what is to be written: [PLACEHOLDER: number of hours].
    let rest = inside[words..].char_indices().take(LONGEST_BRACKET);
    let close = { rest }.find(|(_, c)| CLOSING.contains(*c) || "】)]>".contains(fold(*c)))?;
    let end = words + close.0 + close.1.len_utf8();
    Some(open..start + end)
}

/// How the parameters of a control begin that nobody has filled in: `[Assignment: organization-defined frequency]`.
const PARAMETERS: &[&str] = &[
    "assignment:",
    "selection:",
    "insert ",
    "please fill",
    "please complete",
    "please insert",
    "please add",
    "please describe",
    "please specify",
    "please enter",
    "fill in ",
    "note to drafter",
    "note to author",
    "note to writer",
    "drafting note",
    "name to be ",
    "date to be ",
    "to be filled in",
    "to be inserted",
];

/// Whether a note is a question to who writes: "[how often?]".
fn asks_the_writer(note: &str) -> bool {
    const ASKING: [&str; 7] = ["how ", "who", "what", "when", "which ", "where", "why"];
    let small = note.trim().to_ascii_lowercase();
    small.ends_with('?') && ASKING.iter().any(|word| small.starts_with(word))
}

/// What closes brackets that a note may stand in, where folding does not make it one of the narrow ones.
const CLOSING: &str = "〕》】";

/// A bracket with a note goes on for no more characters than this.
const LONGEST_BRACKET: usize = 120;

/// Whether a text is nothing but the marks that a template leaves for a name: 「●●」, 「＿＿＿＿」.
fn is_blank_name(text: &str) -> bool {
    const MARKS: &str = "○〇◯●△□_＿＊";
    let mut marks = text.trim().trim_end_matches('。').chars();
    let Some(first) = marks.next().filter(|mark| MARKS.contains(*mark)) else {
        return false;
    };
    marks.clone().next().is_some() && marks.all(|mark| mark == first)
}

/// Whether a short text only announces what follows, or says when the text was last changed.
pub fn leads_on(text: &str) -> bool {
    const LONGEST: usize = 160;
    const OPENINGS: [&str; 10] = [
        "this section ",
        "this chapter ",
        "the following ",
        "the sections below ",
        "last updated",
        "last reviewed",
        "last modified",
        "last revised",
        "最終更新",
        "更新日",
    ];
    const ANNOUNCING: [&str; 10] = [
        " describes ",
        " describe ",
        " outlines ",
        " outline ",
        " explains ",
        " documents how ",
        " sets out ",
        " defines ",
        " define ",
        " summarizes ",
    ];
    const SECTIONS: [&str; 6] = [
        "本節では",
        "本章では",
        "この節では",
        "この章では",
        "本項では",
        "以下に",
    ];
    const TELLING: [&str; 8] = [
        "について述べる",
        "について述べます",
        "を述べる",
        "を説明する",
        "を説明します",
        "を示す",
        "を示します",
        "を記載する",
    ];
    if text.len() > LONGEST {
        return false;
    }
    let small = text.to_lowercase();
    let opening = OPENINGS.iter().find(|opening| small.starts_with(**opening));
    let is_dated =
        opening.is_some_and(|opening| opening.starts_with("last") || !opening.is_ascii());
    let announces = || ANNOUNCING.iter().any(|word| small.contains(word));
    let tells = || {
        let end = small.trim_end_matches('。');
        SECTIONS.iter().any(|section| small.starts_with(section))
            && TELLING.iter().any(|word| end.ends_with(word))
    };
    is_dated || opening.is_some() && announces() || tells()
}

/// Whether a text says no more than that something is, or is done.
fn is_too_short(text: &str) -> bool {
    // What is wrong with these is not that they are short: 「適切に管理する」.
    const WEAK: [&str; 6] = ["適切に", "適正に", "十分に", "速やかに", "適宜", "随時"];
    if visible(text).nth(SHORT - 1).is_some() || WEAK.iter().any(|word| text.starts_with(word)) {
        return false;
    }
    let plain = visible(text).filter(|c| !"。、()「」".contains(*c));
    let repeats = |ditto: &str| ditto.chars().filter(|c| *c != ' ').eq(plain.clone());
    let first = plain.clone().next().unwrap_or_default();
    if DITTO_WORDS
        .beginning_with(first)
        .iter()
        .any(|ditto| repeats(ditto.text))
    {
        return false;
    }
    match status(text) {
        Some(stated) if stated.status == Status::NotApplicable => false,
        Some(stated) if stated.reason.is_none() => true,
        _ => !names_something(text),
    }
}

/// Whether a short text has a noun of some substance: four kanji or three katakana in a run
/// (「施錠管理」, 「サーバ」), an acronym (MFA) or a figure.
fn names_something(text: &str) -> bool {
    let longest_run = |belongs: fn(char) -> bool| {
        let runs = text
            .split(|c: char| !belongs(c))
            .map(|run| run.chars().count());
        runs.max().unwrap_or(0)
    };
    longest_run(|c| is_kanji(c) || is_katakana(c)) >= 3
        || longest_run(|c| c.is_ascii_uppercase() || c.is_ascii_digit()) >= 2
        || longest_run(|c| c.is_ascii_alphabetic()) >= 5
        || text
            .chars()
            .any(|c| c.is_numeric() && !matches!(c, '①'..='⓿'))
}
