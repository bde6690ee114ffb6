/** The try-out page: "So antwortet der Bot auf: …" for a draft beside what is live. */
import type { Problem } from '../content/problem.ts';
import { topicName } from '../content/topic-name.ts';
import { type Html, html } from '../html/html.ts';
import type { Snapshot } from '../understanding/snapshot.ts';
import { editorsPage } from './page.ts';
import { askedInAnswers, changes, isSame, type Tried, tryOut } from './try-out.ts';

/** A content as it is now: ready, still learning its examples, or with problems that keep it from being used. */
export type Side =
  | { readonly kind: 'ready'; readonly snapshot: Snapshot }
  | { readonly kind: 'learning' }
  | { readonly kind: 'broken'; readonly problems: readonly Problem[] };

export interface TryView {
  readonly text: string;
  readonly live: Side;
  readonly draft: Side;
  readonly draftDir: string;
  readonly at: number;
}

const AGAIN_SECONDS = 5;
const SHOWN = 50;

/** In: a text and both contents. Out: the page; it asks again by itself while a content is learning. */
export function tryPage(view: TryView): Html {
  const { text, live, draft, draftDir } = view;
  const isLearning = live.kind === 'learning' || draft.kind === 'learning';
  const content = html`
<h1>Ausprobieren</h1>
<p class="soft">Entwurf: ${draftDir}. Nichts davon gilt, bevor es mit <code>npm run content:publish -- ${draftDir} --by "Ihr Name"</code> freigegeben ist.</p>
<form method="get" action="/"><input type="text" name="text" value="${text}" maxlength="2000" aria-label="Was jemand schreiben könnte" placeholder="Was jemand schreiben könnte" autofocus><button>Fragen</button></form>
${isLearning ? html`<p>Der Assistent lernt gerade die neuen Beispielsätze. Die Seite erneuert sich von selbst.</p>` : undefined}
${draft.kind === 'broken' ? problemList(draft.problems) : undefined}
${text.trim() === '' ? undefined : answers(view)}
${live.kind === 'ready' && draft.kind === 'ready' ? whatChanges(live.snapshot, draft.snapshot, view.at) : undefined}
`;
  return editorsPage('Ausprobieren', content, isLearning ? AGAIN_SECONDS : undefined);
}

function problemList(problems: readonly Problem[]): Html {
  return html`<section class="card"><h3>Der Entwurf kann so nicht gelten</h3>
<ul>${problems.map(({ file, line, message, fix }) => html`<li><b>${file}:${line}</b> ${message} ${fix}</li>`)}</ul></section>`;
}

function answers({ text, live, draft, at }: TryView): Html {
  const tried = (side: Side): Tried | undefined => (side.kind === 'ready' ? tryOut(side.snapshot, text, at) : undefined);
  const [before, after] = [tried(live), tried(draft)];
  const differs = before !== undefined && after !== undefined && !isSame(before, after);
  return html`<h2>So antwortet der Bot auf: „${text}“</h2>
<div class="two">${answer('Jetzt', before, live)}${answer(differs ? 'Mit dem Entwurf (anders)' : 'Mit dem Entwurf', after, draft, differs)}</div>`;
}

function answer(title: string, tried: Tried | undefined, side: Side, differs = false): Html {
  if (tried === undefined || side.kind !== 'ready')
    return html`<section class="card"><h3>${title}</h3><p class="soft">Noch keine Antwort.</p></section>`;
  const how = { answer: 'sicher', askBack: 'fragt nach', none: 'versteht es nicht' }[tried.band];
  return html`<section class="card${differs ? ' changed' : ''}"><h3>${title}</h3>
${tried.messages.map(
  ({ text, buttons }) =>
    html`<p class="said">${text}</p>${buttons.length === 0 ? undefined : html`<ul class="choices">${buttons.map((button) => html`<li>${button}</li>`)}</ul>`}`,
)}
<p class="soft">Thema: ${topicName(side.snapshot.knowledge, tried.label)}, ${Math.round(tried.confidence * 100)} %, ${how}. Dafür sprach: ${tried.evidence.join(', ')}</p></section>`;
}

function whatChanges(live: Snapshot, draft: Snapshot, at: number): Html {
  const texts = askedInAnswers(live, draft);
  const found = changes(live, draft, texts, at);
  const hidden = found.length - SHOWN;
  return html`<h2>Was sich durch den Entwurf ändert</h2>
<p class="soft">Geprüft: ${texts.length} Fragen und Beispiele aus den Antworten. Anders beantwortet: ${found.length}.</p>
${found
  .slice(0, SHOWN)
  .map(
    (change) =>
      html`<section><h3>„${change.text}“</h3><div class="two">${short('Jetzt', change.live)}${short('Mit dem Entwurf', change.draft)}</div></section>`,
  )}
${hidden > 0 ? html`<p>Und ${hidden} weitere.</p>` : undefined}`;
}

function short(title: string, tried: Tried): Html {
  return html`<div class="card"><p class="soft">${title}</p><p class="said">${tried.messages.map(({ text }) => text).join('\n\n')}</p></div>`;
}
