// Made from the registry of fields: do not edit. Backstage reads the tags of the comments.

export interface Config {
  boost?: {
    security: {
      /**
       * How callers are checked: full (sign-in and permissions), plugin-only (sign-in to Boost
       * alone), or development-only-no-auth (nobody is checked; never in production). Required, so
       * that nobody is without authentication by silence.
       *
       * @configScope yaml-only
       */
      mode: 'development-only-no-auth' | 'plugin-only' | 'full';
    };
    /**
     * Encrypts the secrets that are stored in the database, and binds chat sessions to their user.
     * At least 16 characters.
     *
     * @visibility secret
     * @deepVisibility secret
     * @configScope yaml-only
     */
    encryptionSecret?: string;
    /**
     * Earlier values of boost.encryptionSecret: they still decrypt what was stored under them, and
     * chat sessions bound with them continue. Boost 0.8 accepted any length, so fewer than 16
     * characters are allowed here; such a secret only decrypts what Boost 0.8 encrypted.
     *
     * @visibility secret
     * @deepVisibility secret
     * @configScope yaml-only
     */
    previousEncryptionSecrets?: string[];
    model?: {
      /**
       * Where the language model is served, as an OpenAI-compatible endpoint.
       *
       * @visibility frontend
       * @configScope db-overridable
       */
      baseUrl?: string;
      /**
       * The name under which the endpoint serves the model.
       *
       * @visibility frontend
       * @configScope db-overridable
       */
      name?: string;
    };
    /**
     * What the model is told before every conversation.
     *
     * @configScope db-overridable
     */
    systemPrompt?: string;
    features?: {
      /**
       * Whether people may create agents.
       *
       * @visibility frontend
       * @configScope db-overridable
       */
      agentCreation?: boolean | string;
      /**
       * Whether the skills marketplace is shown.
       *
       * @visibility frontend
       * @configScope db-overridable
       */
      skillsMarketplace?: boolean | string;
    };
    agentApproval?: {
      /**
       * What decides whether an agent is published: built-in (a person, in Boost) or sonataflow (a
       * workflow).
       *
       * @configScope db-overridable
       */
      mode?: 'built-in' | 'sonataflow' | '';
      sonataflow?: {
        /**
         * The SonataFlow workflow that decides. Required when boost.agentApproval.mode is
         * sonataflow.
         *
         * @configScope yaml-only
         */
        endpoint?: string;
      };
    };
    skillsMarketplace?: {
      /**
       * Where the skills marketplace is served.
       *
       * @configScope yaml-only
       */
      endpoint?: string;
      /**
       * Whether skills are taken from the marketplace.
       *
       * @configScope db-overridable
       */
      enabled?: boolean | string;
    };
    kagenti?: {
      auth?: {
        /**
         * How the account authenticates at Keycloak. client_secret_basic and client_secret_post
         * need clientId and clientSecret; private_key_jwt needs clientId and keyFile;
         * tls_client_auth needs clientId, certificateFile and certificateKeyFile; client_assertion
         * needs assertionFile alone. Each needs tokenEndpoint or issuer. none: no account, and no
         * other key of this section, for a backend without authentication on loopback or, with
         * boost.kagenti.allowInClusterHttp, in the cluster; not in boost.security.mode full. The
         * token manager applies client_secret_basic when it is not set.
         *
         * @configScope yaml-only
         */
        method?:
          | 'client_secret_basic'
          | 'client_secret_post'
          | 'private_key_jwt'
          | 'tls_client_auth'
          | 'client_assertion'
          | 'none'
          | '';
        /**
         * Keycloak's token endpoint. Every account needs it, or issuer. https; http only on
         * loopback, or in-cluster with boost.kagenti.allowInClusterHttp.
         *
         * @configScope yaml-only
         */
        tokenEndpoint?: string;
        /**
         * The realm's issuer, in place of tokenEndpoint: its discovery document names the token
         * endpoint. Both are https; http only on loopback, or in-cluster with
         * boost.kagenti.allowInClusterHttp.
         *
         * @configScope yaml-only
         */
        issuer?: string;
        /**
         * The service account's client id in Keycloak. Every method needs it, except
         * client_assertion, which sends it only when it is set.
         *
         * @configScope yaml-only
         */
        clientId?: string;
        /**
         * The client's secret, for client_secret_basic and client_secret_post. Take it from a
         * mounted file ($file), so that a rotation needs no restart, or from the environment.
         *
         * @visibility secret
         * @deepVisibility secret
         * @configScope yaml-only
         */
        clientSecret?: string;
        /**
         * For private_key_jwt: the path of the client's private key, as JSON Web Key or PEM (PKCS
         * #8, without passphrase). It is read again for each renewal.
         *
         * @configScope yaml-only
         */
        keyFile?: string;
        /**
         * For client_assertion: the path of a token of another issuer, such as the projected token
         * of a Kubernetes service account, that Keycloak trusts (RFC 7523). It is read again for
         * each attempt.
         *
         * @configScope yaml-only
         */
        assertionFile?: string;
        /**
         * The path of a PEM file with the client's certificate. tls_client_auth needs it; with
         * another method it is shown in the TLS handshake too (RFC 8705). It is read again for each
         * renewal.
         *
         * @configScope yaml-only
         */
        certificateFile?: string;
        /**
         * The path of a PEM file with the private key of certificateFile, without passphrase. It is
         * read again for each renewal.
         *
         * @configScope yaml-only
         */
        certificateKeyFile?: string;
        /**
         * How many seconds before its end a token is renewed. The token manager applies 60 when it
         * is not set, and never more than half of the lifetime.
         *
         * @configScope yaml-only
         * @minimum 0
         * @maximum 86400
         * @multipleOf 1
         */
        tokenExpiryBufferSeconds?: number;
        /**
         * The scopes to ask for, separated by spaces. Not sent when it is not set.
         *
         * @configScope yaml-only
         */
        scope?: string;
        /**
         * The audience to ask for, at servers that know the parameter. Keycloak ignores it: there,
         * an audience mapper of the client puts one into the token. Not sent when it is not set.
         *
         * @configScope yaml-only
         */
        audience?: string;
        /**
         * The API that the token is for, or several separated by spaces, each as an absolute URI
         * without fragment (RFC 8707). Keycloak 26 ignores one and refuses several. Not sent when
         * it is not set.
         *
         * @configScope yaml-only
         */
        resource?: string;
        /**
         * How many milliseconds a renewal may take as a whole, with its retries and waits. The
         * token manager applies 15000 when it is not set.
         *
         * @configScope yaml-only
         * @minimum 1
         * @maximum 2147483647
         * @multipleOf 1
         */
        timeoutMs?: number;
        /**
         * A PEM file with the certificate authorities that Keycloak's certificate is checked
         * against, beside those of Node.
         *
         * @configScope yaml-only
         */
        caFile?: string;
      };
      /**
       * Takes http for Keycloak and Kagenti on in-cluster names (*.svc, *.svc.cluster.local). Only
       * for clusters whose mesh encrypts the traffic.
       *
       * @configScope yaml-only
       * @default false
       */
      allowInClusterHttp?: boolean | string;
    };
    providers?: {
      kagenti?: {
        /**
         * Where the Kagenti backend is served, without query and fragment. https; http only on
         * loopback, or in-cluster with boost.kagenti.allowInClusterHttp.
         *
         * @configScope yaml-only
         */
        baseUrl?: string;
        /**
         * The agent of a chat call that names none, as namespace/name. If
         * boost.providers.kagenti.namespaces lists exactly one namespace, the name alone is enough.
         *
         * @configScope yaml-only
         */
        defaultAgent?: string;
        /**
         * The namespaces that may be called. A call to another one is refused before anything is
         * sent. All, when it is not set; an empty list or text is an error.
         *
         * @configScope yaml-only
         */
        namespaces?: string[];
        /**
         * How many milliseconds the Kagenti backend may take to begin an answer, and may be silent
         * in one. A call as a whole, with its token and its retries, may take twice that. The
         * client applies 30000 when it is not set.
         *
         * @configScope yaml-only
         * @minimum 1
         * @maximum 2147483647
         * @multipleOf 1
         */
        requestTimeoutMs?: number;
        /**
         * How many milliseconds a chat stream may be silent. The client applies 300000 when it is
         * not set.
         *
         * @configScope yaml-only
         * @minimum 1
         * @maximum 2147483647
         * @multipleOf 1
         */
        streamIdleTimeoutMs?: number;
        /**
         * How often a call that is safe to repeat is tried again, 100 times at most: a higher
         * number counts as 100. The client applies 2 when it is not set.
         *
         * @configScope yaml-only
         * @minimum 0
         * @multipleOf 1
         */
        maxRetries?: number;
        tls?: {
          /**
           * A PEM file with the certificate authorities that the Kagenti backend's certificate is
           * checked against, beside those of Node.
           *
           * @configScope yaml-only
           */
          caFile?: string;
        };
      };
    };
    devSpaces?: {
      /**
       * The credentials by which Boost opens a workspace in Dev Spaces.
       *
       * @visibility secret
       * @deepVisibility secret
       * @configScope db-overridable
       */
      credentials?: string;
    };
  };
}
