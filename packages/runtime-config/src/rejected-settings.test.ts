import { memoryHost, sqliteHost } from '../test/database-host.fixture.ts';
import { describeRejected } from '../test/rejected-suite.fixture.ts';

describeRejected(memoryHost);
describeRejected(sqliteHost);
