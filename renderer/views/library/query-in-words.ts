/** The element that says how the question is read: the search box is described by it. */
export const QUERY_IN_WORDS = 'query-in-words'
