import { writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { samplePerson } from '../../dev/sample-people.ts';
import { readSettings } from '../../domain/env.ts';
import { openFileRegistry } from '../../worker/certificates/file-registry.ts';
import { httpRegistry } from '../../worker/certificates/http-registry.ts';
import { testFolder } from '../support/folder.ts';

const { name, idNumber } = samplePerson(1);
const question = { kind: 'skill-level', number: 'S000032000001204000123', name, idNumber };
const right = { found: true, matches: true, revoked: false, reference: 'REG-1' };

/** A register on this machine that answers by `listener`. */
async function register(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/verify`;
}

test('a register that is slow, fails and cuts its answer off is asked again, and believed once it is right', async () => {
  const asked: string[] = [];
  const url = await register((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      asked.push(`${request.method} ${request.headers.authorization} ${body}`);
      if (asked.length === 1) return;
      if (asked.length === 2) return void response.writeHead(503).end('not now');
      if (asked.length === 3)
        return void response.writeHead(200, { 'Content-Length': '1000' }).write('{"found"', () => response.destroy());
      response.end(JSON.stringify({ ...right, further: 'field' }));
    });
  });
  const answer = await httpRegistry({ url, token: 'secret', timeoutMs: 300, tries: 4, pauseMs: 5 }).verify(question);
  expect(answer).toEqual({ ...right, checkedAt: expect.stringMatching(/\+08:00$/) });
  expect(asked).toEqual(Array(4).fill(`POST Bearer secret ${JSON.stringify(question)}`));
});

test.each<[string, RequestListener, string]>([
  ['garbage', (_, response) => void response.end('<html>'), 'answer-garbled'],
  ['another form', (_, response) => void response.end('{"found":"yes"}'), 'answer-garbled'],
  ['too much', (_, response) => void response.end('['.repeat(200_000)), 'answer-too-large'],
  ['a refusal', (_, response) => void response.writeHead(401).end(), 'http-401'],
])('%s is not asked for twice in a row, and tells nothing of the person', async (_, listener, code) => {
  let asked = 0;
  const url = await register((request, response) => {
    asked++;
    listener(request, response);
  });
  const failure = await httpRegistry({ url, pauseMs: 1 })
    .verify(question)
    .catch((error: unknown) => error);
  expect(failure).toMatchObject({ code });
  expect(JSON.stringify(failure) + String(failure)).not.toContain(idNumber);
  expect(asked).toBe(1);
});

test('who leads elsewhere, or is not there, gives no answer', async () => {
  let shown = 0;
  const elsewhere = await register((_, response) => {
    shown++;
    response.end(JSON.stringify(right));
  });
  const url = await register((_, response) => void response.writeHead(307, { Location: elsewhere }).end());
  await expect(httpRegistry({ url, tries: 1 }).verify(question)).rejects.toThrow('gives no answer');
  expect(shown).toBe(0);
  await expect(
    httpRegistry({ url: 'http://127.0.0.1:1/', tries: 2, pauseMs: 1 }).verify(question),
  ).rejects.toMatchObject({ code: expect.any(String) });
});

test('a file answers by number, and by whom it belongs to', async () => {
  const file = join(testFolder(), 'register.csv');
  const rows = [
    '\uFEFFkind,number,idNumber,name,revoked,reference',
    `skill-level,s0000 32000001204000123,${idNumber},,,REG-1`,
    `completion,SP-2020-0001,,${name},,`,
    `completion,SP-2020-0002,${idNumber},${name},yes,REG-3`,
    'completion,SP-2020-0003,,,,REG-4',
    `completion,SP-2020-0004,,${name},TRUE,`,
    `completion,SP-2020-0005,,${name},否,`,
  ];
  writeFileSync(file, rows.join('\n'));
  const registry = await openFileRegistry(file);
  const ask = async (kind: string, number: string, who = { name, idNumber }) => {
    const { found, matches, revoked, reference } = await registry.verify({ kind, number, ...who });
    return [found, matches, revoked, reference];
  };
  const other = samplePerson(2);
  expect(await ask('skill-level', 'S000032000001204000123')).toEqual([true, true, false, 'REG-1']);
  expect(await ask('skill-level', 'S000032000001204000123', other)).toEqual([true, false, false, 'REG-1']);
  expect(await ask('completion', 'SP-2020-0001')).toEqual([true, true, false, null]);
  expect(await ask('completion', 'SP-2020-0001', other)).toEqual([true, false, false, null]);
  expect(await ask('completion', 'SP-2020-0002')).toEqual([true, true, true, 'REG-3']);
  expect(await ask('completion', 'SP-2020-0004')).toEqual([true, true, true, null]);
  expect(await ask('completion', 'SP-2020-0005')).toEqual([true, true, false, null]);
  // A row that names nobody belongs to nobody.
  expect(await ask('completion', 'SP-2020-0003')).toEqual([true, false, false, 'REG-4']);
  expect(await registry.verify({ kind: 'completion', number: 'SP-2020-0003' })).toMatchObject({ matches: false });
  expect(await ask('special-operations', 'SP-2020-0001')).toEqual([false, false, false, null]);
});

test('a file that is no register keeps the worker from starting', async () => {
  const file = join(testFolder(), 'register.csv');
  await expect(openFileRegistry(file)).rejects.toThrow('cannot be read (ENOENT)');
  writeFileSync(file, 'kind,number\ncompletion,1');
  await expect(openFileRegistry(file)).rejects.toThrow('no column idNumber, name, revoked, reference');
  writeFileSync(file, `kind,number,idNumber,name,revoked,reference\ncompletion,1,,,${name},`);
  await expect(openFileRegistry(file)).rejects.toThrow('in the column revoked stands neither yes nor no.');
  writeFileSync(file, `kind,number,idNumber,name,revoked,reference\n"${name}`);
  await expect(openFileRegistry(file)).rejects.toThrow(/cannot be read \(CSV_/);
});

test('people are told to a register by https only, and there is one', () => {
  const faults = (env: Record<string, string>) => () => readSettings({ MODE: 'rehearsal', ...env });
  expect(faults({ CERTIFICATE_REGISTRY_URL: 'http://register.example/' })).toThrow('https:// only');
  expect(faults({ CERTIFICATE_REGISTRY_URL: 'https://register.example/', CERTIFICATE_REGISTRY_FILE: 'a.csv' })).toThrow(
    'keep one',
  );
});
