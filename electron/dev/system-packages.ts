// Packages of the operating system. As root on Debian and its kin they are installed; anybody else gets the line to type.

import { existsSync } from 'node:fs'
import { run } from './command.ts'
import { isRoot } from './paths.ts'
import { say, withProgress } from './progress.mjs'

/** Names of one package, the newer distributions' first. */
export type Alternatives = readonly string[]

/** Something that only the person at the machine can do; its message says what. */
export class NeedsPerson extends Error {}

/** Something the machine lacks, and the packages that bring it. */
export interface Want {
  what: string
  packages: readonly Alternatives[]
}

/** Installs all that is wanted in one go, or throws `NeedsPerson` with the one line to type. */
export async function ensurePackages(found: readonly (Want | null)[]): Promise<void> {
  const wants = found.filter((want) => want !== null)
  if (wants.length === 0) return
  const missing = `Missing: ${wants.map(({ what }) => what).join('; ')}.`
  const packages = wants.flatMap((want) => want.packages)
  if (!existsSync('/usr/bin/apt-get')) {
    const names = packages.map((alternatives) => alternatives.at(-1)).join(' ')
    throw new NeedsPerson(`${missing} Install what your system calls: ${names}`)
  }
  const names = await choose(packages)
  if (!isRoot) throw new NeedsPerson(`${missing} Type this, then run the command again:\n  ${aptLine(names)}`)
  say(`${missing} Installing from the system's packages: ${names.join(' ')}`)
  await withProgress('Installing system packages', () => install(packages))
}

function aptLine(names: string[]): string {
  return `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${names.join(' ')}`
}

/** The first name of each that this system's package list knows. Asked in one go: every question reads the whole list. */
async function choose(wanted: readonly Alternatives[]): Promise<string[]> {
  const { stdout } = await run('apt-cache', ['policy', ...wanted.flat()], {
    env: { ...process.env, LC_ALL: 'C' },
  })
  const known = installable(stdout)
  const chosen = wanted.map((names) => names.find((name) => known.has(name)) ?? names.at(-1) ?? '')
  return [...new Set(chosen)]
}

/** The packages to which `apt-cache policy` gives a version that could be installed. */
export function installable(policy: string): Set<string> {
  const blocks = policy.matchAll(/^(\S+):\n {2}Installed: .*\n {2}Candidate: (.+)$/gm)
  return new Set([...blocks].filter((match) => match[2] !== '(none)').map((match) => match[1] ?? ''))
}

async function install(wanted: readonly Alternatives[]): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const attempt = async () =>
    run('apt-get', ['install', '-y', '--no-install-recommends', ...(await choose(wanted))], { env })
  if ((await attempt()).code === 0) return
  // no package list yet, or one so old that what it names is gone
  const update = await run('apt-get', ['update'], { env })
  const second = await attempt()
  if (second.code === 0) return
  throw new Error(
    `apt-get could not install what is missing:\n${[update.output, second.output].join('\n').trim()}`,
  )
}
