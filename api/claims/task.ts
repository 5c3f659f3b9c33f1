import type { z } from '@hono/zod-openapi';
import type { Deps } from '../deps.ts';
import type { Task } from './schemas.ts';

type Item = z.infer<typeof Task>;

/** What a task is about, as it stands in the database. */
interface Waiting {
  jurisdiction: string;
  workflow_id: string | null;
  programme?: string;
  claimant_name?: string | null;
  due_at?: string | null;
  overdue?: boolean;
}

/** A task as it is told: what its row says, and what each kind of task says besides. */
export function taskOf(
  { links }: Pick<Deps, 'links'>,
  row: Waiting,
  said: Pick<Item, 'act' | 'stage'> & Partial<Item>,
): Item {
  return {
    claimId: null,
    disbursementId: null,
    jurisdiction: row.jurisdiction,
    programme: row.programme ?? null,
    claimantName: row.claimant_name ?? null,
    dueAt: row.due_at ?? null,
    overdue: row.overdue ?? false,
    temporalUrl: row.workflow_id && links.workflow(row.workflow_id),
    ...said,
  };
}
