//! English words without their endings, after M. F. Porter's published algorithm ("An algorithm
//! for suffix stripping", 1980): encrypts, encrypted and encryption become one.

/// Strips a lower-case ASCII word to its stem, in place.
pub(super) fn stem(word: &mut String) {
    if word.len() < 3 || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return;
    }
    plural(word);
    american(word);
    past_and_continuous(word);
    if word.ends_with("ise") {
        ise_as_ize(word);
    }
    if word.ends_with('y') && has_vowel(&word[..word.len() - 1]) {
        word.pop();
        word.push('i');
    }
    replace_first(word, &DOUBLE_SUFFIXES, 0);
    replace_first(word, &ADJECTIVE_SUFFIXES, 0);
    drop_suffix(word);
    final_e_and_l(word);
}

const DOUBLE_SUFFIXES: [(&str, &str); 21] = [
    ("ational", "ate"),
    ("tional", "tion"),
    ("enci", "ence"),
    ("anci", "ance"),
    ("izer", "ize"),
    ("abli", "able"),
    ("alli", "al"),
    ("entli", "ent"),
    ("eli", "e"),
    ("ousli", "ous"),
    ("ization", "ize"),
    ("isation", "ize"),
    ("ation", "ate"),
    ("ator", "ate"),
    ("alism", "al"),
    ("iveness", "ive"),
    ("fulness", "ful"),
    ("ousness", "ous"),
    ("aliti", "al"),
    ("iviti", "ive"),
    ("biliti", "ble"),
];

const ADJECTIVE_SUFFIXES: [(&str, &str); 7] = [
    ("icate", "ic"),
    ("ative", ""),
    ("alize", "al"),
    ("iciti", "ic"),
    ("ical", "ic"),
    ("ful", ""),
    ("ness", ""),
];

const LAST_SUFFIXES: [&str; 19] = [
    "ement", "ance", "ence", "able", "ible", "ment", "ant", "ent", "ism", "ate", "iti", "ous",
    "ive", "ize", "ion", "al", "er", "ic", "ou",
];

fn is_vowel(word: &[u8], at: usize) -> bool {
    match word[at] {
        b'a' | b'e' | b'i' | b'o' | b'u' => true,
        b'y' => at > 0 && !is_vowel(word, at - 1),
        _ => false,
    }
}

fn has_vowel(word: &str) -> bool {
    (0..word.len()).any(|at| is_vowel(word.as_bytes(), at))
}

/// How many times a vowel is followed by a consonant: Porter's m.
fn measure(word: &str) -> usize {
    let word = word.as_bytes();
    let pairs = (1..word.len()).filter(|&at| is_vowel(word, at - 1) && !is_vowel(word, at));
    pairs.count()
}

fn ends_in_double_consonant(word: &str) -> bool {
    let word = word.as_bytes();
    let length = word.len();
    length >= 2 && word[length - 1] == word[length - 2] && !is_vowel(word, length - 1)
}

/// Consonant, vowel, consonant, the last not w, x or y: hop, but not snow.
fn ends_short(word: &str) -> bool {
    let bytes = word.as_bytes();
    let length = bytes.len();
    length >= 3
        && !is_vowel(bytes, length - 1)
        && is_vowel(bytes, length - 2)
        && !is_vowel(bytes, length - 3)
        && !matches!(bytes[length - 1], b'w' | b'x' | b'y')
}

fn plural(word: &mut String) {
    if word.ends_with("sses") || word.ends_with("ies") {
        word.truncate(word.len() - 2);
    } else if word.ends_with('s') && !word.ends_with("ss") {
        word.pop();
    }
}

/// British spellings that no rule covers, by how the words begin, in the American one. The standards of
/// the field are written in that.
fn american(word: &mut String) {
    const SPELLINGS: [(&str, &str); 10] = [
        ("artefact", "artifact"),
        ("behaviour", "behavior"),
        ("catalogue", "catalog"),
        ("centre", "center"),
        ("colour", "color"),
        ("defence", "defense"),
        ("honour", "honor"),
        ("labour", "labor"),
        ("licence", "license"),
        ("programme", "program"),
    ];
    if !word.starts_with(['a', 'b', 'c', 'd', 'h', 'l', 'p']) {
        return;
    }
    for (british, american) in SPELLINGS {
        // Programmed is of the American word already.
        if word.starts_with(british) && (!british.ends_with('e') || word == british) {
            word.replace_range(..british.len(), american);
            return;
        }
    }
    // The noun is the same in both.
    if matches!(word.as_str(), "analyse" | "analysed" | "analysing") {
        word.replace_range(.."analys".len(), "analyz");
    }
}

