//! The clauses of a sentence: what another one says first does not count for a figure.

use std::ops::Range;

use super::affix;
use super::figure::Sentence;
use crate::script::is_japanese;

/// What makes English words a clause of their own.
pub(super) const FINITE: [&str; 8] = [
    " is ", " are ", " must ", " shall ", " should ", " will ", " has ", " have ",
];

impl Sentence<'_> {
    /// Where the last clause of a Japanese range begins, behind what another verb says first: 静脈認証で確かめ、….
    pub(super) fn behind_clause(&self, range: Range<usize>) -> usize {
        // 本番環境において, 電子カルテを対象とし, 契約に応じ: where and when it holds.
        const HOLDING: [&str; 12] = [
            "において",
            "につい",
            "ついて",
            "対して",
            "関して",
            "にて",
            "として",
            "とし",
            "限り",
            "限定し",
            "応じて",
            "応じ",
        ];
        let text = &self.text[range.clone()];
        let mut commas = text.rmatch_indices('、').map(|(at, _)| at);
        let last = commas.find(|&at| {
            let before = &text[..at];
            (goes_on(before) || before.ends_with("ため")) && !affix::ends_with(before, &HOLDING)
        });
        range.start + last.map_or(0, |at| at + '、'.len_utf8())
    }

    /// Where the last clause of a range begins: behind what tells something else first.
    pub(super) fn last_clause(&self, range: Range<usize>) -> usize {
        let range = self.body(range);
        match self.text[range.clone()].contains(is_japanese) {
            true => self.behind_clause(range),
            false => self.behind_lead_in(range),
        }
    }

    /// A range without a heading before it: （アカウントの見直し） above an article.
    pub(super) fn body(&self, range: Range<usize>) -> Range<usize> {
        let text = &self.text[range.clone()];
        let heading = { text.starts_with('（') }
            .then(|| text.find('）'))
            .flatten();
        range.start + heading.map_or(0, |end| end + '）'.len_utf8())..range.end
    }

    /// Where the item of an English list of deeds begins that holds a place: "The plan names the functions of payroll,
    /// sets RTO 8 h and RPO 1 h, and …". Each of them speaks for itself. 0 where there is none.
    pub(super) fn item_start(&self, place: usize) -> usize {
        const VERBS: [&str; 8] = [
            "sets ",
            "gives ",
            "states ",
            "defines ",
            "has ",
            "names ",
            "lists ",
            "and sets ",
        ];
        let comma = self.text[..place].rfind(", ").map(|at| at + 2);
        let item = comma.filter(|at| affix::begins_with(&self.text[*at..], &VERBS));
        item.unwrap_or(0)
    }

    /// Where what an English sentence says itself begins before a place: behind “If drawings got out, …” and “…; …”. A
    /// Japanese one says of what it speaks anywhere.
    pub(super) fn behind_lead(&self, place: usize) -> usize {
        let text = &self.text[..place];
        if text.contains(is_japanese) {
            return 0;
        }
        let joined = text.rfind("; ").map(|at| at + 2);
        joined.max(led_in(text)).unwrap_or(0)
    }

    /// Where the last clause of an English range begins: behind “To detect misuse, …”, “…; …” and “…, and logs are kept”.
    fn behind_lead_in(&self, range: Range<usize>) -> usize {
        let text = &self.text[range.clone()];
        let joints = [", and ", "; "];
        let joined = { joints.iter() }
            .filter_map(|joint| Some(text.rfind(joint)? + joint.len()))
            .chain(behind_and(text))
            .max();
        range.start + joined.max(led_in(text)).unwrap_or(0)
    }
}

/// Where an English text goes on behind what it begins with to say when or why: “To detect misuse, …”.
fn led_in(text: &str) -> Option<usize> {
    const LEADING: [&str; 19] = [
        "when ",
        "if ",
        "after ",
        "upon ",
        "once ",
        "where ",
        "as soon ",
        "to ",
        "in order ",
        "in support ",
        "as part ",
        "as a part ",
        "in accordance ",
        "in line ",
        "together with ",
        "in addition",
        "for your ",
        "based on ",
        "per ",
    ];
    let opens = |words: &&str| {
        let start = text.as_bytes().get(..words.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(words.as_bytes()))
    };
    { LEADING.iter().any(opens) }
        .then(|| text.find(", ").map(|at| at + 2))
        .flatten()
}

/// Whether Japanese words that a comma stands behind end in a verb that another clause follows: 影響を調べ、….
pub(super) fn goes_on(words: &str) -> bool {
    const CONTINUING: [char; 23] = [
        'し', 'き', 'り', 'い', 'ち', 'み', 'び', 'ぎ', 'け', 'め', 'れ', 'べ', 'え', 'せ', 'げ',
        'て', 'ね', 'で', 'じ', 'ら', 'わ', 'ず', 'く',
    ];
    let mut last = words.chars().rev();
    let (end, stem) = (last.next(), last.next());
    // The particle で says where or by what; behind ん and い it is a verb's.
    end.is_some_and(|end| CONTINUING.contains(&end))
        && (end != Some('で') || matches!(stem, Some('ん' | 'い')))
}

/// Where a clause begins that "and" joins to another with a verb of its own: actions are logged and the logs are ….
fn behind_and(text: &str) -> Option<usize> {
    const AND: &str = " and ";
    let has_verb = |clause: &str| FINITE.iter().any(|verb| clause.contains(verb));
    let and = text.rfind(AND)?;
    let start = and + AND.len();
    (has_verb(&text[start..]) && has_verb(&text[..and])).then_some(start)
}
