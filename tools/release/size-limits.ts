/** How large each package may be when unpacked, in bytes, source maps aside. */
export const sizeLimits: Readonly<Record<string, number>> = {
  // The command with all that it needs: drivers of Redis and PostgreSQL, undici, and boost-config.
  '@rhdh-boost/cli': 4_000_000,
  '@rhdh-boost/config-schema': 530_000,
  '@rhdh-boost/config-tools': 1_650_000,
  '@rhdh-boost/kagenti-client': 740_000,
  '@rhdh-boost/kagenti-contract': 190_000,
  '@rhdh-boost/runtime-config': 345_000,
  '@rhdh-boost/testkit': 475_000,
  '@rhdh-boost/token-manager': 360_000,
};
