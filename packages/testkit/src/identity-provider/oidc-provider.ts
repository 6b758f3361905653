import { createRequire } from 'node:module';
import type { Provider } from 'oidc-provider';

const require = createRequire(import.meta.url);

/**
 * oidc-provider's class, without the warning that oidc-provider prints while it loads on each Node that has no
 * long-term support yet, such as 26: the test kit runs there too. `require` loads it at one moment, also in Jest, where
 * `import()` of a package fails.
 */
export function loadProvider(): typeof Provider {
  const { warn } = console;
  console.warn = (...values: unknown[]) => {
    if (!String(values[0]).includes('Unsupported runtime')) warn(...values);
  };
  try {
    const loaded: typeof import('oidc-provider') = require('oidc-provider');
    return loaded.Provider;
  } finally {
    console.warn = warn;
  }
}
