import type { z } from '@hono/zod-openapi';
import type { FraudFindingRow } from '../../db/claims/fraud-findings.ts';
import { reasonsOf } from '../../db/intake/dossiers.ts';
import { listingOf } from '../../db/money/credit-listings.ts';
import { instalmentsOf } from '../../db/money/instalments.ts';
import { openFen, type ListedRecovery as Row, visibleRecovery } from '../../db/money/recoveries.ts';
import { actsOf } from '../../db/money/recovery-acts.ts';
import { repaymentsOf } from '../../db/money/repayments.ts';
import { openInstalments } from '../../domain/money/instalments.ts';
import { Problem } from '../../domain/problem.ts';
import type { Actor } from '../auth/tokens.ts';
import { dutyOnRecovery } from '../claims/duties.ts';
import { ofClaim, readerOf, scopeOf } from '../claims/scope.ts';
import type { Deps } from '../deps.ts';
import { disclose } from '../privacy.ts';
import { noteClaim } from '../watch/about.ts';
import type { FraudFinding, ListedRecovery, Recovery } from './schemas.ts';

/** @throws Problem `not-found`, also for a recovery that is somebody else's. */
export async function recoveryFor({ pool }: Pick<Deps, 'pool'>, actor: Actor, id: string): Promise<Row> {
  const recovery = await visibleRecovery(pool, scopeOf(actor), id);
  if (!recovery) throw new Problem('not-found');
  noteClaim(recovery.claim_id);
  return recovery;
}

export function listedRecovery(row: Row, { links }: Pick<Deps, 'links'>): z.infer<typeof ListedRecovery> {
  return {
    id: row.id,
    claimId: row.claim_id,
    workflowId: row.workflow_id,
    temporalUrl: row.workflow_id && links.workflow(row.workflow_id),
    jurisdiction: row.jurisdiction,
    programme: row.programme,
    fund: row.fund as z.infer<typeof ListedRecovery>['fund'],
    claimant: row.claimant,
    claimantName: row.claimant_name,
    amountFen: row.amount_fen,
    repaidFen: row.repaid_fen,
    restFen: Math.max(0, openFen(row)),
    surplusFen: Math.max(0, -openFen(row)),
    reason: row.reason,
    status: row.status,
    openedAt: row.opened_at,
    dueAt: row.due_at,
    listing: row.listing,
  };
}

/** The recovery's page for somebody who may see it. @throws Problem `not-found` */
export async function readRecovery(deps: Deps, actor: Actor, id: string): Promise<z.infer<typeof Recovery>> {
  const row = await recoveryFor(deps, actor, id);
  const { pool } = deps;
  const [plan, repayments, listing, acts] = await Promise.all([
    instalmentsOf(pool, id),
    repaymentsOf(pool, id),
    listingOf(pool, id),
    actsOf(pool, id),
  ]);
  const sums = { amountFen: row.amount_fen - row.cancelled_fen, repaidFen: row.repaid_fen };
  const open = new Map(openInstalments(plan, sums).map((one) => [one.no, one.openFen]));
  const dossierOf = ({ detail }: (typeof acts)[number]) => String(detail.dossierId ?? '');
  /** What was handed in with the decision on a repayment: as an act, or after the end. */
  const decisionOn = (id: string) => {
    const act = acts.find(({ act, detail }) => act === 'confirmRepayment' && detail.repaymentId === id);
    return act ? dossierOf(act) : `D${id}`;
  };
  const handedIn = [...acts.map(dossierOf), ...repayments.map(({ id }) => decisionOn(id))];
  const reasons = await disclose(deps, {
    ...{ actor, what: 'recovery', of: { ...ofClaim({ ...row, id: row.claim_id }), ids: [row.id] } },
    duty: dutyOnRecovery(actor, row.status === 'repaid' || row.status === 'cancelled'),
    open: () => reasonsOf(pool, handedIn),
  });
  const read = readerOf(actor);
  return {
    ...listedRecovery(row, deps),
    instalments: plan.map((one) => ({ ...one, openFen: open.get(one.no) ?? 0 })),
    repayments: repayments.map((one) => ({
      id: one.id,
      amountFen: one.amount_fen,
      receivedOn: one.received_on,
      bankReference: one.bank_reference,
      refund: one.refund,
      status: one.status,
      reportedBy: one.reported_by,
      reportedAt: one.reported_at,
      decidedBy: one.decided_by,
      decidedAt: one.decided_at,
      reason: read(reasons.get(decisionOn(one.id)) ?? null),
    })),
    creditListing: listing
      ? {
          status: listing.status,
          proposedBy: listing.proposed_by,
          proposedAt: listing.proposed_at,
          decidedBy: listing.decided_by,
          decidedAt: listing.decided_at,
        }
      : null,
    acts: acts.map((act) => {
      const { dossierId: _, ...detail } = act.detail;
      const reason = read(reasons.get(dossierOf(act)) ?? null);
      return { n: act.n, act: act.act, by: act.by_subject, at: act.at, detail, reason };
    }),
  };
}

export function fraudFinding(row: FraudFindingRow & { reason: string }): z.infer<typeof FraudFinding> {
  return {
    id: row.id,
    claimId: row.claim_id,
    refs: row.refs,
    reasonCode: row.reason_code,
    reason: row.reason,
    status: row.status,
    reportedBy: row.reported_by,
    reportedAt: row.reported_at,
    ruledBy: row.ruled_by,
    ruledAt: row.ruled_at,
  };
}
