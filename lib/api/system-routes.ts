import { z } from 'zod';
import type { Routes } from './route';

const tag = 'System';

export const systemRoutes = {
  'GET /api/v1/openapi.json': {
    tag,
    summary: 'This document',
    isPublic: true,
    answer: z.looseObject({ openapi: z.literal('3.1.0') }),
  },
  'GET /api/health/live': {
    tag,
    summary: 'Whether the process answers',
    description: 'It says nothing about the database.',
    isPublic: true,
    isBare: true,
    answer: z.object({ status: z.literal('live') }).strict(),
  },
  'GET /api/health/ready': {
    tag,
    summary: 'Whether requests can be served',
    description: 'The database answers and is of the schema this version needs.',
    isPublic: true,
    isBare: true,
    answer: z.object({ status: z.literal('ready') }).strict(),
    unready: z.object({ status: z.literal('not_ready'), cause: z.string(), detail: z.string() }).strict(),
  },
} as const satisfies Routes;
