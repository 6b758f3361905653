import type { SimulationModel } from './simulation-model.fixture.ts';
import type { At, Place } from './step.fixture.ts';

export interface ModelBuild extends At {
  readonly type: string;
  phase: 'Pending' | 'Running' | 'Succeeded' | 'Failed';
}

export interface ModelWorkload extends At {
  readonly type: string;
  readonly simulation?: SimulationModel;
}

export function stateOf(phase: ModelBuild['phase']): string {
  return phase === 'Failed' ? 'Build Failed' : 'Building';
}

export function isSameName(one: Place, other: Place): boolean {
  return one.namespace === other.namespace && one.name === other.name;
}

export function isSame(one: At, other: At): boolean {
  return one.kind === other.kind && isSameName(one, other);
}

export function inOrder(builds: readonly ModelBuild[]): ModelBuild[] {
  return [...builds].sort(
    (one, other) => order(one.namespace, other.namespace) || order(one.name, other.name),
  );
}

function order(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
