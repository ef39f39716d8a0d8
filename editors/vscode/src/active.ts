// The document that is being worked on, and the project that it belongs to.

import * as vscode from "vscode";
import { isMarkdown } from "./project.js";
import { type DocumentState, requests } from "./protocol.js";
import type { Shishin } from "./shishin.js";

/** How long typing has to rest before the document's state is asked for, in milliseconds. */
const rest = 300;

export class ActiveDocument implements vscode.Disposable {
  private readonly stateChanged = new vscode.EventEmitter<DocumentState | undefined>();
  private readonly projectChanged = new vscode.EventEmitter<void>();
  /** The state of the document in the active editor; undefined if it is none of a project. */
  readonly onStateChanged = this.stateChanged.event;
  /** The last document of a project that was active is another one. */
  readonly onProjectChanged = this.projectChanged.event;
  private readonly disposables: vscode.Disposable[] = [this.stateChanged, this.projectChanged];
  private timer: NodeJS.Timeout | undefined;
  private last: vscode.Uri | undefined;
  private question = 0;

  constructor(private readonly shishin: Shishin) {
    this.disposables.push(
      vscode.window.onDidChangeActiveTextEditor(() => this.ask(0)),
      vscode.languages.onDidChangeDiagnostics(({ uris }) => {
        const active = vscode.window.activeTextEditor?.document.uri.toString();
        if (uris.some((uri) => uri.toString() === active)) {
          this.ask(rest);
        }
      }),
      shishin.onCoverageChanged(() => this.ask(rest)),
      shishin.onStateChanged(() => this.ask(0)),
    );
  }

  /** The document whose project the coverage is of, as the protocol wants it: null for the first project. */
  get projectUri(): string | null {
    return this.last?.toString() ?? null;
  }

  dispose(): void {
    clearTimeout(this.timer);
    vscode.Disposable.from(...this.disposables).dispose();
  }

  private ask(delay: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.answer(), delay);
  }

  private async answer(): Promise<void> {
    this.question += 1;
    const { question } = this;
    const document = vscode.window.activeTextEditor?.document;
    const uri = document !== undefined && isMarkdown(document) ? document.uri : undefined;
    const state =
      uri === undefined
        ? undefined
        : await this.shishin.session?.request<DocumentState>(requests.documentState, { uri: uri.toString() });
    if (question !== this.question) {
      return;
    }
    this.stateChanged.fire(state);
    if (state !== undefined && uri?.toString() !== this.last?.toString()) {
      this.last = uri;
      this.projectChanged.fire();
    }
  }
}
