import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileObjection, findNotice } from '../../../db/claims/notices.ts';
import { rows } from '../../../db/pool.ts';
import { createCalendar } from '../../../domain/calendar/workingDays.ts';
import { holidayTables, weeklyRest } from '../../../jurisdictions/china/calendars/index.ts';
import { bankAccount, certificates, lessons, wuxiFiling } from './filings.ts';
import type { House, TestFiling, TestPerson } from './house.ts';

/** Files a Wuxi claim on 2 March 2020 and brings it to training. */
export async function inTraining(
  house: House,
  people: TestPerson[],
  filing: Partial<TestFiling> = {},
): Promise<string> {
  house.setNow('2020-03-02T10:00:00+08:00');
  const { claimId } = await house.file({ ...wuxiFiling({ people }), ...filing });
  await house.act(claimId, 'filing-review', undefined, { decision: 'approve' });
  return claimId;
}

/** Puts 24 class hours on record for everybody, a lesson a day from the class's opening on. */
export async function trained(house: House, claimId: string): Promise<string[]> {
  const { trainees, class_opened_on } = await house.claim(claimId);
  const refs = Array.from({ length: trainees }, (_, i) => String(i + 1));
  const records = refs.flatMap((ref) => lessons(ref, 24, 45, class_opened_on!));
  await house.act(claimId, 'learning-records', { records });
  return refs;
}

/** From training to the application review, on 18 May 2020. */
export async function applied(house: House, claimIds: string[]): Promise<void> {
  await house.advanceTo('2020-05-18T09:00:00+08:00');
  for (const id of claimIds) {
    const refs = await trained(house, id);
    await house.act(id, 'training-completion', { classEndedOn: '2020-05-15' });
    await house.act(id, 'application', { certificates: certificates(...refs), bankAccount });
  }
}

/** Wuxi claims on public notice since 18 May 2020 (until 25 May 24:00). */
export async function onNotice(house: House, ...rosters: TestPerson[][]): Promise<string[]> {
  const ids: string[] = [];
  for (const people of rosters) ids.push(await inTraining(house, people));
  await applied(house, ids);
  for (const id of ids) await house.act(id, 'application-review', undefined, { decision: 'approve' });
  return ids;
}

/** Somebody objects to one line, or to the whole claim (`ref` null). Returns the objection's id. */
export async function object(house: House, claimId: string, ref: string | null): Promise<string> {
  const notice = await findNotice(house.deps.db, `N${claimId}`);
  const id = randomUUID();
  await fileObjection(house.deps.db, {
    id,
    notice_id: notice!.id,
    claim_id: claimId,
    ref,
    filed_at: notice!.published_at,
    personal: { text: 'text', contact: 'contact' },
  });
  return id;
}

/** The third party of the sandbox speaks, by signal to the pack's own workflow. Returns its id. */
export async function assess(house: House, claimId: string, said: object): Promise<string> {
  const running = 'select workflow_id from external_runs where claim_id = $1';
  for (;;) {
    const [run] = await rows<{ workflow_id: string }>(house.deps.db, running, [claimId]);
    const handle = run && house.client.workflow.getHandle(run.workflow_id);
    // It is registered before it is started.
    const heard = await handle?.signal('assessment', said).then(
      () => true,
      () => false,
    );
    if (heard) return run!.workflow_id;
    await sleep(50);
  }
}

/** Files a claim whose review limit lies in 2027, for which no calendar is published. */
export async function filedBeyondCalendar(house: House, seed: number): Promise<string> {
  house.setNow('2026-12-30T10:00:00+08:00');
  const { form } = wuxiFiling({ people: [], training: { classOpensOn: '2027-02-01', classEndsOn: '2027-03-01' } });
  const people = [{ seed }];
  const { claimId } = await house.file({ jurisdiction: 'sandbox', programme: 'individual-hours', form, people });
  return claimId;
}

/** Publishes a calendar for 2027 (without a holiday in it) and lets the worker know. */
export async function publishCalendar(house: House): Promise<void> {
  const year2027 = { ...holidayTables.at(-1)!, year: 2027, holidays: [], makeUpWorkingDays: [] };
  house.deps.calendar = createCalendar([...holidayTables, year2027], weeklyRest);
  await house.restart();
  await house.advanceTo('2027-01-06T10:01:00+08:00');
}
