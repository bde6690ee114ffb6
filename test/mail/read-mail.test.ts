/** Raw mails as programs, scanners and spoilers write them, and what is read of each. */
import { describe, expect, it } from 'vitest';
import type { IncomingMail } from '../../src/domain/incoming-mail.ts';
import { readMail } from '../../src/mail/read-mail.ts';

const lines = (...parts: readonly string[]): string => parts.join('\r\n');
const picture = (bytes: number): string =>
  Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47]), Buffer.alloc(bytes, 7)])
    .toString('base64')
    .replaceAll(/(.{76})/g, '$1\r\n');
const inline = (name: string, bytes: number): readonly string[] => [
  '--b',
  `Content-Type: image/png; name="${name}"`,
  'Content-Transfer-Encoding: base64',
  `Content-ID: <${name}>`,
  'Content-Disposition: inline',
  '',
  picture(bytes),
];

type Expected = Partial<Omit<IncomingMail, 'files' | 'headers'>> & { readonly fileNames?: readonly string[] };

const cases: readonly (readonly [string, string | Buffer, Expected])[] = [
  [
    'an encoded name and subject',
    lines(
      'From: =?UTF-8?Q?=C3=84nne_=C3=96hler?= <Aenne@Kunde.example>',
      'Subject: =?iso-8859-1?Q?Gr=F6=DFe?=',
      'Message-ID: <a@b>',
      '',
      'Text',
    ),
    { from: { address: 'Aenne@Kunde.example', name: 'Änne Öhler' }, subject: 'Größe', messageId: 'a@b', text: 'Text' },
  ],
  [
    'ISO-8859-1 in quoted-printable',
    lines(
      'From: a@b.example',
      'Content-Type: text/plain; charset=iso-8859-1',
      'Content-Transfer-Encoding: quoted-printable',
      '',
      'Ma=DF f=FCr Geb=E4ude',
    ),
    { text: 'Maß für Gebäude' },
  ],
  [
    'Windows-1252 in plain bytes',
    Buffer.concat([
      Buffer.from('From: a@b.example\r\nContent-Type: text/plain; charset=windows-1252\r\n\r\n'),
      Buffer.from([0x80, 0x20, 0xfc]),
    ]),
    { text: '€ ü' },
  ],
  [
    'HTML and nothing else',
    lines(
      'From: a@b.example',
      'Content-Type: text/html; charset=utf-8',
      '',
      '<p>Guten Tag,</p><p>es geht<br>nicht.</p><script>alert(1)</script>',
    ),
    { text: 'Guten Tag,\n\nes geht\nnicht.' },
  ],
  [
    'a screenshot in the text, without the logo of the signature',
    lines(
      'From: a@b.example',
      'Content-Type: multipart/related; boundary=b',
      '',
      '--b',
      'Content-Type: text/html; charset=utf-8',
      '',
      '<p>Siehe <img src="cid:bild.png"></p><img src="cid:logo.png">',
      ...inline('bild.png', 9000),
      ...inline('logo.png', 900),
      '--b--',
    ),
    { fileNames: ['bild.png'] },
  ],
  [
    'a mail attached to a mail',
    lines(
      'From: a@b.example',
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      'Content-Type: text/plain',
      '',
      'siehe Anhang',
      '--b',
      'Content-Type: message/rfc822',
      'Content-Disposition: attachment; filename="alt.eml"',
      '',
      'From: c@d.example',
      'Subject: alt',
      '',
      'Alter Text',
      '--b--',
    ),
    { text: 'siehe Anhang', fileNames: ['alt.eml'] },
  ],
  [
    'folded references',
    lines('From: a@b.example', 'In-Reply-To: <x@y>', 'References: <1@y>', ' <2@y>', '\t<x@y>', '', ''),
    { references: ['x@y', '1@y', '2@y', 'x@y'], text: '' },
  ],
  [
    'a report of a mail server',
    lines(
      'From: Mail Delivery System <mailer-daemon@mx.example>',
      'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
      '',
      '--b',
      'Content-Type: text/plain',
      '',
      'Undelivered',
      '--b',
      'Content-Type: message/delivery-status',
      '',
      'Status: 5.1.1',
      '--b--',
    ),
    { isReport: true },
  ],
  [
    'line breaks in the subject',
    lines('From: a@b.example', 'Subject: =?utf-8?Q?eins=0D=0ABcc:_x@y?=', '', ''),
    { subject: 'eins Bcc: x@y' },
  ],
  ['nothing at all', '', { messageId: '', from: { address: '' }, subject: '', text: '', references: [], fileNames: [] }],
  ['only words', 'Hallo, ist da jemand?', { from: { address: '' } }],
  [
    'a broken multipart',
    lines('From: a@b.example', 'Content-Type: multipart/mixed; boundary=b', '', '--b', 'Content-Type: text/plain', '', 'bis hier'),
    { text: 'bis hier' },
  ],
  [
    'an unknown character set',
    lines('From: a@b.example', 'Content-Type: text/plain; charset=gibtesnicht', '', 'ASCII bleibt'),
    { text: 'ASCII bleibt' },
  ],
  ['two senders', lines('From: a@b.example, c@d.example', '', 'x'), { from: { address: 'a@b.example' } }],
];

describe('of a mail with', () => {
  it.each(cases)('%s the right things are read', async (_, raw, { fileNames, ...expected }) => {
    const mail = await readMail(Buffer.from(raw));
    expect({ ...mail, text: mail.text.trim(), from: JSON.parse(JSON.stringify(mail.from)) as unknown }).toMatchObject(expected);
    if (fileNames) expect(mail.files.map(({ name }) => name)).toEqual(fileNames);
  });

  it('headers that stand more than once all are, the newest first', async () => {
    const raw = lines(
      'Authentication-Results: mx.us; dmarc=fail',
      'Authentication-Results: mx.them; dmarc=pass',
      'From: a@b.example',
      '',
      '',
    );
    expect((await readMail(Buffer.from(raw))).headers.get('authentication-results')).toEqual(['mx.us; dmarc=fail', 'mx.them; dmarc=pass']);
  });
});
