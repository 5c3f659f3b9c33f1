import type { Payload } from '@temporalio/common';
import { belongsTo, encodingOf, type SealingCodec } from '../../payloads/codec.ts';
import type { Actor } from '../auth/tokens.ts';
import { readerOf, scopeOf } from '../claims/scope.ts';

/** Opens sealed payloads as an account may read them. Undefined: it was not sealed, cannot be opened, or is none of their business. */
export function openerFor(actor: Actor, codec: SealingCodec): (payload: Payload) => Payload | undefined {
  const { jurisdiction } = scopeOf(actor);
  const read = readerOf(actor);
  return (payload) => {
    // Whoever may see one place only reads what says that it is of that place; what says nothing is for those who see all.
    if (jurisdiction && placeOf(belongsTo(payload)) !== jurisdiction) return undefined;
    const opened = codec.open(payload);
    return opened && readWith(read, opened);
  };
}

/** Every workflow id of ours has its place behind the kind: `claim/wuxi/…`. */
export function placeOf(belongsTo = ''): string | undefined {
  const [first, second] = belongsTo.split('/');
  return second ?? first;
}

/** What is neither JSON nor empty stays sealed: nobody could mask it, and none of our workflows has such. */
function readWith(read: ReturnType<typeof readerOf>, payload: Payload): Payload | undefined {
  if (!payload.data?.length) return payload;
  if (encodingOf(payload) !== 'json/plain') return undefined;
  try {
    const value = JSON.parse(Buffer.from(payload.data).toString());
    return { ...payload, data: Buffer.from(JSON.stringify(read(value))) };
  } catch {
    // Somebody had sealed what only claims to be JSON.
    return undefined;
  }
}
