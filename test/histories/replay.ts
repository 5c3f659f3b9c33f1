import { fileURLToPath } from 'node:url';
import type { History } from '@temporalio/common/lib/proto-utils.js';
import { bundleWorkflowCode, DefaultLogger, Worker, type WorkflowBundle } from '@temporalio/worker';
import { readSettings } from '../../domain/env.ts';
import { dataConverter } from '../../payloads/converter.ts';

const payloads = dataConverter(readSettings({ MODE: 'rehearsal' }));

/** The present workflow code: the system's own, and that of the sandbox's external step. */
const entries = { own: '../../workflows/index.ts', sandbox: '../../jurisdictions/sandbox/workflows.ts' };
const bundles = new Map<keyof typeof entries, Promise<WorkflowBundle>>();

function bundleOf(history: History): Promise<WorkflowBundle> {
  const type = history.events?.[0]?.workflowExecutionStartedEventAttributes?.workflowType?.name;
  const entry = type === 'externalAssessment' ? 'sandbox' : 'own';
  const bundle =
    bundles.get(entry) ??
    bundleWorkflowCode({
      ...payloads,
      workflowsPath: fileURLToPath(new URL(entries[entry], import.meta.url)),
      logger: new DefaultLogger('ERROR'),
    });
  bundles.set(entry, bundle);
  return bundle;
}

/** Whether the present code takes the recorded course; otherwise the names of those histories where it does not, with the reason. */
export async function deviations(histories: readonly { file: string; history: History }[]): Promise<string[]> {
  const found: string[] = [];
  for (const { file, history } of histories) {
    const options = { workflowBundle: await bundleOf(history), dataConverter: payloads };
    for await (const { error } of Worker.runReplayHistories(options, [{ workflowId: file, history }])) {
      if (error) found.push(`${file}: ${error.message}`);
    }
  }
  return found;
}
