/** Slack's time stamps as people read them. */

const DAY = 86400;

const CLOCK = { hour: "2-digit", minute: "2-digit", hour12: false };
const TOKENS = {
  date_num: (date) => format(date, { year: "numeric", month: "2-digit", day: "2-digit" }),
  date: (date) => format(date, { year: "numeric", month: "long", day: "numeric" }),
  date_slash: (date) => format(date, { year: "numeric", month: "numeric", day: "numeric" }),
  date_long: (date) => format(date, { weekday: "long", year: "numeric", month: "long", day: "numeric" }),
  date_long_full: (date) => TOKENS.date_long(date),
  date_short: (date) => format(date, { year: "numeric", month: "short", day: "numeric" }),
  date_pretty: (date) => relativeDay(date) ?? TOKENS.date(date),
  date_long_pretty: (date) => relativeDay(date) ?? TOKENS.date_long(date),
  date_short_pretty: (date) => relativeDay(date) ?? TOKENS.date_short(date),
  time: (date) => format(date, CLOCK),
  time_secs: (date) => format(date, { ...CLOCK, second: "2-digit" }),
  ago: (date) => ago(date),
};

/** The moment a message's `ts` stands for. */
export function dateOf(ts) {
  return new Date(Number.parseFloat(ts) * 1000);
}

/** "14:05" */
export function clockTime(ts) {
  return TOKENS.time(dateOf(ts));
}

/** "Friday, 20 November 2026 at 14:05" */
export function fullTime(ts) {
  return `${TOKENS.date_long(dateOf(ts))} at ${clockTime(ts)}`;
}

/** "Today", "Yesterday", or the long date. */
export function dayName(ts) {
  return capitalised(TOKENS.date_long_pretty(dateOf(ts)));
}

/** Fills Slack's `<!date^…>` pattern; an unknown token stays as it is. */
export function fillDatePattern(seconds, pattern) {
  const date = new Date(seconds * 1000);
  return pattern.replace(/\{(\w+)\}/g, (whole, token) => (TOKENS[token] ? TOKENS[token](date) : whole));
}

function format(date, options) {
  return new Intl.DateTimeFormat("en-GB", options).format(date);
}

function relativeDay(date) {
  const names = { "-1": "yesterday", 0: "today", 1: "tomorrow" };
  const midnight = (moment) => new Date(moment).setHours(0, 0, 0, 0);
  const days = Math.round((midnight(date) - midnight(Date.now())) / (DAY * 1000));
  return names[days] ?? null;
}

function ago(date) {
  const seconds = (date.getTime() - Date.now()) / 1000;
  const steps = [
    ["day", DAY],
    ["hour", 3600],
    ["minute", 60],
    ["second", 1],
  ];
  const [unit, length] = steps.find(([, size]) => Math.abs(seconds) >= size) ?? ["second", 1];
  return new Intl.RelativeTimeFormat("en-GB", { numeric: "auto" }).format(Math.round(seconds / length), unit);
}

function capitalised(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
