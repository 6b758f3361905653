import { sqliteHost } from '../test/database-host.fixture.ts';
import { describeWriteProcesses } from '../test/write-process-suite.fixture.ts';

describeWriteProcesses(sqliteHost);
