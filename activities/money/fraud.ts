import { type ClaimRow, lockClaim, updateClaim } from '../../db/claims/claims.ts';
import { type FraudFindingRow, lockFraudFinding, ruleFraudFinding } from '../../db/claims/fraud-findings.ts';
import { pinnedLaw } from '../../db/claims/pins.ts';
import { withdrawCredits } from '../../db/credits/entries.ts';
import { readDossier } from '../../db/intake/dossiers.ts';
import { enqueueMail } from '../../db/mail/outbox.ts';
import { lockAdvance } from '../../db/money/advances.ts';
import { type LineRow, linesOf, lockLines, netFen, revokeLines, standingAmount } from '../../db/money/lines.ts';
import { lockPendingPayments } from '../../db/money/payments.ts';
import { openRecovery, recoveriesOfFinding, registerRecovery } from '../../db/money/recoveries.ts';
import { insertRecoveryLines } from '../../db/money/recovery-lines.ts';
import { type Queryable, transaction } from '../../db/pool.ts';
import { transfer } from '../../domain/money/ledger.ts';
import type { FraudRuled, FraudRuling } from '../../domain/money/recovery.ts';
import { Problem } from '../../domain/problem.ts';
import type { Context, Detail } from '../claim/context.ts';
import { aboutClaim, addressOf } from '../claim/mails.ts';
import { book, demandRest, fall } from '../claim/settlement.ts';
import type { Deps } from '../deps.ts';
import { refusing } from '../refusing.ts';
import { endOvertakenReturns } from './overtaken-returns.ts';
import { markRecovered, writeAfterClosing } from './recovery/recovered.ts';

/**
 * A second person rules on a finding of fraud. Upheld, everything of the persons concerned goes in one transaction: what was paid is
 * revoked and to be recovered, one recovery per fund; what was not paid falls. Running it again answers what was ruled the first time.
 */
export function ruleOnFraud(deps: Deps): (ruling: FraudRuling) => Promise<FraudRuled> {
  const rule = (ruling: FraudRuling) =>
    refusing(ruling, () =>
      transaction(deps.db, async (tx) => {
        const { input, message, at } = ruling;
        const claim = await lockClaim(tx, input.claimId);
        const finding = await lockFraudFinding(tx, input.findingId);
        if (!claim || finding?.claim_id !== claim.id) throw new Problem('fraud-finding-unknown');
        const decision = await decisionOf(tx, ruling);
        const { by } = message;
        if (decision !== 'uphold' && decision !== 'dismiss')
          throw new Problem('decision-unknown', { allowed: 'uphold, dismiss' });
        const status = decision === 'uphold' ? 'upheld' : 'dismissed';
        if (finding.status !== 'open') {
          // The moment is another one when the workflow's task has run anew: who ruled, and what, tells that it is this ruling.
          if (finding.ruled_by !== by || finding.status !== status) throw new Problem('fraud-finding-ruled');
          return ruledOf(tx, finding, finding.status);
        }
        if (finding.reported_by === by) throw new Problem('another-person-required');
        await ruleFraudFinding(tx, finding.id, { status, by, at });
        if (status === 'upheld') await uphold(tx, deps, ruling, claim, finding);
        return ruledOf(tx, finding, status);
      }),
    );
  return async (ruling) => {
    const ruled = await rule(ruling);
    await endOvertakenReturns(deps, { claimId: ruling.input.claimId });
    return ruled;
  };
}

async function ruledOf(tx: Queryable, finding: FraudFindingRow, status: FraudRuled['status']): Promise<FraudRuled> {
  const recoveries = await recoveriesOfFinding(tx, finding.id);
  return {
    findingId: finding.id,
    status,
    recoveries: recoveries.map(({ id }) => id),
    revokedFen: recoveries.reduce((sum, one) => sum + one.amount_fen, 0),
  };
}

/** Money moves only by what came through the API, from this person, on this finding. */
async function decisionOf(tx: Queryable, { input, message }: FraudRuling): Promise<string> {
  const dossier = await readDossier<{ decision: string }>(tx, message.dossierId ?? '');
  const theirs = dossier?.claimId === input.findingId && dossier.bySubject === message.by;
  if (!theirs || dossier.kind !== 'fraud-ruling') throw new Problem('submission-missing');
  return dossier.body.decision;
}

async function uphold(
  tx: Queryable,
  deps: Deps,
  { input, workflowId, message, at }: FraudRuling,
  claim: ClaimRow,
  finding: FraudFindingRow,
): Promise<void> {
  const move = { claimId: claim.id, n: claim.transition_no, at, message };
  const law = await pinnedLaw(tx, claim.id);
  const c: Context = { tx, deps, move, way: 'api', at, claim, law, cause: finding.id };
  const { paid, unpaid } = await concerned(c, finding.refs);
  const own = { ...input, workflowId };
  const revokedFen = await revoke(c, paid, finding, own);
  if (unpaid.length > 0) await fall(c, finding.refs, 'fraud');
  await withdrawCredits(tx, claim.id, finding.refs, { reason: 'fraud', at });
  if (claim.closed) await demandAfterClosing(c, paid, finding, own);
  const fallenFen = unpaid.reduce((sum, line) => sum + netFen(line), 0);
  claim.amount_fen = await standingAmount(tx, claim.id);
  claim.last_decision = `fraud upheld (${finding.reason_code}) at ${at}`;
  claim.updated_at = at;
  const what = { findingId: finding.id, refs: finding.refs, revokedFen, fallenFen };
  // The workflow of an open claim counts anew and writes the timeline itself.
  if (!claim.closed) await updateClaim(tx, claim);
  else await writeClosed(c, finding, what);
  await announce(c, finding.id, revokedFen + fallenFen);
}

