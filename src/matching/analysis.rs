//! What a text consists of, for comparing it with others: terms, each with its place.
//!
//! Words do not stand apart in Japanese, and the words of this field are compounds: a run of
//! kanji or katakana is cut into overlapping pieces of two to four characters, so that 監査ログ
//! and ログ監査記録 share something. English words are cut to their stems. Concepts of the
//! thesaurus are terms as well, and they alone are the same in both languages.

use std::cell::RefCell;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use super::stem::stem;
use super::thesaurus::{Meaning, Thesaurus};
use crate::script::{self, narrow};
use crate::script::{is_hiragana, is_kanji, is_katakana};
use crate::text::Span;

/// What kind of term it is. Each kind is weighed on its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// An English stem, or two characters of a Japanese run.
    Word,
    /// Two English words side by side, or three or four characters of a Japanese run.
    Pair,
    /// Four or five letters out of an English word, or two Japanese characters of which one is
    /// hiragana or that are of different scripts.
    Piece,
    /// A concept of the thesaurus.
    Concept,
}

/// How many bytes a character of a Japanese run takes.
const WIDTH: usize = 3;

/// How many kinds of terms there are.
pub(super) const KINDS: usize = 4;

/// One term of a text.
#[derive(Clone, Debug)]
pub(super) struct Term {
    pub kind: Kind,
    /// Stands for the term's characters; the kind is mixed in.
    pub key: u64,
    /// Where it stands in the normalised text.
    pub place: Span,
}

/// A text read for comparison. Made once and filled again and again, to spare allocations.
#[derive(Debug, Default)]
pub(super) struct Analysis {
    /// The text in the form that the terms' places count in.
    pub text: String,
    pub terms: Vec<Term>,
    /// What the text does by its words, as [`Thesaurus::is_weak`] takes it; as often as it says so.
    pub acts: Vec<u32>,
    /// The kinds of words in it by which texts about practice speak, as often as they come.
    pub practice: Vec<u32>,
    /// Stems and Japanese characters, one text in which the thesaurus looks for its phrases.
    phrases: String,
    /// For each piece of `phrases`: where it begins there, and its place in `text`.
    places: Vec<(usize, Range<usize>)>,
    word: String,
    depth: Depth,
}

/// How much is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Depth {
    /// Terms of all kinds.
    #[default]
    All,
    /// Words and concepts.
    Words,
}

/// A character in compatibility form and lower case, where that takes no more than a look at it.
fn folded(character: char) -> Option<char> {
    match character {
        // What Japanese consists of comes first.
        'ぁ'..='ゖ' | '一'..='鿿' | 'ァ'..='ヾ' => Some(character),
        '\0'..='\u{7f}' => Some(character.to_ascii_lowercase()),
        '\u{3000}' => Some(' '),
        '、'..='〰' => Some(character),
        '！'..='～' => Some(narrow(character).to_ascii_lowercase()),
        _ => None,
    }
}

/// Writes a text in compatibility forms and lower case.
fn normalise(text: &str, normal: &mut String) {
    normal.clear();
    let mut rest = text;
    // What stays as it is is copied as a whole.
    while let Some(at) = rest.find(|c| folded(c) != Some(c)) {
        normal.push_str(&rest[..at]);
        rest = &rest[at..];
        let mut characters = rest.chars();
        if let Some(small) = characters.next().and_then(folded) {
            normal.push(small);
            rest = characters.as_str();
            continue;
        }
        let end = rest.find(|c| folded(c).is_some()).unwrap_or(rest.len());
        // A mark belongs to the character before it.
        let before = normal.pop().into_iter();
        let strange = before.chain(rest[..end].chars()).nfkc();
        normal.extend(strange.flat_map(char::to_lowercase));
        rest = &rest[end..];
    }
    normal.push_str(rest);
}

impl Analysis {
    /// Lends one that this thread has read other texts with.
    pub fn lent<T>(read: impl FnOnce(&mut Analysis) -> T) -> T {
        thread_local! {
            static LENT: RefCell<Analysis> = RefCell::default();
        }
        LENT.with_borrow_mut(read)
    }

    /// Reads a text; what was read before is forgotten.
    pub fn read(&mut self, text: &str, thesaurus: &Thesaurus) {
        self.cut(Depth::All, text);
        self.find(thesaurus);
    }

    /// Reads no more than words and concepts, at a part of the cost.
    pub fn read_words(&mut self, text: &str, thesaurus: &Thesaurus) {
        self.cut(Depth::Words, text);
        self.find(thesaurus);
    }

