import { sqliteHost } from './database-host.fixture.ts';
import { describeEncryption } from './encryption-suite.fixture.ts';
import { describeGroups } from './group-suite.fixture.ts';
import { describeReconcile } from './reconcile-suite.fixture.ts';
import { describeResolver } from './resolver-suite.fixture.ts';

describeResolver(sqliteHost);
describeReconcile(sqliteHost);
describeGroups(sqliteHost);
describeEncryption(sqliteHost);
