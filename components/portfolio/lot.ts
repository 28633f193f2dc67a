/** A lot as a person wrote it: decimals as text, days as `YYYY-MM-DD`. */
export type Lot = {
  readonly id: string;
  readonly symbol: string;
  readonly name: string | null;
  readonly assetClass: 'stock' | 'fund' | 'option' | 'private' | 'cash';
  readonly quantity: string;
  readonly quantityAsOf: string;
  readonly lotId: string | null;
  readonly entryDate: string | null;
  readonly entryPrice: string | null;
  readonly exitDate: string | null;
  readonly currency: string;
  readonly price: string | null;
  readonly priceDate: string | null;
  readonly delta: string | null;
};
