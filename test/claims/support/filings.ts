import { plan } from '../../../jurisdictions/wuxi/examples.ts';
import type { TestFiling, TestPerson } from './house.ts';

export { bankAccount } from '../../../jurisdictions/wuxi/examples.ts';

/** A class in Wuxi from 2020-04-07 to 2020-05-15 of 24 class hours, to be filed before it opens. */
export function wuxiFiling(
  filing: { people: TestPerson[]; training?: object; enterprise?: object } & Partial<TestFiling>,
): TestFiling {
  const { people, training, enterprise, ...rest } = filing;
  const form = {
    ...plan,
    training: { ...plan.training, plannedHeadCount: people.length || 1, ...training },
    enterprise: { ...plan.enterprise, ...enterprise },
  };
  return { jurisdiction: 'wuxi', programme: 'online-on-the-job', form, people, ...rest };
}

/** So many lessons of one class hour each, one a day from the class's opening on. */
export function lessons(ref: string, count: number, minutes = 45, from = '2020-04-07') {
  return Array.from({ length: count }, (_, i) => ({
    ref,
    lesson: `L${i + 1}`,
    startedAt: new Date(Date.parse(`${from}T19:00:00+08:00`) + i * 86_400_000).toISOString(),
    minutes,
  }));
}

export function certificates(...refs: string[]) {
  return refs.map((ref) => ({ ref, kind: 'completion', number: `SP-${ref}`, issuedOn: '2020-05-18' }));
}
