//! What a document's front matter says to Shishin.
//!
//! ```yaml
//! shishin:
//!   guideline: mic-meti-medical-1.1
//!   covers: [3.4, 3.5]
//!   owner: 情報セキュリティ管理者
//!   reviewed: 2026-04-01
//! ```
//!
//! Keys beside `shishin` belong to others and are left alone, but for `owner` and `reviewed`, which mean the
//! same to all who read them, and `guideline` with the name of a known one, which was meant to stand there.

use std::ops::Range;

use super::resolution::Resolutions;
use super::{LabelledValue, Mention, Problem, Resolution};
use crate::date;
use crate::finding::RuleName;
use crate::front_matter::{self, Node};
use crate::guideline::{ClauseReference, GuidelineIndex, Guidelines};
use crate::locale::{Message, complaint};
use crate::locator::{self, Target};
use crate::spelling;
use crate::wording::Field;

/// The keys under `shishin`.
const KEYS: [&str; 6] = [
    "guideline",
    "guidelines",
    "covers",
    "owner",
    "reviewed",
    "frequency",
];

/// What a document's front matter says.
#[derive(Clone, Debug, Default)]
pub struct Declarations {
    /// The guidelines whose clause numbers the document uses.
    pub guidelines: Vec<GuidelineIndex>,
    /// The clauses that it undertakes to answer, with all that stands below them.
    pub covers: Vec<Cover>,
    /// Labels that hold for the whole document.
    pub labels: Vec<LabelledValue>,
    /// Guidelines that are named here and not known.
    pub(super) mentions: Vec<Mention>,
    /// What is wrong in it.
    pub(super) problems: Vec<Problem>,
}

/// A clause that a document undertakes to answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cover {
    /// The clause; all clauses below it are meant too.
    pub clause: ClauseReference,
    /// Where the front matter says so.
    pub range: Range<usize>,
}

/// Reads the YAML at `range` of a document. `project` are the guidelines that the project names,
/// for clauses under `covers` where the document names none.
pub fn read(
    text: &str,
    range: Range<usize>,
    guidelines: &Guidelines,
    project: &[GuidelineIndex],
    resolutions: &mut Resolutions,
) -> Declarations {
    let yaml = &text[range.clone()];
    let mut declarations = Declarations::default();
    if !yaml.contains(OWN)
        && !yaml
            .lines()
            .any(|line| is_slip(line) || names_guideline(line))
    {
        return declarations;
    }
    let (root, error) = front_matter::read(yaml);
    if let Some(error) = error {
        let at = text.floor_char_boundary((range.start + error.offset).min(range.end));
        let Message { ja, en } = complaint(&error.message);
        let message = Message::new(
            format!("front matter を YAML として読めません: {ja}"),
            format!("the front matter is not valid YAML: {en}"),
        );
        declarations.problems.push(problem(at..at, message, None));
    }
    let mut reader = Reader {
        guidelines,
        project,
        base: range.start,
        declarations: &mut declarations,
        resolutions,
    };
    reader.read_all(&root);
    declarations
}

/// Whether a line begins with a key that was meant as `shishin`.
fn is_slip(line: &str) -> bool {
    let key = line.split(':').next().unwrap_or_default().trim_end();
    spelling::is_slip(key, OWN)
}

/// Whether a line begins with the key for guidelines, which belongs under `shishin`.
fn names_guideline(line: &str) -> bool {
    let key = line.split(':').next().unwrap_or_default().trim_end();
    ["guideline", "guidelines"].contains(&key)
}

/// The key under which a document speaks to Shishin.
const OWN: &str = "shishin";

struct Reader<'a> {
    guidelines: &'a Guidelines,
    project: &'a [GuidelineIndex],
    /// Where the YAML begins in the document.
    base: usize,
    declarations: &'a mut Declarations,
    resolutions: &'a mut Resolutions,
}

