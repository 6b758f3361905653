// How heavy one library is, in a process of its own: `node --expose-gc weigh-process.ts PACKAGE CLIENTS` prints it as JSON.
import { clientMakers } from './client-makers.ts';

const [, , name = '', count = '0'] = process.argv;
const make = clientMakers[name];
if (make === undefined || gc === undefined) throw new Error(`Nothing makes clients of ${name}.`);
await make();
const heap = () => {
  gc?.();
  return process.memoryUsage().heapUsed;
};
const before = heap();
const clients = await Promise.all(Array.from({ length: Number(count) }, make));
const bytes = heap() - before;
console.log(JSON.stringify({ bytes, clients: clients.length }));
process.exit();
