import { createRoute, z } from '@hono/zod-openapi';
import { belongsTo } from '../../payloads/codec.ts';
import { openerFor, placeOf } from '../codec/shown.ts';
import { fromWire, toWire, WirePayload } from '../codec/wire.ts';
import type { Deps } from '../deps.ts';
import type { App } from '../env.ts';
import { jsonAnswer, jsonBody } from '../openapi.ts';

/** More than any event holds. */
const MOST = 1000;

const Payloads = z.strictObject({ payloads: z.array(WirePayload).max(MOST) }).openapi('Payloads');

const inBase64 = (text: string) => Buffer.from(text).toString('base64');
const example = {
  payloads: [{ metadata: { encoding: inBase64('json/plain') }, data: inBase64('{"decision":"approve"}') }],
};

/** Temporal's remote codec: its UI and CLI have sealed payloads opened here, and seal what somebody types. */
export function codecRoutes(app: App, { codec, audit }: Deps): void {
  app.openapi(
    createRoute({
      method: 'post',
      path: '/codec/decode',
      tags: ['temporal'],
      summary: 'Opens payloads for the Temporal UI and CLI',
      description:
        'What is not sealed, cannot be opened or is of another place comes back as it is. Who only oversees reads ID numbers, mobiles and accounts in part.',
      request: { body: jsonBody(Payloads, example) },
      responses: { 200: jsonAnswer(Payloads, 'The same payloads, opened') },
    }),
    async (c) => {
      const { actor } = c.var;
      const open = openerFor(actor, codec);
      const sealed = c.req.valid('json').payloads.map((wire) => ({ wire, payload: fromWire(wire) }));
      const answers = sealed.map((one) => ({ ...one, opened: open(one.payload) }));
      const read = answers.filter(({ opened }) => opened);
      if (read.length > 0) {
        const workflows = [...new Set(read.flatMap(({ payload }) => belongsTo(payload) ?? []))];
        const [place, ...others] = new Set(workflows.map(placeOf));
        const of = { place: others.length > 0 ? null : place, ids: workflows };
        await audit.record({ actor, act: 'decode-payloads', of, outcome: 'shown' });
      }
      return c.json({ payloads: answers.map(({ wire, opened }) => (opened ? toWire(opened) : wire)) }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/codec/encode',
      tags: ['temporal'],
      summary: 'Seals what was typed into the Temporal UI or CLI',
      description:
        'Who may see one place only reads it again there. A sealed signal is worth no more than a plain one.',
      request: { body: jsonBody(Payloads, example) },
      responses: { 200: jsonAnswer(Payloads, 'The same payloads, sealed') },
    }),
    (c) => {
      const { jurisdiction } = c.var.actor;
      const { payloads } = c.req.valid('json');
      return c.json({ payloads: payloads.map((wire) => toWire(codec.seal(fromWire(wire), jurisdiction))) }, 200);
    },
  );
}
