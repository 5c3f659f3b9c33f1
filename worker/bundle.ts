import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { readSettings } from '../domain/env.ts';
import { runMain, StartFailure } from '../domain/failure.ts';
import { dataConverter } from '../payloads/converter.ts';
import { workflowsPath } from './workflows.ts';

/** Writes the workflows, with all that they import, into one file, so that workers start without bundling. No setting goes into it. */
export async function writeBundle(file: string): Promise<void> {
  const { payloadConverterPath, failureConverterPath } = dataConverter(readSettings({ MODE: 'rehearsal' }));
  const logger = new DefaultLogger('ERROR');
  const { code } = await bundleWorkflowCode({ workflowsPath, payloadConverterPath, failureConverterPath, logger });
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, code);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runMain(async () => {
    const [file] = process.argv.slice(2);
    if (!file) throw new StartFailure('Name the file to write: npm run bundle -- dist/workflows.js');
    await writeBundle(file);
    console.log(`${file} is what WORKFLOW_BUNDLE may name for workers of this version`);
  });
}
