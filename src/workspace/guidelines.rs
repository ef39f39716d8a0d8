//! Loads the guidelines that a project names, and the built-in ones.

use std::borrow::Cow;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustc_hash::FxHashMap;
use xxhash_rust::xxh3::Xxh3;

use super::configuration::{self, GuidelineSource};
use super::guideline_files::{GuidelineFiles, without_detours};
use super::store::{Digest, Digests};
use super::{CheckedFile, Project, read_text};
use crate::finding::{Finding, Severity};
use crate::guideline::{
    self, Catalogue, ClauseIndex, Guideline, GuidelineIndex, Guidelines, Lookup, Problem, editions,
};
use crate::locale::Message;
use crate::locator::{self, Reference, Target};
use crate::matching::{Thesaurus, Unusable};
use crate::rules;

/// The guidelines in play and those that the project chose.
pub struct Loaded {
    /// All of them: what the project names first, then the built-in ones.
    pub guidelines: Guidelines,
    /// Those that the project or the command line names, in that order.
    pub chosen: Vec<GuidelineIndex>,
    /// What is wrong with guideline files, and with the configuration's words on them.
    pub files: Vec<CheckedFile>,
    /// Guideline files from the command line, which are no documents.
    pub given: Vec<PathBuf>,
    /// The files that guidelines were read from; built-in ones have none.
    pub paths: Vec<(GuidelineIndex, PathBuf)>,
    /// Guidelines whose files no editor shows, as Markdown in which their clauses stand; only
    /// where somebody asked for it ([`load_with`]).
    pub written: Vec<(GuidelineIndex, String)>,
    /// All files that were read for guidelines: those, and the profiles that lead to them; each with a hash of what
    /// it holds.
    pub read: Vec<(PathBuf, u128)>,
    /// The words that stand for the same thing: those of the program and of the project.
    pub thesaurus: Arc<Thesaurus>,
    /// The same for the same choice of guidelines and thesaurus files with the same texts.
    pub fingerprint: u128,
}

/// Loads guidelines. `given` are ids or paths from the command line, which come before the
/// configuration's; paths there count from the current folder.
///
/// # Errors
/// A guideline given on the command line that cannot be had is the run's failure; one that the
/// configuration names is a finding, and the run goes on.
pub fn load(project: &Project, given: &[String]) -> Result<Loaded, Message> {
    load_from(project, given, &|_| None, false, Digests::default())
}

/// Loads guidelines as [`load`] does. What they are read as is kept in the folder `cache`, if one is given, and what was
/// kept before is taken from there.
///
/// # Errors
/// As [`load`].
pub fn load_remembering(
    project: &Project,
    given: &[String],
    cache: Option<&Path>,
) -> Result<Loaded, Message> {
    load_from(project, given, &|_| None, false, Digests::of(cache))
}

/// Loads guidelines as [`load`] does, where an editor has files open: what `open` gives for a path counts instead of what
/// is on disk. What no editor shows is written out.
///
/// # Errors
/// As [`load`].
pub fn load_with(
    project: &Project,
    given: &[String],
    open: &dyn Fn(&Path) -> Option<String>,
) -> Result<Loaded, Message> {
    load_from(project, given, open, true, Digests::default())
}

fn load_from(
    project: &Project,
    given: &[String],
    open: &dyn Fn(&Path) -> Option<String>,
    writes: bool,
    digests: Digests<'_>,
) -> Result<Loaded, Message> {
    let mut loader = Loader {
        open,
        writes,
        digests,
        written: Vec::new(),
        paths: Vec::new(),
        read: Vec::new(),
        known: Vec::new(),
        chosen: Vec::new(),
        files: Vec::new(),
        in_configuration: Vec::new(),
        words: Vec::new(),
        fingerprint: Xxh3::new(),
    };
    for name in given {
        let source = GuidelineSource::Named(name.clone());
        let limit = project.configuration.limits.file_size;
        loader.source(&source, Path::new(""), limit)?;
    }
    for (position, source) in project.configuration.guidelines.iter().enumerate() {
        let limit = project.configuration.limits.file_size;
        let place = format!("guidelines/{position}");
        let unknown = match loader.source(source, &project.root, limit) {
            Ok(unknown) => unknown,
            Err(message) => vec![(String::new(), message)],
        };
        for (below, message) in unknown {
            let range = project.configuration.places.of(&(place.clone() + &below));
            let finding = project_finding("invalid-configuration", range, message);
            loader.in_configuration.push(finding);
        }
    }
    loader.thesaurus(project);
    let mut loaded = loader.finish(project);
    let sources = given
        .iter()
        .map(|name| GuidelineSource::Named(name.clone()));
    loaded.given = sources
        .filter_map(|source| source.path().map(Path::to_path_buf))
        .collect();
    Ok(loaded)
}

