import { expect, it } from 'vitest';
import { LineCounter, parseDocument } from 'yaml';
import { inScratch } from '../../test/check/scratch-check.fixture.ts';
import { checkAppConfig } from './check-app-config.ts';

const entry = (index: number) =>
  `    - type: url
      target: https://git.example.com/team/component-${index}/catalog-info.yaml # its own
      rules:
        - allow: [Component, System, "\${KIND}"]
`;
const catalogue = `boost:\n  security: {mode: full}\ncatalog:\n  locations:\n${Array.from(
  { length: 2500 },
  (_, index) => entry(index),
).join('')}`;
const mistakes = `boost:\n  security: {mode: full}\n  model:\n${Array.from(
  { length: 2500 },
  (_, index) => `    ${index}:\n      a: \${A}\n      b: [1, 2]\n      c: text\n`,
).join('')}`;

/** The time of this process, which other processes do not stretch. */
async function timeOf(work: () => unknown): Promise<number> {
  const start = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(start);
  return user + system;
}

it.each([
  ['little of Boost', catalogue],
  ['nothing of Boost', catalogue.replace('boost:', 'app:')],
  ['many mistakes', mistakes],
])(
  'Speed: 10 000 lines with %s take less than two parses [configuration-check/Large file is checked as fast as it is parsed]',
  async (_, text) => {
    expect(text.split('\n').length).toBeGreaterThan(10_000);
    await inScratch({ 'app-config.yaml': text }, async cwd => {
      let parse = Number.POSITIVE_INFINITY;
      let check = Number.POSITIVE_INFINITY;
      // The least of several rounds: the first ones run code that is not compiled yet.
      for (let round = 0; round < 15; round += 1) {
        parse = Math.min(
          parse,
          await timeOf(() => parseDocument(text, { lineCounter: new LineCounter() })),
        );
        check = Math.min(check, await timeOf(() => checkAppConfig({ cwd, env: {} })));
        if (round > 2 && check <= parse * 2) break;
      }
      expect(check / parse).toBeLessThanOrEqual(2);
    });
  },
  60_000,
);
