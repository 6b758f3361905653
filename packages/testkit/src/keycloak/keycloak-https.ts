/** TLS of a real Keycloak, for mutual TLS (RFC 8705) too. */
export interface KeycloakHttps {
  /** PEM file of the server's certificate, good for `127.0.0.1`. */
  certificateFile: string;
  /** PEM file of its key. */
  keyFile: string;
  /** PEM file of the authority of client certificates; without it none is asked for. */
  clientAuthorityFile?: string;
}

/** The command line's part of it. */
export function httpsArguments(
  https: KeycloakHttps | undefined,
  port: number | undefined,
): string[] {
  if (https === undefined) {
    return [];
  }
  const { clientAuthorityFile } = https;
  return [
    `--https-port=${port}`,
    `--https-certificate-file=${https.certificateFile}`,
    `--https-certificate-key-file=${https.keyFile}`,
    ...(clientAuthorityFile === undefined
      ? []
      : ['--https-client-auth=request', `--https-trust-store-file=${clientAuthorityFile}`]),
  ];
}