struct Loader<'a> {
    open: &'a dyn Fn(&Path) -> Option<String>,
    /// Whether guidelines are written out whose files no editor shows.
    writes: bool,
    digests: Digests<'a>,
    written: Vec<(String, String)>,
    paths: Vec<(String, PathBuf)>,
    read: Vec<(PathBuf, u128)>,
    known: Vec<Guideline>,
    chosen: Vec<String>,
    files: Vec<CheckedFile>,
    in_configuration: Vec<Finding>,
    /// The project's thesaurus files.
    words: Vec<String>,
    fingerprint: Xxh3,
}

impl Loader<'_> {
    /// Loads a guideline. What is wrong in `covers` is told with its place below the source's own.
    fn source(
        &mut self,
        source: &GuidelineSource,
        folder: &Path,
        limit: u64,
    ) -> Result<Vec<(String, Message)>, Message> {
        let mut guidelines = match (source.path(), source.id()) {
            (Some(path), id) => self.file(path, id, folder, limit)?,
            (None, Some(id)) => vec![built_in(id, self.digests)?],
            (None, None) => {
                return Err(Message::new(
                    "path（ファイル）か id（内蔵ガイドライン）を書いてください",
                    "give `path`, a file, or `id`, a built-in guideline",
                ));
            }
        };
        let covers = source.covers();
        let mut wrong = covers.map_or_else(Vec::new, |covers| select(&mut guidelines, covers));
        for guideline in guidelines {
            self.fingerprint.update(guideline.id.as_bytes());
            self.fingerprint.update(&[0]);
            self.chosen.push(guideline.id.clone());
            match self.known.iter().find(|known| known.id == guideline.id) {
                None => self.known.push(guideline),
                Some(known) if *known == guideline => {}
                Some(_) => {
                    let id = &guideline.id;
                    wrong.push((
                        String::new(),
                        Message::new(
                            format!("id「{id}」のガイドラインはすでにあり、先のものを使います。`id` を付けて区別してください"),
                            format!("a guideline with the id {id} is there already, and the first one counts; tell them apart by `id`"),
                        ),
                    ));
                }
            }
        }
        if let Some(covers) = covers {
            self.fingerprint.update(&covers.len().to_le_bytes());
            self.fingerprint.update(covers.join("\0").as_bytes());
        }
        Ok(wrong)
    }

    /// Reads a guideline's file, and what it imports where it is a profile.
    fn file(
        &mut self,
        path: &Path,
        id: Option<&str>,
        folder: &Path,
        limit: u64,
    ) -> Result<Vec<Guideline>, Message> {
        let files = GuidelineFiles {
            root: folder,
            limit,
            open: self.open,
            digests: self.digests,
        };
        let place = without_detours(&folder.join(path));
        let found = files.read(&place, path)?;
        let unshown = { found.files.iter() }
            .filter(|file| self.writes && (!file.is_text || is_one_line(&file.text)));
        let unshown: Vec<PathBuf> = unshown.map(|file| file.path.clone()).collect();
        for file in found.files {
            self.fingerprint.update(&file.fingerprint.to_le_bytes());
            if !file.problems.is_empty() {
                let named = match file.path == place {
                    true => path,
                    false => file.path.strip_prefix(folder).unwrap_or(&file.path),
                };
                self.files.push(CheckedFile {
                    path: named.to_path_buf(),
                    text: file.text,
                    findings: file.problems.iter().map(finding).collect(),
                });
            }
            self.read.push((file.path, file.fingerprint));
        }
        let shown = path.display();
        if found.guidelines.is_empty() {
            return Err(Message::new(
                format!("{shown} をガイドラインとして読めません"),
                format!("{shown} cannot be read as a guideline"),
            ));
        }
        if id.is_some() && found.guidelines.len() > 1 {
            return Err(Message::new(
                format!(
                    "{shown} は複数のカタログを取り込むため、id を付けられません。id を消してください。"
                ),
                format!(
                    "{shown} imports several catalogs, which cannot all have one id; remove `id`"
                ),
            ));
        }
        let mut guidelines = Vec::with_capacity(found.guidelines.len());
        for (mut guideline, path) in found.guidelines {
            if let Some(id) = id {
                guideline.id = id.to_string();
            }
            if unshown.contains(&path) {
                let text = written_out(&mut guideline);
                self.written.push((guideline.id.clone(), text));
            }
            self.paths.push((guideline.id.clone(), path));
            guidelines.push(guideline);
        }
        Ok(guidelines)
    }

    /// Reads the project's thesaurus files.
    fn thesaurus(&mut self, project: &Project) {
        let limit = project.configuration.limits.file_size;
        for (position, path) in project.configuration.thesaurus.iter().enumerate() {
            let place = project.place_of(path);
            let text = (self.open)(&place).map_or_else(|| read_text(&place, limit), Ok);
            let text = match text {
                Ok(text) => text,
                Err(error) => {
                    let message = error.of_needed();
                    let shown = path.display();
                    let message = Message::new(
                        format!("類義語ファイル {shown}: {}", message.ja),
                        format!("thesaurus file {shown}: {}", message.en),
                    );
                    let places = &project.configuration.places;
                    let range = places.of(&format!("thesaurus/{position}"));
                    self.in_configuration.push(project_finding(
                        "invalid-configuration",
                        range,
                        message,
                    ));
                    continue;
                }
            };
            self.fingerprint.update(text.as_bytes());
            self.fingerprint.update(&[0]);
            let problems = Thesaurus::problems(&text);
            if !problems.is_empty() {
                self.files.push(CheckedFile {
                    path: path.clone(),
                    text: text.clone(),
                    findings: problems.into_iter().map(unusable).collect(),
                });
            }
            self.words.push(text);
        }
    }

    fn finish(mut self, project: &Project) -> Loaded {
        for built_in in guideline::builtin::all() {
            let guideline = read_built_in(built_in, self.digests);
            if !self.known.iter().any(|known| known.id == guideline.id) {
                self.known.push(guideline);
            }
        }
        let guidelines = Guidelines::new(self.known);
        let mut chosen: Vec<GuidelineIndex> = Vec::new();
        for id in &self.chosen {
            if let Some(index) = guidelines
                .with_prefix(id)
                .filter(|index| !chosen.contains(index))
            {
                chosen.push(index);
            }
        }
        let paths = self.paths.into_iter();
        let paths = paths
            .filter_map(|(id, path)| Some((guidelines.with_prefix(&id)?, path)))
            .collect();
        let written = self.written.into_iter();
        let written = written
            .filter_map(|(id, text)| Some((guidelines.with_prefix(&id)?, text)))
            .collect();
        self.in_configuration.extend(circles(&guidelines, project));
        let mut findings = project.findings.clone();
        findings.append(&mut self.in_configuration);
        if let Some((path, text)) = &project.file
            && !findings.is_empty()
        {
            let path = path.file_name().map_or_else(|| path.clone(), PathBuf::from);
            self.files.insert(
                0,
                CheckedFile {
                    path,
                    text: text.clone(),
                    findings,
                },
            );
        }
        let words: Vec<&str> = self.words.iter().map(String::as_str).collect();
        Loaded {
            thesaurus: match words.is_empty() {
                true => Thesaurus::built_in(),
                false => Arc::new(Thesaurus::extended(&words)),
            },
            guidelines,
            chosen,
            files: self.files,
            given: Vec::new(),
            paths,
            written,
            read: self.read,
            fingerprint: self.fingerprint.digest128(),
        }
    }
}

