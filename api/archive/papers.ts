import type { VisibleClaim } from '../../db/claims/lists.ts';
import { noticeOf, publishedLines } from '../../db/claims/published.ts';
import { findDisbursement } from '../../db/money/disbursements.ts';
import { paymentsOfClaim } from '../../db/money/payments.ts';
import { maskName } from '../../domain/identity/maskName.ts';
import { namedStatus } from '../../domain/money/disbursement.ts';
import type { Deps } from '../deps.ts';
import { openPaper, papersFor } from '../papers/claim-papers.ts';
import { longestPdf, pdfOf } from '../papers/file.ts';
import { paperOfNotice } from '../papers/notice.ts';
import { batchPaper } from '../papers/register.ts';

type Part = Pick<Deps, 'pool' | 'registry'>;

/** A paper of the claim as it is printed. It is laid out of the dossier anew, and no part of what was put on record. */
export interface PrintedPaper {
  path: string;
  pdf(): Promise<Uint8Array>;
}

/** Its form, rosters, decisions and notice, and what registers of payments say of it; a roster too long for paper is in its table alone. */
export async function printedPapers(
  deps: Part,
  claim: VisibleClaim,
  read: <T>(value: T) => T,
): Promise<PrintedPaper[]> {
  const isLong = claim.trainees > longestPdf;
  const kinds = (await papersFor(deps, claim)).map(({ kind }) => kind);
  const notice = await noticeOf(deps.pool, claim.id);
  return [
    ...kinds
      .filter((kind) => !isLong || !kind.endsWith('roster'))
      .map((kind) => printed(kind, async () => (await openPaper(deps, read, claim, kind)).paper)),
    ...(notice && !isLong
      ? [
          printed('public-notice', async () => {
            const lines = await publishedLines(deps.pool, [claim.id]);
            return paperOfNotice(deps, {
              ...{ id: notice.id, publishedAt: notice.published_at, endsAt: notice.ends_at },
              ...{ jurisdiction: claim.jurisdiction, programme: claim.programme, claimantName: claim.claimant_name },
              lines: lines.map((line) => ({ ...line, name: line.name && maskName(line.name) })),
            });
          }),
        ]
      : []),
    ...(await registers(deps, claim.id)),
  ];
}

const printed = (name: string, paper: () => Promise<Parameters<typeof pdfOf>[0]>): PrintedPaper => ({
  path: `papers/${name}.pdf`,
  pdf: async () => pdfOf(await paper()),
});

/** What the register of each batch that the bank has got says of the claim. */
async function registers(deps: Part, claimId: string): Promise<PrintedPaper[]> {
  const ids = [...new Set((await paymentsOfClaim(deps.pool, claimId)).map((one) => one.disbursement_id))].sort();
  const batches = await Promise.all(ids.map((id) => findDisbursement(deps.pool, id)));
  return batches
    .filter((batch) => batch !== undefined)
    .filter((batch) => ['approved', 'settled'].includes(namedStatus(batch)))
    .map((batch) => printed(`register-${batch.period}-${batch.fund}`, () => batchPaper(deps, batch, claimId)));
}
