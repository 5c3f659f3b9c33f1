import type { z } from '@hono/zod-openapi';
import { appendEntries } from '../../db/audit/append.ts';
import { listEntries, proposeEntries, refuseEntries } from '../../db/directory/entries.ts';
import {
  decideImport,
  insertImport,
  lockImport,
  type DirectoryImport as Row,
  waitingImports,
} from '../../db/directory/imports.ts';
import { transaction } from '../../db/pool.ts';
import { msToInstant } from '../../domain/calendar/instant.ts';
import { Problem } from '../../domain/problem.ts';
import type { Actor } from '../auth/tokens.ts';
import { type Task, taskOf } from '../claims/task.ts';
import type { Deps } from '../deps.ts';
import type { Env } from '../env.ts';
import { idOf } from '../ids.ts';
import type { DirectoryFile } from './intake.ts';
import type { DecisionBody, DirectoryImport, UploadedDirectory } from './schemas.ts';

type Call = Pick<Env['Variables'], 'actor' | 'attempt'>;

export function importView(one: Row): z.infer<typeof DirectoryImport> {
  return {
    ...{ id: one.id, jurisdiction: one.jurisdiction, rows: one.rows, accepted: one.accepted, status: one.status },
    ...{ proposedBy: one.by_subject, proposedAt: one.at, decidedBy: one.decided_by, decidedAt: one.decided_at },
  };
}

/** The place for which an official enters something. @throws Problem `not-found` for another one, `unknown-jurisdiction` */
export function demandPlace({ registry }: Pick<Deps, 'registry'>, actor: Actor, jurisdiction: string): string {
  if (actor.jurisdiction && actor.jurisdiction !== jurisdiction) throw new Problem('not-found');
  return registry.find(jurisdiction).slug;
}

/** Keeps the right rows of a file as a proposal; nothing is in force yet. */
export async function proposeImport(
  deps: Deps,
  { actor, attempt }: Call,
  sha256: string,
  jurisdiction: string,
  file: DirectoryFile,
): Promise<z.infer<typeof UploadedDirectory>> {
  const id = idOf('DI', attempt.actId);
  const at = msToInstant(await deps.clock.now());
  const head = { id, jurisdiction, rows: file.rows, accepted: file.entries.length, by_subject: actor.subject, at };
  const entries = file.entries.map(({ row, ...entry }) => ({
    ...entry,
    ...{ id: `${id}-${String(row).padStart(5, '0')}`, jurisdiction, import_id: id, recommendation_id: null },
  }));
  return transaction(deps.pool, async (tx) => {
    await insertImport(tx, head);
    await proposeEntries(tx, entries);
    const view = importView({ ...head, status: 'proposed', decided_by: null, decided_at: null });
    const body = { ...view, rejected: file.faults };
    await attempt.finish(tx, sha256, { status: 201, location: null, body });
    const deed = { actor, act: 'propose-directory', of: { place: jurisdiction, ids: [id] }, outcome: 'done' };
    await appendEntries(tx, [await deps.audit.entryOf(deed)]);
    return body;
  });
}

/**
 * Another person decides on a file: all of its rows are in force from their days on, or none.
 * @throws Problem `directory-import-unknown`, `directory-import-decided`, `another-person-required`
 */
export async function decide(
  deps: Deps,
  { actor, attempt }: Call,
  sha256: string,
  id: string,
  { decision }: z.infer<typeof DecisionBody>,
): Promise<z.infer<typeof DirectoryImport>> {
  const at = msToInstant(await deps.clock.now());
  return transaction(deps.pool, async (tx) => {
    const found = await lockImport(tx, id);
    if (!found) throw new Problem('directory-import-unknown');
    if (found.status !== 'proposed') throw new Problem('directory-import-decided');
    if (found.by_subject === actor.subject) throw new Problem('another-person-required');
    const approved = decision === 'approve';
    await (approved ? listEntries : refuseEntries)(tx, { import_id: id });
    const decided: Row = {
      ...found,
      status: approved ? 'listed' : 'refused',
      decided_by: actor.subject,
      decided_at: at,
    };
    await decideImport(tx, decided);
    const view = importView(decided);
    await attempt.finish(tx, sha256, { status: 200, location: null, body: view });
    const deed = { actor, act: `${decision}-directory`, of: { place: found.jurisdiction, ids: [id] }, outcome: 'done' };
    await appendEntries(tx, [await deps.audit.entryOf(deed)]);
    return view;
  });
}

/** Files that wait for a supervisor who has not uploaded them. */
export async function directoryTasks(deps: Deps, actor: Actor, limit: number): Promise<z.infer<typeof Task>[]> {
  if (actor.role !== 'supervisor') return [];
  const waiting = await waitingImports(deps.pool, actor.jurisdiction ?? null, actor.subject, limit);
  return waiting.map((one) => {
    const about = { jurisdiction: one.jurisdiction, workflow_id: null };
    return taskOf(deps, about, { act: 'directory-decision', importId: one.id, stage: one.status });
  });
}
