import type { Child } from 'hono/jsx';
import { fieldName, valueName } from '../../form-names.ts';
import type { Say } from '../../language.ts';
import { Facts, Money } from '../../parts/show.tsx';

type Fields = Record<string, unknown>;

/** A JSON Schema, as far as a form is read by it. */
export interface Schema {
  title?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
}

/** A form that was handed in, field by field, group by group. Documents and people stand elsewhere. */
export function FormFacts({ form, schema, say }: { form: Fields; schema?: Schema; say: Say }) {
  const entries = Object.entries(form).filter(([key]) => key !== 'materials' && key !== 'certificates');
  const own = entries.filter(([, value]) => !isGroup(value));
  const groups = entries.filter(([, value]) => isGroup(value));
  return (
    <>
      {own.length > 0 && <FactsOf at="" fields={Object.fromEntries(own)} schema={schema} say={say} />}
      {groups.map(([key, value]) => (
        <>
          <h3>{say(called(key, schema?.properties?.[key]))}</h3>
          <FactsOf at={key} fields={value as Fields} schema={schema?.properties?.[key]} say={say} />
        </>
      ))}
    </>
  );
}

/** By its schema where that says it. */
const called = (path: string, schema?: Schema) =>
  schema?.title ? { zh: schema.title, en: schema.title } : fieldName(path);

const isGroup = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);
const inPath = (at: string, key: string) => (at ? `${at}.${key}` : key);

function FactsOf({ at, fields, schema, say }: { at: string; fields: Fields; schema?: Schema; say: Say }) {
  const facts = Object.entries(fields).map(([key, value]) => {
    const path = inPath(at, key);
    const of = schema?.properties?.[key];
    return [say(called(path, of)), <Value at={path} value={value} schema={of} say={say} />] as const;
  });
  return <Facts of={facts} />;
}

interface ValueProps {
  at: string;
  value: unknown;
  schema?: Schema;
  say: Say;
}

function Value({ at, value, schema, say }: ValueProps): Child {
  if (value === null || value === undefined || value === '') return <span>—</span>;
  if (typeof value === 'boolean') return <span>{value ? say('是', 'yes') : say('否', 'no')}</span>;
  if (typeof value === 'number') return at.endsWith('Fen') ? <Money fen={value} /> : <span>{value}</span>;
  if (typeof value === 'string') return <span>{say(valueName(at, value))}</span>;
  if (Array.isArray(value)) {
    if (value.every((one) => !isGroup(one)))
      return <span>{value.map((one) => say(valueName(at, String(one)))).join('、')}</span>;
    return (
      <ul class="plain">
        {value.map((one) => (
          <li>
            <Value at={at} value={one} schema={schema?.items} say={say} />
          </li>
        ))}
      </ul>
    );
  }
  return (
    <span>
      {Object.entries(value as Fields)
        .map(([key, one]) => {
          const path = inPath(at, key);
          return `${say(called(path, schema?.properties?.[key]))} ${say(valueName(path, String(one)))}`;
        })
        .join(say('，', ', '))}
    </span>
  );
}
