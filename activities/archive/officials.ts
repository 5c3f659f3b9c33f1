import { findingsOf } from '../../db/claims/findings.ts';
import { fraudFindingsOf } from '../../db/claims/fraud-findings.ts';
import { objectionTexts } from '../../db/claims/published.ts';
import { linesOf } from '../../db/money/lines.ts';
import type { Entry, Of } from './entry.ts';
import { json } from './pieces.ts';

/** What is said among officials. */
export function officialEntries({ db, claim }: Of): Entry[] {
  const of = (path: string, about: Entry['about'], read: () => Promise<unknown>): Entry => ({
    ...{ path: `officials/${path}`, audience: 'officials', personal: true, about },
    pieces: async function* () {
      yield* json(await read());
    },
  });
  return [
    of('objections.json', ['异议内容', 'The words of objections'], () => objectionTexts(db, claim.id)),
    of('fraud-findings.json', ['骗取线索及裁定', 'Findings of fraud and rulings'], () => fraudFindingsOf(db, claim.id)),
    of('finding-others.json', ['疑点涉及的其他申报', 'Other claims in which findings lie as well'], async () =>
      (await findingsOf(db, claim.id))
        .filter(({ others }) => others.length > 0)
        .map(({ id, others }) => ({ id, others })),
    ),
    of('taken-by.json', ['占用上限的其他申报', 'Other claims that took room'], async () =>
      (await linesOf(db, claim.id))
        .filter(({ taken_by }) => taken_by.length > 0)
        .map(({ ref, component, taken_by }) => {
          return { ref, component, takenBy: taken_by };
        }),
    ),
  ];
}
