/** The words of a page, to be compared with those of the PDF. */
import type { Html } from '../../src/html/html.ts';

const signs: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&amp;': '&' };

/** In: HTML of ours, where words never hold a bare `<`. Out: its words. */
export const pageText = ({ text }: Html): string =>
  text.replaceAll(/<[^>]*>/g, '').replaceAll(/&(lt|gt|quot|#39|amp);/g, (entity) => signs[entity] ?? entity);

/** Where lines break is each renderer's own. */
export const squeezed = (text: string): string => text.replaceAll(/\s+/g, '');
