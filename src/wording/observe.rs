//! What a careful reader notices in a claim: words that promise less than they seem to.
//!
//! One pass of an automaton over the text finds candidates; only where there is one are
//! its guards looked at. Knows nothing of where the text stands: whether it is a claim, a
//! quotation or the customer's column is the caller's to know.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use super::fold::{fold, is_kanji, is_katakana};
use super::lexicon::*;
use super::quantity;
use super::refers::refers_elsewhere;
use super::sentence::{ends_sentence, sentences};

/// How a word weakens a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// 努める, 心がける: promises an effort, not a result.
    Effort,
    /// 検討する, 今後, 予定: nothing is decided.
    Undecided,
    /// 必要に応じて, 適宜: nobody can tell when.
    OpenCondition,
    /// 適切に, 速やかに: nobody can tell whether it was done.
    Unmeasured,
    /// 等, など: nobody can tell what else. Off by default: callers ask for it.
    OpenList,
    /// 望ましい, べきである: says what would be good, not what is.
    Wish,
    /// 定期的に, and no period anywhere in the unit.
    NoPeriod,
}

/// A weak word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// How it weakens.
    pub kind: Kind,
    /// The very words.
    pub range: Range<usize>,
    /// The sentence that they stand in.
    pub sentence: Range<usize>,
}

/// What was noticed in a unit: a paragraph, a list item, a cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Observations {
    /// Weak words that passed their guards, in the order of the text.
    pub hits: Vec<Hit>,
    /// Where the unit says how often: 年1回, 毎月, 90日ごと.
    pub period: Option<Range<usize>>,
    /// Whether a figure with a unit stands in it; clause numbers and dates do not count.
    pub number: bool,
    /// Whether a tool, a procedure or a document is named.
    pub named: bool,
    /// The whole text, if all it does is point at another document.
    pub refers_elsewhere: Option<Range<usize>>,
    /// Words that speak of something still to be done, for a claim that it is done.
    pub future: Option<Range<usize>>,
}

/// The byte that full-width letters and digits begin with in UTF-8.
const FULL_WIDTH: u8 = 0xEF;

struct Automaton {
    words: AhoCorasick,
    signs: Vec<Sign>,
}

static AUTOMATON: LazyLock<Option<Automaton>> = LazyLock::new(|| {
    let words = LEXICON.iter().flat_map(|(_, words)| words.iter());
    let signs = LEXICON
        .iter()
        .flat_map(|(sign, words)| words.iter().map(|_| *sign))
        .collect();
    let words = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .kind(Some(AhoCorasickKind::DFA))
        .ascii_case_insensitive(true)
        .build(words)
        .ok()?;
    Some(Automaton { words, signs })
});

/// A word of the lexicon in a text.
struct Candidate {
    sign: Sign,
    range: Range<usize>,
}

/// Notices what there is to notice in `text`.
pub fn observe(text: &str) -> Observations {
    let candidates = candidates(text);
    let has = |sign: Sign| candidates.iter().any(|candidate| candidate.sign == sign);
    let mut noticed = Observations::default();
    if text
        .bytes()
        .any(|byte| byte.is_ascii_alphanumeric() || byte == FULL_WIDTH)
    {
        noticed.number = has_measure(text);
        noticed.named = names_something(text);
    }
    let names_document =
        |c: &Candidate| c.sign == Sign::Document && is_qualified(text, c.range.start);
    noticed.named |= candidates.iter().any(names_document);
    if has(Sign::Rhythm) {
        noticed.period = quantity::period(text);
    }
    if has(Sign::Pointer) || has(Sign::Document) {
        noticed.refers_elsewhere = refers_elsewhere(text);
    }
    if candidates
        .iter()
        .any(|candidate| candidate.sign.says_something())
    {
        (noticed.hits, noticed.future) = judge(text, &candidates, &noticed);
    }
    noticed
}

/// The candidates that pass their guards, and the first that speaks of the future.
fn judge(
    text: &str,
    candidates: &[Candidate],
    noticed: &Observations,
) -> (Vec<Hit>, Option<Range<usize>>) {
    let unit = Unit {
        text,
        noticed,
        sentences: sentences(text),
    };
    let mut hits = Vec::new();
    let mut future = None;
    for candidate in candidates {
        let (weak, guard, ahead) = match candidate.sign {
            Sign::Weak(kind, guard) => (Some(kind), guard, false),
            Sign::WeakFuture(kind, guard) => (Some(kind), guard, true),
            Sign::Future(guard) => (None, guard, true),
            _ => continue,
        };
        let sentence = unit.sentence_of(candidate.range.start);
        if unit.is_quoted(&candidate.range) || unit.is_customers(&sentence) {
            continue;
        }
        if ahead && future.is_none() && unit.passes_as_future(guard, &candidate.range, &sentence) {
            future = Some(candidate.range.clone());
        }
        if let Some(kind) = weak.filter(|_| unit.passes(guard, &candidate.range, &sentence)) {
            hits.push(Hit {
                kind,
                range: candidate.range.clone(),
                sentence,
            });
        }
    }
    (hits, future)
}

