import { hostname, uptime } from 'node:os'

/** Boot times are computed from two clocks, and a clock may be set right after the boot. */
const BOOT_TOLERANCE_S = 120

/**
 * Names this process for the ledger, as HOST:BOOT:PID. Without the boot's time, an import cut off by a power cut would
 * seem to run for as long as some new process has the old one's number.
 */
export function thisRunner(): string {
  return `${hostname()}:${bootSeconds()}:${process.pid}`
}

/** Whether the process that a runner names still lives. One on another computer is taken for dead. */
export function isAlive(runner: string | null): boolean {
  const [, host, boot, pid] = /^(.*):(\d+):(\d+)$/.exec(runner ?? '') ?? []
  if (host !== hostname() || Math.abs(Number(boot) - bootSeconds()) > BOOT_TOLERANCE_S) return false
  try {
    process.kill(Number(pid), 0)
    return true
  } catch (error) {
    return (error as { code?: string }).code === 'EPERM'
  }
}

function bootSeconds(): number {
  return Math.round(Date.now() / 1000 - uptime())
}
