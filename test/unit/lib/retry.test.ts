import { expect, test } from 'vitest';
import { CancelledError } from '../../../src/lib/errors.js';
import { withRetry } from '../../../src/lib/retry.js';

function failing(times: number, message = 'hiccup'): () => Promise<string> {
  let left = times;
  return async () => {
    if (left-- > 0) throw new Error(message);
    return 'done';
  };
}

const options = { tries: 3, basePauseMs: 1, canHeal: () => true };

test('what heals is tried again, and each pause is told with its reason', async () => {
  const said: string[] = [];
  expect(await withRetry(failing(2), { ...options, onRetry: (message) => said.push(message) })).toBe('done');
  expect(said).toHaveLength(2);
  expect(said[0]).toMatch(/^hiccup \(try 1 of 3\), trying again in \d+ ms$/);
});

test('the last failure is thrown when the tries are used up', async () => {
  await expect(withRetry(failing(3), { ...options, onRetry: () => undefined })).rejects.toThrow('hiccup');
});

test('what can’t heal is not tried again', async () => {
  const said: string[] = [];
  const attempt = withRetry(failing(1, '404'), {
    ...options,
    canHeal: () => false,
    onRetry: (message) => said.push(message),
  });
  await expect(attempt).rejects.toThrow('404');
  expect(said).toEqual([]);
});

test('a cancelled run doesn’t wait for its pause', async () => {
  const controller = new AbortController();
  const startedAt = performance.now();
  const attempt = withRetry(failing(3), {
    ...options,
    basePauseMs: 60_000,
    maxPauseMs: 60_000,
    signal: controller.signal,
    onRetry: () => controller.abort(new CancelledError('stop')),
  });
  await expect(attempt).rejects.toThrow('stop');
  expect(performance.now() - startedAt).toBeLessThan(5_000);
});
