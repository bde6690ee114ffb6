import { describe, expect, it } from 'vitest';
import { replyActivity } from '../../src/bot/outgoing.ts';
import type { MessageContent, StoredMessage } from '../../src/domain/message.ts';

const stored = (content: MessageContent): StoredMessage => ({
  conversationId: 'c',
  seq: 4,
  direction: 'out',
  author: 'bot',
  authorId: 'bot',
  content,
  actions: [],
  important: false,
  delivery: 'due',
  at: 0,
});
const card = { type: 'AdaptiveCard', version: '1.5', body: [] };
const adaptive = 'application/vnd.microsoft.card.adaptive';
const entities = [{ type: 'https://schema.support-lotse.dev/offer', id: 'o1', state: 'open' }];

describe('a reply', () => {
  it('carries its text, the entities and whether an answer is awaited', () => {
    expect(replyActivity(stored({ text: 'Welches Produkt?', entities, expectsInput: true }), 'emulator')).toMatchObject({
      type: 'message',
      text: 'Welches Produkt?',
      inputHint: 'expectingInput',
      entities,
    });
  });

  it('with a card has the complete text beside it, in Teams as its summary so that it is not drawn twice', () => {
    const message = stored({ text: 'Angebot: …', card });
    expect(replyActivity(message, 'emulator')).toMatchObject({
      text: 'Angebot: …',
      attachments: [{ contentType: adaptive, content: card }],
    });
    const inTeams = replyActivity(message, 'teams');
    expect(inTeams).toMatchObject({ summary: 'Angebot: …', attachments: [{ contentType: adaptive, content: card }] });
    expect(inTeams).not.toHaveProperty('text');
  });

  it('offers choices as suggested actions that carry ids, never text alone', () => {
    const reply = replyActivity(stored({ text: 'Welches?', buttons: [{ title: 'Hausperfekt', a: '4.0' }] }), 'emulator');
    expect(reply).toMatchObject({ suggestedActions: { actions: [{ type: 'messageBack', title: 'Hausperfekt', value: { a: '4.0' } }] } });
  });

  it('offers choices in Teams on a card with the text, pressed visibly', () => {
    const reply = replyActivity(stored({ text: 'Welches?', buttons: [{ title: 'Absenden', a: '4.0', once: true }] }), 'teams');
    expect(reply).toMatchObject({
      summary: 'Welches?',
      attachments: [
        {
          contentType: adaptive,
          content: {
            body: [{ type: 'TextBlock', text: 'Welches?', wrap: true }],
            actions: [
              {
                type: 'Action.Submit',
                title: 'Absenden',
                data: { a: '4.0', once: true, msteams: { type: 'messageBack', displayText: 'Absenden', value: { a: '4.0', once: true } } },
              },
            ],
          },
        },
      ],
    });
  });

  it('keeps card and choices apart in Teams', () => {
    const reply = replyActivity(stored({ text: 'x', card, buttons: [{ title: 'Ja', a: '4.0' }] }), 'teams');
    expect(reply.attachments).toHaveLength(2);
  });

  it('that is too large for Teams goes as text alone', () => {
    const huge = { ...card, body: [{ type: 'TextBlock', text: 'x'.repeat(50_000) }] };
    expect(replyActivity(stored({ text: 'kurz', card: huge }), 'teams')).toMatchObject({ text: 'kurz' });
  });
});
