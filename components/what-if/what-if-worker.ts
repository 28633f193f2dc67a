import type { WhatIfInputsDocument } from '@/lib/api/what-if';
import type { Closes } from '@/lib/risk/align';
import { type BookDifference, bookDifference } from '@/lib/risk/book-difference';
import { gicsSector } from '@/lib/risk/gics-sectors';
import type { Holding } from '@/lib/risk/holding';
import { marketBeta } from '@/lib/risk/market-beta';
import { diversificationWindow, type PortfolioInputs } from '@/lib/risk/portfolio-estimates';
import { pairedReturns, simpleReturns } from '@/lib/risk/returns';
import { sectorBenchmark } from '@/lib/risk/sector-benchmark';
import { realizedVolatility } from '@/lib/risk/volatility';
import { bookHolding, hypotheticalHolding } from './hypothetical-holding';

/** What the worker is asked: first to open a book, then to hold others against it. */
export type WhatIfRequest =
  | { readonly kind: 'open'; readonly document: WhatIfInputsDocument }
  /** Closes of one more security: their column is the next. */
  | { readonly kind: 'column'; readonly closes: string }
  /** `quantities`: of the book's lots, NaN for those that are gone. */
  | {
      readonly kind: 'compare';
      readonly number: number;
      readonly quantities: Float64Array;
      readonly joined: readonly Holding[];
    };

export type WhatIfAnswer =
  | { readonly number: number; readonly difference: BookDifference }
  | { readonly number: number; readonly fault: string };

function bytesOf(text: string): ArrayBuffer {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes.buffer;
}

const closesOf = (text: string): Closes => new Float64Array(bytesOf(text));

type Inputs = Omit<PortfolioInputs, 'holdings'>;

const benchmarkOf = (document: WhatIfInputsDocument) =>
  document.benchmark &&
  sectorBenchmark(
    document.benchmark.as_of,
    document.benchmark.data_source,
    Object.entries(document.benchmark.weights).map(([name, weight]) => ({ sector: gicsSector(name)!, weight })),
  );

/** What the securities' own measures are; each is made once. */
const measuredColumn = (closes: Closes, market: Closes, until: number) => ({
  beta: marketBeta(pairedReturns(closes, market, until)),
  volatility: realizedVolatility(simpleReturns(closes, until).values, diversificationWindow),
});

function opened(document: WhatIfInputsDocument): { inputs: Inputs; book: Holding[] } {
  const market = closesOf(document.market);
  const columns = document.columns.map(closesOf);
  const measures = columns.map((closes) => measuredColumn(closes, market, document.until));
  return {
    inputs: {
      axis: new Int32Array(bytesOf(document.axis)),
      until: document.until,
      columns,
      market,
      betas: measures.map(({ beta }) => beta),
      volatilities: measures.map(({ volatility }) => volatility),
      benchmark: benchmarkOf(document),
    },
    book: document.holdings.map((lot) => hypotheticalHolding(bookHolding(lot))),
  };
}

function withColumn(inputs: Inputs, text: string): Inputs {
  const closes = closesOf(text);
  const { beta, volatility } = measuredColumn(closes, inputs.market, inputs.until);
  return {
    ...inputs,
    columns: [...inputs.columns, closes],
    betas: [...inputs.betas, beta],
    volatilities: [...inputs.volatilities, volatility],
  };
}

let state: ReturnType<typeof opened> | null = null;

function answerTo(request: Extract<WhatIfRequest, { kind: 'compare' }>): WhatIfAnswer {
  const { number, quantities, joined } = request;
  if (state === null) return { number, fault: 'the book is not open yet' };
  const { inputs, book } = state;
  const after = book.flatMap((lot, i) => (Number.isNaN(quantities[i]) ? [] : [{ ...lot, quantity: quantities[i] }]));
  try {
    return { number, difference: bookDifference(inputs, book, [...after, ...joined]) };
  } catch (error) {
    return { number, fault: error instanceof Error ? error.message : String(error) };
  }
}

// The types of a page's globals stand for those of a worker here.
const scope = globalThis as unknown as {
  onmessage: (event: MessageEvent<WhatIfRequest>) => void;
  postMessage: (answer: WhatIfAnswer) => void;
};

scope.onmessage = ({ data }) => {
  if (data.kind === 'open') state = opened(data.document);
  else if (data.kind === 'column') state = state && { ...state, inputs: withColumn(state.inputs, data.closes) };
  else scope.postMessage(answerTo(data));
};
