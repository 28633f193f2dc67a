export const themes = ['system', 'light', 'dark'] as const;

export type Theme = (typeof themes)[number];

/** The cookie that remembers the choice; the layout reads it, so that a page leaves the server in its colours. */
export const themeCookie = 'ballast-theme';

/** The theme a cookie's value stands for: the system's own where it is absent or anything else. */
export const themeOf = (value: string | undefined): Theme => (value === 'light' || value === 'dark' ? value : 'system');
