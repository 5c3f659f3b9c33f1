import { readRosterRows } from '../../db/intake/rosters.ts';
import { linesOf } from '../../db/money/lines.ts';
import type { VerificationForm } from '../../domain/claim/forms.ts';
import { type Fault, fault, Problem } from '../../domain/problem.ts';
import { earnCredits } from '../credits/earn.ts';
import { takeBackPaid } from './adjusting.ts';
import { type Context, type Detail, submitted } from './context.ts';
import { demandReviewer } from './decider.ts';
import { enterNext } from './enter.ts';
import { factsOfClaim } from './entitlements.ts';
import { fall } from './settlement.ts';

/** An official has checked the evidence: whoever failed falls, the rest is settled against the advance and has the credits of what they attended. */
export async function verify(c: Context): Promise<Detail> {
  await demandReviewer(c);
  const { failed } = await submitted<VerificationForm>(c);
  const known = new Set((await linesOf(c.tx, c.claim.id)).map((line) => line.ref));
  const faults: Fault[] = failed.flatMap(({ ref }, i) =>
    known.has(ref) ? [] : [fault('ref-unknown', { path: `failed.${i}.ref` }, { ref })],
  );
  if (faults.length > 0) throw new Problem('invalid-input', {}, faults);
  const refs = failed.map(({ ref }) => ref);
  if (refs.length > 0) {
    await fall(c, refs, 'verification-failed');
    await takeBackPaid(c, refs);
  }
  const foul = (await linesOf(c.tx, c.claim.id)).filter(
    ({ status, fallen_reason: reason }) => status === 'revoked' || reason === 'fraud',
  );
  await earnCredits(c, {
    facts: await factsOfClaim(c),
    roster: await readRosterRows(c.tx, c.claim.roster_id),
    barred: new Set([...failed, ...foul].map(({ ref }) => ref)),
  });
  c.claim.last_decision = `verified at ${c.at}, ${failed.length} failed`;
  await enterNext(c);
  return { failed: failed.map(({ ref, reasonCode }) => ({ ref, reasonCode })) };
}
