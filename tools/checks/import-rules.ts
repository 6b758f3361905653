/** Which packages of this repository a package's published code may import. */
export interface ImportRule {
  /** The packages allowed everywhere. */
  readonly allow: readonly string[];
  /** More packages, allowed only in the folder of a subpath: `config` is `src/config/`. */
  readonly allowIn?: Readonly<Record<string, readonly string[]>>;
  /**
   * Folders and files of `src/` that are bundled with all that they import, so that a devDependency will do for them;
   * `all` where the package is a command and nothing else.
   */
  readonly bundled?: readonly string[] | 'all';
  /** Whether a browser runs the code, so that no module of Node's may be imported. */
  readonly browser?: true;
}

/** The private workspace whose rules the bundler puts into the packages: a devDependency of each that uses it. */
export const sharedRules = '@rhdh-boost/internal';

/** The architecture: who may import whom. A package without a row here does not pass the check of imports. */
export const importRules: Readonly<Record<string, ImportRule>> = {
  '@rhdh-boost/config-schema': { allow: [sharedRules], browser: true },
  '@rhdh-boost/config-tools': {
    allow: [sharedRules, '@rhdh-boost/config-schema'],
    bundled: ['command', 'boost-config.ts'],
  },
  '@rhdh-boost/runtime-config': { allow: [sharedRules, '@rhdh-boost/config-schema'] },
  '@rhdh-boost/token-manager': { allow: [sharedRules] },
  '@rhdh-boost/kagenti-contract': { allow: [] },
  '@rhdh-boost/kagenti-client': {
    allow: [sharedRules, '@rhdh-boost/kagenti-contract'],
    allowIn: {
      backstage: ['@rhdh-boost/token-manager'],
      config: ['@rhdh-boost/config-schema', '@rhdh-boost/token-manager'],
    },
  },
  '@rhdh-boost/cli': {
    allow: [
      sharedRules,
      '@rhdh-boost/config-schema',
      '@rhdh-boost/config-tools',
      '@rhdh-boost/kagenti-client',
      '@rhdh-boost/kagenti-contract',
      '@rhdh-boost/runtime-config',
      '@rhdh-boost/token-manager',
    ],
    bundled: 'all',
  },
  '@rhdh-boost/testkit': { allow: [sharedRules, '@rhdh-boost/kagenti-contract'] },
};
