//! Numbers of clauses that stand in prose without a guideline's name.

use std::cell::LazyCell;
use std::sync::LazyLock;

use super::named::BETWEEN;
use super::set_apart::{self, related_length};
use super::{Form, Pointer, is_distinctive, is_plain, pointer, relative};
use crate::beginnings::Beginnings;
use crate::locator::{self, Reference, Target};
use crate::markdown::Prose;
use crate::script::{self, CLOSING_BRACKETS, OPENING_BRACKETS};
use crate::wording;

/// The numbers that stand at the very beginning of a block or right behind an opening bracket,
/// when they are of a shape that guidelines have and documents' own numbering has not, and those
/// behind 「ガイドライン」 and 「同」, where no pointer of `known` holds them already; and whether other
/// numbers stand behind an opening bracket. `openings` are the places of [`OPENINGS`];
/// `brackets_cite` says that numbers alone in brackets are clauses here, `opening_words` where the bold words end
/// that the block opens with.
pub fn bare(
    prose: &Prose<'_>,
    base: usize,
    known: &[Pointer],
    openings: impl Iterator<Item = usize>,
    brackets_cite: bool,
    opening_words: usize,
) -> (Vec<Pointer>, bool) {
    let text = prose.text;
    let mut others = false;
    let mut found: Vec<Pointer> = Vec::new();
    let behind = openings.filter_map(|at| behind_opening(text, at));
    let opening = opening_mark(text);
    let opening = opening + related_length(&text[opening..]);
    let set_apart = set_apart::places(prose, opening_words).map(|at| (at, Form::Bare));
    for (at, form) in { std::iter::once((opening, Form::Bare)) }
        .chain(behind)
        .chain(set_apart)
    {
        let Some(first) = text[at..].chars().next() else {
            break;
        };
        let plausible = first.is_ascii_uppercase()
            || (!first.is_ascii_lowercase() && first.is_alphanumeric())
            || form == Form::Common && matches!(first, '(' | '（');
        if form == Form::Same
            && let Some(references) = behind_same(prose, at, base, known, &found)
        {
            found.push(pointer(prose, Form::Bare, None, at, at, references, base));
            continue;
        }
        let Some((references, length)) = plausible.then(|| locator::read(&text[at..])).flatten()
        else {
            continue;
        };
        let mut targets = references.iter().map(|reference| &reference.target);
        // The document says that a number alone in brackets is a clause's.
        let is_alone = || text[at + length..].starts_with(CLOSING_BRACKETS);
        let are_clauses = match form {
            Form::Bare if brackets_cite && at > opening && is_alone() => {
                targets.all(|target| !is_plain(target))
            }
            Form::Same => false,
            Form::Excluded => targets.all(|target| !is_plain(target)),
            Form::Common => targets.all(|target| !is_plain(target)),
            // Whether its guideline's numbers have the sign is for whoever knows it.
            _ if before_sign(&text[..at]).is_some() => targets.all(|target| !is_plain(target)),
            // One of a list in brackets tells what the others are.
            _ if at > opening => targets.any(is_distinctive),
            _ if judges(text.get(at + length..opening_words).unwrap_or_default()) => {
                targets.all(|target| !is_plain(target))
            }
            _ => targets.all(is_distinctive),
        };
        others |= !are_clauses && at > opening && form == Form::Bare;
        let is_place = PLACES
            .iter()
            .any(|word| text[at + length..].starts_with(word));
        let is_sample = || {
            prose.is_code(at..at + first.len_utf8())
                && !set_apart::closing(prose).any(|place| place == at)
        };
        if !are_clauses || is_place || is_sample() {
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

/// The clauses that a heading names in code at its end: "Logs `AC-2`", 「責任の分担 `GL-4.3`」.
pub fn code_at_end(prose: &Prose<'_>, base: usize) -> Option<Pointer> {
    const GUIDELINES: [&str; 5] = ["GL本体", "GL本文", "GL", "ガイドライン本文", "ガイドライン"];
    let text = prose.text.trim_end();
    let last = prose.segments().last();
    let (code, _) = last.filter(|(range, _)| prose.is_code(range.clone()))?;
    let code = code.start..code.end.min(text.len());
    let written = text.get(code.clone())?;
    let number = { GUIDELINES.iter() }.find_map(|name| written.strip_prefix(name));
    let number = number.map(|number| number.trim_start_matches(['-', ' ', '\u{3000}']));
    let number = number.unwrap_or(written);
    let references = locator::read_all(number)?;
    let are_clauses = !references.iter().any(|one| is_plain(&one.target));
    let at = code.end - number.len();
    (are_clauses && at > 0).then(|| pointer(prose, Form::Bare, None, at, at, references, base))
}

/// Whether the words in bold behind a number say no more than how it stands: 「**12②（充足）**」.
fn judges(behind: &str) -> bool {
    let inner = behind.trim().strip_prefix(['（', '(']);
    let inner = inner.and_then(|inner| inner.strip_suffix(['）', ')']));
    inner.is_some_and(|inner| wording::status(inner).is_some())
}

/// Where a number begins behind an opening, and in which form it is cited there.
fn behind_opening(text: &str, at: usize) -> Option<(usize, Form)> {
    let (before, here) = text.split_at(at);
    if EXCLUSIONS.iter().any(|word| here.starts_with(word)) {
        return Some((excluded_before(text, at)?, Form::Excluded));
    }
    if let Some(behind) = here.strip_prefix(SAME) {
        let number = behind.trim_start_matches(BETWEEN);
        let opens = number.starts_with(|c: char| c.is_numeric() || c == '別' || c == '第');
        let joins = before.ends_with(|c: char| script::is_kanji(c));
        return (opens && !joins).then_some((text.len() - number.len(), Form::Same));
    }
    if let Some(behind) = here.strip_prefix(COMMON) {
        let behind = text.len() - behind.trim_start_matches(BETWEEN).len();
        return stands_alone(before).then_some((behind, Form::Common));
    }
    let bracket = here.chars().next().filter(|c| !c.is_alphanumeric());
    if bracket.is_some() && EXEMPLARY.iter().any(|words| before.ends_with(words)) {
        return None;
    }
    let behind = at + bracket.map_or(0, char::len_utf8);
    let item = bracket.map_or(0, |_| item_length(&text[behind..]));
    if item > 0 {
        return Some((behind + item, Form::Common));
    }
    let behind = behind + source_length(&text[behind..]);
    let label = label_length(&text[behind..], bracket.is_some());
    // A label that opens a line is read with the line.
    let is_inside = || {
        let before = before.trim_end_matches([' ', '\u{3000}']);
        before.ends_with(|c| c != '\n')
    };
    (bracket.is_some() || label > 0 && is_inside()).then_some((behind + label, Form::Bare))
}

/// Bytes of a picture that stands before the number as a mark: `✅ SC-8(1)`.
fn opening_mark(text: &str) -> usize {
    let is_picture =
        |c: char| !c.is_ascii() && !c.is_alphanumeric() && !"（【［※「『“‘".contains(c);
    match text.starts_with(is_picture) {
        true => text.len() - text.trim_start_matches(|c| is_picture(c) || c == ' ').len(),
        false => 0,
    }
}

/// The clauses behind 「同」: what goes on with those before, or, in a block of its own, where it names the guideline
/// alone, a whole number: （同4.4）.
fn behind_same(
    prose: &Prose<'_>,
    at: usize,
    base: usize,
    known: &[Pointer],
    found: &[Pointer],
) -> Option<Vec<Reference>> {
    let behind = &prose.text[at..];
    let here = relative(prose, at..at, base).start;
    goes_on(behind, here, known, found).or_else(|| {
        let (references, _) = locator::read(behind)?;
        let are_whole = !references.iter().any(|one| is_plain(&one.target));
        (are_whole && behind.starts_with(|c: char| c == '別' || script::is_digit(c)))
            .then_some(references)
    })
}

/// Bytes of what says of a number that it is a regulation's: `§ `, `45 CFR `, `45 CFR § `.
pub(super) fn source_length(text: &str) -> usize {
    let title = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let titled = title.trim_start().strip_prefix("CFR");
    let rest = titled.unwrap_or(text);
    let sign = rest.trim_start_matches(['§', ' ', '\u{a0}']);
    match titled.is_some() || rest[..rest.len() - sign.len()].contains('§') {
        true => text.len() - sign.len(),
        false => 0,
    }
}

/// What stands in front of the section sign at the end of a text: the `(` of `(§ `.
pub fn before_sign(text: &str) -> Option<&str> {
    let before = text.trim_end_matches([' ', '\u{a0}']).strip_suffix('§')?;
    Some(before.trim_end_matches('§'))
}

/// The numbers in brackets in a cell of a table that has no column for clauses: 「操作ログを毎日確認する（運用17①）」.
/// `openings` are the places of [`OPENINGS`].
pub fn in_brackets(
    prose: &Prose<'_>,
    base: usize,
    known: &[Pointer],
    openings: impl Iterator<Item = usize>,
    brackets_cite: bool,
) -> Vec<Pointer> {
    let text = prose.text;
    let brackets = openings.filter(|at| {
        let opening = text[*at..].chars().next();
        opening.is_some_and(|c| c == '※' || OPENING_BRACKETS.contains(&c))
    });
    let mut brackets = brackets.peekable();
    let Some(first) = brackets.peek().copied() else {
        return Vec::new();
    };
    let (mut found, _) = bare(prose, base, known, brackets, brackets_cite, 0);
    let first = relative(prose, first..first, base).start;
    found.retain(|pointer| pointer.form == Form::Bare && pointer.range.start > first);
    found
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

/// Words behind a control inside of a Japanese sentence that say that it is answered: 「A.8.15 に基づき…」.
const ANSWERED: [&str; 13] = [
    "に対応",
    "に基づ",
    "にもとづ",
    "に従",
    "に準拠",
    "に適合",
    "に沿",
    "の要求",
    "の求め",
    "を満た",
    "を踏まえ",
    "への対応",
    "として",
];

/// Controls inside of a sentence that says that they are answered, or, in English, that they do not apply. Without
/// such words a control is named on the way.
fn in_sentences(prose: &Prose<'_>, base: usize, known: &[Pointer], found: &mut Vec<Pointer>) {
    let text = prose.text;
    let bytes = text.as_bytes();
    let mut read_to = 0;
    let may_exclude = LazyCell::new(|| wording::may_exclude(text));
    for mark in memchr::memchr2_iter(b'-', b'.', bytes) {
        let is_digit = bytes.get(mark + 1).is_some_and(u8::is_ascii_digit);
        if !is_digit || mark < read_to {
            continue;
        }
        let letters = { bytes[..mark].iter().rev() }
            .take_while(|byte| byte.is_ascii_uppercase())
            .count();
        // AC-2, A.8.15, § 430.4
        let is_control = match bytes[mark] {
            b'-' => (2..=3).contains(&letters),
            _ => letters == 1,
        };
        let digits = || {
            { bytes[..mark].iter().rev() }
                .take_while(|byte| byte.is_ascii_digit())
                .count()
        };
        let signed = match is_control {
            true => None,
            false => before_sign(&text[..mark - digits()]).map(|before| (mark - digits(), before)),
        };
        if !is_control && signed.is_none() {
            continue;
        }
        let (at, before) = signed.unwrap_or((mark - letters, &text[..mark - letters]));
        if before.is_empty() || before.ends_with(|c: char| c.is_alphanumeric() || c == '-') {
            continue;
        }
        let answers = || ANSWERING.iter().any(|words| before.ends_with(words));
        let excludes = || *may_exclude && wording::excluding(text, at).is_some();
        let sees = SEEING.iter().any(|words| before.ends_with(words));
        // "supports NIST SP 800-53 RA-5 by scanning …, and SI-2 by …"
        let goes_on = || {
            let number = text[at..].split(' ').next().unwrap_or_default();
            let behind = &text[at + number.len()..];
            !known.is_empty() && before.ends_with(" and ") && behind.starts_with(" by ")
        };
        // "which is what AC-11 asks for"
        let is_asking = || {
            const ASKED: [&str; 4] = ["what ", "as ", "which ", "than "];
            const ASKS: [&str; 5] = [" asks", " requires", " demands", " wants", " calls for"];
            let number = text[at..].split(' ').next().unwrap_or_default();
            let behind = &text[at + number.len()..];
            ASKED.iter().any(|word| before.ends_with(word))
                && ASKS.iter().any(|word| behind.starts_with(word))
        };
        // "(see form 4; § 210.2)"
        let closes = || {
            let number =
                text[at..].trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '.');
            signed.is_some() && number.starts_with([')', ']'])
        };
        let is_told = sees || answers() || excludes() || goes_on() || is_asking() || closes();
        if !is_told && (text[at..].is_ascii() || signed.is_some()) {
            continue;
        }
        let form = if sees { Form::See } else { Form::Bare };
        let Some((references, length)) = locator::read(&text[at..]) else {
            continue;
        };
        let behind = text[at + length..].trim_start_matches([' ', '\u{3000}']);
        let is_answered = ANSWERED.iter().any(|words| behind.starts_with(words));
        if !is_told && !is_answered {
            continue;
        }
        read_to = at + length;
        let are_clauses =
            signed.is_some() || { references.iter() }.all(|one| is_distinctive(&one.target));
        if !are_clauses
            || text[read_to..].starts_with(char::is_alphanumeric) && !is_answered
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

/// Bytes of the word for an item of a disclosure document in front of its number: the 開示書 of （開示書 (1)②）.
fn item_length(text: &str) -> usize {
    const ITEMS: [&str; 3] = ["開示書項目", "開示項目", "開示書"];
    let behind = ITEMS.iter().find_map(|item| text.strip_prefix(item));
    let number = behind.map(|behind| behind.trim_start_matches(['の', ' ', '\u{3000}']));
    let number =
        number.filter(|number| number.starts_with(|c: char| c.is_numeric() || "(（".contains(c)));
    number.map_or(0, |number| text.len() - number.len())
}

/// How many bytes a label takes that introduces a clause: 「対応条項：」.
fn label_length(text: &str, is_bracketed: bool) -> usize {
    const SMALL: [&str; 5] = ["controls", "control", "clause", "ref", "reference"];
    let small = if is_bracketed { SMALL.as_slice() } else { &[] };
    let mut labels = LABELS.iter().chain(small);
    let behind = labels.find_map(|label| text.strip_prefix(label));
    let value = behind.and_then(|behind| behind.strip_prefix(['：', ':']));
    value.map_or(0, |value| text.len() - value.trim_start().len())
}

/// Words that a number of a room or a machine goes on with: A-12号室.
const PLACES: [&str; 5] = ["室", "号室", "号機", "棟", "階"];

/// What a document calls the guideline that it has named before.
const COMMON: &str = "ガイドライン";

/// What may open a number without a guideline's name.
pub static OPENINGS: LazyLock<Beginnings> = LazyLock::new(|| {
    let openings = ["（", "(", "【", "［", "[", "〔", "※", COMMON, SAME].into_iter();
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
