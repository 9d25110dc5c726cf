/**
 * What the names that page builders give their elements (class, id, role, itemprop, data-*) say about them, in several
 * languages. A name is evidence, not proof: callers weigh it against how much of the page stands in the element.
 */

import type { Elem } from './html-tree.ts'

export const Hint = {
  /** machinery: comments, related articles, menus, boxes that sell */
  Noise: 1,
  Caption: 2,
  /** author, date and time lines */
  Byline: 4,
  /** standfirst: the lead set apart from the text */
  Lead: 8,
  /** the article's text */
  Body: 16,
  /** not shown */
  Hidden: 32,
  /** noise that no share of the page's text redeems: other readers' words, other articles */
  Strong: 64,
  Title: 128,
  /** holds a picture or film, and what is said under it */
  Media: 256,
  /** a series of pictures, each with its caption */
  Gallery: 512,
} as const

const set = (text: string) => new Set(text.split(/\s+/).filter(Boolean))

const STRONG = set(`
  comment comments commentary-list kommentar kommentare kommentarer komentarze komentar comentario comentarios commentaire commentaires commenti
  reacties yorum yorumlar disqus respond livefyre coral viafoura spotim openweb
  related relateds relatedposts relacionadas relacionados relacionado correlati similares verwandt
  recommend recommended recommendation recommendations recirc recirculation recommandations empfehlungen
  taboola outbrain cookie cookies consent gdpr cmp nav navbar navigation breadcrumb breadcrumbs menu
`)
const NOISE = set(`
  newsletter newsletters nl-signup subscribe subscription subscriptions abo signup share sharing shares sharebar social socials addthis sharethis
  promo promos promotion promoted teasers sidebar rail footer masthead advert adverts advertisement advertisements advertising advertorial ad ads
  adv adsbygoogle anzeige werbung publicidad publicite pubblicita reklama reklam sponsor sponsored sponsors popup modal overlay
  toolbar toolbox tags taglist topics keywords trending popular mostread mostpopular mostviewed meistgelesen readmore morefrom
  seealso upnext pagination pager paginator copyright disclaimer imprint login register signin search
  rating ratings vote voting poll carousel slider ticker weather playlist podcast appbanner installapp
  banner crosslink crosslinks linklist readnext nextarticle prevnext jumplinks toc tableofcontents
  bio authorbio authorbox donate donation donations membership feedback followus follow pullquote pullquotes
  sociallinks skiplink skip print printonly noprint tooltip dropdown marketing cta upsell whatsapp telegram facebook
 rollover popover hovercard keypoints infobox factbox faktenbox infokasten expandable lightbox hotspot affiliate affiliates produktbox kaufen gallerythumbs thumbs thumbnails
`)
const CAPTION = set(`
  caption captions figcaption credit credits photocredit imagecredit bildunterschrift bildunterschriften bildquelle legende legenda
  bildtext didascalia photographer mediacaption imgcaption fotocredit caption-text piede pie-foto piefoto creditline cutline
`)
const BYLINE = set(`
  byline bylines author authors autor autoren auteur auteurs autore autores autorzy dateline timestamp datetime pubdate
  publishdate publishedtime dateposted postmeta entrymeta articlemeta metadata readingtime readtime lesezeit firma firmante journalist reporter writer
  contributor contributors date datum fecha reporters
`)
const LEAD = set(`
  standfirst lead lede leadtext intro introtext introduction subtitle subheadline subheading subhead deck dek vorspann anriss summary
  excerpt chapo chapeau sommario entradilla bajada copete ingress manchet perex sapo strapline underrubrik tagline excerto
  leadin articleintro postexcerpt occhiello subtitulo antetitulo catenaccio unterzeile untertitel sottotitolo zajawka spot
`)
const BODY = set(`
  articlebody storybody entrycontent postcontent articletext articlecontent storycontent bodytext storytext postbody contentbody newsbody
  articlecopy bodycopy storycopy articlebodytext richtext artikeltext artikelbody newstext newscontent detailtext singlecontent maincontent
  articlecontents postentry articlemain fulltext textbody haberdetay noticiacuerpo cuerponoticia corpo texto
`)
const HIDDEN = set(
  `hidden sfhidden visuallyhidden sronly screenreader screenreadertext screenreaderonly invisible assistive vh`,
)
const MEDIA = set(`
  photo photos image images img foto fotos bild bilder picture pictures pic media video videos imagen imagem
  figure illustration slideshow thumb embed player immagine imagebox bildbox
`)
const GALLERY = set(
  `gallery galleries slideshow galerie galleria galeria bildergalerie bildstrecke fotostrecke fotogalerie photogallery imagegallery resgallery diashow`,
)
const TITLE = set(`headline title heading titel titre titulo titolo`)

