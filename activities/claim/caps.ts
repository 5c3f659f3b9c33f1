import { type CapUse, capUses, reserveCaps } from '../../db/money/caps.ts';
import type { Queryable } from '../../db/pool.ts';
import { capScope, isCapped } from '../../domain/money/caps.ts';
import type { Facts, Line, Trainee } from '../../domain/money/types.ts';
import type { CapRule, ProgrammeRules } from '../../domain/rules/jurisdiction.ts';

/** Room that a person has taken under the caps of a programme, in claims that stand. Fen. */
export interface Room {
  amountFen: number;
  count: number;
  certificates: { occupation: string; level: number | null }[];
}

/** What a person has taken under each kind of cap, and in which claims. */
export type Taken = Record<CapRule['kind'], CapUse[]>;

/** The caps that speak by these codes. */
const kinds: Readonly<Record<string, CapRule['kind']>> = {
  'cap-reached': 'amount',
  'cap-applied': 'amount',
  'subsidy-count-reached': 'count',
  'certificate-already-subsidised': 'once',
};

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
    const own = taken.get(use.person_id) ?? { amount: [], count: [], once: [] };
    taken.set(use.person_id, own);
    own[kindOf.get(use.scope)!].push(use);
  }
  return taken;
}

export function roomOf({ amount, count, once }: Taken): Room {
  return {
    amountFen: amount.reduce((sum, use) => sum + use.amount_fen, 0),
    count: count.length,
    certificates: once.map(({ occupation, level }) => ({ occupation: occupation ?? '', level })),
  };
}

/** The claims that have taken the room which a reduced line lacks; for officials only. */
export function takenBy(line: Line, trainee: Trainee, taken: Taken | undefined): string[] {
  const kind = kinds[line.code ?? ''];
  if (!kind || !taken) return [];
  const occupation = trainee.certificate?.occupation ?? null;
  const found = taken[kind].filter((use) => kind !== 'once' || use.occupation === occupation);
  return [...new Set(found.map((use) => use.claim_id))];
}

export function withCaps(trainee: Trainee, room: Room | undefined): Trainee {
  if (!room) return trainee;
  return {
    ...trainee,
    alreadyPaidFen: room.amountFen,
    alreadyCount: room.count,
    earlierCertificates: room.certificates,
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
