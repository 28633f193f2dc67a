/** What a picture of a page's part has to say of a drawn element, so that it looks the same without the page. */
const painted = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-opacity',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
] as const;

const namespace = 'http://www.w3.org/2000/svg';
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
const place = (value: number): string => String(Math.round(value * 100) / 100);

/** Whether a part is there to be seen in a picture: not a control, not words for those who listen. */
function isSeen(element: Element): boolean {
  if (element.matches('[data-screen-only], .sr-only, [popover], dialog')) return false;
  const style = getComputedStyle(element);
  return style.display !== 'none' && style.visibility !== 'hidden';
}

/** A drawing as it stands, each element with the paint that the page's styles give it. */
function drawing(svg: SVGSVGElement, x: number, y: number): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const originals = [svg, ...svg.querySelectorAll('*')];
  for (const [i, element] of [copy, ...copy.querySelectorAll('*')].entries()) {
    const style = getComputedStyle(originals[i]);
    for (const name of painted) element.setAttribute(name, style.getPropertyValue(name));
    element.removeAttribute('class');
    element.removeAttribute('style');
  }
  const { width, height } = svg.getBoundingClientRect();
  for (const [name, value] of Object.entries({ x, y, width, height })) copy.setAttribute(name, place(value));
  copy.setAttribute('overflow', 'visible');
  return new XMLSerializer().serializeToString(copy);
}

/** Words where the page has them, a line of it each. */
function words(node: Text, left: number, top: number): string {
  const style = getComputedStyle(node.parentElement!);
  const size = Number.parseFloat(style.fontSize);
  const range = document.createRange();
  const text = node.data;
  const parts: string[] = [];
  let from = 0;
  let line = Number.NaN;
  const put = (to: number) => {
    range.setStart(node, from);
    range.setEnd(node, to);
    const shown = text.slice(from, to).replaceAll(/\s+/g, ' ').trim();
    const box = range.getClientRects()[0];
    if (shown === '' || !box) return;
    // The foot of letters is about a fifth of their size above the foot of their line.
    const foot = box.top + (box.height + size) / 2 - 0.16 * size;
    parts.push(
      `<text x="${place(box.left - left)}" y="${place(foot - top)}" fill="${style.color}" font-size="${place(size)}" font-weight="${style.fontWeight}" font-family="${escaped(style.fontFamily)}">${escaped(shown)}</text>`,
    );
  };
  for (let i = 0; i < text.length; i++) {
    range.setStart(node, i);
    range.setEnd(node, i + 1);
    const box = range.getClientRects()[0];
    if (!box || box.width === 0) continue;
    if (!Number.isNaN(line) && Math.abs(box.top - line) > size / 2) {
      put(i);
      from = i;
    }
    line = box.top;
  }
  put(text.length);
  return parts.join('');
}

function parts(element: Element, left: number, top: number): string {
  if (!isSeen(element)) return '';
  const box = element.getBoundingClientRect();
  if (element instanceof SVGSVGElement) return drawing(element, box.left - left, box.top - top);
  const { backgroundColor, borderTopLeftRadius, borderTopColor, borderTopWidth } = getComputedStyle(element);
  const isFilled = !/^rgba\(.*, 0\)$|^transparent$/.test(backgroundColor) && box.width > 0 && box.height > 0;
  const filled = isFilled
    ? `<rect x="${place(box.left - left)}" y="${place(box.top - top)}" width="${place(box.width)}" height="${place(box.height)}" rx="${Number.parseFloat(borderTopLeftRadius) || 0}" fill="${backgroundColor}"/>`
    : '';
  const rule =
    Number.parseFloat(borderTopWidth) > 0 && box.width > 0
      ? `<path d="M${place(box.left - left)} ${place(box.top - top)}h${place(box.width)}" stroke="${borderTopColor}" fill="none"/>`
      : '';
  const inside = Array.from(element.childNodes, (child) =>
    child instanceof Text ? words(child, left, top) : child instanceof Element ? parts(child, left, top) : '',
  );
  return `${filled}${rule}${inside.join('')}`;
}

/**
 * A part of the page as one SVG that needs nothing else: the drawings in it with their paint, and the words and bars
 * around them where the page has them. Controls, and words only for those who listen, are left out.
 */
export function svgOf(element: Element, title: string): string {
  const { left, top, width, height } = element.getBoundingClientRect();
  const margin = 12;
  const [wide, high] = [Math.ceil(width) + 2 * margin, Math.ceil(height) + 2 * margin];
  const background = getComputedStyle(document.documentElement).getPropertyValue('--color-surface');
  const probe = document.createElement('span');
  probe.style.color = background;
  document.body.append(probe);
  const paper = getComputedStyle(probe).color;
  probe.remove();
  return [
    `<svg xmlns="${namespace}" width="${wide}" height="${high}" viewBox="${-margin} ${-margin} ${wide} ${high}" role="img">`,
    `<title>${escaped(title)}</title>`,
    `<rect x="${-margin}" y="${-margin}" width="${wide}" height="${high}" fill="${paper}"/>`,
    parts(element, left, top),
    '</svg>',
  ].join('\n');
}
