import type { BuildProgress } from '@rhdh-boost/kagenti-client';
import type { OperationName } from '@rhdh-boost/kagenti-contract';
import type { Walk } from '../walk.ts';

/** Tells how far a build is: a wait of half an hour without a line looks like one that hangs. */
export function tellBuild(walk: Walk, operation: OperationName): (progress: BuildProgress) => void {
  return progress => {
    if (progress.type === 'phase') walk.tell(`${operation} waits: the build is ${progress.phase}`);
    if (progress.type === 'pollFailed') walk.tell(`${operation} waits: ${progress.error.message}`);
  };
}
