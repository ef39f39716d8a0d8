//! Figures with what their sentence says that they are figures of.
//!
//! A figure of a sentence is one of a thing that is named before it (or, in English as often,
//! behind it). What stands with the thing says whose, which and where: 管理者のパスワード, audit
//! logs of production. Two figures are of one thing only where all of that is the same, so what is
//! not understood makes them differ.

use std::cell::OnceCell;
use std::ops::Range;
use std::sync::LazyLock;

use super::affix;
use super::amount::Amount;
use super::fold::is_kanji;
use super::lists::{FIGURED, STOPS, TOLD};
use super::quantity::{Bound, Quantity, Unit, quantities_at, rhythms};
use super::sentence::sentences_at;
use super::subject::{
    Mark, is_possible, is_thinkable, is_wide, lexicon, objects, owned, subject, subject_of,
};
use crate::beginnings::{Beginnings, Places};

/// A figure in a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// The figure with the words of its bound: 8文字以上.
    pub range: Range<usize>,
    /// How much it says.
    pub amount: Amount,
    /// The things and deeds that its sentence names: bits, as [`super::subject_of`] takes them.
    pub concepts: u64,
    /// Whose, which and where, sorted.
    pub scope: Box<[u32]>,
    /// The same with every word of the sentence that tells one thing from another, sorted.
    pub wide: Box<[u32]>,
}

/// What words around a figure say of it: a heading, the label of a row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Surrounding {
    /// The things and deeds that it names.
    pub concepts: u64,
    /// Whose, which and where, by words that say so anywhere.
    pub scope: Vec<u32>,
    /// The same by all words that tell one thing from another.
    pub wide: Vec<u32>,
    /// It speaks of what was, what is planned, examples.
    pub aside: bool,
}

/// How figures are listed that have behind them what they are of.
#[derive(Clone, Copy, PartialEq)]
enum Listing {
    /// 4 hours for billing, 8 hours for the portal.
    For,
    /// 7 days (critical), 30 days (high).
    Parentheses,
}

/// The most of a list of figures that is looked at.
const MOST: usize = 12;

/// A digit, in either width.
const DIGITS: [&str; 20] = [
    "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "０", "１", "２", "３", "４", "５", "６",
    "７", "８", "９",
];

static OPENING: LazyLock<Beginnings> = LazyLock::new(|| {
    let phrases = lexicon().phrases.iter().copied();
    Beginnings::new(DIGITS.into_iter().chain(rhythms()).chain(phrases))
});

/// The beginnings of all that can be a figure.
pub(super) fn figured() -> &'static Beginnings {
    &OPENING
}

/// The figures in a range of a text that say how something is, counted from the range's start. The
/// `places` are the text's, for [`super::lists`].
pub fn figures(text: &str, range: &Range<usize>, places: &Places) -> Vec<Figure> {
    let text = &text[range.clone()];
    let figured = places.within(FIGURED, range);
    let quantities = quantities_at(text, figured.clone());
    // A rhythm or a phrase; what a digit begins is among the quantities.
    let words = figured.filter(|place| !text.as_bytes()[*place].is_ascii_digit());
    let says_never = |place: &usize| {
        let mark = lexicon().mark_at(text, *place);
        mark.is_some_and(|mark| mark.meaning.never.is_some())
    };
    let never: Vec<usize> = words.filter(says_never).collect();
    if quantities.is_empty() && never.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    let (mut marks, mut own) = (Vec::with_capacity(8), Vec::new());
    let mut next = 0;
    let mut before = 0..0;
    for sentence in sentences_at(text, places.within(STOPS, range)) {
        let until = quantities[next..]
            .iter()
            .position(|figure| figure.range.start >= sentence.end);
        let end = until.map_or(quantities.len(), |count| next + count);
        let within = &quantities[next..end];
        next = end;
        let question = std::mem::replace(&mut before, sentence.clone());
        if within.is_empty() && !never.iter().any(|place| sentence.contains(place)) {
            continue;
        }
        let words = &text[sentence.clone()];
        let told = range.start + sentence.start..range.start + sentence.end;
        marks.clear();
        lexicon().marks_at(words, places.within(TOLD, &told), &mut marks);
        if marks.iter().any(|mark| mark.meaning.aside) || asks(words) {
            continue;
        }
        let read = Sentence::new(words, &marks);
        own.clear();
        own.extend(within.iter().take(MOST).map(|figure| Quantity {
            range: figure.range.start - sentence.start..figure.range.end - sentence.start,
            ..figure.clone()
        }));
        own.retain(|figure| figure.value.is_finite() && !read.is_quoted(figure.range.start));
        let read = Sentence {
            quantities: &own,
            ..read
        };
        let first = found.len();
        read.figures(sentence.start, &mut found);
        let answers = found[first..]
            .iter()
            .any(|figure| figure.concepts & objects() == 0);
        if answers && asks(&text[question.clone()]) {
            let asked = surrounding(&text[question]);
            found[first..]
                .iter_mut()
                .for_each(|figure| figure.answer(&asked));
        }
    }
    found
}

