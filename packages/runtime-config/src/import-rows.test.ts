import { sqliteHost } from '../test/database-host.fixture.ts';
import { describeImport } from '../test/import-suite.fixture.ts';

describeImport(sqliteHost);
