import { createRoute, z } from '@hono/zod-openapi';
import { localDateOf } from '../../domain/calendar/date.ts';
import { funds } from '../../domain/money/types.ts';
import { describe, summarise } from '../../jurisdictions/describe.ts';
import { privacyNote } from '../../jurisdictions/privacy-note.ts';
import type { Deps } from '../deps.ts';
import type { App } from '../env.ts';
import { jsonAnswer } from '../openapi.ts';
import { Day, listOf, Sentence, Slug } from './fields.ts';

const Source = z
  .object({
    document: z.string(),
    clause: z.string(),
    provenance: z
      .enum(['N', 'S', 'D'])
      .openapi({ description: 'N: the notice itself. S: secondary source. D: decided here' }),
  })
  .openapi('Source');

const Figure = z
  .object({
    name: z.string(),
    value: z.unknown(),
    unit: z.string(),
    from: Day,
    bindsOn: z.enum(['filing', 'class-opened', 'class-ended']),
    source: Source,
    meaning: Sentence,
    effect: z.enum(['applied', 'informs', 'built-in']).openapi({
      description:
        'applied: the system reads it. informs: states the law, nothing reads it. built-in: states what the system always does',
    }),
  })
  .openapi('Figure');

const place = z.object({
  slug: z.string(),
  code: z.string().openapi({ description: 'GB/T 2260' }),
  parent: z.string().nullable(),
  names: Sentence,
  authority: z.object({ names: Sentence, website: z.string() }),
  checkedOn: Day,
  rehearsalOnly: z.boolean(),
});

const programme = z.object({
  slug: z.string(),
  names: Sentence,
  claimant: z.enum(['enterprise', 'institution', 'individual']),
  fund: z.enum(funds),
});

const Jurisdiction = place.extend({ programmes: z.array(programme) }).openapi('Jurisdiction');

const Form = z
  .object({
    schema: z.record(z.string(), z.unknown()).openapi({ description: 'JSON Schema' }),
    example: z.unknown().openapi({ description: 'Validates as it is' }),
  })
  .openapi('Form');

const Materials = z.array(
  z.object({
    kind: z.string(),
    names: Sentence,
    required: z.enum(['always', 'delegated', 'signed', 'never']),
    source: Source,
  }),
);

const JurisdictionRules = place
  .extend({
    on: Day,
    parameters: z.array(Figure),
    programmes: z.array(
      programme.extend({
        calculator: z.string(),
        allowance: z.object({ calculator: z.string(), fund: z.enum(funds) }).nullable(),
        eligibility: z.array(z.object({ check: z.string(), params: z.record(z.string(), z.string()) })),
        caps: z.array(z.object({ kind: z.string(), param: z.string(), scope: z.string(), period: z.string() })),
        steps: z.array(z.looseObject({ kind: z.string() })),
        materials: z.object({ filing: Materials, application: Materials }),
        commitment: z
          .array(
            z.object({
              text: Sentence,
              source: z.object({ document: z.string(), clause: z.string(), provenance: z.string() }),
            }),
          )
          .openapi({ description: '承诺书: what is promised with the filing' }),
        forms: z.object({ filing: Form, rosterRow: Form, application: Form }),
        parameters: z.array(Figure),
      }),
    ),
  })
  .openapi('JurisdictionRules');

const PrivacyNote = z
  .object({
    jurisdiction: z.string(),
    on: Day,
    authority: place.shape.authority,
    sections: z.array(
      z.object({
        key: z.string(),
        title: Sentence,
        items: z.array(
          z.object({
            text: Sentence,
            source: Source.nullable().openapi({ description: 'null: it states what the system does' }),
          }),
        ),
      }),
    ),
  })
  .openapi('PrivacyNote');

/** The places and their law. */
export function jurisdictionRoutes(app: App, { registry, clock }: Deps): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/jurisdictions',
      tags: ['law'],
      summary: 'Lists the places and their programmes',
      responses: { 200: jsonAnswer(listOf(Jurisdiction).openapi('Jurisdictions'), 'Every place, by code') },
    }),
    (c) => c.json({ items: registry.list().map(summarise), nextCursor: null }, 200),
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/jurisdictions/{slug}',
      tags: ['law'],
      summary: 'Forms, steps, documents and every figure in force on a day',
      request: {
        params: z.object({ slug: Slug }),
        query: z.object({ on: Day.optional().openapi({ description: 'Default: today' }) }),
      },
      responses: { 200: jsonAnswer(JurisdictionRules, 'The law of the place on that day') },
    }),
    async (c) => {
      const on = c.req.valid('query').on ?? localDateOf(await clock.now());
      const rules: unknown = describe(registry, c.req.valid('param').slug, on);
      return c.json(rules as z.infer<typeof JurisdictionRules>, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/jurisdictions/{slug}/privacy-note',
      tags: ['law'],
      summary:
        'What the place tells people about their data: what for, which, to whom, how long, and what they may ask',
      request: {
        params: z.object({ slug: Slug }),
        query: z.object({ on: Day.optional().openapi({ description: 'Default: today' }) }),
      },
      responses: {
        200: jsonAnswer(PrivacyNote, 'Sections of sentences, made of the forms and figures in force on that day'),
      },
    }),
    async (c) => {
      const on = c.req.valid('query').on ?? localDateOf(await clock.now());
      return c.json(privacyNote(registry, c.req.valid('param').slug, on), 200);
    },
  );
}
