import type { IncomingMessage, ServerResponse } from 'node:http';
import { applyFault } from '../faults/apply-fault.ts';
import type { Fault } from '../faults/fault.ts';
import type { FaultQueue } from '../faults/fault-script.ts';
import {
  authenticateClient,
  type ClientCredentials,
  readCredentials,
} from './client-authentication.ts';
import type { ClientRegistry } from './client-registry.ts';
import type { Grant } from './issuing-request.ts';
import { invalidScope, notToBeStored, type Refusal, refusals, refuse } from './keycloak-answer.ts';
import { hasRepeatedParameter, readForm } from './read-form.ts';
import {
  type RecordedTokenRequest,
  recordStatus,
  type TokenRequestDraft,
} from './recorded-token-request.ts';
import { grantedScope } from './scopes.ts';

/** The token endpoint: judges a request as Keycloak does, and has a token issued for a right one. */
export class TokenEndpoint {
  readonly requests: RecordedTokenRequest[] = [];
  readonly #registry: ClientRegistry;
  readonly #faults: FaultQueue;

  constructor(registry: ClientRegistry, faults: FaultQueue) {
    this.#registry = registry;
    this.#faults = faults;
  }

  /** @param issuer The realm's. @param issue Answers with a token. */
  async handle(
    request: IncomingMessage,
    response: ServerResponse,
    issuer: string,
    issue: (grant: Grant) => Promise<void>,
  ): Promise<void> {
    const { authorization } = request.headers;
    const record: TokenRequestDraft = {
      authentication: 'none',
      tokenIssued: false,
      startedAt: new Date(),
    };
    this.requests.push(record);
    recordStatus(response, record);
    const fault = this.#faults.take();
    const isUnread = fault !== undefined && 'phase' in fault && fault.phase === 'request';
    const form = isUnread ? new URLSearchParams() : await readForm(request);
    const credentials = readCredentials(authorization, form);
    this.#describe(record, credentials, form);
    Object.assign(record, errorOf(fault));
    if ((await applyFault(fault, response)) === 'done') {
      return;
    }
    const judged = await judge(credentials, form, { issuer, registry: this.#registry });
    if ('refusal' in judged) {
      record.error ??= judged.refusal.error;
      refuse(response, judged.refusal, notToBeStored);
    } else {
      record.tokenIssued = true;
      await issue(judged);
    }
  }

  #describe(
    record: TokenRequestDraft,
    credentials: ClientCredentials,
    form: URLSearchParams,
  ): void {
    const { clientId, authentication } = credentials;
    const grantType = form.get('grant_type');
    record.authentication = authentication;
    // An id and a secret that were mixed up must not bring the secret into the record.
    if (clientId !== undefined && !this.#isSecret(clientId)) {
      record.clientId = clientId;
    }
    if (grantType !== null && !this.#isSecret(grantType)) {
      record.grantType = grantType;
    }
  }

  #isSecret(text: string): boolean {
    return this.#registry.clients.some(client => client.clientSecret === text);
  }
}

/** The checks in Keycloak's order: the first that fails makes the answer. */
async function judge(
  credentials: ClientCredentials,
  form: URLSearchParams,
  { issuer, registry }: { issuer: string; registry: ClientRegistry },
): Promise<Grant | { refusal: Refusal }> {
  if (hasRepeatedParameter(form)) {
    return { refusal: refusals.repeatedParameter };
  }
  const grantType = form.get('grant_type');
  if (grantType === null) {
    return { refusal: refusals.noGrantType };
  }
  if (grantType !== 'client_credentials') {
    return { refusal: refusals.unsupportedGrant };
  }
  const authenticated = await authenticateClient(credentials, registry, issuer);
  if ('refusal' in authenticated) {
    return authenticated;
  }
  const { client } = authenticated;
  if (client.publicClient) {
    return { refusal: refusals.publicClient };
  }
  if (!client.serviceAccountsEnabled) {
    return { refusal: refusals.noServiceAccount };
  }
  const requested = form.get('scope') ?? undefined;
  const scope = grantedScope(requested);
  return scope === undefined ? { refusal: invalidScope(requested ?? '') } : { client, scope };
}

function errorOf(fault: Fault | undefined): { error?: string } {
  const body = fault?.kind === 'respond' ? fault.body : undefined;
  const error = typeof body === 'object' && 'error' in body ? body.error : undefined;
  return typeof error === 'string' ? { error } : {};
}
