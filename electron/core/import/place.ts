/** Where reading goes on in a dump: kept with it in the ledger after each batch. */
export interface Place {
  /** Which file of each container within the other, counted from 0; none where the dump is no container. -1: those read together. */
  members: number[]
  /** the byte to begin with, of what is read there, unpacked */
  at: number
  /** the 1-based line that it stands in, where lines are counted */
  line: number
  /** how many records from there on are in already */
  after: number
  /** of a set, see FoundRecord.token */
  token: string | null
}

export const BEGINNING: Place = { members: [], at: 0, line: 1, after: 0, token: null }

/** As the ledger keeps it. An import of before places were kept goes on by counting. */
export function placeFrom(kept: string | null, nextRecord: number): Place {
  if (kept !== null) return JSON.parse(kept) as Place
  return { ...BEGINNING, after: nextRecord - 1 }
}

/** The place within a member, seen from its container. */
export function within(member: number, place: Place): Place {
  return { ...place, members: [member, ...place.members] }
}

/** The place seen from within a member; its beginning where the place is not in it. */
export function inside(member: number, place: Place): Place {
  if (place.members[0] !== member) return BEGINNING
  return { ...place, members: place.members.slice(1) }
}
