import { expect, test } from 'vitest';
import { transfer } from '../../domain/money/ledger.ts';
import { runScript } from '../support/process.ts';
import { entitlement, fund, openBooks } from './support/books.ts';
import { claim, line } from './support/tables.ts';

async function verify(env: Record<string, string | undefined>): Promise<[code: unknown, output: string]> {
  const settings = { MODE: undefined, DATABASE_URL: undefined, MIGRATION_DATABASE_URL: undefined, ...env };
  const script = runScript('db/verify-ledger.ts', [], settings);
  return [await script.ended, script.output()];
}

test('npm run ledger:verify tells one line per chain, and ends with 1 when something is wrong', {
  timeout: 120_000,
}, async () => {
  const books = await openBooks();
  const run = () => verify({ DATABASE_URL: books.databaseUrl });
  expect(await run()).toEqual([0, 'nothing is posted yet\n']);
  await claim(books.db, 'c1');
  await line(books.db, { claim: 'c1', ref: '1', fen: 44_400, status: 'payable' });
  await books.post(entitlement(1, { entries: transfer('subsidy-expense', 'payable-to-claimants', 44_400, '1') }));
  const sums = `wuxi/${fund}: 1 sets, debit ¥444.00, credit ¥444.00;`;
  expect(await run()).toEqual([0, `${sums} chain intact, balanced, books right\n`]);
  await books.tamper(`update lines set amount_fen = 50000`, `update ledger_sets set claim_id = 'c9'`);
  expect(await run()).toEqual([
    1,
    [
      `${sums} CHAIN BROKEN, balanced, BOOKS WRONG`,
      `  first altered row: wuxi/${fund}/1 (entitlement, cause c1/9/entitlement/wuxi, claim c9): its content does not match its hash`,
      '  subsidy-expense: the ledger says ¥444.00, the tables ¥500.00',
      '  payable-to-claimants: the ledger says -¥444.00, the tables -¥500.00',
      '',
    ].join('\n'),
  ]);
});

test('npm run ledger:verify says in one message what is wrong with its database', { timeout: 120_000 }, async () => {
  const { databaseUrl } = await openBooks();
  const elsewhere = Object.assign(new URL(databaseUrl), { pathname: '/not_there' }).href;
  expect(await verify({})).toEqual([1, expect.stringMatching(/^Wrong settings:\n {2}DATABASE_URL is missing; .*\n$/)]);
  expect(await verify({ DATABASE_URL: elsewhere })).toEqual([
    1,
    expect.stringMatching(/^The database not_there at .* it does not exist\. Correct DATABASE_URL, .*\n$/),
  ]);
  const nobody = Object.assign(new URL(databaseUrl), { host: '127.0.0.1:1' }).href;
  expect(await verify({ DATABASE_URL: nobody })).toEqual([1, expect.stringContaining('PostgreSQL does not answer')]);
});
