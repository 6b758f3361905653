import type { CompatReport } from './compare-configuration.ts';
import type { CompatChange } from './compat-change.ts';
import type { CompatKind } from './compat-rules.ts';
import { wantedSteps } from './wanted-steps.ts';

const kinds: readonly CompatKind[] = ['breaking', 'potentially-breaking', 'compatible'];

/** The changes, breaking ones first; each kind in its own order. */
export function breakingFirst(changes: readonly CompatChange[]): CompatChange[] {
  return kinds.flatMap(kind => changes.filter(change => change.kind === kind));
}

/** A kind of change in words. */
export function nameKind(kind: CompatKind): string {
  return kind.replace('-', ' ');
}

/** The comparison in a sentence or two: how much changed, and which version step that wants. */
export function summarizeCompat({ changes, owner = '', against }: CompatReport): string {
  const steps = wantedSteps(changes);
  if (steps === undefined) return `No field of ${owner} changed since ${against}.`;
  const counts = kinds
    .map(kind => ({ kind, count: changes.filter(change => change.kind === kind).length }))
    .filter(({ kind, count }) => count > 0 || kind !== 'potentially-breaking')
    .map(({ kind, count }) => `${count} ${nameKind(kind)}`)
    .join(', ');
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
