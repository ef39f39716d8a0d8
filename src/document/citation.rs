//! Places in prose that name a clause, before anyone knows which clause it is.

use std::borrow::Cow;
use std::cell::LazyCell;
use std::ops::Range;
use std::sync::LazyLock;

use super::names::Names;
use crate::beginnings::Beginnings;
use crate::guideline::GuidelineIndex;
use crate::locator::{self, Mark, Reference, Target};
use crate::markdown::Prose;
use crate::wording;

/// How a citation is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// A guideline's name and a locator in prose.
    Prose,
    /// `[mic:3.2.1(2)]`.
    Bracket,
    /// A cell of a clause column.
    Column,
    /// The value of a label line (`対応条項`, `Covers`).
    Label,
    /// The number that a block opens with (`AC-2(a) Accounts are …`) or that stands in brackets
    /// (（別紙2 3.4-①-1）). It cites only where the document names its guideline and the number
    /// cannot be one of the document's own.
    Bare,
    /// A number behind "see" in brackets: "(see CP-9)". Where the heading around answers a clause, it sends the reader
    /// to another one.
    See,
    /// A number of which its sentence says that it does not apply: 「6.4は該当しない」.
    Excluded,
    /// A number behind 「同」, which carries on from the citation before it.
    Same,
    /// A number behind 「ガイドライン」 or 「本ガイドライン」 alone. It cites where the document names
    /// its guideline and is none itself.
    Common,
}

/// A place that names a guideline and perhaps clauses of it. Ranges count from the unit's start.
#[derive(Clone, Debug, PartialEq)]
pub struct Pointer {
    /// How it is written.
    pub form: Form,
    /// The whole of it.
    pub range: Range<usize>,
    /// The guidelines that the place itself names; `None` when it names none.
    pub named: Option<Named>,
    /// The clauses, as written; none where a guideline is named alone, or a clause by its title
    /// ([`Form::Bracket`]).
    pub references: Vec<(Range<usize>, Target)>,
}

/// A guideline as a pointer names it.
#[derive(Clone, Debug, PartialEq)]
pub struct Named {
    /// The editions that the name can mean; empty when the edition or prefix is not in play.
    pub guidelines: Vec<GuidelineIndex>,
    /// Whether the place says which edition (a prefix does).
    pub edition: bool,
    /// The name or prefix, and the edition behind it.
    pub range: Range<usize>,
}

/// What may stand between a guideline's name and a clause number.
const BETWEEN: [char; 24] = [
    ' ', '\u{a0}', '\u{3000}', '\n', '「', '」', '『', '』', '【', '】', '（', '）', '(', ')', '[',
    ']', '［', '］', 'の', ':', '：', ',', '，', '、',
];

/// Words that may stand before the number.
const INTRODUCING: [&str; 6] = [
    "clause ",
    "section ",
    "control ",
    "requirement ",
    "article ",
    "item ",
];

/// The pointers in a piece of prose, in order. `base` is where the unit begins in the document,
/// `places` those in the prose where one of [`Names::beginnings`] stands, `openings` those of [`OPENINGS`].
pub fn in_prose(
    prose: &Prose<'_>,
    base: usize,
    names: &Names<'_>,
    places: impl Iterator<Item = usize>,
    openings: impl Iterator<Item = usize>,
) -> Vec<Pointer> {
    let mut pointers = Vec::new();
    by_name(prose, base, names, places, &mut pointers);
    by_prefix(prose, base, names, &mut pointers);
    by_wide_prefix(prose, base, names, openings, &mut pointers);
    pointers.sort_by_key(|pointer| pointer.range.start);
    pointers
}

