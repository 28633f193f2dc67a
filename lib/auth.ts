import 'server-only';
import { localOwner, type Owner } from './db/owner';

/**
 * Whose request this is. Until the first account exists the product stands on loopback for one person, and everything
 * belongs to the owner that the base migration made; every caller asks here, so that accounts change only this file.
 */
export async function requireOwner(): Promise<Owner> {
  return localOwner;
}
