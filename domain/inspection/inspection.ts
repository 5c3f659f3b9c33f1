import type { Instant } from '../calendar/instant.ts';

// What travels between API, workflows and activities of random inspection (双随机一公开): ids, codes and instants. What people hand in stays in
// PostgreSQL under `dossierId`.

/** Workflow type of a draw; the Schedule makes its id of the plan's and the time: `inspection-draw/<jurisdiction>-<time>`. */
export const inspectionDrawWorkflowType = 'inspectionDraw';
export const inspectionDrawScheduleId = (jurisdiction: string) => `inspection-draw/${jurisdiction}`;
export const inspectionDrawId = (jurisdiction: string, period: string) => `${jurisdiction}.${period}`;

export interface InspectionDrawInput {
  jurisdiction: string;
}

/** `not-held`: nobody could be inspected, or nobody was there to inspect. */
export const drawStatuses = ['frozen', 'drawn', 'not-held'] as const;
export type DrawStatus = (typeof drawStatuses)[number];

/** Where a draw stands. */
export interface DrawStanding {
  status: 'freezing' | DrawStatus;
  drawId: string | null;
  objects: number;
  inspectors: number;
  sha256: string | null;
  /** When the seed is drawn. */
  seedDueAt: Instant | null;
  drawn: number;
  /** Business time = workflow time + this. */
  clockOffsetMs: number;
}

/** Workflow type of an inspection; its id is `inspection/<jurisdiction>/<inspectionId>`. */
export const inspectionWorkflowType = 'inspection';

export function inspectionWorkflowId(jurisdiction: string, inspectionId: string): string {
  return `inspection/${jurisdiction}/${inspectionId}`;
}

/** What an inspection waits for: the visit's record, the finding, the claimant's statement (陈述申辩), the result. */
export const inspectionStages = ['visit', 'finding', 'hearing', 'result', 'closed'] as const;
export type InspectionStage = (typeof inspectionStages)[number];

/** The acts of people on an inspection, by the names of their Updates. */
export const inspectionActs = ['visit-record', 'finding', 'statement', 'result', 'reassignment'] as const;
export type InspectionAct = (typeof inspectionActs)[number];

export const inspectionFindings = ['none', 'irregularity', 'suspected-fraud'] as const;
export type InspectionFinding = (typeof inspectionFindings)[number];

export const inspectionOutcomes = ['clean', 'to-be-corrected', 'fraud'] as const;
export type InspectionOutcome = (typeof inspectionOutcomes)[number];

/** Kinds of grounds that say that nothing was wrong, and those that say what was; any other speaks for both. */
const soundGrounds = ['in-order'];
const faultGrounds = ['never-trained', 'hours-inflated', 'roster-untrue', 'evidence-untrue', 'records-incomplete'];

/** Whether a ground says the opposite of what it is given for. */
export const isOpposed = (said: InspectionFinding | InspectionOutcome, reasonCode: string): boolean =>
  (said === 'none' || said === 'clean' ? faultGrounds : soundGrounds).includes(reasonCode);

/** The outcomes that a finding can lead to: the claimant was heard on nothing worse. */
export const outcomesOf: Readonly<Record<InspectionFinding, readonly InspectionOutcome[]>> = {
  none: ['clean'],
  irregularity: ['clean', 'to-be-corrected'],
  'suspected-fraud': ['clean', 'to-be-corrected', 'fraud'],
};

/** Staff numbers of who inspects now: as drawn, each who fell away replaced by who came. */
export function inspectingNow(
  drawn: readonly string[],
  reassignments: readonly { left: string; joined: string }[],
): string[] {
  return reassignments.reduce((now, { left, joined }) => now.map((one) => (one === left ? joined : one)), [...drawn]);
}

export interface InspectionInput {
  inspectionId: string;
  claimId: string;
  jurisdiction: string;
  /** Business time = workflow time + this (0 in production). */
  clockOffsetMs: number;
}

/** An act as it reaches the workflow. What counts is what was handed in; the decision stands here for who reads the history. */
export interface InspectionMessage {
  /** Account of the acting person. */
  by: string;
  decision?: string;
  dossierId?: string;
  /** Of a signal that means nothing here: its name. */
  reasonCode?: string;
}

/** One act on an inspection: what an activity writes in one transaction, once per `n`. */
export interface InspectionMove {
  inspectionId: string;
  n: number;
  at: Instant;
  /** Null when the clock moves the inspection. */
  message: InspectionMessage | null;
  /** The name under which the act reached the workflow. */
  turn?: string;
}

/** Where an inspection stands. */
export interface InspectionStanding {
  stage: InspectionStage;
  closed: boolean;
  /** Until when what it waits for is due; null: not computable yet, or closed. */
  dueAt: Instant | null;
  /** A period runs, but its end lies in a year whose calendar is not published yet. */
  duePending: boolean;
  overdue: boolean;
  finding: InspectionFinding | null;
  outcome: InspectionOutcome | null;
  /** Staff numbers. */
  inspectors: string[];
}
