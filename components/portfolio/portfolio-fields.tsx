'use client';

import type { FormState } from '../ui/form-state';
import { SelectField } from '../ui/select-field';
import { TextField } from '../ui/text-field';

export type PortfolioValues = {
  readonly name: string;
  readonly currency: string;
  readonly market_index: string;
  readonly benchmark_code: string;
};

type PortfolioFieldsProps = {
  id: string;
  state: FormState;
  initial: PortfolioValues;
  benchmarks: readonly { readonly code: string; readonly name: string }[];
  /** A portfolio's currency is chosen once. */
  withCurrency: boolean;
};

/** The fields of a portfolio, named as the API names them. */
export function PortfolioFields({ id, state, initial, benchmarks, withCurrency }: PortfolioFieldsProps) {
  const initially = (name: keyof PortfolioValues) => state.values?.[name] ?? initial[name];
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <div className="sm:col-span-2">
        <TextField
          id={`${id}-name`}
          name="name"
          label="Name"
          required
          maxLength={120}
          autoComplete="off"
          defaultValue={initially('name')}
          error={state.errors?.name}
        />
      </div>
      <TextField
        id={`${id}-market-index`}
        name="market_index"
        label="Index"
        hint="The symbol betas are measured against, such as SPY."
        required
        maxLength={16}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        defaultValue={initially('market_index')}
        error={state.errors?.market_index}
      />
      <SelectField
        id={`${id}-benchmark`}
        name="benchmark_code"
        label="Sector benchmark"
        options={benchmarks.map(({ code, name }) => ({ value: code, label: name }))}
        defaultValue={initially('benchmark_code')}
        error={state.errors?.benchmark_code}
      />
      {withCurrency ? (
        <TextField
          id={`${id}-currency`}
          name="currency"
          label="Currency"
          hint="Three letters, such as USD. It stays as it is."
          required
          maxLength={3}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          defaultValue={initially('currency')}
          error={state.errors?.currency}
        />
      ) : null}
    </div>
  );
}
