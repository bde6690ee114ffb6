/** All pages and files of the web chat, put together for the route table. */
import type { Knowledge } from '../../content/knowledge.ts';
import type { ChatHandlers } from '../routes.ts';
import { chatPage, widgetScript } from './chat-page.ts';
import { contentPage } from './content-page.ts';
import { demoPage } from './demo-page.ts';
import { openWebFiles } from './web-files.ts';

export interface WebPagesOptions {
  /** The build, `dist/web`. */
  readonly folder: string;
  /** The snapshot in force. */
  readonly knowledge: () => Knowledge;
  readonly production: boolean;
  readonly publicUrl?: string | undefined;
  /** `WEBCHAT_ORIGINS`: websites that may show the chat. */
  readonly origins: readonly string[];
  /** Show the upload button; Direct Line needs an upload folder then. */
  readonly uploads?: boolean | undefined;
}

/** In: the options. Out: the handlers; the demo page only outside production. Rejects when the web was never built. */
export async function webPages({ folder, ...options }: WebPagesOptions): Promise<ChatHandlers> {
  const files = await openWebFiles(folder);
  return {
    widget: widgetScript({ ...options, files }),
    chat: chatPage({ ...options, files }),
    page: contentPage({ ...options, files }),
    asset: files.asset,
    demo: options.production ? undefined : demoPage({ files }),
  };
}
