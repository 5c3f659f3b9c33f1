import type { Context } from 'hono';
import { rulingReasons } from '../../../../domain/messages/reasons.ts';
import { Problem } from '../../../../domain/problem.ts';
import { problemBody } from '../../../problem.ts';
import type { Site, WebEnv } from '../../env.ts';
import { Facts, Until, When } from '../../parts/show.tsx';
import { Refused } from '../../remote.ts';
import { decidedOn, decisionOf, GivenChoice, type OfficialActPage, officialActPage, Reasons } from './act-page.tsx';
import type { ClaimAnswer, Papers } from './dossier.tsx';
import { personPage } from './roster.tsx';
import { ownDecisionSetAside } from './set-aside.ts';
import { statusName } from './status-names.ts';

/** A ruling on what somebody has said against a published claim. */
export function objectionPages(site: Site): void {
  officialActPage(site, '/review/:id{C[0-9a-z]+}/objections/:objection', objection);
}

async function objection(c: Context<WebEnv>): Promise<OfficialActPage> {
  const { say, session, remote } = c.var;
  const claim = await remote.get<ClaimAnswer>(`/v1/claims/${c.req.param('id')}`);
  const found = claim.objections.find(({ id }) => id === c.req.param('objection'));
  if (!found) throw new Refused(problemBody(new Problem('objection-unknown')));
  const waits = session?.role === 'reviewer' && found.status === 'open';
  const own = waits && (await ownDecisionSetAside(c, claim.id, ({ detail }) => detail.objectionId === found.id));
  const { ref } = found;
  const person = waits && ref && !claim.erasedAt ? await personOf(c, claim.id, ref) : undefined;
  const [status, tone] = statusName(found.status);
  return {
    title: say(`处理异议 ${claim.id}`, `Rule on an objection, ${claim.id}`),
    call: `/v1/objections/${found.id}/ruling`,
    done: decidedOn(claim.id),
    about: (
      <section class="card" aria-labelledby="objection">
        <h2 id="objection">{say('异议', 'The objection')}</h2>
        <Facts
          of={[
            [say('申报', 'Claim'), <a href={`/review/${claim.id}`}>{claim.id}</a>],
            [say('申报单位', 'Claimant'), claim.claimantName ?? say('个人', 'individual')],
            [
              say('针对', 'About'),
              ref ? (
                <>
                  {say(`名册第 ${ref} 号`, `roster no. ${ref}`)}{' '}
                  {person && <a href={personPage(claim.id, person)}>{person.name}</a>}
                </>
              ) : (
                say('整件', 'the whole claim')
              ),
            ],
            [say('提出时间', 'Filed'), <When at={found.filedAt} />],
            [
              say('状态', 'Status'),
              <>
                <span class={`badge ${tone}`}>{say(status)}</span> {found.ruledAt && <When at={found.ruledAt} />}
              </>,
            ],
            [say('公示截止', 'Notice ends'), <Until at={claim.notice?.endsAt} />],
            [say('内容', 'What it says'), found.text ?? '—'],
            ...(found.contact ? [[say('异议人联系方式', 'How to reach who objects'), found.contact] as const] : []),
          ]}
        />
      </section>
    ),
    instead:
      found.status === 'open'
        ? own || undefined
        : say(
            '该异议已经处理；由谁处理、理由如何，见申报页面的办理记录。',
            'It has been ruled on; the record on the page of the claim says by whom and why.',
          ),
    form:
      waits && !own
        ? (drawn) => (
            <>
              <GivenChoice
                drawn={drawn}
                name="decision"
                label={say('决定', 'Ruling')}
                options={[
                  [
                    'uphold',
                    say('异议成立：该人员（或整件）不予补贴', 'Upheld: the person, or the claim, is not paid'),
                    '1',
                  ],
                  ['dismiss', say('异议不成立', 'Dismissed'), '2'],
                ]}
              />
              <Reasons drawn={drawn} of={rulingReasons} required />
            </>
          )
        : null,
    body: decisionOf,
  };
}

/** Who it is about, for who rules on it: the dossier tells, and its record says that it was asked. */
async function personOf(c: Context<WebEnv>, claimId: string, ref: string) {
  const only = `limit=1&ref=${encodeURIComponent(ref)}`;
  const { roster } = await c.var.remote.get<Papers['dossier']>(`/v1/claims/${claimId}/dossier?${only}`);
  return roster.items[0];
}
