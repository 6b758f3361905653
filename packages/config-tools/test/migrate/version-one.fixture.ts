import * as fc from 'fast-check';

/** A version 1 file of some layout, and what is known of it. */
export interface VersionOneFile {
  /** The whole text. */
  readonly text: string;
  /** The comments that must stay. */
  readonly kept: readonly string[];
  /** The comments that belong to the removed section. */
  readonly gone: readonly string[];
}

type Tree = { readonly [name: string]: Tree | string | number | boolean | readonly string[] };

const removedName = 'tokenExchange';

/** Any layout of any version 1 file that can be migrated. */
export const anyVersionOneFile: fc.Arbitrary<VersionOneFile> = fc
  .array(fc.nat(1023), { minLength: 40, maxLength: 160 })
  .map(choices => new Layout(choices).render());

/** Writes a file, asking at each place what to do; the answers run out and begin again. */
class Layout {
  readonly #choices: readonly number[];
  #next = 0;
  #comments = 0;
  readonly #kept: string[] = [];
  readonly #gone: string[] = [];
  readonly #step: string;
  /** How often there is a comment, in sixteenths. */
  readonly #commentRate: number;

  constructor(choices: readonly number[]) {
    this.#choices = choices;
    this.#step = ' '.repeat(1 + this.#choose(4));
    this.#commentRate = this.#choose(5);
  }

  render(): VersionOneFile {
    const tree = this.#tree();
    const lines = [...this.#mapping(tree, 0, false), ...this.#looseComment(0, false)];
    const wrapped = this.#chance(5) ? this.#wrap(lines) : lines;
    const lineEnd = this.#chance(5) ? '\r\n' : '\n';
    const end = this.#chance(4) ? '' : lineEnd;
    const mark = this.#chance(2) ? '\uFEFF' : '';
    return { text: mark + wrapped.join(lineEnd) + end, kept: this.#kept, gone: this.#gone };
  }

  #choose(count: number): number {
    const choice = this.#choices[this.#next % this.#choices.length] ?? 0;
    this.#next += 1;
    return choice % count;
  }

  /** Whether something is done, in sixteenths. */
  #chance(of16: number): boolean {
    return this.#choose(16) < of16;
  }

