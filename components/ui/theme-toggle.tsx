'use client';

import { Monitor, Moon, Sun } from 'lucide-react';
import type { Theme } from './theme';
import { useTheme } from './theme-provider';
import { ToggleGroup, type ToggleOption } from './toggle-group';

const options: readonly ToggleOption<Theme>[] = [
  { value: 'system', label: 'Colours of the system', icon: <Monitor aria-hidden="true" className="size-3.5" /> },
  { value: 'light', label: 'Light', icon: <Sun aria-hidden="true" className="size-3.5" /> },
  { value: 'dark', label: 'Dark', icon: <Moon aria-hidden="true" className="size-3.5" /> },
];

export function ThemeToggle() {
  const { theme, choose } = useTheme();
  return <ToggleGroup label="Colours" options={options} value={theme} onChange={choose} />;
}
