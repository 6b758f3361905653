import { memoryHost, sqliteHost } from '../test/database-host.fixture.ts';
import { describeWrites } from '../test/writes-suite.fixture.ts';

describeWrites(memoryHost);
describeWrites(sqliteHost);
