import 'server-only';
import { createInterface } from 'node:readline';
import { Refused } from '../db/absence';
import { endSessions } from '../db/account-sessions';
import { accountNamed, createAccount, deleteAccount, hasAccounts, listAccounts, setPassword } from '../db/accounts';
import { asActor, listEvents } from '../db/audit';
import { disconnect } from '../db/client';
import { accountName, accountNameNeeds, passwordFault } from './account-rules';
import { hashPassword } from './password';

/**
 * The program behind `npm run account`, for whoever has the computer in their hands. A password is typed unseen, or is
 * the first line of standard input; it is never an argument, which every process of the computer could read.
 */
const [command, ...words] = process.argv.slice(2);
const [name = ''] = words.filter((word) => !word.startsWith('--'));

class Mistake extends Error {}

async function requireNamed(): Promise<{ id: Parameters<typeof setPassword>[0]; name: string }> {
  const account = await accountNamed(name.toLowerCase());
  if (!account) throw new Mistake(`There is no account ${JSON.stringify(name)}.`);
  return account;
}

/** A line from the keyboard without showing it, or from whatever is piped in. */
async function hiddenLine(prompt: string, lines: AsyncIterator<string>): Promise<string> {
  if (process.stdin.isTTY) process.stderr.write(prompt);
  const { value, done } = await lines.next();
  if (process.stdin.isTTY) process.stderr.write('\n');
  if (done) throw new Mistake('There was no password.');
  return value;
}

async function newPassword(forName: string): Promise<string> {
  const isTerminal = process.stdin.isTTY;
  // What is typed is taken from the terminal and not written back to it.
  const reader = createInterface({ input: process.stdin, terminal: isTerminal });
  const lines = reader[Symbol.asyncIterator]();
  try {
    const password = await hiddenLine(`Password for ${forName}: `, lines);
    const fault = passwordFault(password, forName);
    if (fault) throw new Mistake(`The password ${fault}.`);
    if (isTerminal && (await hiddenLine('The same again: ', lines)) !== password)
      throw new Mistake('The two are not the same.');
    return password;
  } finally {
    reader.close();
  }
}

async function create(): Promise<void> {
  const wanted = name.toLowerCase();
  if (!accountName.test(wanted)) throw new Mistake(`The name ${accountNameNeeds}.`);
  const isFirst = !(await hasAccounts());
  const passwordHash = await hashPassword(await newPassword(wanted));
  const made = await createAccount({
    name: wanted,
    passwordHash,
    isAdministrator: words.includes('--administrator'),
  });
  console.log(
    isFirst
      ? `${made.name} is the first account: it owns what was here, and from now on everybody has to sign in.`
      : `${made.name} is there${made.isAdministrator ? ', an administrator' : ''}.`,
  );
}

async function list(): Promise<void> {
  const accounts = await listAccounts();
  if (accounts.length === 0) console.log('There are no accounts: whoever sits at this computer is let in.');
  for (const one of accounts)
    console.log(
      `${one.name}  ${one.isAdministrator ? 'administrator' : 'account'}  since ${one.createdAt.slice(0, 10)}`,
    );
}

async function password(): Promise<void> {
  const account = await requireNamed();
  await setPassword(account.id, await hashPassword(await newPassword(account.name)), null);
  console.log(`${account.name} has another password and is signed out everywhere.`);
}

async function remove(): Promise<void> {
  const account = await requireNamed();
  if (!words.includes('--yes'))
    throw new Mistake(
      `Portfolios go with their account, but for the last one's, which this computer keeps. ` +
        `To delete ${account.name}: npm run account -- delete ${account.name} --yes`,
    );
  const { wasLast } = await deleteAccount(account.id);
  console.log(
    wasLast
      ? `${account.name} was the last account: its portfolios belong to this computer, and nobody has to sign in.`
      : `${account.name} is gone, with everything it owned.`,
  );
}

async function signOutEverywhere(): Promise<void> {
  const account = await requireNamed();
  const count = await endSessions(account.id, account.name);
  console.log(`${account.name} is signed out of ${count} ${count === 1 ? 'session' : 'sessions'}.`);
}

async function log(): Promise<void> {
  const account = await requireNamed();
  for (const event of await listEvents(account.id, 100))
    console.log(
      [event.happenedAt, event.action, event.via, event.address ?? '-', JSON.stringify(event.detail)].join('  '),
    );
}

const commands: Record<string, () => Promise<void>> = {
  create,
  list,
  password,
  delete: remove,
  'sign-out-everywhere': signOutEverywhere,
  log,
};

try {
  await asActor({ via: 'command', accountName: null, address: null }, commands[command]);
} catch (error) {
  if (!(error instanceof Refused || error instanceof Mistake)) throw error;
  console.error(error instanceof Refused ? `${error.message}.` : error.message);
  process.exitCode = 1;
} finally {
  await disconnect();
}
