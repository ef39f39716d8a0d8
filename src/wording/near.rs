//! Whether a name is a misspelling of a label.
//!
//! A wrong guess makes a writer doubt a heading that is right, and in Japanese one kanji
//! makes another everyday word: 「対応事項」 is no slip for 「対応条項」. So kanji count as a
//! slip only where they sound or look alike, which is what an input method gets wrong.

use crate::script::{is_kanji, is_katakana};

/// Kanji that are taken for each other in the labels, by sound or by shape.
const ALIKE: &[&str] = &[
    "条状上乗情城場", // じょう
    "項考校行頃",     // こう, and 頃 by its shape
    "況祝境凶",       // きょう, and 祝 by its shape
    "装想層総相",     // そう
    "界解階回",       // かい
    "分文",           // ぶん
    "任認人",         // にん
    "責績積跡",       // せき
    "証正症",         // しょう
    "施枝旋",         // し, and the shapes of 施
    "容様用",         // よう
    "署所書",         // しょ
];

/// Everyday words at a small distance from a label, which are no misspellings.
const EVERYDAY: &[&str] = &[
    "最終確認",
    "最終レビュー",
    "対象理由",
    "利用の対応",
    "利用者責任",
    "対応の予定",
    "cover",
    "covered",
    "cove",
    "discovers",
    "review due",
    "reviews due",
    "hovers",
    "clauses",
    "states",
    "state",
    "stats",
    "statue",
    "statute",
    "reviewer",
    "reviewers",
    "review",
    "reviews",
    "season",
    "reasons",
    "reasoned",
    "evident",
    "evidenced",
    "frequent",
    "frequently",
    "responsibly",
    "responses",
    "respond",
    "responded",
    "customers",
    "custom",
    "measured",
    "controlled",
    "controller",
    "guided",
    "implementing",
    "implementer",
    "require",
    "required",
    "owned",
    "artifact",
    "addressed",
    "addressee",
    "satisfied",
];

/// A name in folded form, prepared for comparing with many.
pub(super) struct Name<'a> {
    /// As it was given.
    pub(super) text: &'a str,
    characters: Vec<char>,
}

impl<'a> Name<'a> {
    /// Prepares a name.
    pub(super) fn new(text: &'a str) -> Name<'a> {
        let characters = text.chars().collect();
        Name { text, characters }
    }

    /// Whether all of it is ASCII: each character has one byte.
    fn is_latin(&self) -> bool {
        self.text.len() == self.characters.len()
    }
}

/// Whether `name` is most likely `label` with a slip in it.
pub(super) fn resembles(name: &Name, label: &Name) -> bool {
    let (written, meant) = (&name.characters, &label.characters);
    if name.is_latin() != label.is_latin() || written.len().abs_diff(meant.len()) > 2 {
        return false;
    }
    let katakana = |name: &[char]| name.iter().all(|&c| is_katakana(c));
    let near = if label.is_latin() {
        resembles_latin(name.text, label.text)
    } else if meant.len() >= 5 && katakana(meant) {
        katakana(written) && strsim::osa_distance(name.text, label.text) == 1
    } else {
        alike(written, meant)
            || doubled(written, meant)
            || swapped(written, meant)
            || clipped(written, meant)
    };
    near && name.text != label.text && !EVERYDAY.contains(&name.text)
}

/// English words: a slip in five letters, two in nine, and the first letter right.
fn resembles_latin(name: &str, label: &str) -> bool {
    let allowed = match label.len() {
        0..=4 => return false,
        5..=8 => 1,
        _ => 2,
    };
    // Two letters swapped, the commonest slip, count as one.
    name.as_bytes().first() == label.as_bytes().first()
        && name.len().abs_diff(label.len()) <= allowed
        && strsim::osa_distance(name, label) <= allowed
}

/// One kanji taken for another that sounds or looks like it.
fn alike(name: &[char], label: &[char]) -> bool {
    if name.len() != label.len() || label.len() < 2 {
        return false;
    }
    let mut differing = name.iter().zip(label).filter(|(a, b)| a != b);
    let Some((&a, &b)) = differing.next() else {
        return false;
    };
    let in_group = |group: &&str| group.contains(a) && group.contains(b);
    differing.next().is_none() && is_kanji(a) && ALIKE.iter().any(in_group)
}

/// One character typed twice: 対応応条項.
fn doubled(name: &[char], label: &[char]) -> bool {
    name.len() == label.len() + 1
        && label.len() >= 3
        && (1..name.len()).any(|place| {
            name[place] == name[place - 1]
                && name[..place] == label[..place]
                && name[place + 1..] == label[place..]
        })
}

/// Two neighbours swapped: 対応項条.
fn swapped(name: &[char], label: &[char]) -> bool {
    name.len() == label.len()
        && label.len() >= 4
        && (1..label.len()).any(|place| {
            name[..place - 1] == label[..place - 1]
                && name[place - 1] == label[place]
                && name[place] == label[place - 1]
                && name[place + 1..] == label[place + 1..]
        })
}

/// One character dropped from a label of five or more; shorter ones leave everyday words.
fn clipped(name: &[char], label: &[char]) -> bool {
    label.len() >= 5
        && name.len() + 1 == label.len()
        && (0..label.len())
            .any(|place| name[..place] == label[..place] && name[place..] == label[place + 1..])
}
