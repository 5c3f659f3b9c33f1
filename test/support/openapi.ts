// It teaches schemas `.openapi()`, but only those that are made later: here as in the API, whichever test file comes first.
import '@hono/zod-openapi';
