//! Labels whose names are on no list: what they say of the values behind them.

use std::ops::Range;

use super::field::first_colon;

/// The name and the value of a line of the form `name: value`, whatever the name; the value's place in the line.
pub fn named_value(line: &str) -> Option<(&str, Range<usize>)> {
    let (colon, width) = first_colon(line)?;
    let marks = |c: char| c.is_whitespace() || "*_-+".contains(c);
    let value = line[colon + width..].trim_start_matches(marks);
    let start = line.len() - value.len();
    let value = value.trim_end_matches(|c: char| c.is_whitespace() || "*_".contains(c));
    let name = line[..colon].trim_matches(marks);
    (!name.is_empty()).then_some((name, start..start + value.len()))
}

/// Whether the name of a label says no more than that clauses stand behind it: "Applicable TSC", "Control mapping".
pub fn names_clauses(name: &str) -> bool {
    /// What clauses are called.
    const CLAUSES: [&str; 17] = [
        "ref",
        "reference",
        "references",
        "criteria",
        "criterion",
        "control",
        "controls",
        "tsc",
        "clause",
        "clauses",
        "mapping",
        "mappings",
        "requirement",
        "requirements",
        "safeguard",
        "safeguards",
        "controls/criteria",
    ];
    /// What may stand beside that.
    const BESIDE: [&str; 50] = [
        "s",
        "in",
        "by",
        "of",
        "this",
        "the",
        "section",
        "part",
        "policy",
        "document",
        "page",
        "applicable",
        "relevant",
        "primary",
        "main",
        "mapped",
        "trust",
        "services",
        "service",
        "soc",
        "2",
        "aicpa",
        "nist",
        "iso",
        "iso/iec",
        "27001",
        "27002",
        "27001:2022",
        "800-53",
        "sp",
        "rev",
        "rev.",
        "4",
        "5",
        "r4",
        "r5",
        "pci",
        "dss",
        "hipaa",
        "cis",
        "csf",
        "fedramp",
        "framework",
        "compliance",
        "security",
        "annex",
        "a",
        "covered",
        "addressed",
        "id",
    ];
    let name = name.to_ascii_lowercase();
    let (mut is_named, mut is_plain) = (false, true);
    for word in name
        .split([' ', '(', ')', '*', '_'])
        .filter(|word| !word.is_empty())
    {
        let is_clause = CLAUSES.contains(&word);
        is_named |= is_clause;
        is_plain &= is_clause || BESIDE.contains(&word);
    }
    is_named && is_plain
}

/// Whether a line of a block of labels tells of the document itself: its number, edition or day.
pub fn tells_of_document(line: &str) -> bool {
    /// What such names end in.
    const ENDS: [&str; 21] = [
        "id",
        "version",
        "revision",
        "date",
        "classification",
        "author",
        "authors",
        "approver",
        "by",
        "department",
        "audience",
        "cci",
        "number",
        "no",
        "updated",
        "reviewed",
        "type",
        "effective",
        "distribution",
        "confidentiality",
        "title",
    ];
    /// A longer value tells something.
    const LONGEST: usize = 80;
    let Some((name, value)) = named_value(line) else {
        return false;
    };
    let said = &line[value];
    let last = name.rsplit([' ', '-', '_']).next().unwrap_or(name);
    said.len() <= LONGEST && !said.contains(". ") && { ENDS.iter() }
        .any(|end| end.eq_ignore_ascii_case(last))
}

/// Whether a line says how many clauses stand in some way, and lists them: "2 Planned Controls: AC-20, CA-5".
pub fn counts_clauses(text: &str) -> bool {
    const COUNTED: [&str; 6] = [
        "control",
        "requirement",
        "criteria",
        "criterion",
        "clause",
        "safeguard",
    ];
    let digits = { text.bytes() }.take_while(u8::is_ascii_digit).count();
    let Some(behind) = text[digits..].strip_prefix(' ').filter(|_| digits > 0) else {
        return false;
    };
    let name = first_colon(behind).map(|(colon, _)| behind[..colon].to_ascii_lowercase());
    name.is_some_and(|name| COUNTED.iter().any(|word| name.contains(word)))
}
