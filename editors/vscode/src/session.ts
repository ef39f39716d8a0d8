// One run of the server: the language client, its settings and its restarts after a crash.
// This file and the client library it brings in are loaded when a server is wanted, not before.

import * as vscode from "vscode";
import {
  CloseAction,
  DidChangeConfigurationNotification,
  ErrorAction,
  LanguageClient,
  type LanguageClientOptions,
  type Location,
  type Position,
  LSPErrorCodes,
  ResponseError,
  type ServerOptions,
  State,
  TransportKind,
} from "vscode-languageclient/node";
import * as protocol from "./protocol.js";
import { TraceChannel } from "./trace.js";

/** After so many crashes within so many milliseconds the server is left alone. */
const crashLimit = { count: 4, within: 3 * 60_000 };

/** Whether a request was dropped because of a newer edit or a newer request. */
function isOutdated(error: unknown): boolean {
  return (
    error instanceof ResponseError &&
    (error.code === LSPErrorCodes.ContentModified || error.code === LSPErrorCodes.RequestCancelled)
  );
}

/** What a session tells its owner. */
export interface SessionEvents {
  running(): void;
  stopped(): void;
  gaveUp(message: string): void;
  coverageChanged(): void;
}

export class Session {
  private readonly client: LanguageClient;
  private readonly disposables: vscode.Disposable[] = [];
  private readonly trace = new TraceChannel();
  private crashes: number[] = [];
  private ending = false;

  constructor(
    program: string,
    output: vscode.LogOutputChannel,
    private readonly events: SessionEvents,
  ) {
    const server: ServerOptions = { command: program, args: ["server"], transport: TransportKind.stdio };
    this.client = new LanguageClient("shishin", "Shishin", server, this.options(output, this.trace));
    this.client.registerFeature({
      fillClientCapabilities: (capabilities) => {
        capabilities.experimental = {
          ...(capabilities.experimental as object | undefined),
          shishin: { coverage: true, places: true, commands: [protocol.showAnswers] },
        };
      },
      initialize: () => {},
      getState: () => ({ kind: "static" }),
      clear: () => {},
    });
    this.disposables.push(
      this.client.onNotification(protocol.coverageChanged, () => events.coverageChanged()),
      this.client.onDidChangeState(({ newState }) => {
        if (newState === State.Running) {
          events.running();
        } else if (newState === State.Stopped && !this.ending) {
          events.stopped();
        }
      }),
    );
  }

  /** Resolves when the server runs; rejects with what went wrong. */
  async start(): Promise<void> {
    await this.client.start();
  }

  /** The answer to a request, or undefined where the server cannot give one. */
  async request<Result>(method: string, parameters: object): Promise<Result | undefined> {
    if (this.client.state !== State.Running) {
      return undefined;
    }
    try {
      return (await this.client.sendRequest<Result | null>(method, parameters)) ?? undefined;
    } catch (error) {
      // A document that was edited while it was looked at will be asked about again.
      if (!isOutdated(error)) {
        this.client.outputChannel.warn(`${method}: ${String(error)}`);
      }
      return undefined;
    }
  }

  location(location: Location): vscode.Location {
    return this.client.protocol2CodeConverter.asLocation(location);
  }

  /** The arguments of VS Code's own command for showing places beside a place. */
  places(uri: string, position: Position, locations: Location[]): [vscode.Uri, vscode.Position, vscode.Location[]] {
    const converter = this.client.protocol2CodeConverter;
    return [
      converter.asUri(uri),
      converter.asPosition(position),
      locations.map((location) => converter.asLocation(location)),
    ];
  }

  /** Applies the edit and gives the place of the skeleton. */
  async write({ edit, uri, range }: protocol.WrittenAnswer): Promise<vscode.Location | undefined> {
    const converter = this.client.protocol2CodeConverter;
    const applied = await vscode.workspace.applyEdit(await converter.asWorkspaceEdit(edit));
    return applied ? new vscode.Location(converter.asUri(uri), converter.asRange(range)) : undefined;
  }

  async stop(): Promise<void> {
    this.ending = true;
    vscode.Disposable.from(...this.disposables).dispose();
    // A server that hangs is ended by the client when this time is over.
    await this.client.dispose(2000).catch(() => {});
    // The farewell is traced too.
    this.trace.dispose();
  }

  private options(output: vscode.LogOutputChannel, trace: TraceChannel): LanguageClientOptions {
    return {
      documentSelector: [
        { scheme: "file", language: "markdown" },
        { scheme: "untitled", language: "markdown" },
        { scheme: "file", pattern: "**/shishin.toml" },
        { scheme: "file", pattern: "**/shishin.lock" },
      ],
      outputChannel: output,
      traceOutputChannel: trace,
      diagnosticCollectionName: "shishin",
      initializationOptions: settings(),
      synchronize: { configurationSection: "shishin" },
      markdown: { isTrusted: false, supportHtml: false },
      middleware: {
        workspace: {
          // The library would send the settings as VS Code keeps them.
          didChangeConfiguration: async () => {
            // A change of the server's path ends this session in the same turn; look after it.
            await new Promise((resolve) => setTimeout(resolve, 50));
            if (this.client.state === State.Running && !this.ending) {
              await this.client.sendNotification(DidChangeConfigurationNotification.type, {
                settings: { shishin: settings() },
              });
            }
          },
          configuration: async (parameters, token, next) => {
            const values = await next(parameters, token);
            return Array.isArray(values)
              ? values.map((value, index) =>
                  parameters.items[index]?.section === "shishin" ? settings() : (value as unknown),
                )
              : values;
          },
        },
      },
      initializationFailedHandler: () => false,
      errorHandler: {
        error: () => ({ action: ErrorAction.Continue }),
        closed: () => this.closed(),
      },
    };
  }

  private closed() {
    const now = Date.now();
    this.crashes = [...this.crashes.filter((time) => now - time < crashLimit.within), now];
    if (!this.ending && this.crashes.length <= crashLimit.count) {
      return { action: CloseAction.Restart, handled: true };
    }
    if (!this.ending) {
      this.events.gaveUp(
        vscode.l10n.t(
          "The server of Shishin ended {0} times within {1} minutes, so it is not started again.",
          this.crashes.length,
          crashLimit.within / 60_000,
        ),
      );
    }
    return { action: CloseAction.DoNotRestart, handled: true };
  }
}

/** The settings in the shape that the server expects. */
function settings(): object {
  const all = vscode.workspace.getConfiguration("shishin");
  const locale = all.get<string>("locale", "auto");
  const enable = (name: string) => ({ enable: all.get<boolean>(`${name}.enable`, true) });
  return {
    locale: locale === "auto" ? null : locale,
    codeLens: enable("codeLens"),
    inlayHints: enable("inlayHints"),
    documentSymbols: enable("documentSymbols"),
    semanticTokens: enable("semanticTokens"),
    diagnostics: { workspace: all.get<boolean>("diagnostics.workspace", true) },
  };
}
