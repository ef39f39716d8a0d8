//! Lists of what is not as it should be, or not settled: exceptions, deviations, findings, open points. What stands in them
//! names clauses and does not say how they are met.

/// Words around a register's name that do not tell what it lists.
const AROUND: [&str; 22] = [
    "list", "register", "log", "table", "overview", "request", "requests", "approved", "accepted",
    "current", "active", "granted", "known", "security", "policy", "audit", "the", "all", "of",
    "our", "and", "internal",
];

/// What registers list, in small letters.
const LISTED: [&str; 27] = [
    "exception",
    "exceptions",
    "deviation",
    "deviations",
    "waiver",
    "waivers",
    "risk acceptance",
    "risk acceptances",
    "risks",
    "open points",
    "open items",
    "open issues",
    "open actions",
    "open questions",
    "open findings",
    "action items",
    "actions",
    "corrective actions",
    "issues",
    "findings",
    "observations",
    "recommendations",
    "nonconformities",
    "non-conformities",
    "nonconformity",
    "follow-up",
    "follow up",
];

/// What lists of what is still to be mended are called, in small letters.
const MENDING: [&str; 16] = [
    "remediation plan",
    "remediation plans",
    "remediation actions",
    "remediation items",
    "remediation steps",
    "remediation roadmap",
    "remediation priorities",
    "remediation timeline",
    "corrective action plan",
    "improvement plan",
    "gaps",
    "gap remediation",
    "gaps and remediation",
    "next steps",
    "roadmap",
    "recommended actions",
];

/// Ends of titles of such lists in Japanese.
const MENDING_JAPANESE: [&str; 10] = [
    "是正計画",
    "是正計画一覧",
    "改善計画",
    "改善計画一覧",
    "改善事項",
    "改善事項一覧",
    "是正事項",
    "是正事項一覧",
    "今後の課題",
    "ロードマップ",
];

/// Ends of titles of such registers in Japanese.
const JAPANESE: [&str; 12] = [
    "例外一覧",
    "例外台帳",
    "例外申請",
    "例外管理表",
    "逸脱一覧",
    "未決事項",
    "未解決事項",
    "指摘事項",
    "指摘事項一覧",
    "残課題",
    "課題一覧",
    "フォローアップ",
];

/// Whether a title is that of such a register: "Deviation requests, fiscal year 2027", "Appendix: follow-up of earlier
/// reports", 「例外一覧」.
pub fn names_register(title: &str) -> bool {
    if !title.is_ascii() {
        let title = title.trim_end();
        let mut ends = JAPANESE.iter().chain(&MENDING_JAPANESE);
        if ends.any(|end| title.ends_with(end)) {
            return true;
        }
    }
    let title = title.to_ascii_lowercase();
    let mut parts = title.split([':', ',', '(', ')', '–', '—', '|', ';']);
    parts.any(|part| {
        let part = part.trim();
        if part.starts_with("follow-up of ")
            || part.starts_with("follow-up on ")
            || MENDING.contains(&part)
        {
            return true;
        }
        let mut words: Vec<&str> = part.split_ascii_whitespace().collect();
        while words.first().is_some_and(|word| AROUND.contains(word)) {
            words.remove(0);
        }
        while words.last().is_some_and(|word| AROUND.contains(word)) {
            words.pop();
        }
        !words.is_empty() && LISTED.contains(&&*words.join(" "))
    })
}

/// Whether a title is that of one thing that an assessor found: "Finding 3: accounts of leavers (AC-2)", 「指摘2 …」.
pub fn names_finding(title: &str) -> bool {
    const FOUND: [&str; 9] = [
        "finding",
        "observation",
        "nonconformity",
        "non-conformity",
        "weakness",
        "deficiency",
        "指摘事項",
        "指摘",
        "不適合",
    ];
    let opens = |word: &&&str| {
        let opening = title.get(..word.len());
        opening.is_some_and(|opening| opening.eq_ignore_ascii_case(word))
    };
    let Some(word) = FOUND.iter().find(opens) else {
        return false;
    };
    let behind = title[word.len()..].trim_start_matches([' ', '#', '\u{3000}']);
    let behind = behind.strip_prefix("No.").unwrap_or(behind).trim_start();
    let letters = behind.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let number = letters.trim_start_matches(['-', '.']);
    number.starts_with(|c: char| c.is_numeric()) && behind.len() - letters.len() <= 4
}

