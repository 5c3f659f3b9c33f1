import type { z } from '@hono/zod-openapi';
import { type ChangeKind, changeKinds } from '../../../../domain/claim/changes.ts';
import { valueName } from '../../../../domain/messages/form-names.ts';
import { reasonName } from '../../../../domain/messages/reasons.ts';
import { fault, Problem } from '../../../../domain/problem.ts';
import type { Change } from '../../../claims/change-schemas.ts';
import { type ProblemBody, problemBody } from '../../../problem.ts';
import { peopleOf } from '../../../rosters/read.ts';
import { formsInTurn } from '../../../rosters/turn.ts';
import type { Site } from '../../env.ts';
import { Field } from '../../parts/form.tsx';
import { fieldId, Money, Note, Until, When } from '../../parts/show.tsx';
import { TableCard } from '../../parts/table.tsx';
import { Refused } from '../../remote.ts';
import { statusName } from '../review/status-names.ts';
import { type Asked, claimantActPage } from './act-page.tsx';
import { fewPeople, readDossier } from './dossier.ts';
import { Faults, ObjectFields } from './fields.tsx';
import { programmeIn } from './law.ts';
import { inColumn, oneOf } from './pasted.ts';
import { columnName, handedIn, refsIn } from './people.ts';
import { type Posted, readPosted, textIn } from './schema.ts';

/** 变更: what changes between the approval of the filing and that of the application is handed in, and a reviewer decides. */
export function changesPage(site: Site): void {
  claimantActPage(site, {
    act: 'changes',
    send: { zh: '提交变更', en: 'Hand in the change' },
    untimed: true,
    stays: true,
    async fields(asked) {
      const { c, claim, form, problem } = asked;
      const { say } = c.var;
      const kind = kindOf(asked);
      return (
        <>
          <Note>
            {say(
              '备案通过后、补贴申请审核通过前，人员、班期或平台有变化的在这里提交。审核同意后生效，预估金额随之重算。',
              'What changes between the approval of the filing and that of the application is handed in here. It takes effect when a reviewer approves it.',
            )}
          </Note>
          <nav class="actions" aria-label={say('变更事项', 'What changes')}>
            {changeKinds.map((one) => (
              <a href={`/claims/${claim.id}/changes?kind=${one}`} aria-current={one === kind ? 'page' : undefined}>
                {say(valueName('', one))}
              </a>
            ))}
          </nav>
          <h2>{say(valueName('', kind))}</h2>
          <input type="hidden" name="kind" value={kind} />
          {await fieldsOf[kind](asked)}
          <Field
            {...{ name: 'reason', rows: 3, label: say('原因', 'Reason'), value: textIn(form, 'reason'), problem, say }}
          />
        </>
      );
    },
    async take(asked, key) {
      const { c, claim, form } = asked;
      const kind = kindOf(asked);
      const body = { kind, ...(await bodyOf[kind](asked)), reason: textIn(form, 'reason') || undefined };
      try {
        await c.var.remote.post(`/v1/claims/${claim.id}/changes`, body, key);
      } catch (error) {
        if (error instanceof Refused) throw new Refused(placed(error.problem, kind));
        throw error;
      }
      return undefined;
    },
    below: HandedIn,
  });
}

function kindOf({ c, form }: Asked): ChangeKind {
  const asked = textIn(form, 'kind') || c.req.query('kind');
  return changeKinds.find((one) => one === asked) ?? 'trainee-leaves';
}

type Fields = (asked: Asked) => Promise<unknown>;

const day = ({ c, form, problem }: Asked, name: string, label: string, value = '', required = true) => (
  <Field
    {...{ name, type: 'date', label, required, problem, say: c.var.say }}
    value={form.key === undefined ? value : textIn(form, name)}
  />
);

const fieldsOf = {
  'trainee-leaves': async (asked) => {
    const { c, claim, form, problem } = asked;
    const { say } = c.var;
    const people = fewPeople(await readDossier(c, claim.id))?.filter(({ leftOn }) => leftOn === null);
    const chosen = [form.ref].flat();
    return (
      <>
        {people ? (
          <fieldset id={fieldId('refs')}>
            <legend>
              {say('退出人员', 'Who leaves')}
              <span class="hint"> {say('（至少选一人）', '(choose at least one)')}</span>
            </legend>
            <div class="actions">
              {people.map(({ ref, name }) => (
                <label>
                  <input type="checkbox" name="ref" value={ref} checked={chosen.includes(ref)} /> {ref} {name}
                </label>
              ))}
            </div>
            <Faults {...{ at: 'refs', problem, say }} />
          </fieldset>
        ) : (
          <Field
            {...{ name: 'refs', rows: 4, label: say('退出人员', 'Who leaves'), problem, say }}
            value={textIn(form, 'refs')}
            hint={say('每行一个名册序号', 'Roster numbers, one per line')}
            required
          />
        )}
        {day(asked, 'leftOn', say('退出日期（从这一天起不再计入）', 'Left on, the first day that counts no more'))}
      </>
    );
  },
  'trainee-joins': async (asked) => {
    const { c, form, problem } = asked;
    const { say } = c.var;
    return (
      <>
        <Field
          {...{ name: 'file', type: 'file', label: say('上传加入人员名册', 'Upload a roster of who joins'), say }}
          needed={oneOf(say)}
          hint={say('Excel（.xlsx）或 CSV，第一行为表头', 'Excel (.xlsx) or CSV; the first row names the columns')}
          more={{ accept: '.xlsx,.csv,.txt' }}
        />
        <Field
          {...{ name: 'text', rows: 6, label: say('或者粘贴名册', 'Or paste it'), problem, say }}
          needed={oneOf(say)}
          value={textIn(form, 'text')}
        />
        {day(asked, 'joinedOn', say('加入日期（从这一天起计入）', 'Joins on, the first day that counts'))}
      </>
    );
  },
  'class-postponed': async (asked) => {
    const { c, claim } = asked;
    const { say } = c.var;
    const { training } = (await readDossier(c, claim.id)).filing as { training: Record<string, string> };
    return (
      <>
        {day(asked, 'classOpensOn', say('开班日期（不变则不填）', 'Opens on; empty: as it was'), '', false)}
        {day(asked, 'classEndsOn', say('结业日期', 'Ends on'), training.classEndsOn)}
      </>
    );
  },
  'platform-changed': async (asked) => {
    const { c, claim, form, problem } = asked;
    const { filing } = await readDossier(c, claim.id);
    const schema = await platformOf(asked);
    const value = form.key === undefined ? filing.platform : readPosted(schema, 'platform', form);
    return (
      <div class="grid">
        <ObjectFields {...{ schema, at: 'platform', value, problem, say: c.var.say }} />
      </div>
    );
  },
} satisfies Record<ChangeKind, Fields>;

