//! Whether all that a text does is point at another document.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::affix;
use super::fold::fold;
use super::scan::any_of;
use super::sentence::sentences;

/// What the name of a document or of a part of one ends in.
#[rustfmt::skip]
const DOCUMENTS: &[&str] = &[
    "規程", "規則", "規定", "細則", "要領", "手順書", "手順", "マニュアル", "文書", "資料", "別紙", "別添", "別表", "別途資料", "章", "節", "項", "条", "ポリシー",
    "方針", "基準", "基準書", "ガイドライン", "計画書", "契約書", "定め", "約款", "仕様書", "報告書", "サイト", "ページ", "ホワイトペーパー", "開示書", "設計書", "定義書", "構成図", "一覧", "一覧表",
    "分担表", "事業継続計画", "BCP", "SLA", "」", "』",
];

/// Ends of a sentence that send the reader on, whatever stands before them.
const SENDING: &[&str] = &[
    "を参照のこと",
    "を参照してください",
    "をご参照ください",
    "を参照されたい",
    "をご覧ください",
    "をご確認ください",
    "詳細は別途お問い合わせください",
    "詳細はお問い合わせください",
];

/// Ends that send the reader on, behind what may also stand in brackets: 「ログの保存（別紙2 3.4）を参照」.
const SEEING: &[&str] = &[
    "を参照",
    "参照",
    "を参照する",
    "を参照すること",
    "参照のこと",
];

/// Ends that say that it is set somewhere, and not where.
const ELSEWHERE: &[&str] = &[
    "は、別に定める",
    "は別に定める",
    "は、別途定める",
    "は別途定める",
    "は別に定めるものとする",
    "は、別に定めるものとする",
    "は別途定めるものとする",
    "は、別途定めるものとする",
    "別に定めるところによる",
    "別途定めるところによる",
    "については、別紙による",
    "別途協議のうえ定める",
    "別途協議のうえ定めます",
    "別途協議の上定める",
    "別途協議の上定めます",
    "別途協議の上、定める",
    "別途協議のうえ決定する",
    "別途協議のうえ決定します",
    "別途協議して定める",
];

/// What stands on the same page: to send a reader there sends nobody on.
const HERE: &[&str] = &["以下", "次", "下記", "上記", "左記", "下表", "次表", "下図"];

/// Ends of a sentence that point at the document before them.
#[rustfmt::skip]
const POINTING: &[&str] = &[
    "を参照", "参照", "を参照のこと", "参照のこと", "を参照する", "を参照すること", "を参照してください", "をご参照ください", "ご参照ください", "を参照されたい",
    "のとおり", "の通り", "のとおりとする", "のとおりである", "のとおりです", "による", "によるものとする", "によります", "に準ずる", "に準じる", "に準じます", "に記載", "に記載のとおり",
    "に記載する", "に記載している", "に記載しています", "を確認", "をご確認ください", "をご覧ください", "をご覧いただけます",
];

/// Behind the name of a document: the deed is done the way that it says.
#[rustfmt::skip]
const BY_IT: &[&str] = &[
    "に従い", "に従って", "にしたがい", "にしたがって", "に基づき", "に基づいて", "に則り", "に則って", "に沿って", "に準拠し", "に準拠して",
    "に準じて",
];

/// Ends of a sentence that leaves all to another text, which it does not even name.
const LEFT: &[&str] = &[
    "別に定めるところによる",
    "別に定めるところとする",
    "別に定めるとおりとする",
    "は別に定める",
    "は、別に定める",
    "は別途定める",
    "は、別途定める",
];

/// Deeds that say no more than that something is done.
const DEEDS: &[&str] = &[
    "実施",
    "運用",
    "対応",
    "管理",
    "対処",
    "処理",
    "行",
    "取り扱",
    "実行",
    "運営",
];

/// What may stand behind the stem of one.
#[rustfmt::skip]
const DEED_ENDINGS: &[&str] = &[
    "", "する", "します", "している", "しています", "しております", "いたします", "致します", "う", "います", "っている", "っています", "っております",
    "を行う", "を行います", "を行っている", "を行っています",
];

