import { sqliteHost } from '../test/database-host.fixture.ts';
import { describeRollingUpgrade } from '../test/rolling-suite.fixture.ts';

describeRollingUpgrade(sqliteHost);
