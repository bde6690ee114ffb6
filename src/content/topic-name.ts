/** What a label is called. */
import type { Label } from '../domain/vocabulary.ts';
import type { Knowledge } from './knowledge.ts';
import type { TextKey } from './text-keys.ts';

/** The topic's name as customers read it on buttons. */
export function topicName({ texts }: Pick<Knowledge, 'texts'>, label: Label): string {
  return texts[`label.${label.replace('/', '-')}` as TextKey] ?? label;
}