/// What a document is said to tell when the answer leaves the telling to it. Of anything else it is
/// a deed to put it there: 「守秘に関する事項を就業規則に記載している」.
const TOLD: &[&str] = &[
    "手順",
    "詳細",
    "内容",
    "方法",
    "ルール",
    "運用",
    "体制",
    "対応",
    "基準",
    "要領",
    "具体策",
    "対策",
    "これ",
    "それ",
];

/// Endings that say no more than that it is so.
const COPULAS: &[&str] = &[
    "です",
    "である",
    "とする",
    "とします",
    "ものとする",
    "ものとします",
    "となります",
];

/// Further ends, for sentences that begin with one of [`OPENINGS`].
const TELLING: &[&str] = &[
    "に定める",
    "で定める",
    "に定めている",
    "に定めています",
    "に規定",
    "に規定する",
    "に規定している",
    "にて規定",
    "",
];

/// Beginnings that announce that the substance is elsewhere.
const OPENINGS: &[&str] = &[
    "詳細は",
    "詳細については",
    "詳しくは",
    "具体的な内容は",
    "具体的な手順は",
    "内容は",
    "内容については",
    "手順は",
];

/// A sentence that does nothing but point is not longer than this many characters.
const LONGEST: usize = 60;

/// The text without white space at its ends, if it only points elsewhere.
pub(super) fn refers_elsewhere(text: &str) -> Option<Range<usize>> {
    const LONGEST_TEXT: usize = 500;
    let trimmed = text.trim();
    if trimmed.is_empty() || trimmed.len() > LONGEST_TEXT {
        return None;
    }
    let start = text.len() - text.trim_start().len();
    let points = |sentence: &str| {
        sentence.trim().is_empty()
            || points_elsewhere(sentence)
            || points_elsewhere_in_english(sentence)
    };
    let mut end = 0;
    let all = sentences(trimmed).all(|sentence| {
        // An article's title, above it: （役割の分担）.
        let written = trimmed[sentence.clone()].trim();
        if sentence.start == 0 && written.starts_with('（') && written.ends_with('）') {
            return true;
        }
        // The clause that is answered says nothing of how.
        if sentence.start > 0 && is_citation(&trimmed[sentence.clone()]) {
            return true;
        }
        end = sentence.end;
        points(&trimmed[sentence])
    });
    all.then_some(start..start + trimmed[..end].trim_end().len())
}

/// A sentence without the number in brackets that it ends in; the closing one may be cut off.
fn without_number(sentence: &str) -> &str {
    match sentence.rfind(['（', '(', '[', '［']) {
        Some(open) if sentence[open..].contains(|c: char| fold(c).is_ascii_digit()) => {
            sentence[..open].trim_end()
        }
        _ => sentence,
    }
}

/// Whether a sentence is a number in brackets and nothing else: `[mic:3.2]`, （別紙2 3.4-①-1）.
fn is_citation(sentence: &str) -> bool {
    let inner = sentence.trim().strip_prefix(['[', '（', '(']);
    let inner = inner.and_then(|inner| inner.strip_suffix([']', '）', ')']));
    inner.is_some_and(|inner| {
        inner.contains(|c: char| c.is_ascii_digit()) && !inner.contains(['。', '、', '\n'])
    })
}

fn points_elsewhere(sentence: &str) -> bool {
    let sentence = sentence.trim_matches(|c: char| {
        matches!(c, '。' | '．' | '.' | '・' | '※' | '（' | '）' | '(' | ')') || c.is_whitespace()
    });
    if sentence.chars().nth(LONGEST).is_some() {
        return false;
    }
    let sentence = affix::before(sentence, COPULAS)
        .filter(|bare| bare.ends_with(['り', '照', '載']))
        .unwrap_or(sentence);
    if affix::ends_with(without_number(sentence), ELSEWHERE) {
        return true;
    }
    let front = |end: &str| &sentence[..sentence.len() - end.len()];
    let behind =
        |ends: &[&str]| affix::ends(sentence, ends).any(|end| ends_in_document(front(end)));
    let announced = || affix::begins_with(sentence, OPENINGS);
    let sends = affix::ends(sentence, SENDING).any(|end| !affix::ends_with(front(end), HERE));
    let bracketed = || affix::ends(sentence, SEEING).any(|end| ends_in_bracketed_place(front(end)));
    let points = sends
        || behind(POINTING)
        || bracketed()
        || (announced() && behind(TELLING))
        || is_article_of_a_rule(sentence);
    if does_it_by_a_document(sentence) || affix::ends_with(sentence, LEFT) {
        return true;
    }
    points && !puts_in(sentence) && (reports(sentence) || !does_something(sentence))
}

