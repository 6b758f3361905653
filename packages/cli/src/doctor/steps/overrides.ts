import type { Finding, Step, StepContext, StepOutcome } from '../step.ts';

/** Whether what administrators change at run time can be stored, and is read. */
export const overridesStep: Step = {
  id: 'overrides',
  title: 'Overrides',
  needs: ['configuration'],
  timeoutMs: 25_000,
  async run(context) {
    const outcome = await examine(context);
    if ('skipped' in outcome) return outcome;
    const source =
      context.configuration.sourceOf('backend.database.connection') ??
      context.configuration.sourceOf('backend.database');
    const findings = outcome.findings?.map((finding): Finding => ({ source, ...finding }));
    return { ...outcome, ...(findings && { findings }) };
  },
};

async function examine({
  configuration,
  cwd,
  signal,
  progress,
}: StepContext): Promise<StepOutcome> {
  const { readDatabaseSettings } = await import('../overrides/database-settings.ts');
  const settings = readDatabaseSettings(configuration);
  switch (settings.kind) {
    case 'unset':
      return { skipped: 'backend.database is not set in these files' };
    case 'cloud':
      return {
        skipped: `backend.database.connection.type is ${settings.type}: only the backend has the identity to sign in`,
      };
    case 'invalid':
      return { summary: 'backend.database', findings: [settings.finding] };
    case 'sqlite': {
      const { examineSqlite } = await import('../overrides/sqlite-file.ts');
      return examineSqlite(settings.file, cwd);
    }
    default: {
      progress(`connecting to ${settings.server}`);
      const { examinePostgres } = await import('../overrides/postgres-database.ts');
      return examinePostgres(settings, configuration, signal);
    }
  }
}
