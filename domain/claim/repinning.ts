import type { Instant, LocalDate } from '../calendar/date.ts';
import { canonicalJson } from '../canonical.ts';
import { cite, type Milestone, type ParamValue, type Resolved, type ResolvedParams } from '../rules/param.ts';
import type { ActMessage } from './protocol.ts';

/** A figure as one pin has it. */
export interface PinnedFigure {
  value: ParamValue;
  from: LocalDate;
  /** `文号 clause` */
  source: string;
}

/** Null: not in force, or not known there. */
export interface FigureChange {
  name: string;
  before: PinnedFigure | null;
  after: PinnedFigure | null;
}

/** What one person brings in a component, before and after. Fen. */
export interface LineChange {
  ref: string;
  component: string;
  fund: string;
  beforeFen: number;
  afterFen: number;
  paidFen: number;
}

/** What a re-pinning would do, as it is shown to who decides; when it would do something else by then, it is refused. Sums in fen. */
export interface RepinningPreview {
  /** The day whose figures are pinned. */
  on: LocalDate;
  figures: FigureChange[];
  /** While entitlements are not fixed. */
  estimate: { beforeFen: number | null; afterFen: number } | null;
  /** Persons whose amount becomes another one, and only those. */
  lines: LineChange[];
  totals: {
    beforeFen: number;
    afterFen: number;
    paidFen: number;
    payMoreFen: number;
    shrinkFen: number;
    recoverFen: number;
  };
  /** Persons who brought nothing and would now, but whose notice is over: unchanged. */
  unpublished: string[];
  /** End of the period that runs; a re-pinning may only put it later. */
  dueAt: { before: Instant | null; after: Instant | null };
}

export const repinningStatuses = ['proposed', 'approved', 'rejected'] as const;
export type RepinningStatus = (typeof repinningStatuses)[number];

/** Figures of a milestone that are not what was pinned. The same value from another source is a change: the trace names sources. */
export function changedFigures(before: ResolvedParams, after: ResolvedParams, milestone: Milestone): FigureChange[] {
  const bound = (figure: Resolved | undefined) => (figure?.bindsOn === milestone ? figure : undefined);
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names
    .map((name) => ({ name, before: shown(bound(before[name])), after: shown(bound(after[name])) }))
    .filter((one) => canonicalJson(one.before) !== canonicalJson(one.after));
}

function shown(figure: Resolved | undefined): PinnedFigure | null {
  return figure ? { value: figure.value, from: figure.from, source: cite(figure.source) } : null;
}

/** Nothing would become another: neither a figure nor a deadline. */
export const isEmpty = ({ figures, dueAt }: RepinningPreview) => figures.length === 0 && dueAt.before === dueAt.after;

/** Workflow type of a re-pinning of a claim that has closed; its id is `repinning/<jurisdiction>/<repinningId>`. */
export const repinningWorkflowType = 'repinning';

export const repinningWorkflowId = (jurisdiction: string, repinningId: string) =>
  `repinning/${jurisdiction}/${repinningId}`;

export interface RepinningInput {
  repinningId: string;
  claimId: string;
  jurisdiction: string;
  /** Business time = workflow time + this (0 in production). */
  clockOffsetMs: number;
}

/** The decision, as it reaches the activity. */
export interface RepinningMove extends Pick<RepinningInput, 'repinningId' | 'claimId'> {
  message: ActMessage;
  at: Instant;
}

export interface Repinned {
  repinningId: string;
  /** How many demands are to go out. */
  recoveries: number;
}
