import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { isChangeable } from '../../../../domain/claim/changes.ts';
import { inspectionEvents } from '../../../../domain/messages/mail-events.ts';
import type { Bilingual } from '../../../../domain/messages/message.ts';
import type { Claim as ClaimSchema } from '../../../claims/schemas.ts';
import type { ListedInspection } from '../../../inspections/schemas.ts';
import type { ClaimSection, ClaimSoFar } from '../../claim-sections.ts';
import type { WebEnv } from '../../env.ts';
import { nameIn, taskNames } from '../../names.ts';
import type { Listed } from '../../parts/paging.tsx';
import { DaysLeft, Money, Note, Until } from '../../parts/show.tsx';
import { isOfficial } from '../../session.ts';
import { InspectionBadge } from '../inspection/parts.tsx';
import { programmeIn } from './law.ts';
import { isOwed } from './owed.ts';

export type Claim = z.infer<typeof ClaimSchema>;

/** What the claimant can do now: what the stage waits for first, then what is possible besides. */
export const ActsSection: ClaimSection = async (c, claim, { moves, now }) => {
  const { say, session } = c.var;
  if (!session || isOfficial(session.role)) return null;
  const [[first, ...others], { hearings, further }] = await Promise.all([
    actsNow(c, claim, moves),
    inspectionsOf(c, claim),
  ]);
  const owes = claim.recoveries.some(isOwed);
  const corrections = claim.paymentReturns.filter(({ status }) => status === 'correction');
  return (
    <section class="card" aria-labelledby="acts">
      <h2 id="acts">{say('现在可以办理', 'What you can do now')}</h2>
      {corrections.map(({ id, amountFen }) => (
        <Note tone="warn">
          <p>
            {say('一笔款项因收款账户未付成：', 'A payment waits for its account: ')}
            <Money fen={amountFen} />
          </p>
          <a class="button" href={`/returns/${id}`}>
            {name('account-correction', say)}
          </a>
        </Note>
      ))}
      {hearings.map(({ id, dueAt }) => (
        <Note tone="warn">
          <p>
            {say(inspectionEvents.hearFinding.happened)}
            {dueAt && (
              <>
                {say('，期限 ', ', until ')}
                <Until at={dueAt} />
                <DaysLeft {...{ now, until: dueAt, say }} />
              </>
            )}
          </p>
          <a class="button" href={`/inspections/${id}`}>
            {name('statement', say)}
          </a>
        </Note>
      ))}
      {!first && !owes && corrections.length === 0 && hearings.length === 0 && (
        <p>{say('目前不需要您办理任何事项。', 'There is nothing for you to do at present.')}</p>
      )}
      <div class="actions">
        {first && (
          <a class={`button${first === 'withdrawal' ? ' second' : ''}`} href={`/claims/${claim.id}/${first}`}>
            {name(first, say)}
          </a>
        )}
        {others.map((act) => (
          <a class="button second" href={`/claims/${claim.id}/${act}`}>
            {name(act, say)}
          </a>
        ))}
      </div>
      <p>
        <a href={`/claims/${claim.id}/dossier`}>{say('已提交的材料和名册', 'What was handed in, with the roster')}</a>
      </p>
      {!claim.erasedAt && (
        <p class="actions">
          <a href={`/claims/${claim.id}/contact-address`}>{name('contact-address', say)}</a>
          {isChangeable({ stage: claim.stage, returned_from: claim.returnedFrom }) && (
            <a href={`/claims/${claim.id}/changes`}>{name('changes', say)}</a>
          )}
          {claim.lastDecision && (
            <a href={`/claims/${claim.id}/administrative-reviews`}>{name('administrative-reviews', say)}</a>
          )}
        </p>
      )}
      {further.map((one) => (
        <p>
          <a href={`/inspections/${one.id}`}>{say(`抽查 ${one.id}`, `Inspection ${one.id}`)}</a>{' '}
          <InspectionBadge of={one} say={say} />
        </p>
      ))}
      {claim.lines && (
        <p>
          <a href={`/claims/${claim.id}/trace`}>{say('每一元的由来', 'Where each yuan comes from')}</a>
        </p>
      )}
    </section>
  );
};

const name = (act: string, say: (text: Bilingual) => string) => say(nameIn(taskNames, act));

/** The claim's inspections that the claimant may see: on which they are to be heard until when, and the others. */
async function inspectionsOf(c: Context<WebEnv>, { id }: Claim) {
  const path = `/v1/inspections?claimId=${id}`;
  const { items } = await c.var.remote.get<Listed<z.infer<typeof ListedInspection>>>(path);
  const isHearing = ({ stage }: { stage: string }) => stage === 'hearing';
  return { hearings: items.filter(isHearing), further: items.filter((one) => !isHearing(one)) };
}

/** The claimant's acts in the claim's stage, as the workflow takes them. */
async function actsNow(c: Context<WebEnv>, claim: Claim, moves: ClaimSoFar['moves']): Promise<string[]> {
  if (claim.closed) return [];
  switch (claim.stage) {
    case 'training': {
      const { programme } = await programmeIn(c, claim.jurisdiction, claim.programme);
      const asksAdvance =
        programme.steps.some((step) => step.kind === 'training' && step.advanceShare) && !claim.advance;
      const advance = asksAdvance ? ['advance-request'] : [];
      const opening = moves.some(({ act }) => act === 'startTraining') ? [] : ['training-start'];
      return [...opening, 'learning-records', 'training-completion', ...advance, 'withdrawal'];
    }
    case 'application-open':
      return ['application', 'learning-records', 'withdrawal'];
    case 'returned':
      return claim.returnedFrom === 'application-review'
        ? ['resubmission', 'learning-records', 'withdrawal']
        : ['resubmission', 'withdrawal'];
    default:
      return ['withdrawal'];
  }
}
