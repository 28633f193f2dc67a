import 'server-only';
import { disconnect } from '../db/client';
import { seedDemonstration } from './demonstration';
import { closeSender } from './queue';

/** A program of its own, run by the launcher between the migrations and the first page. */
await seedDemonstration();
await closeSender();
await disconnect();
