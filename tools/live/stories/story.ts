import type { Expectations } from '../outcome.ts';
import type { Making, Walk } from '../walk.ts';
import type { Place } from './examples.ts';

/** Walks the operations of a group, in an order in which each has what it needs. */
export type Story = (walk: Walk) => Promise<void>;

/**
 * What an operation on one resource meets where the walk could not make it, and the namespace had none; of
 * one that it made, a 404 is a failure.
 */
export function unlessMade(
  made: Making,
  why = 'there is none in the namespace to be read',
): Expectations {
  return made.kind === 'made' ? {} : { untried: { 404: why } };
}

/** What the reading operations look at: what the walk made, or else what is there already, if anything is. */
export function toBeRead(own: Place, made: Making, existing: string | null | undefined): Place {
  return made.kind === 'made' ? own : { ...own, name: existing ?? own.name };
}
