import { z } from '@hono/zod-openapi';
import { Day, Id, Slug, When } from '../routes/fields.ts';

// Who reviews what. Names and shapes are the API's contract.

export const ReviewHold = z
  .object({
    claimId: z.string(),
    heldBy: z.string(),
    givenBy: z.string().nullable().openapi({ description: 'Who handed it over; null: taken by who holds it' }),
    since: When,
    until: When.openapi({ description: 'Real time, also in a rehearsal' }),
    minutesLeft: z.int(),
    mine: z.boolean().openapi({ description: 'Of who asks, or of somebody for whom they stand in' }),
  })
  .openapi('ReviewHold');

export const HandoverBody = z
  .strictObject({ to: Id.openapi({ description: 'A reviewer of the place' }) })
  .openapi('HandoverBody');

export const Reviewer = z
  .object({
    jurisdiction: z.string(),
    subject: z.string(),
    seenAt: When.openapi({ description: 'Real time, to the day' }),
    departed: z.boolean().openapi({
      description: 'Blocked, or seen since in another role or place: nothing is put on the desk any more',
    }),
    held: z.array(z.string()).openapi({ description: 'Claims on the desk, the most urgent first' }),
    overdue: z.int().openapi({ description: 'How many of them are overdue' }),
    decided: z.int().openapi({ description: 'Decisions of the last 30 days' }),
    absentUntil: Day.nullable(),
    substitute: z.string().nullable(),
  })
  .openapi('Reviewer');

export const AbsenceBody = z
  .strictObject({
    subject: Id.optional().openapi({ description: 'Left out: who calls' }),
    substitute: Id.openapi({ description: 'Another reviewer of the same place' }),
    firstDay: Day,
    lastDay: Day,
    jurisdiction: Slug.optional().openapi({ description: 'Where the account of the supervisor names no place' }),
  })
  .openapi('AbsenceBody');

export const Absence = z
  .object({
    id: z.string(),
    jurisdiction: z.string(),
    subject: z.string(),
    substitute: z.string(),
    firstDay: Day,
    lastDay: Day,
    enteredBy: z.string(),
    enteredAt: When,
    endedBy: z.string().nullable(),
    endedAt: When.nullable(),
  })
  .openapi('ReviewAbsence');
