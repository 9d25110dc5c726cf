import type { Input } from '../../../electron/shared/api.ts'
import type { Chart } from './chart.svelte.ts'
import type { Palette } from './palette.ts'
import { asPng, asSvg } from './picture.ts'
import { asCsv } from './table-data.ts'

export type ExportKind = Input<'timeline.save'>['kind']

/** Makes a file of the view, and lets main ask where it goes; the file's name, or null when nobody wanted it after all. */
export async function exportView(
  chart: Chart,
  kind: ExportKind,
  palette: Palette,
  title: string,
): Promise<string | null> {
  const data = await (kind === 'png'
    ? asPng(chart, palette, title)
    : kind === 'svg'
      ? asSvg(chart, palette, title)
      : asCsv(chart.data, ...daysSeen(chart)))
  return chart.data.client.call('timeline.save', { kind, data })
}

function daysSeen({ view }: Chart): [number, number] {
  const { from, span } = view.scale
  const first = Math.max(Math.floor(from), Math.floor(view.limits.first))
  return [first, Math.max(first, Math.min(Math.ceil(from + span) - 1, Math.ceil(view.limits.last) - 1))]
}
