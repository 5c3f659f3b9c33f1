import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { StartFailure } from '../../domain/failure.ts';
import { openFundAccounts } from '../../jurisdictions/fund-accounts.ts';
import { testFolder } from '../support/folder.ts';
import { registry } from './support/quotes.ts';

const account = {
  bankName: '中国银行',
  accountName: '某局',
  accountNumber: '6216610000000000016',
  bankCode: '104302000012',
};
const fund = 'skill-action-special-account';

function open(content: unknown, mode: 'production' | 'rehearsal' = 'production') {
  const file = join(testFolder(), 'accounts.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return openFundAccounts({ mode, fundAccounts: file }, registry);
}

describe('the accounts from which funds are paid', () => {
  test('are those of the file', async () => {
    const { bankCode, ...without } = account;
    const accounts = await open({ wuxi: { [fund]: account }, sandbox: { [fund]: without } });
    expect(accounts.find('wuxi', fund)).toEqual(account);
    expect(accounts.find('sandbox', fund)).toEqual(without);
    expect(accounts.find('wuxi', 'employment-subsidy-fund')).toBeUndefined();
    expect(accounts.find('yixing', fund)).toBeUndefined();
  });

  test('are invented in a rehearsal without one, one per place and fund, and unknown in production', async () => {
    const rehearsal = await openFundAccounts({ mode: 'rehearsal' }, registry);
    const numbers = registry
      .list()
      .flatMap(({ slug }) => [rehearsal.find(slug, fund), rehearsal.find(slug, 'employment-subsidy-fund')])
      .map((found) => found?.accountNumber);
    expect(new Set(numbers).size).toBe(numbers.length);
    for (const number of numbers) expect(number).toMatch(/^000\d{16}$/);
    expect(rehearsal.find('wuxi', fund)).toEqual(rehearsal.find('wuxi', fund));
    expect((await openFundAccounts({ mode: 'production' }, registry)).find('wuxi', fund)).toBeUndefined();
  });

  test.each([
    ['{"wuxi": ', 'it is not valid JSON'],
    [[], 'the file should be an object'],
    [{ atlantis: {} }, 'the file has atlantis'],
    [{ wuxi: { other: account } }, 'wuxi has other'],
    [{ wuxi: { [fund]: 'x' } }, `wuxi.${fund} should be an object`],
    [{ wuxi: { [fund]: { ...account, iban: 'x' } } }, `wuxi.${fund} has iban`],
    [{ wuxi: { [fund]: { ...account, bankName: ' ' } } }, `wuxi.${fund}.bankName should be text`],
    [{ wuxi: { [fund]: { ...account, accountName: undefined } } }, `wuxi.${fund}.accountName should be text`],
    [{ wuxi: { [fund]: { ...account, accountName: '甲'.repeat(141) } } }, `wuxi.${fund}.accountName`],
    [
      { wuxi: { [fund]: { ...account, accountNumber: 6216610000000000 } } },
      `wuxi.${fund}.accountNumber should be text`,
    ],
    [
      { wuxi: { [fund]: { ...account, accountNumber: '621 661' } } },
      `wuxi.${fund}.accountNumber should be 8 to 32 digits`,
    ],
    [{ wuxi: { [fund]: { ...account, bankCode: '1' } } }, `wuxi.${fund}.bankCode should be 12 digits`],
  ])('%j ends the start with one sentence: %s', async (content, message) => {
    const failure = await open(content).catch((error) => error);
    expect(failure).toBeInstanceOf(StartFailure);
    expect(failure.message).toContain(message);
    expect(failure.message).toMatch(/^FUND_ACCOUNTS .*accounts\.json: /);
    expect(failure.message).not.toContain('621');
  });

  test('a file that is not there ends the start, too, in a rehearsal as well', async () => {
    const missing = openFundAccounts({ mode: 'rehearsal', fundAccounts: '/nowhere.json' }, registry);
    await expect(missing).rejects.toThrow(/^FUND_ACCOUNTS \/nowhere\.json: ENOENT/);
  });
});
