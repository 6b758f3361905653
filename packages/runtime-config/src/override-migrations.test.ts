import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeMigrations } from '../test/migrations-suite.fixture.ts';

describeMigrations({
  name: 'in a SQLite file',
  async openEmpty() {
    const folder = mkdtempSync(join(tmpdir(), 'migrations-'));
    const connection = {
      client: 'better-sqlite3',
      connection: { filename: join(folder, 'boost.sqlite') },
      useNullAsDefault: true,
    };
    return { connection, close: async () => rmSync(folder, { recursive: true }) };
  },
});
