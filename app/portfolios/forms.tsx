'use client';

import { useRouter } from 'next/navigation';
import { CreatePortfolioButton } from '@/components/portfolio/create-portfolio-button';
import { DeletePortfolioButton } from '@/components/portfolio/delete-portfolio-button';
import type { Lot } from '@/components/portfolio/lot';
import { LotsTable } from '@/components/portfolio/lots-table';
import type { PortfolioValues } from '@/components/portfolio/portfolio-fields';
import { PortfolioForm } from '@/components/portfolio/portfolio-form';
import { RemoveDemonstrationButton } from '@/components/portfolio/remove-demonstration-button';
import type { FormAction, FormState } from '@/components/ui/form-state';
import { fieldsOf, sendForm } from '../send-form';

type Benchmarks = readonly { readonly code: string; readonly name: string }[];

/** A form's action that shows the page anew once the server has done what it was asked. */
function useSend(send: (data: FormData) => Promise<FormState>, goTo?: string): FormAction {
  const router = useRouter();
  return async (_state, data) => {
    const state = await send(data);
    if (state.done && goTo) router.push(goTo);
    if (state.done) router.refresh();
    return state;
  };
}

export function NewPortfolio({ benchmarks }: { benchmarks: Benchmarks }) {
  const action = useSend((data) => sendForm('POST /api/v1/portfolios', {}, data, fieldsOf(data)));
  return <CreatePortfolioButton action={action} benchmarks={benchmarks} />;
}

export function PortfolioSettings({
  id,
  initial,
  benchmarks,
}: {
  id: string;
  initial: PortfolioValues;
  benchmarks: Benchmarks;
}) {
  const action = useSend((data) =>
    sendForm('PATCH /api/v1/portfolios/{portfolioId}', { portfolioId: id }, data, fieldsOf(data)),
  );
  return <PortfolioForm id="settings" action={action} submitLabel="Save" initial={initial} benchmarks={benchmarks} />;
}

export function DeletePortfolio({ id, name, isDemonstration }: { id: string; name: string; isDemonstration: boolean }) {
  const action = useSend(
    (data) => sendForm('DELETE /api/v1/portfolios/{portfolioId}', { portfolioId: id }, data),
    '/portfolios',
  );
  return <DeletePortfolioButton action={action} name={name} isDemonstration={isDemonstration} />;
}

export function RemoveDemonstration() {
  const action = useSend((data) => sendForm('DELETE /api/v1/demonstration', {}, data), '/portfolios');
  return <RemoveDemonstrationButton action={action} />;
}

const nullable = ['entry_date', 'entry_price', 'exit_date', 'price', 'price_date', 'delta'];

export function EditableLots({ portfolioId, lots }: { portfolioId: string; lots: readonly Lot[] }) {
  const paramsOf = (data: FormData) => ({ portfolioId, positionId: String(data.get('lot_id')) });
  const change = useSend((data) => {
    const { lot_id, ...fields } = fieldsOf(data, nullable);
    return sendForm('PATCH /api/v1/portfolios/{portfolioId}/positions/{positionId}', paramsOf(data), data, fields);
  });
  const remove = useSend((data) =>
    sendForm('DELETE /api/v1/portfolios/{portfolioId}/positions/{positionId}', paramsOf(data), data),
  );
  return <LotsTable lots={lots} changeAction={change} removeAction={remove} />;
}
