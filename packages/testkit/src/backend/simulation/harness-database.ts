import { Refusal } from '../answer.ts';
import { pythonJson } from '../python-json.ts';

/** A database that the recorded harness took for one that came while calls were in flight. */
const busyWord = 'busy';

/**
 * What the harness has against a database, as the recorded one: every collection is to be a list.
 *
 * @throws Refusal 409 or 422.
 */
export function checkDatabase(
  database: Readonly<Record<string, unknown>>,
  markUnrecorded: () => void,
): void {
  if (database[busyWord] === true) {
    throw new Refusal(409, 'Tool calls are in flight; retry the re-seed shortly');
  }
  const wrong = Object.entries(database).find(([, collection]) => !Array.isArray(collection));
  if (wrong === undefined) {
    return;
  }
  const [name, collection] = wrong;
  const path = `$.${name}`;
  if (typeof collection !== 'string') {
    markUnrecorded();
  }
  const shown = typeof collection === 'string' ? `'${collection}'` : pythonJson(collection);
  throw new Refusal(422, {
    message: `db.json validation failed at ${path}: ${shown} is not of type 'array'`,
    json_path: path,
  });
}
