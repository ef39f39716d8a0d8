//! A comment or a code block that is never closed: all that follows to the end of the document is a part of it,
//! and nothing of it is read.

use super::super::Problem;
use super::Assembly;
use crate::finding::RuleName;
use crate::locale::Message;
use crate::markdown::{Block, BlockKind};

impl Assembly<'_> {
    /// Notes a block that runs to the end of the document because nothing closes it, where it takes more along than
    /// its first line.
    pub(super) fn note_unclosed(&mut self, block: &Block) {
        let is_last = self.text[block.range.end..].trim().is_empty();
        if !is_last || block.quote_depth > 0 || block.list_depth > 0 {
            return;
        }
        let text = &self.text[block.range.clone()];
        let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
        if rest.trim().is_empty() {
            return;
        }
        let (ja, en, close) = match block.kind {
            BlockKind::Html if first.starts_with("<!--") && !text.contains("-->") => {
                ("コメント", "comment", "-->".to_string())
            }
            BlockKind::Code => match unclosed_fence(first, rest) {
                Some(fence) => ("コードブロック", "code block", fence.to_string()),
                None => return,
            },
            _ => return,
        };
        let start = block.range.start;
        self.document.problems.push(Problem {
            rule: RuleName::Borrowed("unreadable-file"),
            range: start..start + first.trim_end().len(),
            message: Message::new(
                format!("この{ja}は閉じられておらず、ここから文書の終わりまで読んでいません"),
                format!("this {en} is never closed: nothing is read from here to the end of the document"),
            ),
            help: Some(Message::new(
                format!("終わる所に「{close}」を書いてください"),
                format!("write `{close}` where it ends"),
            )),
            replacement: None,
        });
    }
}

/// The fence that opens a code block, where no line closes it.
fn unclosed_fence<'t>(first: &'t str, rest: &str) -> Option<&'t str> {
    let mark = first
        .chars()
        .next()
        .filter(|mark| matches!(mark, '`' | '~'))?;
    let length = first.len() - first.trim_start_matches(mark).len();
    let last = rest
        .trim_end()
        .rsplit('\n')
        .next()
        .unwrap_or_default()
        .trim();
    let closes = last.len() >= length && last.chars().all(|character| character == mark);
    (length >= 3 && !closes).then(|| &first[..length])
}
