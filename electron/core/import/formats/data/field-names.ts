/** What columns of news data are called, best first. Compared without case, blanks, `_` and `-`; of a path the last part. */
import type { MappedField } from '../../../../shared/mapping.ts'

const NAMES: Readonly<Record<MappedField, string>> = {
  title: `title headline headlines headlinetext headlinemain articletitle newstitle storytitle posttitle titel titre titulo
    titolo überschrift ueberschrift headlineprintheadline subject name webtitle titlepage titlerss`,
  body: `maintext body text content articletext articlebody fulltext fullcontent contenttext plaintext bodytext
    articlecontent newscontent storytext storybody articlefulltext textcontent contentplain article story html contenthtml
    bodyhtml rawhtml texthtml contentencoded texto testo inhalt artikel artikeltext contenu cuerpo corps document selftext
    posttext message transcript markdown md`,
  url: `url link requestedurl articleurl weburl canonicalurl sourceurl storyurl newsurl permalink pageurl originalurl originurl href uri address guid
    linkurl resolvedurl givenurl articlelink`,
  published: `publishedat published publisheddate publisheddatetime datepublished datepublish publishdate publishedon publishedtime pubdate
    publicationdate pubdatetime publicationdatetime webpublicationdate publishtime published_time date datetime timestamp time datum fecha
    data createdat created creationdate createdutc datecreated articledate newsdate storydate postdate issued day firstpublished
    firstpublicationdate dateposted posted dateline articlepublishedtime publishedutc`,
  authors: `authors author byline bylines creator creators writer writers journalist journalists reporter authorname authornames
    bylineoriginal dccreator autor autoren auteur autore verfasser writtenby`,
  outlet: `outlet outletname publication publicationname publisher publishername source sourcename newssource medianame media
    newspaper newsoutlet journal magazine sitename site website medium mediaoutlet zeitung quelle fonte fuente domain sourcedomain hostname
    host`,
  summary: `description summary abstract excerpt standfirst teaser lead snippet trailtext subtitle subheadline shortdescription dek
    deck leadparagraph intro metadescription selection kicker`,
  language: 'language lang languagecode sprache langue idioma locale inlanguage',
  section:
    'section sectionname category topic desk newsdesk rubric rubrik ressort rubrique seccion categoryname subcategory department',
  tags: 'tags tag keywords labels categories subjects topics',
  modified: `modified modifieddate modifiedat datemodified datemodify updatedat updated lastmodified updateddate dateupdated
    lastupdated articlemodifiedtime`,
  saved: `savedat saved dateadded timeadded addedat datedownload downloaddate downloadedat crawldate crawledat scrapedat scraped
    scrapedate scrapedate fetchedat fetchtime retrievedat accessed accessdate capturedat collectedat indexdate dateaccessed
    dateretrieved timecrawled`,
}

/** Of each field: name → how good a name it is, 0 the best. */
const RANKS = new Map<MappedField, ReadonlyMap<string, number>>(
  Object.entries(NAMES).map(([field, names]) => [
    field as MappedField,
    new Map(names.split(/\s+/).map((name, rank) => [folded(name), rank])),
  ]),
)

function folded(name: string): string {
  return name
    .toLowerCase()
    .replace(/[\s_:-]+/g, '')
    .normalize('NFC')
}

/** How well a column's name says that it is a field: 0 the best, null not at all. */
export function nameRank(field: MappedField, path: string): number | null {
  const ranks = RANKS.get(field)!
  const whole = ranks.get(folded(path.replaceAll('.', '')))
  const parts = path.split('.')
  if (whole !== undefined || parts.length === 1) return whole ?? null
  // `source.name`, `title.rendered` say it in the part before the last; `meta.date` in the last
  const isWrapped = WRAPPERS.test(parts.at(-1)!)
  const nested = ranks.get(folded(parts.at(isWrapped ? -2 : -1)!))
  return nested === undefined ? null : nested + 0.5 * (parts.length - 1)
}

const WRAPPERS = /^(?:name|rendered|text|value|main|original|label|_|#text)$/i
