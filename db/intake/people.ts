import { createHmac } from 'node:crypto';
import type { LocalDate } from '../../domain/calendar/date.ts';
import { type Queryable, row, rows } from '../pool.ts';

/** The keyed hash under which a person is found again. Without the key the table cannot be searched by guessing ID numbers. */
export function personIndex(idNumber: string, key: string): string {
  return createHmac('sha256', key).update(idNumber.toUpperCase()).digest('hex');
}

export interface Person {
  personId: string;
  birthDate: LocalDate | null;
  name: string;
  idNumber: string;
}

const columns = `person_id as "personId", birth_date as "birthDate", personal->>'name' as name, personal->>'idNumber' as "idNumber"`;

export async function findPerson(db: Queryable, idNumberIndex: string): Promise<Person | undefined> {
  return row<Person>(db, `select ${columns} from people where id_number_index = $1`, [idNumberIndex]);
}

export async function readPeople(db: Queryable, personIds: readonly string[]): Promise<Person[]> {
  return rows<Person>(db, `select ${columns} from people where person_id = any($1)`, [personIds]);
}