/** What fell may have been the last that stood beside what was repaid already; or all there was, after the bank had sent it back. */
async function writeClosed({ tx, claim, move, at }: Context, finding: FraudFindingRow, detail: Detail): Promise<void> {
  const { by = '', dossierId } = move.message ?? {};
  const what = { act: 'revoke', by, from: claim.stage, detail, decision: 'uphold', dossierId };
  const nothingStood = (await linesOf(tx, claim.id)).every(({ status }) => status === 'fallen');
  const stands = { ...claim, stage: claim.stage === 'paid' && nothingStood ? 'rejected' : claim.stage };
  await markRecovered(tx, await writeAfterClosing(tx, stands, at, { ...what, reasonCode: finding.reason_code }), at);
}

/**
 * The lines of the persons concerned, locked in the order advance, lines, payments. Throws Problem `fraud-wait-for-bank` when money of
 * theirs is on its way: it can neither be recalled nor recovered before the bank has answered.
 */
async function concerned(c: Context, refs: string[] | null): Promise<{ paid: LineRow[]; unpaid: LineRow[] }> {
  if ((await linesOf(c.tx, c.claim.id)).length === 0) throw new Problem('fraud-before-entitlement');
  const advance = await lockAdvance(c.tx, c.claim.id);
  const lines = await lockLines(c.tx, c.claim.id, refs);
  const pending = await lockPendingPayments(c.tx, c.claim.id);
  const approved = new Set(pending.filter(({ status }) => status === 'approved').map(({ id }) => id));
  const onItsWay = lines.filter(
    (line) =>
      (line.status === 'in-batch' && approved.has(line.payment_id ?? '')) ||
      // Settled against an advance that the bank has not paid, or has sent back.
      (line.status === 'paid' && line.advance_offset_fen > 0 && advance?.status !== 'paid'),
  );
  if (onItsWay.length > 0) {
    const waiting = [...new Set(onItsWay.map(({ ref }) => ref))];
    throw new Problem('fraud-wait-for-bank', { refs: waiting.slice(0, 5).join(', ') });
  }
  const paid = lines.filter(({ status }) => status === 'paid');
  const unpaid = lines.filter(({ status }) => ['fixed', 'payable', 'in-batch', 'returned'].includes(status));
  if (paid.length + unpaid.length === 0) throw new Problem('fraud-nothing-due');
  return { paid, unpaid };
}

/** The recovery that the ruling may begin with, and its workflow. */
interface Own {
  recoveryId: string;
  workflowId: string;
  clockOffsetMs: number;
}

/** The workflow that heard the ruling goes on as the first of its recoveries. */
const nthRecovery = ({ recoveryId }: Own, i: number) => (i === 0 ? recoveryId : `${recoveryId}-${i + 1}`);

const fundsOf = (lines: readonly LineRow[]) => [...new Set(lines.map(({ fund }) => fund))].sort();

/** The expense is reversed and becomes a claim on who has the money: one recovery per fund. The room under caps stays taken. Fen. */
async function revoke(c: Context, paid: readonly LineRow[], finding: FraudFindingRow, own: Own): Promise<number> {
  let revokedFen = 0;
  for (const [i, fund] of fundsOf(paid).entries()) {
    const id = nthRecovery(own, i);
    const lines = paid.filter((line) => line.fund === fund);
    // What was paid too much is recovered already.
    const fen = lines.reduce((sum, line) => sum + netFen(line), 0);
    await openRecovery(c.tx, {
      id,
      claim_id: c.claim.id,
      jurisdiction: c.claim.jurisdiction,
      fund,
      amount_fen: fen,
      reason: 'fraud',
      opened_at: c.at,
      finding_id: finding.id,
    });
    if (i === 0) await registerRecovery(c.tx, id, own);
    const shares = lines.map((line) => ({ line, fen: netFen(line) }));
    await insertRecoveryLines(c.tx, id, shares);
    await revokeLines(c.tx, c.claim.id, fund, finding.refs);
    const entries = lines.flatMap((l) => transfer('recoveries-receivable', 'subsidy-expense', netFen(l), l.ref));
    await book(c, fund, 'entitlement-revoked', entries);
    revokedFen += fen;
  }
  return revokedFen;
}

/** The accounts of a closed claim were closed with it: what its advance had paid of a line that falls now is demanded here. */
async function demandAfterClosing(
  c: Context,
  revoked: readonly LineRow[],
  finding: FraudFindingRow,
  own: Own,
): Promise<void> {
  const id = nthRecovery(own, fundsOf(revoked).length);
  const demanded = await demandRest(c, { id, reason: 'advance-above-entitlement', finding_id: finding.id });
  if (demanded && id === own.recoveryId) await registerRecovery(c.tx, id, own);
}

async function announce({ tx, deps, claim, at }: Context, findingId: string, amountFen: number): Promise<void> {
  const params = { ...aboutClaim(deps, claim), amountFen };
  for (const recipient of ['claimant', 'finance'] as const) {
    const to = await addressOf(tx, deps, claim, recipient);
    const onceKey = `${findingId}/fraudUpheld/${recipient}`;
    if (to) await enqueueMail(tx, { onceKey, template: 'fraudUpheld', params, addressee: recipient, to, at });
  }
}