/// The words of the lexicon in `text`; English ones only as whole words.
fn candidates(text: &str) -> Vec<Candidate> {
    let Some(automaton) = AUTOMATON.as_ref() else {
        return Vec::new();
    };
    let whole = |range: &Range<usize>| {
        let latin = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
        let bytes = text.as_bytes();
        let starts_inside = latin(bytes.get(range.start))
            && latin(range.start.checked_sub(1).and_then(|i| bytes.get(i)));
        let ends_inside = latin(bytes.get(range.end - 1)) && latin(bytes.get(range.end));
        !starts_inside && !ends_inside
    };
    let found = automaton.words.find_iter(text);
    let found = found.map(|word| Candidate {
        sign: automaton.signs[word.pattern().as_usize()],
        range: word.range(),
    });
    found.filter(|candidate| whole(&candidate.range)).collect()
}

/// A text and what its guards need to know about it.
struct Unit<'a> {
    text: &'a str,
    noticed: &'a Observations,
    sentences: Vec<Range<usize>>,
}

impl Unit<'_> {
    fn sentence_of(&self, place: usize) -> Range<usize> {
        let holds = |sentence: &&Range<usize>| sentence.contains(&place);
        self.sentences
            .iter()
            .find(holds)
            .cloned()
            .unwrap_or(0..self.text.len())
    }

    fn next_sentence(&self, sentence: &Range<usize>) -> &str {
        let next = self
            .sentences
            .iter()
            .find(|next| next.start >= sentence.end);
        next.map_or("", |next| &self.text[next.clone()])
    }

    /// Whether a word stands inside quotation marks.
    fn is_quoted(&self, range: &Range<usize>) -> bool {
        let before = &self.text[..range.start];
        let open =
            |open: char, close: char| before.matches(open).count() > before.matches(close).count();
        let straight = before.matches('"').count() % 2 == 1 && self.text[range.end..].contains('"');
        open('「', '」') || open('『', '』') || open('“', '”') || straight
    }

    /// Whether a sentence speaks of what the customer does or is asked to do.
    fn is_customers(&self, sentence: &Range<usize>) -> bool {
        let sentence = self.text[sentence.clone()]
            .trim_matches(|c: char| c.is_whitespace() || "。.）)・-※".contains(c));
        let lower = sentence.get(..40).unwrap_or(sentence).to_ascii_lowercase();
        REQUESTS.iter().any(|end| sentence.ends_with(end))
            || CUSTOMER_SUBJECTS
                .iter()
                .any(|subject| sentence.starts_with(subject) || lower.starts_with(subject))
    }

    fn passes(&self, guard: Guard, range: &Range<usize>, sentence: &Range<usize>) -> bool {
        let words = &self.text[sentence.clone()];
        match guard {
            Guard::Always => true,
            Guard::Predicate => self.is_predicate(range),
            Guard::UndatedPredicate => {
                self.is_predicate(range) && !has_date(words) && !words.contains("次回")
            }
            Guard::IdlePredicate => {
                self.is_predicate(range) && quantity::period(words).is_none() && !has_measure(words)
            }
            Guard::Ahead => self.is_ahead(range, sentence),
            Guard::Untriggered => !self.has_trigger(range, sentence),
            Guard::Bare => {
                let rest = &self.text[range.end..sentence.end];
                let checked = CHECKED.iter().any(|words| rest.contains(words));
                !(self.noticed.number || self.noticed.named || checked)
            }
            Guard::Unperiodic => self.noticed.period.is_none(),
        }
    }

    /// As [`Unit::passes`], where a date does not silence: a plan with a date is a plan.
    fn passes_as_future(
        &self,
        guard: Guard,
        range: &Range<usize>,
        sentence: &Range<usize>,
    ) -> bool {
        match guard {
            Guard::UndatedPredicate => {
                self.is_predicate(range) && !self.text[sentence.clone()].contains("次回")
            }
            guard => self.passes(guard, range, sentence),
        }
    }

    /// Whether a verb's ending and then the sentence's end follow the word.
    fn is_predicate(&self, range: &Range<usize>) -> bool {
        let rest = &self.text[range.end..];
        let noun_phrase = self.text[..range.start].ends_with('の');
        PREDICATE_ENDINGS.iter().any(|ending| {
            let follows = rest.strip_prefix(ending).is_some_and(ends_sentence);
            // 「再発防止策の検討」 and 「作業の予定」 name a thing.
            follows && !(ending.is_empty() && noun_phrase)
        })
    }

    fn is_ahead(&self, range: &Range<usize>, sentence: &Range<usize>) -> bool {
        let rest = &self.text[range.end..sentence.end];
        let attributive = ["の", "も", "と"]
            .iter()
            .any(|particle| rest.starts_with(particle));
        let preventing = ["再発", "ないよう", "防止"]
            .iter()
            .any(|word| rest.contains(word));
        !attributive && !preventing
    }

    /// Whether the sentence says when, or this or the next where the rule ends.
    fn has_trigger(&self, range: &Range<usize>, sentence: &Range<usize>) -> bool {
        let around = [
            &self.text[sentence.start..range.start],
            &self.text[range.end..sentence.end],
        ];
        let next = self.next_sentence(sentence);
        around.iter().any(|part| {
            let spaced = format!(" {} ", part.to_ascii_lowercase());
            TRIGGERS
                .iter()
                .chain(EXCEPTIONS)
                .any(|word| spaced.contains(word))
                || names_moment(part)
        }) || EXCEPTIONS
            .iter()
            .any(|word| next.trim_start().starts_with(word.trim()))
    }
}

