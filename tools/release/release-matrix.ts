/** What the packed packages are tried on before a release: versions as npm packages, by the name they are installed under. */
export const releaseMatrix = {
  node: {
    'node-22': 'npm:node@22.23.3',
    'node-24': 'npm:node@24.21.0',
    'node-26': 'npm:node@26.9.0',
  },
  /** A Node that is too old: an import must say so. */
  oldNode: { 'node-20': 'npm:node@20.20.2' },
  typescript: {
    'typescript-5.5': 'npm:typescript@5.5.4',
    'typescript-5.9': 'npm:typescript@5.9.3',
    'typescript-6.0': 'npm:typescript@6.0.3',
    'typescript-7.0': 'npm:typescript@7.0.2',
  },
  /** The package managers beside npm, and the registry that is started on loopback. */
  managers: { pnpm: '12.21.0', '@yarnpkg/cli-dist': '4.18.1', verdaccio: '6.10.4' },
  /** What a project on Node has besides. */
  types: { '@types/node': '24.19.2' },
  /** Optional peers that an entry point wants, and the driver of the database that an example uses. */
  peers: {
    '@backstage/backend-plugin-api': '1.12.0',
    '@backstage/errors': '1.4.0',
    '@backstage/plugin-permission-common': '0.9.13',
    '@backstage/plugin-permission-node': '0.11.6',
    'better-sqlite3': '13.2.0',
    express: '4.22.3',
  },
  /** What `backstage-cli new` and `backstage-cli package test` are, with what Jest wants besides. */
  backstage: {
    new: { '@backstage/cli-module-new': '0.1.9' },
    test: {
      '@backstage/cli-module-test-jest': '0.1.8',
      '@jest/environment-jsdom-abstract': '^30.0.0',
      jest: '^30.0.0',
      jsdom: '^27.1.0',
    },
  },
} as const;

/** TypeScript before 5.8 refuses `require` of an ES module, though Node does it. */
export const typescriptWithoutRequire: readonly string[] = ['typescript-5.5'];
