import type { ReactNode } from 'react';
import {
  beta,
  count,
  day,
  decimal,
  emDash,
  instant,
  interval,
  money,
  percent,
  percentInterval,
  percentileOrdinal,
  period,
  pValue,
  quantity,
  shortHash,
  signedDecimal,
  signedPercent,
} from '@/lib/format';
import type { Provenance } from '../risk/provenance';
import { RecipeDisclosure } from '../risk/recipe-disclosure';
import type { RecipeKey } from '../risk/recipes/recipes';
import { trendWords } from '../risk/trend-words';
import { UnavailableDetails } from '../risk/unavailable-details';
import { Amount } from '../ui/amount';
import { Definitions } from '../ui/definitions';
import type { Holding } from './holding';
import { useFindings } from './holding-findings';
import { PositionLink } from './position-link';

type HoldingDetailsProps = {
  holding: Holding;
  currency: string;
  marketIndex: string;
  /** Where the figures come from; without it nothing can be downloaded. */
  provenance?: Provenance;
};

/** What is known of one lot, and why the rest is not. */
export function HoldingDetails({ holding, currency, marketIndex, provenance }: HoldingDetailsProps) {
  const { beta: betaEstimate, volatility, trend } = holding;
  const flags = holding.remarks;
  const notes = useFindings(holding.symbol);
  return (
    <div className="flex flex-col gap-5">
      <p className="text-sm">
        <PositionLink symbol={holding.symbol}>Everything about {holding.symbol}</PositionLink>
      </p>
      <Part title={holding.name ?? holding.symbol}>
        <Definitions
          entries={[
            { term: 'Sector', value: holding.sector },
            { term: 'Quantity', value: <Amount>{quantity(holding.quantity)}</Amount> },
            { term: 'Market value', value: <Amount>{money(holding.marketValue, currency)}</Amount> },
            { term: 'Weight', value: percent(holding.weight, 2) },
            flags.length > 0 ? { term: 'Flags', value: flags.map(({ label }) => label).join(', ') } : null,
          ]}
        />
      </Part>
      {notes.length > 0 ? (
        <Part title="About its data">
          <ul className="text-sm">
            {notes.map(({ title, detail }) => (
              <li key={`${title} ${detail}`}>
                {title}: {detail}
              </li>
            ))}
          </ul>
          {provenance?.portfolioId ? (
            <p className="mt-1 text-sm">
              <a href={`/portfolios/${provenance.portfolioId}/data-quality`} className="link">
                What helps
              </a>
            </p>
          ) : null}
        </Part>
      ) : null}
      {betaEstimate ? (
        <Part title={`Beta against ${marketIndex}`}>
          {betaEstimate.status === 'unavailable' ? (
            <UnavailableDetails absence={betaEstimate} />
          ) : (
            <Definitions
              entries={[
                { term: 'Beta', value: beta(betaEstimate.value.beta) },
                { term: '95 % interval', value: interval(betaEstimate.value.low, betaEstimate.value.high) },
                { term: 'Standard error', value: decimal(betaEstimate.value.standardError, 3) },
                { term: 'R²', value: percent(betaEstimate.value.rSquared) },
                { term: 'p of β = 0', value: pValue(betaEstimate.value.pValue) },
                {
                  term: 'Returns used',
                  value: `${count(betaEstimate.value.observations)}, ${count(betaEstimate.value.dropped)} dropped`,
                },
                { term: 'Window', value: period(betaEstimate.value.firstDate, betaEstimate.value.lastDate) },
                { term: 'Adds to beta', value: signedDecimal(holding.betaContribution, 3) },
                {
                  term: 'Method',
                  value: `Least squares with intercept over its last ${count(betaEstimate.value.observations)} paired daily returns; interval and p from HC3 errors`,
                },
              ]}
            />
          )}
          {betaEstimate.status === 'measured' ? (
            <Recipe
              provenance={provenance}
              recipe={{ name: 'market_beta', parameter: betaEstimate.value.observations, symbol: holding.symbol }}
            />
          ) : null}
        </Part>
      ) : null}
      {volatility ? (
        <Part title="Volatility">
          {volatility.status === 'unavailable' ? (
            <UnavailableDetails absence={volatility} />
          ) : (
            <Definitions
              entries={[
                { term: 'Last 21 days', value: percent(volatility.value.volatilityAnnual) },
                {
                  term: 'Next 21 days',
                  value:
                    volatility.value.expectedAnnual === null
                      ? emDash
                      : `${percent(volatility.value.expectedAnnual)}${
                          volatility.value.expectedLow === null
                            ? ''
                            : ` (${percentInterval(volatility.value.expectedLow, volatility.value.expectedHigh)} at 90 %)`
                        }`,
                },
                { term: 'Percentile', value: percentileOrdinal(volatility.value.percentile) },
                {
                  term: 'Trend',
                  value:
                    trend?.status === 'measured' ? trendWords[trend.value.label] : 'cannot be told from so few returns',
                },
                { term: 'Adds to volatility', value: signedPercent(holding.volatilityContribution, 2) },
                {
                  term: 'Method',
                  value:
                    'Sample standard deviation of its last 21 daily returns, 252 days a year; what comes next by HAR and EWMA together, by EWMA alone where returns are few',
                },
              ]}
            />
          )}
          {volatility.status === 'measured' ? (
            <Recipe
              provenance={provenance}
              recipe={{ name: 'realized_volatility', parameter: 21, symbol: holding.symbol }}
            />
          ) : null}
        </Part>
      ) : null}
      {provenance ? (
        <Part title="Where it comes from">
          <Definitions
            entries={[
              { term: 'As of', value: day(provenance.asOf) },
              { term: 'Calculated', value: instant(provenance.calculatedAt) },
              { term: 'Method version', value: count(provenance.methodVersion) },
              {
                term: 'Inputs',
                value: (
                  <code title={provenance.inputHash ?? undefined} className="font-mono text-xs">
                    {shortHash(provenance.inputHash)}
                  </code>
                ),
              },
            ]}
          />
        </Part>
      ) : null}
    </div>
  );
}

function Recipe({ provenance, recipe }: { provenance: Provenance | undefined; recipe: RecipeKey }) {
  if (!provenance?.portfolioId) return null;
  return (
    <div className="mt-2">
      <RecipeDisclosure recipe={recipe} portfolioId={provenance.portfolioId} asOf={provenance.asOf} />
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-1.5 font-semibold">{title}</h3>
      {children}
    </section>
  );
}
