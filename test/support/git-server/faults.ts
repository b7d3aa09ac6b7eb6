/** The ways in which the test server can misbehave, as data, and which request each of them falls on. */

/** What a request is for. `ls-refs` and `fetch` are both POSTs to git-upload-pack; protocol v2 names them in the body. */
export type RequestKind =
  | 'refs'
  | 'ls-refs'
  | 'fetch'
  | 'push'
  | 'lfs-batch'
  | 'lfs-object'
  | 'outside'
  | 'other';

interface FaultScope {
  /** The requests it falls on; all of them when left out. */
  readonly on?: readonly RequestKind[];
  /** Only this repository (`owner/name`); all of them when left out. */
  readonly repository?: string;
  /** How many requests it spoils before the server behaves again; for ever when left out. */
  readonly times?: number;
}

export type Fault = FaultScope &
  (
    | {
        readonly kind: 'status';
        readonly status: number;
        readonly headers?: Readonly<Record<string, string>>;
      }
    /** Takes the request and never answers. */
    | { readonly kind: 'stall' }
    /** Sends this many bytes of the answer's body, then nothing more, with the connection left open. */
    | { readonly kind: 'stall-in-body'; readonly afterBytes: number }
    /** Sends this many bytes of the answer's body, then destroys the socket. */
    | { readonly kind: 'cut'; readonly afterBytes: number }
    | { readonly kind: 'slow'; readonly bytesPerSecond: number }
    /** 302 to the same path at another origin (`http://127.0.0.1:4711`). */
    | { readonly kind: 'redirect'; readonly toOrigin: string }
  );

/** Holds the switches that are set, and uses them up. */
export class FaultBoard {
  #set: { fault: Fault; left: number }[] = [];

  /** Sets a switch. Switches set earlier come first. */
  add(fault: Fault): void {
    this.#set.push({ fault, left: fault.times ?? Number.POSITIVE_INFINITY });
  }

  clear(): void {
    this.#set = [];
  }

  /** The fault for this request, if any; counts it as used. */
  take(kind: RequestKind, repository: string): Fault | undefined {
    const hit = this.#set.find(({ fault, left }) => left > 0 && appliesTo(fault, kind, repository));
    if (!hit) return undefined;
    hit.left -= 1;
    return hit.fault;
  }
}

function appliesTo(fault: Fault, kind: RequestKind, repository: string): boolean {
  const kindMatches = fault.on === undefined || fault.on.includes(kind);
  return kindMatches && (fault.repository === undefined || fault.repository === repository);
}
