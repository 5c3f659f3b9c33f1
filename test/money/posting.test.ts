import { describe, expect, test } from 'vitest';
import { postAll } from '../../db/money/ledger.ts';
import { verifyLedger } from '../../db/money/verify.ts';
import { row, transaction } from '../../db/pool.ts';
import { canonical, firstHash, transfer } from '../../domain/money/ledger.ts';
import { entitlement, entitlements, fund, linksOf, openBooks, wuxi } from './support/books.ts';

describe('posting', () => {
  test('many sets at once give the same chain as one after the other', async () => {
    const [one, many] = [await openBooks(), await openBooks()];
    const sets = entitlements(30);
    for (const set of sets) await one.post(set);
    await many.post(...sets);
    expect(await linksOf(many.db)).toEqual(await linksOf(one.db));
    const [chain] = await verifyLedger(many.db);
    expect(chain).toMatchObject({ sets: 30, intact: true, balanced: true, firstBroken: null });
  });

  test('each cause is posted once, within a chunk and across them', async () => {
    const { db, post } = await openBooks();
    await post(entitlement(1), entitlement(2), entitlement(1));
    await post(entitlement(2), entitlement(3));
    await post(entitlement(3));
    expect((await linksOf(db)).map(({ seq, cause }) => [seq, cause])).toEqual([
      [1, 'c1/9/entitlement/wuxi'],
      [2, 'c2/9/entitlement/wuxi'],
      [3, 'c3/9/entitlement/wuxi'],
    ]);
  });

  test('a cause that comes again with other entries is a fault, and nothing is posted', async () => {
    const { db, post } = await openBooks();
    const first = entitlement(1);
    await post(first);
    const doubled = first.entries.map(({ debitFen, creditFen, ...entry }) => {
      return { ...entry, debitFen: 2 * debitFen, creditFen: 2 * creditFen };
    });
    await expect(post(entitlement(2), { ...first, entries: doubled })).rejects.toThrow('posted already');
    await expect(post({ ...first, claimId: 'c2' })).rejects.toThrow('posted already');
    await post({ ...first, at: '2020-06-03T00:00:00+08:00' });
    expect(await linksOf(db)).toHaveLength(1);
  });

  test('what moves nothing is not posted, what does not balance or mixes chains is refused', async () => {
    const { db, post } = await openBooks();
    await post();
    await post(entitlement(1, { entries: transfer('bank', 'advances-receivable', 0) }));
    const lopsided = entitlement(2, { entries: [{ account: 'bank', debitFen: 5, creditFen: 0 }] });
    await expect(post(entitlement(1), lopsided)).rejects.toThrow('does not balance: debit 5, credit 0');
    const elsewhere = entitlement(2, { jurisdiction: 'chongqing' });
    await expect(post(entitlement(1), elsewhere)).rejects.toThrow(`is of chongqing/${fund}, not of wuxi`);
    expect(await linksOf(db)).toEqual([]);
  });

  test('a transaction that fails leaves no gap and no head', async () => {
    const { db, post } = await openBooks();
    const failing = transaction(db, async (tx) => {
      await postAll(tx, entitlements(3));
      throw new Error('changed our mind');
    });
    await expect(failing).rejects.toThrow('changed our mind');
    expect(await row(db, 'select * from ledger_heads')).toBeUndefined();
    await post(entitlement(1));
    expect(await linksOf(db)).toMatchObject([{ seq: 1, previous_hash: firstHash }]);
  });

  test('a set of ten thousand lines is posted in a moment', { timeout: 120_000 }, async () => {
    const { db, post } = await openBooks();
    const entries = Array.from({ length: 10_000 }, (_, i) =>
      transfer('subsidy-expense', 'payable-to-claimants', 44_400, String(i + 1)),
    ).flat();
    const began = performance.now();
    await post(entitlement(1, { entries }));
    // Seconds at most on a busy machine; looking at the whole set for each of its entries takes minutes.
    expect(performance.now() - began).toBeLessThan(20_000);
    expect(await verifyLedger(db)).toMatchObject([{ sets: 1, intact: true, balanced: true }]);
  });
});

describe('a chain under many hands', () => {
  test('concurrent posts never fork it, lose one or leave a gap', async () => {
    const { db } = await openBooks();
    const sets = entitlements(120);
    // Two send each set, in chunks of different sizes and directions.
    const chunk = (size: number, from = sets) =>
      Array.from({ length: Math.ceil(from.length / size) }, (_, i) => from.slice(i * size, (i + 1) * size));
    const chunks = [...chunk(7), ...chunk(5, [...sets].reverse())];
    await Promise.all(chunks.map((some) => transaction(db, (tx) => postAll(tx, some))));
    const links = await linksOf(db);
    expect(links.map(({ seq }) => seq)).toEqual(sets.map((_, i) => i + 1));
    expect(new Set(links.map(({ cause }) => cause)).size).toBe(120);
    for (const [i, link] of links.entries()) expect(link.previous_hash).toBe(links[i - 1]?.hash ?? firstHash);
    expect(await verifyLedger(db)).toMatchObject([{ sets: 120, intact: true, balanced: true }]);
  });

  test('chains of other places and funds do not wait for it', async () => {
    const { db } = await openBooks();
    await transaction(db, async (tx) => {
      await postAll(tx, [entitlement(1)]);
      const others = [{ jurisdiction: 'chongqing' }, { fund: 'employment-subsidy-fund' }].map((change, i) =>
        transaction(db, async (other) => {
          await other.query(`set local lock_timeout = '2s'`);
          await postAll(other, [entitlement(1, { ...change, cause: `other/${i}` })]);
        }),
      );
      await Promise.all(others);
      const same = transaction(db, async (other) => {
        await other.query(`set local lock_timeout = '200ms'`);
        await postAll(other, [entitlement(2)]);
      });
      await expect(same).rejects.toThrow('lock timeout');
    });
    expect((await verifyLedger(db)).map(({ jurisdiction, fund, sets }) => [jurisdiction, fund, sets])).toEqual([
      ['chongqing', fund, 1],
      ['wuxi', 'employment-subsidy-fund', 1],
      ['wuxi', fund, 1],
    ]);
  });
});

describe('what a hash covers', () => {
  const set = entitlement(1);

  test('the month only of a late posting, so that hashes from before there were months stay valid', () => {
    const before = canonical(set, 1, firstHash, null);
    expect(before).toBe(
      `["wuxi","${fund}",1,"c1/9/entitlement/wuxi","entitlement","c1",1590422400000,[["subsidy-expense",44400,0,"1"],["payable-to-claimants",0,44400,"1"],["subsidy-expense",50001,0,"2"],["payable-to-claimants",0,50001,"2"]],"${firstHash}"]`,
    );
    expect(canonical(set, 1, firstHash, '2020-05')).toBe(before);
    expect(canonical(set, 1, firstHash, '2020-06')).toBe(`${before.slice(0, -1)},"2020-06"]`);
  });

  test('the month of a posting is that of its instant in local time', async () => {
    const { db, post } = await openBooks();
    await post(entitlement(1, { at: '2020-05-31T15:59:59Z' }));
    await post(entitlement(2, { at: '2020-05-31T16:00:00Z' }));
    expect((await linksOf(db, wuxi)).map(({ period }) => period)).toEqual(['2020-05', '2020-06']);
  });
});
