//! The terminal: who watches, in which language and colours, and how output reaches it.
//!
//! Results go to the standard output, everything else to the standard error. Both pass
//! through here, so that no control character of a document reaches a terminal.

use std::borrow::Cow;
use std::io::{self, IsTerminal, Write};
use std::sync::Once;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use unicode_width::UnicodeWidthChar;

use super::arguments::Color;
use crate::locale::{Locale, Message};
use crate::workspace::Progress;

/// How to speak to whoever started the run.
#[derive(Clone, Copy, Debug)]
pub struct Terminal {
    /// The language of messages.
    pub locale: Locale,
    color: Color,
}

impl Terminal {
    /// A terminal that speaks `locale`.
    pub fn new(locale: Locale, color: Color) -> Terminal {
        Terminal { locale, color }
    }

    /// Whether results are to be coloured.
    pub fn is_colored(self) -> bool {
        match self.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => !matches!(
                anstream::AutoStream::choice(&io::stdout()),
                anstream::ColorChoice::Never
            ),
        }
    }

    /// Whether a terminal shows the results.
    pub fn watches(self) -> bool {
        io::stdout().is_terminal()
    }

    /// How many columns a line may take.
    pub fn width(self) -> usize {
        // Wide enough for a table's row when nobody watches, and the same on every machine.
        const UNWATCHED: usize = 120;
        let watched = io::stdout()
            .is_terminal()
            .then(terminal_size::terminal_size)
            .flatten();
        watched.map_or(UNWATCHED, |(width, _)| usize::from(width.0).clamp(60, 200))
    }

    /// Writes results. A reader that went away (`| head`) is no error.
    ///
    /// # Errors
    /// When the output cannot be written for another reason.
    pub fn print(self, text: &str) -> io::Result<()> {
        let mut output = io::stdout().lock();
        match output
            .write_all(text.as_bytes())
            .and_then(|()| output.flush())
        {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            result => result,
        }
    }

    /// Says something that is no result.
    pub fn note(self, message: &Message) {
        // Nobody can be told that telling failed.
        let _ = writeln!(
            io::stderr(),
            "{}",
            printable(message.in_locale(self.locale))
        );
    }

    /// Says why the run failed.
    pub fn failure(self, message: &Message) {
        let word = match self.locale {
            Locale::Ja => "エラー",
            Locale::En => "error",
        };
        let style = anstyle::AnsiColor::Red.on_default().bold();
        let mut output = anstream::stderr();
        let _ = writeln!(
            output,
            "{style}{word}{style:#}: {}",
            printable(message.in_locale(self.locale))
        );
    }
}

/// A run shorter than this shows no progress.
const PATIENCE: Duration = Duration::from_millis(500);

/// A bar on the standard error that shows only when a terminal watches and the run takes long.
pub struct Bar {
    bar: ProgressBar,
    started: Instant,
    shown: Once,
    watched: bool,
}

impl Bar {
    /// A bar that is not shown when `quiet`.
    pub fn new(quiet: bool) -> Bar {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len}") {
            bar.set_style(style);
        }
        let watched = !quiet && io::stderr().is_terminal();
        Bar {
            bar,
            started: Instant::now(),
            shown: Once::new(),
            watched,
        }
    }

    /// Takes the bar away before results are written.
    pub fn clear(&self) {
        self.bar.finish_and_clear();
    }
}

impl Progress for Bar {
    fn total(&self, count: usize) {
        self.bar.set_length(count as u64);
    }

    fn advance(&self) {
        if self.watched && self.started.elapsed() > PATIENCE {
            self.shown.call_once(|| {
                self.bar
                    .set_draw_target(ProgressDrawTarget::stderr_with_hz(10))
            });
        }
        self.bar.inc(1);
    }
}

/// A text without characters that a terminal would act on: control characters and those that
/// turn the direction of writing become U+FFFD; line ends and tabs stay.
pub fn printable(text: &str) -> Cow<'_, str> {
    if text.chars().any(acts) {
        text.chars()
            .map(|c| if acts(c) { '\u{fffd}' } else { c })
            .collect()
    } else {
        text.into()
    }
}

/// A text as [`printable`] gives it, on one line.
pub fn printable_line(text: &str) -> String {
    let one_line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    printable(&one_line).into_owned()
}

/// Whether a terminal would act on a character instead of showing it.
pub fn acts(character: char) -> bool {
    let turns = matches!(character, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    turns || (character.is_control() && !matches!(character, '\n' | '\t'))
}

/// A text on lines of at most `width` columns, as far as its words allow. Lines break at spaces, and
/// between Japanese characters unless the second one closes something.
pub fn wrapped(text: &str, width: usize) -> String {
    const CLOSING: &str =
        "、。，．）」』】〕！？：；ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ)]}”’,.!?:;";
    let mut out = String::with_capacity(text.len() + text.len() / 32);
    // Where the line may still be broken, how wide it is, and how wide up to there.
    let (mut place, mut columns, mut before) = (None, 0, 0);
    let mut last = ' ';
    for character in text.chars() {
        let wide = character.width().unwrap_or(0);
        if character == '\n' {
            out.push('\n');
            (place, columns, last) = (None, 0, ' ');
            continue;
        }
        let breaks =
            last == ' ' || (last.width() == Some(2) || wide == 2) && !"（「『【〔“(".contains(last);
        if breaks && character != ' ' && !CLOSING.contains(character) && columns > 0 {
            (place, before) = (Some(out.len()), columns);
        }
        if columns + wide > width
            && let Some(at) = place.take()
        {
            let end = out[..at].trim_end_matches(' ').len();
            out.replace_range(end..at, "\n");
            columns -= before;
        }
        out.push(character);
        columns += wide;
        last = character;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_where_words_allow() {
        assert_eq!(
            wrapped("what the clause asks for", 10),
            "what the\nclause\nasks for"
        );
        assert_eq!(
            wrapped("操作ログを保存する。点検する。", 18),
            "操作ログを保存す\nる。点検する。"
        );
        assert_eq!(
            wrapped("頻度（every month）を書く", 13),
            "頻度（every\nmonth）を書く"
        );
        assert_eq!(wrapped("averylongword stays", 6), "averylongword\nstays");
        assert_eq!(wrapped("一\n二", 10), "一\n二");
    }

    #[test]
    fn escapes_of_documents_do_not_reach_the_terminal() {
        assert_eq!(
            printable("赤\u{1b}[31m字\u{9b}2J\n次"),
            "赤\u{fffd}[31m字\u{fffd}2J\n次"
        );
        assert_eq!(
            printable_line("一行目\n二行目\u{202e}"),
            "一行目 二行目\u{fffd}"
        );
    }
}
