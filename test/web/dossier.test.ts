import type { Context } from 'hono';
import { expect, test } from 'vitest';
import type { WebEnv } from '../../api/web/env.ts';
import { sayIn } from '../../api/web/language.ts';
import { CertificateTable } from '../../api/web/pages/review/certificates.tsx';
import type { ClaimAnswer, Papers } from '../../api/web/pages/review/dossier.tsx';
import { Findings } from '../../api/web/pages/review/findings.tsx';
import { Roster } from '../../api/web/pages/review/roster.tsx';

const c = { var: { say: sayIn('zh') } } as unknown as Context<WebEnv>;

test('a hint is counted with the findings, and where there is one nothing says that nothing was found', async () => {
  const hint = { code: 'head-count-differs', messages: { zh: '两者不一致', en: 'They differ' }, detail: {} };
  const shown = async (hints: object[]) => {
    const claim = { findings: [], hints } as unknown as ClaimAnswer;
    return String(await Findings({ c, claim }));
  };
  expect(await shown([hint])).toMatch(/疑点和提示 <span class="badge bad">1<\/span>.*两者不一致/);
  expect(await shown([hint])).not.toContain('未发现');
  expect(await shown([])).toContain('未发现疑点');
});

test('certificates stand in the order of the roster, beside whoever else has the number', async () => {
  const certificates = ['1', '10', '2'].map((ref) => ({
    ...{ ref, personId: ref, kind: 'completion', level: null, occupation: null, issuedOn: '2020-05-18' },
    ...{ number: 'SP-1', verification: 'none' as const, refutation: null, checkedAt: null, reference: null },
    ...{ alsoOf: ['1', '10', '2'].filter((one) => one !== ref), alsoIn: [] },
  }));
  const rows = String(await CertificateTable({ c, certificates }))
    .split('<tr>')
    .slice(2);
  expect(rows.map((row) => /<td[^>]*>(\d+)</.exec(row)?.[1])).toEqual(['1', '2', '10']);
  expect(rows[1]).toContain('名册第 1、10 号');
});

test('the roster tells what everybody would have, and of how many class hours, where the place counts them', () => {
  const shown = (classHours: number | null) => {
    const person = { ref: '1', name: '何若曦', idNumber: '3202********0008' };
    const line = {
      ref: '1',
      component: 'training-subsidy',
      amountFen: 44_400,
      classHours,
      messages: null,
      source: null,
    };
    const papers = {
      claim: { id: 'C1', trainees: 1, findings: [] },
      dossier: { roster: { items: [person], nextCursor: null } },
      foreseen: { totalFen: 44_400, unpaid: [], items: [line], nextCursor: null },
    } as unknown as Papers;
    const asked = { ...c, req: { query: () => undefined } } as unknown as Context<WebEnv>;
    return String(Roster({ c: asked, papers }));
  };
  expect(shown(24)).toMatch(/计入课时<\/th>.*444\.00.*<td class="number" data-name="计入课时">24<\/td>/);
  expect(shown(null)).not.toContain('计入课时');
});
