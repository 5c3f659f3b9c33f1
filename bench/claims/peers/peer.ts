import type { Servers } from '../../harness/servers.ts';
import type { House } from '../house.ts';
import type { Fetching } from './fetch.ts';

/** Another engine that keeps long-running work, with the same bare claims on it. */
export interface Peer {
  title: string;
  /** What it does otherwise than the others, and how it answers. */
  note: string;
  fetching: Fetching;
  /** Starts it, empty, from its fetched folder. */
  open(servers: Servers, folder: string): Promise<House>;
}
