import { isRecord } from '../../is-record.ts';

/** What a line of an environment file is: nothing, a variable, a warning, or a variable with one. */
export interface EnvironmentLine {
  readonly variable?: Readonly<Record<string, unknown>>;
  readonly warning?: string;
}

/** Reads a line, without its ends' white space, as the real backend does. */
export function readEnvironmentLine(line: string): EnvironmentLine {
  if (line === '' || line.startsWith('#')) {
    return {};
  }
  const separator = line.indexOf('=');
  if (separator < 0) {
    return { warning: "Invalid format, missing '='" };
  }
  const name = line.slice(0, separator).trim();
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
    return {
      warning: `Invalid variable name '${name}'. Name must start with a letter or underscore and contain only letters, digits, and underscores.`,
    };
  }
  const value = withoutQuotes(line.slice(separator + 1).trim());
  return value.startsWith('{') && value.endsWith('}')
    ? readJson(name, value)
    : { variable: { name, value } };
}

function withoutQuotes(text: string): string {
  return ['"', "'"].some(quote => text.startsWith(quote) && text.endsWith(quote))
    ? text.slice(1, -1)
    : text;
}

/** Braces may hold a reference to a Secret or a ConfigMap; what holds none is text. */
function readJson(name: string, value: string): EnvironmentLine {
  const variable = { name, value };
  let parsed: unknown;
  try {
    parsed = JSON.parse(value);
  } catch {
    return { variable, warning: 'Invalid JSON in value: it cannot be parsed' };
  }
  return isRecord(parsed) && 'valueFrom' in parsed
    ? { variable: { name, valueFrom: parsed['valueFrom'] } }
    : { variable, warning: "JSON value without 'valueFrom' key, treating as string" };
}
