/** The overview: open offers, then requests by tab, own or the company's. */
import type { OfferRow, TicketList, TicketRow } from '../../../portal/api/shapes.ts';
import { Badge, Moment } from '../../app/parts/bits.tsx';
import { Failed } from '../../app/parts/failed.tsx';
import { Loading } from '../../app/parts/loading.tsx';
import { Link, Title, useAddress } from '../../app/router.tsx';
import { useData } from '../../app/use-data.ts';
import { useStart, useTexts } from '../start.ts';

interface Asked {
  readonly tab: string;
  readonly mine: boolean;
  readonly page: number;
}

function hrefOf({ tab, mine, page }: Asked): string {
  const query = new URLSearchParams({
    ...(tab !== 'open' && { tab }),
    ...(mine && { mine: '1' }),
    ...(page > 1 && { page: String(page) }),
  }).toString();
  return query === '' ? '/portal' : `/portal?${query}`;
}

export function ListPage() {
  const texts = useTexts();
  const address = useAddress();
  const query = new URLSearchParams(address.split('?')[1] ?? '');
  const asked: Asked = { tab: query.get('tab') ?? 'open', mine: query.get('mine') === '1', page: Number(query.get('page') ?? 1) };
  const { value, refusal, isLoading, retry } = useData<TicketList>(`/tickets?${query}`);
  if (refusal && !value) return <Failed refusal={refusal} retry={retry} />;
  if (!value) return <Loading />;
  return (
    <>
      <div className="head">
        <Title document={`${texts('portal.list.title')} – ${texts('portal.title')}`}>{texts('portal.list.title')}</Title>
        <p className="subtle">{value.company}</p>
      </div>
      {value.registrations > 0 && <Registrations count={value.registrations} />}
      <Offers rows={value.offers} />
      <TabBar list={value} asked={asked} />
      <div aria-busy={isLoading} className={isLoading ? 'renewing' : undefined}>
        {value.tickets.length > 0 ? <Tickets list={value} /> : <Empty list={value} />}
      </div>
      <Pages list={value} asked={asked} />
    </>
  );
}

function Registrations({ count }: { readonly count: number }) {
  const texts = useTexts();
  return (
    <section className="card attention">
      <p>{texts('app.registrations.waiting', { count })}</p>
      <p>
        <a className="button" href="/portal/registrations">
          {texts('app.registrations.view')}
        </a>
      </p>
    </section>
  );
}

function Offers({ rows }: { readonly rows: readonly OfferRow[] }) {
  const texts = useTexts();
  if (rows.length === 0) return null;
  return (
    <section className="card attention" aria-labelledby="offers">
      <h2 id="offers">{texts('portal.offers.title')}</h2>
      <ul className="offers">
        {rows.map((row) => (
          <li key={row.href}>
            <div>
              <p className="title">{row.subject}</p>
              <p className="subtle">
                {row.product} · {row.origin}
              </p>
            </div>
            <div>
              <p>{row.rate}</p>
              <p className="subtle">{row.valid}</p>
            </div>
            <Link className="button" href={row.href}>
              {texts('portal.offers.view')}
              <span className="hidden">: {row.subject}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

function TabBar({ list, asked }: { readonly list: TicketList; readonly asked: Asked }) {
  const texts = useTexts();
  const { me } = useStart();
  const hasCompany = me.customerNo !== undefined;
  return (
    <div className="tabbar">
      <nav className="tabs" aria-label={texts('portal.list.tabs')}>
        <ul>
          {list.tabs.map(({ name, label, count }) => (
            <li key={name}>
              <Link href={hrefOf({ ...asked, tab: name, page: 1 })} aria-current={name === asked.tab ? 'page' : undefined}>
                {label} <span className={name === 'waiting' && count > 0 ? 'count waiting' : 'count'}>{count}</span>
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      {hasCompany && (
        <nav className="scope" aria-label={texts('portal.list.scope')}>
          <ul>
            {[false, true].map((mine) => (
              <li key={String(mine)}>
                <Link href={hrefOf({ ...asked, mine, page: 1 })} aria-current={mine === asked.mine ? 'page' : undefined}>
                  {texts(mine ? 'portal.list.mine' : 'portal.list.all')}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      )}
    </div>
  );
}

function Tickets({ list }: { readonly list: TicketList }) {
  const texts = useTexts();
  const columns = [
    texts('portal.list.number'),
    texts('field.subject'),
    texts('field.product'),
    texts('field.state'),
    texts('field.billing'),
    texts('portal.list.created'),
    texts('portal.list.updated'),
  ];
  return (
    <section className="card flush">
      {/* The roles keep it a table where the narrow layout shows rows as cards. */}
      {/* biome-ignore lint/a11y/noRedundantRoles: CSS takes the table's own roles away on narrow screens */}
      <table role="table">
        <caption className="hidden">{texts('portal.list.caption', { tab: list.tab.label })}</caption>
        {/* biome-ignore lint/a11y/noRedundantRoles: as above */}
        <thead role="rowgroup">
          {/* biome-ignore lint/a11y/noRedundantRoles: as above */}
          <tr role="row">
            {columns.map((column) => (
              // biome-ignore lint/a11y/noRedundantRoles: as above
              <th key={column} role="columnheader" scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        {/* biome-ignore lint/a11y/noRedundantRoles: as above */}
        <tbody role="rowgroup">
          {list.tickets.map((row) => (
            <Row key={row.number} row={row} columns={columns} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row({ row, columns }: { readonly row: TicketRow; readonly columns: readonly string[] }) {
  const cells = [
    <Link key="number" className="number" href={row.href}>
      {row.number}
    </Link>,
    <Link key="subject" className="subject" href={row.href} tabIndex={-1}>
      {row.subject}
    </Link>,
    <span key="product">{row.product}</span>,
    <Badge key="state" {...row.badge} />,
    <span key="billing">{row.billing}</span>,
    <Moment key="created" at={row.created} />,
    <Moment key="updated" at={row.updated} />,
  ];
  return (
    // biome-ignore lint/a11y/noRedundantRoles: CSS takes the table's own roles away on narrow screens
    <tr role="row">
      {cells.map((cell, index) => (
        // biome-ignore lint/a11y/noRedundantRoles: as above
        <td key={columns[index]} role="cell" data-label={columns[index]}>
          {cell}
        </td>
      ))}
    </tr>
  );
}

function Empty({ list }: { readonly list: TicketList }) {
  const texts = useTexts();
  const { me } = useStart();
  return (
    <section className="card empty">
      <p className="title">{list.empty}</p>
      {me.takesRequests && (
        <p>
          <Link className="button" href="/portal/new">
            {texts('app.nav.new')}
          </Link>
        </p>
      )}
    </section>
  );
}

function Pages({ list, asked }: { readonly list: TicketList; readonly asked: Asked }) {
  const texts = useTexts();
  if (list.pages < 2 && list.limited === undefined) return null;
  const to = (page: number) => hrefOf({ ...asked, page });
  return (
    <nav className="pages" aria-label={texts('app.pages.label')}>
      {list.page > 1 && (
        <Link className="button" href={to(list.page - 1)} rel="prev">
          {texts('app.pages.previous')}
        </Link>
      )}
      <p>
        {texts('app.pages.position', { page: list.page, pages: list.pages })} {list.limited}
      </p>
      {list.page < list.pages && (
        <Link className="button" href={to(list.page + 1)} rel="next">
          {texts('app.pages.next')}
        </Link>
      )}
    </nav>
  );
}
