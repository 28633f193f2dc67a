import type { PortfolioView } from '@/lib/db/overview';

/** What the button shows when the page is made: a recalculation under way, or how the last one failed. */
export function recalculationState(latest: PortfolioView['latestRecalculation']) {
  const isInFlight = latest?.state === 'queued' || latest?.state === 'running';
  return {
    inFlightId: isInFlight ? latest.id : null,
    lastFailure:
      latest?.state === 'failed' && latest.errorCode !== null
        ? { code: latest.errorCode, detail: latest.errorDetail ?? '' }
        : null,
  };
}