impl Reader<'_> {
    /// Reads what stands under `shishin`, and the owner and the date of the last review that stand
    /// beside it, where writers put them for all tools at once.
    fn read_all(&mut self, root: &Node) {
        let Some(own) = root.get(OWN) else {
            let slips = root.entries().iter().map(|(key, _)| key);
            for key in slips.filter(|key| key.text().is_some_and(is_slip)) {
                self.misspelt_name(key);
            }
            for (key, value) in root.entries() {
                if key.text().is_some_and(names_guideline) {
                    self.stray_guideline(key, value);
                }
            }
            return;
        };
        if let Some(text) = own.text() {
            self.no_mapping(own, text);
            return;
        }
        let own_keys = root
            .entries()
            .iter()
            .filter(|(key, _)| key.text() == Some(OWN));
        let own_keys: Vec<(Node, Node)> = own_keys.cloned().collect();
        self.twice(&own_keys);
        self.read(own);
        for (name, field) in [("owner", Field::Owner), ("reviewed", Field::Reviewed)] {
            if let (None, Some(value)) = (own.get(name), root.get(name)) {
                self.label(field, value);
            }
        }
    }

    fn misspelt_name(&mut self, key: &Node) {
        let written = key.text().unwrap_or_default();
        let mut problem = problem(
            self.place(key),
            Message::new(
                format!("front matter の「{written}」は「{OWN}」の書き誤りではありませんか"),
                format!("is `{written}` in the front matter meant to be `{OWN}`?"),
            ),
            None,
        );
        problem.replacement = Some(OWN.to_string());
        self.declarations.problems.push(problem);
    }

    /// `guideline: mic-meti-medical-1.1` beside other tools' keys: what names a known guideline was meant for us.
    fn stray_guideline(&mut self, key: &Node, value: &Node) {
        let written = value.text().unwrap_or_default();
        if self.guidelines.called(written).is_empty() {
            return;
        }
        let form = format!("{OWN}: {{ guideline: {written} }}");
        let mut problem = problem(
            self.place(key).start..self.place(value).end,
            Message::new(
                "front matter の guideline は、shishin の下に書かないと読まれません",
                "`guideline` in the front matter is read only under `shishin`",
            ),
            Some(Message::new(
                format!("「{form}」のように書いてください"),
                format!("write `{form}`"),
            )),
        );
        problem.replacement = Some(form);
        self.declarations.problems.push(problem);
    }

    /// `shishin: mic-meti-medical-1.1`, where a key is missing.
    fn no_mapping(&mut self, own: &Node, written: &str) {
        let is_name = !self.guidelines.called(written).is_empty();
        let form = match is_name || written.contains(|c: char| c.is_ascii_digit()) {
            true => format!("{{ guideline: {written} }}"),
            // `shishin: true` names none.
            false => "{ guideline: … }".to_string(),
        };
        let mut problem = problem(
            self.place(own),
            Message::new(
                "front matter の shishin には、項目の名前と値を書きます".to_string(),
                "`shishin` in the front matter takes keys and values".to_string(),
            ),
            Some(Message::new(
                format!("「{OWN}: {form}」のように書いてください"),
                format!("write it like `{OWN}: {form}`"),
            )),
        );
        problem.replacement = (!form.contains('…')).then_some(form);
        self.declarations.problems.push(problem);
    }

    /// Tells of each key that stands a second time: only the first is read.
    fn twice(&mut self, entries: &[(Node, Node)]) {
        for (place, (key, _)) in entries.iter().enumerate() {
            let name = key.text().unwrap_or_default();
            let is_ours = name == OWN || KEYS.contains(&name);
            if is_ours
                && entries[..place]
                    .iter()
                    .any(|(before, _)| before.text() == Some(name))
            {
                self.declarations.problems.push(problem(
                    self.place(key),
                    Message::new(
                        format!("front matter に「{name}」が二度あります"),
                        format!("`{name}` stands in the front matter twice"),
                    ),
                    Some(Message::new("一つにまとめてください", "put both into one")),
                ));
            }
        }
    }

    fn read(&mut self, own: &Node) {
        self.twice(own.entries());
        for (key, value) in own.entries() {
            match key.text().unwrap_or_default() {
                "guideline" | "guidelines" => self.guidelines(value),
                "covers" | "owner" | "reviewed" | "frequency" => {}
                other => self.unknown_key(key, other, own),
            }
        }
        // After the guidelines, in whatever order the keys stand.
        for (key, value) in own.entries() {
            match key.text().unwrap_or_default() {
                "covers" => self.covers(value),
                "owner" => self.label(Field::Owner, value),
                "reviewed" => self.reviewed(value),
                "frequency" => self.label(Field::Frequency, value),
                _ => {}
            }
        }
    }

    fn place(&self, node: &Node) -> Range<usize> {
        self.base + node.range.start..self.base + node.range.end
    }

    fn unknown_key(&mut self, key: &Node, written: &str, own: &Node) {
        let nearest = spelling::nearest(written, KEYS);
        let range = self.place(key);
        let mut problem = problem(
            range,
            Message::new(
                format!("front matter の shishin に「{written}」という項目はありません"),
                format!("`shishin` in the front matter has no key `{written}`"),
            ),
            Some(match nearest {
                Some(nearest) => Message::new(
                    format!("「{nearest}」の書き誤りではありませんか"),
                    format!("is `{nearest}` meant?"),
                ),
                None => Message::new(
                    format!("使える項目は {} です", KEYS.join("、")),
                    format!("the keys are {}", KEYS.join(", ")),
                ),
            }),
        );
        // A key that is there already is not written a second time.
        let is_free = |key: &&str| own.get(key).is_none();
        problem.replacement = nearest.filter(is_free).map(str::to_string);
        self.declarations.problems.push(problem);
    }

    fn guidelines(&mut self, value: &Node) {
        for item in value.items() {
            let Some(name) = item.text() else { continue };
            let called = self.guidelines.called(name);
            if called.is_empty() {
                self.declarations.mentions.push(Mention {
                    range: self.place(item),
                    guidelines: Vec::new(),
                    edition: true,
                    unknown: Some(name.to_string()),
                });
            }
            for guideline in called {
                if !self.declarations.guidelines.contains(&guideline) {
                    self.declarations.guidelines.push(guideline);
                }
            }
        }
    }

    fn covers(&mut self, value: &Node) {
        // Where the guideline that they belong to is not known, which is told, nobody can say that they are not there.
        let is_unknown = { self.declarations.mentions.iter() }.any(|one| one.unknown.is_some());
        for item in value.items() {
            let Some(written) = item.text() else { continue };
            let range = self.place(item);
            if written.trim().is_empty() {
                self.declarations.problems.push(problem(
                    range,
                    Message::new("covers の値が空です", "`covers` names nothing"),
                    Some(Message::new(
                        "条項の番号を書くか、この項目を消してください",
                        "write a clause's number, or take this out",
                    )),
                ));
                continue;
            }
            let (prefix, number) = match written.split_once(':') {
                Some((prefix, number)) => (self.guidelines.with_prefix(prefix.trim()), number),
                None => (None, written),
            };
            let candidates = match prefix {
                Some(prefix) => vec![prefix],
                None if self.declarations.guidelines.is_empty() => self.project.to_vec(),
                None => self.declarations.guidelines.clone(),
            };
            let references = locator::read_all(number).unwrap_or_default();
            let called = candidates.iter().find_map(|&guideline| {
                let clause = self.guidelines.catalogue(guideline).find_called(number)?;
                Some(ClauseReference { guideline, clause })
            });
            if let (true, Some(clause)) = (references.is_empty(), called) {
                self.declarations.covers.push(Cover { clause, range });
                continue;
            }
            let is_unknown = is_unknown && prefix.is_none();
            if references.is_empty() || candidates.is_empty() {
                if is_unknown && !references.is_empty() {
                    continue;
                }
                self.cannot_cover(range, written, candidates.is_empty(), &[]);
                continue;
            }
            for reference in references {
                match self
                    .resolutions
                    .among(&reference.target, self.guidelines, &candidates, &[])
                {
                    Resolution::Found(found) => {
                        self.declarations
                            .covers
                            .extend(found.iter().map(|&(clause, _)| Cover {
                                clause,
                                range: range.clone(),
                            }))
                    }
                    _ if is_unknown => {}
                    _ => {
                        let near = near(self.guidelines, &candidates, &reference.target);
                        self.cannot_cover(range.clone(), written, false, &near);
                    }
                }
            }
        }
    }

    fn cannot_cover(&mut self, range: Range<usize>, written: &str, nameless: bool, near: &[&str]) {
        let help = if let [_, ..] = near {
            Message::new(
                format!("番号の近い条項: {}", near.join("、")),
                format!("clauses with numbers near it: {}", near.join(", ")),
            )
        } else if nameless {
            Message::new(
                "どのガイドラインの条項か、guideline に書いてください",
                "say under `guideline` which guideline the clause belongs to",
            )
        } else {
            Message::new(
                "`shishin explain ガイドラインの条項番号` で番号を確かめられます",
                "`shishin explain CLAUSE` shows which numbers there are",
            )
        };
        self.declarations.problems.push(problem(
            range,
            Message::new(
                format!("covers の「{written}」という条項は見つかりません"),
                format!("`covers` names {written}, and no such clause is known"),
            ),
            Some(help),
        ));
    }

    fn reviewed(&mut self, value: &Node) {
        if let Some(written) = value.text().filter(|text| date::find(text).is_none()) {
            self.declarations.problems.push(problem(
                self.place(value),
                Message::new(
                    format!("reviewed の「{written}」を日付として読めません"),
                    format!("`reviewed`: “{written}” is no date"),
                ),
                Some(Message::new(
                    "見直した日を 2026-04-01 のように書いてください",
                    "write the day of the review like 2026-04-01",
                )),
            ));
        }
        self.label(Field::Reviewed, value);
    }

    fn label(&mut self, field: Field, value: &Node) {
        if let Some(text) = value.text() {
            self.declarations.labels.push(LabelledValue {
                field,
                range: self.place(value),
                text: text.trim().into(),
                inherited: true,
            });
        }
    }
}

/// The numbers of clauses near one that is not there, as the guidelines write them.
fn near<'g>(
    guidelines: &'g Guidelines,
    candidates: &[GuidelineIndex],
    target: &Target,
) -> Vec<&'g str> {
    let Target::One(locator) = target else {
        return Vec::new();
    };
    let near = candidates.iter().flat_map(|&guideline| {
        let near = guidelines.catalogue(guideline).nearest(locator);
        near.into_iter()
            .map(move |clause| guidelines.get(guideline).clause(clause))
    });
    near.filter_map(|clause| clause?.label.as_deref()).collect()
}

fn problem(range: Range<usize>, message: Message, help: Option<Message>) -> Problem {
    Problem {
        rule: RuleName::Borrowed("invalid-front-matter"),
        range,
        message,
        help,
        replacement: None,
    }
}
