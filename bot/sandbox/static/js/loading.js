/** Fetching again when something happened: one at a time, and once more when something happened meanwhile. */

import { Unreachable } from "./api.js";

/** Wraps an async `load` so that calls during a run lead to precisely one more run. */
export function coalesced(load) {
  let running = false;
  let again = false;
  return async () => {
    again = true;
    if (running) return;
    running = true;
    while (again) {
      again = false;
      await attempt(load);
    }
    running = false;
  };
}

/** Runs `load`; an unreachable server is no error here, because the live connection tells when it is back. */
async function attempt(load) {
  try {
    await load();
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
  }
}