/// Authorise becomes authorize, but not revise, which makes revision, nor exercise.
fn ise_as_ize(word: &mut String) {
    let Some(rest) = word.strip_suffix("ise") else {
        return;
    };
    let is_own = rest.ends_with('v') || rest.ends_with('c') && !rest.ends_with("ic");
    if !is_own && measure(rest) > 0 {
        word.replace_range(word.len() - 2.., "ze");
    }
}

fn past_and_continuous(word: &mut String) {
    if let Some(rest) = word.strip_suffix("eed") {
        if measure(rest) > 0 {
            word.pop();
        }
        return;
    }
    let stripped = ["ed", "ing"]
        .iter()
        .find_map(|suffix| word.strip_suffix(suffix))
        .filter(|rest| has_vowel(rest))
        .map(str::len);
    let Some(length) = stripped else { return };
    word.truncate(length);
    if ["at", "bl", "iz", "is"]
        .iter()
        .any(|end| word.ends_with(end))
    {
        word.push('e');
    } else if ends_in_double_consonant(word) && !word.ends_with(['l', 's', 'z']) {
        word.pop();
    } else if measure(word) == 1 && ends_short(word) {
        word.push('e');
    }
}

fn replace_first(word: &mut String, suffixes: &[(&str, &str)], least: usize) {
    for (suffix, instead) in suffixes {
        if let Some(rest) = word.strip_suffix(suffix) {
            if measure(rest) > least {
                word.truncate(rest.len());
                word.push_str(instead);
            }
            return;
        }
    }
}

fn drop_suffix(word: &mut String) {
    for suffix in LAST_SUFFIXES {
        if let Some(rest) = word.strip_suffix(suffix) {
            let fits = suffix != "ion" || rest.ends_with(['s', 't']);
            if fits && measure(rest) > 1 {
                word.truncate(rest.len());
            }
            return;
        }
    }
}

fn final_e_and_l(word: &mut String) {
    if let Some(rest) = word.strip_suffix('e') {
        let count = measure(rest);
        if count > 1 || (count == 1 && !ends_short(rest)) {
            word.pop();
        }
    }
    if word.ends_with("ll") && measure(word) > 1 {
        word.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn same(words: &[&str]) {
        let stems: Vec<String> = words
            .iter()
            .map(|word| {
                let mut word = word.to_string();
                stem(&mut word);
                word
            })
            .collect();
        assert!(stems.iter().all(|found| *found == stems[0]), "{stems:?}");
    }

    #[test]
    fn forms_of_a_word_are_one() {
        same(&[
            "encrypt",
            "encrypts",
            "encrypted",
            "encrypting",
            "encryption",
        ]);
        same(&[
            "authenticate",
            "authentication",
            "authenticator",
            "authenticates",
        ]);
        same(&["policy", "policies"]);
        same(&["vulnerability", "vulnerabilities"]);
        same(&["scan", "scans", "scanned", "scanning"]);
        same(&["configure", "configured", "configuring"]);
        same(&["revise", "revised", "revising", "revision"]);
        same(&["exercise", "exercises", "exercised"]);
    }

    #[test]
    fn british_and_american_spelling_are_one() {
        same(&[
            "authorize",
            "authorise",
            "authorised",
            "authorises",
            "authorising",
            "authorisation",
            "authorization",
        ]);
        same(&["organization", "organisation", "organisations"]);
        same(&["centralized", "centralised", "centralise"]);
        same(&["sanitize", "sanitised", "sanitisation"]);
        same(&["analyze", "analyse", "analysed", "analyzing", "analysing"]);
        same(&["behavior", "behaviour", "behaviours"]);
        same(&["center", "centre", "centres"]);
        same(&["label", "labelled", "labeled", "labelling"]);
        same(&["catalog", "catalogue", "catalogues"]);
        same(&["license", "licence", "licences", "licensed"]);
        same(&["program", "programme", "programmes", "programmed"]);
    }

    #[test]
    fn words_that_only_look_alike_stay_apart() {
        for (one, other) in [
            ("process", "processor"),
            ("police", "policy"),
            ("media", "medical"),
        ] {
            let (mut first, mut second) = (one.to_string(), other.to_string());
            stem(&mut first);
            stem(&mut second);
            assert_ne!(first, second);
        }
    }
}
