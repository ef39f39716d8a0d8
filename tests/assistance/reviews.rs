//! What a writer is shown and offered about reviewed answers.

use shishin::assistance::actions::{Action, Key, actions, resolve};
use shishin::assistance::hover::hover;
use shishin::document::UnitCache;
use shishin::review::Lock;
use shishin::workspace::analyse;

use crate::fixture::{Fixture, fixture};

const LOCK: &str = "\
# shishin.lock 1
文書.md -> mic-meti-medical-1.1:別紙2 3.4-①-1 § ログ clause=083e95884447cf6a statement=ea8dca7c91e7cffd reviewed=2026-04-01
別.md -> mic-meti-medical-1.1:4.3 clause=083e95884447cf6a statement=ea8dca7c91e7cffd
";

/// The document with the cursor, read in a project with a lock file.
fn locked(marked: &str, lock: &str) -> Fixture {
    let mut fixture = fixture(marked);
    fixture.knowledge.lock = Lock::read(lock.to_string());
    for open in &mut fixture.documents {
        let mut cache = UnitCache::disabled();
        let (.., examination, _) = analyse(
            &open.text,
            &fixture.knowledge,
            &open.name,
            &|_| true,
            &mut cache,
        );
        open.findings = examination.findings;
    }
    fixture
}

fn reviews(fixture: &Fixture) -> Vec<Action> {
    let mut offered = fixture.view(|view, _| actions(view, &fixture.selection));
    offered.retain(|action| matches!(action.key, Key::Review(_)));
    offered
}

fn text(years: &str) -> String {
    format!(
        "# ログ\n\n操作ログを{years}間保存し、毎月点検する。[mic-meti:別紙2 3.4-$0①-1]\n\n# 返却\n\n台帳と照合する。[mic-meti:別紙2 1.1-④-7]\n"
    )
}

fn hovered(fixture: &Fixture) -> String {
    fixture.view(|view, offset| hover(view, offset).map_or(String::new(), |it| it.markdown))
}

#[test]
fn a_suspect_answer_is_renewed_and_nothing_else_is_touched() {
    let fixture = locked(&text("3か月"), LOCK);
    assert!(
        hovered(&fixture).contains("⚠️ 見直し（2026-04-01）の後に回答が変わっています。"),
        "{}",
        hovered(&fixture)
    );
    let [action] = &reviews(&fixture)[..] else {
        panic!("{:?}", reviews(&fixture))
    };
    assert!(!action.quiet);
    assert_eq!(
        action.title,
        "見直し済みにする（shishin.lock の記録を更新する）"
    );
    let change = fixture.view(|view, _| resolve(view, &action.key)).unwrap();
    assert!(change.edits.is_empty(), "no word of the document changes");
    let edited = fixture.knowledge.lock.edited(&change.lock);
    let (was, is): (Vec<&str>, Vec<&str>) = (LOCK.lines().collect(), edited.lines().collect());
    assert_eq!((was[0], was[2]), (is[0], is[2]));
    assert!(is[1].ends_with(" reviewed=2026-11-22"), "{}", is[1]);
    // With the lock file as it then is, nothing is left to do.
    let settled = locked(&text("3か月"), &edited);
    let rules = settled.documents[0].findings.iter().map(|it| &it.rule);
    assert!(!rules.clone().any(|rule| rule == "suspect-link"));
    assert!(reviews(&settled).is_empty());
    assert!(hovered(&settled).contains("この回答は 2026-11-22 に見直されています。"));
}

#[test]
fn an_answer_that_nobody_reviewed_is_offered_quietly() {
    let unreviewed = text("1年").replace("$0", "").replace("1.1-④", "1.1-$0④");
    let fixture = locked(&unreviewed, LOCK);
    let [action] = &reviews(&fixture)[..] else {
        panic!("{:?}", reviews(&fixture))
    };
    assert!(action.quiet && action.findings.is_empty());
    let change = fixture.view(|view, _| resolve(view, &action.key)).unwrap();
    let edited = fixture.knowledge.lock.edited(&change.lock);
    assert_eq!(edited.lines().count(), LOCK.lines().count() + 1);
    assert!(
        edited.contains("文書.md -> mic-meti-medical-1.1:別紙2 1.1-④-7 § 返却 "),
        "{edited}"
    );
    assert!(hovered(&fixture).contains("この回答はまだ見直されていません。"));
}

#[test]
fn without_a_lock_file_nobody_hears_of_reviews() {
    let fixture = fixture(&text("1年"));
    assert!(reviews(&fixture).is_empty());
    assert!(!hovered(&fixture).contains("見直"), "{}", hovered(&fixture));
    // One that must not be touched is not offered to be written.
    let foreign = locked(&text("1年"), "# shishin.lock 2\n");
    assert!(reviews(&foreign).is_empty());
}
