//! How much `Markdown::parse` costs beside the bare parser that it stands on.
//!
//! Run with `cargo bench --bench parsing`. Times are CPU time of one thread, the best of
//! some rounds; only the ratios carry over to another machine.

#[allow(
    dead_code,
    reason = "the benches share their helpers, and each needs only some"
)]
mod support;

use std::hint::black_box;
use std::time::Duration;

use shishin::markdown::Markdown;
use support::{bare_parse, thread_time};

const ROUNDS: usize = 5;
/// Runs in a round: the kernel counts time in steps of some milliseconds.
const RUNS: u32 = 40;
const LENGTH: usize = 1 << 20;

fn main() {
    for (name, text) in [
        ("Japanese, tables", repeated(JAPANESE_TABLE)),
        ("Japanese, prose", repeated(JAPANESE_PROSE)),
        ("English, mixed", repeated(ENGLISH)),
    ] {
        let bare = best(|| {
            black_box(bare_parse(black_box(&text)));
        });
        let whole = best(|| {
            black_box(Markdown::parse(black_box(&text)));
        });
        let hashed = best(|| {
            let markdown = Markdown::parse(black_box(&text));
            let hashes = markdown
                .blocks
                .iter()
                .map(|block| markdown.block_hash(block));
            black_box(hashes.fold(0, |all, hash| all ^ hash));
        });
        println!(
            "{name:18} bare {:4.0} MB/s   Markdown::parse {:.2} ×   with hashes {:.2} ×",
            text.len() as f64 / 1e6 / bare.as_secs_f64(),
            whole.as_secs_f64() / bare.as_secs_f64(),
            hashed.as_secs_f64() / bare.as_secs_f64(),
        );
    }
}

fn repeated(piece: &str) -> String {
    piece.repeat(LENGTH.div_ceil(piece.len()))
}

fn best(mut run: impl FnMut()) -> Duration {
    (0..ROUNDS)
        .map(|_| {
            let start = thread_time();
            (0..RUNS).for_each(|_| run());
            (thread_time() - start) / RUNS
        })
        .min()
        .unwrap_or_default()
}

const JAPANESE_TABLE: &str = "\
## 3.2 情報資産の管理

本節は `[mic:3.2]` に対する当社の対応を示す。

| 項番 | 要求事項 | 対応状況 | 当社の対応 | 利用者側の対応 | 証跡 |
|---|---|---|---|---|---|
| 実 1 | 情報資産の台帳を作成し、定期的に見直すこと。 | ✅ 対応済 | 構成管理台帳を作成し、年1回見直す。<br>\\- 承認者: 情報セキュリティ責任者<br>\\- 記録: `CMDB` | | 情報システム管理規程 第5条 |
| 実 2 | 暗号鍵を適切に管理すること。 | ⚠️ 一部対応 | 鍵は**90日ごと**に更新する。 | 利用者が持ち込む鍵は利用者が更新する。 | [鍵管理手順](../procedures/keys.md) |
| 実 3 | 媒体を廃棄するときはデータを消去すること。 | 対象外（理由：物理媒体を持たないため） | | | |

";

const JAPANESE_PROSE: &str = "\
### (1)① 組織的取組における基本方針

当社は、厚労省ガイドライン第6.0版 企画管理編 7⑥ に基づき、情報セキュリティ方針を定めています。
方針は**年1回**、情報セキュリティ委員会が見直し、経営会議が承認します。
見直しの記録は[文書管理規程](rules/document.md)に従って5年間保管します。

- 責任者: 情報セキュリティ責任者（CISO）
- 頻度: 年1回（毎年4月）
  - 臨時の見直し: 重大な事故の後30日以内
- 証跡: 委員会議事録、改定履歴

<!-- shishin: allow weak-wording because 契約書第5条で定める -->

> 利用者は、自らの責任範囲を責任分界表で確認してください。

";

const ENGLISH: &str = "\
## AC-2 Account Management

The organization reviews accounts **every 90 days**. Reviews are recorded in the
ticket system by the *security manager*, see [the procedure](procedures/accounts.md).

1. Disable accounts within 24 hours of termination.
2. Notify account managers when accounts are no longer required (`AC-2(1)`).

| Control | Status | Implementation | Owner |
|---------|--------|----------------|-------|
| AC-2(1) | Implemented | Accounts are provisioned by the identity provider. | IT |
| AC-2(3) | Planned | Inactive accounts will be disabled by 2026-12-31. | |

";
