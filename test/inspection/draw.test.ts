import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sha256 } from '../../activities/inspection/sha256.ts';
import { drawFrom, frozenText, inspectorsByLot, type Population, sampleSize } from '../../domain/inspection/draw.ts';
import { differencesIn, type PublishedDraw } from '../../domain/inspection/verification.ts';

const seed = '5f'.repeat(32);
const small: Population = {
  ...{ jurisdiction: 'wuxi', period: '2020-04', highAmountFen: 10_000_000, inspectorsPerObject: 2 },
  samples: { ordinary: { sharePercent: 5, minimum: 2 }, high: { sharePercent: 20, minimum: 1 } },
  objects: [
    { ref: 'a1', amountClass: 'ordinary' },
    { ref: 'b2', amountClass: 'ordinary' },
    { ref: 'c3', amountClass: 'ordinary' },
    { ref: 'd4', amountClass: 'high' },
    { ref: 'e5', amountClass: 'high' },
  ],
  inspectors: [
    { staffNumber: 'WX-01', recusedFrom: ['d4'] },
    { staffNumber: 'WX-02', recusedFrom: [] },
    { staffNumber: 'WX-03', recusedFrom: [] },
  ],
};

// The vectors were computed with `printf '%s' … | sha256sum` in a shell: whoever changes one of them changes every draw that was published.
test('a draw comes out as it does with sha256sum alone', () => {
  const text =
    '{"highAmountFen":10000000,"inspectors":[{"recusedFrom":["d4"],"staffNumber":"WX-01"},{"recusedFrom":[],"staffNumber":"WX-02"},{"recusedFrom":[],"staffNumber":"WX-03"}],"inspectorsPerObject":2,"jurisdiction":"wuxi","objects":[{"amountClass":"ordinary","ref":"a1"},{"amountClass":"ordinary","ref":"b2"},{"amountClass":"ordinary","ref":"c3"},{"amountClass":"high","ref":"d4"},{"amountClass":"high","ref":"e5"}],"period":"2020-04","samples":{"high":{"minimum":1,"sharePercent":20},"ordinary":{"minimum":2,"sharePercent":5}}}';
  expect(frozenText(small)).toBe(text);
  expect(sha256(text)).toBe('20a40cc8e09c19f785dc8b49dd02a6aa1818331ca9ff739d861906a247c7ebf2');
  expect(drawFrom(small, seed, sha256)).toEqual([
    { ref: 'c3', amountClass: 'ordinary', inspectors: ['WX-02', 'WX-03'] },
    { ref: 'a1', amountClass: 'ordinary', inspectors: ['WX-02', 'WX-03'] },
    { ref: 'd4', amountClass: 'high', inspectors: ['WX-02', 'WX-03'] },
  ]);
});

const staff = fc.uniqueArray(fc.integer({ min: 1, max: 99 }), { minLength: 1, maxLength: 6 });
const population = fc
  .record({
    refs: fc.uniqueArray(fc.integer({ min: 0, max: 999 }), { maxLength: 40 }),
    staff,
    high: fc.func(fc.boolean()),
    recused: fc.func(fc.boolean()),
    share: fc.integer({ min: 0, max: 100 }),
    minimum: fc.integer({ min: 0, max: 3 }),
    inspectorsPerObject: fc.integer({ min: 1, max: 3 }),
  })
  .map(
    ({ refs, staff, high, recused, share, minimum, inspectorsPerObject }): Population => ({
      ...small,
      inspectorsPerObject,
      samples: { ordinary: { sharePercent: share, minimum }, high: { sharePercent: 100 - share, minimum } },
      objects: refs.map((n) => ({ ref: `r${n}`, amountClass: high(n) ? 'high' : 'ordinary' })),
      inspectors: staff.map((n) => ({
        staffNumber: `S${n}`,
        recusedFrom: refs.filter((ref) => recused(n, ref)).map((ref) => `r${ref}`),
      })),
    }),
  );
const seeds = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString('hex'));

test('nobody inspects what they are recused from, nobody twice, and as many are drawn as the rules ask for', () => {
  fc.assert(
    fc.property(population, seeds, (frozen, seed) => {
      const drawn = drawFrom(frozen, seed, sha256);
      expect(new Set(drawn.map(({ ref }) => ref)).size).toBe(drawn.length);
      const may = (ref: string) => frozen.inspectors.filter(({ recusedFrom }) => !recusedFrom.includes(ref));
      for (const { ref, inspectors } of drawn) {
        expect(may(ref).map(({ staffNumber }) => staffNumber)).toEqual(expect.arrayContaining(inspectors));
        expect(new Set(inspectors).size).toBe(Math.min(frozen.inspectorsPerObject, may(ref).length));
        expect(inspectors).toEqual(inspectorsByLot(frozen, seed, ref, sha256).slice(0, inspectors.length));
      }
      for (const amountClass of ['ordinary', 'high'] as const) {
        const there = frozen.objects.filter((one) => one.amountClass === amountClass && may(one.ref).length > 0);
        const of = drawn.filter((one) => one.amountClass === amountClass);
        expect(of).toHaveLength(sampleSize(there.length, frozen.samples[amountClass]));
      }
    }),
  );
});