/// 「クラウドサービス医療ガイドライン 第1版 1.1.1(3)」, `NIST SP 800-53 AC-2(1)`.
fn by_name(
    prose: &Prose<'_>,
    base: usize,
    names: &Names<'_>,
    places: impl Iterator<Item = usize>,
    pointers: &mut Vec<Pointer>,
) {
    for naming in names.namings(prose.text, places) {
        if prose.is_code(naming.range.clone()) {
            continue;
        }
        let behind = &prose.text[naming.range.end..];
        let number = behind.trim_start_matches(BETWEEN);
        let word = INTRODUCING
            .iter()
            .find_map(|word| number.strip_prefix(word));
        let number = word.unwrap_or_else(|| with_its_bracket(behind, number));
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
        pointers.push(pointer(
            prose,
            Form::Prose,
            Some(named),
            naming.range.start,
            at,
            read,
            base,
        ));
    }
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

/// The numbers that stand at the very beginning of a block or right behind an opening bracket,
/// when they are of a shape that guidelines have and documents' own numbering has not, and those
/// behind 「ガイドライン」 and 「同」, where no pointer of `known` holds them already; and whether other
/// numbers stand behind an opening bracket. `openings` are the places of [`OPENINGS`];
/// `brackets_cite` says that numbers alone in brackets are clauses here.
pub fn bare(
    prose: &Prose<'_>,
    base: usize,
    known: &[Pointer],
    openings: impl Iterator<Item = usize>,
    brackets_cite: bool,
) -> (Vec<Pointer>, bool) {
    let text = prose.text;
    let mut others = false;
    let mut found: Vec<Pointer> = Vec::new();
    let behind = openings.filter_map(|at| match text[at..].strip_prefix(COMMON) {
        _ if EXCLUSIONS.iter().any(|word| text[at..].starts_with(word)) => {
            Some((excluded_before(text, at)?, Form::Excluded))
        }
        _ if text[at..].starts_with(SAME) => {
            let behind = at + SAME.len();
            let number = text[behind..].trim_start_matches(BETWEEN);
            let opens = number.starts_with(|c: char| c.is_numeric() || c == '別' || c == '第');
            let joins = text[..at].ends_with(|c: char| wording::is_kanji(c));
            (opens && !joins).then_some((text.len() - number.len(), Form::Same))
        }
        Some(behind) => {
            let behind = text.len() - behind.trim_start_matches(BETWEEN).len();
            stands_alone(&text[..at]).then_some((behind, Form::Common))
        }
        None => {
            let bracket = text[at..].chars().next().filter(|c| !c.is_alphanumeric());
            if bracket.is_some() && EXEMPLARY.iter().any(|words| text[..at].ends_with(words)) {
                return None;
            }
            let behind = at + bracket.map_or(0, char::len_utf8);
            let label = label_length(&text[behind..]);
            // A label that opens a line is read with the line.
            let is_inside = || {
                text[..at]
                    .trim_end_matches([' ', '\u{3000}'])
                    .ends_with(|c| c != '\n')
            };
            (bracket.is_some() || label > 0 && is_inside()).then_some((behind + label, Form::Bare))
        }
    });
    for (at, form) in std::iter::once((0, Form::Bare)).chain(behind) {
        let Some(first) = text[at..].chars().next() else {
            break;
        };
        let plausible =
            first.is_ascii_uppercase() || (!first.is_ascii_lowercase() && first.is_alphanumeric());
        let same = (form == Form::Same).then(|| {
            let here = relative(prose, at..at, base).start;
            goes_on(&text[at..], here, known, &found)
        });
        // In a block of its own it names the guideline alone: （同4.4）.
        let whole = || {
            let (references, _) = locator::read(&text[at..])?;
            let are_whole = !references.iter().any(|one| is_plain(&one.target));
            (are_whole && text[at..].starts_with(|c: char| c == '別' || wording::is_digit(c)))
                .then_some(references)
        };
        let same = same.map(|carried| carried.or_else(whole));
        if let Some(references) = same.flatten() {
            let pointer = pointer(prose, Form::Bare, None, at, at, references, base);
            found.push(pointer);
            continue;
        }
        let Some((references, length)) = plausible.then(|| locator::read(&text[at..])).flatten()
        else {
            continue;
        };
        let mut targets = references.iter().map(|reference| &reference.target);
        // The document says that a number alone in brackets is a clause's.
        let is_alone = || text[at + length..].starts_with(['】', '）', ')', '］', ']']);
        let are_clauses = match form {
            Form::Bare if brackets_cite && at > 0 && is_alone() => {
                targets.all(|target| !is_plain(target))
            }
            Form::Same => false,
            Form::Excluded => targets.all(|target| !is_plain(target)),
            Form::Common => targets.all(|target| !is_plain(target)),
            // One of a list in brackets tells what the others are.
            _ if at > 0 => targets.any(is_distinctive),
            _ => targets.all(is_distinctive),
        };
        others |= !are_clauses && at > 0 && form == Form::Bare;
        let is_place = PLACES
            .iter()
            .any(|word| text[at + length..].starts_with(word));
        if !are_clauses || is_place || prose.is_code(at..at + first.len_utf8()) {
            continue;
        }
        let pointer = pointer(prose, form, None, at, at, references, base);
        let held = |other: &Pointer| {
            other.range.start <= pointer.range.start && pointer.range.end <= other.range.end
        };
        if !known.iter().any(held) && !found.iter().any(held) {
            found.push(pointer);
        }
    }
    in_sentences(prose, base, known, &mut found);
    (found, others)
}

/// Words in front of what is no more than an example.
const EXEMPLARY: [&str; 5] = [
    "such as ",
    "e.g. ",
    "e.g., ",
    "for example ",
    "for instance ",
];

/// Words by which a sentence says that something does not apply.
const EXCLUSIONS: [&str; 9] = [
    "対象外",
    "該当し",
    "該当せ",
    "適用外",
    "適用除外",
    "適用しない",
    "適用しません",
    "適用されない",
    "適用されません",
];

/// Where the number stands that opens the sentence in which words at `at` say that it does not apply:
/// 「なお、6.4は当社では該当しない」.
fn excluded_before(text: &str, at: usize) -> Option<usize> {
    /// What is said of the number is no longer, in bytes.
    const LONGEST: usize = 90;
    const OPENING: [&str; 6] = ["なお", "また", "ただし", "但し", "うち", "さらに"];
    const OF_IT: [&str; 7] = [
        "は",
        "も",
        "については",
        "に関しては",
        "の項目は",
        "の要求事項は",
        "の対策項目は",
    ];
    let start = text[..at].rfind(['。', '\n']).map_or(0, |end| {
        end + text[end..].chars().next().map_or(1, char::len_utf8)
    });
    let sentence = &text[start..at];
    let body = sentence.trim_start_matches(|c: char| c.is_whitespace() || "・※（".contains(c));
    let body = OPENING
        .iter()
        .find_map(|word| body.strip_prefix(word))
        .unwrap_or(body);
    let body = body.trim_start_matches(['、', '，', ' ', '\u{3000}']);
    if !body.starts_with(|c: char| c.is_numeric() || c == '別' || c == '第') {
        return None;
    }
    let (_, length) = locator::read(body)?;
    let said = body[length..].trim_start();
    let is_of_it = said.len() <= LONGEST && OF_IT.iter().any(|word| said.starts_with(word));
    is_of_it.then_some(at - body.len())
}

/// What carries on from the citation before it: 「別紙2 3.4①1 …、同①12 …」.
const SAME: &str = "同";

/// The clauses at the start of a text behind 「同」, as they carry on from the last that was cited before
/// `here`.
fn goes_on(
    text: &str,
    here: usize,
    known: &[Pointer],
    found: &[Pointer],
) -> Option<Vec<Reference>> {
    let cited = known.iter().chain(found);
    let before = cited.filter_map(|pointer| pointer.references.last());
    let before = before.filter(|(range, _)| range.start < here);
    let (_, target) = before.max_by_key(|(range, _)| range.start)?;
    let (Target::One(last) | Target::Through(_, last)) = target;
    let listed = format!("{last}、");
    let (references, _) = locator::read(&format!("{listed}{text}"))?;
    let own = references
        .into_iter()
        .filter(|one| one.range.start >= listed.len());
    let own: Vec<Reference> = own
        .map(|one| Reference {
            range: one.range.start - listed.len()..one.range.end - listed.len(),
            ..one
        })
        .collect();
    (!own.is_empty()).then_some(own)
}

/// Words in front of a control inside of a sentence that say that it is answered.
const ANSWERING: [&str; 18] = [
    "(ref. ",
    "(ref ",
    "(ref: ",
    "ef. ",
    "Ref: ",
    "eference: ",
    "eferences: ",
    "NIST: ",
    "apping: ",
    "per ",
    "under ",
    "satisfies ",
    "satisfy ",
    "implements ",
    "required by ",
    "accordance with ",
    "line with ",
    "meet ",
];

/// Words in front of one in brackets that send the reader there.
const SEEING: [&str; 6] = ["(see ", "(see also ", "[see ", "(cf. ", "See ", "See also "];

/// Controls inside of an English sentence that says that they are answered, or that they do not apply. Without
/// such words a control is named on the way.
fn in_sentences(prose: &Prose<'_>, base: usize, known: &[Pointer], found: &mut Vec<Pointer>) {
    let text = prose.text;
    let bytes = text.as_bytes();
    let mut read_to = 0;
    let may_exclude = LazyCell::new(|| wording::may_exclude(text));
    for dash in memchr::memchr_iter(b'-', bytes) {
        let is_digit = bytes.get(dash + 1).is_some_and(u8::is_ascii_digit);
        let letters = { bytes[..dash].iter().rev() }
            .take_while(|byte| byte.is_ascii_uppercase())
            .count();
        if !is_digit || !(2..=3).contains(&letters) || dash < read_to {
            continue;
        }
        let at = dash - letters;
        let before = &text[..at];
        if before.is_empty() || before.ends_with(|c: char| c.is_alphanumeric() || c == '-') {
            continue;
        }
        let answers = || ANSWERING.iter().any(|words| before.ends_with(words));
        let excludes = || *may_exclude && wording::excluding(text, at).is_some();
        let sees = SEEING.iter().any(|words| before.ends_with(words));
        if !sees && !answers() && !excludes() {
            continue;
        }
        let form = if sees { Form::See } else { Form::Bare };
        let Some((references, length)) = locator::read(&text[at..]) else {
            continue;
        };
        read_to = at + length;
        let are_clauses = { references.iter() }.all(|one| is_distinctive(&one.target));
        if !are_clauses
            || text[read_to..].starts_with(char::is_alphanumeric)
            || prose.is_code(at..at + 1)
        {
            continue;
        }
        let pointer = pointer(prose, form, None, at, at, references, base);
        let overlaps = |other: &Pointer| {
            other.range.start < pointer.range.end && pointer.range.start < other.range.end
        };
        if !known.iter().any(overlaps) && !found.iter().any(overlaps) {
            found.push(pointer);
        }
    }
}

/// Labels that introduce a clause inside a text, a colon behind them.
const LABELS: [&str; 10] = [
    "対応条項",
    "該当条項",
    "関連条項",
    "対象条項",
    "準拠条項",
    "対応項番",
    "項番",
    "Controls",
    "Control",
    "Clause",
];

/// How many bytes a label takes that introduces a clause: 「対応条項：」.
fn label_length(text: &str) -> usize {
    let behind = LABELS.iter().find_map(|label| text.strip_prefix(label));
    let value = behind.and_then(|behind| behind.strip_prefix(['：', ':']));
    value.map_or(0, |value| text.len() - value.trim_start().len())
}

/// Words that a number of a room or a machine goes on with: A-12号室.
const PLACES: [&str; 5] = ["室", "号室", "号機", "棟", "階"];

/// What a document calls the guideline that it has named before.
const COMMON: &str = "ガイドライン";

/// What may open a number without a guideline's name.
pub static OPENINGS: LazyLock<Beginnings> = LazyLock::new(|| {
    let openings = ["（", "(", "【", "［", "[", "※", COMMON, SAME].into_iter();
    Beginnings::new(openings.chain(LABELS).chain(EXCLUSIONS))
});

/// Whether [`COMMON`] behind this text is no end of another name, as that of 「電子署名ガイドライン」.
fn stands_alone(before: &str) -> bool {
    const MEANT: [&str; 6] = ["本", "同", "当該", "上記", "前記", "標記"];
    let meant = MEANT.iter().find_map(|word| before.strip_suffix(word));
    let last = meant.unwrap_or(before).chars().next_back();
    last.is_none_or(|last| !last.is_alphanumeric() && !"ーのな".contains(last))
        || meant.is_some() && last.is_some_and(|last| "のはがをにでと".contains(last))
}

/// Whether it is one number without levels, as of years and pages.
pub fn is_plain(target: &Target) -> bool {
    let (Target::One(locator) | Target::Through(locator, _)) = target;
    matches!(&*locator.levels, [only] if only.mark == Mark::Number)
}

/// Whether a number has a shape that is not found by chance: letters or a word and more, or
/// three levels with a circled one.
pub fn is_distinctive(target: &Target) -> bool {
    let (Target::One(locator) | Target::Through(locator, _)) = target;
    let marks = |wanted: &[Mark]| {
        locator
            .levels
            .iter()
            .any(|level| wanted.contains(&level.mark))
    };
    let deep = locator.levels.len();
    (deep >= 2 && marks(&[Mark::Letters, Mark::Word]))
        || (deep >= 3 && marks(&[Mark::Circled, Mark::Parenthesised]))
}

/// Whether a clause's number is believed without its guideline's name, at the beginning of a block
/// or in brackets, where the document says whose numbers are meant.
pub fn needs_no_name(number: &str) -> bool {
    let read = locator::read_all(number);
    read.is_some_and(|references| {
        references
            .iter()
            .all(|reference| is_distinctive(&reference.target))
    })
}

/// `[mic:3.2.1(2)]`, whether or not the file's foot makes a link of it.
fn by_prefix(prose: &Prose<'_>, base: usize, names: &Names<'_>, pointers: &mut Vec<Pointer>) {
    for open in memchr::memchr_iter(b'[', prose.text.as_bytes()) {
        let window = &prose.text.as_bytes()[open + 1..];
        let window = &window[..window.len().min(LONGEST)];
        if let Some(end) = memchr::memchr(b']', window) {
            bracket(prose, open + 1..open + 1 + end, base, names, pointers);
        }
    }
    for link in prose.links.iter().filter(|link| !link.image) {
        if let Some(text) = prose.text_range(&link.text) {
            bracket(prose, text, base, names, pointers);
        }
    }
}

/// What takes longer to close is no citation.
const LONGEST: usize = 256;

/// `［mic:3.2.1(2)］`, `【ｍｉｃ：３．２．１】`, as an input method writes it, （mic:3.2.1）. Only a prefix that is known makes
/// a citation of such brackets: they hold much else.
fn by_wide_prefix(
    prose: &Prose<'_>,
    base: usize,
    names: &Names<'_>,
    openings: impl Iterator<Item = usize>,
    pointers: &mut Vec<Pointer>,
) {
    for at in openings {
        let text = &prose.text[at..];
        let closing = match text.chars().next() {
            Some('［') => '］',
            Some('【') => '】',
            Some('（') => '）',
            Some('(') => ')',
            _ => continue,
        };
        let start = text.chars().next().map_or(0, char::len_utf8);
        let window = &text[start..text.floor_char_boundary(LONGEST.max(start))];
        let Some(end) = window.find(closing) else {
            continue;
        };
        let known = pointers.len();
        bracket(prose, at + start..at + start + end, base, names, pointers);
        let is_known = |pointer: &Pointer| {
            let mut named = pointer.named.iter();
            named.any(|named| !named.guidelines.is_empty())
        };
        if !pointers[known..].iter().all(is_known) {
            pointers.truncate(known);
        }
    }
}

/// Latin letters and signs of full width as narrow ones.
fn narrow(text: &str) -> Cow<'_, str> {
    let is_wide = |c: char| ('！'..='～').contains(&c);
    let fold = |c: char| match is_wide(c) {
        true => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        false => c,
    };
    match text.contains(is_wide) {
        true => Cow::Owned(text.chars().map(fold).collect()),
        false => Cow::Borrowed(text),
    }
}

