//! What keeps a word from being weak where it stands: its guards, looked at only for candidates.

use std::cell::OnceCell;
use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::intervals::interval_of_another_deed;
use super::measures::{
    has_date, has_measure, names_a_time, names_a_year, names_moment, says_how_often,
    spells_a_length,
};
use crate::script::{is_kanji, is_katakana};
use crate::wording::affix;
use crate::wording::fold::Folded;
use crate::wording::lexicon::*;
use crate::wording::means::{is_done_by_means, tells_means};
use crate::wording::negation::is_denied;
use crate::wording::quantity;
use crate::wording::scan::any_of;
use crate::wording::sentence::{ends_sentence, sentences};
use crate::wording::settled::same_clause;

/// A text and what its guards came to know about it.
#[derive(Default)]
pub(super) struct Unit<'a> {
    pub(super) text: &'a str,
    measured: OnceCell<bool>,
    periodic: OnceCell<bool>,
}

impl Unit<'_> {
    pub(super) fn of(text: &str) -> Unit<'_> {
        Unit {
            text,
            ..Unit::default()
        }
    }

    /// Whether the text has a figure, or names the means of what is done so.
    fn is_measured(&self, word: &Range<usize>, sentence: &Range<usize>) -> bool {
        if self.cites_apart(sentence) {
            let own = &self.text[sentence.clone()];
            return has_measure(own)
                || spells_a_length(own)
                || is_done_by_means(self.text, word, sentence);
        }
        let has_figure = || has_measure(self.text) || spells_a_length(self.text);
        *self.measured.get_or_init(has_figure) || is_done_by_means(self.text, word, sentence)
    }

    /// Whether a sentence cites a clause in brackets at its end as the one before it does, so that each answers its own:
    /// 「…を5年間保存する（3.4-①-1）。…を適切に管理する（3.4-①-12）。」
    fn cites_apart(&self, sentence: &Range<usize>) -> bool {
        /// No citation is longer, in bytes.
        const LONGEST: usize = 64;
        let cites = |text: &str| {
            let text = text.trim_end_matches(|c: char| c == '。' || c.is_whitespace());
            let inner = text.strip_suffix(['）', ')', '］', ']', '】']);
            let open = inner.and_then(|inner| inner.rfind(['（', '(', '［', '[', '【']));
            open.is_some_and(|open| {
                let inside = &text[open..];
                inside.len() < LONGEST
                    && inside.contains(|c: char| c.is_numeric())
                    && inside.contains(['-', '－', '.', '．', '①'])
                    && !inside.contains(['年', '月', '日'])
            })
        };
        cites(&self.text[..sentence.start]) && cites(&self.text[sentence.clone()])
    }

    /// Whether the text says how often.
    fn is_periodic(&self) -> bool {
        *self.periodic.get_or_init(|| says_how_often(self.text))
    }

    /// Whether what it leaves open stands in the list or table that it introduces.
    fn introduces(&self) -> bool {
        const WORDS: [&str; 5] = ["次のとおり", "次の表", "下表", "以下のとおり", "別表"];
        self.text.trim_end().ends_with([':', '：'])
            || WORDS.iter().any(|word| self.text.contains(word))
    }

    /// Whether a sentence speaks of what the customer does or is asked to do.
    pub(super) fn is_customers(&self, sentence: &Range<usize>) -> bool {
        let sentence = self.text[sentence.clone()].trim_matches(|c: char| {
            matches!(c, '。' | '.' | '）' | ')' | '・' | '-' | '※') || c.is_whitespace()
        });
        let begins = |subject: &&str| {
            let written = sentence.as_bytes().get(..subject.len());
            written.is_some_and(|written| written.eq_ignore_ascii_case(subject.as_bytes()))
        };
        affix::ends_with(sentence, REQUESTS)
            || (CUSTOMER_SUBJECTS.iter().any(begins)
                && !is_humble(sentence)
                && !is_done_to_customers(sentence))
    }

    /// The word with the ending of its verb, if it is only the verb's stem: 努めています.
    pub(super) fn whole_word(&self, range: Range<usize>) -> Range<usize> {
        match affix::ends_with(&self.text[range.clone()], VERB_STEMS) {
            true => {
                let start = self.betterment(&range).unwrap_or(range.start);
                start..self.predicate_end(&range).unwrap_or(range.end)
            }
            false => {
                let are_measures =
                    affix::begins_with(&self.text[range.clone()], &["措置を", "対策を"]);
                let start = are_measures.then(|| self.any_measures(&range)).flatten();
                let end = match self.text[range.clone()].chars().next_back() {
                    Some('講' | '行' | '取' | 'と') => {
                        range.end + affix::behind_longest(&self.text[range.end..], VERB_ENDINGS)
                    }
                    _ => range.end,
                };
                start.unwrap_or(range.start)..end
            }
        }
    }

    pub(super) fn passes(
        &self,
        guard: Guard,
        range: &Range<usize>,
        sentence: &Range<usize>,
    ) -> bool {
        let words = &self.text[sentence.clone()];
        match guard {
            Guard::Always => true,
            Guard::Predicate => self.is_predicate(range),
            Guard::UndatedPredicate => {
                self.is_predicate(range) && !has_date(words) && !words.contains("次回")
            }
            Guard::Undated => !(has_date(words) || self.has_trigger(range, sentence)),
            Guard::Deedless => self.is_deedless(range, sentence),
            Guard::Betterment => {
                self.betterment(range).is_some() && self.is_deedless(range, sentence)
            }
            Guard::IdlePredicate => {
                self.is_predicate(range) && quantity::period(words).is_none() && !has_measure(words)
            }
            Guard::Ahead => self.is_ahead(range, sentence),
            // "before access is given, and as needed thereafter": the trigger is that of the first time.
            Guard::Untriggered => {
                self.text[range.end..].starts_with(" thereafter")
                    || !self.has_trigger(range, sentence)
            }
            Guard::Stated => self.is_stated(range, sentence),
            Guard::Predicated => {
                const COPULAS: [&str; 9] = [
                    "is",
                    "are",
                    "be",
                    "been",
                    "currently",
                    "still",
                    "now",
                    "also",
                    "was",
                ];
                let before = &self.text[sentence.start..range.start];
                let last = before.split_whitespace().next_back();
                last.is_none_or(|last| COPULAS.contains(&last)) && self.is_stated(range, sentence)
            }
            Guard::Begun => self.has_begun(range, sentence),
            Guard::Work => self.is_work(range, sentence),
            Guard::Dated => self.is_dated(range, sentence),
            Guard::Ending => {
                ends_sentence(&self.text[range.end..]) && self.is_stated(range, sentence)
            }
            Guard::EndingDenial => self.ends_a_denial(range, sentence),
            Guard::Unfinished => self.unfinished(range, sentence).is_some(),
            Guard::Promised => !has_date(words) && self.is_promised(range, sentence),
            Guard::Unexcepted => {
                let before = format!(" {}", &self.text[sentence.start..range.start]);
                !(contains(&EXCEPTING, &before) || self.has_exception_behind(range, sentence))
            }
            Guard::Unlimited => !(has_measure(words) || self.has_exception_behind(range, sentence)),
            Guard::Measures => {
                self.any_measures(range).is_some() && !self.is_measured(range, sentence)
            }
            Guard::Bare => {
                let rest = &self.text[range.end..sentence.end];
                let instrument = INSTRUMENTS.iter().any(|word| words.contains(word));
                let described =
                    contains(&CHECKING, rest) || describes_a_person(rest) || is_purpose(rest);
                !(described || instrument || self.introduces() || self.is_measured(range, sentence))
            }
            Guard::Unperiodic => {
                (!self.is_periodic() || interval_of_another_deed(self.text, range))
                    && !is_denied(self.text, range, sentence)
            }
            Guard::UnlimitedRange => {
                let before = self.text[..range.start].chars().next_back();
                !before.is_some_and(|c| is_kanji(c) || is_katakana(c))
                    && self.passes(Guard::Unlimited, range, sentence)
            }
            Guard::BarePredicate => {
                self.is_predicate(range) && self.passes(Guard::Bare, range, sentence)
            }
            Guard::UnperiodicReview => {
                let comma = ['、', '，'];
                let start = self.text[sentence.start..range.start].rfind(comma);
                let end = self.text[range.end..sentence.end].find(comma);
                let part = sentence.start + start.unwrap_or(0)
                    ..end.map_or(sentence.end, |end| range.end + end);
                REVIEWS
                    .iter()
                    .any(|deed| self.text[part.clone()].contains(deed))
                    && self.passes(Guard::Unperiodic, range, sentence)
            }
            Guard::UnperiodicDeed => {
                names_a_repeated_deed(&self.text[range.end..])
                    && self.passes(Guard::Unperiodic, range, sentence)
            }
        }
    }

    /// As [`Unit::passes`], where a date does not silence: a plan with a date is a plan.
    pub(super) fn passes_as_future(
        &self,
        guard: Guard,
        range: &Range<usize>,
        sentence: &Range<usize>,
    ) -> bool {
        match guard {
            Guard::UndatedPredicate => {
                (self.is_predicate(range) || self.leads_to_more(range))
                    && !self.text[sentence.clone()].contains("次回")
            }
            Guard::Predicate => self.is_predicate(range) || self.leads_to_more(range),
            Guard::Undated => !self.has_trigger(range, sentence),
            Guard::Promised => self.is_promised(range, sentence),
            guard => self.passes(guard, range, sentence),
        }
    }

    /// Whether words are said of what the sentence is about, and said to be so.
    pub(super) fn is_stated(&self, range: &Range<usize>, sentence: &Range<usize>) -> bool {
        self.is_main(range, sentence) && !self.comes_again(range, sentence)
    }

    /// Whether words stand in no relative, condition or denial.
    pub(super) fn is_main(&self, range: &Range<usize>, sentence: &Range<usize>) -> bool {
        const RELATIVE: [&str; 15] = [
            " next ",
            " that ",
            " which ",
            " who ",
            " whose ",
            " until ",
            " unless ",
            " if ",
            " when ",
            " whether ",
            " no ",
            " none ",
            " nor ",
            " never ",
            " decisions ",
        ];
        let before = format!(" {}", self.text[sentence.start..range.start].to_lowercase());
        !RELATIVE.iter().any(|word| before.contains(word))
    }

    /// Whether what stands behind words makes it a thing that is done again and again, or says by whom.
    fn comes_again(&self, range: &Range<usize>, sentence: &Range<usize>) -> bool {
        const AGAIN: [&str; 19] = [
            " and ",
            " with ",
            " around ",
            " in advance",
            " ahead",
            " at least ",
            " so that ",
            " together",
            " to ",
            " weekly",
            " daily",
            " per ",
            " using ",
            " every ",
            " each ",
            " annually",
            " quarterly",
            " monthly",
            " yearly",
        ];
        let behind = &self.text[range.end..sentence.end];
        // "by June 2027", and not "by the facilities team".
        let is_doer = || {
            let by = behind.strip_prefix(" by ");
            by.is_some_and(|by| !names_a_time(by))
        };
        AGAIN.iter().any(|word| behind.starts_with(word)) || is_doer()
    }

    /// Whether the sentence says of what is done that it has only begun: not of something that comes again and again
    /// ("we are evaluating each supplier every year"), nor of the work of others that is watched.
    fn has_begun(&self, range: &Range<usize>, sentence: &Range<usize>) -> bool {
        if sentence.len() > LONGEST_SENTENCE {
            return false;
        }
        const WATCHED: [&str; 12] = [
            "alert",
            "incident",
            "investigation",
            "attack",
            "outage",
            "maintenance",
            "transaction",
            "session",
            "request",
            "change ",
            "backup",
            "review",
        ];
        let words = &self.text[sentence.clone()];
        let before = self.text[sentence.start..range.start].to_lowercase();
        const MEANWHILE: [&str; 6] = [
            "while ",
            "during ",
            "once ",
            "where ",
            "after ",
            "as long as ",
        ];
        self.is_main(range, sentence)
            && !MEANWHILE.iter().any(|word| before.contains(word))
            && !says_how_often(words)
            && !WATCHED.iter().any(|word| before.contains(word))
            && !self.text[range.end..].starts_with(" each ")
    }

    /// Whether the sentence says that some work of setting up goes on: "the rollout to laptops is under way".
    fn is_work(&self, range: &Range<usize>, sentence: &Range<usize>) -> bool {
        if sentence.len() > LONGEST_SENTENCE {
            return false;
        }
        const WORK: [&str; 9] = [
            "work ",
            "rollout",
            "roll-out",
            "deployment",
            "implementation",
            "migration",
            "procurement",
            "project",
            "introduction",
        ];
        let before = self.text[sentence.start..range.start].to_lowercase();
        WORK.iter().any(|work| before.contains(work)) && self.has_begun(range, sentence)
    }

    /// Whether the sentence names a year to come for it, and is about nothing that comes again and again.
    fn is_dated(&self, range: &Range<usize>, sentence: &Range<usize>) -> bool {
        if sentence.len() > LONGEST_SENTENCE {
            return false;
        }
        let words = &self.text[sentence.clone()];
        let behind = &self.text[range.end..sentence.end];
        let names_a_year = names_a_year(behind) || comes_next(behind);
        let small = words.to_lowercase();
        let before = self.text[sentence.start..range.start].trim_end();
        let is_past = before.ends_with(" was") || before.ends_with(" were");
        names_a_year
            && !is_past
            && !REPEATED
                .iter()
                .chain(&["renew", "certificat"])
                .any(|deed| small.contains(deed))
            && self.is_main(range, sentence)
            && !says_how_often(words)
    }

    /// Whether a sentence ends in the word and denies what stands before: "Not all servers are covered yet."
    fn ends_a_denial(&self, range: &Range<usize>, sentence: &Range<usize>) -> bool {
        if sentence.len() > LONGEST_SENTENCE {
            return false;
        }
        let before = format!(" {}", self.text[sentence.start..range.start].to_lowercase());
        let denies = before.contains(" not ") || before.contains("n't ");
        denies && ends_sentence(&self.text[range.end..]) && self.is_stated(range, sentence)
    }

    /// Whether the word is the predicate of a clause that goes on: 「検討中であり、…」.
    fn leads_to_more(&self, range: &Range<usize>) -> bool {
        const GOING_ON: [&str; 8] = [
            "であり、",
            "であるため、",
            "であるが、",
            "ですが、",
            "だが、",
            "のため、",
            "であり，",
            "につき、",
        ];
        affix::begins_with(&self.text[range.end..], &GOING_ON)
    }

    /// Whether the word is the main predicate of a sentence that tells nothing else that is done.
    fn is_deedless(&self, range: &Range<usize>, sentence: &Range<usize>) -> bool {
        let before = &self.text[sentence.start..range.start];
        let sums_up = SUMMING_UP.iter().any(|words| before.contains(words));
        let tells = || has_measure(&self.text[sentence.clone()]) || tells_means(before);
        self.is_predicate(range) && !sums_up && !tells()
    }

    /// Where the adjective begins that says no more of the measures behind it than that they fit.
    fn any_measures(&self, range: &Range<usize>) -> Option<usize> {
        const NEAR: usize = 12;
        let before = &self.text[..range.start];
        let near = before.char_indices().rev().take(NEAR).last()?.0;
        let near = near.max(before.rfind(['、', '。', '，']).map_or(0, |at| at + 3));
        let called = ANY_MEASURES
            .iter()
            .filter_map(|words| before[near..].rfind(words));
        called.max().map(|at| near + at)
    }

    /// Where the noun begins, right before the word, that says what gets better.
    fn betterment(&self, range: &Range<usize>) -> Option<usize> {
        let before = &self.text[..range.start];
        let noun = BETTERMENTS.iter().find(|noun| before.ends_with(**noun))?;
        Some(range.start - noun.len())
    }

    /// Whether a verb's ending and then the sentence's end follow the word.
    fn is_predicate(&self, range: &Range<usize>) -> bool {
        self.predicate_end(range).is_some()
    }

    /// Where the predicate ends that the word begins, if the sentence ends there too.
    fn predicate_end(&self, range: &Range<usize>) -> Option<usize> {
        let rest = &self.text[range.end..];
        let noun_phrase = self.text[..range.start].ends_with('の');
        let ending = PREDICATE_ENDINGS.iter().find(|ending| {
            let follows = rest.strip_prefix(**ending).is_some_and(ends_sentence);
            // 「再発防止策の検討」 and 「作業の予定」 name a thing.
            follows && !(ending.is_empty() && noun_phrase)
        })?;
        Some(range.end + ending.len())
    }

    fn is_ahead(&self, range: &Range<usize>, sentence: &Range<usize>) -> bool {
        let rest = &self.text[range.end..sentence.end];
        let attributive = rest.starts_with(['の', 'も', 'と']);
        let preventing = ["再発", "ないよう", "防止"]
            .iter()
            .any(|word| rest.contains(word));
        !attributive && !preventing && !tells_of_what_happens(rest)
    }

    /// Whether the sentence says when, or this or the next where the rule ends.
    fn has_trigger(&self, range: &Range<usize>, sentence: &Range<usize>) -> bool {
        let around = [
            &self.text[sentence.start..range.start],
            same_clause(&self.text[range.end..sentence.end]),
        ];
        let stated = around
            .iter()
            .any(|part| contains(&TRIGGERING, &format!(" {part} ")) || names_moment(part));
        let next = self.text[sentence.end..].trim_start();
        stated
            || self.is_beside_an_interval(range, sentence)
            || EXCEPTIONS.iter().any(|word| next.starts_with(word.trim()))
    }

    /// Whether it is done at an interval as well: 「毎年度または必要に応じて見直す」.
    fn is_beside_an_interval(&self, range: &Range<usize>, sentence: &Range<usize>) -> bool {
        const JOINING: [&str; 10] = [
            "または",
            "又は",
            "もしくは",
            "若しくは",
            "および",
            "及び",
            "かつ",
            "ほか、",
            "他、",
            "加え、",
        ];
        let before = self.text[sentence.start..range.start].trim_end_matches(['、', '，']);
        let before = affix::before(before, &JOINING);
        before.is_some_and(|before| says_how_often(before) || before.ends_with("毎年度"))
    }

    /// Whether what follows in the sentence, or the next sentence, says where the rule ends or what
    /// is done then.
    fn has_exception_behind(&self, range: &Range<usize>, sentence: &Range<usize>) -> bool {
        let rest = format!(" {} ", &self.text[range.end..sentence.end]);
        let decides = |text: &str| contains(&DECIDING, text);
        let decided = (rest.contains("場合") && decides(&rest))
            || parentheses(&rest).any(|inside| names_moment(inside) && decides(inside));
        let behind = &self.text[sentence.end..];
        let next = sentences(behind).find(|next| !behind[next.clone()].trim().is_empty());
        contains(&EXCEPTING, &rest)
            || decided
            || next.is_some_and(|next| decides(&format!(" {} ", &behind[next])))
    }
}

