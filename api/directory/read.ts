import type { z } from '@hono/zod-openapi';
import { directoryPage } from '../../db/directory/entries.ts';
import { asSystem } from '../../db/scope.ts';
import type { LocalDate } from '../../domain/calendar/date.ts';
import { localDateOf } from '../../domain/calendar/date.ts';
import { type DirectoryEntry, inOrder } from '../../domain/directory/entry.ts';
import { listOf } from '../../domain/rules/figures.ts';
import { resolve } from '../../domain/rules/param.ts';
import { statedEntries } from '../../jurisdictions/directory.ts';
import type { Registry } from '../../jurisdictions/registry.ts';
import type { Deps } from '../deps.ts';
import type { DirectoryQuery, Entry } from './schemas.ts';

type Asked = z.infer<typeof DirectoryQuery>;

/** The directory in force on a day, page by page in one order: what notices name and what officials have entered. */
export interface Directory {
  page(after: { name: string; id: string } | null, limit: number): Promise<DirectoryEntry[]>;
  view(entry: DirectoryEntry): z.infer<typeof Entry>;
}

/** @throws Problem `unknown-jurisdiction` */
export async function openDirectory(
  { pool, registry, clock }: Pick<Deps, 'pool' | 'registry' | 'clock'>,
  { jurisdiction, kind, region, on: asked }: Asked,
): Promise<Directory> {
  const on = asked ?? localDateOf(await clock.now());
  const places = jurisdiction ? registry.lineage(jurisdiction) : registry.list().map(({ slug }) => slug);
  const wanted = (one: DirectoryEntry) =>
    (!kind || one.kind === kind) && (!region || (one.data.regions ?? []).includes(region));
  const stated = statedEntries(registry, places, on).filter(wanted).sort(inOrder);
  const wider = widerFree(registry, on);
  return {
    async page(after, limit) {
      // Everybody's, whatever places their own scope shows.
      const entered = await asSystem(() => directoryPage(pool, { places, on, kind, region }, after, limit));
      const behind = stated.filter((one) => !after || inOrder(one, after) > 0);
      return [...entered, ...behind].sort(inOrder).slice(0, limit);
    },
    view: (entry) => viewOf(entry, wider),
  };
}

/** Regions for which the law of that day wants more free courses. */
function widerFree(registry: Registry, on: LocalDate): readonly string[] {
  const figure = resolve(registry.find('china').parameters, on)['wider-free-courses'];
  return figure && figure.value !== null ? listOf(figure) : [];
}

function viewOf(entry: DirectoryEntry, wider: readonly string[]): z.infer<typeof Entry> {
  const { data } = entry;
  return {
    ...{ id: entry.id, jurisdiction: entry.jurisdiction, kind: entry.kind, name: entry.name, level: entry.level },
    ...{ uscc: data.uscc ?? null, qualification: data.qualification ?? null, icpNumber: data.icpNumber ?? null },
    ...{ url: data.url ?? null, functions: data.functions ? [...data.functions] : null },
    ...{ occupation: data.occupation ?? null, occupationCode: data.occupationCode ?? null },
    ...{ levels: data.levels ? [...data.levels] : null, platform: data.platform ?? null },
    ...{ regions: data.regions ? [...data.regions] : null },
    widerFreeRegions: (data.regions ?? []).filter((region) => wider.includes(region)),
    ...{ validFrom: entry.valid_from, validTo: entry.valid_to },
  };
}
