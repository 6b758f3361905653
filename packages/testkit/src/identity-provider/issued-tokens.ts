/**
 * What became of the tokens that were issued, by `jti`. oidc-provider forgets a JWT access token once
 * it is signed and can neither revoke nor introspect it, so this is kept beside it.
 */
export class IssuedTokens {
  readonly #tokens = new Map<string, { clientId: string; exp: number; revoked: boolean }>();

  /** @param exp When it expires, in seconds since 1970. */
  add(jti: string, clientId: string, exp: number): void {
    this.#forgetExpired();
    this.#tokens.set(jti, { clientId, exp, revoked: false });
  }

  isRevoked(jti: string): boolean {
    return this.#tokens.get(jti)?.revoked ?? false;
  }

  revoke(jti: string): void {
    const token = this.#tokens.get(jti);
    if (token) {
      token.revoked = true;
    }
  }

  revokeAllOf(clientId: string): void {
    for (const token of this.#tokens.values()) {
      token.revoked ||= token.clientId === clientId;
    }
  }

  #forgetExpired(): void {
    const now = Date.now() / 1000;
    for (const [jti, token] of this.#tokens) {
      if (token.exp < now) {
        this.#tokens.delete(jti);
      }
    }
  }
}
