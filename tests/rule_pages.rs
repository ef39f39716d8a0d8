//! The manual pages of the rules, run as tests: an example marked `fails` has a finding of its
//! rule, one marked `passes` has none.

mod support;

use shishin::document::UnitCache;
use shishin::locale::Locale;
use shishin::review::Lock;
use shishin::rules::{self, Example};
use shishin::workspace::{Joined, analyse};
use support::knowledge;

#[test]
fn examples_of_rule_pages_do_what_they_say() {
    let mut knowledge = knowledge();
    // The pages of rules that a project has to ask for are held to their word as well.
    knowledge.content_links = true;
    let mut wrong = String::new();
    for rule in rules::all() {
        for example in rule.examples() {
            let lock = example.lock.map(|text| Lock::read(text.to_string()));
            knowledge.lock = lock.unwrap_or_default();
            let Example {
                text: example,
                fails,
                ..
            } = example;
            let mut cache = UnitCache::disabled();
            let (.., examination, _) =
                analyse(example, &knowledge, "文書.md", &|_| false, &mut cache);
            let mut coverage = shishin::coverage::Coverage::new(Vec::new());
            let document = shishin::finding::DocumentIndex(0);
            coverage.replace(document, examination.contribution.clone().into());
            let joined = Joined::of(coverage, &knowledge);
            let found: Vec<String> = joined
                .with_own(document, examination.findings, &knowledge)
                .iter()
                .map(|finding| format!("{}: {}", finding.rule, finding.message.ja))
                .collect();
            if found
                .iter()
                .any(|finding| finding.starts_with(&format!("{}:", rule.name)))
                != fails
            {
                let mark = if fails { "fails" } else { "passes" };
                wrong += &format!("{} ({mark})\n{example}\nfound {found:#?}\n\n", rule.name);
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn every_rule_has_a_page_in_both_languages() {
    for rule in rules::all() {
        assert!(
            rule.manual.starts_with(&format!("# {}\n", rule.name)),
            "{} has another title",
            rule.name
        );
        for locale in [Locale::Ja, Locale::En] {
            assert!(
                rule.page(locale).chars().count() > 80,
                "{} says too little in {locale:?}",
                rule.name
            );
            assert!(
                !rule.summary(locale).is_empty(),
                "{} has no summary in {locale:?}",
                rule.name
            );
        }
    }
}

#[test]
fn rules_are_sorted_and_have_names_of_their_own() {
    let names: Vec<&str> = rules::all().iter().map(|rule| rule.name).collect();
    let mut sorted = names.clone();
    sorted.sort_unstable();
    sorted.dedup();
    assert_eq!(names, sorted);
}
