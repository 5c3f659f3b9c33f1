import type { z } from '@hono/zod-openapi';
import type { UndeliveredMail } from '../../../mail/schemas.ts';
import type { ClaimSection } from '../../claim-sections.ts';
import { taskNames } from '../../names.ts';
import type { Listed } from '../../parts/paging.tsx';
import { When } from '../../parts/show.tsx';
import { isOfficial } from '../../session.ts';
import { addresseeNames, stateNames } from './names.ts';

/** Most that a claim's page tells; who looks after mail sees them all. */
const most = 5;

/** Told where the claim is read: who waits for a mail that never comes would miss a deadline. */
export const undeliveredMails: ClaimSection = async (c, { id }) => {
  const { say, remote, session } = c.var;
  if (!session) return null;
  const { items } = await remote.get<Listed<z.infer<typeof UndeliveredMail>>>(`/v1/claims/${id}/undelivered-mails`);
  if (items.length === 0) return null;
  const refused = items.some(({ addressee, state }) => addressee === 'claimant' && state === 'bounced');
  return (
    <section class="note warn" aria-labelledby="undelivered">
      <h2 id="undelivered">{say('未能送达的邮件', 'Mail that did not arrive')}</h2>
      <ul>
        {items.slice(0, most).map((mail) => (
          <li>
            {say(mail.happened)} <span class="badge warn">{say(stateNames[mail.state])}</span>{' '}
            <span class="soft">
              {say(addresseeNames[mail.addressee])} · <When at={mail.at} />
            </span>
          </li>
        ))}
      </ul>
      {refused && (
        <p>
          {say(
            '申报所用的电子邮箱拒收邮件。进展请以本页为准。',
            'The e-mail address of the claim refuses mail. This page tells what happens.',
          )}{' '}
          {!isOfficial(session.role) && (
            <a href={`/claims/${id}/contact-address`}>{say(taskNames['contact-address']!)}</a>
          )}
        </p>
      )}
    </section>
  );
};
