import type { z } from '@hono/zod-openapi';
import { claimEvents } from '../../../../domain/messages/mail-events.ts';
import type { AdministrativeReviews } from '../../../claims/reopening-schemas.ts';
import type { Site } from '../../env.ts';
import type { Say } from '../../language.ts';
import { nameIn, reviewOutcomeNames } from '../../names.ts';
import { Choice } from '../../parts/choice.tsx';
import { Field } from '../../parts/form.tsx';
import { lastDayOf, Note, shanghaiMinute, Until, When } from '../../parts/show.tsx';
import { sourceText } from '../../parts/source.ts';
import { TableCard } from '../../parts/table.tsx';
import { Value } from '../public/figures.tsx';
import { statusName } from '../review/status-names.ts';
import { type Asked, claimantActPage, type Drawn } from './act-page.tsx';
import { cited, programmeIn } from './law.ts';
import { textIn } from './schema.ts';

type Reviews = z.infer<typeof AdministrativeReviews>;
type Decision = Reviews['decisions'][number];

/** 申请行政复议: who disagrees with a decision asks another body to review it. */
export function administrativeReviewsPage(site: Site): void {
  claimantActPage<Reviews>(site, {
    act: 'administrative-reviews',
    send: { zh: '提交复议申请', en: 'Ask for the review' },
    untimed: true,
    stays: true,
    read: ({ c, claim }) => c.var.remote.get<Reviews>(`/v1/claims/${claim.id}/administrative-reviews`),
    fields(asked) {
      const { form, problem, now } = asked;
      const { say } = asked.c.var;
      const { items, decisions } = asked.about;
      const standing = decisions.filter((one) => one.standing).toReversed();
      const open = new Set(items.filter(({ status }) => status !== 'closed').map((one) => one.transitionNo));
      const text = (name: string, label: string, required: boolean) => (
        <Field
          {...{ name, rows: 4, label, required, problem, say, value: textIn(form, name) }}
          needed={say('（超过期限的必须填写）', '(needed where the period is over)')}
        />
      );
      return (
        <>
          <Note>
            <p>
              {say(
                '对办理中的决定不服的，可以在法定期限内申请行政复议。复议期间原决定不停止执行；复议机关的结果登记后在本页显示。',
                'Who disagrees with a decision may ask for its review within the legal period. It stands until there is an outcome, which is shown here.',
              )}
            </p>
            <Period {...asked} decision={standing[0]} />
          </Note>
          {standing.length === 0 ? (
            <p>{say('目前没有可以申请复议的决定。', 'There is no decision that could be reviewed.')}</p>
          ) : (
            <Choice
              {...{ name: 'transitionNo', label: say('不服的决定', 'The decision'), problem, say }}
              options={standing.map((one) => {
                const barred = open.has(one.transitionNo);
                return [
                  String(one.transitionNo),
                  barred ? underWay(one, say) : withPeriod(one, now, say),
                  undefined,
                  barred,
                ] as const;
              })}
              value={textIn(form, 'transitionNo')}
            />
          )}
          {text('request', say('复议请求', 'What is asked for'), true)}
          {text('grounds', say('事实和理由', 'Facts and grounds'), true)}
          {text('lateReason', say('逾期理由', 'What hindered you'), false)}
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

const inWords = ({ transitionNo, act, at }: Decision, say: Say) =>
  say(
    `第 ${transitionNo} 项：${nameIn(claimEvents, act).zh}（${shanghaiMinute(at)}）`,
    `No. ${transitionNo}: ${nameIn(claimEvents, act).en} (${shanghaiMinute(at)})`,
  );

const underWay = (one: Decision, say: Say) =>
  `${inWords(one, say)}${say('，行政复议正在办理', ', its review is under way')}`;

/** The decision, and the last day on which a review of it is asked for. */
function withPeriod(one: Decision, now: string, say: Say): string {
  const what = inWords(one, say);
  if (!one.until) return what;
  const last = lastDayOf(one.until);
  return Date.parse(one.until) <= Date.parse(now)
    ? `${what}${say(`，申请期限至 ${last}，已过期，须填写逾期理由`, `, until ${last}: the period is over, tell below what hindered you`)}`
    : `${what}${say(`，申请期限至 ${last} 24:00`, `, until ${last} 24:00`)}`;
}

/** How long one has, and by which law: by that of the day of the decision. */
async function Period({ c, claim, decision }: Asked & { decision: Decision | undefined }) {
  const { programme } = await programmeIn(c, claim.jurisdiction, claim.programme, decision?.at.slice(0, 10));
  const figure = programme.parameters.find(({ name }) => name === 'administrative-review-period');
  if (!figure) return null;
  const { say } = c.var;
  return (
    <p>
      {say(figure.meaning)}
      {say('：', ': ')}
      <Value of={figure.value} unit={figure.unit} say={say} />{' '}
      <span class="soft">{sourceText(cited(figure.source), say)}</span>
    </p>
  );
}

/** What was asked for before, with its outcome. */
function Filed({ c, about: { items, decisions } }: Drawn<Reviews>) {
  const { say } = c.var;
  if (items.length === 0) return null;
  const about = new Map(decisions.map((one) => [one.transitionNo, one]));
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
