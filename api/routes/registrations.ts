import { createRoute } from '@hono/zod-openapi';
import type { Deps } from '../deps.ts';
import type { App } from '../env.ts';
import { jsonAnswer, jsonBody } from '../openapi.ts';
import { register } from '../registration/register.ts';
import {
  Registered,
  RegistrationRow,
  RegistrationsBody,
  TrainingFile,
  TrainingFileBody,
} from '../registration/schemas.ts';
import { readTrainingFile } from '../registration/training-file.ts';

const person = { name: '陈海涛', idNumber: '320200197305140010' };

/** The place's register by real name, and what it makes of one person: the electronic training file. */
export function registrationRoutes(app: App, deps: Deps): void {
  app.openAPIRegistry.register('RegistrationRow', RegistrationRow);
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/registrations',
      tags: ['registration'],
      summary: 'Registers people by real name, with a place',
      description:
        'One person has one record in a place, and the first one stands. Claimants register as of today; an official may enter an earlier day, and then another one decides on money that rests on it.',
      request: { body: jsonBody(RegistrationsBody, { jurisdiction: 'chongqing', people: [person] }) },
      responses: { 200: jsonAnswer(Registered, 'Wrong rows are told and not entered') },
    }),
    async (c) => c.json(await register(deps, c.var.actor, c.req.valid('json')), 200),
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/people/training-file',
      tags: ['people'],
      summary: 'The electronic training file of one person: registration, classes, hours, certificates, subsidies',
      description: 'Changes nothing. Across enterprises and claims of the official’s place; other places tell theirs.',
      request: { body: jsonBody(TrainingFileBody, person) },
      responses: { 200: jsonAnswer(TrainingFile, 'Newest class first') },
    }),
    async (c) => c.json(await readTrainingFile(deps, c.var.actor, c.req.valid('json')), 200),
  );
}
