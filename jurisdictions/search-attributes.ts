import { defineSearchAttributeKey, TypedSearchAttributes } from '@temporalio/common';

const keys = {
  jurisdiction: defineSearchAttributeKey('Jurisdiction', 'KEYWORD'),
  programme: defineSearchAttributeKey('Programme', 'KEYWORD'),
  /** They name no person: an individual's is `individual`. */
  enterpriseCode: defineSearchAttributeKey('EnterpriseCode', 'KEYWORD'),
};

/** By what admins find a workflow that is about to start; none of it ever changes. */
export function foundBy(known: { jurisdiction: string } & Partial<Record<keyof typeof keys, string>>) {
  const names = Object.keys(keys) as (keyof typeof keys)[];
  return new TypedSearchAttributes(
    names.flatMap((name) => (known[name] === undefined ? [] : [{ key: keys[name], value: known[name] }])),
  );
}
