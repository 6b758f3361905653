// Writes the pages of docs/ whose tables the tests prove; with --check it only says which are stale.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeFaults, faultGroups } from '../test/faults/fault-table.fixture.ts';
import { describeOrders, orderRows } from '../test/orders/order-table.fixture.ts';

const docs = join(import.meta.dirname, '../../../docs');
const pages = {
  'token-faults.md': describeFaults(faultGroups),
  'token-interceptor-order.md': describeOrders(orderRows),
};

for (const [name, text] of Object.entries(pages)) {
  const page = join(docs, name);
  const isFresh = existsSync(page) && readFileSync(page, 'utf8') === text;
  if (!process.argv.includes('--check')) {
    writeFileSync(page, text);
  } else if (!isFresh) {
    process.stderr.write(`docs/${name} is stale: run \`npm run generate\`\n`);
    process.exitCode = 1;
  }
}
