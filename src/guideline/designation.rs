//! Standards' designations as titles of guidelines: `ISO/IEC 27001:2022 附属書A`, `JIS Q 15001:2023`,
//! `NIST SP 800-53`, `PCI DSS 4.0`, `SOC 2`. Documents write them shorter and in several ways, which are told
//! by rule from the title alone: what stands in front of the number, the number, the year or version behind it.

use std::ops::Range;

/// What a title says of how documents name its guideline.
#[derive(Debug, PartialEq, Eq)]
pub struct Designation {
    /// The names without the edition, that of the title first.
    pub names: Vec<String>,
    /// The year or version that the title names.
    pub edition: Option<String>,
}

impl Designation {
    /// What stands for the guideline in front of a clause's number: the `ISO` and `ISO27001` of `ISO-A.5.1` and
    /// `ISO27001-A.5.1`.
    pub fn abbreviations(&self) -> impl Iterator<Item = String> {
        let is_short = |c: &char| c.is_ascii_uppercase() || c.is_ascii_digit();
        self.names.iter().flat_map(move |name| {
            let letters = name.chars().take_while(char::is_ascii_uppercase).collect();
            [letters, name.chars().filter(is_short).collect()]
        })
    }
}

/// The designation that a title begins with, or that ends it in brackets:
/// 「個人情報保護マネジメントシステム（JIS Q 15001:2023）」.
pub fn read(title: &str) -> Option<Designation> {
    let title = title.trim();
    let bracketed = || {
        let inner = title.strip_suffix(['）', ')'])?;
        let open = inner.rfind(['（', '('])?;
        let inner = inner[open..].trim_start_matches(['（', '(']);
        at_start(inner).filter(|(_, length)| *length == inner.len())
    };
    let opening = || {
        let found = at_start(title).filter(|(_, length)| names_itself(&title[*length..]));
        found.filter(|(designation, _)| !designation.names.is_empty())
    };
    let found = opening().or_else(bracketed).or_else(|| lettered(title));
    found.map(|(designation, _)| designation)
}

/// The published standards that documents name in their titles most, by how their names begin: a document of such
/// a title answers one.
const WELL_KNOWN: [&str; 14] = [
    "NIST SP",
    "NIST 800",
    "SP 800",
    "ISO 27",
    "ISO27",
    "ISO/IEC 27",
    "PCI DSS",
    "PCI-DSS",
    "SOC 2",
    "SOC2",
    "FISC",
    "HIPAA",
    "FedRAMP",
    "ISMAP",
];

/// The well-known standards that a text names, each once, by the places that name them first.
pub fn all_well_known(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut from = 0;
    while let Some(next) = well_known(&text[from..]) {
        let place = from + next.start..from + next.end;
        from = place.end;
        let name = &text[place.clone()];
        if !{ found.iter() }.any(|one| is_same(&text[one.clone()], name)) {
            found.push(place);
        }
    }
    found
}

/// Where a text names a well-known standard: `NIST SP 800-53`, `ISO/IEC 27001:2022`, `SOC 2`.
pub fn well_known(text: &str) -> Option<Range<usize>> {
    let starts = |at: usize| !text[..at].ends_with(|c: char| c.is_ascii_alphanumeric());
    let found = WELL_KNOWN.iter().filter_map(|name| {
        let at = text.find(name)?;
        starts(at).then_some((at, name.len()))
    });
    let (at, length) = found.min_by_key(|(at, length)| (*at, std::cmp::Reverse(*length)))?;
    let behind = &text[at + length..];
    let number = behind
        .find(|c: char| !c.is_ascii_digit() && !matches!(c, '-' | ':' | ' '))
        .unwrap_or(behind.len());
    let end = at + length + behind[..number].trim_end_matches(['-', ':', ' ']).len();
    Some(at..end)
}

/// Standards and laws beside the well-known ones that headings name when the numbers below them are theirs, by
/// how their names begin.
const OTHERS: [&str; 20] = [
    "ISO ",
    "ISO/IEC ",
    "IEC 62",
    "JIS Q",
    "JISQ",
    "NIST CSF",
    "GDPR",
    "CCPA",
    "WCAG",
    "CIS Controls",
    "CIS Critical",
    "CIS Benchmark",
    "NIS2",
    "NIS 2",
    "CMMC",
    "HITRUST",
    "OWASP",
    "個人情報保護法",
    "電気通信事業法",
    "電子帳簿保存法",
];

