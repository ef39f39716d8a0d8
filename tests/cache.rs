//! A check that remembers finds what one without memory finds, whatever happened in between.

#![allow(
    clippy::disallowed_methods,
    reason = "tests write the files that they check"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::{Date, date};
use shishin::coverage::{Contribution, Summary};
use shishin::finding::{DocumentIndex, Finding};
use shishin::guideline::Guideline;
use shishin::workspace::{self, Content, Index, OpenTexts, Project, Unwatched};

/// All that a check finds.
#[derive(Debug, PartialEq)]
struct Found {
    documents: Vec<(PathBuf, Vec<Finding>)>,
    /// How many statements of each point at a clause, how many there are, and whether it answers one.
    counts: Vec<(usize, usize, bool)>,
    other: Vec<(PathBuf, String, Vec<Finding>)>,
    unreadable: usize,
    summaries: Vec<Summary>,
    contributions: Vec<Arc<Contribution>>,
}

impl Found {
    /// The rules of the findings, those about documents first.
    fn rules(self) -> Vec<String> {
        let documents = self.documents.into_iter().map(|(_, findings)| findings);
        let other = self.other.into_iter().map(|(.., findings)| findings);
        let findings = documents.chain(other).flatten();
        findings.map(|finding| finding.rule.into_owned()).collect()
    }
}

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

    fn find(&self, today: Date, cache: Option<&Path>) -> Found {
        let root = self.folder.join("documents");
        let project = Project::find(&root).unwrap();
        let loaded = workspace::load_guidelines_remembering(&project, &[], cache).unwrap();
        let paths = [root];
        let outcome = workspace::check(&project, &paths, loaded, today, cache, &Unwatched).unwrap();
        let contribution = |index| outcome.coverage().contribution(DocumentIndex(index));
        let contributions = (0..).map_while(|index| contribution(index).cloned());
        Found {
            contributions: contributions.collect(),
            unreadable: outcome.unreadable,
            counts: { outcome.documents.iter() }
                .map(|document| {
                    let (linked, all) = (document.linked_statements, document.statements);
                    (linked, all, document.answers)
                })
                .collect(),
            documents: { outcome.documents.into_iter() }
                .map(|document| (document.path, document.findings))
                .collect(),
            other: { outcome.other.into_iter() }
                .map(|file| (file.path, file.text, file.findings))
                .collect(),
            summaries: outcome.summaries,
        }
    }

    /// What a program that stays knows of each document after it has read them all.
    fn index(&self, today: Date, cache: Option<&Path>) -> Vec<(PathBuf, u64, Contribution)> {
        let open = OpenTexts::default();
        let root = self.folder.join("documents");
        let index = Index::prepare(&root, true, &open, &[], &|_, _| None, today);
        let index = index.refreshed(None, &open, &[], cache, &Unwatched);
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

    /// The file in the cache whose name ends so.
    #[track_caller]
    fn path_of(&self, ending: &str) -> PathBuf {
        let mut files = self.kept().into_iter().map(|(path, _)| path);
        let file = files.find(|path| path.extension().is_some_and(|known| known == ending));
        file.unwrap_or_else(|| panic!("nothing is kept as {ending}"))
    }

    /// Checks with and without memory, and gives the rules of what both found.
    #[track_caller]
    fn check(&self, today: Date) -> Vec<String> {
        let cache = self.folder.join("cache");
        let fresh = self.find(today, None);
        assert_eq!(self.find(today, Some(&cache)), fresh, "the first time");
        assert_eq!(self.find(today, Some(&cache)), fresh, "from memory");
        fresh.rules()
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
    // Nothing was new to any of them, but what the documents come to together and what guidelines were read as.
    let examinations = checked.path_of("examinations");
    assert_eq!(
        (examinations.clone(), fs::read(&examinations).unwrap()),
        kept[0]
    );
    checked.path_of("whole");
    let kept = checked.kept();
    checked.find(november, Some(&cache));
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

/// What answers the same clause otherwise.
const OTHER_TABLE: &str = "\
---
shishin:
  guideline: mic-meti-medical-1.1
---

# 監査の記録

| 項番 | 対応状況 | 当社の対応 |
|---|---|---|
| 別紙2 3.4-①-1 | 未対応 | ログは保存していない。 |
";

#[test]
fn what_documents_come_to_together_is_remembered_while_all_of_them_are_the_same() {
    let checked = Checked::new("together");
    checked.write("shishin.toml", "guidelines = [\"mic-meti-medical-1.1\"]\n");
    checked.write("b.md", TABLE);
    checked.write("records/check.md", "# 点検票\n");
    let november = date(2026, 11, 24);
    let count = |rules: &[String], rule: &str| rules.iter().filter(|name| *name == rule).count();

    let alone = checked.check(november);
    assert_eq!(count(&alone, "conflicting-status"), 0);
    assert!(count(&alone, "missing-clause") > 0);

    // Another document comes, goes to another place, and changes.
    checked.write("c.md", OTHER_TABLE);
    let beside = checked.check(november);
    assert_eq!(count(&beside, "conflicting-status"), 1);
    let folder = checked.folder.join("documents");
    fs::rename(folder.join("c.md"), folder.join("a.md")).unwrap();
    assert_eq!(count(&checked.check(november), "conflicting-status"), 1);
    // Two documents change places.
    checked.write("a.md", TABLE);
    checked.write("b.md", OTHER_TABLE);
    assert_eq!(count(&checked.check(november), "conflicting-status"), 1);
    checked.write("b.md", &OTHER_TABLE.replace("未対応", "対応済"));
    assert_eq!(count(&checked.check(november), "conflicting-status"), 0);
    fs::remove_file(folder.join("b.md")).unwrap();
    fs::rename(folder.join("a.md"), folder.join("b.md")).unwrap();
    assert_eq!(checked.check(november), alone);

    // What cannot be read is told each time, and what can be is still found.
    fs::write(folder.join("z.md"), b"\x83\x8D\x83O\n").unwrap();
    assert_eq!(count(&checked.check(november), "unreadable-file"), 1);
    fs::remove_file(folder.join("z.md")).unwrap();

    // What was reviewed of a document changes.
    checked.write(
        "shishin.lock",
        "b.md -> mic-meti-medical-1.1:別紙2 3.4-①-1 clause=0000000000000001 statement=0000000000000002\n",
    );
    assert_eq!(count(&checked.check(november), "suspect-link"), 1);
    fs::remove_file(folder.join("shishin.lock")).unwrap();
    assert_eq!(checked.check(november), alone);

    // Words of a guideline change, and of the configuration.
    checked.write(
        "shishin.toml",
        "guidelines = [\"mic-medical-cloud-2018\"]\n",
    );
    assert_ne!(checked.check(november), alone);
    checked.write(
        "shishin.toml",
        "# nothing\nguidelines = [\"mic-meti-medical-1.1\"]\n",
    );
    assert_eq!(checked.check(november), alone);
}

#[test]
fn where_nothing_changed_no_document_is_examined_again() {
    let checked = Checked::new("unchanged");
    checked.write("table.md", TABLE);
    checked.write("other.md", OTHER_TABLE);
    let november = date(2026, 11, 24);
    let rules = checked.check(november);
    assert!(rules.iter().any(|rule| rule == "conflicting-status"));
    // What was found in each of the documents is not missed, and comes back when one is examined.
    let examinations = checked.path_of("examinations");
    fs::remove_file(&examinations).unwrap();
    let project = Project::find(&checked.folder.join("documents")).unwrap();
    let check = || {
        let loaded = workspace::load_guidelines(&project, &[]).unwrap();
        let (paths, cache) = (
            [checked.folder.join("documents")],
            checked.folder.join("cache"),
        );
        let cache = Some(cache.as_path());
        workspace::check(&project, &paths, loaded, november, cache, &Unwatched).unwrap()
    };
    let outcome = check();
    assert!(!examinations.exists());
    // Who answers what can be asked for all the same.
    let contribution = outcome.coverage().contribution(DocumentIndex(0));
    assert!(!contribution.unwrap().answers.is_empty());
    checked.write("other.md", &OTHER_TABLE.replace("未対応", "対応済"));
    drop(check());
    assert!(examinations.exists());
    checked.check(november);
}

#[test]
fn damage_to_what_is_remembered_of_all_documents_harms_nothing() {
    let checked = Checked::new("damaged");
    checked.write("table.md", TABLE);
    checked.write("other.md", OTHER_TABLE);
    let november = date(2026, 11, 24);
    let cache = checked.folder.join("cache");
    let fresh = checked.find(november, None);
    checked.find(november, Some(&cache));
    let file = checked.path_of("whole");
    let whole = fs::read(&file).unwrap();
    for place in (0..whole.len()).step_by(whole.len() / 20) {
        let mut damaged = whole.clone();
        damaged[place] ^= 0x10;
        for bytes in [&damaged[..], &whole[..place]] {
            fs::write(&file, bytes).unwrap();
            assert_eq!(checked.find(november, Some(&cache)), fresh, "at {place}");
        }
    }
    assert_eq!(fs::read(&file).unwrap(), whole, "it is written anew");
}

const CATALOG: &str = include_str!("data/guideline/sp800-53-rev4-subset.oscal.json");

/// Asks for some of the catalogue's controls.
const PROFILE: &str = r#"{ "profile": {
  "uuid": "11111111-2222-4333-8444-555555555555",
  "metadata": { "title": "Baseline", "version": "1" },
  "imports": [{ "href": "catalog.json", "include-controls": [{ "with-ids": ["ac-2", "at-1"] }] }],
  "modify": { "set-parameters": [{ "param-id": "ac-2_prm_4", "values": ["every 90 days"] }] }
} }"#;

