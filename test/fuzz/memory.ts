import { inParallel } from '../../api/rehearsal/in-parallel.ts';
import type { Caller } from './callers.ts';
import { type Thing, thingsIn } from './ids.ts';
import type { Request } from './request.ts';
import type { Town } from './town.ts';

/** What earlier answers have taught: things by list, of all and of those that the caller was told, and cursors by path. */
export interface Memory {
  ids(list: string, caller?: Caller): string[];
  /** As it was last told of; undefined: nobody was. */
  told(list: string, id: string): Thing | undefined;
  cursors(path: string): string[];
  keys: string[];
  learn(request: Pick<Request, 'operation' | 'caller'>, answer: unknown): void;
}

export function memory(): Memory {
  const ids = new Map<string, Set<string>>();
  const things = new Map<string, Thing>();
  const cursors = new Map<string, string[]>();
  const nameOf = (list: string, caller?: Caller) => `${list} ${caller?.name ?? ''}`;
  const add = (name: string, id: string) => ids.set(name, (ids.get(name) ?? new Set()).add(id));
  return {
    ids: (list, caller) => [...(ids.get(nameOf(list, caller)) ?? [])],
    told: (list, id) => things.get(`${list} ${id}`),
    cursors: (path) => cursors.get(path) ?? [],
    keys: [],
    learn({ operation: { path }, caller }, answer) {
      for (const [list, id, thing] of thingsIn(answer, path)) {
        add(nameOf(list), id);
        add(nameOf(list, caller), id);
        if (thing) things.set(`${list} ${id}`, { ...things.get(`${list} ${id}`), ...thing });
      }
      const cursor = (answer as { nextCursor?: string } | undefined)?.nextCursor;
      if (cursor) cursors.set(path, [...(cursors.get(path) ?? []), cursor]);
    },
  };
}

const lists = [
  'claims',
  'disbursements',
  'payment-returns',
  'recoveries',
  'public-notices',
  'api-keys',
  'drafts',
  'tasks',
];

/** Of claims in one stage everybody reads so many. */
const READ_PER_STAGE = 2;
const WIDTH = 6;

/** Everybody reads every list first, some claims of each stage, and the recoveries. */
export async function lookAround({ url, callers }: Town, known: Memory): Promise<void> {
  await inParallel(WIDTH, callers, async (caller) => {
    const read = async (path: string, address = path) => {
      const response = await fetch(url + address, { headers: { Authorization: `Bearer ${caller.token}` } });
      if (response.ok) known.learn({ operation: { path } as Request['operation'], caller }, await response.json());
    };
    const readAll = (list: string, ids: readonly string[]) =>
      Promise.all(ids.map((id) => read(`/v1/${list}/{id}`, `/v1/${list}/${encodeURIComponent(id)}`)));
    await Promise.all(lists.map((list) => read(`/v1/${list}`, `/v1/${list}?limit=200`)));
    const byStage = new Map<unknown, string[]>();
    for (const id of known.ids('claims', caller)) {
      const stage = known.told('claims', id)?.stage;
      byStage.set(stage, [...(byStage.get(stage) ?? []), id]);
    }
    await readAll(
      'claims',
      [...byStage.values()].flatMap((ids) => ids.slice(-READ_PER_STAGE)),
    );
    await readAll('recoveries', known.ids('recoveries', caller));
  });
}
