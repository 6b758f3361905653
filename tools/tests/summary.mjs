// The end of `.ci/run`: counts tests, checks and phases, names what failed with what it said, and prints
// `N passed, N failed, N skipped` as the last line. Runs on Node 20 with nothing installed, for the set-up may be what failed.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {{ name: string, said?: string | undefined }} Ended
 * @typedef {{ passed: Ended[], failed: Ended[], skipped: Ended[] }} Count what ended so
 * @typedef {{ name: string, exitCode: number }} Phase
 */

/** The phases that leave reports, which count in their stead. */
const REPORTS = new Map([
  ['tests', ['unit.json']],
  ['real', ['real.json', 'browser.json']],
  ['check', ['checks.json']],
]);

/** How much of what a failure said is repeated. */
const mostLines = 12;
const mostColumns = 160;

/** @returns {Count} */
const nothing = () => ({ passed: [], failed: [], skipped: [] });

/**
 * Counts a report of Vitest's, or of the checks.
 * @param {any} report
 * @returns {Count}
 */
function countReport(report) {
  const count = nothing();
  if (Array.isArray(report)) {
    for (const { name, passed, said } of report) {
      (passed ? count.passed : count.failed).push({ name: `check ${name}`, said });
    }
    return count;
  }
  for (const { name: file, status: suiteStatus, message, assertionResults } of report.testResults) {
    for (const { title, status, failureMessages } of assertionResults) {
      /** @type {keyof Count} */
      const list = status === 'passed' || status === 'failed' ? status : 'skipped';
      count[list].push({
        name: `${file}: ${title}`,
        said: failureMessages?.[0]?.split('\n    at ')[0],
      });
    }
    // A file that could not be loaded has no tests, and counts all the same.
    if (
      suiteStatus === 'failed' &&
      !assertionResults.some((/** @type {any} */ { status }) => status === 'failed')
    ) {
      count.failed.push({ name: `${file}: the suite`, said: message });
    }
  }
  return count;
}

/**
 * Counts one phase, by its reports where it should leave any.
 * @param {Phase} phase
 * @param {string} folder where the reports are
 * @returns {Count}
 */
function countPhase({ name, exitCode }, folder) {
  const title = `phase ${name}`;
  const reports = REPORTS.get(name);
  if (reports === undefined) {
    const count = nothing();
    count[exitCode === 0 ? 'passed' : 'failed'].push({ name: title, said: endOf(name, folder) });
    return count;
  }
  const count = nothing();
  for (const report of reports) {
    const file = join(folder, report);
    const part = existsSync(file)
      ? countReport(JSON.parse(readFileSync(file, 'utf8')))
      : {
          ...nothing(),
          failed: [{ name: `${title}: it left no ${report}`, said: endOf(name, folder) }],
        };
    count.passed.push(...part.passed);
    count.failed.push(...part.failed);
    count.skipped.push(...part.skipped);
  }
  if (exitCode !== 0 && count.failed.length === 0) {
    count.failed.push({ name: `${title}: it ended with ${exitCode}`, said: endOf(name, folder) });
  }
  return count;
}

/**
 * The last lines that a phase printed, where they were kept.
 * @param {string} name
 * @param {string} folder
 */
function endOf(name, folder) {
  const file = join(folder, `end-of-${name.replaceAll(' ', '-')}.txt`);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

/**
 * The phases, one a line: name and exit code, separated by a tab.
 * @param {string} text
 * @returns {Phase[]}
 */
function parsePhases(text) {
  return text
    .split('\n')
    .filter(line => line !== '')
    .map(line => {
      const [name = '', exitCode = ''] = line.split('\t');
      return { name, exitCode: Number(exitCode) };
    });
}

const [folder = 'reports'] = process.argv.slice(2);
const counts = parsePhases(readFileSync(join(folder, 'phases.tsv'), 'utf8')).map(phase =>
  countPhase(phase, folder),
);
const failed = counts.flatMap(count => count.failed);
const total = (/** @type {'passed' | 'skipped'} */ list) =>
  counts.reduce((sum, count) => sum + count[list].length, 0);
for (const { name, said = '' } of failed) {
  console.log(`FAILED ${name}`);
  const lines = said.split('\n').filter(line => line.trim() !== '');
  for (const line of lines.slice(0, mostLines)) console.log(`       ${line.slice(0, mostColumns)}`);
}
console.log(`${total('passed')} passed, ${failed.length} failed, ${total('skipped')} skipped`);
process.exitCode = failed.length === 0 ? 0 : 1;
