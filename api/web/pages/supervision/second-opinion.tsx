import type { Context } from 'hono';
import { reasonName } from '../../../../domain/messages/reasons.ts';
import type { WebEnv } from '../../env.ts';
import type { Say } from '../../language.ts';
import type { Sent } from '../../parts/act.ts';
import { Note, When } from '../../parts/show.tsx';
import { type Drawn, Given, GivenChoice } from '../review/act-page.tsx';
import { statusName } from '../review/status-names.ts';

/** What another supervisor has proposed is approved or not. The API holds the two apart; the page says so before. */
export function SecondOpinion({ drawn, proposedBy }: { drawn: Drawn; proposedBy: string }) {
  const { say } = drawn.c.var;
  return (
    <>
      {isOwn(drawn.c, proposedBy) && (
        <Note tone="warn">
          {say('这是您本人提出的，须由另一人决定。', 'You have proposed this yourself: another person decides.')}
        </Note>
      )}
      <GivenChoice
        drawn={drawn}
        name="decision"
        label={say('决定', 'Decision')}
        options={[
          ['approve', say('同意', 'Approve'), '1'],
          ['reject', say('不同意', 'Reject'), '2'],
        ]}
      />
      <Given drawn={drawn} name="reason" label={say('说明', 'In words')} rows={3} />
    </>
  );
}

/** What every proposal of one supervisor to another tells of itself. */
export const proposedFacts = (
  say: Say,
  one: {
    claimId: string;
    status: string;
    reasonCode: string;
    document: string;
    proposedAt: string;
    proposedBy: string;
  },
) =>
  [
    [say('申报', 'Claim'), <a href={`/claims/${one.claimId}`}>{one.claimId}</a>],
    [say('状态', 'Status'), say(statusName(one.status)[0])],
    [say('事由', 'Ground'), say(reasonName(one.reasonCode))],
    [say('文号', 'Document'), one.document],
    [say('提出', 'Proposed'), <When at={one.proposedAt} />],
    [say('提出人', 'By'), one.proposedBy],
  ] as const;

const isOwn = (c: Context<WebEnv>, by: string) => c.var.session?.subject === by;

export const opinionOf = (sent: Sent) => sent.some('decision', 'reason');
