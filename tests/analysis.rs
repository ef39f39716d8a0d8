//! What is kept from one edit to the next changes nothing: after any edits, a document read
//! with everything cached has the findings and the coverage of one read from scratch.

mod support;

use std::sync::LazyLock;

use proptest::prelude::*;
use shishin::document::{Document, UnitCache};
use shishin::text::{Encoding, LineIndex};
use shishin::workspace::{Knowledge, OpenDocument, analyse};

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(support::knowledge);

/// Pieces of which documents and edits are made: what means something to Shishin, and what
/// breaks Markdown.
const PIECES: [&str; 67] = [
    "---\nshishin: { guideline: mic-meti-medical-1.1, covers: [\"別紙2 3.4\"], owner: 運用部 }\n---\n",
    "# 安全管理対策対応表\n\n",
    "## 4. 技術的な対策（総務省・経産省ガイドライン第1.1版 別紙2）\n\n",
    "### 3.4 ログの取得と検証\n\n",
    "#### ① 組織的取組における基本方針\n\n",
    "## 目的\n\n",
    "\n\n# 総務省・経産省ガイドライン第1.1版 別紙2 対応表\n\n",
    "\n\n## 5. 運用\n\n障害を15分以内に知らせる。\n\n",
    "\n\n## 6. 保存期間\n\n- ログの保存期間は5年とする。\n",
    "\n\n### 実装状況: 実装済み\n\n",
    "\n\n### Owner: 運用部\n\n",
    "総務省・経産省ガイドライン第1.1版（以下「本書」という。）に従う。\n",
    "| 項番 | 要求事項 | 対応状況 | 当社の対応 | 利用者側の対応 | 証跡 |\n|---|---|---|---|---|---|\n",
    "| 3.4-①-1 | ログを作る。 | ○ | ログを5年間保存する。<br>\\- 毎月点検 | － | ログ点検票 |\n",
    "| 別紙2 2.1-①-1 | | 対象外（データセンターのみ） | | | |\n",
    "| | | 対応予定 | 適切に管理する | 必要に応じて | [票](無い.csv) |\n",
    "| Control | Status |\n| --- | --- |\n",
    "| `3.4` | TODO \\| 要確認 |\n",
    "**対応条項**: 別紙2 3.4-①-1\n",
    "**実装状況**: 実装済み\n",
    "**責任者**: 情報システム課長\n",
    "**対応条頃**: 4.2\n",
    "- **証跡**: 入退室記録\n",
    "- アクセスログを適切に管理する。\n",
    "  - **頻度**: 毎月\n",
    "1. 定期的に点検する（総務省・経産省ガイドライン 4.3）。\n",
    "当社は [mic-meti:別紙2 3.5-①-1] に基づき、対策に努める。\n",
    "[mic-meti:別紙2 3.5-①-1]: guidelines/mic-meti.md \"不正プログラム\"\n",
    "クラウドサービス医療ガイドライン第1版 1.1.1(3) に沿う。\n",
    "[unknown:3.2]\n",
    "> 引用です。適切に管理すること。\n",
    "\n\n> 別紙2 3.4-①-1　ログを作り、一定期間保存する。\n\n",
    "\n\n**Q1. 評価の結果は公開しますか。（2省ガイドライン 4.3）**\n\n",
    "\n\n（別紙2 3.4-①-1）\n\n",
    "\n\n| 条 | 提供事業者ガイドライン |\n|---|---|\n| 第5条 | 4.3 |\n| 6 | 別紙2 3.4-①-1 |\n\n",
    "\n\n+------------------+------------+\n| 項番             | 対応状況   |\n+==================+============+\n| 別紙2 3.4-①-1    | 対象外     |\n+------------------+------------+\n\n",
    "\n\n  Control   Status\n  --------- -----------\n  AC-2      Implmented\n\n",
    "\n\n## TDP Implementation\n\n",
    "\n\n### 別紙2 3.4-①-1 基本方針\n\n",
    "\n\n### Implementation\n\n",
    "\n\n### Evidence\n\n",
    "\n\n#### Control Statement\n\n",
    "AC-2 is not applicable, and AC-3 is managed per AC-6(1)-(3).\n",
    "監査は毎年行う（本ガイドライン4.3）。\n",
    "<!-- shishin: allow weak-wording because 契約書第5条で定める -->\n",
    "<!-- shishin: allow-document missing-frequency because 別表に書いた -->\n",
    "<!-- shishin: alow x -->",
    "<!-- ",
    "-->",
    "```\n",
    "適切に",
    "必要に応じて",
    "定期的に",
    "毎年4月に",
    "TODO",
    "対象外",
    "\n",
    "\n\n",
    "|",
    "**",
    "[",
    "](",
    "　",
    "が\u{3099}",
    "👨‍👩‍👧",
    "\r\n",
    "a",
];

