//! The comments by which a writer silences a rule, with a reason.
//!
//! `<!-- shishin: allow weak-wording, missing-owner because 契約書第5条で定める -->` holds for
//! the block it stands at, `allow-document` for the whole document. A comment makes no claim,
//! since it is lost on the way to the reader. Which rules exist, and whether an allowance
//! allows anything, is not known here.

use std::ops::Range;

use tree_sitter::Node;

use crate::grammar;
use crate::locale::{Locale, Message};
use crate::spelling;

/// A comment that is addressed to Shishin. Ranges are bytes of the comment, delimiters included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Comment {
    /// Findings of some rules are allowed.
    Allow {
        /// The rules, each with its place; at least one.
        rules: Vec<(Range<usize>, String)>,
        /// Where the reason stands. A comment without one is [`Comment::Invalid`], so this is
        /// always there in what [`read`] returns.
        reason: Option<Range<usize>>,
        /// Whether it holds for the whole document and not only where it stands.
        document: bool,
    },
    /// The comment means something to Shishin, but cannot be understood.
    Invalid {
        /// What has to be mended.
        range: Range<usize>,
        /// How to mend it.
        message: Message,
        /// What can be written for the writer.
        mend: Option<Mend>,
    },
}

/// What makes an invalid comment a valid one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mend {
    /// A reason behind these rules.
    Reason(Vec<String>),
    /// This word in the place of what was written.
    Word(&'static str),
}

impl Comment {
    /// The same comment with its ranges moved by `by` bytes: from the comment to the document
    /// that it stands in.
    pub fn shifted(self, by: usize) -> Comment {
        let moved = |range: Range<usize>| range.start + by..range.end + by;
        match self {
            Comment::Allow {
                rules,
                reason,
                document,
            } => Comment::Allow {
                rules: rules
                    .into_iter()
                    .map(|(range, name)| (moved(range), name))
                    .collect(),
                reason: reason.map(moved),
                document,
            },
            Comment::Invalid {
                range,
                message,
                mend,
            } => Comment::Invalid {
                range: moved(range),
                message,
                mend,
            },
        }
    }
}

/// The words that a comment is made of, in one language; the grammar reads both.
pub struct Words {
    /// The verb for where the comment stands.
    pub allow: &'static str,
    /// The verb for the whole document.
    pub allow_document: &'static str,
    /// What stands between the rules and the reason.
    pub because: &'static str,
}

const ENGLISH: Words = Words {
    allow: "allow",
    allow_document: "allow-document",
    because: "because",
};

const JAPANESE: Words = Words {
    allow: "許可",
    allow_document: "文書全体で許可",
    because: "理由:",
};

impl Words {
    /// The words of a language.
    pub fn of(language: Locale) -> &'static Words {
        match language {
            Locale::Ja => &JAPANESE,
            Locale::En => &ENGLISH,
        }
    }

    /// Both verbs.
    pub fn verbs(&self) -> [&'static str; 2] {
        [self.allow, self.allow_document]
    }
}

/// The verbs, in the spelling that messages propose.
const VERBS: [&str; 4] = [
    ENGLISH.allow,
    ENGLISH.allow_document,
    JAPANESE.allow,
    JAPANESE.allow_document,
];

/// The word that addresses a comment to Shishin.
const NAME: &str = "shishin";

/// Reads an HTML comment, from `<!--` to `-->`; `None` if it is not addressed to Shishin.
pub fn read(comment: &str) -> Option<Comment> {
    let Some(address) = addressed(comment) else {
        return misaddressed(comment).map(unknown_name);
    };
    if !address.has_colon {
        return Some(invalid(
            address.name,
            "shishin の後にコロンがありません。",
            "There is no colon behind `shishin`.",
        ));
    }
    let tree = grammar::parse(comment)?;
    let root = tree.root_node();
    match root.named_child(0) {
        Some(node) if node.kind() == "comment" && !root.has_error() => {
            Some(understood(node, comment))
        }
        _ => Some(misunderstood(root, comment, address.name)),
    }
}

/// The word that addresses a comment to Shishin.
struct Address {
    name: Range<usize>,
    has_colon: bool,
}

/// A comment is ours if it begins with `shishin:`; the colon may be forgotten in front of a verb.
fn addressed(comment: &str) -> Option<Address> {
    let inside = comment.strip_prefix("<!--")?.trim_start();
    let start = comment.len() - inside.len();
    if !inside.get(..NAME.len())?.eq_ignore_ascii_case(NAME) {
        return None;
    }
    let behind = &inside[NAME.len()..];
    let has_colon = behind.trim_start().starts_with([':', '：']);
    let has_verb = behind.starts_with(char::is_whitespace)
        && behind
            .split_whitespace()
            .next()
            .is_some_and(|word| VERBS.contains(&word));
    (has_colon || has_verb).then_some(Address {
        name: start..start + NAME.len(),
        has_colon,
    })
}

/// The word in front of a colon and a verb that is a slip of the pen away from `shishin`.
fn misaddressed(comment: &str) -> Option<Range<usize>> {
    let inside = comment.strip_prefix("<!--")?.trim_start();
    let start = comment.len() - inside.len();
    let (name, behind) = inside.split_once([':', '：'])?;
    let name = name.trim_end();
    let is_short = name.len().abs_diff(NAME.len()) <= 1;
    let verb = behind.split_whitespace().next()?;
    let is_slip =
        is_short && VERBS.contains(&verb) && spelling::is_slip(&name.to_lowercase(), NAME);
    is_slip.then_some(start..start + name.len())
}

