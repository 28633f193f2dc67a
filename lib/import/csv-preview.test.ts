import { describe, expect, it } from 'vitest';
import { csvPreview } from './csv-preview';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('csvPreview', () => {
  it('shows the header and the first rows', async () => {
    expect(await csvPreview(bytes('a;b\n1;2\n\n3;4\n5;6\n'), { rows: 2 })).toEqual({
      ok: true,
      encoding: 'utf-8',
      delimiter: ';',
      header: ['a', 'b'],
      rows: [
        { line: 2, cells: ['1', '2'] },
        { line: 4, cells: ['3', '4'] },
      ],
    });
  });

  it('reads no more of a file than it shows, and closes what it reads from', async () => {
    let taken = 0;
    let isClosed = false;
    async function* endless() {
      try {
        yield bytes('a,b\n');
        for (; ; taken++) yield bytes('1,2\n'.repeat(16_384));
      } finally {
        isClosed = true;
      }
    }
    const preview = await csvPreview(endless(), { rows: 3 });
    expect(preview.ok && preview.rows.length).toBe(3);
    expect(taken).toBeLessThan(10);
    expect(isClosed).toBe(true);
  });

  it('says why there is nothing to show', async () => {
    expect(await csvPreview(bytes(''))).toMatchObject({ ok: false, reason: 'refused', problems: [{ row: 1 }] });
    expect(await csvPreview(Buffer.alloc(70 * 1024 * 1024, 'x'))).toMatchObject({ ok: false, reason: 'too_large' });
  });
});
