/** Finds answers on file and puts one into the message, its clauses kept. */
import { Button, Field, SearchBox } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import type { AnswerList } from '../../../handoff/api/handoff-shapes.ts';
import { Icon } from '../../app/parts/icons.tsx';
import { useTexts } from '../../app/texts.ts';
import { useData } from '../../app/use-data.ts';

const settleMs = 250;

interface Props {
  readonly product: string | undefined;
  readonly insert: ((words: string) => void) | undefined;
}

export function AnswerSearch({ product, insert }: Props) {
  const texts = useTexts();
  const [words, setWords] = useState('');
  const [asked, setAsked] = useState('');
  useEffect(() => {
    const timer = window.setTimeout(() => setAsked(words.trim()), settleMs);
    return () => window.clearTimeout(timer);
  }, [words]);
  return (
    <section className="card" aria-labelledby="answers">
      <h2 id="answers">{texts('desk.answers.title')}</h2>
      <Field label={texts('desk.answers.search')}>
        <SearchBox value={words} onChange={(_, { value }) => setWords(value)} />
      </Field>
      {asked.length > 2 && <Found asked={asked} product={product} insert={insert} />}
    </section>
  );
}

function Found({ asked, product, insert }: Props & { readonly asked: string }) {
  const texts = useTexts();
  const query = new URLSearchParams({ q: asked, ...(product && { product }) });
  const { value } = useData<AnswerList>(`/answers?${query}`, false);
  if (!value) return null;
  return (
    <>
      <p className="subtle" role="status">
        {texts('desk.answers.found', { count: value.answers.length })}
      </p>
      <ul className="plainrows">
        {value.answers.map((answer) => (
          <li key={`${answer.kind}${answer.id}`}>
            <strong>{answer.title}</strong>
            {answer.clauses.length > 0 && <span className="subtle"> [{answer.clauses.join(', ')}]</span>}
            <p className="subtle">{answer.excerpt}</p>
            {insert && (
              <Button size="small" icon={<Icon name="insert" size={16} />} onClick={() => insert(answer.text)}>
                {texts('desk.answers.insert')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