/// Whether `text` names a moment with 時: 障害発生時, 退職時; not 随時, 時間.
fn names_moment(text: &str) -> bool {
    text.match_indices('時').any(|(place, word)| {
        let before = text[..place].chars().next_back();
        let behind = text[place + word.len()..].chars().next();
        let noun = before.is_some_and(|c| is_kanji(c) || is_katakana(c) || "たるいな".contains(c));
        let timeless = TIMELESS
            .iter()
            .any(|compound| text[..place + word.len()].ends_with(compound));
        noun && !timeless && !behind.is_some_and(|c| "間刻期点系代".contains(c))
    })
}

/// Whether a date stands in `text`: a year, or a month of one.
fn has_date(text: &str) -> bool {
    let folded: Vec<char> = text.chars().map(fold).collect();
    let year = |digits: &[char]| digits.iter().all(char::is_ascii_digit);
    folded
        .windows(5)
        .any(|w| year(&w[..4]) && "年/-".contains(w[4]))
        || folded
            .windows(2)
            .any(|w| w[0].is_ascii_digit() && (w[1] == '月' || w[1] == '年'))
        || folded
            .windows(4)
            .any(|w| year(w) && (w.starts_with(&['2', '0']) || w.starts_with(&['1', '9'])))
}

/// Whether a figure with a unit stands in `text`; a date is no measure.
fn has_measure(text: &str) -> bool {
    let folded: String = text.chars().map(fold).collect();
    let mut rest = folded.as_str();
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let number = &rest[start..];
        let end = number
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(number.len());
        let behind = number[end..].trim_start_matches([' ', '-']);
        let date = end >= 4 || (behind.starts_with('年') && has_era(&rest[..start]));
        if !date && MEASURES.iter().any(|unit| behind.starts_with(unit)) {
            return true;
        }
        rest = &number[end..];
    }
    false
}

fn has_era(before: &str) -> bool {
    ["令和", "平成", "昭和"]
        .iter()
        .any(|era| before.trim_end().ends_with(era))
}

/// Whether a Latin name stands in `text`: in Japanese any with a capital, in English one
/// that does not open a sentence.
fn names_something(text: &str) -> bool {
    let japanese = !text.is_ascii() && text.chars().any(|c| is_kanji(c) || is_katakana(c));
    let mut opens = true;
    let mut place = 0;
    for token in text.split_inclusive(|c: char| !c.is_ascii_alphanumeric()) {
        let word = token.trim_matches(|c: char| !c.is_ascii_alphanumeric());
        let letters = word.bytes().filter(u8::is_ascii_alphabetic).count();
        let capital = word.bytes().any(|byte| byte.is_ascii_uppercase());
        let acronym = word.bytes().skip(1).any(|byte| byte.is_ascii_uppercase());
        let common = COMMON_ACRONYMS
            .iter()
            .any(|common| common.eq_ignore_ascii_case(word));
        place += token.len();
        let cited = is_control_number(word, token, &text[place..]);
        if letters >= 2 && capital && !common && !cited && (japanese || acronym || !opens) {
            return true;
        }
        // A number, a letter of a list and the like leave the sentence still to open.
        opens = token.ends_with(['.', '!', '?', '\n']) || (opens && (letters < 2 || cited));
    }
    false
}

/// Whether `word` begins the number of a control (AC-2, IA-5), which names nothing that is done.
fn is_control_number(word: &str, token: &str, behind: &str) -> bool {
    let digits = behind.bytes().take_while(u8::is_ascii_digit).count();
    word.len() == 2 && token.ends_with('-') && (1..=2).contains(&digits)
}

/// Whether a qualifier stands right before `place`, so that 「入退室管理規程」 is a name and
/// 「規程」 is none.
fn is_qualified(text: &str, place: usize) -> bool {
    let before = text[..place].chars().next_back();
    before.is_some_and(|c| is_kanji(c) || is_katakana(c) || c.is_ascii_alphanumeric())
}
