// The messages on the page: added, replaced in place, taken away.

import { ADAPTIVE, draw } from "./cards.js";
import { element } from "./dom.js";
import { safeUrl, toHtml } from "./markdown.js";
import { Place } from "./place.js";
import { language, text } from "./texts.js";

const NEAR_END_PX = 140;

export class Log {
  /** `onAction(action, place)` hears what is pressed in cards; `onSuggested(action)` the suggested actions. */
  constructor({ onAction, onSuggested }) {
    this.on = { onAction, onSuggested };
    this.view = document.getElementById("log");
    this.list = document.getElementById("messages");
    this.dots = document.getElementById("typing");
    this.newer = document.getElementById("newer");
    this.chips = document.getElementById("suggestions");
    this.entries = new Map();
    this.newer.addEventListener("click", () => this.toEnd());
    this.view.addEventListener("scroll", () => { if (this.nearEnd()) this.newer.hidden = true; });
  }

  /** Begin anew, for another person. */
  clear() {
    this.entries.clear();
    this.list.replaceChildren();
    this.typing(false);
    this.suggest(null);
    this.newer.hidden = true;
  }

  /** Show what is there already, without reading it out. */
  replay(activities) {
    this.view.setAttribute("aria-live", "off");
    for (const activity of activities) this.put(activity);
    this.toEnd();
    requestAnimationFrame(() => this.view.setAttribute("aria-live", "polite"));
  }

  /** Add the activity, or put it in the place of the one of its id. One already shown as it is stays. */
  put(activity) {
    if (activity.type !== "message") return;
    const source = JSON.stringify(activity);
    const before = this.entries.get(activity.id);
    if (before?.source === source) return;
    const node = this.article(activity);
    this.entries.set(activity.id, { source, node });
    if (before) this.swap(before.node, node);
    else this.append(node, activity);
  }

  remove(id) {
    this.entries.get(id)?.node.remove();
    this.entries.delete(id);
  }

  append(node, activity) {
    const follow = isMine(activity) || this.nearEnd();
    this.list.append(node);
    if (!isMine(activity)) this.typing(false);
    this.suggest(activity.suggestedActions);
    if (follow) this.show(node);
    else this.newer.hidden = false;
  }

  /** Replace a message; who was in its card comes to the new card. */
  swap(before, node) {
    const focused = before.contains(document.activeElement);
    before.replaceWith(node);
    if (focused) node.querySelector(".card")?.focus();
  }

  article(activity) {
    const node = element("li", `message ${isMine(activity) ? "mine" : "bots"}`);
    node.dataset.id = activity.id;
    if (activity.locale) node.lang = activity.locale;
    node.append(meta(activity), ...this.bodies(activity));
    return node;
  }

  bodies(activity) {
    const attachments = activity.attachments ?? [];
    const words = activity.text || (attachments.length ? "" : activity.summary);
    const cards = attachments.map((attachment) => this.attachment(attachment, activity));
    return words ? [bubble(words, activity), ...cards] : cards;
  }

  attachment(attachment, activity) {
    if (attachment.contentType === ADAPTIVE) return this.card(attachment.content, activity);
    const url = safeUrl(attachment.contentUrl ?? "");
    const draws = attachment.contentType?.startsWith("image/") ? picture : fileLink;
    return url ? draws(url, attachment.name ?? attachment.contentType) : element("p", "bubble", text("unsupported"));
  }

  card(content, activity) {
    const onAction = (action) => this.on.onAction(action, place);
    const frame = draw(content, { name: activity.summary || text("card"), onAction });
    const note = element("p", "note");
    note.setAttribute("role", "status");
    const place = new Place(frame, note, { activity, replace: (card) => this.replaceCard(activity, content, card) });
    const holder = element("div", "card-holder");
    holder.append(frame, note);
    return holder;
  }

  /** The activity with one card changed, shown and returned. */
  replaceCard(activity, before, card) {
    const attachments = activity.attachments.map((one) => (one.content === before ? { ...one, content: card } : one));
    const changed = { ...activity, attachments };
    this.put(changed);
    return changed;
  }

  /** A message of the person that did not go: say so, and offer to send it again. */
  failed(activity, reason, retry) {
    const node = this.entries.get(activity.id)?.node;
    const line = element("p", "failure", reason);
    line.setAttribute("role", "alert");
    const button = element("button", "link", text("again"));
    button.type = "button";
    button.addEventListener("click", () => { line.remove(); retry(); });
    line.append(" ", button);
    node?.append(line);
    this.toEnd();
  }

  typing(on) {
    this.dots.hidden = !on;
    if (on && this.nearEnd()) this.toEnd();
  }

  /** Show the suggested actions of the newest message, or none. */
  suggest(suggested) {
    const actions = suggested?.actions ?? [];
    this.chips.hidden = actions.length === 0;
    this.chips.replaceChildren(...actions.map((action) => this.chip(action)));
  }

  chip(action) {
    const button = element("button", "chip", action.title ?? action.value);
    button.type = "button";
    button.addEventListener("click", () => { this.suggest(null); this.on.onSuggested(action); });
    return button;
  }

  nearEnd() {
    return this.view.scrollHeight - this.view.scrollTop - this.view.clientHeight < NEAR_END_PX;
  }

  /** Bring a message into view; of one taller than the view, its beginning. */
  show(node) {
    const tall = node.offsetHeight > this.view.clientHeight;
    if (tall) node.scrollIntoView({ block: "start" });
    else this.toEnd();
  }

  toEnd() {
    this.view.scrollTop = this.view.scrollHeight;
    this.newer.hidden = true;
  }
}

const isMine = (activity) => activity.from?.id?.startsWith("29:") ?? false;

function meta(activity) {
  const line = element("p", "meta", isMine(activity) ? text("me") : activity.from?.name ?? "ALKE-botti");
  line.lang = language();
  if (!activity.timestamp) return line;
  const when = new Date(activity.timestamp);
  const time = element("time", "", when.toLocaleTimeString(language(), { hour: "2-digit", minute: "2-digit" }));
  time.dateTime = activity.timestamp;
  time.title = when.toLocaleString(language());
  line.append(" ", time);
  return line;
}

/** The words of a message: the bot's as markdown, unless it says they are plain; a person's as typed. */
function bubble(words, activity) {
  const plain = isMine(activity) || ["plain", "xml"].includes(activity.textFormat);
  const node = element("div", plain ? "bubble plain" : "bubble", plain ? words : "");
  if (!plain) node.innerHTML = toHtml(words);
  return node;
}

function picture(url, name) {
  const node = element("img", "picture");
  node.src = url;
  node.alt = name;
  return node;
}

function fileLink(url, name) {
  const line = element("p", "bubble");
  const link = element("a", "", name);
  Object.assign(link, { href: url, target: "_blank", rel: "noopener noreferrer" });
  line.append(link);
  return line;
}
