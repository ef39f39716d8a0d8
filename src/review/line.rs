//! One reviewed link as a line of the lock file, and what can be wrong with a line.

use std::fmt::Write;

use jiff::civil::Date;

use super::Reviewed;
use super::lock::printable;
use super::words::Fingerprint;
use crate::locale::Message;

/// Between a document and a clause.
const TO: &str = " -> ";
/// Before the section's title.
const IN: &str = " § ";

/// A reviewed link as a line.
pub fn line_of(reviewed: &Reviewed) -> String {
    let Reviewed {
        document,
        clause,
        section,
        clause_words,
        statement_words,
        date,
    } = reviewed;
    let section = match section.is_empty() {
        true => String::new(),
        false => format!("{IN}{section}"),
    };
    let mut line = format!(
        "{document}{TO}{clause}{section} clause={clause_words} statement={statement_words}"
    );
    if let Some(date) = date {
        // Writing to a string does not fail.
        let _ = write!(line, " reviewed={date}");
    }
    line.push('\n');
    line
}

/// What a line says, or what is wrong with it and how to mend it.
pub fn reviewed(line: &str) -> Result<Reviewed, (Message, Message)> {
    let marks = ["<<<<<<<", "=======", ">>>>>>>", "|||||||"];
    if marks.iter().any(|mark| line.starts_with(mark)) {
        return Err((
            Message::new(
                "マージの衝突の印が残っています",
                "a merge conflict is left here",
            ),
            Message::new(
                "上下の記録はどちらも残し、競合を示す行だけを消してください。同じ回答の記録が二つあっても問題ありません",
                "keep the lines of both sides and delete the marks; two lines about one answer harm nothing",
            ),
        ));
    }
    let mut rest = line;
    let (mut clause_words, mut statement_words, mut date) = (None, None, None);
    loop {
        let (before, word) = rest.rsplit_once(char::is_whitespace).unwrap_or(("", rest));
        if let Some(value) = word.strip_prefix("clause=") {
            clause_words = Some(fingerprint(value)?);
        } else if let Some(value) = word.strip_prefix("statement=") {
            statement_words = Some(fingerprint(value)?);
        } else if let Some(value) = word.strip_prefix("reviewed=") {
            date = Some(value.parse::<Date>().map_err(|_| {
                wrong(
                    &format!("「{value}」は日付として読めません"),
                    &format!("“{value}” is no date"),
                    "YYYY-MM-DD の形で書くか、reviewed= を消してください",
                    "write it as YYYY-MM-DD, or remove reviewed=",
                )
            })?);
        } else {
            break;
        }
        rest = before.trim_end();
    }
    let named = rest.split_once(TO);
    let (Some((document, target)), Some(clause_words), Some(statement_words)) =
        (named, clause_words, statement_words)
    else {
        return Err(wrong(
            "見直しの記録として読めない行です",
            "this line is no reviewed answer",
            "「文書 -> ガイドライン:条項 § 節 clause=… statement=…」の形です。直せなければ行を消し、`shishin review` でその回答を見直してください",
            "its form is `document -> guideline:clause § section clause=… statement=…`; if it cannot be mended, delete it and review the answer again with `shishin review`",
        ));
    };
    let (clause, section) = target.split_once(IN).unwrap_or((target, ""));
    Ok(Reviewed {
        document: printable(document.trim()),
        clause: printable(clause.trim()),
        section: printable(section.trim()),
        clause_words,
        statement_words,
        date,
    })
}

fn fingerprint(value: &str) -> Result<Fingerprint, (Message, Message)> {
    value.parse().map_err(|_| {
        wrong(
            &format!("「{value}」は16桁の16進数ではありません"),
            &format!("“{value}” is not 16 hexadecimal digits"),
            "行を消し、`shishin review` でその回答を見直してください",
            "delete the line and review the answer again with `shishin review`",
        )
    })
}

fn wrong(ja: &str, en: &str, help_ja: &str, help_en: &str) -> (Message, Message) {
    (Message::new(ja, en), Message::new(help_ja, help_en))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_mistake_is_named() {
        let said = |line: &str| reviewed(line).map_err(|(message, _)| message.en);
        let whole = "a.md -> g:1 clause=0000000000000001 statement=0000000000000002";
        assert!(said(whole).is_ok());
        assert!(
            said("a.md -> g:1")
                .unwrap_err()
                .contains("no reviewed answer")
        );
        let short = whole.replace("clause=0000000000000001", "clause=1");
        assert!(said(&short).unwrap_err().contains("16 hexadecimal"));
        let day = format!("{whole} reviewed=昨日");
        assert!(said(&day).unwrap_err().contains("no date"));
    }
}