/// A longer sentence, in bytes, is no statement of which anything is said.
pub(super) const LONGEST_SENTENCE: usize = 2_000;

/// Whether 「今後」 only says which: 「今後発見される脆弱性」, 「今後導入する機器」. What is planned is no such
/// thing: 「今後導入する予定」.
fn tells_of_what_happens(rest: &str) -> bool {
    const LONGEST: usize = 12;
    const PLANS: [&str; 6] = ["予定", "計画", "方針", "見込", "段階", "考え"];
    let phrase = rest.trim_start_matches(['、', '，']);
    let mut words = phrase.char_indices().take(LONGEST);
    let verb = words.find(|(at, c)| {
        let behind = &phrase[at + c.len_utf8()..];
        let noun = behind.chars().next();
        "るた".contains(*c)
            && noun.is_some_and(|c| is_kanji(c) || is_katakana(c))
            && !affix::begins_with(behind, &PLANS)
    });
    verb.is_some_and(|(at, _)| !phrase[..at].contains(['を', 'は', 'が', '、', '。']))
}

/// Whether a time to come that comes once stands right behind a plan: "in the next release of the profile", "next quarter".
fn comes_next(behind: &str) -> bool {
    const ONCE: [&str; 9] = [
        "next release",
        "next version",
        "next quarter",
        "next year",
        "next month",
        "next fiscal year",
        "coming months",
        "coming year",
        "later this year",
    ];
    /// Such a time stands no farther behind, in bytes.
    const NEAR: usize = 40;
    let near = &behind[..behind.floor_char_boundary(NEAR)];
    ONCE.iter().any(|time| near.contains(time))
}