/// Reads what stands between the brackets, at `inside` in the prose's text.
fn bracket(
    prose: &Prose<'_>,
    inside: Range<usize>,
    base: usize,
    names: &Names<'_>,
    pointers: &mut Vec<Pointer>,
) {
    let text = &prose.text[inside.clone()];
    let Some(colon) = text.find([':', '：']) else {
        return;
    };
    let prefix = &*narrow(&text[..colon]);
    let plausible = !prefix.is_empty()
        && prefix.len() <= 64
        && prefix
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "._-".contains(c));
    if !plausible || prose.is_code(inside.clone()) {
        return;
    }
    let behind = text[colon..].trim_start_matches([':', '：']);
    let guideline = names.with_prefix(prefix);
    let is_entitled = || guideline.is_some_and(|known| names.is_entitled(known, behind));
    let references = match locator::read_all(behind) {
        Some(references) => references,
        // A clause without an official number goes by its title.
        None if is_entitled() => Vec::new(),
        None => return,
    };
    let named = Named {
        guidelines: guideline.into_iter().collect(),
        edition: true,
        range: relative(prose, inside.start..inside.start + colon, base),
    };
    let at = inside.end - behind.len();
    let (start, whole) = (inside.start, relative(prose, inside, base));
    let mut pointer = pointer(
        prose,
        Form::Bracket,
        Some(named),
        start,
        at,
        references,
        base,
    );
    if pointer.references.is_empty() {
        pointer.range.end = whole.end;
    }
    pointers.push(pointer);
}

