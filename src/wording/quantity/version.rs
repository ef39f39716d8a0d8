//! Versions of protocols: TLS 1.2以上.

use std::ops::Range;

use super::super::affix;
use super::{Bound, Unit};

/// TLS 1.2, TLSv1.3: a list of several is no version of its own.
pub(super) fn version_at(text: &str, place: usize) -> Option<(Range<usize>, f64, Unit)> {
    // Hardly a number stands behind any of these.
    if !text[..place].ends_with([' ', 'v', 'V', '-', 's', 'S']) {
        return None;
    }
    let before = text[..place]
        .trim_end_matches([' ', 'v', 'V', '-'])
        .as_bytes();
    let named = before.len().checked_sub(3).map(|start| &before[start..]);
    if !named.is_some_and(|name| name.eq_ignore_ascii_case(b"tls")) {
        return None;
    }
    let digits = text[place..]
        .split(|c: char| !c.is_ascii_digit() && c != '.')
        .next()?;
    let digits = digits.trim_end_matches('.');
    let range = place..place + digits.len();
    let behind = text[range.end..].trim_start();
    const JOINTS: [&str; 11] = [
        "/",
        "／",
        "、",
        "・",
        "及び",
        "または",
        "又は",
        "と",
        "and ",
        "or ",
        ",",
    ];
    let is_list = JOINTS.iter().any(|joint| {
        let behind = behind.strip_prefix(joint).map(str::trim_start);
        let versions = ["1.", ".", "TLS", "v1"];
        behind.is_some_and(|behind| versions.iter().any(|version| behind.starts_with(version)))
    });
    let value = digits.parse().ok()?;
    Some((
        range,
        if is_list { f64::INFINITY } else { value },
        Unit::Version,
    ))
}

pub(super) fn version_bound(behind: &str) -> Option<Bound> {
    // No version is newer than the only one that is taken.
    const AT_LEAST: [&str; 12] = [
        "以上",
        "以降",
        "のみ",
        "だけ",
        "に限",
        " only",
        " or later",
        " or higher",
        " or above",
        " or newer",
        " and above",
        "+",
    ];
    affix::begins_with(behind, &AT_LEAST).then_some(Bound::AtLeast)
}
