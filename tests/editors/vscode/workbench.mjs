// Visual Studio Code, served by code-server from this machine and looked at through headless
// Chromium: what a user sees, and the keys and clicks of a user.

import { execFileSync, spawn } from "node:child_process";
import { cpSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const editors = process.env.SHISHIN_EDITORS;
const { chromium } = await import(pathToFileURL(join(editors, "playwright/node_modules/playwright-core/index.mjs")));

/** How long a thing that has to come may take, in milliseconds. */
const patience = 30_000;

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Settings that keep a test's pictures free of what has nothing to do with it. */
const quiet = {
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.welcomePage.walkthroughs.openOnInstall": false,
  "workbench.editor.empty.hint": "hidden",
  "chat.disableAIFeatures": true,
  "telemetry.telemetryLevel": "off",
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  "editor.accessibilitySupport": "off",
  "editor.minimap.enabled": false,
  "editor.unicodeHighlight.ambiguousCharacters": false,
  "editor.wordWrap": "on",
  "editor.fontFamily": "'Noto Sans Mono CJK JP', monospace",
  "editor.hover.delay": 100,
  "git.enabled": false,
  "files.autoSave": "off",
  // Told when a step fails.
  "shishin.trace.server": "verbose",
};

/**
 * Installs the extension and opens a copy of a folder.
 * `artefacts` is where copy, user data, logs and pictures go. `locale` is VS Code's language;
 * its own texts stay English, since a language pack is not at hand, the extension's follow it.
 */
export async function openWorkbench({ artefacts, vsix, folder, locale, settings = {}, machine = {}, trusted = true }) {
  rmSync(artefacts, { recursive: true, force: true });
  const user = join(artefacts, "user");
  const workspace = join(artefacts, "workspace");
  mkdirSync(join(user, "User"), { recursive: true });
  mkdirSync(join(user, "Machine"), { recursive: true });
  cpSync(folder, workspace, { recursive: true });
  writeFileSync(join(user, "User/settings.json"), JSON.stringify({ ...quiet, ...settings }));
  // Settings of a machine's scope count only here.
  writeFileSync(join(user, "Machine/settings.json"), JSON.stringify(machine));
  writeFileSync(join(artefacts, "config.yaml"), "auth: none\n");
  if (locale !== "en") {
    const messages = join(artefacts, "messages.json");
    writeFileSync(messages, JSON.stringify({ "": ["empty"], version: "1.0.0", contents: {} }));
    const pack = { extensionIdentifier: { id: "test.empty-language-pack" }, version: "1.0.0" };
    const entry = { hash: "1", label: locale, extensions: [pack], translations: { vscode: messages } };
    writeFileSync(join(user, "languagepacks.json"), JSON.stringify({ [locale]: entry }));
  }

  const codeServer = join(editors, "code-server/code-server");
  const folders = [
    "--user-data-dir", user, "--extensions-dir", join(artefacts, "extensions"), "--config", join(artefacts, "config.yaml"),
  ];
  execFileSync(codeServer, [...folders, "--install-extension", vsix], { stdio: "pipe" });

  const port = await freePort();
  const log = openSync(join(artefacts, "server.log"), "w");
  const server = spawn(
    codeServer,
    [
      ...folders, "--auth", "none", "--bind-addr", `127.0.0.1:${port}`, "--disable-telemetry", "--disable-update-check",
      "--disable-getting-started-override", ...(trusted ? ["--disable-workspace-trust"] : []), "--locale", locale, workspace,
    ],
    // A process group of its own, so that the extension host ends with it.
    { stdio: ["ignore", log, log], detached: true },
  );
  const stop = () => {
    try {
      process.kill(-server.pid, "SIGTERM");
    } catch {
      // It has ended already.
    }
  };
  process.on("exit", stop);

  await eventually("code-server answers", async () => (await fetch(`http://127.0.0.1:${port}/healthz`)).ok);
  const browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale });
  const page = await context.newPage();
  // Nothing leaves this machine; what would is refused at once rather than waited for.
  await page.route((url) => url.hostname !== "127.0.0.1", (route) => route.abort());
  page.setDefaultTimeout(patience);
  await page.goto(`http://127.0.0.1:${port}/?folder=${encodeURIComponent(workspace)}`);
  await page.locator(".monaco-workbench").waitFor();
  return new Workbench({ page, browser, stop, artefacts, workspace, user, pid: server.pid });
}

