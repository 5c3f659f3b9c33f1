import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { changed, type Draft } from './support/forms.ts';
import { registry } from './support/quotes.ts';

const wuxi = ['wuxi', 'online-on-the-job'] as const;
const guangdong = ['guangdong', 'online-job-adaptation'] as const;
const zhuhai = ['zhuhai', 'online-job-adaptation'] as const;
const school = { name: '示例学校', uscc: '52320200MJ00000025' };

describe('forms', () => {
  test('a credit code with a wrong check character is refused', () => {
    const faults = changed(...wuxi, 'filing', (form) => {
      form.enterprise.uscc = '91320200MA0000001X';
    });
    expect(faults).toEqual(['enterprise.uscc: credit-code-invalid']);
  });

  test('a credit code may be written with spaces and small letters', () => {
    const faults = changed(...wuxi, 'filing', (form) => {
      form.enterprise.uscc = '91320200 ma0000001g';
    });
    expect(faults).toEqual([]);
  });

  test('an ID number with a wrong check character, or of the other sex, is refused', () => {
    const wrong = (idNumber: string) =>
      changed(...wuxi, 'rosterRow', (row) => {
        row.idNumber = idNumber;
      });
    expect(wrong('320200199003070011')).toEqual(['idNumber: id-number-checksum']);
    expect(wrong('320200199205180022')).toEqual(['sex: id-number-sex-mismatch']);
    // A number that is none says nothing about the sex.
    expect(wrong('123')).toEqual(['idNumber: id-number-length']);
  });

  test.each(['0000-01-01', '0001-01-01', '1899-12-31', '2200-01-01', '9999-12-31', '10000-01-01', '2021-02-29'])(
    'a day that cannot be meant is refused wherever a form asks for one: %s',
    (day) => {
      const filing = changed(...wuxi, 'filing', (form) => {
        form.training.classOpensOn = day;
        form.training.classEndsOn = day;
      });
      expect(filing.map((text) => text.split(':')[0])).toEqual(['training.classOpensOn', 'training.classEndsOn']);
      const row = changed(...wuxi, 'rosterRow', (person) => {
        person.hiredOn = day;
      });
      expect(row.map((text) => text.split(':')[0])).toEqual(['hiredOn']);
    },
  );

  test.each(['1900-01-01', '2199-12-31', '2020-02-29'])('a day of our time is a day: %s', (day) => {
    const faults = changed(...wuxi, 'rosterRow', (person) => {
      person.hiredOn = day;
    });
    expect(faults).toEqual([]);
  });

  test('a name is one line', () => {
    const faults = changed(...wuxi, 'filing', (form) => {
      form.enterprise.name = 'One\nTwo';
      form.contact.email = 'a@b.example\r\nBcc: x@y.example';
    });
    expect(faults.map((text) => text.split(':')[0])).toEqual(['enterprise.name', 'contact.email']);
  });

  test('a missing document is named', () => {
    const faults = changed(...wuxi, 'filing', (form) => {
      form.materials = [{ kind: 'commitment-letter', fileId: 'specimen' }];
    });
    expect(faults).toEqual(['materials: material-missing']);
  });

  test.each([wuxi, ['wuxi', 'new-hire-pre-job'], ['chongqing', 'enterprise-online']] as const)(
    'a letter of commitment is signed in the form of %s %s: it need not be handed in, and not be left unsigned',
    (...place) => {
      const isLetter = ({ kind }: { kind: string }) => kind.includes('commitment');
      const signed = (form: Draft) => {
        form.materials = form.materials.filter((one: { kind: string }) => !isLetter(one));
      };
      expect(changed(...place, 'filing', signed)).toEqual([]);
      const unsigned = changed(...place, 'filing', (form) => {
        form.commitmentSigned = false;
      });
      expect(unsigned.map((text) => text.split(':')[0])).toEqual(['commitmentSigned']);
    },
  );

  test('who claims for themselves is asked for nothing that only an enterprise has', () => {
    const { schema } = registry.programme('sandbox', 'individual-hours').programme.forms.filing;
    const { properties = {} } = z.toJSONSchema(schema, { io: 'input' });
    expect(Object.keys(properties)).toEqual([
      'contact',
      'platform',
      'training',
      'bankAccount',
      'commitmentSigned',
      'materials',
    ]);
  });

  test('delegated training also needs the agreement', () => {
    const delegated = (form: Draft) => {
      form.institution = school;
    };
    expect(changed(...wuxi, 'filing', delegated)).toEqual(['materials: material-missing']);
    const complete = changed(...wuxi, 'filing', (form) => {
      delegated(form);
      form.materials.push({ kind: 'agreement', fileId: 'specimen' });
    });
    expect(complete).toEqual([]);
  });

  test('Wuxi’s courses embed disease control, safety and law, and the commitment is signed', () => {
    const faults = changed(...wuxi, 'filing', (form) => {
      form.training.embeddedTopics = ['safety'];
      form.commitmentSigned = false;
    });
    expect(faults.map((text) => text.split(':')[0])).toEqual(['training.embeddedTopics', 'commitmentSigned']);
  });

  test('a class cannot end before it opens', () => {
    const faults = changed(...wuxi, 'filing', (form) => {
      form.training.classEndsOn = '2020-04-06';
    });
    expect(faults).toEqual(['training.classEndsOn: dates-reversed']);
  });

  test.each([
    'enterprise.address',
    'enterprise.legalRepresentative',
    'enterprise.phone',
    'enterprise.tookAffectedEnterpriseSubsidy',
    'platform.name',
    'platform.icpNumber',
    'platform.url',
    'platform.ipAndServerCity',
    'training.project',
    'training.occupation',
    'training.kind',
    'training.plannedHeadCount',
    'training.method',
    'training.classOpensOn',
    'training.classEndsOn',
    'training.classHours',
    'training.personInCharge',
    'training.mobile',
    'training.goal',
    'training.courses',
    'rosterHeader.enterpriseName',
    'rosterHeader.filledOn',
    'enterpriseOpinion.sealed',
    'enterpriseOpinion.signedOn',
  ])('Guangdong’s Annex 1 demands %s', (path) => {
    const faults = changed(...guangdong, 'filing', (form) => {
      const [group = '', field = ''] = path.split('.');
      delete form[group][field];
    });
    expect(faults.map((text) => text.split(':')[0])).toEqual([path]);
  });

  test('Guangdong’s Annex 2 demands the platform account', () => {
    const faults = changed(...guangdong, 'rosterRow', (row) => {
      delete row.platformAccount;
    });
    expect(faults).toHaveLength(1);
  });

  test('Zhuhai adds the syllabus, and for delegated training the agreement', () => {
    const kinds = (of: readonly [string, string]) =>
      registry.programme(...of).programme.materials.filing.map(({ kind, required }) => `${kind} ${required}`);
    expect(kinds(guangdong)).toEqual(['filing-form always', 'roster always']);
    expect(kinds(zhuhai)).toEqual(['filing-form always', 'roster always', 'syllabus always', 'agreement delegated']);
    const without = changed(...zhuhai, 'filing', (form) => {
      form.materials = form.materials.filter(({ kind }: { kind: string }) => kind !== 'syllabus');
    });
    expect(without).toEqual(['materials: material-missing']);
  });

  test('Chongqing demands the stoppage from enterprises, not for projects', () => {
    const without = (form: Draft) => {
      delete form.stoppage;
    };
    expect(changed('chongqing', 'enterprise-online', 'filing', without)).toHaveLength(1);
    expect(changed('chongqing', 'project-based', 'filing', without)).toEqual([]);
  });

  test('one certificate per person in an application', () => {
    const faults = changed(...wuxi, 'application', (form) => {
      form.certificates.push({ ...form.certificates[0], number: 'SP-2020-0009' });
    });
    expect(faults).toEqual(['certificates.1.ref: trainee-ref-duplicate']);
  });
});
