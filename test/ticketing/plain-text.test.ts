/** HTML that agents write becomes words that customers read. */
import { expect, test } from 'vitest';
import { plainText } from '../../src/ticketing/plain-text.ts';

test.each([
  ['<p>Guten Tag,</p><p>bitte neu starten.</p>', 'Guten Tag,\n\nbitte neu starten.'],
  ['eins<br>zwei<br/>drei', 'eins\nzwei\ndrei'],
  ['<ul><li>eins</li><li>zwei</li></ul>', '- eins\n- zwei'],
  ['Gr&ouml;&szlig;e &gt; 5 &amp;&nbsp;Ma&#223; &#x20AC;', 'Größe > 5 & Maß €'],
  ['&amp;lt;b&amp;gt; &unbekannt; &#0; &#xD800;', '&lt;b&gt; &unbekannt; &#0; &#xD800;'],
  ['<style>p{color:red}</style><!-- geheim --><p>da</p><script>alert(1)</script>', 'da'],
  ['<a href="https://x.example">Link</a>', 'Link'],
  ['', ''],
])('%j', (html, words) => expect(plainText(html)).toBe(words));
