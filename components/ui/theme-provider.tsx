'use client';

import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';
import { type Theme, themeCookie } from './theme';

const ThemeContext = createContext<{ theme: Theme; choose: (theme: Theme) => void } | null>(null);

const yearInSeconds = 31_536_000;

/** Holds the chosen theme and keeps the document and the cookie in step with it. */
export function ThemeProvider({ initial, children }: { initial: Theme; children: ReactNode }) {
  const [theme, setTheme] = useState(initial);
  const value = useMemo(
    () => ({
      theme,
      choose: (next: Theme) => {
        setTheme(next);
        if (next === 'system') delete document.documentElement.dataset.theme;
        else document.documentElement.dataset.theme = next;
        const age = next === 'system' ? 0 : yearInSeconds;
        // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser of today.
        document.cookie = `${themeCookie}=${next}; path=/; max-age=${age}; samesite=lax`;
      },
    }),
    [theme],
  );
  return <ThemeContext value={value}>{children}</ThemeContext>;
}

/** The chosen theme and how to choose another. Throws outside of a `ThemeProvider`. */
export function useTheme() {
  const value = useContext(ThemeContext);
  if (!value) throw new RangeError('useTheme: needs a ThemeProvider around it');
  return value;
}
