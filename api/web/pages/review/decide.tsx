import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import { rejectReasons, returnReasons } from '../../../../domain/messages/reasons.ts';
import { stageTexts } from '../../../../domain/messages/stages.ts';
import type { Site, WebEnv } from '../../env.ts';
import { taskNames } from '../../names.ts';
import type { Sent } from '../../parts/act.ts';
import { Facts, Money, Note, StageBadge, Until, When } from '../../parts/show.tsx';
import { isOfficial } from '../../session.ts';
import { type ActPage, actPage, Choice, type Drawn, decisionOf, Reasons } from './act-page.tsx';
import { type ClaimAnswer, DossierView, type Papers, papersOf } from './dossier.tsx';
import { holdNote } from './hold.tsx';
import { inQueue } from './in-queue.tsx';
import { type Mark, markIn, returnedIn } from './return-mark.tsx';
import { SettleFindings, settled } from './settle.tsx';
import { FailPersons, failedIn } from './verify.tsx';

/** 审核: the dossier on one side, the decision on the other. Who may not decide reads the dossier. */
export function decidePages(site: Site): void {
  actPage(site, '/review/:id{C[0-9a-z]+}', reviewOf);
}

export async function reviewOf(c: Context<WebEnv>): Promise<ActPage> {
  const papers = await papersOf(c, c.req.param('id')!);
  const { claim } = papers;
  const act = actOn(papers, c);
  const marks = act.form && claim.stage !== 'verification';
  return {
    ...act,
    at: `/review/${claim.id}`,
    above: (
      <>
        {c.var.session?.role === 'reviewer' && (await inQueue(c, claim.id))}
        {reviewed.includes(claim.stage) && (await holdNote(c, claim))}
      </>
    ),
    about: (drawn) => <About c={c} papers={papers} mark={marks ? markIn(drawn) : undefined} />,
  };
}

/** What is decided on this page. */
export const reviewed: readonly string[] = ['filing-review', 'application-review', 'verification'];

function actOn(papers: Papers, c: Context<WebEnv>): Omit<ActPage, 'about'> {
  const { say, session } = c.var;
  const { id, stage } = papers.claim;
  const call = `/v1/claims/${id}/${stage}`;
  const done = `/review?done=${id}`;
  const named = (zh: string, en: string) => say(`${zh} ${id}`, `${en} ${id}`);
  const hold = papers.claim.reviewHold;
  const others = hold && !hold.mine;
  if (session?.role === 'reviewer' && !others && reviewed.includes(stage)) {
    const title = named(taskNames[stage]!.zh, taskNames[stage]!.en);
    if (stage === 'verification') {
      const body = (sent: Sent) => ({ failed: failedIn(sent), reason: sent.optional('reason') });
      return { title, call, done, body, form: (drawn) => <FailPersons drawn={drawn} papers={papers} /> };
    }
    return { title, call, done, body: decisionIn, form: (drawn) => <Decision drawn={drawn} claim={papers.claim} /> };
  }
  return { title: named('案卷', 'Dossier'), call, done, body: () => ({}), form: null };
}

/** What was found is settled with an approval only. */
const decisionIn = (sent: Sent) => ({
  ...decisionOf(sent),
  ...returnedIn(sent),
  ...(sent.text('decision') === 'approve' && settled(sent)),
});

function Decision({ drawn, claim }: { drawn: Drawn; claim: ClaimAnswer }): Child {
  const { say } = drawn.c.var;
  return (
    <>
      <SettleFindings drawn={drawn} claim={claim} />
      <Choice
        drawn={drawn}
        name="decision"
        legend={say('决定', 'Decision')}
        options={[
          ['approve', say('通过', 'Approve'), '1'],
          ['return', say('退回补正', 'Return for correction'), '2'],
          ['reject', say('不予通过', 'Reject'), '3'],
        ]}
      />
      <p class="hint">
        {say(
          '退回或不予通过时须选择事由并说明。退回时可在左侧勾选需要补正的内容，逐项写明原因。',
          'Who returns or rejects says why. With a return, tick what is to be corrected in the dossier and say why there.',
        )}
      </p>
      <Reasons
        drawn={drawn}
        of={[...returnReasons, ...rejectReasons]}
        hint={say('申报单位会看到这段说明。', 'The claimant reads this.')}
      />
    </>
  );
}

function About({ c, papers, mark }: { c: Context<WebEnv>; papers: Papers; mark?: Mark }) {
  const { say } = c.var;
  const { claim, programme } = papers;
  const { session } = c.var;
  const hasHistory = claim.claimantName !== null && session && isOfficial(session.role);
  return (
    <>
      <Note tone={claim.overdue ? 'bad' : ''}>
        <p>
          <StageBadge stage={claim.stage} overdue={claim.overdue} say={say} /> {say(stageTexts[claim.stage].next)}
        </p>
        <p>
          <a href={`/claims/${claim.id}`}>{say('申报页面与办理记录', 'The claim and its way')}</a>
        </p>
      </Note>
      <section class="card" aria-labelledby="claim">
        <h2 id="claim">{claim.claimantName ?? say('个人申报', 'An individual')}</h2>
        <Facts
          of={[
            ...(hasHistory
              ? [
                  [
                    say('此前申报', 'Before'),
                    <a href={`/review/enterprises/${claim.claimant}`}>
                      {say('企业申报历史', 'History of the enterprise')}
                    </a>,
                  ] as const,
                ]
              : []),
            [say('项目', 'Programme'), programme ? say(programme.names) : claim.programme],
            [say('申报时间', 'Filed'), <When at={claim.filedAt} />],
            [say('办理期限', 'Due'), <Until at={claim.dueAt} />],
            [say('人数', 'Trainees'), claim.trainees],
            [say('预估（元）', 'Estimate, yuan'), <Money fen={claim.estimateFen} />],
          ]}
        />
      </section>
      <DossierView c={c} papers={papers} mark={mark} />
      <Earlier c={c} papers={papers} />
    </>
  );
}

/** What was said at earlier decisions. */
function Earlier({ c, papers: { dossier } }: { c: Context<WebEnv>; papers: Papers }) {
  const { say } = c.var;
  if (dossier.submissions.length === 0) return null;
  return (
    <section class="card" aria-labelledby="earlier">
      <h2 id="earlier">{say('此前的说明', 'What was said before')}</h2>
      <ol class="timeline">
        {dossier.submissions.map(({ at, by, reason }) => (
          <li>
            {reason}
            <div class="soft">
              <When at={at} /> · {by}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