impl Figure {
    /// Makes it one of what the question before it asks, where it names nothing itself.
    fn answer(&mut self, asked: &Surrounding) {
        if self.concepts & objects() == 0 {
            self.concepts |= asked.concepts;
            self.scope = sorted([&*self.scope, &*asked.wide].concat());
            self.wide = sorted([&*self.wide, &*asked.wide].concat());
        }
    }
}

/// Reads words that stand around figures.
pub fn surrounding(text: &str) -> Surrounding {
    let marks = lexicon().marks(text);
    let sentence = Sentence::new(text, &marks);
    let mut around = Surrounding::default();
    for mark in &marks {
        around.concepts |= mark.meaning.concepts;
        // 「ご検討中の方へ」 is said of the reader.
        around.aside |= mark.meaning.aside && &text[mark.range.clone()] != "検討";
    }
    sentence.scopes(0..text.len(), &mut around.scope);
    sentence.named_systems(&mut around.scope);
    sentence.tokens(0..text.len(), &mut around.wide);
    lexicon().forget_anyone(&mut around.scope);
    lexicon().forget_anyone(&mut around.wide);
    around
}

/// A sentence with the words and figures in it.
pub(super) struct Sentence<'a> {
    pub(super) text: &'a str,
    pub(super) marks: &'a [Mark],
    /// Its figures that are not quoted.
    quantities: &'a [Quantity],
    /// See [`Sentence::runs`].
    pub(super) words: OnceCell<Vec<Range<usize>>>,
    /// See [`Sentence::actor`] and [`Sentence::tool`].
    pub(super) doer: OnceCell<(usize, u16)>,
}