    /// Reads all terms but the concepts.
    fn cut(&mut self, depth: Depth, text: &str) {
        self.depth = depth;
        normalise(text, &mut self.text);
        self.terms.clear();
        self.phrases.clear();
        self.places.clear();
        let text = std::mem::take(&mut self.text);
        self.runs(&text);
        if depth == Depth::All {
            self.seams(&text);
        }
        self.text = text;
    }

    /// The text that was read from `text` as it was written there, where folding left every character in
    /// its place, which is nearly always; else in the form that it was read in.
    pub fn written<'a>(&'a self, text: &'a str) -> &'a str {
        let mut pairs = text.chars().zip(self.text.chars());
        let same = text.len() == self.text.len()
            && pairs.all(|(one, own)| folded(one).unwrap_or(one) == own);
        if same { text } else { &self.text }
    }

    /// The smallest range that holds `range` and begins and ends where a run of one script does.
    pub fn whole(&self, range: &Range<usize>) -> Range<usize> {
        let of_run = |class| matches!(class, Class::Kanji | Class::Katakana | Class::Latin);
        let text = &self.text;
        let class = |character: Option<char>| character.map(Class::of).filter(|own| of_run(*own));
        let (mut start, mut end) = (range.start, range.end);
        if let Some(first) = class(text[start..].chars().next()) {
            let run = text[..start].chars().rev();
            start -= run
                .take_while(|before| Class::of(*before) == first)
                .map(char::len_utf8)
                .sum::<usize>();
        }
        // 1年間保存: a number belongs to the kanji behind it.
        if text[start..].starts_with(is_kanji) {
            let digits = text[..start].bytes().rev();
            start -= digits.take_while(u8::is_ascii_digit).count();
        }
        if let Some(last) = class(text[..end].chars().next_back()) {
            let run = text[end..].chars();
            end += run
                .take_while(|after| Class::of(*after) == last)
                .map(char::len_utf8)
                .sum::<usize>();
        }
        start..end
    }

    /// Whether a term is one kanji with hiragana behind it: 行 in 行う, and as well 鍵 in 鍵を.
    pub fn is_stem(&self, range: &Range<usize>) -> bool {
        let mut characters = self.text[range.clone()].chars();
        let one = characters.next().is_some_and(is_kanji) && characters.next().is_none();
        one && self.text[range.end..].starts_with(is_hiragana)
    }

    /// The form of a phrase in which the thesaurus looks for it.
    pub fn phrase(&mut self, text: &str) -> &str {
        self.cut(Depth::Words, text);
        &self.phrases
    }

    fn runs(&mut self, text: &str) {
        let mut previous: Option<(u64, usize)> = None;
        let mut start = 0;
        while let Some(first) = text[start..].chars().next() {
            let class = Class::of(first);
            let mut behind = text[start..].char_indices().skip(1);
            let ends = |at: usize, next: char| {
                Class::of(next) != class
                    && !(class == Class::Latin && joins(text, start + at, next))
            };
            let end = behind.find_map(|(at, next)| ends(at, next).then_some(start + at));
            let range = start..end.unwrap_or(text.len());
            start = range.end;
            match class {
                Class::Latin => self.latin(text, range, &mut previous),
                Class::Kanji | Class::Katakana => {
                    previous = None;
                    let range = match class {
                        Class::Katakana => without_long_end(text, range),
                        _ => range,
                    };
                    self.write(&text[range.clone()], range.clone());
                    self.japanese(text, range, class);
                }
                Class::Hiragana => {
                    previous = None;
                    match is_left_out(text, &range) {
                        true => self.compound(text, &range),
                        false => self.write(&text[range.clone()], range),
                    }
                }
                Class::Space => {}
                Class::Other => {
                    if !matches!(first, '-' | '/' | '\'' | '’' | '‐' | '–' | '&' | '_') {
                        previous = None;
                        self.write("|", range);
                    }
                }
            }
        }
    }

    fn write(&mut self, piece: &str, place: Range<usize>) {
        self.places.push((self.phrases.len(), place));
        self.phrases.push_str(piece);
    }

