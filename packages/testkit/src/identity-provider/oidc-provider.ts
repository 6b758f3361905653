import { createRequire } from 'node:module';
import type * as OidcProvider from 'oidc-provider';

const require = createRequire(import.meta.url);

/**
 * oidc-provider's class, without the warning that oidc-provider prints while it loads on each Node that has no
 * long-term support yet, such as 26: the test kit runs there too. `require` loads it at one moment, also in Jest, where
 * `import()` of a package fails.
 */
export function loadProvider(): typeof OidcProvider.Provider {
  const output = globalThis.console;
  const given = Object.getOwnPropertyDescriptor(output, 'warn') ?? {};
  const warn = output.warn.bind(output);
  output.warn = (...values: unknown[]) => {
    if (!String(values[0]).includes('Unsupported runtime')) warn(...values);
  };
  try {
    const loaded: typeof OidcProvider = require('oidc-provider');
    return loaded.Provider;
  } finally {
    Object.defineProperty(output, 'warn', given);
  }
}
