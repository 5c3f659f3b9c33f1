import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { msToInstant } from '../../domain/calendar/date.ts';
import {
  type CertificateAnswer,
  type CertificateQuestion,
  type CertificateRegistry,
  RegistryFailure,
} from '../../domain/certificates/registry.ts';

export interface HttpRegistryOptions {
  url: string;
  token?: string;
  /** Until an answer has come whole, milliseconds. */
  timeoutMs?: number;
  /** How often one question is sent before it is left for later. */
  tries?: number;
  /** First pause between two tries, milliseconds; it doubles. */
  pauseMs?: number;
}

const Answer = z.object({
  found: z.boolean(),
  matches: z.boolean().default(false),
  revoked: z.boolean().default(false),
  reference: z
    .string()
    .max(200)
    .regex(/^\P{Cc}*$/u)
    .nullable()
    .default(null),
});

const mostBytes = 64 * 1024;

/** A register behind an address: `POST` with the question as JSON. What it says is believed only in the agreed form. */
export function httpRegistry({
  url,
  token,
  timeoutMs = 10_000,
  tries = 3,
  pauseMs = 500,
}: HttpRegistryOptions): CertificateRegistry {
  const headers = {
    'Content-Type': 'application/json',
    Accept: 'application/json',
    ...(token && { Authorization: `Bearer ${token}` }),
  };
  const ask = async (question: CertificateQuestion): Promise<CertificateAnswer> => {
    const answer = await fetch(url, {
      ...{ method: 'POST', headers, body: JSON.stringify(question) },
      // Another address would be shown the person.
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (!answer.ok) {
      await answer.body?.cancel();
      throw new RegistryFailure(`http-${answer.status}`);
    }
    const parsed = Answer.safeParse(jsonIn(await limited(answer)));
    if (!parsed.success) throw new RegistryFailure('answer-garbled');
    return { ...parsed.data, checkedAt: msToInstant(Date.now()) };
  };
  return {
    async verify(question) {
      for (let tried = 1; ; tried++) {
        try {
          return await ask(question);
        } catch (error) {
          const failure = failureOf(error);
          if (tried >= tries || !isPassing(failure)) throw failure;
          // Many that failed together do not come back together.
          await sleep(pauseMs * 2 ** (tried - 1) * (0.5 + Math.random()));
        }
      }
    },
  };
}

async function limited({ body }: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > mostBytes) throw new RegistryFailure('answer-too-large');
    text += decoder.decode(chunk, { stream: true });
  }
  return text;
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** `fetch` tells the cause behind its own error; neither is passed on, since they may quote what was asked. */
function failureOf(error: unknown): RegistryFailure {
  if (error instanceof RegistryFailure) return error;
  const { name, cause } = error as { name?: string; cause?: { code?: string } };
  return new RegistryFailure(name === 'TimeoutError' ? 'timeout' : (cause?.code ?? name ?? 'unknown'));
}

/** Whether the same question may be answered in a moment. */
const isPassing = ({ code }: RegistryFailure) => !/^(http-4(?!08|25|29)|answer-)/.test(code);
