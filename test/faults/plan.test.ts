import { expect, test } from 'vitest';
import { courses } from './plan/claims.ts';
import { kindOf, processes } from './plan/faults.ts';
import { makePlan, type Plan } from './plan/index.ts';

const shortOnes = ({ faults }: Plan) => faults.filter(({ kind }) => kind !== 'absence');

test('a seed says everything that a run is going to do', () => {
  expect(makePlan(7, 200, 60)).toEqual(makePlan(7, 200, 60));
  expect(makePlan(8, 200, 60)).not.toEqual(makePlan(7, 200, 60));
});

test('every process is killed and paused, in all kinds of moments, and claims take every course', () => {
  const { claims, faults, expected } = makePlan(7, 200, 60);
  expect(claims).toHaveLength(200);
  expect(faults).toHaveLength(60);
  for (const target of processes['one-server']) {
    const own = faults.filter((fault) => fault.target === target);
    expect(own).toHaveLength(12);
    expect(new Set(own.map(({ kind }) => kind)).size).toBe(2);
  }
  expect(new Set(faults.map(({ moment }) => moment)).size).toBe(3);
  for (const { moment, n } of faults) expect(n).toBeLessThanOrEqual(expected[moment]);
  expect(new Set(claims.map(({ course }) => course)).size).toBe(Object.keys(courses).length);
  const people = claims.flatMap(({ people }) => people.map(({ seed }) => seed));
  expect(people.length).toBeGreaterThan(2 * new Set(people).size);
});

test('on the cluster each of its processes is hit in every round, and killed in one at least', () => {
  const hit = shortOnes(makePlan(7, 20, 24, 'cluster')).map(({ target }) => target);
  expect(hit.toSorted()).toEqual([...processes.cluster, ...processes.cluster].sort());
  for (const setup of ['one-server', 'cluster'] as const) {
    for (let seed = 1; seed <= 20; seed++) {
      const killed = shortOnes(makePlan(seed, 5, processes[setup].length, setup)).filter(({ kind }) => kind === 'kill');
      expect(killed.map(({ target }) => target).toSorted()).toEqual([...processes[setup]].sort());
    }
  }
});

test('on the cluster one of each kind that has several stays dead for long, while there is still much to do; which one, the seed says', () => {
  const away = new Set<string>();
  for (let seed = 1; seed <= 20; seed++) {
    const { faults, expected } = makePlan(seed, 14, 12, 'cluster');
    const absences = faults.filter(({ kind }) => kind === 'absence');
    expect(absences.map(({ target }) => kindOf(target)).toSorted()).toEqual(['api', 'history', 'worker']);
    for (const { target, moment, n, forMs } of absences) {
      away.add(target);
      expect(moment).toBe('act');
      expect(n).toBeLessThanOrEqual(expected.act * 0.75);
      expect(forMs).toBeGreaterThanOrEqual(50_000);
    }
  }
  expect(away.size).toBe(7);
  for (const setup of ['one-server', 'soak'] as const) {
    expect(makePlan(7, 14, 12, setup).faults.some(({ kind }) => kind === 'absence')).toBe(false);
  }
});
