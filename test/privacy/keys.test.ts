import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { personIndex, readIndexKey } from '../../db/privacy/index-key.ts';
import { keySourceOf } from '../../db/privacy/key-source.ts';
import { openVault } from '../../db/privacy/open-vault.ts';
import { personalKeysIn } from '../../dev/personal-keys.ts';
import { readKeyRing } from '../../sealing/key-ring.ts';
import { testFolder } from '../support/folder.ts';
import { testIndexKey, testKey } from '../support/vault.ts';

test('the first key is the current one, all are for reading', () => {
  const ring = readKeyRing(`${testKey('2026a')}, ${testKey('2025b')}\n`, 'PERSONAL_KEYS');
  expect(ring.current.id).toBe('2026a');
  expect(ring.find('2025b')?.id).toBe('2025b');
  expect(ring.find('2024a')).toBeUndefined();
});

test.each([
  ['', 'PERSONAL_KEYS names no key. Set it to <id>:<base64 of 32 bytes>.'],
  [`${testKey('a')},hunter2`, 'Key 2 in PERSONAL_KEYS is not <id>:<base64 of 32 bytes>. Make one: '],
  ['a:aHVudGVyMg==', 'Key 1 in PERSONAL_KEYS is not'],
  [testKey('a b'), 'Key 1 in PERSONAL_KEYS is not'],
  [`${testKey('a')},${testKey('a')}`, 'Key 2 in PERSONAL_KEYS has the id of another one: a.'],
])('wrong keys are told by their place, without a word of them: %#', (text, message) => {
  expect(() => readKeyRing(text, 'PERSONAL_KEYS')).toThrow(message);
  expect(() => readKeyRing(text, 'PERSONAL_KEYS')).not.toThrow(/hunter2|aHVudGVy/);
});

test('keys come from the environment, from a file, or from whatever unwraps them', async () => {
  const file = join(testFolder(), 'keys');
  writeFileSync(file, `${testKey('filed')}\n`);
  const settings = { personIndexKey: testIndexKey, plainPersonalData: 'read' } as const;
  expect((await openVault({ ...settings, personalKeysFile: file })).keyId).toBe('filed');
  expect((await openVault({ ...settings, personalKeys: testKey('given') })).keyId).toBe('given');
  const kms = { name: 'the key service', read: async () => testKey('unwrapped') };
  expect((await openVault(settings, kms)).keyId).toBe('unwrapped');
  await expect(openVault({ ...settings, personalKeysFile: `${file}-gone` })).rejects.toThrow(
    /^PERSONAL_KEYS_FILE cannot/,
  );
  expect(() => keySourceOf({})).toThrow('PERSONAL_KEYS or PERSONAL_KEYS_FILE is missing');
  expect(() => keySourceOf({ personalKeys: testKey('a'), personalKeysFile: file })).toThrow('Set only one of them');
});

test('a rehearsal makes its keys once', async () => {
  const folder = testFolder();
  const file = personalKeysIn(folder);
  const keys = await keySourceOf({ personalKeysFile: file }).read();
  expect(readKeyRing(keys, file).current.id).toBe('rehearsal');
  expect(await keySourceOf({ personalKeysFile: personalKeysIn(folder) }).read()).toBe(keys);
});

test('a key of the index without an id gives the indexes of before there were ids', () => {
  expect(personIndex('32020019730514001x', readIndexKey(testIndexKey))).toMatch(/^[0-9a-f]{64}$/);
  const withId = readIndexKey(`2026a:${testIndexKey}`);
  expect(personIndex('32020019730514001x', withId)).toBe(
    `2026a.${personIndex('32020019730514001X', readIndexKey(testIndexKey))}`,
  );
});
