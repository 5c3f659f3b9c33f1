import { expect, test } from 'vitest';
import { hashOf } from '../../db/money/ledger-hash.ts';
import { verifyLedger } from '../../db/money/verify.ts';
import { entitlement, entitlements, fund, linksOf, openBooks } from './support/books.ts';

const at = (seq: number) => `where jurisdiction = 'wuxi' and fund = '${fund}' and seq = ${seq}`;
const sets = entitlements(6);

/** Set 3 as somebody forged it, with a hash that fits. */
async function forged(previousHash: string): Promise<string> {
  const [first, ...rest] = sets[2]!.entries;
  return hashOf({ ...sets[2]!, entries: [{ ...first!, ref: '7' }, ...rest] }, 3, previousHash, null);
}

const deleted = (seq: number) => [`delete from ledger_entries ${at(seq)}`, `delete from ledger_sets ${at(seq)}`];
const headTo = (seq: number) =>
  `update ledger_heads h set seq = ${seq}, hash = s.hash from ledger_sets s where s.jurisdiction = h.jurisdiction and s.fund = h.fund and s.seq = ${seq}`;

type Tampering = [what: string, statements: string[], seq: number, code: string, reason: string];

const kinds: Tampering[] = [
  [
    'an amount',
    [`update ledger_entries set debit_fen = debit_fen + 1 ${at(4)} and entry_no = 1`],
    4,
    'altered',
    'content',
  ],
  [
    'both sides of an amount',
    [`update ledger_entries set debit_fen = debit_fen * 2, credit_fen = credit_fen * 2 ${at(4)}`],
    4,
    'altered',
    'content',
  ],
  ['an account', [`update ledger_entries set account = 'bank' ${at(4)} and entry_no = 1`], 4, 'altered', 'content'],
  ['whose line it is', [`update ledger_entries set ref = '2' ${at(4)} and ref = '1'`], 4, 'altered', 'content'],
  ['the claim', [`update ledger_sets set claim_id = 'c9' ${at(2)}`], 2, 'altered', 'content'],
  ['the kind', [`update ledger_sets set kind = 'repayment' ${at(2)}`], 2, 'altered', 'content'],
  ['the cause', [`update ledger_sets set cause = 'another' ${at(2)}`], 2, 'altered', 'content'],
  ['the instant', [`update ledger_sets set at = at + interval '1 second' ${at(2)}`], 2, 'altered', 'content'],
  ['the month', [`update ledger_sets set period = '2020-07' ${at(2)}`], 2, 'altered', 'content'],
  ['the hash', [`update ledger_sets set hash = repeat('a', 64) ${at(2)}`], 2, 'altered', 'content'],
  ['the link', [`update ledger_sets set previous_hash = repeat('a', 64) ${at(2)}`], 2, 'altered', 'does not follow'],
  [
    'the link of the first set',
    [`update ledger_sets set previous_hash = repeat('a', 64) ${at(1)}`],
    1,
    'altered',
    'does not follow',
  ],
  [
    'an entry less',
    [`delete from ledger_entries ${at(5)} and entry_no = 4`],
    5,
    'entries',
    'it has 3 entries and was posted with 4',
  ],
  ['no entry left', [`delete from ledger_entries ${at(5)}`], 5, 'entries', 'it has 0 entries'],
  [
    'two more entries',
    [
      `insert into ledger_entries values ('wuxi', '${fund}', 5, 5, 'bank', 9, 0), ('wuxi', '${fund}', 5, 6, 'bank', 0, 9)`,
    ],
    5,
    'entries',
    'it has 6 entries',
  ],
  [
    'two more entries that it says it has',
    [
      `insert into ledger_entries values ('wuxi', '${fund}', 5, 5, 'bank', 9, 0), ('wuxi', '${fund}', 5, 6, 'bank', 0, 9)`,
      `update ledger_sets set entry_count = 6 ${at(5)}`,
    ],
    5,
    'altered',
    'content',
  ],
  ['the first set removed', deleted(1), 1, 'missing', 'set 2 follows on set 0'],
  ['a set removed', deleted(3), 3, 'missing', 'set 4 follows on set 2'],
  ['a set removed whose entries stay', [`delete from ledger_sets ${at(3)}`], 3, 'missing', 'set 4 follows on set 2'],
  [
    'another number',
    [`update ledger_entries set seq = 9 ${at(6)}`, `update ledger_sets set seq = 9 ${at(6)}`],
    6,
    'missing',
    'set 9 follows on set 5',
  ],
  ['the tail cut off', [...deleted(5), ...deleted(6)], 5, 'missing', 'cut off, it had 6 sets'],
  [
    'everything removed but the head',
    [`delete from ledger_entries`, `delete from ledger_sets`],
    1,
    'missing',
    'cut off, it had 6 sets',
  ],
  ['the head set back', [headTo(4)], 5, 'head', 'ends with set 4'],
  ['the head set forth', ['update ledger_heads set seq = 8'], 7, 'missing', 'it had 8 sets'],
  ['the head’s hash', [`update ledger_heads set hash = repeat('a', 64)`], 6, 'head', 'another hash'],
  ['the head removed', ['delete from ledger_heads'], 6, 'head', 'the head of the chain is missing'],
  [
    'several rows',
    [
      `update ledger_sets set claim_id = 'c9' ${at(5)}`,
      `update ledger_sets set claim_id = 'c9' ${at(2)}`,
      ...deleted(4),
    ],
    2,
    'altered',
    'content',
  ],
];

