/** What the page knows right now, in one object; everybody who shows a part of it subscribes. */

/** Makes a store: `get` reads, `set` merges a patch and tells the subscribers which keys changed. */
export function createStore(initial) {
  let state = Object.freeze({ ...initial });
  const subscribers = [];

  function set(patch) {
    const changed = Object.keys(patch).filter((key) => patch[key] !== state[key]);
    if (!changed.length) return;
    state = Object.freeze({ ...state, ...patch });
    for (const subscriber of subscribers) {
      if (subscriber.keys.some((key) => changed.includes(key))) subscriber.run(state);
    }
  }

  function subscribe(keys, run) {
    subscribers.push({ keys, run });
  }

  return { get: () => state, set, subscribe };
}

/**
 * The state before anything is known.
 *
 * `place` is a channel's id, or "home"; `thread` and `lookedUp` (the message that a link led to) are time
 * stamps; `unread` holds
 * channel ids; `stack` holds the open modals; `trouble` is what went wrong in the top one; `notes` is what
 * Slack told this person.
 */
export const EMPTY = {
  workspace: null,
  directory: null,
  me: null,
  place: null,
  thread: null,
  lookedUp: null,
  connected: true,
  drawer: false,
  unread: new Set(),
  appConnected: false,
  home: undefined,
  stack: [],
  trouble: null,
  notes: [],
};

/** The channels this person sees: public ones, and those they are in. */
export function visibleChannels(workspace, me) {
  return workspace.channels.filter((channel) => channel.kind === "public" || belongsTo(channel, me));
}

/** This person's direct message with the app. */
export function directMessage(workspace, me) {
  return workspace.channels.find((channel) => channel.kind === "im" && belongsTo(channel, me)) ?? null;
}

function belongsTo(channel, me) {
  return (channel.members ?? []).includes(me) || channel.user === me;
}