/// What a label's value or a cell of a clause column points at: a list of locators, with or
/// without a guideline's name before them, and perhaps a title behind.
pub fn in_value(
    prose: &Prose<'_>,
    value: Range<usize>,
    form: Form,
    base: usize,
    found: &[Pointer],
    names: &Names<'_>,
) -> Vec<Pointer> {
    let here = relative(prose, value.clone(), base);
    let own: Vec<Pointer> = found
        .iter()
        .filter(|pointer| pointer.range.start >= here.start && pointer.range.end <= here.end)
        .map(|pointer| Pointer {
            form,
            ..pointer.clone()
        })
        .collect();
    if own.iter().any(|pointer| !pointer.references.is_empty()) {
        return own;
    }
    const OPENING: [char; 5] = ['【', '（', '(', '[', '「'];
    let text = &on_one_line(&prose.text[value.clone()], form);
    let number =
        text.trim_start_matches(|c: char| c.is_whitespace() || OPENING.contains(&c) || is_mark(c));
    let at = value.end - number.len();
    if let Some((guideline, behind)) = names.abbreviated(number)
        && let Some((references, _)) = locator::read(&number[behind..])
    {
        let named = Named {
            guidelines: vec![guideline],
            edition: true,
            range: relative(prose, at..at + behind - 1, base),
        };
        return vec![pointer(
            prose,
            form,
            Some(named),
            at,
            at + behind,
            references,
            base,
        )];
    }
    if let Some((behind, references)) = behind_own_code(number) {
        return vec![pointer(
            prose,
            form,
            None,
            at + behind,
            at + behind,
            references,
            base,
        )];
    }
    match locator::read(number) {
        Some((references, _)) => vec![pointer(prose, form, None, at, at, references, base)],
        None => match in_closing_brackets(number) {
            Some((inner, references)) => {
                let at = at + inner;
                vec![pointer(prose, form, None, at, at, references, base)]
            }
            None => own,
        },
    }
}

