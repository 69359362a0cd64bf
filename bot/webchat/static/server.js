// What the page asks of the server, and the live connection.

const PATIENCE_MS = 30_000;
const PAUSES_MS = [500, 1_000, 2_000, 5_000];

/** The server did not take it: `status` is its answer, 0 when there was none. */
export class NotSent extends Error {
  constructor(status) {
    super(`not sent: ${status}`);
    this.status = status;
  }
}

async function call(path, { method = "GET", body } = {}) {
  const request = { method, signal: AbortSignal.timeout(PATIENCE_MS), headers: { Accept: "application/json" } };
  if (body !== undefined) {
    request.body = JSON.stringify(body);
    request.headers["Content-Type"] = "application/json";
  }
  const answer = await fetch(path, request).catch(() => { throw new NotSent(0); });
  if (!answer.ok) throw new NotSent(answer.status);
  return answer;
}

const read = async (path) => (await call(path)).json();
const chat = (conversation) => `/webchat/conversations/${encodeURIComponent(conversation)}`;

export const people = () => read("/webchat/people");
export const bot = () => read("/webchat/bot");
export const transcript = (conversation) => read(chat(conversation));
export const markInstalled = (conversation) => call(`${chat(conversation)}/installed`, { method: "PUT" });

/** Keep an activity in the transcript, so that a reload shows it. */
export const record = (conversation, activity) =>
  call(`${chat(conversation)}/activities/${encodeURIComponent(activity.id)}`, { method: "PUT", body: activity });

/** Send an activity to the bot; its answer's body when it is JSON, else null. */
export async function post(activity) {
  const answer = await call("/api/messages", { method: "POST", body: activity });
  const body = await answer.text();
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

/** Follow a conversation: `opened` on each connection, `told` for each change, `lost` when it breaks. */
export class Live {
  constructor({ opened, told, lost }) {
    this.on = { opened, told, lost };
    this.failures = 0;
  }

  follow(conversation) {
    this.stop();
    const socket = new WebSocket(`ws://${location.host}/webchat/live?conversation=${encodeURIComponent(conversation)}`);
    this.socket = socket;
    socket.onopen = () => { this.failures = 0; this.on.opened(conversation); };
    socket.onmessage = (event) => { if (socket === this.socket) this.on.told(JSON.parse(event.data)); };
    socket.onclose = () => { if (socket === this.socket) this.comeBack(conversation); };
  }

  comeBack(conversation) {
    this.on.lost();
    const pause = PAUSES_MS[Math.min(this.failures++, PAUSES_MS.length - 1)];
    this.timer = setTimeout(() => this.follow(conversation), pause);
  }

  stop() {
    clearTimeout(this.timer);
    const socket = this.socket;
    this.socket = null;
    socket?.close();
  }
}
