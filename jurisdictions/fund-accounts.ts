import { readFile } from 'node:fs/promises';
import type { Settings } from '../domain/env.ts';
import { messageOf, StartFailure } from '../domain/failure.ts';
import type { BankAccount } from '../domain/money/bank-account.ts';
import { unfitTexts } from '../domain/money/bank-fields.ts';
import { type Fund, funds } from '../domain/money/types.ts';
import type { Registry } from './registry.ts';

/** From which account a fund of a place is paid: a matter of the deployment, not of the law. */
export interface FundAccounts {
  find(jurisdiction: string, fund: Fund): BankAccount | undefined;
}

type Accounts = Readonly<Record<string, Partial<Record<Fund, BankAccount>>>>;

/**
 * Reads the file that the setting `FUND_ACCOUNTS` names. A rehearsal without it pays from invented accounts; production without it knows none.
 * @throws StartFailure naming the file and the place in it
 */
export async function openFundAccounts(
  { mode, fundAccounts: file }: Pick<Settings, 'mode' | 'fundAccounts'>,
  registry: Pick<Registry, 'list'>,
): Promise<FundAccounts> {
  if (file === undefined) return { find: mode === 'rehearsal' ? invented : () => undefined };
  try {
    const accounts = parseFundAccounts(
      await readFile(file, 'utf8'),
      registry.list().map(({ slug }) => slug),
    );
    return { find: (jurisdiction, fund) => accounts[jurisdiction]?.[fund] };
  } catch (error) {
    throw new StartFailure(`FUND_ACCOUNTS ${file}: ${messageOf(error)}`);
  }
}

/** `{ "<place>": { "<fund>": {bankName, accountName, accountNumber, bankCode?} } }`. @throws Error naming the place in the file; never a number */
export function parseFundAccounts(text: string, places: readonly string[]): Accounts {
  const byPlace = objectAt('the file', parsed(text), places);
  for (const [place, byFund] of Object.entries(byPlace))
    for (const [fund, account] of Object.entries(objectAt(place, byFund, funds)))
      demandAccount(`${place}.${fund}`, objectAt(`${place}.${fund}`, account, [...required, 'bankCode']));
  return byPlace as Accounts;
}

const required = ['bankName', 'accountName', 'accountNumber'] as const;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    // The parser's own message shows a part of the text.
    throw new Error('it is not valid JSON');
  }
}

function objectAt(where: string, value: unknown, known: readonly string[]): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error(`${where} should be an object`);
  const unknown = Object.keys(value).find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Error(`${where} has ${unknown}; known are ${known.join(', ')}`);
  return value as Record<string, unknown>;
}

/** What every bank file can hold, so that a wrong account is found at start and not when a batch is to be paid. */
function demandAccount(where: string, account: Record<string, unknown>): void {
  for (const name of required)
    if (typeof account[name] !== 'string' || account[name].trim() === '')
      throw new Error(`${where}.${name} should be text`);
  const { bankCode } = account;
  if (bankCode !== undefined && !(typeof bankCode === 'string' && /^\d{12}$/.test(bankCode)))
    throw new Error(`${where}.bankCode should be 12 digits, or left out`);
  const { bankName, accountName, accountNumber } = account as unknown as BankAccount;
  const payer = { bankName, accountName, accountNumber };
  if (!/^\d{8,32}$/.test(accountNumber)) throw new Error(`${where}.accountNumber should be 8 to 32 digits`);
  const [unfit] = unfitTexts('pain.001', where, payer);
  if (unfit) throw new Error(`${where}.${unfit.path} does not fit into a bank file: ${unfit.messages.en}`);
}

/** An account that no bank has: its number begins with 000. */
function invented(jurisdiction: string, fund: Fund): BankAccount {
  const number = [...`${jurisdiction}/${fund}`].reduce(
    (sum, sign) => (sum * 31 + sign.codePointAt(0)!) % 1_000_000_007,
    7,
  );
  return {
    bankName: '虚构银行',
    accountName: `${jurisdiction} ${fund}（虚构）`,
    accountNumber: `000${String(number).padStart(16, '0')}`,
  };
}
