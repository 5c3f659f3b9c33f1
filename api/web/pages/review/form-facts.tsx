import type { Child } from 'hono/jsx';
import { fieldName, valueName } from '../../../../domain/messages/form-names.ts';
import type { Say } from '../../language.ts';
import { Facts, Money } from '../../parts/show.tsx';
import type { Mark } from './return-mark.tsx';

type Fields = Record<string, unknown>;

/** A JSON Schema, as far as a form is read by it. */
export interface Schema {
  title?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
}

interface Props {
  form: Fields;
  schema?: Schema;
  say: Say;
  /** Where it stands in what is reviewed, and how a field of it is sent back. */
  marked?: { at: string; mark: Mark };
}

/** Documents and people stand in tables of their own; what the authority enters is asked of no claimant. */
const elsewhere = ['materials', 'certificates'];
const ofOthers = 'authorityOpinion';

/** A form that was handed in, field by field, group by group; for who may send it back, with what was left empty. */
export function FormFacts({ form, schema, say, marked }: Props) {
  const entries = Object.entries(marked ? withEmpty(form, schema) : form).filter(([key]) => !elsewhere.includes(key));
  const own = entries.filter(([, value]) => !isGroup(value));
  const groups = entries.filter(([, value]) => isGroup(value));
  return (
    <>
      {own.length > 0 && <FactsOf at="" form={Object.fromEntries(own)} schema={schema} say={say} marked={marked} />}
      {groups.map(([key, value]) => (
        <>
          <h3>{say(called(key, schema?.properties?.[key]))}</h3>
          <FactsOf
            at={key}
            form={value as Fields}
            schema={schema?.properties?.[key]}
            say={say}
            marked={marked && { ...marked, at: `${marked.at}.${key}` }}
          />
        </>
      ))}
    </>
  );
}

/** With the fields that could have been filled in, and were not. */
function withEmpty(form: Fields, schema?: Schema): Fields {
  const asked = Object.keys(schema?.properties ?? {}).filter((key) => key !== ofOthers);
  return { ...Object.fromEntries(asked.map((key) => [key, undefined])), ...form };
}

/** By its schema where that says it. */
export const called = (path: string, schema?: Schema) =>
  schema?.title ? { zh: schema.title, en: schema.title } : fieldName(path);

const isGroup = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);
const inPath = (at: string, key: string) => (at ? `${at}.${key}` : key);

function FactsOf({ at, form: fields, schema, say, marked }: Props & { at: string }) {
  const facts = Object.entries(marked && at ? withEmpty(fields, schema) : fields).map(([key, value]) => {
    const path = inPath(at, key);
    const of = schema?.properties?.[key];
    const name = say(called(path, of));
    const shown = <Value at={path} value={value} schema={of} say={say} />;
    if (!marked) return [name, shown] as const;
    return [
      name,
      <div class="marked">
        {shown}
        {marked.mark(`${marked.at}.${key}`, name)}
      </div>,
    ] as const;
  });
  return <Facts of={facts} />;
}

interface ValueProps {
  at: string;
  value: unknown;
  schema?: Schema;
  say: Say;
}

/** A value as people read it, by where it stands. */
export function Value({ at, value, schema, say }: ValueProps): Child {
  if (value === null || value === undefined || value === '') return <span>—</span>;
  if (typeof value === 'boolean') return <span>{value ? say('是', 'yes') : say('否', 'no')}</span>;
  if (typeof value === 'number') return at.endsWith('Fen') ? <Money fen={value} /> : <span>{value}</span>;
  if (typeof value === 'string') return <span>{say(valueName(at, value))}</span>;
  if (Array.isArray(value)) {
    if (value.every((one) => !isGroup(one)))
      return <span>{value.map((one) => say(valueName(at, String(one)))).join(say('、', ', '))}</span>;
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
