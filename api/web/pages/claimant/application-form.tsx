import type { Context } from 'hono';
import type { ProblemBody } from '../../../problem.ts';
import type { WebEnv } from '../../env.ts';
import { Refused } from '../../remote.ts';
import { Certificates, readCertificates } from './certificates.tsx';
import type { Person } from './dossier.ts';
import { ObjectFields } from './fields.tsx';
import type { Programme } from './law.ts';
import { givenIn, Materials, materialsIn, storeMaterials } from './materials.tsx';
import { inPath, type Posted, readPosted } from './schema.ts';

export interface ApplicationValue {
  value: Record<string, unknown>;
  /** Faults of certificates at the places where the page shows them. */
  placed(problem: ProblemBody): ProblemBody;
}

const elsewhere = ['certificates', 'materials'];

/** A posted application at `at` of the body, with its documents stored. @throws Refused for a document */
export async function readApplication(
  c: Context<WebEnv>,
  { forms, materials }: Programme,
  at: string,
  form: Posted,
): Promise<ApplicationValue> {
  const { schema } = forms.application;
  const value = (readPosted(schema, at, form) ?? {}) as Record<string, unknown>;
  const certificates = inPath(at, 'certificates');
  const { list, placed } = readCertificates(schema.properties!.certificates!, certificates, form);
  value.certificates = list;
  await storeMaterials(c, materials.application, inPath(at, 'materials'), form);
  value.materials = materialsIn(materials.application, inPath(at, 'materials'), form);
  return { value, placed: (problem) => ({ ...problem, errors: problem.errors.map(placed) }) };
}

/** As it was typed, to be shown again. */
export function typedApplication({ forms, materials }: Programme, at: string, form: Posted): Record<string, unknown> {
  const value = (readPosted(forms.application.schema, at, form, true) ?? {}) as Record<string, unknown>;
  return { ...value, materials: materialsIn(materials.application, inPath(at, 'materials'), form) };
}

interface Shown {
  c: Context<WebEnv>;
  programme: Programme;
  at: string;
  value: Record<string, unknown>;
  form: Posted;
  people: Person[] | null;
  problem?: ProblemBody;
}

/** Certificates, whatever else the programme asks, the account, and the documents. */
export async function ApplicationFields({ c, programme, at, value, form, people, problem }: Shown) {
  const { say } = c.var;
  const { schema } = programme.forms.application;
  return (
    <>
      <Certificates
        {...{ people, form, problem, say, at: inPath(at, 'certificates'), schema: schema.properties!.certificates! }}
        given={(value.certificates ?? []) as Record<string, unknown>[]}
      />
      <ObjectFields {...{ schema, at, value, problem, say, leave: elsewhere }} />
      <Materials
        {...{ demanded: programme.materials.application, at: inPath(at, 'materials'), problem, say }}
        given={await givenIn(c, value.materials)}
      />
    </>
  );
}

/** Sends what was read; what the API refuses is told where the page shows it. */
export async function sendApplication({ placed }: ApplicationValue, send: () => Promise<unknown>): Promise<void> {
  try {
    await send();
  } catch (error) {
    if (error instanceof Refused) throw new Refused(placed(error.problem));
    throw error;
  }
}
