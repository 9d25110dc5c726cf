/** How exported pages look: the reader's type and colours, as far as they are needed. No font or picture is fetched. */
export const STYLE = `
body { margin: 0 auto; max-width: 42em; padding: 1em; line-height: 1.55; font-family: Newsreader, Georgia, "Times New Roman", serif; }
h1, h2, h3, h4, h5, h6 { line-height: 1.25; text-wrap: balance; }
h1 { font-size: 1.7em; margin: 0.6em 0 0.3em; }
h2 { font-size: 1.25em; }
p, li, blockquote, figcaption, td { overflow-wrap: anywhere; }
.byline, .address, .caption, figcaption, .source, .missing, small { font-family: Inter, "Helvetica Neue", Arial, sans-serif; font-size: 0.82em; color: #555; }
.byline, .address { margin: 0.2em 0; }
blockquote { margin: 1em 0; padding-inline-start: 1em; border-inline-start: 3px solid #bbb; }
pre { overflow-x: auto; white-space: pre-wrap; font-size: 0.9em; }
figure { margin: 1.2em 0; }
img { max-width: 100%; height: auto; }
table { border-collapse: collapse; display: block; overflow-x: auto; }
td { border: 1px solid #bbb; padding: 0.2em 0.5em; vertical-align: top; }
mark { color: inherit; }
mark.yellow { background: #fbe89a; }
mark.green { background: #c5e8b7; }
mark.blue { background: #bcdcf5; }
mark.red { background: #f7c6c5; }
.noteref { font-size: 0.75em; vertical-align: super; line-height: 0; text-decoration: none; padding: 0 0.1em; }
.note { background: #f3f1ea; padding: 0.1em 1em; margin: 1em 0; border-radius: 4px; }
.notes, .headlines, .source { margin-top: 2em; border-top: 1px solid #ccc; padding-top: 0.4em; }
.source p { margin: 0.1em 0; }
`

/** For pages that are looked at on a screen; a reading program has its own dark colours. */
export const DARK = `
@media (prefers-color-scheme: dark) {
  body { background: #17181a; color: #e5e3de; }
  a { color: #8db9f5; }
  .byline, .address, .caption, figcaption, .source, .missing, small { color: #a5a39e; }
  mark.yellow { background: #5c4f14; }
  mark.green { background: #2b4a22; }
  mark.blue { background: #1d405c; }
  mark.red { background: #61282a; }
  .note { background: #25262a; }
  td, blockquote, .notes, .headlines, .source { border-color: #44464b; }
}
`