/** Two neighbouring parts of a name that only mean something together: `read-more`, `article-body`. */
const PAIRS = new Map<string, number>([
  ...pairs(
    Hint.Noise,
    `read-more most-read most-popular most-viewed more-stories more-articles more-news more-from see-also also-read up-next read-next next-article
     latest-news latest-stories top-stories jump-links link-list sign-up log-in social-media follow-us about-author author-bio author-box
     author-info author-card author-profile author-description author-details article-tags post-tags tag-list
     article-footer entry-footer post-footer story-footer other-articles other-news further-reading app-promo print-only no-print skip-link
     cross-links related-content read-also read-too table-contents right-column left-column right-rail site-header page-header
     pull-quote key-points key-takeaways article-card story-card teaser-card news-card related-card breaking-news editor-picks top-news ad-container ad-wrapper ad-slot dont-miss in-article-promo story-package call-action`,
  ),
  ...pairs(
    Hint.Body,
    `article-body story-body entry-content post-content article-text article-content story-content body-text story-text post-body
     content-body news-body body-copy article-copy rich-text text-body main-content full-text news-text news-content article-main body-content
     content-text artikel-text td-content`,
  ),
  ...pairs(Hint.Hidden, `sf-hidden visually-hidden sr-only screen-reader assistive-text`),
  ...pairs(
    Hint.Caption,
    `image-text photo-text image-description photo-description media-caption img-caption photo-credit image-credit pie-foto wp-caption image-source media-info image-copyright`,
  ),
  ...pairs(
    Hint.Byline,
    `post-meta entry-meta article-meta article-info post-info publish-date published-date pub-date reading-time read-time date-time last-updated`,
  ),
  ...pairs(
    Hint.Lead,
    `sub-headline sub-title sub-head sub-heading article-intro article-summary article-description lead-text lead-in`,
  ),
])

function pairs(hint: number, text: string): [string, number][] {
  return text
    .trim()
    .split(/\s+/)
    .map((pair) => [pair, hint])
}

const cache = new Map<string, number>()

/** The hints in one name; remembered, since a page repeats its few names a thousand times. */
function hintsOfName(name: string): number {
  const known = cache.get(name)
  if (known !== undefined) return known
  const hints = readName(name.slice(0, 1000))
  if (cache.size > 50_000) cache.clear()
  cache.set(name, hints)
  return hints
}

function readName(name: string): number {
  let hints = 0
  for (const word of name.split(/[^\p{L}\p{N}]+/u)) hints |= hintsOfWord(word)
  for (const part of name.split(/\s+/)) hints |= hintsOfPairs(part)
  return hints
}

/** One word of a name. Those that style tools invent (`kAdQz3`, `a884a83d`) say nothing, whatever stands in them. */
function hintsOfWord(word: string): number {
  if (/\d\p{L}/u.test(word)) return 0
  const letters = word.replace(/\d+$/, '')
  let hints = hintOfPart(letters.toLowerCase())
  if (/\p{Ll}\p{Lu}/u.test(letters))
    for (const part of camelParts(letters)) if (part.length > 3) hints |= hintOfPart(part)
  return hints
}

function hintsOfPairs(name: string): number {
  const parts = name.split(/[^\p{L}]+/u).flatMap(camelParts)
  let hints = 0
  for (let i = 0; i + 1 < parts.length && i < 16; i++) {
    const [one, two] = [parts[i]!, parts[i + 1]!]
    if (one.length < 2 || two.length < 2) continue
    hints |= PAIRS.get(`${one}-${two}`) ?? 0
    if (one.length + two.length > 5) hints |= hintOfPart(one + two)
  }
  return hints
}

function camelParts(word: string): string[] {
  return word
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1-$2')
    .toLowerCase()
    .split('-')
    .filter(Boolean)
}

function hintOfPart(part: string): number {
  if (STRONG.has(part)) return Hint.Noise | Hint.Strong
  if (NOISE.has(part)) return Hint.Noise
  if (CAPTION.has(part)) return Hint.Caption
  if (BYLINE.has(part)) return Hint.Byline
  if (LEAD.has(part)) return Hint.Lead
  if (BODY.has(part)) return Hint.Body
  if (HIDDEN.has(part)) return Hint.Hidden
  if (TITLE.has(part)) return Hint.Title
  if (GALLERY.has(part)) return Hint.Media | Hint.Gallery
  if (MEDIA.has(part)) return Hint.Media
  return 0
}

const NAMING = [
  'class',
  'id',
  'itemprop',
  'role',
  'data-testid',
  'data-component',
  'data-type',
  'data-qa',
  'aria-label',
]
const TAGS: Record<string, number> = {
  nav: Hint.Noise | Hint.Strong,
  aside: Hint.Noise,
  footer: Hint.Noise,
  form: Hint.Noise,
  figcaption: Hint.Caption,
  address: Hint.Byline,
  time: Hint.Byline,
}

const QUOTED = /embed|tweet/i

export function hintsOf(elem: Elem): number {
  let hints = TAGS[elem.tag] ?? 0
  const attrs = elem.attrs
  if (!attrs) return hints
  for (const name of NAMING) {
    const value = attrs[name]
    if (value) hints |= hintsOfName(value)
  }
  if ('hidden' in attrs || (attrs['aria-hidden'] === 'true' && elem.tag !== 'p')) hints |= Hint.Hidden
  // a post quoted from elsewhere is part of the text
  if (hints & Hint.Noise && !(hints & Hint.Strong) && QUOTED.test(attrs.class ?? '')) hints &= ~Hint.Noise
  const style = attrs.style
  if (style && /display\s*:\s*none|visibility\s*:\s*hidden/i.test(style.slice(0, 500))) hints |= Hint.Hidden
  return hints
}
