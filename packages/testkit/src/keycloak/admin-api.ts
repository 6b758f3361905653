/** Keycloak's admin REST API for one realm. */
export class AdminApi {
  readonly #origin: string;
  readonly #realm: string;
  readonly #administrator: { username: string; password: string };

  constructor(
    origin: string,
    realm: string,
    administrator: { username: string; password: string },
  ) {
    this.#origin = origin;
    this.#realm = realm;
    this.#administrator = administrator;
  }

  /** Has Keycloak make another secret, and returns it. */
  async regenerateSecret(clientId: string): Promise<string> {
    const id = await this.#findId(clientId);
    const { value } = memberOf(await this.#call('POST', `/clients/${id}/client-secret`));
    return String(value);
  }

  /** @param notBefore In seconds since 1970: tokens issued before are no longer good. */
  async setNotBefore(clientId: string, notBefore: number): Promise<void> {
    await this.#updateClient(clientId, { notBefore });
  }

  async setAccessTokenLifespan(clientId: string, seconds: number): Promise<void> {
    await this.#updateClient(clientId, {
      attributes: { 'access.token.lifespan': String(seconds) },
    });
  }

  /** Members that are left out stay as they are. */
  async #updateClient(clientId: string, members: object): Promise<void> {
    const id = await this.#findId(clientId);
    await this.#call('PUT', `/clients/${id}`, { clientId, ...members });
  }

  /** The admin API names a client by another id than OAuth does. */
  async #findId(clientId: string): Promise<string> {
    const found = await this.#call('GET', `/clients?clientId=${encodeURIComponent(clientId)}`);
    const [client] = Array.isArray(found) ? found : [];
    return String(memberOf(client)['id']);
  }

  async #call(method: string, path: string, body?: object): Promise<unknown> {
    const response = await fetch(`${this.#origin}/admin/realms/${this.#realm}${path}`, {
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

  /** One for each call: it lives for a minute, a test may last longer. */
  async #getToken(): Promise<string> {
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
    return String(memberOf(await response.json())['access_token']);
  }
}

function memberOf(value: unknown): Record<string, unknown> {
  return { ...Object(value) };
}
