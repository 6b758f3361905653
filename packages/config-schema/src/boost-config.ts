// Made from the registry by scripts/generate.ts: do not edit.

/**
 * A checked configuration, nested as app-config is. Without a `boost` section it is empty; with
 * one, `boost.security.mode` is there. What was not set is not there: defaults belong to whoever
 * reads the value.
 */
export interface BoostConfig {
  /** What is set below `boost`. */
  readonly boost?: {
    /** What is set below `boost.security`. */
    readonly security: {
      /**
       * How callers are checked: full (sign-in and permissions), plugin-only (sign-in to Boost
       * alone), or development-only-no-auth (nobody is checked; never in production). Required, so
       * that nobody is without authentication by silence.
       */
      readonly mode: 'development-only-no-auth' | 'plugin-only' | 'full';
    };
    /**
     * Encrypts the secrets that are stored in the database, and binds chat sessions to their user.
     * At least 16 characters.
     */
    readonly encryptionSecret?: string;
    /**
     * Earlier values of boost.encryptionSecret: they still decrypt what was stored under them, and
     * chat sessions bound with them continue. Boost 0.8 accepted any length, so fewer than 16
     * characters are allowed here; such a secret only decrypts what Boost 0.8 encrypted.
     */
    readonly previousEncryptionSecrets?: string[];
    /** What is set below `boost.model`. */
    readonly model?: {
      /** Where the language model is served, as an OpenAI-compatible endpoint. */
      readonly baseUrl?: string;
      /** The name under which the endpoint serves the model. */
      readonly name?: string;
    };
    /** What the model is told before every conversation. */
    readonly systemPrompt?: string;
    /** What is set below `boost.features`. */
    readonly features?: {
      /** Whether people may create agents. */
      readonly agentCreation?: boolean;
      /** Whether the skills marketplace is shown. */
      readonly skillsMarketplace?: boolean;
    };
    /** What is set below `boost.agentApproval`. */
    readonly agentApproval?: {
      /**
       * What decides whether an agent is published: built-in (a person, in Boost) or sonataflow (a
       * workflow).
       */
      readonly mode?: 'built-in' | 'sonataflow';
      /** What is set below `boost.agentApproval.sonataflow`. */
      readonly sonataflow?: {
        /**
         * The SonataFlow workflow that decides. Required when boost.agentApproval.mode is
         * sonataflow.
         */
        readonly endpoint?: string;
      };
    };
    /** What is set below `boost.skillsMarketplace`. */
    readonly skillsMarketplace?: {
      /** Where the skills marketplace is served. */
      readonly endpoint?: string;
      /** Whether skills are taken from the marketplace. */
      readonly enabled?: boolean;
    };
    /** What is set below `boost.kagenti`. */
    readonly kagenti?: {
      /** What is set below `boost.kagenti.auth`. */
      readonly auth?: {
        /**
         * How the account authenticates at Keycloak. client_secret_basic and client_secret_post
         * need clientId and clientSecret; private_key_jwt needs clientId and keyFile;
         * tls_client_auth needs clientId, certificateFile and certificateKeyFile; client_assertion
         * needs assertionFile alone. Each needs tokenEndpoint or issuer. none: no account, and no
         * other key of this section, for a backend without authentication on loopback or, with
         * boost.kagenti.allowInClusterHttp, in the cluster; not in boost.security.mode full. The
         * token manager applies client_secret_basic when it is not set.
         */
        readonly method?:
          | 'client_secret_basic'
          | 'client_secret_post'
          | 'private_key_jwt'
          | 'tls_client_auth'
          | 'client_assertion'
          | 'none';
        /**
         * Keycloak's token endpoint. Every account needs it, or issuer. https; http only on
         * loopback, or in-cluster with boost.kagenti.allowInClusterHttp.
         */
        readonly tokenEndpoint?: string;
        /**
         * The realm's issuer, in place of tokenEndpoint: its discovery document names the token
         * endpoint. Both are https; http only on loopback, or in-cluster with
         * boost.kagenti.allowInClusterHttp.
         */
        readonly issuer?: string;
        /**
         * The service account's client id in Keycloak. Every method needs it, except
         * client_assertion, which sends it only when it is set.
         */
        readonly clientId?: string;
        /**
         * The client's secret, for client_secret_basic and client_secret_post. Take it from a
         * mounted file ($file), so that a rotation needs no restart, or from the environment.
         */
        readonly clientSecret?: string;
        /**
         * For private_key_jwt: the path of the client's private key, as JSON Web Key or PEM (PKCS
         * #8, without passphrase). It is read again for each renewal.
         */
        readonly keyFile?: string;
        /**
         * For client_assertion: the path of a token of another issuer, such as the projected token
         * of a Kubernetes service account, that Keycloak trusts (RFC 7523). It is read again for
         * each attempt.
         */
        readonly assertionFile?: string;
        /**
         * The path of a PEM file with the client's certificate. tls_client_auth needs it; with
         * another method it is shown in the TLS handshake too (RFC 8705). It is read again for each
         * renewal.
         */
        readonly certificateFile?: string;
        /**
         * The path of a PEM file with the private key of certificateFile, without passphrase. It is
         * read again for each renewal.
         */
        readonly certificateKeyFile?: string;
        /**
         * How many seconds before its end a token is renewed. The token manager applies 60 when it
         * is not set, and never more than half of the lifetime.
         */
        readonly tokenExpiryBufferSeconds?: number;
        /** The scopes to ask for, separated by spaces. Not sent when it is not set. */
        readonly scope?: string;
        /**
         * The audience to ask for, at servers that know the parameter. Keycloak ignores it: there,
         * an audience mapper of the client puts one into the token. Not sent when it is not set.
         */
        readonly audience?: string;
        /**
         * The API that the token is for, or several separated by spaces, each as an absolute URI
         * without fragment (RFC 8707). Keycloak 26 ignores one and refuses several. Not sent when
         * it is not set.
         */
        readonly resource?: string;
        /**
         * How many milliseconds a renewal may take as a whole, with its retries and waits. The
         * token manager applies 15000 when it is not set.
         */
        readonly timeoutMs?: number;
        /**
         * A PEM file with the certificate authorities that Keycloak's certificate is checked
         * against, beside those of Node.
         */
        readonly caFile?: string;
      };
      /**
       * Takes http for Keycloak and Kagenti on in-cluster names (*.svc, *.svc.cluster.local). Only
       * for clusters whose mesh encrypts the traffic.
       */
      readonly allowInClusterHttp?: boolean;
    };
    /** What is set below `boost.providers`. */
    readonly providers?: {
      /** What is set below `boost.providers.kagenti`. */
      readonly kagenti?: {
        /**
         * Where the Kagenti backend is served, without query and fragment. https; http only on
         * loopback, or in-cluster with boost.kagenti.allowInClusterHttp.
         */
        readonly baseUrl?: string;
        /**
         * The agent of a chat call that names none, as namespace/name. If
         * boost.providers.kagenti.namespaces lists exactly one namespace, the name alone is enough.
         */
        readonly defaultAgent?: string;
        /**
         * The namespaces that may be called. A call to another one is refused before anything is
         * sent. All, when it is not set; an empty list or text is an error.
         */
        readonly namespaces?: string[];
        /**
         * How many milliseconds the Kagenti backend may take to begin an answer, and may be silent
         * in one. A call as a whole, with its token and its retries, may take twice that. The
         * client applies 30000 when it is not set.
         */
        readonly requestTimeoutMs?: number;
        /**
         * How many milliseconds a chat stream may be silent. The client applies 300000 when it is
         * not set.
         */
        readonly streamIdleTimeoutMs?: number;
        /**
         * How often a call that is safe to repeat is tried again, 100 times at most: a higher
         * number counts as 100. The client applies 2 when it is not set.
         */
        readonly maxRetries?: number;
        /** What is set below `boost.providers.kagenti.tls`. */
        readonly tls?: {
          /**
           * A PEM file with the certificate authorities that the Kagenti backend's certificate is
           * checked against, beside those of Node.
           */
          readonly caFile?: string;
        };
      };
    };
    /** What is set below `boost.devSpaces`. */
    readonly devSpaces?: {
      /** The credentials by which Boost opens a workspace in Dev Spaces. */
      readonly credentials?: string;
    };
  };
}

