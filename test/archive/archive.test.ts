import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openPromise } from 'yauzl';
import { sealClosed } from '../../activities/archive/seal-closed.ts';
import { createPool, type Db, rows } from '../../db/pool.ts';
import { eraseDue } from '../../db/privacy/erasure.ts';
import { endRound, takeRound } from '../../db/rounds.ts';
import { verifyArchive } from '../../db/verify-archive.ts';
import type { Manifest } from '../../domain/archive/manifest.ts';
import { startArchivist } from '../../worker/archivist.ts';
import { enterprise, type Office, openOffice, people, reviewer } from '../api/support/office.ts';
import { done, paidClaims } from '../api/support/paid.ts';
import { testFolder } from '../support/folder.ts';
import { adminUrlOf } from '../support/stack.ts';

let office: Office;
let db: Db;
let admin: Db;
let claimId: string;
let disputed: string;
const roster = people(3);
beforeAll(async () => {
  office = await openOffice();
  ({ db } = office.house.deps);
  admin = createPool(adminUrlOf(office.house.settings.databaseUrl), 1);
  [claimId, disputed] = (await paidClaims(office, roster, people(2, 300))) as [string, string];
}, 180_000);
afterAll(async () => {
  await admin?.end();
  await office?.close();
});

const auditor = { role: 'auditor', subject: 'wu' } as const;
const supervisor = { role: 'supervisor', subject: 'zheng', jurisdiction: 'wuxi' } as const;
type As = Parameters<Office['api']['get']>[1];

async function download(as: As, id = claimId, query = ''): Promise<{ bytes: Buffer; kept: string | null }> {
  const answer = await office.api.get(`/v1/claims/${id}/archive${query}`, as);
  expect([answer.status, answer.headers.get('Content-Type')]).toEqual([200, 'application/zip']);
  return { bytes: Buffer.from(await answer.arrayBuffer()), kept: answer.headers.get('X-Dossier-SHA256') };
}

/** Written down and opened by a reader that did not write it. */
async function opened(bytes: Buffer): Promise<{ file: string; files: Map<string, Buffer>; manifest: Manifest }> {
  const file = join(testFolder(), 'a.zip');
  writeFileSync(file, bytes);
  const zip = await openPromise(file, { lazyEntries: true });
  const files = new Map<string, Buffer>();
  for await (const entry of zip.eachEntry()) {
    const chunks: Buffer[] = [];
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
    files.set(entry.fileName, Buffer.concat(chunks));
  }
  return { file, files, manifest: JSON.parse(files.get('manifest.json')!.toString()) as Manifest };
}

const sha = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

test('a dossier is one archive: every file has the hash that its manifest names, and it is put on record once', async () => {
  const failed: unknown[] = [];
  // Two workers at once.
  const put = (which: 'closed' | 'changed') => sealClosed(db, which, 10, (one) => failed.push(one));
  await Promise.all([put('closed'), put('closed')]);
  expect([await put('closed'), await put('changed')]).toEqual([0, 0]);
  expect(failed).toEqual([]);
  const [record] = await rows<{ no: number; sha256: string }>(
    db,
    'select no, sha256 from archives where claim_id = $1',
    [claimId],
  );
  const { bytes, kept } = await download(reviewer);
  expect(kept).toBe(record!.sha256);
  const { file, files, manifest } = await opened(bytes);
  expect(manifest).toMatchObject({ claimId, closed: true, erased: false, withheld: [], sha256: kept });
  for (const { path, shown, sha256, bytes: length } of manifest.entries)
    expect([path, sha(files.get(path)!), sha256, files.get(path)!.length]).toEqual([path, shown, shown, length]);
  expect([...files.keys()]).toEqual(['README.txt', ...manifest.entries.map(({ path }) => path), 'manifest.json']);
  expect([...files.keys()]).toEqual(
    expect.arrayContaining([
      'claim.json',
      'roster.csv',
      'learning-records.csv',
      'files/0001.pdf',
      'timeline.json',
      'entitlements.jsonl',
      'ledger.csv',
      'law.json',
      'mails.csv',
      'officials/objections.json',
    ]),
  );
  const text = (path: string) => files.get(path)!.toString();
  for (const { idNumber, mobile, name } of roster)
    for (const one of [idNumber, mobile, name]) expect(text('roster.csv')).toContain(one);
  const lines = text('entitlements.jsonl')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => JSON.parse(line));
  expect(lines.map(({ ref, amount_fen }) => [ref, amount_fen > 0])).toEqual([
    ['1', true],
    ['2', true],
    ['3', true],
  ]);
  expect(text('ledger.csv')).toContain(manifest.ledger[0]!.hash);
  expect(text('law.json')).toContain('锡人社办〔2020〕10号');
  expect(text('README.txt')).toContain('roster.csv');
  // The same again, to the byte; whoever files is given the same but what officials say among themselves.
  expect((await download(reviewer)).bytes.equals(bytes)).toBe(true);
  const own = await opened((await download(enterprise)).bytes);
  expect([own.manifest.sha256, own.manifest.withheld]).toEqual([kept, []]);
  expect([...own.files.keys()].filter((path) => path.startsWith('officials/'))).toEqual([]);
  expect(await verifyArchive(file, { DATABASE_URL: office.house.settings.databaseUrl })).toContain(
    'they are what was put on record',
  );
});

