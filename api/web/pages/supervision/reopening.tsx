import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { isDecision } from '../../../../domain/claim/reopening.ts';
import { claimEvents } from '../../../../domain/messages/mail-events.ts';
import { reopeningReasons } from '../../../../domain/messages/reasons.ts';
import { stageTexts } from '../../../../domain/messages/stages.ts';
import type { Reopening } from '../../../claims/reopening-schemas.ts';
import type { Timeline } from '../../../claims/schemas.ts';
import type { Site, WebEnv } from '../../env.ts';
import { nameIn } from '../../names.ts';
import { Facts, Note, Yuan } from '../../parts/show.tsx';
import { Given, type OfficialActPage, officialActPage, Reasons } from '../review/act-page.tsx';
import { opinionOf, proposedFacts, SecondOpinion } from './second-opinion.tsx';

/** 撤销原决定: one supervisor proposes, another decides; then somebody else decides anew. */
export function reopeningPages(site: Site): void {
  officialActPage(site, '/supervision/:id{C[0-9a-z]+}/reopenings', proposal);
  officialActPage(site, '/supervision/:id{C[0-9a-z]+}/reopenings/:reopening', decision);
}

const named = (act: string) => nameIn(claimEvents, act);

async function proposal(c: Context<WebEnv>): Promise<OfficialActPage> {
  const { say, session, remote, language } = c.var;
  const id = c.req.param('id');
  const { items } = await remote.get<z.infer<typeof Timeline>>(`/v1/claims/${id}/timeline`);
  const options = items
    .filter(isDecision)
    .map(({ n, act, by, at }) => [String(n), `${n}. ${named(act)[language]} · ${at.slice(0, 10)} · ${by}`] as const);
  const mayPropose = session?.role === 'supervisor' && options.length > 0;
  return {
    title: say(`提议撤销原决定 ${id}`, `Propose to reopen ${id}`),
    call: `/v1/claims/${id}/reopenings`,
    done: `/claims/${id}`,
    about: (
      <Note>
        {say(
          '另一名督办人员同意后，申报回到作出该决定的环节，由另一人重新决定。已付款项在重新决定前不变。',
          'Once another supervisor approves, the claim goes back to where the decision was taken, and another person decides anew. What was paid stays paid until then.',
        )}
        {options.length === 0 && <p>{say('目前没有可撤销的决定。', 'There is no decision to set aside.')}</p>}
      </Note>
    ),
    form: mayPropose
      ? (drawn) => (
          <>
            <Given
              drawn={drawn}
              name="transitionNo"
              label={say('要撤销的决定', 'The decision')}
              options={[['', say('请选择', 'Choose')], ...options]}
              required
            />
            <Given
              drawn={drawn}
              name="document"
              label={say('撤销决定文号', 'Number of the decision by which it is set aside')}
              required
            />
            <Reasons drawn={drawn} of={reopeningReasons} required />
          </>
        )
      : null,
    body: (sent) => ({
      ...{ transitionNo: Number(sent.text('transitionNo')), reasonCode: sent.optional('reasonCode') },
      ...sent.some('document', 'reason'),
    }),
  };
}

async function decision(c: Context<WebEnv>): Promise<OfficialActPage> {
  const { say, session, remote } = c.var;
  const id = c.req.param('id');
  const path = `/v1/claims/${id}/reopenings/${c.req.param('reopening')}`;
  const one = await remote.get<z.infer<typeof Reopening>>(path);
  const waits = session?.role === 'supervisor' && one.status === 'proposed';
  return {
    title: say(`决定是否撤销原决定 ${id}`, `Decide on a reopening, ${id}`),
    call: `${path}/decision`,
    done: `/claims/${id}`,
    about: <Proposed c={c} one={one} />,
    form: waits ? (drawn) => <SecondOpinion drawn={drawn} proposedBy={one.proposedBy} /> : null,
    body: opinionOf,
  };
}

function Proposed({ c, one }: { c: Context<WebEnv>; one: z.infer<typeof Reopening> }) {
  const { say } = c.var;
  const { preview } = one;
  return (
    <section class="card" aria-labelledby="proposed">
      <h2 id="proposed">{say('拟撤销的决定', 'What is to be set aside')}</h2>
      <Facts
        of={[
          ...proposedFacts(say, one),
          [say('原决定', 'Decision'), `${say(named(preview.act))} · ${preview.decidedBy}`],
          [say('回到', 'Goes back to'), say(stageTexts[preview.toStage].name)],
          [say('暂缓（元）', 'Waits, yuan'), <Yuan fen={preview.heldFen} />],
          [say('已付（元）', 'Paid, yuan'), <Yuan fen={preview.paidFen} />],
          [say('恢复（元）', 'Stands again, yuan'), <Yuan fen={preview.restoredFen} />],
          [say('撤回追缴（元）', 'Demands that fall, yuan'), <Yuan fen={preview.demandedFen} />],
        ]}
      />
    </section>
  );
}
