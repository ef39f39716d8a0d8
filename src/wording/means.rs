//! Whether a text says by what something is done: a tool, a procedure, a document. A name that is only what
//! the deed is done to, or where, says nothing of how: 「AWSの環境を適切に管理する」 is as open as without it.

use std::ops::Range;

use super::affix;
use super::lexicon::{COMMON_ACRONYMS, Sign};
use super::scan::{Candidate, candidates};
use super::sentence::{ends_sentence, sentences};
use crate::script::{is_kanji, is_katakana};

/// Whether a tool, a procedure or a document is named in `text`, whatever it does there.
pub fn names_means(text: &str) -> bool {
    documents(text).next().is_some() || names(text).next().is_some()
}

/// Whether the text says by what that is done which the word at `word`, in `sentence`, says how well is done.
pub(super) fn is_done_by_means(text: &str, word: &Range<usize>, sentence: &Range<usize>) -> bool {
    let japanese = has_japanese_words(text);
    let says_how = |name: Range<usize>| match japanese {
        true => japanese::is_means(text, &name, word, sentence),
        false => english::is_means(text, &name, word, sentence),
    };
    let uses_a_tool = match japanese {
        true => japanese::uses_a_tool,
        false => english::uses_a_tool,
    };
    documents(text).any(says_how) || names(text).any(says_how) || uses_a_tool(text)
}

/// Whether `text`, a part of a sentence that ends in a promise, names the means of what it tells.
pub(super) fn tells_means(text: &str) -> bool {
    let end = text.len()..text.len();
    is_done_by_means(text, &end, &(0..text.len()))
}

/// What a rule is called that has no name: 社内規程, 関連規程, 諸規則.
const ANY_RULES: &[&str] = &[
    "社内",
    "関連",
    "関係",
    "諸",
    "各種",
    "各",
    "所定の",
    "当社",
    "自社",
    "内部",
];

/// The documents that `text` names.
fn documents(text: &str) -> impl Iterator<Item = Range<usize>> {
    let named = |candidate: &Candidate| {
        candidate.sign == Sign::Document
            && is_qualified(text, candidate.range.start)
            && !affix::ends_with(&text[..candidate.range.start], ANY_RULES)
            && !is_cited(text, candidate.range.clone())
    };
    candidates(text)
        .filter(named)
        .map(|candidate| candidate.range)
}

/// Whether a qualifier stands right before `place`, so that 「入退室管理規程」 is a name and
/// 「規程」 is none.
fn is_qualified(text: &str, place: usize) -> bool {
    let before = text[..place].chars().next_back();
    before.is_some_and(|c| is_kanji(c) || is_katakana(c) || c.is_ascii_alphanumeric())
}

/// Whether a word for a document is the name of a guideline that is cited, by its edition or a number
/// behind it: 「2省ガイドライン 4.3」. That says what has to be done, and no more.
fn is_cited(text: &str, word: Range<usize>) -> bool {
    const GUIDELINE: &str = "ガイドライン";
    let behind = text[word.end..].trim_start_matches([' ', '\u{3000}', '」', '』', '（', '(']);
    let is_number = |c: char| c.is_numeric() || c == '第';
    &text[word] == GUIDELINE && (behind.starts_with(is_number) || behind.starts_with("別紙"))
}

/// Whether a text is Japanese. The clause that an English sentence cites may be one of a Japanese guideline.
fn has_japanese_words(text: &str) -> bool {
    let own = text.split(" [").next().unwrap_or(text);
    !own.is_ascii() && own.chars().any(|c| is_kanji(c) || is_katakana(c))
}

