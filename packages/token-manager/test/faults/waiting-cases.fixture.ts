import type { AccessToken } from '../../src/access-token.ts';
import type { GetTokenOptions } from '../../src/get-token-options.ts';
import { type Answer, hang, json } from '../fixtures/scripted-endpoint.fixture.ts';
import { renewalEnds } from '../fixtures/settled.fixture.ts';
import type { FaultOutcome } from './fault.fixture.ts';
import type { FaultSetting } from './fault-setting.fixture.ts';

/** What a call waits for: a second is the default of `staleWaitMs`. */
export type Wait = 'nothing' | 'the first attempt' | 'a second' | 'the whole renewal';

/** A call that has a token in hand, or wants another one, and what it gets after which wait. */
export interface WaitingCase {
  /** The token in hand, and the call. */
  readonly situation: string;
  /** What the endpoint does. */
  readonly endpoint: string;
  /** Brings the situation about, and gives the token in hand. */
  readonly prepare: (setting: FaultSetting) => Promise<AccessToken>;
  /** Does that; it issues tokens otherwise. */
  readonly answer?: Answer;
  /** How it is called. */
  readonly options?: GetTokenOptions;
  /** What the call gets. */
  readonly outcome: FaultOutcome;
  /** What it waits for. */
  readonly wait: Wait;
  /** How many requests it starts, also behind it. */
  readonly requests: number;
}

const unavailable = json({}, 503);
const refusal = json({ error: 'invalid_client' }, 401);
const gatewayPage: Answer = response => void response.writeHead(404).end('<h1>no route</h1>');
const force = { forceRefresh: true } as const;

const aged = (seconds: number) => async (setting: FaultSetting) => {
  const token = await setting.manager.getAccessToken();
  setting.clock.pass({ seconds });
  return token;
};

async function suspect({ manager }: FaultSetting) {
  const token = await manager.getAccessToken();
  manager.invalidate(token.value);
  return token;
}

async function suspectInBuffer(setting: FaultSetting) {
  const token = await suspect(setting);
  setting.clock.pass({ seconds: 241 });
  return token;
}

/** After a renewal that failed, and so many seconds. */
const failed = (before: (setting: FaultSetting) => Promise<AccessToken>, seconds: number) =>
  async function prepare(setting: FaultSetting) {
    const token = await before(setting);
    const { answer, clock, manager } = setting;
    setting.answer = unavailable;
    await clock.settle(manager.getToken());
    await clock.settle(renewalEnds(manager));
    setting.answer = answer;
    clock.pass({ seconds });
    return token;
  };

async function forcedThrice({ manager }: FaultSetting) {
  for (let call = 0; call < 2; call += 1) await manager.getToken(force);
  return manager.getAccessToken(force);
}

const buffer = 'inside the buffer';
const aboutToExpire = 'with 5 s left';

/** What a valid token in hand, or a wish for another one, makes of a call. */
export const waitingCases: readonly WaitingCase[] = [
  {
    situation: buffer,
    endpoint: 'hangs',
    prepare: aged(241),
    answer: hang,
    outcome: 'the token in hand',
    wait: 'a second',
    requests: 1,
  },
  {
    situation: buffer,
    endpoint: '503',
    prepare: aged(241),
    answer: unavailable,
    outcome: 'the token in hand',
    wait: 'the first attempt',
    requests: 3,
  },
  {
    situation: `${buffer}, a failure is held`,
    endpoint: 'hangs',
    prepare: failed(aged(241), 0),
    answer: hang,
    outcome: 'the token in hand',
    wait: 'nothing',
    requests: 0,
  },
  {
    situation: aboutToExpire,
    endpoint: 'hangs',
    prepare: aged(295),
    answer: hang,
    outcome: 'timeout',
    wait: 'the whole renewal',
    requests: 1,
  },
  {
    situation: aboutToExpire,
    endpoint: '401 invalid_client',
    prepare: aged(295),
    answer: refusal,
    outcome: 'the token in hand',
    wait: 'the whole renewal',
    requests: 1,
  },
  {
    situation: 'suspect',
    endpoint: 'issues a token',
    prepare: suspect,
    outcome: 'a new token',
    wait: 'the whole renewal',
    requests: 1,
  },
  {
    situation: 'suspect',
    endpoint: 'hangs',
    prepare: suspect,
    answer: hang,
    outcome: 'the token in hand',
    wait: 'the whole renewal',
    requests: 1,
  },
  {
    situation: 'suspect',
    endpoint: '404 of a gateway',
    prepare: suspect,
    answer: gatewayPage,
    outcome: 'the token in hand',
    wait: 'the whole renewal',
    requests: 1,
  },
  {
    situation: 'suspect',
    endpoint: '401 invalid_client',
    prepare: suspect,
    answer: refusal,
    outcome: 'rejected',
    wait: 'the whole renewal',
    requests: 1,
  },
  {
    situation: 'suspect, a failure is held',
    endpoint: 'hangs',
    prepare: failed(suspectInBuffer, 0),
    answer: hang,
    outcome: 'the token in hand',
    wait: 'nothing',
    requests: 0,
  },
  {
    situation: 'suspect, the failure is held no longer',
    endpoint: 'hangs',
    prepare: failed(suspectInBuffer, 1),
    answer: hang,
    outcome: 'the token in hand',
    wait: 'a second',
    requests: 1,
  },
  {
    situation: 'fresh, `forceRefresh`',
    endpoint: 'issues a token',
    prepare: aged(0),
    options: force,
    outcome: 'a new token',
    wait: 'the whole renewal',
    requests: 1,
  },
  {
    situation: `${buffer}, \`forceRefresh\``,
    endpoint: 'hangs',
    prepare: aged(241),
    answer: hang,
    options: force,
    outcome: 'the token in hand',
    wait: 'the whole renewal',
    requests: 1,
  },
  {
    situation: 'fresh, the fourth `forceRefresh` in a minute',
    endpoint: 'issues a token',
    prepare: forcedThrice,
    options: force,
    outcome: 'the token in hand',
    wait: 'nothing',
    requests: 0,
  },
];

/** The cases as a table of Markdown. */
export function describeWaiting(): string[] {
  return [
    '',
    '## A token in hand, and who waits',
    '',
    'What a call gets while the endpoint is slow or fails, and what it waits for. A second is the default of `staleWaitMs`, counted from the start of the renewal. Requests are those of the renewal, which continues behind its callers.',
    '',
    '| the token in hand, the call | the endpoint | it gets | it waits for | requests |',
    '|---|---|---|---|---|',
    ...waitingCases.map(({ situation, endpoint, outcome, wait, requests }) => {
      const shown = outcome.includes(' ') ? outcome : `\`${outcome}\``;
      return `| ${[situation, endpoint, shown, wait, requests].join(' | ')} |`;
    }),
  ];
}