impl<'a> Sentence<'a> {
    /// A text with its words, without figures.
    pub(super) fn new(text: &'a str, marks: &'a [Mark]) -> Sentence<'a> {
        Sentence {
            text,
            marks,
            quantities: &[],
            words: OnceCell::new(),
            doer: OnceCell::new(),
        }
    }

    /// Whether a place stands inside quotation marks: somebody else's words, or a name.
    fn is_quoted(&self, place: usize) -> bool {
        let before = self
            .marks
            .iter()
            .take_while(|mark| mark.range.start < place);
        let (open, straight) =
            before.fold((0, 0), |(open, straight), mark| match mark.meaning.quotes {
                2 => (open, straight + 1),
                quotes => (open + quotes, straight),
            });
        open > 0 || straight % 2 == 1
    }

    fn figures(&self, start: usize, found: &mut Vec<Figure>) {
        let all = { self.marks.iter() }.fold(0, |all, mark| all | mark.meaning.concepts);
        for (place, quantity) in self.quantities.iter().enumerate() {
            if self.is_item() || is_thinkable(quantity.unit, all) {
                found.extend(self.figure(place, start));
            }
        }
        found.extend(self.never(start));
    }

    /// The text before a figure, from the figure before it on.
    fn piece(&self, place: usize) -> Range<usize> {
        let start = place
            .checked_sub(1)
            .and_then(|before| self.quantities.get(before));
        let end = self.quantities.get(place);
        let start = start.map_or(0, |before| before.range.end);
        start..end.map_or(self.text.len(), |figure| figure.range.start.max(start))
    }

    /// A figure, once for each of several things that it is one of.
    fn figure(&self, place: usize, start: usize) -> Vec<Figure> {
        let Some(quantity) = self.quantities.get(place) else {
            return Vec::new();
        };
        let things = objects();
        let unit = quantity.unit;
        let listing = self.listing();
        let own = match listing {
            // What stands before a further figure of such a list belongs to the one before it.
            Some(listing) if place > 0 => self.own_of(listing, place),
            _ => self.piece(place),
        };
        let behind = self.piece(place + 1);
        let is_told_behind = listing == Some(Listing::For);
        let respective = { self.respective(place) }.map(|thing| (thing, thing.range.clone()));
        let is_respective = respective.is_some();
        let before = respective.or_else(|| {
            let earlier = match is_told_behind {
                true => 0..1,
                false => 0..place + 1,
            };
            let mut earlier = earlier.rev();
            earlier.find_map(|earlier| self.thing_before(self.piece(earlier)))
        });
        let after = self.thing_in(behind.clone());
        let before = before.filter(|_| !is_told_behind || after.is_none());
        let from = before.as_ref().map_or(own.start, |(_, piece)| piece.start);
        // A thing that is named for another figure is not this one's.
        let piece = before.as_ref().map(|(_, piece)| piece.clone());
        let own_things = piece.unwrap_or(own.start..behind.end);
        let is_alone = { self.quantities.iter() }
            .filter(|other| other.unit == unit)
            .count()
            < 2;
        // An English figure stands behind its deed: completed within ten days and kept for three years.
        let until = match is_alone || !self.is_english() {
            true => self.text.len(),
            false => behind.end,
        };
        let mut concepts = 0;
        for mark in self.marks_in(from..until) {
            let is_near = own.contains(&mark.range.start) && !is_respective;
            let mine = own_things.contains(&mark.range.start) || is_near;
            concepts |= match mine {
                true => mark.meaning.concepts,
                false => mark.meaning.concepts & !things,
            };
        }
        if !is_alone && let Some(deeds) = self.deeds(&own, &behind) {
            concepts = concepts & things | deeds;
        }
        if let Some(lead) = self.lead(place, is_told_behind) {
            let deeds = self.marks_in(lead).map(|mark| mark.meaning.concepts);
            concepts |= deeds.fold(0, |all, deed| all | deed) & !things;
        }
        let refuses = || self.marks.iter().any(|mark| mark.meaning.refusal);
        if !self.is_promising(unit, concepts) || unit == Unit::Version && refuses() {
            return Vec::new();
        }
        if let Some((object, piece)) = &before {
            let between = object.range.end..own.end;
            let later = self.quantities[..place]
                .iter()
                .any(|other| other.range.start >= piece.start);
            // 「ログを点検し、その控えを3年間保管」 gives no figure of the log.
            if self.has_other_object(between.clone()) || later && self.is_other_matter(&own) {
                return Vec::new();
            }
        }
        let (whose, rest) = match (&before, after) {
            (Some((object, piece)), _) => {
                let rest = object.range.end..own.end;
                (self.whose(piece.start, object), rest)
            }
            (None, Some(object)) => (self.whose(behind.start, object), own.clone()),
            (None, None) => {
                let mut all = Vec::new();
                self.tokens(own.clone(), &mut all);
                (vec![all], own.end..own.end)
            }
        };
        let rest = self.without_listed(rest, place, listing.is_some(), &own);
        let mut said = Vec::new();
        let is_owned = concepts & owned() != 0;
        let mut scopes = |range: Range<usize>| match is_owned {
            true => self.scopes(range, &mut said),
            false => self.scopes_but_actors(range, &mut said),
        };
        rest.iter().for_each(|rest| scopes(rest.clone()));
        if self.is_english() {
            scopes(
                0..from.min(if is_told_behind {
                    self.piece(0).end
                } else {
                    from
                }),
            );
        }
        // Of several figures each has what stands behind it up to the next; of one all of it.
        let names_its_own = before
            .as_ref()
            .is_some_and(|(_, piece)| piece.end == own.end);
        match is_alone {
            true => scopes(behind.start..self.text.len()),
            false if names_its_own && !is_told_behind => scopes(self.parenthesis(&behind)),
            false => scopes(behind.clone()),
        }
        for rest in rest {
            self.named_places(rest.clone(), &mut said);
            self.topics(rest, &mut said);
        }
        self.named_places(behind.clone(), &mut said);
        // What a sentence says whose the first thing is holds for the others in it.
        if let Some(first) = self.thing_in(0..from).filter(|_| self.is_english()) {
            let start = self.last_clause(0..first.range.start);
            self.tokens(start..first.range.start, &mut said);
        }
        if let Some((object, _)) = &before {
            self.of_whom(object, own.end, &mut said);
        }
        self.prepositional(behind, &mut said);
        let mut scopes = with_each(whose, &said);
        let mut wide = Vec::new();
        if is_wide(unit, concepts) {
            self.tokens(from..self.text.len(), &mut wide);
        }
        if is_alone {
            let all = scopes.iter_mut().chain([&mut wide]);
            all.for_each(|scope| lexicon().forget_anyone(scope));
        }
        let range = self.with_bound(&quantity.range);
        let figure = |scope: Vec<u32>| Figure {
            range: start + range.start..start + range.end,
            amount: Amount {
                value: quantity.value as f32,
                unit,
                bound: { quantity.bound }
                    .or_else(|| self.bound_before(&own))
                    .or_else(|| self.bound_of_list(unit, listing)),
                tool: self.tool(),
            },
            concepts,
            wide: match wide.is_empty() {
                true => Box::default(),
                false => sorted([&*scope, &*wide].concat()),
            },
            scope: sorted(scope),
        };
        scopes.into_iter().map(figure).collect()
    }

    /// How the figures of the sentence are listed, where what each is of stands behind it.
    fn listing(&self) -> Option<Listing> {
        let several = self.quantities.len();
        if several < 2 {
            return None;
        }
        let mut behind = (1..=several).map(|figure| self.text[self.piece(figure)].trim_start());
        let first = behind.next()?;
        let (listing, openings): (_, &[&str]) = match first.starts_with("for ") {
            true => (Listing::For, &["for "]),
            false => (Listing::Parentheses, &["(", "（"]),
        };
        let opens = |text: &str| affix::begins_with(text, openings);
        (opens(first) && behind.all(opens)).then_some(listing)
    }

    /// What stands before a further figure of a list and is said of it.
    fn own_of(&self, listing: Listing, place: usize) -> Range<usize> {
        let own = self.piece(place);
        match listing {
            Listing::For => own.end..own.end,
            Listing::Parentheses => self.parenthesis(&own).end..own.end,
        }
    }

    /// What a sentence begins with that holds for all of its figures: 「保存期間は、操作ログ3年、監査ログ5年」.
    fn lead(&self, place: usize, is_told_behind: bool) -> Option<Range<usize>> {
        let first = self.piece(0);
        if place == 0 {
            return None;
        }
        if is_told_behind {
            return Some(first);
        }
        const COMMAS: [char; 2] = ['、', '，'];
        let topic = self.text[first.clone()].find('は')? + 'は'.len_utf8();
        let has_comma = self.text[topic..].starts_with(COMMAS);
        let names_a_thing = self.thing_in(0..topic).is_some();
        let own = self.piece(place);
        let own_thing = self.thing_in(own.clone());
        // Nothing but the thing stands between the figure before and this one.
        let follows = own_thing.is_some_and(|thing| {
            let between = &self.text[own.start..thing.range.end];
            self.text[thing.range.end..own.end].trim().is_empty()
                && between.starts_with(COMMAS)
                && !between.contains('し')
        });
        (has_comma && !names_a_thing && follows).then_some(0..topic)
    }

    /// What is said between a thing and its figure, without what is said of the figures before it alone:
    /// 「脆弱性は、緊急は3日、重要は14日」.
    fn without_listed(
        &self,
        rest: Range<usize>,
        place: usize,
        is_listing: bool,
        own: &Range<usize>,
    ) -> Vec<Range<usize>> {
        let first = self.piece(0);
        let is_scoped = || {
            self.marks_in(own.clone())
                .any(|mark| !mark.meaning.scopes.is_empty())
        };
        if place == 0 || rest.start >= first.end || rest.end != own.end {
            return vec![rest];
        }
        if is_listing {
            return vec![rest.start..first.end, own.clone()];
        }
        if self.is_english() || !is_scoped() {
            return vec![rest];
        }
        let said = &self.text[rest.start..first.end];
        let cut = said
            .rfind(['、', '，'])
            .map_or(0, |comma| comma + '、'.len_utf8());
        vec![rest.start..rest.start + cut, own.clone()]
    }

    /// What is done within, or for the time of, one of several figures, where the sentence says that of
    /// each: "deleted within ten days and retained for three years", 「10日以内に削除し、3年間保管する」. Of a
    /// deed that is not known it is nothing.
    fn deeds(&self, own: &Range<usize>, behind: &Range<usize>) -> Option<u64> {
        const COMMAS: [char; 2] = ['、', '，'];
        const GOING_ON: [&str; 7] = [
            "し",
            "して",
            "よう",
            "ように",
            "た上で",
            "たうえで",
            "るほか",
        ];
        let all = |range: Range<usize>| {
            let marks = self.marks_in(range);
            marks.fold(0, |all, mark| all | mark.meaning.concepts) & !objects()
        };
        if self.is_english() {
            return Some(all(own.clone())).filter(|deeds| *deeds != 0);
        }
        let before = &self.text[own.clone()];
        let start = before
            .rfind(COMMAS)
            .map_or(0, |comma| comma + '、'.len_utf8());
        let after = &self.text[behind.clone()];
        let end = after.find(COMMAS);
        let end_of_clause = behind.start + end.unwrap_or(after.len());
        let deeds = all(own.start + start..own.end) | all(behind.start..end_of_clause);
        let clause = &self.text[behind.start..end_of_clause];
        let goes_on = end.is_some() && GOING_ON.iter().any(|ending| clause.ends_with(ending));
        (deeds != 0 || goes_on && clause.contains(is_kanji)).then_some(deeds)
    }

    /// The bound that is said once for all figures of a list: within 7 days (critical) and 30 days (high),
    /// 「緊急は3日、重要は14日以内」.
    fn bound_of_list(&self, unit: Unit, listing: Option<Listing>) -> Option<Bound> {
        let told = match (self.is_english(), listing) {
            (true, None) => return None,
            (true, Some(_)) => self.quantities.first(),
            (false, _) => self.quantities.last(),
        }?;
        let mut same = self.quantities.iter().filter(|other| other.unit == unit);
        let mut is_only = || same.all(|other| other.bound.is_none() || other.range == told.range);
        let mut gaps =
            (1..self.quantities.len()).map(|gap| self.text[self.piece(gap)].trim_start());
        let mut is_list = || listing.is_some() || gaps.all(|gap| gap.starts_with(['、', '，']));
        (told.unit == unit && is_only() && is_list())
            .then_some(told.bound)
            .flatten()
    }

    /// The bound that is named with the thing, apart from its figure: the minimum length is 14 characters.
    fn bound_before(&self, own: &Range<usize>) -> Option<Bound> {
        const NAMED: [(&str, Bound); 10] = [
            ("minimum ", Bound::AtLeast),
            ("Minimum ", Bound::AtLeast),
            ("最小", Bound::AtLeast),
            ("最短", Bound::AtLeast),
            ("最低", Bound::AtLeast),
            ("maximum ", Bound::AtMost),
            ("Maximum ", Bound::AtMost),
            ("最大", Bound::AtMost),
            ("最長", Bound::AtMost),
            ("上限", Bound::AtMost),
        ];
        let piece = &self.text[self.last_clause(own.clone())..own.end];
        let named = NAMED.iter().filter(|(word, _)| piece.contains(word));
        let mut bounds = named.map(|(_, bound)| *bound);
        let first = bounds.next()?;
        bounds.all(|bound| bound == first).then_some(first)
    }

    /// What stands in a parenthesis at the beginning of a range.
    fn parenthesis(&self, range: &Range<usize>) -> Range<usize> {
        let text = self.text[range.clone()].trim_start();
        let end = { text.starts_with(['（', '(']) }
            .then(|| text.find(['）', ')']))
            .flatten();
        range.start..range.start + end.unwrap_or(0)
    }

    /// Of several things with as many figures behind them the one that a figure belongs to: RTO / RPO: 4
    /// hours / 15 minutes.
    fn respective(&self, place: usize) -> Option<&Mark> {
        const JOINTS: [&str; 8] = ["/", "／", "、", ",", "・", "と", "and", "及び"];
        let several = self.quantities.len();
        let mut gaps = (1..several).map(|figure| self.text[self.piece(figure)].trim());
        if several < 2 || !gaps.all(|gap| JOINTS.contains(&gap)) {
            return None;
        }
        let things: Vec<&Mark> = { self.marks_in(self.piece(0)) }
            .filter(|mark| mark.meaning.concepts & objects() != 0)
            .collect();
        things
            .get(place)
            .filter(|_| things.len() == several)
            .copied()
    }

    /// The thing that a piece speaks of before its figure, in its last clause that names one, with that
    /// clause and what follows.
    fn thing_before(&self, piece: Range<usize>) -> Option<(&Mark, Range<usize>)> {
        let body = self.body(piece);
        let mut end = body.end;
        loop {
            let from = self.last_clause(body.start..end);
            if let Some(thing) = self.thing_in(from..body.end) {
                return Some((thing, from..body.end));
            }
            // Before the mark that ends the clause before.
            end = self.text[body.start..from].char_indices().next_back()?.0 + body.start;
        }
    }

    /// The thing that is named first in a range; 「記録し」 is a deed.
    fn thing_in(&self, range: Range<usize>) -> Option<&Mark> {
        const DEED_ENDINGS: [&str; 5] = ["し、", "して", "した", "する", "され"];
        let is_thing = |mark: &&Mark| {
            mark.meaning.concepts & objects() != 0
                && !affix::begins_with(&self.text[mark.range.end..], &DEED_ENDINGS)
        };
        let first = self.marks_in(range).find(is_thing)?;
        Some(self.head_of(first))
    }

    /// Whether a figure may be one of a subject: by what its sentence names, or by what stands
    /// around a sentence that is no more than an item.
    fn is_promising(&self, unit: Unit, concepts: u64) -> bool {
        self.is_item()
            || match concepts & objects() {
                0 => is_possible(unit, concepts),
                _ => subject_of(unit, concepts).is_some(),
            }
    }

    /// Whether it is so short that its subject may stand above it.
    fn is_item(&self) -> bool {
        /// The longest of them, in bytes.
        const LONGEST_ITEM: usize = 75;
        self.text.len() <= LONGEST_ITEM
    }

    /// 「定期変更は行わない」: a figure by its meaning.
    fn never(&self, start: usize) -> Option<Figure> {
        let mark = self
            .marks
            .iter()
            .find(|mark| mark.meaning.never.is_some())?;
        if self.is_quoted(mark.range.start) {
            return None;
        }
        let known = subject(mark.meaning.never?)?;
        let mut scope = Vec::new();
        let object = self
            .marks
            .iter()
            .find(|other| other.meaning.concepts & objects() != 0);
        if let Some(object) = object {
            self.tokens(0..object.range.start, &mut scope);
        }
        self.scopes(0..self.text.len(), &mut scope);
        let concepts = self
            .marks
            .iter()
            .fold(0, |all, mark| all | mark.meaning.concepts);
        Some(Figure {
            range: start + mark.range.start..start + mark.range.end,
            amount: Amount {
                value: 0.0,
                unit: Unit::TimesPerYear,
                bound: None,
                tool: self.tool(),
            },
            concepts: concepts | known.all_acts(),
            wide: sorted(scope.clone()),
            scope: sorted(scope),
        })
    }

    /// The figure with the words of its bound, for a message.
    fn with_bound(&self, range: &Range<usize>) -> Range<usize> {
        const BEHIND: [&str; 9] = [
            "以上",
            "以内",
            "以下",
            "未満",
            "間以上",
            " or more",
            " or longer",
            " or less",
            " or fewer",
        ];
        const BEFORE: [&str; 6] = [
            "at least ",
            "within ",
            "no more than ",
            "at most ",
            "up to ",
            "minimum of ",
        ];
        let behind = affix::beginnings(&self.text[range.end..], &BEHIND).next();
        let before = BEFORE.iter().find(|word| {
            let text = &self.text.as_bytes()[..range.start];
            let start = text.len().checked_sub(word.len());
            start.is_some_and(|start| text[start..].eq_ignore_ascii_case(word.as_bytes()))
        });
        let start = range.start - before.map_or(0, |word| word.len());
        start..range.end + behind.map_or(0, |word| word.len())
    }
}

