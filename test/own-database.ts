// Runs before each file of database tests: by the time the file's imports read DATABASE_URL, it names a fresh database.
import { afterAll } from 'vitest';
import { freshDatabase } from './fresh-database';

const { url, drop } = await freshDatabase();
process.env.DATABASE_URL = url;

afterAll(drop);
