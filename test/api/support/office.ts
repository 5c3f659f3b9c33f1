import type { Actor } from '../../../api/auth/tokens.ts';
import { createRehearsal } from '../../../api/rehearsal/advance.ts';
import { temporalAnswers } from '../../../api/temporal.ts';
import { createClock } from '../../../db/clock/clock.ts';
import { startClock } from '../../../db/clock/rehearsal-clock.ts';
import { sampleCompany, samplePeople } from '../../../dev/sample-people.ts';
import { msToInstant } from '../../../domain/calendar/instant.ts';
import { bankAccountOf } from '../../../jurisdictions/china/examples.ts';
import { plan } from '../../../jurisdictions/wuxi/examples.ts';
import { type House, openHouse } from '../../claims/support/house.ts';
import { type TestApi, testApi } from './api.ts';

/** The API in front of a worker, a database and a namespace of its own, with a rehearsal clock that begins on 2 March 2020. */
export interface Office {
  api: TestApi;
  house: House;
  advanceTo(instant: string): Promise<Response>;
  close(): Promise<void>;
}

export async function openOffice(): Promise<Office> {
  const house = await openHouse();
  const { db, client, registry } = house.deps;
  const start = '2020-03-02T10:00:00+08:00';
  house.setNow(start);
  await startClock(db, start, Date.now());
  const clock = createClock(db, { mode: 'rehearsal' });
  // What is done on the way of an advance is done at the clock's time.
  Object.assign(house.deps.clock, { now: async () => msToInstant(await clock.now()), offset: clock.offset });
  const api = await testApi({
    pool: db,
    registry,
    gateway: house.gateway,
    clock,
    rehearsal: createRehearsal({ db, client, registry, taskQueue: house.settings.taskQueue }),
    temporalAnswers: () => temporalAnswers(client),
  });
  return {
    api,
    house,
    async advanceTo(instant) {
      const response = await api.post('/v1/rehearsal/clock', { advanceTo: instant }, { role: 'admin' });
      house.setNow(instant);
      return response;
    },
    close: () => house.stop(),
  };
}

export const company = sampleCompany(1);
export const enterprise = { role: 'enterprise', subject: 'chen', uscc: company.uscc } as const satisfies Actor;
export const reviewer = { role: 'reviewer', subject: 'li', jurisdiction: 'wuxi' } as const satisfies Actor;
export const preparer = { role: 'finance-preparer', subject: 'zhao' } as const satisfies Actor;
export const approver = { role: 'finance-approver', subject: 'qian' } as const satisfies Actor;

/** Where its money goes. */
export const bankAccount = bankAccountOf(company.name);

export function people(count: number, firstSeed = 0) {
  return samplePeople(count, firstSeed).map((person) => ({ ...person, relation: 'employee' }));
}

/** A Wuxi filing of the company, for a class from 7 April to 15 May 2020. */
export function filing(roster: object[] = people(3), change: { training?: object; enterprise?: object } = {}) {
  return {
    jurisdiction: 'wuxi',
    programme: 'online-on-the-job',
    filing: {
      ...plan,
      enterprise: { ...plan.enterprise, name: company.name, uscc: company.uscc, ...change.enterprise },
      training: { ...plan.training, plannedHeadCount: roster.length || 1, ...change.training },
    },
    roster,
  };
}
