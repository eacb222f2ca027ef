/** The square with a person's initial, or the app's compass. */

import { h, icon } from "./dom.js";
import { COMPASS } from "./icons.js";
import { colourOf } from "./directory.js";

/** An avatar for an id and a name; decoration only, the name always stands beside it. */
export function avatar({ id, name, isApp = false, small = false }) {
  const size = small ? " small" : "";
  if (isApp)
    return h(
      "span",
      { class: `avatar app${size}`, "aria-hidden": "true" },
      icon(COMPASS, { size: small ? 14 : 24 }),
    );
  const initial = (name || "?").slice(0, 1).toUpperCase();
  return h("span", { class: `avatar colour-${colourOf(id)}${size}`, "aria-hidden": "true" }, initial);
}
