// Draws Adaptive Cards with Microsoft's library.

import { HOST_CONFIG } from "./hostconfig.js";
import { toHtml } from "./markdown.js";
import { text } from "./texts.js";

const { AdaptiveCard, GlobalSettings, HostConfig, Strings } = globalThis.AdaptiveCards;

export const ADAPTIVE = "application/vnd.microsoft.card.adaptive";

AdaptiveCard.onProcessMarkdown = (source, result) => {
  result.outputHtml = toHtml(source);
  result.didProcess = true;
};
GlobalSettings.setTabIndexAtCardRoot = false; // the frame around the card takes the focus, and has its name
Strings.defaults.overflowButtonTooltip = () => text("moreActions");

const hostConfig = new HostConfig(HOST_CONFIG);

/** The card as a focusable frame. `onAction` gets each pressed action whose inputs are valid. */
export function draw(content, { name, onAction }) {
  const card = new AdaptiveCard();
  card.hostConfig = hostConfig;
  card.onExecuteAction = onAction;
  card.parse(content);
  const frame = document.createElement("form"); // radio buttons of the same name in two cards stay apart
  frame.addEventListener("submit", (event) => event.preventDefault());
  frame.noValidate = true;
  frame.className = "card";
  frame.tabIndex = 0;
  frame.setAttribute("role", "group");
  frame.setAttribute("aria-label", content.speak || name);
  if (content.lang) frame.lang = content.lang;
  frame.append(card.render() ?? content.fallbackText ?? "");
  return frame;
}
