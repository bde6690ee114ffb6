/** Light, dark or contrast: as the system or Teams says, or as the agent chose; told to Fluent and to our own styles alike. */
import { type Theme, teamsHighContrastTheme } from '@fluentui/react-components';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { dark, light, usePrefersDark } from '../app/theme.ts';

export const looks = ['light', 'dark', 'contrast'] as const;
export type Look = (typeof looks)[number];

const place = 'desk.look';
const fluent: Readonly<Record<Look, Theme>> = { light, dark, contrast: teamsHighContrastTheme };

let teams: Look | undefined;
const listeners = new Set<() => void>();

/** Teams' own theme; it stands above the system's. */
export function lookOfTeams(theme: string | undefined): void {
  teams = theme === undefined ? undefined : theme === 'contrast' || theme === 'dark' ? theme : 'light';
  for (const listener of listeners) listener();
}

const listen = (changed: () => void) => {
  listeners.add(changed);
  return () => void listeners.delete(changed);
};

const contrast = window.matchMedia('(forced-colors: active), (prefers-contrast: more)');
const listenContrast = (changed: () => void) => {
  contrast.addEventListener('change', changed);
  return () => contrast.removeEventListener('change', changed);
};

/** In a frame of another site the browser may keep nothing for us; then the choice holds while the page is open. */
function memory(): Storage | undefined {
  try {
    return localStorage;
  } catch {
    return undefined;
  }
}

function kept(): Look | undefined {
  const found = memory()?.getItem(place);
  return looks.find((look) => look === found);
}

export interface Looks {
  readonly theme: Theme;
  /** Unset: as the system or Teams says. */
  readonly chosen: Look | undefined;
  choose(look: Look | undefined): void;
}

export function useLooks(): Looks {
  const [chosen, setChosen] = useState(kept);
  const prefersDark = usePrefersDark();
  const prefersContrast = useSyncExternalStore(listenContrast, () => contrast.matches);
  const ofTeams = useSyncExternalStore(listen, () => teams);
  const look = chosen ?? ofTeams ?? (prefersContrast ? 'contrast' : prefersDark ? 'dark' : 'light');
  useEffect(() => {
    document.documentElement.dataset.look = look;
  }, [look]);
  return {
    theme: fluent[look],
    chosen,
    choose(next) {
      if (next === undefined) memory()?.removeItem(place);
      else memory()?.setItem(place, next);
      setChosen(next);
    },
  };
}
