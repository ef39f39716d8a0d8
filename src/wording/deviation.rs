//! Deviations from what a scan or an assessment found, as a plan of action and milestones keeps them: "False positive",
//! "Risk adjustment High → Low", "Operational requirement". Of the control they say nothing.

/// What a deviation is called, in small letters.
const DEVIATIONS: [&str; 11] = [
    "false positive",
    "false-positive",
    "risk adjust",
    "risk-adjust",
    "risk reduction",
    "operational requirement",
    "operationally required",
    "vendor dependency",
    "vendor dependent",
    "誤検知",
    "リスク調整",
];

/// Whether a cell opens with the kind of a deviation.
pub fn names_deviation(text: &str) -> bool {
    let text = text.trim_start();
    DEVIATIONS.iter().any(|name| {
        let written = text.as_bytes().get(..name.len());
        written.is_some_and(|written| written.eq_ignore_ascii_case(name.as_bytes()))
    })
}
