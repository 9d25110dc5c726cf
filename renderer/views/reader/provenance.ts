import type { Article } from '../../../electron/shared/model.ts'

/** Where an article came from, as plain lines to paste elsewhere. */
export function provenanceText(article: Article): string {
  const sources = article.sources.map((source) =>
    [
      `${source.dump}, record ${source.record}, ${source.place}`,
      `Path: ${source.path}`,
      `SHA-256: ${source.sha256}`,
      `Imported: ${new Date(source.importedAtMs).toISOString()} by ${source.extractor}`,
    ].join('\n'),
  )
  const head = [article.title, article.outlet, article.published?.value, article.url]
    .filter(Boolean)
    .join('\n')
  return `${head}\n\n${sources.join('\n\n')}\n`
}