    fn latin(&mut self, text: &str, range: Range<usize>, previous: &mut Option<(u64, usize)>) {
        let word = &text[range.clone()];
        if is_function_word(word) {
            return;
        }
        let mut stemmed = std::mem::take(&mut self.word);
        stemmed.clear();
        if is_login(word, &text[range.end..]) {
            stemmed.push_str("login");
        } else {
            stemmed.push_str(word.strip_suffix("'s").unwrap_or(word));
            stem(&mut stemmed);
        }
        // Phrases are whole words: every word is written with a space on both sides.
        self.places.push((self.phrases.len(), range.clone()));
        if !self.phrases.ends_with(' ') {
            self.phrases.push(' ');
        }
        self.phrases.push_str(&stemmed);
        self.phrases.push(' ');
        if !stemmed
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.')
        {
            let key = key(Kind::Word, &stemmed);
            self.push(Kind::Word, key, range.clone());
            if let Some((before, start)) = previous.filter(|_| self.depth == Depth::All) {
                let pair = before.rotate_left(21) ^ key;
                self.push(Kind::Pair, mix(Kind::Pair, pair), start..range.end);
            }
            *previous = Some((key, range.start));
            self.pieces(word, range.start);
        }
        self.word = stemmed;
    }

    /// Letters out of a word, for forms that stems keep apart and for compounds.
    fn pieces(&mut self, word: &str, start: usize) {
        if word.len() < 5 || !word.is_ascii() || self.depth == Depth::Words {
            return;
        }
        for length in [4, 5] {
            for at in 0..=word.len().saturating_sub(length) {
                let piece = &word[at..(at + length).min(word.len())];
                let key = key(Kind::Piece, piece);
                self.push(Kind::Piece, key, start + at..start + at + piece.len());
            }
        }
    }

    fn japanese(&mut self, text: &str, range: Range<usize>, class: Class) {
        let is_alone = range.len() == WIDTH && class == Class::Kanji;
        if is_alone && !is_of_compound(text, &range) {
            let key = key(Kind::Word, &text[range.clone()]);
            self.push(Kind::Word, key, range.clone());
        }
        let longest = if self.depth == Depth::All { 4 } else { 2 };
        for end in (range.start + 2 * WIDTH..=range.end).step_by(WIDTH) {
            let most = longest.min((end - range.start) / WIDTH);
            for length in 2..=most {
                let kind = if length == 2 { Kind::Word } else { Kind::Pair };
                let piece = end - length * WIDTH..end;
                self.push(kind, key(kind, &text[piece.clone()]), piece);
            }
        }
    }

    /// The two kanji around an ending that may as well be left out: 取扱 in 取り扱い.
    fn compound(&mut self, text: &str, ending: &Range<usize>) {
        let mut kanji = [0; 2 * WIDTH];
        let place = ending.start - WIDTH..ending.end + WIDTH;
        kanji[..WIDTH].copy_from_slice(&text.as_bytes()[place.start..ending.start]);
        kanji[WIDTH..].copy_from_slice(&text.as_bytes()[ending.end..place.end]);
        let hash = xxhash_rust::xxh3::xxh3_64(&kanji);
        self.push(Kind::Word, mix(Kind::Word, hash), place);
    }

    /// Two Japanese characters that no run holds together: endings, and where the scripts change.
    fn seams(&mut self, text: &str) {
        let japanese = |class| matches!(class, Class::Kanji | Class::Katakana | Class::Hiragana);
        let mut before = Class::Space;
        for (at, character) in text.char_indices() {
            let class = Class::of(character);
            let is_run = before == class && class != Class::Hiragana;
            let is_ending = || match (before, class) {
                (Class::Kanji, Class::Hiragana) => is_left_out(text, &(at..at + WIDTH)),
                (Class::Hiragana, Class::Kanji) => is_left_out(text, &(at - WIDTH..at)),
                _ => false,
            };
            if japanese(before) && japanese(class) && !is_run && !is_ending() {
                let piece = at - WIDTH..at + WIDTH;
                let key = key(Kind::Piece, &text[piece.clone()]);
                self.push(Kind::Piece, key, piece);
            }
            before = class;
        }
    }

