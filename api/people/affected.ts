import type { Before, HeldRow, PersonFields } from '../../db/people/corrections.ts';
import { heldFields, type KnownPerson } from '../../db/people/held.ts';
import type { Tx } from '../../db/pool.ts';

export type { HeldRow };

/** What putting right in a place touches. */
export interface Affected {
  /** With which a claim of the place was filed. */
  rosterIds: string[];
  /** Every claim that was filed with one of them, of whatever place, by roster. */
  claims: HeldRow[];
  claimIds: string[];
}

export function affected(rows: readonly HeldRow[], place: string): Affected {
  const rosterIds = new Set(rows.filter(({ jurisdiction }) => jurisdiction === place).map(({ rosterId }) => rosterId));
  const claims = rows.filter(({ rosterId }) => rosterIds.has(rosterId));
  return { rosterIds: [...rosterIds], claims, claimIds: [...new Set(claims.map(({ claimId }) => claimId))] };
}

/** What the rosters say of these fields now. */
export async function standing(
  tx: Tx,
  person: KnownPerson,
  { rosterIds }: Pick<Affected, 'rosterIds'>,
  fields: readonly (keyof PersonFields)[],
): Promise<Before[]> {
  const held = await heldFields(tx, person, rosterIds);
  return held.map((one) => ({
    ...{ rosterId: one.rosterId, ref: one.ref },
    ...Object.fromEntries(fields.map((field) => [field, one[field] ?? null])),
  }));
}
