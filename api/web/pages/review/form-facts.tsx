import type { Child } from 'hono/jsx';
import type { Say } from '../../language.ts';
import { Facts, Money } from '../../parts/show.tsx';
import { fieldName, type Schema, valueName } from './form-names.ts';
import type { Mark } from './return-mark.tsx';

type Fields = Record<string, unknown>;

interface Props {
  form: Fields;
  schema?: Schema;
  say: Say;
  /** Where it stands in what is reviewed, and how a field of it is sent back. */
  marked?: { at: string; mark: Mark };
}

/** A form that was handed in, field by field, group by group. Documents and people stand elsewhere. */
export function FormFacts({ form, schema, say, marked }: Props) {
  const entries = Object.entries(form).filter(([key]) => key !== 'materials' && key !== 'certificates');
  const own = entries.filter(([, value]) => !isGroup(value));
  const groups = entries.filter(([, value]) => isGroup(value));
  return (
    <>
      {own.length > 0 && <FactsOf form={Object.fromEntries(own)} schema={schema} say={say} marked={marked} />}
      {groups.map(([key, value]) => (
        <>
          <h3>{say(fieldName(key, schema?.properties?.[key]))}</h3>
          <FactsOf
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

const isGroup = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);

function FactsOf({ form: fields, schema, say, marked }: Props) {
  const facts = Object.entries(fields).map(([key, value]) => {
    const of = schema?.properties?.[key];
    const name = say(fieldName(key, of));
    const shown = <Value value={value} schema={of} inFen={key.endsWith('Fen')} say={say} />;
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
  value: unknown;
  schema?: Schema;
  inFen?: boolean;
  say: Say;
}

function Value({ value, schema, inFen, say }: ValueProps): Child {
  if (value === null || value === undefined || value === '') return <span>—</span>;
  if (typeof value === 'boolean') return <span>{value ? say('是', 'yes') : say('否', 'no')}</span>;
  if (typeof value === 'number') return inFen ? <Money fen={value} /> : <span>{value}</span>;
  if (typeof value === 'string') return <span>{say(valueName(value))}</span>;
  if (Array.isArray(value)) {
    if (value.every((one) => !isGroup(one)))
      return <span>{value.map((one) => say(valueName(String(one)))).join('、')}</span>;
    return (
      <ul class="plain">
        {value.map((one) => (
          <li>
            <Value value={one} schema={schema?.items} say={say} />
          </li>
        ))}
      </ul>
    );
  }
  return (
    <span>
      {Object.entries(value as Fields)
        .map(([key, one]) => `${say(fieldName(key, schema?.properties?.[key]))} ${say(valueName(String(one)))}`)
        .join(say('，', ', '))}
    </span>
  );
}
