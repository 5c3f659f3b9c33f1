import { z } from 'zod';
import type { LocalDate } from '../domain/calendar/date.ts';
import type { Form, Jurisdiction, Programme } from '../domain/rules/jurisdiction.ts';
import { type Params, resolve } from '../domain/rules/param.ts';
import { applicationFrom, filingFrom } from './dated-examples.ts';
import type { Registry } from './registry.ts';

/** What `GET /v1/jurisdictions` returns for each place. */
export function summarise({
  slug,
  code,
  parent,
  names,
  authority,
  checkedOn,
  rehearsalOnly,
  programmes,
}: Jurisdiction) {
  return {
    slug,
    code,
    parent,
    names,
    authority,
    checkedOn,
    rehearsalOnly: rehearsalOnly ?? false,
    programmes: programmes.map(({ slug, names, claimant, fund }) => ({ slug, names, claimant, fund })),
  };
}

/** What `GET /v1/jurisdictions/{slug}?on=` returns: forms, steps, documents and every figure in force on that day with its source. Throws Problem `unknown-jurisdiction`. */
export function describe(registry: Registry, slug: string, on: LocalDate) {
  const jurisdiction = registry.find(slug);
  return {
    ...summarise(jurisdiction),
    on,
    parameters: figures(jurisdiction.parameters, on),
    programmes: jurisdiction.programmes.map((programme) => describeProgramme(jurisdiction, programme, on)),
  };
}

function describeProgramme(jurisdiction: Jurisdiction, programme: Programme, on: LocalDate) {
  const { slug, names, claimant, fund, calculator, allowance, eligibility, caps, steps, materials, commitment, forms } =
    programme;
  return {
    slug,
    names,
    claimant,
    fund,
    calculator,
    allowance: allowance ?? null,
    eligibility,
    caps,
    steps,
    materials,
    commitment: commitment ?? [],
    forms: {
      filing: describeForm(forms.filing, (example) => filingFrom(example, on)),
      rosterRow: describeForm(forms.rosterRow),
      application: describeForm(forms.application, (example) => applicationFrom(example, on)),
    },
    parameters: figures({ ...jurisdiction.parameters, ...programme.parameters }, on),
  };
}

function describeForm({ schema, example }: Form, from = (given: unknown) => given) {
  return { schema: jsonSchemaOf(schema), example: from(example) };
}

const asJsonSchema = (schema: Form['schema']) => z.toJSONSchema(schema, { io: 'input' });
const jsonSchemas = new WeakMap<Form['schema'], ReturnType<typeof asJsonSchema>>();

/** Made once: to make it takes longer than everything else that is told of a place. */
function jsonSchemaOf(schema: Form['schema']) {
  const known = jsonSchemas.get(schema) ?? asJsonSchema(schema);
  jsonSchemas.set(schema, known);
  return known;
}

/** Figures in force on the day, and whether code reads them; those that have not begun yet are left out. */
function figures(params: Params, on: LocalDate) {
  return Object.values(resolve(params, on)).map((resolved) => ({
    ...resolved,
    meaning: params[resolved.name]?.meaning ?? { zh: '', en: '' },
    effect: params[resolved.name]?.unread ?? 'applied',
  }));
}
