/** Asks before something that cannot be taken back; with a reason in the person's words where one is needed. */
import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  DialogTrigger,
  Field,
  Input,
  Textarea,
} from '@fluentui/react-components';
import { type ReactNode, useState } from 'react';
import { Refusal } from '../api.ts';
import { useTexts } from '../texts.ts';
import { Refused } from './failed.tsx';

interface ConfirmProps {
  readonly trigger: string;
  readonly title: string;
  readonly children: ReactNode;
  readonly confirm: string;
  /** Asks for words; `word` must be typed exactly. */
  readonly ask?: { readonly label: string; readonly word?: string | undefined } | undefined;
  /** Resolves when it is done; rejects with a `Refusal`. */
  readonly onConfirm: (text: string) => Promise<void>;
}

export function Confirm({ trigger, title, children, confirm, ask, onConfirm }: ConfirmProps) {
  const texts = useTexts();
  const [isOpen, setOpen] = useState(false);
  const [text, setText] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();
  const [isMissing, setMissing] = useState(false);
  const done = async () => {
    const missing = ask !== undefined && (ask.word === undefined ? text.trim() === '' : text.trim() !== ask.word);
    setMissing(missing);
    if (missing || isBusy) return;
    setBusy(true);
    setRefusal(undefined);
    try {
      await onConfirm(text);
      setOpen(false);
      setText('');
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
    <Dialog open={isOpen} onOpenChange={(_, { open }) => setOpen(open)} modalType="alert">
      <DialogTrigger disableButtonEnhancement>
        <Button>{trigger}</Button>
      </DialogTrigger>
      <DialogSurface className="dialog">
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent>
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
          </DialogContent>
          <DialogActions>
            <DialogTrigger disableButtonEnhancement>
              <Button>{texts('app.confirm.cancel')}</Button>
            </DialogTrigger>
            <Button appearance="primary" disabledFocusable={isBusy} onClick={() => void done()}>
              {confirm}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
