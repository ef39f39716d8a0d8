//! What reading words costs: nanoseconds a call and a byte, for cells and paragraphs as control
//! tables have them.
//!
//! Run with `cargo bench --bench wording`, or with a part of a name behind it. Times are CPU time.

#[expect(
    dead_code,
    reason = "the benches share their helpers, and each needs only some"
)]
mod support;

use std::hint::black_box;
use std::time::Duration;

use shishin::wording::{Fingerprint, column, label_line, observe, placeholder, restates, status};
use support::thread_time;

/// Answers in which nothing is weak; the last is a paragraph.
const PLAIN: &[&str] = &[
    "サーバ室は常時施錠",
    "入退室管理システムによる認証",
    "アクセスログの取得・1年間保存",
    "運用部がアクセスログを毎月第1営業日に点検し、結果を点検票に記録する。",
    "当社がバックアップを暗号化して保存し、鍵は別の管理者が保管する。",
    "CloudTrailの操作ログを監視基盤に集約し、異常な操作を検知したときは15分以内に当番へ通知する。",
    "情報システム課は、構成管理台帳を変更管理システムに登録し、課長の承認を得てから更新する。文書番号 3-1234 に従う。",
    "データセンターの入口では警備員が身分証と事前の届出を照合し、入館証を貸与する。サーバ室の扉は静脈認証と暗証番号の両方で開き、開閉の記録を監視カメラの映像と照合できる形で保管している。",
];

/// Answers with words that have to be judged.
const WEAK: &[&str] = &[
    "アクセス権を適切に管理する。",
    "必要に応じて、医療機関等に通知する。",
    "ウイルス等の不正なソフトウェアを検知し、隔離等を行う。",
    "個人情報の保護に努めています。ログを定期的に確認する。",
    "二要素認証の導入を検討している。今後、対象を広げる予定である。",
];

const ENGLISH: &[&str] = &[
    "Account use is monitored in a timely manner.",
    "Administrators review the list of privileged accounts every month and remove those without an owner.",
    "Backups are encrypted with a key that a second administrator keeps in a safe at another site.",
];

const STATUSES: &[&str] = &[
    "対応済",
    "○",
    "✅ 対応済",
    "対象外（該当する機器がないため）",
    "一部対応",
    "Implemented",
    "2027年3月対応予定",
    "N/A",
];

const LABELS: &[&str] = &[
    "対応条項: 3.4-①-1",
    "実装状況：一部対応",
    "**責任者**: 運用部長",
    "Status: planned",
];

const OTHER_LINES: &[&str] = &[
    "備考: なし",
    "本サービスでは、次のとおり対応しています: 証跡",
    "目的: 医療情報を守る",
    "Note: see below",
];

const HEADINGS: &[&str] = &[
    "項番",
    "要求事項",
    "対応状況",
    "当社の対応",
    "利用者側の対応",
    "証跡",
    "Control ID",
    "対応内容（利用者側）",
];

const REQUIREMENT: &str =
    "利用者の活動、機器の事象、障害、使用状況などのログを作り、一定期間保存すること。";

fn main() {
    measure("observe, plain", PLAIN, observe);
    measure("observe, weak words", WEAK, observe);
    measure("observe, English", ENGLISH, observe);
    for (name, texts) in [
        ("plain", PLAIN),
        ("English", ENGLISH),
        ("statuses", STATUSES),
    ] {
        measure(&format!("status, {name}"), texts, status);
        measure(&format!("placeholder, {name}"), texts, placeholder);
        measure(&format!("label_line, {name}"), texts, label_line);
    }
    measure("label_line, labels", LABELS, label_line);
    measure("label_line, other colons", OTHER_LINES, label_line);
    measure("column", HEADINGS, column);
    let requirement = Fingerprint::of(REQUIREMENT);
    measure("restates, answers", PLAIN, |text| {
        restates(text, &requirement)
    });
    let near = [
        REQUIREMENT,
        "利用者の操作、機器の状態、障害の発生を監視基盤のログに残し、5年間保存している。",
    ];
    measure("restates, near", &near, |text| restates(text, &requirement));
}

/// Prints what `read` costs over `texts`: the best of several measurements of many runs each.
fn measure<T>(name: &str, texts: &[&str], read: impl Fn(&str) -> T) {
    if std::env::args()
        .skip(1)
        .any(|part| !part.starts_with('-') && !name.contains(&part))
    {
        return;
    }
    const RUNS: u32 = 100_000;
    const MEASUREMENTS: usize = 3;
    let mut best = Duration::MAX;
    for _ in 0..MEASUREMENTS {
        let start = thread_time();
        for _ in 0..RUNS {
            for text in texts {
                black_box(read(black_box(text)));
            }
        }
        best = best.min(thread_time() - start);
    }
    let nanoseconds = best.as_secs_f64() * 1e9 / f64::from(RUNS);
    let bytes: usize = texts.iter().map(|text| text.len()).sum();
    println!(
        "{name:28} {:6.0} ns a call {:6.2} ns a byte",
        nanoseconds / texts.len() as f64,
        nanoseconds / bytes as f64,
    );
}
