import type { Walk } from '../walk.ts';

/** Walks the operations of a group, in an order in which each has what it needs. */
export type Story = (walk: Walk) => Promise<void>;

/** What a read meets where the namespace has nothing to be read, and nothing could be made. */
export const nothingThere = { untried: { 404: 'there is none in the namespace to be read' } };
