import * as fc from 'fast-check';
import { type KagentiRelease, releases } from '../../src/backend/platform.ts';

export type Kind = 'agents' | 'tools';

/** The place of a workload or a skill. */
export interface Place {
  readonly namespace: string;
  readonly name: string;
}

/** Where a step acts. */
export interface At extends Place {
  readonly kind: Kind;
}

/** One thing that is done to the backend. */
export type Step = WorkloadStep | SkillStep | SimulationStep;

const skillActs = ['create skill', 'get skill', 'use skill', 'delete skill'] as const;

/** One thing that is done to skills. */
export type SkillStep =
  | (Place & { readonly act: (typeof skillActs)[number] })
  | { readonly act: 'list skills'; readonly namespace: string };

export function isSkillStep(step: Step): step is SkillStep {
  return step.act === 'list skills' || skillActs.some(act => act === step.act);
}

const simulationActs = [
  'simulate',
  'ask phase',
  'reset',
  'stop',
  'start',
  'delete simulated',
] as const;
const harnessMoves = ['generate', 'failGeneration', 'failPod', 'disappear', 'comeBack'] as const;

/** One thing that is done to a simulated tool, or to its harness. */
export type SimulationStep =
  | (Place & { readonly act: (typeof simulationActs)[number] })
  | (Place & { readonly act: 'harness'; readonly move: (typeof harnessMoves)[number] });

export function isSimulationStep(step: Step): step is SimulationStep {
  return step.act === 'harness' || simulationActs.some(act => act === step.act);
}

/** One thing that is done to agents and tools, and their builds. */
export type WorkloadStep =
  | (At & { readonly act: 'deploy' | 'build'; readonly type: 'deployment' | 'statefulset' | 'job' })
  | (At & { readonly act: 'get' | 'delete' | 'info' | 'run again' | 'finalize' })
  | (At & { readonly act: 'move'; readonly move: 'queue' | 'start' | 'succeed' | 'fail' })
  | { readonly act: 'list'; readonly kind: Kind; readonly namespace: string }
  | {
      readonly act: 'list builds';
      readonly kind: Kind | 'all';
      readonly namespace: string | undefined;
    }
  | { readonly act: 'reconcile' };

/** A story: what there is, and what is done to it. */
export interface Story {
  readonly release: KagentiRelease;
  /** The namespaces in which Kagenti is enabled. */
  readonly namespaces: readonly string[];
  readonly steps: readonly Step[];
}

/** Short and long ones, as RFC 1123 allows them. */
const anyLabel = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?$/);

/** Some names in some namespaces, so few that steps meet each other. */
export const anyStory: fc.Arbitrary<Story> = fc
  .uniqueArray(anyLabel, { minLength: 5, maxLength: 5 })
  .chain(([nowhere = '', ...labels]) => {
    const namespaces = labels.slice(0, 2);
    return fc.record({
      release: fc.constantFrom(...releases),
      namespaces: fc.constant(namespaces),
      steps: fc.array(anyStep([...namespaces, nowhere], labels.slice(2)), {
        minLength: 120,
        maxLength: 180,
      }),
    });
  });

function anyStep(namespaces: readonly string[], names: readonly string[]): fc.Arbitrary<Step> {
  const kind = fc.constantFrom<Kind>('agents', 'tools');
  const [busy = '', ...others] = namespaces;
  const namespace = often(busy, fc.constantFrom(...others, 'default'));
  const [popular = '', ...rare] = names;
  const place = { namespace, name: often(popular, fc.constantFrom(...rare, 'No_Label')) };
  const at = { kind, ...place };
  const types = ['deployment', 'statefulset', 'job'] as const;
  const moves = ['queue', 'start', 'succeed', 'succeed', 'fail'] as const;
  const asks = ['get', 'delete', 'info', 'run again', 'finalize', 'finalize', 'finalize'] as const;
  const kinds = ['agents', 'tools', 'all'] as const;
  return fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        act: fc.constantFrom('deploy' as const, 'build' as const),
        ...at,
        type: fc.constantFrom(...types),
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        act: fc.constant('move' as const),
        ...at,
        move: fc.constantFrom(...moves),
      }),
    },
    { weight: 8, arbitrary: fc.record({ act: fc.constantFrom(...asks), ...at }) },
    {
      weight: 2,
      arbitrary: fc.record({ act: fc.constant('list' as const), kind, namespace }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        act: fc.constant('list builds' as const),
        kind: fc.constantFrom(...kinds),
        namespace: fc.option(namespace, { nil: undefined }),
      }),
    },
    { weight: 1, arbitrary: fc.constant({ act: 'reconcile' as const }) },
    {
      weight: 3,
      arbitrary: fc.record({ act: fc.constantFrom(...skillActs, 'create skill'), ...place }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ act: fc.constant('list skills' as const), namespace }),
    },
    {
      weight: 6,
      arbitrary: fc.record({
        act: fc.constantFrom(...simulationActs, 'simulate', 'reset'),
        ...place,
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        act: fc.constant('harness' as const),
        ...place,
        move: fc.constantFrom(...harnessMoves, 'generate', 'generate', 'comeBack'),
      }),
    },
  );
}

/** One value three times in four, so that steps meet each other. */
function often(value: string, otherwise: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 4, arbitrary: fc.constant(value) },
    { weight: 1, arbitrary: otherwise },
  );
}
