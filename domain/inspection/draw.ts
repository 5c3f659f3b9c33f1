import { canonicalJson } from '../canonical.ts';

// 双随机: who is inspected and who inspects is drawn by lot. Everything here can be done again by an outsider with nothing but SHA-256:
// docs/oversight/inspection.md tells how.

/** SHA-256 of a text in UTF-8, 64 lower-case hexadecimal digits. */
export type Sha256 = (text: string) => string;

/** High amounts are drawn by themselves. */
export const amountClasses = ['ordinary', 'high'] as const;
export type AmountClass = (typeof amountClasses)[number];

/** A claim in the population, under a reference that says nothing of it. */
export interface PopulationObject {
  ref: string;
  amountClass: AmountClass;
}

/** An inspector in the pool, as the public knows them. */
export interface PoolInspector {
  staffNumber: string;
  /** References of the objects that they may not inspect. */
  recusedFrom: readonly string[];
}

/** How much is drawn: `sharePercent` of the objects of a class, rounded up, but at least `minimum` where there are as many. */
export interface Sample {
  sharePercent: number;
  minimum: number;
}

/** What is frozen, and its hash published, before there is a seed. */
export interface Population {
  jurisdiction: string;
  /** The month of the draw, `2020-04`. */
  period: string;
  highAmountFen: number;
  samples: Readonly<Record<AmountClass, Sample>>;
  inspectorsPerObject: number;
  objects: readonly PopulationObject[];
  inspectors: readonly PoolInspector[];
}

export interface DrawnObject extends PopulationObject {
  /** Staff numbers in the order of their lots. */
  inspectors: string[];
}

/** The text that is hashed and published: canonical JSON, lists in order. Whatever order they come in, it is the same. */
export function frozenText(population: Population): string {
  const { objects, inspectors } = population;
  return canonicalJson({
    ...population,
    objects: [...objects].sort(by(({ ref }) => ref)),
    inspectors: [...inspectors]
      .map((one) => ({ ...one, recusedFrom: [...one.recusedFrom].sort() }))
      .sort(by(({ staffNumber }) => staffNumber)),
  });
}

/** The draws of all classes, one after the other. Whom nobody in the pool may inspect is not drawn. */
export function drawFrom(population: Population, seed: string, sha256: Sha256): DrawnObject[] {
  const inspectable = population.objects.filter(({ ref }) => eligible(population, ref).length > 0);
  return amountClasses.flatMap((amountClass) => {
    const objects = inspectable.filter((object) => object.amountClass === amountClass);
    const drawn = byLot(objects, ({ ref }) => sha256(`${seed}:${amountClass}:${ref}`));
    return drawn.slice(0, sampleSize(objects.length, population.samples[amountClass])).map((object) => ({
      ...object,
      inspectors: inspectorsByLot(population, seed, object.ref, sha256).slice(0, population.inspectorsPerObject),
    }));
  });
}

export function sampleSize(objects: number, { sharePercent, minimum }: Sample): number {
  return Math.min(objects, Math.max(minimum, Math.ceil((objects * sharePercent) / 100)));
}

/** Everybody who may inspect the object, in the order of their lots: who falls away is followed by the next one. */
export function inspectorsByLot(population: Population, seed: string, ref: string, sha256: Sha256): string[] {
  const lots = byLot(eligible(population, ref), ({ staffNumber }) => sha256(`${seed}:inspector:${ref}:${staffNumber}`));
  return lots.map(({ staffNumber }) => staffNumber);
}

const eligible = ({ inspectors }: Population, ref: string) =>
  inspectors.filter(({ recusedFrom }) => !recusedFrom.includes(ref));

const byLot = <T>(items: readonly T[], lot: (item: T) => string): T[] =>
  items
    .map((item) => ({ item, lot: lot(item) }))
    .sort(by(({ lot }) => lot))
    .map(({ item }) => item);

const by =
  <T>(key: (item: T) => string) =>
  (a: T, b: T) =>
    key(a) < key(b) ? -1 : 1;
