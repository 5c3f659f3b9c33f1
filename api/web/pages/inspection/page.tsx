import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Inspection } from '../../../inspections/schemas.ts';
import type { WebEnv } from '../../env.ts';
import { page } from '../../parts/layout.tsx';
import { placesFor } from '../../parts/places.ts';
import { DaysLeft, Facts, Note, ProblemNote, Until, When } from '../../parts/show.tsx';
import { isOfficial } from '../../session.ts';
import { ActOn, Reassignment } from './forms.tsx';
import { actName, amountClassNames, codeName, findingNames, nextOf, outcomeNames } from './names.ts';
import { InspectionBadge, Materials } from './parts.tsx';
import { Proceedings } from './proceedings.tsx';
import { actFor, mayReassign, type Tried } from './tried.ts';

type Whole = z.infer<typeof Inspection>;

/** An inspection: what it waits for, with the form for whose turn it is; what it concerns; what was handed in; what happened. */
export async function inspectionPage(c: Context<WebEnv>, id: string, tried?: Tried) {
  const { say, remote, session } = c.var;
  const [inspection, { now }, places] = await Promise.all([
    remote.get<Whole>(`/v1/inspections/${encodeURIComponent(id)}`),
    remote.get<{ now: string }>('/v1/clock'),
    placesFor(c),
  ]);
  const act = session && actFor(session.role, inspection.stage);
  const title = say('检查', 'Inspection');
  return page(
    c,
    title,
    <>
      <h1>
        {title} {inspection.id}
      </h1>
      {tried && <ProblemNote problem={tried.problem} say={say} />}
      <Note tone={inspection.overdue ? 'bad' : ''}>
        <p>
          <InspectionBadge of={inspection} say={say} /> {say(nextOf(inspection.stage))}
        </p>
        {inspection.dueAt && (
          <p>
            {say('期限：', 'Due: ')}
            <Until at={inspection.dueAt} />
            <DaysLeft {...{ now, until: inspection.dueAt, say }} />
          </p>
        )}
      </Note>
      {act && (
        <section class="card">
          <ActOn c={c} act={act} inspection={inspection} now={now} tried={tried} />
        </section>
      )}
      <div class="columns">
        <section class="card" aria-labelledby="facts">
          <h2 id="facts">{say('检查对象', 'What is inspected')}</h2>
          <Facts
            of={[
              [say('申报', 'Claim'), <a href={`/claims/${inspection.claimId}`}>{inspection.claimId}</a>],
              [say('申报单位', 'Claimant'), inspection.claimantName ?? say('个人', 'individual')],
              [
                say('地区与项目', 'Place and programme'),
                `${places.place(inspection.jurisdiction)} · ${places.programme(inspection.jurisdiction, inspection.programme)}`,
              ],
              [
                say('抽取', 'Draw'),
                <a href={`/inspection-draws/${inspection.drawId}`}>
                  {inspection.drawId} · {say(amountClassNames[inspection.amountClass])}
                </a>,
              ],
              // As the published draw calls it.
              [say('抽取中的对象编号', 'Its reference in the draw'), inspection.ref],
              [say('检查人员', 'Inspectors'), inspection.inspectors.join(say('、', ', '))],
            ]}
          />
          {session && isOfficial(session.role) && inspection.temporalUrl && (
            <p>
              <a href={inspection.temporalUrl}>{say('在 Temporal 中查看', 'In the Temporal UI')}</a>
            </p>
          )}
        </section>
        <History c={c} acts={inspection.acts} />
      </div>
      <HandedIn c={c} inspection={inspection} />
      <Proceedings c={c} inspection={inspection} now={now} tried={tried} />
      {session && mayReassign(session.role, inspection.stage) && (
        <details class="card" open={tried?.act === 'reassignment'}>
          <summary>{say('更换检查人员', 'An inspector falls away')}</summary>
          <Reassignment c={c} inspection={inspection} tried={tried} />
        </details>
      )}
    </>,
    (tried?.problem.status as 422 | undefined) ?? 200,
  );
}

function HandedIn({ c, inspection }: { c: Context<WebEnv>; inspection: Whole }) {
  const { say } = c.var;
  const { visit, statement, finding, outcome } = inspection;
  return (
    <div class="columns">
      {visit && (
        <section class="card" aria-labelledby="visit">
          <h2 id="visit">{say('检查记录', 'The visit')}</h2>
          <Facts
            of={[
              [say('日期', 'Day'), visit.visitedOn],
              [say('地点', 'Where'), visit.place],
              [say('在场人员', 'Who was met'), visit.met],
              [say('情况', 'What was seen'), visit.observations],
              [say('附件', 'Attachments'), <Materials c={c} of={visit.materials} />],
            ]}
          />
        </section>
      )}
      {finding && (
        <section class="card" aria-labelledby="finding">
          <h2 id="finding">{say('认定与结果', 'Finding and result')}</h2>
          <Facts
            of={[
              [
                say('认定', 'Finding'),
                `${say(findingNames[finding])} · ${say(codeName(inspection.findingCode ?? ''))}`,
              ],
              [
                say('涉及人员', 'Persons concerned'),
                inspection.refs?.join(say('、', ', ')) ?? say('整个申报', 'the whole claim'),
              ],
              ...(outcome
                ? [
                    [
                      say('结果', 'Result'),
                      `${say(outcomeNames[outcome])} · ${say(codeName(inspection.outcomeCode ?? ''))}`,
                    ] as const,
                  ]
                : []),
            ]}
          />
        </section>
      )}
      {statement && (
        <section class="card" aria-labelledby="statement">
          <h2 id="statement">{say('陈述申辩', 'The claimant’s answer')}</h2>
          <p>{statement.reason}</p>
          <Materials c={c} of={statement.materials} />
        </section>
      )}
    </div>
  );
}

function History({ c, acts }: { c: Context<WebEnv>; acts: Whole['acts'] }) {
  const { say } = c.var;
  return (
    <section class="card" aria-labelledby="way">
      <h2 id="way">{say('办理记录', 'Record')}</h2>
      <ol class="timeline">
        {acts.map(({ act, at, by, detail, reason }) => (
          <li>
            <strong>{say(actName(act))}</strong>
            <div class="soft">
              <When at={at} /> · {by === 'system' ? say('系统', 'the system') : by}
            </div>
            {act === 'reassignInspector' && (
              <div>
                {String(detail.left)} → {String(detail.joined)} · {say(codeName(String(detail.reasonCode)))}
              </div>
            )}
            {reason && <div>{reason}</div>}
          </li>
        ))}
      </ol>
    </section>
  );
}
