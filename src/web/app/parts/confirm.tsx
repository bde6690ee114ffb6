/** Asks before something that cannot be taken back; with a reason in the person's words where one is needed. */
import { Button, Field, Input, Textarea } from '@fluentui/react-components';
import { type FormEvent, type ReactNode, useId, useRef, useState } from 'react';
import { Refusal } from '../api.ts';
import { keepFocus } from '../router.tsx';
import { useTexts } from '../texts.ts';
import { Refused } from './failed.tsx';

interface ConfirmProps {
  readonly trigger: string;
  /** Looks of the button that asks, where it stands among others. */
  readonly triggerClass?: string | undefined;
  readonly title: string;
  readonly children: ReactNode;
  readonly confirm: string;
  /** Asks for words; `word` must be typed exactly. */
  readonly ask?: { readonly label: string; readonly word?: string | undefined } | undefined;
  /** Resolves when it is done; rejects with a `Refusal`. */
  readonly onConfirm: (text: string) => Promise<void>;
}

/** The browser's own modal dialog: it holds the focus, closes by Escape and gives the focus back. */
export function Confirm({ trigger, triggerClass, title, children, confirm, ask, onConfirm }: ConfirmProps) {
  const texts = useTexts();
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const [text, setText] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();
  const [isMissing, setMissing] = useState(false);
  const open = () => {
    setRefusal(undefined);
    setMissing(false);
    dialog.current?.showModal();
  };
  const done = async (event: FormEvent) => {
    event.preventDefault();
    const missing = ask !== undefined && (ask.word === undefined ? text.trim() === '' : text.trim() !== ask.word);
    setMissing(missing);
    if (missing || isBusy) return;
    setBusy(true);
    setRefusal(undefined);
    try {
      await onConfirm(text);
      dialog.current?.close();
      setText('');
      keepFocus();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      setRefusal(error);
    } finally {
      setBusy(false);
    }
  };
  const message = isMissing
    ? ask?.word === undefined
      ? texts('app.composer.empty')
      : texts('app.confirm.typeWord', { word: ask.word })
    : undefined;
  return (
    <>
      {triggerClass === undefined ? (
        <Button onClick={open}>{trigger}</Button>
      ) : (
        <button type="button" className={triggerClass} onClick={open}>
          {trigger}
        </button>
      )}
      <dialog ref={dialog} className="dialog" aria-labelledby={titleId}>
        <form onSubmit={(event) => void done(event)} noValidate>
          <h2 id={titleId}>{title}</h2>
          {children}
          {ask && (
            <Field label={ask.label} validationState={isMissing ? 'error' : 'none'} validationMessage={message}>
              {ask.word === undefined ? (
                <Textarea rows={4} maxLength={4000} value={text} onChange={(_, { value }) => setText(value)} />
              ) : (
                <Input value={text} autoComplete="off" onChange={(_, { value }) => setText(value)} />
              )}
            </Field>
          )}
          <Refused refusal={refusal} />
          <div className="dialogactions">
            <Button onClick={() => dialog.current?.close()}>{texts('app.confirm.cancel')}</Button>
            <Button type="submit" appearance="primary" disabledFocusable={isBusy}>
              {confirm}
            </Button>
          </div>
        </form>
      </dialog>
    </>
  );
}
