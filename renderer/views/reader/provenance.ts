import type { Article, Source } from '../../../electron/shared/model.ts'

/** The records of an article, first the one that the version shown was read from. */
export function sourcesOfShown({ sources, versions, version }: Article): Source[] {
  const sha256 = versions.find((one) => one.id === version)?.sha256
  const own = sources.find((source) => source.sha256 === sha256) ?? sources[0]
  return own ? [own, ...sources.filter((source) => source !== own)] : []
}

/** Where an article came from, as plain lines to paste elsewhere. */
export function provenanceText(article: Article): string {
  const sources = sourcesOfShown(article).map((source) =>
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