/// Where a heading names a published standard or law, without the year or version behind it: the `ISO 27701` of “PIMS
/// controls (ISO 27701)”, `GDPR`.
pub fn standard_in(heading: &str) -> Option<Range<usize>> {
    let named = well_known(heading);
    let other = OTHERS.iter().filter_map(|name| {
        let at = heading.find(name)?;
        let begins = !heading[..at].ends_with(|c: char| c.is_ascii_alphanumeric());
        let number = heading[at + name.len()..]
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(heading.len() - at - name.len());
        begins.then_some(at..at + name.len() + number)
    });
    let first = other.chain(named).min_by_key(|range| range.start)?;
    let length = heading[first.clone()].find(':').unwrap_or(first.len());
    Some(first.start..first.start + length)
}

/// Whether two names of standards are the same but for spaces, signs and capitals: `ISO 27701`, `ISO27701`.
pub fn is_same(one: &str, other: &str) -> bool {
    folded(one) == folded(other)
}

/// Whether a guideline that is called `called` may be the standard of this name (`standard_in`): its name holds the
/// other, or its number.
pub fn may_be(called: &str, standard: &str) -> bool {
    /// Shorter numbers are versions.
    const SHORTEST: usize = 3;
    let (called, standard) = (folded(called), folded(standard));
    let standard = standard.as_str();
    let number = standard.trim_start_matches(|c: char| !c.is_ascii_digit());
    called.contains(standard) || number.len() >= SHORTEST && called.contains(number)
}

fn folded(name: &str) -> String {
    let kept = name.chars().filter(|c| c.is_alphanumeric());
    kept.flat_map(char::to_lowercase).collect()
}

/// Whether a heading names a published guideline, by its designation or by what such are called.
pub fn is_named_in(heading: &str) -> bool {
    const CALLED: [&str; 8] = [
        "ガイドライン",
        "安全対策基準",
        "管理基準",
        "指針",
        "guideline",
        "framework",
        "benchmark",
        "trust services criteria",
    ];
    let folded = heading.to_lowercase();
    let begins = |at: &usize| !heading[..*at].ends_with(|c: char| c.is_ascii_alphanumeric());
    let mut places = { heading.char_indices() }
        .filter(|(_, c)| c.is_ascii_uppercase())
        .map(|(at, _)| at)
        .filter(begins);
    CALLED.iter().any(|word| folded.contains(word))
        || well_known(heading).is_some()
        || places.any(|at| at_start(&heading[at..]).is_some())
}

/// Where a text cites a clause of an edition by the quoted name of its guideline, 「…に関するガイドライン」第6.0版の
/// 8.3: the name, and all up to the edition.
pub fn cited_by_quoted_name(text: &str) -> impl Iterator<Item = (Range<usize>, Range<usize>)> + '_ {
    const CALLED: [&str; 3] = ["ガイドライン", "基準", "指針"];
    const CLOSED: &str = "」第";
    memchr::memmem::find_iter(text.as_bytes(), CLOSED).filter_map(|end| {
        let line = text[..end].rfind('\n').map_or(0, |at| at + 1);
        let open = line + text[line..end].rfind('「')?;
        let name = open + '「'.len_utf8()..end;
        let behind = &text[end + CLOSED.len()..];
        let number = behind.find(|c: char| !c.is_numeric() && c != '.')?;
        let clause = behind[number..].strip_prefix('版')?;
        let clause = clause.trim_start_matches(['の', ' ', '　', '（', '(', '「', '、']);
        let cites = crate::locator::read(clause).is_some();
        let called = CALLED.iter().any(|word| text[name.clone()].ends_with(word));
        let whole = open..text.len() - behind.len() + number + '版'.len_utf8();
        (called && cites).then_some((name, whole))
    })
}

