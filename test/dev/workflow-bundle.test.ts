import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { packBundle, workflowModules, workflowsOf, workflowsPath } from '../../worker/workflows.ts';
import { sharedServers } from '../support/stack.ts';

test('a worker takes the bundle that it is given, and bundles for itself when there is none', async () => {
  const { workflowBundle } = sharedServers();
  expect(await workflowsOf({ workflowBundle })).toMatchObject({ workflowBundle: { codePath: workflowBundle } });
  expect(await workflowsOf({})).toMatchObject({ workflowsPath, interceptors: { workflowModules } });
});

test('what a pack brings is bundled beside it', async () => {
  const file = packBundle(sharedServers().workflowBundle, 'sandbox');
  expect(file).toMatch(/\/workflows\.sandbox\.js$/);
  expect(readFileSync(file, 'utf8')).toContain('externalAssessment');
});

test('a bundle that is not there is one clear message', async () => {
  await expect(workflowsOf({ workflowBundle: '/not/there.js' })).rejects.toMatchObject({
    name: 'StartFailure',
    message: expect.stringMatching(/^WORKFLOW_BUNDLE \/not\/there\.js: ENOENT.*"npm run bundle" writes it\.$/),
  });
});
