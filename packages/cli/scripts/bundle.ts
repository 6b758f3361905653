// Bundles the command: what `--help` needs is one file, what each subcommand does is loaded when it runs.
import { join } from 'node:path';
import { bundleCommand } from '../../../tools/setup/bundle-command.ts';

const root = join(import.meta.dirname, '..');

/** What `boost --help` needs. */
const neededFirst =
  /\/(?:cli\/src\/(?:package-version|command\/(?:run-boost|(?!run-)[\w-]+))\.ts|internal\/src\/(?:command-context|error-name|printable|run-process|usage-error)\.ts|node_modules\/commander\/)/;

/** Drivers that knex may load for databases that Backstage has none of, and parts of pg that are compiled. */
const unused =
  /^(?:better-sqlite3|sqlite3|mysql2?|oracledb|tedious|pg-native|pg-query-stream|mariadb|mssql)(?:\/|$)/;

if (import.meta.main) {
  await bundleCommand({
    root,
    name: 'boost',
    folder: join(root, 'dist'),
    first: { name: 'program', has: id => neededFirst.test(id) },
    external: id => unused.test(id),
  });
}
