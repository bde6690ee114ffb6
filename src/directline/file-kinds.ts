/** Which files may be uploaded, told by their first bytes and their ending, never by what the browser claims. */

const zip = [0x50, 0x4b, 0x03, 0x04];
const office = 'application/vnd.openxmlformats-officedocument';

/** Endings, content type, and the bytes such a file begins with (none for text). */
const kinds: readonly { readonly endings: readonly string[]; readonly contentType: string; readonly begins: readonly number[] }[] = [
  { endings: ['png'], contentType: 'image/png', begins: [0x89, 0x50, 0x4e, 0x47] },
  { endings: ['jpg', 'jpeg'], contentType: 'image/jpeg', begins: [0xff, 0xd8, 0xff] },
  { endings: ['gif'], contentType: 'image/gif', begins: [0x47, 0x49, 0x46, 0x38] },
  { endings: ['pdf'], contentType: 'application/pdf', begins: [0x25, 0x50, 0x44, 0x46] },
  { endings: ['docx'], contentType: `${office}.wordprocessingml.document`, begins: zip },
  { endings: ['xlsx'], contentType: `${office}.spreadsheetml.sheet`, begins: zip },
  { endings: ['txt', 'log'], contentType: 'text/plain', begins: [] },
  { endings: ['csv'], contentType: 'text/csv', begins: [] },
];

/** Endings of files that may be uploaded, with their dots. */
export const allowedEndings: readonly string[] = kinds.flatMap(({ endings }) => endings.map((ending) => `.${ending}`));

/** In: name and content. Out: the content type, or `undefined` for a file that may not be uploaded. */
export function contentTypeOf(name: string, bytes: Uint8Array): string | undefined {
  const ending = /\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  const kind = kinds.find(({ endings }) => endings.includes(ending));
  if (!kind || bytes.length === 0) return undefined;
  const fits = kind.begins.length > 0 ? kind.begins.every((byte, index) => bytes[index] === byte) : !bytes.includes(0);
  return fits ? kind.contentType : undefined;
}

/** In: a name from outside. Out: one that is safe to show and to store: no paths, no control or direction characters, at most 120 characters. */
export function cleanName(name: string): string {
  const base = name.split(/[\\/]/).at(-1) ?? '';
  const clean = base
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Cf}"<>|:*?]/gu, '')
    .trim();
  return clean.length <= 120 ? clean : `${clean.slice(0, 100)}${clean.slice(-20)}`;
}
