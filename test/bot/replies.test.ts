import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anonymousConfig, message, type RunningChannel, startChannel } from './channel-under-test.ts';

describe('replies in the HTTP answer', () => {
  let bot: RunningChannel;
  beforeAll(async () => {
    bot = await startChannel(anonymousConfig);
  });
  afterAll(() => bot.close());

  it('answers a message of the Emulator in the same exchange', async () => {
    const answer = await bot.post(message({ text: 'Hallo' }));
    expect(answer.status).toBe(200);
    expect(answer.json()).toMatchObject({
      activities: [{ type: 'message', text: 'Sie schrieben: Hallo', conversation: { id: 'conversation-1' }, from: { id: 'bot' } }],
    });
  });
});
