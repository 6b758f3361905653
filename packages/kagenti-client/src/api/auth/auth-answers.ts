/** How people sign in at Kagenti's own pages. */
export interface AuthConfig {
  /** Whether tokens are asked for at all. */
  readonly enabled: boolean;
  /** Address of Keycloak. */
  readonly keycloak_url?: string | null;
  /** Realm of Keycloak. */
  readonly realm?: string | null;
  /** Client of Kagenti's own pages; not the service account's. */
  readonly client_id?: string | null;
  /** Where Keycloak sends people back to. */
  readonly redirect_uri?: string | null;
}

/** Whether tokens are asked for, and whether this call had one. */
export interface AuthStatus {
  /** Whether tokens are asked for at all. */
  readonly enabled: boolean;
  /** Whether this call had a good one; never, for this client sends none with public operations. */
  readonly authenticated: boolean;
  /** Address of Keycloak. */
  readonly keycloak_url?: string | null;
  /** Realm of Keycloak. */
  readonly realm?: string | null;
  /** Client of Kagenti's own pages; not the service account's. */
  readonly client_id?: string | null;
}

/** Whom Kagenti takes the service account for. */
export interface UserInfo {
  /** Its name: `service-account-` and the client's id. */
  readonly username: string;
  /** Its e-mail address. */
  readonly email?: string | null;
  /** Its roles, those of every client in Keycloak among them. */
  readonly roles?: readonly string[] | null;
  /** True when the token was taken. */
  readonly authenticated?: boolean | null;
}
