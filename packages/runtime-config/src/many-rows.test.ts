import { sqliteHost } from '../test/database-host.fixture.ts';
import { describeManyRows } from '../test/many-rows-suite.fixture.ts';

describeManyRows(sqliteHost, '');
