import type { z } from '@hono/zod-openapi';
import { filingHintsOf } from '../../db/claims/filing-hints.ts';
import { findingsOf } from '../../db/claims/findings.ts';
import { fraudFindingsOf } from '../../db/claims/fraud-findings.ts';
import { handedInFor } from '../../db/claims/handed-in.ts';
import type { ListedClaim as ClaimRow, VisibleClaim } from '../../db/claims/lists.ts';
import { objectionsOf } from '../../db/claims/notices.ts';
import { noticeOf, objectionTexts, objectorContacts } from '../../db/claims/published.ts';
import { type LineRow, linesOf } from '../../db/money/lines.ts';
import { type PaymentReturnRow, returnsOfClaim } from '../../db/money/payment-returns.ts';
import { recoveriesOf } from '../../db/money/recoveries.ts';
import { hasRefusedPayments, refusedPaymentsOf } from '../../db/money/refusals.ts';
import { correctionsOfClaim } from '../../db/people/corrections.ts';
import { snapshot, together } from '../../db/pool.ts';
import { erasureOf } from '../../db/privacy/retention.ts';
import { holdOn } from '../../db/review/holds.ts';
import { asSystem } from '../../db/scope.ts';
import { isCode, say } from '../../domain/messages/index.ts';
import { isClaimant } from '../auth/claimant.ts';
import type { Actor } from '../auth/tokens.ts';
import type { Deps } from '../deps.ts';
import { disclose } from '../privacy.ts';
import { fraudFinding } from '../recoveries/view.ts';
import { viewOfHold } from '../review/hold.ts';
import { dutyOnClaim } from './duties.ts';
import type { Claim, Line, ListedClaim } from './schemas.ts';
import { claimFor, ofClaim, readerOf } from './scope.ts';

type Links = Pick<Deps, 'links'>;

export function listedClaim(row: ClaimRow, { links }: Links): z.infer<typeof ListedClaim> {
  return {
    id: row.id,
    workflowId: row.workflow_id,
    temporalUrl: links.workflow(row.workflow_id),
    jurisdiction: row.jurisdiction,
    programme: row.programme,
    claimant: row.claimant,
    claimantName: row.claimant_name,
    stage: row.stage,
    revision: String(row.transition_no),
    returnedFrom: row.returned_from,
    dueAt: row.due_at,
    applicationDueAt: row.application_due_at,
    overdue: row.overdue,
    trainees: row.trainees,
    estimateFen: row.estimate_fen,
    amountFen: row.amount_fen,
    advance: row.advance as z.infer<typeof ListedClaim>['advance'],
    filedAt: row.filed_at,
    classOpenedOn: row.class_opened_on,
    classEndedOn: row.class_ended_on,
    lastDecision: row.last_decision,
    rulesVersion: row.rules_version,
    rosterId: row.roster_id,
    closed: row.closed,
    updatedAt: row.updated_at,
  };
}

