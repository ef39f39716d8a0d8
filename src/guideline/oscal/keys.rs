//! Keys of a profile that are misspelt.
//!
//! A key that is not known is skipped, as OSCAL's readers do, since each edition has keys of its own.
//! One that is a slip away from a key that is read says something that would be lost.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::spelling;

/// An object of a profile: its keys, and what stands under those that hold further objects.
struct Shape {
    keys: &'static [&'static str],
    below: &'static [(&'static str, &'static Shape)],
}

const PROFILE: Shape = Shape {
    keys: &[
        "uuid",
        "metadata",
        "imports",
        "merge",
        "modify",
        "back-matter",
    ],
    below: &[("imports", &IMPORT), ("modify", &MODIFY)],
};

const IMPORT: Shape = Shape {
    keys: &[
        "href",
        "include-all",
        "include-controls",
        "exclude-controls",
    ],
    below: &[("include-controls", &CHOICE), ("exclude-controls", &CHOICE)],
};

const CHOICE: Shape = Shape {
    keys: &["with-child-controls", "with-ids", "matching"],
    below: &[("matching", &MATCHING)],
};

const MATCHING: Shape = Shape {
    keys: &["pattern"],
    below: &[],
};

const MODIFY: Shape = Shape {
    keys: &["set-parameters", "alters"],
    below: &[("set-parameters", &PARAMETER), ("alters", &ALTER)],
};

const PARAMETER: Shape = Shape {
    keys: &[
        "param-id",
        "class",
        "depends-on",
        "props",
        "links",
        "label",
        "usage",
        "constraints",
        "guidelines",
        "values",
        "select",
    ],
    below: &[],
};

const ALTER: Shape = Shape {
    keys: &["control-id", "removes", "adds"],
    below: &[("adds", &ADD)],
};

const ADD: Shape = Shape {
    keys: &[
        "position", "by-id", "title", "params", "props", "links", "parts",
    ],
    below: &[],
};

/// Keys as they stand in the text.
#[derive(Deserialize)]
struct Object<'a>(#[serde(borrow)] BTreeMap<Key<'a>, &'a RawValue>);

#[derive(Deserialize, PartialEq, Eq, PartialOrd, Ord)]
struct Key<'a>(#[serde(borrow)] Cow<'a, str>);

/// Tells the misspelt keys of a profile, each with the one that is likely meant.
pub fn misspelt(json: &str, tell: &mut dyn FnMut(&str, &str)) {
    // A file that opened as a profile is such an object.
    let Ok(Object(file)) = serde_json::from_str::<Object<'_>>(json.trim_start_matches('\u{feff}'))
    else {
        return;
    };
    if let Some(profile) = file.get(&Key("profile".into())) {
        walk(profile, &PROFILE, tell);
    }
}

/// Goes through an object, or through each of a list of them.
fn walk(value: &RawValue, shape: &Shape, tell: &mut dyn FnMut(&str, &str)) {
    if let Ok(values) = serde_json::from_str::<Vec<&RawValue>>(value.get()) {
        for value in values {
            walk(value, shape, tell);
        }
        return;
    }
    let Ok(Object(object)) = serde_json::from_str::<Object<'_>>(value.get()) else {
        return;
    };
    for (Key(key), value) in &object {
        if let Some((_, below)) = shape.below.iter().find(|(known, _)| known == key) {
            walk(value, below, tell);
        } else if !shape.keys.contains(&key.as_ref())
            && let Some(near) = spelling::nearest(key, shape.keys.iter().copied())
            && !object.contains_key(&Key(near.into()))
        {
            tell(key, near);
        }
    }
}
