//! Every feature at every place of the example providers' documents: nothing panics, every range is
//! a range of the text, and what is shown is safe.

use std::ops::Range;
use std::path::Path;

use shishin::assistance::calls::Call;
use shishin::assistance::{
    View, calls, coverage_tree, hover, inlays, lenses, links, navigation, rename, symbols,
};
use shishin::finding::Place;
use shishin::locale::Locale;
use shishin::markdown::{BlockKind, Markdown};

use crate::fixture::{Fixture, with_guidelines};

/// The documents of an example, in one project.
fn example(name: &str) -> Fixture {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("examples")
        .join(name);
    let mut marked = String::new();
    let mut guidelines = Vec::new();
    let mut entries: Vec<_> = std::fs::read_dir(folder)
        .expect("the example is there")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    entries.sort();
    for path in entries {
        let name = path
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        match path.extension().and_then(|ending| ending.to_str()) {
            Some("md") => {
                let text = std::fs::read_to_string(&path).expect("UTF-8");
                marked.push_str(&format!("//- {name}\n{text}"));
            }
            Some("json") => {
                let id = name.split('.').next().unwrap_or_default().to_string();
                guidelines.push((id, std::fs::read_to_string(&path).expect("UTF-8")));
            }
            _ => {}
        }
    }
    let guidelines = { guidelines.iter() }
        .map(|(id, text)| (id.as_str(), text.as_str()))
        .collect();
    with_guidelines(&marked, guidelines)
}

fn is_range(view: &View<'_>, range: &Range<usize>) {
    assert!(view.text.get(range.clone()).is_some(), "{range:?}");
}

fn is_place(fixture: &Fixture, place: &Place) {
    if let Place::Document(index, range) = place {
        let text = &fixture.documents[index.0 as usize].text;
        assert!(text.get(range.clone()).is_some(), "{place:?}");
    }
}

fn is_safe(markdown: &str) {
    let parsed = Markdown::parse(markdown);
    for block in &parsed.blocks {
        assert_ne!(block.kind, BlockKind::Html, "{markdown}");
        assert!(
            parsed.prose(block).links.iter().all(|link| !link.image),
            "{markdown}"
        );
    }
}

fn at_every_place(fixture: &Fixture) {
    fixture.view(|view, _| {
        // One past the end, and in the middle of characters: positions come from outside.
        for offset in 0..=view.text.len() + 1 {
            if let Some(hover) = hover::hover(view, offset) {
                is_range(view, &hover.range);
                let cursor = view.text.floor_char_boundary(offset);
                let is_around = hover.range.start <= cursor && cursor <= hover.range.end;
                assert!(is_around, "{:?} at {offset}", hover.range);
                is_safe(&hover.markdown);
            }
            if let Some(found) = navigation::definition(view, offset) {
                is_range(view, &found.origin);
            }
            for range in navigation::highlights(view, offset) {
                is_range(view, &range);
            }
            if let Ok(Some(prepared)) = rename::prepare(view, offset, &|_| Some(String::new())) {
                is_range(view, &prepared.range);
            }
        }
    });
}

fn of_the_whole(fixture: &Fixture) {
    fixture.view(|view, _| {
        for link in links::links(view) {
            is_range(view, &link.range);
        }
        for lens in lenses::lenses(view) {
            is_range(view, &lens.range);
            lens.places
                .iter()
                .for_each(|place| is_place(fixture, place));
        }
        for hint in inlays::inlays(view, &(0..view.text.len())) {
            is_range(view, &(hint.offset..hint.offset));
        }
        assert!(!symbols::document(view).is_empty());
        let tree = coverage_tree::coverage_tree(&view.project, 20);
        assert!(!tree.is_empty());
        for citation in &view.document.citations {
            let clauses = navigation::clauses(view, citation.range.start);
            for place in navigation::references(&view.project, &clauses)
                .iter()
                .chain(&navigation::implementations(&view.project, &clauses))
            {
                is_place(fixture, place);
            }
            for item in calls::prepare(&view.project, &clauses) {
                assert!(!item.name.is_empty());
                let incoming = calls::incoming(&view.project, &item.key);
                for (at, call) in incoming.iter().enumerate() {
                    is_place(fixture, &call.item.place);
                    // AC-2(h) speaks to h.1, h.2 and h.3, and is one statement.
                    let again = |other: &Call| other.item.key == call.item.key;
                    assert!(!incoming[..at].iter().any(again), "{call:?}");
                }
            }
        }
    });
}

#[test]
fn every_place_of_the_japanese_example_is_survived() {
    let mut fixture = example("clinic-cloud");
    for current in 0..fixture.documents.len() {
        fixture.current = current;
        at_every_place(&fixture);
        of_the_whole(&fixture);
    }
}

#[test]
fn every_place_of_the_english_example_is_survived() {
    let mut fixture = example("us-saas");
    fixture.locale = Locale::En;
    for current in 0..fixture.documents.len() {
        fixture.current = current;
        at_every_place(&fixture);
        of_the_whole(&fixture);
    }
}
