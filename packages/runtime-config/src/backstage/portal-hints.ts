/** Something that is wrong, and what to do about it. */
interface Described {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

/** By code: what the operator or a client of a portal does, where the library's hint names a function. */
const hints: Readonly<Record<string, string>> = {
  missing_table:
    'A start of the backend creates it, unless backend.database.skipMigrations or backend.database.plugin.boost-config.skipMigrations is true in app-config. Start the backend once without it, as a role that may create tables: that creates the tables of Backstage too, which migrateOverrideStore does not.',
  unsuitable_database:
    'backend.database.plugin.boost-config must describe a PostgreSQL or SQLite database whose tables Backstage may update: start the backend once without skipMigrations. If the table belongs to another program, name another database.',
  too_large:
    'Set a smaller value. The backend can raise the limit with maxValueBytes of createBoostConfigServiceFactory.',
  not_found:
    'GET /api/boost-config/history lists the revisions, and GET /api/boost-config/rejected the rows that were moved aside. Old ones are removed.',
  waiting: 'When all replicas run this version, call POST /api/boost-config/reconcile.',
};

/** The same with the hint for a portal: app-config keys and routes in place of functions. */
export function inPortal<Problem extends Described>(problem: Problem): Problem {
  const hint = hints[problem.code];
  return hint === undefined ? problem : { ...problem, hint };
}
