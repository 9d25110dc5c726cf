import { expect, it } from 'vitest'
import { detectLanguage } from './languages.ts'

it.each([
  [
    'en',
    'The council said on Tuesday that the old bridge would stay closed until the spring, and that nobody was hurt.',
  ],
  ['de', 'Die alte Brücke bleibt nach Angaben der Stadt bis zum Frühjahr gesperrt, verletzt wurde niemand.'],
  [
    'fr',
    "Le vieux pont restera fermé jusqu'au printemps, a annoncé la mairie mardi, et personne n'a été blessé.",
  ],
  [
    'es',
    'El viejo puente permanecerá cerrado hasta la primavera, dijo el martes el ayuntamiento, y nadie resultó herido.',
  ],
  [
    'it',
    'Il vecchio ponte resterà chiuso fino alla primavera, ha detto martedì il comune, e nessuno è rimasto ferito.',
  ],
  [
    'pt',
    'A velha ponte vai permanecer fechada até à primavera, disse a câmara na terça-feira, e ninguém ficou ferido.',
  ],
  [
    'nl',
    'De oude brug blijft volgens de gemeente tot het voorjaar gesloten, en niemand raakte gewond bij het ongeval.',
  ],
  [
    'pl',
    'Stary most pozostanie zamknięty do wiosny, poinformował we wtorek ratusz, i nikt nie został ranny.',
  ],
  [
    'tr',
    'Eski köprü ilkbahara kadar kapalı kalacak, belediye salı günü açıkladı ve kimsenin yaralanmadığını söyledi.',
  ],
  ['ru', 'Старый мост останется закрытым до весны, сообщила во вторник мэрия, и никто не пострадал.'],
  ['uk', 'Старий міст залишиться закритим до весни, повідомила у вівторок мерія, і ніхто не постраждав.'],
  [
    'id',
    'Jembatan tua itu tetap ditutup karena rusak, kata pemerintah kota pada hari Selasa, dan polisi bahwa tidak ada korban dari kejadian itu.',
  ],
  ['ar', 'أعلنت البلدية يوم الثلاثاء أن الجسر القديم سيبقى مغلقا حتى الربيع ولم يصب أحد بأذى'],
  ['fa', 'شهرداری روز سه‌شنبه اعلام کرد که پل قدیمی تا بهار بسته می‌ماند و کسی آسیب ندیده است'],
  ['he', 'העירייה הודיעה ביום שלישי כי הגשר הישן יישאר סגור עד האביב ואיש לא נפגע'],
  ['ja', '市は火曜日、古い橋を春まで閉鎖すると発表した。けが人はいなかった。'],
  ['zh', '市政府周二表示，旧桥将关闭至春季，没有人受伤，司机应改走北路。'],
  ['ko', '시는 화요일 오래된 다리를 봄까지 폐쇄한다고 밝혔으며 다친 사람은 없다고 전했다.'],
  ['el', 'Η παλιά γέφυρα θα παραμείνει κλειστή μέχρι την άνοιξη, ανακοίνωσε ο δήμος.'],
  ['hi', 'नगर परिषद ने मंगलवार को कहा कि पुराना पुल वसंत तक बंद रहेगा और कोई घायल नहीं हुआ।'],
])('%s', (language, text) => {
  expect(detectLanguage(text)).toBe(language)
})

it('says nothing where it cannot tell', () => {
  expect(detectLanguage('')).toBeNull()
  expect(detectLanguage('Hm.')).toBeNull()
  expect(detectLanguage('12 345 – 67 %')).toBeNull()
  // Zulu: the n-grams do not know it
  expect(
    detectLanguage(
      'Umasipala uthe ngoLwesibili ibhuloho elidala lizohlala livaliwe kuze kufike intwasahlobo, akekho owalimala.',
    ),
  ).toBeNull()
})
