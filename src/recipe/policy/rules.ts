// biome-ignore-all lint/suspicious/noTemplateCurlyInString: compose writes variables like this
/**
 * The policy, row by row: what a pull request's compose file may not do on a host that it shares with others. docs/policy.md says
 * the same, and a test compares the two. To add a row: write it here, its examples in test/unit/policy/, and `npx vitest run test/unit/policy --update`.
 */

import * as host from './host.js';
import * as mounts from './mounts.js';
import * as names from './names.js';
import * as networks from './networks.js';
import * as resources from './resources.js';
import * as router from './router.js';
import type { PolicyRule } from './rule.js';

const COMPOSE = 'https://docs.docker.com/reference/compose-file/';
const ENGINE = 'https://docs.docker.com/engine/';
const TRAEFIK = 'https://doc.traefik.io/traefik/';

export const policyRules: readonly PolicyRule[] = [
  {
    id: 'docker-socket',
    what: 'Mount the socket of the container engine, or a folder that leads to it (`/`, `/var`, `/run`, `/proc`), in any spelling.',
    why: 'Whoever can write to the socket can start a privileged container: it is root on the host.',
    instead:
      'Leave the mount out. A recipe whose work it is (a router, a backup bot) needs an exception in the base branch, and a host that it may have.',
    source: `${ENGINE}security/protect-access/`,
    find: mounts.dockerSocket,
  },
  {
    id: 'bind-mount',
    what: 'Mount a path of the host: short (`/etc:/x`) or long (`type: bind`), absolute, relative or below `~`.',
    why: "It reads and writes the host's files, the runner's and other apps' among them.",
    instead: 'Use a named volume for data and `configs:` for files of the recipe.',
    source: `${COMPOSE}services/#volumes`,
    find: mounts.bindMount,
  },
  {
    id: 'volume-driver',
    what: 'Declare a volume that is a mount of something else: `driver_opts` with `o: bind`, a device, nfs, cifs or overlay; another driver.',
    why: 'The local driver hands these options to mount(2): a path, a disk or a share of the host under the name of a volume.',
    instead:
      'Leave `driver` and `driver_opts` out. A `type: tmpfs` with `size=`, `uid=`, `gid=`, `mode=` and the like passes.',
    source: `${ENGINE}storage/volumes/; moby, volume/local/local_unix.go`,
    find: mounts.volumeDriver,
  },
  {
    id: 'mount-placeholder',
    what: 'Have `{{…}}` in a mount, or in the name, options or labels of a volume.',
    why: "Swarm fills it in when the task starts: another stack's volume could be what it says then.",
    instead: 'Write the name out. Placeholders in `environment` and `hostname` pass.',
    source: `${ENGINE}reference/commandline/service_create/#create-services-using-templates`,
    find: mounts.mountPlaceholder,
  },
  {
    id: 'file-outside',
    what: 'Make a config or a secret of a file outside of the recipe, or read its environment from one.',
    why: "The files are read by the runner's user: its keys and credentials would be in the container.",
    instead:
      'Put the file into the recipe. A symbolic link that leads out of it is refused as well, before anything else.',
    source: `${COMPOSE}configs/#file`,
    find: mounts.fileOutside,
  },
  {
    id: 'privileged',
    what: 'Set `privileged: true`.',
    why: "Such a container has the host's devices and no confinement. `docker stack deploy` ignores the key; what it says of the recipe's intent remains.",
    instead: 'Leave it out; `privileged: false` passes.',
    source: `${COMPOSE}services/#privileged`,
    find: host.privileged,
  },
  {
    id: 'host-network',
    what: "Use the host's network: `network_mode: host`, another container's or service's, or a network called `host`.",
    why: "It listens on the host's addresses, sees its traffic and reaches what is only there for localhost.",
    instead: 'Join `proxy` and a network of the recipe; `network_mode: none` and `bridge` pass.',
    source: `${COMPOSE}services/#network_mode`,
    find: host.hostNetwork,
  },
  {
    id: 'host-namespace',
    what: "Share the host's or another container's namespaces: `pid`, `ipc`, `uts`, `cgroup`, `cgroupns_mode`, `userns_mode`, `cgroup_parent`.",
    why: 'It sees, and can signal or trace, processes that are not its own. Most of these are ignored in a Swarm.',
    instead: 'Leave the key out; `private` and `none` pass.',
    source: `${COMPOSE}services/#pid`,
    find: host.hostNamespace,
  },
  {
    id: 'capability',
    what: 'Ask for a capability (`cap_add`) that containers do not have anyway.',
    why: 'SYS_ADMIN, NET_ADMIN, SYS_PTRACE and others are ways out of a container.',
    instead: 'Leave it out. Giving back a default one after `cap_drop: [ALL]` passes.',
    source: `${ENGINE}containers/run/#runtime-privilege-and-linux-capabilities`,
    find: host.capability,
  },
  {
    id: 'device',
    what: 'Ask for a device of the host.',
    why: "A disk is all of the host's files, past every mount.",
    instead: 'Leave `devices` out.',
    source: `${COMPOSE}services/#devices`,
    find: host.device,
  },
  {
    id: 'security-opt',
    what: 'Loosen the confinement: `security_opt` with `unconfined`, `label:disable`, or a profile of its own.',
    why: 'seccomp and AppArmor are what keeps a flaw in the kernel from being reached.',
    instead: 'Leave it out; `no-new-privileges:true` passes.',
    source: `${ENGINE}containers/run/#security-configuration`,
    find: host.securityOption,
  },
  {
    id: 'sysctl',
    what: 'Change a kernel setting that is not about its own connections, queues or shared memory.',
    why: 'Forwarding, redirects and reverse-path filters of a container on a shared network concern the others there.',
    instead:
      'Leave it out. `net.core.somaxconn`, `net.ipv4.tcp_*`, `net.ipv4.ip_unprivileged_port_start`, `net.ipv4.ip_local_port_range`, `net.ipv6.conf.*.disable_ipv6`, `kernel.shm*`, `kernel.msg*`, `kernel.sem` and `fs.mqueue.*` pass.',
    source: `${COMPOSE}services/#sysctls`,
    find: host.sysctl,
  },
  {
    id: 'host-address',
    what: 'Point `extra_hosts` or `dns` at an address that only the host or its cloud answers: 169.254.0.0/16, fe80::/10, `host-gateway`.',
    why: "The cloud's metadata service gives out the machine's credentials.",
    instead: 'Use names of services, or public addresses.',
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html; RFC 3927',
    find: host.hostAddress,
  },
  {
    id: 'foreign-network',
    what: "Join a network that isn't the app's, except `proxy`; or make one under a name that doesn't begin with the stack's.",
    why: "On another app's network its database answers without the router in between.",
    instead:
      "Networks without `name:` get the stack's name in front; external ones: `proxy`, or `${STACK_NAME}_…`.",
    source: `${COMPOSE}networks/#external`,
    find: networks.foreignNetwork,
  },
  {
    id: 'network-driver',
    what: 'Make a network with another driver than overlay, with an address driver, or with options past `encrypted` and the MTU.',
    why: "macvlan and ipvlan put the container on the host's own network; a chosen VXLAN id joins somebody else's.",
    instead: 'Leave `driver` out, or write `driver: overlay`.',
    source: `${ENGINE}network/drivers/`,
    find: networks.networkDriver,
  },
  {
    id: 'network-alias',
    what: "Take a name on a shared network that is neither the service's nor the app's own.",
    why: "Docker's DNS sends those who look for that name (another app's service, the router) here.",
    instead:
      'Aliases that begin with `${STACK_NAME}_`, the domain, and any alias on a network of the recipe pass.',
    source: `${COMPOSE}services/#aliases`,
    find: networks.networkAlias,
  },
  {
    id: 'published-port',
    what: 'Publish a port: `ports:`, short or long.',
    why: 'A port is there once in the whole Swarm: two runs, or a run and an app in use, collide.',
    instead: 'Let the router do it with labels, or use `expose:`.',
    source: `${ENGINE}swarm/ingress/`,
    find: networks.hasPorts('ingress'),
  },
  {
    id: 'host-port',
    what: 'Publish a port on the node itself (`mode: host`).',
    why: 'As before, and past the mesh and its rules.',
    instead: 'Let the router do it with labels.',
    source: `${ENGINE}swarm/ingress/#bypass-the-routing-mesh`,
    find: networks.hasPorts('host'),
  },
  {
    id: 'foreign-volume',
    what: "Use a volume whose name doesn't begin with the stack's: external, or by `name:`.",
    why: "Docker takes the volume that is there: another app's data.",
    instead: 'Leave `name:` out, or begin it with `${STACK_NAME}_`.',
    source: `${COMPOSE}volumes/#name`,
    find: names.foreignObject('volumes'),
  },
  {
    id: 'foreign-secret',
    what: "Use a secret whose name doesn't begin with the stack's, or one of a driver.",
    why: "The container could read another app's password.",
    instead: 'Name it `${STACK_NAME}_token_${SECRET_TOKEN_VERSION}`.',
    source: `${ENGINE}swarm/secrets/`,
    find: names.foreignObject('secrets'),
  },
  {
    id: 'foreign-config',
    what: "Use a config whose name doesn't begin with the stack's, or one of a driver.",
    why: "Configs of other apps hold their settings; under the same name a deployment writes over another app's labels.",
    instead: 'Name it `${STACK_NAME}_site_${SITE_VERSION}`.',
    source: `${ENGINE}swarm/configs/`,
    find: names.foreignObject('configs'),
  },
  {
    id: 'foreign-label',
    what: "Carry a label that claims another stack: `coop-cloud.OTHER.…`, or one of docker's or this program's own (`com.docker.…`, `cc-ci.…`).",
    why: 'By these labels stacks are listed, upgraded and removed.',
    instead: 'Write `coop-cloud.${STACK_NAME}.…`.',
    source: 'https://docs.coopcloud.tech/maintainers/handbook/; docker/cli, cli/compose/convert/compose.go',
    find: names.foreignLabel,
  },
  {
    id: 'backup-path',
    what: 'Name a path with `..` in a backup label.',
    why: "It is joined to the volume's folder on the host: the backup, and the restore, would go past it.",
    instead: 'Give a path below the root of the volume.',
    source: 'https://docs.coopcloud.tech/, specs/backup/spec.md',
    find: mounts.backupPath,
  },
  {
    id: 'router-rule',
    what: "Have a router that takes requests for a host which isn't the app's domain or below it; a rule without a host, with a pattern that could be of any (`HostRegexp`), or none.",
    why: "The router is everybody's: such a rule takes over another app's traffic, or all of it.",
    instead:
      'Write ``Host(`${DOMAIN}`)``, joined with `&&` to what you like and with `||` to names below the domain only. Of patterns two pass: ``HostRegexp(`{sub:[a-z]+}.${DOMAIN}`)`` and ``HostRegexp(`^[a-z]+\\.${DOMAIN}$$`)`` (`$$` is how a compose file writes one).',
    source: `${TRAEFIK}routing/routers/#rule`,
    find: router.routerRule,
  },
  {
    id: 'router-name',
    what: "Define a router, service or middleware whose name doesn't begin with the stack's.",
    why: 'Where two apps define the same name, Traefik drops both.',
    instead: 'Name it `${STACK_NAME}` or `${STACK_NAME}-…`.',
    source: `${TRAEFIK}providers/swarm/#routing-configuration-with-labels`,
    find: router.routerName,
  },
  {
    id: 'router-target',
    what: "Send requests through another app's middleware or to its service, to Traefik's own (`api@internal`), or to an address that isn't the app's.",
    why: 'The router reaches every network: it would fetch for the outside what is not meant for it.',
    instead:
      'Use the names that the recipe defines. Middlewares that the operator keeps in files (`NAME@file`) pass.',
    source: `${TRAEFIK}reference/routing-configuration/other-providers/swarm/; forwardauth`,
    find: router.routerTarget,
  },
  {
    id: 'certificate-domain',
    what: "Ask for a certificate of a domain that isn't the app's.",
    why: "It spends the host's limits at the certificate authority, and puts its name beside others'.",
    instead: 'Leave `tls.domains` out, or name the domain and what is below it.',
    source: `${TRAEFIK}routing/routers/#domains`,
    find: router.certificateDomain,
  },
  {
    id: 'router-setting',
    what: 'Set something of the router as a whole (`traefik.tls.stores…`), or by a label of its version 1.',
    why: 'It holds for all apps on the host.',
    instead:
      'Routers, services, middlewares and `traefik.enable`, `traefik.docker.…`, `traefik.swarm.…` are for recipes.',
    source: `${TRAEFIK}https/tls/#certificates-stores`,
    find: router.routerSetting,
  },
  {
    id: 'global-mode',
    what: 'Run on every node (`deploy.mode: global`).',
    why: 'It takes a place on machines that the test has no business on.',
    instead: 'Use `replicated`, which is the default.',
    source: `${COMPOSE}deploy/#mode`,
    find: resources.globalMode,
  },
  {
    id: 'many-replicas',
    what: `Ask for more than ${resources.MAX_REPLICAS} replicas of a service.`,
    why: 'The host is shared, and so is its memory.',
    instead: `Up to ${resources.MAX_REPLICAS} pass.`,
    source: `${COMPOSE}deploy/#replicas`,
    find: resources.manyReplicas,
  },
  {
    id: 'logging-driver',
    what: 'Log to something else than the local file: syslog, journald, gelf, fluentd, a cloud, a plugin.',
    why: "The daemon sends it, from the host's network and with the host's credentials; and the log can't be shown when the app fails.",
    instead: 'Leave `logging.driver` out; `json-file`, `local` and `none` pass.',
    source: `${ENGINE}logging/configure/#supported-logging-drivers`,
    find: resources.loggingDriver,
  },
  {
    id: 'oom-score',
    what: 'Lower `oom_score_adj` below 0.',
    why: 'When memory runs out, the kernel would end others first: the daemon, or the runner.',
    instead: 'Leave it out, or raise it.',
    source: `${COMPOSE}services/#oom_score_adj`,
    find: resources.oomScore,
  },
];
