import { fileURLToPath } from 'node:url';
import type { DataConverter } from '@temporalio/common';
import { SealingCodec } from './codec.ts';
import { type KeySettings, openKeyRing } from './keys.ts';

const pathOf = (file: string) => fileURLToPath(new URL(`../workflows/${file}`, import.meta.url));

/** What every client and worker has in common: how values become payloads, and how these are sealed. @throws StartFailure naming a wrong key. */
export function dataConverter(settings: KeySettings) {
  return {
    payloadConverterPath: pathOf('payloads.cjs'),
    failureConverterPath: pathOf('failures.cjs'),
    payloadCodecs: [new SealingCodec(openKeyRing(settings))],
  } satisfies DataConverter;
}
