// From a pressed button to an activity, and from the bot's answer back to the page.

import { executed, invoke, submitted } from "./activities.js";
import { ADAPTIVE } from "./cards.js";
import { safeUrl } from "./markdown.js";
import { NotSent } from "./server.js";
import { text } from "./texts.js";
import { isDark } from "./theme.js";

export class Actions {
  /**
   * `send(content, id)` posts to the bot and gives its answer; `say(text, more)` writes a message as the
   * person; `keep(activity)` records a changed card; `botSays(text)` shows words of the bot; `task` is the
   * dialog; `where()` names the conversation on the page.
   */
  constructor({ send, say, keep, botSays, task, where }) {
    this.to = { send, say, keep, botSays, task, where };
    this.attempts = new Map();
  }

  /** Do what the pressed action of a card asks. */
  async run(action, place) {
    if (place.isBusy) return;
    const kinds = { "Action.OpenUrl": this.open, "Action.Execute": this.execute, "Action.Submit": this.submit };
    await kinds[action.getJsonTypeName()]?.call(this, action, place);
  }

  /** Do what a suggested action asks. */
  async suggested(action) {
    const kinds = { openUrl: () => this.openUrl(action.value), messageBack: () => this.sayBack(action) };
    await (kinds[action.type] ?? (() => this.to.say(String(action.value ?? action.title))))();
  }

  open(action, place) {
    if (!this.openUrl(action.url)) place.fail(text("badLink"));
  }

  openUrl(address) {
    const url = safeUrl(address ?? "");
    if (url) window.open(url, "_blank", "noopener,noreferrer");
    return url !== null;
  }

  async execute(action, place) {
    const { id, verb, data } = action;
    const answer = await this.ask(executed({ id, verb, data }, place.activity?.id), place);
    if (answer) this.follow(answer, place);
  }

  async submit(action, place) {
    const data = action.data ?? {};
    const kinds = {
      imBack: () => this.to.say(String(data.msteams.value)),
      messageBack: () => this.sayBack(data.msteams, data, place),
      invoke: () => this.ask(invoke(data.msteams.name, data.msteams.value, place.activity?.id), place),
      "task/fetch": () => this.inTask("task/fetch", data, place),
    };
    const plain = place.isTask ? () => this.inTask("task/submit", data, place) : () => this.plain(data, place);
    await (kinds[data.msteams?.type] ?? plain)();
  }

  async plain(data, place) {
    const answer = await this.ask(submitted(data, place.activity?.id), place);
    if (answer !== undefined) place.done(text("sent"));
  }

  /** messageBack: one text for the chat, another and a value for the bot. */
  async sayBack({ text: words, displayText, value }, { msteams: _, ...inputs } = {}, place = null) {
    const given = typeof value === "object" || value === undefined ? { ...value, ...inputs } : value;
    await this.to.say(words ?? displayText ?? "", { value: given, replyToId: place?.activity?.id }, displayText);
  }

  async inTask(name, data, place) {
    const value = { data, context: { theme: isDark() ? "dark" : "default" } };
    const answer = await this.ask(invoke(name, value, place.activity?.id), place);
    if (answer !== undefined) this.to.task.answer(answer);
  }

  /**
   * Send from a card. The answer, or undefined when it failed, which is said at the card, or when another
   * person was picked meanwhile. The same press again keeps its id.
   */
  async ask(content, place) {
    const key = JSON.stringify(content);
    const id = this.attempts.get(key) ?? crypto.randomUUID();
    this.attempts.set(key, id);
    const asked = this.to.where();
    place.busy(true);
    try {
      const answer = await this.to.send(content, id);
      this.attempts.delete(key);
      return asked === this.to.where() ? answer : undefined;
    } catch (error) {
      place.fail(failure(error, "unsentForm"));
      return undefined;
    } finally {
      place.busy(false);
    }
  }

  /** The answer to Action.Execute: a card in the card's place, a message, or an error. */
  follow({ type, value }, place) {
    const kinds = {
      [ADAPTIVE]: () => this.replace(value, place),
      "application/vnd.microsoft.activity.message": () => this.words(value, place),
      "application/vnd.microsoft.error": () => place.fail(value?.message ?? text("refused", { status: value?.code })),
    };
    kinds[type]?.();
  }

  replace(card, place) {
    const changed = place.replace(card);
    if (changed) this.to.keep(changed);
  }

  words(words, place) {
    if (place.isTask) this.to.task.close();
    this.to.botSays(words);
  }
}

/** What to tell the person of a failed send: `unsent` names the words for a lost connection. */
export function failure(error, unsent) {
  if (!(error instanceof NotSent)) throw error;
  if (error.status === 413) return text("tooLong");
  const noAnswer = error.status === 0 || error.status >= 500;
  return noAnswer ? text(unsent) : text("refused", { status: error.status });
}
