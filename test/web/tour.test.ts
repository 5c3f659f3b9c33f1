import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { freePort } from '../../dev/ports.ts';
import { testFolder } from '../support/folder.ts';
import { runScript } from '../support/process.ts';
import { sharedServers } from '../support/stack.ts';

const withoutFigures = (text: string) => text.replace(/\| \d+ ms \| \d+ KB \|/g, '');

test('a claim goes from filing to payment in the browser alone, and docs/tour.md shows that way', {
  timeout: 400_000,
}, async () => {
  const folder = testFolder();
  const env = {
    TEMPORAL_CLI_PATH: sharedServers().temporalCli,
    WORKFLOW_BUNDLE: sharedServers().workflowBundle,
    DATA_DIR: join(folder, 'data'),
    PORT: String(await freePort()),
  };
  const tour = runScript('dev/tour.ts', ['.artifacts/tour'], env);
  expect(await tour.ended, tour.output()).toBe(0);
  const written = readFileSync('.artifacts/tour/tour.md', 'utf8');
  const kept = readFileSync('docs/tour.md', 'utf8');
  expect(withoutFigures(kept)).toBe(withoutFigures(written));
  const shown = [...kept.matchAll(/\(tour\/([\w-]+\.png)\)/g)].map(([, name]) => name).sort();
  expect(readdirSync('.artifacts/tour/tour').sort()).toEqual(shown);
  expect(readdirSync('docs/tour').sort()).toEqual(shown);
  // The guide shows no picture that the tour does not take.
  const guide = readFileSync('docs/guide.zh-CN.md', 'utf8');
  for (const [, name] of guide.matchAll(/\(tour\/([\w-]+\.png)\)/g)) expect(shown).toContain(name);
});
