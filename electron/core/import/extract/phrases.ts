/**
 * Short lines that are the page's machinery and not the article, in the languages news is published in. Each pattern is
 * anchored and bounded, so that none can cost more than its line's length.
 */

const any = (...sources: string[]) => new RegExp(`^(?:${sources.join('|')})`, 'iu')

/** Lines that lead away: "Read also: …". They cover the rest of their line. */
const LEADS_AWAY = any(
  'read (?:more|also|next|the full|our|about|on)\\b',
  '(?:also|must) read\\b',
  'see (?:also|more)\\b',
  'more (?:on|from|about|stories|news|coverage|in|like this)\\b.{0,60}$',
  '(?:related|recommended|trending|popular|latest)(?: (?:articles?|stor(?:y|ies)|news|posts?|content|topics?|links?|coverage|reading|videos?|video))?(?:$|\\s*[:：].{0,160}$)',
  "don['’]t miss\\b",
  '(?:você (?:pode|também pode)|te puede|quizás te|vous aimerez|ti potrebbe|könnte sie|das könnte).{0,40}$',
  'you (?:may|might) (?:also )?(?:like|be interested|enjoy)\\b',
  'what to read next',
  'most (?:read|popular|viewed)',
  'click (?:here|on|to)\\b',
  'watch (?:now|live|more|the|below|:)',
  'watch\\s*:',
  '(?:listen|subscribe) (?:to|on|now)\\b',
  'in other news',
  'top stories',
  'up next',
  'join (?:the|our) (?:conversation|discussion|newsletter|whatsapp|telegram|community)',
  'les(?:en sie|t)? (?:auch|mehr|dazu|weiter|hier|jetzt)\\b',
  'mehr (?:zum thema|dazu|lesen|aus|zu diesem|von|news|artikel|infos?)\\b',
  '(?:das könnte|auch interessant|weitere (?:artikel|themen|news|nachrichten|meldungen)|zum thema|lesetipp|passend dazu|siehe auch|empfohlen|jetzt lesen|lesen sie)\\b',
  'lees (?:ook|meer|verder)\\b',
  '(?:leggi|scopri|guarda) (?:anche|di più|tutto)\\b',
  '(?:à )?lire (?:aussi|la suite|également|plus)\\b',
  '(?:à voir|voir aussi|sur le même sujet)\\b',
  '(?:ver|lea|lee|leer|te puede|también te|más) (?:también|además|más|interesar|noticias|información)\\b',
  '(?:leia|veja|saiba) (?:também|mais)\\b',
  'baca (?:juga|selengkapnya)\\b',
  '(?:les|læs) (?:også|mer|mere)\\b',
  'läs (?:också|mer|även)\\b',
  'lue (?:myös|lisää)\\b',
  '(?:czytaj|zobacz|przeczytaj|sprawdź) (?:także|więcej|też|również|dalej)\\b',
  '(?:čtěte|čítajte|přečtěte)\\b.{0,60}$',
  '(?:читайте|смотрите|см\\.) (?:также|ещё|еще|по теме)',
  'читайте:?$',
  '(?:ayrıca|bunlar da|ilgili) (?:oku|bakınız|ilginizi|haber)',
  'xem thêm',
  'đọc (?:thêm|tiếp)',
  '(?:関連記事|あわせて読みたい|おすすめ記事|相关阅读|相关新闻|延伸阅读|推荐阅读|관련기사|関連)',
  '(?:اقرأ|إقرأ|شاهد) (?:أيضا|أيضًا|المزيد)',
  'skaitykite (?:taip pat|daugiau)',
)

