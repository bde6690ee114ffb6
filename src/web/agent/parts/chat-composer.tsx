/** Words, files and ready answers to the customer, or a note for colleagues. */
import { Button, Field, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger, Radio, RadioGroup, Textarea } from '@fluentui/react-components';
import { type FormEvent, type KeyboardEvent, type RefObject, useRef, useState } from 'react';
import type { CannedList, FileView, HandoffAction } from '../../../handoff/api/handoff-shapes.ts';
import { post, Refusal, upload } from '../../app/api.ts';
import { Refused } from '../../app/parts/failed.tsx';
import { Icon } from '../../app/parts/icons.tsx';
import { useTexts } from '../../app/texts.ts';
import { useData } from '../../app/use-data.ts';
import { usePresence } from '../presence.tsx';
import { useInTurn } from '../send-in-turn.ts';
import { useDeed } from '../use-deed.ts';

export interface Draft {
  readonly text: string;
  set(text: string): void;
  /** Puts words in where the cursor stands. */
  insert(words: string): void;
  /** Puts back words that were not sent, before those written since. */
  giveBack(words: string): void;
  readonly field: RefObject<HTMLTextAreaElement | null>;
}

export function useDraft(): Draft {
  const [text, setText] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  return {
    text,
    field,
    set: setText,
    insert(words) {
      const { selectionStart = text.length, selectionEnd = text.length } = field.current ?? {};
      const gap = selectionStart > 0 && !/\s$/.test(text.slice(0, selectionStart)) ? '\n' : '';
      setText(text.slice(0, selectionStart) + gap + words + text.slice(selectionEnd));
      field.current?.focus();
    },
    giveBack: (words) => setText((since) => [words, since].filter(Boolean).join('\n')),
  };
}

interface Said {
  readonly isNote: boolean;
  readonly text: string;
  readonly files: readonly FileView[];
}

function actionOf({ isNote, text, files }: Said): HandoffAction {
  if (isNote) return { kind: 'note', text };
  return { kind: 'say', text, ...(files.length > 0 && { files: files.map(({ id }) => id) }) };
}

interface ComposerProps {
  readonly handoffId: string;
  readonly product: string | undefined;
  readonly draft: Draft;
  /** False: only notes. */
  readonly maySay: boolean;
  readonly act: (action: HandoffAction) => Promise<void>;
}

const typingEveryMs = 3000;

export function ChatComposer({ handoffId, product, draft, maySay, act }: ComposerProps) {
  const texts = useTexts();
  const [wantsNote, setWantsNote] = useState(false);
  const [isMissing, setMissing] = useState(false);
  const files = useFiles(handoffId);
  const lastTyped = useRef(0);
  const isNote = wantsNote || !maySay;
  const send = useDeed((said: Said) => act(actionOf(said)));
  const inTurn = useInTurn<Said>(send.run, (said) => {
    // Never may a note end up where the customer reads it.
    if (said.isNote) setWantsNote(true);
    draft.giveBack(said.text);
    files.giveBack(said.files);
  });
  const submit = () => {
    const text = draft.text.trim();
    const isEmpty = text === '' && (isNote || files.kept.length === 0);
    setMissing(isEmpty);
    if (isEmpty || files.isBusy) return;
    inTurn.add({ isNote, text, files: isNote ? [] : files.kept });
    draft.set('');
    if (!isNote) files.clear();
  };
  const type = (text: string) => {
    draft.set(text);
    if (isNote || text === '' || Date.now() - lastTyped.current < typingEveryMs) return;
    lastTyped.current = Date.now();
    void post(`/handoffs/${handoffId}/typing`, {}).catch((error: unknown) => error instanceof Refusal);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    submit();
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    submit();
  };
  return (
    <form noValidate className={`composer ${isNote ? 'internal' : ''}`} onSubmit={onSubmit}>
      {maySay && (
        <RadioGroup
          layout="horizontal"
          aria-label={texts('desk.words.label')}
          value={isNote ? 'note' : 'say'}
          onChange={(_, { value }) => setWantsNote(value === 'note')}
        >
          <Radio value="say" label={texts('desk.chat.toCustomer')} />
          <Radio value="note" label={texts('desk.words.note')} />
        </RadioGroup>
      )}
      <Field
        label={texts(isNote ? 'desk.words.noteLabel' : 'desk.words.replyLabel')}
        validationState={isMissing ? 'error' : 'none'}
        validationMessage={isMissing ? texts('app.composer.empty') : undefined}
      >
        <Textarea
          ref={draft.field}
          rows={3}
          resize="vertical"
          maxLength={8000}
          value={draft.text}
          onChange={(_, { value }) => type(value)}
          onKeyDown={onKeyDown}
        />
      </Field>
      {!isNote && <FileChips files={files} />}
      <Refused refusal={send.refusal ?? files.refusal} />
      <div className="sendline">
        <Button type="submit" appearance="primary" disabledFocusable={files.isBusy} icon={<Icon name={isNote ? 'lock' : 'send'} />}>
          {texts(isNote ? 'desk.words.keep' : 'desk.chat.send')}
        </Button>
        {!isNote && (
          <>
            <CannedMenu product={product} insert={draft.insert} />
            <FileButton files={files} />
          </>
        )}
        <span className="subtle keys">{texts('desk.chat.keys')}</span>
      </div>
    </form>
  );
}

