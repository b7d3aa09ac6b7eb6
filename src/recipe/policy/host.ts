/** What a service asks of the host besides files: rights, namespaces, devices, kernel settings, addresses. */

import { isIP } from 'node:net';
import type { ComposeService } from '../format/compose-service.js';
import { pairsOf, textsOf } from '../format/pairs.js';
import { child, placeAt, textOf } from '../format/yaml-tree.js';
import { inSection, inServices, isTrue } from './read.js';
import { type Facts, type Hit, IGNORED } from './rule.js';

export const privileged = inServices(({ name, tree }) =>
  isTrue(child(tree, 'privileged'))
    ? [{ place: placeAt(tree, 'privileged'), message: `${name} is privileged${IGNORED}` }]
    : [],
);

/** `network_mode: host` and its like, and the network of that name or driver. */
export function hostNetwork(facts: Facts): readonly Hit[] {
  const ofServices = inServices(({ name, tree }) => {
    const mode = textOf(child(tree, 'network_mode')) ?? '';
    return ['', 'none', 'bridge', 'default'].includes(mode)
      ? []
      : [{ place: placeAt(tree, 'network_mode'), message: `${name} has network_mode ${mode}${IGNORED}` }];
  });
  const ofNetworks = inSection('networks', ({ key, name, tree, place }) =>
    name === 'host' || textOf(child(tree, 'driver')) === 'host'
      ? [{ place, message: `the network ${key} is the host's own` }]
      : [],
  );
  return [...ofServices(facts), ...ofNetworks(facts)];
}

/** Keys that name a namespace or a cgroup, and the values that keep it the container's own. */
const NAMESPACES: Readonly<Record<string, readonly string[]>> = {
  pid: [],
  ipc: ['none', 'private', 'shareable'],
  uts: [],
  cgroup: ['private'],
  cgroupns_mode: ['private'],
  userns_mode: [],
  cgroup_parent: [],
};

export const hostNamespace = inServices(({ name, tree }) =>
  Object.entries(NAMESPACES).flatMap(([key, harmless]) => {
    const value = textOf(child(tree, key)) ?? '';
    return value === '' || harmless.includes(value)
      ? []
      : [{ place: placeAt(tree, key), message: `${name} has ${key} ${value}${IGNORED}` }];
  }),
);

/** What every container has, so that giving it back after `cap_drop: [ALL]` adds nothing. */
const DEFAULT_CAPABILITIES =
  'AUDIT_WRITE CHOWN DAC_OVERRIDE FOWNER FSETID KILL MKNOD NET_BIND_SERVICE NET_RAW SETFCAP SETGID SETPCAP SETUID SYS_CHROOT'.split(
    ' ',
  );

export const capability = inServices(({ name, tree }) =>
  textsOf(child(tree, 'cap_add'))
    .filter(({ text }) => !DEFAULT_CAPABILITIES.includes(text.toUpperCase().replace(/^CAP_/, '')))
    .map(({ text, place }) => ({ place, message: `${name} asks for the capability ${text}` })),
);

export const device = inServices(({ name, tree }) =>
  ['devices', 'device_cgroup_rules'].flatMap((key) =>
    textsOf(child(tree, key)).map(({ text, place }) => ({
      place,
      message: `${name} asks for the device ${text}${IGNORED}`,
    })),
  ),
);

export const securityOption = inServices(({ name, tree }) =>
  textsOf(child(tree, 'security_opt'))
    .filter(({ text }) => !/^no-new-privileges([:=]true)?$/.test(text))
    .map(({ text, place }) => ({ place, message: `${name} has security_opt ${text}${IGNORED}` })),
);

/** Kept apart by namespace, and about the container's own connections, queues and shared memory. */
const HARMLESS_SYSCTL =
  /^(net\.core\.somaxconn|net\.ipv4\.(ip_unprivileged_port_start|ip_local_port_range|ping_group_range|tcp_[a-z_]+)|net\.ipv6\.conf\.[a-z0-9_]+\.disable_ipv6|kernel\.(sem|shm[a-z_]*|msg[a-z_]*)|fs\.mqueue\.[a-z_]+)$/;

export const sysctl = inServices(({ name, tree }) =>
  pairsOf(child(tree, 'sysctls'))
    .filter(({ key }) => !HARMLESS_SYSCTL.test(key))
    .map(({ key, value, place }) => ({ place, message: `${name} sets the kernel's ${key} to ${value}` })),
);

/** Addresses that only the host, or the cloud that it runs in, answers. */
export const hostAddress = inServices(({ name, tree }) => {
  const hosts = extraHosts(tree)
    .filter(({ text }) => isHostAddress(text))
    .map(({ text, place }) => ({ place, message: `${name} has ${text} in extra_hosts` }));
  const servers = textsOf(child(tree, 'dns'))
    .filter(({ text }) => isHostAddress(text))
    .map(({ text, place }) => ({ place, message: `${name} has the DNS server ${text}` }));
  return [...hosts, ...servers];
});

/** `name:address` and `name=address` items, or a mapping; addresses of IPv6 have colons of their own. */
function extraHosts(tree: ComposeService['tree']): ReturnType<typeof textsOf> {
  const extra = child(tree, 'extra_hosts');
  if (extra?.kind === 'map') return pairsOf(extra).map(({ value, place }) => ({ text: value, place }));
  return textsOf(extra).map(({ text, place }) => ({ text: text.replace(/^[^:=]*[:=]/, ''), place }));
}

function isHostAddress(text: string): boolean {
  const address = text
    .trim()
    .replace(/^\[|\]$/g, '')
    .toLowerCase();
  if (address === 'host-gateway') return true;
  if (isIP(address) === 6) return /^(fe[89ab]|fd00:0?ec2:|::ffff:(169\.254\.|a9fe:))/.test(address);
  return /^169\.254\./.test(address);
}
