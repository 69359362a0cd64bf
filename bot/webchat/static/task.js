// Teams' dialogs (task modules): a card in a modal window.

import { ADAPTIVE, draw } from "./cards.js";
import { element } from "./dom.js";
import { toHtml } from "./markdown.js";
import { Place } from "./place.js";
import { text } from "./texts.js";

const WIDTHS = { small: 400, medium: 600, large: 840 };

export class Task {
  /** `onAction(action, place)` hears what is pressed in the dialog's card; `onClosed()` when it is gone. */
  constructor({ onAction, onClosed }) {
    this.onAction = onAction;
    this.dialog = document.getElementById("task");
    this.title = document.getElementById("task-title");
    this.body = document.getElementById("task-body");
    this.failure = document.getElementById("task-failure");
    document.getElementById("close-task").addEventListener("click", () => this.close());
    this.dialog.addEventListener("close", onClosed);
  }

  /** Follow the bot's answer to task/fetch or task/submit: go on, say something, or end. */
  answer(answer) {
    const ways = { continue: (task) => this.open(task.value), message: (task) => this.say(task.value) };
    const way = ways[answer?.task?.type] ?? (() => this.close());
    way(answer?.task);
  }

  open({ title = "", card, width }) {
    this.title.textContent = title || text("card");
    this.dialog.style.width = `${WIDTHS[width] ?? (Number(width) || WIDTHS.medium)}px`;
    const usable = card?.contentType === ADAPTIVE;
    this.show(usable ? this.draw(card.content) : element("p", "bubble", text("unsupported")));
  }

  say(words) {
    const node = element("div", "task-words");
    node.innerHTML = toHtml(String(words));
    this.show(node);
  }

  draw(content) {
    const place = {};
    const frame = draw(content, { name: this.title.textContent, onAction: (action) => this.onAction(action, place.is) });
    place.is = new Place(frame, this.failure, { isTask: true, replace: (card) => this.show(this.draw(card)) });
    return frame;
  }

  /** Put the content in, open the window if it is not, and go to the first field. */
  show(node) {
    this.failure.textContent = "";
    this.body.replaceChildren(node);
    if (!this.dialog.open) this.dialog.showModal();
    const field = node.querySelector("input, select, textarea, button") ?? document.getElementById("close-task");
    field.focus();
  }

  close() {
    this.dialog.close();
  }
}
