import { z } from '@hono/zod-openapi';
import { certificatesOf, numbersOf, reusesOf } from '../../db/certificates/certificates.ts';
import { isClaimant } from '../auth/claimant.ts';
import type { Actor } from '../auth/tokens.ts';
import { dutyOnClaim } from '../claims/duties.ts';
import { claimFor, ofClaim, readerOf } from '../claims/scope.ts';
import type { Deps } from '../deps.ts';
import { disclose } from '../privacy.ts';
import { Day, listOf, When } from '../routes/fields.ts';

export const Certificate = z
  .object({
    ref: z.string(),
    personId: z.string().openapi({ description: 'The person, whoever applies for them' }),
    kind: z.string(),
    level: z.int().nullable(),
    occupation: z.string().nullable(),
    issuedOn: Day,
    number: z.string().nullable().openapi({ description: 'null: erased with the dossier' }),
    verification: z
      .enum(['none', 'waiting', 'confirmed', 'refuted'])
      .openapi({ description: 'none: no register is asked' }),
    refutation: z.string().nullable(),
    checkedAt: When.nullable(),
    reference: z.string().nullable().openapi({ description: 'By which the register finds its answer again' }),
    alsoOf: z
      .array(z.string())
      .openapi({ description: 'Roster references of others with the same number; for officials' }),
    alsoIn: z.array(z.string()).openapi({ description: 'Claims with the same number that one may see; for officials' }),
  })
  .openapi('Certificate');

export const Certificates = listOf(Certificate).openapi('Certificates');

/** The certificates with which a claim was applied for. @throws Problem `not-found` */
export async function readCertificates(
  deps: Pick<Deps, 'pool' | 'audit'>,
  actor: Actor,
  id: string,
): Promise<z.infer<typeof Certificates>> {
  const claim = await claimFor(deps, actor, id);
  const rows = await certificatesOf(deps.pool, id);
  const numbers = await disclose(deps, {
    ...{ actor, what: 'certificates', of: ofClaim(claim), duty: dutyOnClaim(actor, claim) },
    holds: (opened) => opened.size > 0,
    persons: (opened) => rows.filter(({ ref }) => opened.has(ref)).map(({ person_id }) => person_id),
    open: () => numbersOf(deps.pool, id),
  });
  const reuses = isClaimant(actor) ? null : await reusesOf(deps.pool, id);
  const read = readerOf(actor);
  const items = rows.map((row) => ({
    ...{ ref: row.ref, personId: row.person_id, kind: row.kind, level: row.level, occupation: row.occupation },
    ...{ issuedOn: row.issued_on, number: read(numbers.get(row.ref) ?? null), verification: row.verification },
    ...{ refutation: row.refutation, checkedAt: row.checked_at, reference: row.reference },
    alsoOf: reuses?.get(row.ref)?.refs ?? [],
    alsoIn: reuses?.get(row.ref)?.claims ?? [],
  }));
  return { items, nextCursor: null };
}
