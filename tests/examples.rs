//! The example providers: every finding is written in the documents beside what causes it.
//!
//! A line ends with `<!-- expect: rule, rule -->` (in YAML and TOML `# expect: rule`) when a
//! finding of those rules begins on it; a comment that has its line to itself speaks of the
//! line above. Nothing else may be found, and nothing of it may be missed.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::civil::date;
use shishin::finding::{DocumentIndex, Finding};
use shishin::workspace::{self, Outcome, Project, Unwatched};

/// Rules by file and line (from 1), sorted.
type Marks = BTreeMap<(String, usize), Vec<String>>;

fn check(folder: &str) -> Outcome {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let project = Project::find(&root).expect("the example has a readable configuration");
    let loaded = workspace::load_guidelines(&project, &[]).expect("its guidelines load");
    workspace::check(
        &project,
        std::slice::from_ref(&root),
        loaded,
        date(2026, 11, 22),
        None,
        &Unwatched,
    )
    .expect("its documents are read")
}

fn expected_in(text: &str) -> Vec<(usize, String)> {
    let mut expected = Vec::new();
    let mut above = 0;
    for (line, content) in text.lines().enumerate() {
        let marker = content
            .find("expect: ")
            .filter(|&at| content[..at].trim_end().ends_with(['#', '-']));
        let Some(at) = marker else {
            above = line;
            continue;
        };
        let before = content[..at]
            .trim_end()
            .trim_end_matches("<!--")
            .trim_end_matches('#');
        let rules = content[at + "expect: ".len()..]
            .split("-->")
            .next()
            .unwrap_or_default();
        let line = if before.trim().is_empty() {
            above
        } else {
            line
        };
        above = line;
        expected.extend(
            rules
                .split(',')
                .map(|rule| (line + 1, rule.trim().to_string())),
        );
    }
    expected
}

fn found_in(text: &str, findings: &[Finding]) -> Vec<(usize, String)> {
    let line = |finding: &Finding| text[..finding.range.start].matches('\n').count() + 1;
    findings
        .iter()
        .map(|finding| (line(finding), finding.rule.to_string()))
        .collect()
}

fn marks(of: impl IntoIterator<Item = (String, Vec<(usize, String)>)>) -> Marks {
    let mut marks = Marks::new();
    for (file, rules) in of {
        for (line, rule) in rules {
            marks.entry((file.clone(), line)).or_default().push(rule);
        }
    }
    marks.values_mut().for_each(|rules| rules.sort());
    marks
}

fn assert_as_written(folder: &str) {
    let outcome = check(folder);
    let mut files: Vec<(String, String, &[Finding])> = Vec::new();
    for (index, document) in outcome.documents.iter().enumerate() {
        let text = outcome.text_of(DocumentIndex(index as u32)).unwrap();
        files.push((
            document.path.display().to_string(),
            text,
            &document.findings,
        ));
    }
    for file in &outcome.other {
        files.push((
            file.path.display().to_string(),
            file.text.clone(),
            &file.findings,
        ));
    }
    let expected = marks(
        files
            .iter()
            .map(|(file, text, _)| (file.clone(), expected_in(text))),
    );
    let found = marks(
        files
            .iter()
            .map(|(file, text, findings)| (file.clone(), found_in(text, findings))),
    );
    assert!(!expected.is_empty(), "{folder} expects nothing");
    let mut difference = String::new();
    for place in expected
        .keys()
        .chain(found.keys())
        .collect::<std::collections::BTreeSet<_>>()
    {
        let (wanted, got) = (expected.get(place), found.get(place));
        if wanted != got {
            let text = files
                .iter()
                .find(|(file, ..)| *file == place.0)
                .and_then(|(_, text, _)| text.lines().nth(place.1 - 1));
            let messages: Vec<&str> = files
                .iter()
                .filter(|(file, ..)| *file == place.0)
                .flat_map(|(_, text, findings)| {
                    findings.iter().filter(|finding| {
                        text[..finding.range.start].matches('\n').count() + 1 == place.1
                    })
                })
                .map(|finding| finding.message.ja.as_str())
                .collect();
            difference += &format!(
                "{}:{}\n    {}\n    expected {:?}\n    found    {:?}\n    {}\n",
                place.0,
                place.1,
                text.unwrap_or_default(),
                wanted.map_or(&[][..], |rules| rules),
                got.map_or(&[][..], |rules| rules),
                messages.join("\n    "),
            );
        }
    }
    assert!(difference.is_empty(), "{folder}\n{difference}");
}

#[test]
fn the_japanese_provider_has_the_findings_that_its_documents_name() {
    assert_as_written("examples/clinic-cloud");
}

#[test]
fn the_english_provider_has_the_findings_that_its_documents_name() {
    assert_as_written("examples/us-saas");
}
