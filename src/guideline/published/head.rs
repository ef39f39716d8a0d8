//! Title, edition, date and publisher from what stands in front of the first clause.

use crate::date::{self, PartialDate};
use crate::guideline::{Completeness, Guideline, known};
use crate::script;

/// What the head of a published text says.
#[derive(Default)]
pub struct Head {
    title: String,
    /// A heading is the title by itself; what follows it is a preface.
    titled: bool,
    edition: Option<String>,
    published: Option<PartialDate>,
    publishers: Vec<String>,
    excerpt: bool,
}

impl Head {
    /// Takes a heading in front of the first clause.
    pub fn heading(&mut self, text: &str) {
        if self.title.is_empty() || !self.titled {
            let before = std::mem::take(&mut self.title);
            self.lines(text);
            if self.title.is_empty() {
                self.title = before;
            } else {
                self.titled = true;
            }
        }
    }

    /// Takes a paragraph in front of the first clause.
    pub fn paragraph(&mut self, text: &str) {
        let running = text.contains('。') || text.ends_with('.') || text.chars().count() > 200;
        if !running {
            self.lines(text);
        }
    }

    fn lines(&mut self, text: &str) {
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            self.line(line);
        }
    }

    fn line(&mut self, line: &str) {
        let line = self.without_excerpt_mark(line);
        let line = self.without_edition(line);
        let line = self.without_english_edition(line);
        let line = line.trim();
        if line.is_empty() || self.take_date(line) {
            return;
        }
        if is_publisher(line) {
            self.publishers.push(line.to_owned());
        } else if !self.titled {
            join_line(&mut self.title, line);
        }
    }

    fn without_excerpt_mark<'l>(&mut self, line: &'l str) -> &'l str {
        match excerpt_mark(line) {
            Some((_, rest)) => {
                self.excerpt = true;
                rest
            }
            None => line,
        }
    }

    /// 「第 1 版」, also behind the title on one line: 「…ガイドライン 第6.0版」.
    fn without_edition<'l>(&mut self, line: &'l str) -> &'l str {
        let narrow: Vec<(usize, char)> = line
            .char_indices()
            .filter(|(_, c)| !c.is_whitespace())
            .collect();
        let Some(&(end, '版')) = narrow.last() else {
            return line;
        };
        let before = &narrow[..narrow.len() - 1];
        let digits = before
            .iter()
            .rev()
            .take_while(|(_, c)| c.is_ascii_digit() || matches!(c, '.' | '．' | '０'..='９'))
            .count();
        let Some(mark) = before.len().checked_sub(digits + 1).filter(|_| digits > 0) else {
            return line;
        };
        let (start, '第') = before[mark] else {
            return line;
        };
        if end > start {
            self.edition = Some(
                narrow[mark..]
                    .iter()
                    .map(|(_, c)| script::narrow(*c))
                    .collect(),
            );
        }
        &line[..start]
    }

    /// `Edition 4 (2026-03)`, also behind the title on one line: `Supplier Standard, Version 4.0`.
    fn without_english_edition<'l>(&mut self, line: &'l str) -> &'l str {
        let bracket = line
            .strip_suffix(')')
            .and_then(|rest| rest.rsplit_once('('));
        let dated = bracket.and_then(|(before, inside)| {
            let (place, date) = date::find(inside)?;
            (place == (0..inside.len())).then_some((before.trim_end(), date))
        });
        let body = dated.map_or(line, |(before, _)| before);
        let starts = body.char_indices().map(|(at, _)| at);
        let begins = |at: &usize| {
            let is_word = body[..*at].ends_with([' ', ',', '(']) || *at == 0;
            let tail = body[*at..].trim_end_matches(')');
            is_word && known::english_edition(tail) == Some(tail.len())
        };
        let Some(start) = { starts }.find(begins) else {
            return line;
        };
        self.edition = Some(body[start..].trim_end_matches(')').to_owned());
        self.published = self.published.max(dated.map(|(_, date)| date));
        body[..start].trim_end_matches([' ', ',', '(', '-', '–'])
    }

    fn take_date(&mut self, line: &str) -> bool {
        let Some((range, found)) = date::find(line) else {
            return false;
        };
        let rest = format!("{}{}", &line[..range.start], &line[range.end..]);
        let rest =
            rest.trim_matches(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '（' | '）'));
        if rest.chars().count() > 6 {
            return false;
        }
        // Of several dates (策定, 改定) the latest is this edition's.
        self.published = self.published.max(Some(found));
        true
    }

    /// Puts what was found where the guideline has nothing yet.
    pub fn fill(self, guideline: &mut Guideline) {
        if guideline.title.is_empty() {
            guideline.title = self.title;
        }
        guideline.edition = guideline.edition.take().or(self.edition);
        guideline.published = guideline.published.take().or(self.published);
        if guideline.publisher.is_none() && !self.publishers.is_empty() {
            guideline.publisher = Some(self.publishers.join("・"));
        }
        let title = excerpt_mark(&guideline.title).map(|(mark, _)| mark);
        if let Some(mark) = title.or(self.excerpt.then_some("抄"))
            && guideline.completeness == Completeness::Unstated
        {
            guideline.completeness = Completeness::Partial {
                note: mark.to_owned(),
            };
        }
    }
}

