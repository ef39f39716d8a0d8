// A workspace of unknown origin, in English: it names a program of its own as the server, which
// must not run. Then the machine's settings name a program that is not there.

import assert from "node:assert/strict";
import { chmodSync, cpSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openWorkbench } from "./workbench.mjs";

export async function scenarioWithoutTrust(options) {
  const folder = `${options.artefacts}-folder`;
  const proof = `${options.artefacts}-ran`;
  cpSync(options.folder, folder, { recursive: true });
  mkdirSync(join(folder, ".vscode"), { recursive: true });
  const program = join(folder, "shishin");
  writeFileSync(program, `#!/bin/sh\ntouch '${proof}'\n`);
  chmodSync(program, 0o755);
  writeFileSync(join(folder, ".vscode/settings.json"), JSON.stringify({ "shishin.server.path": program }));

  const workbench = await openWorkbench({
    ...options,
    folder,
    locale: "en",
    trusted: false,
    settings: { "security.workspace.trust.startupPrompt": "never", "security.workspace.trust.banner": "never" },
  });
  const { page } = workbench;
  try {
    await workbench.step("an untrusted workspace is served", async () => {
      await workbench.open("運用管理規程.md");
      await workbench.editor().locator(".squiggly-warning").first().waitFor({ state: "attached" });
      await page.locator(".statusbar-item", { hasText: "Restricted Mode" }).waitFor();
      await page.locator(".statusbar-item", { hasText: /\d+ missing/ }).waitFor();
    });
    assert.ok(!existsSync(proof), "the workspace's own program was run");

    await workbench.step("the first steps are shown", async () => {
      await workbench.run("Shishin: First Steps");
      await page.locator(".getting-started-step", { hasText: "See what is missing" }).first().waitFor();
    });

    await workbench.step("a program that is not there is told of", async () => {
      const settings = join(workbench.user, "Machine/settings.json");
      writeFileSync(settings, JSON.stringify({ "shishin.server.path": "/nowhere/shishin" }));
      const message = page.locator(".notification-list-item", { hasText: "/nowhere/shishin" }).first();
      await message.waitFor();
      await message.getByText("Open the Settings").waitFor();
      await page.locator(".statusbar-item", { hasText: "Shishin" }).first().waitFor();
      assert.equal(await page.locator(".notification-list-item").count(), 1, "and of nothing else");
    });

    const errors = workbench.errors().filter((line) => !line.includes("/nowhere/shishin"));
    assert.deepEqual(errors, [], "the extension logs no other error");
  } finally {
    await workbench.close();
  }
}