/** The claim's page for somebody who may see it, as it stands at one moment. @throws Problem `not-found` */
export async function readClaim(deps: Deps, actor: Actor, id: string): Promise<z.infer<typeof Claim>> {
  const official = !isClaimant(actor);
  const [row, lines, notice, objections, findings, returns, hasRefused, recoveries, erasure, corrections, hints, hold] =
    await snapshot(deps.pool, async (tx) => {
      const claim = await claimFor({ pool: tx }, actor, id);
      return together([
        claim,
        linesOf(tx, id),
        noticeOf(tx, id),
        objectionsOf(tx, id),
        findingsOf(tx, id),
        returnsOfClaim(tx, id),
        hasRefusedPayments(tx, id),
        recoveriesOf(tx, id),
        erasureOf(tx, id),
        correctionsOfClaim(tx, id),
        filingHintsOf(tx, id),
        official ? holdOn(tx, id) : undefined,
      ]);
    });
  // A decision on a batch is no claimant's row, but its words are for them.
  const refused = hasRefused ? await asSystem(() => refusedPaymentsOf(deps.pool, id)) : [];
  const { texts, contacts, fraud } = official
    ? await saidOf(deps, actor, row, objections.length > 0)
    : { texts: [], contacts: [], fraud: [] };
  const textOf = new Map(texts.map((one) => [one.id, one.text]));
  const contactOf = new Map(contacts.map((one) => [one.id, one.contact]));
  return {
    ...listedClaim(row, deps),
    ...(lines.length > 0 && { lines: lines.map((line) => lineView(line, isClaimant(actor))) }),
    notice: notice
      ? { id: notice.id, publishedAt: notice.published_at, endsAt: notice.ends_at, ended: notice.ended }
      : null,
    objections: objections.map((one) => ({
      id: one.id,
      ref: one.ref,
      status: one.status,
      filedAt: one.filed_at,
      ruledAt: one.ruled_at,
      text: textOf.get(one.id),
      contact: contactOf.get(one.id),
    })),
    findings: findings.map(({ id, ref, code, detail, status, source, others, ...one }) => {
      const messages = isCode(code) ? say(code, detail) : { zh: code, en: code };
      const clearing = { reasonCode: one.reason_code, clearedBy: one.cleared_by, clearedAt: one.cleared_at };
      const seen = isClaimant(actor) ? {} : { otherClaims: others };
      return { id, ref, code, messages, detail, status, source, ...seen, ...clearing };
    }),
    hints: hints.map(({ code, detail }) => ({ code, messages: say(code, detail), detail })),
    paymentReturns: returns.map(({ id, amount_fen, status, reason_code, opened_at, due_at, ...one }) => ({
      ...{ id, amountFen: amount_fen, status, reasonCode: reason_code, openedAt: opened_at, dueAt: due_at },
      acts: one.acts.map(({ act, by, at }) => ({ act, by, at })),
      ...{ waits: one.waits, nextPayment: one.next_payment },
    })),
    waitsForAccount: waitsForAccount(returns),
    refusedPayments: refused.map(({ id, disbursement_id, amount_fen, reason_code, reason, refused_at }) => ({
      ...{ id, disbursementId: disbursement_id, amountFen: amount_fen, reasonCode: reason_code, refusedAt: refused_at },
      reason: readerOf(actor)(reason),
    })),
    recoveries: recoveries.map(({ id, amount_fen, repaid_fen, reason, status, opened_at, due_at }) => ({
      id,
      amountFen: amount_fen,
      repaidFen: repaid_fen,
      reason,
      status,
      openedAt: opened_at,
      dueAt: due_at,
    })),
    corrections: corrections.map(({ id, fields, decided_at }) => ({ id, fields, at: decided_at! })),
    erasedAt: erasure?.erased_at ?? null,
    ...(official && {
      reviewHold: await viewOfHold(deps, actor, hold),
      fraudFindings: fraud.map(fraudFinding).map(readerOf(actor)),
    }),
  };
}

/** What others say of a claim, for officials. */
function saidOf(deps: Pick<Deps, 'pool' | 'audit'>, actor: Actor, claim: VisibleClaim, objected: boolean) {
  const { pool } = deps;
  return disclose(deps, {
    ...{ actor, what: 'objections-and-findings', of: ofClaim(claim), duty: dutyOnClaim(actor, claim) },
    holds: ({ texts, fraud }) => texts.length > 0 || fraud.length > 0,
    open: async () => ({
      texts: objected ? await objectionTexts(pool, claim.id) : [],
      contacts: objected && (await rulesOnObjections(deps, actor, claim)) ? await objectorContacts(pool, claim.id) : [],
      fraud: await fraudFindingsOf(pool, claim.id),
    }),
  });
}

/** Objectors are told that only who rules learns how to reach them: nobody who spoke for the claimant does. */
async function rulesOnObjections({ pool }: Pick<Deps, 'pool'>, actor: Actor, { id }: VisibleClaim): Promise<boolean> {
  return actor.role === 'reviewer' && !(await asSystem(() => handedInFor(pool, id, actor.subject)));
}

/** Nothing of the claim is paid while an account of it is doubted or dead. */
function waitsForAccount(returns: readonly PaymentReturnRow[]): z.infer<typeof Claim>['waitsForAccount'] {
  const open = returns.find(({ closed }) => !closed);
  if (!open) return null;
  const code = open.status === 'correction' ? 'account-to-correct' : 'account-to-confirm';
  return { paymentId: open.id, code, messages: say(code, { paymentId: open.id }) };
}

function lineView(line: LineRow, forClaimant: boolean): z.infer<typeof Line> {
  return {
    ref: line.ref,
    component: line.component,
    part: line.part,
    fund: line.fund as z.infer<typeof Line>['fund'],
    eligible: line.eligible,
    amountFen: line.amount_fen,
    reducedFen: line.reduced_fen,
    advanceOffsetFen: line.advance_offset_fen,
    classHours: line.class_hours,
    status: line.status,
    fallenReason: line.fallen_reason,
    code: line.code,
    messages: line.messages,
    source: line.source,
    // Other claimants are nobody's business but the officials'.
    takenBy: forClaimant && line.taken_by.length > 0 ? ['another claim'] : line.taken_by,
  };
}
