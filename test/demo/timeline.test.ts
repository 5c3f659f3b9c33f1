import { expect, test } from 'vitest';
import { play } from '../../dev/demo/run.ts';
import { type Act, type Scenario, timeline } from '../../dev/demo/scenario.ts';
import type { World } from '../../dev/demo/world.ts';

const act = (day: string, title: string, run: Act['run'] = async () => undefined): Act => ({
  at: `2020-${day}T10:00:00+08:00`,
  title,
  run,
});
const story = (name: string, ...acts: Act[]): Scenario => ({ name, claims: [], acts });

/** A world that only remembers to where its clock was moved. */
function clockOnly() {
  const moves: string[] = [];
  const api = { post: async (_path: string, body: { advanceTo: string }) => void moves.push(body.advanceTo) };
  return { moves, world: { as: () => api } as unknown as World };
}

const running = { signal: new AbortController().signal, say: () => undefined };

test('Stories are merged by time; what happens at the same instant keeps the order of the stories', () => {
  const merged = timeline([
    story('one', act('03-02', 'a'), act('05-04', 'b')),
    story('two', act('03-02', 'c'), act('03-02', 'd'), act('04-01', 'e')),
  ]);
  expect(merged.map(({ scenario, title }) => scenario + title)).toEqual(['onea', 'twoc', 'twod', 'twoe', 'oneb']);
});

test('A story that goes back in time is refused by name', () => {
  expect(() => timeline([story('one', act('05-04', 'b'), act('03-02', 'a'))])).toThrow('one: "a" happens before');
});

test('The clock is moved once for all that happens at one instant', async () => {
  const { moves, world } = clockOnly();
  const done: string[] = [];
  const doing = (title: string, day: string) => act(day, title, async () => void done.push(title));
  const acts = timeline([story('one', doing('a', '03-02'), doing('b', '04-01')), story('two', doing('c', '03-02'))]);
  await play(world, acts, running);
  expect(moves).toEqual(['2020-03-02T10:00:00+08:00', '2020-04-01T10:00:00+08:00']);
  expect(done).toEqual(['a', 'c', 'b']);
});

test('An act that fails is named with its day and story, and nothing happens after it', async () => {
  const { moves, world } = clockOnly();
  const fails = act('03-02', 'files', () => Promise.reject(new Error('expected 1, got 2')));
  const playing = play(world, timeline([story('Wuxi', fails, act('04-01', 'goes on'))]), running);
  await expect(playing).rejects.toThrow('2020-03-02 Mon, Wuxi, "files": expected 1, got 2');
  expect(moves).toHaveLength(1);
});

test('A demo that is called off stops before its next act', async () => {
  const { world } = clockOnly();
  const off = new AbortController();
  const acts = timeline([
    story(
      'one',
      act('03-02', 'a', async () => off.abort()),
      act('04-01', 'b'),
    ),
  ]);
  await expect(play(world, acts, { ...running, signal: off.signal })).rejects.toThrow(/abort/);
});
