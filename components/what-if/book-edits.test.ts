import { describe, expect, it } from 'vitest';
import { whatIfRequestSchema } from '@/lib/api/what-if';
import {
  type BookEdits,
  decimalText,
  type EditorLot,
  editedBook,
  isEditable,
  type LotEdit,
  noEdits,
} from './book-edits';

const lot = (symbol: string, quantity: number, price: number | null, rest: Partial<EditorLot> = {}): EditorLot => ({
  id: `0190a000-0000-7000-8000-${symbol.padStart(12, '0').replaceAll(/[^0-9a-f]/g, '0')}`,
  symbol,
  name: null,
  asset_class: 'stock',
  quantity,
  currency: 'USD',
  price,
  column: 0,
  sector: null,
  underlying: null,
  underlying_price: null,
  multiplier: null,
  delta: null,
  isNew: false,
  ...rest,
});

const acme = lot('1', 10, 50);
const beta = lot('2', 4, 100);
const cash = lot('3', 200, null, { asset_class: 'cash', symbol: 'USD' });
const book = [acme, beta, cash];

const edited = (edits: [EditorLot, LotEdit][], rest: Partial<BookEdits> = {}, lots = book) =>
  editedBook(lots, { ...noEdits, edits: new Map(edits.map(([one, edit]) => [one.id, edit])), ...rest }, 'USD');

const added = lot('9', 1, 20, { id: 'new 1', symbol: 'NEW', isNew: true });

describe('editedBook', () => {
  it('without edits is the book, and its request names every lot as it is', () => {
    const same = edited([]);
    expect([...same.quantities]).toEqual([10, 4, 200]);
    expect([same.isChanged, same.settlement, same.joined, same.faults.size]).toEqual([false, 0, [], 0]);
    expect(same.request).toEqual(book.map(({ id }) => ({ position_id: id })));
  });

  it('pays for more from cash, and puts into it what less brings', () => {
    expect([...edited([[acme, { text: '12' }]]).quantities]).toEqual([12, 4, 100]);
    expect([...edited([[acme, { text: '8.5' }]]).quantities]).toEqual([8.5, 4, 275]);
    expect([...edited([[acme, { text: '-2' }]]).quantities]).toEqual([-2, 4, 800]);
  });

  it('leaves cash alone where changes are not settled', () => {
    expect([...edited([[acme, { text: '12' }]], { isSettled: false }).quantities]).toEqual([12, 4, 200]);
  });

  it('sells to cash, whether or not other changes are settled, and removes without', () => {
    for (const isSettled of [true, false]) {
      expect([...edited([[beta, 'sold']], { isSettled }).quantities]).toEqual([10, Number.NaN, 600]);
      expect([...edited([[beta, 'removed']], { isSettled }).quantities]).toEqual([10, Number.NaN, 200]);
    }
  });

  it('takes a quantity of nothing for a sale', () => {
    expect([...edited([[beta, { text: '0' }]]).quantities]).toEqual([10, Number.NaN, 600]);
  });

  it('gives a book without cash some, and a loan where more was bought than there was', () => {
    const without = edited([[beta, 'sold']], {}, [acme, beta]);
    expect(without.joined).toEqual([{ id: 'new cash', symbol: 'USD', assetClass: 'cash', quantity: 400 }]);
    expect(without.request.at(-1)).toEqual({ symbol: 'USD', asset_class: 'cash', quantity: '400' });
    expect(edited([[acme, { text: '20' }]]).quantities[2]).toBe(-300);
  });

  it('does not settle in cash that was taken out, nor in that of another currency', () => {
    expect(
      edited([
        [beta, 'sold'],
        [cash, 'removed'],
      ]).joined,
    ).toMatchObject([{ quantity: 400 }]);
    const euros = { ...cash, currency: 'EUR' };
    const foreign = edited([[beta, 'sold']], {}, [acme, beta, euros]);
    expect([...foreign.quantities]).toEqual([10, Number.NaN, 200]);
    expect(foreign.joined).toMatchObject([{ quantity: 400 }]);
    expect([isEditable(euros, 'USD'), isEditable(cash, 'USD')]).toEqual([false, true]);
  });

  it('adds a lot once it has a quantity, paid from cash', () => {
    const waiting = edited([], { added: [added] });
    expect(waiting.faults.get('new 1')).toBe('needs a quantity');
    const there = edited([[added, { text: '3' }]], { added: [added] });
    expect(there.joined).toMatchObject([{ symbol: 'NEW', quantity: 3 }]);
    expect(there.quantities[2]).toBe(140);
    expect(there.request.at(-1)).toEqual({ symbol: 'NEW', asset_class: 'stock', quantity: '3' });
  });

  it('names the lot whose quantity cannot be read, and moves no cash for it', () => {
    const wrong = edited([
      [acme, { text: '1e9' }],
      [beta, { text: '9999999999999' }],
    ]);
    expect([...wrong.faults.keys()]).toEqual([acme.id, beta.id]);
    expect(wrong.quantities[2]).toBe(200);
    expect(wrong.isChanged).toBe(true);
  });

  it('a lot without a price changes, and moves no cash', () => {
    const unpriced = lot('4', 5, null, { asset_class: 'private' });
    expect([...edited([[unpriced, { text: '6' }]], {}, [unpriced, cash]).quantities]).toEqual([6, 200]);
  });

  it('typed as it was is no change', () => {
    expect(edited([[acme, { text: '10.0' }]]).isChanged).toBe(false);
  });

  it('makes requests that the API takes', () => {
    const { request } = edited(
      [
        [acme, { text: '12.25' }],
        [beta, 'sold'],
        [added, { text: '1' }],
      ],
      { added: [added] },
    );
    expect(whatIfRequestSchema.parse({ positions: request }).positions).toEqual(request);
  });
});

describe('decimalText', () => {
  it.each([
    [1.5, '1.5'],
    [-0.1 - 0.2, '-0.3'],
    [1e12, '1000000000000'],
    [100, '100'],
    [1e-9, '0'],
    [-1e-9, '0'],
  ])('%d is %s', (value, text) => {
    expect(decimalText(value)).toBe(text);
  });
});
