import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { problemOf } from './support/api.ts';
import { extremeFor, mutations, mutationsAt } from './support/hostile.ts';
import { enterprise, filing, type Office, openOffice, people } from './support/office.ts';
import { documentedExamples, sendAll, stuckClaims } from './support/throwing.ts';

// Thousands of calls, one after the other.
vi.setConfig({ testTimeout: 300_000 });

let office: Office;
let examples: Map<string, unknown>;
beforeAll(async () => {
  office = await openOffice();
  examples = await documentedExamples(office);
});
afterAll(() => office?.close());

const always = (path: string) => async () => path;

test.each(['/v1/quotes', '/v1/timetables', '/v1/rehearsal/token'])('%s answers or refuses', async (call) => {
  expect(await sendAll(office, mutations(examples.get(call)), undefined, always(call))).toEqual([]);
});

test('a filing or a roster with a year that cannot be meant is refused', async () => {
  for (const day of ['0000-01-01', '0001-01-01', '9999-12-31', '10000-01-01']) {
    const form = filing(people(1), { training: { classOpensOn: day, classEndsOn: day } });
    expect(await problemOf(await office.api.post('/v1/claims', form, enterprise))).toMatchObject({
      ...{ status: 422, code: 'invalid-input' },
      errors: [{ path: 'filing.training.classOpensOn' }, { path: 'filing.training.classEndsOn' }],
    });
    const row = { ...people(1)[0]!, hiredOn: day };
    const inside = await office.api.post('/v1/claims', filing([row]), enterprise);
    expect(await problemOf(inside)).toMatchObject({ status: 422, errors: [{ row: 1, path: 'hiredOn' }] });
    const uploaded = await office.api.post('/v1/rosters', { rows: [row] }, enterprise);
    expect(await problemOf(uploaded)).toMatchObject({ status: 422, errors: [{ row: 1, path: 'hiredOn' }] });
  }
});

test('filings answer or refuse', async () => {
  const body = filing(people(1, 1_000));
  expect(await sendAll(office, mutations(body), enterprise, always('/v1/claims'))).toEqual([]);
});

test('filings at the limits of every programme’s form answer or refuse', async () => {
  const wrong: string[] = [];
  const seen = new Set<string>();
  for (const { slug, programmes } of office.api.deps.registry.list()) {
    for (const { slug: programme, claimant, forms } of programmes) {
      // Derived places use the forms of another, with people of their own.
      const kind = JSON.stringify(forms.filing.example);
      if (seen.has(kind)) continue;
      seen.add(kind);
      const form = forms.filing.example as { enterprise?: { uscc: string }; institution?: { uscc: string } };
      const uscc = (claimant === 'institution' && form.institution?.uscc) || form.enterprise?.uscc;
      const body = { jurisdiction: slug, programme, filing: form, roster: [forms.rosterRow.example] };
      const as = { role: claimant, subject: 'chen', uscc };
      wrong.push(...(await sendAll(office, mutationsAt(body, [], extremeFor), as, always('/v1/claims'))));
    }
  }
  expect(wrong).toEqual([]);
});

test('after all this no claim’s workflow is stuck', async () => {
  expect(await stuckClaims(office)).toEqual([]);
});