/// Whether what stands behind a title's designation leaves it the guideline's own: a part of it, what it is.
/// 「ISO/IEC 27001に基づく社内基準」 is another's.
fn names_itself(behind: &str) -> bool {
    const OF_ANOTHER: [&str; 10] = [
        "準拠",
        "対応",
        "適合",
        "に",
        "を",
        "へ",
        "based",
        "mapping",
        "crosswalk",
        "implementation",
    ];
    let behind = behind.trim_start();
    let small = behind.to_lowercase();
    !OF_ANOTHER.iter().any(|word| small.starts_with(word))
}

/// The designation at the start of a text, and the bytes that it takes.
fn at_start(text: &str) -> Option<(Designation, usize)> {
    numbered(text).or_else(|| versioned(text))
}

/// What stands between two parts of a designation.
fn gap(text: &str) -> usize {
    text.len() - text.trim_start_matches([' ', '\u{a0}', '\u{3000}']).len()
}

/// Bytes of the figures at the start of a text.
fn figures(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// One with a standard's number: `ISO/IEC 27001:2022`, `JIS Q 15001`, `NIST SP 800-53`.
fn numbered(text: &str) -> Option<(Designation, usize)> {
    /// Shorter numbers are versions and chapters.
    const SHORTEST: usize = 3;
    let publisher = text
        .bytes()
        .take_while(|byte| byte.is_ascii_uppercase() || *byte == b'/')
        .count();
    let mut end = publisher + gap(&text[publisher..]);
    let mut series: Option<Range<usize>> = None;
    let letters = { text[end..].bytes() }
        .take_while(u8::is_ascii_uppercase)
        .count();
    if letters > 0 {
        series = Some(end..end + letters);
        end += letters;
        end += gap(&text[end..]);
    }
    let publisher = text[..publisher].trim_matches('/');
    // JISQ 15001 is JIS Q 15001.
    let publisher = match publisher.strip_suffix('Q') {
        Some(short @ "JIS") if series.is_none() => {
            series = Some(short.len()..publisher.len());
            short
        }
        _ => publisher,
    };
    if publisher.len() < 2 {
        return None;
    }
    let start = end;
    end += figures(&text[end..]);
    if end - start < SHORTEST {
        return None;
    }
    // Parts of a standard have a figure or three; four are a year.
    let mut year = None;
    while let Some(behind) = text[end..].strip_prefix('-') {
        let length = figures(behind);
        if length == 0 {
            break;
        }
        if is_year(&behind[..length]) {
            year = Some(behind[..length].to_owned());
        } else if length > SHORTEST || year.is_some() {
            break;
        }
        end += 1 + length;
        if year.is_some() {
            break;
        }
    }
    let number = match &year {
        Some(year) => &text[start..end - 1 - year.len()],
        None => &text[start..end],
    };
    if text[end..].starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    if year.is_none()
        && let Some((behind, is_it)) = year_behind(&text[end..])
    {
        year = Some(is_it.to_owned());
        end += behind;
    }
    let mut series = series.map(|range| &text[range]);
    // NIST's series of that number is written with its letters or without.
    let is_plain = publisher == "NIST" && series.is_none();
    if is_plain && number.starts_with("800-") {
        series = Some("SP");
    }
    let mut names = Vec::new();
    let mut add = |publisher: &str, series: Option<&str>| {
        let stems = match series {
            None => vec![publisher.to_owned(), String::new()],
            Some(series) => vec![
                format!("{publisher} {series}"),
                format!("{publisher}{series}"),
            ],
        };
        for stem in stems.iter().filter(|stem| !stem.is_empty()) {
            for name in [format!("{stem} {number}"), format!("{stem}{number}")] {
                if !names.contains(&name) {
                    names.push(name);
                }
            }
        }
    };
    add(publisher, series);
    if publisher == "NIST" && series == Some("SP") {
        add(publisher, None);
    }
    // Of publishers that stand together the first is named alone, and the other way round.
    match publisher.split_once('/') {
        Some((first, _)) if first.len() > 1 => add(first, series),
        None if publisher == "ISO" => add("ISO/IEC", series),
        _ => {}
    }
    // A series with a name of its own: SP 800-53.
    if let Some(series) = series.filter(|series| series.len() > 1) {
        names.push(format!("{series} {number}"));
        names.push(format!("{series}{number}"));
    }
    let edition = year;
    Some((Designation { names, edition }, end))
}

fn is_year(figures: &str) -> bool {
    figures.len() == 4 && (figures.starts_with("19") || figures.starts_with("20"))
}

/// The year that stands behind a standard's number, and up to where: `:2022`, `：2022`.
pub(super) fn year_behind(text: &str) -> Option<(usize, &str)> {
    let behind = text.trim_start_matches([' ', '\u{a0}']);
    let behind = behind.strip_prefix([':', '：', '-', '–'])?;
    let behind = behind.trim_start_matches(' ');
    let length = figures(behind);
    is_year(&behind[..length]).then(|| (text.len() - behind.len() + length, &behind[..length]))
}

/// One of those that are known by their letters alone, with nothing behind them but what it is: "HIPAA Security Rule",
/// "PCI DSS". Ids are given in capitals.
fn lettered(text: &str) -> Option<(Designation, usize)> {
    const NAMES: [(&str, &[&str]); 5] = [
        ("HIPAA", &["HIPAA"]),
        ("PCI DSS", &["PCI DSS", "PCI-DSS", "PCIDSS"]),
        ("PCI-DSS", &["PCI DSS", "PCI-DSS", "PCIDSS"]),
        ("FedRAMP", &["FedRAMP"]),
        ("ISMAP", &["ISMAP"]),
    ];
    const BEHIND: [&str; 18] = [
        "baseline",
        "breach",
        "catalog",
        "catalogue",
        "controls",
        "criteria",
        "high",
        "low",
        "moderate",
        "notification",
        "privacy",
        "requirements",
        "rule",
        "rules",
        "safeguards",
        "security",
        "standard",
        "管理基準",
    ];
    let (name, names) = NAMES.iter().find(|(name, _)| {
        let opening = text.get(..name.len());
        opening.is_some_and(|opening| opening.eq_ignore_ascii_case(name))
    })?;
    let mut behind = text[name.len()..].split([' ', '\u{3000}', '-', '_']);
    let is_what_it_is =
        |word: &str| word.is_empty() || BEHIND.contains(&&*word.to_ascii_lowercase());
    let names = names.iter().map(|name| (*name).to_owned()).collect();
    let designation = Designation {
        names,
        edition: None,
    };
    behind
        .all(is_what_it_is)
        .then_some((designation, text.len()))
}

/// One without a standard's number, whose version is one of figures and points: `PCI DSS 4.0`, `NIST CSF 2.0`;
/// a figure alone is a part of the name: `SOC 2`.
fn versioned(text: &str) -> Option<(Designation, usize)> {
    let mut end = 0;
    let mut words = 0;
    loop {
        let rest = &text[end..];
        let space = gap(rest);
        let word = { rest[space..].bytes() }
            .take_while(u8::is_ascii_uppercase)
            .count();
        if word < 2 || (words > 0 && space == 0) {
            break;
        }
        words += 1;
        end += space + word;
    }
    let name = &text[..end];
    let space = gap(&text[end..]);
    let number = &text[end + space..];
    let version = number
        .bytes()
        .take_while(|byte| byte.is_ascii_digit() || *byte == b'.')
        .count();
    let version = number[..version].trim_end_matches('.');
    let behind = &number[version.len()..];
    let is_figure = version.len() == 1;
    if words == 0
        || version.is_empty()
        || space == 0 && !is_figure
        || behind.starts_with(|c: char| c.is_ascii_alphanumeric())
    {
        return None;
    }
    let length = end + space + version.len();
    let designation = match version.contains('.') {
        // An acronym alone with a version is as often a product's: TLS 1.2.
        true if words < 2 => return None,
        true => Designation {
            names: vec![name.to_owned()],
            edition: Some(version.to_owned()),
        },
        false if version.len() > 1 => return None,
        false => Designation {
            names: vec![format!("{name} {version}"), format!("{name}{version}")],
            edition: None,
        },
    };
    Some((designation, length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn some_standards_are_known_by_their_letters() {
        assert_eq!(named("HIPAA Security Rule").0, "HIPAA");
        assert_eq!(named("PCI DSS").0, "PCI DSS, PCI-DSS, PCIDSS");
        assert_eq!(read("HIPAA compliance programme of Yard Ltd"), None);
    }

    #[track_caller]
    fn named(title: &str) -> (String, Option<String>) {
        let found = read(title).unwrap_or_else(|| panic!("{title} is a designation"));
        (found.names.join(", "), found.edition)
    }

    #[test]
    fn a_standard_is_named_without_its_year_its_second_publisher_and_its_spaces() {
        let iso = "ISO/IEC 27001, ISO/IEC27001, ISO 27001, ISO27001".to_owned();
        for title in [
            "ISO/IEC 27001:2022",
            "ISO/IEC 27001:2022 附属書A",
            "ISO/IEC 27001-2022",
        ] {
            assert_eq!(named(title), (iso.clone(), Some("2022".into())), "{title}");
        }
        assert_eq!(named("ISO/IEC 27001 Annex A").1, None);
        assert_eq!(
            named("ISO/IEC 27034-1:2011").0,
            "ISO/IEC 27034-1, ISO/IEC27034-1, ISO 27034-1, ISO27034-1"
        );
        assert!(named("ISO27001").0.contains("ISO/IEC 27001"));
    }

    #[test]
    fn series_stand_between_publisher_and_number() {
        let jis = "JIS Q 15001, JIS Q15001, JISQ 15001, JISQ15001".to_owned();
        for title in [
            "JIS Q 15001:2023",
            "個人情報保護マネジメントシステム（JIS Q 15001:2023）",
            "JISQ15001:2023",
        ] {
            assert_eq!(named(title), (jis.clone(), Some("2023".into())), "{title}");
        }
        assert!(named("NIST SP 800-53").0.ends_with("SP 800-53, SP800-53"));
        for written in ["NIST SP 800-171", "NIST 800-171"] {
            let names = read(written).expect("it is a designation").names;
            for name in ["NIST SP 800-171", "NIST 800-171", "SP 800-171"] {
                assert!(names.iter().any(|one| one == name), "{written}: {names:?}");
            }
        }
    }

    #[test]
    fn a_version_is_no_part_of_the_name_and_a_figure_alone_is() {
        assert_eq!(
            named("PCI DSS 4.0.1"),
            ("PCI DSS".into(), Some("4.0.1".into()))
        );
        assert_eq!(named("SOC 2"), ("SOC 2, SOC2".into(), None));
        assert_eq!(named("SOC2"), ("SOC 2, SOC2".into(), None));
        let soc = read("SOC 2").expect("it is a designation");
        let short: Vec<String> = soc.abbreviations().collect();
        assert_eq!(short, ["SOC", "SOC2", "SOC", "SOC2"]);
    }

    #[test]
    fn headings_name_standards_and_laws() {
        for (heading, name) in [
            ("PIMS controls (ISO 27701)", Some("ISO 27701")),
            ("ISO/IEC 27001:2022 への対応", Some("ISO/IEC 27001")),
            ("電気通信事業法への対応", Some("電気通信事業法")),
            ("NIST SP 800-171 との対応", Some("NIST SP 800-171")),
            ("アクセス制御の対応方法", None),
            ("RISO 2000", None),
        ] {
            let found = standard_in(heading).map(|range| &heading[range]);
            assert_eq!(found, name, "{heading}");
        }
        assert!(may_be("iso27001-2022", "ISO/IEC 27001"));
        assert!(may_be("FISC 安全対策基準", "FISC"));
        assert!(!may_be("PCI DSS v4.0", "ISO/IEC 27001"));
        assert!(!may_be("controls", "GDPR"));
        assert!(is_same("ISO/IEC 27001", "ISO/IEC27001"));
    }

    #[test]
    fn titles_that_only_speak_of_a_standard_have_none() {
        for title in [
            "ISO/IEC 27001に基づく社内基準",
            "ISO 27001 対応チェックリスト",
            "TLS 1.2 の設定基準",
            "情報セキュリティ基準",
            "AWS 10 の原則",
            "Mapping to ISO 27001",
            "",
            "ISO",
            "/ 27001",
            "Ａ",
        ] {
            assert_eq!(read(title), None, "{title}");
        }
    }
}
