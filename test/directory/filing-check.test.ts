import { expect, test } from 'vitest';
import type { FilingForm } from '../../domain/claim/forms.ts';
import { type DirectoryEntry, keyOf, levelOfPlace } from '../../domain/directory/entry.ts';
import { directoryHints, waivedHints } from '../../domain/directory/filing-check.ts';
import { comparableName } from '../../domain/listings/listing.ts';
import { resolve } from '../../domain/rules/param.ts';
import { statedEntries } from '../../jurisdictions/directory.ts';
import { annex1 } from '../../jurisdictions/guangdong/examples.ts';
import { createRegistry, loadRegistry } from '../../jurisdictions/registry.ts';

const registry = await loadRegistry();
const on = '2020-04-01';
const form = annex1 as unknown as FilingForm;
const params = resolve(registry.programme('guangdong', 'online-job-adaptation').parameters, on);
const platform = (functions?: DirectoryEntry['data']['functions']): DirectoryEntry => ({
  ...{ id: '1', jurisdiction: 'guangdong', kind: 'platform', name: '广东远程职业培训网', level: 'province' },
  data: { functions },
  ...{ valid_from: '2020-01-01', valid_to: null },
});
const found = (platforms: DirectoryEntry[], more = {}) => ({
  platforms,
  institutions: [],
  listsInstitutions: false,
  ...more,
});
const codes = (...args: Parameters<typeof directoryHints>) => directoryHints(...args).map(({ code }) => code);

test('a platform that the directory has is no matter, one that it lacks is a hint', () => {
  expect(codes(form, params, found([platform()]))).toEqual([]);
  expect(codes(form, params, found([]))).toEqual(['platform-not-in-directory']);
  expect(codes({ ...form, platform: undefined }, params, found([]))).toEqual(['platform-not-named']);
});

test('functions that the law demands and the directory does not confirm are a hint; nothing said is no hint', () => {
  expect(directoryHints(form, params, found([platform(['recording', 'teaching'])]))).toEqual([
    {
      code: 'platform-functions-unconfirmed',
      detail: { platform: '广东远程职业培训网', missing: 'practice, assessment' },
    },
  ]);
  // Two entries may each say a part.
  const both = [platform(['recording', 'teaching']), platform(['practice', 'assessment'])];
  expect(codes(form, params, found(both))).toEqual([]);
  const elsewhere = resolve(registry.programme('wuxi', 'online-on-the-job').parameters, on);
  expect(codes(form, elsewhere, found([platform(['recording'])]))).toEqual([]);
});

test('an institution is compared where there is a directory of institutions', () => {
  const delegated = { ...form, institution: { name: 'x', uscc: '52500000MJ00000020' } };
  expect(codes(delegated, params, found([platform()]))).toEqual([]);
  expect(codes(delegated, params, found([platform()], { listsInstitutions: true }))).toEqual([
    'institution-not-in-directory',
  ]);
  const listed = { listsInstitutions: true, institutions: [platform()] };
  expect(codes(delegated, params, found([platform()], listed))).toEqual([]);
});

test('documents that a form has admitted without are told as waived', () => {
  const { filing } = registry.programme('guangdong', 'online-job-adaptation').programme.materials;
  expect(waivedHints(form, filing)).toEqual([]);
  expect(waivedHints({ ...form, materials: form.materials!.slice(1) }, filing)).toEqual([
    { code: 'materials-waived', detail: { kinds: 'filing-form' } },
  ]);
});

test('names are compared without width, letters, blanks and punctuation', () => {
  for (const name of [
    '技能强国-全国产业工人技能学习平台',
    ' 技能强国 － 全国产业工人技能学习平台',
    '技能强国·全国产业工人技能学习平台',
  ])
    expect(comparableName(name)).toBe('技能强国全国产业工人技能学习平台');
  expect(comparableName('ＡＢＣ Learn')).toBe('abclearn');
  expect(comparableName('甲平台')).not.toBe(comparableName('乙平台'));
});

test('an entry is known again by its code, or by its name', () => {
  const uscc = '52500000MJ00000020';
  expect(keyOf({ kind: 'training-institution', name: 'x', data: { uscc } })).toBe(uscc);
  expect(keyOf({ kind: 'project', name: '电工培训', data: { occupationCode: '6-29-03-07' } })).toBe('6-29-03-07');
  expect(keyOf({ kind: 'platform', name: ' 甲·平台 ', data: {} })).toBe('甲平台');
  expect(keyOf({ kind: 'course', name: '课', data: { platform: '甲' } })).not.toBe(
    keyOf({ kind: 'course', name: '课', data: { platform: '乙' } }),
  );
  expect(['000000', '440000', '320200', '320281'].map(levelOfPlace)).toEqual([
    'national',
    'province',
    'city',
    'district',
  ]);
});

test('what notices name is listed by the place that names it, once, from its day on', () => {
  const named = (place: string, day = on) =>
    statedEntries(registry, registry.lineage(place), day).map(({ jurisdiction, name, level }) => [
      jurisdiction,
      name,
      level,
    ]);
  expect(named('jiangyin').filter(([place]) => place === 'jiangyin')).toEqual([]);
  expect(named('jiangyin')).toContainEqual(['wuxi', '无锡创课', 'city']);
  expect(named('zhuhai')).toContainEqual(['guangdong', '广东远程职业培训网', 'province']);
  expect(named('chongqing').map(([place]) => place)).toEqual(Array(5).fill('china'));
  expect(named('wuxi', '2020-01-25').filter(([place]) => place === 'wuxi')).toEqual([]);
  expect(named('wuxi', '2019-12-31')).toEqual([]);
});

test('only where a place says so are other platforms refused, and its own example is in the directory', () => {
  const binding = registry
    .list()
    .filter(({ parameters }) => resolve(parameters, on)['platform-directory-binding']?.value === true)
    .map(({ slug }) => slug);
  expect(binding).toEqual(['chongqing']);
  for (const slug of binding)
    for (const { forms } of registry.find(slug).programmes) {
      const { platform: used } = forms.filing.example as { platform: { name: string } };
      const names = statedEntries(registry, registry.lineage(slug), on).map(({ name }) => comparableName(name));
      expect(names).toContain(comparableName(used.name));
    }
});

test('a place above another one holds for it', () => {
  expect(registry.lineage('jiangyin')).toEqual(['jiangyin', 'wuxi', 'china']);
  expect(createRegistry(registry.list()).lineage('china')).toEqual(['china']);
  expect(() => registry.lineage('atlantis')).toThrow(expect.objectContaining({ code: 'unknown-jurisdiction' }));
});
