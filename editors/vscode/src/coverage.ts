// The view in the side bar: guidelines, their chapters and clauses with their states, and the
// statements that answer them.

import * as vscode from "vscode";
import type { Answer, ClauseNode, ClauseState, ClauseText, Counts, Coverage, Guideline, KnownGuideline } from "./protocol.js";
import { requests } from "./protocol.js";
import { type ActiveDocument } from "./active.js";
import type { Shishin } from "./shishin.js";

/** A row of the view. */
export type Row =
  | { kind: "guideline"; guideline: Guideline; parent: undefined }
  | { kind: "clause"; clause: ClauseNode; parent: Row }
  | { kind: "answer"; answer: Answer; parent: Row }
  | { kind: "more"; clause: ClauseNode; parent: Row };

/** Where the filter is remembered. */
const filterKey = "shishin.coverage.openOnly";

export class CoverageView implements vscode.TreeDataProvider<Row>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<Row | undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly view: vscode.TreeView<Row>;
  private readonly disposables: vscode.Disposable[] = [this.changed];
  private coverage: Coverage | undefined;
  private openOnly: boolean;
  /** Counts the loads, so that an answer that comes late is known as such. */
  private load = 0;

  constructor(
    private readonly shishin: Shishin,
    private readonly active: ActiveDocument,
    private readonly memory: vscode.Memento,
  ) {
    this.openOnly = memory.get(filterKey, false);
    this.view = vscode.window.createTreeView("shishin.coverage", { treeDataProvider: this, showCollapseAll: true });
    this.disposables.push(
      this.view,
      shishin.onStateChanged(() => void this.refresh()),
      shishin.onCoverageChanged(() => void this.refresh()),
      active.onProjectChanged(() => void this.refresh()),
    );
    this.tellContext();
  }

  /** Asks the server anew and shows the answer. */
  async refresh(): Promise<void> {
    this.load += 1;
    const { load } = this;
    const coverage = await this.shishin.session?.request<Coverage>(requests.coverage, { uri: this.active.projectUri });
    if (load !== this.load) {
      return;
    }
    // A row that is drawn again while it is clicked is none for the command that the click was for.
    const isShown = JSON.stringify(coverage) === JSON.stringify(this.coverage);
    this.coverage = coverage;
    this.tellContext();
    this.tellBadge();
    if (!isShown) {
      this.changed.fire(undefined);
    }
  }

  /** Shows only what is missing or weak, or everything. */
  async filter(openOnly: boolean): Promise<void> {
    this.openOnly = openOnly;
    this.tellContext();
    this.changed.fire(undefined);
    await this.memory.update(filterKey, openOnly);
  }

  /** All guidelines that the project could name. */
  async known(): Promise<KnownGuideline[]> {
    const coverage = await this.shishin.session?.request<Coverage>(requests.coverage, { uri: this.active.projectUri });
    return coverage?.known ?? [];
  }

  /** The clauses that nothing answers, in the guidelines' order. */
  missing(): ClauseNode[] {
    const found: ClauseNode[] = [];
    const visit = (node: ClauseNode): void => {
      if (node.state === "missing") {
        found.push(node);
      }
      node.children.forEach(visit);
    };
    this.coverage?.guidelines.forEach((guideline) => guideline.chapters.forEach(visit));
    return found;
  }

  getChildren(row?: Row): Row[] {
    if (row === undefined) {
      return (this.coverage?.guidelines ?? [])
        .filter(({ counts }) => this.isShown(counts))
        .map((guideline) => ({ kind: "guideline", guideline, parent: undefined }));
    }
    if (row.kind === "answer" || row.kind === "more") {
      return [];
    }
    const clauses = row.kind === "guideline" ? row.guideline.chapters : row.clause.children;
    const answers = row.kind === "guideline" ? [] : row.clause.answers;
    return [
      ...answers.map((answer): Row => ({ kind: "answer", answer, parent: row })),
      ...(row.kind === "clause" && row.clause.answered > answers.length
        ? [{ kind: "more", clause: row.clause, parent: row } as const]
        : []),
      ...clauses
        .filter(({ counts, state }) => this.isShown(counts, state))
        .map((clause): Row => ({ kind: "clause", clause, parent: row })),
    ];
  }

  getParent(row: Row): Row | undefined {
    return row.parent;
  }

  getTreeItem(row: Row): vscode.TreeItem {
    switch (row.kind) {
      case "guideline":
        return this.guidelineItem(row.guideline);
      case "clause":
        return this.clauseItem(row.clause);
      case "answer":
        return this.answerItem(row.answer);
      case "more":
        return this.moreItem(row.clause);
    }
  }

  async resolveTreeItem(item: vscode.TreeItem, row: Row): Promise<vscode.TreeItem> {
    if (row.kind === "clause") {
      const { guideline, clause } = row.clause;
      const parameters = { guideline, clause, uri: this.active.projectUri };
      const text = await this.shishin.session?.request<ClauseText>(requests.clause, parameters);
      if (text !== undefined) {
        item.tooltip = new vscode.MarkdownString(text.markdown);
      }
    }
    return item;
  }

  dispose(): void {
    vscode.Disposable.from(...this.disposables).dispose();
  }

  private isShown(counts: Counts, state: ClauseState | null = null): boolean {
    return !this.openOnly || counts.weak + counts.missing > 0 || state === "weak" || state === "missing";
  }

  private tellContext(): void {
    const guidelines = (this.coverage?.guidelines ?? []);
    const filtered = guidelines.length > 0 && !guidelines.some(({ counts }) => this.isShown(counts));
    const empty = this.coverage === undefined ? "no" : guidelines.length === 0 ? "nothing" : filtered ? "filtered" : "no";
    void vscode.commands.executeCommand("setContext", "shishin.openOnly", this.openOnly);
    void vscode.commands.executeCommand("setContext", "shishin.empty", empty);
  }

  private tellBadge(): void {
    const missing = (this.coverage?.guidelines ?? []).reduce((sum, { counts }) => sum + counts.missing, 0);
    this.view.badge =
      missing === 0 ? undefined : { value: missing, tooltip: vscode.l10n.t("{0} clauses without an answer", missing) };
  }

  private guidelineItem(guideline: Guideline): vscode.TreeItem {
    const { counts } = guideline;
    const item = new vscode.TreeItem(
      // The ratio first: what stands behind a name as long as a ministry's is cut off.
      `${ratio(counts)} ${guideline.name}`,
      vscode.TreeItemCollapsibleState.Expanded,
    );
    item.id = guideline.id;
    item.contextValue = "guideline";
    item.iconPath = new vscode.ThemeIcon("book");
    const lines = [`**${escape(guideline.title)}** ${escape(guideline.edition ?? "")}`, inWords(counts)];
    if (guideline.partial) {
      lines.push(vscode.l10n.t("The catalogue is partial: the guideline has clauses beyond it."));
    }
    if (guideline.note !== null) {
      lines.push(escape(guideline.note));
    }
    item.tooltip = new vscode.MarkdownString(lines.join("\n\n"));
    return item;
  }

  private clauseItem(clause: ClauseNode): vscode.TreeItem {
    const opens = clause.children.length + clause.answers.length > 0;
    const isChapter = clause.children.length > 0;
    const name = [clause.label, clause.title].filter(Boolean).join("  ");
    const item = new vscode.TreeItem(
      isChapter ? (clause.label ?? clause.title) : name,
      opens ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.None,
    );
    const state = isChapter ? (worst(clause.counts) ?? clause.state ?? undefined) : (clause.state ?? undefined);
    item.id = `${clause.guideline}/${clause.clause}`;
    item.contextValue = `clause:${clause.state ?? "chapter"}`;
    item.iconPath = icon(state);
    if (isChapter) {
      item.description = [ratio(clause.counts), clause.label === null ? "" : clause.title].join("  ").trim();
    }
    if (clause.location !== null && clause.state !== null) {
      item.command = { command: "shishin.openClause", title: "", arguments: [{ kind: "clause", clause }] };
    }
    const words = isChapter ? inWords(clause.counts) : state === undefined ? "" : stateInWords(state);
    item.accessibilityInformation = { label: `${name} ${words}` };
    return item;
  }

  /** Stands for the statements that are not listed. */
  private moreItem(clause: ClauseNode): vscode.TreeItem {
    const item = new vscode.TreeItem(vscode.l10n.t("… {0} more", clause.answered - clause.answers.length));
    item.contextValue = "more";
    item.command = { command: "shishin.showAllAnswers", title: "", arguments: [clause] };
    return item;
  }

  private answerItem(answer: Answer): vscode.TreeItem {
    const location = this.shishin.session?.location(answer.location);
    const item = new vscode.TreeItem(answer.text);
    const states = { covered: "covered", weak: "weak", excluded: "excluded", open: "missing" } as const;
    item.iconPath = new vscode.ThemeIcon("quote", color(states[answer.state]));
    item.contextValue = "answer";
    if (location !== undefined) {
      item.description = `${vscode.workspace.asRelativePath(location.uri)}:${location.range.start.line + 1}`;
      item.tooltip = new vscode.MarkdownString(`${escape(answer.text)}\n\n${escape(item.description)}`);
      item.command = {
        command: "vscode.open",
        title: "",
        arguments: [location.uri, { selection: location.range, preserveFocus: true }],
      };
    }
    return item;
  }
}

