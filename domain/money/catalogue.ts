/** One line of a city's training catalogue: what training for an occupation (at a level; `null` = every level) costs, in fen. */
export interface CatalogueEntry {
  occupation: string;
  level: number | null;
  costFen: number;
}

/** The catalogue's entry for an occupation: the one of its level first, then the one for every level. */
export function findInCatalogue(
  catalogue: readonly CatalogueEntry[],
  occupation: string | undefined,
  level: number | undefined,
): CatalogueEntry | undefined {
  const ofOccupation = catalogue.filter((entry) => entry.occupation === occupation);
  return (
    ofOccupation.find((entry) => entry.level !== null && entry.level === level) ??
    ofOccupation.find((entry) => entry.level === null)
  );
}
