// A place without a network: a namespace of Linux that holds nothing but its own loopback. What runs there cannot
// reach anybody, so a test that needs somebody fails, and one that leaks is heard by nobody.

import { run } from './command.ts'
import { isRoot } from './paths.ts'

/** Brings the loopback up: bare systems have no `ip`, but every Debian has Perl. SIOCSIFFLAGS with IFF_UP | IFF_RUNNING. */
const LOOPBACK_UP =
  `ip link set lo up 2>/dev/null || ` +
  `perl -e 'socket(S, 2, 2, 0) or die; ioctl(S, 0x8914, pack("a16 s x14", "lo", 0x41)) or die'`

const ENTER = ['unshare', '--net', 'sh', '-c', `${LOOPBACK_UP} && exec "$0" "$@"`]

/** The words to put before a command so that it runs without a network; none where this machine has no such place. */
export async function withoutNetwork(): Promise<string[]> {
  if (process.platform !== 'linux' || !isRoot) return []
  const [command = '', ...args] = [...ENTER, 'true']
  return (await run(command, args)).code === 0 ? ENTER : []
}
