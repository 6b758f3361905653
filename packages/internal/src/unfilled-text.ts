/** A problem of a text that is to be filled in, or that was filled in with something beside it. */
interface TextSlip {
  readonly code: 'unfilled_variable' | 'surrounding_space';
  /** What is wrong, to be read after the key. */
  readonly message: string;
  /** The remedy, as a sentence. */
  readonly hint: string;
}

const asShell: TextSlip = {
  code: 'unfilled_variable',
  message: 'contains a variable that Backstage does not fill in: it is not written ${NAME}',
  hint: 'Write ${NAME}, with braces. If the text is meant as it is, ignore this warning.',
};

/** White space around a variable stays, although Backstage trims what the variable contains. */
export const surroundingSpace: TextSlip = {
  code: 'surrounding_space',
  message: 'begins or ends with white space, which is sent as part of the value',
  hint: 'Remove the white space inside the quotes. In a block, write ">-" or "|-" instead of ">" or "|".',
};

const encryptionSecret = /^boost\.(?:encryptionSecret|previousEncryptionSecrets)$/;

/** Whether white space around a value reaches a server. An encryption secret is used as it is, and must not change. */
export function isSentAsIs(key: string, isSensitive: boolean): boolean {
  return !encryptionSecret.test(key) && (isSensitive || key.startsWith('boost.kagenti.auth.'));
}

/** Whether a text begins or ends with white space. */
export function isSurroundedBySpace(text: string): boolean {
  return text !== text.trim();
}

/** `$NAME` and `$(NAME)`, as a shell and Kubernetes have them, for the whole of a text. */
const wholeVariable = /^\$(?:[A-Z_][A-Z0-9_]+|\([A-Za-z_][A-Za-z0-9_]*\))$/;
/** The same as a part of a URL, where random characters are unlikely. */
const partOfUrl = /^https?:\/\/\S*(?<!\$)\$(?:[A-Z_][A-Z0-9_]+|\([A-Za-z_][A-Za-z0-9_]*\))/i;

/** A variable in the syntax of a shell or of Kubernetes, which Backstage leaves as it is. */
export function findShellVariable(text: string): TextSlip | undefined {
  return wholeVariable.test(text.trim()) || partOfUrl.test(text) ? asShell : undefined;
}
