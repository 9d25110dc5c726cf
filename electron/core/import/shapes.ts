/** Data sets and exports known by what is in them. The first that recognises a file reads it, so the stricter stand first. */
import { waczFormat } from './formats/wacz.ts'
import type { DocumentShape, RowShape, SetFormat } from './format.ts'

export const rowShapes: readonly RowShape[] = []

export const documentShapes: readonly DocumentShape[] = []

export const setFormats: readonly SetFormat[] = [waczFormat]
