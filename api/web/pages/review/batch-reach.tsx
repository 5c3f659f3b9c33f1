import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Stage } from '../../../../domain/claim/stages.ts';
import { type Bilingual, say as sentence } from '../../../../domain/messages/index.ts';
import { stageTexts } from '../../../../domain/messages/stages.ts';
import type { ForeseenAnswer } from '../../../claims/foreseen.ts';
import type { Timeline } from '../../../claims/schemas.ts';
import type { WebEnv } from '../../env.ts';
import type { Say } from '../../language.ts';
import { taskNames } from '../../names.ts';
import { Note } from '../../parts/show.tsx';
import { Table } from '../../parts/table.tsx';
import { Refused } from '../../remote.ts';
import type { ClaimAnswer } from './dossier.tsx';
import { ownDecisionSetAside } from './set-aside.ts';

// Which of the claims that were selected their approval will reach by now, and why not the others.

/** A claim that was selected in the queue, as it stood there. */
export interface Choice {
  act: string;
  id: string;
  revision?: string;
  /** As it was sent. */
  said: string;
}

export interface Foreseen extends Choice {
  /** Undefined: nobody has it. */
  claim?: ClaimAnswer;
  totalFen: number | null;
  /** Why the approval would not reach it; undefined: it does. */
  leftOut?: string;
}

/** The claim, and what its approval would bring as far as that can be told; or why it would not reach it. */
export async function foreseenOf(c: Context<WebEnv>, choice: Choice): Promise<Foreseen> {
  const path = `/v1/claims/${encodeURIComponent(choice.id)}`;
  const asked = <T,>(at: string) =>
    c.var.remote.get<T>(at).catch((error: unknown) => {
      if (error instanceof Refused) return error;
      throw error;
    });
  const [claim, foreseen] = await Promise.all([
    asked<ClaimAnswer>(path),
    asked<ForeseenAnswer>(`${path}/foreseen-lines?limit=1`),
  ]);
  if (claim instanceof Refused) return { ...choice, totalFen: null, leftOut: c.var.say(claim.problem.messages) };
  const totalFen = foreseen instanceof Refused ? null : foreseen.totalFen;
  return { ...choice, claim, totalFen, leftOut: await whyLeftOut(c, choice, claim, totalFen) };
}

/** What refuses the approval by now, as far as it can be read: it was withdrawn, decided, changed or taken up, or something was found. */
async function whyLeftOut(
  c: Context<WebEnv>,
  { act, id, revision }: Choice,
  claim: ClaimAnswer,
  totalFen: number | null,
): Promise<string | undefined> {
  const { say } = c.var;
  if (claim.stage !== act) return say(nowText(claim.stage));
  if (revision !== undefined && revision !== claim.revision && (await hasMovedSince(c, id, Number(revision))))
    return say(sentence('changed-meanwhile'));
  const { reviewHold: hold } = claim;
  if (hold && !hold.mine) return say(sentence('review-held', { by: hold.heldBy, minutes: hold.minutesLeft }));
  if (act === 'application-review' && claim.findings.some(({ status }) => status === 'open'))
    return say('有疑点待处理，请单独办理', 'Something was found in it; decide on it by itself');
  if (totalFen === 0) return say(paysNobodyText);
  return ownDecisionSetAside(c, id, ({ fromStage }) => fromStage === act);
}

/** What the clock does changes nothing that is decided on. */
async function hasMovedSince(c: Context<WebEnv>, id: string, revision: number): Promise<boolean> {
  const { items } = await c.var.remote.get<z.infer<typeof Timeline>>(`/v1/claims/${encodeURIComponent(id)}/timeline`);
  return items.some(({ n, via }) => n > revision && via !== 'system');
}

export const paysNobodyText: Bilingual = {
  zh: '无人可获补贴，请单独办理',
  en: 'nobody has anything; decide on it by itself',
};

export const claimantOf = (claim: ClaimAnswer | undefined, say: Say) =>
  claim ? (claim.claimantName ?? say('个人', 'individual')) : '—';

export function LeftOut({ c, left }: { c: Context<WebEnv>; left: readonly Foreseen[] }) {
  const { say } = c.var;
  const label = say('不在本次批准之列', 'Left out of this approval');
  return (
    <Note tone="warn">
      <p>
        {say(
          `所选申报中有 ${left.length} 件不能在此批准，不计入本次批准：`,
          `Of what was selected ${left.length} cannot be approved here and will not be:`,
        )}
      </p>
      <Table
        label={label}
        columns={[say('申报', 'Claim'), say('申报单位', 'Claimant'), say('事项', 'What'), say('原因', 'Why')]}
        rows={left.map(({ act, id, claim, leftOut }) => [
          <a href={`/claims/${id}`}>{id}</a>,
          claimantOf(claim, say),
          say(taskNames[act]!),
          leftOut,
        ])}
      />
    </Note>
  );
}

/** Where a claim stands after what was decided on it. */
export const nowText = (stage: Stage): Bilingual => {
  const { zh, en } = stageTexts[stage].name;
  return { zh: `现状：${zh}`, en: `now: ${en}` };
};
