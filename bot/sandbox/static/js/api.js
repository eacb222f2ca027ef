/** What the page asks of the sandbox's server. */

/** The error of a request that the server did not answer with JSON. */
export class Unreachable extends Error {}

/** The people, channels, commands and shortcuts of the workspace. */
export function fetchWorkspace() {
  return getJson("/sandbox/workspace");
}

/** The messages of a channel, or of one of its threads, oldest first. */
export async function fetchMessages(user, channel, thread = null) {
  const query = { user, channel, ...(thread ? { thread } : {}) };
  return (await getJson("/sandbox/messages", query)).messages;
}

/** The app's Home as this person sees it, or null. */
export async function fetchHome(user) {
  return (await getJson("/sandbox/home", { user })).view;
}

/** The open modals of this person, the top one last. */
export async function fetchModals(user) {
  return (await getJson("/sandbox/modals", { user })).stack;
}

/** Does something as this person; resolves when the app has acknowledged it, or not. */
export async function act(user, action, details = {}) {
  return answerOf("/sandbox/act", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ user, action, ...details }),
  });
}

function getJson(path, query = {}) {
  const search = new URLSearchParams(query).toString();
  return answerOf(search ? `${path}?${search}` : path);
}

async function answerOf(address, options = {}) {
  try {
    const response = await fetch(address, options);
    return await response.json();
  } catch (error) {
    throw new Unreachable("The sandbox does not answer. Is it still running?", { cause: error });
  }
}
