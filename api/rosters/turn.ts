import { createSlots } from '../slots.ts';

/**
 * Tables that people hand in are read a few at a time, whoever reads them and what for: each may have a hundred thousand rows, and is in memory
 * meanwhile. An upload holds a connection besides, for as long as its sender takes.
 */
export const inTurn = createSlots(4);