#[derive(Clone, Debug)]
struct Edit {
    at: prop::sample::Index,
    removed: usize,
    piece: &'static str,
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let edit = (
        any::<prop::sample::Index>(),
        0_usize..12,
        prop::sample::select(&PIECES[..]),
    )
        .prop_map(|(at, removed, piece)| Edit { at, removed, piece });
    prop::collection::vec(edit, 1..12)
}

/// The bytes that an edit replaces.
fn replaced(text: &str, edit: &Edit) -> std::ops::Range<usize> {
    let places: Vec<usize> = text
        .char_indices()
        .map(|(at, _)| at)
        .chain([text.len()])
        .collect();
    let first = edit.at.index(places.len());
    let last = (first + edit.removed).min(places.len() - 1);
    places[first]..places[last]
}

/// The document after the edit of some bytes of its text, as an editor's server has it.
fn edited(
    open: &OpenDocument,
    text: &str,
    bytes: &std::ops::Range<usize>,
    new_text: &str,
) -> OpenDocument {
    let lines = LineIndex::new(text);
    let position = |at: usize| lines.position(text, at, Encoding::Utf8);
    let mut buffer = open.buffer.clone();
    buffer.apply(
        position(bytes.start)..position(bytes.end),
        new_text,
        Encoding::Utf8,
    );
    open.edited(open.version + 1, buffer)
}

/// All that a document says, but for what its units have found out when they were asked.
fn said(document: &Document) -> String {
    let statements = document.statements.iter().map(|it| {
        let (base, range, outer) = (it.base, &it.range, it.outer);
        (
            base, range, it.section, it.quoted, it.item, outer, it.answer,
        )
    });
    let labelled = { document.labelled.iter() }.map(|it| (it.base, it.section, it.outer));
    format!(
        "{:#?}",
        (
            (
                &document.sections,
                &document.answers,
                &document.closed,
                &document.tables,
            ),
            (&document.citations, &document.quoted, &document.mentions),
            (&document.label_destinations, &document.allowances),
            (&document.problems, &document.values, &document.product),
            statements.collect::<Vec<_>>(),
            labelled.collect::<Vec<_>>(),
        )
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn cached_analysis_equals_analysis_from_scratch(
        pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..40),
        edits in edits(),
    ) {
        let mut text = pieces.concat();
        // Where no link leads to a file.
        let mut open = OpenDocument::new("/無い/文書.md".into(), 0, &text);
        for edit in &edits {
            open.analysis(&KNOWLEDGE);
            let bytes = replaced(&text, edit);
            open = edited(&open, &text, &bytes, edit.piece);
            // An editor cannot point between the two bytes of a line end.
            text = open.buffer.text();
            let kept = open.analysis(&KNOWLEDGE);
            let mut units = UnitCache::disabled();
            let (markdown, document, fresh, _) =
                analyse(&text, &KNOWLEDGE, "", &|_| false, &mut units);
            prop_assert_eq!(&kept.markdown, &markdown);
            prop_assert_eq!(said(&kept.document), said(&document));
            prop_assert_eq!(&kept.findings, &fresh.findings);
            prop_assert_eq!(&*kept.contribution, &fresh.contribution);
            for finding in &fresh.findings {
                prop_assert!(text.get(finding.range.clone()).is_some(), "{finding:?}");
                for fix in finding.fixes.iter().flat_map(|fix| &fix.edits) {
                    prop_assert!(text.get(fix.range.clone()).is_some(), "{fix:?}");
                }
            }
            for answer in &fresh.contribution.answers {
                prop_assert!(text.get(answer.range.bytes()).is_some() && text.get(fresh.contribution.anchor(answer)).is_some());
            }
        }
    }
}

/// 「本ガイドライン」 is a document whose title is a guideline's, wherever in it something is written.
#[test]
fn an_edit_below_another_heading_knows_the_title_of_the_document() {
    let text = "---\nshishin: { guideline: mic-meti-medical-1.1 }\n---\n\n# 務省・経産省ガイドライン第1.1版 別紙2 対応表\n\n# 監査\n\n監査は毎年行う。\n";
    let open = OpenDocument::new("/無い/文書.md".into(), 0, text);
    open.analysis(&KNOWLEDGE);
    let at = text.rfind('。').unwrap();
    let edited = edited(&open, text, &(at..at), "（本ガイドライン4.3）");
    let text = edited.buffer.text();
    let kept = edited.analysis(&KNOWLEDGE);
    let (_, document, ..) = analyse(
        &text,
        &KNOWLEDGE,
        "",
        &|_| false,
        &mut UnitCache::disabled(),
    );
    assert_eq!(document.citations.len(), 0);
    assert_eq!(said(&kept.document), said(&document));
}
