import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { findDraw } from '../../../db/inspection/draws.ts';
import { findInspection, type InspectionRow, inspectionsOfDraw } from '../../../db/inspection/inspections.ts';
import { inspectorsById, lockInspector, proposeInspector, setInspector } from '../../../db/inspection/inspectors.ts';
import { storeDossier } from '../../../db/intake/dossiers.ts';
import { msToInstant } from '../../../domain/calendar/instant.ts';
import {
  type InspectionAct,
  type InspectionStanding,
  inspectionDrawWorkflowType,
} from '../../../domain/inspection/inspection.ts';
import type { House } from './house.ts';

/** Inspectors of a place: account `inspector-<staff number>`. */
export async function employ(house: House, jurisdiction: string, ...staffNumbers: string[]): Promise<void> {
  const { db, clock } = house.deps;
  const signed = { proposed_by: 'chief', proposed_at: await clock.now() };
  for (const staff_number of staffNumbers) {
    const id = `IN${staff_number}`;
    await proposeInspector(db, { id, jurisdiction, subject: `inspector-${staff_number}`, staff_number, ...signed });
    await setInspector(db, { ...(await lockInspector(db, id))!, status: 'active' });
  }
}

/** Holds a draw now, and answers what was drawn once its inspections have begun, a day later. */
export async function draw(
  house: House,
  jurisdiction: string,
): Promise<{ workflowId: string; drawn: InspectionRow[] }> {
  const { db, clock } = house.deps;
  const now = await clock.now();
  const id = `${jurisdiction}.${now.slice(0, 7)}`;
  const workflowId = `inspection-draw/${id}`;
  const { taskQueue } = house.settings;
  await house.client.workflow.start(inspectionDrawWorkflowType, { workflowId, taskQueue, args: [{ jurisdiction }] });
  await until(async () => (await findDraw(db, id)) !== undefined);
  await house.advanceTo(msToInstant(Date.parse(now) + 86_460_000));
  const begun = async () => {
    const drawn = await inspectionsOfDraw(db, id);
    return drawn.length > 0 && drawn.every(({ act_no }) => act_no > 0);
  };
  await until(begun);
  return { workflowId, drawn: await inspectionsOfDraw(db, id) };
}

/** An act on an inspection as the API does it: what is handed in is kept first. */
export async function actOnInspection(
  house: House,
  id: string,
  act: InspectionAct,
  by: string,
  body: Record<string, unknown>,
): Promise<InspectionStanding> {
  const dossierId = randomUUID();
  await storeDossier(house.deps.db, { id: dossierId, claimId: id, kind: act, body, bySubject: by });
  const { workflow_id } = (await findInspection(house.deps.db, id))!;
  return house.gateway.inspection(workflow_id!, act, { by, dossierId }, dossierId);
}

/** Waits until an inspection is as expected: what a timer does comes a moment later. */
export async function inspectionReaches(house: House, id: string, there: (one: InspectionRow) => boolean) {
  await until(async () => there((await findInspection(house.deps.db, id))!));
}

/** Accounts of who inspects now. */
export async function inspectorsOf(house: House, id: string): Promise<{ subject: string; staffNumber: string }[]> {
  const { inspector_ids } = (await findInspection(house.deps.db, id))!;
  const found = await inspectorsById(house.deps.db, inspector_ids);
  return found.map(({ subject, staff_number }) => ({ subject, staffNumber: staff_number }));
}

async function until(there: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    if (await there()) return;
    await sleep(50);
  }
  throw new Error('it does not get there');
}
