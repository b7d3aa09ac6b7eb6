/** An input before its table trimmed it. */

/**
 * @param env a runner's environment.
 * @param name the input's name.
 * @param read its value as `readInputs` returned it.
 * @returns the value with the white space around it; `read` itself where the environment's value is not this step's own (in a
 * composite action some runners hand on the enclosing action's inputs).
 */
export function rawInput(env: NodeJS.ProcessEnv, name: string, read: string): string {
  const raw = env[`INPUT_${name.toUpperCase()}`] ?? '';
  return raw.trim() === read ? raw : read;
}
