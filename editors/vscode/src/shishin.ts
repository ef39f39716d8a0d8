// The one owner of the server's life in a window: whether it is wanted, runs, failed or cannot be
// found. Views ask it for answers and hear from it when to ask again.

import * as vscode from "vscode";
import { findProgram } from "./program.js";
import type { Session } from "./session.js";

/** `idle`: not wanted here. `absent`: the program was not found. `failed`: it does not stay alive. */
export type State = "idle" | "starting" | "running" | "failed" | "absent";

export class Shishin implements vscode.Disposable {
  readonly output = vscode.window.createOutputChannel("Shishin", { log: true });
  private readonly stateChanged = new vscode.EventEmitter<State>();
  private readonly coverageChanged = new vscode.EventEmitter<void>();
  /** The state is another one. */
  readonly onStateChanged = this.stateChanged.event;
  /** What the documents answer may be another; never while the server is not running. */
  readonly onCoverageChanged = this.coverageChanged.event;

  private current: State = "idle";
  private running: Session | undefined;
  /** Starts and stops happen one after the other. */
  private turn: Promise<void> = Promise.resolve();

  constructor(private readonly extension: vscode.Uri) {
    this.enter("idle");
  }

  get state(): State {
    return this.current;
  }

  /** The session, while the server runs. */
  get session(): Session | undefined {
    return this.current === "running" ? this.running : undefined;
  }

  /** Starts the server unless it was started before. */
  start(): Promise<void> {
    return this.inTurn(async () => {
      if (this.current === "idle") {
        await this.launch();
      }
    });
  }

  /** Ends the server, if it runs, and starts it anew; the settings are read again. */
  restart(): Promise<void> {
    return this.inTurn(async () => {
      await this.end();
      await this.launch();
    });
  }

  stop(): Promise<void> {
    return this.inTurn(() => this.end());
  }

  dispose(): void {
    this.stateChanged.dispose();
    this.coverageChanged.dispose();
    this.output.dispose();
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    this.turn = this.turn.then(work).catch((error: unknown) => this.output.error(String(error)));
    return this.turn;
  }

  private enter(state: State): void {
    this.current = state;
    void vscode.commands.executeCommand("setContext", "shishin.state", state);
    this.stateChanged.fire(state);
  }

  private async launch(): Promise<void> {
    this.enter("starting");
    const found = await findProgram(this.extension);
    if ("problem" in found) {
      this.enter("absent");
      this.output.error(found.problem);
      void this.explainAbsence(found.problem);
      return;
    }
    this.output.info(`${found.path} server`);
    const { Session } = await import("./session.js");
    const session = new Session(found.path, this.output, {
      running: () => this.enter("running"),
      stopped: () => this.enter(this.current === "failed" ? "failed" : "starting"),
      gaveUp: (message) => this.giveUp(message),
      coverageChanged: () => this.coverageChanged.fire(),
    });
    this.running = session;
    try {
      await session.start();
    } catch (error) {
      this.output.error(String(error));
      this.giveUp(vscode.l10n.t("The server of Shishin does not start: {0}", found.path));
    }
  }

  private async end(): Promise<void> {
    const session = this.running;
    this.running = undefined;
    await session?.stop();
    this.enter("idle");
  }

  private giveUp(message: string): void {
    if (this.current === "failed") {
      return;
    }
    this.enter("failed");
    this.output.error(message);
    const restart = vscode.l10n.t("Restart");
    const show = vscode.l10n.t("Show the Output");
    void vscode.window.showErrorMessage(message, restart, show).then((choice) => {
      if (choice === restart) {
        void this.restart();
      } else if (choice === show) {
        this.output.show();
      }
    });
  }

  private async explainAbsence(problem: string): Promise<void> {
    const choose = vscode.l10n.t("Choose the Program…");
    const settings = vscode.l10n.t("Open the Settings");
    const choice = await vscode.window.showErrorMessage(problem, choose, settings);
    if (choice === choose) {
      const [file] = (await vscode.window.showOpenDialog({ title: choose, openLabel: choose })) ?? [];
      if (file !== undefined) {
        await vscode.workspace
          .getConfiguration("shishin")
          .update("server.path", file.fsPath, vscode.ConfigurationTarget.Global);
      }
    } else if (choice === settings) {
      await vscode.commands.executeCommand("workbench.action.openSettings", "shishin.server.path");
    }
  }
}
