import { DefaultPayloadConverter, type Payload, type PayloadConverter } from '@temporalio/common';

const standard = new DefaultPayloadConverter();

/**
 * A payload that nobody can read becomes `{undecodable: true}` instead of an error: a garbage signal typed into the Temporal UI
 * would otherwise fail every workflow task of its claim from then on.
 */
export const payloadConverter: PayloadConverter = {
  toPayload: (value) => standard.toPayload(value),
  fromPayload<T>(payload: Payload): T {
    try {
      return standard.fromPayload<T>(payload);
    } catch {
      return { undecodable: true } as T;
    }
  },
};
