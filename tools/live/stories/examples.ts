import type { LiveArguments } from '../arguments.ts';

/** Where an agent, a tool or a skill is. */
export interface Place {
  readonly namespace: string;
  readonly name: string;
}

/** An image that is nowhere (RFC 2606 keeps `.invalid` free): what is made of it runs nothing at all. */
export const absentImage = 'live-suite.invalid/absent:1';

/** The source that is built: the one that was given, or one that is nowhere. */
export function sourceOf({ gitUrl, gitPath }: LiveArguments): {
  readonly deploymentMethod: string;
  readonly gitUrl: string;
  readonly folder: string;
} {
  return {
    deploymentMethod: 'source',
    gitUrl: gitUrl ?? 'https://live-suite.invalid/absent.git',
    folder: gitPath ?? '',
  };
}

/** What finalizing a build meets on a server where it cannot succeed. */
export const notSucceeded = {
  400: 'the build has not succeeded (give --git-url for one that does)',
};

/** What the making of a build meets on such a server. */
export const withoutShipwright = { untried: { 404: 'Shipwright is not installed' } };

/** How long a build may take, in milliseconds; half an hour. */
export const buildTimeoutMs = 1_800_000;
