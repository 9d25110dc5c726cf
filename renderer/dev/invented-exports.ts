/** What leaves the invented archive: pages that are drawn here, citations, backups. */
import type { JobProgress, Method, Selection } from '../../electron/shared/api.ts'
import {
  PDF_DEFAULTS,
  type BackupState,
  type PdfOptions,
  type PdfPreset,
} from '../../electron/shared/export.ts'

const PAPERS = { a4: [595, 842], letter: [612, 792], a5: [420, 595] } as const
const DAY_MS = 86_400_000

interface Parts {
  scene: URLSearchParams
  total: number
  tell: (job: JobProgress) => void
  job: JobProgress
}

/** `p=fails` lets the preview fail, `p=slow` lets it take for ever, `p=warns` gives it warnings; `b=none|gone` is of backups. */
export function exportAnswers({ scene, total, tell, job }: Parts): {
  [M in Method]?: (input: never) => unknown
} {
  let presets: PdfPreset[] = scene.has('presets')
    ? [
        { name: 'For court', options: { ...PDF_DEFAULTS, standard: 'a-3b' } },
        { name: 'Reading copy, two columns', options: { ...PDF_DEFAULTS, columns: 2, sources: false } },
      ]
    : []
  const backups: BackupState = {
    folder: scene.get('b') === 'none' ? null : '/media/archive-disk/Clipfile backups/river desk',
    plan: { everyDays: 7, keep: 10 },
    backups:
      scene.get('b') === 'none' || scene.get('b') === 'gone'
        ? []
        : Array.from({ length: 9 }, (_, i) => ({
            name: `river-desk ${i}.clipfile`,
            madeAtMs: Date.UTC(2026, 10, 12, 9, 41) - i * 7 * DAY_MS,
            sizeBytes: 2_100_000_000 - i * 31_000_000,
            articles: i === 8 ? null : 1_204_551 - i * 4120,
          })),
    problem:
      scene.get('b') === 'gone'
        ? {
            code: 'read-failed',
            message: 'The folder /media/archive-disk/Clipfile backups does not answer.',
            detail: 'Look whether its drive is connected, or choose another folder.',
          }
        : null,
  }
  const end = (change: Partial<JobProgress>, afterMs = 400): number => {
    const told = {
      ...job,
      jobId: 9,
      kind: 'export' as const,
      importId: null,
      name: 'River deal',
      step: 'Setting pages',
    }
    setTimeout(() => tell(told), 10)
    setTimeout(
      () => tell({ ...told, state: 'done', step: '', ...change }),
      scene.has('running') ? 1e6 : afterMs,
    )
    return 9
  }
  return {
    'export.lastOptions': () => PDF_DEFAULTS,
    'export.presets': () => presets,
    'export.savePresets': (input: { presets: PdfPreset[] }) => (presets = input.presets),
    'export.preview': ({ selection, options }: { selection: Selection; options: PdfOptions }) => {
      if (scene.get('p') === 'fails')
        throw {
          code: 'read-failed',
          message: 'The pages could not be made.',
          detail:
            'Article 12, “Gauge readings”, has a picture that cannot be read. Leave images out, or try again.',
        }
      if (scene.get('p') === 'slow') return new Promise(() => {})
      const articles = 'ids' in selection ? selection.ids.length : selection.query.collectionId ? 148 : total
      const shown = Math.min(articles, 12)
      const [pageWidth, pageHeight] = PAPERS[options.paper]
      const pages = Array.from({ length: shown * 2 + 2 }, (_, i) => page(i, pageWidth, pageHeight, options))
      const warnings =
        scene.get('p') === 'warns'
          ? [
              '“Потоп на реке” has 2 characters that no font here has: U+1F9CC, U+2E2E.',
              'A picture of “Gauge readings, 3 March” cannot be read and is left out.',
              'PDF/UA-1 cannot be kept: “Treaty table” has a picture without a description.',
            ]
          : []
      return { pages, pageWidth, pageHeight, articles, shown, warnings }
    },
    'export.start': () =>
      end({ result: '148 articles written to /home/ines/Documents/River deal.pdf', wrote: true }),
    'merge.choose': () =>
      end({
        kind: 'merge',
        result: '1,204 articles taken in, 318 were here already',
        report: [
          '1,204 articles',
          '318 were here already, 41 of them got tags or notes',
          '12 collections',
          '7 saved searches',
        ],
      }),
    'backup.state': () => backups,
    'backup.chooseFolder': () => backups,
    'backup.plan': (plan: BackupState['plan']) => ({ ...backups, plan }),
    'backup.make': () => end({ kind: 'backup', result: 'Backed up: 1,204,551 articles, 2.1 GB' }),
    'archive.citations': ({ selection, style }: { selection: Selection; style: string }) => {
      const many = 'ids' in selection ? selection.ids.length : 60
      const html = Array.from({ length: many }, () => citation(style)).join('\n')
      return { text: html.replace(/<[^>]*>/g, ''), html }
    },
    'archive.markdown': () => '# Treaty gauges\n\nText.',
  }
}

function citation(style: string): string {
  const outlet = '<i>The Delta Courier</i>'
  if (style === 'apa')
    return `<p>Okafor, N., &amp; Lindqvist, S. (2026, November 9). Gauge readings withheld as the commission meets. ${outlet}.</p>`
  return `<p>Okafor, Ngozi, and Sven Lindqvist. “Gauge Readings Withheld as the Commission Meets.” ${outlet}, 9 Nov. 2026.</p>`
}

/** A page of grey lines: enough to see margins, columns and where a title stands. */
function page(at: number, width: number, height: number, { columns, textSize, font }: PdfOptions): string {
  const margin = width * 0.12
  const gap = 14
  const column = (width - 2 * margin - (columns - 1) * gap) / columns
  const lines: string[] = []
  const family = font === 'serif' ? 'serif' : 'sans-serif'
  for (let c = 0; c < columns; c += 1)
    for (let y = margin + 60; y < height - margin; y += textSize * 1.5) {
      const long = 0.82 + 0.18 * Math.abs(Math.sin(at * 31 + y))
      lines.push(
        `<rect x="${margin + c * (column + gap)}" y="${y}" width="${column * long}" height="${textSize * 0.45}" fill="#8a857c"/>`,
      )
    }
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}pt" height="${height}pt" viewBox="0 0 ${width} ${height}"><rect width="100%" height="100%" fill="#fff"/><text x="${margin}" y="${margin + 24}" font-family="${family}" font-size="${textSize * 2}" font-weight="600">${at === 0 ? 'River deal' : `Gauge readings ${at}`}</text>${lines.join('')}<text x="${width / 2}" y="${height - margin / 2}" text-anchor="middle" font-size="9">${at + 1}</text></svg>`
}
