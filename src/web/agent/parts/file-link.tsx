/** A link to a file or page of our own in a window of its own. In Teams no cookie goes with it, so it first gets an address that carries its permission. */
import { type MouseEvent, type ReactNode, useState } from 'react';
import type { AddressView } from '../../../handoff/api/shapes.ts';
import { post } from '../../app/api.ts';
import { Refused } from '../../app/parts/failed.tsx';
import { useDesk } from '../start.ts';
import { useDeed } from '../use-deed.ts';

/** Shorter than the address holds. */
const freshMs = 50_000;

export function FileLink({ href, children }: { readonly href: string; readonly children: ReactNode }) {
  const { inTeams } = useDesk();
  const [signed, setSigned] = useState<{ readonly href: string; readonly until: number }>();
  const open = useDeed(async () => {
    const address = await post<AddressView>('/addresses', { href });
    // Where the host keeps windows shut, the link itself leads there on the next press.
    if (!window.open(address.href, '_blank')) setSigned({ href: address.href, until: Date.now() + freshMs });
  });
  const onClick = (event: MouseEvent) => {
    if (!inTeams || (signed && Date.now() < signed.until)) return;
    event.preventDefault();
    void open.run();
  };
  return (
    <>
      <a href={signed?.href ?? href} target="_blank" rel="noreferrer" onClick={onClick} onAuxClick={onClick}>
        {children}
      </a>
      <Refused refusal={open.refusal} />
    </>
  );
}
