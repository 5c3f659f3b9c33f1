import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import type { Person } from '../../../claims/dossier.ts';
import { cursorOf } from '../../../cursor.ts';
import type { WebEnv } from '../../env.ts';
import type { Say } from '../../language.ts';
import { byRef } from '../../parts/refs.ts';
import { Yuan } from '../../parts/show.tsx';
import { type Column, Table } from '../../parts/table.tsx';
import { spoken } from '../../spoken.ts';
import type { Papers } from './dossier.tsx';
import { called, Value } from './form-facts.tsx';
import type { Mark } from './return-mark.tsx';

type One = z.infer<typeof Person>;

/** On a page. */
export const peopleAtOnce = 50;
/** People with findings come first, as many as the API tells of at once. */
export const problemsFirst = 100;

/** Where somebody stands on the page of the dossier that begins with them. */
const personId = (ref: string) => `person-${ref}`;
export const personPage = (claimId: string, { ref, rowNo }: Pick<One, 'ref' | 'rowNo'>) =>
  `/review/${claimId}?cursor=${encodeURIComponent(cursorOf({ rowNo: rowNo - 1 }))}#${encodeURIComponent(personId(ref))}`;

/** The people, those with problems first and opened; of the others a line each, and everything that the pack's roster asks for on demand. */
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
    { ...ref!, column: say('名册序号', 'No.') },
    {
      column: name!.column,
      show: (person) => (
        <>
          <span class="person" id={personId(person.ref)}>
            {name!.show(person)}
          </span>{' '}
          <Marks person={person} findings={findings(person.ref)} say={say} />
        </>
      ),
    },
    ...(foreseen.totalFen === null
      ? []
      : [
          {
            column: { name: say('预计补贴（元）', 'Foreseen, yuan'), number: true as const },
            show: (person: One) => <Foreseen lines={linesOf(person.ref)} />,
          },
          ...(foreseen.items.some(counted)
            ? [
                {
                  column: { name: say('计入课时', 'Class hours'), number: true as const },
                  show: (person: One) => linesOf(person.ref).find(counted)?.classHours ?? '—',
                },
              ]
            : []),
        ]),
    ...(mark
      ? [
          {
            column: say('退回', 'Return'),
            show: (person: One) => mark(`roster.${person.ref}`, `${person.ref} ${person.name}`),
          },
        ]
      : []),
    {
      column: say('身份证号码', 'ID number'),
      show: (person) => (
        <>
          <Why lines={linesOf(person.ref)} say={say} />
          <Rest of={rest} person={person} open={weight(person) > 0} />
        </>
      ),
    },
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
      <Pages c={c} claimId={claim.id} nextCursor={dossier.roster.nextCursor} />
    </section>
  );
}

/** What is ticked on a page is lost with it: the form of the decision says so, see `ReturnOthers`. */
function Pages({ c, claimId, nextCursor }: { c: Context<WebEnv>; claimId: string; nextCursor: string | null }) {
  const { say } = c.var;
  const isLater = c.req.query('cursor') !== undefined;
  if (!isLater && !nextCursor) return null;
  return (
    <p class="actions">
      <span class="soft">
        {say(
          `每页 ${peopleAtOnce} 人；有疑点的人员排在第一页最前，至多 ${problemsFirst} 人。`,
          `${peopleAtOnce} on a page; whoever has a finding stands on top of the first, up to ${problemsFirst} people.`,
        )}
      </span>
      {isLater && <a href={`/review/${claimId}#roster`}>{say('第一页', 'First page')}</a>}
      {nextCursor && (
        <a href={`/review/${claimId}?cursor=${encodeURIComponent(nextCursor)}#roster`}>{say('下一页', 'Next page')}</a>
      )}
    </p>
  );
}

interface Shown {
  column: Column;
  show(person: One): Child;
}

/** However many columns a pack asks for, all of them are seen beside the decision; whoever has no problem is told by the ID number. */
const Rest = ({ of, person, open }: { of: readonly Named[]; person: One; open: boolean }) => (
  <details open={open}>
    <summary>{person.idNumber}</summary>
    <dl class="compared">
      {of.map(({ column, show }) => (
        <div>
          <dt>{column}</dt>
          <dd>{show(person)}</dd>
        </div>
      ))}
    </dl>
  </details>
);

type Named = Shown & { column: string };

/** Number and name, then what the pack's form asks for besides the ID number; without it, what every roster has. */
function columnsOf({ programme, dossier }: Papers, say: Say): Named[] {
  const schema = programme?.forms.rosterRow.schema;
  const keys = Object.keys(schema?.properties ?? { idNumber: {}, mobile: {}, relation: {} });
  const own = ['ref', 'name', 'idNumber'];
  const known = keys.filter(
    (key) => !own.includes(key) && dossier.roster.items.some((person) => (person[key as keyof One] ?? null) !== null),
  );
  return ['ref', 'name', ...known].map((key) => {
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

/** Its hours count. */
const counted = ({ classHours }: Papers['foreseen']['items'][number]) => classHours !== null;

/** What the person would have, of each kind of subsidy. */
const Foreseen = ({ lines }: { lines: Papers['foreseen']['items'] }) => (
  <>
    {lines.map(({ amountFen }, i) => (
      <>
        {i > 0 && <br />}
        {amountFen === 0 ? (
          <span class="badge warn">
            <Yuan fen={0} />
          </span>
        ) : (
          <Yuan fen={amountFen} />
        )}
      </>
    ))}
    {lines.length === 0 && '—'}
  </>
);

/** Why nothing or less. */
const Why = ({ lines, say }: { lines: Papers['foreseen']['items']; say: Say }) => (
  <>{lines.map(({ messages }) => messages && <div>{say(spoken(messages))}</div>)}</>
);
