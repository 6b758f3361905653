import { sqliteHost } from './database-host.fixture.ts';
import { describeProcesses } from './process-suite.fixture.ts';

describeProcesses(sqliteHost);
