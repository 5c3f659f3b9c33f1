import { defineSearchAttributeKey, TypedSearchAttributes } from '@temporalio/common';

const keys = {
  jurisdiction: defineSearchAttributeKey('Jurisdiction', 'KEYWORD'),
  programme: defineSearchAttributeKey('Programme', 'KEYWORD'),
  /** As `enterpriseCodeOf` gives it. */
  enterpriseCode: defineSearchAttributeKey('EnterpriseCode', 'KEYWORD'),
};

/** By what admins find a workflow that is about to start; none of it ever changes. */
export function foundBy(known: { jurisdiction: string } & Partial<Record<keyof typeof keys, string>>) {
  const names = Object.keys(keys) as (keyof typeof keys)[];
  return new TypedSearchAttributes(
    names.flatMap((name) => (known[name] === undefined ? [] : [{ key: keys[name], value: known[name] }])),
  );
}

/** Search attributes name no person: an individual's account is not told. */
export const enterpriseCodeOf = (kind: string, code: string) => (kind === 'individual' ? kind : code);
