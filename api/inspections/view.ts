import type { z } from '@hono/zod-openapi';
import { inspectionActsOf } from '../../db/inspection/acts.ts';
import {
  type InspectionScope,
  type ListedInspection as Row,
  visibleInspection,
} from '../../db/inspection/inspections.ts';
import { everInspecting } from '../../db/inspection/inspectors.ts';
import { referralsOf } from '../../db/inspection/referrals.ts';
import { formOf } from '../../db/intake/dossiers.ts';
import { listingsOfInspection } from '../../db/listings/listings.ts';
import { asSystem } from '../../db/scope.ts';
import { inspectingNow } from '../../domain/inspection/inspection.ts';
import { Problem } from '../../domain/problem.ts';
import { isClaimant } from '../auth/claimant.ts';
import type { Actor } from '../auth/tokens.ts';
import { dutyOnInspection } from '../claims/duties.ts';
import { ofClaim, readerOf, scopeOf } from '../claims/scope.ts';
import type { Deps } from '../deps.ts';
import { disclose } from '../privacy.ts';
import { noteClaim } from '../watch/about.ts';
import type { Inspection, ListedInspection } from './schemas.ts';

/** Whose inspections an account sees: inspectors those that the lot gave them, everybody else as with claims. */
export function inspectionScopeOf(actor: Actor): InspectionScope {
  return { ...scopeOf(actor), ...(actor.role === 'inspector' && { inspector: actor.subject }) };
}

/** @throws Problem `not-found`, also for an inspection that is somebody else's. */
export async function inspectionFor(
  { pool }: Pick<Deps, 'pool'>,
  actor: Actor,
  id: string,
  scope = inspectionScopeOf(actor),
): Promise<Row> {
  const inspection = await visibleInspection(pool, scope, id);
  if (!inspection) throw new Problem('not-found');
  noteClaim(inspection.claim_id);
  return inspection;
}

export function listedInspection(row: Row, { links }: Pick<Deps, 'links'>): z.infer<typeof ListedInspection> {
  return {
    ...{ id: row.id, drawId: row.draw_id, ref: row.ref, claimId: row.claim_id },
    ...{ workflowId: row.workflow_id, temporalUrl: row.workflow_id && links.workflow(row.workflow_id) },
    ...{ jurisdiction: row.jurisdiction, programme: row.programme },
    ...{ claimant: row.claimant, claimantName: row.claimant_name, amountClass: row.amount_class },
    inspectors: inspectingNow(row.drawn, row.reassignments),
    ...{ stage: row.stage, openedAt: row.opened_at, dueAt: row.due_at, overdue: row.overdue },
    ...{ finding: row.finding, findingCode: row.finding_code, refs: row.refs },
    ...{ outcome: row.outcome, outcomeCode: row.outcome_code, closedAt: row.closed_at },
    ...{ fraudFindingId: row.fraud_finding_id, referred: row.referred },
  };
}

/** Acts that claimants do not read of: what officials note for themselves, and what the system tells its desks. */
const internal: readonly string[] = [
  'recordVisit',
  'escalateInspection',
  'computeInspectionDue',
  'noteInspectionSignal',
];

/** What people have handed in on the way, as far as somebody may read it. */
interface HandedIn {
  visit: z.infer<typeof Inspection>['visit'];
  statement: z.infer<typeof Inspection>['statement'];
  referrals: z.infer<typeof Inspection>['referrals'];
  reasons: Map<string, string | undefined>;
}

/**
 * The inspection's page for somebody who may see it. Claimants read what they are heard on, their own answer and the result; what officials note
 * for themselves they do not, and they know inspectors by staff number. `scope`: after an act whoever did it is answered, also who has left by it.
 * @throws Problem `not-found`
 */
export async function readInspection(
  deps: Deps,
  actor: Actor,
  id: string,
  scope = inspectionScopeOf(actor),
): Promise<z.infer<typeof Inspection>> {
  const row = await inspectionFor(deps, actor, id, scope);
  const { pool } = deps;
  const acts = await inspectionActsOf(pool, id);
  const official = !isClaimant(actor);
  const dossierOf = (act: string) => String(acts.find((one) => one.act === act)?.detail.dossierId ?? '');
  const shown = acts.filter(({ act }) => official || !internal.includes(act));
  const read = readerOf(actor);
  // Their accounts are the place's own.
  const inspecting = official ? [] : await asSystem(() => everInspecting(pool, row));
  const numbers = new Map(inspecting.map(({ subject, staff_number }) => [subject, staff_number]));
  const nameOf = (by: string) => numbers.get(by) ?? by;
  const { visit, statement, referrals, reasons } = await disclose<HandedIn>(deps, {
    ...{ actor, what: 'inspection', of: { ...ofClaim({ ...row, id: row.claim_id }), ids: [row.id] } },
    duty: dutyOnInspection(actor, row.stage),
    open: async () => ({
      visit: official ? ((await formOf<NonNullable<HandedIn['visit']>>(pool, dossierOf('recordVisit'))) ?? null) : null,
      statement: (await formOf<NonNullable<HandedIn['statement']>>(pool, dossierOf('recordStatement'))) ?? null,
      referrals: official ? await referralsRead(deps, id) : [],
      reasons: new Map(
        await Promise.all(
          shown.map(async ({ detail }) => {
            const dossierId = String(detail.dossierId ?? '');
            return [dossierId, (await formOf<{ reason?: string }>(pool, dossierId))?.reason] as const;
          }),
        ),
      ),
    }),
  });
  const listings = official ? await listingsOfInspection(pool, id) : [];
  return {
    ...listedInspection(row, deps),
    listings: listings.map((one) => ({
      ...{ id: one.id, partyKind: one.party_kind, status: one.status, proposedBy: one.proposed_by },
      ...{ proposedAt: one.proposed_at, decidedBy: one.decided_by, decidedAt: one.decided_at },
    })),
    ...read({ visit, statement, referrals }),
    acts: shown.map(({ n, act, by_subject, at, detail: { dossierId, ...detail } }) => ({
      ...{ n, act, by: nameOf(by_subject), at, detail },
      reason: read(reasons.get(String(dossierId ?? '')) ?? null),
    })),
  };
}

async function referralsRead({ pool }: Pick<Deps, 'pool'>, id: string): Promise<HandedIn['referrals']> {
  const referrals = await referralsOf(pool, id);
  return Promise.all(
    referrals.map(async (one) => {
      const form = await formOf<{ organ: string; documentNumber: string; referredOn: string }>(pool, one.id);
      return {
        ...{ id: one.id, status: one.status, proposedBy: one.proposed_by, proposedAt: one.proposed_at },
        ...{ decidedBy: one.decided_by, decidedAt: one.decided_at },
        organ: form?.organ ?? null,
        documentNumber: form?.documentNumber ?? null,
        referredOn: form?.referredOn ?? null,
      };
    }),
  );
}
