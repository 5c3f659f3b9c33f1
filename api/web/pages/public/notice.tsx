import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { ProblemBody } from '../../../problem.ts';
import type { Objection } from '../../../routes/notices.ts';
import type { WebEnv } from '../../env.ts';
import { componentNames, nameIn } from '../../names.ts';
import { doAct } from '../../parts/act.ts';
import { ActForm, Field } from '../../parts/form.tsx';
import { page } from '../../parts/layout.tsx';
import { PaperLinks } from '../../parts/papers.tsx';
import { placesFor } from '../../parts/places.ts';
import { Facts, Note, ProblemNote, Until, When, Yuan } from '../../parts/show.tsx';
import { Table } from '../../parts/table.tsx';
import { Refused } from '../../remote.ts';
import { Countdown, type Notice, sumOf } from './published.tsx';

/** Lines on one page. */
const perPage = 200;

/** What was typed into the form, shown again when it was refused. */
interface Typed {
  ref: string;
  text: string;
  contact: string;
  key?: string;
  problem?: ProblemBody;
}

/** One notice with its lines, and the form by which anybody objects. `?ref=` names the line to begin with. */
export const noticePage = (c: Context<WebEnv>) => show(c, { ref: c.req.query('ref') ?? '', text: '', contact: '' });

export const objectionForm = (c: Context<WebEnv>) =>
  doAct(
    c,
    (sent) => {
      const path = `/v1/public-notices/${encodeURIComponent(c.req.param('id')!)}/objections`;
      const body = { ref: sent.optional('ref') ?? null, text: sent.text('text'), contact: sent.text('contact') };
      return c.var.remote.post<z.infer<typeof Objection>>(path, body, sent.key);
    },
    ({ receipt }) => `/objections/${receipt}`,
    ({ sent, problem }) => {
      const [ref, text, contact] = ['ref', 'text', 'contact'].map(sent.text) as [string, string, string];
      return show(c, { ref, text, contact, key: sent.key, problem });
    },
  );

async function show(c: Context<WebEnv>, typed: Typed) {
  const { remote } = c.var;
  try {
    const path = `/v1/public-notices/${encodeURIComponent(c.req.param('id')!)}`;
    return await shown(c, await remote.get<Notice>(path), typed);
  } catch (error) {
    if (!(error instanceof Refused) || error.problem.status !== 410) throw error;
    return over(c, error.problem);
  }
}

/** Of a notice that has ended: that it has, and nothing of what stood on it. */
function over(c: Context<WebEnv>, { messages }: ProblemBody) {
  const { say } = c.var;
  const title = say('公示已结束', 'The notice has ended');
  return page(
    c,
    title,
    <>
      <h1>{title}</h1>
      <Note>{say(messages)}</Note>
      <p class="actions">
        <a href="/notices">{say('正在公示的申报', 'Notices that run')}</a>
        <a href="/objections">{say('查询异议处理情况', 'What became of an objection')}</a>
      </p>
    </>,
    410,
  );
}

async function shown(c: Context<WebEnv>, notice: Notice, typed: Typed) {
  const { say, remote } = c.var;
  const [{ now }, places] = await Promise.all([remote.get<{ now: string }>('/v1/clock'), placesFor(c)]);
  const who = notice.claimantName ?? say('个人申报', 'Individual');
  const title = say(`公示：${who}`, `Public notice: ${who}`);
  return page(
    c,
    title,
    <>
      {typed.problem && <ProblemNote problem={typed.problem} say={say} />}
      <h1>{title}</h1>
      <section class="card" aria-label={say('公示情况', 'About the notice')}>
        <Facts
          of={[
            [say('公示编号', 'Number'), notice.id],
            [say('地区', 'Place'), places.place(notice.jurisdiction)],
            [say('项目', 'Programme'), places.programme(notice.jurisdiction, notice.programme)],
            [say('公示起始', 'Published'), <When at={notice.publishedAt} />],
            [
              say('公示截止', 'Until'),
              <>
                <Until at={notice.endsAt} /> <Countdown notice={notice} now={now} say={say} />
              </>,
            ],
            [say('拟补贴总额（元）', 'Sum, yuan'), <Yuan fen={sumOf(notice)} />],
            [
              say('打印件', 'To be printed'),
              <PaperLinks path={`/notices/${notice.id}/paper`} name={say('公示', 'the notice')} say={say} />,
            ],
          ]}
        />
      </section>
      <Lines c={c} notice={notice} />
      <section id="objection">
        <h2>{say('提出异议', 'Object')}</h2>
        <ActForm action={`/notices/${notice.id}`} idempotencyKey={typed.key}>
          <Field
            name="ref"
            label={say('名册序号', 'Roster no.')}
            value={typed.ref}
            hint={say(
              '只针对名单中的一人时填写其名册序号；不填则针对整个申报。',
              'The number of one person on the list; empty: the whole claim.',
            )}
            {...{ say, problem: typed.problem }}
          />
          <Field
            name="text"
            label={say('异议内容', 'What is wrong')}
            value={typed.text}
            hint={say('请写明事实和依据。', 'Say what you know, and how.')}
            rows={5}
            required
            {...{ say, problem: typed.problem }}
          />
          <Field
            name="contact"
            label={say('联系方式', 'How to reach you')}
            value={typed.contact}
            hint={say(
              '电话或电子邮箱，仅供受理部门联系，不公开。',
              'A phone number or mail address; for the authority only.',
            )}
            required
            {...{ say, problem: typed.problem }}
          />
          <div class="actions">
            <button type="submit">{say('提交异议', 'Send the objection')}</button>
          </div>
        </ActForm>
      </section>
    </>,
    typed.problem ? (typed.problem.status as 422) : 200,
  );
}

function Lines({ c, notice }: { c: Context<WebEnv>; notice: Notice }) {
  const { say } = c.var;
  const title = say('拟补贴名单', 'Who is to be subsidised');
  const from = Math.max(0, Number.parseInt(c.req.query('from') ?? '0', 10) || 0);
  const rest = notice.lines.length - from - perPage;
  return (
    <section>
      <h2>{title}</h2>
      <Table
        label={title}
        columns={[
          say('名册序号', 'Roster no.'),
          say('姓名', 'Name'),
          say('补贴种类', 'Kind'),
          { name: say('金额（元）', 'Yuan'), number: true },
          say('异议', 'Objection'),
        ]}
        rows={notice.lines
          .slice(from, from + perPage)
          .map(({ ref, name, component, amountFen }) => [
            ref,
            name ?? '—',
            say(nameIn(componentNames, component)),
            <Yuan fen={amountFen} />,
            <a href={`/notices/${notice.id}?ref=${encodeURIComponent(ref)}#objection`}>
              {say(`对名册第 ${ref} 号提出异议`, `Object to roster no. ${ref}`)}
            </a>,
          ])}
      />
      {rest > 0 && (
        <p>
          <a href={`/notices/${notice.id}?from=${from + perPage}`}>
            {say(`下一页（还有 ${rest} 笔）`, `Next page (${rest} more)`)}
          </a>
        </p>
      )}
    </section>
  );
}
