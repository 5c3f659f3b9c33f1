import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { isChangeable } from '../../../../domain/claim/changes.ts';
import type { Bilingual } from '../../../../domain/messages/message.ts';
import type { Claim as ClaimSchema } from '../../../claims/schemas.ts';
import type { WebEnv } from '../../env.ts';
import { nameIn, taskNames } from '../../names.ts';
import { Money, Note } from '../../parts/show.tsx';
import { isOfficial } from '../../session.ts';
import { programmeIn } from './law.ts';

export type Claim = z.infer<typeof ClaimSchema>;

/** What the claimant can do now: what the stage waits for first, then what is possible besides. */
export async function ActsSection(c: Context<WebEnv>, claim: Claim) {
  const { say, session } = c.var;
  if (!session || isOfficial(session.role)) return null;
  const [first, ...others] = await actsNow(c, claim);
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
      {!first && corrections.length === 0 && (
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
      {claim.lines && (
        <p>
          <a href={`/claims/${claim.id}/trace`}>{say('每一元的由来', 'Where each yuan comes from')}</a>
        </p>
      )}
    </section>
  );
}

const name = (act: string, say: (text: Bilingual) => string) => say(nameIn(taskNames, act));

/** The claimant's acts in the claim's stage, as the workflow takes them. */
async function actsNow(c: Context<WebEnv>, claim: Claim): Promise<string[]> {
  if (claim.closed) return [];
  switch (claim.stage) {
    case 'training': {
      const { programme } = await programmeIn(c, claim.jurisdiction, claim.programme);
      const asksAdvance =
        programme.steps.some((step) => step.kind === 'training' && step.advanceShare) && !claim.advance;
      const advance = asksAdvance ? ['advance-request'] : [];
      return ['training-start', 'learning-records', 'training-completion', ...advance, 'withdrawal'];
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
