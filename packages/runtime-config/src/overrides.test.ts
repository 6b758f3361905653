import { memoryHost, sqliteHost } from './database-host.fixture.ts';
import { describeEncryption } from './encryption-suite.fixture.ts';
import { describeProcesses } from './process-suite.fixture.ts';
import { describeReconcile } from './reconcile-suite.fixture.ts';
import { describeResolver } from './resolver-suite.fixture.ts';

for (const host of [memoryHost, sqliteHost]) {
  describeResolver(host);
  describeReconcile(host);
  describeEncryption(host);
}
describeProcesses(sqliteHost);
