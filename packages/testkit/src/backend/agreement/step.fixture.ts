import * as fc from 'fast-check';

export type Kind = 'agents' | 'tools';

/** Where a step acts. */
export interface At {
  readonly kind: Kind;
  readonly namespace: string;
  readonly name: string;
}

/** One thing that is done to the backend. */
export type Step =
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
      namespaces: fc.constant(namespaces),
      steps: fc.array(anyStep([...namespaces, nowhere], labels.slice(2)), {
        minLength: 80,
        maxLength: 120,
      }),
    });
  });

function anyStep(namespaces: readonly string[], names: readonly string[]): fc.Arbitrary<Step> {
  const kind = fc.constantFrom<Kind>('agents', 'tools');
  const [busy = '', ...others] = namespaces;
  const namespace = often(busy, fc.constantFrom(...others, 'default'));
  const [popular = '', ...rare] = names;
  const at = { kind, namespace, name: often(popular, fc.constantFrom(...rare, 'No_Label')) };
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
  );
}

/** One value three times in four, so that steps meet each other. */
function often(value: string, otherwise: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 4, arbitrary: fc.constant(value) },
    { weight: 1, arbitrary: otherwise },
  );
}