/// 「脆弱性対応は、脆弱性管理規程に従い実施する」: which document says how, and nothing of how.
fn does_it_by_a_document(sentence: &str) -> bool {
    // All of the words begin with one character, so a sentence is walked once.
    let by_it = sentence
        .match_indices('に')
        .find_map(|(at, _)| Some((&sentence[..at], affix::behind(&sentence[at..], BY_IT)?)));
    let Some((front, deed)) = by_it else {
        return false;
    };
    let deed = deed.trim_start_matches(['、', '，']);
    let says_no_more = DEEDS.iter().any(|stem| {
        let ending = deed.strip_prefix(stem);
        ending.is_some_and(|ending| DEED_ENDINGS.contains(&ending))
    });
    let document = match front.split_once(['は', '、']) {
        Some((_, behind)) => behind.trim_start_matches(['、', '，']),
        None => front,
    };
    says_no_more && ends_in_document(document) && !document.contains(['を', 'が', 'は', '、'])
}

fn does_something(sentence: &str) -> bool {
    ["し、", "て、", "り、", "している", "する。"]
        .iter()
        .any(|word| sentence.contains(word))
}

/// Whether all that is done is to write it down elsewhere.
fn reports(sentence: &str) -> bool {
    affix::ends_with(
        sentence,
        &["に記載している", "に定めている", "に規定している"],
    )
}

/// Whether something is put into the document: a deed, unless it is only how things are done.
fn puts_in(sentence: &str) -> bool {
    let writes = ["に記載", "に定め", "に規定", "に明記"];
    let at = writes.iter().filter_map(|verb| sentence.rfind(verb)).max();
    let Some(object) = at.and_then(|at| sentence[..at].rfind('を')) else {
        return false;
    };
    let object = sentence[..object].trim_end_matches(['等', 'ど', 'な']);
    !affix::ends_with(object, TOLD)
}

/// Whether `front` ends in a document's name, with a parenthesis, a number or a part of it behind.
fn ends_in_document(front: &str) -> bool {
    let front = front.trim_end();
    let bare = match (front.ends_with(['）', ')']), front.rfind(['（', '('])) {
        (true, Some(open)) => &front[..open],
        // The closing one was trimmed with the sentence's end.
        (false, Some(open)) if !front[open..].contains(['）', ')']) => &front[..open],
        _ => front,
    };
    let name = bare.trim_end_matches(|c: char| {
        fold(c).is_ascii_digit() || ".-－ 　".contains(c) || matches!(c, '①'..='⓿')
    });
    let file = [".md", ".pdf", ".docx", ".xlsx"]
        .iter()
        .any(|extension| bare.trim_end().to_ascii_lowercase().ends_with(extension));
    !affix::ends_with(name, HERE)
        && (file || affix::ends_with(name, DOCUMENTS) || is_code_of_document(bare))
}

/// Whether a text ends in a document's code, 「OD-S-08」: that of a product or a way to encipher has no hyphens as many.
fn is_code_of_document(text: &str) -> bool {
    const FEWEST: usize = 2;
    let is_code = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '-';
    let code = &text[text.trim_end_matches(is_code).len()..];
    let begins = code.starts_with(|c: char| c.is_ascii_uppercase());
    let ends = code.ends_with(|c: char| c.is_ascii_digit());
    begins && ends && code.matches('-').count() >= FEWEST && !code.contains("--")
}

/// Whether `front` ends in brackets that say where to look: 「ログの保存（別紙2 3.4）」, 「委託（第5章）」.
fn ends_in_bracketed_place(front: &str) -> bool {
    let inner = front.trim_end().strip_suffix(['）', ')', '］', ']']);
    let inner = inner.and_then(|front| Some(&front[front.rfind(['（', '(', '［', '['])?..]));
    inner.is_some_and(|inner| {
        let numbered = inner.chars().any(|c| fold(c).is_ascii_digit());
        let named = || affix::ends_with(inner, DOCUMENTS);
        !inner.contains(['、', '。']) && (numbered || named()) && !affix::ends_with(inner, HERE)
    })
}

