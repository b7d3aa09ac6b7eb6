/** Two files in a volume, written, read and spoiled by the toolbox. */

import { DockerApiError, type Executed } from '../../docker/index.js';
import { throwIfAborted, withinTime } from '../../lib/abort.js';
import { messageOf, UserError } from '../../lib/errors.js';
import type { MarkerSpec } from '../manifest/model.js';
import { type ToolboxContext, toolboxOf } from '../toolbox/index.js';
import type { Slot, Values } from './marker.js';
import { type Found, firstLine, NOTHING, type Place, PlaceError, SPOILED } from './place.js';

type FileSpec = MarkerSpec & { readonly kind: 'file' };

const FILE_MS = 60_000;
const LATE = `the volume doesn’t answer within ${FILE_MS / 1000} s`;
/** Its exit code where the folder isn't there. */
const NO_FOLDER = 8;

/** Goes to the file's folder step by step: what the app has linked to somewhere else is not ours to write to. */
const ENTER = `
set -fu
root=$1 folder=$2 name=$3 make=$4
cd "$root" || exit 9
IFS=/
for part in $folder; do
  if [ -L "./$part" ]; then echo "$part is a symbolic link, which is not followed" >&2; exit 9; fi
  if [ ! -e "./$part" ]; then [ "$make" = yes ] || exit ${NO_FOLDER}; mkdir "./$part" || exit 9; fi
  cd "./$part" || exit 9
done
unset IFS
put() { rm -f "./$1" || exit 9; set -C; printf %s "$2" >"./$1" || exit 9; set +C; settle "./$1"; }
settle() { sync "$1" 2>/dev/null || sync; }
show() {
  if [ -L "./$2" ]; then echo "$1 a symbolic link"
  elif [ -f "./$2" ]; then echo "$1=$(head -c 300 "./$2" | tr -d '\\n\\r\\000')"
  elif [ -e "./$2" ]; then echo "$1 no file"
  else echo "$1 nothing"; fi
}
`;
const WRITE = `${ENTER}put "$name.kept" "$5"; put "$name.lost" "$6"; settle .`;
const SPOIL = `${ENTER}put "$name.kept" "$5"; rm -f "./$name.lost" || exit 9; settle .`;
const READ = `${ENTER}show kept "$name.kept"; show lost "$name.lost"`;

/** PATH.kept and PATH.lost, on the disk when `write` returns. */
export function filePlace(context: ToolboxContext, spec: FileSpec): Place {
  const run = (script: string, make: 'yes' | 'no', ...values: readonly string[]): Promise<Executed> =>
    runScript(context, spec, script, [make, ...values]);
  const must = async (executed: Promise<Executed>): Promise<void> => {
    const { exitCode, output } = await executed;
    if (exitCode !== 0) throw new PlaceError(firstLine(output) || `the shell ended with ${exitCode}`);
  };
  return {
    write: ({ kept, lost }) => must(run(WRITE, 'yes', kept, lost)),
    spoil: () => must(run(SPOIL, 'yes', SPOILED)),
    read: async () => {
      const executed = await run(READ, 'no');
      if (executed.exitCode === NO_FOLDER) return { kept: NOTHING, lost: NOTHING };
      if (executed.exitCode !== 0)
        throw new PlaceError(firstLine(executed.output) || 'the file can’t be read');
      return parseShown(executed.stdout);
    },
  };
}

/** Pure. */
function parseShown(stdout: string): Record<Slot, Found> {
  const lines = stdout.split('\n');
  const of = (slot: keyof Values): Found => {
    const line = lines.find((one) => one.startsWith(slot)) ?? '';
    const rest = line.slice(slot.length);
    if (rest.startsWith('=')) return { kind: 'value', value: rest.slice(1) };
    return { kind: 'absent', words: rest.trim() || 'nothing' };
  };
  return { kept: of('kept'), lost: of('lost') };
}

/** Once more in a new toolbox, where the one that was there has ended in between. */
async function runScript(
  context: ToolboxContext,
  { volume, path }: FileSpec,
  script: string,
  values: readonly string[],
): Promise<Executed> {
  const at = path.lastIndexOf('/');
  const [folder, name] = [path.slice(0, Math.max(at, 0)), path.slice(at + 1)];
  for (let isLast = false; ; isLast = true) {
    const command = (root: string) => ['sh', '-c', script, 'sh', root, folder, name, ...values];
    try {
      const toolbox = await toolboxOf(context);
      return await withinTime(FILE_MS, LATE, context.signal, (signal) =>
        toolbox.exec(command(toolbox.pathOf(volume)), { signal }),
      );
    } catch (error) {
      throwIfAborted(context.signal);
      if (error instanceof UserError || messageOf(error) === LATE) throw new PlaceError(messageOf(error));
      const isGone = error instanceof DockerApiError && (error.status === 404 || error.status === 409);
      if (isLast || !isGone) throw error;
    }
  }
}
