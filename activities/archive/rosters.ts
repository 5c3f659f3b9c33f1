import { recordPages, rosterPages } from '../../db/archive/dossier.ts';
import { rostersOf } from '../../db/intake/rosters.ts';
import type { Entry, Of } from './entry.ts';
import { csv } from './pieces.ts';

/** The roster as it stands, those that it took the place of or that came by a change, and the learning records. */
export async function rosterEntries({ db, claim }: Of): Promise<Entry[]> {
  const earlier = (await rostersOf(db, claim.id)).filter((id) => id !== claim.roster_id);
  const table = (path: string, about: Entry['about'], pages: () => AsyncGenerator<object[]>): Entry => ({
    ...{ path, audience: 'all', personal: true, about },
    pieces: () => csv(pages()),
  });
  return [
    table('roster.csv', ['人员名册', 'The roster'], () => rosterPages(db, claim.roster_id)),
    ...earlier.map((id, i) => {
      const path = `rosters/${String(i + 1).padStart(3, '0')}.csv`;
      return table(path, ['此前提交的名册', 'A roster that was handed in before'], () => rosterPages(db, id));
    }),
    table('learning-records.csv', ['学习记录', 'Learning records'], () => recordPages(db, claim.id)),
  ];
}
