//! What folds, from which line to which.

use shishin::assistance::folding::folds;

use crate::fixture::fixture;

/// The folds as `kind first-last`, lines counted from 1.
fn lines(text: &str) -> Vec<String> {
    fixture(text).view(|view, _| {
        let line = |at: usize| view.text[..at].matches('\n').count() + 1;
        let folds = folds(view).into_iter();
        folds
            .map(|fold| {
                assert!(!view.text[fold.range.clone()].ends_with(['\n', ' ']));
                format!(
                    "{:?} {}-{}",
                    fold.kind,
                    line(fold.range.start),
                    line(fold.range.end)
                )
            })
            .collect()
    })
}

const DOCUMENT: &str = "\
---
title: 規程
---

# 規程

## 第1条

1. ログを保存する。
   - 保存先
   - 期間

     補足の段落。
2. 点検する。

| 項番 | 対応 |
|---|---|
| 3.1 | |
| 3.2 |
## 第2条

```yaml
a: 1
```

> 引用の
> 続き

<!-- 覚え
書き -->

[a]: a.md
[b]: b.md
";

#[test]
fn sections_tables_lists_fences_quotes_and_front_matter() {
    let expected = [
        "FrontMatter 1-3",
        "Section 5-33",
        "Section 7-19",
        "List 9-14",
        "Item 9-13",
        "Item 11-13",
        "Table 16-19",
        "Section 20-33",
        "Code 22-24",
        "Quote 26-27",
        "Comment 29-30",
        "Definitions 32-33",
    ];
    assert_eq!(lines(DOCUMENT), expected);
    assert_eq!(lines(&DOCUMENT.replace('\n', "\r\n")), expected);
}

#[test]
fn an_unfinished_table_takes_no_heading_with_it() {
    assert_eq!(
        lines("# 対応表\n\n| 項番 | 対応 |\n|---|---|\n| | |\n|\n\n## 次の節\n\n本文。\n"),
        ["Section 1-10", "Table 3-5", "Section 8-10"]
    );
}

#[test]
fn nothing_of_one_line_folds() {
    assert_eq!(lines("# 規程\n"), Vec::<String>::new());
    assert_eq!(lines(""), Vec::<String>::new());
    assert_eq!(lines("---\n---\n"), ["FrontMatter 1-2"]);
}
