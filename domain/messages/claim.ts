import type { MessageTemplate } from './message.ts';

export const claimMessages = {} satisfies Record<string, MessageTemplate>;
