// The one way to make a node.

/** A node of this tag and class that holds these words, as text. */
export function element(tag, className, words = "") {
  const node = document.createElement(tag);
  node.className = className;
  node.textContent = words;
  return node;
}
