import { z } from 'zod';
import type { Form, Jurisdiction } from '../domain/rules/jurisdiction.ts';

/** JSON Schema, as far as it says which fields there are. */
interface Shape {
  properties?: Record<string, Shape>;
}

/** Every field of a form by its path, outer ones too: `filing.contact`, `filing.contact.name`. */
export function fieldsOf(name: string, { schema }: Form): string[] {
  const paths = (path: string, { properties = {} }: Shape): string[] =>
    Object.entries(properties).flatMap(([key, inner]) => [`${path}.${key}`, ...paths(`${path}.${key}`, inner)]);
  return paths(name, z.toJSONSchema(schema, { io: 'input' }) as Shape);
}

/** Fields of a place's rosters that its privacy statement does not name: nobody could be told of them. One sentence each. */
export function undescribedFields({ privacy, programmes }: Jurisdiction): string[] {
  const asked = programmes.flatMap(({ forms }) => fieldsOf('roster', forms.rosterRow));
  return [...new Set(asked)]
    .filter((field) => field.split('.').length === 2 && !privacy.fields[field])
    .map((field) => `the field ${field} has no name in the privacy note: give it one under newPrivacy.fields`);
}
