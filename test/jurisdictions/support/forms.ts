import type { Programme } from '../../../domain/rules/jurisdiction.ts';
import { registry } from './quotes.ts';

/** The path and code of everything that a form of a programme finds wrong with an input. */
export function faultsOfForm(place: string, programme: string, form: string, input: unknown): string[] {
  const { forms } = registry.programme(place, programme).programme;
  const { schema } = forms[form as keyof Programme['forms']];
  const result = schema.safeParse(input);
  if (result.success) return [];
  return result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
}

// biome-ignore lint/suspicious/noExplicitAny: tests break examples in ways their types forbid
export type Draft = any;

/** A form's example with some fields changed: `change` edits a deep copy. */
export function changed(
  place: string,
  programme: string,
  form: keyof Programme['forms'],
  change: (copy: Draft) => void,
) {
  const copy = structuredClone(registry.programme(place, programme).programme.forms[form].example);
  change(copy);
  return faultsOfForm(place, programme, form, copy);
}
