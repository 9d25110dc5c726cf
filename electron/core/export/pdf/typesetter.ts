/**
 * Typst, as we use it: a world of its own in memory (template, data, pictures, fonts), where nothing on the disk can be read.
 * Its calls are synchronous and hold the process up.
 */
import { randomUUID } from 'node:crypto'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CompileDocArgs, NodeCompiler, NodeTypstDocument } from '@myriaddreamin/typst-ts-node-compiler'
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
  #pages: NodeTypstDocument | null = null

  /** @param fonts of Clipfile's own; none where nothing is laid out but pictures, or families are asked for */
  constructor(fonts: 'bundled' | 'none' = 'bundled') {
    // native, and loaded only where something is typeset
    const typst = createRequire(import.meta.url)(
      '@myriaddreamin/typst-ts-node-compiler',
    ) as typeof import('@myriaddreamin/typst-ts-node-compiler')
    // a folder that is not there: no path that got into the data could lead anywhere
    this.#root = join(tmpdir(), `clipfile-typst-${randomUUID()}`)
    const fontBlobs = fonts === 'none' ? [] : [...resourceFiles('fonts', '.ttf').values()]
    this.#compiler = typst.NodeCompiler.create({ workspace: this.#root, fontArgs: [{ fontBlobs }] })
    for (const [name, source] of resourceFiles('pdf', '.typ')) {
      this.#compiler.addSource(join(this.#root, name), source.toString('utf8'))
    }
    this.#main = { mainFilePath: join(this.#root, MAIN) }
  }

  put(path: string, bytes: Buffer): void {
    this.#pages = null
    this.#compiler.mapShadow(join(this.#root, path), bytes)
  }

  #remove(path: string): void {
    this.#compiler.unmapShadow(join(this.#root, path))
  }

  /** Families of the list that Typst does not know, of those on the computer. */
  unknownFamilies(families: readonly string[]): string[] {
    if (families.length === 0) return []
    this.put('families.json', Buffer.from(JSON.stringify(families)))
    const result = this.#compiler.compile({
      mainFileContent: '#set text(font: json("/families.json")); x',
    })
    const said = messages(result.takeWarnings()).join('\n')
    return families.filter((family) => said.includes(`unknown font family: ${family.toLowerCase()}`))
  }

  /**
   * Whether a picture can be printed. Decoded once, here: what was decoded is kept for the document, in whatever thread of this
   * process that is laid out.
   */
  pictureFault(path: string, bytes: Buffer): string | null {
    this.put(path, bytes)
    const result = this.#compiler.compile({
      mainFileContent: `#set page(width: 10cm, height: 10cm)\n#image("/${path}", width: 1cm, height: 1cm)`,
    })
    this.#remove(path)
    return result.hasError() ? (messages(result.takeError())[0] ?? 'unknown') : null
  }

  /** What was laid out is kept for another standard, until something else is put in. @throws TypesetError */
  pdf(standard: Standard, createdAtMs: number): Uint8Array {
    this.#pages ??= this.#layOut()
    try {
      return this.#compiler.pdf(this.#pages, {
        ...(standard === 'none' ? {} : { pdfStandard: standard }),
        creationTimestamp: Math.floor(createdAtMs / 1000),
      })
    } catch (error) {
      throw new TypesetError(reasonsIn(error))
    }
  }

  #layOut(): NodeTypstDocument {
    const compiled = this.#compiler.compile(this.#main)
    const pages = compiled.result
    if (!pages) throw new TypesetError(messages(compiled.takeError()))
    // what Typst remembers of laying them out is a hundred megabytes in the way of writing them
    this.#compiler.evictCache(0)
    return pages
  }

  /** All pages in one SVG. @throws TypesetError */
  svg(): string {
    try {
      return this.#compiler.plainSvg(this.#main)
    } catch (error) {
      throw new TypesetError(reasonsIn(error))
    }
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
