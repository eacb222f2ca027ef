/** What each frame of the live connection changes. */

/**
 * Makes the handler of frames; `panes` are {conversation, thread, home, modals}.
 *
 * A frame says that something changed, and what stands there is fetched: an answer on its way could
 * otherwise overtake it.
 */
export function createFrameHandler(session, panes) {
  const { store } = session;
  const messageChanged = (frame) => heard(session, panes, frame);
  const handlers = {
    message: messageChanged,
    message_changed: messageChanged,
    message_deleted: messageChanged,
    ephemeral_replaced: messageChanged,
    ephemeral_deleted: messageChanged,
    reaction: messageChanged,
    home: () => panes.home.refresh(),
    modals: () => panes.modals.refresh(),
    failure: ({ text }) => session.notify(text),
    app: ({ connected }) => store.set({ appConnected: connected }),
    workspace: () => session.refreshWorkspace(),
  };
  return (frame) => handlers[frame.type]?.(frame);
}

function heard(session, panes, frame) {
  const { place, thread, directory } = session.store.get();
  if (frame.message) session.seen(frame.message.ts);
  if (frame.channel === place) {
    void panes.conversation.refresh();
    if (thread) void panes.thread.refresh();
  } else if (frame.type === "message" && countsAsUnread(session, frame, directory))
    markUnread(session, frame.channel);
}

/** Replies in threads leave a channel as it was; in the direct message with the app everything counts. */
function countsAsUnread(session, { message, channel, thread_ts: thread }, directory) {
  if (message?.author.id === session.store.get().me) return false;
  return !thread || directory.channel(channel)?.kind === "im";
}

function markUnread(session, channel) {
  const { store } = session;
  store.set({ unread: new Set([...store.get().unread, channel]) });
}
