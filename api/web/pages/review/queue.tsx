import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Stage } from '../../../../domain/claim/stages.ts';
import { stages } from '../../../../domain/claim/stages.ts';
import type { Bilingual } from '../../../../domain/messages/index.ts';
import type { Task } from '../../../claims/task.ts';
import type { Site, WebEnv } from '../../env.ts';
import { nameIn, taskNames } from '../../names.ts';
import { ActForm } from '../../parts/form.tsx';
import { page } from '../../parts/layout.tsx';
import { askedFor, type Listed, NextPage } from '../../parts/paging.tsx';
import { Note, StageBadge, Until } from '../../parts/show.tsx';
import { Table } from '../../parts/table.tsx';
import { Refused } from '../../remote.ts';
import { addressOf } from '../task-address.ts';
import { approveEach } from './batch.tsx';
import { nowText } from './batch-reach.tsx';
import type { ClaimAnswer } from './dossier.tsx';
import { timeLeft } from './hold.tsx';
import { Filters } from './queue-filters.tsx';

type Item = z.infer<typeof Task>;

/** 审核队列: what waits for the reviewer, overdue first, then by due date; what is clean is approved in one go. */
export function queuePages(site: Site): void {
  site.get('/review', queue);
  site.post('/review/approvals', approveEach);
}

const filters = ['act', 'held', 'programme', 'overdue', 'search'] as const;

async function queue(c: Context<WebEnv>) {
  const { say, session, remote } = c.var;
  const asked = askedFor(c, ...filters, 'cursor');
  const { items, nextCursor } = await remote.get<Listed<Item>>(`/v1/tasks?limit=50&${asked}`);
  const title = say('审核队列', 'Review queue');
  return page(
    c,
    title,
    <>
      <h1>{title}</h1>
      {await lastDecided(c)}
      <Filters c={c} asked={asked} />
      <div class="actions">
        {session?.role === 'reviewer' && (
          <ActForm action={`/review/next?${askedFor(c, 'act', 'search', 'overdue')}`}>
            <button type="submit">{say('认领下一件', 'Take up the next one')}</button>
          </ActForm>
        )}
        <a href="/review/absences">{say('请假与代理', 'Absences and substitutes')}</a>
      </div>
      {items.length === 0 ? (
        <Note tone="good">{say('没有等待审核的事项。', 'Nothing waits for a review.')}</Note>
      ) : (
        <ActForm action="/review/approvals">
          <Queue c={c} items={items} />
          <div class="actions">
            <button type="submit">{say('批准所选', 'Approve the selected')}</button>
            <span class="hint">
              {say(
                '只有没有疑点和提示的备案和申请可以批量批准。',
                'Only filings and applications in which nothing was found can be approved here.',
              )}
            </span>
          </div>
        </ActForm>
      )}
      <NextPage c={c} asked={asked} nextCursor={nextCursor} />
    </>,
  );
}

/** What has become of the claim that was decided on last; nothing where the address names none. */
async function lastDecided(c: Context<WebEnv>) {
  const { say, remote } = c.var;
  const id = c.req.query('done');
  const decision = decisionNames[c.req.query('as') ?? ''];
  if (!id) return null;
  const claim = await remote.get<ClaimAnswer>(`/v1/claims/${encodeURIComponent(id)}`).catch((error) => {
    if (error instanceof Refused) return null;
    throw error;
  });
  if (!claim) return null;
  return (
    <Note tone="good">
      <p role="status">
        {say('已办理：', 'Done: ')}
        <a href={`/claims/${id}`}>{id}</a> {decision && <strong>{say(decision)}</strong>}{' '}
        <span class="soft">{say(nowText(claim.stage))}</span>
      </p>
    </Note>
  );
}

/** What a decision says, once it is taken. */
const decisionNames: Readonly<Record<string, Bilingual>> = {
  approve: { zh: '已通过', en: 'approved' },
  return: { zh: '已退回补正', en: 'returned for correction' },
  reject: { zh: '不予通过', en: 'rejected' },
  uphold: { zh: '异议成立', en: 'objection upheld' },
  dismiss: { zh: '异议不成立', en: 'objection dismissed' },
};

function Queue({ c, items }: { c: Context<WebEnv>; items: readonly Item[] }) {
  const { say } = c.var;
  const title = say('等待审核', 'Waiting');
  return (
    <Table
      label={title}
      columns={[
        say('选择', 'Select'),
        say('事项', 'What'),
        say('申报单位', 'Claimant'),
        say('状态', 'Stage'),
        say('期限', 'Due'),
        { name: say('人数', 'Trainees'), number: true },
        say('疑点和提示', 'Findings and hints'),
        say('审核人员', 'Reviewer'),
      ]}
      rows={items.map((task) => [
        isClean(task) && (
          <input
            type="checkbox"
            name="claim"
            value={`${task.act} ${task.claimId} ${task.revision}`}
            aria-label={say(`选择 ${task.claimId}`, `Select ${task.claimId}`)}
          />
        ),
        <>
          <a href={addressOf(task)}>{say(nameIn(taskNames, task.act))}</a>
          <div class="soft">{task.claimId ?? ''}</div>
        </>,
        task.claimantName ?? say('个人', 'individual'),
        stages.includes(task.stage as Stage) && (
          <StageBadge stage={task.stage as Stage} overdue={task.overdue} say={say} />
        ),
        <>
          {task.act === 'ruling' && task.dueAt && <div class="soft">{say('公示截止', 'the notice ends')}</div>}
          <Until at={task.dueAt} />
        </>,
        task.trainees ?? '—',
        <>
          {task.problems === undefined && '—'}
          {task.problems === 0 && <span class="badge good">{say('无', 'none')}</span>}
          {!!task.problems && <span class="badge bad">{task.problems}</span>}
        </>,
        task.heldBy ? <Holder c={c} task={task} /> : '—',
      ])}
    />
  );
}

function Holder({ c, task }: { c: Context<WebEnv>; task: Item }) {
  const { say, session } = c.var;
  const { zh, en } = timeLeft(task.heldMinutes ?? 0);
  return (
    <>
      <span class={`badge ${task.mine ? 'good' : ''}`}>
        {task.heldBy === session?.subject ? say('我', 'me') : task.heldBy}
      </span>
      <div class="soft">{say(`还有 ${zh}`, `${en} left`)}</div>
    </>
  );
}

/** What somebody else is looking at is not approved past them. */
const isClean = ({ act, problems, heldBy, mine }: Item) =>
  (act === 'filing-review' || act === 'application-review') && problems === 0 && (!heldBy || mine);
