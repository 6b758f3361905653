import { memoryHost, sqliteHost } from '../test/database-host.fixture.ts';
import { describeResolveMany } from '../test/resolve-many-suite.fixture.ts';

describeResolveMany(memoryHost);
describeResolveMany(sqliteHost);
