/** The framework's floor: restify, CloudAdapter and one echoed sentence, nothing stored. What our bot is measured against. */
import { CloudAdapter, ConfigurationBotFrameworkAuthentication, type TurnContext } from 'botbuilder';
import restify from 'restify';

const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));

async function echo(context: TurnContext): Promise<void> {
  if (context.activity.type === 'message') await context.sendActivity(`Sie schrieben: ${context.activity.text}`);
}

const server = restify.createServer();

server.get('/health/ready', async (_req: restify.Request, res: restify.Response) => {
  res.send(200, { status: 'ok' });
});

server.post('/api/messages', restify.plugins.bodyParser({ maxBodySize: 262_144 }), async (req: restify.Request, res: restify.Response) => {
  try {
    await adapter.process(req, res, echo);
  } catch {
    // The floor answers like any framework bot: without a word.
    res.send(500);
  }
});

server.listen(Number(process.env.PORT ?? 3979), '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));
