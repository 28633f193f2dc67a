/** A small market made by the test: an index and four stocks that follow it, as a wide price file. */
export const symbols = ['TIDX', 'TAAA', 'TBBB', 'TCCC', 'TDDD'] as const;

/** Numbers like draws from a standard normal, the same on every run (a linear congruential generator, twelve at a time). */
function draws(seed: number): () => number {
  let state = seed;
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  return () => Array.from({ length: 12 }, uniform).reduce((sum, one) => sum + one, -6);
}

/** The last `count` weekdays up to and including a day, oldest first. */
export function weekdaysUntil(last: string, count: number): string[] {
  const days: string[] = [];
  for (let at = Date.parse(`${last}T00:00:00Z`); days.length < count; at -= 86_400_000) {
    const weekday = new Date(at).getUTCDay();
    if (weekday !== 0 && weekday !== 6) days.unshift(new Date(at).toISOString().slice(0, 10));
  }
  return days;
}

/** `TDDD` is young: it has closes on the last 40 days only. */
export function widePrices(last: string, count: number): string {
  const next = draws(7);
  const prices = [400, 50, 120, 80, 30];
  const betas = [1, 0.6, 1.4, 1, 0.8];
  const lines = weekdaysUntil(last, count).map((date, i) => {
    const market = 0.0004 + 0.01 * next();
    const cells = prices.map((price, k) => {
      const move = betas[k] * market + (k === 0 ? 0 : 0.012 * next());
      prices[k] = price * (1 + move);
      return k === 4 && i < count - 40 ? '' : prices[k].toFixed(4);
    });
    return [date, ...cells].join(',');
  });
  return `${[`date,${symbols.join(',')}`, ...lines].join('\n')}\n`;
}
