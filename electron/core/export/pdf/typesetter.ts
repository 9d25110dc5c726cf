/**
 * Typst, as we use it: a world of its own in memory (template, data, pictures, fonts), where nothing on the disk can be read.
 * Its calls are synchronous and hold the process up.
 */
import { randomUUID } from 'node:crypto'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CompileDocArgs, NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { AppError } from '../../../shared/errors.ts'
import { resourceFiles } from './resources.ts'

export type Standard = 'a-2b' | 'a-3b' | 'ua-1' | 'none'

/** Why Typst would not. */
export class TypesetError extends AppError {
  readonly reasons: string[]

  constructor(reasons: string[]) {
    super('internal', `The document could not be typeset: ${reasons[0] ?? 'no reason given'}`)
    this.reasons = reasons
  }
}

const MAIN = 'document.typ'

export class Typesetter {
  readonly #compiler: NodeCompiler
  readonly #root: string
  readonly #main: CompileDocArgs

  constructor(fontBlobs: Buffer[]) {
    // native, and loaded only where something is typeset
    const typst = createRequire(import.meta.url)(
      '@myriaddreamin/typst-ts-node-compiler',
    ) as typeof import('@myriaddreamin/typst-ts-node-compiler')
    // a folder that is not there: no path that got into the data could lead anywhere
    this.#root = join(tmpdir(), `clipfile-typst-${randomUUID()}`)
    this.#compiler = typst.NodeCompiler.create({ workspace: this.#root, fontArgs: [{ fontBlobs }] })
    for (const [name, source] of resourceFiles('pdf', '.typ')) {
      this.#compiler.addSource(join(this.#root, name), source.toString('utf8'))
    }
    this.#main = { mainFilePath: join(this.#root, MAIN) }
  }

  put(path: string, bytes: Buffer): void {
    this.#compiler.mapShadow(join(this.#root, path), bytes)
  }

  remove(path: string): void {
    this.#compiler.unmapShadow(join(this.#root, path))
  }

  /** Families of the list that Typst does not know. */
  unknownFamilies(families: readonly string[]): string[] {
    if (families.length === 0) return []
    this.put('families.json', Buffer.from(JSON.stringify(families)))
    const result = this.#compiler.compile({
      mainFileContent: '#set text(font: json("/families.json")); x',
    })
    const said = messages(result.takeWarnings()).join('\n')
    return families.filter((family) => said.includes(`unknown font family: ${family.toLowerCase()}`))
  }

  /** Whether a picture can be printed: decoded once, here; what was decoded is kept for the document. */
  pictureFault(path: string): string | null {
    const result = this.#compiler.compile({
      mainFileContent: `#set page(width: 10cm, height: 10cm)\n#image("/${path}", width: 1cm, height: 1cm)`,
    })
    return result.hasError() ? (messages(result.takeError())[0] ?? 'unknown') : null
  }

  /** @throws TypesetError */
  pdf(standard: Standard, createdAtMs: number): Uint8Array {
    try {
      return this.#compiler.pdf(this.#main, {
        ...(standard === 'none' ? {} : { pdfStandard: standard }),
        creationTimestamp: Math.floor(createdAtMs / 1000),
      })
    } catch (error) {
      throw new TypesetError(reasonsIn(error))
    }
  }

  /** All pages in one SVG. @throws TypesetError */
  svg(): string {
    try {
      return this.#compiler.plainSvg(this.#main)
    } catch (error) {
      throw new TypesetError(reasonsIn(error))
    }
  }

  /** Forgets what was typeset: a volume's memory is needed for the next one. */
  release(): void {
    this.#compiler.evictCache(0)
  }
}

function messages(error: { shortDiagnostics: unknown[] } | null): string[] {
  return (error?.shortDiagnostics ?? []).map((one) => String((one as { message?: unknown }).message ?? one))
}

/** From the debugging form in which the binding puts diagnostics. */
function reasonsIn(error: unknown): string[] {
  const text = error instanceof Error ? error.message : String(error)
  const found = [...text.matchAll(/message: "((?:[^"\\]|\\.)*)"/g)].map(([, words]) =>
    words!.replaceAll('\\"', '"'),
  )
  return found.length > 0 ? [...new Set(found)] : [text.slice(0, 500)]
}
