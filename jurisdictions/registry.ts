import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { StartFailure } from '../domain/failure.ts';
import type { CatalogueEntry } from '../domain/money/catalogue.ts';
import { Problem } from '../domain/problem.ts';
import type { Jurisdiction, Programme, ProgrammeRules } from '../domain/rules/jurisdiction.ts';
import type { Params } from '../domain/rules/param.ts';
import { validate, validateAll } from '../domain/rules/validate.ts';
import { undescribedFields } from './form-fields.ts';

/** A programme in its place: `parameters` are the effective ones (the programme's own win), `rules` the plain data that a claim pins. */
export interface ProgrammeInPlace {
  jurisdiction: Jurisdiction;
  programme: Programme;
  parameters: Params;
  rules: ProgrammeRules;
}

export interface Registry {
  /** In the order of their codes. */
  list(): readonly Jurisdiction[];
  /** Throws Problem `unknown-jurisdiction` (404). */
  find(slug: string): Jurisdiction;
  /** A place and those above it, nearest first: what they list holds there. Throws Problem `unknown-jurisdiction` (404). */
  lineage(slug: string): readonly string[];
  /** Throws Problem `unknown-jurisdiction` or `unknown-programme` (404). */
  programme(slug: string, programme: string): ProgrammeInPlace;
  /** Where the pack of a place lies: it may bring its own workflows. Throws Problem `unknown-jurisdiction`. */
  folder(slug: string): string;
  /** The training catalogue that the deployment loaded for a place; empty where there is none. */
  catalogue(slug: string): readonly CatalogueEntry[];
}

export interface RegistryOptions {
  /** Folders with further packs: each a pack itself (`index.ts` in it) or a folder of packs. */
  folders?: readonly string[];
  /** False in production: places that are `rehearsalOnly` are left out. Default true. */
  rehearsal?: boolean;
  /** Training catalogues by jurisdiction. */
  catalogues?: Readonly<Record<string, readonly CatalogueEntry[]>>;
}

/** The deployment cannot start: which file of a pack is wrong, and why. */
export class PackError extends StartFailure {
  override readonly name = 'PackError';
  readonly file: string;
  readonly reasons: readonly string[];

  constructor(file: string, reasons: readonly string[]) {
    super(`${file}: ${reasons.join('; ')}`);
    this.file = file;
    this.reasons = reasons;
  }
}

const here = path.dirname(fileURLToPath(import.meta.url));

/** Loads every pack of this folder and of the given ones, and validates them all. Throws PackError with the file and the reasons. */
export async function loadRegistry(options: RegistryOptions = {}): Promise<Registry> {
  const { folders = [], rehearsal = true, catalogues = {} } = options;
  const files = (await Promise.all([here, ...folders].map(packFiles))).flat();
  const packs = await Promise.all(files.map(async (file) => ({ file, jurisdiction: await load(file) })));
  for (const { slug, reason } of validateAll(packs.map(({ jurisdiction }) => jurisdiction))) {
    // The later one of two namesakes is the culprit: the project's own folder comes first.
    const culprit = packs.findLast(({ jurisdiction }) => jurisdiction.slug === slug);
    throw new PackError(shown(culprit?.file ?? slug), [reason]);
  }
  const admitted = packs.filter(({ jurisdiction }) => rehearsal || !jurisdiction.rehearsalOnly);
  return createRegistry(
    admitted.map(({ jurisdiction }) => jurisdiction),
    catalogues,
    Object.fromEntries(admitted.map(({ file, jurisdiction }) => [jurisdiction.slug, path.dirname(path.resolve(file))])),
  );
}

/** A registry over jurisdictions that are already loaded and valid. `folders` says where packs lie that are not in this folder. */
export function createRegistry(
  jurisdictions: readonly Jurisdiction[],
  catalogues: RegistryOptions['catalogues'] = {},
  folders: Readonly<Record<string, string>> = {},
): Registry {
  const sorted = [...jurisdictions].sort((a, b) => a.code.localeCompare(b.code));
  function find(slug: string): Jurisdiction {
    const found = sorted.find((jurisdiction) => jurisdiction.slug === slug);
    if (found) return found;
    throw new Problem('unknown-jurisdiction', { slug, known: sorted.map((known) => known.slug).join(', ') });
  }
  const lineageOf = ({ slug, parent }: Jurisdiction): readonly string[] =>
    parent ? [slug, ...lineageOf(find(parent))] : [slug];
  return {
    list: () => sorted,
    find,
    lineage: (slug) => lineageOf(find(slug)),
    programme(slug, name) {
      const jurisdiction = find(slug);
      const programme = jurisdiction.programmes.find((candidate) => candidate.slug === name);
      if (!programme) {
        const known = jurisdiction.programmes.map((candidate) => candidate.slug).join(', ') || '–';
        throw new Problem('unknown-programme', { jurisdiction: slug, programme: name, known });
      }
      const parameters = { ...jurisdiction.parameters, ...programme.parameters };
      return { jurisdiction, programme, parameters, rules: rulesOf(programme) };
    },
    folder: (slug) => folders[find(slug).slug] ?? path.join(here, slug),
    catalogue: (slug) => catalogues[slug] ?? [],
  };
}

/** The part of a programme that a claim pins: plain JSON. */
export function rulesOf({ fund, calculator, allowance, eligibility, caps, steps }: Programme): ProgrammeRules {
  return { fund, calculator, ...(allowance && { allowance }), eligibility, caps, steps };
}

async function packFiles(folder: string): Promise<string[]> {
  const own = entryOf(folder);
  if (own) return [own];
  const names = await readdir(folder, { withFileTypes: true }).catch(() => {
    throw new PackError(folder, ['this folder of jurisdictions does not exist or cannot be read']);
  });
  return names
    .filter((entry) => entry.isDirectory())
    .map((entry) => entryOf(path.join(folder, entry.name)))
    .filter((file) => file !== undefined)
    .sort();
}

function entryOf(folder: string): string | undefined {
  return ['index.ts', 'index.js'].map((name) => path.join(folder, name)).find((file) => existsSync(file));
}

async function load(file: string): Promise<Jurisdiction> {
  let loaded: { default?: Jurisdiction };
  try {
    loaded = await import(pathToFileURL(path.resolve(file)).href);
  } catch (error) {
    throw new PackError(shown(file), [error instanceof Error ? error.message : String(error)]);
  }
  const jurisdiction = loaded.default;
  if (!jurisdiction?.slug || !jurisdiction.parameters || !Array.isArray(jurisdiction.programmes))
    throw new PackError(shown(file), ['it should export a Jurisdiction as its default']);
  const reasons = validate(jurisdiction);
  if (reasons.length === 0) reasons.push(...undescribedFields(jurisdiction));
  if (reasons.length > 0) throw new PackError(shown(file), reasons);
  return jurisdiction;
}

/** As the maintainer of a pack knows the file: inside the project from its root. */
function shown(file: string): string {
  const relative = path.relative(path.dirname(here), file);
  return relative.startsWith('..') ? file : relative;
}
