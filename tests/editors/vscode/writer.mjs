// A writer opens the example provider in Japanese, sees what is missing, reads a clause, completes
// a number, mends one finding and writes one answer; the server crashes meanwhile.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { eventually, openWorkbench } from "./workbench.mjs";

const document = "運用管理規程.md";

export async function scenarioForWriters(options) {
  const workbench = await openWorkbench({ ...options, locale: "ja" });
  const { page } = workbench;
  const menu = page.locator(".action-widget, .context-view .monaco-list");
  try {
    await workbench.step("a document is opened", async () => {
      await workbench.open(document);
      await workbench.line("医療情報システム運用管理規程").waitFor();
    });

    await workbench.step("findings are underlined", async () => {
      await workbench.editor().locator(".squiggly-warning").first().waitFor({ state: "attached" });
      await page.locator(".statusbar-item", { hasText: /記載なし \d+/ }).waitFor();
    });

    await workbench.step("the Problems panel lists them", async () => {
      await workbench.run("Problems: Focus on Problems View");
      const rows = page.locator(".markers-panel .monaco-list-row");
      // It is the worst one, and of a document that is not open.
      await rows.filter({ hasText: "broken-evidence" }).first().waitFor();
      await rows.filter({ hasText: "安全管理対策対応表.md" }).first().waitFor();
    });
    await workbench.run("View: Hide Panel");

    await workbench.step("a citation shows its clause", async () => {
      await workbench.goTo(document, "3.4-①-1", "運用部は、認証の成否");
      // Asked again, because hints that come meanwhile close the hover.
      await eventually("the hover", async () => {
        await page.keyboard.press("Control+K");
        await page.keyboard.press("Control+I");
        await page.locator(".monaco-hover:not(.hidden)", { hasText: "一定期間保存" }).first().waitFor({ timeout: 4000 });
        return true;
      });
    });
    await page.keyboard.press("Escape");

    await workbench.step("and leads to it", async () => {
      await page.keyboard.press("F12");
      await page.locator(".tab.active", { hasText: "mic-meti-medical-1.1.md" }).waitFor();
      await workbench.line("3.4-①-1").waitFor();
    });
    await workbench.run("View: Close Editor");
    await page.locator(".tab.active", { hasText: document }).waitFor();

    await workbench.step("clause numbers are completed", async () => {
      await workbench.goTo(document, "ログ保存領域の使用率");
      await page.keyboard.press("End");
      await page.keyboard.insertText(" [mic-meti:別紙2 3.19");
      await page.keyboard.press("Control+Space");
      const item = page.locator(".suggest-widget .monaco-list-row", { hasText: "3.19-①-2" }).first();
      await item.waitFor();
    });
    await workbench.step("and put in", async () => {
      await page.locator(".suggest-widget .monaco-list-row", { hasText: "3.19-①-2" }).first().click();
      // The line is wrapped, within the number perhaps.
      await workbench.line("3.19-①-2").waitFor();
    });
    await workbench.run("File: Revert File");

    await workbench.step("a finding offers its fix", async () => {
      await workbench.goTo(document, "missing-frequency", "監査報告書の原本は");
      // The menu closes when the findings of the text that was put back arrive while it is open.
      await eventually("the fix", async () => {
        await page.keyboard.press("Control+.");
        await menu.getByText("コメント").first().waitFor({ timeout: 4000 });
        return true;
      });
    });
    await workbench.step("and is mended", async () => {
      await menu.getByText("コメント").first().click();
      await workbench.line("監査報告書の原本は").filter({ hasNotText: "保管期間は文書管理規程による" }).waitFor();
    });

    await workbench.step("the view shows the guidelines", async () => {
      await page.locator('.activitybar [aria-label^="Shishin"]').first().click();
      await workbench.rows().filter({ hasText: "2省ガイドライン" }).first().waitFor();
    });
    await workbench.step("and can be filtered to what is open", async () => {
      await workbench.rows().filter({ hasText: "別紙2" }).first().waitFor();
      await page.locator('[aria-label="記載なしと不十分なものだけを表示"]').first().click();
      await unfold(workbench, "別紙2");
      await unfold(workbench, "3.7");
      await unfold(workbench, "3.7-⑤");
      await workbench.rows().filter({ hasText: "3.7-⑤-2" }).first().waitFor();
      await page.mouse.move(700, 300);
    });
    await workbench.step("a clause is peeked at", async () => {
      const row = workbench.rows().filter({ hasText: "3.7-⑤-2" }).first();
      await row.hover();
      await row.locator('[aria-label="条文をここに表示"]').click();
      await page.locator(".peekview-widget .view-line", { hasText: "IoT" }).first().waitFor();
    });
    await page.keyboard.press("Escape");

    await workbench.step("an answer is begun", async () => {
      const row = workbench.rows().filter({ hasText: "3.7-⑤-2" }).first();
      await row.hover();
      await row.locator('[aria-label="回答を書く"]').click();
      await page.locator(".tab.active.dirty, .tab.active").first().waitFor();
      await workbench.line("3.7-⑤-2").waitFor();
    });

    await workbench.step("a crashed server comes back", async () => {
      const before = serverProcesses();
      assert.equal(before.length, 1, `one server runs, not ${before.length}`);
      process.kill(before[0], "SIGKILL");
      const [again] = await eventually("another server runs", () => {
        const now = serverProcesses();
        return now.length === 1 && now[0] !== before[0] && now;
      });
      assert.notEqual(again, before[0]);
      await workbench.rows().filter({ hasText: "2省ガイドライン" }).first().waitFor();
    });

    const errors = workbench.errors().filter((line) => !/exited with signal SIGKILL|ended unexpectedly|Connection to server got closed|write EPIPE/.test(line));
    assert.deepEqual(errors, [], "the extension logs no error");
  } finally {
    await workbench.close();
  }
}

/** Unfolds a row if it is folded. */
async function unfold(workbench, text) {
  const row = workbench.rows().filter({ hasText: text }).first();
  await row.waitFor();
  if ((await row.getAttribute("aria-expanded")) === "false") {
    await row.locator(".monaco-tl-twistie").click();
  }
}

/** The servers that run out of the installed extension. */
function serverProcesses() {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((id) => {
      try {
        return /artefacts\/vscode\/.*\/shishin\0server/.test(readFileSync(`/proc/${id}/cmdline`, "utf8"));
      } catch {
        return false;
      }
    })
    .map(Number);
}
