//! Clauses whose numbers stand in a document and are not read as citations: that nothing answers them is not what
//! their reader sees.

use serde_json::Value;

use super::Folder;

const LETTERS: &str = "No.,Title,Requirement
HB-01,Moorings,Boats shall be moored with two lines.
HB-02,Fenders,Fenders shall be set on both sides.
HB-03,Lights,Lights shall be tested before each trip.
";

const DIGITS: &str = "# Harbour Order

Edition: 2024

## 5 Boats

### 5.1 Moorings

Boats shall be moored with two lines.

### 5.2 Fenders and lines

Fenders shall be set on both sides.

### 5.3 Lights

Lights shall be tested before each trip.
";

const SIGNS: &str = "Section,Title,Requirement
§ 77.1,Moorings,Boats shall be moored with two lines.
§ 77.2,Fenders,Fenders shall be set on both sides.
";

/// Rules and lines of what is found on a document about clauses without an answer.
fn found(guideline: (&str, &str), text: &str) -> Vec<(String, u64, String)> {
    let configuration = format!("guidelines = [\"{}\"]\n", guideline.0);
    let folder = Folder::with(&[
        ("shishin.toml", &configuration),
        guideline,
        ("docs/boats.md", text),
    ]);
    let found = folder.check(&["--format", "json"]).json();
    let about = |finding: &&Value| {
        ["missing-clause", "unread-citation"].contains(&finding["rule"].as_str().unwrap())
    };
    { found["findings"].as_array().unwrap().iter() }
        .filter(about)
        .map(|finding| {
            let text = |key: &str| finding[key].as_str().unwrap().to_owned();
            let line = finding["start"]["line"].as_u64().unwrap();
            (text("rule"), line, text("message"))
        })
        .collect()
}

#[track_caller]
fn assert_unread(found: &[(String, u64, String)], line: u64, label: &str) {
    let [(rule, at, message)] = found else {
        panic!("{found:#?}");
    };
    assert_eq!((&**rule, *at), ("unread-citation", line), "{message}");
    assert!(message.contains(label), "{message}");
}

#[test]
fn a_number_on_the_way_is_told_where_nothing_answers_its_clause() {
    let head = "# Boats\n\n## HB-01\n\nTwo lines each.\n\n## HB-02\n\nBoth sides have fenders.\n\n";
    let on_the_way = "## Trips\n\nThe mate tests the lamps, which is what HB-03 is about.\n";
    let told = found(("harbour.csv", LETTERS), &format!("{head}{on_the_way}"));
    assert_unread(&told, 13, "HB-03");
    // A number that goes on, a file's name, another's number and what is read are none.
    for other in [
        "The mate tests the lamps by form HB-03-7.",
        "The mate tests the lamps (see forms/HB-03.md).",
        "The mate tests the lamps by AHB-03.",
        "The mate tests the lamps.",
    ] {
        let told = found(
            ("harbour.csv", LETTERS),
            &format!("{head}## Trips\n\n{other}\n"),
        );
        assert_eq!(told.len(), 1, "{told:#?}");
        assert_eq!(told[0].0, "missing-clause", "{told:#?}");
    }
}

/// What is advised is read.
#[test]
fn with_the_guidelines_name_before_it_the_number_is_a_citation() {
    let text = "# Boats\n\n## HB-01\n\nTwo lines each.\n\n## HB-02\n\nBoth sides have fenders.\n\n## Trips\n\nThe mate tests the lamps, which is what harbour HB-03 is about.\n";
    assert_eq!(found(("harbour.csv", LETTERS), text), []);
}

#[test]
fn a_plain_number_is_told_where_its_word_or_title_says_whose_it_is() {
    let head = "# Boats (Harbour Order 2024)\n\n## 5.1 Moorings\n\nTwo lines each.\n\n## 5.3 Lights\n\nLamps are tested at the pier before each trip.\n\n## Sides\n\n";
    for (text, is_told) in [
        ("What the standard 5.2 wants is done by the mate.", true),
        ("What is done by the mate in step 5.2 is enough.", false),
        ("The mate has version 5.2 of the list.", false),
        ("The mate has 5.2 metres of line.", false),
    ] {
        let told = found(("order.md", DIGITS), &format!("{head}{text}\n"));
        match is_told {
            true => assert_unread(&told, 13, "5.2"),
            false => {
                assert_eq!(told.len(), 1, "{text} {told:#?}");
                assert_eq!(told[0].0, "missing-clause", "{text}");
            }
        }
    }
}

/// The document's own chapters have such numbers too.
#[test]
fn a_plain_number_of_the_documents_own_is_none() {
    let text = "# Boats (Harbour Order 2024)\n\n## 5.1 Moorings\n\nTwo lines each.\n\n## 5.3 Lights\n\nLamps are tested at the pier before each trip.\n\n## 5.2 Crew\n\nWhat the standard 5.2 wants is done by the mate.\n";
    let told = found(("order.md", DIGITS), text);
    assert_eq!(told.len(), 1, "{told:#?}");
    assert_eq!(told[0].0, "missing-clause", "{told:#?}");
}

#[test]
fn a_section_sign_says_whose_a_number_is() {
    let head = "# Boats\n\n## § 77.1 Moorings\n\nTwo lines each.\n\n## Sides\n\n";
    let text = "Fenders hang on both sides, which meets what we read in § 77.2 of it.\n";
    let told = found(("harbour-rules.csv", SIGNS), &format!("{head}{text}"));
    assert_unread(&told, 9, "77.2");
}

/// A document of which nothing is read is told of once.
#[test]
fn many_numbers_of_one_document_are_told_together() {
    let mut list = LETTERS.to_owned();
    for number in 4..9 {
        list.push_str(&format!(
            "HB-0{number},Rule {number},Rule {number} shall be kept.\n"
        ));
    }
    let mut text = String::from("# Boats\n\n## HB-01\n\nTwo lines each.\n\n");
    for number in 2..9 {
        text.push_str(&format!("The mate sees to what HB-0{number} is about.\n\n"));
    }
    let told = found(("harbour.csv", &list), &text);
    assert_unread(&told, 7, "HB-02、HB-03、HB-04、HB-05、HB-06 ほか 2 件");
}

/// Who says that it is none is believed.
#[test]
fn an_allowed_number_answers_as_little_as_none() {
    let text = "# Boats\n\n## HB-01\n\nTwo lines each.\n\n## HB-02\n\nBoth sides have fenders.\n\n## Trips\n\n<!-- shishin: allow unread-citation because HB-03 is the number of the pier here -->\nThe boats lie where HB-03 is painted.\n";
    let told = found(("harbour.csv", LETTERS), text);
    assert_eq!(told.len(), 1, "{told:#?}");
    assert_eq!(told[0].0, "missing-clause", "{told:#?}");
}
