import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { repinningReasons } from '../../../../domain/messages/reasons.ts';
import type { Repinning } from '../../../claims/repinning-schemas.ts';
import type { Site, WebEnv } from '../../env.ts';
import type { Say } from '../../language.ts';
import { Facts, Note, Scrolling, Yuan } from '../../parts/show.tsx';
import { sourceText } from '../../parts/source.ts';
import { Value } from '../public/figures.tsx';
import { Given, GivenChoice, type OfficialActPage, officialActPage, Reasons } from '../review/act-page.tsx';
import { opinionOf, proposedFacts, SecondOpinion } from './second-opinion.tsx';

/** 重新核定: one supervisor proposes and sees the difference in money, another decides. */
export function repinningPages(site: Site): void {
  officialActPage(site, '/supervision/:id{C[0-9a-z]+}/repinning', proposal);
  officialActPage(site, '/supervision/:id{C[0-9a-z]+}/repinning/:repinning', decision);
}

async function proposal(c: Context<WebEnv>): Promise<OfficialActPage> {
  const { say, session } = c.var;
  const id = c.req.param('id');
  return {
    title: say(`提议重新核定 ${id}`, `Propose a re-pinning of ${id}`),
    call: `/v1/claims/${id}/repinning`,
    done: `/claims/${id}`,
    about: (
      <Note>
        {say(
          '按该节点当日现行标准重新核定。提出后可看到金额差异，由另一名督办人员决定。',
          'The figures of that milestone become those that are in force for the same day now. Once proposed, the difference in money is shown, and another supervisor decides.',
        )}
      </Note>
    ),
    form:
      session?.role === 'supervisor'
        ? (drawn) => (
            <>
              <GivenChoice
                drawn={drawn}
                name="milestone"
                label={say('节点', 'Milestone')}
                options={[
                  ['filing', say('备案', 'filing')],
                  ['class-opened', say('开班', 'opening of the class')],
                  ['class-ended', say('结业', 'end of the class')],
                ]}
              />
              <Given drawn={drawn} name="document" label={say('依据文号', 'Number of the document')} required />
              <Reasons drawn={drawn} of={repinningReasons} required />
            </>
          )
        : null,
    body: (sent) => sent.some('milestone', 'reasonCode', 'document', 'reason'),
  };
}

async function decision(c: Context<WebEnv>): Promise<OfficialActPage> {
  const { say, session, remote } = c.var;
  const id = c.req.param('id');
  const path = `/v1/claims/${id}/repinning/${c.req.param('repinning')}`;
  const one = await remote.get<z.infer<typeof Repinning>>(path);
  const waits = session?.role === 'supervisor' && one.status === 'proposed';
  return {
    title: say(`决定重新核定 ${id}`, `Decide on a re-pinning, ${id}`),
    call: `${path}/decision`,
    done: `/claims/${id}`,
    about: <Preview c={c} one={one} />,
    form: waits ? (drawn) => <SecondOpinion drawn={drawn} proposedBy={one.proposedBy} /> : null,
    body: opinionOf,
  };
}

function Preview({ c, one }: { c: Context<WebEnv>; one: z.infer<typeof Repinning> }) {
  const { say } = c.var;
  const { figures, totals, lines } = one.preview;
  const title = say('标准变化', 'What changes in the figures');
  return (
    <section class="card" aria-labelledby="preview">
      <h2 id="preview">{say('核定前后', 'Before and after')}</h2>
      <Facts
        of={[
          ...proposedFacts(say, one),
          [say('核定前（元）', 'Before, yuan'), <Yuan fen={totals.beforeFen} />],
          [say('核定后（元）', 'After, yuan'), <Yuan fen={totals.afterFen} />],
          [say('补付（元）', 'Paid on top, yuan'), <Yuan fen={totals.payMoreFen} />],
          [say('减少（元）', 'Falls, yuan'), <Yuan fen={totals.shrinkFen} />],
          [say('追回（元）', 'Recovered, yuan'), <Yuan fen={totals.recoverFen} />],
          [say('金额变化人数', 'Persons concerned'), lines.length],
        ]}
      />
      <Scrolling label={title}>
        <table>
          <caption>{title}</caption>
          <thead>
            <tr>
              <th scope="col">{say('标准', 'Figure')}</th>
              <th scope="col">{say('原', 'Before')}</th>
              <th scope="col">{say('新', 'After')}</th>
            </tr>
          </thead>
          <tbody>
            {figures.map(({ name, before, after }) => (
              <tr>
                <td>
                  <code>{name}</code>
                </td>
                <td>{before ? <Stated of={before} say={say} /> : '—'}</td>
                <td>{after ? <Stated of={after} say={say} /> : '—'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolling>
    </section>
  );
}

const Stated = ({ of, say }: { of: { value: unknown; source: string }; say: Say }) => (
  <>
    <Value of={of.value} unit="" say={say} />
    <div class="soft">{sourceText(of.source, say)}</div>
  </>
);
