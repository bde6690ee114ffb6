/** Reads a pressed button out of an activity's value: `{a: '<seq>.<n>', …inputs}` as we sent it, in each form channels give it back. */
import { z } from 'zod';

export type Press =
  | { readonly kind: 'press'; readonly a: string; readonly values: Readonly<Record<string, string>> }
  /** The value is not one of our buttons. */
  | { readonly kind: 'none' }
  /** It claims to be one and has the wrong types. */
  | { readonly kind: 'malformed' };

const inputName = /^[A-Za-z][\w.-]{0,63}$/;
const maxInput = 10_000;
const maxInputs = 50;
const ours = new Set(['a', 'once', 'msteams']);

const invokeShape = z.object({ action: z.object({ type: z.string().max(64).optional(), data: z.unknown().optional() }) });

/** In: the value of a message. */
export function readPress(value: unknown): Press {
  const data = typeof value === 'string' ? parsed(value) : value;
  if (!isRecord(data) || !Object.hasOwn(data, 'a')) return { kind: 'none' };
  const a = data.a;
  if (typeof a !== 'string' || a.length > 64) return { kind: 'malformed' };
  return { kind: 'press', a, values: inputs(data) };
}

/** In: the value of an `adaptiveCard/action` invoke. */
export function readInvokedPress(value: unknown): Press {
  const invoke = invokeShape.safeParse(value);
  if (!invoke.success) return { kind: 'malformed' };
  const press = readPress(invoke.data.action.data);
  return press.kind === 'none' ? { kind: 'malformed' } : press;
}

function inputs(data: Readonly<Record<string, unknown>>): Record<string, string> {
  const entries = Object.entries(data)
    .filter(([name]) => !ours.has(name) && inputName.test(name) && !Object.hasOwn(Object.prototype, name))
    .slice(0, maxInputs)
    .flatMap(([name, value]) => {
      const text = typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
      return typeof text === 'string' ? [[name, text.replaceAll('\0', '').toWellFormed().slice(0, maxInput)] as const] : [];
    });
  return Object.fromEntries(entries);
}

/** Teams gives the value of a messageBack back as JSON text. */
function parsed(text: string): unknown {
  if (!text.startsWith('{') || text.length > 30_000) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    // Any text may be a value; only JSON can be one of our buttons.
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
