// The item in the status bar: what is open in the document, and whether the server runs.

import * as vscode from "vscode";
import type { ActiveDocument } from "./active.js";
import type { DocumentState } from "./protocol.js";
import type { Shishin } from "./shishin.js";

export class StatusItem implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem("shishin.document", vscode.StatusBarAlignment.Left, 10);
  private readonly disposables: vscode.Disposable[] = [this.item];
  private document: DocumentState | undefined;

  constructor(
    private readonly shishin: Shishin,
    active: ActiveDocument,
  ) {
    this.item.name = "Shishin";
    this.disposables.push(
      shishin.onStateChanged(() => this.show()),
      active.onStateChanged((document) => {
        this.document = document;
        this.show();
      }),
    );
  }

  dispose(): void {
    vscode.Disposable.from(...this.disposables).dispose();
  }

  private show(): void {
    switch (this.shishin.state) {
      case "idle":
        this.item.hide();
        return;
      case "starting":
        this.set("$(loading~spin) Shishin", vscode.l10n.t("Shishin is starting"), "shishin.showOutput");
        return;
      case "absent":
        this.set("$(error) Shishin", vscode.l10n.t("The program shishin was not found. Click to try again."), "shishin.restart", true);
        return;
      case "failed":
        this.set("$(error) Shishin", vscode.l10n.t("The server of Shishin has stopped. Click to restart it."), "shishin.restart", true);
        return;
      case "running":
        this.showDocument();
    }
  }

  private showDocument(): void {
    if (this.document === undefined) {
      this.set("$(compass) Shishin", vscode.l10n.t("Show what the documents answer"), "shishin.showCoverage");
      return;
    }
    const { counts, findings } = this.document;
    const parts = [];
    if (counts.missing > 0) {
      parts.push(vscode.l10n.t("{0} missing", counts.missing));
    }
    if (counts.weak > 0) {
      parts.push(vscode.l10n.t("{0} weak", counts.weak));
    }
    const open = findings.error + findings.warning;
    const text =
      parts.length > 0
        ? `$(compass) ${parts.join(" · ")}`
        : open > 0
          ? `$(compass) ${vscode.l10n.t("{0} findings", open)}`
          : `$(pass) ${vscode.l10n.t("{0} answers", counts.answers)}`;
    const tooltip = new vscode.MarkdownString(
      [
        vscode.l10n.t("This document answers {0} clauses: weak {1}, missing {2}.", counts.answers, counts.weak, counts.missing),
        vscode.l10n.t("Errors {0}, warnings {1}, information {2}, hints {3}", findings.error, findings.warning, findings.information, findings.hint),
        vscode.l10n.t("Click to show what the documents answer."),
      ].join("\n\n"),
    );
    this.set(text, tooltip, "shishin.showCoverage");
  }

  private set(text: string, tooltip: string | vscode.MarkdownString, command: string, alarming = false): void {
    this.item.text = text;
    this.item.tooltip = tooltip;
    this.item.command = command;
    this.item.backgroundColor = alarming ? new vscode.ThemeColor("statusBarItem.errorBackground") : undefined;
    this.item.show();
  }
}
