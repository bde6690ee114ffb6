/** Reads the stored record of what was shown. */

/** In: the record as stored and hashed (JSON of text and card). Out: its text; the record itself when it has another form. */
export function shownText(record: string): string {
  try {
    const parsed: unknown = JSON.parse(record);
    return typeof parsed === 'object' && parsed !== null && 'text' in parsed && typeof parsed.text === 'string' ? parsed.text : record;
  } catch {
    // Not JSON: an older record that is the text itself.
    return record;
  }
}
