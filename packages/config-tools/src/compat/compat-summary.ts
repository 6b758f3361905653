import type { CompatReport } from './compare-configuration.ts';
import type { CompatChange } from './compat-change.ts';
import { wantedSteps } from './wanted-steps.ts';

/** The changes, breaking ones first; each kind in its own order. */
export function breakingFirst(changes: readonly CompatChange[]): CompatChange[] {
  return [
    ...changes.filter(({ kind }) => kind === 'breaking'),
    ...changes.filter(({ kind }) => kind !== 'breaking'),
  ];
}

/** The comparison in a sentence or two: how much changed, and which version step that wants. */
export function summarizeCompat({ changes, owner = '', against }: CompatReport): string {
  const steps = wantedSteps(changes);
  if (steps === undefined) return `No field of ${owner} changed since ${against}.`;
  const breaking = changes.filter(({ kind }) => kind === 'breaking').length;
  const counts = `${breaking} breaking, ${changes.length - breaking} compatible`;
  const wanted = `${steps.beforeOne} before 1.0, ${steps.fromOne} from 1.0 on`;
  return `Changes of ${owner} since ${against}: ${counts}. Version step: ${wanted}.`;
}

/** What a reviewer must look at, since it could not be compared, each as a sentence or two. */
export function describeNotCompared({
  notCompared = [],
  codedMigrations = [],
}: CompatReport): string[] {
  const migrations = codedMigrations.map(({ key, to }) => `${key} to version ${to}`);
  return [
    ...(notCompared.length === 0
      ? []
      : [
          `${lookAt} the code that checks ${notCompared.join(', ')}. Describe it in the field's rules, and those are compared.`,
        ]),
    ...(migrations.length === 0
      ? []
      : [`${lookAt} the code that brings values of ${migrations.join(', ')}.`]),
  ];
}

const lookAt = 'Not compared, for a reviewer to look at:';
