// Progress of set-up steps, on stderr: stdout belongs to the command that runs afterwards.
// Plain JavaScript, because it also runs before anything is installed, on the machine's own Node.

const FIRST_SIGN_MS = 1_000
const REDRAW_MS = 200
const REPEAT_WITHOUT_TERMINAL_MS = 5_000
const WORTH_A_LINE_MS = 2_000

/**
 * Says one line to the person at the terminal.
 * @param {string} line
 */
export function say(line) {
  process.stderr.write(`${line}\n`)
}

/**
 * Runs `work` and shows that it is still running once it has taken a second: a line redrawn in place on a
 * terminal, a line every five seconds elsewhere. `detail` adds what is known of how far it is.
 * @template T
 * @param {string} label
 * @param {() => Promise<T>} work
 * @param {() => string} [detail]
 * @returns {Promise<T>}
 */
export async function withProgress(label, work, detail = () => '') {
  const startedAt = performance.now()
  const terminal = Boolean(process.stderr.isTTY)
  const seconds = () => Math.round((performance.now() - startedAt) / 1000)
  const line = () => [label, '…', detail(), `${seconds()} s`].filter(Boolean).join(' ')
  const draw = () => (terminal ? process.stderr.write(`\r\x1b[2K${line()}`) : say(line()))
  /** @type {NodeJS.Timeout | undefined} */
  let repeat
  const first = setTimeout(() => {
    draw()
    repeat = setInterval(draw, terminal ? REDRAW_MS : REPEAT_WITHOUT_TERMINAL_MS)
  }, FIRST_SIGN_MS)
  try {
    const result = await work()
    finish(performance.now() - startedAt >= WORTH_A_LINE_MS ? `${label}: done in ${seconds()} s` : '')
    return result
  } catch (error) {
    finish(`${label}: failed after ${seconds()} s`)
    throw error
  }

  /** @param {string} lastLine */
  function finish(lastLine) {
    clearTimeout(first)
    clearInterval(repeat)
    if (terminal && repeat) process.stderr.write('\r\x1b[2K')
    if (lastLine) say(lastLine)
  }
}
