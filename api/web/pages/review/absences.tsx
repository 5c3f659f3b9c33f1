import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Absence, Reviewer } from '../../../review/schemas.ts';
import type { Site, WebEnv } from '../../env.ts';
import { doAct, type Refusal } from '../../parts/act.ts';
import { ActForm, chosen, Field } from '../../parts/form.tsx';
import { page } from '../../parts/layout.tsx';
import type { Listed } from '../../parts/paging.tsx';
import { Note, ProblemNote } from '../../parts/show.tsx';
import { Table } from '../../parts/table.tsx';

type One = z.infer<typeof Absence>;

/** 请假与代理: who is away, and who stands in. A reviewer enters their own, a supervisor everybody's. */
export function absencePages(site: Site): void {
  site.get('/review/absences', (c) => show(c));
  site.post('/review/absences', (c) =>
    doAct(
      c,
      (sent) => {
        const [jurisdiction, subject] = sent.text('subject').split(' ');
        const body = {
          ...{ subject: subject || undefined, jurisdiction: jurisdiction || undefined },
          ...sent.some('substitute', 'firstDay', 'lastDay'),
        };
        return c.var.remote.post('/v1/review-absences', body, sent.key);
      },
      () => '/review/absences',
      (refusal) => show(c, refusal),
    ),
  );
  site.post('/review/absences/:absence/end', (c) =>
    doAct(
      c,
      (sent) =>
        c.var.remote.post(`/v1/review-absences/${encodeURIComponent(c.req.param('absence'))}/end`, {}, sent.key),
      () => '/review/absences',
      ({ problem }) => show(c, { problem }),
    ),
  );
}

async function show(c: Context<WebEnv>, refusal?: Partial<Refusal>) {
  const { say, session, remote } = c.var;
  const [{ items }, { items: known }] = await Promise.all([
    remote.get<Listed<One>>('/v1/review-absences'),
    remote.get<Listed<z.infer<typeof Reviewer>>>('/v1/reviewers'),
  ]);
  const reviewers = known.filter(({ departed }) => !departed);
  const title = say('请假与代理', 'Absences and substitutes');
  return page(
    c,
    title,
    <>
      <h1>{title}</h1>
      {refusal?.problem && <ProblemNote problem={refusal.problem} say={say} />}
      <p>
        {say(
          '请假期间，代理人在自己的队列中看到并办理请假人手头的申报。提交过申报材料的人不能审核该申报。',
          'While it lasts the substitute sees what the absent one has taken up in their own queue, and decides on it. Who handed something in never reviews it.',
        )}
      </p>
      {items.length === 0 ? (
        <Note>{say('目前无人请假。', 'Nobody is away.')}</Note>
      ) : (
        <Table
          label={say('请假登记', 'Absences')}
          columns={[
            ...[say('请假人', 'Away'), say('代理人', 'Stands in'), say('期间', 'Days')],
            ...[say('登记人', 'Entered by'), say('操作', 'Do')],
          ]}
          rows={items.map((one) => [
            ...[one.subject, one.substitute, `${one.firstDay} – ${one.lastDay}`, one.enteredBy],
            session?.role === 'supervisor' || one.subject === session?.subject ? <End c={c} one={one} /> : '—',
          ])}
        />
      )}
      {session && ['reviewer', 'supervisor'].includes(session.role) && (
        <Enter c={c} reviewers={reviewers} refusal={refusal} />
      )}
    </>,
    refusal?.problem ? (refusal.problem.status as 422) : 200,
  );
}

function End({ c, one }: { c: Context<WebEnv>; one: One }) {
  const { say } = c.var;
  return (
    <ActForm action={`/review/absences/${one.id}/end`}>
      <button type="submit" class="second">
        {say(`结束 ${one.subject} 的请假`, `End the absence of ${one.subject}`)}
      </button>
    </ActForm>
  );
}

interface EnterProps {
  c: Context<WebEnv>;
  reviewers: readonly z.infer<typeof Reviewer>[];
  refusal?: Partial<Refusal>;
}

function Enter({ c, reviewers, refusal }: EnterProps) {
  const { say, session } = c.var;
  const { sent, problem } = refusal ?? {};
  const common = (name: string) => ({ name, value: sent?.text(name), problem, say, required: true });
  const isSupervisor = session?.role === 'supervisor';
  const places = new Set(reviewers.map(({ jurisdiction }) => jurisdiction)).size;
  const named = (one: z.infer<typeof Reviewer>) => (places > 1 ? `${one.subject}（${one.jurisdiction}）` : one.subject);
  const others = reviewers.filter(({ subject }) => isSupervisor || subject !== session?.subject);
  return (
    <section class="card" aria-labelledby="enter">
      <h2 id="enter">{say('登记请假', 'Enter an absence')}</h2>
      <ActForm action="/review/absences" idempotencyKey={sent?.key}>
        {isSupervisor && (
          <Field
            {...common('subject')}
            label={say('请假人', 'Who is away')}
            options={chosen(
              reviewers.map((one) => [`${one.jurisdiction} ${one.subject}`, named(one)] as const),
              say,
            )}
          />
        )}
        <Field
          {...common('substitute')}
          label={say('代理人', 'Who stands in')}
          options={chosen(
            others.map((one) => [one.subject, named(one)] as const),
            say,
          )}
        />
        <Field {...common('firstDay')} label={say('第一天', 'First day')} type="date" />
        <Field {...common('lastDay')} label={say('最后一天', 'Last day')} type="date" />
        <div class="actions">
          <button type="submit">{say('登记', 'Enter')}</button>
        </div>
      </ActForm>
    </section>
  );
}
