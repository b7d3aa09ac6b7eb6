import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/lib/errors.js';
import { checkManifest } from '../../../src/recipe/manifest/check.js';
import { parseManifest } from '../../../src/recipe/manifest/load.js';
import { defaultManifest } from '../../../src/recipe/manifest/model.js';
import { demo } from './recipes.js';

function refusal(text: string, change = (manifest: ReturnType<typeof parseManifest>) => manifest): string {
  const manifest = change(parseManifest(text, 'cc-ci.yml'));
  try {
    checkManifest(manifest, demo);
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
  throw new Error(`was taken: ${text}`);
}

describe('a name that the recipe does not have is said with its line and what was probably meant', () => {
  it.each<[string, string]>([
    [
      'health: {service: ap}',
      'cc-ci.yml:1:19: health.service is ap, and the recipe has no such service: did you mean app?',
    ],
    [
      'health: {service: frontend}',
      'health.service is frontend, and the recipe has no such service: it has app, db, search, worker',
    ],
    ['health: {tcp: [{service: dv, port: 1}]}', 'cc-ci.yml:1:26: health.tcp[0].service is dv'],
    ['data: [{sql: {engine: postgres, service: pg}}]', 'data[0].sql.service is pg'],
    ['data: [{exec: {service: x, write: ["{marker}"], read: [a]}}]', 'data[0].exec.service is x'],
    [
      'data: [{file: {volume: contents, path: a}}]',
      'data[0].file.volume is contents, and the recipe has no such volume: did you mean content?',
    ],
    [
      'data: [{file: {volume: unused, path: a}}]',
      'data[0].file.volume is unused, and no service mounts that volume',
    ],
    [
      'data: [{file: {volume: legacy, path: a}}]',
      'data[0].file.volume is legacy, and that volume is external',
    ],
    ['backup: {verify: {service: x, command: [a]}}', 'backup.verify.service is x'],
    ['checks: [{name: a, http: {path: /, service: x}}]', 'checks[0].http.service is x'],
    ['checks: [{name: a, exec: {service: x, command: [a]}}]', 'checks[0].exec.service is x'],
    ['policy: {allow: [{rule: a, service: x, reason: b}]}', 'policy.allow[0].service is x'],
    [
      'env: {KEY: "{secret:tokn}"}',
      'cc-ci.yml:1:12: env.KEY names the secret "tokn", and the recipe has no such secret: did you mean token?',
    ],
  ])('%s', (text, message) => expect(refusal(text)).toContain(message));

  it('all at once', () => {
    const text = 'health: {service: x}\nbackup: {verify: {service: y, command: [a]}}\nenv: {A: "{secret:z}"}';
    expect(refusal(text).split('\n')).toHaveLength(3);
  });

  it('without its line where the manifest has been copied', () => {
    expect(refusal('health: {service: ap}', (manifest) => ({ ...manifest }))).toBe(
      'cc-ci.yml: health.service is ap, and the recipe has no such service: did you mean app?',
    );
  });
});

it('a manifest that names what is there is taken, and so is none', () => {
  const text =
    'health: {service: app}\ndata: [{file: {volume: content, path: a}}, {sql: {engine: postgres, service: db}}]\nenv: {A: "{secret:token} {domain}"}';
  checkManifest(parseManifest(text, 'cc-ci.yml'), demo);
  checkManifest(defaultManifest, demo);
});
