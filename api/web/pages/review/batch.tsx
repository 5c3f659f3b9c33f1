import type { Context } from 'hono';
import type { ForeseenAnswer } from '../../../claims/foreseen.ts';
import type { ProblemBody } from '../../../problem.ts';
import type { WebEnv } from '../../env.ts';
import { taskNames } from '../../names.ts';
import { type Sent, sentForm } from '../../parts/act.ts';
import { ActForm } from '../../parts/form.tsx';
import { page } from '../../parts/layout.tsx';
import { Note, Yuan } from '../../parts/show.tsx';
import { Table } from '../../parts/table.tsx';
import { Refused } from '../../remote.ts';
import {
  type Choice,
  claimantOf,
  type Foreseen,
  foreseenOf,
  LeftOut,
  nowText,
  paysNobodyText,
} from './batch-reach.tsx';
import type { ClaimAnswer } from './dossier.tsx';

interface Result {
  act: string;
  id: string;
  /** As it stands after its approval, or without it; undefined: nobody has it. */
  claim?: ClaimAnswer;
  approved?: boolean;
  /** Nobody would have anything: that is decided with its dossier on the table. */
  paysNobody?: boolean;
  problem?: ProblemBody;
}

const approvable = ['filing-review', 'application-review'];

/** What is about to be approved is told first, with what each brings, and what is left out; then one approval per claim, and the result of each. */
export async function approveEach(c: Context<WebEnv>) {
  const sent = await sentForm(c);
  const chosen = sent
    .all('claim')
    .slice(0, 200)
    .map(choiceIn)
    .filter(({ act }) => approvable.includes(act));
  return sent.text('confirmed') === 'yes' ? approvedPage(c, sent, chosen) : askedPage(c, sent, chosen);
}

function choiceIn(said: string): Choice {
  const [act = '', id = '', revision] = said.split(' ');
  return { act, id, revision, said };
}

async function askedPage(c: Context<WebEnv>, sent: Sent, chosen: readonly Choice[]) {
  const { say } = c.var;
  const title = say('确认批量批准', 'Confirm what is approved');
  // One after the other: what each brings is reckoned, and others wait for the same.
  const told: Foreseen[] = [];
  for (const one of chosen) told.push(await foreseenOf(c, one));
  const reached = told.filter(({ leftOut }) => leftOut === undefined);
  const left = told.filter(({ leftOut }) => leftOut !== undefined);
  return page(
    c,
    title,
    <>
      <h1>{title}</h1>
      {chosen.length === 0 && <NothingChosen c={c} />}
      {left.length > 0 && <LeftOut c={c} left={left} />}
      {reached.length > 0 && (
        <ActForm action="/review/approvals" idempotencyKey={sent.key}>
          <input type="hidden" name="confirmed" value="yes" />
          {reached.map(({ said }) => (
            <input type="hidden" name="claim" value={said} />
          ))}
          <Table
            label={title}
            columns={[
              ...[say('申报', 'Claim'), say('申报单位', 'Claimant'), say('事项', 'What')],
              { name: say('人数', 'Trainees'), number: true },
              { name: say('备案预估或核定（元）', 'Estimated, or to be fixed, yuan'), number: true },
            ]}
            rows={reached.map(({ act, id, claim, totalFen }) => [
              <a href={`/review/${id}`}>{id}</a>,
              claimantOf(claim, say),
              say(taskNames[act]!),
              claim?.trainees,
              <Yuan fen={totalFen} />,
            ])}
          />
          <p class="hint">
            {say(
              '批准备案即可开班，金额为预估；批准补贴申请即核定金额并进入公示。批准后不能自行撤回。',
              'An approved filing may begin its class, and its sum is an estimate; an approved application has its sum fixed and is published. Neither is taken back by who approved it.',
            )}
          </p>
          <div class="actions">
            <button type="submit">{say(`确认批准 ${reached.length} 件`, `Approve ${reached.length}`)}</button>
            <a href="/review">{say('返回，不批准', 'Back, without approving')}</a>
          </div>
        </ActForm>
      )}
      {reached.length === 0 && left.length > 0 && (
        <p>
          <a class="button" href="/review">
            {say('返回队列', 'Back to the queue')}
          </a>
        </p>
      )}
    </>,
  );
}

/** Each approval has a key of its own: sent again, the same comes out. */
async function approvedPage(c: Context<WebEnv>, sent: Sent, chosen: readonly Choice[]) {
  const { say } = c.var;
  const results: Result[] = [];
  for (const one of chosen) results.push(await approve(c, one, `${sent.key}-${one.id}`));
  const title = say('批量批准结果', 'What was approved');
  return page(
    c,
    title,
    <>
      <h1>{title}</h1>
      {results.length === 0 ? <NothingChosen c={c} /> : <Results c={c} title={title} results={results} />}
      <p>
        <a class="button" href="/review">
          {say('返回队列', 'Back to the queue')}
        </a>
      </p>
    </>,
  );
}

const NothingChosen = ({ c }: { c: Context<WebEnv> }) => (
  <Note tone="warn">
    {c.var.say('没有选择任何申报。', 'Nothing was selected.')}{' '}
    <a href="/review">{c.var.say('返回队列', 'Back to the queue')}</a>
  </Note>
);

async function approve(c: Context<WebEnv>, { act, id, revision }: Choice, key: string): Promise<Result> {
  const { remote } = c.var;
  const path = `/v1/claims/${encodeURIComponent(id)}`;
  try {
    const { totalFen } = await remote.get<ForeseenAnswer>(`${path}/foreseen-lines?limit=1`);
    if (totalFen === 0) return { act, id, paysNobody: true, claim: await claimAt(c, path) };
    const body = { decision: 'approve', revision };
    return { act, id, approved: true, claim: await remote.post<ClaimAnswer>(`${path}/${act}`, body, key) };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { act, id, problem: error.problem, claim: await claimAt(c, path) };
  }
}

/** Whose it is that was not approved; undefined: nobody has it. */
async function claimAt(c: Context<WebEnv>, path: string): Promise<ClaimAnswer | undefined> {
  try {
    return await c.var.remote.get<ClaimAnswer>(path);
  } catch (error) {
    if (error instanceof Refused) return undefined;
    throw error;
  }
}

function Results({ c, title, results }: { c: Context<WebEnv>; title: string; results: readonly Result[] }) {
  const { say } = c.var;
  return (
    <Table
      label={title}
      columns={[say('申报', 'Claim'), say('申报单位', 'Claimant'), say('事项', 'What'), say('结果', 'Result')]}
      rows={results.map(({ act, id, claim, approved, paysNobody, problem }) => [
        <a href={`/claims/${id}`}>{id}</a>,
        claimantOf(claim, say),
        say(taskNames[act]!),
        <>
          {approved && claim && (
            <>
              <span class="badge good">{say('已通过', 'approved')}</span>
              <div class="soft">{say(nowText(claim.stage))}</div>
            </>
          )}
          {paysNobody && (
            <a href={`/review/${id}`}>
              {say('未批准：', 'Not approved: ')}
              {say(paysNobodyText)}
            </a>
          )}
          {problem && (
            <span class="fault">
              {[...new Set([problem, ...problem.errors].map(({ messages }) => say(messages)))].join(' ')}
            </span>
          )}
        </>,
      ])}
    />
  );
}