async function platformOf({ c, claim }: Asked) {
  const { programme } = await programmeIn(c, claim.jurisdiction, claim.programme);
  return programme.forms.filing.schema.properties?.platform ?? {};
}

const dayIn = (form: Posted, name: string) => textIn(form, name) || undefined;

const bodyOf: Record<ChangeKind, (asked: Asked) => Promise<object>> = {
  'trainee-leaves': async ({ form }) => ({
    refs: [...[form.ref].flat().filter((ref) => typeof ref === 'string'), ...refsIn(form, 'refs')],
    leftOn: dayIn(form, 'leftOn'),
  }),
  'trainee-joins': async ({ form }) => ({ roster: await rosterIn(form), joinedOn: dayIn(form, 'joinedOn') }),
  'class-postponed': async ({ form }) => ({
    classOpensOn: dayIn(form, 'classOpensOn'),
    classEndsOn: dayIn(form, 'classEndsOn'),
  }),
  'platform-changed': async (asked) => ({
    platform: readPosted(await platformOf(asked), 'platform', asked.form) ?? {},
  }),
};

/** Who joins, as rows: without numbers of their own they are numbered behind those of the roster. @throws Refused where nobody is named */
async function rosterIn(form: Posted): Promise<Record<string, unknown>[]> {
  const given = handedIn(form);
  const people: Record<string, unknown>[] = [];
  if (given)
    await formsInTurn(async () => {
      const stream = given.content.stream() as unknown as AsyncIterable<Uint8Array>;
      for await (const person of peopleOf(given.type, stream)) people.push(person);
    });
  if (people.length === 0)
    throw new Refused(problemBody(new Problem('invalid-input', {}, [fault('roster-or-roster-id', { path: 'text' })])));
  return people;
}

/** Faults of people stand beside the field in which they are named. */
function placed(problem: ProblemBody, kind: ChangeKind): ProblemBody {
  const people = kind === 'trainee-joins' ? 'text' : 'refs';
  return {
    ...problem,
    errors: problem.errors.map((one) => {
      const [, no, field] = /^(?:roster\.(\d+)\.)?(\w+)$/.exec(one.path ?? '') ?? [];
      if (people === 'refs') return one.path?.startsWith('refs.') ? { ...one, path: people } : one;
      const row = one.row ?? (no === undefined ? undefined : Number(no) + 1);
      return row === undefined ? one : inColumn(one, { path: people, row }, field ? columnName(field) : undefined);
    }),
  };
}

/** What was handed in before, with what has become of it. */
async function HandedIn({ c, claim }: Asked) {
  const { say, remote } = c.var;
  const { items } = await remote.get<{ items: z.infer<typeof Change>[] }>(`/v1/claims/${claim.id}/changes`);
  if (items.length === 0) return null;
  const title = say('已提交的变更', 'Changes handed in');
  return (
    <TableCard
      label={title}
      columns={[
        say('提交时间', 'Handed in'),
        say('变更事项', 'What changes'),
        say('状态', 'Status'),
        say('预估变化（元）', 'Estimate, yuan'),
      ]}
      rows={items.toReversed().map(({ proposedAt, kind, status, dueAt, decidedAt, reasonCode, effect }) => [
        <When at={proposedAt} />,
        say(valueName('', kind)),
        <>
          {say(statusName(status)[0])}
          {reasonCode && say(`：${reasonName(reasonCode).zh}`, `: ${reasonName(reasonCode).en}`)}
          <div class="soft">
            {decidedAt ? (
              <When at={decidedAt} />
            ) : (
              dueAt && (
                <>
                  {say('办理期限 ', 'due ')}
                  <Until at={dueAt} />
                </>
              )
            )}
          </div>
        </>,
        effect ? (
          <>
            <Money fen={effect.estimateBeforeFen} /> → <Money fen={effect.estimateAfterFen} />
          </>
        ) : (
          <span>—</span>
        ),
      ])}
    />
  );
}
