/** A cargo workspace whose crates need memory: code that is generic all the way down, as iterator chains and async code are. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What rustc holds grows with the number of instances. Measured with `cargo build` 1.95, dev profile: 5 × 20 instances take
 * 253 MB and 1.9 s of a CPU, 10 × 40 take 598 MB and 7.8 s.
 */
export type Crate = { readonly name: string; readonly functions: number; readonly depth: number };

/** Crates of about 250 MB: what an ordinary service has many of. */
export const MEDIUM = { functions: 5, depth: 20 } as const;
/** About 600 MB: the crate with the generated API client, or with the macros. */
export const LARGE = { functions: 10, depth: 40 } as const;

/** Writes the workspace into `folder`, which is made. No dependency of a crate on another, and none on a registry. */
export function writeCargoWorkspace(folder: string, crates: readonly Crate[]): void {
  mkdirSync(folder, { recursive: true });
  const members = crates.map(({ name }) => `"${name}"`).join(', ');
  writeFileSync(join(folder, 'Cargo.toml'), `[workspace]\nresolver = "2"\nmembers = [${members}]\n`);
  for (const crate of crates) {
    mkdirSync(join(folder, crate.name, 'src'), { recursive: true });
    const manifest = `[package]\nname = "${crate.name}"\nversion = "0.1.0"\nedition = "2021"\n\n[lib]\ndoctest = false\n`;
    writeFileSync(join(folder, crate.name, 'Cargo.toml'), manifest);
    writeFileSync(join(folder, crate.name, 'src', 'lib.rs'), source(crate));
  }
}

const HEAD = `use std::collections::BTreeMap;

pub trait Step {
    fn go(&self, x: u64) -> u64;
}

pub struct End;

impl Step for End {
    fn go(&self, x: u64) -> u64 {
        x
    }
}

pub struct Node<S, const N: u64>(pub S);

impl<S: Step, const N: u64> Step for Node<S, N> {
    fn go(&self, x: u64) -> u64 {
        let mut rows: BTreeMap<String, Vec<[u64; 4]>> = BTreeMap::new();
        rows.entry(format!("{x}")).or_default().push([x, N, x ^ N, 1]);
        let kept: Vec<u64> = rows
            .values()
            .flat_map(|row| row.iter().map(|cell| cell[0] + cell[1]))
            .filter(|sum| sum % 3 != N % 3)
            .collect();
        self.0.go(kept.iter().sum::<u64>() + N)
    }
}
`;

/** Each function has a type of its own, `depth` levels deep, so that nothing is shared between them. */
function source({ functions, depth }: Crate): string {
  const bodies = Array.from({ length: functions }, (_, index) => {
    const ids = Array.from({ length: depth }, (_unused, level) => index * 1000 + level);
    const type = ids.reduce((inner, id) => `Node<${inner}, ${id}>`, 'End');
    const value = ids.reduce((inner, id) => `Node::<_, ${id}>(${inner})`, 'End');
    return `\npub fn unit${index}(x: u64) -> u64 {\n    let node: ${type} = ${value};\n    node.go(x)\n}\n`;
  });
  return HEAD + bodies.join('');
}
