import type { Migration } from '../migrate.ts'
import { first } from './0010-first.ts'
import { savedPages } from './0020-saved-pages.ts'
import { own } from './0030-own.ts'
import { deleted } from './0035-deleted.ts'
import { cameWith } from './0040-came-with.ts'
import { stories } from './0060-stories.ts'
import { linkedHeadlines } from './0061-linked-headlines.ts'
import { brought } from './0071-brought.ts'
import { places } from './0072-places.ts'
import { columnMappings } from './0073-column-mappings.ts'
import { runs } from './0074-runs.ts'

/** Every migration, in rising order. A new one is one file with one test, added here. */
export const migrations: readonly Migration[] = [
  first,
  savedPages,
  own,
  deleted,
  cameWith,
  stories,
  linkedHeadlines,
  brought,
  places,
  columnMappings,
  runs,
]
