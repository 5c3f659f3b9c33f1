import type { Payload, PayloadCodec, SerializationContext } from '@temporalio/common';
import proto from '@temporalio/proto';
import { open, seal } from '../sealing/aes-gcm.ts';
import type { KeyRing } from '../sealing/key-ring.ts';

const { Payload: PayloadType } = proto.temporal.api.common.v1;

/** Names in the metadata of a sealed payload, the only part of it that can be read. */
const ENCODING = 'encoding';
const KEY_ID = 'encryption-key-id';
/** Id of the workflow whose payload it is, or a place alone; missing where neither was known. */
const BELONGS_TO = 'belongs-to';
const SEALED = 'binary/encrypted';

/** What Temporal keeps of a claim is sealed: only who has the keys can read inputs, results, messages of failures and notes. */
export class SealingCodec implements PayloadCodec {
  readonly #keys: KeyRing;

  constructor(keys: KeyRing) {
    this.#keys = keys;
  }

  async encode(payloads: Payload[], context?: SerializationContext): Promise<Payload[]> {
    return payloads.map((payload) => this.seal(payload, context?.workflowId));
  }

  /** What is not sealed was typed into the Temporal UI, or is older than the codec; what cannot be opened is left to the payload converter. */
  async decode(payloads: Payload[]): Promise<Payload[]> {
    return payloads.map((payload) => this.open(payload) ?? payload);
  }

  seal(payload: Payload, belongsTo?: string): Payload {
    const key = this.#keys.current;
    const content = PayloadType.encode(payload).finish();
    const metadata = { [ENCODING]: SEALED, [KEY_ID]: key.id, ...(belongsTo && { [BELONGS_TO]: belongsTo }) };
    return {
      metadata: Object.fromEntries(Object.entries(metadata).map(([name, text]) => [name, Buffer.from(text)])),
      data: seal(content, key, labelOf(key.id, belongsTo)),
    };
  }

  /** Undefined when it is not sealed, or not by us: its key is missing, or somebody has changed it. */
  open(payload: Payload): Payload | undefined {
    if (encodingOf(payload) !== SEALED || !payload.data) return undefined;
    const id = textOf(payload, KEY_ID) ?? '';
    const key = this.#keys.find(id);
    const content = key && open(payload.data, key, labelOf(id, belongsTo(payload)));
    return content && PayloadType.decode(content);
  }
}

/** Whose payload it is; to be believed of one that could be opened only. */
export function belongsTo(payload: Payload): string | undefined {
  return textOf(payload, BELONGS_TO);
}

export function encodingOf(payload: Payload): string | undefined {
  return textOf(payload, ENCODING);
}

const labelOf = (keyId: string, belongsTo = '') => JSON.stringify([keyId, belongsTo]);

function textOf({ metadata }: Payload, name: string): string | undefined {
  const bytes = metadata?.[name];
  return bytes && Buffer.from(bytes).toString();
}