const RULES: &str =
    "---\nguideline: house-rules\n---\n\n# 社内規程\n\n## 1 ログ\n\nログを保存すること。\n";

/// All that a project's guidelines are, and what is wrong in their files.
fn guidelines(checked: &Checked, cache: Option<&Path>) -> (Vec<Guideline>, Vec<Vec<Finding>>) {
    let project = Project::find(&checked.folder.join("documents")).unwrap();
    let loaded = workspace::load_guidelines_remembering(&project, &[], cache).unwrap();
    let known = { loaded.guidelines.iter() }.map(|(_, guideline)| guideline.clone());
    let wrong = loaded.files.into_iter().map(|file| file.findings);
    (known.collect(), wrong.collect())
}

#[test]
fn guidelines_from_memory_are_those_that_are_read() {
    let checked = Checked::new("guidelines");
    let cache = checked.folder.join("cache");
    let cache = Some(cache.as_path());
    let same = || {
        let fresh = guidelines(&checked, None);
        assert_eq!(guidelines(&checked, cache), fresh, "the first time");
        assert_eq!(guidelines(&checked, cache), fresh, "from memory");
        fresh
    };
    checked.write("catalog.json", CATALOG);
    checked.write("baseline.json", PROFILE);
    checked.write("rules.md", RULES);
    let built_in = same();
    let mut before = vec![built_in];
    for (file, text) in [
        (
            "shishin.toml",
            "guidelines = [\"catalog.json\", \"rules.md\"]\n",
        ),
        ("rules.md", &RULES.replace("保存する", "保管する")),
        // What is wrong in a file is told each time.
        (
            "rules.md",
            &format!("{RULES}\n## 1 ログ\n\n消さないこと。\n"),
        ),
        ("shishin.toml", "guidelines = [\"baseline.json\"]\n"),
        ("baseline.json", &PROFILE.replace("at-1", "at-2")),
        ("catalog.json", &CATALOG.replace("organization", "provider")),
        (
            "baseline.json",
            &PROFILE.replace("ac-2_prm_4", "ac-2_prm_400"),
        ),
        ("shishin.toml", "guidelines = [\"catalog.json\"]\n"),
    ] {
        checked.write(file, text);
        let now = same();
        assert!(!before.contains(&now), "{file} changes nothing");
        before.push(now);
    }
    let fresh = guidelines(&checked, None);
    for (path, bytes) in checked.kept() {
        for place in (0..bytes.len()).step_by(bytes.len() / 3) {
            let mut damaged = bytes.clone();
            damaged[place] ^= 0x10;
            for bytes in [&damaged[..], &bytes[..place]] {
                fs::write(&path, bytes).unwrap();
                assert_eq!(guidelines(&checked, cache), fresh, "at {place}");
            }
        }
    }
}
