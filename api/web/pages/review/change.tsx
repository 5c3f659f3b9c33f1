import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { valueName } from '../../../../domain/messages/form-names.ts';
import { changeReasons } from '../../../../domain/messages/reasons.ts';
import type { ReadChange } from '../../../claims/change-schemas.ts';
import type { Site, WebEnv } from '../../env.ts';
import { Facts, Scrolling, Until, When, Yuan } from '../../parts/show.tsx';
import { decidedOn, decisionOf, GivenChoice, type OfficialActPage, officialActPage, Reasons } from './act-page.tsx';
import { FormFacts } from './form-facts.tsx';

/** The review of what changes after the filing was approved. */
export function changePages(site: Site): void {
  officialActPage(site, '/review/:id{C[0-9a-z]+}/changes/:change', change);
}

async function change(c: Context<WebEnv>): Promise<OfficialActPage> {
  const { say, session, remote } = c.var;
  const id = c.req.param('id');
  const path = `/v1/claims/${id}/changes/${c.req.param('change')}`;
  const read = await remote.get<z.infer<typeof ReadChange>>(`${path}?limit=100`);
  const waits = session?.role === 'reviewer' && read.status === 'waiting';
  const joining = say('加入人员', 'Who joins');
  return {
    title: say(`审核变更 ${id}`, `Review a change, ${id}`),
    call: `${path}/review`,
    done: decidedOn(id!),
    about: (
      <section class="card" aria-labelledby="change">
        <h2 id="change">{say(valueName('', read.kind))}</h2>
        <Facts
          of={[
            [say('申报', 'Claim'), <a href={`/review/${id}`}>{id}</a>],
            [say('提交', 'Handed in'), <When at={read.proposedAt} />],
            [say('办理期限', 'Due'), <Until at={read.dueAt} />],
            [say('预估变化（元）', 'Estimate, yuan'), <Effect effect={read.effect} />],
          ]}
        />
        {read.form && <FormFacts form={read.form} say={say} />}
        {read.roster && (
          <Scrolling label={joining}>
            <table>
              <caption>{joining}</caption>
              <tbody>
                {read.roster.items.map(({ ref, name, idNumber }) => (
                  <tr>
                    <td>{ref}</td>
                    <td>{name}</td>
                    <td>{idNumber}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Scrolling>
        )}
      </section>
    ),
    form: waits
      ? (drawn) => (
          <>
            <GivenChoice
              drawn={drawn}
              name="decision"
              label={say('决定', 'Decision')}
              options={[
                ['approve', say('同意变更', 'Approve the change'), '1'],
                ['reject', say('不同意变更', 'Reject the change'), '2'],
              ]}
            />
            <Reasons drawn={drawn} of={changeReasons} />
          </>
        )
      : null,
    body: decisionOf,
  };
}

const Effect = ({ effect }: { effect: z.infer<typeof ReadChange>['effect'] }) =>
  effect ? (
    <>
      <Yuan fen={effect.estimateBeforeFen} /> → <Yuan fen={effect.estimateAfterFen} />
    </>
  ) : (
    <span>—</span>
  );