/** Whole lines of machinery; nothing but their own small change may follow. */
const MACHINERY = any(
  '(?:advertisement|advertising|anzeige|werbung|publicidad|publicité|pubblicità|reklama?|sponsored|promoted|ad|annonse?|annons|publicidade|iklan|広告|广告|광고|реклама|advertentie)(?: content)?\\.?$',
  '(?:story|article|content) continues? (?:below|after|underneath)\\b.{0,40}$',
  '(?:continue|keep) reading\\b.{0,60}$',
  '(?:skip|jump) (?:to|past|advert|ad|advertisement)\\b.{0,50}$',
  '(?:share|print|save|email|comment|comments|copy link|link copied|tweet|facebook|twitter|whatsapp|reddit|bookmark|gift)(?: (?:this|on|via|article|story|link|now|with))*(?: (?:article|story|page|post|facebook|twitter|x|email|linkedin|whatsapp|friends))*\\s*[:：]?$',
  '(?:teilen|merken|drucken|kommentare?|feedback|vorlesen|anhören|artikel anhören|artikel teilen|zur startseite|seite teilen)$',
  '(?:partager|imprimer|compartir|imprimir|condividi|stampa|compartilhar|delen|dela|del|udostępnij|поделиться|paylaş|bagikan|sdílet)\\s*[:：]?$',
  '(?:tags?|topics?|keywords?|filed under|themen|schlagw(?:orte|örter)|stichworte|mots[ -]clés|temas|etiquetas|tagi|теги|etiketler|argomenti|emner|ämnen)\\s*[:：]',
  '(?:tags?|topics?|themen|temas|tagi|теги)$',
  '(?:©|\\(c\\)|copyright\\b|all rights reserved|alle rechte vorbehalten|tous droits|todos los derechos|tutti i diritti|wszelkie prawa|все права|版权|無断転載|저작권|<?copyright)',
  '.{0,40}(?:all rights reserved|無断転載|무단 ?전재|재배포 금지)',
  '\\d+ (?:comments?|kommentare?|shares?|likes?|min(?:ute)?s? read|min\\.? lesezeit|minuten lesezeit)\\b.{0,20}$',
  '(?:reading time|lesezeit|lesedauer|estimated reading)\\b.{0,40}$',
  '(?:sign up|subscribe|register|log in|sign in|newsletter|abonnieren|jetzt anmelden|abonnez-vous|suscríbete|iscriviti|join us)\\b.{0,120}$',
  '(?:follow|like|find|connect with|contact) (?:us|me)\\b.{0,100}$',
  '(?:follow|folgen sie|folge|síguenos|suivez|seguici|siga)\\b.{0,60}\\b(?:twitter|facebook|instagram|youtube|google|whatsapp|telegram|linkedin|tiktok)\\b.{0,60}$',
  '(?:get|download|install) (?:the|our) .{0,30}\\bapp\\b.{0,60}$',
  '(?:loading|please wait|wird geladen|cargando|chargement)(?:\\.|…)*$',
  '(?:source|quelle|fonte|fuente|kilde|källa|źródło|bron|zdroj|kaynak|sumber|источник|nguồn|来源|출처)\\s*[:：]\\s*.{0,60}$',
  '(?:foto|photo|image|picture|bild|imagen|photograph|credit|photos|fotos|bilder|symbolbild|video|photo credit|main image credit|image credit|фото|foto\\s*\\S*)\\s*[:：©|/]\\s*.{0,120}$',
  '(?:caption|box aufklappen.{0,20}|aufklappen|zuklappen|hide caption|toggle caption|enlarge this image|placeholder.{0,20})$',
  '(?:close|menu|search|home|back to top|nach oben|zurück|next|previous|weiter)$',
  '(?:0?\\d:)?\\d{1,2}:\\d{2}$',
  '(?:view|see|show) (?:all|more|comments|gallery|photos|full)\\b.{0,40}$',
  '(?:was this|did you|fanden sie|hat ihnen) .{0,60}(?:helpful|useful|enjoy|hilfreich|gefallen)\\b',
  '(?:report|send) (?:a|an|us|this) (?:typo|error|correction|tip|ad)\\b.{0,80}$',
  '(?:your|this) (?:browser|device) (?:does not|doesn)',
  '(?:ich bin damit einverstanden|.{2,20}[- ]inhalte? (?:erlauben|anzeigen|laden)|link zum .{2,20}[- ]inhalt)',
  'ein klick für den datenschutz',
  'this is a (?:breaking|developing)\\b.{0,60}$',
  '(?:enable|please enable|you need to enable) javascript',
  '(?:to view|um dieses|an dieser stelle).{0,60}(?:javascript|cookies|video|inhalt|externe)',
)

/** Boxes that sell, ask or explain the site; they may be a few sentences long. */
const BEGGING = any(
  '.{0,160}\\b(?:our|free|daily|weekly|unseren?|kostenlosen?|notre|nuestro|nuestra|nostra|vår|onze) (?:\\p{L}+ ){0,3}newsletters?\\b',
  '(?:sign up|subscribe|become a (?:member|subscriber)|support (?:our|us|independent)|make a donation|donate|join .{1,40} (?:free|today)|get .{1,60} (?:delivered|in your inbox|straight to))\\b',
  '.{0,120}\\b(?:by signing up|by submitting|by subscribing|privacy policy|terms (?:of (?:use|service)|and conditions)|datenschutzerklärung|unsubscribe|recaptcha)\\b',
  '.{0,60}\\b(?:this article (?:was|is) (?:originally|first) published|this (?:story|article|post) (?:originally )?appeared)\\b',
  '.{0,60}\\b(?:jetzt (?:testen|abonnieren|weiterlesen|registrieren)|sie haben (?:noch )?kein abo|bereits abonnent|already (?:a |have an? )?(?:subscriber|subscription|account|member)|exclusive to subscribers|nur für abonnenten|réservé aux abonnés|subscribers only|to continue reading|pozostało jeszcze)\\b',
  '.{0,60}\\b(?:externer? inhalt|externe inhalte|empfohlener redaktioneller inhalt|personenbezogene daten an drittplattformen|third[- ]party content|cookie (?:settings|consent))\\b',
  '.{0,60}\\b(?:create (?:an|a free|your) account|already have an account|don.t have an account|this (?:article|content|story) is (?:free to read|reserved|only available|for subscribers)|sign in to (?:continue|read)|register to (?:unlock|continue|read))\\b',
  '.{0,80}\\b(?:kostenlos testen|gratis testen|probeabo|news-app|nachrichten aufs handy)\\b',
  '(?:follow|join|subscribe|folg|abonnier|síguenos|seguici|suivez|únete).{0,80}\\b(?:whatsapp|telegram|google news|threads|instagram)\\b',
  '(?:reach|contact|follow|email) (?:the )?(?:reporters?|authors?|writers?)\\b',
  '(?:we (?:may|might) earn|when you (?:buy|purchase)|if you (?:buy|click)|\\S+ (?:may|might|will) (?:earn|receive) an? (?:affiliate )?commission|purchases you make)\\b',
)

export function leadsAway(text: string): boolean {
  return text.length < 260 && LEADS_AWAY.test(text)
}

export function isMachinery(text: string): boolean {
  return text.length < 200 && MACHINERY.test(text)
}

export function isBegging(text: string): boolean {
  return text.length < 700 && BEGGING.test(text)
}
