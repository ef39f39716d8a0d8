// Finds the program `shishin`: the one that the settings name, the one that comes with the
// extension, or the one on the path, in this order.

import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { delimiter, isAbsolute, join } from "node:path";
import * as vscode from "vscode";

const executable = process.platform === "win32" ? "shishin.exe" : "shishin";

/** Where the program was found, or what to tell the user. */
export type Found = { path: string } | { problem: string };

export async function findProgram(extension: vscode.Uri): Promise<Found> {
  // In an untrusted workspace VS Code leaves out what the workspace's own settings say.
  const named = vscode.workspace.getConfiguration("shishin").get<string>("server.path", "").trim();
  if (named !== "") {
    const path = named.startsWith("~/") ? join(homedir(), named.slice(2)) : named;
    if (!isAbsolute(path)) {
      return { problem: vscode.l10n.t("The setting shishin.server.path has to be an absolute path: {0}", named) };
    }
    return (await isExecutable(path))
      ? { path }
      : { problem: vscode.l10n.t("The setting shishin.server.path names a file that is no program: {0}", named) };
  }
  const bundled = vscode.Uri.joinPath(extension, "server", executable).fsPath;
  // A relative folder on the path would be one of the workspace, which may be anybody's.
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => isAbsolute(folder));
  for (const path of [bundled, ...folders.map((folder) => join(folder, executable))]) {
    if (await isExecutable(path)) {
      return { path };
    }
  }
  return { problem: vscode.l10n.t("The program shishin is neither in this extension nor on the path.") };
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
