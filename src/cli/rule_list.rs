//! `shishin rules`: the rules with their severities.

use super::terminal::Terminal;
use super::text::severity_name;
use super::{Failure, Verdict};
use crate::rules;

/// Runs the command.
///
/// # Errors
/// When the output cannot be written.
pub fn run(terminal: Terminal) -> Result<Verdict, Failure> {
    let width = rules::all()
        .iter()
        .map(|rule| rule.name.len())
        .max()
        .unwrap_or_default();
    let mut output = String::new();
    for rule in rules::all() {
        let severity = severity_name(rule.severity, terminal.locale);
        let padding =
            " ".repeat(12_usize.saturating_sub(unicode_width::UnicodeWidthStr::width(severity)));
        let summary = rule.summary(terminal.locale);
        output.push_str(&format!(
            "{:width$}  {severity}{padding}{summary}\n",
            rule.name
        ));
    }
    terminal
        .print(&output)
        .map_err(|error| Failure::output(&error))?;
    Ok(Verdict::Passed)
}
