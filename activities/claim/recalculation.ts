import { type ClaimRow, traceHashOf } from '../../db/claims/claims.ts';
import { pinnedLaw } from '../../db/claims/pins.ts';
import { readRosterRows } from '../../db/intake/rosters.ts';
import { type LineRow, linesOf } from '../../db/money/lines.ts';
import type { Queryable } from '../../db/pool.ts';
import { canonicalJson } from '../../domain/canonical.ts';
import type { Line } from '../../domain/money/types.ts';
import { type Basis, entitle } from './calculation.ts';
import { factsOfClaim } from './entitlements.ts';

/** Whether a claim's entitlements are still what its law, people and records give. */
export interface Recalculation {
  /** Of the calculation as it comes out now; null while nothing is fixed, or its grounds were not kept. */
  hash: string | null;
  /** Of the calculation when the entitlements were fixed. */
  hashAtApproval: string | null;
  /** The same went in and came out, and the lines on file say so; null where there is nothing to compare. */
  unchanged: boolean | null;
}

/** Calculates a claim's entitlements once more from what was pinned and kept. Asks no pack, no catalogue and no other claim. */
export async function recalculate(tx: Queryable, claim: ClaimRow): Promise<Recalculation> {
  const hashAtApproval = await traceHashOf(tx, claim.id);
  const lines = await linesOf(tx, claim.id);
  const bases = new Map(lines.flatMap(({ person_id, basis }) => (basis ? [[person_id, basis as Basis] as const] : [])));
  const [first] = bases.values();
  if (!first || !hashAtApproval) return { hash: null, hashAtApproval, unchanged: null };
  const known = <T>(of: (basis: Basis) => T | null) =>
    new Map([...bases].flatMap(([person, basis]) => [[person, of(basis)] as const].filter(hasValue)));
  const { lines: judged, hash } = await entitle(tx, {
    claim,
    law: await pinnedLaw(tx, claim.id),
    facts: await factsOfClaim({ tx, claim }, first.days),
    roster: await readRosterRows(tx, claim.roster_id),
    days: first.days,
    taken: known((basis) => basis.taken),
    elsewhere: known((basis) => basis.elsewhere),
    registered: first.registration === undefined ? null : known((basis) => basis.registration ?? null),
    blacklisted: known((basis) => basis.blacklisted ?? null),
    // Each looked its own entry up in one catalogue, so together they answer as that did.
    catalogue: [...bases.values()].flatMap(({ catalogue }) => catalogue ?? []),
    removed: new Map(
      lines.flatMap(({ ref, basis }) => {
        const { removed } = (basis ?? {}) as Partial<Basis>;
        return removed ? [[ref, removed] as const] : [];
      }),
    ),
  });
  const onFile = lines.map((line) => outcome(fromRow(line))).sort();
  const now = judged.map(({ line }) => outcome(line)).sort();
  return { hash, hashAtApproval, unchanged: hash === hashAtApproval && canonicalJson(onFile) === canonicalJson(now) };
}

const hasValue = <K, V>(entry: readonly [K, V | null]): entry is readonly [K, V] => entry[1] !== null;

type Outcome = Pick<Line, 'ref' | 'component' | 'fund' | 'amountFen' | 'trace'>;

const fromRow = (row: LineRow) =>
  ({ ref: row.ref, component: row.component, fund: row.fund, amountFen: row.amount_fen, trace: row.trace }) as Outcome;

const outcome = ({ ref, component, fund, amountFen, trace }: Outcome) =>
  canonicalJson([ref, component, fund, amountFen, trace]);
