// What a command and all the processes that it starts take of the machine; on Linux, where /proc tells it.

import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

export interface Taken {
  seconds: number
  /** of the processor, by all the processes together */
  cpuSeconds: number
  /** the most at one moment of all the processes, each page that several share counted once */
  peakBytes: number
  /** the high-water mark of the largest process, with all that it shares */
  largestBytes: number
}

const EVERY_MS = 50
/** `getconf CLK_TCK`: the same on every Linux that Node runs on. */
const TICKS_A_SECOND = 100

/** Runs a command to its end.  @throws Error when it fails */
export async function taken(
  command: string,
  args: string[],
  env: Record<string, string> = {},
): Promise<Taken> {
  const started = performance.now()
  const child = spawn(command, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...env },
  })
  let said = ''
  child.stderr!.on('data', (data) => (said += String(data)))
  const ticks = new Map<number, number>()
  let peakBytes = 0
  let largestBytes = 0
  const look = (): void => {
    let bytes = 0
    for (const pid of treeOf(child.pid!)) {
      bytes += kilobytes('Pss', `/proc/${pid}/smaps_rollup`)
      largestBytes = Math.max(largestBytes, kilobytes('VmHWM', `/proc/${pid}/status`))
      ticks.set(pid, ticksOf(pid) || (ticks.get(pid) ?? 0))
    }
    peakBytes = Math.max(peakBytes, bytes)
  }
  const timer = setInterval(look, EVERY_MS)
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  clearInterval(timer)
  if (code !== 0) throw new Error(`${command} ended with ${code}: ${said.slice(-800)}`)
  const cpuSeconds = [...ticks.values()].reduce((sum, one) => sum + one, 0) / TICKS_A_SECOND
  return { seconds: (performance.now() - started) / 1000, cpuSeconds, peakBytes, largestBytes }
}

function treeOf(root: number): number[] {
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const fields = statOf(Number(name))
    if (fields) parents.set(Number(name), Number(fields[1]))
  }
  const tree = [root]
  for (let i = 0; i < tree.length; i++)
    for (const [pid, parent] of parents) if (parent === tree[i]) tree.push(pid)
  return tree
}

/** From the third field on: the second is a name that may hold anything. */
function statOf(pid: number): string[] | null {
  const text = read(`/proc/${pid}/stat`)
  return text === '' ? null : text.slice(text.lastIndexOf(')') + 2).split(' ')
}

function ticksOf(pid: number): number {
  const fields = statOf(pid)
  return fields ? Number(fields[11]) + Number(fields[12]) : 0
}

function kilobytes(field: string, file: string): number {
  return Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(read(file))?.[1] ?? 0) * 1024
}

/** Empty for a process that has just ended. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