test('its papers come with it when they are asked for, beside what is on record', { timeout: 120_000 }, async () => {
  const { bytes, kept } = await download(enterprise, claimId, '?papers=true');
  const { file, files, manifest } = await opened(bytes);
  expect(manifest.sha256).toBe(kept);
  const papers = manifest.papers.map(({ path }) => path);
  for (const name of ['filing-form', 'roster', 'subsidy-roster', 'public-notice'])
    expect(papers).toContain(`papers/${name}.pdf`);
  expect(papers).toContain('papers/register-2020-05-skill-action-special-account.pdf');
  expect(papers.filter((path) => path.startsWith('papers/decision-')).length).toBeGreaterThan(1);
  for (const { path, sha256, bytes: length } of manifest.papers) {
    expect(files.get(path)!.subarray(0, 5).toString()).toBe('%PDF-');
    expect([sha(files.get(path)!), files.get(path)!.length]).toEqual([sha256, length]);
  }
  expect(await verifyArchive(file, { DATABASE_URL: office.house.settings.databaseUrl })).toContain(
    'they are what was put on record',
  );
});

test('who reads numbers in part gets no ID number from anywhere in it', async () => {
  for (const as of [auditor, supervisor]) {
    const { file, files, manifest } = await opened((await download(as)).bytes);
    const everything = [...files]
      .map(([path, bytes]) => (path.startsWith('files/') ? '' : bytes.toString()))
      .join('\n');
    for (const { idNumber, mobile } of roster)
      for (const one of [idNumber, mobile]) expect(everything).not.toContain(one);
    expect(everything).toContain(roster[0]!.idNumber.replace(/^(.{6}).{8}/, '$1********'));
    // Documents go to those who look at them.
    expect([...files.keys()].some((path) => path.startsWith('files/'))).toBe(as === supervisor);
    expect(manifest.withheld.length > 0).toBe(as === auditor);
    expect(await verifyArchive(file, { DATABASE_URL: office.house.settings.databaseUrl })).toContain('files are whole');
  }
  const shown = await rows(db, `select distinct role from audit_log where act = 'read-archive' order by role`);
  expect(shown).toEqual([{ role: 'auditor' }, { role: 'reviewer' }, { role: 'supervisor' }]);
});

test('a claimant is told of no other claim', async () => {
  const elsewhere = 'C-of-somebody-else';
  const finding = `insert into findings (id, claim_id, ref, code, detail, others) values ('F-1', $1, '1', 'lessons-overlap', '{}', array[$2])`;
  await admin.query(finding, [claimId, elsewhere]);
  const everything = async (as: As) => [...(await opened((await download(as)).bytes)).files.values()].join('\n');
  expect(await everything(enterprise)).not.toContain(elsewhere);
  expect(await everything(reviewer)).toContain(elsewhere);
  await admin.query(`delete from findings where id = 'F-1'`);
});

test('nobody else is given it', async () => {
  const get = async (as: As, id = claimId) => (await office.api.get(`/v1/claims/${id}/archive`, as)).status;
  expect(await get({ ...enterprise, uscc: '91320200MA00000028' })).toBe(404);
  expect(await get({ ...reviewer, jurisdiction: 'chongqing' })).toBe(404);
  for (const role of ['inspector', 'finance-preparer', 'admin'] as const)
    expect(await get({ role, subject: 'x', jurisdiction: 'wuxi' })).toBe(403);
  expect(await get(reviewer, 'no-such-claim')).toBe(404);
});

