/**
 * What a text may be that names something.
 *
 * - `label`: a label of RFC 1123, at most 63 characters and without dots: it becomes part of a host.
 * - `subdomain`: parts like labels of any length, with dots between them, at most 253 characters in all: a name of
 *   Kubernetes, which calls it an RFC 1123 subdomain.
 * - `skill`: a subdomain too, the resource name of a skill, which is easily taken for the display name.
 * - `display`: any text of which Kagenti makes the name of a Kubernetes object, see {@link resourceName}.
 * - `runId`: 1 to 128 letters, digits, dots, underscores and hyphens (services/dreaming.py:52 in 0ea6d7ff), but
 *   neither `.` nor `..`, which every path refuses: Kagenti accepts both, and they lead to another path of the
 *   skill store.
 * - `free`: any text, though it may look like a name.
 */
export type NameForm = 'label' | 'subdomain' | 'skill' | 'display' | 'runId' | 'free';

/** What a parameter may be that is a name, or looks like one. */
export interface NameRule {
  /** What it may be. */
  readonly form: NameForm;
  /** What the backend does with it, and the line that does. */
  readonly decidedBy: string;
}

const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** Kubernetes bounds the whole name alone, not its parts (apimachinery, `IsDNS1123Subdomain`). */
const subdomain = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/;

const runId = /^[A-Za-z0-9._-]{1,128}$/;

const longestSubdomain = 253;

/**
 * What is wrong with a name; undefined when nothing is. Empty text names nothing: where that is not allowed,
 * another rule says that the parameter is missing.
 */
export function nameProblem(form: NameForm, value: string): string | undefined {
  return value === '' ? undefined : problems[form](value);
}

/** What an error says of a text that does not fit a form; undefined of one that does. */
const problems: Readonly<Record<NameForm, (value: string) => string | undefined>> = {
  label: value =>
    label.test(value)
      ? undefined
      : 'no RFC 1123 label: give 1 to 63 lower-case letters, digits and hyphens, a letter or digit at both ends',
  subdomain: value =>
    isSubdomain(value)
      ? undefined
      : 'no name that Kubernetes takes (RFC 1123): give lower-case letters, digits, hyphens and dots, a letter or digit at both ends of each part, at most 253 characters',
  skill: value => (isSubdomain(value) ? undefined : notTheResourceName(value)),
  display: value => {
    const problem = derivedNameProblem(resourceName(value));
    return problem && `text that cannot become a Kubernetes name: ${problem}`;
  },
  runId: value =>
    runId.test(value)
      ? undefined
      : 'no run id: give 1 to 128 letters, digits, dots, underscores and hyphens, as dreams.start returns it',
  free: () => undefined,
};

/** The derived name is shown only as far as Kubernetes could have it: it has no odd characters. */
function notTheResourceName(value: string): string {
  const derived = resourceName(value);
  const meant = isSubdomain(derived) ? `, here probably "${derived}"` : '';
  return `a resource name, not the name the skill is shown by: give resourceName from skills.list${meant}`;
}

function derivedNameProblem(derived: string): string | undefined {
  if (isSubdomain(derived)) return undefined;
  if (derived === '') return 'it needs a letter a to z without accents, or a digit';
  if (/[^a-z0-9.-]/.test(derived)) {
    return 'its letters may only be a to z without accents, its digits 0 to 9';
  }
  return derived.length > longestSubdomain
    ? `the derived name may have ${longestSubdomain} characters (this has ${derived.length})`
    : 'each part of the derived name between dots needs a letter or digit at both ends';
}

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
  // Not by a pattern that ends in `+$`: it tries each run of hyphens from every start, for seconds in a long text.
  const end = characters.findLastIndex(isLetterOrDigit) + 1;
  return characters.slice(characters.findIndex(isLetterOrDigit), end).join('');
}

/** Of the characters that the name of a skill is made of. */
function isLetterOrDigit(character: string): boolean {
  return character !== '-' && character !== '.';
}

function isSubdomain(value: string): boolean {
  return value.length <= longestSubdomain && subdomain.test(value);
}
