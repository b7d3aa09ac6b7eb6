/** Values that requests or commands of the manifest's write, read and remove. */

import { messageOf, UserError } from '../../lib/errors.js';
import { AppUnavailableError, type ContainerContext, execInService } from '../app-container.js';
import { type AskContext, type HttpAnswer, tryApp } from '../checks/index.js';
import type { HttpRequestSpec, MarkerSpec } from '../manifest/model.js';
import { isKeyedByName, type Slot, slotsOf, type Values } from './marker.js';
import { type Found, firstLine, type Place, PlaceError, SPOILED } from './place.js';

type Spec = MarkerSpec & { readonly kind: 'http' | 'exec' };
/** How the three of a spec are done, with the value and the name put in. */
type Acts = {
  do(what: 'write' | 'remove', slot: Slot, value: string): Promise<void>;
  /** @returns what there is to look for the value in, and words for a message where it isn't. */
  read(slot: Slot, value: string): Promise<{ readonly text: string; readonly words: string }>;
};

const COMMAND_MS = 120_000;

export function httpPlace(context: AskContext, spec: MarkerSpec & { readonly kind: 'http' }): Place {
  const ask = async (request: HttpRequestSpec, slot: Slot, value: string): Promise<HttpAnswer> => {
    const filled = fill(request, slot, value);
    try {
      const asked = await tryApp(context, filled);
      if (asked.kind === 'answered') return asked.answer;
      throw new PlaceError(`${filled.method} ${asked.finding.message}`, asked.finding.evidence);
    } catch (error) {
      throw error instanceof UserError ? new PlaceError(messageOf(error)) : error;
    }
  };
  return placeOf(spec, {
    do: async (what, slot, value) => {
      const request = spec[what];
      if (request === undefined) return;
      const { status, body } = await ask(request, slot, value);
      if (request.statuses.includes(status)) return;
      const { method, path } = fill(request, slot, value);
      throw new PlaceError(`${method} ${path} answers ${status}, expected ${request.statuses.join(' or ')}`, [
        firstLine(body),
      ]);
    },
    read: async (slot, value) => {
      const { status, body } = await ask(spec.read, slot, value);
      const isGood = spec.read.statuses.includes(status);
      return { text: isGood ? body : '', words: isGood ? `HTTP ${status} without it` : `HTTP ${status}` };
    },
  });
}

export function execPlace(context: ContainerContext, spec: MarkerSpec & { readonly kind: 'exec' }): Place {
  const run = async (command: readonly string[], slot: Slot, value: string) => {
    try {
      return await execInService(context, spec.service, fill(command, slot, value), {
        timeoutMs: COMMAND_MS,
      });
    } catch (error) {
      throw error instanceof AppUnavailableError ? new PlaceError(error.message) : error;
    }
  };
  return placeOf(spec, {
    do: async (what, slot, value) => {
      const command = spec[what];
      if (command === undefined) return;
      const { exitCode, output } = await run(command, slot, value);
      if (exitCode === 0) return;
      throw new PlaceError(
        `\`${command.join(' ').slice(0, 80)}\` ended with ${exitCode}: ${firstLine(output)}`,
      );
    },
    // A program that finds nothing may say so by its exit code.
    read: async (slot, value) => {
      const { exitCode, stdout, output } = await run(spec.read, slot, value);
      const said = firstLine(output);
      const words = `exit code ${exitCode}${said === '' ? ' and no output' : `: ${said.slice(0, 80)}`}`;
      return { text: exitCode === 0 ? stdout : '', words };
    },
  });
}

function placeOf(spec: Spec, acts: Acts): Place {
  const slots = slotsOf(spec);
  return {
    // In turn: two writes to one app at once are another test.
    write: async (values) => {
      for (const slot of slots) await acts.do('write', slot, values[slot]);
    },
    read: async (values) => {
      const found: Partial<Record<Slot, Found>> = {};
      for (const slot of slots) {
        const { text, words } = await acts.read(slot, values[slot]);
        const isThere = text.includes(values[slot]);
        found[slot] = isThere ? { kind: 'value', value: values[slot] } : { kind: 'absent', words };
      }
      return found;
    },
    spoil: async (values: Values) => {
      const isOverwritten = isKeyedByName(spec) || spec.remove === undefined;
      if (isOverwritten) await acts.do('write', 'kept', SPOILED);
      else await acts.do('remove', 'kept', values.kept);
      if (slots.includes('lost')) await acts.do('remove', 'lost', values.lost);
    },
  };
}

/** The placeholders, in every text of it. Values are plain words: they need no quoting anywhere. */
function fill<T>(part: T, slot: Slot, value: string): T {
  const put = (text: string): string =>
    text.replaceAll('{marker}', value).replaceAll('{name}', `cc-ci-${slot}`);
  const walk = (one: unknown): unknown => {
    if (typeof one === 'string') return put(one);
    if (Array.isArray(one)) return one.map(walk);
    if (typeof one !== 'object' || one === null) return one;
    return Object.fromEntries(Object.entries(one).map(([key, inner]) => [key, walk(inner)]));
  };
  return walk(part) as T;
}
