//! Clauses behind a guideline's name: 「クラウドサービス医療ガイドライン 第1版 1.1.1(3)」, `NIST SP 800-53 AC-2(1)`.

use super::super::names::Names;
use super::unnamed::source_length;
use super::{Form, Named, Pointer, before_sign, is_distinctive, is_plain, pointer, relative};
use crate::locator::{self, Mark, Reference, Target};
use crate::markdown::Prose;

/// What may stand between a guideline's name and a clause number.
pub(super) const BETWEEN: [char; 24] = [
    ' ', '\u{a0}', '\u{3000}', '\n', '「', '」', '『', '』', '【', '】', '（', '）', '(', ')', '[',
    ']', '［', '］', 'の', ':', '：', ',', '，', '、',
];

/// Words that may stand before the number.
const INTRODUCING: [&str; 11] = [
    "reference",
    "ref.",
    "rule",
    "clause",
    "section",
    "control",
    "requirement",
    "article",
    "item",
    "criterion",
    "criteria",
];

/// What stands behind a word that introduces a number, or several: "control A1.1", "controls: A1.1, A1.2".
fn behind_introduction(text: &str) -> Option<&str> {
    let behind = INTRODUCING
        .iter()
        .find_map(|word| text.strip_prefix(word))?;
    let behind = behind.strip_prefix('s').unwrap_or(behind);
    let number = behind.trim_start_matches([' ', ':', '\u{a0}', '*', '_']);
    (number.len() < behind.len()).then_some(number)
}

/// 「クラウドサービス医療ガイドライン 第1版 1.1.1(3)」, `NIST SP 800-53 AC-2(1)`.
pub(super) fn by_name(
    prose: &Prose<'_>,
    base: usize,
    names: &Names<'_>,
    places: impl Iterator<Item = usize>,
    pointers: &mut Vec<Pointer>,
) {
    for naming in names.namings(prose.text, places) {
        if prose.is_code(naming.range.clone()) || is_in_address(&prose.text[..naming.range.start]) {
            continue;
        }
        let behind = &prose.text[naming.range.end..];
        let number = behind.trim_start_matches(BETWEEN);
        let word = behind_introduction(number);
        let number = word.unwrap_or_else(|| with_its_bracket(behind, number));
        let number = &number[source_length(number)..];
        let number = behind_its_annex(number).unwrap_or(number);
        let at = naming.range.end + (behind.len() - number.len());
        // An article below a title that names it: （準拠する指針）, 第2条.
        let before = prose.text[..naming.range.start].trim_start();
        let is_article =
            number.starts_with('第') && before.starts_with('（') && !before.contains('）');
        let read = locator::read(number)
            .filter(|_| !is_article)
            .filter(|(references, length)| {
                // The 2 of （2省ガイドライン） is a part of its name.
                let goes_on =
                    |c: char| c.is_alphabetic() && !('\u{3041}'..='\u{309f}').contains(&c);
                let is_word = number[..*length].ends_with(char::is_numeric)
                    && number[*length..].starts_with(goes_on);
                let are_plain = || references.iter().all(|one| is_plain(&one.target));
                !((is_word || is_counted(&number[*length..])) && are_plain())
            });
        let read = read.map(|(references, _)| references).unwrap_or_default();
        let named = Named {
            guidelines: naming.guidelines,
            edition: naming.edition.is_some(),
            range: relative(prose, naming.range.clone(), base),
        };
        let ahead = match read.is_empty() {
            true => before_its_guideline(&prose.text[..naming.range.start]),
            false => None,
        };
        let (at, read) = ahead.unwrap_or((at, read));
        let mut pointer = pointer(
            prose,
            Form::Prose,
            Some(named),
            naming.range.start,
            at,
            read,
            base,
        );
        if let (Some((first, _)), Some(named)) = (pointer.references.first(), &pointer.named)
            && first.start < named.range.start
        {
            pointer.range = first.start..named.range.end;
        }
        pointers.push(pointer);
    }
}

