// The page: who is chatting, what is said, and the connection that brings the answers.

import { Actions, failure } from "./actions.js";
import { conversationOf, envelope, installation, message, stamped } from "./activities.js";
import { Log } from "./log.js";
import { People } from "./people.js";
import * as server from "./server.js";
import { Task } from "./task.js";
import { language, text, turnTo } from "./texts.js";
import { followButton } from "./theme.js";

const TYPING_MS = 12_000;

class Chat {
  constructor() {
    this.input = document.getElementById("text");
    this.status = document.getElementById("status");
    this.log = new Log({
      onAction: (action, place) => this.actions.run(action, place),
      onSuggested: (action) => { this.actions.suggested(action); this.input.focus(); },
    });
    this.task = new Task({
      onAction: (action, place) => this.actions.run(action, place),
      onClosed: () => { if (document.activeElement === document.body) this.input.focus(); },
    });
    this.actions = new Actions({
      task: this.task,
      where: () => this.conversation,
      send: (content, id) => this.send(content, id),
      say: (words, more, shown) => this.say(words, more, shown),
      keep: (activity) => this.keep(activity),
      botSays: (words) => this.botSays(words),
    });
    this.people = new People({ onPick: (person) => this.begin(person) });
    this.live = new server.Live({
      opened: (conversation) => this.catchUp(conversation),
      told: (change) => this.hear(change),
      lost: () => { this.status.textContent = text("offline"); },
    });
  }

  /** Get the people and begin with the one in the address, or let one be picked. */
  async start() {
    this.bindComposer();
    this.bindTools();
    turnTo("fi");
    try {
      [this.bot, this.everyone] = await Promise.all([server.bot(), server.people()]);
    } catch (error) {
      failure(error, "notLoaded");
      this.status.textContent = text("notLoaded");
      return;
    }
    this.people.start(this.everyone);
    const person = this.people.byName(new URLSearchParams(location.search).get("as"));
    if (person) this.people.pick(person);
    else this.people.open();
  }

  /** Chat as this person from now on, in the person's language. */
  begin(person) {
    this.person = person;
    this.conversation = conversationOf(person);
    history.replaceState(null, "", `/?as=${encodeURIComponent(person.slug)}`);
    this.changeLanguage(person.language);
    document.getElementById("composer").inert = false;
    this.log.clear();
    this.log.view.setAttribute("aria-busy", "true");
    this.live.follow(this.conversation);
    this.input.focus();
  }

  /** The connection is open: show what was said before, and install the app the first time. */
  async catchUp(conversation) {
    try {
      const { installed, activities } = await server.transcript(conversation);
      if (conversation !== this.conversation) return;
      this.status.textContent = "";
      this.log.replay(activities);
      this.log.view.removeAttribute("aria-busy");
      if (!installed) await this.install(conversation);
    } catch (error) {
      this.status.textContent = failure(error, "offline");
    }
  }

  async install(conversation) {
    const base = this.envelope();
    await server.markInstalled(conversation);
    for (const event of installation(base.recipient, base.from)) {
      await server.post(stamped({ ...base, ...event }, crypto.randomUUID(), new Date()));
    }
  }

  /** A change told by the server. */
  hear({ kind, conversation, activity }) {
    const kinds = {
      new: () => this.log.put(activity),
      updated: () => this.log.put(activity),
      deleted: () => this.log.remove(activity.id),
      typing: () => this.typing(),
      elsewhere: () => this.people.newsFor(conversation),
    };
    kinds[kind]();
  }

  typing() {
    clearTimeout(this.typingEnds);
    this.log.typing(true);
    this.typingEnds = setTimeout(() => this.log.typing(false), TYPING_MS);
  }

  envelope() {
    return envelope({ person: this.person, bot: this.bot, language: language(), origin: location.origin });
  }

  complete(content, id = crypto.randomUUID()) {
    return stamped({ ...this.envelope(), ...content }, id, new Date());
  }

  send(content, id) {
    return server.post(this.complete(content, id));
  }

  /** Say something as the person; `shown` when the chat shows other words than the bot gets. */
  say(words, more = {}, shown = words) {
    const activity = this.complete({ ...message(words), ...more });
    return this.deliver(activity, { ...activity, text: shown });
  }

  /** Show, keep and send a message. One that fails stays, and is sent again as the same activity. */
  async deliver(activity, shown) {
    if (shown.text) this.log.put(shown);
    try {
      if (shown.text) await server.record(shown.conversation.id, shown);
      await server.post(activity);
    } catch (error) {
      this.log.failed(shown, failure(error, "unsent"), () => this.deliver(activity, shown));
    }
  }

  /** Words of the bot that came as the answer to a button. */
  botSays(words) {
    const from = { ...this.envelope().recipient, role: "bot" };
    const activity = this.complete({ ...message(words), textFormat: "markdown", from, recipient: this.envelope().from });
    this.log.put(activity);
    this.keep(activity);
  }

  /** Keep what the page itself changed for the next reload; without it the chat still goes on. */
  keep(activity) {
    server.record(this.conversation, activity).catch((error) => {
      this.status.textContent = failure(error, "offline");
    });
  }

  bindComposer() {
    const composer = document.getElementById("composer");
    composer.inert = true;
    composer.addEventListener("submit", (event) => { event.preventDefault(); this.submit(); });
    this.input.addEventListener("input", () => this.fit());
    this.input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.submit();
    });
  }

  submit() {
    const words = this.input.value.trim();
    this.input.focus();
    if (!words) return;
    this.input.value = "";
    this.fit();
    this.say(words);
  }

  /** Let the field grow with what is written. */
  fit() {
    this.input.style.height = "auto";
    this.input.style.height = `${this.input.scrollHeight}px`;
  }

  bindTools() {
    followButton(document.getElementById("theme"));
    const select = document.getElementById("language");
    select.addEventListener("change", () => this.changeLanguage(select.value));
  }

  changeLanguage(chosen) {
    turnTo(chosen);
    document.getElementById("language").value = language();
    document.getElementById("welcome-text").textContent = text(this.person ? "begin" : "welcome");
    this.people.draw();
  }
}

new Chat().start();
