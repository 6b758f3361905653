/** An issuer of Keycloak is the server's URL, `/realms/`, and the realm. */
export function realmOf(issuer: string): { keycloak_url: string; realm: string } {
  const [keycloakUrl = issuer, realm = ''] = issuer.split('/realms/');
  return { keycloak_url: keycloakUrl, realm };
}
