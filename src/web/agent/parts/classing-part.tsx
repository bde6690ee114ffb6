/** The classing of a request: the assistant's with what it rests on, the history of people's, and the form for the final one with an offer. */
import { Button, Checkbox, Field, Radio, RadioGroup, Select, Textarea } from '@fluentui/react-components';
import { type FormEvent, useState } from 'react';
import { type FinalCoverage, finalCoverages } from '../../../domain/agent-action.ts';
import type { Classing, OfferDraft, TicketDetailView } from '../../../handoff/api/shapes.ts';
import { useTexts } from '../../app/texts.ts';
import { useDesk } from '../start.ts';
import { type Act, useDeed } from '../use-deed.ts';
import { At, ClassingName, Clauses } from './cells.tsx';
import { ClauseField, DeedButton, state } from './form-bits.tsx';
import { draftOf, OfferFields, useOfferForm } from './offer-fields.tsx';

interface PartProps {
  readonly detail: TicketDetailView;
  readonly act: Act;
}

export function ClassingPart({ detail, act }: PartProps) {
  const texts = useTexts();
  const [isOpen, setOpen] = useState(false);
  const { request, assessments, evidence } = detail;
  const { assessment } = request;
  return (
    <section className="card" aria-labelledby="classing">
      <h2 id="classing">{texts('desk.classing.title')}</h2>
      <p className="title">
        <ClassingName assessment={assessment} />
      </p>
      {assessment && <Clauses ids={assessment.clauses} />}
      {assessment?.by === 'agent' && assessment.reason && <blockquote>{assessment.reason}</blockquote>}
      <details>
        <summary>{texts('desk.classing.evidence')}</summary>
        <dl className="lines">
          <div>
            <dt>{texts('desk.classing.understood')}</dt>
            <dd>
              {texts(`label.${evidence.label.replace('/', '-')}`)} (
              {texts('desk.percent', { value: Math.round(evidence.confidence * 100) })})
            </dd>
          </div>
          <div>
            <dt>{texts('desk.classing.words')}</dt>
            <dd>{evidence.words.length > 0 ? evidence.words.join(', ') : texts('desk.classing.noWords')}</dd>
          </div>
          {Object.entries(request.facts).map(([fact, value]) => (
            <div key={fact}>
              <dt>{texts(`desk.fact.${fact}`)}</dt>
              <dd>{fact === 'product' ? <Product id={String(value)} /> : texts(`desk.fact.value.${value}`)}</dd>
            </div>
          ))}
        </dl>
      </details>
      {assessments.length > 0 && (
        <details>
          <summary>{texts('desk.classing.history', { count: assessments.length })}</summary>
          <ul className="plainrows">
            {assessments.map((kept) => (
              <li key={kept.id}>
                <strong>
                  <ClassingName assessment={kept} />
                </strong>{' '}
                [{kept.clauses.join(', ')}]
                <span className="subtle block">
                  {kept.agentName ?? texts('desk.assistant')}, <At at={kept.at} />
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
      {isOpen ? (
        <ClassingForm detail={detail} act={act} close={() => setOpen(false)} />
      ) : (
        <div className="sendline">
          <Button appearance={assessment?.finality === 'final' ? 'secondary' : 'primary'} onClick={() => setOpen(true)}>
            {texts(assessment?.finality === 'final' ? 'desk.classing.again' : 'desk.classing.open')}
          </Button>
        </div>
      )}
    </section>
  );
}

function Product({ id }: { readonly id: string }) {
  const texts = useTexts();
  const { products } = useDesk();
  return products.find((product) => product.id === id)?.name ?? texts('desk.fact.value.unknown');
}

function ClassingForm({ detail, act, close }: PartProps & { readonly close: () => void }) {
  const texts = useTexts();
  const { request } = detail;
  const form = useClassingForm(detail);
  const offer = useOfferForm(form.category, request.facts.product);
  const [withOffer, setWithOffer] = useState(false);
  const deed = useDeed(async (classing: Classing, draft: OfferDraft | undefined) => {
    await act({ kind: 'classify', requestId: request.id, seenVersion: request.version, classing, ...(draft && { offer: draft }) });
    close();
  });
  const isOffered = withOffer && form.coverage === 'billable';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const classing = form.read();
    const draft = isOffered ? draftOf(offer) : undefined;
    if (classing && (!isOffered || draft)) void deed.run(classing, draft);
  };
  return (
    <form noValidate className="deskform" onSubmit={submit} aria-label={texts('desk.classing.open')}>
      <ClassingFields form={form} />
      {form.coverage === 'billable' && (
        <Checkbox label={texts('desk.offer.with')} checked={withOffer} onChange={(_, { checked }) => setWithOffer(checked === true)} />
      )}
      {isOffered && <OfferFields form={offer} />}
      <DeedButton deed={deed} label={texts(isOffered ? 'desk.classing.saveWithOffer' : 'desk.classing.save')} />
      <Button appearance="subtle" onClick={close}>
        {texts('app.confirm.cancel')}
      </Button>
    </form>
  );
}

export interface ClassingFormState {
  readonly coverage: FinalCoverage | undefined;
  readonly clauses: readonly string[];
  readonly category: string;
  readonly reason: string;
  readonly problems: { readonly coverage?: string; readonly clauses?: string; readonly category?: string; readonly reason?: string };
  set(change: Partial<Pick<ClassingFormState, 'coverage' | 'clauses' | 'category' | 'reason'>>): void;
  /** Out: the classing, or nothing when something is missing; then the fields say so. */
  read(): Classing | undefined;
}

/** Starts with the classing there is. */
export function useClassingForm({ request }: Pick<TicketDetailView, 'request'>): ClassingFormState {
  const texts = useTexts();
  const { assessment } = request;
  const [values, setValues] = useState({
    coverage: finalCoverages.find((coverage) => coverage === assessment?.coverage),
    clauses: assessment && assessment.coverage !== 'undecided' ? assessment.clauses : [],
    category: assessment?.category ?? '',
    reason: '',
  });
  const [wasRead, setRead] = useState(false);
  const isBillable = values.coverage === 'billable';
  const missing = texts('desk.form.missing');
  const problems = {
    ...(values.coverage === undefined && { coverage: missing }),
    ...(values.clauses.length === 0 && { clauses: missing }),
    ...(isBillable && values.category === '' && { category: missing }),
    ...(values.reason.trim() === '' && { reason: missing }),
  };
  return {
    ...values,
    problems: wasRead ? problems : {},
    set: (change) => setValues((before) => ({ ...before, ...change })),
    read() {
      setRead(true);
      const { coverage, clauses, category, reason } = values;
      if (coverage === undefined || Object.keys(problems).length > 0) return undefined;
      return { coverage, clauses, reason: reason.trim(), ...(isBillable && { category }) };
    },
  };
}

export function ClassingFields({ form }: { readonly form: ClassingFormState }) {
  const texts = useTexts();
  const { categories } = useDesk();
  return (
    <>
      <Field label={texts('desk.classing.coverage')} required {...state(form.problems.coverage)}>
        <RadioGroup
          value={form.coverage ?? ''}
          onChange={(_, { value }) => form.set({ coverage: finalCoverages.find((coverage) => coverage === value) })}
        >
          {finalCoverages.map((coverage) => (
            <Radio key={coverage} value={coverage} label={texts(`final.name.${coverage}`)} />
          ))}
        </RadioGroup>
      </Field>
      <ClauseField chosen={form.clauses} choose={(clauses) => form.set({ clauses })} problem={form.problems.clauses} />
      {form.coverage === 'billable' && (
        <Field label={texts('desk.classing.category')} required {...state(form.problems.category)}>
          <Select value={form.category} onChange={(_, { value }) => form.set({ category: value })}>
            <option value="">{texts('desk.form.choose')}</option>
            {categories.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
      )}
      <Field label={texts('desk.classing.reason')} hint={texts('desk.classing.reasonHint')} required {...state(form.problems.reason)}>
        <Textarea rows={3} maxLength={1000} value={form.reason} onChange={(_, { value }) => form.set({ reason: value })} />
      </Field>
    </>
  );
}
