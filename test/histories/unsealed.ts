import type { Payload } from '@temporalio/common';
import type { History } from '@temporalio/common/lib/proto-utils.js';
import { SealingCodec } from '../../payloads/codec.ts';
import { type KeySettings, openKeyRing } from '../../payloads/keys.ts';

/** A history as it would be without the codec. */
export function unsealed(history: History, settings: KeySettings): History {
  const codec = new SealingCodec(openKeyRing(settings));
  const opened = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(opened);
    if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
    if ('metadata' in value && 'data' in value) return codec.open(value as Payload) ?? value;
    return Object.fromEntries(Object.entries(value).map(([name, held]) => [name, opened(held)]));
  };
  return opened(history) as History;
}