/// A line of its own that names a ministry or a body.
fn is_publisher(line: &str) -> bool {
    let ends = ["省", "庁", "委員会", "協会", "機構", "本部", "協議会"];
    let short = line.chars().count() <= 20;
    let plain = !line.contains(['の', 'に', 'を', 'は', '「']);
    short && plain && ends.iter().any(|end| line.ends_with(end))
}

/// Lines of a Japanese title run on; those of an English one have a space between.
fn join_line(title: &mut String, line: &str) {
    let both_ascii =
        title.ends_with(|c: char| c.is_ascii()) || line.starts_with(|c: char| c.is_ascii());
    if both_ascii && !title.is_empty() {
        title.push(' ');
    }
    title.push_str(line);
}

/// What a title ends with that is an excerpt's, and the title without it.
pub(crate) fn excerpt_mark(title: &str) -> Option<(&str, &str)> {
    const MARKS: [&str; 8] = [
        "(抄)",
        "（抄）",
        "(抜粋)",
        "（抜粋）",
        "抄録",
        "(excerpt)",
        "(extract)",
        "(partial)",
    ];
    let title = title.trim_end();
    MARKS.iter().find_map(|mark| {
        let start = title.len().checked_sub(mark.len())?;
        let (rest, end) = title.split_at_checked(start)?;
        let inner = end.trim_matches(['(', ')', '（', '）']);
        end.eq_ignore_ascii_case(mark).then_some((inner, rest))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(paragraphs: &[&str]) -> Guideline {
        let mut head = Head::default();
        for paragraph in paragraphs {
            head.paragraph(paragraph);
        }
        let mut guideline = Guideline::empty("test");
        head.fill(&mut guideline);
        guideline
    }

    #[test]
    fn a_title_runs_over_lines_and_the_edition_is_no_part_of_it() {
        let guideline = read(&[
            "安全管理に関する\nガイドライン\n第 １．１ 版\n(抄)",
            "総務省",
            "令和 5 年 7 月",
        ]);
        assert_eq!(guideline.name(), "安全管理に関するガイドライン 第1.1版");
        assert_eq!(guideline.publisher.as_deref(), Some("総務省"));
        assert_eq!(guideline.published.unwrap().to_string(), "2023-07");
        assert_eq!(
            guideline.completeness,
            Completeness::Partial {
                note: "抄".to_owned()
            }
        );
        assert_eq!(
            excerpt_mark("Controls (Excerpt)"),
            Some(("Excerpt", "Controls "))
        );
        assert_eq!(excerpt_mark("An excerpt of controls"), None);
    }

    #[test]
    fn the_edition_may_stand_behind_the_title() {
        let guideline = read(&["医療情報システムの安全管理に関するガイドライン 第6.0版"]);
        assert_eq!(
            guideline.title,
            "医療情報システムの安全管理に関するガイドライン"
        );
        assert_eq!(guideline.edition.as_deref(), Some("第6.0版"));
    }

    #[test]
    fn an_english_edition_stands_behind_the_title_or_in_a_line_of_its_own() {
        let of = |paragraphs: &[&str]| {
            let guideline = read(paragraphs);
            let published = guideline.published.map(|date| date.to_string());
            (guideline.title, guideline.edition, published)
        };
        assert_eq!(
            of(&["Supplier Standard", "Edition 4 (2026-03)"]),
            (
                "Supplier Standard".into(),
                Some("Edition 4".into()),
                Some("2026-03".into())
            )
        );
        assert_eq!(
            of(&["Supplier Standard, Version 4.0"]),
            ("Supplier Standard".into(), Some("Version 4.0".into()), None)
        );
        assert_eq!(of(&["Server2"]), ("Server2".into(), None, None));
    }

    #[test]
    fn of_two_dates_the_later_is_the_editions() {
        let guideline = read(&["ガイドライン", "平成21年7月 策定\n平成22年12月 改定"]);
        assert_eq!(guideline.published.unwrap().to_string(), "2010-12");
    }
}
