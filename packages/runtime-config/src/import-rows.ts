import { type ImportRules, planImport, removedRows, versionsOf } from './import-plan.ts';
import type { ImportEntry, ImportReport } from './import-report.ts';
import { type BoostRow, type ImportSource, readBoostRows } from './import-source.ts';
import type { OverrideAccess } from './override-access.ts';
import { byKey } from './reconcile.ts';
import { recordWrite } from './write-record.ts';

/** How many rows are imported in one write, so that other writers do not wait for long. */
const rowsPerWrite = 100;

/**
 * Imports the rows of Boost 0.8 that no earlier import decided about. Boost's table is only read. An import
 * that is killed is completed by the next one, and replicas may import at the same time.
 */
export async function importOverrides(
  access: OverrideAccess,
  source: ImportSource,
): Promise<ImportReport> {
  const { plans, gone, rules } = await planRows(access, source);
  const entries = plans.filter(({ hash }) => hash === undefined).map(({ entry }) => entry);
  const due = plans.filter(({ hash }) => hash !== undefined).map(({ row }) => row);
  for (let start = 0; start < due.length; start += rowsPerWrite)
    entries.push(...(await importSome(access, due.slice(start, start + rowsPerWrite), rules)));
  return reportOf([...entries, ...gone]);
}

/** What an import would do now. Nothing is written. */
export async function planImports(
  access: OverrideAccess,
  source: ImportSource,
): Promise<ImportReport> {
  const { plans, gone } = await planRows(access, source);
  return reportOf([...plans.map(({ entry }) => entry), ...gone]);
}

async function planRows({ store, keys }: OverrideAccess, source: ImportSource) {
  // Boost's rows are read before a write begins: both Knex may share one connection.
  const rows = await readBoostRows(source);
  const rules = { keys, versions: versionsOf(rows, keys) };
  const imported = await store.readImported();
  const overrides = (await store.read()).map(({ key }) => key);
  const plans = planImport(rows, { overrides, imported }, rules);
  return { plans, gone: removedRows(rows, imported), rules };
}

/** Others may have written since the rows were planned: they are planned again. */
function importSome(
  access: OverrideAccess,
  rows: readonly BoostRow[],
  rules: ImportRules,
): Promise<ImportEntry[]> {
  const { store, actor } = access;
  return store.write(async write => {
    const imported = await write.readImported();
    // Those of other keys decide about none of these rows, and may be many.
    const names = new Set(rows.flatMap(({ key }) => rules.keys.relatedNames(String(key))));
    const overrides = (await write.read([...names])).map(({ key }) => key);
    const plans = planImport(rows, { overrides, imported }, rules);
    for (const { entry, hash, next } of plans) {
      if (next !== undefined)
        await recordWrite(access, write, {
          action: 'import',
          before: undefined,
          next: { ...next, updatedBy: actor },
        });
      if (hash !== undefined) await write.markImported(entry.key, hash);
    }
    return plans.map(({ entry }) => entry);
  });
}

function reportOf(entries: readonly ImportEntry[]): ImportReport {
  return { entries: entries.toSorted(byKey) };
}
