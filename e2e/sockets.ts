/** The network sockets of running processes, as Linux tells them. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

export interface Socket {
  kind: string
  local: string
  remote: string
  state: string
}

const KINDS = ['tcp', 'tcp6', 'udp', 'udp6', 'raw', 'raw6'] as const

/** All that these processes hold, by their own network namespace's tables. */
export function socketsOf(pids: readonly number[]): Socket[] {
  return pids.flatMap((pid) => {
    const mine = inodesOf(pid)
    return KINDS.flatMap((kind) => tableOf(pid, kind).filter((row) => mine.has(row.inode)))
  })
}

/** A process and all that it started. */
export function familyOf(pid: number): number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => [Number(name), parentOf(name)] as const)
  const family = [pid]
  for (const member of family) {
    for (const [child, parent] of parents) if (parent === member) family.push(child)
  }
  return family
}

function parentOf(pid: string): number {
  try {
    return Number(/^PPid:\t(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0)
  } catch {
    return 0
  }
}

function inodesOf(pid: number): Set<string> {
  const folder = `/proc/${pid}/fd`
  const inodes = new Set<string>()
  for (const name of list(folder)) {
    try {
      const inode = /^socket:\[(\d+)\]$/.exec(readlinkSync(`${folder}/${name}`))?.[1]
      if (inode) inodes.add(inode)
    } catch {
      // closed meanwhile
    }
  }
  return inodes
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function tableOf(pid: number, kind: string): (Socket & { inode: string })[] {
  try {
    const [, ...rows] = readFileSync(`/proc/${pid}/net/${kind}`, 'utf8').trim().split('\n')
    return rows.map((row) => {
      const [, local = '', remote = '', state = '', , , , , , inode = ''] = row.trim().split(/\s+/)
      return { kind, local: port(local), remote: port(remote), state, inode }
    })
  } catch {
    return []
  }
}

/** `0100007F:A4F1` as `0100007F:42225`. */
function port(address: string): string {
  const [host, hex] = address.split(':')
  return `${host}:${parseInt(hex ?? '0', 16)}`
}
