import { memoryHost } from './database-host.fixture.ts';
import { describeEncryption } from './encryption-suite.fixture.ts';
import { describeGroups } from './group-suite.fixture.ts';
import { describeReconcile } from './reconcile-suite.fixture.ts';
import { describeResolver } from './resolver-suite.fixture.ts';

describeResolver(memoryHost);
describeReconcile(memoryHost);
describeGroups(memoryHost);
describeEncryption(memoryHost);
