import { type ChatEvent } from '@rhdh-boost/kagenti-client';
import type { StreamEvent } from './boost-contract';
/** Turns the events of one reply into Boost's. */
export declare class EventMapper {
    #private;
    map(given: ChatEvent): Generator<StreamEvent>;
}
