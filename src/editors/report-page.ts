/** The editors' report as one page to read in a browser, with the lines to paste into `content/`. */
import type { Knowledge } from '../content/knowledge.ts';
import { topicName } from '../content/topic-name.ts';
import type { AnswerVotes, AskedQuestion, EditorReport, QuestionGroup } from '../domain/editor-report.ts';
import { type Html, html } from '../html/html.ts';
import { dayAndTime, editorsPage } from './page.ts';

/** Groups beyond these are counted, not shown. */
const SHOWN = 200;

/** In: report and content (for the names of topics). Out: the page. */
export function reportPage(report: EditorReport, knowledge: Knowledge): Html {
  const { counts, groups, votes } = report;
  const hidden = groups.length - SHOWN;
  return editorsPage(
    'Was gefragt wurde',
    html`
<h1>Was gefragt wurde</h1>
<p class="soft">${dayAndTime(report.from)} bis ${dayAndTime(report.until)}. Namen, Adressen und Nummern sind so weit wie möglich entfernt; bitte behandeln Sie die Sätze trotzdem vertraulich.</p>
<ul class="numbers">
${number(counts.unanswered, 'nicht beantwortet')}
${number(counts.askedBack, 'nachgefragt')}
${number(counts.picked, 'Vorschlag gewählt')}
${number(counts.otherMeant, 'kein Vorschlag passte')}
${number(counts.helped, '„Hat geholfen“')}
${number(counts.notHelped, '„Hat nicht geholfen“')}
</ul>
<h2>Fragen ohne sichere Antwort</h2>
${groups.length === 0 ? html`<p>In dieser Zeit gab es keine.</p>` : html`<p>Ähnliche Fragen stehen zusammen. Gehört eine Zeile zu dem genannten Thema, fügen Sie sie in die Datei ein; sonst in die Datei des richtigen Themas. Fehlt eine Antwort ganz, legen Sie sie in <code>content/de/faq/</code> an.</p>`}
${groups.slice(0, SHOWN).map((group) => groupCard(group, knowledge))}
${hidden > 0 ? html`<p>Und ${hidden} weitere Gruppen.</p>` : undefined}
<h2>Antworten, zu denen abgestimmt wurde</h2>
${votes.length === 0 ? html`<p>In dieser Zeit gab es keine Stimmen.</p>` : votesTable(votes)}
`,
  );
}

function number(value: number, what: string): Html {
  return html`<li><b>${value}</b>${what}</li>`;
}

function groupCard({ questions, label, isPicked, draft }: QuestionGroup, knowledge: Knowledge): Html {
  const why = isPicked ? 'von Fragenden so gewählt' : 'Vermutung';
  return html`<section class="card">
<h3>${questions.length === 1 ? 'Eine Frage' : `${questions.length} ähnliche Fragen`}${label ? `: ${topicName(knowledge, label)} (${why})` : ''}</h3>
<ul>${questions.slice(0, 20).map((question) => questionItem(question, knowledge))}</ul>
<p class="soft">Zum Einfügen in content/${draft.file}:</p>
<pre>${draft.lines.join('\n')}</pre>
</section>`;
}

function questionItem({ text, at, about, confidence, guess, picked }: AskedQuestion, knowledge: Knowledge): Html {
  const sure = confidence === undefined ? '' : `, ${Math.round(confidence * 100)} % sicher`;
  const guessed = guess ? `, vermutet: ${topicName(knowledge, guess)}${sure}` : '';
  const chosen = picked === undefined ? '' : picked === 'other' ? ', kein Vorschlag passte' : `, gewählt: ${topicName(knowledge, picked)}`;
  const what = about === 'unanswered' ? 'nicht beantwortet' : 'nachgefragt';
  return html`<li>${text} <span class="soft">(${dayAndTime(at)}, ${what}${guessed}${chosen})</span></li>`;
}

function votesTable(votes: readonly AnswerVotes[]): Html {
  return html`<div class="card"><table>
<thead><tr><th>Antwort</th><th>nein</th><th>ja</th><th>Gefragt war</th></tr></thead>
<tbody>${votes.map(
    ({
      faqId,
      question,
      helped,
      notHelped,
      questions,
    }) => html`<tr><td>${question}<br><span class="soft">content/de/faq/${faqId}.md</span></td>
<td data-what="nein">${notHelped}</td><td data-what="ja">${helped}</td><td>${questions.length === 0 ? '' : html`<ul>${questions.slice(0, 10).map((text) => html`<li>${text}</li>`)}</ul>`}</td></tr>`,
  )}</tbody></table></div>`;
}
