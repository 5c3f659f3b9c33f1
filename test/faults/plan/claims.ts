import { type Chance, chance } from '../random.ts';
import { type ClassDays, firstClasses, lessonsOfAClass, secondClasses } from './calendar.ts';
import { type Place, places } from './places.ts';

/** What becomes of a claim besides its plain way to the money. The first three concern the filing, the others the time after it. */
export const courses = {
  'filing-returned': 8,
  'filing-late': 5,
  'filing-rejected': 3,
  'withdrawn-in-training': 3,
  straight: 28,
  'application-returned': 7,
  'application-late': 6,
  'application-rejected': 3,
  'never-applied': 2,
  'line-upheld': 5,
  'line-dismissed': 5,
  'line-dismissed-late': 5,
  'line-upheld-late': 3,
  'two-lines-ruled-at-once': 4,
  'claim-upheld': 2,
  'claim-dismissed-late': 3,
  // At the same moment at which its batch is decided: who is first, wins.
  'withdrawn-from-batch': 5,
  // Reported when the batch of its month is decided, and ruled on at once; while the money is with the bank the ruling has to wait.
  'fraud-of-one': 3,
  'fraud-of-all': 3,
  'fraud-dismissed': 2,
} as const;
export type Course = keyof typeof courses;

/** An advance where the place offers one; `most-fail`: it turns out to be more than was earned. */
export type AdvanceCourse = 'none' | 'asked' | 'asked-and-most-fail' | 'asked-and-withdrawn';

export interface PlannedPerson {
  /** Of `samplePerson`: the same seed is the same person in every claim. */
  seed: number;
  ref: string;
  /** Of each lesson. */
  minutes: number[];
  /** What they aim at, where certificates decide. */
  occupation: string;
  level: number;
  /** Has got the certificate in the end. */
  certified: boolean;
}

export interface PlannedClaim {
  no: number;
  place: Place;
  /** 1 or 2: in which of the two months it applies. */
  month: 1 | 2;
  days: ClassDays;
  course: Course;
  advance: AdvanceCourse;
  people: PlannedPerson[];
}

/** Share of a place's people who come from elsewhere: they meet one-class-at-a-time, not the place's caps. */
const STRANGERS = 8;

/** The claims of a seed. Early ones take every course once, so that a small run has some of each. */
export function planClaims(seed: number, count: number): PlannedClaim[] {
  const dice = chance(seed, 'claims');
  const ofEach = dice.shuffled(Object.keys(courses) as Course[]);
  return Array.from({ length: count }, (_, i) => {
    const course = ofEach[i] ?? dice.weighted(courses);
    const place = placeOf(dice, course);
    // Who asks for an advance gets it in the first month, and the rest in the second.
    const advances = place.advances === true && course === 'straight';
    const month = dice.percent(55) && !advances ? 1 : 2;
    const days = dice.of(month === 1 ? firstClasses : secondClasses);
    const advance = advances ? dice.weighted(advanceCourses) : 'none';
    const people = planPeople(dice, place, count, advance);
    return { no: i + 1, place, month, days, course, advance, people };
  });
}

const weights = Object.fromEntries(places.map(({ slug, weight }) => [slug, weight])) as Record<Place['slug'], number>;

const advanceCourses = { none: 1, asked: 4, 'asked-and-most-fail': 3, 'asked-and-withdrawn': 2 } as const;

/** A deadline can be missed only where it ends within the months of a run. */
function placeOf(dice: Chance, course: Course): Place {
  const slug = dice.weighted(weights);
  return places.find((one) => (course === 'never-applied' ? one.lapses : one.slug === slug))!;
}

function planPeople(dice: Chance, place: Place, claims: number, advance: AdvanceCourse): PlannedPerson[] {
  const size = Math.max(6, Math.round(place.pool * claims));
  const seeds = new Set<number>();
  const count = advance === 'asked-and-most-fail' ? 4 : dice.between(2, 4);
  while (seeds.size < count) {
    const home = dice.percent(STRANGERS) ? dice.of(places) : place;
    seeds.add(home.firstPerson + dice.between(0, size - 1));
  }
  return [...seeds].map((seed, i) => ({
    seed,
    ref: String(i + 1),
    minutes: Array<number>(dice.percent(8) ? lessonsOfAClass - 1 : lessonsOfAClass).fill(dice.of([90, 90, 135])),
    occupation: dice.of(['示例工种甲', '示例工种乙']),
    level: dice.between(3, 5),
    certified: advance === 'asked-and-most-fail' ? i === 0 : dice.percent(94),
  }));
}
