//! Results as annotations of GitHub Actions, which stand at the lines of a pull request.

use std::fmt::Write;

use super::report::Report;
use super::terminal::printable;
use crate::finding::Severity;

/// The whole output.
pub fn render(report: &Report<'_>) -> String {
    let mut output = String::new();
    for (file, reported) in report.findings() {
        let finding = reported.finding;
        let command = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Information | Severity::Hint => "notice",
        };
        let mut message = finding.message.in_locale(report.locale).to_string();
        if let Some(help) = &finding.help {
            let _ = write!(message, "\n{}", help.in_locale(report.locale));
        }
        let (start, end) = (
            file.source.position(finding.range.start),
            file.source.position(finding.range.end),
        );
        // A column is only understood where the range ends on the line where it begins.
        let place = if start.line == end.line {
            format!(
                "line={},col={},endColumn={}",
                start.line, start.column, end.column
            )
        } else {
            format!("line={},endLine={}", start.line, end.line)
        };
        let _ = writeln!(
            output,
            "::{command} file={},{place},title={}::{}",
            property(&file.path),
            property(&finding.rule),
            data(&message)
        );
    }
    output
}

fn data(text: &str) -> String {
    printable(text)
        .replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ends_a_command_is_escaped() {
        assert_eq!(data("100%\n次の行"), "100%25%0A次の行");
        assert_eq!(property("規程:1,2.md"), "規程%3A1%2C2.md");
    }
}
