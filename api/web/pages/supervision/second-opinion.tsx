import type { Context } from 'hono';
import type { WebEnv } from '../../env.ts';
import type { Sent } from '../../parts/act.ts';
import { Note } from '../../parts/show.tsx';
import { Choice, type Drawn, Given } from '../review/act-page.tsx';

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
      <Choice
        drawn={drawn}
        name="decision"
        legend={say('决定', 'Decision')}
        options={[
          ['approve', say('同意', 'Approve'), '1'],
          ['reject', say('不同意', 'Reject'), '2'],
        ]}
      />
      <Given drawn={drawn} name="reason" label={say('说明', 'In words')} rows={3} />
    </>
  );
}

const isOwn = (c: Context<WebEnv>, by: string) => c.var.session?.subject === by;

export const opinionOf = (sent: Sent) => sent.some('decision', 'reason');
