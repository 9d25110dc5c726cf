/**
 * Names of months and weekdays as news sites write them, with genitives and common abbreviations. A word that means
 * different months in two languages stands in `MONTHS_BY_LANGUAGE`.
 */

import { foldWord } from './folding.ts'

// one entry a month: English first, then Romance, Germanic, Slavic and other languages
const MONTHS: readonly string[] = [
  `january jan januar januari janner jänner janvier janv enero ene gennaio gen janeiro gener ianuarie januara stycznia
   styczeń sty ledna leden siječnja tammikuu tammikuuta ocak január sausio ιανουαρίου ιανουάριος января январь янв
   січня січень січ януари јануар يناير ינואר जनवरी`,
  `february feb febr februar februari février fevrier févr febrero febbraio febb fevereiro fev febrer februarie
   februara lutego luty února únor veljače helmikuu helmikuuta şubat february február vasario φεβρουαρίου
   φεβρουάριος февраля февраль фев февр лютого лютий лют февруари фебруар فبراير פברואר फरवरी फ़रवरी`,
  `march mar mars märz maerz mrz maart mrt marzo marco março març martie marca marzec března březen ožujka maaliskuu
   maaliskuuta mart március kovo μαρτίου μάρτιος марта март березня березень бер мар مارس מרץ मार्च`,
  `april apr abril abr aprile avril avr aprilie aprila kwietnia kwiecień kwi dubna duben travnja huhtikuu huhtikuuta
   nisan április balandžio απριλίου απρίλιος апреля апрель апр квітня квітень квіт април أبريل אפריל अप्रैल`,
  `may mai mei mayo maggio mag maio maig maj maja květen května kvetna svibnja toukokuu toukokuuta mayıs május gegužės
   μαΐου μάιος мая май травня травень трав мај مايو מאי मई`,
  `june jun juni juin junio giugno giu junho juny iunie juna czerwca czerwiec cze června červen lipnja kesäkuu
   kesäkuuta haziran június birželio ιουνίου ιούνιος июня июнь июн червня червень черв юни јун يونيو יוני जून`,
  `july jul juli juillet juil julio luglio lug julho juliol iulie jula lipca lipiec července červenec srpnja heinäkuu
   heinäkuuta temmuz július liepos ιουλίου ιούλιος июля июль июл липня липень лип юли јул يوليو יולי जुलाई`,
  `august aug augustus août aout agosto ago agost avgusta sierpnia sierpień sie srpna srpen kolovoza elokuu elokuuta
   ağustos augusztus rugpjūčio αυγούστου αύγουστος августа август авг серпня серпень серп أغسطس אוגוסט अगस्त`,
  `september sept sep septembre septiembre settembre set sett setembro setembre septembrie septembra września wrzesień
   wrz září zari rujna syyskuu syyskuuta eylül szeptember rugsėjo σεπτεμβρίου σεπτέμβριος сентября сентябрь сен сент
   вересня вересень вер септември септембар سبتمبر ספטמבר सितंबर सितम्बर`,
  `october oct oktober okt octobre octubre ottobre ott outubro out octombrie oktobra października październik paź
   října říjen lokakuu lokakuuta ekim október spalio οκτωβρίου οκτώβριος октября октябрь окт жовтня жовтень жовт
   октомври октобар أكتوبر אוקטובר अक्टूबर अक्तूबर`,
  `november nov novembre noviembre novembro noiembrie novembra listopadu studenoga studenog marraskuu marraskuuta kasım
   kasim lapkričio νοεμβρίου νοέμβριος ноября ноябрь ноя нояб листопада листопад ноември новембар نوفمبر נובמבר
   नवंबर नवम्बर`,
  `december dec dezember dez décembre decembre diciembre dic dicembre dezembro desembre decembrie decembra desember des
   grudnia grudzień gru prosince prosinec prosinca joulukuu joulukuuta aralık aralik gruodžio δεκεμβρίου δεκέμβριος
   декабря декабрь дек грудня грудень груд декември децембар ديسمبر דצמבר दिसंबर दिसम्बर`,
]

const WEEKDAYS = `monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
  montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so
  lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo
  lunedì martedì mercoledì giovedì venerdì sabato domenica lun mer gio ven sab dom jeu sam dim mie jue vie
  segunda terça quarta quinta sexta feira maandag dinsdag woensdag donderdag vrijdag zaterdag zondag ma wo vr za zo
  poniedziałek wtorek środa czwartek piątek sobota niedziela pondělí úterý středa čtvrtek pátek neděle
  mandag måndag tirsdag tisdag onsdag torsdag fredag lørdag lördag søndag söndag
  pazartesi salı çarşamba perşembe cuma cumartesi pazar
  понедельник вторник среда четверг пятница суббота воскресенье пн вт ср чт пт сб вс
  понеділок вівторок середа четвер п'ятниця неділя 星期一 星期二 星期三 星期四 星期五 星期六 星期日 星期天
  月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日 월요일 화요일 수요일 목요일 금요일 토요일 일요일
  الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد`

/** Folded word → 1 to 12. */
export const MONTH_NUMBERS: ReadonlyMap<string, number> = monthNumbers()

function monthNumbers(): Map<string, number> {
  const words = MONTHS.flatMap((line, i) => line.split(/\s+/).map((word) => [word, i + 1] as const))
  const numbers = new Map(words.map(([word, month]) => [foldWord(word), month]))
  // damaged dumps have lost every letter that is not ASCII: `fvrier`, `Kasm`
  for (const [word, month] of words) {
    const left = word.toLowerCase().replace(/[^a-z]/g, '')
    if (left.length >= 3 && left.length >= word.length - 2 && !numbers.has(left)) numbers.set(left, month)
  }
  return numbers
}

/** Words that are a month only in the language named, and another month next door. */
export const MONTHS_BY_LANGUAGE: Readonly<Record<string, ReadonlyMap<string, number>>> = {
  pl: new Map([
    ['listopada', 11],
    ['listopad', 11],
  ]),
  cs: new Map([['listopad', 11]]),
  hr: new Map([
    ['listopada', 10],
    ['listopad', 10],
  ]),
}

export const WEEKDAY_WORDS: ReadonlySet<string> = new Set(WEEKDAYS.split(/\s+/).map(foldWord))
