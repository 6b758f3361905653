import { setTimeout as sleep } from 'node:timers/promises';
import type { TokenSource } from '../../src/options/token-source.ts';
import { canaryToken, echo, first, json, respond } from './answers.fixture.ts';
import {
  type Fault,
  type FaultGroup,
  harmless,
  lasting,
  ofBody,
  passing,
  type Treatment,
} from './fault.fixture.ts';

/** A status of which nothing was carried out. */
const refused = (situation: string, onRequest: Treatment, calls: Fault['calls']): Fault => ({
  situation,
  runs: () => false,
  onRequest,
  calls,
});

const no = (outcome: string): Fault['calls'] => lasting(outcome, { runs: 0, connections: 1 });
const later = (outcome: string, runs = 1): Fault['calls'] =>
  passing(outcome, { runs, connections: 1 });
/** Sent once more with another token, whatever it is. */
const twice = (outcome: string): Fault['calls'] => {
  const call = { outcome, requests: 2, runs: 0, connections: 1 };
  return { read: call, change: call, stream: call };
};

const token = json(401, { detail: `Invalid token: ${echo}` });

const rejected = json(401, { detail: `Agent returned error: ${echo}` });

const ofAgent = (requests: number): Fault['calls'] => {
  const call = { outcome: 'http 401 of the agent', requests, runs: 0, connections: 1 };
  // Means nothing outside of chat: Kagenti's own, then.
  return { ...twice('http 401'), change: call, stream: call };
};

/** Another token after each refusal of Kagenti, and whenever it is forced. */
function forcedTokens(): TokenSource {
  let number = 1;
  return {
    canForceRefresh: true,
    getToken: async ({ forceRefresh = false } = {}) => {
      // As any real source: no token is there in the same turn.
      await sleep(1);
      if (forceRefresh) number += 1;
      return `${canaryToken}-${number}`;
    },
    invalidate: () => {
      number += 1;
    },
  };
}

export const tokenFaults: FaultGroup = {
  heading: 'The token is refused',
  faults: [
    {
      situation: '401 once',
      runs: ({ index }) => index > 0,
      onRequest: first(1, token),
      calls: harmless({ requests: 2 }),
    },
    refused('401 twice, which is for ever', token, twice('http 401')),
    refused(
      '401 as HTML',
      respond(401, `<p>${echo}</p>`, { 'content-type': 'text/html' }),
      twice('http 401'),
    ),
    {
      ...refused('401, and no other token', token, no('http 401')),
      options: { tokens: { getToken: async () => 'only', invalidate: () => false } },
    },
    refused("the agent's own 401", rejected, ofAgent(1)),
    {
      ...refused("the agent's own 401, from a source with `canForceRefresh`", rejected, ofAgent(2)),
      options: { tokens: forcedTokens() },
    },
    {
      situation: "the agent's own 401 once, from such a source",
      runs: ({ index }) => index > 0,
      onRequest: first(1, rejected),
      calls: harmless({ requests: 2 }),
      options: { tokens: forcedTokens() },
    },
    {
      situation: '401 once, then 503',
      runs: ({ index }) => index > 0,
      onRequest: (socket, request) => {
        (request.index === 0 ? token : json(503, { detail: 'later' }))(socket, request);
      },
      calls: {
        read: { outcome: 'http 503', requests: 4, runs: 3, connections: 1 },
        change: { outcome: 'http 503', requests: 2, runs: 1, connections: 1 },
        stream: { outcome: 'http 503', requests: 2, runs: 1, connections: 1 },
      },
    },
  ],
};

const invalid = {
  detail: [{ loc: ['body', 'message'], type: 'missing', msg: echo, input: echo }],
};

const redirects = [301, 302, 303, 307, 308].map(status =>
  refused(
    `${status} to another origin`,
    (socket, request) => {
      // The same server by another name, so that a request there would be seen.
      const location = `http://localhost:${socket.localPort}/elsewhere`;
      respond(status, '', { location })(socket, request);
    },
    no(`http ${status}`),
  ),
);

