// The channel that shows the messages between editor and server. The client library traces when
// the channel's log level says so, which a user would have to find; here the setting
// `shishin.trace.server` says it.

import * as vscode from "vscode";

export class TraceChannel implements vscode.LogOutputChannel {
  readonly name = "Shishin (LSP)";
  private channel: vscode.OutputChannel | undefined;
  private readonly changed = new vscode.EventEmitter<vscode.LogLevel>();
  private readonly listening: vscode.Disposable;
  readonly onDidChangeLogLevel = this.changed.event;

  constructor() {
    this.listening = vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("shishin.trace.server")) {
        this.changed.fire(this.logLevel);
      }
    });
  }

  get logLevel(): vscode.LogLevel {
    const setting = vscode.workspace.getConfiguration("shishin").get<string>("trace.server", "off");
    return setting === "off" ? vscode.LogLevel.Off : vscode.LogLevel.Trace;
  }

  trace(message: string): void {
    this.appendLine(message);
  }
  debug(message: string): void {
    this.appendLine(message);
  }
  info(message: string): void {
    this.appendLine(message);
  }
  warn(message: string): void {
    this.appendLine(message);
  }
  error(error: string | Error): void {
    this.appendLine(String(error));
  }
  append(value: string): void {
    this.opened().append(value);
  }
  appendLine(value: string): void {
    this.opened().appendLine(`${new Date().toISOString()} ${value}`);
  }
  replace(value: string): void {
    this.opened().replace(value);
  }
  clear(): void {
    this.channel?.clear();
  }
  show(): void {
    this.opened().show(true);
  }
  hide(): void {
    this.channel?.hide();
  }
  dispose(): void {
    this.listening.dispose();
    this.changed.dispose();
    this.channel?.dispose();
  }

  private opened(): vscode.OutputChannel {
    this.channel ??= vscode.window.createOutputChannel(this.name);
    return this.channel;
  }
}
