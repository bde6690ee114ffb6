/** The frame of the editors' pages: one file without scripts or anything loaded from elsewhere. */
import { Html, html } from '../html/html.ts';

const styles = new Html(`
:root { color-scheme: light dark; --ink: #1d2530; --soft: #5b6673; --line: #d5dbe2; --paper: #fff; --back: #f4f6f8; --mark: #0b5cad; --note: #fff4d6 }
@media (prefers-color-scheme: dark) { :root { --ink: #e7ecf1; --soft: #a3afbb; --line: #3a444f; --paper: #1c232b; --back: #12171d; --mark: #7ab8f5; --note: #40361a } }
* { box-sizing: border-box }
body { margin: 0; background: var(--back); color: var(--ink); font: 16px/1.5 system-ui, "Segoe UI", sans-serif }
main { max-width: 70rem; margin: 0 auto; padding: 1.5rem 1rem 4rem }
h1 { font-size: 1.5rem; margin: 0 0 .25rem } h2 { font-size: 1.15rem; margin: 2.25rem 0 .75rem } h3 { font-size: 1rem; margin: 0 0 .5rem }
p { margin: .25rem 0 .75rem } .soft { color: var(--soft) }
.card { background: var(--paper); border: 1px solid var(--line); border-radius: 8px; padding: 1rem; margin: 0 0 1rem }
.two { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr)) }
.numbers { display: flex; flex-wrap: wrap; gap: .5rem 2rem; padding: 0; list-style: none; margin: 1rem 0 }
.numbers b { display: block; font-size: 1.4rem }
ul { margin: .25rem 0 .75rem; padding-left: 1.2rem } li { overflow-wrap: anywhere }
pre { background: var(--back); border: 1px solid var(--line); border-radius: 6px; padding: .6rem .75rem; white-space: pre-wrap; overflow-wrap: anywhere; margin: .5rem 0; font: 14px/1.5 ui-monospace, Consolas, monospace }
table { border-collapse: collapse; width: 100% } th, td { text-align: left; padding: .4rem .5rem; border-bottom: 1px solid var(--line); vertical-align: top }
@media (max-width: 40rem) { thead { display: none } tr, td { display: block } td { border: 0 } tr { border-bottom: 1px solid var(--line) } td[data-what]::before { content: attr(data-what) ": " } }
.said { white-space: pre-wrap; overflow-wrap: anywhere } .changed { background: var(--note) }
.choices { display: flex; flex-wrap: wrap; gap: .4rem; padding: 0; list-style: none } .choices li { border: 1px solid var(--mark); color: var(--mark); border-radius: 999px; padding: .1rem .7rem; font-size: .9rem }
form { display: flex; flex-wrap: wrap; gap: .5rem; margin: 1rem 0 } input[type=text] { flex: 1 1 18rem; font: inherit; padding: .55rem .7rem; border: 1px solid var(--soft); border-radius: 6px; background: var(--paper); color: inherit }
button { font: inherit; padding: .55rem 1.1rem; border: 0; border-radius: 6px; background: var(--mark); color: var(--paper); cursor: pointer }
:focus-visible { outline: 3px solid var(--mark); outline-offset: 2px }
`);

/** In: title and content; seconds after which the page asks again. Out: the whole page. */
export function editorsPage(title: string, content: Html, again?: number): Html {
  return html`<!doctype html>
<html lang="de">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
${again === undefined ? undefined : html`<meta http-equiv="refresh" content="${again}">`}
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${styles}</style>
</head>
<body><main>
${content}
</main></body>
</html>`;
}

/** A moment as editors read it. */
export function dayAndTime(at: number): string {
  return new Intl.DateTimeFormat('de-DE', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'Europe/Berlin' }).format(at);
}
