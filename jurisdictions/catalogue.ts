import { readFile } from 'node:fs/promises';
import { messageOf, StartFailure } from '../domain/failure.ts';
import type { CatalogueEntry } from '../domain/money/catalogue.ts';

/** Reads a catalogue file. Throws a StartFailure that names the file and the row. */
export async function loadCatalogue(file: string): Promise<CatalogueEntry[]> {
  try {
    return parseCatalogue(await readFile(file, 'utf8'));
  } catch (error) {
    throw new StartFailure(`training catalogue ${file}: ${messageOf(error)}`);
  }
}

const header = 'occupation,level,cost_fen';

/** CSV in UTF-8 with the header `occupation,level,cost_fen`; level 1 to 5 or empty (every level), cost in whole fen, no quotes. */
export function parseCatalogue(csv: string): CatalogueEntry[] {
  const [first, ...lines] = csv.replace(/^\uFEFF/, '').split(/\r?\n/);
  if (first?.trim() !== header) throw new Error(`the first row has to be ${header}`);
  const seen = new Set<string>();
  return lines.flatMap((line, i) => {
    if (line.trim() === '') return [];
    const row = i + 2;
    const [occupation = '', level = '', cost = '', ...more] = line.split(',').map((cell) => cell.trim());
    if (!occupation || more.length > 0) throw new Error(`row ${row} needs an occupation, a level and a cost`);
    if (!/^[1-5]?$/.test(level)) throw new Error(`row ${row}: level ${level} is not 1 to 5`);
    if (!/^\d{1,12}$/.test(cost)) throw new Error(`row ${row}: cost ${cost} is not a number of whole fen`);
    const key = `${occupation}/${level}`;
    if (seen.has(key)) throw new Error(`row ${row}: ${occupation} is listed twice at the same level`);
    seen.add(key);
    return [{ occupation, level: level === '' ? null : Number(level), costFen: Number(cost) }];
  });
}
