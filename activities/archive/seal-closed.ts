import { changedClaims, insertArchive, stillUnsealed, unsealedClaims } from '../../db/archive/archives.ts';
import { findClaim } from '../../db/claims/claims.ts';
import { type Db, snapshot } from '../../db/pool.ts';
import { oneByOne, type Tell } from '../../db/privacy/one-by-one.ts';
import { sealedText } from '../../domain/archive/manifest.ts';
import { dossierEntries } from './entries.ts';
import { hashOf, sealEntries } from './write.ts';

const looks = { closed: unsealedClaims, changed: changedClaims };

/** Puts on record what the dossiers of claims are that have closed, or that were changed since. Answers of how many; fewer than `limit`: there are no more. */
export function sealClosed(db: Db, which: keyof typeof looks, limit: number, tell: Tell): Promise<number> {
  return oneByOne({ find: (but) => looks[which](db, limit, but), work: (id) => seal(db, id), tell }, limit);
}

/** All of it as it is at one moment. */
async function seal(db: Db, claimId: string): Promise<boolean> {
  const sealed = await snapshot(db, async (tx) => {
    const due = await stillUnsealed(tx, claimId);
    if (!due) return undefined;
    const claim = (await findClaim(tx, claimId))!;
    return { ...due, entries: await sealEntries(await dossierEntries({ db: tx, claim }, { erased: false })) };
  });
  if (!sealed) return false;
  await insertArchive(db, {
    ...sealed,
    sha256: hashOf(sealedText(sealed.entries.filter(({ audience }) => audience === 'all'))),
  });
  return true;
}
