/** What a person can do with a message: reply, use a shortcut, change it, delete it, and click in it. */

import { askToConfirm } from "./dialog.js";

const DELETE = {
  title: { type: "plain_text", text: "Delete message" },
  text: { type: "plain_text", text: "Delete this message? This cannot be undone." },
  confirm: { type: "plain_text", text: "Delete" },
  deny: { type: "plain_text", text: "Cancel" },
  style: "danger",
};

/** The deeds in one list of messages; `setEditing` says which message is being changed there. */
export function createDeeds(session, setEditing) {
  const { store } = session;
  return {
    reply: (message) => session.openThread(message.thread_ts ?? message.ts),
    menuFor: (message) => menuFor(session, message, setEditing),
    stopEdit: () => setEditing(null),
    saveEdit: async (message, text) => {
      await session.act("edit_message", { channel: store.get().place, ts: message.ts, text });
      setEditing(null);
    },
  };
}

/** The surface on which a message's blocks stand: clicks go to the app. */
export function messageSurface(session, message, form) {
  const { directory, me, place } = session.store.get();
  const act = (fields) =>
    session.act("click", { channel: place, ts: message.ts, state: form.all(), ...fields });
  return { directory, me, form, errors: {}, act };
}

function menuFor(session, message, setEditing) {
  const { workspace, me } = session.store.get();
  if (message.ephemeral) return [];
  const isOwn = message.author.id === me;
  const isAdmin = workspace.people.find((person) => person.id === me)?.is_admin;
  const edit = { label: "Edit message", onselect: () => setEditing(message.ts) };
  const remove = { label: "Delete message", danger: true, onselect: () => deleteMessage(session, message) };
  return [...shortcuts(session, message), ...(isOwn ? [edit] : []), ...(isOwn || isAdmin ? [remove] : [])];
}

function shortcuts(session, message) {
  const { workspace, place } = session.store.get();
  const usable = workspace.shortcuts.filter((shortcut) => shortcut.type === "message");
  return usable.map(({ callback_id, name }) => ({
    label: name,
    hint: workspace.app.name,
    onselect: () => session.act("shortcut", { callback_id, channel: place, ts: message.ts }),
  }));
}

async function deleteMessage(session, message) {
  const { directory, place } = session.store.get();
  if (!(await askToConfirm(DELETE, directory))) return;
  await session.act("delete_message", { channel: place, ts: message.ts });
}
