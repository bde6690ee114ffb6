/** Reads the stored record of what was shown. */
import * as z from 'zod';

const shownSchema = z.object({ text: z.string() });

/** In: the record as stored and hashed (JSON of text and card). Out: its text; the record itself when it has another form. */
export function shownText(record: string): string {
  try {
    const parsed = shownSchema.safeParse(JSON.parse(record));
    return parsed.success ? parsed.data.text : record;
  } catch {
    // Not JSON: an older record that is the text itself.
    return record;
  }
}