  #tree(): Tree {
    const exchange = { enabled: true, audience: 'kagenti', userTokenHeader: 'X-User' };
    const size = this.#choose(4);
    const auth: [string, Tree[string]][] = [
      [
        removedName,
        size === 0 ? true : Object.fromEntries(Object.entries(exchange).slice(0, size)),
      ],
    ];
    for (const name of ['clientId', 'clientSecret', 'tokenEndpoint', 'scope']) {
      if (this.#chance(5)) auth.splice(this.#choose(auth.length + 1), 0, [name, `${name} text`]);
    }
    const kagenti: [string, Tree[string]][] = [['auth', Object.fromEntries(auth)]];
    if (this.#chance(8)) {
      kagenti.splice(this.#choose(2), 0, ['allowInClusterHttp', true]);
    }
    const boost: [string, Tree[string]][] = [
      ['kagenti', Object.fromEntries(kagenti)],
      ['security', { mode: 'full' }],
    ];
    if (this.#chance(8)) boost.splice(this.#choose(3), 0, ['list', ['a', 'b']]);
    if (this.#chance(4)) boost.reverse();
    const root: [string, Tree[string]][] = [['boost', Object.fromEntries(boost)]];
    if (this.#chance(8)) root.splice(this.#choose(2), 0, ['app', { title: 'x: y', port: 7 }]);
    return Object.fromEntries(root);
  }

  #mapping(tree: Tree, depth: number, isGone: boolean): string[] {
    const lines: string[] = [];
    for (const [name, value] of Object.entries(tree)) {
      const goes = isGone || name === removedName;
      const indentation = this.#step.repeat(depth);
      lines.push(
        ...this.#looseComment(depth, isGone),
        ...this.#comment(indentation, goes, this.#commentRate),
        ...this.#entry(name, value, depth, goes),
        ...this.#comment(`${indentation} `, goes, 1),
      );
    }
    return lines;
  }

  #entry(name: string, value: Tree[string], depth: number, isGone: boolean): string[] {
    const key = `${this.#step.repeat(depth)}${this.#scalar(name)}:`;
    if (Array.isArray(value)) {
      const items = value.map(
        item => `${this.#step.repeat(depth + 1)}- ${item}${this.#tail(isGone)}`,
      );
      return [`${key}${this.#tail(isGone)}`, ...items];
    }
    if (!isTree(value)) return [`${key} ${this.#scalar(value)}${this.#tail(isGone)}`];
    if (this.#chance(4)) return this.#braces(key, value, depth, isGone);
    return [`${key}${this.#tail(isGone)}`, ...this.#mapping(value, depth + 1, isGone)];
  }

  #braces(key: string, value: Tree, depth: number, isGone: boolean): string[] {
    const entries = Object.entries(value);
    const comma = this.#chance(4) ? ',' : '';
    if (this.#chance(8)) {
      const space = this.#chance(8) ? ' ' : '';
      const inside = entries.map(([name, below]) => this.#inBraces(name, below)).join(`,${space}`);
      return [`${key} {${space}${inside}${comma}${space}}${this.#tail(isGone)}`];
    }
    const indentation = this.#step.repeat(depth + 2);
    const lines = entries.map(([name, below], index) => {
      const separator = index === entries.length - 1 ? comma : ',';
      return `${indentation}${this.#inBraces(name, below)}${separator}${this.#tail(isGone)}`;
    });
    return [`${key} {`, ...lines, `${this.#step.repeat(depth + 1)}}${this.#tail(isGone)}`];
  }

  #inBraces(name: string, value: Tree[string]): string {
    if (Array.isArray(value)) return `${name}: [${value.join(', ')}]`;
    if (!isTree(value)) return `${this.#scalar(name)}: ${this.#scalar(value)}`;
    const inside = Object.entries(value).map(entry => this.#inBraces(...entry));
    return `${this.#scalar(name)}: {${inside.join(', ')}}`;
  }

  #scalar(value: string | number | boolean | readonly string[]): string {
    if (typeof value !== 'string') return String(value);
    const style = this.#choose(8);
    if (style === 0) return JSON.stringify(value);
    return style === 1 || value.includes(': ') ? `'${value}'` : value;
  }

  /** A comment, or a blank line, that belongs to nothing: something else than a key follows. */
  #looseComment(depth: number, isGone: boolean): string[] {
    const indentation = this.#step.repeat(this.#choose(depth + 1));
    const lines = this.#comment(indentation, isGone, this.#commentRate);
    return lines.length > 0 || this.#chance(3) ? [...lines, ''] : [];
  }

  #comment(indentation: string, isGone: boolean, of16: number): string[] {
    if (!this.#chance(of16)) return [];
    return [indentation + this.#note(isGone)];
  }

  #tail(isGone: boolean): string {
    return this.#chance(this.#commentRate) ? ` ${this.#note(isGone)}` : '';
  }

  #note(isGone: boolean): string {
    this.#comments += 1;
    const comment = `# note ${this.#comments};`;
    (isGone ? this.#gone : this.#kept).push(comment);
    return comment;
  }

  #wrap(lines: readonly string[]): string[] {
    const first = lines.find(line => line !== '') ?? '';
    const indicator = first.startsWith(' ') ? '2' : '';
    const header = `|${indicator}${['', '-', '+'][this.#choose(3)] ?? ''}`;
    return [
      'apiVersion: v1',
      'kind: ConfigMap',
      'data:',
      ...(this.#chance(8) ? ['  other.txt: |', '    boost: {'] : []),
      `  app-config.yaml: ${header}`,
      ...lines.map(line => (line === '' ? '' : `    ${line}`)),
      ...(this.#chance(8) ? ['---', 'kind: Secret', 'x: {{ broken'] : []),
    ];
  }
}

function isTree(value: Tree[string]): value is Tree {
  return typeof value === 'object' && !Array.isArray(value);
}
