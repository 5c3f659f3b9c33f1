import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import type { Person } from '../../../claims/dossier.ts';
import type { WebEnv } from '../../env.ts';
import type { Say } from '../../language.ts';
import { NextPage } from '../../parts/paging.tsx';
import { byRef } from '../../parts/refs.ts';
import { Yuan } from '../../parts/show.tsx';
import { type Column, Table } from '../../parts/table.tsx';
import type { Papers } from './dossier.tsx';
import { called, Value } from './form-facts.tsx';
import type { Mark } from './return-mark.tsx';

type One = z.infer<typeof Person>;

/** The people with everything that the pack's roster asks for, those with problems first, and what each would have. */
export function Roster({ c, papers, mark }: { c: Context<WebEnv>; papers: Papers; mark?: Mark }) {
  const { say } = c.var;
  const { claim, dossier, foreseen } = papers;
  const findings = (ref: string) => claim.findings.filter((one) => one.status === 'open' && one.ref === ref).length;
  const linesOf = (ref: string) => foreseen.items.filter((line) => line.ref === ref);
  const weight = ({ ref }: One) => 2 * findings(ref) + (linesOf(ref).some(({ amountFen }) => amountFen === 0) ? 1 : 0);
  const people = dossier.roster.items
    .map((person) => ({ person, weight: weight(person) }))
    .sort((a, b) => b.weight - a.weight || byRef(a.person.ref, b.person.ref));
  const [ref, name, ...rest] = columnsOf(papers, say);
  const columns: Shown[] = [
    ref!,
    {
      column: name!.column,
      show: (person) => (
        <>
          {name!.show(person)} <Marks person={person} findings={findings(person.ref)} say={say} />
        </>
      ),
    },
    ...(foreseen.totalFen === null
      ? []
      : [
          {
            column: { name: say('预计补贴（元）', 'Foreseen, yuan'), number: true as const },
            show: (person: One) => <Foreseen lines={linesOf(person.ref)} say={say} />,
          },
        ]),
    ...(mark
      ? [
          {
            column: say('退回', 'Return'),
            show: (person: One) => mark(`roster.${person.ref}`, `${person.ref} ${person.name}`),
          },
        ]
      : []),
    ...(rest.length > 0
      ? [{ column: say('名册所填', 'As the roster says'), show: (person: One) => <Rest of={rest} person={person} /> }]
      : []),
  ];
  const title = say(`名册（${claim.trainees} 人）`, `Roster (${claim.trainees})`);
  return (
    <section class="card">
      <h2 id="roster">{title}</h2>
      <Table
        label={title}
        columns={columns.map(({ column }) => column)}
        rows={people.map(({ person }) => columns.map(({ show }) => show(person)))}
      />
      <NextPage c={c} asked={new URLSearchParams()} nextCursor={dossier.roster.nextCursor} />
    </section>
  );
}

interface Shown {
  column: Column;
  show(person: One): Child;
}

/** However many columns a pack asks for, all of them are seen beside the decision, those of one person under those of another. */
const Rest = ({ of, person }: { of: readonly Named[]; person: One }) => (
  <dl class="compared">
    {of.map(({ column, show }) => (
      <div>
        <dt>{column}</dt>
        <dd>{show(person)}</dd>
      </div>
    ))}
  </dl>
);

type Named = Shown & { column: string };

/** Number and name, then what the pack's form asks for; without it, what every roster has. */
function columnsOf({ programme, dossier }: Papers, say: Say): Named[] {
  const schema = programme?.forms.rosterRow.schema;
  const keys = Object.keys(schema?.properties ?? { idNumber: {}, mobile: {}, relation: {} });
  const own = ['ref', 'name'];
  const known = keys.filter(
    (key) => !own.includes(key) && dossier.roster.items.some((person) => (person[key as keyof One] ?? null) !== null),
  );
  return [...own, ...known].map((key) => {
    const of = schema?.properties?.[key];
    const show = (person: One) => <Value at={key} value={person[key as keyof One]} schema={of} say={say} />;
    return { column: say(called(key, of)), show };
  });
}

function Marks({ person: { joinedOn, leftOn }, findings, say }: { person: One; findings: number; say: Say }) {
  return (
    <>
      {findings > 0 && <span class="badge bad">{say(`${findings} 条疑点`, `${findings} findings`)}</span>}
      {joinedOn && <span class="badge">{say(`${joinedOn} 加入`, `joined ${joinedOn}`)}</span>}
      {leftOn && <span class="badge">{say(`${leftOn} 退出`, `left ${leftOn}`)}</span>}
    </>
  );
}

/** What the person would have, and why nothing or less. */
function Foreseen({ lines, say }: { lines: Papers['foreseen']['items']; say: Say }) {
  return (
    <>
      {lines.map(({ amountFen, messages }) => (
        <div>
          {amountFen === 0 ? (
            <span class="badge warn">
              <Yuan fen={0} />
            </span>
          ) : (
            <Yuan fen={amountFen} />
          )}
          {messages && <div class="soft">{say(messages)}</div>}
        </div>
      ))}
      {lines.length === 0 && '—'}
    </>
  );
}
