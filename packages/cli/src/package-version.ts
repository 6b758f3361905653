import { createRequire } from 'node:module';

/** The version of this package. It is read by the package's own name, because the command is a bundle. */
export function packageVersion(): string {
  const manifest: { version: string } = createRequire(import.meta.url)(
    '@rhdh-boost/cli/package.json',
  );
  return manifest.version;
}
