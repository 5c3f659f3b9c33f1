import { postAll } from '../../db/money/ledger.ts';
import { type Db, rows, transaction } from '../../db/pool.ts';
import { ofAccount } from '../../db/privacy/context.ts';
import { transfer } from '../../domain/money/ledger.ts';
import { insertPayable } from '../../test/claims/support/payable.ts';

export const programme = 'online-on-the-job';
export const fund = 'skill-action-special-account';
/** People of each claim. */
export const perClaim = 5;
export const lineFen = 44_400;
const days = { filed: '2020-02-10', account: '2020-02-18', payable: '2020-02-26' };
const at = `${days.payable}T00:00:00+08:00`;
const chunk = 500;

/** Money that waits for the batch of February 2020. */
export interface Waiting {
  claims: number;
  entitlements: number;
  totalFen: number;
}

export const waitingOf = (claims: number): Waiting => ({
  claims,
  entitlements: claims * perClaim,
  totalFen: claims * perClaim * lineFen,
});

/** Approved claims of one place as their acts leave them in the database: their lines, a sealed account, and their promise on the ledger. Their workflows are left out. */
export async function fill(db: Db, jurisdiction: string, entitlements: number): Promise<Waiting> {
  const claims = Math.max(1, Math.round(entitlements / perClaim));
  await insertPayable(db, { jurisdiction, programme, prefix: `${jurisdiction}-`, claims, perClaim, lineFen, days });
  const refs = Array.from({ length: perClaim }, (_, i) => String(i + 1));
  const entries = refs.flatMap((ref) => transfer('subsidy-expense', 'payable-to-claimants', lineFen, ref));
  const ids = (
    await rows<{ id: string }>(db, 'select id from claims where jurisdiction = $1 order by id', [jurisdiction])
  ).map(({ id }) => id);
  for (let from = 0; from < ids.length; from += chunk) {
    const some = ids.slice(from, from + chunk);
    const sealed = some.map((id) =>
      JSON.stringify(
        db.vault.seal(
          { bankName: '示例银行', accountName: '示例企业', accountNumber: '3202000000000001' },
          ofAccount(id),
        ),
      ),
    );
    await transaction(db, async (tx) => {
      await tx.query(
        'update payees set personal = s.personal::jsonb from unnest($1::text[], $2::text[]) s (id, personal) where claim_id = s.id',
        [some, sealed],
      );
      await postAll(
        tx,
        some.map((claimId) => ({
          ...{ jurisdiction, fund, cause: `${claimId}/1/entitlement/${fund}`, kind: 'entitlement' as const },
          ...{ claimId, at, entries },
        })),
      );
    });
  }
  await db.query('vacuum analyze');
  return waitingOf(claims);
}