function CannedMenu({ product, insert }: { readonly product: string | undefined; readonly insert: (words: string) => void }) {
  const texts = useTexts();
  const { value } = useData<CannedList>(`/canned${product ? `?product=${encodeURIComponent(product)}` : ''}`, false);
  if (!value || value.canned.length === 0) return null;
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button icon={<Icon name="insert" size={18} />}>{texts('desk.chat.canned')}</Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {value.canned.map(({ id, title, text }) => (
            <MenuItem key={id} onClick={() => insert(text)}>
              {title}
            </MenuItem>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

interface Files {
  readonly kept: readonly FileView[];
  readonly isBusy: boolean;
  readonly refusal: Refusal | undefined;
  add(files: Iterable<File>): void;
  remove(id: string): void;
  clear(): void;
  giveBack(files: readonly FileView[]): void;
}

function useFiles(handoffId: string): Files {
  const [kept, setKept] = useState<readonly FileView[]>([]);
  const send = useDeed(async (files: readonly File[]) => {
    for (const file of files) {
      const { done } = upload<FileView>(file, () => {}, `/handoffs/${handoffId}/files`);
      const view = await done;
      setKept((before) => [...before, view]);
    }
  });
  return {
    kept,
    isBusy: send.isBusy,
    refusal: send.refusal,
    add: (files) => void send.run([...files]),
    remove: (id) => setKept((before) => before.filter((file) => file.id !== id)),
    clear: () => setKept([]),
    giveBack: (files) => setKept((since) => [...files, ...since]),
  };
}

function FileButton({ files }: { readonly files: Files }) {
  const texts = useTexts();
  const { desk } = usePresence();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept={desk?.upload.endings.join(',')}
        onChange={({ target }) => {
          files.add([...(target.files ?? [])]);
          target.value = '';
        }}
      />
      <Button icon={<Icon name="clip" size={18} />} disabledFocusable={files.isBusy} onClick={() => input.current?.click()}>
        {texts('app.upload.add')}
      </Button>
    </>
  );
}

function FileChips({ files }: { readonly files: Files }) {
  const texts = useTexts();
  if (files.kept.length === 0) return null;
  return (
    <ul className="chips" aria-label={texts('app.upload.files')}>
      {files.kept.map(({ id, name }) => (
        <li key={id}>
          <Icon name="file" size={16} /> {name}
          <Button
            appearance="subtle"
            size="small"
            icon={<Icon name="cross" size={16} />}
            aria-label={texts('app.upload.remove', { name })}
            onClick={() => files.remove(id)}
          />
        </li>
      ))}
    </ul>
  );
}
