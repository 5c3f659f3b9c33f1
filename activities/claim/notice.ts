import { endNotices, findObjection, ruleObjection } from '../../db/claims/notices.ts';
import { hasRuledBefore } from '../../db/claims/reopenings.ts';
import { withdrawCredits } from '../../db/credits/entries.ts';
import { linesOf, netFen } from '../../db/money/lines.ts';
import { Problem } from '../../domain/problem.ts';
import { takeBackPaid } from './adjusting.ts';
import { type Context, type Detail, demandAnotherPerson } from './context.ts';
import { enterNext } from './enter.ts';
import { fall, finish, makePayable } from './settlement.ts';

/** The notice has run its period: what nobody objects to becomes payable as of the period's end. */
export async function endNotice(c: Context): Promise<Detail> {
  c.since = c.claim.due_at ?? c.at;
  await endNotices(c.tx, c.claim.id);
  await enterNext(c);
  return { endedAt: c.since };
}

/** An objection is ruled: upheld, its line (or the whole claim) falls; dismissed, what it held back goes on. */
export async function rule(c: Context): Promise<Detail> {
  const { message } = c.move;
  const objection = await findObjection(c.tx, message?.objectionId ?? '');
  if (objection?.claim_id !== c.claim.id) throw new Problem('objection-unknown');
  if (objection.status !== 'open') throw new Problem('objection-already-ruled');
  if (message?.decision !== 'uphold' && message?.decision !== 'dismiss') {
    throw new Problem('decision-unknown', { allowed: 'uphold, dismiss' });
  }
  await demandAnotherPerson(c);
  if (await hasRuledBefore(c.tx, c.claim.id, objection.id, message.by)) throw new Problem('decided-before');
  const upheld = message.decision === 'uphold';
  const beforeFen = c.claim.amount_fen;
  await ruleObjection(c.tx, objection.id, upheld ? 'upheld' : 'dismissed', message.by, c.at);
  c.claim.last_decision = `objection ${upheld ? 'upheld' : 'dismissed'} at ${c.at}`;
  if (upheld) await takeDown(c, objection.ref);
  else if (c.claim.stage === 'payable') await makePayable(c);
  return { objectionId: objection.id, ref: objection.ref, beforeFen };
}

async function takeDown(c: Context, ref: string | null): Promise<void> {
  const refs = ref === null ? null : [ref];
  await fall(c, refs, 'objection-upheld');
  // What was paid by an earlier decision on the claim.
  await takeBackPaid(c, refs);
  await withdrawCredits(c.tx, c.claim.id, refs, { reason: 'objection-upheld', at: c.at });
  const standing = (await linesOf(c.tx, c.claim.id)).some((line) => line.status !== 'fallen' && netFen(line) > 0);
  if (!standing) c.claim.stage = 'rejected';
  else await finish(c);
}
