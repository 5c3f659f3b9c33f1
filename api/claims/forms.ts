import { everybodys, holdUploads, type UploadedFile } from '../../db/intake/files.ts';
import type { Tx } from '../../db/pool.ts';
import { filesNamedBy } from '../../domain/claim/forms.ts';
import { type Fault, fault, Problem } from '../../domain/problem.ts';
import type { Form } from '../../domain/rules/jurisdiction.ts';
import type { Registry } from '../../jurisdictions/registry.ts';
import { isFileable } from '../../jurisdictions/unfiled.ts';
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

/** Whose files a form may name. */
export interface NamedBy {
  registry: Registry;
  /** The claimant, as files name their owner. */
  owner: string;
}

/** Every file that a form names must be there, be the claimant's (or the rehearsal's specimen), and be neither too old nor erased. @throws Problem `invalid-input` */
export async function demandFiles(tx: Tx, by: NamedBy, form: NamesFiles, at = ''): Promise<void> {
  const named = filesNamedBy(form);
  if (named.length === 0) return;
  const known = await holdUploads(tx, [...new Set(named.map(({ fileId }) => fileId))]);
  const isUsable = (one: UploadedFile) =>
    one.owner === everybodys || (one.owner === by.owner && isFileable(by.registry, one, Date.now()));
  const usable = new Set(known.filter(isUsable).map(({ id }) => id));
  const faults = named
    .filter(({ fileId }) => !usable.has(fileId))
    .map(({ fileId, path }) => fault('file-unknown', { path: `${at}${path}` }, { fileId }));
  if (faults.length > 0) throw new Problem('invalid-input', {}, faults);
}
