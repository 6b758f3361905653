import type { KagentiHttpError } from '../errors/http-error.ts';
import { isUnknownPath } from '../errors/unknown-path.ts';
import type { CalledName, CalledOperation } from './called-operation.ts';

/** What is known of an answer that is no success, besides its status. */
export interface HintInput {
  /** What was called. */
  readonly operation: CalledOperation;
  /** HTTP status. */
  readonly status: number;
  /** The server's words, where they are text. */
  readonly detail: string | undefined;
  /** Date of the first backend that has the operation, where older ones are supported. */
  readonly since?: string | undefined;
}

/** What an agent's 401 means. */
export const agentRejects =
  "the agent rejected the token that Kagenti passed on. The account's token is good";

/** What to check after it. */
export const missingMapper =
  'An audience mapper for the agent may be missing in Keycloak (type `oidc-audience-mapper`, in a client scope of the service account).';

/**
 * What a status means, as far as it can be known: Kagenti's own words go to no message, so what they
 * tell is said here.
 */
export function failureHint({ operation, status, detail, since }: HintInput): string {
  if (isUnknownPath({ status, detail })) return missingPath(operation, since);
  if (status === 405 && since !== undefined) return `${olderThan(since)}.`;
  if (status === 404 && detail === undefined) {
    return "the answer is not Kagenti's, which says what is missing. Is the base URL that of the backend, without the /api/v1 of the operations?";
  }
  const known = hintsOfOperations[operation.operation]?.[status] ?? hints[status];
  if (known !== undefined) return known;
  return status < 400
    ? 'a redirect, which is not followed. Is the base URL exactly that of the backend?'
    : "see detail for the server's words.";
}

/** Whether an agent did not answer: Kagenti responds 503 both if it is down and if it does not exist. */
export function isSilentAgent({
  operation,
  status,
}: Pick<KagentiHttpError, 'operation' | 'status'>): boolean {
  return status === 503 && (operation === 'chat.send' || operation === 'chat.stream');
}

function missingPath({ featureFlag }: CalledOperation, since: string | undefined): string {
  if (featureFlag === null) {
    return 'the backend does not have this path. Is it of a version that does, and is the base URL its own, without the /api/v1 of the operations?';
  }
  const older = since === undefined ? '' : `, or ${olderThan(since)}`;
  return `the server's feature flag ${featureFlag} is off${older}.`;
}

/** The older backend reports no version (routers/auth.py:54 in 0ea6d7ff), so that nothing more is known of it. */
function olderThan(since: string): string {
  return `the backend is older than ${since}, which added this operation: auth.config of an older one reports no version`;
}

const hints: Readonly<Record<number, string>> = {
  401: 'Kagenti does not accept the token. Do Kagenti and the token endpoint belong to the same Keycloak realm?',
  403: 'it is forbidden, by Kubernetes or by a proxy; no role of the account is named.',
  404: 'there is no such thing.',
  405: 'the backend does not take this method there.',
  408: 'a server gave up waiting for the whole request.',
  409: 'it is there already, or not in a state that allows this.',
  500: 'an error of the backend: see detail, and its log. Kubernetes may be out of its reach.',
  502: 'what stands behind Kagenti cannot be reached.',
  503: 'Kagenti, or the agent behind it, is not available.',
};

const undecidedBuild =
  'the backend fails so while Shipwright has not made up its mind about the build. Ask again.';
const mcpServer =
  'the MCP server wants a token, which Kagenti does not hand on, or does not speak MCP.';

/** routers/agents_finalize.py:397 in 0ea6d7ff. */
const brokenFinalize =
  "the backend of 2026-08-20 answers so to every agent's build that has succeeded, and creates nothing; any backend does while Kubernetes is out of its reach. Create the agent from the built image: agents.create with deploymentMethod 'image' and the outputImage of agents.builds.info as containerImage.";
/** The backend answers the same for an agent that is down and for one that does not exist. */
const silentAgent =
  'the agent did not answer. Kagenti also answers 503 if no such agent exists: check name and namespace with agents.list. Otherwise the agent or Kagenti is down.';
const noContext = 'there is no such context.';
const noSkillStore =
  'no skill store is configured (skills.autosync.set), or the backend cannot read from Kubernetes where it is; see detail.';

/** What the backend of November 2026 means by a status of one operation. */
const hintsOfOperations: Partial<Record<CalledName, Readonly<Record<number, string>>>> = {
  'agents.get': {
    404: 'there is no such agent, or it is still being built, or built and not finalized: agents.builds.info tells.',
  },
  'tools.get': {
    404: 'there is no such tool, or it is built and not finalized: tools.builds.info tells.',
  },
  'agents.builds.get': { 500: undecidedBuild },
  'agents.builds.info': { 500: undecidedBuild },
  'agents.builds.finalize': { 500: brokenFinalize },
  'tools.builds.finalize': { 409: 'it is finalized already.' },
  'tools.connect': { 500: mcpServer },
  'tools.invoke': { 500: mcpServer },
  'config.platformStatus': { 404: "the server's feature flag admin is off." },
  'chat.send': { 503: silentAgent },
  'chat.stream': { 503: silentAgent },
  'skills.get': { 404: noSkill() },
  'skills.delete': { 404: noSkill() },
  'skills.recordUsage': { 404: noSkill() },
  'skills.file': { 404: 'the skill has no such file.' },
  'skills.autosync.set': { 409: 'there are skills: delete them first.' },
  'contexts.get': { 404: noContext },
  'contexts.delete': { 404: noContext },
  'dreams.start': {
    502: 'traces or skill store cannot be reached, or the store has no plugin for dreams; see detail.',
    503: noSkillStore,
  },
  'dreams.run': {
    502: 'there is no such run, or the skill store cannot be reached; see detail.',
    503: noSkillStore,
  },
};

function noSkill(): string {
  return 'there is no such skill; its resource name is wanted, not the name that it is shown by.';
}
