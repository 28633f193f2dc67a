'use client';

import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../ui/button';
import { TextField } from '../ui/text-field';

/** A text that is to be copied, whole, by a button or by hand. */
export function SecretText({ id, label, text }: { id: string; label: string; text: string }) {
  const [isCopied, setIsCopied] = useState(false);
  async function copy() {
    // Without https a browser may let no page copy; the text can still be selected.
    await navigator.clipboard?.writeText(text).then(
      () => setIsCopied(true),
      () => {},
    );
  }
  return (
    <div className="flex items-end gap-2">
      <div className="min-w-0 grow">
        <TextField
          id={id}
          label={label}
          value={text}
          readOnly
          autoComplete="off"
          spellCheck={false}
          className="font-mono"
          onFocus={(event) => event.currentTarget.select()}
        />
      </div>
      <Button onClick={copy}>
        {isCopied ? <Check aria-hidden="true" className="size-4" /> : <Copy aria-hidden="true" className="size-4" />}
        <span role="status">{isCopied ? 'Copied' : 'Copy'}</span>
      </Button>
    </div>
  );
}
