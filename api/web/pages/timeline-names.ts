import type { z } from '@hono/zod-openapi';
import { claimantActs } from '../../../domain/claim/acts.ts';
import { claimEvents, eventOf, notPeople } from '../../../domain/messages/mail-events.ts';
import type { Bilingual } from '../../../domain/messages/message.ts';
import type { Timeline } from '../../claims/schemas.ts';

export type TimelineMove = z.infer<typeof Timeline>['items'][number];

/** What a mail asks its desk to do has been done by the time that it is on record. */
const onRecord: Readonly<Record<string, Bilingual>> = {
  escalateReview: { zh: '审核逾期，已报督办', en: claimEvents.escalateReview.en },
  changeOverdue: { zh: '变更审核逾期，已报督办', en: claimEvents.changeOverdue.en },
  administrativeReviewOverdue: {
    zh: '行政复议逾期未登记结果，已报督办',
    en: claimEvents.administrativeReviewOverdue.en,
  },
};

/** What has happened, as the record of a claim tells it. */
export const moveName = (move: TimelineMove): Bilingual => onRecord[move.act] ?? eventOf(move);

/** Who did it. Claimants learn of which side they were: names of accounts are for those who run the place. */
export function moverName({ act, by }: Pick<TimelineMove, 'act' | 'by'>, official: boolean): Bilingual {
  if (Object.hasOwn(notPeople, by)) return notPeople[by]!;
  if (official) return { zh: by, en: by };
  return claimantActs.includes(act) || act === 'correctAccount'
    ? { zh: '申报方', en: 'the claimant' }
    : { zh: '受理部门', en: 'the authority' };
}
