/** Figures about all work together: by week or month, each chart with its table. */
import { Button, Field, Select } from '@fluentui/react-components';
import { type FigureRange, type FigureStep, type FigureSubject, type FigureTable, isFew, steps } from '../../../domain/figures.ts';
import type { FiguresView } from '../../../handoff/api/shapes.ts';
import { Failed } from '../../app/parts/failed.tsx';
import { Icon } from '../../app/parts/icons.tsx';
import { Loading } from '../../app/parts/loading.tsx';
import { navigate, Title, useAddress } from '../../app/router.tsx';
import { useTexts } from '../../app/texts.ts';
import { useData } from '../../app/use-data.ts';
import { cellWords, csvOf, monthName, periodName, shortPeriod } from '../figure-words.ts';
import { BarChart } from '../parts/bar-chart.tsx';
import { Nothing } from '../parts/cells.tsx';

export function FiguresPage() {
  const texts = useTexts();
  // The address says what is shown, so that a page of figures can be kept and passed on.
  const query = useAddress().split('?')[1] ?? '';
  const { value, refusal, retry } = useData<FiguresView>(`/figures?${query}`, false);
  if (refusal) return <Failed refusal={refusal} retry={retry} />;
  if (!value) return <Loading />;
  return (
    <>
      <div className="head">
        <Title document={`${texts('desk.nav.figures')} – ${texts('desk.title')}`}>{texts('desk.nav.figures')}</Title>
        <p className="subtle">{texts('desk.figures.intro')}</p>
        <p className="subtle">{texts('desk.figures.rule')}</p>
      </div>
      <Choices chosen={value} months={value.months} />
      {value.periods.length === 0 ? (
        <Nothing text={texts('desk.figures.none')} />
      ) : (
        value.subjects.map(({ subject }) => <SubjectPart key={subject} table={value} subject={subject} step={value.step} />)
      )}
    </>
  );
}

function Choices({ chosen, months }: { readonly chosen: FigureRange; readonly months: readonly string[] }) {
  const texts = useTexts();
  const choose = (change: Partial<FigureRange>): void => {
    const next = { ...chosen, ...change };
    // The end that was not just chosen gives way.
    const [from, until] =
      next.from <= next.until ? [next.from, next.until] : change.from ? [next.from, next.from] : [next.until, next.until];
    navigate(`/agent/figures?${new URLSearchParams({ step: next.step, from, until })}`, 'replace');
  };
  return (
    <search className="filters">
      <Field label={texts('desk.figures.step')}>
        <Select value={chosen.step} onChange={(_, { value }) => choose({ step: value as FigureStep })}>
          {steps.map((step) => (
            <option key={step} value={step}>
              {texts(`desk.figures.${step}`)}
            </option>
          ))}
        </Select>
      </Field>
      {(['from', 'until'] as const).map((end) => (
        <Field key={end} label={texts(`desk.figures.${end}`)}>
          <Select value={chosen[end]} onChange={(_, { value }) => choose({ [end]: value })}>
            {months.toReversed().map((month) => (
              <option key={month} value={month}>
                {monthName(month)}
              </option>
            ))}
          </Select>
        </Field>
      ))}
    </search>
  );
}

interface SubjectProps {
  readonly table: FigureTable;
  readonly subject: FigureSubject;
  readonly step: FigureStep;
}

function SubjectPart({ table, subject, step }: SubjectProps) {
  const texts = useTexts();
  const rows = table.subjects.find((candidate) => candidate.subject === subject)?.rows ?? [];
  const title = texts(`desk.figures.${subject}.title`);
  const periods = table.periods.map((id) => ({ name: periodName(texts, step, id), short: shortPeriod(texts, step, id) }));
  const series = rows.map(({ figure, cells }) => ({
    name: texts(`desk.figures.name.${figure}`),
    bars: cells.map((cell) => ({ ...cell, words: cellWords(texts, cell) })),
  }));
  const [first, last] = [periods[0]?.name ?? '', periods.at(-1)?.name ?? ''];
  const head = [texts('desk.figures.period'), ...series.map(({ name }) => name)];
  const lines = periods.map(({ name }, n) => [name, ...series.map(({ bars }) => bars[n]?.words ?? '')]);
  const sum = [texts('desk.figures.sum'), ...rows.map((row) => cellWords(texts, row.sum))];
  return (
    <section className="card figures" aria-labelledby={subject}>
      <h2 id={subject}>{title}</h2>
      <p className="subtle">{texts(`desk.figures.${subject}.about`)}</p>
      {rows.every((row) => row.cells.every(isFew)) ? (
        <p>{texts('desk.figures.allFew')}</p>
      ) : (
        <BarChart label={texts('desk.figures.chart', { subject: title, from: first, until: last })} periods={periods} series={series} />
      )}
      <details>
        <summary>{texts('desk.figures.asTable')}</summary>
        <FigureRows caption={`${title}, ${first} – ${last}`} head={head} lines={lines} sum={sum} />
        <div className="sendline">
          <Button
            icon={(<Icon name="down" size={18} />) as never}
            onClick={() => save(`${subject}-${table.periods[0]}-${table.periods.at(-1)}.csv`, csvOf([head, ...lines, sum]))}
          >
            {texts('desk.figures.download')}
          </Button>
        </div>
      </details>
    </section>
  );
}

interface RowsProps {
  readonly caption: string;
  readonly head: readonly string[];
  readonly lines: readonly (readonly string[])[];
  readonly sum: readonly string[];
}

function FigureRows({ caption, head, lines, sum }: RowsProps) {
  const row = ([name = '', ...cells]: readonly string[]) => (
    <tr key={name}>
      <th scope="row">{name}</th>
      {cells.map((cell, n) => (
        <td key={head[n + 1]} data-label={head[n + 1]}>
          {cell}
        </td>
      ))}
    </tr>
  );
  return (
    <table className="numbers">
      <caption className="hidden">{caption}</caption>
      <thead>
        <tr>
          {head.map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{lines.map(row)}</tbody>
      <tfoot>{row(sum)}</tfoot>
    </table>
  );
}

/** Hands a file to the browser that is made here, so that it holds just what is shown. */
function save(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