/// The Latin names in `text`: in Japanese all words with a capital, in English those
/// that do not open a sentence.
fn names(text: &str) -> impl Iterator<Item = Range<usize>> {
    let has_capital = text
        .bytes()
        .fold(false, |found, byte| found | byte.is_ascii_uppercase());
    let japanese = has_capital && has_japanese_words(text);
    let mut opens = true;
    let mut place = if has_capital { 0 } else { text.len() };
    std::iter::from_fn(move || {
        while let Some(start) = text[place..].find(|c: char| c.is_ascii_alphanumeric()) {
            opens |= text[place..][..start].contains(['.', '!', '?', '\n']);
            let start = place + start;
            let length = text[start..]
                .bytes()
                .take_while(u8::is_ascii_alphanumeric)
                .count();
            let (word, behind) = text[start..].split_at(length);
            place = start + length;
            let letters = word.bytes().filter(u8::is_ascii_alphabetic).count();
            let capital = word.bytes().any(|byte| byte.is_ascii_uppercase());
            let acronym = word.bytes().skip(1).any(|byte| byte.is_ascii_uppercase());
            let cited = is_control_number(word, behind);
            let name = letters >= 2 && capital && !cited && (japanese || acronym || !opens);
            // A number, a letter of a list and the like leave the sentence still to open.
            opens &= letters < 2 || cited;
            let is_common =
                || { COMMON_ACRONYMS.iter() }.any(|common| common.eq_ignore_ascii_case(word));
            if name && !is_common() {
                return Some(start..place);
            }
        }
        None
    })
}

/// Whether `word` begins the number of a control (AC-2, IA-5), which names nothing that is done.
fn is_control_number(word: &str, behind: &str) -> bool {
    let digits = |number: &str| number.bytes().take_while(u8::is_ascii_digit).count();
    word.len() == 2
        && behind
            .strip_prefix('-')
            .is_some_and(|number| (1..=2).contains(&digits(number)))
}

/// What stands between the name and the word; `None` where the name stands in another sentence.
fn between<'t>(
    text: &'t str,
    name: &Range<usize>,
    word: &Range<usize>,
    sentence: &Range<usize>,
) -> Option<&'t str> {
    sentence
        .contains(&name.start)
        .then(|| match name.end <= word.start {
            true => &text[name.end..word.start],
            false => &text[word.end.min(name.start)..name.start],
        })
}

mod japanese {
    use super::*;
    use crate::script::is_digit;

    /// What stands behind a noun by which something is done.
    const BY: &[&str] = &[
        "にて",
        "により",
        "によって",
        "による",
        "によっ",
        "に基づ",
        "にもとづ",
        "に従",
        "にしたが",
        "に沿",
        "に則",
        "にのっと",
        "に準拠",
        "に準じ",
        "に照ら",
        "を用い",
        "を使",
        "を利用し",
        "を利用する",
        "を活用",
        "を介し",
        "を通じ",
        "を通し",
        "を経由",
        "を適用し",
        "を導入し",
        "を有効",
        "を設定し",
        "を採用し",
        "を実装し",
        "を併用し",
        "を設置し",
        "を参照し",
        "を締結し",
        "を定め",
        "を義務",
        "を必須",
        "を作成し",
        "を整備し",
        "を取得し",
        "に記録",
        "に記入",
        "に登録",
        "に転送",
        "に定め",
        "に規定",
        "に記載",
        "と連携",
        "と照合",
        "として定め",
        "を基に",
        "をもとに",
        "を元に",
        "を以て",
        "をもって",
    ];

    /// Where something is, and not by what it is done.
    const PLACES: &[&str] = &[
        "環境",
        "上",
        "内",
        "中",
        "側",
        "下",
        "間",
        "拠点",
        "リージョン",
        "センター",
        "センタ",
        "室",
        "クラウド",
        "基盤",
        "等",
        "など",
    ];

    /// What stands behind a tool, and behind hardly anything else.
    const USED: &[&str] = &[
        "を用い",
        "を使用し",
        "を利用し",
        "を使っ",
        "を使い",
        "を導入し",
        "を設置し",
        "によって",
        "により",
        "による",
    ];

    /// How many characters of katakana the name of a tool has at least.
    const SHORTEST_TOOL: usize = 4;

