/** What the builder must know of HTML's elements: https://html.spec.whatwg.org/multipage/indices.html#elements-3 */

const words = (text: string) => new Set(text.split(' '))
export const VOID = words(
  'area base basefont br col command embed frame hr img input keygen link meta param source track wbr',
)
/** Nothing in these is text of an article. */
export const DROPPED = words(
  'script style svg noscript iframe template object canvas audio video select button textarea map applet math-ml dialog datalist label',
)
export const P = words('p')
export const CLOSED_BY = new Map<string, Set<string>>([
  ...'h1 h2 h3 h4 h5 h6 p address article aside blockquote details div dl fieldset figcaption figure footer form header hr main nav ol pre section table ul'
    .split(' ')
    .map((tag): [string, Set<string>] => [tag, P]),
  ['li', words('li p')],
  ['dt', words('dt dd p')],
  ['dd', words('dt dd p')],
  ['tr', words('tr td th p')],
  ['td', words('td th p')],
  ['th', words('td th p')],
  ['tbody', words('thead tbody tfoot tr td th p')],
  ['tfoot', words('thead tbody tfoot tr td th p')],
  ['rt', words('rt rp')],
  ['rp', words('rt rp')],
])
/** A closing tag does not reach across these. */
export const WALLS = words('td th table caption')
export const TABLE_TAGS = words('table thead tbody tfoot tr td th caption')
/** A closing tag of one of these does not close a block that stands in it. */
export const INLINE = words(
  'a b i em strong span font u s small big code sub sup abbr cite label mark q ins del time',
)
/** The tree has one root; these only lend it their attributes. */
export const SHELL = words('html head body')
/** All attributes of these are kept, since what they are called varies. */
export const HEAD_TAGS = words('meta link html body script')
/** The attributes that extraction reads; a page's others are many times as many. */
export const READ_ATTRIBUTES = words(
  'class id itemprop property role data-testid data-component data-type data-qa aria-label aria-hidden hidden style href src srcset data-src data-lazy-src data-original data-url data-srcset data-sf-original-src alt content datetime rel lang type width height shadowrootmode shadowroot',
)
