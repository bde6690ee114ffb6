/** Words and files to send: one field, its files, one button. */
import { Button, Field, Spinner, Textarea } from '@fluentui/react-components';
import { type FormEvent, type KeyboardEvent, useState } from 'react';
import { Refusal } from '../../app/api.ts';
import { Refused } from '../../app/parts/failed.tsx';
import { Icon } from '../../app/parts/icons.tsx';
import { useTexts } from '../start.ts';
import { UploadField, useUploads } from './uploads.tsx';

interface ComposerProps {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly send: string;
  readonly initial?: string | undefined;
  readonly rows?: number;
  /** True where something else on the page is the likely next step. */
  readonly isAside?: boolean | undefined;
  /** Resolves when the words are kept; rejects with a `Refusal`. */
  readonly onSend: (text: string, uploads: readonly string[]) => Promise<void>;
}

export function Composer({ label, hint, send, initial = '', rows = 4, isAside = false, onSend }: ComposerProps) {
  const texts = useTexts();
  const [text, setText] = useState(initial);
  const [isSending, setSending] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();
  const [isMissing, setMissing] = useState(false);
  const uploads = useUploads();

  const submit = async () => {
    if (isSending || uploads.isBusy) return;
    const isEmpty = text.trim() === '' && uploads.ids.length === 0;
    setMissing(isEmpty);
    if (isEmpty) return;
    setSending(true);
    setRefusal(undefined);
    try {
      await onSend(text, uploads.ids);
      setText('');
      uploads.clear();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      setRefusal(error);
    } finally {
      setSending(false);
    }
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void submit();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void submit();
  };
  return (
    <form className={`composer ${uploads.target.className}`} onSubmit={onSubmit} {...dropping(uploads.target)} aria-busy={isSending}>
      <Field
        label={label}
        hint={hint}
        validationState={isMissing ? 'error' : 'none'}
        validationMessage={isMissing ? texts('app.composer.empty') : undefined}
      >
        <Textarea
          value={text}
          rows={rows}
          resize="vertical"
          maxLength={10_000}
          onChange={(_, { value }) => setText(value)}
          onKeyDown={onKeyDown}
        />
      </Field>
      <UploadField uploads={uploads} />
      <Refused refusal={refusal} />
      <div className="sendline">
        <Button
          type="submit"
          appearance={isAside ? 'secondary' : 'primary'}
          size="large"
          disabledFocusable={isSending || uploads.isBusy}
          icon={isSending ? <Spinner size="tiny" /> : <Icon name="send" />}
        >
          {send}
        </Button>
        <span className="subtle keys">{texts('app.composer.keys')}</span>
      </div>
    </form>
  );
}

const dropping = ({ className: _, ...handlers }: ReturnType<typeof useUploads>['target']) => handlers;