/// Whether it is JSON without line ends to speak of, as programs write it: a place in it is somewhere
/// in a wall of text.
fn is_one_line(text: &str) -> bool {
    /// Bytes a line. In a catalogue written for people it is some dozens.
    const LONGEST: usize = 1000;
    guideline::is_json(text) && {
        let ends = memchr::memchr_iter(b'\n', text.as_bytes()).count();
        text.len() / (ends + 1) > LONGEST
    }
}

/// The guideline as Markdown, in which its clauses have their places from now on.
fn written_out(guideline: &mut Guideline) -> String {
    let text = guideline::writer::to_markdown(guideline);
    let (again, _) = guideline::published::read(&text, &guideline.id);
    let places: FxHashMap<&str, &Range<usize>> = { again.clauses.iter() }
        .map(|clause| (clause.id.as_str(), &clause.range))
        .collect();
    for clause in &mut guideline.clauses {
        let place = places.get(clause.id.as_str());
        clause.range = place.map_or(0..0, |place| (*place).clone());
    }
    text
}

/// Asks only for the clauses that `covers` names, for none where it names none; those that no guideline has are told.
fn select(guidelines: &mut [Guideline], covers: &[String]) -> Vec<(String, Message)> {
    let catalogues: Vec<Catalogue> = guidelines.iter().cloned().map(Catalogue::new).collect();
    let mut chosen: Vec<Vec<ClauseIndex>> = vec![Vec::new(); guidelines.len()];
    let mut wrong = Vec::new();
    for (position, written) in covers.iter().enumerate() {
        let references = locator::read_all(written).unwrap_or_default();
        let (mut is_known, mut is_called) = (false, false);
        for Reference { target, .. } in &references {
            for (catalogue, chosen) in catalogues.iter().zip(&mut chosen) {
                let found = match target {
                    Target::Through(first, last) => catalogue.between(first, last),
                    Target::One(locator) => match catalogue.find(locator) {
                        Lookup::Found(clause) => vec![clause],
                        Lookup::Ambiguous(clauses) => clauses,
                        Lookup::Missing => Vec::new(),
                    },
                };
                is_known |= !found.is_empty();
                chosen.extend(found);
            }
        }
        for (catalogue, chosen) in catalogues.iter().zip(&mut chosen).filter(|_| !is_known) {
            let called = catalogue.find_called(written);
            is_called |= called.is_some();
            chosen.extend(called);
        }
        if !is_known && !is_called {
            let near = near(&catalogues, &references);
            let (ja, en) = match near.is_empty() {
                true => Default::default(),
                false => (
                    format!("（番号の近い条項: {}）", near.join("、")),
                    format!(" (numbers near it: {})", near.join(", ")),
                ),
            };
            let message = Message::new(
                format!("covers の「{written}」という条項は、このガイドラインにありません{ja}"),
                format!("`covers` names {written}, and the guideline has no such clause{en}"),
            );
            wrong.push((format!("/covers/{position}"), message));
        }
    }
    for (guideline, chosen) in guidelines.iter_mut().zip(chosen) {
        // Where nothing that is named is there, the mistake is told and all of it counts.
        if !chosen.is_empty() || covers.is_empty() {
            guideline.select(&chosen);
        }
    }
    wrong
}

