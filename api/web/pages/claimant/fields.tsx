import type { Child } from 'hono/jsx';
import { fieldName, rowName, valueName } from '../../../../domain/messages/form-names.ts';
import { decimalYuan } from '../../../../domain/money/yuan.ts';
import type { ProblemBody } from '../../../problem.ts';
import type { Say } from '../../language.ts';
import { Field, faultsAt } from '../../parts/form.tsx';
import { FieldFaults, fieldId } from '../../parts/show.tsx';
import { inPath, isFen, type Schema, withoutNull } from './schema.ts';

interface Shown {
  schema: Schema;
  /** Where it stands in the body: names the input and finds its faults. */
  at: string;
  value: unknown;
  required: boolean;
  /** Where it says more than the name of the field. */
  label?: string;
  problem?: ProblemBody;
  say: Say;
}

const within = (value: unknown, key: string | number): unknown =>
  value !== null && typeof value === 'object' ? (value as Record<string | number, unknown>)[key] : undefined;

/** The fields of an object, but for those that the page shows in its own way or that others fill in. */
export function ObjectFields({
  schema,
  at,
  value,
  problem,
  say,
  leave = [],
}: Omit<Shown, 'required'> & { leave?: readonly string[] }) {
  const required = new Set(schema.required);
  return (
    <>
      {Object.entries(schema.properties ?? {})
        .filter(([key]) => !leave.includes(key))
        .map(([key, inner]) => (
          <AnyField
            {...{ problem, say, at: inPath(at, key), value: within(value, key) }}
            schema={withoutNull(inner).schema}
            required={required.has(key) && !withoutNull(inner).nullable}
          />
        ))}
    </>
  );
}

/** Input for whatever a schema describes. */
export function AnyField(shown: Shown): Child {
  const { schema, at, required, say } = shown;
  if (schema.properties) return <Group {...shown} />;
  if (schema.items?.properties) return <Rows {...shown} />;
  if (schema.type === 'array') return <Texts {...shown} />;
  if (schema.type === 'boolean') return <YesNo {...shown} />;
  const { value, problem } = shown;
  const label = say(fieldName(at));
  const typed = typeof value === 'number' && isFen(at) ? decimalYuan(value) : `${value ?? ''}`;
  const common = { name: at, label, value: typed, required, problem, say };
  const offered = schema.enum ?? schema.examples;
  if (offered)
    return (
      <Field {...common} options={choices(offered, common, (one) => say(schema.names?.[one] ?? valueName(at, one)))} />
    );
  if (schema.format === 'date') return <Field {...common} type="date" />;
  if (schema.type === 'integer' && !isFen(at)) {
    const more = { ...bound('min', schema.minimum), ...bound('max', schema.maximum) };
    return <Field {...common} type="number" more={more} />;
  }
  if (schema.maxLength && schema.maxLength > 300)
    return (
      <div class="broad">
        <Field {...common} rows={3} />
      </div>
    );
  return <Field {...common} type={schema.format === 'email' ? 'email' : 'text'} />;
}

/** Nothing is chosen beforehand: who has not chosen is asked to. */
function choices(
  offered: readonly string[],
  { value, required, say }: { value: string; required: boolean; say: Say },
  name: (one: string) => string,
): (readonly [string, string])[] {
  const all = value === '' || offered.includes(value) ? offered : [...offered, value];
  const named = all.map((one) => [one, name(one)] as const);
  return required && value === '' ? [['', say('请选择', 'Choose')], ...named] : named;
}

const bound = (name: 'min' | 'max', limit: number | undefined): Record<string, number> =>
  limit === undefined ? {} : { [name]: limit };

