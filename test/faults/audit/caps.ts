import { rows } from '../../../db/pool.ts';
import type { Case } from '../people/case.ts';
import type { PlannedPerson } from '../plan/claims.ts';
import { type Check, named } from './findings.ts';

/** Yuan of the notices, fen; written down once more, so that a wrong figure of the system would show. */
const limits = { 'wuxi-hours': 50_000, 'guangdong-hours': 100_000 };
const perYear = 3;

interface Standing {
  one: Case;
  person: PlannedPerson;
  fen: number;
  /** Paid and taken back: the room that it took stays taken. */
  revoked: boolean;
}

/** What stands of each person's lines stays within every limit: by sum, by number, once per certificate, one class at a time. */
export const limitsHold: Check = async ({ db, cases }) => {
  const byId = new Map(cases.map((one) => [one.id, one]));
  const standing = (
    await rows<{ claim_id: string; ref: string; fen: number; revoked: boolean }>(
      db,
      `select claim_id, ref, sum(amount_fen) as fen, bool_and(status = 'revoked') as revoked
       from lines where status <> 'fallen' group by 1, 2`,
    )
  ).map(({ claim_id, ref, fen, revoked }): Standing => {
    const one = byId.get(claim_id)!;
    return { one, fen, revoked, person: one.plan.people.find((person) => person.ref === ref)! };
  });
  const people = new Map<number, Standing[]>();
  for (const line of standing) people.set(line.person.seed, [...(people.get(line.person.seed) ?? []), line]);
  const found = [...people].flatMap(([seed, lines]) => faultsOf(lines).map((fault) => `person ${seed} ${fault}`));
  return [...found, ...(await wrongReservations(db))];
};

function faultsOf(lines: readonly Standing[]): string[] {
  const faults: string[] = [];
  for (const by of ['wuxi-hours', 'guangdong-hours'] as const) {
    const fen = lines.filter(({ one }) => one.plan.place.by === by).reduce((sum, line) => sum + line.fen, 0);
    if (fen > limits[by]) faults.push(`has ${fen} fen, above the limit of ${limits[by]}`);
  }
  const certificates = lines.filter(({ one }) => one.plan.place.by === 'certificates');
  if (certificates.length > perYear) faults.push(`has ${certificates.length} subsidies in one year`);
  const kinds = certificates.map(({ person }) => `${person.occupation} ${person.level}`);
  if (new Set(kinds).size < kinds.length) faults.push(`has one certificate subsidised twice: ${kinds.join(', ')}`);
  const kept = lines.filter(({ revoked }) => !revoked);
  for (const [i, { one }] of kept.entries()) {
    const other = kept.slice(i + 1).find((line) => overlap(one, line.one));
    if (other) faults.push(`is paid for two classes of the same days: ${named(one)}, ${named(other.one)}`);
  }
  return faults;
}

const overlap = (a: Case, b: Case) => a.plan.days.opens <= b.plan.days.ends && b.plan.days.opens <= a.plan.days.ends;

/** Room is taken by what stands, and by nothing else. */
async function wrongReservations(db: Parameters<typeof rows>[0]): Promise<string[]> {
  const wrong = await rows<{ scope: string; claim_id: string; ref: string; status: string; fen: number }>(
    db,
    `select u.scope, u.claim_id, u.ref, u.status, coalesce(l.fen, 0) as fen from cap_uses u
     left join (select claim_id, ref, sum(amount_fen) as fen from lines
                where status <> 'fallen' and component = 'training-subsidy' group by 1, 2) l using (claim_id, ref)
     where (u.status = 'released') <> (l.fen is null) or (l.fen is not null and u.amount_fen <> l.fen)`,
  );
  return wrong.map(
    (u) => `room under ${u.scope} for line ${u.ref} of ${u.claim_id} is ${u.status}, and ${u.fen} fen stand`,
  );
}
