//! What words around a figure say of it: a heading, the label of a row.

use super::figure::Sentence;
use super::subject::lexicon;

/// What words around a figure say of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Surrounding {
    /// The things and deeds that it names.
    pub concepts: u64,
    /// Whose, which and where, by words that say so anywhere.
    pub scope: Vec<u32>,
    /// Whose, which and where, by all words that tell one thing from another.
    pub wide: Vec<u32>,
    /// It speaks of what was, what is planned, examples.
    pub aside: bool,
    /// It is a heading that tells its section from others by no word that is known: a plan, a region, a product.
    pub sets_apart: bool,
}

/// Reads words that stand around figures.
pub fn surrounding(text: &str) -> Surrounding {
    read(text, false)
}

/// Reads the heading of a section. What others ask for is what the section answers: 「2．別紙の要求事項」.
pub fn headed(title: &str) -> Surrounding {
    read(title, true)
}

/// Reads the heading of a column. Whose part it holds does not say of what its figures are: "Acme Responsibility",
/// "What Acme does".
pub fn above_column(heading: &str) -> Surrounding {
    const WHOSE: [&str; 4] = ["responsibility", "responsibilities", "does", "do"];
    let mut said = surrounding(heading);
    let last = heading.trim_end().rsplit(' ').next().unwrap_or_default();
    if WHOSE.iter().any(|word| last.eq_ignore_ascii_case(word)) {
        said.wide.clone_from(&said.scope);
    }
    said
}

fn read(text: &str, is_heading: bool) -> Surrounding {
    let marks = lexicon().marks(text);
    let sentence = Sentence::new(text, &marks);
    let mut around = Surrounding::default();
    for mark in &marks {
        around.concepts |= mark.meaning.concepts;
        // 「ご検討中の方へ」 is said of the reader.
        let is_aside = mark.meaning.aside || mark.meaning.part;
        around.aside |=
            is_aside && !(is_heading && mark.meaning.norm) && &text[mark.range.clone()] != "検討";
    }
    sentence.scopes(0..text.len(), &mut around.scope);
    around.sets_apart =
        is_heading && around.concepts == 0 && { !around.scope.is_empty() || sentence.has_a_name() };
    sentence.named_systems(&mut around.scope);
    sentence.tokens(0..text.len(), &mut around.wide);
    lexicon().forget_anyone(&mut around.scope);
    lexicon().forget_anyone(&mut around.wide);
    around
}

impl Sentence<'_> {
    /// Whether a heading has a word that does not only say what its section is about.
    fn has_a_name(&self) -> bool {
        self.runs(0..self.text.len()).any(|run| {
            let mut tokens = Vec::new();
            self.tokens_of_run(run.clone(), &mut tokens);
            !tokens.is_empty() && !lexicon().is_topic(&self.text[run].to_ascii_lowercase())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_sets_a_section_apart_and_a_topic_does_not() {
        for topic in [
            "技術的対策",
            "サービスレベル",
            "運用管理体制",
            "Technical measures",
            "Service commitments",
        ] {
            assert!(!headed(topic).sets_apart, "{topic}");
        }
        for name in [
            "松江拠点",
            "東京",
            "Lotus edition",
            "Northfield",
            "ゴールドプラン",
            "本番環境",
        ] {
            assert!(headed(name).sets_apart, "{name}");
        }
    }
}
