// Says whether a workspace or a document concerns Shishin at all. Everywhere else the extension
// starts no server and shows nothing.

import * as vscode from "vscode";

/** The longest front matter that is looked at, in lines. */
const longestFrontMatter = 100;

/** Whether the workspace has a configuration of Shishin. */
export async function hasConfiguration(): Promise<boolean> {
  const found = await vscode.workspace.findFiles("**/shishin.toml", "**/{node_modules,target,.git}/**", 1);
  return found.length > 0;
}

/** Whether a document's front matter has the key `shishin`. */
export function speaksToShishin(document: vscode.TextDocument): boolean {
  if (!isMarkdown(document) || document.lineCount < 2 || !/^---\s*$/.test(document.lineAt(0).text)) {
    return false;
  }
  for (let line = 1; line < Math.min(document.lineCount, longestFrontMatter); line += 1) {
    const { text } = document.lineAt(line);
    if (/^(---|\.\.\.)\s*$/.test(text)) {
      return false;
    }
    if (/^shishin\s*:/.test(text)) {
      return true;
    }
  }
  return false;
}

/** Whether the server may have anything to say about a document. */
export function isMarkdown(document: vscode.TextDocument): boolean {
  return document.languageId === "markdown" && ["file", "untitled"].includes(document.uri.scheme);
}
