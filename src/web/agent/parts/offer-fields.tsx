/** The fields of an agent's offer: the rate on file or an entered one, a ceiling, how long it is valid. */
import { Field, Input, Radio, RadioGroup } from '@fluentui/react-components';
import { useState } from 'react';
import type { Rate } from '../../../domain/offer.ts';
import type { OfferDraft, RateView } from '../../../handoff/api/shapes.ts';
import { useTexts, type Words } from '../../app/texts.ts';
import { useData } from '../../app/use-data.ts';
import { centsOf, euro, wholeNumber } from '../words.ts';
import { state } from './form-bits.tsx';

const names = ['net', 'vat', 'increment', 'minimum', 'ceiling', 'days'] as const;
type Name = (typeof names)[number];

export interface OfferForm {
  readonly onFile: RateView['rate'];
  readonly useOnFile: boolean;
  readonly values: Readonly<Record<Name, string>>;
  /** Names of fields that cannot be read, once the form was sent. */
  readonly wrong: readonly Name[];
  choose(useOnFile: boolean): void;
  set(name: Name, value: string): void;
  /** Out: the draft, or nothing when a field cannot be read. */
  read(): OfferDraft | undefined;
}

export const draftOf = (form: OfferForm): OfferDraft | undefined => form.read();

/** In: category and product that the rate on file depends on. */
export function useOfferForm(category: string, product: string | undefined): OfferForm {
  const query = new URLSearchParams({ category: category || '-', ...(product && { product }) });
  const { value } = useData<RateView>(`/rate?${query}`, false);
  const onFile = value?.rate ?? null;
  const [wantsOwn, setWantsOwn] = useState(false);
  const [values, setValues] = useState<Record<Name, string>>({ net: '', vat: '', increment: '', minimum: '', ceiling: '', days: '' });
  const [wrong, setWrong] = useState<readonly Name[]>([]);
  const useOnFile = onFile !== null && !wantsOwn;
  return {
    onFile,
    useOnFile,
    values,
    wrong,
    choose: (onFileChosen) => setWantsOwn(!onFileChosen),
    set: (name, typed) => setValues((before) => ({ ...before, [name]: typed })),
    read() {
      const { draft, bad } = readOffer(values, useOnFile);
      setWrong(bad);
      return draft;
    },
  };
}

function readOffer(values: Readonly<Record<Name, string>>, useOnFile: boolean): { draft?: OfferDraft; bad: readonly Name[] } {
  const bad: Name[] = [];
  const need = (name: Name, value: number | undefined): number => {
    if (value === undefined) bad.push(name);
    return value ?? 0;
  };
  const whole = (name: Name, most: number) => wholeNumber(values[name], 1, most);
  const ceiling = values.ceiling.trim() === '' ? undefined : need('ceiling', whole('ceiling', 100_000));
  const days = useOnFile && values.days.trim() === '' ? undefined : need('days', whole('days', 365));
  const more = { ...(ceiling !== undefined && { ceilingMinutes: ceiling }), ...(days !== undefined && { validDays: days }) };
  if (useOnFile) return bad.length > 0 ? { bad } : { draft: { rate: 'onFile', ...more }, bad };
  const cents = centsOf(values.net);
  const vat = centsOf(values.vat);
  const rate = {
    netCentsPerHour: need('net', cents !== undefined && cents >= 100 && cents <= 100_000 ? cents : undefined),
    vatPercent: need('vat', vat !== undefined && vat <= 3000 ? vat : undefined) / 100,
    incrementMinutes: need('increment', whole('increment', 60)),
    minimumMinutes: need('minimum', whole('minimum', 480)),
  };
  return bad.length > 0 ? { bad } : { draft: { rate, ...more }, bad };
}

export function OfferFields({ form }: { readonly form: OfferForm }) {
  const texts = useTexts();
  const { onFile, useOnFile } = form;
  return (
    <fieldset className="fieldset">
      <legend>{texts('desk.offer.title')}</legend>
      {onFile ? (
        <RadioGroup
          aria-label={texts('desk.offer.rate')}
          value={useOnFile ? 'onFile' : 'own'}
          onChange={(_, { value }) => form.choose(value === 'onFile')}
        >
          <Radio value="onFile" label={texts('desk.offer.onFile', { rate: rateWords(texts, onFile.rate) })} />
          <Radio value="own" label={texts('desk.offer.own')} />
        </RadioGroup>
      ) : (
        <p className="subtle">{texts('desk.offer.noneOnFile')}</p>
      )}
      <div className="fieldgrid">
        {names
          .filter((name) => !useOnFile || name === 'ceiling' || name === 'days')
          .map((name) => (
            <Field
              key={name}
              label={texts(`desk.offer.${name}`)}
              required={name !== 'ceiling' && !(useOnFile && name === 'days')}
              {...state(form.wrong.includes(name) ? texts(`desk.offer.wrong.${name}`) : undefined)}
            >
              <Input
                inputMode={name === 'net' || name === 'vat' ? 'decimal' : 'numeric'}
                value={form.values[name]}
                placeholder={useOnFile && name === 'days' && onFile ? String(onFile.days) : undefined}
                onChange={(_, { value }) => form.set(name, value)}
              />
            </Field>
          ))}
      </div>
    </fieldset>
  );
}

/** A rate in one line; an example says that it is one. */
export function rateWords(texts: Words, rate: Rate): string {
  const line = texts('desk.offer.rateLine', {
    net: euro(rate.netCentsPerHour),
    vat: String(rate.vatPercent).replace('.', ','),
    increment: rate.incrementMinutes,
    minimum: rate.minimumMinutes,
  });
  return rate.example ? `${line} ${texts('desk.offer.example')}` : line;
}
