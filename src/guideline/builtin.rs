//! The guidelines that come with Shishin, as the Markdown files that people can read.
//!
//! Each says in its front matter and label lines where every clause comes from and that it
//! holds only a part of its edition. They are read like any other guideline file.

/// Id and text of each built-in guideline. The ids are those in the files' front matter.
pub fn all() -> &'static [(&'static str, &'static str)] {
    &[
        (
            "mic-medical-cloud-2018",
            include_str!("../../guidelines/mic-medical-cloud-2018.md"),
        ),
        (
            "mic-meti-medical-1.1",
            include_str!("../../guidelines/mic-meti-medical-1.1.md"),
        ),
    ]
}
