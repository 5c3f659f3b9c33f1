import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fetchPeer, maven } from '../../bench/claims/peers/fetch.ts';
import { PROJECT } from '../../dev/cache.ts';
import { StartFailure } from '../../domain/failure.ts';
import { testFolder } from '../support/folder.ts';

test('an engine that cannot be fetched is not passed over: the failure says what it needs and how to do without', async () => {
  const cache = testFolder();
  const failure = await fetchPeer(maven('flowable'), () => undefined, { XDG_CACHE_HOME: cache, PATH: '' }).catch(
    (error: unknown) => error,
  );
  expect(failure).toBeInstanceOf(StartFailure);
  expect((failure as StartFailure).message).toMatch(/java.*[\s\S]*Java 17 or later.*--without flowable/);
  expect(readdirSync(join(cache, PROJECT, 'bench'))).toEqual([]);
});
