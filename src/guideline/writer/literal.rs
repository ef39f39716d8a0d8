//! Text whose marks mean nothing in Markdown, such as a cell of a spreadsheet.

/// Text on one line of which a Markdown reader makes the same text, with as few marks as possible.
pub fn line(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '*' | '`' | '<' | '\\' => escaped.extend(['\\', c]),
            '\n' | '\r' => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}

/// Text in which nothing is a mark of Markdown: no heading, list, label line, quotation or code begins in it, and
/// its lines stay lines.
pub fn block(text: &str) -> String {
    let mut block = String::with_capacity(text.len() + 16);
    let mut is_line_before = false;
    for line in text.lines().map(str::trim) {
        let is_line = !line.is_empty();
        if is_line && is_line_before {
            // A line end within a paragraph would be a space.
            block.push('\\');
        }
        if !block.is_empty() {
            block.push('\n');
        }
        block.push_str(&whole_line(line));
        is_line_before = is_line;
    }
    block
}

/// A line in which nothing is a mark.
pub fn whole_line(line: &str) -> String {
    let mut escaped = String::with_capacity(line.len() + 8);
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    for (at, c) in line.char_indices() {
        // At the beginning a dash begins a list, and so does a number with a full stop or a bracket behind it.
        let is_plain = match c {
            ',' | ':' | ';' | '/' | '%' | '\'' | '"' | '(' | '?' => true,
            '-' => at > 0,
            '.' | ')' => at == 0 || at != digits,
            c => !c.is_ascii_punctuation(),
        };
        if !is_plain {
            escaped.push('\\');
        }
        escaped.push(if c.is_control() { ' ' } else { c });
    }
    escaped
}

/// What a text says, without the marks that keep it from meaning anything else, and without white space.
pub fn squeezed(text: &str) -> String {
    let is_said = |c: &char| *c != '\\' && !c.is_whitespace() && !c.is_control();
    text.chars().filter(is_said).collect()
}
