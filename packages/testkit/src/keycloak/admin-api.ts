/** Who administers the server: a user of the realm `master`. */
export interface Administrator {
  readonly username: string;
  readonly password: string;
}

/** How long before its end a token of the administrator is renewed, in milliseconds: a call may take that long. */
const marginMs = 30_000;

/** Keycloak's admin REST API. */
export class AdminApi {
  readonly #origin: string;
  readonly #administrator: Administrator;
  #token: Promise<AdminToken> | undefined;

  constructor(origin: string, administrator: Administrator) {
    this.#origin = origin;
    this.#administrator = administrator;
  }

  /**
   * Calls it as the administrator.
   *
   * @param method - the HTTP method
   * @param path - below `/admin`: `/realms/boost/clients`
   * @param body - is sent as JSON
   * @returns the answer's JSON; undefined if it has no body
   * @throws Error with the status for an answer that is not 2xx
   */
  async request(method: string, path: string, body?: object): Promise<unknown> {
    const response = await fetch(`${this.#origin}/admin${path}`, {
      method,
      headers: {
        authorization: `Bearer ${await this.#getToken()}`,
        'content-type': 'application/json',
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) {
      throw new Error(`Keycloak's admin API answered ${method} ${path} with ${response.status}`);
    }
    return text === '' ? undefined : JSON.parse(text);
  }

  async #getToken(): Promise<string> {
    const known = await this.#token?.catch(() => undefined);
    if (known === undefined || Date.now() > known.renewAt) {
      this.#token = this.#requestToken();
    }
    return (await this.#token)?.value ?? '';
  }

  async #requestToken(): Promise<AdminToken> {
    const askedAt = Date.now();
    const response = await fetch(`${this.#origin}/realms/master/protocol/openid-connect/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'password',
        client_id: 'admin-cli',
        ...this.#administrator,
      }),
    });
    if (!response.ok) {
      throw new Error(`Keycloak refused its administrator with ${response.status}`);
    }
    const { access_token, expires_in } = Object(await response.json());
    return { value: String(access_token), renewAt: askedAt + Number(expires_in) * 1000 - marginMs };
  }
}

interface AdminToken {
  readonly value: string;
  /** In milliseconds since 1970. */
  readonly renewAt: number;
}
