import type { KagentiClientOptions, Validation } from './client-options.ts';
import { invalidOptions } from './invalid-options.ts';

const validations: Readonly<Record<Validation, true>> = { report: true, strict: true, off: true };

/**
 * Checks what the types promise: a caller without TypeScript would otherwise send calls without a token,
 * or have a hook that never runs.
 *
 * @throws KagentiError `invalid_options`, naming the option.
 */
export function checkOptions(options: KagentiClientOptions): void {
  const { tokens, authorize, audit, onDrift, namespaces, validation } = options;
  demand(isTokenSource(tokens), 'tokens is an object with getToken and invalidate, or a function');
  demand(isFunctionOrMissing(authorize), 'authorize is a function');
  demand(isFunctionOrMissing(audit), 'audit is a function');
  demand(isFunctionOrMissing(onDrift), 'onDrift is a function');
  demand(namespaces === undefined || isTextList(namespaces), 'namespaces is a list of names');
  demand(
    validation === undefined || Object.hasOwn(validations, validation),
    `validation is one of ${Object.keys(validations).join(', ')}`,
  );
}

function isTokenSource(tokens: unknown): boolean {
  if (typeof tokens === 'function') return true;
  if (typeof tokens !== 'object' || tokens === null) return false;
  return ['getToken', 'invalidate'].every(
    method => typeof Reflect.get(tokens, method) === 'function',
  );
}

function isFunctionOrMissing(hook: unknown): boolean {
  return hook === undefined || typeof hook === 'function';
}

function isTextList(names: unknown): boolean {
  return Array.isArray(names) && names.every(name => typeof name === 'string');
}

function demand(holds: boolean, rule: string): void {
  if (!holds) throw invalidOptions(rule);
}