const unavailable = [502, 503, 504].flatMap((status): Fault[] => [
  {
    situation: `${status} with JSON`,
    onRequest: json(status, { detail: echo }),
    calls: later(`http ${status}`),
  },
  {
    situation: `${status} with problem+json`,
    onRequest: json(
      status,
      { type: 'about:blank', title: echo, detail: echo },
      { 'content-type': 'application/problem+json' },
    ),
    calls: later(`http ${status}`),
  },
  {
    situation: `${status} with HTML`,
    onRequest: respond(status, `<h1>${echo}</h1>`, { 'content-type': 'text/html' }),
    calls: later(`http ${status}`),
  },
  {
    situation: `${status} with nothing`,
    onRequest: respond(status),
    calls: later(`http ${status}`),
  },
]);

export const statusFaults: FaultGroup = {
  heading: 'Other answers',
  faults: [
    ...redirects,
    refused('304', socket => socket.write('HTTP/1.1 304 Not Modified\r\n\r\n'), no('http 304')),
    refused('400', json(400, { detail: echo }), no('http 400')),
    refused(
      '403 for want of a role',
      json(403, { detail: 'Required role(s): rossoctl-operator' }),
      no('http 403 for want of rossoctl-operator'),
    ),
    refused('403 of something else', json(403, { detail: echo }), no('http 403')),
    {
      situation: "the agent's own 403 of chat.send",
      onRequest: json(403, { detail: 'Agent returned error: Required role(s): admin' }),
      calls: {
        read: { outcome: 'http 403', requests: 1, runs: 1, connections: 1 },
        change: { outcome: 'http 403 of the agent', requests: 1, runs: 1, connections: 1 },
        stream: { outcome: 'http 403 of the agent', requests: 1, runs: 1, connections: 1 },
      },
    },
    refused('404', json(404, { detail: echo }), no('http 404')),
    refused('405', json(405, { detail: 'Method Not Allowed' }), no('http 405')),
    refused('407', respond(407), no('http 407')),
    { situation: '408', onRequest: respond(408), calls: later('http 408') },
    refused('409', json(409, { detail: echo }), no('http 409')),
    {
      situation: '413 before the request is read',
      largeRequest: true,
      onHead(socket, request) {
        socket.resume();
        json(413, { detail: echo })(socket, request);
      },
      calls: ofBody('http 413', { connections: 1 }),
    },
    refused('422 with fields', json(422, invalid), no('http 422 of body.message missing')),
    refused('422 with text', json(422, { detail: echo }), no('http 422')),
    refused('425', respond(425), later('http 425', 0)),
    refused('429', json(429, { detail: echo }), later('http 429', 0)),
    refused('429, Retry-After 0', json(429, {}, { 'retry-after': '0' }), later('http 429', 0)),
    refused('429, Retry-After 600', json(429, {}, { 'retry-after': '600' }), no('http 429')),
    refused(
      '429, Retry-After of a date that has passed',
      json(429, {}, { 'retry-after': 'Tue, 24 Nov 2020 10:00:00 GMT' }),
      later('http 429', 0),
    ),
    refused(
      '429, Retry-After that makes no sense',
      json(429, {}, { 'retry-after': 'soon' }),
      later('http 429', 0),
    ),
    {
      situation: '500 with JSON',
      onRequest: json(500, { detail: echo }),
      calls: lasting('http 500', { connections: 1 }),
    },
    {
      situation: '500 with text',
      onRequest: respond(500, 'Internal Server Error', { 'content-type': 'text/plain' }),
      calls: lasting('http 500', { connections: 1 }),
    },
    ...unavailable,
    {
      situation: '503, Retry-After 600',
      onRequest: json(503, {}, { 'retry-after': '600' }),
      calls: lasting('http 503', { connections: 1 }),
    },
    {
      situation: '503 once',
      onRequest: first(1, json(503, { detail: echo })),
      calls: {
        ...later('http 503'),
        read: { outcome: 'the data', requests: 2, runs: 2, connections: 1 },
      },
    },
    { situation: '599', onRequest: respond(599), calls: lasting('http 599', { connections: 1 }) },
  ],
};
