import { fieldName, valueName } from '../../../../domain/messages/form-names.ts';
import type { Fault } from '../../../../domain/problem.ts';
import type { ProblemBody } from '../../../problem.ts';
import type { Say } from '../../language.ts';
import { Field } from '../../parts/form.tsx';
import { fieldId } from '../../parts/show.tsx';
import type { Person } from './dossier.ts';
import { Faults, ObjectFields } from './fields.tsx';
import { cellsOf, inColumn } from './pasted.ts';
import { inPath, type Posted, readPosted, type Schema, textIn } from './schema.ts';

/** Null: too many for fields of their own. */
type People = Person[] | null;
type Row = Record<string, unknown> & { ref?: string };

/** What is said once for everybody who has no other. */
const common = ['kind', 'issuedOn'] as const;

interface Shown {
  people: People;
  /** A list of certificates. */
  schema: Schema;
  at: string;
  given: readonly Row[];
  form: Posted;
  problem?: ProblemBody;
  say: Say;
}

/** Certificates of the people on the roster: number by number, or all of them pasted. */
export function Certificates({ people, schema, at, given, form, problem, say }: Shown) {
  const item = schema.items!;
  const own = new Map(given.map((row) => [row.ref, row]));
  const shown = new Set<string | undefined>(people?.map(({ ref }) => ref));
  const pasted = given.filter(({ ref }) => !shown.has(ref));
  return (
    <fieldset class="broad">
      <legend>{say('证书', 'Certificates')}</legend>
      <p class="hint">
        {say(
          '没有取得证书的人员，证书编号留空。证书种类和发证日期相同的，只需在这里填写一次。',
          'Leave the number empty for who has no certificate. State kind and day here once where they are the same for all.',
        )}
      </p>
      <div class="grid">
        {common.map((key) => {
          const { examples, format } = item.properties![key]!;
          const kinds = examples?.map((one) => [one, say(valueName('certificates.kind', one))] as const);
          const label =
            key === 'kind'
              ? say('证书种类（全部人员）', 'Kind, for all')
              : say('发证日期（全部人员）', 'Issued on, for all');
          return (
            <Field
              {...{ name: `all.${key}`, label, options: kinds, say }}
              value={textIn(form, `all.${key}`) || `${pasted[0]?.[key] ?? ''}`}
              type={format === 'date' ? 'date' : 'text'}
            />
          );
        })}
        <div class="broad">
          <Field
            {...{
              name: 'numbers',
              rows: 4,
              label: say('粘贴证书编号', 'Paste the numbers'),
              value: textIn(form, 'numbers') || pastedAgain(pasted),
              problem,
              say,
            }}
            hint={say(
              '每行：名册序号、证书编号，从 Excel 复制即可',
              'Per line: roster number, number of the certificate',
            )}
          />
        </div>
      </div>
      {people?.map(({ ref, name, plannedCertificate }, i) => (
        <fieldset id={fieldId(`roster.${ref}`)}>
          <legend>{`${ref} ${name}`}</legend>
          <Faults {...{ at: `roster.${ref}`, problem, say }} />
          <input type="hidden" name={`${inPath(at, i)}.ref`} value={ref} />
          <div class="grid">
            <ObjectFields
              schema={forPerson(item)}
              at={inPath(at, i)}
              value={own.get(ref) ?? aimedAt(item, plannedCertificate)}
              problem={problem}
              say={say}
            />
          </div>
        </fieldset>
      ))}
    </fieldset>
  );
}

/** Numbers that were saved and have no fields of their own, as one pastes them. */
const pastedAgain = (given: readonly Row[]) => given.map(({ ref, number }) => `${ref}\t${number ?? ''}`).join('\n');

/** The number first; what a place demands beside it; nothing is demanded of who has no certificate. */
function forPerson({ properties = {}, required = [] }: Schema): Schema {
  const always = ['number', ...common];
  const names = [...always, ...Object.keys(properties).filter((key) => !always.includes(key) && key !== 'ref')];
  const shown = required.includes('occupation') ? names : always;
  return { properties: Object.fromEntries(shown.map((key) => [key, properties[key]!])) };
}

/** What the roster says that somebody was to obtain. */
function aimedAt({ required = [] }: Schema, planned: Record<string, unknown> | null): Row {
  return required.includes('occupation') ? { ...planned } : {};
}

export interface ReadCertificates {
  list: Row[];
  /** What is wrong, at the place where the page shows it: the fields of a person, or the line that was pasted. */
  placed(fault: Fault): Fault;
}

/** Everybody who has a number, with what is said for all where nothing else is. Who is on no roster is told by the API. */
export function readCertificates(schema: Schema, at: string, form: Posted): ReadCertificates {
  const rows = (readPosted(schema, at, form, true) ?? []) as Row[];
  const found: { row: Row; shown?: number; line?: number }[] = rows.map((row, shown) => ({ row, shown }));
  const withFields = new Map(found.map((one) => [one.row.ref, one]));
  for (const [i, line] of textIn(form, 'numbers').split(/\r?\n/).entries()) {
    const [ref = '', number = ''] = cellsOf(line);
    const own = withFields.get(ref);
    // A line of the roster of who has none.
    if (ref === '' || (number === '' && (own || line.trim() !== ref))) continue;
    if (own) Object.assign(own, { row: { ...own.row, number }, line: i + 1 });
    else found.push({ row: { ref, number }, line: i + 1 });
  }
  const forAll = Object.fromEntries(
    common.flatMap((key) => (textIn(form, `all.${key}`) ? [[key, textIn(form, `all.${key}`)]] : [])),
  );
  const handedIn = found.filter(({ row }) => row.number !== undefined);
  return {
    list: handedIn.map(({ row }) => ({ ...forAll, ...row })),
    placed(one) {
      const [no, field] = one.path?.startsWith(`${at}.`) ? one.path.slice(at.length + 1).split('.') : [];
      const given = handedIn[Number(no)];
      if (!given) return one;
      if (given.shown !== undefined) return { ...one, path: [at, given.shown, field].filter(isNamed).join('.') };
      return inColumn(
        one,
        { path: 'numbers', row: given.line! },
        field ? fieldName(`certificates.${field}`) : undefined,
      );
    },
  };
}

const isNamed = (part: string | number | undefined) => part !== undefined;
