// biome-ignore-all lint/suspicious/noTemplateCurlyInString: compose writes variables like this
/** For each rule what it refuses, in every form that we know of, and beside it what is close and does no harm. */

/** What stands under the service `app`, or a whole file where it names `services:`; a list: the file and its overlays. */
export type Example = {
  readonly of: string;
  readonly compose: string | readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** For what is refused: what the message says. */
  readonly says?: string | RegExp;
};
export type RuleExamples = { readonly refused: readonly Example[]; readonly passes: readonly Example[] };

const label = (text: string): string => `deploy: {labels: [${JSON.stringify(text)}]}`;
const rule = (text: string): string => label(`traefik.http.routers.\${STACK_NAME}.rule=${text}`);
const withVolume = (definition: string): string =>
  `services: {app: {image: x, volumes: ["data:/d"]}}\nvolumes: {data: ${definition}}`;
const withNetwork = (definition: string, of = '[net]'): string =>
  `services: {app: {image: x, networks: ${of}}}\nnetworks: {net: ${definition}}`;
const withFile = (kind: 'secrets' | 'configs', definition: string): string =>
  `services: {app: {image: x, ${kind}: [one]}}\n${kind}: {one: ${definition}}`;

export const examples: Readonly<Record<string, RuleExamples>> = {
  'docker-socket': {
    refused: [
      {
        of: 'short',
        compose: 'volumes: ["/var/run/docker.sock:/s"]',
        says: 'app mounts /var/run/docker.sock of the host, which is the socket',
      },
      {
        of: 'long',
        compose: 'volumes: [{type: bind, source: /run/docker.sock, target: /s, read_only: true}]',
      },
      { of: 'two slashes', compose: 'volumes: ["//var//run/docker.sock:/s:ro"]' },
      { of: 'dots', compose: 'volumes: ["/srv/../var/./run/docker.sock:/s"]' },
      { of: 'relative', compose: 'volumes: ["../../../../var/run/docker.sock:/s"]' },
      { of: 'from home', compose: 'volumes: ["~/../var/run/docker.sock:/s"]' },
      { of: 'its folder', compose: 'volumes: ["/var/run:/host"]', says: 'which holds the socket' },
      { of: 'its folder, spelt otherwise', compose: 'volumes: ["/run/./:/host"]' },
      { of: 'the folder above', compose: 'volumes: ["/var/:/host"]' },
      { of: 'everything', compose: 'volumes: ["/:/host:ro"]' },
      { of: 'everything, by way of a process', compose: 'volumes: ["/proc/1/root/run:/host"]' },
      { of: 'containerd', compose: 'volumes: ["/run/containerd:/c"]' },
      { of: "another engine's", compose: 'volumes: ["/run/user/1000/podman/podman.sock:/s"]' },
      { of: 'interpolated', compose: 'volumes: ["${WHERE}:/s"]', env: { WHERE: '/var/run/docker.sock' } },
      { of: 'a default', compose: 'volumes: ["${WHERE:-/var/run/docker.sock}:/s"]', env: { WHERE: '' } },
      {
        of: 'an anchor',
        compose: 'x-v: &v ["/run/docker.sock:/s"]\nservices: {app: {image: x, volumes: *v}}',
      },
      {
        of: 'in an overlay',
        compose: ['services: {app: {image: x}}', 'services: {app: {volumes: ["/run/docker.sock:/s"]}}'],
        says: 'app mounts /run/docker.sock',
      },
      {
        of: 'under a mount that hides it',
        compose: [
          'services: {app: {image: x, volumes: ["/run/docker.sock:/s"]}}',
          'services: {app: {volumes: ["data:/s"]}}\nvolumes: {data: }',
        ],
      },
    ],
    passes: [
      {
        of: 'a volume there',
        compose: 'services: {app: {image: x, volumes: ["run:/var/run"]}}\nvolumes: {run: }',
      },
      { of: 'a tmpfs there', compose: 'tmpfs: /run' },
    ],
  },
  'bind-mount': {
    refused: [
      { of: 'short', compose: 'volumes: ["/etc:/x:ro"]', says: 'app mounts /etc of the host' },
      {
        of: 'long',
        compose: 'volumes: [{type: bind, source: /srv/data, target: /x}]',
        says: 'app mounts /srv/data of the host',
      },
      { of: 'beside the recipe', compose: 'volumes: ["../other:/x"]' },
      { of: 'in the recipe', compose: 'volumes: ["./site:/x:ro"]' },
      { of: 'home', compose: 'volumes: ["~/.ssh:/x"]' },
      { of: 'close to the socket', compose: 'volumes: ["/var/runner:/x"]' },
      { of: "the engine's files", compose: 'volumes: ["/var/lib/docker/volumes:/x"]' },
      { of: 'a drive', compose: 'volumes: ["c:/data:/x"]' },
      {
        of: 'a named pipe',
        compose: 'volumes: [{type: npipe, source: x, target: /x}]',
        says: 'neither a volume nor a tmpfs',
      },
      { of: 'a cluster volume', compose: 'volumes: [{type: cluster, source: x, target: /x}]' },
      { of: 'interpolated, all of it', compose: 'volumes: ["${MOUNT}"]', env: { MOUNT: '/etc:/x' } },
      {
        of: 'interpolated, its kind',
        compose: 'volumes: [{type: "${KIND}", source: /etc, target: /x}]',
        env: { KIND: 'bind' },
      },
      {
        of: 'in an overlay',
        compose: [
          'services: {app: {image: x}}',
          'services: {app: {volumes: [{type: bind, source: /etc, target: /x}]}}',
        ],
      },
    ],
    passes: [
      { of: 'a volume', compose: withVolume('') },
      {
        of: 'a volume, long',
        compose:
          'services: {app: {image: x, volumes: [{type: volume, source: data, target: /d, volume: {nocopy: true}}]}}\nvolumes: {data: }',
      },
      {
        of: 'a volume, interpolated',
        compose: 'services: {app: {image: x, volumes: ["${NAME}:/d"]}}\nvolumes: {data: }',
        env: { NAME: 'data' },
      },
      { of: 'an anonymous volume', compose: 'volumes: [/var/cache]' },
      { of: 'an anonymous volume, long', compose: 'volumes: [{type: volume, target: /var/cache}]' },
      { of: 'a tmpfs', compose: 'volumes: [{type: tmpfs, target: /x, tmpfs: {size: 1000}}]' },
    ],
  },
  'volume-driver': {
    refused: [
      {
        of: 'bind',
        compose: withVolume('{driver_opts: {type: none, o: bind, device: /var/run}}'),
        says: 'the volume data is a mount of /var/run (type none, bind)',
      },
      {
        of: 'rbind',
        compose: withVolume('{driver: local, driver_opts: {type: none, o: "rw,rbind", device: /}}'),
      },
      {
        of: 'only a device',
        compose: withVolume('{driver_opts: {device: /etc}}'),
        says: 'is a mount of /etc',
      },
      {
        of: 'a tmpfs that is a bind',
        compose: withVolume('{driver_opts: {type: tmpfs, o: "size=1m,bind", device: /etc}}'),
      },
      {
        of: 'a tmpfs with bind among its options',
        compose: withVolume('{driver_opts: {type: tmpfs, o: "size=1m,bind", device: tmpfs}}'),
        says: 'is a tmpfs with the option bind',
      },
      { of: 'a disk', compose: withVolume('{driver_opts: {type: ext4, device: /dev/sda1}}') },
      {
        of: 'nfs',
        compose: withVolume('{driver_opts: {type: nfs, o: "addr=10.0.0.1,rw", device: ":/export"}}'),
      },
      {
        of: 'cifs',
        compose: withVolume('{driver_opts: {type: cifs, o: "username=a", device: //10.0.0.1/share}}'),
      },
      {
        of: 'overlay',
        compose: withVolume(
          '{driver_opts: {type: overlay, o: "lowerdir=/,upperdir=/a,workdir=/b", device: overlay}}',
        ),
      },
      { of: 'proc', compose: withVolume('{driver_opts: {type: proc, device: proc}}') },
      {
        of: 'another driver',
        compose: withVolume('{driver: vieux/sshfs}'),
        says: 'is made by the driver vieux/sshfs',
      },
      { of: 'an unknown option', compose: withVolume('{driver_opts: {mountpoint: /etc}}') },
      {
        of: 'interpolated',
        compose: withVolume('{driver_opts: {type: none, o: "${HOW}", device: "${WHERE}"}}'),
        env: { HOW: 'bind', WHERE: '/etc' },
      },
      {
        of: 'in an overlay',
        compose: [
          withVolume(''),
          'services: {}\nvolumes: {data: {driver_opts: {type: none, o: bind, device: /etc}}}',
        ],
        says: 'the volume data',
      },
    ],
    passes: [
      { of: 'the local driver', compose: withVolume('{driver: local}') },
      {
        of: 'a tmpfs',
        compose: withVolume(
          '{driver_opts: {type: tmpfs, device: tmpfs, o: "size=100m,uid=1000,mode=700,noexec"}}',
        ),
      },
      { of: 'a size', compose: withVolume('{driver_opts: {size: 10G}}') },
    ],
  },
  'mount-placeholder': {
    refused: [
      {
        of: "a volume's name",
        compose: withVolume(`{name: "\${STACK_NAME}_{{index .Service.Labels \\"v\\"}}"}`),
        says: 'the volume data has a placeholder in its name',
      },
      {
        of: "a volume's label",
        compose: withVolume('{labels: {a: "{{.Node.Hostname}}"}}'),
        says: 'in labels.a',
      },
    ],
    passes: [
      { of: 'in the environment', compose: 'environment: {NODE: "{{.Task.Slot}}"}' },
      { of: 'as host name', compose: 'hostname: "{{.Service.Name}}"' },
    ],
  },
  'file-outside': {
    refused: [
      {
        of: 'a config',
        compose: withFile('configs', '{file: ../../etc/shadow}'),
        says: 'config one is made of ../../etc/shadow',
      },
      {
        of: 'a secret',
        compose: withFile('secrets', '{file: /root/.ssh/id_ed25519}'),
        says: 'secret one is made of',
      },
      { of: 'by a way round', compose: withFile('configs', '{file: a/../../b}') },
      { of: 'from home', compose: withFile('configs', '{file: ~/.netrc}') },
      { of: 'interpolated', compose: withFile('configs', '{file: "${FROM}/shadow"}'), env: { FROM: '/etc' } },
      {
        of: 'env_file',
        compose: 'env_file: /proc/self/environ',
        says: 'app reads its environment from /proc/self/environ',
      },
      { of: 'env_file in a list', compose: 'env_file: [a.env, ../b.env]' },
      {
        of: 'env_file below an overlay',
        compose: ['services: {app: {image: x, env_file: ../b.env}}', 'services: {app: {env_file: a.env}}'],
      },
    ],
    passes: [
      { of: 'a file of the recipe', compose: withFile('configs', '{file: ./conf/../site.conf}') },
      { of: 'a name with dots', compose: withFile('configs', '{file: ..site.conf}') },
      { of: 'an env file of the recipe', compose: 'env_file: [a.env]' },
    ],
  },
  privileged: {
    refused: [
      { of: 'true', compose: 'privileged: true', says: 'app is privileged; a Swarm ignores it' },
      { of: 'interpolated', compose: 'privileged: "${P}"', env: { P: 'true' } },
      { of: 'yes', compose: 'privileged: "yes"' },
      {
        of: 'in an overlay',
        compose: ['services: {app: {image: x}}', 'services: {app: {privileged: true}}'],
      },
      {
        of: 'below an overlay that seems to take it back',
        compose: ['services: {app: {image: x, privileged: true}}', 'services: {app: {privileged: false}}'],
      },
    ],
    passes: [
      { of: 'false', compose: 'privileged: false' },
      { of: 'root in its own container', compose: 'user: root' },
    ],
  },
  'host-network': {
    refused: [
      {
        of: 'network_mode',
        compose: 'network_mode: host',
        says: 'app has network_mode host; a Swarm ignores it',
      },
      { of: "another container's", compose: 'network_mode: "container:traefik"' },
      {
        of: 'a network called host',
        compose: withNetwork('{external: true, name: host}'),
        says: "the network net is the host's own",
      },
      { of: 'a network called host, old form', compose: withNetwork('{external: {name: host}}') },
      {
        of: 'the key host',
        compose: 'services: {app: {image: x, networks: [host]}}\nnetworks: {host: {external: true}}',
      },
      { of: 'the driver', compose: withNetwork('{driver: host}') },
      { of: 'interpolated', compose: 'network_mode: "${MODE:-host}"', env: { MODE: '' } },
      {
        of: 'in an overlay',
        compose: [
          'services: {app: {image: x}}',
          'services: {app: {networks: {host: }}}\nnetworks: {host: {external: true, name: host}}',
        ],
      },
    ],
    passes: [
      { of: 'none', compose: 'network_mode: none' },
      { of: 'a network of its own', compose: withNetwork('') },
    ],
  },
  'host-namespace': {
    refused: [
      { of: 'pid', compose: 'pid: host', says: 'app has pid host' },
      { of: 'ipc', compose: 'ipc: host' },
      { of: "another container's ipc", compose: 'ipc: "container:x"' },
      { of: 'cgroups', compose: 'cgroupns_mode: host' },
      { of: 'users', compose: 'userns_mode: host' },
      { of: 'a parent', compose: 'cgroup_parent: /' },
      { of: 'interpolated', compose: 'pid: "${PID}"', env: { PID: 'host' } },
      { of: 'in an overlay', compose: ['services: {app: {image: x}}', 'services: {app: {pid: host}}'] },
    ],
    passes: [
      { of: 'its own', compose: 'ipc: private' },
      { of: 'its own cgroups', compose: 'cgroupns_mode: private' },
      { of: 'shareable', compose: 'ipc: shareable' },
    ],
  },
  capability: {
    refused: [
      { of: 'SYS_ADMIN', compose: 'cap_add: [SYS_ADMIN]', says: 'app asks for the capability SYS_ADMIN' },
      { of: 'all', compose: 'cap_add: [ALL]' },
      { of: 'written long and small', compose: 'cap_add: [cap_net_admin]' },
      { of: 'interpolated', compose: 'cap_add: ["${CAP}"]', env: { CAP: 'SYS_PTRACE' } },
      {
        of: 'in an overlay',
        compose: [
          'services: {app: {image: x, cap_add: [CHOWN]}}',
          'services: {app: {cap_add: [SYS_MODULE]}}',
        ],
        says: 'SYS_MODULE',
      },
    ],
    passes: [
      {
        of: 'default ones given back',
        compose: 'cap_drop: [ALL]\n    cap_add: [CHOWN, CAP_SETUID, net_bind_service]',
      },
    ],
  },
  device: {
    refused: [
      {
        of: 'a disk',
        compose: 'devices: ["/dev/sda:/dev/sda"]',
        says: 'app asks for the device /dev/sda:/dev/sda; a Swarm ignores it',
      },
      { of: 'interpolated', compose: 'devices: ["${DEV}"]', env: { DEV: '/dev/kvm' } },
      {
        of: 'in an overlay',
        compose: ['services: {app: {image: x}}', 'services: {app: {devices: [/dev/fuse]}}'],
      },
    ],
    passes: [{ of: 'none', compose: 'devices: []' }],
  },
  'security-opt': {
    refused: [
      {
        of: 'seccomp',
        compose: 'security_opt: ["seccomp:unconfined"]',
        says: 'app has security_opt seccomp:unconfined',
      },
      { of: 'with =', compose: 'security_opt: ["apparmor=unconfined"]' },
      { of: 'SELinux', compose: 'security_opt: ["label:disable"]' },
      { of: 'paths', compose: 'security_opt: ["systempaths=unconfined"]' },
      { of: 'a profile of its own', compose: 'security_opt: ["seccomp=./all.json"]' },
      { of: 'new privileges', compose: 'security_opt: ["no-new-privileges:false"]' },
      {
        of: 'in an overlay',
        compose: ['services: {app: {image: x}}', 'services: {app: {security_opt: ["seccomp=${S}"]}}'],
        env: { S: 'unconfined' },
      },
    ],
    passes: [{ of: 'no new privileges', compose: 'security_opt: ["no-new-privileges:true"]' }],
  },
  sysctl: {
    refused: [
      {
        of: 'forwarding',
        compose: 'sysctls: {net.ipv4.ip_forward: 1}',
        says: "app sets the kernel's net.ipv4.ip_forward to 1",
      },
      { of: 'as a list', compose: 'sysctls: ["net.ipv4.conf.all.route_localnet=1"]' },
      { of: "the host's", compose: 'sysctls: {kernel.core_pattern: "|/x"}' },
      { of: 'interpolated', compose: 'sysctls: ["${WHAT}"]', env: { WHAT: 'kernel.yama.ptrace_scope=0' } },
      {
        of: 'below an overlay',
        compose: [
          'services: {app: {image: x, sysctls: {net.ipv4.ip_forward: 1}}}',
          'services: {app: {sysctls: [net.core.somaxconn=1]}}',
        ],
      },
    ],
    passes: [
      { of: 'its own queue', compose: 'sysctls: {net.core.somaxconn: 1024}' },
      { of: 'low ports', compose: 'sysctls: [net.ipv4.ip_unprivileged_port_start=0]' },
      { of: 'shared memory', compose: 'sysctls: {kernel.shmmax: 1000000}' },
    ],
  },
  'host-address': {
    refused: [
      {
        of: 'metadata',
        compose: 'extra_hosts: ["meta:169.254.169.254"]',
        says: 'app has 169.254.169.254 in extra_hosts',
      },
      { of: 'with =', compose: 'extra_hosts: ["meta=169.254.169.254"]' },
      { of: 'a mapping', compose: 'extra_hosts: {meta: 169.254.169.254}' },
      { of: 'the host', compose: 'extra_hosts: ["host.docker.internal:host-gateway"]' },
      { of: 'IPv6', compose: 'extra_hosts: ["meta:fd00:ec2::254"]' },
      { of: 'IPv4 in IPv6', compose: 'extra_hosts: ["meta:::ffff:169.254.169.254"]' },
      { of: 'DNS', compose: 'dns: 169.254.169.253', says: 'app has the DNS server 169.254.169.253' },
      {
        of: 'in an overlay',
        compose: ['services: {app: {image: x, dns: 9.9.9.9}}', 'services: {app: {dns: ["${D}"]}}'],
        env: { D: '169.254.0.1' },
      },
    ],
    passes: [
      { of: 'a public address', compose: 'extra_hosts: ["other:192.0.2.1"]' },
      { of: 'a public DNS server', compose: 'dns: [9.9.9.9, "2620:fe::fe"]' },
      { of: 'localhost', compose: 'extra_hosts: ["tracker.example:127.0.0.1"]' },
    ],
  },
  'foreign-network': {
    refused: [
      {
        of: 'external',
        compose: withNetwork('{external: true, name: other_internal}'),
        says: 'the network net is other_internal, of somebody else',
      },
      { of: 'old form', compose: withNetwork('{external: {name: other_internal}}') },
      {
        of: 'by its key',
        compose:
          'services: {app: {image: x, networks: [monitoring]}}\nnetworks: {monitoring: {external: true}}',
      },
      {
        of: 'the default',
        compose: 'services: {app: {image: x}}\nnetworks: {default: {external: true, name: other_default}}',
      },
      { of: "docker's own", compose: withNetwork('{external: true, name: ingress}') },
      {
        of: 'made under another name',
        compose: withNetwork('{name: other_internal}'),
        says: 'is to be made as other_internal',
      },
      { of: 'proxy, made', compose: withNetwork('{name: proxy}') },
      {
        of: 'a stack whose name begins alike',
        compose: withNetwork(`{external: true, name: "\${STACK_NAME}x_internal"}`),
      },
      {
        of: 'interpolated',
        compose: withNetwork('{external: true, name: "${NET}"}'),
        env: { NET: 'other_internal' },
      },
      {
        of: 'in an overlay',
        compose: [withNetwork(''), 'services: {}\nnetworks: {net: {external: true, name: other_internal}}'],
      },
      {
        of: 'under a mapping of networks',
        compose: [
          'services: {app: {image: x, networks: [bad]}}\nnetworks: {bad: {external: true}}',
          'services: {app: {networks: {good: }}}\nnetworks: {good: }',
        ],
      },
    ],
    passes: [
      {
        of: 'proxy',
        compose: 'services: {app: {image: x, networks: [proxy]}}\nnetworks: {proxy: {external: true}}',
      },
      { of: 'proxy under another key', compose: withNetwork('{external: true, name: proxy}') },
      {
        of: 'its own by name',
        compose: withNetwork('{name: "${STACK_NAME}_internal", attachable: true, internal: true}'),
      },
      { of: 'its own, external', compose: withNetwork('{external: true, name: "${STACK_NAME}_shared"}') },
    ],
  },
  'network-driver': {
    refused: [
      {
        of: 'macvlan',
        compose: withNetwork('{driver: macvlan}'),
        says: 'the network net is made by the driver macvlan',
      },
      { of: 'bridge', compose: withNetwork('{driver: bridge}') },
      {
        of: 'a VXLAN of somebody else',
        compose: withNetwork(
          '{driver: overlay, driver_opts: {com.docker.network.driver.overlay.vxlanid_list: "4097"}}',
        ),
        says: 'vxlanid_list',
      },
      { of: 'an address driver', compose: withNetwork('{ipam: {driver: dhcp}}') },
      { of: 'interpolated', compose: withNetwork('{driver: "${D}"}'), env: { D: 'ipvlan' } },
      { of: 'in an overlay', compose: [withNetwork(''), 'services: {}\nnetworks: {net: {driver: macvlan}}'] },
    ],
    passes: [
      { of: 'overlay', compose: withNetwork('{driver: overlay, driver_opts: {encrypted: "true"}}') },
      { of: 'a subnet', compose: withNetwork('{ipam: {driver: default, config: [{subnet: 10.99.0.0/24}]}}') },
    ],
  },
  'network-alias': {
    refused: [
      {
        of: "another app's service",
        compose: withNetwork('{external: true, name: proxy}', '{net: {aliases: [other_app]}}'),
        says: 'app calls itself other_app on the network net',
      },
      {
        of: 'the router',
        compose: withNetwork('{external: true, name: proxy}', '{net: {aliases: [traefik]}}'),
      },
      {
        of: "another app's domain",
        compose: withNetwork('{external: true, name: proxy}', '{net: {aliases: [cloud.example.org]}}'),
      },
      {
        of: 'interpolated',
        compose: withNetwork('{external: true, name: proxy}', '{net: {aliases: ["${A}"]}}'),
        env: { A: 'traefik' },
      },
      {
        of: 'in an overlay',
        compose: [
          withNetwork('{external: true, name: proxy}'),
          'services: {app: {networks: {net: {aliases: [traefik]}}}}',
        ],
      },
    ],
    passes: [
      { of: 'on a network of its own', compose: withNetwork('', '{net: {aliases: [db, traefik]}}') },
      {
        of: 'its own names',
        compose: withNetwork(
          '{external: true, name: proxy}',
          '{net: {aliases: [app, "${STACK_NAME}_web", "${DOMAIN}"]}}',
        ),
      },
    ],
  },
  'published-port': {
    refused: [
      { of: 'short', compose: 'ports: ["8080:80"]', says: 'app publishes port 8080:80' },
      { of: 'any free one', compose: 'ports: [80]' },
      { of: 'a range', compose: 'ports: ["3000-3005:3000-3005/udp"]' },
      { of: 'long', compose: 'ports: [{target: 80, published: 8080}]', says: 'app publishes port 8080:80' },
      { of: 'long, ingress', compose: 'ports: [{target: 80, published: 8080, mode: ingress}]' },
      { of: 'interpolated', compose: 'ports: ["${P}:80"]', env: { P: '443' } },
      {
        of: 'in an overlay',
        compose: ['services: {app: {image: x}}', 'services: {app: {ports: ["443:80"]}}'],
        says: 'app publishes port 443:80',
      },
    ],
    passes: [
      { of: 'expose', compose: 'expose: ["80"]' },
      { of: 'an empty list', compose: 'ports: []' },
    ],
  },
  'host-port': {
    refused: [
      {
        of: 'long',
        compose: 'ports: [{target: 80, published: 80, mode: host}]',
        says: 'app publishes port 80:80 on the node itself',
      },
      {
        of: 'interpolated',
        compose: 'ports: [{target: 80, published: 80, mode: "${M}"}]',
        env: { M: 'host' },
      },
      {
        of: 'in an overlay',
        compose: [
          'services: {app: {image: x}}',
          'services: {app: {ports: [{target: 53, published: 53, protocol: udp, mode: host}]}}',
        ],
      },
    ],
    passes: [{ of: 'expose', compose: 'expose: [80]' }],
  },
  'foreign-volume': {
    refused: [
      {
        of: 'external',
        compose: withVolume('{external: true, name: other_data}'),
        says: 'the volume data is other_data, of somebody else',
      },
      { of: 'old form', compose: withVolume('{external: {name: other_data}}') },
      { of: 'by its key', compose: withVolume('{external: true}') },
      { of: 'by name', compose: withVolume('{name: other_data}'), says: 'is to be made as other_data' },
      { of: 'interpolated', compose: withVolume('{name: "${V}"}'), env: { V: 'other_data' } },
      { of: 'in an overlay', compose: [withVolume(''), 'services: {}\nvolumes: {data: {name: other_data}}'] },
    ],
    passes: [
      { of: 'its own by name', compose: withVolume('{name: "${STACK_NAME}_data"}') },
      { of: 'its own, external', compose: withVolume('{external: true, name: "${STACK_NAME}_data"}') },
    ],
  },
  'foreign-secret': {
    refused: [
      {
        of: 'external',
        compose: withFile('secrets', '{external: true, name: other_db_password_v1}'),
        says: 'the secret one is other_db_password_v1, of somebody else',
      },
      { of: 'by its key', compose: withFile('secrets', '{external: true}') },
      {
        of: 'a file under another name',
        compose: withFile('secrets', '{file: ./a, name: other_db_password_v1}'),
      },
      {
        of: 'a driver',
        compose: withFile('secrets', '{driver: vault, name: "${STACK_NAME}_x"}'),
        says: 'comes from the driver vault',
      },
      {
        of: 'interpolated',
        compose: withFile('secrets', '{external: true, name: "${S}_db_${SECRET_TOKEN_VERSION}"}'),
        env: { S: 'other' },
      },
      {
        of: 'in an overlay',
        compose: [
          withFile('secrets', '{external: true, name: "${STACK_NAME}_one_v1"}'),
          'services: {}\nsecrets: {one: {external: true, name: other_one_v1}}',
        ],
      },
    ],
    passes: [
      {
        of: 'its own',
        compose: withFile('secrets', '{external: true, name: "${STACK_NAME}_one_${SECRET_TOKEN_VERSION}"}'),
      },
    ],
  },
  'foreign-config': {
    refused: [
      {
        of: 'external',
        compose: withFile('configs', '{external: true, name: traefik_conf_v1}'),
        says: 'the config one is traefik_conf_v1',
      },
      { of: 'a file under another name', compose: withFile('configs', '{file: ./a, name: other_site_v1}') },
      {
        of: 'interpolated',
        compose: withFile('configs', '{file: ./a, name: "${S}_site_v1"}'),
        env: { S: 'other' },
      },
      {
        of: 'in an overlay',
        compose: [
          withFile('configs', '{file: a}'),
          'services: {}\nconfigs: {one: {external: true, name: other_site_v1}}',
        ],
      },
    ],
    passes: [
      {
        of: 'its own',
        compose: withFile(
          'configs',
          '{file: ./a, name: "${STACK_NAME}_site_${SITE_VERSION}", template_driver: golang}',
        ),
      },
      { of: 'without a name', compose: withFile('configs', '{file: ./a}') },
    ],
  },
  'foreign-label': {
    refused: [
      {
        of: "another stack's version",
        compose: label('coop-cloud.other.version=1.0.0+1'),
        says: 'app has the label coop-cloud.other.version',
      },
      { of: 'as a mapping', compose: 'deploy: {labels: {coop-cloud.other.chaos: true}}' },
      {
        of: 'a variable in a key',
        compose: 'deploy: {labels: {"coop-cloud.${STACK_NAME}.version": 1.0.0+1}}',
        says: 'write labels as a list',
      },
      { of: 'on the container', compose: 'labels: [coop-cloud.other.version=1]' },
      { of: "docker's", compose: label('com.docker.stack.namespace=other') },
      { of: 'of the runs', compose: label('cc-ci.stack=other') },
      {
        of: 'on a volume',
        compose: withVolume('{labels: [com.docker.stack.namespace=other]}'),
        says: 'the volume data has the label',
      },
      { of: 'on a network', compose: withNetwork('{labels: {com.docker.stack.namespace: other}}') },
      { of: 'interpolated', compose: label('coop-cloud.${S}.version=1'), env: { S: 'other' } },
      {
        of: 'in an overlay',
        compose: [
          'services: {app: {image: x}}',
          'services: {app: {deploy: {labels: [com.docker.stack.namespace=other]}}}',
        ],
      },
    ],
    passes: [
      { of: 'its own', compose: label('coop-cloud.${STACK_NAME}.version=1.0.0+1') },
      { of: 'of no one', compose: label('com.example.docker=x') },
      { of: 'backups', compose: label('backupbot.backup=true') },
    ],
  },
  'backup-path': {
    refused: [
      {
        of: 'up',
        compose: label('backupbot.backup.volumes.data.path=../../other/_data'),
        says: 'app backs up ../../other/_data',
      },
      { of: 'one of several', compose: label('backupbot.backup.volumes.data.path=a,b/../../c') },
      {
        of: 'in an overlay',
        compose: [
          'services: {app: {image: x}}',
          `services: {app: {${label('backupbot.backup.volumes.data.path=${P}')}}}`,
        ],
        env: { P: '..' },
      },
    ],
    passes: [{ of: 'below', compose: label('backupbot.backup.volumes.data.path=dump.sql,..keep/x') }],
  },
  'router-rule': {
    refused: [
      {
        of: "another's domain",
        compose: rule('Host(`cloud.example.org`)'),
        says: 'which takes requests for cloud.example.org',
      },
      {
        of: 'one more domain',
        compose: rule('Host(`${DOMAIN}`) || Host(`cloud.example.org`)'),
        says: 'cloud.example.org',
      },
      {
        of: 'one more domain, the form of version 2',
        compose: rule('Host(`${DOMAIN}`, `cloud.example.org`)'),
      },
      {
        of: 'one more domain by a variable',
        compose: rule('Host(`${DOMAIN}`${EXTRA_DOMAINS})'),
        env: { EXTRA_DOMAINS: ', `cloud.example.org`' },
      },
      { of: 'a domain that ends alike', compose: rule('Host(`evil-${DOMAIN}`)') },
      { of: 'a domain that begins alike', compose: rule('Host(`${DOMAIN}.example.org`)') },
      { of: 'the zone', compose: rule('Host(`ci.test`)') },
      { of: 'in double quotes', compose: rule('Host("cloud.example.org")') },
      { of: 'in small letters', compose: rule('host(`cloud.example.org`)') },
      { of: 'a pattern', compose: rule('HostRegexp(`.+`)'), says: 'takes requests for .+' },
      {
        of: 'a pattern below another domain',
        compose: label('traefik.http.routers.${STACK_NAME}.rule=HostRegexp(`{sub:[a-z]+}.example.org`)'),
      },
      {
        of: 'a pattern with an alternative',
        compose: label('traefik.http.routers.${STACK_NAME}.rule=HostRegexp(`{sub:.+)|(.+}.${DOMAIN}`)'),
      },
      {
        of: 'a pattern with an open end',
        compose: label('traefik.http.routers.${STACK_NAME}.rule=HostRegexp(`^.+\\.${DOMAIN}`)'),
      },
      {
        of: 'a pattern with an open beginning',
        compose: label('traefik.http.routers.${STACK_NAME}.rule=HostRegexp(`.*${DOMAIN}$$`)'),
      },
      {
        of: 'a pattern whose end is another domain',
        compose: label('traefik.http.routers.${STACK_NAME}.rule=HostRegexp(`^.+\\.${DOMAIN}$$|.`)'),
      },
      {
        of: 'a path',
        compose: rule('PathPrefix(`/`)'),
        says: 'which takes requests for any host: PathPrefix(`/`)',
      },
      { of: 'a header', compose: rule('Headers(`Host`, `${DOMAIN}`)') },
      { of: 'what the domain is not', compose: rule('!Host(`${DOMAIN}`)') },
      {
        of: 'an or inside of parentheses',
        compose: rule('(Host(`${DOMAIN}`) || PathPrefix(`/`)) && Method(`GET`)'),
      },
      { of: 'and before or', compose: rule('PathPrefix(`/`) || Host(`${DOMAIN}`) && Method(`GET`)') },
      { of: 'nothing in the host', compose: rule('Host()') },
      {
        of: 'an escape',
        compose: label('traefik.http.routers.${STACK_NAME}.rule=Host("\\u0063loud.example.org")'),
        says: "can't be read",
      },
      { of: 'a comment', compose: rule('Host(`${DOMAIN}`) /* x */') },
      { of: 'something open', compose: rule('Host(`${DOMAIN}`) || ('), says: "can't be read" },
      { of: 'empty', compose: rule('') },
      {
        of: 'no rule',
        compose: label('traefik.http.routers.${STACK_NAME}.entrypoints=web-secure'),
        says: 'which has no rule',
      },
      {
        of: 'other letters in the key',
        compose: label('Traefik.HTTP.Routers.${STACK_NAME}.Rule=Host(`cloud.example.org`)'),
      },
      {
        of: 'on the container',
        compose: 'labels: ["traefik.http.routers.${STACK_NAME}.rule=Host(`cloud.example.org`)"]',
      },
      {
        of: 'as a mapping',
        compose:
          'deploy: {labels: {traefik.http.routers.demo-3fa9c1_ci_test.rule: "Host(`cloud.example.org`)"}}',
      },
      {
        of: 'TCP, all of it',
        compose: label('traefik.tcp.routers.${STACK_NAME}.rule=HostSNI(`*`)'),
        says: 'takes requests for *',
      },
      {
        of: "TCP, another's",
        compose: label('traefik.tcp.routers.${STACK_NAME}.rule=HostSNI(`cloud.example.org`)'),
      },
      { of: 'TCP, a pattern', compose: label('traefik.tcp.routers.${STACK_NAME}.rule=HostSNIRegexp(`.*`)') },
      {
        of: 'UDP',
        compose: label('traefik.udp.routers.${STACK_NAME}.entrypoints=voice'),
        says: 'it takes all of its entry point',
      },
      {
        of: 'in an overlay',
        compose: [
          `services: {app: {image: x, ${rule('Host(`${DOMAIN}`)')}}}`,
          `services: {app: {${rule('Host(`cloud.example.org`)')}}}`,
        ],
      },
    ],
    passes: [
      { of: 'its domain', compose: rule('Host(`${DOMAIN}`)') },
      { of: 'its domain, the usual way', compose: rule('Host(`${DOMAIN}`${EXTRA_DOMAINS})') },
      { of: 'below its domain', compose: rule('Host(`${DOMAIN}`) || Host("www.${DOMAIN}")') },
      { of: 'the form of version 2', compose: rule('Host(`${DOMAIN}`, `api.${DOMAIN}`)') },
      {
        of: 'a part of it',
        compose: rule('Host(`${DOMAIN}`) && (PathPrefix(`/a`) || Path(`/b`)) && !Headers(`X-A`, `b`)'),
      },
      {
        of: 'both sides',
        compose: rule('(Host(`${DOMAIN}`) && Path(`/a`)) || (Path(`/b`) && Host(`${DOMAIN}`))'),
      },
      {
        of: 'a pattern below its domain',
        compose: label(
          'traefik.http.routers.${STACK_NAME}.rule=Host(`${DOMAIN}`) || HostRegexp(`{sub:\\w+}.${DOMAIN}`)',
        ),
      },
      {
        of: 'a pattern below its domain, version 3',
        compose: label('traefik.http.routers.${STACK_NAME}.rule=HostRegexp(`^[a-z0-9-]+\\.${DOMAIN}$$`)'),
      },
      {
        of: 'with a rule and more',
        compose:
          'deploy: {labels: ["traefik.enable=true", "traefik.http.routers.${STACK_NAME}.rule=Host(`${DOMAIN}`)", "traefik.http.routers.${STACK_NAME}.entrypoints=web-secure", "traefik.http.services.${STACK_NAME}.loadbalancer.server.port=80"]}',
      },
      { of: 'TCP', compose: label('traefik.tcp.routers.${STACK_NAME}.rule=HostSNI(`${DOMAIN}`)') },
    ],
  },
  'router-name': {
    refused: [
      {
        of: "another's router",
        compose: label('traefik.http.routers.other.rule=Host(`${DOMAIN}`)'),
        says: 'app defines http.routers.other, a name that another app may have too',
      },
      {
        of: 'a plain middleware',
        compose: label('traefik.http.middlewares.redirect.redirectscheme.scheme=https'),
      },
      { of: 'a service', compose: label('traefik.http.services.other.loadbalancer.server.port=80') },
      {
        of: 'a name that begins alike',
        compose: label('traefik.http.services.${STACK_NAME}x.loadbalancer.server.port=80'),
      },
      {
        of: 'a variable in a key',
        compose: 'deploy: {labels: {"traefik.http.services.${STACK_NAME}.loadbalancer.server.port": 80}}',
        says: 'write labels as a list',
      },
      {
        of: 'interpolated',
        compose: label('traefik.http.services.${S}.loadbalancer.server.port=80'),
        env: { S: 'other' },
      },
      {
        of: 'in an overlay',
        compose: [
          'services: {app: {image: x}}',
          `services: {app: {${label('traefik.tcp.services.other.loadbalancer.server.port=22')}}}`,
        ],
      },
    ],
    passes: [
      { of: 'the stack', compose: label('traefik.http.services.${STACK_NAME}.loadbalancer.server.port=80') },
      {
        of: 'the stack and more',
        compose: label('traefik.http.middlewares.${STACK_NAME}-redirect.redirectscheme.scheme=https'),
      },
    ],
  },
  'router-target': {
    refused: [
      {
        of: "another's middleware",
        compose: label('traefik.http.middlewares.${STACK_NAME}-a.chain.middlewares=other-auth@docker'),
        says: "uses other-auth@docker, which isn't this app's",
      },
      {
        of: 'one of several',
        compose: label('traefik.http.middlewares.${STACK_NAME}-a.chain.middlewares=${STACK_NAME}-b, other'),
      },
      {
        of: "the router's own page",
        compose:
          'deploy: {labels: ["traefik.http.routers.${STACK_NAME}.rule=Host(`${DOMAIN}`)", "traefik.http.routers.${STACK_NAME}.service=api@internal"]}',
        says: 'uses api@internal',
      },
      {
        of: "the operator's service",
        compose:
          'deploy: {labels: ["traefik.http.routers.${STACK_NAME}.rule=Host(`${DOMAIN}`)", "traefik.http.routers.${STACK_NAME}.service=vault@file"]}',
      },
      {
        of: "another's service",
        compose:
          'deploy: {labels: ["traefik.http.routers.${STACK_NAME}.rule=Host(`${DOMAIN}`)", "traefik.http.routers.${STACK_NAME}.service=other"]}',
      },
      {
        of: 'an address',
        compose: label('traefik.http.services.${STACK_NAME}.loadbalancer.server.url=http://127.0.0.1:8080'),
        says: 'sends requests to http://127.0.0.1:8080',
      },
      {
        of: 'an address to ask first',
        compose: label(
          'traefik.http.middlewares.${STACK_NAME}-a.forwardauth.address=http://169.254.169.254/',
        ),
      },
      {
        of: 'an address that begins alike',
        compose: label(
          'traefik.http.middlewares.${STACK_NAME}-a.forwardauth.address=http://${DOMAIN}@10.0.0.1/',
        ),
      },
      {
        of: 'in an overlay',
        compose: [
          'services: {app: {image: x}}',
          `services: {app: {${label('traefik.http.middlewares.${STACK_NAME}-e.errors.service=${S}')}}}`,
        ],
        env: { S: 'other@docker' },
      },
    ],
    passes: [
      {
        of: 'its own',
        compose: label(
          'traefik.http.middlewares.${STACK_NAME}-a.chain.middlewares=${STACK_NAME}-b,${STACK_NAME}-c@docker,${STACK_NAME}@swarm',
        ),
      },
      {
        of: "the operator's middleware",
        compose: label('traefik.http.middlewares.${STACK_NAME}-a.chain.middlewares=security@file'),
      },
      {
        of: 'its own service to ask first',
        compose: label(
          'traefik.http.middlewares.${STACK_NAME}-a.forwardauth.address=http://${STACK_NAME}_auth:9000/check',
        ),
      },
      {
        of: 'its own domain',
        compose: label(
          'traefik.http.middlewares.${STACK_NAME}-a.forwardauth.address=https://${DOMAIN}/check',
        ),
      },
    ],
  },
  'certificate-domain': {
    refused: [
      {
        of: "another's",
        compose:
          'deploy: {labels: ["traefik.http.routers.${STACK_NAME}.rule=Host(`${DOMAIN}`)", "traefik.http.routers.${STACK_NAME}.tls.domains[0].main=cloud.example.org"]}',
        says: 'asks for a certificate of cloud.example.org',
      },
      {
        of: 'beside its own',
        compose:
          'deploy: {labels: ["traefik.http.routers.${STACK_NAME}.rule=Host(`${DOMAIN}`)", "traefik.http.routers.${STACK_NAME}.tls.domains[0].sans=${DOMAIN}, *.ci.test"]}',
      },
    ],
    passes: [
      {
        of: 'its own',
        compose:
          'deploy: {labels: ["traefik.http.routers.${STACK_NAME}.rule=Host(`${DOMAIN}`)", "traefik.http.routers.${STACK_NAME}.tls.domains[0].main=${DOMAIN}", "traefik.http.routers.${STACK_NAME}.tls.domains[0].sans=*.${DOMAIN}"]}',
      },
    ],
  },
  'router-setting': {
    refused: [
      {
        of: 'the default certificate',
        compose: label('traefik.tls.stores.default.defaultgeneratedcert.resolver=le'),
        says: 'app has the label traefik.tls.stores',
      },
      { of: 'version 1', compose: label('traefik.frontend.rule=Host:cloud.example.org') },
      { of: 'a section of no one', compose: label('Traefik.Tls.Options.default.minVersion=VersionTLS10') },
    ],
    passes: [
      { of: 'on or off', compose: label('traefik.enable=true') },
      { of: 'its network', compose: label('traefik.docker.network=proxy') },
      { of: 'its network, version 3', compose: label('traefik.swarm.network=proxy') },
    ],
  },
  'global-mode': {
    refused: [
      {
        of: 'global',
        compose: 'deploy: {mode: global}',
        says: 'app runs on every node (deploy.mode global)',
      },
      { of: 'a job', compose: 'deploy: {mode: global-job}' },
      { of: 'interpolated', compose: 'deploy: {mode: "${M}"}', env: { M: 'global' } },
      {
        of: 'in an overlay',
        compose: ['services: {app: {image: x}}', 'services: {app: {deploy: {mode: global}}}'],
      },
    ],
    passes: [
      { of: 'replicated', compose: 'deploy: {mode: replicated}' },
      { of: 'a job of its own', compose: 'deploy: {mode: replicated-job}' },
    ],
  },
  'many-replicas': {
    refused: [
      { of: 'eleven', compose: 'deploy: {replicas: 11}', says: 'app asks for 11 replicas' },
      { of: 'interpolated', compose: 'deploy: {replicas: "${N}"}', env: { N: '500' } },
      {
        of: 'in an overlay',
        compose: [
          'services: {app: {image: x, deploy: {replicas: 1}}}',
          'services: {app: {deploy: {replicas: 100}}}',
        ],
      },
    ],
    passes: [
      { of: 'ten', compose: 'deploy: {replicas: 10}' },
      { of: 'none', compose: 'deploy: {replicas: 0}' },
    ],
  },
  'logging-driver': {
    refused: [
      {
        of: 'syslog',
        compose: 'logging: {driver: syslog, options: {syslog-address: "tcp://10.0.0.1:514"}}',
        says: 'app logs to the driver syslog',
      },
      { of: 'journald', compose: 'logging: {driver: journald}' },
      { of: 'interpolated', compose: 'logging: {driver: "${L}"}', env: { L: 'gelf' } },
      {
        of: 'below an overlay that seems to take it back',
        compose: [
          'services: {app: {image: x, logging: {driver: fluentd}}}',
          'services: {app: {logging: {driver: ""}}}',
        ],
      },
    ],
    passes: [
      { of: 'the local file, bounded', compose: 'logging: {driver: json-file, options: {max-size: 10m}}' },
      { of: 'options alone', compose: 'logging: {options: {max-size: 10m}}' },
    ],
  },
  'oom-score': {
    refused: [
      { of: 'below 0', compose: 'oom_score_adj: -500', says: 'app has oom_score_adj -500' },
      { of: 'interpolated', compose: 'oom_score_adj: "${O}"', env: { O: '-1' } },
    ],
    passes: [{ of: 'above 0', compose: 'oom_score_adj: 500' }],
  },
};
