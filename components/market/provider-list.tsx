'use client';

import { ArrowDown, ArrowUp } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import type { ProviderDocument } from '@/lib/api/market-data';
import { Button } from '../ui/button';
import { Chip } from '../ui/chip';
import { Disclosure } from '../ui/disclosure';
import { Notice } from '../ui/notice';
import { useAnnounce } from '../ui/status-region';
import { TextField } from '../ui/text-field';
import { forgetProviderKey, keepProviderKey, setProviderOrder, wordsOf } from './market-requests';

const capabilityWords: Record<ProviderDocument['capabilities'][number], string> = {
  dailyBars: 'prices, dividends and splits',
  securityProfile: 'names, sectors and currencies',
  sectorWeights: 'sector weights of the S&P 500',
};

type ProviderListProps = {
  providers: readonly ProviderDocument[];
  /** Whether who looks may change them; to others they are told. */
  mayChange: boolean;
};

/** Who is asked for market data, first choice first; who is switched off stands last. */
export function ProviderList({ providers, mayChange }: ProviderListProps) {
  const router = useRouter();
  const announce = useAnnounce();
  const [isBusy, setIsBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const inOrder = [...providers].sort((a, b) => (a.place ?? 99) - (b.place ?? 99));
  const order = inOrder.filter(({ place }) => place !== null).map(({ id }) => id);

  const act = async (work: () => Promise<unknown>, done: string): Promise<boolean> => {
    setIsBusy(true);
    setFailure(null);
    try {
      await work();
      announce(done);
      router.refresh();
      return true;
    } catch (error) {
      setFailure(wordsOf(error));
      return false;
    } finally {
      setIsBusy(false);
    }
  };

  const move = (id: string, by: -1 | 1) => {
    const next = [...order];
    const at = next.indexOf(id);
    [next[at], next[at + by]] = [next[at + by], next[at]];
    return next;
  };

  return (
    <div className="flex flex-col gap-3">
      {failure ? <Notice live tone="problem" title={failure} /> : null}
      <ol className="divide-y divide-rule">
        {inOrder.map((provider) => {
          const { id, name, place } = provider;
          const at = order.indexOf(id);
          return (
            <li key={id} className="flex flex-col gap-2 py-4 first:pt-0 last:pb-0">
              <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
                <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
                  <span className="font-semibold">{name}</span>
                  <Chip tone={place === null ? 'neutral' : 'information'}>
                    {place === null
                      ? 'Switched off'
                      : place === 1
                        ? 'Asked first'
                        : `Asked when ${place - 1 === 1 ? 'the first' : 'those before'} cannot`}
                  </Chip>
                  {provider.needs_key && provider.key_origin === null ? <Chip tone="caution">No key</Chip> : null}
                </div>
                {mayChange ? (
                  <div className="flex items-center gap-1">
                    {at > 0 ? (
                      <Button
                        size="small"
                        variant="quiet"
                        busy={isBusy}
                        aria-label={`Ask ${name} earlier`}
                        onClick={() => act(() => setProviderOrder(move(id, -1)), `${name} is asked earlier.`)}
                      >
                        <ArrowUp aria-hidden="true" className="size-4" />
                      </Button>
                    ) : null}
                    {at >= 0 && at < order.length - 1 ? (
                      <Button
                        size="small"
                        variant="quiet"
                        busy={isBusy}
                        aria-label={`Ask ${name} later`}
                        onClick={() => act(() => setProviderOrder(move(id, 1)), `${name} is asked later.`)}
                      >
                        <ArrowDown aria-hidden="true" className="size-4" />
                      </Button>
                    ) : null}
                    <Button
                      size="small"
                      busy={isBusy}
                      aria-label={`Switch ${place === null ? 'on' : 'off'} ${name}`}
                      onClick={() =>
                        act(
                          () =>
                            setProviderOrder(place === null ? [...order, id] : order.filter((other) => other !== id)),
                          `${name} is switched ${place === null ? 'on' : 'off'}.`,
                        )
                      }
                    >
                      {place === null ? 'Switch on' : 'Switch off'}
                    </Button>
                  </div>
                ) : null}
              </div>
              <p className="text-sm text-ink-soft">
                Gives {provider.capabilities.map((one) => capabilityWords[one]).join('; ')}.
              </p>
              {provider.needs_key && mayChange ? <KeyForm provider={provider} act={act} isBusy={isBusy} /> : null}
              <Disclosure summary="Terms">
                <p className="max-w-prose text-ink-soft">{provider.terms}</p>
              </Disclosure>
            </li>
          );
        })}
      </ol>
    </div>
  );
}

type KeyFormProps = {
  provider: ProviderDocument;
  act: (work: () => Promise<unknown>, done: string) => Promise<boolean>;
  isBusy: boolean;
};

/** Where a vendor's key is entered. What was entered is kept on the server and shown to nobody again. */
function KeyForm({ provider: { id, name, key_origin: origin, key_variable: variable }, act, isBusy }: KeyFormProps) {
  const [key, setKey] = useState('');
  const keep = async (event: FormEvent) => {
    event.preventDefault();
    if (await act(() => keepProviderKey(id, key.trim()), `The key of ${name} is kept.`)) setKey('');
  };
  if (origin === 'environment')
    return (
      <p className="text-sm text-ink-soft">
        Its key comes from the environment ({variable}), which goes before any other.
      </p>
    );
  return (
    <form onSubmit={keep} className="flex flex-wrap items-start gap-2">
      <div className="min-w-56 grow sm:max-w-sm">
        <TextField
          id={`${id}-key`}
          type="password"
          label={origin === null ? `Key of ${name}` : `Another key of ${name}`}
          hint="Kept in a file that only this server reads. It is never shown again, nor written to a log."
          autoComplete="off"
          spellCheck={false}
          minLength={8}
          maxLength={200}
          required
          value={key}
          onChange={(event) => setKey(event.target.value)}
        />
      </div>
      <div className="flex gap-2 sm:pt-6">
        <Button type="submit" size="medium" busy={isBusy}>
          Keep the key
        </Button>
        {origin === 'file' ? (
          <Button
            variant="danger"
            busy={isBusy}
            onClick={() => act(() => forgetProviderKey(id), `The key of ${name} is forgotten.`)}
          >
            Forget it
          </Button>
        ) : null}
      </div>
      {origin === 'file' ? <p className="w-full text-sm text-ink-soft">A key is kept, and used.</p> : null}
    </form>
  );
}
