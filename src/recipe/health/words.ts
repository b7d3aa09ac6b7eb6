/** Memory as compose files write it: powers of 1024. */

/** @returns `64 MiB`, `1.5 GiB`. */
export function formatMemory(bytes: number): string {
  const mebibytes = bytes / 1024 ** 2;
  return mebibytes >= 1024 ? `${rounded(mebibytes / 1024)} GiB` : `${rounded(mebibytes)} MiB`;
}

function rounded(value: number): string {
  return value.toFixed(1).replace(/\.0$/, '');
}
