// What the server speaks beyond the Language Server Protocol; docs/protocol.md describes it.

import type { Location, Position, Range, WorkspaceEdit } from "vscode-languageserver-protocol";

/** How well a clause is answered. */
export type ClauseState = "covered" | "weak" | "missing" | "excluded";

/** How many clauses are in each state. */
export type Counts = Record<ClauseState, number>;

/** A statement of a document that answers a clause. */
export interface Answer {
  location: Location;
  /** Its first words. */
  text: string;
  state: "covered" | "weak" | "excluded" | "open";
}

/** A clause or a chapter that has a state or holds clauses that have one. */
export interface ClauseNode {
  guideline: string;
  /** The guideline's stable id of the clause. */
  clause: string;
  /** The number, as people write it. */
  label: string | null;
  title: string;
  state: ClauseState | null;
  counts: Counts;
  /** Where the guideline's file says it. */
  location: Location | null;
  /** Some of those that answer it itself. */
  answers: Answer[];
  /** How many answer it itself. */
  answered: number;
  children: ClauseNode[];
}

/** A guideline that a project answers, whole or in part. */
export interface Guideline {
  id: string;
  /** What it is called where there is little room, the edition included. */
  name: string;
  title: string;
  edition: string | null;
  /** The catalogue does not hold all the guideline's clauses. */
  partial: boolean;
  note: string | null;
  declared: boolean;
  counts: Counts;
  chapters: ClauseNode[];
}

/** The answer to `shishin/coverage`. */
export interface Coverage {
  /** Those that the documents have to do with. */
  guidelines: Guideline[];
  /** All that the project could name in its configuration. */
  known: KnownGuideline[];
}

/** A guideline at hand. */
export type KnownGuideline = Pick<Guideline, "id" | "title" | "edition" | "partial" | "note">;

/** The answer to `shishin/answers`: a part of those that answer a clause itself, and how many there are. */
export interface Answers {
  answers: Answer[];
  answered: number;
}

/** The answer to `shishin/clause`. */
export interface ClauseText {
  title: string;
  markdown: string;
  location: Location | null;
}

/** The answer to `shishin/writeAnswer`: an edit, and where the skeleton begins after it. */
export interface WrittenAnswer {
  edit: WorkspaceEdit;
  uri: string;
  range: Range;
}

/** The answer to `shishin/documentState`. */
export interface DocumentState {
  counts: { answers: number; weak: number; missing: number };
  findings: { error: number; warning: number; information: number; hint: number };
}

/** The arguments of the command `shishin.showAnswers`, which code lenses run. The places are asked for by them. */
export type ShowAnswersArguments = [uri: string, position: Position];

export const requests = {
  coverage: "shishin/coverage",
  answers: "shishin/answers",
  places: "shishin/places",
  clause: "shishin/clause",
  writeAnswer: "shishin/writeAnswer",
  documentState: "shishin/documentState",
} as const;

/** Coverage may have changed; it is to be asked for again where it is shown. */
export const coverageChanged = "shishin/coverageChanged";

/** A command that the server puts into code lenses if the client says that it has it. */
export const showAnswers = "shishin.showAnswers";
