// How cards look. Colours are the page's CSS variables, so that light and dark need no redrawing.

const tone = (name) => ({
  default: `var(--${name})`,
  subtle: `var(--${name}-subtle)`,
  highlightColors: { default: "var(--mark)", subtle: "var(--mark)" },
});

const foregroundColors = {
  default: tone("text"),
  dark: tone("text"),
  light: tone("light"),
  accent: tone("accent"),
  good: tone("good"),
  warning: tone("warning"),
  attention: tone("attention"),
};

const container = (background) => ({ backgroundColor: background, foregroundColors });

const bold = { weight: "bolder", size: "default" };

export const HOST_CONFIG = {
  supportsInteractivity: true,
  fontFamily: "var(--font)",
  fontTypes: {
    default: { fontFamily: "var(--font)", ...sizes() },
    monospace: { fontFamily: "var(--mono)", ...sizes() },
  },
  spacing: { none: 0, small: 4, default: 8, medium: 12, large: 16, extraLarge: 24, padding: 16 },
  separator: { lineThickness: 1, lineColor: "var(--line)" },
  imageSizes: { small: 40, medium: 80, large: 160 },
  containerStyles: {
    default: container("transparent"),
    emphasis: container("var(--soft)"),
    accent: container("var(--accent-soft)"),
    good: container("var(--good-soft)"),
    warning: container("var(--warning-soft)"),
    attention: container("var(--attention-soft)"),
  },
  textStyles: {
    heading: { size: "large", weight: "bolder" },
    columnHeader: { weight: "bolder", size: "default" },
  },
  textBlock: { headingLevel: 3 },
  inputs: {
    label: {
      inputSpacing: "small",
      requiredInputs: { ...bold, suffix: " *", suffixColor: "attention" },
      optionalInputs: bold,
    },
    errorMessage: { color: "attention", weight: "bolder", size: "default", spacing: "small" },
  },
  factSet: {
    title: { weight: "bolder", wrap: true, maxWidth: 160 },
    value: { wrap: true },
    spacing: 16,
  },
  actions: {
    maxActions: 6,
    spacing: "medium",
    buttonSpacing: 8,
    showCard: { actionMode: "inline", inlineTopMargin: 12, style: "emphasis" },
    actionsOrientation: "horizontal",
    actionAlignment: "left",
    allowTitleToWrap: true,
    iconPlacement: "leftOfTitle",
  },
  adaptiveCard: { allowCustomStyle: true },
  media: { allowInlinePlayback: false },
  table: { cellSpacing: 8 },
};

function sizes() {
  return {
    fontSizes: { small: 12, default: 14, medium: 16, large: 18, extraLarge: 22 },
    fontWeights: { lighter: 400, default: 400, bolder: 600 },
  };
}
