import { afterAll, beforeAll, expect, test } from 'vitest';
import { problemOf } from '../support/api.ts';
import { enterprise, filing, people } from '../support/office.ts';
import { openWorld, type Piece, type World } from './world.ts';

// What somebody names inside their own filing or form: a roster or a document of others is answered as one that does not exist.

let world: World;
let mine: Piece;
let theirs: Piece[];
beforeAll(async () => {
  world = await openWorld();
  const [caller] = world.callers('enterprise');
  mine = caller!.own[0]!;
  theirs = caller!.foreign;
});
afterAll(() => world?.api.close());

/** The same problem for all of them, once their numbers are left out. */
async function refusedAlike(path: string, bodyOf: (id: string) => object, ids: string[]): Promise<string> {
  const problems = await Promise.all(
    ['nothing-there', ...ids].map(async (id) => {
      const problem = await problemOf(await world.api.post(path, bodyOf(id), as()));
      expect(problem.status).toBe(422);
      return { code: problem.errors[0]!.code, text: JSON.stringify(problem).replaceAll(id, '…') };
    }),
  );
  expect(new Set(problems.map(({ text }) => text)).size).toBe(1);
  return problems[0]!.code;
}

const as = () => ({ ...enterprise, uscc: mine.claimant.code });
const ownFiling = () => filing(people(1), { enterprise: { uscc: mine.claimant.code } });

test('a roster of others', async () => {
  const { roster: _, ...body } = ownFiling();
  const rosters = theirs.map(({ tag }) => `R-${tag}`);
  expect(await refusedAlike('/v1/claims', (rosterId) => ({ ...body, rosterId }), rosters)).toBe('roster-unknown');
});

test('a document of others in a filing', async () => {
  const body = ownFiling();
  const files = theirs.map(({ ids }) => ids.file);
  const withFile = (fileId: string) => ({
    ...body,
    filing: { ...body.filing, materials: body.filing.materials.map((one) => ({ ...one, fileId })) },
  });
  expect(await refusedAlike('/v1/claims', withFile, files)).toBe('file-unknown');
});

test('a document of others as evidence', async () => {
  const files = theirs.map(({ ids }) => ids.file);
  const evidence = (fileId: string) => ({
    classEndedOn: '2020-05-15',
    evidence: [{ ref: '1', kind: 'certificate', fileId }],
  });
  expect(await refusedAlike(`/v1/claims/${mine.ids.claim}/training-completion`, evidence, files)).toBe('file-unknown');
});
