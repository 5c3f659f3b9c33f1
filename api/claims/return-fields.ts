import type { ListedClaim } from '../../db/claims/lists.ts';
import { rosterRefs } from '../../db/intake/rosters.ts';
import { fieldName } from '../../domain/messages/form-names.ts';
import type { Bilingual } from '../../domain/messages/message.ts';
import { fault, Problem } from '../../domain/problem.ts';
import { fieldsOf } from '../../jurisdictions/form-fields.ts';
import type { Deps } from '../deps.ts';

export interface ReturnedField {
  /** `filing.contact.mobile`, `application.materials.certificates`, `roster.3` by reference. */
  path: string;
  reason: string;
}

/**
 * What a return names has to be something that the claimant can put right: a field or document of what is reviewed, or a person of the roster.
 * @throws Problem `fields-need-return`, `invalid-input`
 */
export async function demandReturnable(
  { pool, registry }: Pick<Deps, 'pool' | 'registry'>,
  claim: ListedClaim,
  reviewed: 'filing' | 'application',
  { decision, fields = [] }: { decision: string; fields?: readonly ReturnedField[] },
): Promise<void> {
  if (fields.length === 0) return;
  if (decision !== 'return')
    throw new Problem('fields-need-return', {}, [fault('fields-need-return', { path: 'fields' })]);
  const { forms, materials } = registry.programme(claim.jurisdiction, claim.programme).programme;
  const refs = await rosterRefs(pool, claim.roster_id);
  const known = new Set([
    ...fieldsOf(reviewed, forms[reviewed]).map(({ field }) => field),
    ...materials[reviewed].map(({ kind }) => `${reviewed}.materials.${kind}`),
    ...[...refs].map((ref) => `roster.${ref}`),
  ]);
  const faults = fields.flatMap(({ path }, i) =>
    known.has(path) ? [] : [fault('return-field-unknown', { path: `fields.${i}.path` }, { path })],
  );
  if (faults.length > 0) throw new Problem('invalid-input', {}, faults);
}

/** Whom of the roster a return names; undefined: it names something else. */
export const rosterRef = (path: string): string | undefined => /^roster\.(.+)$/.exec(path)?.[1];

interface NamedDocuments {
  materials: Readonly<Record<'filing' | 'application', readonly { kind: string; names: Bilingual }[]>>;
}

/** What a return names, as people call it. */
export function returnedName(
  path: string,
  nameOf: (ref: string) => string | null | undefined,
  { materials }: NamedDocuments,
): Bilingual {
  const document = [...materials.filing, ...materials.application].find(({ kind }) =>
    path.endsWith(`.materials.${kind}`),
  );
  if (document) return document.names;
  const ref = rosterRef(path);
  if (!ref) return fieldName(path);
  const name = nameOf(ref) ?? '';
  return { zh: `名册第 ${ref} 号 ${name}`, en: `Roster no. ${ref} ${name}` };
}
