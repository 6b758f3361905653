/**
 * What tools replace before Backstage reads a configuration: the actions of Go templates (Helm,
 * External Secrets), values that SOPS encrypted, the path placeholders of Argo CD Vault Plugin, the
 * references of vals (`ref+vault://…`) and those of bank-vaults (`vault:secret/…#KEY`).
 */
const placeholder =
  /\{\{|\bENC\[AES256_GCM,|<path:[^<>\n]+>|\bref\+[a-z][a-z0-9]*:\/\/|(?:^|>>|\$\{)vault:[^\s#]+#/;

/**
 * Whether something in a text is replaced before Backstage reads it, so that the value is unknown.
 *
 * @param more - what else is replaced in the file, such as parameters of an OpenShift template
 */
export function holdsPlaceholder(text: string, more?: RegExp): boolean {
  return placeholder.test(text) || (more?.test(text) ?? false);
}

/** Whether a text is encrypted by SOPS as a whole. */
export function isEncrypted(text: string): boolean {
  return /^ENC\[AES256_GCM,[^\]]*\]$/.test(text);
}

/** References to parameters of an OpenShift template: `${NAME}`, and `${{NAME}}` for JSON values. */
export function parameterReferences(names: readonly string[]): RegExp | undefined {
  const plain = names.filter(name => /^\w+$/.test(name));
  return plain.length === 0
    ? undefined
    : new RegExp(String.raw`\$\{(?:${plain.join('|')})\}|\$\{\{(?:${plain.join('|')})\}\}`);
}

/**
 * `<KEY>`, which Argo CD Vault Plugin replaces in a resource with the annotation
 * `avp.kubernetes.io/path`, and with modifiers such as `<KEY | base64encode>`.
 */
export const vaultKeys = /<[^<>\n]+>/;

/** Either of two expressions. */
export function eitherOf(left: RegExp | undefined, right: RegExp | undefined): RegExp | undefined {
  if (left === undefined || right === undefined) return left ?? right;
  return new RegExp(`${left.source}|${right.source}`);
}
