import { describeAdministration } from '../test/administration-suite.fixture.ts';
import { memoryHost, sqliteHost } from '../test/database-host.fixture.ts';

describeAdministration(memoryHost);
describeAdministration(sqliteHost);
