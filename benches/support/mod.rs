//! What the benches share: documents that no two are alike, and a clock that others' work on the
//! machine does not move.

use std::fmt::Write as _;
use std::time::Duration;

use pulldown_cmark::{Options, Parser};

/// The yardstick: the parser with offsets and the options that Shishin uses, its events thrown away.
pub fn bare_parse(text: &str) -> usize {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS;
    let events = Parser::new_ext(text, options).into_offset_iter();
    events.fold(0, |sum, (event, range)| {
        std::hint::black_box(event);
        sum ^ range.start
    })
}

/// The processor time that this process has used on all its threads. Linux alone tells it in a
/// file (in ticks of a hundredth of a second); elsewhere the clock on the wall has to do.
pub fn process_time() -> Duration {
    let ticks = std::fs::read_to_string("/proc/self/stat")
        .ok()
        .and_then(|line| {
            let behind_name = line.rsplit_once(") ")?.1;
            let mut fields = behind_name.split(' ').skip(11);
            let user: u64 = fields.next()?.parse().ok()?;
            let system: u64 = fields.next()?.parse().ok()?;
            Some(user + system)
        });
    ticks.map_or_else(
        || std::time::UNIX_EPOCH.elapsed().unwrap_or_default(),
        |ticks| Duration::from_millis(ticks * 10),
    )
}

/// The processor time of this thread.
pub fn thread_time() -> Duration {
    std::fs::read_to_string("/proc/thread-self/schedstat")
        .ok()
        .and_then(|line| line.split(' ').next()?.parse().ok())
        .map_or_else(
            || std::time::UNIX_EPOCH.elapsed().unwrap_or_default(),
            Duration::from_nanos,
        )
}

/// The memory of this process that is resident now and was at most, in bytes. Zero where the system
/// does not tell it in a file, which Linux alone does.
pub fn resident_memory() -> (usize, usize) {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let value = |name: &str| {
        let line = status.lines().find(|line| line.starts_with(name));
        let kilobytes = line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok());
        kilobytes.unwrap_or(0_usize) * 1024
    };
    (value("VmRSS:"), value("VmHWM:"))
}

/// Official numbers of the built-in guideline that the documents answer.
const CLAUSES: [&str; 14] = [
    "1.1-①-1",
    "1.1-③-8",
    "1.1-④-6",
    "1.11-①-1",
    "1.13-②-3",
    "2.1-①-1",
    "2.3-①-1",
    "3.4-①-1",
    "3.4-①-12",
    "3.5-①-1",
    "3.7-①-1",
    "3.7-②-2",
    "3.15-①-1",
    "3.19-①-1",
];

const ACTORS: [&str; 6] = [
    "運用部",
    "情報システム課",
    "開発部",
    "品質管理部",
    "内部監査室",
    "サポート部",
];
const OBJECTS: [&str; 8] = [
    "アクセスログ",
    "保守端末",
    "暗号鍵",
    "バックアップ",
    "入退室記録",
    "脆弱性診断の結果",
    "構成管理台帳",
    "監査証跡",
];
const DEEDS: [&str; 7] = [
    "をログ収集基盤に集約し、5年間保存する",
    "を毎月第1営業日に点検し、結果を点検票に記録する",
    "を変更管理システムに登録し、課長の承認を得てから更新する",
    "を90日ごとに更新し、更新の記録を3年間保管する",
    "を暗号化して保存し、鍵は別の管理者が保管する",
    "の異常を検知したときは、15分以内に当番へ通知する",
    "を四半期ごとに棚卸しし、差異があれば10営業日以内に是正する",
];

/// A clause stands the same in all documents, and the same is done to a thing: documents that
/// contradict each other would measure how findings are made.
const STATUSES: [&str; 4] = [
    "対応済",
    "○",
    "✅ 対応済",
    "対象外（該当する機器がないため）",
];

fn done(thing: usize) -> (&'static str, &'static str) {
    (OBJECTS[thing], DEEDS[thing % DEEDS.len()])
}

/// A document of about `length` bytes; the same for the same seed.
pub fn document(seed: usize, length: usize) -> String {
    let mut dice = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut roll = |sides: usize| {
        dice ^= dice << 13;
        dice ^= dice >> 7;
        dice ^= dice << 17;
        dice % sides
    };
    let mut text = String::with_capacity(length + 1024);
    let _ = write!(
        text,
        "---\nshishin:\n  guideline: mic-meti-medical-1.1\n  owner: 運用部\n---\n\n# 対応表 {seed}\n\n"
    );
    let mut section = 0;
    while text.len() < length {
        section += 1;
        let _ = write!(
            text,
            "## {section}. {}の管理\n\n",
            OBJECTS[roll(OBJECTS.len())]
        );
        for _ in 0..2 + roll(3) {
            let actor = ACTORS[roll(ACTORS.len())];
            let (object, deed) = done(roll(OBJECTS.len()));
            let _ = writeln!(
                text,
                "{actor}は、{object}{deed}。文書番号 {}-{} に従う。\n",
                section,
                roll(10_000)
            );
        }
        text.push_str("| 項番 | 要求事項 | 対応状況 | 当社の対応 | 利用者側の対応 | 証跡 |\n|---|---|---|---|---|---|\n");
        for _ in 0..4 + roll(5) {
            let actor = ACTORS[roll(ACTORS.len())];
            let (object, deed) = done(roll(OBJECTS.len()));
            let clause = roll(CLAUSES.len());
            let _ = writeln!(
                text,
                "| 別紙2 {} | {object}を管理すること。 | {} | {actor}が{object}{deed}。<br>\\- 記録番号 {} | － | {object}管理票 |",
                CLAUSES[clause],
                STATUSES[clause % STATUSES.len()],
                roll(100_000),
            );
        }
        text.push('\n');
        let clause = CLAUSES[roll(CLAUSES.len())];
        let actor = ACTORS[roll(ACTORS.len())];
        let (object, deed) = done(roll(OBJECTS.len()));
        let _ = writeln!(
            text,
            "総務省・経産省ガイドライン第1.1版 別紙2 {clause} に基づき、{actor}が{object}{deed}（様式{}）。\n",
            roll(1000),
        );
    }
    text
}
