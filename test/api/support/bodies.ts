import { z } from '@hono/zod-openapi';
import type { TestApi } from './api.ts';

/** Every JSON body that the API reads by a schema of its own, with its documented example. */
export function documentedBodies({ app }: Pick<TestApi, 'app'>) {
  return app.openAPIRegistry.definitions.flatMap((definition) => {
    if (definition.type !== 'route') return [];
    const { path, request } = definition.route;
    const json = request?.body?.content['application/json'];
    if (!json || !('schema' in json) || !(json.schema instanceof z.ZodType)) return [];
    return [{ call: path, schema: json.schema, example: json.example as unknown }];
  });
}
