import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import type { Reviewer } from '../../../review/schemas.ts';
import type { WebEnv } from '../../env.ts';
import { ActForm, chosen, Field } from '../../parts/form.tsx';
import type { Listed } from '../../parts/paging.tsx';
import { RealTime } from '../../parts/real-time.tsx';
import { Note } from '../../parts/show.tsx';
import type { ClaimAnswer } from './dossier.tsx';

/** Who has the claim, and what who reads can do about it. */
export async function holdNote(c: Context<WebEnv>, claim: ClaimAnswer): Promise<Child> {
  const { say, session } = c.var;
  const hold = claim.reviewHold;
  const isReviewer = session?.role === 'reviewer';
  const at = (act: string) => `/review/${claim.id}/${act}`;
  const mayGive = session?.role === 'supervisor' || hold?.mine;
  return (
    <Note tone={hold && !hold.mine ? 'warn' : hold ? 'good' : ''}>
      <p>
        {holder(c, claim)}
        {hold && (
          <>
            {say('，至 ', ', until ')}
            <RealTime c={c} at={hold.until} />
            {hold.givenBy && say(`，由 ${hold.givenBy} 转交`, `, handed over by ${hold.givenBy}`)}
          </>
        )}
      </p>
      <div class="actions">
        {isReviewer && (!hold || hold.mine) && (
          <ActForm action={at('hold')}>
            <button type="submit" class={hold ? 'second' : undefined}>
              {hold ? say('延长', 'Keep it longer') : say('认领', 'Take it up')}
            </button>
          </ActForm>
        )}
        {isReviewer && hold?.mine && (
          <ActForm action={at('release')}>
            <button type="submit" class="second">
              {say('放回队列', 'Give it back')}
            </button>
          </ActForm>
        )}
      </div>
      {mayGive && (await handOver(c, claim, at('handover')))}
    </Note>
  );
}

function holder(c: Context<WebEnv>, { reviewHold: hold }: ClaimAnswer): string {
  const { say, session } = c.var;
  if (!hold)
    return session?.role === 'reviewer'
      ? say(
          '尚无人认领。认领后，其他审核人员不能同时办理。',
          'Nobody has taken it up. Once you do, no other reviewer decides on it.',
        )
      : say('尚无审核人员认领。', 'No reviewer has taken it up.');
  // A refusal beside it has counted the minutes a moment earlier.
  const left = c.req.method === 'GET' ? timeLeft(hold.minutesLeft) : undefined;
  const [zh, en] = left ? [`，还有 ${left.zh}`, ` for another ${left.en}`] : ['', ''];
  if (hold.heldBy === session?.subject) return say(`您已认领${zh}`, `You have it${en}`);
  if (hold.mine) return say(`${hold.heldBy} 请假，由您代理${zh}`, `You stand in for ${hold.heldBy}, who has it${en}`);
  return say(`${hold.heldBy} 正在审核${zh}`, `${hold.heldBy} is reviewing it${en}`);
}

/** Days and hours where minutes tell nobody anything. */
export function timeLeft(minutes: number): { zh: string; en: string } {
  if (minutes < 120) return { zh: `${minutes} 分钟`, en: `${minutes} minutes` };
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return { zh: `${hours} 小时`, en: `${hours} hours` };
  return { zh: `${Math.floor(hours / 24)} 天`, en: `${Math.floor(hours / 24)} days` };
}

async function handOver(c: Context<WebEnv>, claim: ClaimAnswer, action: string): Promise<Child> {
  const { say, remote } = c.var;
  const { items } = await remote.get<Listed<z.infer<typeof Reviewer>>>('/v1/reviewers');
  const others = items.filter(
    ({ jurisdiction, subject, departed }) =>
      jurisdiction === claim.jurisdiction && !departed && subject !== claim.reviewHold?.heldBy,
  );
  if (others.length === 0) return null;
  const options = others.map(
    ({ subject, held, substitute }) =>
      [
        subject,
        say(`${subject}（手头 ${held.length} 件`, `${subject} (${held.length} on the desk`) +
          (substitute ? say(`，请假，${substitute} 代理）`, `, away, ${substitute} stands in)`) : say('）', ')')),
      ] as const,
  );
  return (
    <details>
      <summary>{say('转交他人', 'Hand it over')}</summary>
      <ActForm action={action}>
        <Field name="to" label={say('审核人员', 'Reviewer')} options={chosen(options, say)} required say={say} />
        <div class="actions">
          <button type="submit" class="second">
            {say('转交', 'Hand over')}
          </button>
        </div>
      </ActForm>
    </details>
  );
}
