//! What the columns of a table of clauses are called, and which of them hold what.

use crate::script;

/// What a column holds.
#[derive(Clone, Copy, PartialEq)]
enum Column {
    /// The clause's number.
    Number,
    /// A number that only counts the rows where another column has the clause's.
    Count,
    /// A level of the number, or a group of clauses.
    Level,
    Title,
    Text,
    Modality,
}

/// What the columns are called, in small letters and without spaces.
#[rustfmt::skip]
const NAMES: &[(Column, &[&str])] = &[
    (Column::Count, &["no", "no.", "#", "連番", "通番", "通し番号", "行番号"]),
    (Column::Number, &["条文", "条文番号", "条番号", "法条", "番号", "項番", "項番号", "条項", "条項番号", "管理策番号", "管理策no", "管理策no.", "管理策id", "管理番号", "要求事項番号", "要求事項no", "要件番号", "要件id",
        "要件no", "要件no.", "基準番号", "対策番号", "設問番号", "質問番号", "問番号", "項目番号", "チェック番号", "識別子", "識別番号", "整理番号", "id", "ref", "ref.", "number",
        "control", "controlid", "controlno", "controlno.", "controlnumber", "control#", "clause", "clauseid", "requirementid", "requirementno", "requirementno.", "requirementnumber",
        "requirement#", "req.", "req#", "req.#", "reqid", "questionid", "safeguard", "cissafeguard", "reference", "identifier", "citation"]),
    (Column::Level, &["大項目", "中項目", "小項目", "大分類", "中分類", "小分類", "大項番", "中項番", "小項番", "編", "章", "節", "款", "目", "条", "項", "号", "領域", "分野", "分類",
        "カテゴリ", "カテゴリー", "ドメイン", "domain", "controldomain", "family", "controlfamily", "category", "subcategory", "function", "section", "subsection", "chapter", "group",
        "ciscontrol"]),
    (Column::Title, &["項目", "項目名", "題", "題名", "表題", "見出し", "条見出し", "件名", "概要", "基準概要", "条文見出し", "名称", "タイトル", "管理策名", "管理策名称", "要件名", "title", "name", "controlname", "controltitle", "ccmcontroltitle", "topic"]),
    (Column::Text, &["要求", "要求文", "要求事項", "要求内容", "要件", "管理策", "詳細管理策", "対策", "対策内容", "対策項目", "対策基準", "基準", "基準内容", "規定", "遵守事項", "内容", "本文",
        "確認事項", "確認内容", "確認項目", "チェック項目", "チェック内容", "点検項目", "点検内容", "評価項目", "質問", "質問事項", "質問内容", "設問", "設問内容",
        "requirement", "requirements", "controltext", "controldescription", "controlstatement", "controlspecification", "ccmcontrolspecification", "description", "statement", "text",
        "question", "checkitem", "criterion", "criteria"]),
    (Column::Modality, &["区分", "必須・推奨", "必須/推奨", "要求度", "modality", "obligation", "level"]),
];

/// Which columns of a table hold what.
#[derive(Debug, PartialEq)]
pub struct Columns {
    /// The clause's number, or its last level.
    pub numbers: Option<usize>,
    /// Columns in front of that with a level of the number or a group, the outermost first; without
    /// a column of numbers all such columns.
    pub levels: Vec<usize>,
    /// A column that counts the rows beside the one with the numbers.
    pub counts: Option<usize>,
    pub titles: Option<usize>,
    /// Of several the first that is filled in a row counts.
    pub texts: Vec<usize>,
    pub modalities: Option<usize>,
}

impl Columns {
    /// Those of a table with these headings; `None` for a table that cannot list clauses. Where no
    /// column is called a number or a level, clauses may still begin with their numbers.
    pub fn called<'a>(headings: impl Iterator<Item = &'a str>) -> Option<Columns> {
        let mut columns: Vec<Option<Column>> = Vec::new();
        let mut ambiguous = None;
        let names: Vec<String> = headings.map(normal).collect();
        for name in &names {
            // The third of Number, Title, Control is what the control says.
            let says_control = matches!(name.as_str(), "control" | "safeguard");
            if says_control && columns.contains(&Some(Column::Number)) {
                ambiguous = Some(columns.len());
            }
            columns.push(column_called(name));
        }
        let place = |wanted: Column| columns.iter().position(|column| *column == Some(wanted));
        let titles = place(Column::Title);
        let mut texts: Vec<usize> = (0..columns.len())
            .filter(|at| columns[*at] == Some(Column::Text))
            .collect();
        if texts.is_empty() {
            let ends = |at: &usize| columns[*at].is_none() && ends_like_text(&names[*at]);
            let likely = (0..columns.len()).find(ends).filter(|_| titles.is_none());
            texts.extend(ambiguous.or(likely));
        }
        let numbers = place(Column::Number).or_else(|| place(Column::Count));
        let before = numbers.unwrap_or(columns.len());
        let levels: Vec<usize> = (0..before)
            .filter(|at| columns[*at] == Some(Column::Level))
            .collect();
        // The last level may hold what the clause says behind its number.
        if numbers.is_none() {
            titles
                .or(texts.first().copied())
                .or(levels.last().copied())?;
        } else {
            titles.or(texts.first().copied())?;
        }
        Some(Columns {
            counts: place(Column::Count).filter(|at| numbers != Some(*at)),
            numbers,
            levels,
            titles,
            texts,
            modalities: place(Column::Modality),
        })
    }

    /// Whether a column is there for numbers or levels of them.
    pub fn is_named(&self) -> bool {
        self.numbers.is_some() || !self.levels.is_empty()
    }
}

