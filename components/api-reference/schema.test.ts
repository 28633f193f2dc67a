import { describe, expect, it } from 'vitest';
import { inner, typeWords } from './schema';

describe('what a value may be, in words', () => {
  it.each([
    [{ type: 'string' }, 'text'],
    [{ type: 'string', format: 'date' }, 'day'],
    [{ type: 'integer', minimum: 1, maximum: 500 }, 'whole number from 1 to 500'],
    [{ type: 'string', enum: ['call', 'put'] }, 'call | put'],
    [{ anyOf: [{ type: 'number' }, { type: 'null' }] }, 'number or null'],
    [{ type: ['string', 'null'] }, 'text or null'],
    [{ type: 'array', items: { $ref: '#/components/schemas/Lot' } }, 'list of Lot'],
    [{ type: 'object', additionalProperties: { type: 'number' } }, 'number by name'],
    [{ const: '3.1.0' }, '"3.1.0"'],
    [{}, 'any value'],
  ])('%j is %s', (schema, words) => {
    expect(typeWords(schema)).toBe(words);
  });

  it('looks through lists and nulls', () => {
    const entry = { type: 'object', properties: { a: { type: 'string' } } };
    expect(inner({ type: 'array', items: { anyOf: [entry, { type: 'null' }] } })).toBe(entry);
  });
});
