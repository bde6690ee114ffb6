/** What was asked and not answered well, for editors: like questions together, with the lines to paste into the content. */
import { Button, Field, Select } from '@fluentui/react-components';
import { useState } from 'react';
import type { ReportGroup, ReportQuestion, ReportView } from '../../../handoff/api/shapes.ts';
import { Failed } from '../../app/parts/failed.tsx';
import { Icon } from '../../app/parts/icons.tsx';
import { Loading } from '../../app/parts/loading.tsx';
import { navigate, Title, useAddress } from '../../app/router.tsx';
import { useTexts, type Words } from '../../app/texts.ts';
import { useData } from '../../app/use-data.ts';
import { At, Nothing } from '../parts/cells.tsx';

const times = [7, 30, 90, 180, 365];

export function ReportPage() {
  const texts = useTexts();
  const days = Number(new URLSearchParams(useAddress().split('?')[1] ?? '').get('days')) || 30;
  const { value, refusal, retry } = useData<ReportView>(`/report?days=${days}`, false);
  if (refusal) return <Failed refusal={refusal} retry={retry} />;
  if (!value) return <Loading />;
  const offered = [...new Set([...times.filter((time) => time < value.keptDays), value.keptDays, value.days])].toSorted((a, b) => a - b);
  return (
    <>
      <div className="head">
        <Title document={`${texts('desk.nav.report')} – ${texts('desk.title')}`}>{texts('desk.nav.report')}</Title>
        <p className="subtle">{texts('desk.report.intro', { days: value.keptDays })}</p>
      </div>
      <search className="filters">
        <Field label={texts('desk.report.time')}>
          <Select value={String(value.days)} onChange={(_, { value: chosen }) => navigate(`/agent/report?days=${chosen}`, 'replace')}>
            {offered.map((time) => (
              <option key={time} value={time}>
                {texts('desk.report.days', { days: time })}
              </option>
            ))}
          </Select>
        </Field>
      </search>
      {value.isCut && <p className="note">{texts('desk.report.cut')}</p>}
      <CountsPart counts={value.counts} />
      <section aria-labelledby="questions">
        <h2 id="questions">{texts('desk.report.questions')}</h2>
        {value.groups.length === 0 ? (
          <Nothing text={texts('desk.report.noQuestions')} />
        ) : (
          <p className="subtle">{texts('desk.report.questionsHint')}</p>
        )}
        <ul className="cardlist after">
          {value.groups.map((group) => (
            <GroupPart key={group.draft.file + group.draft.lines[0]} group={group} />
          ))}
        </ul>
        {value.moreGroups > 0 && <p>{texts('desk.report.moreGroups', { count: value.moreGroups })}</p>}
      </section>
      <VotesPart votes={value.votes} />
    </>
  );
}

const counted = ['unanswered', 'askedBack', 'picked', 'otherMeant', 'helped', 'notHelped'] as const;

function CountsPart({ counts }: Pick<ReportView, 'counts'>) {
  const texts = useTexts();
  return (
    <section className="card" aria-labelledby="counts">
      <h2 id="counts">{texts('desk.report.counts')}</h2>
      <dl className="tallies">
        {counted.map((name) => (
          <div key={name}>
            <dt>{texts(`desk.report.count.${name}`)}</dt>
            <dd>{counts[name]}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function GroupPart({ group }: { readonly group: ReportGroup }) {
  const texts = useTexts();
  const { questions, count, topic, isPicked, draft } = group;
  const title = topic ? texts(isPicked ? 'desk.report.picked' : 'desk.report.guessed', { topic }) : texts('desk.report.noTopic');
  return (
    <li className="card">
      <div className="cardhead">
        <h3>{title}</h3>
        <span className="subtle">{count === 1 ? texts('desk.report.one') : texts('desk.report.many', { count })}</span>
      </div>
      <ul className="plainrows after">
        {questions.map((question) => (
          <li key={`${question.at} ${question.text}`}>
            {question.text}
            <span className="subtle small line">
              <At at={question.at} />
              {` · ${aboutOf(texts, question)}`}
            </span>
          </li>
        ))}
      </ul>
      {count > questions.length && <p className="subtle">{texts('desk.report.more', { count: count - questions.length })}</p>}
      <Draft draft={draft} />
    </li>
  );
}

function aboutOf(texts: Words, { about, guess, percent, picked }: ReportQuestion): string {
  const parts = [
    texts(`desk.report.about.${about}`),
    guess && texts('desk.report.guess', { topic: guess, percent: percent ?? 0 }),
    picked && (picked === 'other' ? texts('desk.report.choseOther') : texts('desk.report.chose', { topic: picked })),
  ];
  return parts.filter(Boolean).join(' · ');
}

/** The lines as they go into the file; where the browser does not let us copy, they can be marked. */
function Draft({ draft: { file, lines } }: Pick<ReportGroup, 'draft'>) {
  const texts = useTexts();
  const [isCopied, setCopied] = useState(false);
  const text = lines.join('\n');
  const copy = async (): Promise<void> => setCopied(await toClipboard(text));
  return (
    <>
      <p className="subtle after">{texts('desk.report.draft', { file })}</p>
      <pre className="draft">{text}</pre>
      <div className="sendline">
        <Button icon={(<Icon name="file" size={18} />) as never} onClick={() => void copy()}>
          {texts('desk.report.copy')}
        </Button>
        <span role="status">{isCopied && texts('desk.report.copied')}</span>
      </div>
    </>
  );
}

async function toClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

function VotesPart({ votes }: Pick<ReportView, 'votes'>) {
  const texts = useTexts();
  const [answer = '', no = '', yes = '', asked = ''] = ['answer', 'no', 'yes', 'asked'].map((name) => texts(`desk.report.vote.${name}`));
  return (
    <section aria-labelledby="votes">
      <h2 id="votes">{texts('desk.report.votes')}</h2>
      {votes.length === 0 ? (
        <Nothing text={texts('desk.report.noVotes')} />
      ) : (
        <div className="card flush">
          <table>
            <caption className="hidden">{texts('desk.report.votes')}</caption>
            <thead>
              <tr>
                {[answer, no, yes, asked].map((head) => (
                  <th key={head} scope="col">
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {votes.map(({ faqId, question, file, helped, notHelped, questions }) => (
                <tr key={faqId}>
                  <td data-label={answer}>
                    <span>
                      {question}
                      <span className="subtle small line">{`content/${file}`}</span>
                    </span>
                  </td>
                  <td data-label={no}>{notHelped}</td>
                  <td data-label={yes}>{helped}</td>
                  <td data-label={asked}>
                    <span>
                      {[...new Set(questions)].slice(0, 10).map((text) => (
                        <span className="line" key={text}>
                          {text}
                        </span>
                      ))}
                    </span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
