/** The menu of the right mouse button: copying, and in fields the rest of editing. */
import { clipboard, Menu, type MenuItemConstructorOptions, type WebContents } from 'electron'

export function addContextMenu(contents: WebContents): void {
  contents.on('context-menu', (_event, { editFlags, isEditable, linkURL, selectionText }) => {
    const items: MenuItemConstructorOptions[] = []
    if (linkURL !== '') items.push({ label: 'Copy Link', click: () => clipboard.writeText(linkURL) })
    if (isEditable) items.push({ role: 'cut', enabled: editFlags.canCut })
    if (isEditable || selectionText.trim() !== '') items.push({ role: 'copy', enabled: editFlags.canCopy })
    if (isEditable) items.push({ role: 'paste', enabled: editFlags.canPaste }, { role: 'selectAll' })
    if (items.length > 0) Menu.buildFromTemplate(items).popup()
  })
}
