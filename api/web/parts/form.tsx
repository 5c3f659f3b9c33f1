import { randomUUID } from 'node:crypto';
import type { Child } from 'hono/jsx';
import type { Fault } from '../../../domain/problem.ts';
import type { ProblemBody } from '../../problem.ts';
import type { Say } from '../language.ts';
import { FieldFaults, fieldId } from './show.tsx';

/**
 * A form that acts: it carries a key of its own, so that sending it twice happens once; sent again after a refusal it keeps the key, since then nothing
 * has happened.
 */
export function ActForm({
  action,
  children,
  idempotencyKey = randomUUID(),
  upload = false,
  id,
}: {
  action: string;
  children: Child;
  idempotencyKey?: string;
  upload?: boolean;
  /** Where inputs elsewhere on the page belong to it. */
  id?: string;
}) {
  return (
    <form id={id} method="post" action={action} class="stack" enctype={upload ? 'multipart/form-data' : undefined}>
      <input type="hidden" name="key" value={idempotencyKey} />
      {children}
    </form>
  );
}

/** What stands on the page that is decided on: a decision on something else is refused. */
export function Read({ revision }: { revision: string }) {
  return <input type="hidden" name="revision" value={revision} />;
}

type Options = readonly (readonly [value: string, label: string])[];

interface FieldProps {
  name: string;
  label: string;
  value?: string;
  hint?: string;
  type?: 'text' | 'date' | 'number' | 'email' | 'tel' | 'url' | 'file' | 'month' | 'datetime-local';
  required?: boolean;
  /** When it has to be there, instead of that it may be left out. */
  needed?: string;
  /** In forms that only look: what nothing chosen means, as `全部`. */
  all?: string;
  rows?: number;
  options?: Options;
  /** Further ones, each group under its name. */
  groups?: readonly { label: string; options: Options }[];
  problem?: ProblemBody;
  say: Say;
  more?: Record<string, string | number>;
  /** What is there already, above the input, so that those of a row stay in line. */
  children?: Child;
}

/** A labelled field that says what is wrong with it, for eyes and ears; before the input, so that those of a row stay in line. */
export function Field({
  name,
  label,
  value = '',
  hint,
  type = 'text',
  required,
  needed,
  all,
  rows,
  options,
  groups = [],
  problem,
  say,
  more,
  children,
}: FieldProps) {
  const id = fieldId(name);
  const faults = faultsAt(problem, name);
  const described = [hint && `${id}-hint`, faults.length > 0 && `${id}-fault`].filter(Boolean).join(' ') || undefined;
  const common = {
    ...{
      id,
      name,
      required,
      'aria-describedby': described,
      'aria-invalid': faults.length > 0 ? ('true' as const) : undefined,
      ...more,
    },
  };
  return (
    <div>
      <label for={id}>
        {label}
        {required || all ? '' : <span class="hint"> {needed ?? say('（选填）', '(optional)')}</span>}
      </label>
      {hint && (
        <div class="hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
      {children}
      <FieldFaults {...{ id: `${id}-fault`, faults, say }} />
      {options ? (
        <select {...common}>
          {!required && <option value="">{all}</option>}
          <Options of={options} value={value} />
          {groups.map(({ label, options }) => (
            <optgroup label={label}>
              <Options of={options} value={value} />
            </optgroup>
          ))}
        </select>
      ) : rows ? (
        <textarea {...common} rows={rows}>
          {value}
        </textarea>
      ) : (
        <input {...common} type={type} value={type === 'file' ? undefined : value} />
      )}
    </div>
  );
}

const Options = ({ of, value }: { of: Options; value: string }) => (
  <>
    {of.map(([one, text]) => (
      <option value={one} selected={one === value}>
        {text}
      </option>
    ))}
  </>
);

/** Nobody chooses by overlooking the field. */
export const chosen = (options: Options, say: Say) => [['', say('请选择', 'Choose')], ...options] as const;

export const faultsAt = (problem: ProblemBody | undefined, path: string): Fault[] =>
  problem?.errors.filter((fault) => fault.path === path) ?? [];
