import { type FaultGroup, harmless } from './fault.fixture.ts';

/** With a token in hand, they strike inside the buffer: at 241 s of 300 s. */
export const clockFaults: FaultGroup = {
  heading: 'The clock',
  faults: [
    {
      situation: 'the wall clock is set back by an hour',
      strike: setting => setting.clock.setBack({ seconds: 3600 }),
      ...harmless(),
    },
    {
      situation: 'the wall clock is set forward by an hour',
      strike: setting => setting.clock.setBack({ seconds: -3600 }),
      ...harmless(),
    },
    {
      situation: 'the machine sleeps for an hour',
      strike: setting => setting.clock.sleep({ seconds: 3600 }),
      ...harmless(),
    },
    {
      situation: 'the machine sleeps past the end of the token while it is on its way',
      strike(setting) {
        const { answer } = setting;
        setting.answer = (...request) => {
          if (setting.requests % 2 === 1) setting.clock.sleep({ seconds: 301 });
          answer(...request);
        };
      },
      without: { outcome: 'a new token', requests: 2 },
      withToken: { outcome: 'a new token', requests: 1 },
      heldSeconds: 0,
    },
  ],
};