/** What need not be there at all is folded away until something stands in it. */
function Group({ schema, at, value, required, problem, say }: Shown) {
  const name = say(fieldName(at));
  const wrong = problem?.errors.some(({ path }) => path?.startsWith(at)) ?? false;
  // An optional group asks for nothing until somebody begins with it: the API knows what belongs together.
  const fields = required ? schema : { ...schema, required: [] };
  const grid = (
    <div class="grid">
      <ObjectFields {...{ schema: fields, at, value, problem, say }} />
    </div>
  );
  if (required)
    return (
      <fieldset class="broad" id={fieldId(at)}>
        <legend>{name}</legend>
        {grid}
        <Faults {...{ at, problem, say }} />
      </fieldset>
    );
  return (
    <details class="card broad" id={fieldId(at)} open={value !== undefined || wrong}>
      <summary>
        {name} <span class="hint">{say('（选填）', '(optional)')}</span>
      </summary>
      {grid}
      <Faults {...{ at, problem, say }} />
    </details>
  );
}

/** A list: its rows are added and taken away by buttons that send the form, so that it works without script. */
function Rows({ schema, at, value, required, problem, say }: Shown) {
  const given: unknown[] = Array.isArray(value) ? value : [];
  const rows = required && given.length === 0 ? [undefined] : given;
  const name = say(rowName(at));
  return (
    <fieldset class="broad" id={fieldId(at)}>
      <legend>{say(fieldName(at))}</legend>
      {rows.map((row, i) => (
        <fieldset>
          <legend>{`${name} ${i + 1}`}</legend>
          <div class="grid">
            <ObjectFields {...{ schema: schema.items!, at: inPath(at, i), value: row, problem, say }} />
          </div>
          <p>
            <button type="submit" class="second" name="do" value={`remove:${at}.${i}`} formnovalidate>
              {say(`删除${name} ${i + 1}`, `Remove: ${name} ${i + 1}`)}
            </button>
          </p>
        </fieldset>
      ))}
      <Faults {...{ at, problem, say }} />
      <p>
        <button type="submit" class="second" name="do" value={`add:${at}`} formnovalidate>
          {say(`添加${name}`, `Add: ${name}`)}
        </button>
      </p>
    </fieldset>
  );
}

function Texts({ schema, at, value, required, problem, say }: Shown) {
  const given = Array.isArray(value) ? (value as string[]) : [];
  const offered = schema.items?.examples;
  if (!offered) {
    const hint = say('每行一项', 'One per line');
    return (
      <div class="broad">
        <Field
          {...{ name: at, label: say(fieldName(at)), value: given.join('\n'), rows: 3, required, hint, problem, say }}
        />
      </div>
    );
  }
  return (
    <fieldset class="broad" id={fieldId(at)}>
      <legend>
        {say(fieldName(at))}
        {required && (
          <span class="hint">
            {' '}
            {schema.minItems === offered.length
              ? say('（须全部包含）', '(all of them)')
              : say('（至少选一项）', '(choose at least one)')}
          </span>
        )}
      </legend>
      <div class="actions">
        {[...new Set([...offered, ...given])].map((one) => (
          <label>
            <input type="checkbox" name={at} value={one} checked={given.includes(one)} /> {say(valueName(at, one))}
          </label>
        ))}
      </div>
      <Faults {...{ at, problem, say }} />
    </fieldset>
  );
}

function YesNo({ schema, at, value, required, problem, say, label = say(fieldName(at)) }: Shown) {
  if (schema.const !== true) {
    const answer = typeof value === 'boolean' ? String(value) : '';
    const options = choices(['true', 'false'], { value: answer, required, say }, (one) =>
      one === 'true' ? say('是', 'Yes') : say('否', 'No'),
    );
    return <Field {...{ name: at, label, value: answer, options, required, problem, say }} />;
  }
  const faulty = faultsAt(problem, at).length > 0;
  return (
    <div class="broad">
      <label>
        <input
          {...{ type: 'checkbox', id: fieldId(at), name: at, value: 'true', checked: value === true, required }}
          aria-invalid={faulty ? 'true' : undefined}
          aria-describedby={faulty ? `${fieldId(at)}-fault` : undefined}
        />{' '}
        {label}
      </label>
      <Faults {...{ at, problem, say }} />
    </div>
  );
}

export function Faults({ at, problem, say }: Pick<Shown, 'at' | 'problem' | 'say'>) {
  return <FieldFaults {...{ id: `${fieldId(at)}-fault`, faults: faultsAt(problem, at), say }} />;
}
