import { describeChanges } from '../test/changes-suite.fixture.ts';
import { memoryHost, sqliteHost } from '../test/database-host.fixture.ts';

describeChanges(memoryHost);
describeChanges(sqliteHost);
