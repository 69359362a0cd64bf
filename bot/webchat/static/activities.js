// The activities that Teams sends, as plain objects. Nothing here touches the page or the network.

import { LOCALES } from "./texts.js";

/** Who talks with whom, in which language: { person, bot, language, origin }. */
export function envelope({ person, bot, language, origin }) {
  return {
    channelId: "msteams",
    serviceUrl: `${origin}/webchat/connector/`,
    from: { id: `29:${person.slug}`, name: person.name, aadObjectId: person.object_id },
    conversation: { conversationType: "personal", tenantId: person.tenant, id: conversationOf(person) },
    recipient: { id: `28:${bot.id}`, name: bot.name },
    channelData: { tenant: { id: person.tenant } },
    locale: LOCALES[language],
    localTimezone: "Europe/Helsinki",
    entities: [{
      type: "clientInfo", locale: LOCALES[language], country: "FI", platform: "Web", timezone: "Europe/Helsinki",
    }],
  };
}

export const conversationOf = (person) => `a:${person.slug}`;

/** A written message. */
export const message = (text) => ({ type: "message", text, textFormat: "plain" });

/** A pressed Action.Submit: a message with a value, in answer to the card's activity. */
export const submitted = (value, replyToId, text) => ({ type: "message", text, value, replyToId });

export const invoke = (name, value, replyToId) => ({ type: "invoke", name, value, replyToId });

/** A pressed Action.Execute. */
export const executed = ({ id, verb, data }, replyToId) =>
  invoke("adaptiveCard/action", { action: { type: "Action.Execute", id, verb, data }, trigger: "manual" }, replyToId);

/** What Teams sends when the app is installed for a person. */
export const installation = (recipient, from) => [
  { type: "conversationUpdate", membersAdded: [{ id: recipient.id }, { id: from.id, aadObjectId: from.aadObjectId }] },
  { type: "installationUpdate", action: "add" },
];

/** The activity, ready to go: with an id, and the time in UTC and in Finland. */
export function stamped(content, id, now) {
  return { ...content, id, timestamp: now.toISOString(), localTimestamp: inFinland(now) };
}

/** ISO time with Finland's offset of that moment, such as 2026-09-01T12:00:00+03:00. */
function inFinland(now) {
  const wall = now.toLocaleString("sv-SE", { timeZone: "Europe/Helsinki" }).replace(" ", "T");
  const hours = Math.round((Date.parse(`${wall}Z`) - now.getTime()) / 3_600_000);
  return `${wall}+0${hours}:00`;
}
