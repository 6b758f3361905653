import type { StoredOverride } from './override-store.ts';

type Read = (keys: readonly string[]) => Promise<readonly StoredOverride[]>;

/**
 * Joins readers of the same keys. Those who ask before a read has begun share it; those who ask while
 * it runs share the next one, which begins when it has ended. So however many ask, the store has one
 * read of these keys at a time, and nobody is given what was read before they asked.
 *
 * @param read - reads the store, and ends in a limited time
 */
export function joinReads(read: Read): Read {
  const next = new Map<string, ReturnType<Read>>();
  const running = new Map<string, Promise<void>>();
  return keys => {
    const name = JSON.stringify(keys);
    const joined = next.get(name);
    if (joined !== undefined) return joined;
    const begin = () => {
      next.delete(name);
      const rows = read(keys);
      const end = () => void running.delete(name);
      running.set(name, rows.then(end, end));
      return rows;
    };
    const reading = (running.get(name) ?? Promise.resolve()).then(begin);
    next.set(name, reading);
    return reading;
  };
}