    /// What is called by a long word and says nothing of how.
    const NO_TOOLS: &[&str] = &[
        "システム",
        "サービス",
        "データ",
        "ネットワーク",
        "セキュリティ",
        "アクセス",
        "インターネット",
        "ユーザー",
        "ユーザ",
        "サーバー",
        "サーバ",
        "クラウド",
        "プロセス",
        "ルール",
        "ポリシー",
        "コンピュータ",
        "コンピューター",
        "グループ",
        "インシデント",
        "スタッフ",
        "メンバー",
        "ベンダー",
        "パートナー",
        "メーカー",
        "リスク",
        "トラブル",
        "ミス",
        "エラー",
        "ウイルス",
        "ウィルス",
        "マルウェア",
        "マネジメント",
    ];

    /// What is done with a record or a channel.
    const RECORDED: &[&str] = &[
        "記入", "記録", "登録", "記載", "残", "反映", "入力", "転送", "集約", "通知", "起票",
        "送信", "報告", "連携",
    ];

    /// What ends a phrase with a comma that is no deed.
    const TOPICS: &[&str] = &[
        "について",
        "において",
        "に対して",
        "に対し",
        "に関して",
        "に関し",
        "にあたり",
        "にあたって",
        "に当たり",
        "に際し",
        "に際して",
        "として",
        "につき",
        "とともに",
        "とあわせて",
        "に加えて",
        "に加え",
        "に伴い",
        "に応じて",
        "に応じ",
        "により",
    ];

    /// Whether the name says how that is done which the word says how well is done.
    pub(super) fn is_means(
        text: &str,
        name: &Range<usize>,
        word: &Range<usize>,
        sentence: &Range<usize>,
    ) -> bool {
        let end = phrase_end(text, name.end);
        let (phrase, behind) = (&text[name.start..end], &text[end..]);
        if is_by(phrase, behind) {
            return true;
        }
        // A remark behind all that is said: 適切に管理（Intune）.
        let in_brackets = text[..name.start].ends_with(['（', '(']);
        if in_brackets && name.start >= word.end && ends_clause(behind) {
            return true;
        }
        // What another clause tells is a deed of its own: 「WAFを置き、適切に…」.
        let tells_a_deed =
            behind.starts_with('を') || behind.starts_with('に') && is_recorded(behind);
        tells_a_deed && is_elsewhere(text, name, word, sentence)
    }

    /// Whether a tool that goes by a Japanese name is used: 「ウイルス対策ソフトウェアを用いて」.
    pub(super) fn uses_a_tool(text: &str) -> bool {
        USED.iter().any(|used| {
            text.match_indices(used).any(|(at, _)| {
                let before = text[..at].trim_end_matches(['」', '』', '等']);
                let run = before.trim_end_matches(is_katakana).len();
                let length = before[run..].chars().count();
                length >= SHORTEST_TOOL && !affix::ends_with(before, NO_TOOLS)
            })
        })
    }

    /// Whether nothing but the verb of a noun's deed follows in the clause: 暗号化（AES）する。
    fn ends_clause(behind: &str) -> bool {
        const DONE: [&str; 5] = ["する", "し", "を行", "を実施", "を適用"];
        ends_sentence(behind) || affix::begins_with(behind, &DONE)
    }

    /// Whether what follows in a clause goes into what was named: 「台帳に日時を記入し」.
    fn is_recorded(behind: &str) -> bool {
        let end = behind
            .find(['、', '，', ',', '。', '\n'])
            .unwrap_or(behind.len());
        RECORDED.iter().any(|deed| behind[..end].contains(deed))
    }

    /// Whether what stands behind a phrase makes it that by which something is done.
    fn is_by(phrase: &str, behind: &str) -> bool {
        if affix::begins_with(behind, BY) || phrase.ends_with("経由") || phrase.ends_with('化') {
            return true;
        }
        let Some(rest) = behind.strip_prefix('で') else {
            return false;
        };
        let is_copula = affix::begins_with(rest, &["あ", "す", "し", "き", "な", "の", "は", "も"]);
        !is_copula && !affix::ends_with(phrase, PLACES)
    }