/// The clauses that stand in brackets behind what a cell calls them, and where: `Spam protection (SI-8)`,
/// 「ログ（別紙2 3.4-①-1）」.
pub fn in_closing_brackets(text: &str) -> Option<(usize, Vec<Reference>)> {
    let inner = text.trim_end().strip_suffix([')', '）', ']', '］'])?;
    let opening = inner.rfind(['(', '（', '[', '［'])?;
    // The number may hold brackets of its own: `(AC-2(1))`.
    let outer = inner[..opening].rfind(['(', '（', '[', '［']);
    [Some(opening), outer].into_iter().flatten().find_map(|at| {
        let at = at + inner[at..].chars().next()?.len_utf8();
        let references = locator::read_all(&inner[at..])?;
        let are_clauses = { references.iter() }.all(|one| is_distinctive(&one.target));
        are_clauses.then_some((at, references))
    })
}

/// The clauses in brackets behind a code of the list's own, and where they stand: `Q1 (AC-2)`.
fn behind_own_code(text: &str) -> Option<(usize, Vec<Reference>)> {
    let code = text.find([' ', '(', '（', '[', '［'])?;
    let (letters, digits) = text[..code].split_at(text[..code].find(|c: char| c.is_ascii_digit())?);
    let is_code = (1..=3).contains(&letters.len())
        && letters.bytes().all(|byte| byte.is_ascii_alphabetic())
        && digits.bytes().all(|byte| byte.is_ascii_digit());
    let bracketed = text[code..].trim_start();
    let opens = bracketed.starts_with(['(', '（', '[', '［']);
    in_closing_brackets(text).filter(|_| is_code && opens)
}

