import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { Button } from './button';
import { TextField } from './text-field';

describe('TextField', () => {
  it('is described by its error and its hint, and says that it is wrong', () => {
    const html = renderToStaticMarkup(
      <TextField id="name" name="name" label="Name" hint="A hint." error="Too long." />,
    );
    expect(html).toContain('<label for="name"');
    expect(html).toMatch(/<input[^>]*id="name"[^>]*aria-describedby="name-hint name-error"/);
    expect(html).toContain('aria-invalid="true"');
    expect(html).toMatch(/id="name-error"[^>]*>.*Too long\./);
  });

  it('is described by nothing where there is nothing to say', () => {
    const html = renderToStaticMarkup(<TextField id="name" name="name" label="Name" />);
    expect(html).not.toContain('aria-describedby');
    expect(html).not.toContain('aria-invalid=');
  });
});

describe('Button', () => {
  it('does not submit a second time while it is busy, and keeps its focus', () => {
    const html = renderToStaticMarkup(
      <Button type="submit" busy>
        Save
      </Button>,
    );
    expect(html).toContain('type="button"');
    expect(html).toContain('aria-disabled="true"');
    expect(html).not.toContain(' disabled=');
  });
});