    /// Where the nouns end that begin before `place`: 「AWS」の「セキュリティグループ及びネットワークACL」.
    fn phrase_end(text: &str, place: usize) -> usize {
        const LONGEST: usize = 48;
        const JOINING: [&str; 6] = ["の", "や", "および", "または", "など", "と"];
        let mut end = place;
        let mut at = place;
        let belongs = |c: char| {
            is_kanji(c)
                || is_katakana(c)
                || c.is_ascii_alphanumeric()
                || is_digit(c)
                || "・･/／-‐－_.+&＆ \u{3000}()（）「」『』".contains(c)
        };
        while at < text.len() && at - place < LONGEST {
            let rest = &text[at..];
            let Some(next) = rest.chars().next() else {
                break;
            };
            if belongs(next) {
                at += next.len_utf8();
                end = at;
                continue;
            }
            let joining = affix::beginnings(rest, &JOINING).next();
            let Some(joining) =
                joining.or_else(|| affix::beginnings(rest, &["、", "，", ","]).next())
            else {
                break;
            };
            // Only where another noun follows.
            let behind = &rest[joining.len()..];
            let goes_on = behind.chars().next().is_some_and(belongs);
            if affix::begins_with(rest, BY) || !goes_on {
                break;
            }
            at += joining.len();
        }
        end
    }

    /// Whether the name belongs to another clause than the word.
    fn is_elsewhere(
        text: &str,
        name: &Range<usize>,
        word: &Range<usize>,
        sentence: &Range<usize>,
    ) -> bool {
        let Some(between) = between(text, name, word, sentence) else {
            return true;
        };
        between
            .match_indices(['、', '，'])
            .any(|(at, _)| ends_in_verb(&between[..at]))
    }

    /// Whether a phrase before a comma ends in a verb that goes on: し, て, り.
    fn ends_in_verb(phrase: &str) -> bool {
        let last = phrase.chars().next_back();
        last.is_some_and(|c| "してりきぎみびちいえけせめれべず".contains(c))
            && !affix::ends_with(phrase, TOPICS)
    }
}

mod english {
    use super::*;

    /// By what something is done.
    const BY: &[&str] = &[
        "using",
        "with",
        "via",
        "through",
        "by",
        "per",
        "under",
        "against",
        "following",
        "uses",
        "use",
        "used",
        "utilizes",
        "leverages",
    ];

    /// What things are kept safe with.
    const TOOLS: &[&str] = &[
        "authentication",
        "badge",
        "badges",
        "certificates",
        "checksums",
        "encryption",
        "escrow",
        "firewall",
        "firewalls",
        "hashes",
        "hashing",
        "locks",
        "passphrases",
        "passwords",
        "rules",
        "scanner",
        "scanners",
        "shredding",
        "signatures",
        "smartcards",
        "tokenization",
        "tokens",
        "whitelisting",
        "allowlisting",
        "allowlists",
    ];

    /// Where something is, or what it is about.
    const WHERE: &[&str] = &[
        "of",
        "in",
        "on",
        "for",
        "from",
        "at",
        "within",
        "across",
        "between",
        "to",
        "into",
        "inside",
        "about",
        "over",
        "than",
        "as",
        "including",
        "all",
        "both",
    ];

    /// Behind what kind of deed "in" says by what it is done, and not where.
    const RECORDED: &[&str] = &[
        "approved",
        "captured",
        "configured",
        "defined",
        "described",
        "documented",
        "enforced",
        "entered",
        "filed",
        "forwarded",
        "implemented",
        "kept",
        "listed",
        "logged",
        "maintained",
        "managed",
        "noted",
        "opened",
        "outlined",
        "raised",
        "recorded",
        "registered",
        "reported",
        "reviewed",
        "sent",
        "set",
        "specified",
        "tracked",
    ];

    /// What begins the subject of a sentence.
    const DETERMINERS: &[&str] = &[
        "the", "a", "an", "our", "its", "their", "this", "these", "all", "each", "every", "any",
    ];

    /// What makes a subject one to which something is done.
    const PASSIVE: &[&str] = &[
        "is", "are", "was", "were", "be", "been", "must", "shall", "should", "will", "may", "can",
    ];

