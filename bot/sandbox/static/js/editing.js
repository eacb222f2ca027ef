/** Editing one's own messages in a pane, the channel's or the thread's. */

/** Opens one message for editing, or none, and gives the focus back. */
export function setEditing(pane, ts) {
  pane.editing = ts;
  pane.draw();
  if (!ts) pane.composer.focus();
}

/** Opens the last message that the person wrote. */
export function editLast(pane) {
  const { me } = pane.session.store.get();
  const own = pane.messages?.findLast((message) => message.author.id === me && !message.ephemeral);
  if (own) setEditing(pane, own.ts);
}
