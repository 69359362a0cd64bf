// Where a card stands, in the chat or in a dialog.

/** Where a card stands: its activity, and how to tell there that it is busy, failed or done. */
export class Place {
  constructor(frame, note, { activity = null, replace, isTask = false }) {
    Object.assign(this, { frame, note, activity, replace, isTask });
  }

  get isBusy() {
    return this.frame.getAttribute("aria-busy") === "true";
  }

  busy(on) {
    this.frame.setAttribute("aria-busy", String(on));
    if (on) this.say("", "note");
  }

  fail(reason) {
    this.say(reason, "note failure");
  }

  done(words) {
    this.say(words, "note");
  }

  say(words, className) {
    this.note.className = className;
    this.note.textContent = words;
  }
}
