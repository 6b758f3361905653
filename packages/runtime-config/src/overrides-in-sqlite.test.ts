import { sqliteHost } from '../test/database-host.fixture.ts';
import { describeEncryption } from '../test/encryption-suite.fixture.ts';
import { describeReconcile } from '../test/reconcile-suite.fixture.ts';
import { describeResolver } from '../test/resolver-suite.fixture.ts';

describeResolver(sqliteHost);
describeReconcile(sqliteHost);
describeEncryption(sqliteHost);