/** Tries until the condition holds; for what no event tells of. */
export async function eventually(what, condition, limit = patience) {
  const end = Date.now() + limit;
  for (;;) {
    try {
      const value = await condition();
      if (value) {
        return value;
      }
    } catch {
      // Not yet.
    }
    if (Date.now() > end) {
      throw new Error(`in ${limit} ms this did not come about: ${what}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

export class Workbench {
  constructor(parts) {
    Object.assign(this, parts);
    this.pictures = 0;
    this.started = Date.now();
  }

  /** Does one step and takes a picture of what it led to. */
  async step(name, work) {
    try {
      await work();
    } catch (error) {
      await this.picture(`failed ${name}`);
      console.log(this.traced().join("\n"));
      throw new Error(`${name}: ${error.message}`);
    }
    await this.picture(name);
    console.log(`  ${((Date.now() - this.started) / 1000).toFixed(1).padStart(5)} s  ${name}`);
  }

  /** What went between editor and server, one line a message; all of it stands in the folder of logs. */
  traced() {
    const logs = join(this.user, "logs");
    const traces = readdirSync(logs, { recursive: true }).filter((entry) => entry.endsWith("Shishin (LSP).log"));
    const lines = traces.flatMap((entry) => readFileSync(join(logs, entry), "utf8").split("\n"));
    return lines.filter((line) => /^\S+Z (Sending|Received) /.test(line));
  }

  async picture(name) {
    this.pictures += 1;
    const file = `${String(this.pictures).padStart(2, "0")} ${name.replaceAll(/[^\p{L}\p{N}]+/gu, "-")}.png`;
    await this.page.screenshot({ path: join(this.artefacts, file) });
  }

  async close() {
    await this.browser.close();
    this.stop();
  }

  /** Runs a command by its English title in the command palette. It may be run twice. */
  async run(title) {
    // Tried again, because the palette closes when something else takes the focus.
    await eventually(`the command ${title}`, async () => {
      await this.page.keyboard.press("F1");
      await this.page.locator(".quick-input-widget input").first().fill(`>${title}`, { timeout: 4000 });
      const rows = this.page.locator(".quick-input-list .monaco-list-row");
      await rows.filter({ hasText: title.replace(/^.*: /, "") }).first().click({ timeout: 4000 });
      // A click on a list that is filled at that moment does nothing.
      await this.page.locator(".quick-input-widget").waitFor({ state: "hidden", timeout: 4000 });
      return true;
    });
  }

  /** Opens a file of the workspace by double-clicking it in the explorer. */
  async open(name) {
    await this.page.locator(".explorer-folders-view .monaco-list-row", { hasText: name }).first().dblclick();
    await this.page.locator(".tab.active", { hasText: name }).waitFor();
  }

  editor() {
    return this.page.locator(".editor-instance .monaco-editor").first();
  }

  line(text) {
    return this.editor().locator(".view-line", { hasText: text }).first();
  }

  /** Goes to the first place with a text, or to one in the line that has another text too. */
  async goTo(name, text, inLine = text) {
    const lines = readFileSync(join(this.workspace, name), "utf8").split("\n");
    const index = lines.findIndex((line) => line.includes(inLine));
    const line = index + 1;
    // Ctrl+G counts cells of the screen, of which a kanji has two.
    const before = lines[index].slice(0, lines[index].indexOf(text) + 1);
    const cell = 1 + [...before].reduce((sum, c) => sum + (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff01-\uff60]/.test(c) ? 2 : 1), 0);
    await eventually(`line ${line}`, async () => {
      await this.page.keyboard.press("Control+G");
      await this.page.locator(".quick-input-widget input").first().fill(`:${line}:${cell}`, { timeout: 4000 });
      await this.page.keyboard.press("Enter");
      await this.page.locator(".statusbar-item", { hasText: `Ln ${line},` }).first().waitFor({ timeout: 4000 });
      return true;
    });
  }

  /** The rows of Shishin's view, as texts. */
  rows() {
    return this.page.locator(".pane-body .monaco-list-row");
  }

  /** What the extension host and the extension's channel have logged as errors. */
  errors() {
    const logs = join(this.user, "logs");
    const found = [];
    for (const entry of readdirSync(logs, { recursive: true })) {
      if (entry.endsWith(".log")) {
        for (const line of readFileSync(join(logs, entry), "utf8").split("\n")) {
          if (/\[error\]/i.test(line) && /shishin/i.test(`${entry} ${line}`)) {
            found.push(`${entry}: ${line}`);
          }
        }
      }
    }
    return found;
  }
}
