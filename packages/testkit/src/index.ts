// One export a line, so that each half of the kit edits its own lines.
export type { Fault } from './faults/fault.ts';
export type { FaultScript } from './faults/fault-script.ts';
