/** Versions grow old; the table says until when each was looked at. */
import type { Pins } from './types.js';

export interface StalePin {
  id: string;
  pin: string;
  expired: string;
}

/** @param day YYYY-MM-DD */
export function stalePins({ pins }: Pins, day: string): StalePin[] {
  return Object.entries(pins)
    .filter(([, { expires }]) => expires < day)
    .map(([id, { pin, expires }]) => ({ id, pin, expired: expires }));
}
