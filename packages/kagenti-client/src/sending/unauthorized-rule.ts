import { KagentiHttpError } from '../errors/http-error.ts';
import type { KagentiError } from '../errors/kagenti-error.ts';
import type { CalledName } from './called-operation.ts';

/** An answer with status 401, as far as the rule goes by it. */
export interface UnauthorizedAnswer {
  /** What was called. */
  readonly operation: CalledName;
  /** Its `WWW-Authenticate`; undefined without one. */
  readonly challenge: string | undefined;
  /** The server's `detail`; undefined where the answer has none, as a proxy's has none. */
  readonly detail: string | undefined;
  /** Whether the detail says that an agent answered. */
  readonly fromAgent: boolean;
  /** Whether the operation answers with the status of what Kagenti fetches for it. */
  readonly copiesStatus: boolean;
}

/** What Kagenti itself says of a token (core/auth.py:171-308 in 0ea6d7ff). */
const ownWords = /^(?:Authentication required$|Invalid token: |Token )/;

/**
 * The reason that Kubernetes gives, alone (routers/agents.py:452 and most others) or behind what failed
 * (routers/agents_migration.py:258, :281, routers/agents_shipwright.py:94).
 */
const kubernetesReason = /^(?:Failed to [\w ]+: )?Unauthorized$/;

/** The exception of the Kubernetes client as text, which `skills.*` pass on (routers/skills.py:404). */
const kubernetesException = /^\(401\)\s*\nReason: Unauthorized\b/;

/**
 * Whether a 401 is about the account's token, in which case another token may help. Kagenti copies the
 * statuses of agents, of addresses that it fetches and of Kubernetes, and its own token was accepted then.
 * Without a sign of that it is about the account: a mesh in front of Kagenti answers in its own words
 * (`Jwt is expired`, as plain text), and a later Kagenti may word its own anew.
 */
export function concernsAccount(answer: UnauthorizedAnswer): boolean {
  const { operation, challenge = '', detail } = answer;
  if (/(?:^|,)\s*Bearer\b/i.test(challenge)) return true;
  if (detail === undefined || ownWords.test(detail)) return true;
  return !answer.fromAgent && !isOfKubernetes(operation, detail) && !answer.copiesStatus;
}

/** True when Kagenti or an agent refused the token, so that another may help. */
export function isRefusedToken(error: KagentiError): error is KagentiHttpError {
  if (!(error instanceof KagentiHttpError)) return false;
  return error.accountRefused || (error.fromAgent && error.status === 401);
}

function isOfKubernetes(operation: CalledName, detail: string): boolean {
  return (
    kubernetesReason.test(detail) ||
    (operation.startsWith('skills.') && kubernetesException.test(detail))
  );
}
