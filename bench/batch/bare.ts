import { createPool, type Db, transaction } from '../../db/pool.ts';
import { readIndexKey } from '../../db/privacy/index-key.ts';
import { createVault } from '../../db/privacy/vault.ts';
import { readKeyRing } from '../../sealing/key-ring.ts';
import type { Contestant } from '../harness/race.ts';
import type { Servers } from '../harness/servers.ts';
import { fill, fund } from './payable.ts';

const place = 'wuxi';
const keys = `bench:${Buffer.alloc(32, 'bench').toString('base64')}`;
const indexKey = 'a key of the benchmark, long enough for it';

/** What PostgreSQL needs for the same rows, in the same tables with all their keys and triggers: a statement for each kind of row, and nobody asks anything. */
const statements: Record<string, string[]> = {
  formed: [
    `insert into disbursements (id, jurisdiction, fund, period, workflow_id, status, formed_at, until_at, bank_file_format)
     values ('bare', '${place}', '${fund}', '2020-02', 'bare', 'forming', now(), '2020-03-01', 'csv')`,
    `insert into payments (id, disbursement_id, claim_id, kind, amount_fen, status, personal)
     select 'P' || claim_id, 'bare', claim_id, 'lines', sum(amount_fen), 'formed', y.personal
     from lines join payees y using (claim_id) where status = 'payable' group by claim_id, y.personal`,
    `update lines set status = 'in-batch', payment_id = 'P' || claim_id where status = 'payable'`,
  ],
  approved: [
    `update payments set status = 'approved'`,
    `update disbursements set status = 'approved', submitted_by = 'one', decided_by = 'another'`,
  ],
  'results imported, ledger booked': [
    `insert into bank_imports (id, disbursement_id, sha256, format, rows, by_subject, at, accepted_at)
     select 'bare', 'bare', 'none', 'csv', count(*), 'one', now(), now() from payments`,
    `insert into bank_import_rows (import_id, row_no, payment_id, status, amount_fen)
     select 'bare', row_number() over (order by id), id, 'paid', amount_fen from payments`,
    `update payments set status = 'paid', paid_at = now()`,
    `update lines set status = 'paid'`,
    `insert into ledger_sets (jurisdiction, fund, seq, cause, kind, claim_id, at, period, entry_count, previous_hash, hash)
     select '${place}', '${fund}', h.seq + row_number() over (order by p.id), 'payment/' || p.id, 'payment', p.claim_id, now(), '2020-03', 2 * l.n, 'none', 'none'
     from payments p join (select payment_id, count(*) as n from lines group by payment_id) l on l.payment_id = p.id cross join ledger_heads h`,
    `insert into ledger_entries (jurisdiction, fund, seq, entry_no, account, debit_fen, credit_fen, ref)
     select s.jurisdiction, s.fund, s.seq, row_number() over (partition by s.seq order by l.ref, e.account), e.account,
       case e.account when 'bank' then 0 else l.amount_fen end, case e.account when 'bank' then l.amount_fen else 0 end, l.ref
     from ledger_sets s join lines l on l.claim_id = s.claim_id cross join (values ('payable-to-claimants'), ('bank')) e (account) where s.kind = 'payment'`,
    `update ledger_heads set seq = (select max(seq) from ledger_sets)`,
    `update bank_import_rows set booked_at = now()`,
    `update disbursements set status = 'settled'`,
  ],
};

export function bare(servers: Servers, entitlements: number): Contestant {
  const vault = createVault({ ring: readKeyRing(keys, 'PERSONAL_KEYS'), indexKey: readIndexKey(indexKey) });
  return {
    name: 'bare SQL for the same rows',
    async trial() {
      const { migrationDatabaseUrl, drop } = await servers.ownDatabase();
      const db = createPool(migrationDatabaseUrl, 1, vault);
      try {
        const waiting = await fill(db, place, entitlements);
        const began = performance.now();
        const more: Record<string, number> = {};
        for (const [stage, those] of Object.entries(statements)) more[stage] = await secondsOf(db, those);
        const seconds = (performance.now() - began) / 1000;
        return { perSecond: waiting.entitlements / seconds, more: { ...more, 'all stages': seconds } };
      } finally {
        await db.end();
        await drop();
      }
    },
  };
}

/** All of a stage in one transaction. */
async function secondsOf(db: Db, those: readonly string[]): Promise<number> {
  const began = performance.now();
  await transaction(db, async (tx) => {
    for (const statement of those) await tx.query(statement);
  });
  return (performance.now() - began) / 1000;
}
