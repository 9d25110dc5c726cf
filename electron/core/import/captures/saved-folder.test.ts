import { describe, expect, it } from 'vitest'
import { savedFileOf, savedFolderOf } from './saved-folder.ts'

describe('the folder of a page saved complete', () => {
  it('has the name of the page with an ending of the browser’s language', () => {
    const names = savedFolderOf('/home/me/Strike.html')
    expect(names[0]).toBe('Strike_files')
    expect(names).toEqual(
      expect.arrayContaining([
        'Strike.files',
        'Strike-Dateien',
        'Strike_fichiers',
        'Strike_archivos',
        'Strike_bestanden',
      ]),
    )
    expect(savedFolderOf('C:\\x\\a.php.htm')).toContain('a.php_files')
    expect(savedFolderOf('page')).toContain('page_files')
    expect(savedFolderOf('.html')).toEqual([])
  })

  it.each([
    ['Strike_files/a.png', 'Strike_files', 'a.png'],
    ['./Strike_files/sub/b%20c.png?x#y', 'Strike_files', 'sub/b c.png'],
    ['Strike-Dateien\\a.gif', 'Strike-Dateien', 'a.gif'],
    // renamed since
    ['Old%20name_files/a.png', 'Old name_files', 'a.png'],
    ['strike_FILES/a.png', 'Strike_files', 'a.png'],
  ])('%s lies in it', (src, folder, path) => {
    expect(savedFileOf('Strike.html', src)).toEqual({ folder, path })
  })

  it.each([
    'https://x.example/Strike_files/a.png',
    '/Strike_files/a.png',
    'images/a.png',
    'Strike_files',
    'Strike_files/',
    'Strike_files/../../etc/passwd',
    'Strike_files/%2e%2e/a',
    '..%2fetc_files/a',
    'Strike_files/a%00b',
    '../Strike_files/a.png',
    'C:\\Strike_files\\a.png',
    '%E0%A4%A/a',
    '',
  ])('%s does not', (src) => {
    expect(savedFileOf('Strike.html', src)).toBeNull()
  })
})