/// What stands in parentheses in `text`.
fn parentheses(text: &str) -> impl Iterator<Item = &str> {
    text.split(['（', '(']).skip(1).map(|behind| {
        let end = behind.find(['）', ')']);
        &behind[..end.unwrap_or(behind.len())]
    })
}

/// Whether a paragraph or list item begins by telling the exceptions from the one before it.
pub fn opens_with_exceptions(text: &str) -> bool {
    let folded = Folded::new(text);
    let start = folded.skip_space(0);
    EXCEPTING_OPENINGS
        .iter()
        .any(|opening| folded.after(start, opening).is_some())
}

static EXCEPTING: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| any_of(&[EXCEPTIONS, &["otherwise"]].concat()));

static DECIDING: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| any_of(&[EXCEPTIONS, DECIDED].concat()));

/// Whether what stands behind an adverb is what something else is done for: 「情報が適切に守られるよう、…」.
fn is_purpose(rest: &str) -> bool {
    const ENDS: [&str; 4] = ["よう", "ように", "ため", "ために"];
    let clause = rest.find(['、', '，']).map(|end| &rest[..end]);
    clause.is_some_and(|clause| {
        // 「適切に管理、運用されるために、…」
        let behind = || rest[clause.len()..].trim_start_matches(['、', '，']);
        let second = || behind().find(['、', '，']).map(|end| &behind()[..end]);
        let is_noun = !clause.is_empty() && clause.chars().all(is_kanji);
        affix::ends_with(clause, &ENDS)
            || is_noun && second().is_some_and(|second| affix::ends_with(second, &ENDS))
    })
}

