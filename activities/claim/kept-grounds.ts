import type { TracedLine } from '../../db/money/lines.ts';
import type { Basis, Grounds } from './calculation.ts';

/** What was known of people when their entitlements were fixed. */
export type KeptGrounds = Omit<Grounds, 'claim' | 'law' | 'facts' | 'roster'>;

/** The grounds that were kept with the lines, so that a calculation can be repeated as it was then; null: none were kept. */
export function keptGrounds(lines: readonly TracedLine[]): KeptGrounds | null {
  const kept = lines.flatMap(({ ref, person_id, basis }) => (basis ? [{ ref, person_id, basis: basis as Basis }] : []));
  const [first] = kept;
  if (!first) return null;
  const known = <T>(of: (basis: Basis) => T | null | undefined): Map<string, T> =>
    new Map(
      kept.flatMap(({ person_id, basis }) => {
        const value = of(basis);
        return value === null || value === undefined ? [] : [[person_id, value] as const];
      }),
    );
  return {
    days: first.basis.days,
    taken: known((basis) => basis.taken),
    elsewhere: known((basis) => basis.elsewhere),
    registered: first.basis.registration === undefined ? null : known((basis) => basis.registration),
    blacklisted: known((basis) => basis.blacklisted),
    // Each looked its own entry up in one catalogue, so together they answer as that did.
    catalogue: [...known((basis) => basis.catalogue).values()],
    removed: new Map(kept.flatMap(({ ref, basis }) => (basis.removed ? [[ref, basis.removed] as const] : []))),
  };
}