const icons: Record<ClauseState, string> = {
  covered: "pass-filled",
  weak: "warning",
  missing: "circle-large-outline",
  excluded: "circle-slash",
};

const colors: Record<ClauseState, string> = {
  covered: "testing.iconPassed",
  weak: "problemsWarningIcon.foreground",
  missing: "problemsErrorIcon.foreground",
  excluded: "disabledForeground",
};

function color(state: ClauseState): vscode.ThemeColor {
  return new vscode.ThemeColor(colors[state]);
}

function icon(state: ClauseState | undefined): vscode.ThemeIcon {
  return state === undefined ? new vscode.ThemeIcon("dash") : new vscode.ThemeIcon(icons[state], color(state));
}

/** What a chapter shows: the worst of its clauses. */
function worst(counts: Counts): ClauseState | undefined {
  return (["missing", "weak", "covered", "excluded"] as const).find((state) => counts[state] > 0);
}

/** Of so many clauses so many are answered, or are said not to apply. */
function ratio({ covered, weak, missing, excluded }: Counts): string {
  return `${covered + excluded}/${covered + weak + missing + excluded}`;
}

function stateInWords(state: ClauseState): string {
  switch (state) {
    case "covered":
      return vscode.l10n.t("answered");
    case "weak":
      return vscode.l10n.t("answered, but weakly");
    case "missing":
      return vscode.l10n.t("no answer");
    case "excluded":
      return vscode.l10n.t("not applicable");
  }
}

function inWords({ covered, weak, missing, excluded }: Counts): string {
  return vscode.l10n.t("Answered {0}, weak {1}, missing {2}, not applicable {3}", covered, weak, missing, excluded);
}

/** A text of a document or guideline as plain text in a tooltip. */
function escape(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!|<>~$]/g, "\\$&");
}