/// The clauses in front of a guideline's name that are said to be its, and where they begin: "control A.6.3 of the
/// Nordic ISMS Code", "PLT-11 (Platform Controls)". `before` ends where the name begins.
fn before_its_guideline(before: &str) -> Option<(usize, Vec<Reference>)> {
    /// No list of clauses is longer, in bytes.
    const LONGEST: usize = 96;
    const JOINTS: [&str; 4] = [" of", " in", " from", " under"];
    let text = before.trim_end_matches([' ', '\u{a0}', '\n', '*', '_', '“', '"']);
    let text = match text.strip_suffix('(') {
        Some(number) => number,
        None => {
            let text = text.strip_suffix(" the").map_or(text, str::trim_end);
            JOINTS.iter().find_map(|joint| text.strip_suffix(joint))?
        }
    };
    let text = text.trim_end();
    let window = text.ceil_char_boundary(text.len().saturating_sub(LONGEST));
    let starts = text[window..].char_indices().map(|(at, _)| window + at);
    let mut starts = starts.filter(|&at| {
        let is_first = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit();
        text[at..].starts_with(is_first) && !text[..at].ends_with(char::is_alphanumeric)
    });
    starts.find_map(|at| {
        let references = locator::read_all(&text[at..])?;
        let introduced = || {
            let words = text[..at].to_ascii_lowercase();
            { INTRODUCING.iter() }.any(|word| {
                let words = words.trim_end();
                words.strip_suffix('s').unwrap_or(words).ends_with(word)
            })
        };
        let are_clauses = references.iter().all(|one| is_distinctive(&one.target))
            || references.iter().all(|one| !is_plain(&one.target))
                && (before_sign(&text[..at]).is_some() || introduced());
        are_clauses.then_some((at, references))
    })
}

/// Whether what stands behind this text goes on with an address: `https://example.com/800-53`.
fn is_in_address(before: &str) -> bool {
    let word = before.rsplit(char::is_whitespace).next();
    word.is_some_and(|word| word.contains("://"))
}

/// The clause behind the annex that it stands in: the A.8.1 of 「附属書A の A.8.1」, `Annex A (A.8.1)`.
fn behind_its_annex(number: &str) -> Option<&str> {
    let (references, length) = locator::read(number)?;
    let [only] = references.as_slice() else {
        return None;
    };
    let Target::One(annex) = &only.target else {
        return None;
    };
    let [word, letter] = &*annex.levels else {
        return None;
    };
    let behind = number[length..].trim_start_matches(BETWEEN);
    let goes_on = || {
        let (clauses, _) = locator::read(behind)?;
        let (Target::One(first) | Target::Through(first, _)) = &clauses.first()?.target;
        Some(first.levels.len() > 1 && first.levels.first()? == letter)
    };
    let is_annex = word.mark == Mark::Word && letter.mark == Mark::Letters;
    (is_annex && goes_on().unwrap_or(false)).then_some(behind)
}

/// Whether a number before this text counts something: 「ISO/IEC 27001 の 93 項目」.
fn is_counted(behind: &str) -> bool {
    const COUNTED: [&str; 30] = [
        "項目",
        "件",
        "つ",
        "個",
        "種",
        "分野",
        "領域",
        "カテゴリ",
        "管理策",
        "の管理策",
        "の要求事項",
        "の項目",
        "の対策",
        "年",
        "か月",
        "ヶ月",
        "カ月",
        "月",
        "日",
        "回",
        "名",
        "人",
        "社",
        "controls",
        "requirements",
        "clauses",
        "control objectives",
        "categories",
        "domains",
        "items",
    ];
    let behind = behind.trim_start_matches([' ', '\u{a0}', '\u{3000}']);
    if let Some(first) = behind.chars().next().filter(char::is_ascii_uppercase) {
        let small = first.to_ascii_lowercase();
        return COUNTED
            .iter()
            .any(|word| word.starts_with(small) && behind[1..].starts_with(&word[1..]));
    }
    COUNTED.iter().any(|word| behind.starts_with(word))
}

/// A number with the bracket before it, if that is the number's own: (1)⑥.
fn with_its_bracket<'t>(text: &'t str, number: &'t str) -> &'t str {
    let before = &text[..text.len() - number.len()];
    let bracket = before.chars().next_back().filter(|c| "（(".contains(*c));
    let whole = &text[before.len() - bracket.map_or(0, char::len_utf8)..];
    let is_own = |target: &Target| {
        let (Target::One(locator) | Target::Through(locator, _)) = target;
        let first = locator.levels.first();
        locator.levels.len() > 1 && first.is_some_and(|first| first.mark == Mark::Parenthesised)
    };
    let read = bracket.and_then(|_| locator::read(whole));
    let is_own = read.is_some_and(|(found, _)| found.iter().all(|one| is_own(&one.target)));
    if is_own { whole } else { number }
}
