import type { MessageTemplate } from './message.ts';

export const identityMessages = {} satisfies Record<string, MessageTemplate>;
