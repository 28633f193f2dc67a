import { z } from 'zod';
import {
  accountSchema,
  auditEventSchema,
  credentialsSchema,
  listedSessionSchema,
  madeTokenSchema,
  newAccountSchema,
  newTokenSchema,
  passwordChangeSchema,
  sessionSchema,
  tokenSchema,
} from './access';
import { pageOf, pageQuery } from './page';
import type { Routes } from './route';

const tag = 'Access';
const pages = z.object(pageQuery).strict();

/** Who may come in, and what was done. */
export const accessRoutes = {
  'GET /api/v1/session': {
    tag,
    summary: 'Who asks',
    description: 'With the session or the token that is sent, and whether one is needed at all.',
    isPublic: true,
    answer: sessionSchema,
    problems: [401],
  },
  'POST /api/v1/session': {
    tag,
    summary: 'Sign in',
    description: 'From a page of ours alone; the answer sets the cookie of a new session. Scripts use tokens.',
    isPublic: true,
    isSecret: true,
    body: credentialsSchema,
    answer: sessionSchema,
    problems: [401],
  },
  'DELETE /api/v1/session': { tag, summary: 'Sign out', right: 'session', status: 204, answer: null },
  'GET /api/v1/sessions': {
    tag,
    summary: 'List where one is signed in',
    right: 'session',
    query: pages,
    answer: pageOf(listedSessionSchema),
  },
  'DELETE /api/v1/sessions': { tag, summary: 'Sign out everywhere', right: 'session', status: 204, answer: null },
  'DELETE /api/v1/sessions/{sessionId}': { tag, summary: 'End a session', right: 'session', status: 204, answer: null },
  'PUT /api/v1/account/password': {
    tag,
    summary: 'Change one’s password',
    description: 'Ends every other session.',
    right: 'session',
    isSecret: true,
    body: passwordChangeSchema,
    status: 204,
    answer: null,
  },
  'GET /api/v1/tokens': {
    tag,
    summary: 'List one’s tokens',
    right: 'session',
    query: pages,
    answer: pageOf(tokenSchema),
  },
  'POST /api/v1/tokens': {
    tag,
    summary: 'Make a token',
    description: 'The secret is in this answer and nowhere else.',
    right: 'session',
    isSecret: true,
    body: newTokenSchema,
    status: 201,
    answer: madeTokenSchema,
  },
  'GET /api/v1/tokens/{tokenId}': { tag, summary: 'Read a token', right: 'session', answer: tokenSchema },
  'DELETE /api/v1/tokens/{tokenId}': { tag, summary: 'Revoke a token', right: 'session', status: 204, answer: null },
  'GET /api/v1/accounts': {
    tag,
    summary: 'List the accounts',
    right: 'administrator-session',
    query: pages,
    answer: pageOf(accountSchema),
  },
  'POST /api/v1/accounts': {
    tag,
    summary: 'Make an account',
    description:
      'The first one takes over what is here and turns signing in on; to a page it also opens a session. Further ones are made by an administrator.',
    right: 'administrator-session',
    isSecret: true,
    body: newAccountSchema,
    status: 201,
    answer: accountSchema,
  },
  'GET /api/v1/accounts/{accountId}': {
    tag,
    summary: 'Read an account',
    right: 'administrator-session',
    answer: accountSchema,
  },
  'DELETE /api/v1/accounts/{accountId}': {
    tag,
    summary: 'Delete an account',
    description: 'With everything it owns. The last account is deleted with `npm run account` alone.',
    right: 'administrator-session',
    status: 204,
    answer: null,
  },
  'GET /api/v1/audit': {
    tag,
    summary: 'List what was done in one’s name',
    description: 'Sign-ins and attempts at it, imports, deletions, recalculations, tokens. Newest first.',
    query: pages,
    answer: pageOf(auditEventSchema),
  },
} as const satisfies Routes;