test.each(kinds)('%s, altered behind the system’s back, is found', async (_, statements, seq, code, reason) => {
  const books = await openBooks();
  await books.post(...sets);
  expect(await verifyLedger(books.db)).toMatchObject([{ sets: 6, intact: true, balanced: true, firstBroken: null }]);
  await books.tamper(...statements);
  const [chain] = await verifyLedger(books.db);
  expect(chain).toMatchObject({ intact: false, firstBroken: { seq, code, reason: expect.stringContaining(reason) } });
  expect(chain!.firstBroken!.reason).toMatch(new RegExp(`^wuxi/${fund}/${seq}\\b`));
});

test('a set that was altered together with its hash shows by the one that was posted behind it', async () => {
  const books = await openBooks();
  await books.post(...sets);
  const links = await linksOf(books.db);
  const hash = await forged(links[2]!.previous_hash);
  await books.tamper(
    `update ledger_entries set ref = '7' ${at(3)} and entry_no = 1`,
    `update ledger_sets set hash = '${hash}' ${at(3)}`,
  );
  expect(await verifyLedger(books.db)).toMatchObject([
    {
      intact: false,
      firstBroken: {
        ...{ seq: 3, code: 'replaced', kind: 'entitlement', cause: 'c3/9/entitlement/wuxi', claimId: 'c3' },
        reason: `wuxi/${fund}/3 (entitlement, cause c3/9/entitlement/wuxi, claim c3): set 4 was posted behind another one`,
      },
    },
  ]);
});

test('the last set altered together with its hash shows by the head', async () => {
  const books = await openBooks();
  await books.post(...sets.slice(0, 3));
  const hash = await forged((await linksOf(books.db))[2]!.previous_hash);
  await books.tamper(
    `update ledger_entries set ref = '7' ${at(3)} and entry_no = 1`,
    `update ledger_sets set hash = '${hash}' ${at(3)}`,
  );
  expect(await verifyLedger(books.db)).toMatchObject([{ firstBroken: { seq: 3, code: 'head' } }]);
});

test('a set that does not balance is found though every hash fits', async () => {
  const books = await openBooks();
  await books.post(...sets.slice(0, 2));
  const [link] = (await linksOf(books.db)).slice(-1);
  const entries = [{ ...sets[1]!.entries[0]!, debitFen: 1 }, ...sets[1]!.entries.slice(1)];
  const hash = hashOf({ ...sets[1]!, entries }, 2, link!.previous_hash, null);
  await books.tamper(
    `update ledger_entries set debit_fen = 1 ${at(2)} and entry_no = 1`,
    `update ledger_sets set hash = '${hash}' ${at(2)}`,
    `update ledger_heads set hash = '${hash}'`,
  );
  expect(await verifyLedger(books.db)).toMatchObject([
    { balanced: false, intact: false, firstBroken: { seq: 2, code: 'unbalanced' } },
  ]);
});

test('each chain has its own first altered row, and the sound ones are told as sound', async () => {
  const books = await openBooks();
  await books.post(...sets);
  await books.post(...entitlements(4, { jurisdiction: 'chongqing' }));
  await books.post(entitlement(1, { jurisdiction: 'guangdong' }));
  await books.tamper(
    `update ledger_sets set claim_id = 'c9' ${at(3)}`,
    `update ledger_sets set claim_id = 'c9' where jurisdiction = 'chongqing' and seq = 2`,
  );
  const found = await verifyLedger(books.db);
  expect(found.map(({ jurisdiction, firstBroken }) => [jurisdiction, firstBroken?.seq ?? null])).toEqual([
    ['chongqing', 2],
    ['guangdong', null],
    ['wuxi', 3],
  ]);
  expect((await verifyLedger(books.db, 'guangdong')).map(({ jurisdiction }) => jurisdiction)).toEqual(['guangdong']);
});

test('what is posted while a verification runs is no fault', async () => {
  const books = await openBooks();
  await books.post(...sets);
  const posting = (async () => {
    for (let n = 10; n < 60; n++) await books.post(entitlement(n));
  })();
  for (let i = 0; i < 10; i++) expect(await verifyLedger(books.db)).toMatchObject([{ intact: true, balanced: true }]);
  await posting;
});
