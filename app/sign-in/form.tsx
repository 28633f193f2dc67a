'use client';

import { SignInForm } from '@/components/access/sign-in-form';
import type { FormAction } from '@/components/ui/form-state';
import { sendForm } from '../send-form';

export function SignIn({ next }: { next: string }) {
  const action: FormAction = async (_state, data) => {
    const credentials = { name: String(data.get('name')), password: String(data.get('password')) };
    const state = await sendForm('POST /api/v1/session', {}, data, credentials);
    const { password, ...values } = state.values ?? {};
    return { ...state, values };
  };
  return <SignInForm action={action} next={next} />;
}
