/** Files to send along: chosen, dropped or pasted; sent one by one with progress, before the message that takes them. */
import { Button, ProgressBar } from '@fluentui/react-components';
import { type ClipboardEvent, type DragEvent, useEffect, useRef, useState } from 'react';
import type { Upload, UploadRules } from '../../../portal/api/shapes.ts';
import { newKey, Refusal, upload } from '../../app/api.ts';
import { size } from '../../app/parts/bits.tsx';
import { Icon } from '../../app/parts/icons.tsx';
import { useStart, useTexts, type Words } from '../start.ts';

interface Chosen {
  readonly key: string;
  readonly name: string;
  readonly bytes: number;
  readonly share: number;
  readonly kept?: Upload | undefined;
  readonly refused?: string | undefined;
  readonly preview?: string | undefined;
  readonly stop: () => void;
}

export interface Uploads {
  readonly chosen: readonly Chosen[];
  /** Ids of the files that are safe on the server. */
  readonly ids: readonly string[];
  /** True while a file is on its way. */
  readonly isBusy: boolean;
  add(files: Iterable<File>): void;
  remove(key: string): void;
  clear(): void;
  /** For the part of the page that takes dropped and pasted files. */
  readonly target: {
    readonly onDrop: (event: DragEvent) => void;
    readonly onDragOver: (event: DragEvent) => void;
    readonly onDragLeave: () => void;
    readonly onPaste: (event: ClipboardEvent) => void;
    readonly className: string;
  };
}

export function useUploads(): Uploads {
  const texts = useTexts();
  const { me } = useStart();
  const [chosen, setChosen] = useState<readonly Chosen[]>([]);
  const [isOver, setOver] = useState(false);
  const newest = useRef(chosen);
  newest.current = chosen;
  useEffect(() => () => newest.current.forEach(forget), []);
  const change = (key: string, to: Partial<Chosen>) => setChosen((all) => all.map((one) => (one.key === key ? { ...one, ...to } : one)));

  const add = (files: Iterable<File>) => {
    for (const file of files) {
      const key = newKey();
      const full = newest.current.filter(({ refused }) => refused === undefined).length >= me.upload.maxFiles;
      const refused = full ? texts('app.upload.tooMany', { count: me.upload.maxFiles }) : reasonAgainst(file, me.upload, texts);
      const { done, stop } = refused === undefined ? upload(file, (share) => change(key, { share })) : { done: undefined, stop: () => {} };
      const preview = refused === undefined && /^image\/(png|jpeg|gif)$/.test(file.type) ? URL.createObjectURL(file) : undefined;
      const one: Chosen = { key, name: file.name, bytes: file.size, share: 0, refused, preview, stop };
      newest.current = [...newest.current, one];
      setChosen((all) => [...all, one]);
      done?.then(
        (kept) => change(key, { kept, share: 1 }),
        (error: unknown) => change(key, { refused: error instanceof Refusal ? error.message : texts('app.error.unreachable') }),
      );
    }
  };
  const remove = (key: string) => {
    chosen.filter((one) => one.key === key).forEach(forget);
    setChosen((all) => all.filter((one) => one.key !== key));
  };
  const take = (event: DragEvent | ClipboardEvent, files: FileList | undefined) => {
    if (!files || files.length === 0) return;
    event.preventDefault();
    setOver(false);
    add(files);
  };
  return {
    chosen,
    ids: chosen.flatMap(({ kept }) => (kept ? [kept.id] : [])),
    isBusy: chosen.some(({ kept, refused }) => !kept && refused === undefined),
    add,
    remove,
    clear() {
      chosen.forEach(forget);
      setChosen([]);
    },
    target: {
      onDrop: (event) => take(event, event.dataTransfer.files),
      onDragOver(event) {
        if (!event.dataTransfer.types.includes('Files')) return;
        event.preventDefault();
        setOver(true);
      },
      onDragLeave: () => setOver(false),
      onPaste: (event) => take(event, event.clipboardData.files),
      className: isOver ? 'droptarget over' : 'droptarget',
    },
  };
}

function forget({ stop, preview, kept }: Chosen): void {
  if (!kept) stop();
  if (preview) URL.revokeObjectURL(preview);
}

function reasonAgainst(file: File, { maxBytes, endings }: UploadRules, texts: Words): string | undefined {
  if (!endings.some((ending) => file.name.toLowerCase().endsWith(ending))) return texts('app.error.wrongFile');
  return file.size > maxBytes ? texts('app.error.tooLarge') : undefined;
}

/** The button, the sentence about what not to send, and the files chosen so far. */
export function UploadField({ uploads }: { readonly uploads: Uploads }) {
  const texts = useTexts();
  const { me } = useStart();
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className="uploads">
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept={me.upload.endings.join(',')}
        onChange={({ target }) => {
          uploads.add([...(target.files ?? [])]);
          target.value = '';
        }}
      />
      {uploads.chosen.length > 0 && (
        <ul aria-label={texts('app.upload.files')}>
          {uploads.chosen.map((one) => (
            <FileRow key={one.key} file={one} remove={() => uploads.remove(one.key)} />
          ))}
        </ul>
      )}
      <div className="uploadline">
        <Button icon={<Icon name="clip" />} onClick={() => input.current?.click()} aria-describedby="uploadnote">
          {texts('app.upload.add')}
        </Button>
        <p className="subtle" id="uploadnote">
          {texts('app.upload.note')}{' '}
          <span className="nowrap">{texts('app.upload.limits', { size: size(me.upload.maxBytes), count: me.upload.maxFiles })}</span>
        </p>
      </div>
      <span className="hidden" role="status">
        {uploads.isBusy ? texts('app.upload.busy') : uploads.ids.length > 0 ? texts('app.upload.ready', { count: uploads.ids.length }) : ''}
      </span>
    </div>
  );
}

function FileRow({ file, remove }: { readonly file: Chosen; readonly remove: () => void }) {
  const texts = useTexts();
  const { name, bytes, share, kept, refused, preview } = file;
  return (
    <li className={refused ? 'wrong' : undefined}>
      {preview ? <img src={preview} alt="" /> : <Icon name="file" />}
      <div>
        <p>
          <span className="filename">{name}</span> <span className="subtle">{size(bytes)}</span>
        </p>
        {refused ? (
          <p className="refused" role="alert">
            {refused}
          </p>
        ) : (
          !kept && <ProgressBar value={share} aria-label={texts('app.upload.progress', { name })} />
        )}
      </div>
      <Button
        appearance="subtle"
        icon={<Icon name="cross" size={18} />}
        aria-label={texts('app.upload.remove', { name })}
        onClick={remove}
      />
    </li>
  );
}
