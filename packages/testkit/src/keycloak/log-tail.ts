/** How many lines tell what went wrong: a Java stack trace with what led to it. */
const keptLines = 40;

/** The last lines of a log, without secrets. */
export class LogTail {
  readonly #secrets: readonly string[];
  #lines: string[] = [''];

  constructor(secrets: readonly string[]) {
    this.#secrets = secrets;
  }

  add(data: Buffer | string): void {
    const [first = '', ...others] = data.toString().split('\n');
    const last = this.#lines.pop() ?? '';
    this.#lines = [...this.#lines, last + first, ...others].slice(-keptLines);
  }

  get text(): string {
    const text = this.#lines.join('\n').trim();
    return this.#secrets.reduce((clean, secret) => clean.replaceAll(secret, '<secret>'), text);
  }
}
