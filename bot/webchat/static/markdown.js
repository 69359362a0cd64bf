// Markdown to safe HTML, for messages and for cards alike.

import DOMPurify from "/webchat/vendor/dompurify.js";
import MarkdownIt from "/webchat/vendor/markdown-it.js";

const markdown = new MarkdownIt({ html: false, linkify: false, breaks: true }).disable("image");

const ALLOWED = {
  ALLOWED_TAGS: ["p", "br", "strong", "em", "s", "a", "ul", "ol", "li", "code", "pre", "blockquote", "hr",
    "h1", "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"],
  ALLOWED_ATTR: ["href", "start"],
  ALLOWED_URI_REGEXP: /^(?:https?|mailto):/i,
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
};

DOMPurify.addHook("afterSanitizeAttributes", (node) => {
  if (node.nodeName !== "A" || !node.hasAttribute("href")) return;
  node.setAttribute("target", "_blank");
  node.setAttribute("rel", "noopener noreferrer");
});

/** The text as HTML that holds no script, no picture and no link but http, https and mailto. */
export const toHtml = (source) => DOMPurify.sanitize(markdown.render(source), ALLOWED);

/** The address when it may be opened (http, https, mailto), or null. */
export function safeUrl(address) {
  const url = URL.canParse(address, location.href) ? new URL(address, location.href) : null;
  return url && ["http:", "https:", "mailto:"].includes(url.protocol) ? url.href : null;
}
