import { expect, test } from 'vitest';
import { describe } from '../../jurisdictions/describe.ts';
import { faultsOfForm } from './support/forms.ts';
import { registry } from './support/quotes.ts';

const programmes = registry
  .list()
  .flatMap((place) => place.programmes.map(({ slug }) => ({ place: place.slug, programme: slug })));
const examplesOn = (place: string, programme: string, on: string) =>
  describe(registry, place, on).programmes.find(({ slug }) => slug === programme)!.forms;

test.each(programmes)('examples of $place $programme can still happen on the day on which they are read', (of) => {
  const on = '2020-06-15';
  const { filing, application, rosterRow } = examplesOn(of.place, of.programme, on);
  const { classOpensOn, classEndsOn } = (filing.example as { training: Record<string, string> }).training;
  if (classOpensOn) expect([classOpensOn > on, classEndsOn! > classOpensOn]).toEqual([true, true]);
  for (const { issuedOn } of (application.example as { certificates: { issuedOn: string }[] }).certificates)
    expect(issuedOn >= on).toBe(true);
  for (const [form, { example }] of Object.entries({ filing, application, rosterRow }))
    expect(faultsOfForm(of.place, of.programme, form, example)).toEqual([]);
});

test('before the day for which it was written an example stays as it is; later its days move together', () => {
  const days = (on: string) => {
    const { example } = examplesOn('guangdong', 'online-job-adaptation', on).filing;
    const { training, enterpriseOpinion } = example as Record<string, Record<string, string>>;
    return [enterpriseOpinion!.signedOn, training!.classOpensOn, training!.classEndsOn];
  };
  expect(days('2020-03-02')).toEqual(['2020-02-10', '2020-04-07', '2020-05-15']);
  expect(days('2020-04-07')).toEqual(['2020-02-13', '2020-04-10', '2020-05-18']);
});
