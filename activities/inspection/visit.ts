import { findDraw } from '../../db/inspection/draws.ts';
import { inspectorsById } from '../../db/inspection/inspectors.ts';
import { localDateOf } from '../../domain/calendar/date.ts';
import { inspectorsByLot, type Population } from '../../domain/inspection/draw.ts';
import type { InspectionFinding } from '../../domain/inspection/inspection.ts';
import { Problem } from '../../domain/problem.ts';
import { demandStage, handedIn, type InspectionContext, isInspectorOf } from './act.ts';
import { enter } from './due.ts';
import { tell } from './mails.ts';
import { sha256 } from './sha256.ts';

// What inspectors do. Only whom the lot has named: everybody else is refused.

export interface VisitForm {
  visitedOn: string;
  place: string;
  met: string;
  observations: string;
  materials: { kind: string; fileId: string }[];
}

export async function recordVisit(c: InspectionContext): Promise<Record<string, unknown>> {
  await demandInspector(c);
  demandStage(c.inspection, 'visit');
  const { visitedOn, materials } = await handedIn<VisitForm>(c, 'visit-record');
  if (visitedOn > localDateOf(c.at)) throw new Problem('date-in-future', { date: visitedOn });
  const drawnOn = localDateOf(c.inspection.opened_at);
  if (visitedOn < drawnOn) throw new Problem('visit-before-draw', { date: visitedOn, drawnOn });
  enter(c, 'finding', c.inspection.opened_at);
  return { visitedOn, attachments: materials.length };
}

export interface FindingForm {
  finding: InspectionFinding;
  reasonCode: string;
  refs: string[] | null;
  reason: string;
}

/** Nothing found: a supervisor confirms it. Otherwise the claimant is heard first (陈述申辩). */
export async function recordFinding(c: InspectionContext): Promise<Record<string, unknown>> {
  await demandInspector(c);
  const { inspection, move } = c;
  demandStage(inspection, 'finding');
  const { finding, reasonCode, refs } = await handedIn<FindingForm>(c, 'finding');
  Object.assign(inspection, { finding, finding_code: reasonCode, refs, found_by: move.message?.by ?? '' });
  enter(c, finding === 'none' ? 'result' : 'hearing');
  if (finding === 'none') await tell(c, 'recordFinding', 'supervisor');
  else await tell(c, 'hearFinding', 'claimant');
  return { finding, reasonCode, dueAt: inspection.due_at };
}

/** Somebody who inspects falls away, and the next by the same lot takes their place: nobody chooses who. */
export async function reassignInspector(c: InspectionContext): Promise<Record<string, unknown>> {
  const { tx, inspection, at } = c;
  demandStage(inspection, 'visit', 'finding');
  const { staffNumber, reasonCode } = await handedIn<{ staffNumber: string; reasonCode: string }>(c, 'reassignment');
  const present = await inspectorsById(tx, inspection.inspector_ids);
  const left = present.find((one) => one.staff_number === staffNumber);
  if (!left) throw new Problem('inspector-not-assigned', { staffNumber });
  const draw = (await findDraw(tx, inspection.draw_id))!;
  const lots = inspectorsByLot(JSON.parse(draw.frozen) as Population, draw.seed!, inspection.ref, sha256);
  const taken = [...inspection.drawn, ...inspection.reassignments.map(({ joined }) => joined)];
  const joined = lots.find((number) => !taken.includes(number));
  if (joined === undefined) throw new Problem('inspectors-exhausted', { staffNumber });
  inspection.inspector_ids = inspection.inspector_ids.map((id) => (id === left.id ? draw.pool[joined]! : id));
  const change = { left: staffNumber, joined, reasonCode };
  inspection.reassignments = [...inspection.reassignments, { ...change, at }];
  await tell(c, 'reassignInspector', 'inspector', 'supervisor');
  return change;
}

async function demandInspector({ tx, inspection, move }: InspectionContext): Promise<void> {
  if (!(await isInspectorOf(tx, inspection, move.message?.by ?? ''))) throw new Problem('not-drawn-inspector');
}
