//! The names that headings have in addresses: `## 3.1 ログの取得` is `#31-ログの取得` wherever Markdown is shown as
//! GitHub and editors do.

use rustc_hash::FxHashMap;

/// The headings of a text, by where their lines begin, with their names in addresses.
pub fn anchors(text: &str) -> FxHashMap<usize, String> {
    let mut anchors = FxHashMap::default();
    let mut used: FxHashMap<String, usize> = FxHashMap::default();
    let mut at = 0;
    let mut is_code = false;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let written = line.trim_start();
        if written.starts_with("```") || written.starts_with("~~~") {
            is_code = !is_code;
        }
        let title = written.trim_start_matches('#');
        if is_code || title.len() == written.len() || !title.starts_with([' ', '\t']) {
            continue;
        }
        let name = anchor(title.trim().trim_end_matches('#').trim());
        // The second heading of a name has a number behind it.
        let count = used.entry(name.clone()).or_insert(0);
        let unique = match *count {
            0 => name,
            earlier => format!("{name}-{earlier}"),
        };
        *count += 1;
        anchors.insert(start, unique);
    }
    anchors
}

/// A heading's name: its letters, numbers, hyphens and underscores, a hyphen for each space.
fn anchor(title: &str) -> String {
    let mut name = String::with_capacity(title.len());
    for character in title.chars() {
        match character {
            ' ' => name.push('-'),
            '-' | '_' => name.push(character),
            _ if character.is_alphanumeric() => name.extend(character.to_lowercase()),
            _ => {}
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_have_names_of_their_own() {
        let text = "# 基準 第2版\n\n## 3.1 ログ\n\n### (1) 取得\n\n```\n# code\n```\n\n## 3.2 `AC-2` Time\n\n### (1) 取得\n";
        let mut names: Vec<_> = anchors(text).into_iter().collect();
        names.sort();
        let names: Vec<_> = names.into_iter().map(|(_, name)| name).collect();
        assert_eq!(
            names,
            [
                "基準-第2版",
                "31-ログ",
                "1-取得",
                "32-ac-2-time",
                "1-取得-1"
            ]
        );
    }
}