/// The numbers of clauses near those that are not there.
fn near<'g>(catalogues: &'g [Catalogue], references: &[Reference]) -> Vec<&'g str> {
    let numbers = references.iter().filter_map(|one| match &one.target {
        Target::One(number) => Some(number),
        Target::Through(..) => None,
    });
    let near = numbers.flat_map(|number| {
        let near = |catalogue: &'g Catalogue| {
            let near = catalogue.nearest(number).into_iter();
            near.map(|clause| catalogue.guideline().clause(clause))
        };
        catalogues.iter().flat_map(near)
    });
    near.filter_map(|clause| clause?.label.as_deref()).collect()
}

/// A line of a thesaurus file that says nothing, as a finding about that file.
fn unusable((range, problem): (Range<usize>, Unusable)) -> Finding {
    let (ja, en) = match &problem {
        Unusable::NoName => (
            "「名前: 語, 語」の形になっていません".to_owned(),
            "this is not of the form “name: word, word”".to_owned(),
        ),
        Unusable::NoWords => (
            "コロンの後に語がありません".to_owned(),
            "no word stands behind the colon".to_owned(),
        ),
        Unusable::Short(word) => (
            format!("「{word}」は短すぎて、どこにでも見つかってしまいます"),
            format!("“{word}” is too short and would be found everywhere"),
        ),
    };
    let help = Message::new(
        "同じものを指す語を1行に並べてください（例: 多要素認証: 二要素認証, MFA）。# で始まる行は注釈です",
        "write words for one thing on one line, as in “mfa: two-factor, 2FA”; a line that begins with # is a comment",
    );
    Finding {
        help: Some(help),
        ..project_finding("invalid-configuration", range, Message::new(ja, en))
    }
}