test('what is altered, missing or no archive is told', async () => {
  const folder = testFolder();
  const file = join(folder, 'garbage.zip');
  writeFileSync(file, 'no zip');
  await expect(verifyArchive(file, {})).rejects.toThrow('is no archive of a claim');
  const { bytes } = await download(reviewer);
  const { files } = await opened(bytes);
  const python = (script: string, ...args: string[]) =>
    execFileSync('python3', ['-c', script, ...args], { encoding: 'utf8' });
  const copy = (name: string, change: Map<string, Buffer | null>) => {
    const source = join(folder, name);
    for (const [path, content] of [...files, ...change]) {
      if (content === null) continue;
      mkdirSync(join(source, path, '..'), { recursive: true });
      writeFileSync(join(source, path), content);
    }
    const paths = [...files.keys()].filter((path) => change.get(path) !== null);
    const script =
      'import sys,zipfile,os\nz=zipfile.ZipFile(sys.argv[1]+".zip","w")\n[z.write(os.path.join(sys.argv[1],p),p) for p in sys.argv[2:]]\nz.close()';
    python(script, source, ...paths);
    return `${source}.zip`;
  };
  expect(await verifyArchive(copy('same', new Map()), {})).toContain('files are whole');
  await expect(verifyArchive(copy('altered', new Map([['roster.csv', Buffer.from('x')]])), {})).rejects.toThrow(
    'roster.csv: was altered',
  );
  await expect(verifyArchive(copy('short', new Map([['ledger.csv', null]])), {})).rejects.toThrow(
    'ledger.csv: is missing',
  );
  // Somebody who makes the manifest fit is found by what is on record.
  const manifest = JSON.parse(files.get('manifest.json')!.toString()) as Manifest;
  const without = { ...manifest, sha256: null, entries: manifest.entries.filter(({ path }) => path !== 'ledger.csv') };
  const forged = copy(
    'forged',
    new Map<string, Buffer | null>([
      ['ledger.csv', null],
      ['manifest.json', Buffer.from(JSON.stringify(without))],
    ]),
  );
  expect(await verifyArchive(forged, {})).toContain('files are whole');
  await expect(verifyArchive(forged, { DATABASE_URL: office.house.settings.databaseUrl })).rejects.toThrow(
    'ledger.csv: was put on record and is missing',
  );
  const another = { ...manifest, claimId: 'C0', closed: false };
  await expect(
    verifyArchive(copy('another', new Map([['manifest.json', Buffer.from(JSON.stringify(another))]])), {
      DATABASE_URL: office.house.settings.databaseUrl,
    }),
  ).rejects.toThrow('claim C0: no dossier is on record');
  expect(
    python('import sys,zipfile\nprint(zipfile.ZipFile(sys.argv[1]).testzip())', copy('again', new Map())).trim(),
  ).toBe('None');
  expect(readFileSync(join(folder, 'again.zip')).length).toBeGreaterThan(0);
});

/** By the archivists of two workers, as they run beside the claims. Only one of them looks, and then neither for an hour, or for six. */
async function oneRound(told: object[]) {
  await endRound(db, 'archivist', 0);
  await endRound(db, 'archivist-changed', 0);
  const heard: object[] = [];
  const log = { info: (one: object) => heard.push(one), warn: (one: object) => heard.push(one) };
  const archivists = [1, 2].map(() => startArchivist({ db, log, pauseMs: 20 }));
  const due = `select name, ceil(extract(epoch from due_at - now()) / 60)::int as minutes from rounds order by name`;
  await expect
    .poll(() => rows(db, due))
    .toEqual([
      { name: 'archivist', minutes: 55 },
      { name: 'archivist-changed', minutes: 355 },
    ]);
  await Promise.all(archivists.map((one) => one.stop()));
  expect(heard).toEqual(told);
}

