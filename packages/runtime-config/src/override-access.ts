import type { ProblemReporter } from './override-problem.ts';
import type { OverrideRows } from './override-store.ts';
import type { StoredValueContext } from './stored-value.ts';
import type { ValueCipher } from './value-cipher.ts';
import type { YamlValues } from './yaml-values.ts';

/** What changes rows works with. */
export interface OverrideAccess extends StoredValueContext {
  readonly store: OverrideRows;
  readonly reporter: ProblemReporter;
  /** Who asked for the change. */
  readonly actor: string | null;
  readonly yaml: YamlValues;
  /** Opens values for checks that a bad `boost.encryptionSecret` must not stop. */
  readonly lenientCipher: ValueCipher;
}
