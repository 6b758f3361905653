import type { ByHandOverlay } from './overlay.ts';

// Documentation that several groups share.

/** Lists of builds: one namespace or all. */
export const oneOrAll = {
  problem: 'oneNamespaceOrAll',
  throws: [
    'KagentiError `invalid_parameter` if neither or both of `namespace` and `allNamespaces` are given, `namespace_refused` for `allNamespaces` if the client may use only some namespaces',
  ],
} as const;

/** What is true of the lists of builds. */
export const registeredBuilds =
  'All are returned in one answer. `registered` is true even for a build that Shipwright refused.';

/** A delete that can be verified. */
export const verifiable = {
  signature: { options: 'DeleteOptions', returns: 'KagentiCall<VerifiableDeleteResult>' },
  throws: [
    "KagentiHttpError with the server's status",
    'KagentiWorkError `not_deleted` if `verify` finds that something remains',
  ],
} as const;

/** An error of operations on a build, of `an agent` or `a tool`. */
export function withoutBuild(owner: string): string {
  return `KagentiHttpError, 404 for ${owner} without a build`;
}

/** A listing of several namespaces. */
export function listAll(what: string, item: string): ByHandOverlay {
  return {
    about: `Lists the ${what} of several namespaces, see {@link ListAll}.`,
    code: `readonly listAll: ListAll<${item}>`,
  };
}

/** What a wait polls, and what ends it. */
interface WaitText {
  /** What it waits for. */
  readonly about: string;
  /** How it polls, with the operations. */
  readonly polls: string;
  /** What is special about it, after what all waits have in common. */
  readonly more?: string;
  /** Codes of KagentiWorkError. */
  readonly codes: string;
  /** Operations whose lasting errors end it. */
  readonly ends: string;
  /** A known error of them that seems temporary and is not. */
  readonly lasting?: string;
  readonly code: string;
}

/** A wait for what an operation only starts. */
export function wait({
  about,
  polls,
  more,
  codes,
  ends,
  lasting = '',
  code,
}: WaitText): ByHandOverlay {
  return {
    about: `${about} Polls ${polls}, every 1 to 10 s; each poll needs the permission of its operation and has its own audit event. The wait continues after a poll that fails temporarily: a connection error, 429, any 5xx except 501 and 505, or 404 for at most a minute.${more === undefined ? '' : ` ${more}`}`,
    throws: `KagentiWorkError ${codes}; KagentiTimeoutError \`deadline\` after \`timeoutMs\`, by default half an hour; KagentiAbortError by the signal, or when the client is closed; what ${ends}, unless it is temporary${lasting}.`,
    code,
  };
}

/** A wait until an agent or a tool is ready. */
export function waitForReady(
  what: 'agent' | 'tool',
  special: Pick<WaitText, 'polls' | 'more'>,
): ByHandOverlay {
  const type = what === 'agent' ? 'Agent' : 'Tool';
  return wait({
    about: `Waits until ${what === 'agent' ? 'an agent' : 'a tool'} is ready: through its build, if it has one, and then until its pods are ready. It does not finalize a build: Kagenti does that itself within 30 s, or \`${what}s.builds.waitFor\` with \`finalize\` before.`,
    ...special,
    codes: '`build_failed` or `rollout_failed`',
    ends: '`get` throws',
    code: `waitForReady(parameters: ${type}Parameters, options?: WaitOptions<ReadyProgress>): Promise<${type}Detail>`,
  });
}

/** A wait until a build has succeeded. */
export function waitForBuild(what: 'agent' | 'tool', lasting = ''): ByHandOverlay {
  const [type, named] = what === 'agent' ? ['Agent', 'an agent'] : ['Tool', 'a tool'];
  return wait({
    about: `Waits until the latest run of ${named}'s build has succeeded, and with \`finalize\` until the ${what} is created from it; \`${what}s.waitForReady\` then waits for its pods.`,
    polls: '`info`',
    codes: '`build_failed`',
    ends: '`info` and `finalize` throw',
    lasting,
    code: `waitFor(parameters: ${type}Parameters, options?: BuildWaitOptions<Omit<Finalize${type}Parameters, keyof ${type}Parameters>>): Promise<${type}BuildInfo>`,
  });
}
