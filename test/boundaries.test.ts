import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { testFolder } from './support/folder.ts';
import {
  folders,
  layers,
  ROOT,
  runtime,
  sourcesOf,
  violations,
  withoutPages,
  withoutTypes,
} from './support/imports.ts';

describe('imports', () => {
  test('layers import downwards only, and domain/ nothing but itself', async () => {
    expect(await violations(withoutPages(ROOT, testFolder()), layers)).toEqual([]);
  });

  test('workflows run on pure code, and no file needs itself', async () => {
    expect(await violations(withoutTypes(ROOT, testFolder()), runtime)).toEqual([]);
  });

  // A rule that never strikes protects nothing.
  const wrong: [file: string, text: string, rules: string[]][] = [
    ['domain/a.ts', `import { b } from '../db/b.ts';`, ['domain-imports-downwards', 'domain-is-pure']],
    ['domain/a.ts', `import type { B } from '../db/b.ts';`, ['domain-imports-downwards', 'domain-is-pure']],
    ['domain/a.ts', `import { readFile } from 'node:fs';`, ['domain-is-pure']],
    ['domain/a.ts', `import { z } from 'zod';`, ['domain-without-zod']],
    ['db/a.ts', `import type { B } from '../activities/b.ts';`, ['db-imports-downwards']],
    ['worker/a.ts', `import { b } from '../dev/b.ts';`, ['worker-imports-downwards']],
    ['activities/a.ts', `import { b } from '../api/b.ts';`, ['activities-imports-downwards']],
    ['activities/a.ts', `import pg from 'pg';`, ['database-driver-in-db-only']],
    ['workflows/a.ts', `import { b } from '../activities/b.ts';`, ['workflows-run-on-domain-only']],
    ['workflows/a.ts', `import { z } from 'zod';`, ['workflows-reach-nothing-heavy', 'workflows-run-on-domain-only']],
    ['workflows/a.ts', `export * from '../domain/heavy.ts';`, ['workflows-reach-nothing-heavy']],
    [
      'jurisdictions/x/workflows.ts',
      `import { b } from './b.ts';`,
      ['workflows-reach-nothing-heavy', 'workflows-run-on-domain-only'],
    ],
    ['api/a.ts', `import { b } from './b.ts';`, ['no-circles']],
    ['api/a.tsx', `import { b } from '../dev/b.ts';`, ['api-imports-downwards']],
  ];
  const project = {
    ...Object.fromEntries(folders.map((folder) => [`${folder}/b.ts`, 'export const b = 1;\nexport type B = 1;\n'])),
    'jurisdictions/x/b.ts': 'export const b = 1;\n',
    'domain/heavy.ts': `export { Temporal } from 'temporal-polyfill';\n`,
    'api/b.ts': `export { a as b } from './a.ts';\n`,
  };

  test.each(wrong)('%s must not say: %s', async (file, text, rules) => {
    const root = testFolder();
    for (const [name, content] of Object.entries({ ...project, [file]: `${text}\nexport const a = 1;\n` })) {
      mkdirSync(dirname(join(root, name)), { recursive: true });
      writeFileSync(join(root, name), content);
    }
    const found = [
      ...(await violations(withoutPages(root, testFolder()), layers)),
      ...(await violations(withoutTypes(root, testFolder()), runtime)),
    ];
    expect(new Set(found.filter((line) => line.includes(file)).map((line) => line.split(':')[0]))).toEqual(
      new Set(rules),
    );
  });
});

describe('what stands in which folder', () => {
  let sources: Map<string, string>;
  beforeAll(() => {
    sources = new Map(sourcesOf(ROOT).map((file) => [file, readFileSync(join(ROOT, file), 'utf8')]));
  });

  /** `file: what was found`, for the code of the folders; comments may say what they like. */
  function found(names: readonly string[], pattern: RegExp, allowed: readonly string[] = []): string[] {
    return [...sources].flatMap(([file, text]) => {
      if (!names.some((name) => file.startsWith(`${name}/`)) || allowed.includes(file)) return [];
      return [...withoutComments(text).matchAll(pattern)].map(([match]) => `${file}: ${match}`);
    });
  }

  test('SQL is written in db/ only', () => {
    const sql =
      /\bselect\s[\s\S]{1,200}?\sfrom\s|\binsert\s+into\b|\bupdate\s+\w+\s+set\b|\bdelete\s+from\b|\b(create|alter|drop)\s+(table|index|role|database)\b/gi;
    expect(
      found(
        folders.filter((name) => name !== 'db'),
        sql,
      ),
    ).toEqual([]);
    expect(found(['db'], sql).length).toBeGreaterThan(50);
  });

  test('business time is given, never taken from the host or the database', () => {
    const convertsOnly = ['domain/calendar/instant.ts', 'jurisdictions/plans.ts', 'db/value-types.ts'];
    const isTheClock = 'db/clock/clock.ts';
    // How far a claim's clock is from real time, in which the pack's workflow begins.
    const comparesClocks = 'activities/claim/external.ts';
    const hostClock = /\bnew Date\(|\bDate\.now\(|(?<!new )\bDate\(\)/g;
    const ruled = ['domain', 'jurisdictions', 'db', 'activities'];
    expect(found(ruled, hostClock, [...convertsOnly, isTheClock, comparesClocks])).toEqual([]);
    // Mails, webhooks and registers of certificates are retried and keys and drafts held by a call that died are freed, in real time: it runs while business
    // time stands still.
    const inRealTime = [
      ...['db/mail/outbox.ts', 'db/certificates/queue.ts', 'db/intake/idempotency.ts', 'db/intake/drafts.ts'],
      ...['db/webhooks/deliveries.ts', 'db/webhooks/webhooks.ts'],
      // So are claims on the desks of people.
      ...['db/review/holds.ts', 'db/review/reviewers.ts'],
      // The provider's tokens know no other time.
      'db/accounts/ended-tokens.ts',
      // How often workers look.
      'db/rounds.ts',
    ];
    expect(found(['db'], /\bnow\(\)|\bcurrent_(date|timestamp)\b/gi, [isTheClock, ...inRealTime])).toEqual([]);
  });

  test('no rate, limit or date of the law stands outside jurisdictions/', () => {
    const figure = /(rate|deadline|days|fen|cap)[A-Za-z]*\s*[:=]\s*[0-9]{2,}/gi;
    // What stands in an example of the documentation decides nothing.
    const shown = [
      'api/routes/bank-previews.ts: Fen: 44400',
      'api/routes/bank.ts: Fen: 44400',
      'api/routes/bank.ts: Fen: 88800',
      'api/routes/recoveries.ts: Fen: 30',
    ];
    const invented = ['api/mail/samples.ts'];
    expect(found(['workflows', 'activities', 'api'], figure, invented).filter((line) => !shown.includes(line))).toEqual(
      [],
    );
    expect(found(['workflows', 'activities', 'domain', 'db'], /'20\d\d-\d\d(-\d\d)?['T]/g, ['domain/env.ts'])).toEqual(
      [],
    );
  });
});

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '');
}
