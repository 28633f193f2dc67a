import 'server-only';
import { disconnect } from '../db/client';
import { seedDemonstration } from './demonstration';
import { closeSender } from './queue';

/** A program of its own, run by the launcher between the migrations and the first page; `--demo` asks for the show. */
const state = await seedDemonstration(process.argv.includes('--demo'));
console.log(`demonstration ${state}`);
await closeSender();
await disconnect();
