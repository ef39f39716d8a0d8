// Somebody who has never heard of Shishin opens a folder of documents, with no configuration:
// chooses the guideline, sees what is missing, begins one answer.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openWorkbench } from "./workbench.mjs";

export async function scenarioForNewcomers(options) {
  const folder = `${options.artefacts}-folder`;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const policy = readFileSync(join(options.folder, "情報セキュリティ基本方針.md"), "utf8");
  writeFileSync(join(folder, "方針.md"), policy.replace(/^---\n.*?\n---\n/s, ""));

  const workbench = await openWorkbench({ ...options, folder, locale: "ja" });
  const { page } = workbench;
  try {
    await workbench.step("the view says how to begin", async () => {
      await page.locator('.activitybar [aria-label^="Shishin"]').first().click();
      await page.getByRole("button", { name: "ガイドラインを選んで始める" }).waitFor();
    });
    await workbench.step("guidelines are offered", async () => {
      await page.getByRole("button", { name: "ガイドラインを選んで始める" }).click();
      await page.locator(".quick-input-list .monaco-list-row", { hasText: "mic-meti-medical-1.1" }).waitFor();
    });
    await workbench.step("what is missing is seen", async () => {
      await page.locator(".quick-input-list .monaco-list-row", { hasText: "mic-meti-medical-1.1" }).click();
      await workbench.rows().filter({ hasText: "2省ガイドライン" }).first().waitFor();
      await page.locator('.activitybar [aria-label^="Shishin"]', { hasText: /\d+/ }).first().waitFor();
    });
    assert.equal(
      readFileSync(join(workbench.workspace, "shishin.toml"), "utf8"),
      'guidelines = ["mic-meti-medical-1.1"]\n',
    );
    const chapter = workbench.rows().filter({ hasText: "合意形成" }).first();
    await workbench.step("an answer is begun", async () => {
      await chapter.locator(".monaco-tl-twistie").click();
      const row = workbench.rows().filter({ hasText: "4.1" }).first();
      await row.hover();
      await row.locator('[aria-label="回答を書く"]').click();
      await workbench.line("4.1").waitFor();
    });
    assert.deepEqual(workbench.errors(), [], "the extension logs no error");
  } finally {
    await workbench.close();
  }
}
