import type { MessageTemplate } from './message.ts';

export const eligibilityMessages = {} satisfies Record<string, MessageTemplate>;
