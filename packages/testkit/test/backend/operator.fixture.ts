import { type KagentiBackend, startKagentiBackend } from '../../src/backend/kagenti-backend.ts';
import type { KagentiBackendOptions } from '../../src/backend/kagenti-backend-options.ts';
import { unrecordedHeader } from '../../src/backend/recording-mark.ts';
import { type CallOptions, call } from './call.fixture.ts';
import { expectContractAnswer } from './contract-answer.fixture.ts';
import { type Issuer, startIssuer } from './issuer.fixture.ts';
import { operationAt } from './operation-at.fixture.ts';

/** An answer with the fields of its body beside them. */
export interface Told {
  readonly status: number;
  /** What the header says that marks answers that were never recorded. */
  readonly unrecorded: string | null;
  readonly text: string;
  readonly [field: string]: unknown;
}

/** A backend with nothing in it, and an operator who asks it. */
export interface Operator extends AsyncDisposable {
  readonly backend: KagentiBackend;
  readonly issuer: Issuer;
  /**
   * Asks, and holds what succeeds against the contract.
   *
   * @param path Without `/api/v1`.
   */
  readonly ask: (
    method: string,
    path: string,
    body?: unknown,
    options?: CallOptions,
  ) => Promise<Told>;
}

/** @param issuer Whose tokens it takes; one of its own by default, which ends with it. */
export async function startOperator(
  options: Partial<KagentiBackendOptions> = {},
  issuer?: Issuer,
): Promise<Operator> {
  const ownIssuer = issuer ?? (await startIssuer());
  const backend = await startKagentiBackend({
    identityProvider: ownIssuer,
    agents: [],
    tools: [],
    ...options,
  });
  const token = await ownIssuer.token();
  return {
    backend,
    issuer: ownIssuer,
    async ask(method, path, body, more) {
      const target = path.startsWith('/health') || path === '/ready' ? path : `/api/v1${path}`;
      const answer = await call(backend.baseUrl, method, target, { token, body, ...more });
      expectContractAnswer(operationAt(method, target), answer);
      const unrecorded = answer.headers.get(unrecordedHeader);
      return { unrecorded, text: answer.text, ...Object(answer.body), status: answer.status };
    },
    async [Symbol.asyncDispose]() {
      await backend.stop();
      if (issuer === undefined) {
        await ownIssuer.stop();
      }
    },
  };
}

/** What is posted to build from source. */
export const source = { deploymentMethod: 'source', gitUrl: 'https://git.example.com/agents' };

/** What is posted to deploy an image. */
export const image = { deploymentMethod: 'image', containerImage: 'registry.example.com/a:1' };
