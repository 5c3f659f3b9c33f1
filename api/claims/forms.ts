import { ownersOfFiles } from '../../db/intake/files.ts';
import type { Queryable } from '../../db/pool.ts';
import { filesNamedBy } from '../../domain/claim/forms.ts';
import { type Fault, fault, Problem } from '../../domain/problem.ts';
import type { Form } from '../../domain/rules/jurisdiction.ts';
import { faultsOf } from '../zod-faults.ts';

/** The form as its pack reads it: canonical codes and numbers; an unknown field is a fault. `at` is where it stands in the body. @throws Problem `invalid-input` */
export function readForm<T>(form: Form, given: unknown, at?: string): T {
  const read = form.schema.safeParse(given);
  if (read.success) return read.data as T;
  const faults = faultsOf(read.error, given);
  throw new Problem('invalid-input', {}, at ? faults.map((one) => within(at, one)) : faults);
}

function within(at: string, one: Fault): Fault {
  return { ...one, path: [at, one.path].filter(Boolean).join('.') };
}

type NamesFiles = Parameters<typeof filesNamedBy>[0];

/** Every file that a form names must be there and be the claimant's (or the rehearsal's specimen). @throws Problem `invalid-input` */
export async function demandFiles(db: Queryable, claimantOwner: string, form: NamesFiles, at = ''): Promise<void> {
  const named = filesNamedBy(form);
  if (named.length === 0) return;
  const known = await ownersOfFiles(db, [...new Set(named.map(({ fileId }) => fileId))]);
  const usable = new Set(known.filter(({ owner }) => owner === claimantOwner || owner === '*').map(({ id }) => id));
  const faults = named
    .filter(({ fileId }) => !usable.has(fileId))
    .map(({ fileId, path }) => fault('file-unknown', { path: `${at}${path}` }, { fileId }));
  if (faults.length > 0) throw new Problem('invalid-input', {}, faults);
}
