import { TokenError, withFields } from './token-error.ts';

/** What errors, hints and log lines call options, for those who configure them by other names. */
export class OptionNames {
  readonly #names: Readonly<Record<string, string>>;
  readonly #option: RegExp | undefined;

  /** @param names - The other name by that of the option, a dotted path such as `tls.caFile`. */
  constructor(names: Readonly<Record<string, string>> = {}) {
    this.#names = names;
    const options = Object.keys(names).toSorted((one, other) => other.length - one.length);
    this.#option = options.length === 0 ? undefined : optionPattern(options);
  }

  /** A text in terms of the other names. */
  inText(text: string): string {
    if (this.#option === undefined) return text;
    return text.replaceAll(this.#option, (said, ...[coined, plain]: (string | undefined)[]) => {
      const option = coined ?? plain;
      return option === undefined ? said : (this.#names[option] ?? said);
    });
  }

  /** An error in terms of the other names. */
  inError(error: TokenError): TokenError {
    if (this.#option === undefined) return error;
    const { message, hint } = error;
    return withFields(error, {
      message: this.inText(message),
      hint: hint === undefined ? undefined : this.inText(hint),
    });
  }

  /**
   * Makes something of options.
   *
   * @throws what `make` throws, a TokenError in terms of the other names
   */
  inErrorsOf<Made>(make: () => Made): Made {
    try {
      return make();
    } catch (error) {
      throw TokenError.isInstance(error) ? this.inError(error) : error;
    }
  }
}

/**
 * Where a text names an option. `clientId` and `tls.caFile` are no English, so they are options anywhere; `scope` and
 * `issuer` are, so they are options only where English wants an article. What a key is read by, a function or a
 * file, is part of the name.
 */
function optionPattern(options: readonly string[]): RegExp {
  const escaped = options.map(option => option.replaceAll('.', '\\.'));
  const coined = escaped.filter(option => /[A-Z.]/.test(option)).join('|');
  const plain = escaped.filter(option => !/[A-Z.]/.test(option)).join('|');
  const end = String.raw`(?![\w-]|\.\w)`;
  const source = String.raw`(?:[Tt]he (?=\S+ (?:function|file)\b))?`;
  return new RegExp(
    String.raw`(?<![\w.-])${source}(${coined || '(?!)'})(?: (?:function|file)\b)?${end}|(?<=^|\b(?:in|of|[Gg]ive|[Cc]hange) )(${plain || '(?!)'})${end}`,
    'g',
  );
}
