import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Stage } from '../../../../domain/claim/stages.ts';
import { type Bilingual, say as sentence } from '../../../../domain/messages/index.ts';
import { stageTexts } from '../../../../domain/messages/stages.ts';
import type { ForeseenAnswer } from '../../../claims/foreseen.ts';
import type { Timeline } from '../../../claims/schemas.ts';
import type { ProblemBody } from '../../../problem.ts';
import type { WebEnv } from '../../env.ts';
import type { Say } from '../../language.ts';
import { taskNames } from '../../names.ts';
import { type Sent, sentForm } from '../../parts/act.ts';
import { ActForm } from '../../parts/form.tsx';
import { page } from '../../parts/layout.tsx';
import { Note, Yuan } from '../../parts/show.tsx';
import { Table } from '../../parts/table.tsx';
import { Refused } from '../../remote.ts';
import type { ClaimAnswer } from './dossier.tsx';
import { ownDecisionSetAside } from './set-aside.ts';

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

interface Choice {
  act: string;
  id: string;
  revision?: string;
  /** As it was sent. */
  said: string;
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

interface Foreseen extends Choice {
  /** Undefined: nobody has it. */
  claim?: ClaimAnswer;
  totalFen: number | null;
  /** Why the approval would not reach it; undefined: it does. */
  leftOut?: string;
}

/** The claim, and what its approval would bring as far as that can be told; or why it would not reach it. */
async function foreseenOf(c: Context<WebEnv>, choice: Choice): Promise<Foreseen> {
  const path = `/v1/claims/${encodeURIComponent(choice.id)}`;
  const asked = <T,>(at: string) =>
    c.var.remote.get<T>(at).catch((error: unknown) => {
      if (error instanceof Refused) return error;
      throw error;
    });
  const [claim, foreseen] = await Promise.all([
    asked<ClaimAnswer>(path),
    asked<ForeseenAnswer>(`${path}/foreseen-lines?limit=1`),
  ]);
  if (claim instanceof Refused) return { ...choice, totalFen: null, leftOut: c.var.say(claim.problem.messages) };
  const totalFen = foreseen instanceof Refused ? null : foreseen.totalFen;
  return { ...choice, claim, totalFen, leftOut: await whyLeftOut(c, choice, claim, totalFen) };
}

/** What refuses the approval by now, as far as it can be read: it was withdrawn, decided, changed or taken up, or something was found. */
async function whyLeftOut(
  c: Context<WebEnv>,
  { act, id, revision }: Choice,
  claim: ClaimAnswer,
  totalFen: number | null,
): Promise<string | undefined> {
  const { say } = c.var;
  if (claim.stage !== act) return say(nowText(claim.stage));
  if (revision !== undefined && revision !== claim.revision && (await hasMovedSince(c, id, Number(revision))))
    return say(sentence('changed-meanwhile'));
  const { reviewHold: hold } = claim;
  if (hold && !hold.mine) return say(sentence('review-held', { by: hold.heldBy, minutes: hold.minutesLeft }));
  if (act === 'application-review' && claim.findings.some(({ status }) => status === 'open'))
    return say('有疑点待处理，请单独办理', 'Something was found in it; decide on it by itself');
  if (totalFen === 0) return say(paysNobodyText);
  return ownDecisionSetAside(c, id, ({ fromStage }) => fromStage === act);
}

/** What the clock does changes nothing that is decided on. */
async function hasMovedSince(c: Context<WebEnv>, id: string, revision: number): Promise<boolean> {
  const { items } = await c.var.remote.get<z.infer<typeof Timeline>>(`/v1/claims/${encodeURIComponent(id)}/timeline`);
  return items.some(({ n, via }) => n > revision && via !== 'system');
}

const paysNobodyText: Bilingual = { zh: '无人可获补贴，请单独办理', en: 'nobody has anything; decide on it by itself' };

const claimantOf = (claim: ClaimAnswer | undefined, say: Say) =>
  claim ? (claim.claimantName ?? say('个人', 'individual')) : '—';

function LeftOut({ c, left }: { c: Context<WebEnv>; left: readonly Foreseen[] }) {
  const { say } = c.var;
  const label = say('不在本次批准之列', 'Left out of this approval');
  return (
    <Note tone="warn">
      <p>
        {say(
          `所选申报中有 ${left.length} 件不能在此批准，不计入本次批准：`,
          `Of what was selected ${left.length} cannot be approved here and will not be:`,
        )}
      </p>
      <Table
        label={label}
        columns={[say('申报', 'Claim'), say('申报单位', 'Claimant'), say('事项', 'What'), say('原因', 'Why')]}
        rows={left.map(({ act, id, claim, leftOut }) => [
          <a href={`/claims/${id}`}>{id}</a>,
          claimantOf(claim, say),
          say(taskNames[act]!),
          leftOut,
        ])}
      />
    </Note>
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

/** Where a claim stands after what was decided on it. */
export const nowText = (stage: Stage): Bilingual => {
  const { zh, en } = stageTexts[stage].name;
  return { zh: `现状：${zh}`, en: `now: ${en}` };
};

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
