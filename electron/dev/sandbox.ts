// Chromium's sandbox. Electron refuses to start as root with it on, so for root it is started as an ordinary user;
// and where the machine's kernel or container forbids the sandbox to anybody, the app says so and runs without.

import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { chmod, chown, mkdir, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { mustRun, run } from './command.ts'
import { cacheFolder, isRoot, root } from './paths.ts'

export interface Owner {
  uid: number
  gid: number
}

/** How Electron is to be started on this machine. */
export interface Launch {
  executablePath: string
  args: string[]
  /** the checkout as the started process sees it */
  appDir: string
  /** who the process runs as, when that is not us */
  owner: Owner | null
  note: string
}

interface Account extends Owner {
  home: string
}

const USER = 'clipfile'
const CAP_SYS_ADMIN = 21n

/** How to start `executable` with the sandbox on, if this machine allows it. */
export async function launchOf(executable: string): Promise<Launch> {
  const plain = { executablePath: executable, args: [], appDir: root, owner: null, note: '' }
  if (process.platform !== 'linux') return plain
  if (isRoot) return launchAsUser(executable)
  if (await canSandbox([], executable)) return plain
  return withoutSandbox(executable, 'this machine forbids user namespaces')
}

function withoutSandbox(executable: string, why: string): Launch {
  const note = `Without Chromium's sandbox (--no-sandbox): ${why}.`
  return { executablePath: executable, args: ['--no-sandbox'], appDir: root, owner: null, note }
}

async function launchAsUser(executable: string): Promise<Launch> {
  const account = await ensureAccount()
  if (!account) return withoutSandbox(executable, `as root, and no user "${USER}" could be made`)
  await allowHelper(executable)
  const become = becomes(account)
  if (!(await canRead(become, executable)))
    return withoutSandbox(executable, `user "${USER}" cannot read ${executable}`)
  if (!(await canSandbox(become, executable))) return withoutSandbox(executable, 'this container forbids it')
  const visible = await canRead(become, join(root, 'package.json'))
  const appDir = visible ? root : await mountPoint()
  if (!visible && !(await canMount(appDir))) {
    return withoutSandbox(
      executable,
      `user "${USER}" cannot read ${root}; a checkout outside root's home runs with it`,
    )
  }
  const executablePath = await writeWrapper(script(account, executable, visible ? '' : appDir))
  const note = `As user "${USER}", because Chromium's sandbox does not work as root.`
  return { executablePath, args: [], appDir, owner: { uid: account.uid, gid: account.gid }, note }
}

/** The command that drops from root to the account; it is replaced by what it starts, so signals arrive there. */
function becomes({ uid, gid }: Owner): string[] {
  return ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups']
}

async function canRead(become: string[], path: string): Promise<boolean> {
  const [command = '', ...args] = [...become, 'test', '-r', path]
  return (await run(command, args)).code === 0
}

/** Chromium's sandbox works by user namespaces, or by its helper owned by root where those are forbidden. */
async function canSandbox(become: string[], executable: string): Promise<boolean> {
  const [command = '', ...args] = [...become, 'unshare', '--user', 'true']
  if ((await run(command, args)).code === 0) return true
  const helper = await run('find', [
    join(dirname(executable), 'chrome-sandbox'),
    '-user',
    'root',
    '-perm',
    '4755',
  ])
  return helper.stdout !== '' && mayBecomeAdmin(readFileSync('/proc/self/status', 'utf8'))
}

/** Whether a program owned by root may still do what root does: containers take that away. */
export function mayBecomeAdmin(status: string): boolean {
  const bounding = /^CapBnd:\s*([0-9a-f]+)$/m.exec(status)?.[1]
  return bounding !== undefined && ((BigInt(`0x${bounding}`) >> CAP_SYS_ADMIN) & 1n) === 1n
}

async function allowHelper(executable: string): Promise<void> {
  const helper = join(dirname(executable), 'chrome-sandbox')
  if (!existsSync(helper)) return
  await chown(helper, 0, 0)
  await chmod(helper, 0o4755)
}

async function ensureAccount(): Promise<Account | null> {
  const found = findAccount(readFileSync('/etc/passwd', 'utf8'), USER)
  if (found) return found
  const args = ['--system', '--user-group', '--create-home', '--home-dir', `/var/lib/${USER}`]
  await run('useradd', [...args, '--shell', '/usr/sbin/nologin', USER])
  return findAccount(readFileSync('/etc/passwd', 'utf8'), USER)
}

/** An account of /etc/passwd. */
export function findAccount(passwd: string, name: string): Account | null {
  const line = passwd.split('\n').find((entry) => entry.startsWith(`${name}:`))
  const [, , uid, gid, , home] = line?.split(':') ?? []
  return uid && gid && home ? { uid: Number(uid), gid: Number(gid), home } : null
}

async function mountPoint(): Promise<string> {
  const path = join(cacheFolder(), 'checkouts', hashOf(root))
  await mkdir(path, { recursive: true })
  return path
}

/** In a mount namespace of its own, so nobody else sees the mount and it ends with the process. */
const MOUNT = ['unshare', '--mount', '--propagation', 'private', 'sh', '-c']

async function canMount(target: string): Promise<boolean> {
  const [command = '', ...args] = [...MOUNT, 'mount --bind "$0" "$1"', root, target]
  return (await run(command, args)).code === 0
}

/** What is started instead of Electron. Every line ends in `exec`: Electron keeps the process id that was signalled. */
function script(account: Account, executable: string, appDir: string): string {
  const unset = [
    'DBUS_SESSION_BUS_ADDRESS',
    'XDG_RUNTIME_DIR',
    'XDG_CONFIG_HOME',
    'XDG_CACHE_HOME',
    'XDG_DATA_HOME',
  ]
  const environment = [
    'env',
    ...unset.flatMap((name) => ['-u', name]),
    `HOME=${account.home}`,
    `USER=${USER}`,
  ]
  const start = [...becomes(account), ...environment, executable].map(quote).join(' ')
  const mounted = `mount --bind ${quote(root)} ${quote(appDir)} && exec ${start} "$@"`
  const line = appDir ? `exec ${MOUNT.join(' ')} ${quote(mounted)} electron "$@"` : `exec ${start} "$@"`
  return `#!/bin/sh\n# Written by electron/dev/sandbox.ts: Electron as an ordinary user, so that its sandbox works.\n${line}\n`
}

function quote(word: string): string {
  return /^[\w./=:@-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}

async function writeWrapper(content: string): Promise<string> {
  const path = join(cacheFolder(), 'launchers', hashOf(content))
  if (existsSync(path)) return path
  await mkdir(dirname(path), { recursive: true })
  const draft = `${path}.${process.pid}`
  await writeFile(draft, content)
  await mustRun('chmod', ['755', draft])
  await rename(draft, path)
  return path
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12)
}
