/**
 * The stock phrases of news pages: labels, "read more" lines, player and newsletter lines. Generic wording in the
 * languages we see most; nothing here names an outlet.
 */

import { foldWord } from '../../../text/folding.ts'

/** Longest line that any of these can be. */
export const LONGEST_PHRASE = 220

// lines that stand alone above or below an article and say nothing about it
const LABELS = new Set(
  `archive|archives|browsing|tag|tags|category|categories|featured|home|about|contact|menu|search|logo|breaking news|breaking|
   latest|latest news|top stories|top story|all stories|news|news roundup|opinion|author|authors|related|related articles|
   related stories|related posts|related topics|related news|recent posts|you may also like|you might also like|
   more from|more stories|more news|read next|up next|see also|also read|don't miss|most read|most popular|trending|
   translate|comments|no comments|leave a comment|leave a reply|post a comment|share|share this|share this article|
   share on facebook|share on twitter|tweet|email|print|print friendly, pdf & email|print friendly|save|like this|
   like loading|loading|advertisement|advertisment|sponsored|sponsored content|anzeige|werbung|publicite|publicidad|
   pubblicita|reklam|publicidade|annons|annonse|reklama|реклама|mehr zum thema|auch interessant|das konnte sie auch interessieren|
   a lire aussi|lire aussi|sur le meme sujet|te puede interesar|mas noticias|noticias relacionadas|leia tambem|leggi anche|
   lees ook|read also|czytaj tez|читайте также|читайте також|ilgili haberler|关联阅读|相关新闻|関連記事|관련기사|اقرأ ايضا|
   kommentare|kommentar|kommentieren|teilen|drucken|partager|compartir|condividi|delen|udostepnij|поделиться|paylas|
   by|from|source|sources|end of document|load more|show more|view all|next|previous|back to top|skip to content|
   skip to main content|sign in|log in|subscribe|register|newsletter|follow us|contents|table of contents|blog archive`
    .split('|')
    .map((label) => label.trim()),
)

/** `Archive`, `No comments:`, `You May Also Like`: machinery around the article, by its whole wording. */
export function isLabel(line: string): boolean {
  if (line.length > 60) return false
  return LABELS.has(foldWord(line).replace(/^[\s•·|>»«[(-]+|[\s:.…!|<»)\]-]+$/g, ''))
}

const READ_MORE = new RegExp(
  `^(?:[.…\\s]*)(?:(?:click here to |tap to )?(?:continue(?:d)?(?: reading)?|read (?:more|on|the (?:rest|original|full|entire|whole)|entire|full|it|this)|` +
    `see (?:more|the original|original|full)|view (?:the )?(?:original|full|more)|go here|here is the|the rest (?:is|of)|` +
    `full (?:story|article|text)|original (?:post|article|story|source)|more (?:here|at)|source(?= ?:)|` +
    `originally (?:posted|published)|(?:this|the) (?:post|article|story)\\b.{0,80}(?:appeared|published|posted)(?: first)?|` +
    `weiterlesen|mehr lesen|weiter lesen|hier weiterlesen|den ganzen artikel|zum artikel|lire la suite|lire plus|en savoir plus|` +
    `leer mas|seguir leyendo|sigue leyendo|leer completo|leggi (?:tutto|di piu|l'articolo)|continua a leggere|` +
    `leia mais|continue lendo|ler mais|lees (?:meer|verder)|czytaj (?:wiecej|dalej|calosc)|cist dal|` +
    `las mer|les mer|laes mere|lue lisaa|devamini oku|haberin devami|читать (?:далее|дальше|полностью)|читати далі|` +
    `підробиці|подробнее|阅读全文|続きを読む|더보기|اقرا المزيد|baca (?:juga|selengkapnya)|xem them)(?![\\p{L}]))`,
  'u',
)

/** `Read more here:`, `READ MORE`, `continue reading...`, `Read more ... source: X`, `This post appeared first on X` */
export function isReadMore(line: string): boolean {
  return line.length <= 140 && READ_MORE.test(foldWord(line))
}

