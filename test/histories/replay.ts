import { fileURLToPath } from 'node:url';
import type { History } from '@temporalio/common/lib/proto-utils.js';
import { bundleWorkflowCode, DefaultLogger, type WorkflowBundle } from '@temporalio/worker';
import { readSettings } from '../../domain/env.ts';
import { dataConverter } from '../../payloads/converter.ts';
import { replay } from '../../worker/replay.ts';
import { inEveryBundle, sinks } from '../../worker/workflows.ts';

const payloads = dataConverter(readSettings({ MODE: 'rehearsal' }));

/** The present workflow code: the system's own, and that of the sandbox's external step. */
const entries = { own: '../../workflows/index.ts', sandbox: '../../jurisdictions/sandbox/workflows.ts' };
const bundles = new Map<keyof typeof entries, Promise<WorkflowBundle>>();

function entryOf(history: History): keyof typeof entries {
  const type = history.events?.[0]?.workflowExecutionStartedEventAttributes?.workflowType?.name;
  return type === 'externalAssessment' ? 'sandbox' : 'own';
}

function bundleOf(entry: keyof typeof entries): Promise<WorkflowBundle> {
  const bundle =
    bundles.get(entry) ??
    bundleWorkflowCode({
      ...payloads,
      workflowsPath: fileURLToPath(new URL(entries[entry], import.meta.url)),
      ...inEveryBundle,
      logger: new DefaultLogger('ERROR'),
    });
  bundles.set(entry, bundle);
  return bundle;
}

/** Whether the present code takes the recorded course; otherwise the names of those histories where it does not, with the reason. */
export async function deviations(histories: readonly { file: string; history: History }[]): Promise<string[]> {
  const found: string[] = [];
  for (const entry of ['own', 'sandbox'] as const) {
    const ofEntry = histories.filter(({ history }) => entryOf(history) === entry);
    if (ofEntry.length === 0) continue;
    const code = { workflowBundle: await bundleOf(entry), sinks, dataConverter: payloads };
    const named = ofEntry.map(({ file, history }) => ({ workflowId: file, history }));
    found.push(...(await replay(code, named)).deviations);
  }
  return found;
}
