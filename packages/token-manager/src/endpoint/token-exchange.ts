import type { Clock } from '../clock.ts';
import type { ClientAuthenticationMethod } from '../credentials/client-authentication.ts';
import type { ProofSource } from '../credentials/client-proof.ts';
import type { Redactor } from '../observability/redaction.ts';
import type { EndpointConnection } from './endpoint-connections.ts';

/** The option that says where the identity provider is. */
export type ServerOption = 'tokenEndpoint' | 'issuer';

/** Who asks for which token. */
export interface TokenRequestContext {
  /** The client's id; undefined where the assertion alone names it. */
  readonly clientId: string | undefined;
  /** How it proves itself. */
  readonly method: ClientAuthenticationMethod;
  /** What it proves itself with, for hints. */
  readonly proof: Pick<ProofSource, 'remark' | 'isEncoded' | 'isUnnamedEcKey' | 'claims'>;
  /** The scope to ask for. */
  readonly scope: string | undefined;
  /** The audience to ask for. */
  readonly audience: string | undefined;
  /** The resources to ask for (RFC 8707). */
  readonly resources: readonly string[];
  /** The clocks. */
  readonly clock: Clock;
  /** What knows the secrets and tokens. */
  readonly redactor: Redactor;
}

/** One request to the identity provider: what its errors tell of. */
export interface TokenExchange {
  /** What is asked for. */
  readonly kind: 'token' | 'discovery';
  /** Where. */
  readonly url: URL;
  /** The option that its address comes from, for hints. */
  readonly option: ServerOption;
  /** Through what. */
  readonly connection: EndpointConnection;
  /** For whom. */
  readonly context: TokenRequestContext;
}
