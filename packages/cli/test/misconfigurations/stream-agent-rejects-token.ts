import { startStrictAgents } from '../kagenti-fronts.fixture.ts';
import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'stream',
  code: 'missing_audience',
  broken: 'The agent wants an audience that Kagenti does not tell before the chat.',
  async make(site) {
    const { origin } = site.use(
      await startStrictAgents(site.kagenti.baseUrl, 'team1/weather-agent'),
    );
    site.set('boost.providers.kagenti.baseUrl', origin);
  },
};
