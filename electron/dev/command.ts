// Programs that set-up starts: their output is kept back and shown only when they fail.

import { spawn, type SpawnOptions } from 'node:child_process'
import { root } from './paths.ts'

export interface Outcome {
  code: number
  stdout: string
  /** stdout and stderr as they came */
  output: string
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Runs a program to its end; a program that cannot be started counts as one that failed. */
export function run(command: string, args: string[], options: SpawnOptions = {}): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
    let stdout = ''
    let output = ''
    child.stdout?.on('data', (chunk) => {
      stdout += chunk
      output += chunk
    })
    child.stderr?.on('data', (chunk) => (output += chunk))
    child.on('error', (error) => resolve({ code: -1, stdout, output: error.message }))
    child.on('close', (code) => resolve({ code: code ?? -1, stdout, output }))
  })
}

/** Runs a program that has to succeed; the error shows what it said. */
export async function mustRun(command: string, args: string[], options: SpawnOptions = {}): Promise<string> {
  const { code, stdout, output } = await run(command, args, options)
  if (code !== 0) throw new Error(`\`${[command, ...args].join(' ')}\` failed (${code}):\n${tail(output)}`)
  return stdout
}

/** The last lines of an output. */
export function tail(output: string): string {
  return output.trim().split('\n').slice(-30).join('\n')
}

/**
 * Runs a program in the place of this one, with our output and our signals, and returns its exit code.
 * @param hear is told what it says on stderr, which is passed on all the same
 */
export function inherit(
  command: string,
  args: string[],
  env: Record<string, string> = {},
  hear?: (text: string) => void,
): Promise<number> {
  const options: SpawnOptions = {
    cwd: root,
    stdio: ['ignore', 'inherit', hear ? 'pipe' : 'inherit'],
    env: { ...process.env, ...env },
  }
  const child = spawn(command, args, options)
  child.stderr?.on('data', (chunk: Buffer) => {
    process.stderr.write(chunk)
    hear?.(chunk.toString())
  })
  const forward = (signal: NodeJS.Signals): void => void child.kill(signal)
  for (const signal of SIGNALS) process.on(signal, forward)
  return new Promise<number>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve(code ?? 1))
  }).finally(() => {
    for (const signal of SIGNALS) process.off(signal, forward)
  })
}
