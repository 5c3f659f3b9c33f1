import { capUses, reserveCaps } from '../../db/money/caps.ts';
import type { Queryable } from '../../db/pool.ts';
import { capScope, isCapped } from '../../domain/money/caps.ts';
import type { Facts, Line, Trainee } from '../../domain/money/types.ts';
import type { ProgrammeRules } from '../../domain/rules/jurisdiction.ts';

/** What a person has taken under the caps of a programme, in claims that stand. Fen. */
export interface Taken {
  amountFen: number;
  count: number;
  certificates: { occupation: string; level: number | null }[];
  /** Claims that took it; for officials only. */
  claims: string[];
}

/** Per person. Under `lockPeople` it cannot change until the transaction ends. */
export async function capsTaken(
  db: Queryable,
  rules: ProgrammeRules,
  facts: Facts,
  personIds: readonly string[],
): Promise<Map<string, Taken>> {
  const kindOf = new Map(rules.caps.map((cap) => [capScope(cap, facts), cap.kind]));
  const taken = new Map<string, Taken>();
  for (const use of await capUses(db, [...kindOf.keys()], personIds)) {
    const sum = taken.get(use.person_id) ?? { amountFen: 0, count: 0, certificates: [], claims: [] };
    taken.set(use.person_id, sum);
    const kind = kindOf.get(use.scope);
    if (kind === 'amount') sum.amountFen += use.amount_fen;
    if (kind === 'count') sum.count += 1;
    if (kind === 'once') sum.certificates.push({ occupation: use.occupation ?? '', level: use.level });
    if (!sum.claims.includes(use.claim_id)) sum.claims.push(use.claim_id);
  }
  return taken;
}

export function withCaps(trainee: Trainee, taken: Taken | undefined): Trainee {
  if (!taken) return trainee;
  return {
    ...trainee,
    alreadyPaidFen: taken.amountFen,
    alreadyCount: taken.count,
    earlierCertificates: taken.certificates,
  };
}

/** Reserves the room that the lines take, in every scope of the programme. */
export async function reserve(
  db: Queryable,
  claimId: string,
  rules: ProgrammeRules,
  facts: Facts,
  lines: readonly { line: Line; personId: string; trainee: Trainee }[],
): Promise<void> {
  const capped = lines.filter(({ line }) => isCapped(line.component) && line.amountFen > 0);
  const uses = rules.caps.flatMap((cap) =>
    capped.map(({ line, personId, trainee }) => ({
      scope: capScope(cap, facts),
      person_id: personId,
      claim_id: claimId,
      ref: line.ref,
      amount_fen: line.amountFen,
      occupation: trainee.certificate?.occupation ?? null,
      level: trainee.certificate?.level ?? null,
    })),
  );
  if (uses.length > 0) await reserveCaps(db, uses);
}