/// 「情報システム管理規程 第5条」 and no more.
fn is_article_of_a_rule(sentence: &str) -> bool {
    let any = |words: &[&str]| words.iter().any(|word| sentence.contains(word));
    sentence.trim_end().ends_with(['条', '項', '章', '節'])
        && any(&["規程", "規則", "細則"])
        && !any(&["を", "は", "が", "に", "で", "り"])
}

/// English verbs that point, behind the subject of their sentence.
const MIDDLES: &[&str] = &[
    " is described in ",
    " are described in ",
    " is documented in ",
    " are documented in ",
    " is defined in ",
    " are defined in ",
    " is specified in ",
    " are specified in ",
    " can be found in ",
    " is addressed in ",
    " is covered in ",
];

static POINTS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| any_of(MIDDLES));

/// Beginnings of a sentence that only says which document is followed, where it ends in one.
const FOLLOWING: &[&str] = &[
    "per ",
    "as per ",
    "in accordance with ",
    "pursuant to ",
    "follows ",
    "we follow ",
    "handled as ",
    "this information is ",
    "details are ",
];

/// What the name of an English document ends in.
const ENGLISH_DOCUMENTS: &[&str] = &[
    "policy",
    "policies",
    "procedure",
    "procedures",
    "standard",
    "standards",
    "plan",
    "runbook",
    "playbook",
    "guide",
    "guideline",
    "guidelines",
    "manual",
    "handbook",
    "document",
    "documentation",
    "wiki",
    "schedule",
    "agreement",
    "matrix",
    "appendix",
];

/// Whether a sentence ends in the name of a document, with a version or a number behind it.
fn ends_in_a_document(sentence: &str) -> bool {
    let mut words = sentence
        .rsplit(|c: char| !c.is_ascii_alphabetic())
        .filter(|word| word.len() > 1 && !matches!(*word, "version" | "section" | "No"));
    let last = words.next().unwrap_or_default();
    ENGLISH_DOCUMENTS
        .iter()
        .any(|document| document.eq_ignore_ascii_case(last))
}

/// Whether a sentence goes on to something that is done.
fn goes_on(sentence: &str) -> bool {
    [", then ", " and then ", ", and ", "; "]
        .iter()
        .any(|joint| sentence.contains(joint))
}

/// Whether a sentence says of the same things what else is done with them: "… in Keycloak and reviewed every quarter".
fn tells_another_deed(sentence: &str) -> bool {
    let behind =
        { sentence.match_indices(" and ") }.map(|(at, joint)| &sentence[at + joint.len()..]);
    let mut next = behind.filter_map(|behind| behind.split_whitespace().next());
    next.any(|word| word.len() > 4 && word.ends_with("ed"))
}

fn points_elsewhere_in_english(sentence: &str) -> bool {
    const STARTS: &[&str] = &[
        "see ",
        "please see ",
        "refer to ",
        "please refer to ",
        "as described in ",
        "as defined in ",
        "as documented in ",
        "described in ",
        "defined in ",
        "documented in ",
        "specified in ",
    ];
    const LONGEST: usize = 140;
    let sentence = sentence.trim();
    // All of them have a space, and Japanese has hardly one.
    if sentence.len() > LONGEST || !sentence.contains(' ') {
        return false;
    }
    let begins = |start: &&str| {
        let written = sentence.as_bytes().get(..start.len());
        written.is_some_and(|written| written.eq_ignore_ascii_case(start.as_bytes()))
    };
    if STARTS.iter().any(begins) {
        return !goes_on(sentence);
    }
    if FOLLOWING.iter().any(begins) {
        return !goes_on(sentence) && ends_in_a_document(sentence);
    }
    // All of the verbs end so, and one word is found sooner than many.
    let points = || {
        let ends = memchr::memmem::find(sentence.as_bytes(), b" in ").is_some();
        ends && POINTS
            .as_ref()
            .is_some_and(|words| words.is_match(sentence))
    };
    let more = || {
        sentence.contains([',', ';'])
            || sentence.to_ascii_lowercase().contains(" which ")
            || tells_another_deed(sentence)
    };
    points() && !more()
}