const CRUFT_START = new RegExp(
  `^(?:new)?(?:` +
    `(?:please )?(?:click|tap) (?:here|the |to |on |below|for )|you can now (?:listen|watch)|listen (?:to (?:this|the) (?:article|story)|now)|` +
    `(?:sign up|subscribe|register)(?: now| here| today)?(?:$|[.!:]| (?:for|to|with|and get)\\b)|get (?:the|our) .{0,60}(?:app|newsletter|in your inbox)\\b|` +
    `download (?:the|our) .{0,60}app\\b|follow us\\b|join (?:us|our) .{0,40}(?:whatsapp|telegram|channel|newsletter)|` +
    `(?:like|find|follow) us on\\b|share (?:this|on)\\b|watch (?:live|the video|below)\\b|(?:video|audio) player|` +
    `now playing|play(?:ing)? video|this (?:video|content|browser|browser's)\\b.{0,40}(?:not|cannot|can't|is unavailable)|` +
    `your browser (?:does not|doesn't)|(?:please )?enable javascript|advertisement\\b|story continues below|article continues\\b|` +
    `don't like these above|hier klicken|klicken sie (?:hier|auf)|jetzt .{0,40}(?:abonnieren|herunterladen|anmelden)|` +
    `(?:abonnieren|folgen) sie\\b|(?:cliquez|cliquer) ici|abonnez-vous|inscrivez-vous|telechargez|(?:haga|haz|has) clic|pulse aqui|` +
    `suscribete|descarga (?:la|nuestra) .{0,40}app|siguenos|clicca qui|iscriviti|scarica l|clique aqui|inscreva-se|assine|` +
    `klik hier|abonneer|kliknij|zapisz sie|klicka har|klikk her|klik her|klikkaa|tiklayin|abone ol|` +
    `нажмите|подпис(?:ывайтесь|аться)|підпис(?:уйтесь|атися)|натисніть|点击(?:这里|此处)|ここをクリック|여기를 클릭|اضغط هنا|انقر هنا` +
    `)`,
  'u',
)
const LISTEN_TO_ARTICLES = /\byou can now (?:listen|watch)\b.{0,80}\b(?:articles?|stories|videos?)\b/

/** Player, app and newsletter lines set between the paragraphs. */
export function isCruft(line: string): boolean {
  if (line.length > 200) return false
  const folded = foldWord(line)
  if (LISTEN_TO_ARTICLES.test(folded)) return true
  return CRUFT_START.test(folded.replace(/^[\s•·|>»*–-]+/, ''))
}

/** The outlet's name in `You can now listen to X articles!` and `CLICK HERE TO GET THE X APP`. */
export function outletInCruft(line: string): string | null {
  if (line.length > 200) return null
  const match =
    /you can now (?:listen|watch) to (.{1,60}?) articles|click here to get the (.{1,60}?) app\b/i.exec(line)
  return match ? (match[1] ?? match[2])!.trim() : null
}

/** `1 Views`, `3 min read`, `46 comments`, `12 shares`, `Clear. 78.1 F New York` */
export function isCounter(line: string): boolean {
  if (line.length <= 60 && /\b\d{1,3}(?:[.,]\d+)?\s*°?\s?[CF]\b/.test(line)) return true // the weather
  return (
    line.length <= 60 &&
    /^\W*\d[\d.,]*\s?[km]?\s+(?:views?|comments?|shares?|likes?|reads?|min(?:utes?)? read|kommentare|vues|vistas|aufrufe|просмотр)\b/iu.test(
      line,
    )
  )
}

/** A line that is an address and nothing else. */
export function isAddress(line: string): boolean {
  return line.length <= 2000 && /^<?https?:\/\/\S+>?$/i.test(line)
}

/** Labels after which only other articles' headlines follow. */
export function startsRelated(line: string): boolean {
  if (line.length > 60) return false
  return /^\W*(?:related(?: (?:articles|stories|posts|news|topics|content))?|you (?:may|might) also like|recent posts|more (?:stories|news)|read next|most read|mehr zum thema|auch interessant|(?:a )?lire aussi|sur le meme sujet|noticias relacionadas|leggi anche|lees ook|читайте также|関連記事|관련기사|相关新闻)\W*$/.test(
    foldWord(line),
  )
}
