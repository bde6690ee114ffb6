/** Moving between pages without loading them anew: the History API, links, and where the focus goes. */
import { type AnchorHTMLAttributes, type MouseEvent, useEffect, useRef, useSyncExternalStore } from 'react';
import { here } from './place.ts';

const moved = 'app:moved';

function listen(changed: () => void): () => void {
  window.addEventListener('popstate', changed);
  window.addEventListener(moved, changed);
  return () => {
    window.removeEventListener('popstate', changed);
    window.removeEventListener(moved, changed);
  };
}

/** Path and query of the page shown. */
export const useAddress = (): string => useSyncExternalStore(listen, () => location.pathname + location.search);

export function navigate(to: string, how: 'push' | 'replace' = 'push'): void {
  if (how === 'push') history.pushState(null, '', to);
  else history.replaceState(null, '', to);
  window.dispatchEvent(new Event(moved));
  if (how === 'push') window.scrollTo(0, 0);
}

/** True when the app itself draws the page of this address. */
export const isOurs = (to: string): boolean => isBelow(to) && !here().servers.test(to);

function isBelow(to: string): boolean {
  const { root } = here();
  return to === root || to.startsWith(`${root}/`) || to.startsWith(`${root}?`);
}

/** The path of an address that leads into the app, whatever name the server is called by; the address itself otherwise. */
export function ourPath(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  return url && isBelow(url.pathname) ? url.pathname + url.search : address;
}

type LinkProps = AnchorHTMLAttributes<HTMLAnchorElement> & { readonly href: string };

export function Link({ href, onClick, children, ...rest }: LinkProps) {
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (event.defaultPrevented || !plain || !isOurs(href)) return;
    event.preventDefault();
    navigate(href);
  };
  return (
    <a {...rest} href={href} onClick={follow}>
      {children}
    </a>
  );
}

/** Path of the page whose heading was drawn last. */
let drawn: string | undefined;

/** When what had the focus is gone, the page's heading takes it, so that nobody starts again at the top. */
export function keepFocus(): void {
  requestAnimationFrame(() => {
    if (document.activeElement === document.body) document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true });
  });
}

/** The heading of a page: names the document, and takes the focus when the person came here from another page. */
export function Title({
  children,
  document: name,
  className,
}: {
  readonly children: React.ReactNode;
  readonly document: string;
  readonly className?: string;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = name;
  }, [name]);
  useEffect(() => {
    if (drawn !== undefined && drawn !== location.pathname) heading.current?.focus({ preventScroll: true });
    drawn = location.pathname;
  }, []);
  return (
    <h1 ref={heading} tabIndex={-1} className={className}>
      {children}
    </h1>
  );
}