    /// Finds what a thesaurus knows.
    fn find(&mut self, thesaurus: &Thesaurus) {
        let Analysis {
            places,
            phrases,
            text,
            terms,
            acts,
            practice,
            ..
        } = self;
        acts.clear();
        practice.clear();
        let place = |at: usize| {
            let after = places.partition_point(|(start, _)| *start <= at);
            after.checked_sub(1).map(|index| &places[index])
        };
        thesaurus.find(phrases, |meaning, found| {
            let concept = match meaning {
                Meaning::Concept(concept) => concept,
                Meaning::Act(act) => return acts.push(act),
                Meaning::Practice(kind) => return practice.push(kind),
            };
            let (Some((first, start)), Some((last, end))) =
                (place(found.start + 1), place(found.end.saturating_sub(2)))
            else {
                return;
            };
            // Inside a Japanese run the place is exact; a Latin word counts as a whole.
            let inside = |written: usize, at: usize, place: &Range<usize>| {
                let latin = text[place.clone()].is_ascii();
                (!latin).then(|| (place.start + at.saturating_sub(written)).min(place.end))
            };
            let from = inside(*first, found.start, start).unwrap_or(start.start);
            let to = inside(*last, found.end, end).unwrap_or(end.end);
            terms.push(Term {
                kind: Kind::Concept,
                key: concept_key(concept),
                place: Span::from(&(from.min(to)..to)),
            });
        });
    }

