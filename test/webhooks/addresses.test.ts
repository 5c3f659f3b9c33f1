import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { isOutside } from '../../worker/webhooks/addresses.ts';
import { post } from '../../worker/webhooks/post.ts';

const inside = [
  ...['0.0.0.0', '10.1.2.3', '100.64.0.1', '127.0.0.1', '169.254.169.254', '172.16.0.1', '172.31.255.255'],
  ...['192.168.1.1', '198.18.0.1', '224.0.0.1', '255.255.255.255', '::', '::1', 'fe80::1', 'fd00::1', 'ff02::1'],
  ...['::ffff:127.0.0.1', '::ffff:10.0.0.1', '::ffff:a9fe:a9fe', '64:ff9b::7f00:1', '2002:7f00:1::', '2001:db8::1'],
  ...['::127.0.0.1', '::a9fe:a9fe', '::ffff:0:127.0.0.1', '::ffff:0:a9fe:a9fe'],
];

test.each(inside)('%s is inside', (address) => expect(isOutside(address, 'production')).toBe(false));

test.each(['1.1.1.1', '114.114.114.114', '172.32.0.1', '2400:3200::1', '::ffff:1.1.1.1'])('%s is outside', (address) =>
  expect(isOutside(address, 'production')).toBe(true),
);

test('a rehearsal has its systems on the same machine, and nowhere else inside', () => {
  expect(inside.filter((address) => isOutside(address, 'rehearsal'))).toEqual([
    ...['127.0.0.1', '::1', '::ffff:127.0.0.1'],
  ]);
});

/** A server on this machine that counts who connects. */
async function openServer(): Promise<{ port: number; seen: string[] }> {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(request.url!);
    response.writeHead(302, { Location: '/elsewhere' }).end('x'.repeat(10_000_000));
  });
  server.on('connection', () => seen.push('connection'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, seen };
}

const to = (url: string, mode: 'production' | 'rehearsal') =>
  post({ url, headers: {}, body: '{}', timeoutMs: 2_000, mode });

test('in production nothing inside is connected to, by number or by a name that leads there', async () => {
  const { port, seen } = await openServer();
  for (const host of ['127.0.0.1', 'localhost', '[::1]', '[::ffff:127.0.0.1]', '2130706433', '0x7f.1'])
    await expect(to(`https://${host}:${port}/`, 'production'), host).rejects.toMatchObject({ code: 'address-refused' });
  await expect(to(`http://1.1.1.1:${port}/`, 'production')).rejects.toMatchObject({ code: 'address-refused' });
  expect(seen).toEqual([]);
});

test('no redirect is followed, and what comes back is not waited for', async () => {
  const { port, seen } = await openServer();
  expect(await to(`http://127.0.0.1:${port}/here`, 'rehearsal')).toBe(302);
  expect(await to(`http://localhost:${port}/here`, 'rehearsal')).toBe(302);
  expect(seen.filter((one) => one !== 'connection')).toEqual(['/here', '/here']);
});

test('who does not answer is not waited for', async () => {
  const server = createServer(() => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const waiting = post({
    ...{ url: `http://127.0.0.1:${port}/`, headers: {}, body: '{}', timeoutMs: 100, mode: 'rehearsal' },
  });
  await expect(waiting).rejects.toMatchObject({ name: expect.stringMatching(/AbortError|TimeoutError/) });
});
