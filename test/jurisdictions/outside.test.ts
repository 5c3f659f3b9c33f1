import { execFile } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { bundleWorkflowCode } from '@temporalio/worker';
import { describe, expect, test } from 'vitest';
import { loadRegistry } from '../../jurisdictions/registry.ts';
import { testFolder } from '../support/folder.ts';
import { code, root, slug, withWayTo, writePage } from './support/page.ts';

const run = promisify(execFile);

/** A folder that is nobody's part of the project. */
function outside(): string {
  const folder = testFolder();
  expect(path.relative(root, folder)).toMatch(/^\.\./);
  return folder;
}

describe('a pack in a folder outside the project', () => {
  test('loads, by the page’s code with the way to the project in its imports', async () => {
    const folder = outside();
    writePage(path.join(folder, 'lakeside'));
    expect((await loadRegistry({ folders: [folder] })).find(slug)).toMatchObject({ code, parent: 'china' });
  });

  test('is found by the setting, without any test runner', async () => {
    const folder = outside();
    writePage(path.join(folder, 'lakeside'));
    const program = path.join(root, 'test/jurisdictions/support/list-places.ts');
    const env = { PATH: process.env.PATH, MODE: 'rehearsal', JURISDICTION_FOLDERS: folder };
    const { stdout } = await run(process.execPath, ['--import', 'tsx', program], { cwd: root, env });
    expect(JSON.parse(stdout)).toEqual(expect.arrayContaining(['wuxi', slug]));
  });

  test('may bring a workflow for a step of its own, once the project’s packages are linked beside it', async () => {
    const folder = outside();
    const pack = path.join(folder, 'throwaway');
    cpSync(path.join(root, 'test/fixtures/throwaway'), pack, { recursive: true });
    for (const file of readdirSync(pack).map((name) => path.join(pack, name)))
      writeFileSync(file, withWayTo(pack, readFileSync(file, 'utf8')));
    symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
    expect((await loadRegistry({ folders: [folder] })).folder('throwaway')).toBe(pack);
    const { code } = await bundleWorkflowCode({ workflowsPath: path.join(pack, 'workflows.ts') });
    expect(code).toContain('eldersMeet');
  });
});
