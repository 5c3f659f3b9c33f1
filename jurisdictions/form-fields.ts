import { z } from 'zod';
import type { Form, Jurisdiction } from '../domain/rules/jurisdiction.ts';

/** JSON Schema, as far as it says which fields there are. */
interface Shape {
  properties?: Record<string, Shape>;
  required?: string[];
}

export interface FormField {
  /** By its path, outer ones too: `filing.contact`, `filing.contact.name`. */
  field: string;
  /** The form is refused without it. */
  required: boolean;
}

/** Every field of a form. */
export function fieldsOf(name: string, { schema }: Form): FormField[] {
  const within = (path: string, { properties = {}, required = [] }: Shape, outer: boolean): FormField[] =>
    Object.entries(properties).flatMap(([key, inner]) => {
      const field = { field: `${path}.${key}`, required: outer && required.includes(key) };
      return [field, ...within(field.field, inner, field.required)];
    });
  return within(name, z.toJSONSchema(schema, { io: 'input' }) as Shape, true);
}

/** Fields of a place's rosters that its privacy statement does not name: nobody could be told of them. One sentence each. */
export function undescribedFields({ privacy, programmes }: Jurisdiction): string[] {
  const asked = programmes.flatMap(({ forms }) => fieldsOf('roster', forms.rosterRow).map(({ field }) => field));
  return [...new Set(asked)]
    .filter((field) => field.split('.').length === 2 && !privacy.fields[field])
    .map((field) => `the field ${field} has no name in the privacy note: give it one under newPrivacy.fields`);
}
