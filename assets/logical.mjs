/**
 * govuk-frontend speaks of left and right; a page in Urdu or Arabic reads the other way.
 * This turns the physical sides of a compiled stylesheet into the start and end of a line,
 * so that one stylesheet serves both directions.
 */
const sides = { left: "start", right: "end" };

const rules = [
  // margin-left, padding-right
  [/(^|[;{\s])(margin|padding)-(left|right)(\s*:)/g, (_, before, property, side, colon) => `${before}${property}-inline-${sides[side]}${colon}`],
  // border-left, border-left-color
  [/(^|[;{\s])border-(left|right)(-(?:color|width|style))?(\s*:)/g, (_, before, side, part, colon) => `${before}border-inline-${sides[side]}${part ?? ""}${colon}`],
  // left: 0
  [/(^|[;{\s])(left|right)(\s*:)/g, (_, before, side, colon) => `${before}inset-inline-${sides[side]}${colon}`],
  // text-align: left
  [/(text-align\s*:\s*)(left|right)/g, (_, before, side) => `${before}${sides[side]}`],
  // float: left keeps its physical form for browsers from before 2023
  [/(^|[;{\s])float\s*:\s*(left|right)/g, (_, before, side) => `${before}float: ${side}; float: inline-${sides[side]}`],
];

export const toLogical = (css) => rules.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), css);
