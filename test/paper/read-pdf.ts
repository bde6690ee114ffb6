/** Reads a PDF as a reader's program does: words, structure, and what it says about itself. */
import { getDocumentProxy, getResolvedPDFJS } from 'unpdf';

export interface ReadPdf {
  /** Words of all pages in the order they are drawn, without what stands at the foot of each page. */
  readonly text: string;
  /** What stands at the foot of each page. */
  readonly feet: readonly string[];
  readonly info: Readonly<Record<string, unknown>>;
  readonly language: string | null;
  readonly isTagged: boolean;
  /** Kinds of elements a screen reader is told of. */
  readonly roles: ReadonlySet<string>;
  readonly fonts: ReadonlySet<string>;
}

/** In: the file. Out: what is in it. */
export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  // It takes the bytes it is given for itself.
  const pdf = await getDocumentProxy(Uint8Array.from(bytes), { verbosity: 0 });
  const pages = await Promise.all(Array.from({ length: pdf.numPages }, (_, index) => pdf.getPage(index + 1)));
  const read = await Promise.all(pages.map(readPage));
  const { info } = await pdf.getMetadata();
  const roles = new Set<string>();
  for (const page of pages) collectRoles(await page.getStructTree(), roles);
  const result = {
    text: read.map(({ body }) => body).join(''),
    feet: read.map(({ foot }) => foot),
    info: info as Record<string, unknown>,
    language: (info as { Language?: string }).Language ?? null,
    isTagged: (await pdf.getMarkInfo())?.Marked === true,
    roles,
    fonts: new Set((await Promise.all(pages.map(fontsOf))).flat()),
  };
  await pdf.loadingTask.destroy();
  return result;
}

type Page = Awaited<ReturnType<Awaited<ReturnType<typeof getDocumentProxy>>['getPage']>>;

async function readPage(page: Page): Promise<{ readonly body: string; readonly foot: string }> {
  const { items } = await page.getTextContent({ includeMarkedContent: true, disableNormalization: true });
  let [body, foot] = ['', ''];
  const open: string[] = [];
  for (const item of items) {
    if ('str' in item) {
      if (open.includes('Artifact')) foot += item.str;
      else body += item.str;
    } else if (item.type === 'endMarkedContent') open.pop();
    else open.push((item as { readonly tag?: string }).tag ?? '');
  }
  return { body, foot };
}

async function fontsOf(page: Page): Promise<string[]> {
  const { OPS } = await getResolvedPDFJS();
  const { fnArray, argsArray } = await page.getOperatorList();
  const used = fnArray.flatMap((operation, index) => (operation === OPS.setFont ? [String(argsArray[index]?.[0])] : []));
  return used.map((name) => {
    const font = page.commonObjs.get(name) as { readonly name: string; readonly missingFile?: boolean };
    return font.missingFile ? `${font.name}, not embedded` : font.name;
  });
}

type Tree = NonNullable<Awaited<ReturnType<Page['getStructTree']>>>;

function collectRoles(node: Tree | Tree['children'][number] | null, roles: Set<string>): void {
  if (node === null || !('role' in node)) return;
  roles.add(node.role);
  for (const child of node.children) collectRoles(child, roles);
}
