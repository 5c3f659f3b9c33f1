import { createSlots } from '../slots.ts';

// Tables that people hand in are read a few at a time: each may have a hundred thousand rows, and is in memory meanwhile.

/** An upload holds a connection besides, for as long as its sender takes. */
export const uploadsInTurn = createSlots(4);

/** What has come whole with its form waits for no sender. */
export const formsInTurn = createSlots(2, 50);
