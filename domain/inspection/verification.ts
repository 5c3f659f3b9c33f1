import { instantToMs } from '../calendar/instant.ts';
import {
  amountClasses,
  type DrawnObject,
  drawFrom,
  frozenText,
  inspectorsByLot,
  type Population,
  type Sha256,
} from './draw.ts';

/** One object that was drawn, as it is published. */
export interface PublishedResult extends DrawnObject {
  /** Inspectors who fell away, and who came in their place, in order. */
  reassignments: readonly { left: string; joined: string }[];
}

/** A draw as `GET /v1/inspection-draws/{id}` publishes it, as far as it can be checked. */
export interface PublishedDraw {
  jurisdiction: string;
  period: string;
  /** The population as canonical JSON, and the hash that was published before the seed. */
  frozen: string;
  frozenSha256: string;
  frozenAt: string;
  seedDueAt: string;
  seed: string;
  seedAt: string;
  results: readonly PublishedResult[];
}

/** Everything in which a published draw is not what its population and its seed make of it, one sentence each; none: it holds. */
export function differencesIn(draw: PublishedDraw, sha256: Sha256): string[] {
  const { frozen, frozenSha256, seed, results } = draw;
  const hash = sha256(frozen);
  if (hash !== frozenSha256) return [`the population has the hash ${hash}, published was ${frozenSha256}`];
  const population = readPopulation(frozen);
  if (!population) return ['the population is not readable as one, or not in its canonical form'];
  if (!/^[0-9a-f]{64}$/.test(seed)) return ['the seed is not 64 hexadecimal digits'];
  const named = (['jurisdiction', 'period'] as const).flatMap((name) =>
    population[name] === draw[name] ? [] : [`${name} is ${draw[name]}, but ${population[name]} was frozen`],
  );
  const expected = drawFrom(population, seed, sha256);
  return [
    ...named,
    ...timesIn(draw),
    ...missing(expected, results, (ref) => `${ref} was drawn and is not among the results`),
    ...missing(results, expected, (ref) => `${ref} is among the results and was not drawn`),
    ...expected.flatMap((object) => assignmentOf(population, seed, object, results, sha256)),
  ];
}

/** Everything in it has its form, and everything and everybody is in it once. */
function isWhole({ samples, inspectorsPerObject, objects, inspectors }: Population): boolean {
  const shares = amountClasses.map((amountClass) => samples[amountClass]);
  const sampled = shares.flatMap(({ sharePercent, minimum }) => [sharePercent, minimum]).every(Number.isFinite);
  const classed = objects.every(({ amountClass }) => amountClasses.includes(amountClass));
  const [refs, numbers] = [objects.map(({ ref }) => ref), inspectors.map(({ staffNumber }) => staffNumber)];
  return sampled && classed && inspectorsPerObject >= 1 && [refs, numbers].every(isOnce);
}

const isOnce = (keys: readonly string[]) => new Set(keys).size === keys.length;

/** What would have been frozen again as the same text. */
function readPopulation(frozen: string): Population | undefined {
  try {
    const population = JSON.parse(frozen) as Population;
    return isWhole(population) && frozenText(population) === frozen ? population : undefined;
  } catch {
    return undefined;
  }
}

/** First the list, then a pause that everybody could see it in, then the seed. */
function timesIn({ frozenAt, seedDueAt, seedAt }: PublishedDraw): string[] {
  const [frozen, due, drawn] = [frozenAt, seedDueAt, seedAt].map(instantToMs) as [number, number, number];
  return [
    ...(frozen < due ? [] : [`the seed was due at ${seedDueAt}, not after the freezing at ${frozenAt}`]),
    ...(due <= drawn ? [] : [`the seed was drawn at ${seedAt}, before it was due at ${seedDueAt}`]),
  ];
}

function missing(
  these: readonly { ref: string }[],
  from: readonly { ref: string }[],
  say: (ref: string) => string,
): string[] {
  const known = new Set(from.map(({ ref }) => ref));
  return these.filter(({ ref }) => !known.has(ref)).map(({ ref }) => say(ref));
}

/** Class and inspectors as drawn; whoever came later is the next by lot. */
function assignmentOf(
  population: Population,
  seed: string,
  object: DrawnObject,
  results: readonly PublishedResult[],
  sha256: Sha256,
): string[] {
  const found = results.filter(({ ref }) => ref === object.ref);
  const [result] = found;
  if (!result) return [];
  if (found.length > 1) return [`${object.ref} is among the results more than once`];
  const faults: string[] = [];
  const say = (what: string, was: string, due: string) => faults.push(`${object.ref}: ${what} ${was}, by lot ${due}`);
  if (result.amountClass !== object.amountClass) say('amount class', result.amountClass, object.amountClass);
  const [shown, due] = [result.inspectors.join(', '), object.inspectors.join(', ')];
  if (shown !== due) say('inspectors', shown, due);
  const lots = inspectorsByLot(population, seed, object.ref, sha256).slice(object.inspectors.length);
  const present = [...object.inspectors];
  for (const { left, joined } of result.reassignments) {
    const next = lots.shift();
    if (joined !== next) say(`${left} was followed by`, joined, next ?? '–');
    if (!present.includes(left)) say('there left', left, 'was not there');
    present.splice(present.indexOf(left), 1, joined);
  }
  return faults;
}
