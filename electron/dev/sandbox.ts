// Chromium's sandbox. Electron refuses to start as root with it on, so for root it is started as an ordinary user;
// and where the machine's kernel or container forbids the sandbox to anybody, the app says so and runs without.

import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { chmod, chown, mkdir, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { mustRun, run } from './command.ts'
import { cacheFolder, isRoot, root } from './paths.ts'
import { NeedsPerson } from './system-packages.ts'

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
  if (process.platform !== 'linux')
    return { executablePath: executable, args: [], appDir: root, owner: null, note: '' }
  if (isRoot) return launchAsUser(executable)
  return { executablePath: executable, appDir: root, owner: null, ...(await sandboxSwitches([], executable)) }
}

/** Never as root: with its sandbox on Electron refuses to start, and without it the app's own request for it fails. */
async function launchAsUser(executable: string): Promise<Launch> {
  const account = await ensureAccount()
  await allowHelper(executable)
  const become = ['setpriv', `--reuid=${account.uid}`, `--regid=${account.gid}`, '--clear-groups']
  const way = await wayToCheckout(become, executable)
  const { args, note } = await sandboxSwitches(become, executable)
  const executablePath = await writeWrapper(
    script([...become, ...way.capabilities], account, executable, way.mount),
  )
  const notes = [`As user "${USER}", because Chromium's sandbox does not work as root.`, note]
  const owner = { uid: account.uid, gid: account.gid }
  return { executablePath, args, appDir: way.mount || root, owner, note: notes.filter(Boolean).join(' ') }
}

async function sandboxSwitches(become: string[], executable: string): Promise<Pick<Launch, 'args' | 'note'>> {
  if (await canSandbox(become, executable)) return { args: [], note: '' }
  return {
    args: ['--no-sandbox'],
    note: "Chromium's sandbox is off: this machine or container forbids it to everybody.",
  }
}

/**
 * How the account reaches a checkout in a folder closed to it, such as root's home: mounted where it may read, or,
 * where a container forbids mounts, by the right to open what its rights on files would not let it.
 */
async function wayToCheckout(
  become: string[],
  executable: string,
): Promise<{ mount: string; capabilities: string[] }> {
  const readsExecutable = await canRead(become, executable)
  if (readsExecutable && (await canRead(become, join(root, 'package.json'))))
    return { mount: '', capabilities: [] }
  const target = await mountPoint()
  if (readsExecutable && (await canMount(target))) return { mount: target, capabilities: [] }
  return { mount: '', capabilities: ['--inh-caps=+dac_override', '--ambient-caps=+dac_override'] }
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

async function ensureAccount(): Promise<Account> {
  const found = findAccount(readFileSync('/etc/passwd', 'utf8'), USER)
  if (found) return found
  const args = ['--system', '--user-group', '--create-home', '--home-dir', `/var/lib/${USER}`]
  await run('useradd', [...args, '--shell', '/usr/sbin/nologin', USER])
  const made = findAccount(readFileSync('/etc/passwd', 'utf8'), USER)
  if (made) return made
  throw new NeedsPerson(
    `Electron must not run as root. Run this as an ordinary user, or make a user named "${USER}".`,
  )
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
function script(become: string[], account: Account, executable: string, mount: string): string {
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
  const start = [...become, ...environment, executable].map(quote).join(' ')
  const mounted = `mount --bind ${quote(root)} ${quote(mount)} && exec ${start} "$@"`
  const line = mount ? `exec ${MOUNT.join(' ')} ${quote(mounted)} electron "$@"` : `exec ${start} "$@"`
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
