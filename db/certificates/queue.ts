import type { CertificateAnswer, Refutation } from '../../domain/certificates/registry.ts';
import { type Queryable, rows } from '../pool.ts';
import { ofCertificate, ofPerson } from '../privacy/context.ts';

/** A certificate that a register has to be asked about, with the person whom it has to belong to, by the name on the claim's roster. */
export interface WaitingCertificate {
  claim_id: string;
  ref: string;
  kind: string;
  number_index: string;
  attempts: number;
  personal: { number: string };
  person: { id: string; index: string; name: string; idNumber: string };
}

/** Longer than any answer may take: whoever dies meanwhile leaves it to others then. */
const lease = `interval '2 minutes'`;

/** Takes what is due for a while; others pass over it. What is closed, erased or replaced is asked about no more. */
export function takeWaiting(db: Queryable, limit: number): Promise<WaitingCertificate[]> {
  return rows(
    db,
    `with due as (
       select c.claim_id, c.ref from certificates c join claims a on a.id = c.claim_id
       where c.verification = 'waiting' and c.next_try_at <= now() and not a.closed and c.personal <> '{}'
       order by c.next_try_at limit $1 for update of c skip locked),
     taken as (
       update certificates c set next_try_at = now() + ${lease}, attempts = attempts + 1 from due d
       where (c.claim_id, c.ref) = (d.claim_id, d.ref) returning c.*)
     select t.claim_id, t.ref, t.kind, t.number_index, t.attempts, t.personal,
       jsonb_build_object('id', p.person_id, 'index', p.id_number_index, 'name', coalesce(r.personal->>'name', p.personal->>'name'),
         'idNumber', p.personal->>'idNumber') as person
     from taken t join people p on p.person_id = t.person_id join claims a on a.id = t.claim_id
       left join roster_rows r on r.roster_id = a.roster_id and r.ref = t.ref and r.person_id = t.person_id`,
    [limit],
  );
}

/** What the register is asked. @throws as `Vault.open` */
export function questionOf({ vault }: Queryable, { claim_id, ref, kind, personal, person }: WaitingCertificate) {
  const number = vault.openField(
    personal.number,
    'number',
    ofCertificate(claim_id, ref),
    `certificates ${claim_id}/${ref}`,
  );
  const { name, idNumber } = vault.open(
    { name: person.name, idNumber: person.idNumber },
    ofPerson(person.index),
    `people ${person.id}`,
  );
  return { kind, number, name, idNumber };
}

type Asked = Pick<WaitingCertificate, 'claim_id' | 'ref' | 'number_index'>;

/** Writes what the register said, unless another certificate has taken its place or another worker was faster. Answers whether it did. */
export async function recordAnswer(
  db: Queryable,
  { claim_id, ref, number_index }: Asked,
  { checkedAt, reference }: CertificateAnswer,
  refuted: Refutation | undefined,
): Promise<boolean> {
  const { rowCount } = await db.query(
    `update certificates set verification = $4, refutation = $5, checked_at = $6, reference = $7, last_error = null
     where claim_id = $1 and ref = $2 and number_index = $3 and verification = 'waiting'`,
    [claim_id, ref, number_index, refuted ? 'refuted' : 'confirmed', refuted ?? null, checkedAt, reference],
  );
  return rowCount === 1;
}

/** Asks again after a pause that doubles up to an hour. `error` is a code. */
export async function postpone(db: Queryable, { claim_id, ref, number_index }: Asked, error: string): Promise<void> {
  await db.query(
    `update certificates set last_error = $4,
       next_try_at = now() + least(interval '1 hour', interval '2 seconds' * power(2, least(attempts, 20)))
     where claim_id = $1 and ref = $2 and number_index = $3 and verification = 'waiting'`,
    [claim_id, ref, number_index, error],
  );
}