/// Whether a sentence asks instead of telling.
fn asks(sentence: &str) -> bool {
    let end = sentence.trim_end();
    end.ends_with(['?', '？']) || end.ends_with("か。")
}

/// Several scopes with what is said of all of them.
fn with_each(scopes: Vec<Vec<u32>>, said: &[u32]) -> Vec<Vec<u32>> {
    { scopes.into_iter() }
        .map(|scope| [&*scope, said].concat())
        .collect()
}

fn sorted(mut tokens: Vec<u32>) -> Box<[u32]> {
    tokens.sort_unstable();
    tokens.dedup();
    tokens.as_slice().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Figure> {
        let places = crate::beginnings::Lists::new(super::super::lists()).places(text);
        figures(text, &(0..text.len()), &places)
    }

    /// The words of a text's figures, and what they are figures of.
    fn named(text: &str) -> Vec<(&str, &str)> {
        let named = |figure: Figure| {
            let known = subject(subject_of(figure.amount.unit, figure.concepts)?)?;
            Some((&text[figure.range], known.name.ja.as_str()))
        };
        read(text).into_iter().filter_map(named).collect()
    }

    #[test]
    fn a_figure_is_one_of_what_its_sentence_names() {
        let text = "パスワードは12文字以上とし、有効期限は90日とする。";
        assert_eq!(
            named(text),
            [
                ("12文字以上", "パスワードの長さ"),
                ("90日", "パスワードを変更する間隔")
            ]
        );
        assert_eq!(
            named("Audit logs are kept for at least 12 months."),
            [("at least 12 months", "ログの保存期間")]
        );
        assert_eq!(
            named("復元試験は半期に1回行う。"),
            [("半期に1回", "復元試験の間隔")]
        );
        assert_eq!(
            named("外部との通信はTLS 1.2以上で暗号化する。"),
            [("1.2以上", "TLSの版")]
        );
    }

    #[test]
    fn what_stands_before_a_thing_in_another_clause_says_nothing_of_it() {
        let scopes = |text: &str| -> Vec<Box<[u32]>> {
            read(text).into_iter().map(|figure| figure.scope).collect()
        };
        let same = [
            (
                "静脈認証で本人を確かめ、サーバ室の入退室の記録は1年間保管する。",
                "サーバ室の入退室の記録は3年間保管しています。",
            ),
            (
                "所属長の承認を経て、アカウントを半年ごとに棚卸しする。",
                "アカウントを3か月ごとに棚卸しする。",
            ),
            (
                "To detect misuse, the operations team reviews audit records weekly.",
                "Audit records are reviewed monthly.",
            ),
        ];
        for (one, other) in same {
            assert_eq!(scopes(one), scopes(other), "{one}");
        }
        // Each of the logs that are named together is a log.
        let all = scopes("利用者の操作、機器の事象のログは1年間保存する。");
        assert_eq!(all.len(), 2);
        assert!(all.contains(&scopes("操作ログは5年間保存する。").remove(0)));
        assert!(all.contains(&scopes("機器の事象のログは5年間保存する。").remove(0)));
        assert_eq!(
            named("RTO / RPO: 4 hours / 15 minutes"),
            [
                ("4 hours", "目標復旧時間（RTO）"),
                ("15 minutes", "目標復旧時点（RPO）")
            ]
        );
        assert_ne!(
            scopes("管理者のパスワードは16文字以上、利用者のパスワードは10文字以上とする。")[0],
            scopes("パスワードは10文字以上とする。")[0]
        );
        assert_ne!(
            scopes("Backups of the claims archive are kept for 30 days."),
            scopes("Backups are kept for 90 days.")
        );
    }

    #[test]
    fn what_says_not_how_it_is_has_no_figures() {
        for text in [
            "今後、パスワードは13文字以上とする。",
            "監査人は「パスワードは8文字以上」と指摘した。",
            "アクセスログを点検し、点検票を3年間保存する。",
            "TLS 1.1は無効にしている。",
            "パスワードの長さは8文字から64文字の範囲で設定できます。",
        ] {
            let logs: Vec<_> = named(text);
            let others = logs.iter().filter(|(_, name)| *name != "記録の保存期間");
            assert_eq!(others.count(), 0, "{text}: {logs:?}");
        }
    }

    #[test]
    fn whose_it_is_tells_figures_apart() {
        let scope = |text: &str| read(text).remove(0).scope;
        let admins = scope("管理者のパスワードは12文字以上とする。");
        assert_eq!(
            admins,
            scope("特権アカウントのパスワードは12文字以上とする。")
        );
        assert_ne!(admins, scope("利用者のパスワードは12文字以上とする。"));
        assert_ne!(
            admins,
            scope("会計システムの管理者のパスワードは12文字以上とする。")
        );
        assert_eq!(
            scope("Administrator passwords are at least 12 characters long."),
            scope("Passwords of administrators must be at least 12 characters.")
        );
    }
}
