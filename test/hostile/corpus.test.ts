import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { DisbursementTotals } from '../../db/money/disbursements.ts';
import { enterprise, type Office, openOffice, preparer } from '../api/support/office.ts';
import { formBatch, submitAndApprove } from '../claims/support/batches.ts';
import { insertPayable } from '../claims/support/payable.ts';
import { corpus, type HostileFile } from './corpus.ts';

vi.setConfig({ testTimeout: 300_000 });

let office: Office;
let batch: DisbursementTotals;
beforeAll(async () => {
  office = await openOffice();
  const { house } = office;
  const payable = { jurisdiction: 'wuxi', programme: 'online-on-the-job', prefix: 'wuxi', claims: 2, perClaim: 1 };
  await insertPayable(house.deps.db, { ...payable, lineFen: 44_400 });
  batch = (await formBatch(house, 'wuxi', '2020-05'))!;
  await submitAndApprove(house, batch);
});
afterAll(() => office?.close());

const paths = () => ({
  roster: '/v1/rosters',
  file: '/v1/files',
  claim: '/v1/claims',
  'bank-results': `/v1/disbursements/${batch.id}/bank-results`,
});

async function send({ to, contentType, headers, content }: HostileFile) {
  const as = to === 'bank-results' ? preparer : enterprise;
  const response = await office.api.post(paths()[to], content, as, { 'Content-Type': contentType, ...headers });
  return { response, body: (await response.json()) as Record<string, unknown> };
}

test('every hostile upload is refused by its name, or kept as the data that it is', async () => {
  const files = corpus();
  expect(files.length).toBeGreaterThanOrEqual(40);
  const wrong: string[] = [];
  for (const file of files) {
    const { response, body } = await send(file);
    const answered = response.ok ? 'stored' : body.code;
    if (answered !== file.answer || response.status >= 500)
      wrong.push(
        `${file.name}: ${response.status} ${answered}, not ${file.answer} ${JSON.stringify(body).slice(0, 300)}`,
      );
  }
  expect(wrong).toEqual([]);
  // Nothing that was sent has left anything behind in the process or in its log.
  expect(({} as { admin?: boolean }).admin).toBeUndefined();
  expect(JSON.stringify(office.api.log)).not.toContain('6222020000000000001');
});

const endings: Record<string, string> = {
  'application/pdf': 'pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'text/csv': 'csv',
};

test('what was kept comes back as a download with a harmless name, and no page of ours shows it', async () => {
  for (const file of corpus().filter(({ to, answer }) => to === 'file' && answer === 'stored')) {
    const { body } = await send(file);
    const { headers } = await office.api.get(`/v1/files/${body.fileId}`, enterprise);
    const disposition = headers.get('Content-Disposition') ?? '';
    expect(disposition, file.name).toMatch(/^attachment; filename="[\w .=-]+"; filename\*=UTF-8''[\w.%-]+$/);
    expect(decodeURIComponent(disposition.split("''")[1]!), file.name).not.toMatch(/[\\/\p{Cc}\p{Cf}]/u);
    expect(disposition, file.name).toMatch(new RegExp(`\\.${endings[file.contentType]}$`, 'i'));
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(headers.get('Set-Cookie')).toBeNull();
    expect(headers.get('Content-Security-Policy')).toContain("default-src 'none'");
  }
});
