//! What can be followed with a click.

use shishin::assistance::links::{self, LinkTarget};
use shishin::finding::Place;

use crate::fixture::fixture;

#[track_caller]
fn leads(text: &str, expected: &[(&str, &str)]) {
    let fixture = fixture(text);
    let found = fixture.view(|view, _| links::links(view));
    let text = &fixture.documents[0].text;
    let found: Vec<(String, String)> = found
        .into_iter()
        .map(|link| {
            let target = match link.target {
                LinkTarget::File(path) => path,
                LinkTarget::Clause(clause) => fixture.show(&Place::Clause(clause)),
            };
            (text[link.range].to_string(), target)
        })
        .collect();
    let expected: Vec<(String, String)> = expected
        .iter()
        .map(|(words, target)| (words.to_string(), target.to_string()))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn evidence_leads_to_its_file_as_written() {
    leads(
        "**証跡**: [点検票](証跡/点検票%202026.csv#行3)、[別表](../別表.md)\n",
        &[
            (
                "[点検票](証跡/点検票%202026.csv#行3)",
                "証跡/点検票%202026.csv#行3",
            ),
            ("[別表](../別表.md)", "../別表.md"),
        ],
    );
    leads(
        "| 項番 | 証跡 |\n|---|---|\n| 1 | [記録](記録.md) |\n",
        &[("[記録](記録.md)", "記録.md")],
    );
}

#[test]
fn the_web_and_the_document_itself_are_left_to_the_editor() {
    leads(
        "[省](https://example.go.jp/) [節](#第5条) ![図](https://example.go.jp/図.png) <mailto:a@example.jp>\n",
        &[],
    );
}

#[test]
fn brackets_lead_to_their_clauses() {
    leads(
        "ログを5年間保存する。[mic-meti:別紙2 3.4-①-1、別紙2 3.4-①-12] [不明:1.1]\n",
        &[
            (
                "mic-meti:別紙2 3.4-①-1",
                "mic-meti-medical-1.1#別紙2 3.4-①-1",
            ),
            ("別紙2 3.4-①-12", "mic-meti-medical-1.1#別紙2 3.4-①-12"),
        ],
    );
    // The foot makes a Markdown link of it; the clause is meant all the same.
    leads(
        "ログを保存する。[mic-meti:別紙2 3.4-①-1]\n\n[mic-meti:別紙2 3.4-①-1]: g.md\n",
        &[(
            "mic-meti:別紙2 3.4-①-1",
            "mic-meti-medical-1.1#別紙2 3.4-①-1",
        )],
    );
    // Prose is no link.
    leads("2省ガイドライン 第1.1版 別紙2 3.4-①-1 に従う。\n", &[]);
}

#[test]
fn pictures_lead_to_their_files() {
    leads(
        "![構成図](証跡/構成図.png) [![小図](小図.png)](大図.png)\n",
        &[
            ("![構成図](証跡/構成図.png)", "証跡/構成図.png"),
            ("[![小図](小図.png)](大図.png)", "大図.png"),
        ],
    );
}
