import type { Context } from 'hono';
import { reasonName } from '../../../../domain/messages/reasons.ts';
import { Problem } from '../../../../domain/problem.ts';
import { problemBody } from '../../../problem.ts';
import type { Site, WebEnv } from '../../env.ts';
import { Facts, When, Yuan } from '../../parts/show.tsx';
import { Refused } from '../../remote.ts';
import { Given, GivenChoice, type OfficialActPage, officialActPage } from '../review/act-page.tsx';
import type { ClaimAnswer } from '../review/dossier.tsx';
import { statusName } from '../review/status-names.ts';

/** 认定骗取补贴: never by who has reported it. */
export function fraudRulingPages(site: Site): void {
  officialActPage(site, '/supervision/:id{C[0-9a-z]+}/fraud-findings/:finding', ruling);
}

async function ruling(c: Context<WebEnv>): Promise<OfficialActPage> {
  const { say, session, remote } = c.var;
  const claim = await remote.get<ClaimAnswer>(`/v1/claims/${c.req.param('id')}`);
  const found = claim.fraudFindings?.find(({ id }) => id === c.req.param('finding'));
  if (!found) throw new Refused(problemBody(new Problem('fraud-finding-unknown')));
  const waits = session?.role === 'supervisor' && found.status === 'open';
  return {
    title: say(`认定骗取补贴 ${claim.id}`, `Rule on a finding of fraud, ${claim.id}`),
    call: `/v1/fraud-findings/${found.id}/ruling`,
    done: `/claims/${claim.id}`,
    about: (
      <section class="card" aria-labelledby="finding">
        <h2 id="finding">{say('线索', 'What was reported')}</h2>
        <Facts
          of={[
            [say('申报', 'Claim'), <a href={`/review/${claim.id}`}>{claim.id}</a>],
            [say('申报单位', 'Claimant'), claim.claimantName ?? say('个人', 'individual')],
            [say('核定（元）', 'Amount, yuan'), <Yuan fen={claim.amountFen} />],
            [
              say('涉及人员', 'Persons'),
              found.refs ? found.refs.join(say('、', ', ')) : say('整件', 'the whole claim'),
            ],
            [say('事由', 'Ground'), say(reasonName(found.reasonCode))],
            [say('说明', 'In words'), found.reason],
            [say('报告', 'Reported'), <When at={found.reportedAt} />],
            [say('报告人', 'By'), found.reportedBy],
            [say('状态', 'Status'), say(statusName(found.status)[0])],
          ]}
        />
      </section>
    ),
    form: waits
      ? (drawn) => (
          <>
            <GivenChoice
              drawn={drawn}
              name="decision"
              label={say('认定', 'Ruling')}
              options={[
                ['uphold', say('成立：取消并追回相关补贴', 'Upheld: what was paid is revoked and recovered'), '1'],
                ['dismiss', say('不成立', 'Dismissed'), '2'],
              ]}
            />
            <Given drawn={drawn} name="reason" label={say('说明', 'In words')} rows={4} required />
          </>
        )
      : null,
    body: (sent) => sent.some('decision', 'reason'),
  };
}
