import { type AddressInfo, createServer } from 'node:net';
import { StartFailure } from '../domain/failure.ts';

const HOST = '127.0.0.1';

function listens(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ host: HOST, port, exclusive: true }, () => {
      const got = (server.address() as AddressInfo).port;
      server.close(() => resolve(got));
    });
  });
}

export function freePort(): Promise<number> {
  return listens(0);
}

/**
 * A free port that stays free while its server is down: it lies below those that systems lend to outgoing connections, of which one
 * could be in its place when the server comes back.
 */
export async function lastingPort(): Promise<number> {
  for (;;) {
    const port = 15_000 + Math.floor(Math.random() * 15_000);
    if ((await listens(port).catch(() => undefined)) !== undefined) return port;
  }
}

/** So many lasting ports: two searches at the same moment could find the same one. */
export async function differentPorts(count: number): Promise<number[]> {
  const ports = new Set<number>();
  while (ports.size < count) ports.add(await lastingPort());
  return [...ports];
}

/** The preferred port when it is free, so that links stay the same from start to start; otherwise any free one. */
export function preferPort(port: number): Promise<number> {
  return listens(port).catch(freePort);
}

/** @throws StartFailure when something else listens on `port`. */
export async function demandPort(port: number, setting: string): Promise<number> {
  return listens(port).catch((error: NodeJS.ErrnoException) => {
    const reason = error.code === 'EACCES' ? 'may not be used by this user' : 'is in use by another program';
    throw new StartFailure(`Port ${port} ${reason}. End that program or choose another port with ${setting}.`);
  });
}
