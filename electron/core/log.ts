/** A scoped logger, handed down as an argument; article text never goes into it. */
export type Log = (level: 'info' | 'warn' | 'error', message: string) => void

export const silent: Log = () => {}
