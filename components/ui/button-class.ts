export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger';
export type ButtonSize = 'small' | 'medium';

const variants: Record<ButtonVariant, string> = {
  primary: 'border-blue bg-blue text-on-accent hover:border-blue-strong hover:bg-blue-strong',
  secondary: 'border-rule-strong bg-surface text-ink hover:border-ink-soft hover:bg-sunken',
  quiet: 'border-transparent bg-transparent text-ink-soft hover:bg-sunken hover:text-ink',
  danger: 'border-danger-rule bg-surface text-danger hover:bg-danger-wash',
};

// Every size is at least 44 px high under a finger, and as high as its text asks for under a pointer.
const sizes: Record<ButtonSize, string> = {
  small: 'min-h-8 px-2.5 text-sm pointer-coarse:min-h-11',
  medium: 'min-h-9 px-3.5 text-sm pointer-coarse:min-h-11',
};

/** The look of a button, shared by what is a button and what is a link. */
export function buttonClass(variant: ButtonVariant = 'secondary', size: ButtonSize = 'medium', extra = ''): string {
  return `inline-flex items-center justify-center gap-2 rounded-md border font-medium whitespace-nowrap no-underline select-none transition-colors disabled:cursor-not-allowed disabled:opacity-55 ${variants[variant]} ${sizes[size]} ${extra}`;
}
