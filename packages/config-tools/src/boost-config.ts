import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { loadCompiled } from './load-compiled.ts';

// The command is loaded after this, with its compiled code from the last run.
enableCompileCache();
loadCompiled(join(import.meta.dirname, 'command/check.cjs'));
void import('./command/main.ts').then(({ main }) => main());
