import { gzipSync } from 'node:zlib';
import { canarySecret, canaryToken, echo } from '../fixtures/canaries.fixture.ts';
import { type Answer, json } from '../fixtures/scripted-endpoint.fixture.ts';
import {
  type Fault,
  type FaultExpectation,
  type FaultGroup,
  fatal,
  harmless,
  ofIntermediary,
  transient,
} from './fault.fixture.ts';

const fields = { access_token: canaryToken, token_type: 'Bearer', expires_in: 300 };

function answers(
  situation: string,
  answer: Answer,
  rest: FaultExpectation & Partial<Fault> = fatal('bad_response'),
): Fault {
  return { situation, ...rest, strike: setting => (setting.answer = answer) };
}

function body(text: string | Buffer, headers: Record<string, string> = {}): Answer {
  return response => void response.writeHead(200, headers).end(text);
}

const noJson = ofIntermediary('bad_response');

function issued(fault: object): Answer {
  return json({ ...fields, scope: 'email', ...fault });
}

/** Not signed: only its end is read. */
function jwt(payload: object): string {
  const parts = [{ alg: 'none' }, payload].map(part =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  );
  return [...parts, canaryToken.replaceAll(/[^\w.-]/g, '')].join('.');
}

const whole = JSON.stringify(fields);

export const answerFaults: FaultGroup = {
  heading: 'What a 200 holds',
  faults: [
    answers('JSON that is cut off', body(whole.slice(0, -20)), noJson),
    answers('an HTML page, with the secret in it', body(`<p>${echo}</p>`), noJson),
    answers('an OAuth error, with the secret in it', json({ error: echo })),
    answers('nothing', body(''), noJson),
    answers('JSON null', body('null'), noJson),
    answers('a JSON array', body(`[${whole}]`), noJson),
    answers('text that is no UTF-8', body(Buffer.from([0xff, 0xfe, 0x7b])), noJson),
    answers('more than 1 MiB', body(`${' '.repeat(1024 * 1024)}${whole}`), noJson),
    answers(
      '1 GiB in pieces, without end',
      response => {
        response.writeHead(200);
        const piece = Buffer.alloc(256 * 1024, ' ');
        const timer = setInterval(() => response.write(piece), 1);
        response.once('close', () => clearInterval(timer));
      },
      noJson,
    ),
    answers('a token, as text/html', body(whole, { 'content-type': 'text/html' }), harmless()),
    answers(
      'a token, after a 103',
      (response, ...rest) => {
        response.writeEarlyHints({ link: '</style.css>; rel=preload; as=style' });
        body(whole)(response, ...rest);
      },
      harmless(),
    ),
    answers('a token, in gzip', body(gzipSync(whole), { 'content-encoding': 'gzip' }), harmless()),
    answers('broken gzip', body(whole, { 'content-encoding': 'gzip' }), transient('network')),
    answers(
      'a bomb in gzip',
      body(gzipSync(' '.repeat(50_000_000)), { 'content-encoding': 'gzip' }),
      noJson,
    ),
    answers('no access_token', issued({ access_token: undefined })),
    answers('an access_token that is a number', issued({ access_token: 7 })),
    answers('an empty access_token', issued({ access_token: '' })),
    answers('a blank in the access_token', issued({ access_token: 'two words' })),
    answers(
      'a line break in the access_token, with the secret',
      issued({ access_token: `${canaryToken}\r\n${canarySecret}` }),
    ),
    answers('no token_type', issued({ token_type: undefined })),
    answers('token_type DPoP', issued({ token_type: 'DPoP' })),
    answers('token_type bearer, in lower case', issued({ token_type: 'bearer' }), harmless()),
    answers('a scope that is a list', issued({ scope: ['email'] })),
    answers('no expires_in', issued({ expires_in: undefined })),
    answers('expires_in null', issued({ expires_in: null })),
    answers('expires_in 0', issued({ expires_in: 0 })),
    answers('expires_in -300', issued({ expires_in: -300 })),
    answers('expires_in "soon"', issued({ expires_in: 'soon' })),
    answers('expires_in "300"', issued({ expires_in: '300' }), harmless()),
    answers('expires_in 1e99', issued({ expires_in: 1e99 })),
    answers(
      'no expires_in, and a JWT with exp and iat',
      issued({ expires_in: undefined, access_token: jwt({ iat: 1000, exp: 1300 }) }),
      harmless(),
    ),
    answers(
      'no expires_in, and a JWT that has expired',
      issued({ expires_in: undefined, access_token: jwt({ exp: 1000 }) }),
    ),
  ],
};
