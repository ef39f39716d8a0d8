//! A check that remembers finds what one without memory finds, whatever happened in between.

#![allow(
    clippy::disallowed_methods,
    reason = "tests write the files that they check"
)]

use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::{Date, date};
use shishin::coverage::Contribution;
use shishin::finding::Finding;
use shishin::workspace::{self, Content, Index, OpenTexts, Project, Unwatched};

/// A project in a folder of its own, with its cache beside it.
struct Checked {
    folder: PathBuf,
}

impl Checked {
    fn new(name: &str) -> Checked {
        let name = format!("cache-{}-{name}", std::process::id());
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(folder.join("documents/records")).unwrap();
        Checked { folder }
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.folder.join("documents").join(name), text).unwrap();
    }

    fn find(&self, today: Date, cache: Option<&Path>) -> Vec<(PathBuf, Vec<Finding>)> {
        let root = self.folder.join("documents");
        let project = Project::find(&root).unwrap();
        let loaded = workspace::load_guidelines(&project, &[]).unwrap();
        let paths = [root];
        let outcome = workspace::check(&project, &paths, loaded, today, cache, &Unwatched).unwrap();
        let documents = outcome.documents.into_iter();
        documents
            .map(|document| (document.path, document.findings))
            .collect()
    }

    /// What a program that stays knows of each document after it has read them all.
    fn index(&self, today: Date, cache: Option<&Path>) -> Vec<(PathBuf, u64, Contribution)> {
        let open = OpenTexts::default();
        let root = self.folder.join("documents");
        let index = Index::prepare(&root, true, &open, &[], &|_, _| None, today);
        let index = index.refreshed(None, &open, cache, &Unwatched);
        assert!(index.complete);
        let documents = index.documents().map(|(_, document)| {
            let Content::Examined { hash, contribution } = &document.content else {
                panic!("{} was not examined", document.path.display());
            };
            (
                document.path.clone(),
                *hash,
                Contribution::clone(contribution),
            )
        });
        documents.collect()
    }

    /// The files in the cache, with their bytes.
    fn kept(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let files = fs::read_dir(self.folder.join("cache"))
            .into_iter()
            .flatten();
        let files = files.map(|file| file.unwrap().path());
        files
            .map(|path| (path.clone(), fs::read(path).unwrap()))
            .collect()
    }

    /// Checks with and without memory, and gives the rules of what both found.
    #[track_caller]
    fn check(&self, today: Date) -> Vec<String> {
        let cache = self.folder.join("cache");
        let fresh = self.find(today, None);
        assert_eq!(self.find(today, Some(&cache)), fresh, "the first time");
        assert_eq!(self.find(today, Some(&cache)), fresh, "from memory");
        let findings = fresh.into_iter().flat_map(|(_, findings)| findings);
        findings.map(|finding| finding.rule.into_owned()).collect()
    }
}

impl Drop for Checked {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

const NOTHING: [&str; 0] = [];

const TABLE: &str = "\
---
shishin:
  guideline: mic-meti-medical-1.1
  reviewed: 2025-12-01
---

# 対応表

| 項番 | 対応状況 | 当社の対応 | 証跡 |
|---|---|---|---|
| 別紙2 3.4-①-1 | 対応済 | 運用部がログを1年間保存し、毎月点検する。 | [点検票](records/check.md) |
| 別紙2 2.1-①-1 | 対応予定（2026年12月） | 二要素認証を導入する。 | 計画書 |
";

#[test]
fn what_is_remembered_is_what_would_be_found() {
    let checked = Checked::new("found");
    checked.write("table.md", TABLE);
    checked.write("records/check.md", "# 点検票\n");
    let november = date(2026, 11, 24);
    let count = |rules: &[String], rule: &str| rules.iter().filter(|name| *name == rule).count();

    assert_eq!(checked.check(november), NOTHING);

    // The plan's month goes by, and with it a year since the last review.
    let next_year = checked.check(date(2027, 1, 5));
    assert_eq!(count(&next_year, "unowned-plan"), 1);
    assert_eq!(count(&next_year, "stale-review"), 1);
    assert_eq!(checked.check(november), NOTHING);

    // A file that a link leads to vanishes and comes back.
    fs::remove_file(checked.folder.join("documents/records/check.md")).unwrap();
    assert_eq!(count(&checked.check(november), "broken-evidence"), 1);
    checked.write("records/check.md", "# 点検票\n");
    assert_eq!(checked.check(november), NOTHING);

    // The same text in two folders, in one of which the link leads nowhere.
    checked.write("records/copy.md", TABLE);
    assert_eq!(count(&checked.check(november), "broken-evidence"), 1);
    fs::remove_file(checked.folder.join("documents/records/copy.md")).unwrap();

    // A document changes, and changes back.
    checked.write("table.md", &TABLE.replace("毎月点検", "適宜点検"));
    assert_eq!(count(&checked.check(november), "weak-wording"), 1);
    checked.write("shishin.toml", "[rules]\nweak-wording = \"off\"\n");
    assert_eq!(checked.check(november), NOTHING);
    checked.write("shishin.toml", "");
    assert_eq!(count(&checked.check(november), "weak-wording"), 1);
    checked.write("table.md", TABLE);
    assert_eq!(checked.check(november), NOTHING);
}

#[test]
fn an_editors_server_remembers_what_a_check_found_and_the_other_way_round() {
    let checked = Checked::new("index");
    checked.write("table.md", TABLE);
    checked.write("records/check.md", "# 点検票\n");
    let november = date(2026, 11, 24);
    let cache = checked.folder.join("cache");
    let fresh = checked.index(november, None);
    assert_eq!(fresh.len(), 2);
    assert!(fresh.iter().any(|(.., known)| !known.answers.is_empty()));
    assert_eq!(
        checked.index(november, Some(&cache)),
        fresh,
        "the first time"
    );
    let kept = checked.kept();
    assert_eq!(kept.len(), 1);
    assert_eq!(checked.index(november, Some(&cache)), fresh, "from memory");
    checked.find(november, Some(&cache));
    // Nothing was new to any of them.
    assert_eq!(checked.kept(), kept);

    checked.write("table.md", &TABLE.replace("毎月点検", "適宜点検"));
    let changed = checked.index(november, None);
    assert_ne!(changed, fresh);
    assert_eq!(checked.index(november, Some(&cache)), changed);
    let next_year = checked.index(date(2027, 1, 5), None);
    assert_ne!(next_year, changed, "a plan is late by then");
    assert_eq!(checked.index(date(2027, 1, 5), Some(&cache)), next_year);

    // What was reviewed of a document is part of what is remembered of it.
    checked.write("shishin.toml", "");
    checked.write(
        "shishin.lock",
        "table.md -> mic-meti-medical-1.1:別紙2 3.4-①-1 clause=0000000000000001 statement=0000000000000002\n",
    );
    let reviewed = checked.index(november, None);
    assert_ne!(reviewed, changed);
    assert_eq!(checked.index(november, Some(&cache)), reviewed);

    checked.write("shishin.toml", "cache = false\n");
    let kept = checked.kept();
    checked.write("table.md", TABLE);
    checked.index(november, Some(&cache));
    assert_eq!(checked.kept(), kept, "a project may want no memory");
}
