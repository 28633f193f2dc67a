import type { FullConfig } from '@playwright/test';

/** The journeys begin when the demonstration's year of snapshots stands, as a person finds it a minute after the start. */
export default async function demonstrationReady(config: FullConfig): Promise<void> {
  const api = `${config.projects[0].use.baseURL}/api/v1`;
  const read = async (path: string) => (await (await fetch(`${api}${path}`)).json()).data as Record<string, string>[];
  const deadline = Date.now() + 180_000;
  for (;;) {
    const asked = await Promise.all(
      (await read('/portfolios')).map(({ id }) => read(`/portfolios/${id}/recalculations`)),
    );
    const states = asked.flat().map(({ state }) => state);
    if (states.length > 0 && states.every((state) => state === 'completed')) return;
    if (Date.now() > deadline) throw new Error(`the demonstration is not calculated yet: ${states.join(', ')}`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}
