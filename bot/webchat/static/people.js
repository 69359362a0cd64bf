// The list of people: beside the chat on a wide screen, a modal window on a narrow one.

import { conversationOf } from "./activities.js";
import { element } from "./dom.js";
import { label, text } from "./texts.js";

const GROUPS = ["council", "ministry", "secretariat", "other"];
const wide = matchMedia("(min-width: 60rem)");

export class People {
  /** `onPick(person)` hears who was chosen. */
  constructor({ onPick }) {
    this.onPick = onPick;
    this.everyone = [];
    this.unread = new Map();
    this.dialog = document.getElementById("people");
    this.groups = document.getElementById("groups");
    this.find = document.getElementById("find");
    this.opener = document.getElementById("open-people");
    this.opener.addEventListener("click", () => this.open());
    document.getElementById("close-people").addEventListener("click", () => this.dialog.close());
    this.find.addEventListener("input", () => this.draw());
    this.dialog.addEventListener("keydown", (event) => this.move(event));
    wide.addEventListener("change", () => this.place());
  }

  /** Begin with these people; beside the chat where there is room. */
  start(everyone) {
    this.everyone = everyone;
    this.draw();
    this.place();
  }

  byName = (slug) => this.everyone.find((person) => person.slug === slug);

  open() {
    if (!wide.matches && !this.dialog.open) this.dialog.showModal();
    this.find.focus();
  }

  place() {
    this.dialog.close();
    if (wide.matches) this.dialog.setAttribute("open", "");
    this.dialog.setAttribute("role", wide.matches ? "region" : "dialog");
  }

  pick(person) {
    this.current = person;
    this.unread.delete(conversationOf(person));
    if (!wide.matches) this.dialog.close();
    this.draw();
    this.onPick(person);
  }

  /** Mark a person's name: something new came to that conversation. */
  newsFor(conversation) {
    this.unread.set(conversation, (this.unread.get(conversation) ?? 0) + 1);
    this.draw();
  }

  /** The name of the chosen one, in the header. */
  drawChosen() {
    const [avatar, name] = this.opener.children;
    avatar.replaceChildren(...(this.current ? [initials(this.current)] : []));
    name.textContent = this.current ? this.current.name : text("choose");
    if (this.current) this.opener.setAttribute("aria-label", text("asPerson", { name: this.current.name }));
  }

  draw() {
    const focused = document.activeElement?.dataset?.slug;
    const wanted = this.everyone.filter((person) => matches(person, this.find.value));
    const sections = GROUPS.map((group) => this.section(group, wanted.filter((one) => one.group === group)));
    this.groups.replaceChildren(...sections.filter(Boolean));
    this.drawChosen();
    document.getElementById("found").textContent = this.find.value ? text("found", { count: wanted.length }) : "";
    if (focused) this.groups.querySelector(`[data-slug="${CSS.escape(focused)}"]`)?.focus();
  }

  section(group, members) {
    if (members.length === 0) return null;
    const list = element("ul", "");
    list.append(...members.map((person) => this.row(person)));
    const section = element("section", "");
    section.append(element("h3", "", label("groups", group)), list);
    return section;
  }

  row(person) {
    const button = element("button", "person");
    button.type = "button";
    button.dataset.slug = person.slug;
    if (person === this.current) button.setAttribute("aria-current", "true");
    const names = element("span", "names");
    const role = label("roles", person.role);
    const what = [person.organisation, role].filter(Boolean).join(", ");
    names.append(element("b", "", person.name), element("small", "", what));
    const avatar = element("span", "avatar");
    avatar.setAttribute("aria-hidden", "true");
    avatar.append(initials(person));
    button.append(avatar, names, ...this.badge(person));
    button.addEventListener("click", () => this.pick(person));
    const row = element("li", "");
    row.append(button);
    return row;
  }

  badge(person) {
    const count = this.unread.get(conversationOf(person));
    if (!count) return [];
    const badge = element("span", "badge");
    const shown = element("span", "", String(count));
    shown.setAttribute("aria-hidden", "true");
    badge.append(shown, element("span", "unseen", text("unread", { count })));
    return [badge];
  }

  /** Arrow keys go through the names, from the search field and back. */
  move(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const stops = [this.find, ...this.groups.querySelectorAll(".person")];
    stops[stops.indexOf(document.activeElement) + step]?.focus();
    event.preventDefault();
  }
}

const initials = (person) => person.name.split(/\s+/).map((part) => part[0]).slice(0, 2).join("");

function matches(person, sought) {
  const words = sought.toLowerCase().split(/\s+/).filter(Boolean);
  const where = [person.name, person.organisation, person.slug, label("roles", person.role)].join(" ").toLowerCase();
  return words.every((word) => where.includes(word));
}
