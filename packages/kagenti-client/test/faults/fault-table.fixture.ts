import { operations } from '@rhdh-boost/kagenti-contract';
import { bodyFaults } from './body-faults.fixture.ts';
import { connectionFaults, framingFaults } from './connection-faults.fixture.ts';
import type { ExpectedCall, FaultGroup } from './fault.fixture.ts';
import { silenceFaults } from './silence-faults.fixture.ts';
import { statusFaults, tokenFaults } from './status-faults.fixture.ts';
import { streamFaults } from './stream-faults.fixture.ts';
import { tlsFaults } from './tls-faults.fixture.ts';

/** Every fault that is proven, in groups. */
export const faultGroups: readonly FaultGroup[] = [
  connectionFaults,
  tlsFaults,
  silenceFaults,
  framingFaults,
  tokenFaults,
  statusFaults,
  bodyFaults,
  streamFaults,
];

/** The faults as a page of Markdown: what callers get is what the tests prove. */
export function describeFaults(groups: readonly FaultGroup[]): string {
  const count = groups.reduce((total, { faults }) => total + faults.length, 0);
  const changes = operations.filter(({ safeToRepeat }) => !safeToRepeat).length;
  const large = groups.flatMap(({ faults }) => faults.filter(fault => fault.largeRequest === true));
  const lines = [
    '# When Kagenti fails',
    '',
    `What callers of a \`KagentiClient\` get in each of ${count} faults, each proven over a real socket (\`packages/kagenti-client/test/faults\`), with two retries: a read (\`agents.list\`), a change that must not run twice (\`chat.send\`) and a stream (\`chat.stream\`).`,
    '',
    'An outcome is the class of the error without `Kagenti` and `Error`, and what tells it from others of its class: status, code, clock, reason. "Not sent": `requestSent` is false. Requests are those that the server saw, whole or in part; "0 of 3" means that none of three attempts got so far. Runs are how often the operation was carried out. Connections are those that are open afterwards: 1 for one that the next call can use.',
    '',
    `Each of the ${changes} operations that must not run twice is tried with each of these faults, and runs at most once. ${large.map(({ situation }) => `"${situation}"`).join(', ')}: these strike in a body of 4 MiB, which only the calls of the table have; the other operations meet them with the bodies that they have. In none of them does a listener stay on the caller's signal, or a token or a user's text show in an error, also where the server repeats them.`,
    '',
    'Made from the tests by `npm run generate`: do not edit.',
  ];
  for (const { heading, faults } of groups) {
    const kinds = (['read', 'change', 'stream'] as const).filter(kind =>
      faults.some(({ calls }) => calls[kind] !== undefined),
    );
    const columns = kinds.map(kind => `a ${kind} | requests | runs | connections`);
    lines.push('', `## ${heading}`, '', `| fault | ${columns.join(' | ')} |`);
    lines.push(`|---${'|---|---|---|---'.repeat(kinds.length)}|`);
    for (const { situation, calls } of faults) {
      lines.push(
        `| ${[situation, ...kinds.flatMap(kind => describeCall(calls[kind]))].join(' | ')} |`,
      );
    }
  }
  return `${lines.join('\n')}\n`;
}

function describeCall(call: ExpectedCall | undefined): string[] {
  if (call === undefined) return ['', '', '', ''];
  const { outcome, requests, attempts = requests, runs, connections } = call;
  const sent = attempts === requests ? String(requests) : `${requests} of ${attempts}`;
  return [outcome, sent, String(runs), String(connections)];
}
