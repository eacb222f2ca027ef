/** The page's address says who one is and what is open, so that two windows can be two people. */

const PERMALINK = /^\/archives\/([A-Z0-9]+)\/p(\d{10})(\d{6})$/;

/** What the address asks for: names or ids as typed. */
export function readAddress() {
  const query = new URLSearchParams(location.search);
  return { user: query.get("user"), channel: query.get("channel"), thread: query.get("thread") };
}

/** Puts what is open into the address; a new entry in the history unless `replace`. */
export function writeAddress({ user, channel, thread }, { replace = false } = {}) {
  const query = new URLSearchParams({ user, channel, ...(thread ? { thread } : {}) });
  const address = `?${query}`;
  if (address === location.search) return;
  history[replace ? "replaceState" : "pushState"](null, "", address);
}

/** The entry whose id is `wanted`, or whose name is, whatever the case; undefined when there is none. */
export function findNamed(entries, wanted) {
  const key = (wanted ?? "").replace(/^#/, "").toLowerCase();
  return entries.find(({ id, name, real_name: real }) =>
    [id, name, real].some((each) => each?.toLowerCase() === key),
  );
}

/**
 * The message that a link points to, if it is a link to a message of this workspace: {channel, ts,
 * thread}.
 */
export function readPermalink(href) {
  const url = new URL(href, location.href);
  const parts = PERMALINK.exec(url.pathname);
  if (!parts || !isOurs(url)) return null;
  const ts = `${parts[2]}.${parts[3]}`;
  return { channel: parts[1], ts, thread: url.searchParams.get("thread_ts") };
}

function isOurs(url) {
  return (
    url.origin === location.origin || url.hostname.endsWith(".slack.com") || url.hostname === "slack.com"
  );
}
