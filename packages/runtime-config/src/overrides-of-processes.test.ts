import { sqliteHost } from '../test/database-host.fixture.ts';
import { describeProcesses } from '../test/process-suite.fixture.ts';

describeProcesses(sqliteHost);
