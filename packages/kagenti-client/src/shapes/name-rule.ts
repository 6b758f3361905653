/**
 * What a text may be that names something.
 *
 * - `label`: a label of RFC 1123, at most 63 characters and without dots: it becomes part of a host.
 * - `subdomain`: such labels, with dots between them, at most 253 characters: a name of Kubernetes (RFC 1123).
 * - `display`: any text of which Kagenti makes the name of a Kubernetes object, see {@link resourceName}.
 * - `free`: any text, though it may look like a name.
 */
export type NameForm = 'label' | 'subdomain' | 'display' | 'free';

/** What a parameter may be that is a name, or looks like one. */
export interface NameRule {
  /** What it may be. */
  readonly form: NameForm;
  /** What the backend does with it, and the line that does. */
  readonly decidedBy: string;
}

const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

const longestSubdomain = 253;

/**
 * What is wrong with a name; undefined when nothing is. Empty text names nothing: where that is not allowed,
 * another rule says that the parameter is missing.
 */
export function nameProblem(form: NameForm, value: string): string | undefined {
  if (value === '') return undefined;
  const { fits, rule } = forms[form];
  return fits(value) ? undefined : rule;
}

/** Which texts fit each form, and what an error says of one that does not. */
const forms: Readonly<
  Record<NameForm, { readonly fits: (value: string) => boolean; readonly rule: string }>
> = {
  label: {
    fits: value => label.test(value),
    rule: 'no RFC 1123 label: give 1 to 63 lower-case letters, digits and hyphens, a letter or digit at both ends',
  },
  subdomain: {
    fits: isSubdomain,
    rule: 'no name that Kubernetes takes (RFC 1123): give lower-case letters, digits, hyphens and dots, a letter or digit at both ends of each part, at most 253 characters',
  },
  display: {
    fits: value => isSubdomain(resourceName(value)),
    rule: 'nothing that Kagenti can make a Kubernetes name of: give it letters from a to z, or digits, and no letters of other scripts',
  },
  free: { fits: () => true, rule: '' },
};

/**
 * The name of the ConfigMap that Kagenti makes of a skill's display name: letters and digits of any script
 * in lower case, hyphens and dots stay, any other character becomes a hyphen, and hyphens and dots at both ends
 * go (utils/naming.py:10-17 in 0ea6d7ff). Of letters that Kubernetes does not take the name has them still, and
 * is refused.
 */
export function resourceName(displayName: string): string {
  const characters = Array.from(displayName, character =>
    /[\p{L}\p{N}.-]/u.test(character) ? character.toLowerCase() : '-',
  );
  return characters.join('').replaceAll(/^[-.]+|[-.]+$/g, '');
}

function isSubdomain(value: string): boolean {
  return value.length <= longestSubdomain && value.split('.').every(part => label.test(part));
}
