// Going to clauses and to statements, and writing the answer to a clause.

import * as vscode from "vscode";
import type { Location, Position } from "vscode-languageserver-protocol";
import type { ActiveDocument } from "./active.js";
import type { CoverageView, Row } from "./coverage.js";
import {
  type Answers,
  type ClauseNode,
  requests,
  type ShowAnswersArguments,
  showAnswers,
  type WrittenAnswer,
} from "./protocol.js";
import type { Shishin } from "./shishin.js";

export function registerNavigation(shishin: Shishin, coverage: CoverageView, active: ActiveDocument): vscode.Disposable {
  const clauseOf = (row: Row | undefined) => (row?.kind === "clause" ? row.clause : undefined);
  return vscode.Disposable.from(
    vscode.commands.registerCommand("shishin.openClause", (row?: Row) => openClause(shishin, clauseOf(row))),
    vscode.commands.registerCommand("shishin.peekClause", (row?: Row) => peekClause(shishin, clauseOf(row))),
    vscode.commands.registerCommand("shishin.writeAnswer", async (row?: Row) => {
      const clause = clauseOf(row) ?? (await chooseMissing(coverage));
      if (clause !== undefined) {
        await writeAnswer(shishin, active, clause);
      }
    }),
    vscode.commands.registerCommand(showAnswers, async (...[uri, position]: ShowAnswersArguments) => {
      const places = await shishin.session?.request<Location[]>(requests.places, { uri, position });
      await showPlaces(shishin, uri, position, places ?? []);
    }),
    vscode.commands.registerCommand("shishin.showAllAnswers", async (clause: ClauseNode) => {
      if (clause.location !== null) {
        await openClause(shishin, clause);
        const { uri, range } = clause.location;
        await showPlaces(shishin, uri, range.start, await allAnswers(shishin, active, clause));
      }
    }),
  );
}

async function showPlaces(shishin: Shishin, uri: string, position: Position, places: Location[]): Promise<void> {
  const converted = shishin.session?.places(uri, position, places);
  if (converted !== undefined) {
    await vscode.commands.executeCommand("editor.action.showReferences", ...converted);
  }
}

/** Where all statements stand that answer a clause; the server tells them in parts. */
async function allAnswers(shishin: Shishin, active: ActiveDocument, clause: ClauseNode): Promise<Location[]> {
  const places: Location[] = [];
  for (;;) {
    const part = await shishin.session?.request<Answers>(requests.answers, {
      guideline: clause.guideline,
      clause: clause.clause,
      uri: active.projectUri,
      start: places.length,
    });
    places.push(...(part?.answers ?? []).map(({ location }) => location));
    if (part === undefined || part.answers.length === 0 || places.length >= part.answered) {
      return places;
    }
  }
}

/** Opens the guideline's file at the clause. */
async function openClause(shishin: Shishin, clause: ClauseNode | undefined): Promise<void> {
  const location = clause?.location && shishin.session?.location(clause.location);
  if (location) {
    const selection = new vscode.Range(location.range.start, location.range.start);
    await vscode.window.showTextDocument(location.uri, { selection, preview: true, preserveFocus: true });
  }
}

/** Shows the clause within the editor; without a clause, the one that the cursor stands on. */
async function peekClause(shishin: Shishin, clause: ClauseNode | undefined): Promise<void> {
  if (clause === undefined) {
    await vscode.commands.executeCommand("editor.action.peekDefinition");
    return;
  }
  const location = clause.location && shishin.session?.location(clause.location);
  const editor = vscode.window.activeTextEditor ?? vscode.window.visibleTextEditors[0];
  if (!location) {
    return;
  }
  if (editor === undefined) {
    await openClause(shishin, clause);
    return;
  }
  await vscode.window.showTextDocument(editor.document, editor.viewColumn);
  await vscode.commands.executeCommand(
    "editor.action.peekLocations",
    editor.document.uri,
    editor.selection.active,
    [location],
    "peek",
  );
}

async function writeAnswer(shishin: Shishin, active: ActiveDocument, clause: ClauseNode): Promise<void> {
  const written = await shishin.session?.request<WrittenAnswer>(requests.writeAnswer, {
    guideline: clause.guideline,
    clause: clause.clause,
    uri: active.projectUri,
  });
  const place = written && (await shishin.session?.write(written));
  if (place === undefined) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t("There is no document yet in which the answer to {0} could be written.", clause.label ?? clause.title),
    );
    return;
  }
  const editor = await vscode.window.showTextDocument(place.uri, { preview: false, selection: place.range });
  editor.revealRange(place.range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

async function chooseMissing(coverage: CoverageView): Promise<ClauseNode | undefined> {
  const clauses = coverage.missing();
  if (clauses.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t("No clause is without an answer."));
    return undefined;
  }
  const items = clauses.map((clause) => ({ label: clause.label ?? clause.title, description: clause.label === null ? "" : clause.title, clause }));
  const title = vscode.l10n.t("Write the answer to which clause?");
  return (await vscode.window.showQuickPick(items, { title, matchOnDescription: true }))?.clause;
}
