/** The customer list: what spreadsheets write is read, and every bad row is named with its line. */
import { describe, expect, test } from 'vitest';
import { readCustomers } from '../../src/cli/customers-csv.ts';

const products = [
  { id: 'hausperfekt', name: 'Hausperfekt', synonyms: ['haus perfekt'] },
  { id: 'karthago', name: 'Karthago', synonyms: [] },
];
const header = 'customerNo,organisation,products,contracts,email,name,mayOrder';

const read = (text: string | Uint8Array) => {
  let id = 0;
  return readCustomers(typeof text === 'string' ? new TextEncoder().encode(text) : text, { products, newId: () => `id-${++id}` });
};

const muster = {
  ok: true,
  customers: [
    {
      organisation: {
        id: 'id-1',
        customerNo: 'K-1',
        name: 'Müller & Söhne',
        products: ['hausperfekt', 'karthago'],
        contracts: ['hausperfekt'],
      },
      contacts: [{ id: 'id-2', organisationId: 'id-1', email: 'erika@example.test', name: 'Erika Öl', mayOrder: true }],
    },
  ],
};
const german =
  'Kundennummer;Firma;Produkte;Verträge;E-Mail;Name;Darf beauftragen\r\nK-1;Müller & Söhne;"hausperfekt;karthago";Hausperfekt;Erika@Example.test;Erika Öl;ja\r\n';
const english = `${header}\nK-1,Müller & Söhne,karthago;haus perfekt,hausperfekt,erika@example.test,Erika Öl,true`;
const windows1252 = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const utf16 = (text: string) => new Uint8Array([0xff, 0xfe, ...Buffer.from(text, 'utf16le')]);

describe('a customer list is read', () => {
  test.each([
    ['with English headers and commas', english],
    ['with German headers and semicolons', german],
    ['with a byte order mark', `\uFEFF${german}`],
    ['in Windows-1252, as older spreadsheets write it', windows1252(german)],
    ['in UTF-16, as spreadsheets write "Unicode text"', utf16(german)],
    [
      'with columns in another order and more of them',
      `name,mayOrder,note,email,contracts,products,organisation,customerNo\n Erika Öl , JA ,x,erika@example.test,hausperfekt,karthago|hausperfekt,Müller & Söhne,K-1`,
    ],
    [
      'with every cell in quotes and empty lines',
      `${header}\n\n"K-1","Müller & Söhne","hausperfekt;karthago","hausperfekt","erika@example.test","Erika Öl","1"\n\n`,
    ],
  ])('%s', (_what, text) => {
    expect(read(text)).toMatchObject(muster);
  });

  test('with several people and rows of one organisation', () => {
    const result = read(
      `${header}\nK-1,Muster,hausperfekt,,a@example.test,A,ja\nK-2,Andere,,,,,\nK-1,Muster,hausperfekt,,b@example.test,"B, C",nein`,
    );
    expect(result).toMatchObject({
      ok: true,
      customers: [
        {
          organisation: { customerNo: 'K-1', contracts: [] },
          contacts: [
            { name: 'A', mayOrder: true },
            { name: 'B, C', mayOrder: false },
          ],
        },
        { organisation: { customerNo: 'K-2', products: [] }, contacts: [] },
      ],
    });
    expect(result.ok && [...result.lineOf]).toEqual([
      ['a@example.test', 2],
      ['b@example.test', 4],
    ]);
  });

  test.each([
    ['ja', true],
    ['yes', true],
    ['TRUE', true],
    ['1', true],
    ['Nein', false],
    ['no', false],
    ['false', false],
    ['0', false],
  ])('with the right to order written as %s', (word, mayOrder) => {
    expect(read(`${header}\nK-1,M,,,a@example.test,A,${word}`)).toMatchObject({ customers: [{ contacts: [{ mayOrder }] }] });
  });
});

describe('a customer list is refused', () => {
  test.each<[string, string, [number, RegExp][]]>([
    ['without customer number', 'x,M,,,a@example.test,A,ja\n,M,,,b@example.test,B,ja', [[3, /customer number is missing/]]],
    ['without name of the organisation', 'K-1,,,,a@example.test,A,ja', [[2, /name of the organisation/]]],
    [
      'with an unknown product',
      'K-1,M,hausperfect 3000,,a@example.test,A,ja',
      [[2, /"hausperfect 3000" is not known; known are hausperfekt, karthago/]],
    ],
    ['with a contract for a product they do not have', 'K-1,M,karthago,hausperfekt,a@example.test,A,ja', [[2, /contract for hausperfekt/]]],
    ['with a bad address', 'K-1,M,,,erika(at)example.test,A,ja', [[2, /"erika\(at\)example.test" is not an e-mail address/]]],
    ['without address', 'K-1,M,,,,A,ja', [[2, /e-mail address is missing/]]],
    ['without name of the person', 'K-1,M,,,a@example.test,,ja', [[2, /name of the person/]]],
    [
      'with an unclear right to order',
      'K-1,M,,,a@example.test,A,vielleicht\nK-1,M,,,b@example.test,B,',
      [
        [2, /ja or nein/],
        [3, /ja or nein/],
      ],
    ],
    ['with one address twice', 'K-1,M,,,a@example.test,A,ja\nK-1,M,,,A@example.test,A,ja', [[3, /stands in line 2 already\./]]],
    [
      'with one address in two organisations',
      'K-1,M,,,a@example.test,A,ja\nK-2,N,,,a@example.test,A,ja',
      [[3, /line 2 already, for another organisation/]],
    ],
    [
      'with two names of one organisation',
      'K-1,M,,,a@example.test,A,ja\nK-1,N,karthago,,b@example.test,B,ja',
      [[3, /other name, products here than in line 2/]],
    ],
    ['with a row of another length', 'K-1,M,,,a@example.test,A,ja,extra', [[2, /8 cells instead of 7/]]],
    ['with a line break in a cell', 'K-1,"M\nN",,,a@example.test,A,ja', [[3, /line break/]]],
    ['with a quote that never ends', 'K-1,M,,,a@example.test,A,ja\nK-2,"M,,,b@example.test,B,ja', [[3, /quotes/]]],
    ['with nothing in it', '', [[1, /no row/]]],
  ])('%s', (_what, rows, problems) => {
    const result = read(`${header}\n${rows}`);
    expect(result).toMatchObject({ ok: false });
    expect(result.ok ? [] : result.problems).toEqual(problems.map(([line, reason]) => ({ line, reason: expect.stringMatching(reason) })));
  });

  test('with all of its problems at once, in the order of the lines', () => {
    const result = read(`${header}\n,,nope,,bad,,\nK-2,N,,,a@example.test,A,ja\nK-3,O,,,a@example.test,A,ja`);
    expect(result.ok ? [] : result.problems.map(({ line }) => line)).toEqual([2, 2, 2, 2, 2, 2, 4]);
  });

  test.each([
    ['an empty file', '', 'customerNo, organisation, products, contracts, email, name, mayOrder'],
    ['a header that lacks columns', 'Kundennummer;Firma;Name\nK-1;M;A', 'products, contracts, email, mayOrder'],
  ])('as %s', (_what, text, missing) => {
    expect(read(text)).toEqual({ ok: false, problems: [{ line: 1, reason: `The header row lacks: ${missing}.` }] });
  });
});
