/**
 * How a reference architecture is drawn: `architecture-models/drawings/*.yaml`, validated by `schemas/drawing.schema.json`.
 * Lengths are pixels of a picture that is `WIDTH` wide; the upper left corner is (0, 0).
 */

/** As wide as a README is shown: text keeps its size. */
export const WIDTH = 830;

/** Left, top, width, height. */
export type Box = [number, number, number, number];
export type Point = [number, number];

/** A layer, column or zone, with what it encloses. */
export interface Region {
  /** Of the model's layer. */
  id: string;
  at: Box;
  /** Letter by which the source knows it. */
  letter?: string;
  /** Width of a column at the left in which its name stands; above what it encloses without one. */
  side?: number;
}

/** A task of people or of a pipeline: relations end at it, and it has no verdict of its own. */
export interface Step {
  id: string;
  at: Box;
  text: string;
}

/** `band` has one line, `row` and `chip` have two; a `chip` names no technology. */
export type Look = 'box' | 'store' | 'chip' | 'band' | 'row' | 'document';

/** Where an element stands. */
export interface Place {
  id: string;
  at: Box;
  look?: Look;
  /** Element in whose box it stands. */
  inside?: string;
  /** The source draws it more than once; this is not its first place. */
  again?: boolean;
  /** By which the source knows it. */
  number?: string;
  /** Instead of the element's name, where there is no room for it. */
  name?: string;
}

/** How a relation runs: lines at right angles, from border to border; without `paths` its ends stand side by side. */
export interface Route {
  /** Of a relation, or of a rule of layers. */
  id: string;
  /** As the model has them: where an own model has changed them, the line is another's. */
  from: string;
  to: string;
  paths?: Point[][];
  /** Middle of the label that shows its number. */
  label?: Point;
  /** What the label shows, where the id is too long. */
  mark?: string;
}

/** One picture; a model may have several, as its source may have several figures. */
export interface DrawingPart {
  id: string;
  title: string;
  height: number;
  regions: Region[];
  steps: Step[];
  elements: Place[];
  relations: Route[];
}

export interface Drawing {
  /** Of the model. */
  id: string;
  /** Figures of the source. */
  source: string;
  /** What of the arrangement is the source's, and what is ours. */
  arrangement: { sourced: string; ours: string };
  parts: DrawingPart[];
  /** Relations that no line shows. */
  notDrawn: { relations: string[]; because: string }[];
}
