/** What the app remembers on this computer. The file is somebody else's word: every part of it is checked. */
import { copyFileSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import * as v from 'valibot'
import { inputs, type ViewState } from '../shared/api.ts'
import { backupPlan, pdfOptions, pdfPreset } from '../shared/export.ts'
import type { Log } from './log.ts'

const coordinate = v.pipe(v.number(), v.safeInteger(), v.minValue(-100_000), v.maxValue(100_000))
const path = v.pipe(v.string(), v.minLength(1), v.maxLength(4096))

const windowState = v.object({
  x: coordinate,
  y: coordinate,
  width: coordinate,
  height: coordinate,
  maximised: v.boolean(),
})
const recent = v.object({ path, openedAtMs: v.pipe(v.number(), v.finite()) })

const MAX_RECENTS = 12
const MAX_PLACES = 50
const MAX_OPEN = 20

const fields = {
  theme: inputs['settings.theme'].entries.theme,
  view: inputs['settings.view'],
  window: v.nullable(windowState),
  recents: v.pipe(v.array(recent), v.maxLength(MAX_RECENTS)),
  /** archives open when the app was last seen */
  open: v.pipe(v.array(path), v.maxLength(MAX_OPEN)),
  /** the last folder of each kind of dialog */
  folders: v.object({
    archive: v.optional(path),
    import: v.optional(path),
    export: v.optional(path),
    backup: v.optional(path),
    watch: v.optional(path),
  }),
  /** of the last typeset export */
  pdfOptions: v.nullable(pdfOptions),
  pdfPresets: v.pipe(v.array(pdfPreset), v.maxLength(100)),
  backupFolder: v.nullable(path),
  backupPlan,
  /** which folder's new files go into which archive */
  watched: v.pipe(v.array(v.object({ archive: path, folder: path })), v.maxLength(MAX_PLACES)),
  /** whether the end of long work is told by the system while the window is not in front */
  notify: v.boolean(),
}

const settingsSchema = v.object(fields)
export type SettingsData = v.InferOutput<typeof settingsSchema>
export type WindowState = v.InferOutput<typeof windowState>
export type FolderKind = keyof SettingsData['folders']

export const DEFAULTS: SettingsData = {
  theme: 'system',
  view: {},
  window: null,
  recents: [],
  open: [],
  folders: {},
  pdfOptions: null,
  pdfPresets: [],
  backupFolder: null,
  // nothing is copied before a folder was chosen
  backupPlan: { everyDays: 7, keep: 10 },
  watched: [],
  notify: true,
}

/** Reads settings as written. Where a part is wrong, that part alone falls back, and `damaged` says so. */
export function parseSettings(text: string): { data: SettingsData; damaged: boolean } {
  let raw: unknown
  try {
    raw = JSON.parse(text)
  } catch {
    return { data: DEFAULTS, damaged: true }
  }
  if (!v.is(v.record(v.string(), v.unknown()), raw) || Array.isArray(raw))
    return { data: DEFAULTS, damaged: true }
  const whole = v.safeParse(settingsSchema, { ...DEFAULTS, ...raw })
  if (whole.success) return { data: whole.output, damaged: false }
  return { data: salvage(raw), damaged: true }
}

function salvage(raw: Record<string, unknown>): SettingsData {
  const part = <K extends keyof SettingsData>(key: K): Pick<SettingsData, K> => {
    const parsed = v.safeParse(fields[key] as unknown as v.GenericSchema<unknown, SettingsData[K]>, raw[key])
    return { [key]: parsed.success ? parsed.output : DEFAULTS[key] } as Pick<SettingsData, K>
  }
  return {
    ...{ ...part('theme'), ...part('view'), ...part('window'), ...part('recents') },
    ...{ ...part('open'), ...part('folders'), ...part('pdfOptions'), ...part('pdfPresets') },
    ...{ ...part('backupFolder'), ...part('backupPlan'), ...part('watched'), ...part('notify') },
  }
}

/** Puts `path` first among the recent archives. */
export function addRecent(
  recents: SettingsData['recents'],
  path: string,
  nowMs: number,
): SettingsData['recents'] {
  return [{ path, openedAtMs: nowMs }, ...recents.filter((other) => other.path !== path)].slice(
    0,
    MAX_RECENTS,
  )
}

/** The folder that an archive watches; null for none. */
export function setWatched(
  watched: SettingsData['watched'],
  archive: string,
  folder: string | null,
): SettingsData['watched'] {
  const others = watched.filter((one) => one.archive !== archive)
  return folder === null ? others : [{ archive, folder }, ...others].slice(0, MAX_PLACES)
}

/** What one window remembers added to what is known; places of archives not opened for long are forgotten. */
export function mergeView(old: ViewState, change: ViewState): ViewState {
  const merged = { ...old, ...change }
  if (!change.places) return merged
  const older = Object.entries(old.places ?? {}).filter(([archive]) => !(archive in change.places!))
  const places = [...older, ...Object.entries(change.places)].slice(-MAX_PLACES)
  return { ...merged, places: Object.fromEntries(places) }
}

const WRITE_AFTER_MS = 400

/** The settings file: read once, kept in memory, written a moment after a change. */
export class Settings {
  readonly #file: string
  readonly #log: Log
  #data: SettingsData
  #timer: NodeJS.Timeout | undefined

  constructor(file: string, log: Log) {
    this.#file = file
    this.#log = log
    this.#data = this.#read()
  }

  get data(): SettingsData {
    return this.#data
  }

  update(change: Partial<SettingsData>): void {
    this.#data = { ...this.#data, ...change }
    this.#timer ??= setTimeout(() => this.flush(), WRITE_AFTER_MS)
  }

  /** Writes now what is still to be written: whole or not at all. */
  flush(): void {
    if (this.#timer === undefined) return
    clearTimeout(this.#timer)
    this.#timer = undefined
    const draft = `${this.#file}.new`
    try {
      mkdirSync(dirname(this.#file), { recursive: true })
      writeFileSync(draft, JSON.stringify(this.#data, null, 2), { mode: 0o600, flush: true })
      renameSync(draft, this.#file)
    } catch (error) {
      // settings are a convenience: without them the app works as before
      this.#log('warn', `not written: ${String(error)}`)
    }
  }

  #read(): SettingsData {
    let text: string
    try {
      text = readFileSync(this.#file, 'utf8')
    } catch {
      return DEFAULTS
    }
    const { data, damaged } = parseSettings(text)
    if (damaged) this.#keepAside()
    return data
  }

  #keepAside(): void {
    this.#log(
      'warn',
      'the settings file was damaged; what could be read is used, the old file is kept as settings.json.damaged',
    )
    try {
      copyFileSync(this.#file, `${this.#file}.damaged`)
    } catch (error) {
      this.#log('warn', `not kept aside: ${String(error)}`)
    }
  }
}