/// Whether a heading is the name of a column of clauses.
pub fn is_known(heading: &str) -> bool {
    column_called(&normal(heading)).is_some()
}

/// Whether a heading is that of a column of numbers.
pub fn is_number(heading: &str) -> bool {
    matches!(
        column_called(&normal(heading)),
        Some(Column::Number | Column::Count)
    )
}

/// Whether a heading is that of a level of numbers.
pub fn is_level(heading: &str) -> bool {
    column_called(&normal(heading)) == Some(Column::Level)
}

/// Whether a heading that nobody knows ends like that of requirements: Defined Approach Requirement.
fn ends_like_text(name: &str) -> bool {
    const ENDINGS: [&str; 12] = [
        "requirement",
        "requirements",
        "description",
        "statement",
        "question",
        "specification",
        "要求事項",
        "要件",
        "管理策",
        "確認事項",
        "確認内容",
        "基準",
    ];
    // Those of another guideline stand beside the clause.
    const OTHERS: [&str; 7] = [
        "関連",
        "対応",
        "参照",
        "関係",
        "related",
        "mapp",
        "reference",
    ];
    ENDINGS.iter().any(|ending| name.ends_with(ending))
        && !OTHERS.iter().any(|other| name.contains(other))
}

/// Small letters, no spaces, and no marks in brackets: 「項番（※1）」 is 項番.
fn normal(heading: &str) -> String {
    let small = heading.to_lowercase();
    let name: String = { small.chars() }
        .map(script::narrow)
        .filter(|c| !c.is_whitespace())
        .collect();
    let name = match name.split_once(['(', '※']) {
        Some((before, _)) if !before.is_empty() => before,
        _ => &name,
    };
    name.trim_end_matches([':', '*']).to_owned()
}

fn column_called(name: &str) -> Option<Column> {
    let known = |(_, names): &&(Column, &[&str])| names.contains(&name);
    let called = NAMES.iter().find(known).map(|(column, _)| *column);
    let counts = || counts_clauses(name) || counts_criteria(name);
    called.or_else(|| counts().then_some(Column::Number))
}

/// Whether a Japanese heading is one of numbers, whatever they are numbers of: 実務基準番号, 統制基準番号. Those of
/// another guideline stand beside the clause: 関連基準番号.
fn counts_criteria(name: &str) -> bool {
    const ENDINGS: [&str; 6] = [
        "基準番号",
        "管理策番号",
        "要求事項番号",
        "項目番号",
        "条項番号",
        "要件番号",
    ];
    const OTHERS: [&str; 5] = ["関連", "対応", "参照", "関係", "旧"];
    ENDINGS.iter().any(|ending| name.ends_with(ending))
        && !OTHERS.iter().any(|other| name.contains(other))
}

/// Whether an English heading is one of numbers however it is put: Clause no., Req. ID, Nr.
fn counts_clauses(name: &str) -> bool {
    const CLAUSES: [&str; 17] = [
        "securitycontrol",
        "control",
        "requirement",
        "req",
        "clause",
        "criterion",
        "criteria",
        "measure",
        "safeguard",
        "practice",
        "question",
        "reference",
        "ref",
        "article",
        "rule",
        "item",
        "check",
    ];
    const NUMBERS: [&str; 7] = ["id", "no", "nr", "number", "ref", "code", "key"];
    let name: String = { name.chars() }.filter(|c| !".#-_".contains(*c)).collect();
    let name = name.as_str();
    let behind = CLAUSES.iter().find_map(|clause| name.strip_prefix(clause));
    ["nr", "code", "key"].contains(&name) || behind.is_some_and(|behind| NUMBERS.contains(&behind))
}
