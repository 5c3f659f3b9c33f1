import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { fileEverything, payEverything } from '../claims/support/everything.ts';
import { type House, openHouse } from '../claims/support/house.ts';
import startServers, { type SharedServers } from '../support/servers.ts';
import { testSettings } from '../support/stack.ts';
import { FOLDER, textOf } from './files.ts';
import { lives } from './lives.ts';
import { unsealed } from './unsealed.ts';

// `npm run histories`: runs the lives on the real servers and writes their histories anew. To be run, and its result committed,
// when workflow code has changed under `patched()` or has got a new kind of step; test/replay.test.ts replays what is committed.
// `npm run histories -- 'wuxi lapsed' 'every programme'` writes those of the named lives only and leaves all others as they are: a history that was
// committed once is what older code has left behind, and has to replay as long as there may be such workflows.

const named = process.argv.slice(2);
const EVERY = 'every programme';
const unknown = named.filter((name) => name !== EVERY && !(name in lives));
if (unknown.length > 0) throw new Error(`no life is called ${unknown.join(', ')}`);
const wanted = Object.entries(lives).filter(([name]) => named.length === 0 || named.includes(name));

let servers!: SharedServers;
const stop = await startServers({
  provide: (_: 'servers', started: SharedServers) => {
    servers = started;
  },
} as TestProject);
try {
  mkdirSync(FOLDER, { recursive: true });
  if (named.length === 0)
    for (const name of readdirSync(FOLDER)) if (name.endsWith('.json')) rmSync(join(FOLDER, name));
  for (const [name, live] of wanted) {
    await inHouse(async (house) => {
      const { claimId, besides = {} } = await live(house);
      await save(house, name, (await house.claim(claimId)).workflow_id);
      for (const [other, workflowId] of Object.entries(besides)) await save(house, other, workflowId);
    });
  }
  if (named.length === 0 || named.includes(EVERY)) await inHouse(recordEveryProgramme);
} finally {
  await stop();
}

async function recordEveryProgramme(house: House): Promise<void> {
  const claims = await fileEverything(house);
  await payEverything(house, claims);
  for (const { place, programme, workflowId, externalWorkflowId } of claims) {
    const { parent } = house.deps.registry.find(place);
    // A place that follows another has its very steps.
    if (parent === 'china') await save(house, `${place} ${programme.slug}`, workflowId);
    if (externalWorkflowId) await save(house, `${place} ${programme.slug}, external step`, externalWorkflowId);
  }
}

async function inHouse(live: (house: House) => Promise<void>): Promise<void> {
  const house = await openHouse({ settings: await testSettings({}, servers), packs: true });
  try {
    await live(house);
  } finally {
    await house.stop();
  }
}

async function save(house: House, name: string, workflowId: string): Promise<void> {
  const handle = house.client.workflow.getHandle(workflowId);
  await handle.result();
  const file = `${name.replaceAll(',', '').replaceAll(' ', '-')}.json`;
  // Sealed it would say nothing to who reviews it, and go blind with its key.
  const history = unsealed(await handle.fetchHistory(), house.settings);
  writeFileSync(join(FOLDER, file), `${JSON.stringify(textOf(history))}\n`);
  console.log(file);
}
