import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';

/**
 * How to run PostgreSQL, which refuses to run as root, from this process. `program` is the server's own executable and
 * `directory` where its data are or will be.
 *
 * Returns `wrap`, which turns a program and its arguments into what to spawn, the spawn `options`, and the `owner` that
 * the data must belong to (none: whoever runs this). An ordinary user needs nothing special. Root has three ways, tried
 * in this order:
 * 1. the uid that owns the data, else that of `postgres` or `nobody`, when it can reach the program and the data;
 * 2. the same uid with the one capability to pass through closed directories, for a checkout under /root;
 * 3. a user namespace in which root's own files belong to an ordinary number.
 */
export function unprivileged(program, directory) {
  if (process.getuid() !== 0) return { wrap: (command, args) => [command, args], options: {}, owner: null };

  const before = existsSync(directory) ? statSync(directory) : null;
  if (before?.uid === 0) return inNamespace(program);
  const owner = before
    ? { uid: before.uid, gid: before.gid }
    : (userIds('postgres') ?? userIds('nobody') ?? { uid: 65534, gid: 65534 });
  if (canReach(program, owner) && canReach(directory, owner)) {
    return { wrap: (command, args) => [command, args], options: owner, owner };
  }

  const reach = [
    '--securebits=+no_setuid_fixup',
    `--reuid=${owner.uid}`,
    `--regid=${owner.gid}`,
    '--clear-groups',
    '--bounding-set=-all,+dac_override',
    '--inh-caps=-all,+dac_override',
    '--ambient-caps=+dac_override',
  ];
  if (succeeds('setpriv', [...reach, program, '--version'])) {
    return { wrap: (command, args) => ['setpriv', [...reach, command, ...args]], options: {}, owner };
  }
  return inNamespace(program);
}

function inNamespace(program) {
  const namespace = ['--user', '--map-user=1000', '--map-group=1000'];
  if (succeeds('unshare', [...namespace, program, '--version'])) {
    return { wrap: (command, args) => ['unshare', [...namespace, command, ...args]], options: {}, owner: null };
  }

  throw new Error(
    'PostgreSQL does not run as root, and this system offers no way to step down for it. ' +
      'Start Ballast as an ordinary user, or give it a PostgreSQL with DATABASE_URL.',
  );
}

function userIds(name) {
  const [uid, gid] = ['-u', '-g'].map((flag) => spawnSync('id', [flag, name], { encoding: 'utf8' }));
  return uid.status === 0 && gid.status === 0 ? { uid: Number(uid.stdout), gid: Number(gid.stdout) } : null;
}

const succeeds = (command, args) => spawnSync(command, args, { stdio: 'ignore' }).status === 0;

/** Whether every directory above a path lets this user pass. Groups other than the user's own are not asked. */
function canReach(target, { uid, gid }) {
  for (let directory = path.dirname(path.resolve(target)); ; directory = path.dirname(directory)) {
    const { mode, uid: ownerUid, gid: ownerGid } = statSync(directory);
    const passes = ownerUid === uid ? 0o100 : ownerGid === gid ? 0o010 : 0o001;
    if (!(mode & passes)) return false;
    if (directory === path.dirname(directory)) return true;
  }
}
