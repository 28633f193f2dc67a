import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const css = readFileSync(path.join(import.meta.dirname, '../../app/globals.css'), 'utf8');
const tokens = new Map(
  [...css.matchAll(/--color-([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(([, name, light, dark]) => [
    name,
    { light, dark },
  ]),
);

/** Relative luminance and contrast as WCAG 2.2 defines them. */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

const grounds = ['paper', 'surface', 'sunken', 'raised'];
const textPairs = [
  ...['ink', 'ink-soft', 'ink-faint', 'blue', 'danger', 'caution'].flatMap((text) =>
    grounds.map((ground) => [text, ground]),
  ),
  ['orange', 'surface'],
  ['caution', 'caution-wash'],
  ['danger', 'danger-wash'],
  ['blue-strong', 'blue-wash'],
  ['ink', 'blue-wash'],
  ['on-accent', 'blue'],
  ['on-accent', 'blue-strong'],
];
const graphicPairs = ['blue', 'orange', 'ink-faint', 'rule-strong'].flatMap((graphic) =>
  grounds.map((ground) => [graphic, ground]),
);

describe.each(['light', 'dark'] as const)('the colours, %s', (scheme) => {
  const of = (name: string) => {
    const token = tokens.get(name);
    if (!token) throw new Error(`globals.css has no colour ${name}`);
    return token[scheme];
  };

  it.each(textPairs)('reads %s on %s at 4.5:1', (text, ground) => {
    expect(contrast(of(text), of(ground))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(graphicPairs)('shows %s on %s at 3:1', (graphic, ground) => {
    expect(contrast(of(graphic), of(ground))).toBeGreaterThanOrEqual(3);
  });

  it.each([
    ['blue', 'blue-wash'],
    ['orange', 'orange-wash'],
  ])('shows the line %s on its own band %s at 3:1', (line, band) => {
    expect(contrast(of(line), of(band))).toBeGreaterThanOrEqual(3);
  });
});
