import * as fc from 'fast-check';

/** What a hook does when it is asked. The first two allow. */
export const hookBehaviours = [
  'allows',
  'allows later',
  'says no',
  'says something else',
  'throws',
  'rejects',
  'never answers',
  'ends the call and allows',
  'ends the call and never answers',
  'closes the client and allows',
] as const;

export type HookBehaviour = (typeof hookBehaviours)[number];

/** One call, and what stands in its way. */
export interface Gates {
  readonly operation: 'agents.list' | 'agents.delete' | 'chat.send' | 'chat.stream';
  readonly namespace: 'in the list' | 'not in the list' | 'no list';
  readonly session: 'none' | 'own' | "another user's" | "another agent's" | 'unbound';
  readonly authorize: HookBehaviour | 'no hook';
  readonly audit: HookBehaviour | 'no hook';
  /** What a hook says instead of true. */
  readonly instead: unknown;
}

const hook = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom('allows' as const, 'allows later' as const) },
  { weight: 5, arbitrary: fc.constantFrom(...hookBehaviours, 'no hook' as const) },
);

/** Any call; most gates are open, so that those behind them are reached. */
export const anyGates: fc.Arbitrary<Gates> = fc.record({
  operation: fc.constantFrom<Gates['operation']>(
    'agents.list',
    'agents.delete',
    'chat.send',
    'chat.stream',
  ),
  namespace: fc.constantFrom<Gates['namespace']>(
    'in the list',
    'no list',
    'in the list',
    'not in the list',
  ),
  session: fc.constantFrom<Gates['session']>(
    'none',
    'own',
    'own',
    "another user's",
    "another agent's",
    'unbound',
  ),
  authorize: hook,
  audit: hook,
  instead: fc.constantFrom('ALLOW', 'true', 1, {}, [], { result: 'ALLOW' }, null, undefined, 0, ''),
});

const opening: readonly string[] = ['allows', 'allows later', 'no hook'];

/** Whether each gate is open for a call, in the order in which they are asked. */
export function openGates(gates: Gates): { rules: boolean; permission: boolean; audit: boolean } {
  const isChat = gates.operation.startsWith('chat.');
  const isRead = gates.operation === 'agents.list';
  const isOwn = !isChat || gates.session === 'none' || gates.session === 'own';
  // A sink says nothing by what it returns: it stops a call only by failing or ending it.
  const takes = [...opening, 'says no', 'says something else'];
  return {
    rules: gates.namespace !== 'not in the list' && isOwn,
    permission: opening.includes(gates.authorize),
    // Of a read the sink is told when it is over.
    audit: isRead || takes.includes(gates.audit),
  };
}
