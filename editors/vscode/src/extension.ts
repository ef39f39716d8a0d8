// Start reading here. The extension looks whether the workspace or an open document concerns
// Shishin, and starts the server when one does; until then it costs next to nothing.

import * as vscode from "vscode";
import { ActiveDocument } from "./active.js";
import { CoverageView } from "./coverage.js";
import { chooseGuideline } from "./guideline.js";
import { registerNavigation } from "./navigation.js";
import { hasConfiguration, speaksToShishin } from "./project.js";
import { Shishin } from "./shishin.js";
import { StatusItem } from "./status.js";

let shishin: Shishin | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const owner = new Shishin(context.extensionUri);
  shishin = owner;
  const active = new ActiveDocument(owner);
  const coverage = new CoverageView(owner, active, context.workspaceState);
  const command = (name: string, run: () => unknown) => vscode.commands.registerCommand(name, run);
  context.subscriptions.push(
    owner,
    active,
    coverage,
    new StatusItem(owner, active),
    registerNavigation(owner, coverage, active),
    command("shishin.start", () => owner.start()),
    command("shishin.chooseGuideline", () => chooseGuideline(owner, coverage)),
    command("shishin.restart", () => owner.restart()),
    command("shishin.showOutput", () => owner.output.show()),
    command("shishin.showCoverage", async () => {
      await owner.start();
      await vscode.commands.executeCommand("shishin.coverage.focus");
    }),
    command("shishin.openWalkthrough", () =>
      vscode.commands.executeCommand("workbench.action.openWalkthrough", `${context.extension.id}#firstSteps`, false),
    ),
    command("shishin.coverage.refresh", () => coverage.refresh()),
    command("shishin.coverage.showOpen", () => coverage.filter(true)),
    command("shishin.coverage.showAll", () => coverage.filter(false)),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("shishin.server.path") && owner.state !== "idle") {
        void owner.restart();
      }
    }),
    // Trust brings back a server path that the workspace's own settings name.
    vscode.workspace.onDidGrantWorkspaceTrust(() => {
      if (owner.state !== "idle") {
        void owner.restart();
      }
    }),
    vscode.workspace.onDidOpenTextDocument((document) => startFor(owner, document)),
    vscode.workspace.onDidSaveTextDocument((document) => startFor(owner, document)),
    vscode.workspace.onDidChangeWorkspaceFolders(() => startForWorkspace(owner)),
    watchConfiguration(owner),
  );
  vscode.workspace.textDocuments.forEach((document) => startFor(owner, document));
  void startForWorkspace(owner);
}

export async function deactivate(): Promise<void> {
  await shishin?.stop();
}

function startFor(owner: Shishin, document: vscode.TextDocument): void {
  if (owner.state === "idle" && speaksToShishin(document)) {
    void owner.start();
  }
}

async function startForWorkspace(owner: Shishin): Promise<void> {
  if (owner.state === "idle" && (await hasConfiguration())) {
    await owner.start();
  }
}

function watchConfiguration(owner: Shishin): vscode.Disposable {
  const watcher = vscode.workspace.createFileSystemWatcher("**/shishin.toml", false, true, true);
  watcher.onDidCreate(() => void owner.start());
  return watcher;
}