/// Whether what stands behind an adverb describes who does it: 「適切に取り扱う事業者を選ぶ」.
fn describes_a_person(rest: &str) -> bool {
    let end = rest.find(['、', '。', '，']).unwrap_or(rest.len());
    let phrase = &rest[..end];
    let kanji = |c: char| !is_kanji(c);
    PERSONS.iter().any(|person| {
        phrase.match_indices(person).any(|(at, _)| {
            let whole = phrase[at + person.len()..].starts_with(kanji);
            let before = phrase[..at].trim_end_matches(is_kanji).chars().next_back();
            whole && before.is_some_and(|verb| "るたうくすぶむぬつ".contains(verb))
        })
    })
}

/// Whether one of the next few words is something done again and again.
fn names_a_repeated_deed(rest: &str) -> bool {
    const NEAR: usize = 4;
    let phrase = rest
        .split(['.', ',', ';', ':', '\n'])
        .next()
        .unwrap_or_default();
    // A window for maintenance is a time that is set.
    if phrase.contains("maintenance window") {
        return false;
    }
    let near: Vec<&str> = phrase.split_whitespace().take(NEAR).collect();
    near.iter().any(|word| {
        let word = word.to_ascii_lowercase();
        REPEATED.iter().any(|deed| word.starts_with(deed))
    })
}

static TRIGGERING: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| any_of(&[TRIGGERS, EXCEPTIONS].concat()));

static CHECKING: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| any_of(CHECKED));

fn contains(words: &LazyLock<Option<AhoCorasick>>, text: &str) -> bool {
    words.as_ref().is_some_and(|words| words.is_match(text))
}

/// Whether a sentence ends in what only the provider says of its own doing: お知らせします,
/// ご案内いたします.
fn is_humble(sentence: &str) -> bool {
    let Some(deed) = affix::before(sentence, HUMBLE_ENDINGS) else {
        return false;
    };
    let mut last = deed.char_indices().rev().take(4).skip(1);
    let polite = last.find(|(_, c)| matches!(c, 'お' | 'ご' | '御'));
    polite.is_some_and(|(place, _)| !deed[place..].contains('願'))
}

/// Whether an English sentence on customers says what is done for them, which is the provider's doing.
fn is_done_to_customers(sentence: &str) -> bool {
    const DONE: [&str; 5] = ["informed", "notified", "told", "alerted", "contacted"];
    let passive =
        |verb: &str| { DONE.iter() }.any(|done| sentence.contains(&format!(" {verb} {done}")));
    ["are", "is", "will be"].into_iter().any(passive)
}
