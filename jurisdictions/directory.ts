import type { LocalDate } from '../domain/calendar/date.ts';
import { type DirectoryEntry, levelOfPlace } from '../domain/directory/entry.ts';
import type { Jurisdiction } from '../domain/rules/jurisdiction.ts';
import { inForce, type ParamValue } from '../domain/rules/param.ts';
import type { Registry } from './registry.ts';

/** Figures in which notices name platforms. */
const naming = ['platform-directory', 'reference-platforms'] as const;

/** The platforms that the notices of these places name, in force on a day. */
export function statedEntries(registry: Registry, places: readonly string[], on: LocalDate): DirectoryEntry[] {
  return places.flatMap((name) => {
    const place = registry.find(name);
    const parent = place.parent === null ? undefined : registry.find(place.parent);
    return naming.flatMap((figure) => statedBy(place, parent, figure, on));
  });
}

function statedBy(
  place: Jurisdiction,
  parent: Jurisdiction | undefined,
  figure: string,
  on: LocalDate,
): DirectoryEntry[] {
  const param = place.parameters[figure];
  // What a place inherits is the same object.
  if (!param || param === parent?.parameters[figure]) return [];
  const dated = inForce(param, on);
  const platforms = Array.isArray(dated?.value) ? (dated.value as readonly ParamValue[]) : [];
  return platforms.map((platform, i) => {
    const { name, links } =
      typeof platform === 'string' ? { name: platform, links: [] } : (platform as unknown as Named);
    return {
      ...{ id: `${place.slug}/${figure}/${i + 1}`, jurisdiction: place.slug, kind: 'platform', name },
      level: levelOfPlace(place.code),
      data: { ...(links[0] && { url: links[0] }) },
      ...{ valid_from: dated!.from, valid_to: null },
    } as const;
  });
}

interface Named {
  name: string;
  links: readonly string[];
}
