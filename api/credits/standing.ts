import { createHash } from 'node:crypto';
import { issuedTo } from '../../db/credits/certificates.ts';
import { type ClassEntry, creditsOfPerson } from '../../db/credits/entries.ts';
import type { Tx } from '../../db/pool.ts';
import { canonicalJson } from '../../domain/canonical.ts';
import { type Balance, balanceOf } from '../../domain/credits/credits.ts';

/** What stands of a person's credits, of every place. */
export interface Standing extends Balance {
  entries: ClassEntry[];
  uses: Awaited<ReturnType<typeof issuedTo>>;
  /** SHA-256 of everything that is counted. */
  sha256: string;
}

export async function standingOf(tx: Tx, personId: string): Promise<Standing> {
  const entries = (await creditsOfPerson(tx, personId)).filter(({ status }) => status === 'standing');
  const uses = await issuedTo(tx, personId);
  const earned = entries.reduce((sum, { credits }) => sum + credits, 0);
  const used = uses.reduce((sum, { use, credits }) => sum + (use === 'exemption' ? credits : 0), 0);
  const counted = [
    personId,
    entries.map(({ claim_id, class_hours, credits, certificate, earned_at }) => {
      return [claim_id, class_hours, credits, certificate, earned_at];
    }),
    uses.map(({ id, use, credits }) => [id, use, credits]),
  ];
  const sha256 = createHash('sha256').update(canonicalJson(counted)).digest('hex');
  return { entries, uses, sha256, ...balanceOf(earned, used) };
}
