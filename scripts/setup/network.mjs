/** What a Docker daemon changes in the host's network and leaves behind when it stops: remembered before, put back after. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { findProgram, run } from './run.mjs';

/**
 * @typedef {object} NetworkState
 * @property {string} ipForward content of /proc/sys/net/ipv4/ip_forward
 * @property {readonly string[]} links names of the interfaces
 * @property {readonly string[]} rules what iptables-save prints, without comments and counters
 */

const FORWARDING = '/proc/sys/net/ipv4/ip_forward';
const OURS = ['docker0', 'docker_gwbridge'];
/** Docker's chains and interfaces; and the address ranges that it masquerades are those of its own bridges. */
const DOCKER_RULE =
  /\bDOCKER\b|\bDOCKER-|docker0|docker_gwbridge|^-A POSTROUTING -s 172\.(1[7-9]|2\d|3[01])\.0\.0\/16 .*MASQUERADE/;

/** @returns {Promise<NetworkState>} */
export async function networkState() {
  return {
    ipForward: readFileSync(FORWARDING, 'utf8').trim(),
    links: dockerLinks(),
    rules: await iptablesRules(),
  };
}

/** @returns {readonly string[]} */
const dockerLinks = () => OURS.filter((name) => existsSync(`/sys/class/net/${name}`));

async function iptablesRules() {
  const save = findProgram('iptables-save');
  if (!save) return [];
  const text = await run([save]);
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.replace(/ \[\d+:\d+\]$/, ''));
}

/**
 * Removes Docker's bridges, chains and rules, and gives forwarding its former value. Where Docker's rules were there before,
 * another daemon made them: then nothing is touched.
 * @param {NetworkState} before
 * @returns {Promise<void>}
 */
export async function restoreNetwork(before) {
  if (before.links.length > 0 || before.rules.some((rule) => DOCKER_RULE.test(rule))) return;
  const ip = findProgram('ip');
  for (const link of ip ? dockerLinks() : []) await run([ip ?? 'ip', 'link', 'delete', link]);
  await restoreRules(before);
  writeFileSync(FORWARDING, before.ipForward);
}

/** @param {NetworkState} before */
async function restoreRules(before) {
  const restore = findProgram('iptables-restore');
  const now = await iptablesRules();
  if (!restore || !now.some((rule) => DOCKER_RULE.test(rule))) return;
  // Docker sets the policy of FORWARD to DROP; the policy that was there comes from the state before.
  const policy = before.rules.find((rule) => rule.startsWith(':FORWARD ')) ?? ':FORWARD ACCEPT';
  const kept = now
    .filter((rule) => !DOCKER_RULE.test(rule))
    .map((rule) => (rule.startsWith(':FORWARD DROP') ? policy : rule))
    .map((rule) => (rule.startsWith(':') ? `${rule} [0:0]` : rule));
  await run([restore], { input: `${kept.join('\n')}\n` });
}
