export { type RunOptions, type RunOutput, runBoostConfig } from './run-boost-config.ts';