/// A clause cell whose first line names no more than a part (別紙2) with the number from the line
/// below behind it; as long as it was.
fn on_one_line(text: &str, form: Form) -> Cow<'_, str> {
    let first = text.split('\n').next().unwrap_or_default();
    let names_part = || {
        let read = locator::read_all(first.trim_end());
        read.is_some_and(|references| match references.as_slice() {
            [
                Reference {
                    target: Target::One(only),
                    ..
                },
            ] => {
                only.levels
                    .first()
                    .is_some_and(|level| level.mark == Mark::Word)
                    && only.levels.len() <= 2
            }
            _ => false,
        })
    };
    match form == Form::Column && first.len() < text.len() && names_part() {
        true => Cow::Owned(text.replacen('\n', " ", 1)),
        false => Cow::Borrowed(text),
    }
}

/// Emoji and ticks that tables put before a number.
fn is_mark(c: char) -> bool {
    matches!(
        c,
        '✅' | '✔'
            | '☑'
            | '⚠'
            | '❌'
            | '✖'
            | '○'
            | '◯'
            | '●'
            | '◎'
            | '△'
            | '▲'
            | '×'
            | '■'
            | '□'
            | '・'
            | '\u{fe0f}'
    )
}

/// Makes a pointer from references that were read at `at` in the prose's text.
fn pointer(
    prose: &Prose<'_>,
    form: Form,
    named: Option<Named>,
    start: usize,
    at: usize,
    references: Vec<Reference>,
    base: usize,
) -> Pointer {
    let mut references: Vec<(Range<usize>, Target)> = references
        .into_iter()
        .map(|reference| {
            let range = at + reference.range.start..at + reference.range.end;
            (relative(prose, range, base), reference.target)
        })
        .collect();
    // They are as large as what they were made of, and take its room.
    references.shrink_to_fit();
    let start = prose.source(start..start).start.saturating_sub(base);
    let end = references
        .last()
        .map(|(range, _)| range.end)
        .or_else(|| named.as_ref().map(|named| named.range.end))
        .unwrap_or(start);
    let start = named
        .as_ref()
        .map_or(start, |named| named.range.start)
        .min(end);
    Pointer {
        form,
        range: start..end,
        named,
        references,
    }
}

/// A range of the prose's text as bytes that count from the unit's start.
pub fn relative(prose: &Prose<'_>, range: Range<usize>, base: usize) -> Range<usize> {
    let source = prose.source(range);
    source.start.saturating_sub(base)..source.end.saturating_sub(base)
}
