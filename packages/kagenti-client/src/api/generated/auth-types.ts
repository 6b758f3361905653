// Generated from Kagenti's contract and scripts/overlay by scripts/generate.ts. Do not edit: change the overlay, and
// run `npm run generate`.

/** How people sign in to Kagenti's own pages. */
export interface AuthConfig {
  /** Whether the backend requires tokens. */
  readonly enabled: boolean;
  /**
   * Version of the backend; `unknown` where its image does not name one. Missing on servers from
   * before 2026-08-20.
   */
  readonly version?: string | null;
  /** URL of Keycloak. */
  readonly keycloak_url?: string | null;
  /** Realm of Keycloak. */
  readonly realm?: string | null;
  /** Client of Kagenti's own pages, not that of the service account. */
  readonly client_id?: string | null;
  /** Where Keycloak sends people back to. */
  readonly redirect_uri?: string | null;
}

/** Whether the backend requires tokens, and whether this call had one. */
export interface AuthStatus {
  /** Whether the backend requires tokens. */
  readonly enabled: boolean;
  /**
   * Whether this call had a valid token. Always false: this client sends none to public operations.
   */
  readonly authenticated: boolean;
  /** URL of Keycloak. */
  readonly keycloak_url?: string | null;
  /** Realm of Keycloak. */
  readonly realm?: string | null;
  /** Client of Kagenti's own pages, not that of the service account. */
  readonly client_id?: string | null;
}

/** How Kagenti identifies the service account. */
export interface UserInfo {
  /** Its name: `service-account-` and the client id. */
  readonly username: string;
  /** Its e-mail address. */
  readonly email?: string | null;
  /** Its roles, including those of every client in Keycloak. */
  readonly roles?: readonly string[] | null;
  /** True when the token was accepted. */
  readonly authenticated?: boolean | null;
}
