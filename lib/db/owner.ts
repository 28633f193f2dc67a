import 'server-only';

/** Whose data a call is about. Every read and write of `lib/db` that touches a portfolio names it. */
export type Owner = string & { readonly brand: 'owner' };

/** Who owns everything before the first account exists; made by the base migration. */
export const localOwner = '00000000-0000-7000-8000-000000000001' as Owner;

/** Nobody: owns nothing and finds nothing. What anyone may ask for is asked in this name. */
export const nobody = '00000000-0000-0000-0000-000000000000' as Owner;
