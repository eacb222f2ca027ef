/**
 * What this window does in its person's name, and where it goes. Parts of the page get it instead of the
 * network.
 */

import * as api from "./api.js";
import { findNamed, writeAddress } from "./address.js";
import { createDirectory, nameOf } from "./directory.js";
import { directMessage, visibleChannels } from "./state.js";
import { uniqueId } from "./dom.js";

const SAME_FAILURE = 3000;

/** Makes the session of the person in the store. */
export function createSession(store) {
  const session = { store, heard: new Map(), latest: 0 };
  return {
    store,
    act: (action, details) => act(session, action, details),
    notify: (text) => notify(session, text),
    dismiss: (id) => store.set({ notes: store.get().notes.filter((note) => note.id !== id) }),
    seen: (ts) => {
      session.latest = Math.max(session.latest, Number(ts));
    },
    open: (place, options) => open(store, place, options),
    openThread: (ts, options) => open(store, store.get().place, { thread: ts, ...options }),
    closeThread: () => open(store, store.get().place, { thread: null }),
    refreshWorkspace: () => refreshWorkspace(store),
  };
}

/** Reads the workspace again, and leaves a channel that is no longer there. */
async function refreshWorkspace(store) {
  const workspace = await api.fetchWorkspace();
  store.set({ workspace, directory: createDirectory(workspace), appConnected: workspace.app.connected });
}

async function act(session, action, details) {
  try {
    const answer = await api.act(session.store.get().me, action, details);
    if (!answer.ok && !answer.errors) notify(session, answer.text || answer.error);
    return answer;
  } catch (error) {
    if (!(error instanceof api.Unreachable)) throw error;
    notify(session, error.message);
    return { ok: false, error: "unreachable", text: error.message };
  }
}

/** Shows what Slack would: in the open modal, else as a small message that only this person sees. */
function notify(session, text) {
  const now = Date.now();
  if (now - (session.heard.get(text) ?? 0) < SAME_FAILURE) return;
  session.heard.set(text, now);
  const { stack, place, thread, notes } = session.store.get();
  if (stack.length) return session.store.set({ trouble: text });
  const ts = String(Math.max(session.latest, now / 1000));
  return session.store.set({ notes: [...notes, { id: uniqueId("note"), ts, place, thread, text }] });
}

function open(store, place, { thread = null, lookedUp = null, replace = false } = {}) {
  const unread = new Set(store.get().unread);
  unread.delete(place);
  store.set({ place, thread, lookedUp, unread, drawer: false });
  writeAddress(addressOf(store.get()), { replace });
}

/** What the address says for a state: names where there are names. */
export function addressOf({ workspace, me, place, thread }, user = me) {
  const person = workspace.people.find((each) => each.id === user);
  return { user: nameOf(person), channel: placeName(workspace, place), thread };
}

function placeName(workspace, place) {
  const channel = workspace.channels.find((each) => each.id === place);
  if (!channel) return "home";
  return channel.kind === "im" ? "app" : channel.name;
}

/** The place that an address asks for, or this person's first channel. */
export function placeFor(workspace, me, wanted) {
  if (wanted === "home") return "home";
  const channels = visibleChannels(workspace, me);
  const app = wanted === "app" ? directMessage(workspace, me) : null;
  return (app ?? findNamed(channels, wanted ?? "") ?? channels[0]).id;
}
