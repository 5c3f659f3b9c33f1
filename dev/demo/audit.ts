import { formatYuan } from '../../domain/money/yuan.ts';
import { read } from './acts.ts';
import type { Claim, LedgerVerification } from './answers.ts';
import { same, sameFen } from './expect.ts';
import { sum } from './expected.ts';
import { bankTotal, type StoryClaim } from './scenario.ts';
import type { World } from './world.ts';

/** Every claim has to stand where its story ends, to the fen. Answers the claims as they are read. */
export async function auditClaims(world: World, claims: readonly StoryClaim[]): Promise<Claim[]> {
  const found: Claim[] = [];
  for (const claim of claims) {
    const { stage, amountFen, recoveryFen = 0 } = claim.expected;
    const now = await read(world, claim, stage);
    sameFen(`the amount of ${now.id}`, now.amountFen, amountFen);
    sameFen(`recoveries of ${now.id}`, sum(now.recoveries.map((one) => one.amountFen)), recoveryFen);
    found.push(now);
  }
  return found;
}

/** The ledger has to be intact, and each place's accounts have to say what the stories say. Answers one line per chain. */
export async function auditLedger(world: World, claims: readonly StoryClaim[]): Promise<string[]> {
  const auditor = world.as({ role: 'auditor' });
  const { ok, chains } = await auditor.get<LedgerVerification>('/v1/ledger/verification');
  same('the ledger is balanced and unbroken', ok, true);
  const paid = [...new Set(claims.map(({ jurisdiction }) => jurisdiction))]
    .filter((place) => bankTotal(claims, place) > 0)
    .sort();
  same('the chains of the ledger', chains.map(({ jurisdiction }) => jurisdiction).sort(), paid);
  return chains.map(({ jurisdiction, fund, sets, balances }) => {
    const at = `${jurisdiction} / ${fund}`;
    const ofPlace = claims.filter((claim) => claim.jurisdiction === jurisdiction);
    const recovery = sum(ofPlace.map(({ expected }) => expected.recoveryFen ?? 0));
    same(`the fund of ${at}`, fund, 'skill-action-special-account');
    const repaid = sum(ofPlace.map(({ expected }) => expected.repaidFen ?? 0));
    sameFen(`${at}: bank`, balances.bank, repaid - bankTotal(claims, jurisdiction));
    sameFen(`${at}: to be recovered`, balances['recoveries-receivable'] ?? 0, recovery - repaid);
    sameFen(`${at}: promised and not paid`, balances['payable-to-claimants'] ?? 0, 0);
    sameFen(`${at}: advances not settled`, balances['advances-receivable'] ?? 0, 0);
    const back = recovery > 0 ? `, ${formatYuan(repaid)} of ${formatYuan(recovery)} recovered` : '';
    return `${at}: ${sets} postings, ${formatYuan(bankTotal(claims, jurisdiction))} paid${back}`;
  });
}
