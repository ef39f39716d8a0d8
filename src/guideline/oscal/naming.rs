//! What people call a catalogue, derived from its title.
//!
//! “NIST Special Publication 800-53 Revision 4: Security and …” is cited as NIST SP 800-53,
//! SP 800-53 Rev. 4, 800-53r4 and so on. Nothing about any one catalogue is built in: the
//! rules look at the words before the colon and at a word such as “Revision” with a number.

/// What a catalogue's title says about its names.
pub struct Names {
    /// As printed in the title: `Revision 4`.
    pub edition: Option<String>,
    /// Spellings of the name, with and without the edition, longest first.
    pub aliases: Vec<String>,
    /// Bracket prefixes: `nist-sp-800-53`, `800-53`.
    pub prefixes: Vec<String>,
}

/// Reads the names off a title.
pub fn of_title(title: &str) -> Names {
    let head = title.split_once(':').map_or(title, |(head, _)| head).trim();
    let words: Vec<&str> = head.split_whitespace().collect();
    let edition = words
        .windows(2)
        .position(|pair| is_edition(pair[0], pair[1]));
    let Some(at) = edition.filter(|&at| at > 0) else {
        let short = head.len() < title.trim().len();
        return Names {
            edition: None,
            aliases: if short {
                vec![head.to_owned()]
            } else {
                Vec::new()
            },
            prefixes: Vec::new(),
        };
    };
    let names = spellings_of_name(&words[..at].join(" "));
    let mut aliases = names.clone();
    aliases.push(words[..at + 2].join(" "));
    for name in names.iter().skip(1) {
        aliases.extend(spellings_of_edition(name, words[at + 1]));
    }
    aliases.sort_by_key(|alias| std::cmp::Reverse(alias.len()));
    aliases.dedup();
    let prefixes = names
        .iter()
        .skip(1)
        .map(|name| name.to_lowercase().replace(' ', "-"))
        .collect();
    Names {
        edition: Some(words[at..at + 2].join(" ")),
        aliases,
        prefixes,
    }
}

fn is_edition(word: &str, number: &str) -> bool {
    matches!(word, "Revision" | "Rev." | "Rev" | "Version" | "Release")
        && number.starts_with(|c: char| c.is_ascii_digit())
}

/// `NIST Special Publication 800-53`, `NIST SP 800-53`, `SP 800-53`, `800-53`.
fn spellings_of_name(name: &str) -> Vec<String> {
    let mut names = vec![name.to_owned()];
    let short = name.replace("Special Publication", "SP");
    if short != name {
        names.push(short.clone());
    }
    let words: Vec<&str> = short.split(' ').collect();
    let publisher = words.len() > 2 && words[0].chars().all(|c| c.is_ascii_uppercase());
    if publisher {
        names.push(words[1..].join(" "));
    }
    if let Some(&number) = words.last()
        && publisher
        && number.contains('-')
        && number.chars().all(|c| c.is_ascii_digit() || c == '-')
    {
        names.push(number.to_owned());
    }
    names
}

/// Revision 5.1.1 is also called Rev. 5.
fn spellings_of_edition(name: &str, number: &str) -> Vec<String> {
    let major = number.split('.').next().unwrap_or(number);
    let mut spellings = Vec::new();
    for number in if major == number {
        vec![number]
    } else {
        vec![number, major]
    } {
        for word in [" Revision ", " Rev. ", " Rev.", " Rev ", " Rev", "r"] {
            spellings.push(format!("{name}{word}{number}"));
        }
    }
    spellings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_publication_is_cited_in_many_ways() {
        let names =
            of_title("NIST Special Publication 800-53 Revision 5.1.1 MODERATE IMPACT BASELINE");
        assert_eq!(names.edition.as_deref(), Some("Revision 5.1.1"));
        for alias in [
            "NIST SP 800-53",
            "SP 800-53 Rev. 5",
            "800-53r5",
            "NIST SP 800-53 Revision 5.1.1",
        ] {
            assert!(names.aliases.iter().any(|found| found == alias), "{alias}");
        }
        assert_eq!(names.prefixes, ["nist-sp-800-53", "sp-800-53", "800-53"]);
    }

    #[test]
    fn a_title_without_an_edition_gives_its_head_alone() {
        let names = of_title("Example Controls: a set for tests");
        assert_eq!(
            (names.edition, names.aliases),
            (None, vec!["Example Controls".to_owned()])
        );
        assert!(of_title("Example Controls").aliases.is_empty());
    }
}
