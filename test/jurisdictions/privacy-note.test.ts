import { expect, test } from 'vitest';
import { z } from 'zod';
import { derive } from '../../domain/rules/derive.ts';
import { rosterPerson, rosterRow } from '../../jurisdictions/china/forms.ts';
import { undescribedFields } from '../../jurisdictions/form-fields.ts';
import { privacyNote } from '../../jurisdictions/privacy-note.ts';
import { registry } from './support/quotes.ts';

const places = registry.list().map(({ slug }) => slug);
const said = (slug: string, key: string, on = '2020-04-01') =>
  privacyNote(registry, slug, on).sections.find((section) => section.key === key)!.items;

test.each(places)('%s says what for, to whom and for how long, in both languages', (slug) => {
  const note = privacyNote(registry, slug, '2020-04-01');
  expect(note.sections.map(({ key }) => key)).toEqual([
    'purposes',
    'data',
    'recipients',
    'kept',
    'protection',
    'rights',
  ]);
  for (const { key, items } of note.sections) {
    expect(items, key).not.toEqual([]);
    for (const { text } of items) {
      expect(text.zh, key).toMatch(/\p{Script=Han}/u);
      expect(text.en, key).toMatch(/^[^\p{Script=Han}]+$/u);
      expect(text.zh + text.en).not.toMatch(/undefined|null|\[object/);
    }
  }
});

test('periods are those of the place’s figures, with their source', () => {
  expect(said('wuxi', 'kept')[0]).toMatchObject({
    text: { en: expect.stringContaining(': 2 years') },
    source: { clause: 'archive' },
  });
  expect(said('wuxi', 'kept')[1]!.text.zh).toContain('90 天');
  expect(said('guangdong', 'recipients')[0]).toMatchObject({ text: { zh: '公众：姓名（部分隐去）和金额，公示 5 天' } });
  const days = [{ from: '2020-03-01', value: 7, source: { document: '甲', clause: '一', provenance: 'N' as const } }];
  const wuxi = registry.find('wuxi');
  const longer = derive(wuxi, {
    ...{ slug: 'longer', code: '990009', names: wuxi.names, authority: wuxi.authority, checkedOn: '2020-06-01' },
    parameters: { 'archive-years': days },
  });
  const note = privacyNote({ ...registry, find: () => longer }, 'longer', '2020-04-01');
  expect(note.sections.find(({ key }) => key === 'kept')!.items[0]!.text.en).toContain(': 7 years');
});

test('what only one place does is told there', () => {
  const told = (slug: string) => said(slug, 'recipients').map(({ source }) => source?.document);
  expect(told('chongqing')).toContain('渝人社发〔2020〕46号');
  expect(told('jiangyin')).toContain('锡人社办〔2020〕10号');
  expect(told('guangdong')).not.toContain('锡人社办〔2020〕10号');
});

test('a roster that asks for something new has to name it', () => {
  const wuxi = registry.find('wuxi');
  expect(undescribedFields(wuxi)).toEqual([]);
  const [programme, ...others] = wuxi.programmes;
  const rosterForm = {
    ...programme!.forms.rosterRow,
    schema: rosterRow(rosterPerson.extend({ bloodType: z.string() })),
  };
  const asking = {
    ...wuxi,
    programmes: [{ ...programme!, forms: { ...programme!.forms, rosterRow: rosterForm } }, ...others],
  };
  expect(undescribedFields(asking)).toEqual([
    'the field roster.bloodType has no name in the privacy note: give it one under newPrivacy.fields',
  ]);
});
