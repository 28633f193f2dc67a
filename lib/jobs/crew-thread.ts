import { parentPort } from 'node:worker_threads';
import type { CrewAnswer, CrewRequest } from './crew';
import { measuringWork } from './measuring-work';

/** A thread that measures what it is given, one piece after the other. */
parentPort!.on('message', ({ name, task }: CrewRequest) => {
  let answer: CrewAnswer;
  try {
    answer = { done: measuringWork[name](task as never) };
  } catch (error) {
    answer = { fault: error as Error };
  }
  parentPort!.postMessage(answer);
});
parentPort!.postMessage('ready');