fn read_built_in((id, text): &(&str, &str), digests: Digests<'_>) -> Guideline {
    let digest = digests.of_built_in(id, text);
    if let Some(known) = digest.as_ref().and_then(|digest| digest.recall()) {
        return known.guideline.into_owned();
    }
    let (guideline, _) = guideline::published::read(text, id);
    if let Some(digest) = digest {
        digest.keep(&Digest {
            guideline: Cow::Borrowed(&guideline),
            parameters: None,
        });
    }
    guideline
}

/// A built-in guideline by its id or one of its prefixes.
fn built_in(name: &str, digests: Digests<'_>) -> Result<Guideline, Message> {
    let all = guideline::builtin::all();
    let read = |built_in: &(&str, &str)| read_built_in(built_in, digests);
    if let Some(named) = all.iter().find(|(id, _)| *id == name) {
        return Ok(read(named));
    }
    let has_prefix = |guideline: &Guideline| guideline.prefixes.iter().any(|known| known == name);
    all.iter().map(read).find(has_prefix).ok_or_else(|| {
        if configuration::is_path(name) {
            return Message::new(
                format!("「{name}」はファイルです。id ではなく path に書いてください"),
                format!("{name} is a file: write it under `path` and not under `id`"),
            );
        }
        let known: Vec<&str> = all.iter().map(|(id, _)| *id).collect();
        Message::new(
            format!(
                "「{name}」という内蔵ガイドラインはありません。内蔵は {} です。ファイルであればパスを書いてください。",
                known.join("、")
            ),
            format!(
                "no built-in guideline is called {name}; there are {}; for a file give its path",
                known.join(", ")
            ),
        )
    })
}

fn finding(problem: &Problem) -> Finding {
    project_finding(problem.rule, problem.range.clone(), problem.message.clone())
}

/// Guidelines that supersede each other in a circle.
fn circles(guidelines: &Guidelines, project: &Project) -> Vec<Finding> {
    let known: Vec<&Guideline> = guidelines.iter().map(|(_, guideline)| guideline).collect();
    let circle = |ids: Vec<&str>| {
        let chain = ids.join(" → ");
        let message = Message::new(
            format!("版の置き換えが循環しています: {chain} → {}", ids[0]),
            format!(
                "these editions supersede each other in a circle: {chain} → {}",
                ids[0]
            ),
        );
        let help = Message::new(
            "ガイドラインの supersedes を確かめてください",
            "check `supersedes` in the guideline files",
        );
        Finding {
            help: Some(help),
            ..project_finding(
                "cyclic-supersedes",
                project.configuration.places.of("guidelines"),
                message,
            )
        }
    };
    editions::circles(&known)
        .into_iter()
        .filter(|ids| !ids.is_empty())
        .map(circle)
        .collect()
}

/// A finding of a rule about the project's own files.
pub(super) fn project_finding(
    rule: &'static str,
    range: Range<usize>,
    message: Message,
) -> Finding {
    Finding::new(
        rule,
        rules::named(rule).map_or(Severity::Error, |rule| rule.severity),
        range,
        message,
    )
}
