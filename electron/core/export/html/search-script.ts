/** Letters without their accents and capitals. The script in the page folds a query in the same way. */
export function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}+/gu, '')
    .toLowerCase()
}

/** The words of an article, each once, between blanks: what the list's search looks through. */
export function searchWords(text: string): string {
  return ` ${[...new Set(foldText(text).match(/[\p{L}\p{N}]+/gu) ?? [])].join(' ')} `
}

/** The only script of the export. It shows and hides lines of a list that stands in the page. */
export const SEARCH_SCRIPT = `'use strict';
(function () {
  var words = JSON.parse(document.getElementById('words').textContent);
  var items = document.getElementById('list').children;
  var input = document.getElementById('search');
  var count = document.getElementById('count');
  function fold(text) { return text.normalize('NFKD').replace(/\\p{M}+/gu, '').toLowerCase(); }
  function search() {
    var asked = fold(input.value).match(/[\\p{L}\\p{N}]+/gu) || [];
    var found = 0;
    for (var i = 0; i < items.length; i++) {
      var fits = asked.every(function (word) {
        return words[i].indexOf(/^[\\p{ASCII}]/u.test(word) ? ' ' + word : word) >= 0;
      });
      items[i].hidden = !fits;
      if (fits) found++;
    }
    count.textContent = found + (found === 1 ? ' article' : ' articles');
  }
  input.addEventListener('input', search);
  input.parentElement.parentElement.hidden = false;
})();
`