    fn push(&mut self, kind: Kind, key: u64, range: Range<usize>) {
        let place = Span::from(&range);
        self.terms.push(Term { kind, key, place });
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Latin,
    Kanji,
    Katakana,
    Hiragana,
    Space,
    Other,
}

impl Class {
    fn of(character: char) -> Class {
        match character {
            // What Japanese consists of comes first.
            'ぁ'..='ゖ' => Class::Hiragana,
            '一'..='鿿' => Class::Kanji,
            'ァ'..='ヺ' | 'ー' => Class::Katakana,
            c if c.is_ascii_alphanumeric() => Class::Latin,
            c if c.is_whitespace() => Class::Space,
            c if c.is_ascii() => Class::Other,
            c if is_kanji(c) => Class::Kanji,
            c if is_katakana(c) => Class::Katakana,
            c if is_hiragana(c) => Class::Hiragana,
            '\u{3001}'..='\u{303f}' => Class::Other,
            c if c.is_alphabetic() => Class::Latin,
            _ => Class::Other,
        }
    }
}

/// A run of katakana without the long vowel at its end, which is written or not: サーバー, サーバ. Short
/// words keep it: キー.
fn without_long_end(text: &str, run: Range<usize>) -> Range<usize> {
    match run.len() >= 4 * WIDTH && text[run.clone()].ends_with('ー') {
        true => run.start..run.end - WIDTH,
        false => run,
    }
}

/// Whether a run of hiragana is the ending of a verb inside a compound, which is written or not:
/// 取り扱い and 取扱い, 持ち出し and 持出し.
fn is_left_out(text: &str, run: &Range<usize>) -> bool {
    let ending = run.len() == WIDTH
        && text[run.clone()].starts_with([
            'り', 'き', 'ち', 'み', 'い', 'え', 'け', 'せ', 'て', 'め', 'れ', 'べ', 'ぎ', 'げ',
            'し',
        ]);
    let before = || text[..run.start].chars().next_back();
    // 「確認し記録する」 does two things.
    let inflects = || match (before(), &text[run.clone()]) {
        (Some(kanji), "し") => "出押探貸渡返回消戻通".contains(kanji),
        (Some(kanji), "い") => "払使言問買食洗思追扱".contains(kanji),
        (Some(kanji), "て") => "立当捨育".contains(kanji),
        (Some(kanji), _) => Class::of(kanji) == Class::Kanji,
        _ => false,
    };
    let behind = || text[run.end..].chars().next();
    ending && inflects() && behind().is_some_and(|next| Class::of(next) == Class::Kanji)
}

/// Whether one kanji stands beside such an ending, and is half of a word.
fn is_of_compound(text: &str, kanji: &Range<usize>) -> bool {
    let ends = |at: usize| {
        text.get(at..at + WIDTH)
            .is_some_and(|_| is_left_out(text, &(at..at + WIDTH)))
    };
    ends(kanji.end) || kanji.start.checked_sub(WIDTH).is_some_and(ends)
}

/// Whether a word begins 「log in」, in whatever form. As two words it can as well be a log in some place.
fn is_login(word: &str, behind: &str) -> bool {
    if word == "logon" || word == "logons" {
        return true;
    }
    if !matches!(word, "log" | "logs" | "logged" | "logging") {
        return false;
    }
    let particle = |text: &str| {
        let rest = { text.strip_prefix("in") }.or_else(|| text.strip_prefix("on"));
        let rest = rest.filter(|rest| !rest.starts_with(|c: char| c.is_ascii_alphanumeric()));
        rest.map(str::len)
    };
    if let Some(behind) = behind.strip_prefix(['-', '‐']) {
        return particle(behind).is_some();
    }
    let Some(behind) = behind.strip_prefix(' ') else {
        return false;
    };
    let Some(rest) = particle(behind) else {
        return behind.starts_with("into ");
    };
    let next = behind[behind.len() - rest..].trim_start();
    let next = next.split(|c: char| !c.is_ascii_alphanumeric()).next();
    matches!(next, Some("to" | "with" | "using" | "via" | "as" | "again"))
}

/// Whether a mark inside a word belongs to it: the point of 1.2, the apostrophe of user's.
fn joins(text: &str, at: usize, mark: char) -> bool {
    let next = text[at + mark.len_utf8()..].chars().next();
    match mark {
        '.' => {
            text[..at].ends_with(|c: char| c.is_ascii_digit())
                && next.is_some_and(|c| c.is_ascii_digit())
        }
        '\'' => next == Some('s'),
        _ => false,
    }
}

fn key(kind: Kind, characters: &str) -> u64 {
    mix(kind, xxhash_rust::xxh3::xxh3_64(characters.as_bytes()))
}

/// Whether a text is written in Japanese, with however many English names in it.
pub(super) fn is_mostly_japanese(text: &str) -> bool {
    let letters = text.bytes().filter(u8::is_ascii_alphabetic).count();
    let own = text.chars().filter(|c| script::is_japanese(*c)).count();
    // A Japanese character says about as much as three letters.
    own * 3 > letters
}

/// The key of a concept of the thesaurus.
pub(super) fn concept_key(concept: u32) -> u64 {
    mix(Kind::Concept, u64::from(concept))
}

fn mix(kind: Kind, hash: u64) -> u64 {
    // Any odd number will do: the kinds have to be told apart, no more.
    hash ^ (kind as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

/// Words that say nothing about the subject in any English text.
fn is_function_word(word: &str) -> bool {
    const WORDS: [&str; 86] = [
        "a", "about", "after", "all", "also", "an", "and", "any", "are", "as", "at", "be", "been",
        "before", "being", "both", "but", "by", "can", "did", "do", "does", "each", "etc", "for",
        "from", "had", "has", "have", "how", "i", "if", "in", "into", "is", "it", "its", "may",
        "more", "must", "no", "not", "of", "on", "only", "or", "other", "our", "out", "over",
        "per", "shall", "should", "so", "such", "than", "that", "the", "their", "them", "then",
        "there", "these", "they", "this", "those", "through", "to", "under", "up", "upon", "via",
        "was", "we", "were", "what", "when", "where", "which", "who", "will", "with", "within",
        "would", "you", "your",
    ];
    word.len() < 8 && WORDS.binary_search(&word).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quick_way_to_fold_is_the_slow_one() {
        let slow = |text: &str| -> String { text.nfkc().flat_map(char::to_lowercase).collect() };
        for character in '\0'..=char::MAX {
            if let Some(folded) = folded(character) {
                assert_eq!(folded.to_string(), slow(&character.to_string()));
            }
        }
        let mut normal = String::new();
        for text in [
            "別紙２ 3.4-①-1 に基づき、ＴＬＳで",
            "は\u{3099}ックアッフ\u{309a}とｶﾞｰﾄﾞ㈱",
            "A\u{30a} CAFE\u{301}\u{323} ﬁnal Å",
            "\u{301}① ",
        ] {
            normalise(text, &mut normal);
            assert_eq!(normal, slow(text));
        }
    }

    fn found(text: &str, kind: Kind) -> Vec<String> {
        let mut analysis = Analysis::default();
        analysis.read(text, &Thesaurus::built_in());
        let terms = analysis.terms.iter().filter(|term| term.kind == kind);
        terms
            .map(|term| analysis.text[term.place.bytes()].to_string())
            .collect()
    }

    #[test]
    fn japanese_is_cut_at_its_scripts_and_into_pieces() {
        assert_eq!(
            found("監査ログの取得", Kind::Word),
            ["監査", "ログ", "取得"]
        );
        assert_eq!(found("入退室管理", Kind::Pair).len(), 5);
        assert_eq!(found("ＴＬＳ１．３と鍵", Kind::Word), ["tls1.3", "鍵"]);
    }

    #[test]
    fn english_leaves_out_what_carries_nothing() {
        assert_eq!(
            found("The keys are rotated within 90 days.", Kind::Word),
            ["keys", "rotated", "days"]
        );
        assert_eq!(
            found("least privilege. Access", Kind::Pair),
            ["least privilege"]
        );
    }
}
