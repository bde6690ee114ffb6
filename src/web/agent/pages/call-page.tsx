/** "Neues Ticket (Telefon)": who is calling, their open tickets first, then the new request in their name. */
import { Button, Field, SearchBox, Select, Textarea } from '@fluentui/react-components';
import { type FormEvent, useEffect, useState } from 'react';
import type { Contact } from '../../../domain/identity.ts';
import { namedKinds } from '../../../domain/on-behalf.ts';
import { urgencies } from '../../../domain/request.ts';
import type { CustomerFile } from '../../../domain/teams.ts';
import type { CallerView } from '../../../handoff/api/shapes.ts';
import { newKey, post } from '../../app/api.ts';
import { Badge } from '../../app/parts/bits.tsx';
import { Failed } from '../../app/parts/failed.tsx';
import { navigate, Title } from '../../app/router.tsx';
import { useTexts } from '../../app/texts.ts';
import { useData } from '../../app/use-data.ts';
import { Nothing, StateBadge, TicketLink } from '../parts/cells.tsx';
import { DeedButton, state } from '../parts/form-bits.tsx';
import { useDesk } from '../start.ts';
import { useDeed } from '../use-deed.ts';

const settleMs = 300;
const leastWords = 3;

export function CallPage() {
  const texts = useTexts();
  const [words, setWords] = useState('');
  const [asked, setAsked] = useState('');
  useEffect(() => {
    const timer = window.setTimeout(() => setAsked(words.trim()), settleMs);
    return () => window.clearTimeout(timer);
  }, [words]);
  return (
    <>
      <div className="head">
        <Title document={`${texts('desk.nav.call')} – ${texts('desk.title')}`}>{texts('desk.nav.call')}</Title>
        <p className="subtle">{texts('desk.call.intro')}</p>
      </div>
      <search className="filters">
        <Field label={texts('desk.call.search')} hint={texts('desk.call.hint')}>
          <SearchBox value={words} onChange={(_, { value }) => setWords(value)} />
        </Field>
      </search>
      {asked.length >= leastWords && <Found asked={asked} />}
    </>
  );
}

function Found({ asked }: { readonly asked: string }) {
  const texts = useTexts();
  const { value, refusal, retry } = useData<CallerView>(`/callers?${new URLSearchParams({ q: asked })}`, false);
  if (refusal) return <Failed refusal={refusal} retry={retry} />;
  if (!value) return null;
  const { heard, ticket, customers } = value;
  return (
    <>
      {heard && (
        <div className="card" role="status">
          <p className="title number">{heard.number}</p>
          <p>{texts('desk.call.readBack', { digits: heard.readBack })}</p>
          {!heard.isRight && <p className="refused">{texts('desk.call.wrongDigit')}</p>}
          {heard.isRight && !ticket && <p className="note">{texts('desk.call.noTicket')}</p>}
          {ticket && (
            <p>
              <TicketLink ticket={ticket}>{ticket.subject}</TicketLink> <StateBadge state={ticket.state} />
            </p>
          )}
        </div>
      )}
      {!heard && (
        <p className="hidden" role="status">
          {texts('desk.call.found', { count: customers.length })}
        </p>
      )}
      {!heard && customers.length === 0 && <Nothing text={texts('desk.call.none')} />}
      {customers.map((file) => (
        <Customer key={file.organisation.id} file={file} />
      ))}
    </>
  );
}