    /// What another clause of the sentence begins with.
    const CLAUSES: &[&str] = &[
        "and", "or", "but", "which", "that", "so", "to", "where", "when", "while", "then",
    ];

    /// Whether the name says how that is done which the word says how well is done.
    pub(super) fn is_means(
        text: &str,
        name: &Range<usize>,
        word: &Range<usize>,
        sentence: &Range<usize>,
    ) -> bool {
        const NEAR: usize = 3;
        let within = sentences(text).find(|within| within.contains(&name.start));
        let within = within.unwrap_or_else(|| sentence.clone());
        if is_office(&text[name.start..within.end]) {
            return false;
        }
        if text[..name.start].ends_with('(') && name.start >= word.end {
            return true;
        }
        let mut before = words(&text[within.start..name.start]).rev().peekable();
        let mut near = 0;
        while let Some(written) = before.next() {
            let is = |words: &[&str]| words.iter().any(|word| word.eq_ignore_ascii_case(written));
            if is(BY) {
                return true;
            }
            if is(WHERE) {
                return before.next().is_some_and(|deed| RECORDED.contains(&deed));
            }
            let is_capital = written.starts_with(|c: char| c.is_ascii_uppercase());
            let opens = before.peek().is_none();
            if opens && near <= 1 && is(DETERMINERS) {
                return !is_passive(&text[name.end..within.end]);
            }
            near += usize::from(!is_capital);
            if near == NEAR || opens {
                return is_elsewhere(text, name, word, sentence);
            }
        }
        !is_passive(&text[name.end..within.end])
    }

    /// Whether a name is that of who does it, and not of a tool: "IT Service Desk", "Security Engineers".
    fn is_office(text: &str) -> bool {
        const OFFICES: [&str; 23] = [
            "Desk",
            "Team",
            "Teams",
            "Engineer",
            "Engineers",
            "Officer",
            "Officers",
            "Manager",
            "Managers",
            "Department",
            "Committee",
            "Board",
            "Lead",
            "Leads",
            "Operations",
            "Director",
            "Analyst",
            "Analysts",
            "Administrator",
            "Administrators",
            "Owner",
            "Owners",
            "Council",
        ];
        let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '&' | '-' | '/');
        let named = text
            .split(' ')
            .take_while(|word| word.starts_with(|c: char| c.is_ascii_uppercase() || c == '&'));
        let last = named
            .last()
            .unwrap_or_default()
            .trim_end_matches(|c| !is_part(c));
        OFFICES.contains(&last)
    }

    /// Whether a tool that has no name is used: "with branch protection rules".
    pub(super) fn uses_a_tool(text: &str) -> bool {
        const NEAR: usize = 4;
        const WITH: [&str; 5] = ["with", "by", "using", "through", "via"];
        let words: Vec<&str> = words(text).collect();
        words.iter().enumerate().any(|(at, word)| {
            let near = words[at + 1..].iter().take(NEAR);
            WITH.contains(word) && near.into_iter().any(|word| TOOLS.contains(word))
        })
    }

    fn words(text: &str) -> impl DoubleEndedIterator<Item = &str> {
        let is_part = |c: char| c.is_ascii_alphanumeric() || c == '\'' || c == '-';
        text.split(move |c| !is_part(c))
            .filter(|word| !word.is_empty())
    }

    /// Whether what follows the beginning of a sentence's subject says what is done to it.
    fn is_passive(behind: &str) -> bool {
        const NEAR: usize = 4;
        let clause = behind.split([',', ';', ':']).next().unwrap_or_default();
        words(clause).take(NEAR).any(|word| PASSIVE.contains(&word))
    }

    /// Whether the name belongs to another clause than the word.
    fn is_elsewhere(
        text: &str,
        name: &Range<usize>,
        word: &Range<usize>,
        sentence: &Range<usize>,
    ) -> bool {
        let Some(between) = between(text, name, word, sentence) else {
            return true;
        };
        between.contains([',', ';', ':']) || words(between).any(|word| CLAUSES.contains(&word))
    }
}
