import { expect, test } from 'vitest';
import { courses } from './plan/claims.ts';
import { processes } from './plan/faults.ts';
import { makePlan } from './plan/index.ts';

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
  const { faults } = makePlan(7, 20, 24, 'cluster');
  const hit = faults.map(({ target }) => target);
  expect(hit.toSorted()).toEqual([...processes.cluster, ...processes.cluster].sort());
  for (const setup of ['one-server', 'cluster'] as const) {
    for (let seed = 1; seed <= 20; seed++) {
      const killed = makePlan(seed, 5, processes[setup].length, setup).faults.filter(({ kind }) => kind === 'kill');
      expect(killed.map(({ target }) => target).toSorted()).toEqual([...processes[setup]].sort());
    }
  }
});
