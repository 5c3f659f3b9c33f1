import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ofAccount, ofDossier, ofFile } from '../../db/privacy/context.ts';
import { vaultOf } from '../support/vault.ts';

const vault = vaultOf(['new', 'old']);
const account = {
  bankName: '中国银行无锡分行',
  accountName: '𠮷田·买买提 😀',
  accountNumber: '6216610000000000016',
};
const sealed = vault.seal(account, ofAccount('c1'));
const open = <T>(stored: T, context = ofAccount('c1'), by = vault) => by.open(stored, context, 'payments P1');
const altered = (field: string) =>
  expect.objectContaining({ code: 'sealed-value-altered', params: { row: 'payments P1', field } });

test('each field is one text that says its key, and opens where it belongs', () => {
  for (const value of Object.values(sealed)) expect(value).toMatch(/^v1\.new\.[\w-]{39,}$/);
  expect(JSON.stringify(sealed)).not.toMatch(/6216|中国|买/);
  expect(open(sealed)).toEqual(account);
  expect(vault.openField(sealed.bankName, 'bankName', ofAccount('c1'), 'payments P1')).toBe(account.bankName);
});

test('whatever JSON has comes back as it was, and never the same twice', () => {
  const object = fc.dictionary(fc.string({ minLength: 1, unit: 'binary' }), fc.jsonValue(), { noNullPrototype: true });
  fc.assert(
    fc.property(object, fc.string({ unit: 'binary' }), (fields, id) => {
      const once = vault.seal(fields, ofDossier(id));
      expect(vault.open(once, ofDossier(id), 'dossiers')).toEqual(JSON.parse(JSON.stringify(fields)));
      const again = vault.seal(fields, ofDossier(id));
      for (const [field, value] of Object.entries(once)) if (value !== null) expect(again[field]).not.toBe(value);
    }),
  );
});

test('no change of a sealed value opens', () => {
  const { accountNumber } = sealed as { accountNumber: string };
  const body = Buffer.from(accountNumber.slice('v1.new.'.length), 'base64url');
  fc.assert(
    fc.property(fc.nat(body.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
      const other = Buffer.from(body);
      other[at] = other[at]! ^ by;
      const stored = { accountNumber: `v1.new.${other.toString('base64url')}` };
      expect(() => open(stored)).toThrow(altered('accountNumber'));
    }),
  );
  for (const length of [0, 1, 12, 27, 28, body.length - 1]) {
    const stored = { accountNumber: `v1.new.${body.subarray(0, length).toString('base64url')}` };
    expect(() => open(stored)).toThrow(altered('accountNumber'));
  }
});

test('a value opens neither for another owner, nor in another field, nor under another key', () => {
  expect(() => open(sealed, ofAccount('c2'))).toThrow(altered('bankName'));
  expect(() => open(sealed, ofDossier('c1'))).toThrow(altered('bankName'));
  expect(() => open({ bankName: sealed.accountName })).toThrow(altered('bankName'));
  expect(() => open({ bankName: sealed.bankName!.replace('v1.new.', 'v1.old.') })).toThrow(altered('bankName'));
});

test('no two places are written down alike', () => {
  const text = fc.string({ unit: 'binary' }).filter((one) => !one.includes('\0'));
  fc.assert(
    fc.property(text, text, text, text, (field, owner, otherField, other) => {
      fc.pre(field !== otherField || owner !== other);
      const stored = vault.seal({ [field]: 1 }, ofDossier(owner))[field]!;
      expect(() => vault.openField(stored, otherField, ofDossier(other), 'x')).toThrow('does not open');
    }),
  );
});

test('a value under a key that is not there is told with its row and the setting', () => {
  const before = vaultOf(['old']).seal(account, ofAccount('c1'));
  expect(open(before)).toEqual(account);
  expect(() => open(before, ofAccount('c1'), vaultOf(['new']))).toThrow(
    'payments P1 is sealed under key old, which is not in PERSONAL_KEYS. Add it there and start API and worker anew.',
  );
});

test('what was stored before there were keys is read as it is, unless that is refused', () => {
  const plain = { reason: 'v1 是旧版', bankAccount: { accountNumber: '1' }, nothing: null };
  expect(open(plain)).toEqual(plain);
  const strict = vaultOf(['new'], { refusePlain: true });
  expect(() => open(plain, ofAccount('c1'), strict)).toThrow(altered('reason'));
  expect(open(sealed, ofAccount('c1'), strict)).toEqual(account);
  expect(open(null)).toBeNull();
});

test('files are sealed as bytes', () => {
  const scan = Buffer.from('%PDF-1.4 身份证 320200197305140010');
  const stored = vault.sealBytes(scan, 'content', ofFile('F1'));
  expect(stored.subarray(0, 8).toString('latin1')).toBe('\0v1.new.');
  expect(stored.includes('320200197305140010')).toBe(false);
  expect(vault.openBytes(stored, 'content', ofFile('F1'), 'files F1')).toEqual(scan);
  expect(() => vault.openBytes(stored, 'content', ofFile('F2'), 'files F2')).toThrow('files F2');
  for (const plain of [scan, Buffer.from('v1.new.abc,1'), Buffer.alloc(0)])
    expect(vault.openBytes(plain, 'content', ofFile('F1'), 'files F1')).toEqual(plain);
});
