import { type Db, row, rows, type Tx, transaction } from '../pool.ts';
import { ofCertificate, ofPerson } from './context.ts';
import { beginMoving, endMoving } from './index-in-use.ts';

const chunk = 500;
/** Comes before everybody's id. */
const nobody = '00000000-0000-0000-0000-000000000000';

interface Person {
  id: string;
  index: string;
  personal: { idNumber: string };
}

export interface Reindexed {
  moved: number;
  /** Erased people, whose ID numbers nobody has any more: they stay under the key of their time, and are not found under another. */
  erased: number;
}

/**
 * Gives all people their index under the current key, chunk by chunk; what is sealed for the old index goes with it. It may be cut off, and
 * be run again; until it has come to its end rosters are refused.
 * @throws Problem `sealed-value-altered` or KeyMissing, naming the person's row
 */
export async function reindexPeople(db: Db): Promise<Reindexed> {
  await beginMoving(db);
  let moved = 0;
  for (let after: string | undefined = nobody; after; ) {
    const ids = await transaction(db, (tx) => moveSome(tx, after!));
    moved += ids.length;
    after = ids.at(-1);
  }
  await reindexCertificates(db);
  await endMoving(db);
  return { moved, erased: await erasedElsewhere(db) };
}

/** Numbers that are erased stay under the key of their time, as people do. */
async function reindexCertificates(db: Db): Promise<void> {
  for (let moved = chunk; moved === chunk; ) {
    moved = await transaction(db, async (tx) => {
      const found = await rows<{ claim: string; ref: string; kind: string; number: string }>(
        tx,
        `select claim_id as claim, ref, kind, personal->>'number' as number from certificates
         where not starts_with(number_index, $1) and personal <> '{}' limit $2 for update`,
        [tx.vault.indexMark, chunk],
      );
      const moves = found.map(({ claim, ref, kind, number: sealed }) => {
        const number = tx.vault.openField(sealed, 'number', ofCertificate(claim, ref), `certificates ${claim}/${ref}`);
        return { claim, ref, index: tx.vault.certificateIndex(kind, number) };
      });
      await tx.query(
        `update certificates c set number_index = v.index from jsonb_to_recordset($1) as v(claim text, ref text, index text)
         where (c.claim_id, c.ref) = (v.claim, v.ref)`,
        [JSON.stringify(moves)],
      );
      return found.length;
    });
  }
}

const elsewhere = 'not starts_with(id_number_index, $1)';

async function erasedElsewhere(db: Db): Promise<number> {
  const found = await row<{ n: number }>(
    db,
    `select count(*) as n from people where ${elsewhere} and personal = '{}'`,
    [db.vault.indexMark],
  );
  return found!.n;
}

/** Behind a person's id; locks people in the order in which claims lock them. */
async function moveSome(tx: Tx, after: string): Promise<string[]> {
  const people = await rows<Person>(
    tx,
    `select person_id as id, id_number_index as index, personal from people
     where ${elsewhere} and personal <> '{}' and person_id > $2 order by person_id limit $3 for update`,
    [tx.vault.indexMark, after, chunk],
  );
  const moves = new Map(people.map((one) => [one.id, moveOf(tx, one)]));
  await tx.query(
    `update people p set id_number_index = v.index, personal = v.personal
     from jsonb_to_recordset($1) as v(id uuid, index text, personal jsonb) where p.person_id = v.id`,
    [JSON.stringify(people.map(({ id, personal }) => ({ id, ...moves.get(id)!.to(personal, `people ${id}`) })))],
  );
  const roster = await rows<{ at: string; id: string; name: string; personal: object }>(
    tx,
    `select ctid::text as at, person_id as id, roster_id || '/' || ref as name, personal from roster_rows
     where person_id = any($1::uuid[]) for update`,
    [[...moves.keys()]],
  );
  await tx.query(
    `update roster_rows r set personal = v.personal from jsonb_to_recordset($1) as v(at tid, personal jsonb) where r.ctid = v.at`,
    [
      JSON.stringify(
        roster.map(({ at, id, name, personal }) => ({ at, ...moves.get(id)!.to(personal, `roster_rows ${name}`) })),
      ),
    ],
  );
  return people.map(({ id }) => id);
}

/** How what belongs to a person is sealed for the new index. */
function moveOf({ vault }: Tx, { id, index: old, personal }: Person) {
  const idNumber = vault.openField(personal.idNumber, 'idNumber', ofPerson(old), `people ${id}`);
  const index = vault.personIndex(idNumber);
  return {
    to: (stored: object, place: string) => ({
      index,
      personal: vault.seal(vault.open(stored, ofPerson(old), place), ofPerson(index)),
    }),
  };
}
