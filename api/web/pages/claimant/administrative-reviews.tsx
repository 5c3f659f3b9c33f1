import type { z } from '@hono/zod-openapi';
import { isDecision } from '../../../../domain/claim/reopening.ts';
import { claimEvents } from '../../../../domain/messages/mail-events.ts';
import type { AdministrativeReview, Reopening } from '../../../claims/reopening-schemas.ts';
import type { Timeline } from '../../../claims/schemas.ts';
import type { Site } from '../../env.ts';
import type { Say } from '../../language.ts';
import { nameIn, reviewOutcomeNames } from '../../names.ts';
import { Choice } from '../../parts/choice.tsx';
import { Field } from '../../parts/form.tsx';
import { Note, shanghaiMinute, Until, When } from '../../parts/show.tsx';
import { TableCard } from '../../parts/table.tsx';
import { statusName } from '../review/status-names.ts';
import { type Asked, claimantActPage } from './act-page.tsx';
import { textIn } from './schema.ts';

type Move = z.infer<typeof Timeline>['items'][number];
type Review = z.infer<typeof AdministrativeReview>;

/** 申请行政复议: who disagrees with a decision asks another body to review it. */
export function administrativeReviewsPage(site: Site): void {
  claimantActPage(site, {
    act: 'administrative-reviews',
    send: { zh: '提交复议申请', en: 'Ask for the review' },
    untimed: true,
    stays: true,
    async fields(asked) {
      const { c, form, problem } = asked;
      const { say } = c.var;
      const decisions = await standing(asked);
      const text = (name: string, label: string, required: boolean) => (
        <Field {...{ name, rows: 4, label, required, problem, say }} value={textIn(form, name)} />
      );
      return (
        <>
          <Note>
            {say(
              '对办理中的决定不服的，可以在法定期限内申请行政复议。复议期间原决定不停止执行；复议机关的结果登记后在本页显示。',
              'Who disagrees with a decision may ask for its review within the legal period. It stands until there is an outcome, which is shown here.',
            )}
          </Note>
          {decisions.length === 0 ? (
            <p>{say('目前没有可以申请复议的决定。', 'There is no decision that could be reviewed.')}</p>
          ) : (
            <Choice
              {...{ name: 'transitionNo', label: say('不服的决定', 'The decision'), problem, say }}
              options={decisions.map((move) => [String(move.n), inWords(move, say)] as const)}
              value={textIn(form, 'transitionNo')}
            />
          )}
          {text('request', say('复议请求', 'What is asked for'), true)}
          {text('grounds', say('事实和理由', 'Facts and grounds'), true)}
          {text('lateReason', say('逾期理由（超过期限时填写）', 'Where the period is over: what hindered you'), false)}
        </>
      );
    },
    async take({ c, claim, form }, key) {
      const body = {
        transitionNo: Number(textIn(form, 'transitionNo')),
        request: textIn(form, 'request'),
        grounds: textIn(form, 'grounds'),
        lateReason: textIn(form, 'lateReason') || undefined,
      };
      await c.var.remote.post(`/v1/claims/${claim.id}/administrative-reviews`, body, key);
      return undefined;
    },
    below: Filed,
  });
}

const inWords = ({ n, act, at }: Move, say: Say) =>
  say(
    `第 ${n} 项：${nameIn(claimEvents, act).zh}（${shanghaiMinute(at)}）`,
    `No. ${n}: ${nameIn(claimEvents, act).en} (${shanghaiMinute(at)})`,
  );

const movesOf = async ({ c, claim }: Asked) =>
  (await c.var.remote.get<z.infer<typeof Timeline>>(`/v1/claims/${claim.id}/timeline`)).items;

/** Decisions that have not been set aside since, the latest first. */
async function standing(asked: Asked): Promise<Move[]> {
  const { c, claim } = asked;
  const [moves, { items: reopenings }] = await Promise.all([
    movesOf(asked),
    c.var.remote.get<{ items: z.infer<typeof Reopening>[] }>(`/v1/claims/${claim.id}/reopenings`),
  ]);
  const aside = new Set(
    reopenings.filter(({ status }) => status === 'approved').map(({ transitionNo }) => transitionNo),
  );
  return moves.filter((move) => isDecision(move) && !aside.has(move.n)).toReversed();
}

/** What was asked for before, with its outcome. */
async function Filed(asked: Asked) {
  const { c, claim } = asked;
  const { say, remote } = c.var;
  const path = `/v1/claims/${claim.id}/administrative-reviews`;
  const [{ items }, moves] = await Promise.all([remote.get<{ items: Review[] }>(path), movesOf(asked)]);
  if (items.length === 0) return null;
  const about = new Map(moves.map((move) => [move.n, move]));
  const title = say('已提交的复议申请', 'Reviews asked for');
  return (
    <TableCard
      label={title}
      columns={[
        say('申请时间', 'Asked for'),
        say('不服的决定', 'The decision'),
        say('状态', 'Status'),
        say('复议结果', 'Outcome'),
      ]}
      rows={items.toReversed().map((one) => [
        <When at={one.filedAt} />,
        inWords(about.get(one.transitionNo)!, say),
        <>
          {say(statusName(one.status)[0])}
          {one.status === 'filed' && one.dueAt && (
            <div class="soft">
              {say('办理期限 ', 'due ')}
              <Until at={one.dueAt} />
            </div>
          )}
        </>,
        one.status === 'closed' && one.outcome ? (
          <>
            {say(reviewOutcomeNames[one.outcome])}
            <div class="soft">
              {one.document} {one.decidedOn}
            </div>
          </>
        ) : (
          <span>—</span>
        ),
      ])}
    />
  );
}
