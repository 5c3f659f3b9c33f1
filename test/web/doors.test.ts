import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Role, roles } from '../../api/auth/access.ts';
import { deskOf } from '../../api/web/desks.ts';
import { opensFor } from '../../api/web/doors.ts';
import type { Site } from '../../api/web/env.ts';
import type { Session } from '../../api/web/session.ts';
import { createSite } from '../../api/web/site.tsx';
import { type TestApi, testApi } from '../api/support/api.ts';

// Every desk × every role, as the pages answer. Letters: e enterprise, i institution, p individual, r reviewer, s supervisor, v inspector,
// x auditor, a admin, b finance preparer, f finance approver.
const letters: Readonly<Record<Role, string>> = {
  ...{ enterprise: 'e', institution: 'i', individual: 'p', reviewer: 'r', supervisor: 's', inspector: 'v' },
  ...{ auditor: 'x', admin: 'a', 'finance-preparer': 'b', 'finance-approver': 'f' },
};
const table: readonly (readonly [path: string, opensFor: string])[] = [
  ...(['/', '/notices', '/rules', '/inspection-draws', '/directory', '/tasks', '/claims'] as const).map(
    (path) => [path, 'eiprsvxabf'] as const,
  ),
  ['/claims/new', 'eip'],
  ['/files/F1', 'eiprsv'],
  ['/webhooks', 'eip'],
  ['/api-keys', 'eia'],
  ['/review', 'r'],
  ['/review/absences', 'rsx'],
  ['/review/enterprises/91320200MA0000001G', 'rsvx'],
  ['/review/C1', 'rsvx'],
  ['/review/C1/fraud-findings', 'rsvx'],
  ['/supervision', 's'],
  ['/supervision/listings', 'rsvxabf'],
  ['/supervision/listings/new', 'rsv'],
  ['/supervision/listings/L1', 'rsvx'],
  ['/supervision/C1/reopenings', 'rsvxabf'],
  ['/supervision/C1/administrative-reviews/A1', 'rsvx'],
  ['/inspections', 'eipsvx'],
  ['/inspectors', 'svx'],
  ['/batches', 'sxabf'],
  ['/batches/B1/bank-file', 'bf'],
  ['/returns', 'eiprsxabf'],
  ['/recoveries', 'eiprsvxabf'],
  ['/ledger', 'sxabf'],
  ['/dashboard', 'sxabf'],
  ['/reports', 'rsvxabf'],
  ['/audit', 'xa'],
  ['/accounts', 'xa'],
  ['/schedules', 'a'],
  ['/connectors', 'a'],
  ['/admin', 'a'],
  ['/admin/mail', 'a'],
  ['/admin/mail/templates', 'a'],
];

let api: TestApi;
let site: Site;
const cookies = new Map<Role, string>();
beforeAll(async () => {
  api = await testApi();
  const { tokens, log } = api.deps;
  site = createSite({ tokens, mode: 'rehearsal', log, sessionSecret: 'of-a-test' }, api.app);
  for (const role of roles) {
    const form = { method: 'POST', body: new URLSearchParams({ role }), headers: { Origin: 'http://localhost' } };
    const answer = await site.request('http://localhost/sign-in', form);
    cookies.set(role, answer.headers.get('set-cookie')!.split(';')[0]!);
  }
});
afterAll(() => api?.close());

const open = (path: string, role?: Role) =>
  site.request(`http://localhost${path}`, { headers: role && { Cookie: cookies.get(role)! } });

test.each(table)('%s opens for %s alone', async (path, opensFor) => {
  let found = '';
  for (const role of roles) if ((await open(path, role)).status !== 403) found += letters[role];
  expect([...found].sort().join('')).toBe([...opensFor].sort().join(''));
});

test('who has not signed in is led to it; who stands before another desk is told in words what to do', async () => {
  const stranger = await open('/review');
  expect([stranger.status, stranger.headers.get('location')]).toEqual([302, '/sign-in?to=%2Freview']);
  const text = await (await open('/review', 'enterprise')).text();
  expect(text).toContain('您的角色不能办理或查看此事');
});

test('a link leads only where it opens', () => {
  const shown = (path: string) => roles.filter((role) => opensFor(path, { role })).map((role) => letters[role]);
  expect(shown('/review/C1/objections/O1').sort()).toEqual([...'rsvx'].sort());
  expect(shown('/files/F1')).toEqual([...'eiprsv']);
  expect([opensFor('/files/F1', null), opensFor('/rules', null)]).toEqual([false, true]);
});

test('nobody’s menu leads where they may not go', async () => {
  for (const role of roles)
    for (const { path } of deskOf({ role } as Session))
      expect([403, 404], `${role} ${path}`).not.toContain((await open(path, role)).status);
});