/** What each field holds, by its key. It is undefined when it is not set. */
export interface BoostConfigValues {
  /**
   * How callers are checked: full (sign-in and permissions), plugin-only (sign-in to Boost alone),
   * or development-only-no-auth (nobody is checked; never in production). Required, so that nobody
   * is without authentication by silence.
   */
  readonly 'boost.security.mode': 'development-only-no-auth' | 'plugin-only' | 'full';
  /**
   * Encrypts the secrets that are stored in the database, and binds chat sessions to their user. At
   * least 16 characters.
   */
  readonly 'boost.encryptionSecret': string | undefined;
  /**
   * Earlier values of boost.encryptionSecret: they still decrypt what was stored under them, and
   * chat sessions bound with them continue. Boost 0.8 accepted any length, so fewer than 16
   * characters are allowed here; such a secret only decrypts what Boost 0.8 encrypted.
   */
  readonly 'boost.previousEncryptionSecrets': string[] | undefined;
  /** Where the language model is served, as an OpenAI-compatible endpoint. */
  readonly 'boost.model.baseUrl': string | undefined;
  /** The name under which the endpoint serves the model. */
  readonly 'boost.model.name': string | undefined;
  /** What the model is told before every conversation. */
  readonly 'boost.systemPrompt': string | undefined;
  /** Whether people may create agents. */
  readonly 'boost.features.agentCreation': boolean | undefined;
  /** Whether the skills marketplace is shown. */
  readonly 'boost.features.skillsMarketplace': boolean | undefined;
  /**
   * What decides whether an agent is published: built-in (a person, in Boost) or sonataflow (a
   * workflow).
   */
  readonly 'boost.agentApproval.mode': 'built-in' | 'sonataflow' | undefined;
  /** The SonataFlow workflow that decides. Required when boost.agentApproval.mode is sonataflow. */
  readonly 'boost.agentApproval.sonataflow.endpoint': string | undefined;
  /** Where the skills marketplace is served. */
  readonly 'boost.skillsMarketplace.endpoint': string | undefined;
  /** Whether skills are taken from the marketplace. */
  readonly 'boost.skillsMarketplace.enabled': boolean | undefined;
  /**
   * How the account authenticates at Keycloak. client_secret_basic and client_secret_post need
   * clientId and clientSecret; private_key_jwt needs clientId and keyFile; tls_client_auth needs
   * clientId, certificateFile and certificateKeyFile; client_assertion needs assertionFile alone.
   * Each needs tokenEndpoint or issuer. none: no account, and no other key of this section, for a
   * backend without authentication on loopback or, with boost.kagenti.allowInClusterHttp, in the
   * cluster; not in boost.security.mode full. The token manager applies client_secret_basic when it
   * is not set.
   */
  readonly 'boost.kagenti.auth.method':
    | 'client_secret_basic'
    | 'client_secret_post'
    | 'private_key_jwt'
    | 'tls_client_auth'
    | 'client_assertion'
    | 'none'
    | undefined;
  /**
   * Keycloak's token endpoint. Every account needs it, or issuer. https; http only on loopback, or
   * in-cluster with boost.kagenti.allowInClusterHttp.
   */
  readonly 'boost.kagenti.auth.tokenEndpoint': string | undefined;
  /**
   * The realm's issuer, in place of tokenEndpoint: its discovery document names the token endpoint.
   * Both are https; http only on loopback, or in-cluster with boost.kagenti.allowInClusterHttp.
   */
  readonly 'boost.kagenti.auth.issuer': string | undefined;
  /**
   * The service account's client id in Keycloak. Every method needs it, except client_assertion,
   * which sends it only when it is set.
   */
  readonly 'boost.kagenti.auth.clientId': string | undefined;
  /**
   * The client's secret, for client_secret_basic and client_secret_post. Take it from a mounted
   * file ($file), so that a rotation needs no restart, or from the environment.
   */
  readonly 'boost.kagenti.auth.clientSecret': string | undefined;
  /**
   * For private_key_jwt: the path of the client's private key, as JSON Web Key or PEM (PKCS #8,
   * without passphrase). It is read again for each renewal.
   */
  readonly 'boost.kagenti.auth.keyFile': string | undefined;
  /**
   * For client_assertion: the path of a token of another issuer, such as the projected token of a
   * Kubernetes service account, that Keycloak trusts (RFC 7523). It is read again for each attempt.
   */
  readonly 'boost.kagenti.auth.assertionFile': string | undefined;
  /**
   * The path of a PEM file with the client's certificate. tls_client_auth needs it; with another
   * method it is shown in the TLS handshake too (RFC 8705). It is read again for each renewal.
   */
  readonly 'boost.kagenti.auth.certificateFile': string | undefined;
  /**
   * The path of a PEM file with the private key of certificateFile, without passphrase. It is read
   * again for each renewal.
   */
  readonly 'boost.kagenti.auth.certificateKeyFile': string | undefined;
  /**
   * How many seconds before its end a token is renewed. The token manager applies 60 when it is not
   * set, and never more than half of the lifetime.
   */
  readonly 'boost.kagenti.auth.tokenExpiryBufferSeconds': number | undefined;
  /** The scopes to ask for, separated by spaces. Not sent when it is not set. */
  readonly 'boost.kagenti.auth.scope': string | undefined;
  /**
   * The audience to ask for, at servers that know the parameter. Keycloak ignores it: there, an
   * audience mapper of the client puts one into the token. Not sent when it is not set.
   */
  readonly 'boost.kagenti.auth.audience': string | undefined;
  /**
   * The API that the token is for, or several separated by spaces, each as an absolute URI without
   * fragment (RFC 8707). Keycloak 26 ignores one and refuses several. Not sent when it is not set.
   */
  readonly 'boost.kagenti.auth.resource': string | undefined;
  /**
   * How many milliseconds a renewal may take as a whole, with its retries and waits. The token
   * manager applies 15000 when it is not set.
   */
  readonly 'boost.kagenti.auth.timeoutMs': number | undefined;
  /**
   * A PEM file with the certificate authorities that Keycloak's certificate is checked against,
   * beside those of Node.
   */
  readonly 'boost.kagenti.auth.caFile': string | undefined;
  /**
   * Takes http for Keycloak and Kagenti on in-cluster names (*.svc, *.svc.cluster.local). Only for
   * clusters whose mesh encrypts the traffic.
   */
  readonly 'boost.kagenti.allowInClusterHttp': boolean | undefined;
  /**
   * Where the Kagenti backend is served, without query and fragment. https; http only on loopback,
   * or in-cluster with boost.kagenti.allowInClusterHttp.
   */
  readonly 'boost.providers.kagenti.baseUrl': string | undefined;
  /**
   * The agent of a chat call that names none, as namespace/name. If
   * boost.providers.kagenti.namespaces lists exactly one namespace, the name alone is enough.
   */
  readonly 'boost.providers.kagenti.defaultAgent': string | undefined;
  /**
   * The namespaces that may be called. A call to another one is refused before anything is sent.
   * All, when it is not set; an empty list or text is an error.
   */
  readonly 'boost.providers.kagenti.namespaces': string[] | undefined;
  /**
   * How many milliseconds the Kagenti backend may take to begin an answer, and may be silent in
   * one. A call as a whole, with its token and its retries, may take twice that. The client applies
   * 30000 when it is not set.
   */
  readonly 'boost.providers.kagenti.requestTimeoutMs': number | undefined;
  /**
   * How many milliseconds a chat stream may be silent. The client applies 300000 when it is not
   * set.
   */
  readonly 'boost.providers.kagenti.streamIdleTimeoutMs': number | undefined;
  /**
   * How often a call that is safe to repeat is tried again, 100 times at most: a higher number
   * counts as 100. The client applies 2 when it is not set.
   */
  readonly 'boost.providers.kagenti.maxRetries': number | undefined;
  /**
   * A PEM file with the certificate authorities that the Kagenti backend's certificate is checked
   * against, beside those of Node.
   */
  readonly 'boost.providers.kagenti.tls.caFile': string | undefined;
  /** The credentials by which Boost opens a workspace in Dev Spaces. */
  readonly 'boost.devSpaces.credentials': string | undefined;
}