test('in whatever order they come, the same are frozen and the same are drawn', () => {
  fc.assert(
    fc.property(population, seeds, (frozen, seed) => {
      const turned = {
        ...frozen,
        objects: frozen.objects.toReversed(),
        inspectors: frozen.inspectors
          .toReversed()
          .map((one) => ({ ...one, recusedFrom: [...one.recusedFrom].reverse() })),
      };
      expect(frozenText(turned)).toBe(frozenText(frozen));
      expect(drawFrom(turned, seed, sha256)).toEqual(drawFrom(frozen, seed, sha256));
    }),
  );
});

test('every object and every inspector has the same chance', () => {
  const refs = Array.from({ length: 20 }, (_, i) => `r${i}`);
  const numbers = Array.from({ length: 5 }, (_, i) => `S${i}`);
  const fair: Population = {
    ...small,
    samples: { ...small.samples, ordinary: { sharePercent: 25, minimum: 1 } },
    objects: refs.map((ref) => ({ ref, amountClass: 'ordinary' })),
    inspectors: numbers.map((staffNumber) => ({ staffNumber, recusedFrom: [] })),
  };
  const count = new Map<string, number>();
  const draws = 2_000;
  for (let n = 0; n < draws; n++)
    for (const { ref, inspectors } of drawFrom(fair, sha256(`seed ${n}`), sha256))
      for (const one of [ref, ...inspectors]) count.set(one, (count.get(one) ?? 0) + 1);
  // 500 of 2,000 draws each, and 4,000 of 10,000 assignments: within six standard deviations.
  for (const ref of refs) expect(Math.abs(count.get(ref)! - draws / 4), ref).toBeLessThan(6 * 19.4);
  for (const one of numbers) expect(Math.abs(count.get(one)! - draws * 2), one).toBeLessThan(6 * 49);
});

const published: PublishedDraw = {
  ...{
    jurisdiction: 'wuxi',
    period: '2020-04',
    seed,
    frozen: frozenText(small),
    frozenSha256: sha256(frozenText(small)),
  },
  ...{ frozenAt: '2020-04-15T09:00:00+08:00', seedDueAt: '2020-04-16T09:00:00+08:00' },
  seedAt: '2020-04-16T09:00:01+08:00',
  results: drawFrom(small, seed, sha256).map((one) => ({ ...one, reassignments: [] })),
};
const [first, ...rest] = published.results;
const next = inspectorsByLot(small, seed, first!.ref, sha256)[2]!;
const [left, stays] = first!.inspectors as [string, string];

test('a draw as it was published holds, also where an inspector was followed by the next one', () => {
  expect(differencesIn(published, sha256)).toEqual([]);
  const followed = { ...first!, reassignments: [{ left, joined: next }] };
  expect(differencesIn({ ...published, results: [followed, ...rest] }, sha256)).toEqual([]);
});

const stranger: PublishedDraw['results'][number] = {
  ref: 'ff',
  amountClass: 'ordinary',
  inspectors: [],
  reassignments: [],
};
test.each<[string, Partial<PublishedDraw>, RegExp]>([
  ['another list', { frozen: published.frozen.replace('"a1"', '"a0"') }, /has the hash/],
  ['another list and its hash', relisted((text) => text.replace('"a1"', '"a0"')), /a1|a0/],
  ['a list that is not canonical', relisted((text) => `${text} `), /canonical/],
  ['no list', relisted(() => 'garbage'), /not readable/],
  ['a list without a share', relisted((text) => text.replace('"samples"', '"simples"')), /not readable/],
  [
    'a share that is no number',
    relisted((text) => text.replace(/"sharePercent":\d+/g, '"sharePercent":"few"')),
    /not readable/,
  ],
  ['an object that is in the list twice', twice('objects'), /not readable/],
  ['an inspector who is in the list twice', twice('inspectors'), /not readable/],
  ['another seed', { seed: '00'.repeat(32) }, /was (not )?drawn|inspectors/],
  ['no seed', { seed: 'now' }, /64 hexadecimal/],
  ['a seed too early', { seedAt: '2020-04-16T08:59:59+08:00' }, /before it was due/],
  ['a list frozen after its seed', { frozenAt: '2020-04-16T09:00:00+08:00' }, /not after the freezing/],
  ['another place', { jurisdiction: 'yixing' }, /jurisdiction is yixing/],
  ['one left out', { results: rest }, /is not among the results/],
  ['one put in', { results: [...published.results, stranger] }, /ff is among the results and was not drawn/],
  ['one twice', { results: [...published.results, first!] }, /more than once/],
  ['other inspectors', { results: [{ ...first!, inspectors: [left, next] }, ...rest] }, /inspectors/],
  ['another class', { results: [{ ...first!, amountClass: 'high' }, ...rest] }, /amount class/],
  ['a favourite', { results: [{ ...first!, reassignments: [{ left, joined: stays }] }, ...rest] }, /was followed by/],
  [
    'one who was not there leaves',
    { results: [{ ...first!, reassignments: [{ left: 'WX-99', joined: next }] }, ...rest] },
    /was not there/,
  ],
])('%s is found out', (_, change, said) => {
  expect(differencesIn({ ...published, ...change }, sha256).join('\n')).toMatch(said);
});

/** With the lots that fell by it. */
function twice(list: 'objects' | 'inspectors'): Partial<PublishedDraw> {
  const padded = { ...small, [list]: [...small[list], small[list][0]] } as Population;
  const results = drawFrom(padded, seed, sha256).map((one) => ({ ...one, reassignments: [] }));
  return { ...relisted(() => frozenText(padded)), results };
}

function relisted(change: (text: string) => string): Partial<PublishedDraw> {
  const frozen = change(published.frozen);
  return { frozen, frozenSha256: sha256(frozen) };
}