fn unknown_name(range: Range<usize>) -> Comment {
    let comment = invalid(
        range,
        "「shishin」の書き誤りではありませんか。このままでは何も許可されません。",
        "Is `shishin` meant? As it is, nothing is allowed by it.",
    );
    mended_by(comment, Mend::Word(NAME))
}

fn understood(node: Node<'_>, comment: &str) -> Comment {
    let mut rules = Vec::new();
    let mut reason = None;
    let mut document = false;
    let mut verb = node.byte_range();
    let mut cursor = node.walk();
    for child in node.named_children(&mut cursor) {
        let range = child.byte_range();
        match child.kind() {
            "unknown" => return unknown_verb(range, comment),
            "allow" => verb = range,
            "allow_document" => {
                verb = range;
                document = true;
            }
            "rule" => rules.push((range.clone(), comment[range].to_owned())),
            "reason" => reason = Some(range.start..range.start + comment[range].trim_end().len()),
            _ => {}
        }
    }
    match (rules.last(), &reason) {
        (None, _) => missing_rules(verb),
        (Some((last, _)), None) => missing_reason(last.clone(), &rules),
        (Some(_), Some(_)) => Comment::Allow {
            rules,
            reason,
            document,
        },
    }
}

/// The comment fits no rule of the grammar: says the first thing that is wrong.
fn misunderstood(root: Node<'_>, comment: &str, name: Range<usize>) -> Comment {
    let Some(inside) = comment.strip_suffix("-->") else {
        return invalid(
            name,
            "コメントが --> で閉じられていません。",
            "The comment is not closed by `-->`.",
        );
    };
    let mut words = words(inside, name.end);
    match words.next() {
        None => invalid(
            name,
            "何を許可するのかが書かれていません。",
            "The comment does not say what it allows.",
        ),
        Some(verb) if !VERBS.contains(&&comment[verb.clone()]) => unknown_verb(verb, comment),
        Some(verb) => {
            let error = first_error(root).map_or(verb.end, |error| error.start);
            match words.find(|word| word.end > error) {
                Some(word) => unreadable(word),
                None => missing_rules(verb),
            }
        }
    }
}

/// The words of `text` behind byte `from`, without colons and commas.
fn words(text: &str, from: usize) -> impl Iterator<Item = Range<usize>> {
    let is_gap = |character: char| character.is_whitespace() || ":：,、，".contains(character);
    let mut at = from;
    std::iter::from_fn(move || {
        let rest = &text[at..];
        let start = at + rest.find(|character| !is_gap(character))?;
        let length = text[start..].find(is_gap).unwrap_or(text.len() - start);
        at = start + length;
        Some(start..at)
    })
}

fn first_error(node: Node<'_>) -> Option<Range<usize>> {
    let mut cursor = node.walk();
    let found = node
        .children(&mut cursor)
        .find(|child| child.has_error() || child.is_error())?;
    if found.is_error() {
        Some(found.byte_range())
    } else {
        first_error(found)
    }
}

fn unknown_verb(range: Range<usize>, comment: &str) -> Comment {
    let written = &comment[range.clone()];
    let nearest = spelling::nearest_or_begun(written, VERBS);
    let (ja, en) = match nearest {
        Some(verb) => (
            format!("「{written}」という指示はありません。「{verb}」の書き誤りではありませんか。"),
            format!("There is no instruction `{written}`; did you mean `{verb}`?"),
        ),
        None => (
            format!("「{written}」という指示はありません。"),
            format!("There is no instruction `{written}`."),
        ),
    };
    let comment = invalid(range, &ja, &en);
    match nearest {
        Some(verb) => mended_by(comment, Mend::Word(verb)),
        None => comment,
    }
}

fn missing_rules(verb: Range<usize>) -> Comment {
    invalid(
        verb,
        "許可する規則の名前がありません。",
        "The name of the rule to allow is missing.",
    )
}

fn missing_reason(range: Range<usize>, rules: &[(Range<usize>, String)]) -> Comment {
    let comment = invalid(
        range,
        "許可する理由が書かれていません。",
        "The reason for the allowance is missing.",
    );
    let names = rules.iter().map(|(_, name)| name.clone());
    mended_by(comment, Mend::Reason(names.collect()))
}

fn mended_by(mut comment: Comment, by: Mend) -> Comment {
    if let Comment::Invalid { mend, .. } = &mut comment {
        *mend = Some(by);
    }
    comment
}

fn unreadable(range: Range<usize>) -> Comment {
    invalid(
        range,
        "規則の名前の並びとして読めません。",
        "This cannot be read as a list of rules.",
    )
}

/// A message that ends with the form to follow.
fn invalid(range: Range<usize>, ja: &str, en: &str) -> Comment {
    let message = Message::new(
        format!(
            "{ja}「<!-- shishin: 許可 規則名 理由: なぜ許可するか -->」のように書いてください。"
        ),
        format!("{en} Write it like `<!-- shishin: allow RULE because REASON -->`."),
    );
    Comment::Invalid {
        range,
        message,
        mend: None,
    }
}
