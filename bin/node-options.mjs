import { pathToFileURL } from 'node:url';
import { inRoot } from './root.mjs';

/** What Node needs to run the product's TypeScript as it stands, in the way it runs on a server. */
export const typescript = ['--conditions=react-server', '--import', 'tsx'];

/**
 * What a process that measures runs with: room for what a month of estimates leaves behind, in it and in each of its
 * threads. Whenever all of a heap is collected, functions that are made anew for each call lose their compiled code.
 */
export const measuring = ['--max-semi-space-size=32', '--initial-old-space-size=128'];

/** What lets a child notice the end of its launcher. */
export const exitWithLauncher = ['--import', pathToFileURL(inRoot('bin', 'exit-with-launcher.mjs')).href];

/** The web server turns away what Next would answer with 500. */
export const soundRequests = ['--import', pathToFileURL(inRoot('bin', 'sound-requests.mjs')).href];

/** The web server knows who is at the other end of a connection, whatever the headers say. */
export const visitors = ['--import', pathToFileURL(inRoot('bin', 'visitors.mjs')).href];

/** What makes the web server end its answers before it ends. */
export const stopInOrder = ['--import', pathToFileURL(inRoot('bin', 'stop-in-order.mjs')).href];
