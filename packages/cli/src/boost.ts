import { enableCompileCache } from 'node:module';

// The command is loaded after this, so that Node takes its compiled code from the last run.
enableCompileCache();
void import('./command/main.ts').then(({ main }) => main());
