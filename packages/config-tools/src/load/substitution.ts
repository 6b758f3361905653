/** The variables that `${VAR}` and `$env` read. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What a text gives when its variables are filled in, and whether it was written in the file. */
export type Substitution = {
  /**
   * Whether the file holds the text itself: no variable at all, or text beside it, a default
   * (`${VAR:-text}`) or an escape (`$${text}`) among its parts.
   */
  readonly literal: boolean;
} & (
  | { readonly kind: 'text'; readonly text: string }
  /** A `${VAR:-}` found nothing, which leaves the key out. */
  | { readonly kind: 'absent' }
  /** The variables that are not set and have no default; what they would give is not known. */
  | { readonly kind: 'unset'; readonly variables: readonly string[] }
);

/** `${…}` and `$${…}`. What Backstage takes between the braces is anything but braces. */
const placeholder = /\$?\$\{[^{}]*\}/g;
const defaultSeparator = ':-';

/** The trimmed value of a variable, as Backstage reads it; undefined when it is not set. */
export function readVariable(environment: Environment, name: string): string | undefined {
  return Object.hasOwn(environment, name) ? environment[name]?.trim() : undefined;
}

/** Whether a text has a variable to fill in, so that what it gives is no longer what is written. */
export function holdsVariable(text: string): boolean {
  return Array.from(text.matchAll(placeholder)).some(([written]) => !written.startsWith('$$'));
}

/**
 * Whether a text has a `${` that Backstage leaves as it is, such as the first one of
 * `${A:-${B}}`: a default cannot hold another variable.
 */
export function holdsUnfilled(text: string): boolean {
  return text.includes('${') && /(?<!\$)\$\{/.test(text.replaceAll(placeholder, ' '));
}

/** Fills the variables into a text. A text without any is given back as it is. */
export function substituteVariables(text: string, environment: Environment): Substitution {
  let filled = '';
  let end = 0;
  let hasVariable = false;
  let hasText = false;
  let absent = false;
  const unset: string[] = [];
  for (const match of text.matchAll(placeholder)) {
    const beside = text.slice(end, match.index);
    filled += beside;
    hasText ||= beside.trim() !== '';
    end = match.index + match[0].length;
    const part = readPlaceholder(match[0]);
    if (part.kind === 'escape') {
      filled += part.text;
      hasText = true;
      continue;
    }
    hasVariable = true;
    const value = readVariable(environment, part.name);
    if (part.fallback === undefined) {
      if (value === undefined) unset.push(part.name);
      else filled += value;
      continue;
    }
    if (part.fallback !== '') hasText = true;
    // Empty counts as unset here, and here alone: Backstage takes the default for either.
    const used = value === undefined || value === '' ? part.fallback : value;
    if (used === '') absent = true;
    filled += used;
  }
  const rest = text.slice(end);
  const literal = hasText || !hasVariable || rest.trim() !== '';
  if (absent) return { kind: 'absent', literal };
  if (unset.length > 0) return { kind: 'unset', variables: unset, literal };
  return { kind: 'text', text: filled + rest, literal };
}

type Placeholder =
  | { readonly kind: 'escape'; readonly text: string }
  | { readonly kind: 'variable'; readonly name: string; readonly fallback?: string };

function readPlaceholder(written: string): Placeholder {
  if (written.startsWith('$$')) return { kind: 'escape', text: written.slice(1) };
  const inside = written.slice('${'.length, -'}'.length);
  const separator = inside.indexOf(defaultSeparator);
  if (separator === -1) return { kind: 'variable', name: inside.trim() };
  return {
    kind: 'variable',
    name: inside.slice(0, separator).trim(),
    fallback: inside.slice(separator + defaultSeparator.length).trim(),
  };
}
