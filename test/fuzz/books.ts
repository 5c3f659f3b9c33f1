import type { Town } from './town.ts';

/** What the ledger says of itself after all that strangers have done. Undefined: it is balanced, unbroken, and says what it books. */
export async function faultInBooks({ world }: Town): Promise<string | undefined> {
  const { ok, chains } = await world
    .as({ role: 'auditor', subject: 'auditor-of-the-fuzzer' })
    .get<{ ok: boolean; chains: unknown[] }>('/v1/ledger/verification');
  return ok ? undefined : `the ledger does not verify: ${JSON.stringify(chains)}`;
}
