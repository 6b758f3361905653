import type { ConfigRegistry } from '@rhdh-boost/config-schema';
import { ConfigOverrideError } from './override-error.ts';

/** The option `maxValueBytes`: for all fields, or for single ones by key. */
export type MaxValueBytes = number | Readonly<Record<string, number>>;

const defaultBytes = 256 * 1024;
/** What nobody can raise a limit above: 16 MiB, in bytes. */
export const mostBytes = 16 * 2 ** 20;

/** How large the stored values of fields may be, in bytes of their text. */
export class ValueLimits {
  readonly #all: number;
  readonly #byKey: ReadonlyMap<string, number>;

  /**
   * @param option - the option `maxValueBytes`
   * @throws ConfigOverrideError `invalid_option`
   */
  constructor(option: unknown, { fields }: Pick<ConfigRegistry, 'fields'>) {
    const isNumber = typeof option !== 'object' || option === null;
    const all = isNumber ? (option ?? defaultBytes) : defaultBytes;
    const byKey = Object.entries(isNumber ? {} : option);
    const unknown = byKey.find(([key]) => !Object.hasOwn(fields, key));
    if (unknown !== undefined)
      throw wrong(`maxValueBytes names ${unknown[0]}, which is not a field`);
    if (!isLimit(all) || !byKey.every(([, bytes]) => isLimit(bytes)))
      throw wrong(`maxValueBytes must consist of whole numbers from 1 to ${mostBytes}`);
    this.#all = all;
    this.#byKey = new Map(byKey);
  }

  /** Why a stored value is too large for its field, as part of a sentence; undefined when it is not. */
  excess(key: string, bytes: number): string | undefined {
    const most = this.#byKey.get(key) ?? this.#all;
    return bytes > most
      ? `it has ${bytes} bytes as stored, and maxValueBytes is ${most}`
      : undefined;
  }

  /** The largest limit of any field. */
  get largest(): number {
    return Math.max(this.#all, ...this.#byKey.values());
  }
}

function isLimit(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 1 && Number(value) <= mostBytes;
}

function wrong(message: string): ConfigOverrideError {
  return new ConfigOverrideError({
    code: 'invalid_option',
    message: `The option ${message}.`,
    hint: `Pass a number of bytes for all fields, or an object of such numbers by key. Leave it out for ${defaultBytes}.`,
  });
}
