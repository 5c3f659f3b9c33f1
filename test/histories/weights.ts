import type { Payload } from '@temporalio/common';
import type { History } from '@temporalio/common/lib/proto-utils.js';
import proto from '@temporalio/proto';
import type { Weight } from '../../bench/history/weigh.ts';

const { Payload: PayloadType } = proto.temporal.api.common.v1;

/** The table of the README: what a finished claim of each programme weighs. Bytes are rounded up. */
export function weightsOf(readme: string): Map<string, Weight> {
  const rows = readme.matchAll(/^\| ([a-z-]+ [a-z-]+) \| ([\d,]+) \| ([\d,]+) \| ([\d,]+) \|$/gm);
  const number = (text = '') => Number(text.replaceAll(',', ''));
  return new Map(
    [...rows].map(([, name, events, bytes, actions]) => [
      name!,
      { events: number(events), bytes: number(bytes), actions: number(actions) },
    ]),
  );
}

/** Bytes that a payload may have at most: ids, days and sums travel, forms do not. A refusal is a sentence in two languages for each of its reasons, and says where it was thrown. */
export const mostBytes = { value: 1_000, failure: 1_500 };

/** Bytes of the largest payload of a history as Temporal stores it: of what is handed over, and of what a failure says. */
export function largestPayloads(history: History): typeof mostBytes {
  const largest = { value: 0, failure: 0 };
  const look = (held: unknown, kind: keyof typeof largest): void => {
    if (typeof held !== 'object' || held === null || held instanceof Uint8Array) return;
    if (isPayload(held)) largest[kind] = Math.max(largest[kind], PayloadType.encode(held).finish().length);
    else for (const [name, one] of Object.entries(held)) look(one, name === 'encodedAttributes' ? 'failure' : kind);
  };
  look(history, 'value');
  return largest;
}

const isPayload = (held: object): held is Payload => 'metadata' in held && 'data' in held;
