import type { Dispatcher } from 'undici';
import type { Clock } from './clock.ts';
import type {
  ClientAssertion,
  ClientAuthentication,
  PrivateKeyJwt,
  TlsClientAuth,
} from './credentials/client-authentication.ts';
import type { ClientSecret, ClientSecretMethod } from './credentials/client-secret.ts';
import type { TlsOptions } from './endpoint/tls-material.ts';
import type { TokenEvent, TokenLogger } from './observability/token-events.ts';
import type { TokenStore } from './store/token-store.ts';

/** Where a {@link KeycloakTokenManager} asks: exactly one of the two. */
export type KeycloakAddress =
  | {
      /** URL of the token endpoint. Keycloak's is `https://HOST/realms/REALM/protocol/openid-connect/token`. */
      readonly tokenEndpoint: string;
      /** Left out beside `tokenEndpoint`. */
      readonly issuer?: undefined;
    }
  | {
      /**
       * The issuer, `https://HOST/realms/REALM`, exactly as its tokens and its discovery document have it
       * (OpenID Connect Discovery 1.0, RFC 8414). The token endpoint is looked up there once, under the
       * same deadline and the same rules for failures as a token request, and never on a redirect. It may
       * be on another host over https. For `tls_client_auth` it is the one of `mtls_endpoint_aliases`
       * where there is one (RFC 8705 section 5).
       */
      readonly issuer: string;
      /** Left out beside `issuer`. */
      readonly tokenEndpoint?: undefined;
    };

/** Who the client is and how it proves itself: a secret for the methods that need one, and for no other. */
export type ClientProofOptions =
  | {
      /** Id of the client; left out, the assertion alone names it. */
      readonly clientId?: string | undefined;
      /** Left out: this method needs none. */
      readonly clientSecret?: undefined;
      /** An assertion of another issuer. */
      readonly clientAuthentication: ClientAssertion;
    }
  | {
      /** Id of the client. */
      readonly clientId: string;
      /** Left out: these methods need none. */
      readonly clientSecret?: undefined;
      /** A signed assertion, or the client's certificate. */
      readonly clientAuthentication: PrivateKeyJwt | TlsClientAuth;
    }
  | {
      /** Id of the client. */
      readonly clientId: string;
      /** The client's secret, or where it comes from. */
      readonly clientSecret: ClientSecret;
      /** One of the methods with a secret; `client_secret_basic` by default. */
      readonly clientAuthentication?: ClientSecretMethod | undefined;
    };

/** Where tokens are shared: both or neither. */
export type TokenStoreOptions =
  | {
      /** Not shared. */
      readonly store?: undefined;
      /** Left out without a store. */
      readonly encryptionKey?: undefined;
    }
  | {
      /** Where replicas share the token. */
      readonly store: TokenStore;
      /** What it is encrypted with there. */
      readonly encryptionKey: string | Uint8Array;
    };

/** What a {@link KeycloakTokenManager} is made with. */
export type KeycloakTokenManagerOptions = KeycloakTokenManagerSettings &
  KeycloakAddress &
  ClientProofOptions &
  TokenStoreOptions;

/**
 * What a {@link KeycloakTokenManager} is made with, but for its address, each option by itself: which go
 * together is told by {@link ClientProofOptions} and {@link TokenStoreOptions}.
 */
export interface KeycloakTokenManagerSettings {
  /**
   * Id of the client whose service account is used. Optional with `client_assertion`, which names the client by
   * the assertion's `iss` and `sub`; sent only when given.
   */
  readonly clientId?: string | undefined;
  /**
   * The client's secret, or where it comes from: needed for `client_secret_basic` and
   * `client_secret_post`, left out for the other methods.
   */
  readonly clientSecret?: ClientSecret | undefined;
  /** How the client proves itself; `client_secret_basic` by default. */
  readonly clientAuthentication?: ClientAuthentication | undefined;
  /** Scope to ask for, space-separated; by default none, which gives the client's default scopes. */
  readonly scope?: string | undefined;
  /**
   * Audience to ask for, for servers that know the parameter; none by default. Keycloak ignores it: there
   * an audience mapper of the client puts one into the token.
   */
  readonly audience?: string | undefined;
  /**
   * The API, or APIs, that the token is for, as absolute URIs without fragment (RFC 8707 section 2); none
   * by default, for which it is left out: an empty list is refused. Keycloak 26 ignores one, and refuses
   * several.
   */
  readonly resource?: string | readonly string[] | undefined;
  /**
   * How long before its end a token is no longer given, in seconds; 60 by default, and never more than
   * half the token's lifetime.
   */
  readonly tokenExpiryBufferSeconds?: number | undefined;
  /**
   * How long a call waits for a renewal while the token in hand is valid for more than 5 s, in milliseconds from
   * the start of the renewal: then it gets that token, and the renewal continues behind it. 0 waits for none. In the
   * minute after a failure that passes, a call without a valid token that joins a renewal waits no longer either, and
   * fails with that failure.
   *
   * @defaultValue `1000`
   */
  readonly staleWaitMs?: number | undefined;
  /** What bounds a whole renewal, waits and bodies included, in milliseconds; 15 000 by default. */
  readonly timeoutMs?: number | undefined;
  /** Whether plain http is taken on `*.svc` and `*.svc.cluster.local`, where a mesh encrypts; no by default. */
  readonly allowInClusterHttp?: boolean | undefined;
  /**
   * How the endpoint's certificate is judged, and which one the client shows. The files are read when the
   * manager is made and anew for each renewal, so that rotated certificates are found. Not together with
   * `dispatcher`, which has its own: the constructor says so and the type does not, for the two come from
   * different hands, a file from app-config and a dispatcher from the program, and whoever passes both on
   * could only cast.
   */
  readonly tls?: TlsOptions | undefined;
  /**
   * An undici 8 dispatcher that requests go through; the caller closes it. One of its own by default:
   * that goes through the proxy which HTTPS_PROXY names, unless NO_PROXY names the host or a block
   * with its address (`10.0.0.0/8`), as curl does; to a plain http address it never does.
   */
  readonly dispatcher?: Dispatcher | undefined;
  /** Where replicas share the token, so that a fleet asks Keycloak once; needs `encryptionKey`. Not shared by default. */
  readonly store?: TokenStore | undefined;
  /**
   * What the keys are derived from that encrypt the token in the store, by HKDF-SHA-256 (RFC 5869): a random text
   * or random bytes, at least 16 of them, the same for all replicas. It may be `boost.encryptionSecret`.
   */
  readonly encryptionKey?: string | Uint8Array | undefined;
  /**
   * What errors, hints and log lines call an option, by its name, for those who configure the manager by
   * something else: `{ 'tls.caFile': 'my.section.caFile' }`.
   *
   * @defaultValue the options' own names
   */
  readonly optionNames?: Readonly<Record<string, string>> | undefined;
  /** Gets log lines; has the shape of Backstage's LoggerService. */
  readonly logger?: TokenLogger | undefined;
  /** Told of each acquisition, renewal, failure and invalidation. What it throws is ignored. */
  readonly onEvent?: ((event: TokenEvent) => void) | undefined;
  /** The clocks and timers; the system's by default. */
  readonly clock?: Clock | undefined;
}
