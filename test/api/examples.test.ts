import { afterAll, beforeAll, expect, test } from 'vitest';
import { isOurs } from '../support/places.ts';
import { type Office, openOffice } from './support/office.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office?.close());

test('the examples of every programme can be filed as they are, all of them, early in March 2020', async () => {
  const { api } = office;
  for (const { slug, programmes } of api.deps.registry.list().filter(isOurs))
    for (const { slug: programme, claimant, forms } of programmes) {
      const filing = forms.filing.example as { enterprise?: { uscc: string }; institution?: { uscc: string } };
      const body = { jurisdiction: slug, programme, filing, roster: [forms.rosterRow.example] };
      const uscc = (claimant === 'institution' && filing.institution?.uscc) || filing.enterprise?.uscc;
      const answer = await api.post('/v1/claims', body, { role: claimant, subject: 'chen', uscc });
      const claim = (await answer.json()) as { estimateFen: number };
      expect([slug, programme, answer.status, claim]).toMatchObject([slug, programme, 201, { stage: 'filing-review' }]);
      expect(claim.estimateFen, `${slug}/${programme}`).toBeGreaterThan(0);
    }
});
