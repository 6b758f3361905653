// Bundles the command: what `--help` needs is one file, what each subcommand does is loaded when it runs.
import { join } from 'node:path';
// @boundaries-ignore A build script of the repository's is no part of the package.
import { bundleCommand } from '../../../tools/setup/bundle-command.ts';

const root = join(import.meta.dirname, '..');

/** What `boost --help` needs. */
const neededFirst =
  /\/(?:cli\/src\/(?:exit-codes|package-version|command\/(?:run-boost|(?!run-)[\w-]+))\.ts|internal\/src\/(?:command-context|error-name|printable|run-process|usage-error)\.ts|node_modules\/commander\/)/;

/** What only some steps and commands need. Each file also gets what its library imports, so list a library before those that import it. */
const libraries = {
  knex: /\/node_modules\/(?:colorette|debug|get-package-type|has-flag|knex|lodash|ms|supports-color|tarn)\//,
  postgresql: /\/node_modules\/(?:pg|pg-[\w-]+|pgpass|postgres-[\w-]+|split2|xtend)\//,
  redis: /\/node_modules\/@redis\//,
  undici: /\/node_modules\/undici\//,
  yaml: /\/node_modules\/yaml\//,
  zod: /\/node_modules\/zod(?:-to-json-schema)?\//,
  'config-schema': /\/packages\/config-schema\//,
  'runtime-config': /\/packages\/runtime-config\//,
  'token-manager': /\/packages\/token-manager\/|\/@opentelemetry\//,
  'kagenti-client': /\/packages\/kagenti-(?:client|contract)\//,
};

/** Databases that knex knows and Backstage does not: their drivers are no dependency, and their code never runs. */
const otherDatabases =
  /^\.\/(?:better-sqlite3|cockroachdb|mariadb|mssql|mysql2?|oracle(?:db)?|pgnative|redshift|sqlite3)$/;

if (import.meta.main) {
  await bundleCommand({
    root,
    name: 'boost',
    folder: join(root, 'dist'),
    first: { name: 'program', has: id => neededFirst.test(id) },
    libraries,
    // Compiled code that pg loads only where NODE_PG_FORCE_NATIVE is set.
    external: id => id === 'pg-native',
    leftOut: (id, importer) =>
      importer.endsWith('/knex/lib/dialects/index.js') && otherDatabases.test(id),
  });
}
