/** Passes on the newest value at most once in `intervalMs`; `flush` sends what is still held back. */
export function throttle<T>(
  intervalMs: number,
  send: (value: T) => void,
  nowMs: () => number = Date.now,
): { push: (value: T) => void; flush: () => void } {
  let held: { value: T } | null = null
  let sentAtMs = -Infinity
  let timer: ReturnType<typeof setTimeout> | undefined

  function flush(): void {
    clearTimeout(timer)
    timer = undefined
    if (!held) return
    const { value } = held
    held = null
    sentAtMs = nowMs()
    send(value)
  }

  function push(value: T): void {
    held = { value }
    const waitMs = sentAtMs + intervalMs - nowMs()
    // checked by the clock, not by the timer alone: a job that never yields would say nothing
    if (waitMs <= 0) flush()
    else timer ??= setTimeout(flush, waitMs)
  }

  return { push, flush }
}