test('a round is made by one of many who ask at once, and by another when that one dies in it', async () => {
  const ask = (seconds: number) => Promise.all(Array.from({ length: 8 }, () => takeRound(db, 'archivist', seconds)));
  await endRound(db, 'archivist', 0);
  expect((await ask(60)).filter(Boolean)).toHaveLength(1);
  expect((await ask(60)).filter(Boolean)).toEqual([]);
  await endRound(db, 'archivist', -1);
  expect(await takeRound(db, 'archivist', -1)).toBe(true);
  // It was to end a second ago, and nobody has said that it did.
  expect(await takeRound(db, 'archivist', 60)).toBe(true);
});

test('each state of a dossier is on record, and one that waits for it is told as such', async () => {
  const recorded = async (bytes: Buffer) =>
    verifyArchive((await opened(bytes)).file, { DATABASE_URL: office.house.settings.databaseUrl });
  const before = await download(enterprise, disputed);
  const inspector = { role: 'inspector', subject: 'he', jurisdiction: 'wuxi' } as const;
  const finding = { refs: ['1'], reasonCode: 'never-trained', reason: '签到系他人代签。' };
  const { id } = await done(office, `/v1/claims/${disputed}/fraud-findings`, finding, inspector);
  await done(office, `/v1/fraud-findings/${id}/ruling`, { decision: 'uphold', reason: '经核查属实。' }, supervisor);
  await vi.waitFor(async () => expect(await rows(db, 'select from recoveries')).toHaveLength(1), 10_000);
  const after = await download(reviewer, disputed);
  await expect(recorded(after.bytes)).rejects.toThrow('within six hours: verify again then');
  await oneRound([{ claims: 1, which: 'changed' }]);
  expect(await recorded(after.bytes)).toContain('they are what was put on record');
  expect(await recorded(before.bytes)).toContain('they are what was put on record');
  const own = await opened((await download(enterprise, disputed)).bytes);
  expect([...own.files.keys()].filter((path) => path.includes('revoke'))).toEqual([]);
  expect(await recorded((await download(enterprise, disputed)).bytes)).toContain('they are what was put on record');
});

test('a correction after the end makes another state of the dossier, with a record of its own', async () => {
  const verified = async () => {
    const { file } = await opened((await download(reviewer)).bytes);
    return verifyArchive(file, { DATABASE_URL: office.house.settings.databaseUrl });
  };
  const asked = { idNumber: roster[0]!.idNumber, mobile: '19900000009', reason: '本人更正' };
  const proposed = await done(office, '/v1/people/correction', asked, reviewer);
  await done(office, `/v1/people/corrections/${proposed.id}/decision`, { decision: 'approve' }, supervisor);
  await expect(verified()).rejects.toThrow('within six hours: verify again then');
  expect(await sealClosed(db, 'closed', 10, () => {})).toBe(0);
  expect(await sealClosed(db, 'changed', 10, () => {})).toBe(1);
  expect(await verified()).toContain('they are what was put on record');
  expect(await sealClosed(db, 'changed', 10, () => {})).toBe(0);
  const { files } = await opened((await download(auditor)).bytes);
  expect(JSON.parse(files.get('corrections.json')!.toString())).toMatchObject([
    { id: proposed.id, fields: ['mobile'], decidedBy: supervisor.subject },
  ]);
});

test('after its time the archive holds what stays, and proves to be of the same dossier', async () => {
  const before = await opened((await download(reviewer)).bytes);
  await eraseDue(db, '2022-07-02T12:00:00+08:00', 10, () => {});
  const { bytes, kept } = await download(reviewer);
  const { file, files, manifest } = await opened(bytes);
  expect(manifest).toMatchObject({ erased: true, sha256: null, closed: true });
  expect(kept).toBe(before.manifest.sha256);
  const everything = [...files.values()].map((one) => one.toString()).join('\n');
  for (const { idNumber, name, mobile } of roster)
    for (const one of [idNumber, name, mobile]) expect(everything).not.toContain(one);
  expect(files.get('README.txt')!.toString()).toContain('个人信息已删除');
  expect([...files.keys()]).toEqual(
    expect.arrayContaining(['entitlements.jsonl', 'ledger.csv', 'certificates.csv', 'timeline.json']),
  );
  expect(await verifyArchive(file, { DATABASE_URL: office.house.settings.databaseUrl })).toContain(
    'they are what was put on record',
  );
  await expect(admin.query('update archives set sha256 = sha256')).rejects.toThrow('stays on record');
});
