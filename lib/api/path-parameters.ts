import { z } from 'zod';
import { day } from './wire';

/** What the parameters of a path may be; one whose name ends in `Id` is a UUID. */
const forms: Readonly<Record<string, z.ZodType>> = {
  symbol: z.string().meta({ description: 'a symbol such as SPY', examples: ['SPY'] }),
  date: day,
  benchmarkCode: z.string().meta({ description: 'the code of a benchmark', examples: ['SP500'] }),
  provider: z.string().meta({ description: 'the id of a provider', examples: ['fmp'] }),
  kind: z.string().meta({
    description: 'holdings, prices, prices_wide, actions, securities or sector_weights',
    examples: ['prices'],
  }),
};

/** The parameters of a path in its order. Throws `RangeError` for a name that nobody has described. */
export const pathParameters = (path: string): { readonly name: string; readonly schema: z.ZodType }[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => {
    const schema = name.endsWith('Id') ? z.uuid() : forms[name];
    if (!schema) throw new RangeError(`pathParameters: needs a form for the parameter ${name} of ${path}`);
    return { name, schema };
  });