function Customer({ file }: { readonly file: CustomerFile }) {
  const texts = useTexts();
  const { organisation, contacts, openTickets } = file;
  const [chosen, choose] = useState<Contact>();
  return (
    <section className="card" aria-labelledby={organisation.id}>
      <h2 id={organisation.id}>
        {organisation.name} <span className="subtle">{organisation.customerNo}</span>
      </h2>
      <h3>{texts('desk.call.openTickets')}</h3>
      {openTickets.length === 0 && <p className="subtle">{texts('desk.call.noOpenTickets')}</p>}
      <ul className="plainrows">
        {openTickets.map((ticket) => (
          <li key={ticket.id}>
            <TicketLink ticket={ticket}>{ticket.subject}</TicketLink>
            <span className="subtle block">
              <span className="number">{ticket.number}</span> · {texts(`state.${ticket.state}`)}
            </span>
          </li>
        ))}
      </ul>
      <h3 className="after">{texts('desk.call.contacts')}</h3>
      <ul className="people">
        {contacts.map((contact) => (
          <li key={contact.id}>
            <p>
              {contact.name} <span className="subtle">{contact.email}</span>{' '}
              {contact.mayOrder && <Badge tone="done" text={texts('desk.call.mayOrder')} />}
            </p>
            <Button appearance={chosen?.id === contact.id ? 'primary' : 'secondary'} onClick={() => choose(contact)}>
              {texts('desk.call.choose', { name: contact.name })}
            </Button>
          </li>
        ))}
      </ul>
      {chosen && <CallForm key={chosen.id} file={file} contact={chosen} />}
    </section>
  );
}

function CallForm({ file, contact }: { readonly file: CustomerFile; readonly contact: Contact }) {
  const texts = useTexts();
  const { products } = useDesk();
  const { organisation } = file;
  const [key] = useState(newKey);
  const [description, setDescription] = useState('');
  const [product, setProduct] = useState(organisation.products.length === 1 ? (organisation.products[0] ?? '') : '');
  const [caseKind, setCaseKind] = useState('');
  const [urgency, setUrgency] = useState('');
  const [wasSent, setSent] = useState(false);
  const save = useDeed(async () => {
    const chosen = { ...(product && { product }), ...(caseKind && { caseKind }), ...(urgency && { urgency }) };
    const entry = { organisationId: organisation.id, contactId: contact.id, description: description.trim(), ...chosen };
    const { number } = await post<{ number: string }>('/calls', { id: key, ...entry });
    navigate(`/agent/tickets/${number}`);
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setSent(true);
    if (description.trim() !== '') void save.run();
  };
  const own = products.filter(({ id }) => organisation.products.includes(id));
  const others = products.filter(({ id }) => !organisation.products.includes(id));
  return (
    <form noValidate className="deskform" onSubmit={submit} aria-labelledby="callform">
      <h3 id="callform">{texts('desk.call.formTitle', { name: contact.name })}</h3>
      <Field
        label={texts('desk.call.description')}
        required
        {...state(wasSent && description.trim() === '' ? texts('desk.form.missing') : undefined)}
      >
        <Textarea rows={4} maxLength={4000} value={description} onChange={(_, { value }) => setDescription(value)} />
      </Field>
      <div className="fieldgrid">
        <Choice label={texts('desk.call.product')} value={product} set={setProduct} open={texts('desk.call.productOpen')}>
          {[...own, ...others].map(({ id, name }) => [id, name])}
        </Choice>
        <Choice label={texts('desk.call.kind')} value={caseKind} set={setCaseKind} open={texts('desk.call.kindOpen')}>
          {namedKinds.map((kind) => [kind, texts(`desk.fact.value.${kind}`)])}
        </Choice>
        <Choice label={texts('desk.call.urgency')} value={urgency} set={setUrgency} open={texts('desk.call.urgencyOpen')}>
          {urgencies.map((one) => [one, texts(`urgency.${one}`)])}
        </Choice>
      </div>
      <p className="note">{texts('desk.call.spoken')}</p>
      {!contact.mayOrder && <p className="note">{texts('desk.call.mayNotOrder')}</p>}
      <DeedButton deed={save} label={texts('desk.call.save')} />
    </form>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly set: (value: string) => void;
  /** When nothing is chosen. */
  readonly open: string;
  readonly children: readonly (readonly [value: string, name: string])[];
}

function Choice({ label, value, set, open, children }: ChoiceProps) {
  return (
    <Field label={label}>
      <Select value={value} onChange={(_, { value: chosen }) => set(chosen)}>
        <option value="">{open}</option>
        {children.map(([id, name]) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Select>
    </Field>
  );
}
