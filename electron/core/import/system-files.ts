/** Files and folders that systems and tools leave behind; a person does not know they are there. */
const OF_THE_SYSTEM =
  /^(?:\.DS_Store|\.localized|\.directory|\._.*|__MACOSX|\.Spotlight-V100|\.fseventsd|\.Trashes|\.Trash-\d+|Thumbs\.db|ehthumbs\.db|desktop\.ini|\$RECYCLE\.BIN|System Volume Information|\.git|\.svn|\.hg)$/i

export function isOfTheSystem(name: string): boolean {
  return OF_THE_SYSTEM.test(name)
}
