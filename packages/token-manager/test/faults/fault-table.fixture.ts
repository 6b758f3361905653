import { answerFaults } from './answer-faults.fixture.ts';
import { clockFaults } from './clock-faults.fixture.ts';
import type { ExpectedCall, FaultGroup } from './fault.fixture.ts';
import { networkFaults } from './network-faults.fixture.ts';
import { statusFaults } from './status-faults.fixture.ts';
import { describeWaiting } from './waiting-cases.fixture.ts';

/** Every fault that is proven, in groups. */
export const faultGroups: readonly FaultGroup[] = [
  networkFaults,
  answerFaults,
  statusFaults,
  clockFaults,
];

/** The faults as a page of Markdown: what callers get is what the tests prove. */
export function describeFaults(groups: readonly FaultGroup[]): string {
  const count = groups.reduce((total, { faults }) => total + faults.length, 0);
  const lines = [
    '# When the token endpoint fails',
    '',
    `What callers of a \`KeycloakTokenManager\` get in each of ${count} faults, each proven over a real socket (\`packages/token-manager/test/faults\`): without a token, and inside the buffer of a token that is valid for another minute. Each call is the first after the fault. The next one asks nobody: it gets the same token, or \`held\` with the failure of the first as its cause. In none of them do the secret or a token show in an error, a log line, an event or \`health()\`, also where the server echoes them.`,
    '',
    'Requests are those that reached the server, over TLS its connections: an attempt that ends before, as where the name does not resolve or nothing listens, is made as often and not counted.',
    '',
    'Held for: how long Keycloak is not asked again. A transient failure is held for 1 s, which doubles up to 30 s, and for as long as Retry-After says, up to 30 s. A 403 or 404 without an OAuth error, or what is no JSON, may be of a gateway in front of Keycloak.',
    '',
    'Made from the tests by `npm run generate`: do not edit.',
  ];
  for (const { heading, faults } of groups) {
    lines.push('', `## ${heading}`, '');
    lines.push(
      '| fault | without a token | requests | with a token in hand | requests | held for |',
    );
    lines.push('|---|---|---|---|---|---|');
    for (const { situation, without, withToken, heldSeconds } of faults) {
      const held = heldSeconds === 0 ? '' : `${heldSeconds} s`;
      const cells = [situation, ...describeCall(without), ...describeCall(withToken), held];
      lines.push(`| ${cells.join(' | ')} |`);
    }
  }
  lines.push(...describeWaiting());
  return `${lines.join('\n')}\n`;
}

function describeCall({ outcome, requests }: ExpectedCall): string[] {
  return [outcome.includes(' ') ? outcome : `\`${outcome}\``, String(requests)];
}
