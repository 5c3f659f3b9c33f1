import type { Context } from 'hono';
import { isReview, reviews } from '../../../../domain/claim/stages.ts';
import type { Bilingual } from '../../../../domain/messages/index.ts';
import { dueName, stageTexts } from '../../../../domain/messages/stages.ts';
import { returnedName } from '../../../claims/return-fields.ts';
import type { Site, WebEnv } from '../../env.ts';
import { taskNames } from '../../names.ts';
import type { Sent } from '../../parts/act.ts';
import { Read } from '../../parts/form.tsx';
import { Facts, Note, StageBadge, Until, When, Yuan } from '../../parts/show.tsx';
import { isOfficial } from '../../session.ts';
import { type Drawn, decidedOn, type OfficialActPage, officialActPage } from './act-page.tsx';
import { Decision, decisionIn } from './decision.tsx';
import { DossierView, type Papers, papersOf } from './dossier.tsx';
import { holdNote } from './hold.tsx';
import { inQueue } from './in-queue.tsx';
import { type Mark, markIn, returnedIn } from './return-mark.tsx';
import { ownDecisionSetAside } from './set-aside.ts';
import { settledWords } from './settle.tsx';
import { FailPersons, failedIn } from './verify.tsx';

/** 审核: the dossier on one side, the decision on the other. Who may not decide reads the dossier. */
export function decidePages(site: Site): void {
  officialActPage(site, '/review/:id{C[0-9a-z]+}', reviewOf);
}

export async function reviewOf(c: Context<WebEnv>): Promise<OfficialActPage> {
  const papers = await papersOf(c, c.req.param('id')!);
  const { claim } = papers;
  const decides = c.var.session?.role === 'reviewer' && isReview(claim.stage);
  const own = decides && (await ownDecisionSetAside(c, claim.id, ({ fromStage }) => fromStage === claim.stage));
  const act = actOn(papers, c, own || undefined);
  const marks = act.form && claim.stage !== 'verification';
  return {
    ...act,
    at: `/review/${claim.id}`,
    above: (
      <>
        {c.var.session?.role === 'reviewer' && (await inQueue(c, claim.id))}
        {isReview(claim.stage) && (await holdNote(c, claim))}
      </>
    ),
    about: (drawn) => <About c={c} papers={papers} mark={marks ? markIn(drawn) : undefined} />,
  };
}

/** `barred`: why who reads may not decide. */
function actOn(papers: Papers, c: Context<WebEnv>, barred?: string): Omit<OfficialActPage, 'about'> {
  const { claim } = papers;
  const { say, session } = c.var;
  const { id, stage, revision, reviewHold: hold } = claim;
  const named = ({ zh, en }: Bilingual) => say(`${zh} ${id}`, `${en} ${id}`);
  // What was decided before is decided again under its own name, and answered as then: the form says which act it is, not the claim.
  const actIn = (sent: Sent) => reviews.find((act) => act === sent.text('act')) ?? stage;
  const act = {
    call: (sent: Sent) => `/v1/claims/${id}/${actIn(sent)}`,
    body: (sent: Sent) => (actIn(sent) === 'verification' ? verificationIn(sent) : decisionIn(sent)),
    done: decidedOn(id),
    words: (sent: Sent) => [
      [say('依据条款', 'Clause'), sent.text('clause')] as const,
      ...(returnedIn(sent).fields ?? []).map(({ path, reason }) => [say(returnedAs(papers, path)), reason] as const),
      ...settledWords(sent, say),
    ],
  };
  // Whose form was refused, because somebody else has the claim on the desk, keeps what was typed.
  const others = hold && !hold.mine && c.req.method === 'GET';
  if (session?.role !== 'reviewer' || barred || others || !isReview(stage)) {
    const isHeld = session?.role === 'reviewer' && others && isReview(stage);
    const heldNote = isHeld
      ? say(
          `${hold.heldBy} 正在审核。待其放回、转交给您或认领到期后，可在此办理；急需办理的，请督办人员改派。`,
          `${hold.heldBy} is reviewing it. You can decide here once it is given back, handed over to you, or free again; where that is too late, ask a supervisor to assign it.`,
        )
      : undefined;
    return { ...act, title: named({ zh: '案卷', en: 'Dossier' }), form: null, instead: barred ?? heldNote };
  }
  const Form = stage === 'verification' ? FailPersons : Decision;
  const form = (drawn: Drawn) => (
    <>
      <input type="hidden" name="act" value={stage} />
      <Read revision={revision} />
      <Form drawn={drawn} papers={papers} />
    </>
  );
  return { ...act, title: named(taskNames[stage]!), form };
}

const verificationIn = (sent: Sent) => ({ failed: failedIn(sent), ...sent.some('reason', 'revision') });

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
          <a href={`/claims/${claim.id}`}>{say('申报页面与办理记录', 'The claim and its record')}</a>
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
            ...(claim.dueAt ? [[say(dueName(claim)), <Until at={claim.dueAt} />] as const] : []),
            [say('人数', 'Trainees'), claim.trainees],
            [say('预估（元）', 'Estimate, yuan'), <Yuan fen={claim.estimateFen} />],
          ]}
        />
      </section>
      <DossierView c={c} papers={papers} mark={mark} />
      <Earlier c={c} papers={papers} />
    </>
  );
}

/** What a return names, as the enterprise reads it. */
function returnedAs({ dossier, programme }: Papers, path: string): Bilingual {
  const nameOf = (ref: string) => dossier.roster.items.find((person) => person.ref === ref)?.name;
  return returnedName(path, nameOf, programme ?? { materials: { filing: [], application: [] } });
}

/** What was said at earlier decisions. */
function Earlier({ c, papers }: { c: Context<WebEnv>; papers: Papers }) {
  const { say } = c.var;
  const { dossier } = papers;
  if (dossier.submissions.length === 0) return null;
  return (
    <section class="card" aria-labelledby="earlier">
      <h2 id="earlier">{say('此前的说明', 'What was said before')}</h2>
      <ol class="timeline">
        {dossier.submissions.map(({ at, by, reason, fields }) => (
          <li>
            {reason}
            {fields.map(({ path, reason: why }) => (
              <div>
                {say(returnedAs(papers, path))}
                {say('：', ': ')}
                {why}
              </div>
            ))}
            <div class="soft">
              <When at={at} /> · {by}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
