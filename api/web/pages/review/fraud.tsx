import type { Context } from 'hono';
import { fraudReasons } from '../../../../domain/messages/reasons.ts';
import type { Site, WebEnv } from '../../env.ts';
import { Note } from '../../parts/show.tsx';
import { Given, type OfficialActPage, officialActPage, Reasons } from './act-page.tsx';
import type { ClaimAnswer } from './dossier.tsx';

/** Fraud that somebody has seen; a supervisor rules on it. */
export function fraudPages(site: Site): void {
  officialActPage(site, '/review/:id{C[0-9a-z]+}/fraud-findings', fraud);
}

async function fraud(c: Context<WebEnv>): Promise<OfficialActPage> {
  const { say, session } = c.var;
  const claim = await c.var.remote.get<ClaimAnswer>(`/v1/claims/${c.req.param('id')}`);
  const mayReport = session?.role === 'reviewer' || session?.role === 'inspector';
  return {
    title: say(`报告骗取补贴线索 ${claim.id}`, `Report fraud, ${claim.id}`),
    call: `/v1/claims/${claim.id}/fraud-findings`,
    done: `/claims/${claim.id}`,
    about: (
      <Note tone="warn">
        {say(
          '由督办人员认定。认定后相关补贴取消并追回；其间不影响其他人员。',
          'A supervisor rules on it. Upheld, what was paid is revoked and recovered; others are not concerned.',
        )}
      </Note>
    ),
    form: mayReport
      ? (drawn) => (
          <>
            <Given
              drawn={drawn}
              name="refs"
              label={say('涉及人员的名册序号，用逗号分隔', 'Roster numbers of the persons, with commas')}
              hint={say('留空表示整件申报。', 'Left empty: the whole claim.')}
            />
            <Reasons drawn={drawn} of={fraudReasons} required />
          </>
        )
      : null,
    body: (sent) => {
      const refs = sent
        .text('refs')
        .split(/[,，\s]+/)
        .filter((ref) => ref !== '');
      return {
        ...{
          refs: refs.length > 0 ? refs : null,
          reasonCode: sent.optional('reasonCode'),
          reason: sent.optional('reason'),
        },
      };
    },
  };
}
