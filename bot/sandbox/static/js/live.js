/** The live connection: frames come in as they happen, and it comes back by itself when it breaks. */

const FIRST_WAIT = 300;
const LONGEST_WAIT = 5000;

/**
 * Listens as `user`; `onFrame` gets each frame, `onOpen` each (re)connection, `onLost` each break. Returns
 * how to stop.
 */
export function listen(user, { onFrame, onOpen, onLost }) {
  const line = { stopped: false, wait: FIRST_WAIT, socket: null };

  function open() {
    line.socket = new WebSocket(addressFor(user));
    line.socket.onopen = () => {
      line.wait = FIRST_WAIT;
      onOpen();
    };
    line.socket.onmessage = (event) => line.stopped || onFrame(JSON.parse(event.data));
    line.socket.onclose = () => line.stopped || reopenLater();
  }

  function reopenLater() {
    onLost();
    setTimeout(() => line.stopped || open(), line.wait);
    line.wait = Math.min(line.wait * 2, LONGEST_WAIT);
  }

  open();
  return () => {
    line.stopped = true;
    line.socket.close();
  };
}

function addressFor(user) {
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  return `${scheme}://${location.host}/sandbox/live?user=${encodeURIComponent(user)}`;
}
