import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { connectClient } from '../../worker/connection.ts';
import { reconcile, report } from '../../worker/reconcile.ts';
import { wuxiFiling } from '../claims/support/filings.ts';
import { type House, openHouse } from '../claims/support/house.ts';

let house: House;
let claimId: string;
beforeAll(async () => {
  house = await openHouse();
  house.setNow('2020-03-02T10:00:00+08:00');
  ({ claimId } = await house.file(wuxiFiling({ people: [{ seed: 9101 }] })));
});
afterAll(() => house?.stop());

const compare = (client = house.client) => reconcile({ db: house.deps.db, client, patienceMs: 1_000 });

test('while no worker is there, that is told', async () => {
  await house.restart(undefined, async () => {
    const found = await compare();
    expect(found.drifts).toMatchObject([{ claimId, what: 'silent', workflow: null, mended: false }]);
    expect(report(found)[0]).toMatch(/its workflow is answered for by no worker$/);
  });
  expect((await compare()).drifts).toEqual([]);
});

test('Temporal that goes away ends the comparison', async () => {
  const way = await wayTo(house.settings.temporalAddress);
  const client = await connectClient({ ...house.settings, temporalAddress: way.address });
  onTestFinished(() => client.connection.close());
  expect((await compare(client)).drifts).toEqual([]);
  way.cut();
  await expect(compare(client)).rejects.toMatchObject({ name: 'ServiceError', cause: { code: expect.any(Number) } });
});

test('a workflow whose tasks fail is not told as one without a worker', async () => {
  const { client, settings, deps } = house;
  const { workflowService } = client;
  const [namespace, queue] = [settings.temporalNamespace, 'failing'];
  await client.workflow.start('claim', { taskQueue: queue, workflowId: 'claim/failing' });
  // From the third try on Temporal answers for it.
  for (let attempt = 1; attempt < 3; attempt += 1) {
    const { taskToken } = await client.withDeadline(Date.now() + 30_000, () =>
      workflowService.pollWorkflowTaskQueue({ namespace, taskQueue: { name: queue }, identity: queue }),
    );
    await workflowService.respondWorkflowTaskFailed({ namespace, taskToken, identity: queue });
  }
  await deps.db.query(`update claims set workflow_id = 'claim/failing' where id = $1`, [claimId]);
  const found = await compare();
  expect(found.drifts).toMatchObject([{ claimId, what: 'failing', workflow: 'gRPC 9', mended: false }]);
  expect(report(found)[0]).toMatch(/its workflow cannot say where it stands \(gRPC 9\)$/);
});

/** A way to Temporal that can be cut off for good. */
async function wayTo(address: string): Promise<{ address: string; cut(): void }> {
  const sockets: Socket[] = [];
  const server = createServer((here) => {
    const there = connect(Number(address.split(':').at(-1)), '127.0.0.1');
    here.pipe(there).pipe(here);
    sockets.push(here, there);
    for (const socket of [here, there]) socket.on('error', () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = () => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  onTestFinished(cut);
  return { address: `127.0.0.1:${(server.address() as AddressInfo).port}`, cut };
}