/// Whether a line tells what has been closed or withdrawn: "Closed: E-28 (PLT-04) on 12 September".
pub fn tells_what_is_closed(text: &str) -> bool {
    const WORDS: [&str; 7] = [
        "closed",
        "resolved",
        "expired",
        "withdrawn",
        "lapsed",
        "retired",
        "rejected",
    ];
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let Some((word, _)) = text.split_once(':') else {
        return false;
    };
    let word = word.trim_end_matches(['*', '_', ' ']);
    WORDS.iter().any(|closed| closed.eq_ignore_ascii_case(word))
}

/// Whether a text that says how something stands opens by saying that it is over: "Closed, not verified", "Done.".
pub fn says_it_is_over(text: &str) -> bool {
    const WORDS: [&str; 11] = [
        "done",
        "closed",
        "complete",
        "completed",
        "finished",
        "resolved",
        "implemented",
        "verified",
        "cancelled",
        "canceled",
        "完了",
    ];
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    WORDS.iter().any(|word| {
        let opens = text
            .get(..word.len())
            .filter(|opening| opening.eq_ignore_ascii_case(word));
        let behind = opens.map(|_| text[word.len()..].trim_start_matches(['*', '_']));
        behind.is_some_and(|behind| {
            let rest = behind.trim_start();
            rest.starts_with(|c: char| {
                c.is_ascii_digit() || ",.;:(。、（".contains(c) || "-–—".contains(c)
            }) || rest.is_empty()
                || behind.starts_with(" on ")
                || behind.starts_with(" in ")
        })
    })
}

/// Whether a text is no more than a place in another one: "Policy 7.15, section 5."
pub fn is_place(text: &str) -> bool {
    const TEXTS: [&str; 18] = [
        "annex",
        "appendix",
        "article",
        "chapter",
        "document",
        "guide",
        "handbook",
        "manual",
        "paragraph",
        "part",
        "plan",
        "policy",
        "procedure",
        "rule",
        "runbook",
        "section",
        "sections",
        "standard",
    ];
    const BESIDE: [&str; 8] = ["the", "see", "of", "and", "in", "to", "no", "same"];
    /// A place in a text takes no more words.
    const LONGEST: usize = 10;
    let mut names_text = false;
    let mut has_number = false;
    let mut count = 0;
    for word in text.split(|c: char| c.is_whitespace() || ",;:()".contains(c)) {
        let word = word.trim_matches(['.', '*', '_', '"', '“', '”']);
        if word.is_empty() {
            continue;
        }
        count += 1;
        let small = word.to_ascii_lowercase();
        let is_number = word.contains(|c: char| c.is_ascii_digit())
            || word.chars().all(|c| "IVX.ABCDE".contains(c));
        names_text |= TEXTS.contains(&&*small);
        has_number |= is_number;
        if !is_number && !TEXTS.contains(&&*small) && !BESIDE.contains(&&*small) {
            return false;
        }
    }
    names_text && has_number && count <= LONGEST
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn registers_are_known_by_their_titles() {
        for title in [
            "Deviation requests, fiscal year 2027",
            "Exceptions list",
            "Approved exceptions",
            "List of waivers",
            "Open points",
            "Appendix: follow-up of earlier reports",
            "Audit findings",
            "Remediation plan",
            "例外一覧",
            "是正計画",
        ] {
            assert!(names_register(title), "{title}");
        }
        for title in [
            "Exception handling",
            "Access control",
            "Handling of deviations in production",
            "Findings are reported monthly",
            "例外処理",
            "The list",
        ] {
            assert!(!names_register(title), "{title}");
        }
    }

    #[test]
    fn a_finding_is_known_by_its_number() {
        for title in [
            "Finding 3: leavers (AC-2)",
            "Observation #2",
            "Finding F-01",
            "指摘2 退職者",
            "不適合（1）",
        ] {
            assert_eq!(names_finding(title), title != "不適合（1）", "{title}");
        }
        for title in ["Finding vulnerabilities", "Findings", "指摘への対応"] {
            assert!(!names_finding(title), "{title}");
        }
    }

    #[test]
    fn a_place_in_another_text_says_no_more() {
        for text in [
            "Policy 7.15, section 5.",
            "See Standard 12, part B",
            "Policy 7.12 III.E.",
        ] {
            assert!(is_place(text), "{text}");
        }
        for text in [
            "Policy 7.15, section 5: within 3 days",
            "Section heads review access",
            "30 days",
            "Policy",
        ] {
            assert!(!is_place(text), "{text}");
        }
    }
}
