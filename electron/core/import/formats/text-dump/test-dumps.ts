/** Invented news for the tests of the text dump parser. No line is anybody's. */

export const PARAGRAPHS = [
  'The old bridge over the Lenne will stay closed until the spring, the town council said on Tuesday after engineers had found cracks in two of its five arches.',
  'Drivers have to take the northern road instead, which adds about nine kilometres to the way to school, the market and the hospital in Oberfeld.',
  '"We knew that it was old, but not that it was tired," said Marta Velling, who has run the kiosk beside it for thirty-one years.',
  'The repairs are to cost four million crowns, of which the province pays half; the rest has to come from a fund that was meant for the swimming pool.',
  'However, some members of the council doubt that the work can begin before the ground thaws, and want a temporary bridge from the army.',
]

export const CAPTION = 'Engineers look at the second arch. (Lenne Valley Press)'
export const PROMO = "MAYOR DEFENDS 'EMPTY' SWIMMING POOL AS COSTS RISE, OPPOSITION WALKS OUT"
export const APP = 'CLICK HERE TO GET THE VALLEY COURIER APP'
export const PLAYER = 'NEWYou can now listen to Valley Courier articles!'
export const TITLE = 'Why does nobody repair the bridges of the Lenne valley?'
export const OUTLET = 'Valley Courier'

export const ROWS = [
  '- Ferry takes first passengers - and a goat - across the Lenne - Oberfeld Times - March 3rd, 2024 [March 3rd, 2024]',
  "- Opinion | 'We were never asked' - The Daily Lantern - March 3rd, 2024 [March 3rd, 2024]",
  '- Council meets behind closed doors - Lantern News | World Edition - March 1st, 2024 [March 1st, 2024]',
  '- Farmers block the northern road for a second day and demand that the province... - March 1st, 2024 [March 1st, 2024]',
  '- A crane is seen beside the closed bridge in the valley where repairs -... - February 27th, 2024 [February 27th, 2024]',
  '- Province finds two more cracked bridges - - February 27th, 2024 [February 27th, 2024]',
]

/** A dump in the usual shape. */
export function dump(parts: {
  head?: string[]
  body?: string[]
  end?: string[]
  repeat?: string[]
  rows?: string[]
  lineEnd?: string
}): string {
  const {
    head = [`${TITLE} – ${OUTLET}`],
    body = PARAGRAPHS,
    end = [],
    repeat = ['Read more here:', `${TITLE} - ${OUTLET}`],
    rows = [],
  } = parts
  return [...head, ...body, ...end, ...repeat, ...rows].join(parts.lineEnd ?? '\n')
}
