import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { readSettings } from '../domain/env.ts';
import { runMain, StartFailure } from '../domain/failure.ts';
import { loadRegistry, type Registry } from '../jurisdictions/registry.ts';
import { dataConverter } from '../payloads/converter.ts';
import { packWorkflows } from './packs.ts';
import { inEveryBundle, packBundle, workflowsPath } from './workflows.ts';

/**
 * Writes the workflows, with all that they import, into one file, and those that packs bring into files beside it, so that workers start
 * without bundling. No setting goes into them.
 */
export async function writeBundle(file: string, registry: Registry): Promise<void> {
  const { payloadConverterPath, failureConverterPath } = dataConverter(readSettings({ MODE: 'rehearsal' }));
  const logger = new DefaultLogger('ERROR');
  const common = { payloadConverterPath, failureConverterPath, ...inEveryBundle, logger };
  await mkdir(dirname(file), { recursive: true });
  const own = { file, workflowsPath };
  const ofPacks = packWorkflows(registry).map(({ slug, workflowsPath }) => ({
    file: packBundle(file, slug),
    workflowsPath,
  }));
  for (const { file, workflowsPath } of [own, ...ofPacks]) {
    const { code } = await bundleWorkflowCode({ workflowsPath, ...common });
    await writeFile(file, code);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runMain(async () => {
    const [file] = process.argv.slice(2);
    if (!file) throw new StartFailure('Name the file to write: npm run bundle -- dist/workflows.js');
    const { jurisdictionFolders: folders } = readSettings({
      MODE: 'rehearsal',
      JURISDICTION_FOLDERS: process.env.JURISDICTION_FOLDERS,
    });
    await writeBundle(file, await loadRegistry({ folders }));
    console.log(`${file} is what WORKFLOW_BUNDLE may name for workers of this version`);
  });
}
