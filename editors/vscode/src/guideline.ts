// Choosing the guideline that a folder's documents answer: writes the one line of `shishin.toml`
// that a beginner needs.

import { posix } from "node:path";
import * as vscode from "vscode";
import type { CoverageView } from "./coverage.js";
import type { Shishin } from "./shishin.js";

export async function chooseGuideline(shishin: Shishin, coverage: CoverageView): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  if (folder === undefined) {
    return;
  }
  const configuration = vscode.Uri.joinPath(folder, "shishin.toml");
  if (await exists(configuration)) {
    await shishin.start();
    await vscode.window.showTextDocument(configuration);
    void vscode.window.showInformationMessage(
      vscode.l10n.t("There is a shishin.toml already; name the guideline under “guidelines”."),
    );
    return;
  }
  await shishin.start();
  const named = await choose(folder, coverage);
  if (named === undefined) {
    return;
  }
  const text = `guidelines = [${JSON.stringify(named)}]\n`;
  await vscode.workspace.fs.writeFile(configuration, new TextEncoder().encode(text));
  await vscode.commands.executeCommand("shishin.coverage.focus");
}

/** The id of a guideline that is known, or the path of a file, from the folder. */
async function choose(folder: vscode.Uri, coverage: CoverageView): Promise<string | undefined> {
  const known = (await coverage.known()).map((guideline) => ({
    label: [guideline.title, guideline.edition].filter(Boolean).join(" "),
    detail: [guideline.id, guideline.note].filter(Boolean).join("  "),
    id: guideline.id as string | undefined,
  }));
  const own = {
    label: vscode.l10n.t("A guideline of your own…"),
    detail: vscode.l10n.t("A Markdown file, a workbook or sheet, or OSCAL (JSON)"),
    id: undefined,
  };
  const title = vscode.l10n.t("Which guideline do the documents answer?");
  const choice = await vscode.window.showQuickPick([...known, own], { title, placeHolder: title });
  if (choice === undefined || choice.id !== undefined) {
    return choice?.id;
  }
  const filters = { "Markdown, Excel, OSCAL": ["md", "markdown", "xlsx", "csv", "tsv", "json"] };
  const [file] = (await vscode.window.showOpenDialog({ title, defaultUri: folder, filters })) ?? [];
  if (file === undefined) {
    return undefined;
  }
  const path = posix.relative(folder.path, file.path);
  if (path.startsWith("..")) {
    void vscode.window.showWarningMessage(
      vscode.l10n.t("The guideline has to lie in the workspace’s folder or below."),
    );
    return undefined;
  }
  return path;
}

async function exists(file: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(file);
    return true;
  } catch {
    return false;
  }
}
