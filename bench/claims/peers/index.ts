import type { Contestant } from '../../harness/race.ts';
import type { Servers } from '../../harness/servers.ts';
import { inHouse } from '../house.ts';
import type { Town } from '../life.ts';
import { dbos } from './dbos.ts';
import { fetchPeer } from './fetch.ts';
import { flowable } from './flowable.ts';
import type { Peer } from './peer.ts';
import { restate } from './restate.ts';

const peers: Peer[] = [dbos, flowable, restate];
/** As on the command line. */
export const peerNames = peers.map(({ fetching }) => fetching.name);

/** Those that take part, fetched and ready to race, and what a reader has to know of all. */
export async function peersOf(
  servers: Servers,
  town: Town,
  { without, say }: { without: readonly string[]; say(line: string): void },
): Promise<{ contestants: Contestant[]; notes: string[] }> {
  const contestants: Contestant[] = [];
  const notes: string[] = [];
  for (const { title, note, fetching, open } of peers) {
    if (without.includes(fetching.name)) {
      notes.push(`**Left out**: ${title}.`);
      continue;
    }
    const folder = await fetchPeer(fetching, say);
    contestants.push(inHouse(title, town, () => open(servers, folder)));
    notes.push(note);
  }
  return { contestants, notes };
}
