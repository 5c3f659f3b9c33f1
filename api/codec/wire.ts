import { z } from '@hono/zod-openapi';
import type { Payload } from '@temporalio/common';

/** Payloads as Temporal's remote codec protocol writes them down: bytes in base64. */
export const WirePayload = z
  .strictObject({ metadata: z.record(z.string(), z.string()).default({}), data: z.string().default('') })
  .openapi('Payload');

export type WirePayload = z.infer<typeof WirePayload>;

export function fromWire({ metadata, data }: WirePayload): Payload {
  const bytes = Object.entries(metadata).map(([name, text]) => [name, Buffer.from(text, 'base64')]);
  return { metadata: Object.fromEntries(bytes), data: Buffer.from(data, 'base64') };
}

export function toWire({ metadata, data }: Payload): WirePayload {
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
  const texts = Object.entries(metadata ?? {}).map(([name, bytes]) => [name, base64(bytes)]);
  return { metadata: Object.fromEntries(texts), data: base64(data ?? new Uint8Array()) };
}
