exports.id = 631;
exports.ids = [631,232,437];
exports.modules = {

/***/ 8232:
/***/ ((__unused_webpack_module, exports) => {

"use strict";
var __webpack_unused_export__;

__webpack_unused_export__ = true;
exports.distance = exports.closest = void 0;
var peq = new Uint32Array(0x10000);
var myers_32 = function (a, b) {
    var n = a.length;
    var m = b.length;
    var lst = 1 << (n - 1);
    var pv = -1;
    var mv = 0;
    var sc = n;
    var i = n;
    while (i--) {
        peq[a.charCodeAt(i)] |= 1 << i;
    }
    for (i = 0; i < m; i++) {
        var eq = peq[b.charCodeAt(i)];
        var xv = eq | mv;
        eq |= ((eq & pv) + pv) ^ pv;
        mv |= ~(eq | pv);
        pv &= eq;
        if (mv & lst) {
            sc++;
        }
        if (pv & lst) {
            sc--;
        }
        mv = (mv << 1) | 1;
        pv = (pv << 1) | ~(xv | mv);
        mv &= xv;
    }
    i = n;
    while (i--) {
        peq[a.charCodeAt(i)] = 0;
    }
    return sc;
};
var myers_x = function (b, a) {
    var n = a.length;
    var m = b.length;
    var mhc = [];
    var phc = [];
    var hsize = Math.ceil(n / 32);
    var vsize = Math.ceil(m / 32);
    for (var i = 0; i < hsize; i++) {
        phc[i] = -1;
        mhc[i] = 0;
    }
    var j = 0;
    for (; j < vsize - 1; j++) {
        var mv_1 = 0;
        var pv_1 = -1;
        var start_1 = j * 32;
        var vlen_1 = Math.min(32, m) + start_1;
        for (var k = start_1; k < vlen_1; k++) {
            peq[b.charCodeAt(k)] |= 1 << k;
        }
        for (var i = 0; i < n; i++) {
            var eq = peq[a.charCodeAt(i)];
            var pb = (phc[(i / 32) | 0] >>> i) & 1;
            var mb = (mhc[(i / 32) | 0] >>> i) & 1;
            var xv = eq | mv_1;
            var xh = ((((eq | mb) & pv_1) + pv_1) ^ pv_1) | eq | mb;
            var ph = mv_1 | ~(xh | pv_1);
            var mh = pv_1 & xh;
            if ((ph >>> 31) ^ pb) {
                phc[(i / 32) | 0] ^= 1 << i;
            }
            if ((mh >>> 31) ^ mb) {
                mhc[(i / 32) | 0] ^= 1 << i;
            }
            ph = (ph << 1) | pb;
            mh = (mh << 1) | mb;
            pv_1 = mh | ~(xv | ph);
            mv_1 = ph & xv;
        }
        for (var k = start_1; k < vlen_1; k++) {
            peq[b.charCodeAt(k)] = 0;
        }
    }
    var mv = 0;
    var pv = -1;
    var start = j * 32;
    var vlen = Math.min(32, m - start) + start;
    for (var k = start; k < vlen; k++) {
        peq[b.charCodeAt(k)] |= 1 << k;
    }
    var score = m;
    for (var i = 0; i < n; i++) {
        var eq = peq[a.charCodeAt(i)];
        var pb = (phc[(i / 32) | 0] >>> i) & 1;
        var mb = (mhc[(i / 32) | 0] >>> i) & 1;
        var xv = eq | mv;
        var xh = ((((eq | mb) & pv) + pv) ^ pv) | eq | mb;
        var ph = mv | ~(xh | pv);
        var mh = pv & xh;
        score += (ph >>> (m - 1)) & 1;
        score -= (mh >>> (m - 1)) & 1;
        if ((ph >>> 31) ^ pb) {
            phc[(i / 32) | 0] ^= 1 << i;
        }
        if ((mh >>> 31) ^ mb) {
            mhc[(i / 32) | 0] ^= 1 << i;
        }
        ph = (ph << 1) | pb;
        mh = (mh << 1) | mb;
        pv = mh | ~(xv | ph);
        mv = ph & xv;
    }
    for (var k = start; k < vlen; k++) {
        peq[b.charCodeAt(k)] = 0;
    }
    return score;
};
var distance = function (a, b) {
    if (a.length < b.length) {
        var tmp = b;
        b = a;
        a = tmp;
    }
    if (b.length === 0) {
        return a.length;
    }
    if (a.length <= 32) {
        return myers_32(a, b);
    }
    return myers_x(a, b);
};
exports.distance = distance;
var closest = function (str, arr) {
    var min_distance = Infinity;
    var min_index = 0;
    for (var i = 0; i < arr.length; i++) {
        var dist = distance(str, arr[i]);
        if (dist < min_distance) {
            min_distance = dist;
            min_index = i;
        }
    }
    return arr[min_index];
};
exports.closest = closest;


/***/ }),

/***/ 9070:
/***/ ((module, __unused_webpack_exports, __webpack_require__) => {

module.exports = __webpack_require__(7752);

/***/ }),

/***/ 7752:
/***/ ((__unused_webpack_module, exports, __webpack_require__) => {

var RetryOperation = __webpack_require__(8366);

exports.operation = function(options) {
  var timeouts = exports.timeouts(options);
  return new RetryOperation(timeouts, {
      forever: options && (options.forever || options.retries === Infinity),
      unref: options && options.unref,
      maxRetryTime: options && options.maxRetryTime
  });
};

exports.timeouts = function(options) {
  if (options instanceof Array) {
    return [].concat(options);
  }

  var opts = {
    retries: 10,
    factor: 2,
    minTimeout: 1 * 1000,
    maxTimeout: Infinity,
    randomize: false
  };
  for (var key in options) {
    opts[key] = options[key];
  }

  if (opts.minTimeout > opts.maxTimeout) {
    throw new Error('minTimeout is greater than maxTimeout');
  }

  var timeouts = [];
  for (var i = 0; i < opts.retries; i++) {
    timeouts.push(this.createTimeout(i, opts));
  }

  if (options && options.forever && !timeouts.length) {
    timeouts.push(this.createTimeout(i, opts));
  }

  // sort the array numerically ascending
  timeouts.sort(function(a,b) {
    return a - b;
  });

  return timeouts;
};

exports.createTimeout = function(attempt, opts) {
  var random = (opts.randomize)
    ? (Math.random() + 1)
    : 1;

  var timeout = Math.round(random * Math.max(opts.minTimeout, 1) * Math.pow(opts.factor, attempt));
  timeout = Math.min(timeout, opts.maxTimeout);

  return timeout;
};

exports.wrap = function(obj, options, methods) {
  if (options instanceof Array) {
    methods = options;
    options = null;
  }

  if (!methods) {
    methods = [];
    for (var key in obj) {
      if (typeof obj[key] === 'function') {
        methods.push(key);
      }
    }
  }

  for (var i = 0; i < methods.length; i++) {
    var method   = methods[i];
    var original = obj[method];

    obj[method] = function retryWrapper(original) {
      var op       = exports.operation(options);
      var args     = Array.prototype.slice.call(arguments, 1);
      var callback = args.pop();

      args.push(function(err) {
        if (op.retry(err)) {
          return;
        }
        if (err) {
          arguments[0] = op.mainError();
        }
        callback.apply(this, arguments);
      });

      op.attempt(function() {
        original.apply(obj, args);
      });
    }.bind(obj, original);
    obj[method].options = options;
  }
};


/***/ }),

/***/ 8366:
/***/ ((module) => {

function RetryOperation(timeouts, options) {
  // Compatibility for the old (timeouts, retryForever) signature
  if (typeof options === 'boolean') {
    options = { forever: options };
  }

  this._originalTimeouts = JSON.parse(JSON.stringify(timeouts));
  this._timeouts = timeouts;
  this._options = options || {};
  this._maxRetryTime = options && options.maxRetryTime || Infinity;
  this._fn = null;
  this._errors = [];
  this._attempts = 1;
  this._operationTimeout = null;
  this._operationTimeoutCb = null;
  this._timeout = null;
  this._operationStart = null;
  this._timer = null;

  if (this._options.forever) {
    this._cachedTimeouts = this._timeouts.slice(0);
  }
}
module.exports = RetryOperation;

RetryOperation.prototype.reset = function() {
  this._attempts = 1;
  this._timeouts = this._originalTimeouts.slice(0);
}

RetryOperation.prototype.stop = function() {
  if (this._timeout) {
    clearTimeout(this._timeout);
  }
  if (this._timer) {
    clearTimeout(this._timer);
  }

  this._timeouts       = [];
  this._cachedTimeouts = null;
};

RetryOperation.prototype.retry = function(err) {
  if (this._timeout) {
    clearTimeout(this._timeout);
  }

  if (!err) {
    return false;
  }
  var currentTime = new Date().getTime();
  if (err && currentTime - this._operationStart >= this._maxRetryTime) {
    this._errors.push(err);
    this._errors.unshift(new Error('RetryOperation timeout occurred'));
    return false;
  }

  this._errors.push(err);

  var timeout = this._timeouts.shift();
  if (timeout === undefined) {
    if (this._cachedTimeouts) {
      // retry forever, only keep last error
      this._errors.splice(0, this._errors.length - 1);
      timeout = this._cachedTimeouts.slice(-1);
    } else {
      return false;
    }
  }

  var self = this;
  this._timer = setTimeout(function() {
    self._attempts++;

    if (self._operationTimeoutCb) {
      self._timeout = setTimeout(function() {
        self._operationTimeoutCb(self._attempts);
      }, self._operationTimeout);

      if (self._options.unref) {
          self._timeout.unref();
      }
    }

    self._fn(self._attempts);
  }, timeout);

  if (this._options.unref) {
      this._timer.unref();
  }

  return true;
};

RetryOperation.prototype.attempt = function(fn, timeoutOps) {
  this._fn = fn;

  if (timeoutOps) {
    if (timeoutOps.timeout) {
      this._operationTimeout = timeoutOps.timeout;
    }
    if (timeoutOps.cb) {
      this._operationTimeoutCb = timeoutOps.cb;
    }
  }

  var self = this;
  if (this._operationTimeoutCb) {
    this._timeout = setTimeout(function() {
      self._operationTimeoutCb();
    }, self._operationTimeout);
  }

  this._operationStart = new Date().getTime();

  this._fn(this._attempts);
};

RetryOperation.prototype.try = function(fn) {
  console.log('Using RetryOperation.try() is deprecated');
  this.attempt(fn);
};

RetryOperation.prototype.start = function(fn) {
  console.log('Using RetryOperation.start() is deprecated');
  this.attempt(fn);
};

RetryOperation.prototype.start = RetryOperation.prototype.try;

RetryOperation.prototype.errors = function() {
  return this._errors;
};

RetryOperation.prototype.attempts = function() {
  return this._attempts;
};

RetryOperation.prototype.mainError = function() {
  if (this._errors.length === 0) {
    return null;
  }

  var counts = {};
  var mainError = null;
  var mainErrorCount = 0;

  for (var i = 0; i < this._errors.length; i++) {
    var error = this._errors[i];
    var message = error.message;
    var count = (counts[message] || 0) + 1;

    counts[message] = count;

    if (count >= mainErrorCount) {
      mainError = error;
      mainErrorCount = count;
    }
  }

  return mainError;
};


/***/ }),

/***/ 9142:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

"use strict";

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  NH: () => (/* reexport */ DockerApiError),
  C8: () => (/* reexport */ ImageError),
  XM: () => (/* reexport */ OutputLimitError),
  Z8: () => (/* reexport */ connectDocker),
  wW: () => (/* reexport */ demultiplex),
  Yt: () => (/* reexport */ ensureImage),
  ZX: () => (/* reexport */ parseRegistryCredentials),
  Fj: () => (/* reexport */ secretsOf),
  r0: () => (/* reexport */ sweepRegistryConfigs),
  cF: () => (/* reexport */ withRegistryConfig)
});

// EXTERNAL MODULE: ./js/lib/abort.js
var abort = __webpack_require__(8024);
// EXTERNAL MODULE: ./js/lib/errors.js
var errors = __webpack_require__(2003);
// EXTERNAL MODULE: ./js/lib/process.js
var process = __webpack_require__(7235);
// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(7067);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(7075);
;// CONCATENATED MODULE: ./js/docker/connection.js
/** One connection to the daemon: a `docker system dial-stdio` child whose standard input and output are the byte stream. */



/** How much of what the docker program says about a failed connection is kept. */
const KEEP_STDERR = 4_000;
/**
 * Agents for node:http whose sockets are docker children.
 * @param onStderr gets what the docker program says when it can't reach the daemon.
 */
function dialAgents(dial, onStderr) {
    const open = new Set();
    const createConnection = () => {
        const connection = new StdioConnection(dial, onStderr);
        open.add(connection);
        connection.once('close', () => open.delete(connection));
        return connection;
    };
    // Not an `extends`: the method is public in Node's documentation and absent from its types.
    const calls = Object.assign(new external_node_http_.Agent({ keepAlive: true, maxSockets: 4, maxFreeSockets: 4 }), {
        createConnection,
    });
    const streams = Object.assign(new external_node_http_.Agent({ keepAlive: false }), { createConnection });
    const close = () => {
        calls.destroy();
        streams.destroy();
        for (const connection of open)
            connection.destroy();
    };
    return { calls, streams, close };
}
/** A Duplex with the few methods of a socket that node:http calls. */
class StdioConnection extends external_node_stream_.Duplex {
    #child;
    constructor(dial, onStderr) {
        super({ allowHalfOpen: true });
        let said = '';
        this.#child = (0,process.openPipe)('docker', dial.args, {
            env: dial.env,
            onStderr: (text) => {
                said = (said + text).slice(-KEEP_STDERR);
                onStderr(said);
            },
        });
        this.#child.once('error', (error) => this.destroy(error));
        // `close`, not `exit`: by then all of its stderr has been read, and the error can say why.
        this.#child.once('close', () => this.#endOfInput());
        // A child that is ending reads no more; its `close` follows, and its stderr says why.
        this.#child.stdin.on('error', () => undefined);
        this.#child.stdout.on('data', (chunk) => {
            if (!this.push(chunk))
                this.#child.stdout.pause();
        });
    }
    _read() {
        this.#child.stdout.resume();
    }
    _write(chunk, encoding, done) {
        this.#child.stdin.write(chunk, encoding, () => done());
    }
    _final(done) {
        this.#child.stdin.end(() => done());
    }
    _destroy(error, done) {
        this.#child.stdin.destroy();
        this.#child.stdout.destroy();
        (0,process.killGroup)(this.#child, 'SIGKILL');
        done(error);
    }
    /** An end, not a broken connection: the output of a command in a container is an answer that only this ends. */
    #endOfInput() {
        this.once('end', () => this.destroy());
        this.push(null);
        // Between two answers nobody reads, and the end would never be seen.
        this.resume();
    }
    /** An idle connection must not keep the process alive. */
    unref() {
        return this.#hold(false);
    }
    ref() {
        return this.#hold(true);
    }
    setTimeout() {
        return this;
    }
    setNoDelay() {
        return this;
    }
    setKeepAlive() {
        return this;
    }
    #hold(isHeld) {
        const act = isHeld ? 'ref' : 'unref';
        this.#child[act]();
        for (const stream of [this.#child.stdin, this.#child.stdout, this.#child.stderr])
            holdStream(stream, act);
        return this;
    }
}
/** The pipes of a child are sockets, which its type doesn't say. */
function holdStream(stream, act) {
    const socket = stream;
    socket[act]?.();
}

;// CONCATENATED MODULE: ./js/docker/frames.js
/** What containers wrote, as the Engine API frames it. */
const HEADER_BYTES = 8;
const STDERR = 2;
/**
 * Without a terminal, the Engine API frames output: stream (0 to 2), three zero bytes, length (big endian), text. With one it
 * is plain text; both come under the same content type on engines before 23, so the frame itself has to tell.
 */
function demultiplex(raw) {
    const all = [];
    const errors = [];
    const rest = [];
    let offset = 0;
    while (offset < raw.length) {
        const isFrame = raw.length - offset >= HEADER_BYTES &&
            (raw[offset] ?? 3) <= STDERR &&
            raw.readUIntBE(offset + 1, 3) === 0;
        if (!isFrame)
            return { stdout: raw.toString('utf8'), stderr: '', output: raw.toString('utf8') };
        const end = offset + HEADER_BYTES + raw.readUInt32BE(offset + 4);
        const text = raw.subarray(offset + HEADER_BYTES, end);
        all.push(text);
        (raw[offset] === STDERR ? errors : rest).push(text);
        offset = end;
    }
    const join = (parts) => Buffer.concat(parts).toString('utf8');
    return { stdout: join(rest), stderr: join(errors), output: join(all) };
}

// EXTERNAL MODULE: ./js/lib/units.js
var units = __webpack_require__(2533);
;// CONCATENATED MODULE: ./js/docker/errors.js
/** What can go wrong with the daemon and with images, as errors that keep what was said. */

/** The daemon answered, and said no. */
class DockerApiError extends Error {
    status;
    name = 'DockerApiError';
    exitCode = errors/* EXIT */.dc.environment;
    constructor(status, message) {
        super(message);
        this.status = status;
    }
}
/** An image can't be had. Not a fault of the program: it becomes a finding. */
class ImageError extends Error {
    finding;
    name = 'ImageError';
    exitCode = errors/* EXIT */.dc.environment;
    constructor(finding) {
        super(finding.message);
        this.finding = finding;
    }
    get code() {
        return this.finding.code;
    }
    get blame() {
        return this.finding.blame;
    }
}
/** A command in a container wrote more than anybody wants to read; its connection was cut. */
class OutputLimitError extends errors/* EnvironmentError */.eG {
}

;// CONCATENATED MODULE: ./js/docker/http.js
/** HTTP to the daemon over an agent: JSON both ways, streams of JSON lines, and errors that say what the daemon said. */





/** What a command in a container may write: it is kept in memory. */
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;
/** The longest calls are removals of containers that are slow to die. */
const CALL_TIMEOUT_MS = 120_000;
/** One call; see `Docker.request`. */
async function callApi(wire, method, path, options) {
    const response = await send(wire, method, path, options);
    const body = await readAll(response, options.signal);
    const status = response.statusCode ?? 0;
    if (options.expect?.includes(status))
        return undefined;
    if (status >= 300)
        throw apiError(method, path, status, body.toString('utf8'));
    const text = body.toString('utf8');
    const isJson = (response.headers['content-type'] ?? '').startsWith('application/json');
    return isJson && text !== '' ? JSON.parse(text) : text;
}
/** A GET whose answer is raw bytes. */
async function readBytes(wire, path, options) {
    const response = await send(wire, 'GET', path, options);
    const body = await readAll(response, options.signal);
    if ((response.statusCode ?? 0) >= 300)
        throw apiError('GET', path, response.statusCode ?? 0, body.toString('utf8'));
    return body;
}
/** A POST whose answer is raw bytes, for as long as they come: the output of a command. @throws OutputLimitError after 64 MiB. */
async function postBytes(wire, path, options) {
    const response = await send(wire, 'POST', path, options, wire.agents.streams);
    const body = await readAll(response, options.signal, MAX_OUTPUT_BYTES);
    if ((response.statusCode ?? 0) >= 300)
        throw apiError('POST', path, response.statusCode ?? 0, body.toString('utf8'));
    return body;
}
/** Sends raw bytes: a tar archive into a container. */
async function putBytes(wire, path, bytes, options) {
    const response = await send(wire, 'PUT', path, { ...options, bytes });
    const body = await readAll(response, options.signal);
    if ((response.statusCode ?? 0) >= 300)
        throw apiError('PUT', path, response.statusCode ?? 0, body.toString('utf8'));
}
/** A GET or POST whose answer goes on, one JSON value per line. */
function openStream(wire, path, options) {
    const response = openOk(wire, path, options);
    // Whoever reads the stream gets the failure; without a reader it must not count as unhandled.
    response.catch(() => undefined);
    const opened = response.then(() => undefined);
    opened.catch(() => undefined);
    return { opened, [Symbol.asyncIterator]: () => jsonLines(response, options.signal) };
}
async function openOk(wire, path, options) {
    const method = options.method ?? 'GET';
    const response = await send(wire, method, path, options, wire.agents.streams);
    if ((response.statusCode ?? 0) < 300)
        return response;
    const body = await readAll(response, options.signal);
    throw apiError(method, path, response.statusCode ?? 0, body.toString('utf8'));
}
async function* jsonLines(opening, signal) {
    const response = await opening;
    let rest = '';
    try {
        response.setEncoding('utf8');
        for await (const chunk of response) {
            const lines = (rest + String(chunk)).split('\n');
            rest = lines.pop() ?? '';
            for (const line of lines)
                if (line.trim() !== '')
                    yield JSON.parse(line);
        }
        (0,abort/* throwIfAborted */.Te)(signal);
    }
    catch (error) {
        (0,abort/* throwIfAborted */.Te)(signal);
        throw error;
    }
    finally {
        response.destroy();
    }
}
function send(wire, method, path, options, agent = wire.agents.calls) {
    const { signal } = options;
    (0,abort/* throwIfAborted */.Te)(signal);
    const { body, type } = payloadOf(options);
    return new Promise((resolve, reject) => {
        const request = (0,external_node_http_.request)({
            agent,
            method,
            host: 'docker',
            path: path + queryString(options.query),
            headers: {
                ...options.headers,
                ...(body === undefined ? {} : { 'Content-Type': type, 'Content-Length': Buffer.byteLength(body) }),
            },
        });
        const limit = agent === wire.agents.calls ? CALL_TIMEOUT_MS : undefined;
        const release = stopOn(request, signal, limit);
        request.once('response', (response) => {
            response.once('close', release);
            resolve(response);
        });
        request.once('error', (cause) => {
            release();
            reject(signal?.aborted ? (0,abort/* reasonOf */.A3)(signal) : unreachable(wire, method, path, cause));
        });
        request.end(body);
    });
}
function payloadOf({ body, bytes }) {
    if (bytes !== undefined)
        return { body: bytes, type: 'application/x-tar' };
    return { body: body === undefined ? undefined : JSON.stringify(body), type: 'application/json' };
}
/** Ends the request, and with it the answer, when the signal fires or the time is up. */
function stopOn(request, signal, timeoutMs) {
    const onAbort = () => void request.destroy();
    const timer = timeoutMs === undefined
        ? undefined
        : setTimeout(() => request.destroy(new Error(`no answer within ${timeoutMs / 1000} s`)), timeoutMs);
    signal?.addEventListener('abort', onAbort, { once: true });
    return () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', onAbort);
    };
}
async function readAll(response, signal, maxBytes = Number.POSITIVE_INFINITY) {
    const chunks = [];
    let bytes = 0;
    try {
        for await (const chunk of response) {
            chunks.push(chunk);
            bytes += chunk.length;
            if (bytes > maxBytes)
                throw new OutputLimitError(`more than ${(0,units/* formatBytes */.z3)(maxBytes)} of output: the connection was cut`);
        }
    }
    catch (cause) {
        (0,abort/* throwIfAborted */.Te)(signal);
        if (cause instanceof OutputLimitError)
            throw cause;
        throw new errors/* EnvironmentError */.eG('the Docker daemon ended the connection in the middle of an answer', {
            cause,
        });
    }
    return Buffer.concat(chunks);
}
function unreachable(wire, method, path, cause) {
    if ((0,errors/* hasCode */.up)(cause, 'ENOENT'))
        return new errors/* EnvironmentError */.eG('no docker program on PATH: install Docker (apt-get install docker.io)', {
            cause,
        });
    const said = wire.said().trim();
    const why = said === '' ? cause.message : said;
    return new errors/* EnvironmentError */.eG(`the Docker daemon can't be reached (${method} ${path}): ${why}`, { cause });
}
function apiError(method, path, status, body) {
    let message = body.trim();
    try {
        const parsed = JSON.parse(body);
        if (typeof parsed === 'object' && parsed !== null && 'message' in parsed)
            message = String(parsed.message);
    }
    catch {
        // Not JSON: a proxy's page, or nothing; the text itself is what there is to say.
    }
    return new DockerApiError(status, message === '' ? `${method} ${path}: HTTP ${status}` : message);
}
function queryString(query) {
    const parameters = new URLSearchParams();
    for (const [name, value] of Object.entries(query ?? {})) {
        if (value === undefined)
            continue;
        parameters.set(name, typeof value === 'object' ? JSON.stringify(value) : String(value));
    }
    const text = parameters.toString();
    return text === '' ? '' : `?${text}`;
}

;// CONCATENATED MODULE: ./js/docker/exec.js
/** Commands in a running container, over the API: no docker program, no shell, no terminal. */



/** One command; see `Docker.exec`. */
async function execute(wire, container, command, options) {
    const signal = options.signal === undefined ? {} : { signal: options.signal };
    const { Id: id } = (await callApi(wire, 'POST', `/containers/${container}/exec`, {
        body: {
            AttachStdout: true,
            AttachStderr: true,
            Cmd: command,
            // Kept in the daemon's memory only, unlike a container's own environment.
            Env: Object.entries(options.env ?? {}).map(([name, value]) => `${name}=${value}`),
            ...(options.user === undefined ? {} : { User: options.user }),
            ...(options.cwd === undefined ? {} : { WorkingDir: options.cwd }),
        },
        ...signal,
    }));
    const output = await postBytes(wire, `/exec/${id}/start`, {
        body: { Detach: false, Tty: false },
        ...signal,
    });
    const ended = (await callApi(wire, 'GET', `/exec/${id}/json`, signal));
    if (ended.Running || ended.ExitCode === null)
        throw new errors/* EnvironmentError */.eG(`the Docker daemon lost sight of \`${command[0] ?? ''}\` in ${container.slice(0, 12)}`);
    return { exitCode: ended.ExitCode, ...demultiplex(output) };
}

;// CONCATENATED MODULE: ./js/docker/connect.js
/** Opens a connection to the daemon of a Docker context, and says in one sentence why there is none. */






/** For the first answer; a context over ssh has to log in first. */
const ANSWER_MS = 30_000;
/**
 * @returns a connection to a Swarm manager.
 * @throws UserError (exit 2): unknown context, no Swarm, node not a manager, no permission on the socket.
 * @throws EnvironmentError (exit 1): no docker program, no daemon.
 */
async function connectDocker(options) {
    const context = options.context === undefined || options.context === '' ? undefined : options.context;
    const global = context === undefined ? [] : ['--context', context];
    let said = '';
    const dial = { args: [...global, 'system', 'dial-stdio'], env: options.env };
    const agents = dialAgents(dial, (text) => {
        said = text;
    });
    const wire = { agents, said: () => said };
    const end = async () => agents.close();
    const resolving = endpointOf(options.env, context, options.signal);
    try {
        const patience = (0,abort/* deadline */.nl)(ANSWER_MS, `the Docker daemon has not answered for ${ANSWER_MS / 1000} s`);
        const info = await readInfo(wire, (0,abort/* anySignal */.JG)(options.signal, patience));
        const endpoint = await resolving;
        return {
            request: (method, path, request = {}) => callApi(wire, method, path, request),
            bytes: (path, stream = {}) => readBytes(wire, path, stream),
            putArchive: (path, tar, stream = {}) => putBytes(wire, path, tar, stream),
            exec: (container, command, exec = {}) => execute(wire, container, command, exec),
            stream: (path, stream = {}) => openStream(wire, path, stream),
            cli: (args, cli = {}) => (0,process.run)('docker', [...global, ...args], { ...cli, env: cliEnv(options.env, cli) }),
            info,
            isLocal: isLocalEndpoint(endpoint),
            close: end,
        };
    }
    catch (error) {
        await end();
        throw whyUnreachable(error, context, await resolving);
    }
}
function cliEnv(env, options) {
    return { ...env, ...options.env };
}
async function readInfo(wire, signal) {
    const answer = (await callApi(wire, 'GET', '/info', { signal }));
    const { Swarm: swarm } = answer;
    if (swarm.LocalNodeState === 'inactive')
        throw new errors/* UserError */.yo(`Docker on ${answer.Name} is not in a Swarm: run \`docker swarm init\` there`);
    if (swarm.LocalNodeState !== 'active')
        throw new errors/* UserError */.yo(`Docker on ${answer.Name} is in a Swarm whose state is ${JSON.stringify(swarm.LocalNodeState)}: see \`docker node ls\` on a manager`);
    if (!swarm.ControlAvailable)
        throw new errors/* UserError */.yo(`the Docker node ${answer.Name} is a Swarm worker, and stacks are deployed on a manager: name a manager's context (docker-context), or run \`docker node promote ${answer.Name}\` on one`);
    return {
        name: answer.Name,
        serverVersion: answer.ServerVersion,
        swarm: {
            nodeId: swarm.NodeID,
            nodeAddress: swarm.NodeAddr,
            isManager: swarm.ControlAvailable,
            nodes: swarm.Nodes ?? 1,
        },
    };
}
/** The docker program's own words, as of 20.10 to 28, told apart by what has to be done. */
const UNREACHABLE = [
    {
        said: /context .*(not found|does not exist)|no context found|invalid context name|context name .* is invalid/i,
        error: (context) => new errors/* UserError */.yo(`docker-context: ${JSON.stringify(context)} is not known here: \`docker context ls\` lists those that are`),
    },
    {
        said: /permission denied/i,
        error: (_context, at) => new errors/* UserError */.yo(`no permission on the Docker socket${at}: add this user to the group docker (and log in again), or run as root`),
    },
    {
        said: /cannot connect to the docker daemon|connection refused|no such file or directory|failed to connect/i,
        error: (_context, at) => new errors/* EnvironmentError */.eG(`no Docker daemon answers${at}: start it (\`systemctl start docker\`), or set DOCKER_HOST or docker-context`),
    },
];
/** A sentence that says what to do, where the docker program's words are known; the error as it is elsewhere. */
function whyUnreachable(error, context, endpoint) {
    if (!(error instanceof errors/* EnvironmentError */.eG))
        return error;
    const known = UNREACHABLE.find((entry) => entry.said.test(error.message));
    const better = known?.error(context ?? 'the one in DOCKER_CONTEXT', endpoint === '' ? '' : ` at ${endpoint}`);
    if (better === undefined)
        return error;
    better.cause = error;
    return better;
}
/** The daemon's address as the docker program resolves it; empty where it doesn't say (then /info fails, and says more). */
async function endpointOf(env, context, signal) {
    if (context === undefined && env.DOCKER_HOST)
        return env.DOCKER_HOST;
    const name = context ?? env.DOCKER_CONTEXT;
    const format = ['--format', '{{.Endpoints.docker.Host}}'];
    const asked = ['context', 'inspect', ...format, ...(name ? [name] : [])];
    const finished = await (0,process.run)('docker', asked, {
        env,
        timeoutMs: 10_000,
        ...(signal === undefined ? {} : { signal }),
    }).catch(() => undefined); // No docker program: /info fails with the sentence for that.
    return finished !== undefined && (0,process.succeeded)(finished) ? finished.stdout.trim() : '';
}
function isLocalEndpoint(endpoint) {
    return /^(unix:|npipe:|tcp:\/\/(127\.|localhost\b|\[::1\]))/.test(endpoint);
}

// EXTERNAL MODULE: ./js/lib/monotonic.js
var monotonic = __webpack_require__(2398);
// EXTERNAL MODULE: ./js/lib/retry.js + 2 modules
var retry = __webpack_require__(1437);
;// CONCATENATED MODULE: ./js/docker/registry-auth.js
/** Credentials for registries that an input gives: read, matched to images, and put into the one header that the daemon takes. Pure. */

// biome-ignore lint/suspicious/noTemplateCurlyInString: a workflow's expression, as it is to be written
const FORM = 'HOST USER PASSWORD, such as: ghcr.io ci-bot ${{ secrets.GHCR_TOKEN }}';
/**
 * @param lines not empty; what follows the second gap is the password, spaces in it included.
 * @throws UserError that names the line and never its content: any part may be the password, put in the wrong place.
 */
function parseRegistryCredentials(lines) {
    const problems = [];
    const found = new Map();
    for (const [index, line] of lines.entries()) {
        const credential = parseLine(line);
        const fault = typeof credential === 'string' ? credential : duplicateOf(credential, found);
        if (fault !== undefined)
            problems.push(`input registry-credentials: line ${index + 1}: ${fault}`);
        else if (typeof credential !== 'string')
            found.set(credential.host, credential);
    }
    if (problems.length > 0)
        throw new errors/* UserError */.yo(problems.join('\n'));
    return [...found.values()];
}
function parseLine(line) {
    const match = /^(\S+)\s+(\S+)\s+(.*\S)\s*$/.exec(line.trim());
    if (match === null) {
        const parts = line.trim().split(/\s+/).length;
        const hint = parts === 2 ? ' (is a secret empty?)' : '';
        return `it has ${parts} of three parts${hint}. The form is ${FORM}`;
    }
    const [, given = '', user = '', password = ''] = match;
    const host = hostOf(given);
    if (host === undefined)
        return `its first part is no host of a registry. The form is ${FORM}`;
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
    if (/[\u0000-\u001f\u007f]/.test(user + password))
        return 'it has a control character in it';
    // In Basic authentication the colon ends the user's name (RFC 7617).
    if (user.includes(':'))
        return 'its user has a colon in it, which registries take for the beginning of the password';
    return { host, user, password };
}
function duplicateOf(credential, found) {
    return found.has(credential.host) ? `${credential.host} is there a second time; give it once` : undefined;
}
const DOCKER_HUB = /^(?:(?:index|registry-1|registry)\.)?docker\.io$/;
/** `https://` before it and a slash or Docker Hub's `/v1/` after it are left from where such a name was copied. */
function hostOf(given) {
    const host = given
        .replace(/^https?:\/\//i, '')
        .replace(/\/(v[12]\/?)?$/, '')
        .toLowerCase();
    if (DOCKER_HUB.test(host))
        return 'docker.io';
    const isHost = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*|\[[0-9a-f:]+\])(?::\d{1,5})?$/.test(host);
    // By the same rule as an image's name: without a dot or a port it would be a folder of Docker Hub.
    return isHost && (/[.:]/.test(host) || host === 'localhost') ? host : undefined;
}
/** The host of an image's name, by Docker's rule: its first part, if that has a dot or a port or is `localhost`. */
function registryOf(image) {
    const [first = '', ...rest] = image.split('/');
    const isHost = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost');
    if (!isHost || DOCKER_HUB.test(first))
        return 'docker.io';
    return first.toLowerCase();
}
function credentialFor(image, credentials) {
    const host = registryOf(image);
    return credentials.find((credential) => credential.host === host);
}
/** The address by which the docker program and the daemon know Docker Hub's credentials. */
const HUB_ADDRESS = 'https://index.docker.io/v1/';
/** The key in a config.json, and `serveraddress` for the daemon. */
function serverAddress(host) {
    return host === 'docker.io' ? HUB_ADDRESS : host;
}
/** The value of X-Registry-Auth: base64url of JSON (https://docs.docker.com/reference/api/engine/#section/Authentication). */
function registryAuthHeader({ host, user, password }) {
    const auth = { username: user, password, serveraddress: serverAddress(host) };
    return Buffer.from(JSON.stringify(auth)).toString('base64url');
}
/** What Basic authentication and a config.json make of it. */
function basicAuth({ user, password }) {
    return Buffer.from(`${user}:${password}`).toString('base64');
}
/** Every form of the credential that may not be in a log: the caller masks them. */
function secretsOf(credential) {
    return [credential.password, basicAuth(credential), registryAuthHeader(credential)];
}

;// CONCATENATED MODULE: ./js/docker/pull-authorised.js
/** A pull with a credential of our own: in the head of one request to the daemon, on no command line and on no disk. */




/**
 * `POST /images/create`. The answer is 200 as soon as the daemon begins; what fails after that is a line of the stream.
 * @returns the daemon's or the registry's words where it failed; undefined when the image is there.
 */
async function pullAuthorised(docker, image, credential, { timeoutMs, signal, onLine }) {
    const limit = (0,abort/* deadline */.nl)(timeoutMs, `the pull of ${image} took longer than ${(0,units/* formatDuration */.a3)(timeoutMs)}`);
    try {
        const stream = docker.stream('/images/create', {
            method: 'POST',
            query: referenceOf(image),
            headers: { 'X-Registry-Auth': registryAuthHeader(credential) },
            signal: (0,abort/* anySignal */.JG)(signal, limit),
        });
        let failure;
        for await (const line of stream) {
            const { id, status, error } = line;
            if (error !== undefined)
                failure = error;
            if (id !== undefined && status !== undefined)
                onLine(`${id}: ${status}\n`);
        }
        return failure;
    }
    catch (error) {
        if (error instanceof DockerApiError)
            return error.message;
        if (limit.aborted && signal?.aborted !== true)
            return `timed out after ${(0,units/* formatDuration */.a3)(timeoutMs)}`;
        throw error;
    }
}
/** Without a tag the API would pull every tag that there is. */
function referenceOf(image) {
    const [name = '', digest] = image.split('@');
    if (digest !== undefined)
        return { fromImage: name.replace(/:[^/:]+$/, ''), tag: digest };
    const tag = /:([^/:]+)$/.exec(name)?.[1];
    return tag === undefined
        ? { fromImage: name, tag: 'latest' }
        : { fromImage: name.slice(0, -tag.length - 1), tag };
}

;// CONCATENATED MODULE: ./js/docker/pull-failure.js
/** What a failed pull means, from the words of registries and daemons: whose fault it is, and whether another try can help. */
/** `nginx:1.27`, `library/nginx`, `docker.io/nginx`: what Docker Hub itself looks after, which is never private. */
function isOfficial(image) {
    return /^(docker\.io\/)?(library\/)?[^/]+$/.test(image);
}
/** What registries and the daemon say, the first that fits. Anything else is taken for a hiccup of the network. */
const PULL_RULES = [
    {
        said: /cannot connect to the docker daemon|error during connect/i,
        code: 'docker-unreachable',
        blame: 'host',
        canHeal: true,
        what: 'the Docker daemon is gone',
        remedy: 'Look at the daemon of the Docker host (journalctl -u docker), then run again.',
    },
    {
        said: /toomanyrequests|rate limit|\b429\b/i,
        code: 'registry-rate-limit',
        blame: 'registry',
        canHeal: false, // The windows are hours long.
        what: 'the registry limits how often this host may pull, and the limit is reached',
        remedy: 'Log in to the registry (higher limit), use a pull-through mirror, or wait for the window to pass.',
        authorised: {
            what: 'the registry limits how often the account of input registry-credentials may pull, and the limit is reached',
            remedy: 'Use a pull-through mirror, or wait for the window to pass.',
        },
    },
    {
        said: /manifest unknown|manifest for .* not found|name unknown|: not found\b/i,
        code: 'image-missing',
        blame: 'recipe',
        canHeal: false,
        what: 'the registry has no such image',
        remedy: 'Correct the name or the tag in the compose file.',
    },
    {
        said: /repository does not exist/i,
        of: isOfficial,
        code: 'image-missing',
        blame: 'recipe',
        canHeal: false,
        what: 'the registry has no such image: Docker Hub keeps only public ones under a name without a slash',
        remedy: 'Correct the name in the compose file.',
    },
    {
        // Docker Hub and GHCR say the same of both, so that nobody learns the names of private images.
        said: /repository does not exist/i,
        code: 'registry-refused',
        blame: 'registry',
        canHeal: false,
        what: 'it does not exist, or it is private: the registry answers both alike',
        remedy: 'Look whether the name in the compose file is right; for a private image give registry credentials (input registry-credentials).',
        authorised: {
            what: 'it does not exist, or the account of input registry-credentials may not read it: the registry answers both alike',
            remedy: 'Look whether the name in the compose file is right, or give credentials that may read this image.',
        },
    },
    {
        said: /invalid reference format|no matching manifest for|repository name must be/i,
        code: 'image-missing',
        blame: 'recipe',
        canHeal: false,
        what: 'this is not the name of an image that can run here',
        remedy: 'Correct the name or the tag in the compose file.',
    },
    {
        said: /unauthorized|denied|no basic auth credentials|forbidden|\b40[13]\b/i,
        code: 'registry-refused',
        blame: 'registry',
        canHeal: false,
        what: 'the registry refuses to give it out',
        remedy: 'Give registry credentials that may read this image.',
        authorised: {
            what: 'the registry does not take the user and the password of input registry-credentials',
            remedy: "Correct that registry's line, or give an account that may read this image.",
        },
    },
    {
        said: /no space left on device/i,
        code: 'registry-refused',
        blame: 'host',
        canHeal: false,
        what: 'the disk of the Docker host is full',
        remedy: 'Make room on the Docker host: docker system df, docker image prune.',
    },
];
const HICCUP = {
    code: 'registry-refused',
    blame: 'registry',
    canHeal: true,
    what: 'it is not on the Docker host, and the registry could not be reached',
    remedy: 'Look whether the Docker host reaches the registry (DNS, proxy, mirror), then run again.',
};
/**
 * What a failed pull means, from the words it ended with. Pure.
 * @param isAuthorised true when it was made with a credential of the run.
 */
function classifyPull(image, said, isAuthorised = false) {
    const rule = PULL_RULES.find((entry) => entry.said.test(said) && (entry.of?.(image) ?? true)) ?? HICCUP;
    const words = (isAuthorised ? rule.authorised : undefined) ?? rule;
    return {
        canHeal: rule.canHeal,
        finding: {
            code: rule.code,
            blame: rule.blame,
            message: `${image} can't be pulled: ${words.what}`,
            evidence: [said],
            remedy: words.remedy,
        },
    };
}

;// CONCATENATED MODULE: ./js/docker/image.js
/** Images are fetched before the deploy clock starts, so that a slow registry doesn't look like a broken recipe. */








const DEFAULT_TRIES = 3;
const BASE_PAUSE_MS = 2_000;
/** One pull of a large image over a slow line; the run's own limit comes first in most cases. */
const PULL_TIMEOUT_MS = 20 * 60_000;
/**
 * Makes sure that the daemon has `image`. A moving tag (`latest`, or none) is pulled although present; where that fails, the
 * one that is there is used, with a note.
 * @throws ImageError when it can't be had: image-missing, registry-refused, registry-rate-limit.
 */
async function ensureImage(docker, image, options = {}) {
    const isPresent = await hasImage(docker, image, options.signal);
    if (isPresent && !isMovingTag(image))
        return { kind: 'present' };
    try {
        return { kind: 'pulled', ms: await pull(docker, image, isPresent ? 1 : undefined, options) };
    }
    catch (error) {
        if (!isPresent || !(error instanceof ImageError))
            throw error;
        const note = `${image} moves and could not be pulled (${error.finding.evidence.at(-1) ?? error.message}): the one that is on this host is used`;
        options.onNote?.(note);
        return { kind: 'present', note };
    }
}
/** True for `nginx`, `nginx:latest`, `host:5000/nginx`; false for any other tag and for a digest. */
function isMovingTag(image) {
    if (image.includes('@'))
        return false;
    const tag = /:([^/:]+)$/.exec(image)?.[1];
    return tag === undefined || tag === 'latest';
}
async function hasImage(docker, image, signal) {
    const found = await docker.request('GET', `/images/${encodeURI(image)}/json`, {
        expect: [400, 404], // 400: not a valid reference; the pull says so in better words.
        ...(signal === undefined ? {} : { signal }),
    });
    return found !== undefined;
}
async function pull(docker, image, tries, options) {
    const credential = credentialFor(image, options.credentials ?? []);
    const attempt = async () => {
        const startedAt = (0,monotonic/* monotonicMs */.d)();
        const said = credential === undefined
            ? await pullByProgram(docker, image, options)
            : await pullAuthorised(docker, image, credential, {
                timeoutMs: PULL_TIMEOUT_MS,
                signal: options.signal,
                onLine: layerProgress(image, options.onProgress),
            });
        if (said === undefined)
            return (0,monotonic/* monotonicMs */.d)() - startedAt;
        throw new PullFailed(classifyPull(image, said, credential !== undefined));
    };
    try {
        return await (0,retry.withRetry)(attempt, {
            tries: tries ?? options.tries ?? DEFAULT_TRIES,
            basePauseMs: BASE_PAUSE_MS,
            canHeal: (error) => error instanceof PullFailed && error.failure.canHeal,
            onRetry: (message) => options.onNote?.(message),
            ...(options.signal === undefined ? {} : { signal: options.signal }),
        });
    }
    catch (error) {
        throw error instanceof PullFailed ? new ImageError(error.failure.finding) : error;
    }
}
/** By the docker program, which knows the user's logins. @returns its last words where it failed. */
async function pullByProgram(docker, image, options) {
    const finished = await docker.cli(['pull', '--', image], {
        timeoutMs: PULL_TIMEOUT_MS,
        onStdout: layerProgress(image, options.onProgress),
        ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
    return (0,process.succeeded)((0,process.orThrowCancelled)(finished, options.signal)) ? undefined : wordsOf(finished);
}
class PullFailed extends errors/* EnvironmentError */.eG {
    failure;
    constructor(failure) {
        super(failure.finding.message);
        this.failure = failure;
    }
}
function wordsOf(finished) {
    const said = finished.stderr.trim().split('\n').at(-1)?.trim() ?? '';
    return said === '' ? `docker pull: ${(0,process.describe)(finished.outcome)}` : said;
}
/** Without a terminal, `docker pull` writes one line per layer and event: `a2abf6c4d29d: Pull complete`. */
function layerProgress(image, onProgress) {
    const layers = new Map();
    return (text) => {
        for (const [, layer, event] of text.matchAll(/^([0-9a-f]{12}): (.+)$/gm))
            if (layer !== undefined)
                layers.set(layer, /^(Pull complete|Already exists)/.test(event ?? ''));
        const done = [...layers.values()].filter(Boolean).length;
        onProgress?.(layers.size === 0 ? `pulling ${image}` : `pulling ${image}: ${done} of ${layers.size} layers`);
    };
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./js/lib/memory-folder.js
var memory_folder = __webpack_require__(6416);
;// CONCATENATED MODULE: ./js/docker/registry-config.js
/**
 * A docker configuration with the given credentials, for the one command that reads them from a file only
 * (`docker stack deploy --with-registry-auth`): on a memory-backed file system, gone after the command, swept after a kill.
 */






const NAME = 'registry';
/**
 * Runs `work` with a folder for DOCKER_CONFIG that holds the credentials over the user's own docker logins, and his contexts.
 * @param env where DOCKER_CONFIG and HOME come from.
 * @param work gets undefined where there are no credentials: the user's own configuration serves then.
 * @param root the folder to use, /dev/shm when left out.
 * @throws UserError where that is no memory-backed file system: a credential must not reach a disk.
 */
async function withRegistryConfig(credentials, env, work, root) {
    if (credentials.length === 0)
        return work(undefined);
    await sweepRegistryConfigs(root);
    const options = {
        name: NAME,
        why: 'registry-credentials: docker reads the credentials of a deployment from a file only',
        otherwise: 'log the Docker host in itself (docker login)',
        ...(root === undefined ? {} : { root }),
    };
    return (0,memory_folder/* withMemoryFolder */.IY)(options, (folder) => {
        writeConfig(folder, credentials, userConfigFolder(env));
        return work(folder);
    });
}
/** Removes what runs that were killed have left. A run does so at its start, whether it has credentials or not. */
function sweepRegistryConfigs(root) {
    return (0,memory_folder/* sweepMemoryFolders */.zF)([NAME], root);
}
function userConfigFolder(env) {
    return env.DOCKER_CONFIG || (0,external_node_path_.join)(env.HOME || (0,external_node_os_.homedir)(), '.docker');
}
function writeConfig(folder, credentials, user) {
    const text = JSON.stringify(mergeConfig(readUserConfig(user), credentials));
    (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(folder, 'config.json'), text, { mode: 0o600, flag: 'wx' });
    // Contexts (with their TLS files) are looked up beside config.json.
    if ((0,external_node_fs_.existsSync)((0,external_node_path_.join)(user, 'contexts')))
        (0,external_node_fs_.symlinkSync)((0,external_node_path_.join)(user, 'contexts'), (0,external_node_path_.join)(folder, 'contexts'));
}
function readUserConfig(user) {
    const path = (0,external_node_path_.join)(user, 'config.json');
    if (!(0,external_node_fs_.existsSync)(path))
        return {};
    try {
        const parsed = JSON.parse((0,external_node_fs_.readFileSync)(path, 'utf8'));
        return typeof parsed === 'object' && parsed !== null ? parsed : {};
    }
    catch (cause) {
        throw new errors/* UserError */.yo(`${path} can't be read as docker's configuration; mend it, or set DOCKER_CONFIG to another folder`, { cause });
    }
}
/**
 * The user's configuration with the given credentials on top. A helper would be asked in place of the file: for the given hosts there is
 * none, and a store for all is written out as a helper of each host that the user is logged in to. Pure.
 */
function mergeConfig(user, credentials) {
    const { credsStore, credHelpers = {}, auths = {}, ...rest } = user;
    const given = new Set(credentials.map(({ host }) => serverAddress(host)));
    const stored = credsStore === undefined ? {} : Object.fromEntries(Object.keys(auths).map((key) => [key, credsStore]));
    const helpers = Object.entries({ ...stored, ...credHelpers }).filter(([key]) => !given.has(key));
    return {
        ...rest,
        auths: {
            ...auths,
            ...Object.fromEntries(credentials.map((entry) => [serverAddress(entry.host), { auth: basicAuth(entry) }])),
        },
        ...(helpers.length === 0 ? {} : { credHelpers: Object.fromEntries(helpers) }),
    };
}

;// CONCATENATED MODULE: ./js/docker/index.js
/** The Docker Engine API, spoken over `docker system dial-stdio` so that any Docker context works. */








/***/ }),

/***/ 6416:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

"use strict";
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   IY: () => (/* binding */ withMemoryFolder),
/* harmony export */   Nr: () => (/* binding */ backingOf),
/* harmony export */   Qy: () => (/* binding */ MEMORY),
/* harmony export */   zF: () => (/* binding */ sweepMemoryFolders)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2003);
/* harmony import */ var _owned_folder_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(688);
/** Folders in memory, for secrets that a program reads from a file only: nothing of them reaches a disk, nothing is left after a kill. */



/** The memory-backed folder that Linux and Docker's containers have by default. */
const MEMORY = '/dev/shm';
/** Source: statfs(2), TMPFS_MAGIC and RAMFS_MAGIC. */
const IN_MEMORY = [0x01021994, 0x858458f6];
/** Of an owner in another container: a program that is given a secret in this way ends within minutes. */
const UNKNOWN_MS = 30 * 60_000;
/** @returns the backing of a folder, as the kernel says. */
async function backingOf(folder) {
    const found = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.statfs)(folder).catch(() => undefined); // not there, or not to be looked into
    if (found === undefined)
        return 'absent';
    return IN_MEMORY.includes(found.type) ? 'memory' : 'disk';
}
/**
 * Works with a fresh folder in memory, 0700, which is gone afterwards.
 * @throws UserError where `root` is no memory-backed file system: a secret must not reach a disk.
 */
async function withMemoryFolder({ name, why, otherwise, root = MEMORY }, work) {
    const backing = await backingOf(root);
    if (backing !== 'memory')
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo(`${why}, which must not be on a disk, and ${root} is ${backing === 'absent' ? 'not there' : 'not in memory'}: mount a tmpfs there (docker run has one by default; --tmpfs ${root}), or ${otherwise}`);
    return (0,_owned_folder_js__WEBPACK_IMPORTED_MODULE_2__/* .withOwnedFolder */ .we)(name, work, root);
}
/** Removes this user's folders in memory of those names whose process is gone. */
function sweepMemoryFolders(names, root = MEMORY) {
    return (0,_owned_folder_js__WEBPACK_IMPORTED_MODULE_2__/* .sweepFolders */ .me)(names, { root, unknownMs: UNKNOWN_MS });
}


/***/ }),

/***/ 8689:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

"use strict";
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ findOnPath)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/** Where a program is that a name stands for, as a shell would find it. */


/** @param name a file name, or an absolute path. @returns its absolute path; undefined where there is no such file that can be executed. */
function findOnPath(name, path) {
    const candidates = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.isAbsolute)(name)
        ? [name]
        : (path ?? '')
            .split(node_path__WEBPACK_IMPORTED_MODULE_1__.delimiter)
            .filter(node_path__WEBPACK_IMPORTED_MODULE_1__.isAbsolute)
            .map((folder) => (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, name));
    return candidates.find(isExecutable);
}
function isExecutable(file) {
    try {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.accessSync)(file, node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.X_OK);
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(file).isFile();
    }
    catch {
        // Not there, or not ours to execute: the next one.
        return false;
    }
}


/***/ }),

/***/ 688:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

"use strict";
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   EA: () => (/* binding */ ownedFolder),
/* harmony export */   me: () => (/* binding */ sweepFolders),
/* harmony export */   we: () => (/* binding */ withOwnedFolder)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8161);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2003);
/* harmony import */ var _process_id_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8849);
/** Temp folders that say whose they are, so that a later run removes those of processes that were killed, and no others. */





const PREFIX = 'cc-ci-';
/** Beside the folder's own files; no recipe's file has this name. */
const OWNER = '.cc-ci-owner';
/** No run lasts longer: what nobody can say more of is nobody's by then. */
const MAX_RUN_MS = 25 * 60 * 60_000;
/** Between the making of a folder and of the file that says whose it is. */
const UNOWNED_MS = 5 * 60_000;
/**
 * @param name what it is for: `recipe`. It is part of the folder's name, and what `sweepFolders` goes by.
 * @param root the folder to make it in. @returns the path of a fresh folder, 0700, that a later run removes when this process is gone.
 */
async function ownedFolder(name, root = (0,node_os__WEBPACK_IMPORTED_MODULE_1__.tmpdir)()) {
    const folder = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdtemp)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(root, `${PREFIX}${name}-`));
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, OWNER), JSON.stringify((0,_process_id_js__WEBPACK_IMPORTED_MODULE_4__/* .ownProcess */ .oz)()), { mode: 0o600 });
    return folder;
}
/** Works with such a folder, and removes it when `work` has ended, however it did. */
async function withOwnedFolder(name, work, root = (0,node_os__WEBPACK_IMPORTED_MODULE_1__.tmpdir)()) {
    const folder = await ownedFolder(name, root);
    try {
        return await work(folder);
    }
    finally {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rm)(folder, { recursive: true, force: true });
    }
}
/** Removes this user's folders of those names whose process is gone. */
async function sweepFolders(names, options = {}) {
    const { root = (0,node_os__WEBPACK_IMPORTED_MODULE_1__.tmpdir)(), unknownMs = MAX_RUN_MS } = options;
    for (const entry of await entriesOf(root)) {
        if (!names.includes(nameIn(entry) ?? ''))
            continue;
        const path = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(root, entry);
        if (await isOrphan(path, unknownMs))
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rm)(path, { recursive: true, force: true });
    }
}
/** mkdtemp puts six letters or digits behind the prefix. */
function nameIn(entry) {
    return /^cc-ci-(.+)-[A-Za-z0-9]{6}$/.exec(entry)?.[1];
}
async function entriesOf(folder) {
    try {
        return await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readdir)(folder);
    }
    catch (error) {
        // Then nothing of ours is in it either.
        if ((0,_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .hasCode */ .up)(error, 'ENOENT') || (0,_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .hasCode */ .up)(error, 'EACCES'))
            return [];
        throw error;
    }
}
async function isOrphan(path, unknownMs) {
    const info = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.lstat)(path).catch(() => undefined); // another run's, gone by now
    if (info === undefined || !info.isDirectory() || info.uid !== process.getuid?.())
        return false;
    const ageMs = Date.now() - info.mtimeMs;
    const owner = await ownerOf(path);
    if (owner === undefined)
        return ageMs > UNOWNED_MS;
    const life = (0,_process_id_js__WEBPACK_IMPORTED_MODULE_4__/* .lifeOf */ .c_)(owner, (0,_process_id_js__WEBPACK_IMPORTED_MODULE_4__/* .thisMachine */ .g8)());
    return life === 'dead' || (life === 'unknown' && ageMs > unknownMs);
}
async function ownerOf(path) {
    try {
        const read = JSON.parse(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(path, OWNER), 'utf8'));
        return (0,_process_id_js__WEBPACK_IMPORTED_MODULE_4__/* .isProcessId */ .td)(read) ? read : undefined;
    }
    catch {
        // Not written yet, or cut off by a kill: then its age has to tell.
        return undefined;
    }
}


/***/ }),

/***/ 8849:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

"use strict";
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   c_: () => (/* binding */ lifeOf),
/* harmony export */   g: () => (/* binding */ processesNaming),
/* harmony export */   g8: () => (/* binding */ thisMachine),
/* harmony export */   oz: () => (/* binding */ ownProcess),
/* harmony export */   td: () => (/* binding */ isProcessId)
/* harmony export */ });
/* unused harmony export startOf */
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8161);
/** Who a process is, in a way that another process of the same machine can check later; and whether it still lives. */


/** @returns this process: to be written beside what it owns, as JSON or as labels, and read back with `isProcessId`. */
function ownProcess() {
    return {
        ...thisMachine(),
        pid: process.pid,
        pidStart: startOf(process.pid) ?? '',
    };
}
/** Whether what was read back is a process's identity. Its numbers are not judged: `lifeOf` does that. Pure. */
function isProcessId(value) {
    if (typeof value !== 'object' || value === null)
        return false;
    const { pid, bootId, pidStart } = value;
    return typeof pid === 'number' && typeof bootId === 'string' && typeof pidStart === 'string';
}
/** @returns the machine and the pid namespace that this process runs in: what `lifeOf` judges from. */
function thisMachine() {
    return {
        host: (0,node_os__WEBPACK_IMPORTED_MODULE_1__.hostname)(),
        machineId: textOf('/etc/machine-id'),
        bootId: textOf('/proc/sys/kernel/random/boot_id'),
        pidNamespace: linkOf('/proc/self/ns/pid'),
    };
}
/**
 * Whether the process that `owner` describes still lives, as far as `machine` can tell. Pure but for `start`.
 * @param start the start time of the process with that number now, undefined when there is none.
 */
function lifeOf(owner, machine, start = startOf) {
    if (owner.bootId === '' || machine.bootId === '')
        return 'unknown';
    if (owner.bootId !== machine.bootId) {
        const isSameMachine = owner.machineId !== '' && owner.machineId === machine.machineId && owner.host === machine.host;
        return isSameMachine ? 'dead' : 'unknown';
    }
    const isSameNamespace = owner.pidNamespace !== '' && owner.pidNamespace === machine.pidNamespace;
    if (!isSameNamespace || owner.pidStart === '')
        return 'unknown';
    return start(owner.pid) === owner.pidStart ? 'alive' : 'dead';
}
/** @returns the start time (`pidStart`) of a process that is there and not a zombie; undefined for every other number. */
function startOf(pid) {
    const stat = textOf(`/proc/${pid}/stat`);
    // The second field is the program's name in parentheses, which may hold spaces and parentheses itself.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const state = fields[0];
    return stat === '' || state === 'Z' || state === 'X' ? undefined : fields[19];
}
/** @returns the other processes of this machine, as far as they can be seen, that have `word` as an argument of its own. */
function processesNaming(word) {
    return entriesOf('/proc')
        .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
        .filter((name) => textOf(`/proc/${name}/cmdline`).split('\0').includes(word))
        .map(Number);
}
function entriesOf(folder) {
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readdirSync)(folder);
    }
    catch {
        return []; // not Linux
    }
}
/** Empty where there is no such file: not Linux, or no such process. */
function textOf(path) {
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(path, 'utf8').trim();
    }
    catch {
        return '';
    }
}
function linkOf(path) {
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readlinkSync)(path);
    }
    catch {
        return '';
    }
}


/***/ }),

/***/ 3361:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

"use strict";
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   u: () => (/* binding */ isRecord)
/* harmony export */ });
/** @returns whether parsed data is an object of named values: neither null nor a list. */
function isRecord(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}


/***/ }),

/***/ 1437:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

"use strict";

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  withRetry: () => (/* binding */ withRetry)
});

// EXTERNAL MODULE: ../../node_modules/retry/index.js
var retry = __webpack_require__(9070);
;// CONCATENATED MODULE: ../../node_modules/is-network-error/index.js
const objectToString = Object.prototype.toString;

const isError = value => objectToString.call(value) === '[object Error]';

const errorMessages = new Set([
	'network error', // Chrome
	'NetworkError when attempting to fetch resource.', // Firefox
	'The Internet connection appears to be offline.', // Safari 16
	'Network request failed', // `cross-fetch`
	'fetch failed', // Undici (Node.js)
	'terminated', // Undici (Node.js)
	' A network error occurred.', // Bun (WebKit)
	'Network connection lost', // Cloudflare Workers (fetch)
]);

function isNetworkError(error) {
	const isValid = error
		&& isError(error)
		&& error.name === 'TypeError'
		&& typeof error.message === 'string';

	if (!isValid) {
		return false;
	}

	const {message, stack} = error;

	// Safari 17+ has generic message but no stack for network errors
	if (message === 'Load failed' || (message.startsWith('Load failed (') && message.endsWith(')'))) {
		return stack === undefined
			// Sentry adds its own stack trace to the fetch error, so also check for that
			|| '__sentry_captured__' in error;
	}

	// Deno network errors start with specific text
	if (message.startsWith('error sending request for url')) {
		return true;
	}

	// Chrome: exact "Failed to fetch" or with hostname: "Failed to fetch (example.com)"
	if (message === 'Failed to fetch' || (message.startsWith('Failed to fetch (') && message.endsWith(')'))) {
		return true;
	}

	// Standard network error messages
	return errorMessages.has(message);
}

;// CONCATENATED MODULE: ../../node_modules/p-retry/index.js



class AbortError extends Error {
	constructor(message) {
		super();

		if (message instanceof Error) {
			this.originalError = message;
			({message} = message);
		} else {
			this.originalError = new Error(message);
			this.originalError.stack = this.stack;
		}

		this.name = 'AbortError';
		this.message = message;
	}
}

const decorateErrorWithCounts = (error, attemptNumber, options) => {
	// Minus 1 from attemptNumber because the first attempt does not count as a retry
	const retriesLeft = options.retries - (attemptNumber - 1);

	error.attemptNumber = attemptNumber;
	error.retriesLeft = retriesLeft;
	return error;
};

async function pRetry(input, options) {
	return new Promise((resolve, reject) => {
		options = {...options};
		options.onFailedAttempt ??= () => {};
		options.shouldRetry ??= () => true;
		options.retries ??= 10;

		const operation = retry.operation(options);

		const abortHandler = () => {
			operation.stop();
			reject(options.signal?.reason);
		};

		if (options.signal && !options.signal.aborted) {
			options.signal.addEventListener('abort', abortHandler, {once: true});
		}

		const cleanUp = () => {
			options.signal?.removeEventListener('abort', abortHandler);
			operation.stop();
		};

		operation.attempt(async attemptNumber => {
			try {
				const result = await input(attemptNumber);
				cleanUp();
				resolve(result);
			} catch (error) {
				try {
					if (!(error instanceof Error)) {
						throw new TypeError(`Non-error was thrown: "${error}". You should only throw errors.`);
					}

					if (error instanceof AbortError) {
						throw error.originalError;
					}

					if (error instanceof TypeError && !isNetworkError(error)) {
						throw error;
					}

					decorateErrorWithCounts(error, attemptNumber, options);

					if (!(await options.shouldRetry(error))) {
						operation.stop();
						reject(error);
					}

					await options.onFailedAttempt(error);

					if (!operation.retry(error)) {
						throw operation.mainError();
					}
				} catch (finalError) {
					decorateErrorWithCounts(finalError, attemptNumber, options);
					cleanUp();
					reject(finalError);
				}
			}
		});
	});
}

// EXTERNAL MODULE: ./js/lib/abort.js
var abort = __webpack_require__(8024);
// EXTERNAL MODULE: ./js/lib/units.js
var units = __webpack_require__(2533);
;// CONCATENATED MODULE: ./js/lib/retry.js
/** Retries with backoff: every retry has a reason, and what can't heal is not tried again. */



/**
 * Runs `attempt` until it succeeds, can't heal, or has been tried `tries` times.
 * @throws the last attempt's error, or the signal's reason.
 */
async function withRetry(attempt, options) {
    const guarded = async (tryNumber) => {
        try {
            return await attempt(tryNumber);
        }
        catch (error) {
            const failure = error instanceof Error ? error : new Error(String(error));
            if (options.signal?.aborted)
                throw new AbortError((0,abort/* reasonOf */.A3)(options.signal));
            throw options.canHeal(failure) ? failure : new AbortError(failure);
        }
    };
    return pRetry(guarded, {
        retries: options.tries - 1,
        // The pause is made below, so that the message can name it exactly.
        minTimeout: 0,
        maxTimeout: 0,
        onFailedAttempt: async (error) => {
            if (error.retriesLeft === 0)
                return;
            const pauseMs = pauseBefore(error.attemptNumber, options);
            const count = `try ${error.attemptNumber} of ${options.tries}`;
            options.onRetry(`${error.message} (${count}), trying again in ${(0,units/* formatDuration */.a3)(pauseMs)}`);
            await (0,abort/* sleep */.yy)(pauseMs, options.signal);
        },
    });
}
/** Doubles with each try and is spread over ±50 %, so that the jobs of one hiccup don't come back all at once. */
function pauseBefore(failedTry, options) {
    const pauseMs = Math.min(options.basePauseMs * 2 ** (failedTry - 1), options.maxPauseMs ?? 30_000);
    return pauseMs * (0.5 + Math.random());
}


/***/ }),

/***/ 8369:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

"use strict";
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ nextEntry),
/* harmony export */   v: () => (/* binding */ openEntry)
/* harmony export */ });
/** The members of a zip that yauzl has opened with `lazyEntries`, one at a time. */
/** @returns the next member; undefined behind the last. @throws what yauzl says of a broken one. */
function nextEntry(zip) {
    return new Promise((resolve, reject) => {
        const settle = (act) => {
            zip.removeAllListeners();
            act();
        };
        zip.once('entry', (entry) => settle(() => resolve(entry)));
        zip.once('end', () => settle(() => resolve(undefined)));
        zip.once('error', (error) => settle(() => reject(error)));
        zip.readEntry();
    });
}
/** @returns what the member holds, expanded. */
function openEntry(zip, entry) {
    return new Promise((resolve, reject) => {
        zip.openReadStream(entry, (error, stream) => (error === null ? resolve(stream) : reject(error)));
    });
}


/***/ }),

/***/ 9595:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

"use strict";

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  $: () => (/* binding */ openForwarder)
});

// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(7067);
// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __webpack_require__(4708);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(7030);
// EXTERNAL MODULE: ./js/lib/abort.js
var abort = __webpack_require__(8024);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./js/recipe/forward/certificate.js
/** A certificate for a domain, signed by itself: for a browser that is to see https where no router stands before the app. */

const DAY_MS = 86_400_000;
/** Object identifiers, DER encoded: RFC 5758 ecdsa-with-SHA256, RFC 5280 commonName and subjectAltName. */
const ECDSA_WITH_SHA256 = der(0x30, Buffer.from('06082a8648ce3d040302', 'hex'));
const COMMON_NAME = Buffer.from('0603550403', 'hex');
const SUBJECT_ALT_NAME = Buffer.from('0603551d11', 'hex');
/** @returns a new key, and its certificate (RFC 5280) for the domain and all names below it; good from yesterday for a week. */
function selfSigned(domain, now = Date.now()) {
    const { privateKey, publicKey } = (0,external_node_crypto_.generateKeyPairSync)('ec', { namedCurve: 'prime256v1' });
    // A name in full has 64 characters at most there; clients read the alternative names.
    const name = sequence(der(0x31, sequence(COMMON_NAME, der(0x0c, Buffer.from(domain.slice(0, 64))))));
    const dnsNames = [domain, `*.${domain}`].map((dnsName) => der(0x82, Buffer.from(dnsName)));
    const extension = sequence(SUBJECT_ALT_NAME, der(0x04, sequence(...dnsNames)));
    const toBeSigned = sequence(der(0xa0, der(0x02, Buffer.from([2]))), 
    // Positive: the first bit is nought; and no leading zeros.
    der(0x02, Buffer.concat([Buffer.from([0x40]), (0,external_node_crypto_.randomBytes)(15)])), ECDSA_WITH_SHA256, name, sequence(time(now - DAY_MS), time(now + 7 * DAY_MS)), name, publicKey.export({ type: 'spki', format: 'der' }), der(0xa3, sequence(extension)));
    const signature = (0,external_node_crypto_.sign)('sha256', toBeSigned, privateKey);
    const bitString = der(0x03, Buffer.concat([Buffer.from([0]), signature]));
    return {
        key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
        cert: pem(sequence(toBeSigned, ECDSA_WITH_SHA256, bitString)),
    };
}
/** UTCTime, `261121143000Z`. */
function time(ms) {
    const digits = new Date(ms).toISOString().replace(/\D/g, '').slice(2, 14);
    return der(0x17, Buffer.from(`${digits}Z`));
}
function sequence(...parts) {
    return der(0x30, ...parts);
}
/** X.690, 8.1: a tag, the length, the contents. */
function der(tag, ...parts) {
    const contents = Buffer.concat(parts);
    const { length } = contents;
    if (length < 0x80)
        return Buffer.concat([Buffer.from([tag, length]), contents]);
    const bytes = length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
    return Buffer.concat([Buffer.from([tag, ...bytes]), contents]);
}
function pem(certificate) {
    const lines = certificate.toString('base64').match(/.{1,64}/g) ?? [];
    return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}

// EXTERNAL MODULE: external "node:events"
var external_node_events_ = __webpack_require__(8474);
// EXTERNAL MODULE: external "node:stream/promises"
var promises_ = __webpack_require__(6466);
// EXTERNAL MODULE: ./js/lib/errors.js
var errors = __webpack_require__(2003);
;// CONCATENATED MODULE: ./js/recipe/forward/headers.js
/** What is rewritten on the way to the app and back, so that the app sees its own domain and the client stays on the forwarder. Pure. */
/** RFC 9110, 7.6.1: they belong to one connection. */
const HOP_BY_HOP = new Set([
    'connection',
    'keep-alive',
    'proxy-authenticate',
    'proxy-authorization',
    'proxy-connection',
    'te',
    'trailer',
    'transfer-encoding',
    'upgrade',
]);
/** @param options.standsForRouter true where no router adds the headers that it adds for the app's users. */
function requestHeaders(headers, names, options) {
    const host = appHost(headers.host ?? '', names);
    const sent = endToEnd(headers);
    sent.host = host;
    for (const name of ['origin', 'referer']) {
        const value = sent[name];
        // What compares them with the host (against forged requests) would refuse the forwarder's name.
        if (typeof value === 'string')
            sent[name] = value.replace(`http://${names.loopback}`, `${names.scheme}://${host}`);
    }
    if (options.standsForRouter) {
        sent['x-forwarded-for'] = '127.0.0.1';
        sent['x-forwarded-host'] = host;
        sent['x-forwarded-port'] = names.scheme === 'https' ? '443' : '80';
        sent['x-forwarded-proto'] = names.scheme;
    }
    if (options.isUpgrade === true)
        Object.assign(sent, { connection: 'Upgrade', upgrade: headers.upgrade });
    // A body of unknown length keeps its framing: Node sets it anew.
    else if (headers['transfer-encoding'] !== undefined)
        sent['transfer-encoding'] = 'chunked';
    return sent;
}
/** @param askedHost the Host header of the request that this answers. */
function responseHeaders(headers, names, askedHost) {
    const answered = endToEnd(headers);
    if (askedHost !== names.loopback)
        return answered;
    const { location } = answered;
    if (typeof location === 'string')
        answered.location = onLoopback(location, names);
    const cookies = headers['set-cookie'];
    if (cookies !== undefined)
        answered['set-cookie'] = cookies.map(cookieOnLoopback);
    return answered;
}
/** The app's domain, and what is below it; whatever else a client calls the forwarder means the domain. */
function appHost(asked, { domain }) {
    const name = asked.toLowerCase().replace(/:\d+$/, '');
    return name === domain || name.endsWith(`.${domain}`) ? name : domain;
}
/** `https://app.example/login` → `http://127.0.0.1:40123/login`; another site's address stays. */
function onLoopback(location, { domain, loopback }) {
    const match = /^(?:https?:)?\/\/([^/?#]+)(.*)$/is.exec(location);
    const host = match?.[1]?.toLowerCase().replace(/:(80|443)$/, '');
    return host === domain ? `http://${loopback}${match?.[2] ?? ''}` : location;
}
/** A client at http://127.0.0.1 would neither keep nor send a cookie of the domain, or one for https alone. */
function cookieOnLoopback(cookie) {
    return cookie
        .split(';')
        .filter((part) => !/^\s*(secure\s*$|domain\s*=)/i.test(part))
        .join(';');
}
function endToEnd(headers) {
    // `Connection: close, X-Foo` names more that belong to the connection.
    const named = (headers.connection ?? '')
        .toLowerCase()
        .split(',')
        .map((name) => name.trim());
    const kept = {};
    for (const [name, value] of Object.entries(headers))
        if (value !== undefined && !HOP_BY_HOP.has(name) && !named.includes(name))
            kept[name] = value;
    return kept;
}

// EXTERNAL MODULE: ./js/recipe/probe/route.js
var probe_route = __webpack_require__(9489);
;// CONCATENATED MODULE: ./js/recipe/forward/upstream.js
/** Where requests go: the router that stands before the app, or one of the app's own tasks. */






/**
 * @throws UserError where the app has no service for http, or router-address is no address;
 * EnvironmentError where no task of it can be reached from here.
 */
async function findUpstream(context) {
    const { app, docker, signal } = context;
    if (app.http.kind === 'none')
        throw new errors/* UserError */.yo(`${app.recipe.name}: ${app.http.reason}`);
    const route = await (0,probe_route/* findRoute */.$6)(docker, { ...context.route, signal });
    if (route.kind === 'router') {
        const target = routerTarget(route.address);
        return { route, scheme: target.scheme, target: () => Promise.resolve(target), forget: () => undefined };
    }
    let found;
    const upstream = {
        route,
        scheme: 'https',
        target: () => {
            found ??= taskTarget(context).catch((error) => {
                found = undefined;
                throw error;
            });
            return found;
        },
        forget: () => {
            found = undefined;
        },
    };
    await upstream.target();
    return upstream;
}
function routerTarget(address) {
    const target = (0,probe_route/* parseAddress */.or)(address);
    if (target !== undefined)
        return target;
    throw new errors/* UserError */.yo(`router-address: ${JSON.stringify(address)} is not an address: write HOST, HOST:PORT or http://HOST:PORT`);
}
/** Between two containers of a service, a task that is replaced has no address. */
const APPEARS_MS = 15_000;
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 1_000;
async function taskTarget({ app, docker, signal }) {
    if (app.http.kind === 'none')
        throw new errors/* UserError */.yo(app.http.reason);
    const { service, port, scheme } = app.http;
    if (!docker.isLocal)
        throw new errors/* EnvironmentError */.eG(`${service} of ${app.domain} runs on a remote Docker host, whose tasks can't be reached from here: set router-address to its router`);
    const endsAt = performance.now() + APPEARS_MS;
    for (let pauseMs = FIRST_PAUSE_MS;; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
        const host = await (0,probe_route/* taskAddress */.GM)(docker, `${app.stack}_${service}`, { signal });
        if (host !== undefined)
            return { host, port, scheme };
        if (performance.now() + pauseMs > endsAt)
            throw new errors/* EnvironmentError */.eG(`${service} of ${app.domain} had no running container on this node for ${APPEARS_MS / 1000} s; if it runs on another one, set router-address`);
        await (0,abort/* sleep */.yy)(pauseMs, signal);
    }
}
/** Begins the request to the app that an incoming one asks for; its body is the caller's to write. */
function requestTo(target, { incoming, isUpgrade }, names, route) {
    const options = {
        host: target.host,
        port: target.port,
        method: incoming.method ?? 'GET',
        path: incoming.url ?? '/',
        // No agent: a connection of its own each time, so that a replaced task is never asked over an old one.
        agent: false,
        headers: requestHeaders(incoming.headers, names, { standsForRouter: route.kind === 'task', isUpgrade }),
        setHost: false,
    };
    if (target.scheme === 'http')
        return (0,external_node_http_.request)(options);
    const servername = appHost(incoming.headers.host ?? '', names);
    const rejectUnauthorized = route.kind === 'router' && route.tlsVerify;
    return (0,external_node_https_.request)({ ...options, servername, rejectUnauthorized });
}

;// CONCATENATED MODULE: ./js/recipe/forward/pass.js
/** One request, or one WebSocket, from a client of the forwarder to the app and back. */





/** Nothing is thrown: what goes wrong before the app has answered is a 502 that says so, afterwards a cut connection. */
async function passRequest(incoming, answer, way) {
    try {
        const request = await begin({ incoming, isUpgrade: false }, way);
        answer.once('close', () => request.destroy());
        incoming.pipe(request);
        const [message] = (await (0,external_node_events_.once)(request, 'response'));
        // Once there is a response it is the one that breaks; the request repeats it.
        request.on('error', () => undefined);
        answer.writeHead(message.statusCode ?? 502, message.statusMessage, backHeaders(incoming, message, way));
        await (0,promises_.pipeline)(message, answer);
    }
    catch (error) {
        way.upstream.forget();
        if (answer.headersSent || answer.destroyed)
            answer.destroy();
        else {
            answer.writeHead(502, { 'content-type': 'text/plain; charset=utf-8' });
            answer.end(refusal(way, error));
        }
    }
}
/** The same for a request that asks for another protocol. @param head what the client has sent of that already. */
async function passUpgrade(incoming, client, head, way) {
    client.on('error', () => client.destroy());
    try {
        const request = await begin({ incoming, isUpgrade: true }, way);
        client.once('close', () => request.destroy());
        request.end();
        const { message, app, first } = await answerTo(request);
        request.on('error', () => undefined);
        const headers = backHeaders(incoming, message, way);
        if (app === undefined) {
            client.write(statusLines(message, { ...headers, connection: 'close' }));
            return await (0,promises_.pipeline)(message, client);
        }
        const upgraded = { ...headers, connection: 'Upgrade', upgrade: message.headers.upgrade ?? '' };
        client.write(Buffer.concat([Buffer.from(statusLines(message, upgraded)), first]));
        app.write(head);
        await Promise.all([(0,promises_.pipeline)(client, app), (0,promises_.pipeline)(app, client)]);
    }
    catch (error) {
        way.upstream.forget();
        if (!client.destroyed && client.writable)
            client.end(badGateway(refusal(way, error)));
    }
}
async function begin(forwarded, { upstream, names }) {
    return requestTo(await upstream.target(), forwarded, names, upstream.route);
}
function answerTo(request) {
    return new Promise((resolve, reject) => {
        request.once('error', reject);
        request.once('response', (message) => resolve({ message, first: Buffer.alloc(0) }));
        request.once('upgrade', (message, app, first) => resolve({ message, app, first }));
    });
}
function backHeaders(incoming, message, { names }) {
    return responseHeaders(message.headers, names, incoming.headers.host ?? '');
}
function statusLines(message, headers) {
    const fields = Object.entries(headers).flatMap(([name, value]) => (Array.isArray(value) ? value : [value]).map((one) => `${name}: ${one}`));
    return [`HTTP/1.1 ${message.statusCode} ${message.statusMessage}`, ...fields, '', ''].join('\r\n');
}
function badGateway(text) {
    const head = ['HTTP/1.1 502 Bad Gateway', 'connection: close', 'content-type: text/plain; charset=utf-8'];
    return [...head, `content-length: ${Buffer.byteLength(text)}`, '', text].join('\r\n');
}
function refusal({ names }, error) {
    return `cc-ci: ${names.domain} can't be reached: ${(0,errors/* messageOf */.bD)(error)}\n`;
}

;// CONCATENATED MODULE: ./js/recipe/forward/index.js
/** A way to the app for programs that can't be told where it is: a port of this machine's own, which speaks http and https. */







/** The first byte of a TLS handshake (RFC 8446, 5.1). */
const TLS_HANDSHAKE = 22;
/**
 * Listens on 127.0.0.1 only. http and https on the same port, the latter with a certificate that nobody has signed.
 * @throws UserError where the app has no service for http; EnvironmentError where none of its tasks can be reached from here.
 */
async function openForwarder(context) {
    (0,abort/* throwIfAborted */.Te)(context.signal);
    const upstream = await findUpstream(context);
    const sockets = new Set();
    const names = () => ({
        domain: context.app.domain,
        scheme: upstream.scheme,
        loopback: `127.0.0.1:${front.address().port}`,
    });
    const onRequest = (incoming, answer) => void passRequest(incoming, answer, { upstream, names: names() });
    const servers = [
        (0,external_node_http_.createServer)(onRequest),
        (0,external_node_https_.createServer)(selfSigned(context.app.domain), onRequest),
    ];
    for (const server of servers)
        server.on('upgrade', (incoming, socket, head) => void passUpgrade(incoming, socket, head, { upstream, names: names() }));
    const front = (0,external_node_net_.createServer)((socket) => {
        sockets.add(socket);
        socket.once('close', () => sockets.delete(socket));
        tellApart(socket, ...servers);
    });
    const { port } = await listening(front);
    const close = async () => {
        context.signal.removeEventListener('abort', onAbort);
        const closed = new Promise((resolve) => front.close(() => resolve()));
        for (const socket of sockets)
            socket.destroy();
        await closed;
    };
    const onAbort = () => void close();
    context.signal.addEventListener('abort', onAbort, { once: true });
    return { port, baseUrl: `http://127.0.0.1:${port}`, scheme: upstream.scheme, route: upstream.route, close };
}
/** One port for both: a browser that is told to find a domain here comes with http:// and https:// addresses. */
function tellApart(socket, http, https) {
    // A client that goes away before it has said anything is no news.
    socket.on('error', () => socket.destroy());
    socket.once('readable', () => {
        const first = socket.read();
        if (first === null)
            return;
        socket.unshift(first);
        (first[0] === TLS_HANDSHAKE ? https : http).emit('connection', socket);
    });
}
function listening(server) {
    return new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(0, '127.0.0.1', () => resolve(server.address()));
    });
}


/***/ }),

/***/ 5470:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

"use strict";

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  so: () => (/* reexport */ completed),
  r_: () => (/* reexport */ currentSlots),
  Rw: () => (/* reexport */ endsByItself),
  hY: () => (/* reexport */ hasEnded),
  hK: () => (/* reexport */ initialHealth),
  Yu: () => (/* reexport */ isWanted),
  EU: () => (/* reexport */ shortName),
  mg: () => (/* binding */ toHealthyTask),
  Bg: () => (/* binding */ tooLate),
  Vj: () => (/* reexport */ verdictOf),
  hq: () => (/* binding */ waitHealthy),
  wB: () => (/* reexport */ watch)
});

// UNUSED EXPORTS: isJudgeable, reduceHealth

// EXTERNAL MODULE: ./js/lib/units.js
var units = __webpack_require__(2533);
// EXTERNAL MODULE: ./js/recipe/observe/index.js + 4 modules
var observe = __webpack_require__(9730);
// EXTERNAL MODULE: ./js/lib/abort.js
var abort = __webpack_require__(8024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
;// CONCATENATED MODULE: ./js/recipe/host/shortage.js
/** Whether a Docker host has enough left for a verdict about a recipe to be about the recipe. Pure. */

/**
 * In bytes and not in percent: what fails for want of room is an image's layer, a database's log or its preallocated files,
 * some hundred megabytes each on a disk of any size (PostgreSQL's max_wal_size alone is 1 GiB). 3 % of a large disk is plenty,
 * 10 % of a small one is not.
 */
const ENOUGH_DISK_BYTES = 1024 ** 3;
/** A share: their number is fixed when the file system is made, and one image takes tens of thousands of a million. */
const ENOUGH_INODES_SHARE = 0.01;
/** Less than one small process takes; the kernel is about to kill, or has just done so. */
const ENOUGH_MEMORY_BYTES = 64 * 1024 ** 2;
/** @returns what is short, with the numbers, all of it in one finding; undefined where nothing is, as far as is known. */
function shortageOf(room) {
    const short = [diskWords(room), inodeWords(room), memoryWords(room)].filter((words) => words !== undefined);
    if (short.length === 0)
        return undefined;
    return {
        code: 'host-short-of-resources',
        blame: 'host',
        message: `the Docker host is short of ${short.map(({ of, numbers }) => `${of}: ${numbers}`).join('; and of ')}`,
        evidence: [],
        remedy: short.map(({ remedy }) => remedy).join(' '),
    };
}
function diskWords({ disk }) {
    if (disk === undefined || disk.freeBytes >= ENOUGH_DISK_BYTES)
        return undefined;
    return {
        of: 'disk',
        numbers: `${(0,units/* formatMemory */.z9)(disk.freeBytes)} of ${(0,units/* formatMemory */.z9)(disk.totalBytes)} free in ${disk.path}, less than ${(0,units/* formatMemory */.z9)(ENOUGH_DISK_BYTES)}`,
        remedy: 'Make room: docker system df, docker image prune --all, docker volume ls --filter dangling=true.',
    };
}
/** File systems without a fixed number of inodes (btrfs) say that they have none at all. */
function inodeWords({ inodes }) {
    if (inodes === undefined || inodes.total === 0)
        return undefined;
    if (inodes.free >= inodes.total * ENOUGH_INODES_SHARE)
        return undefined;
    return {
        of: 'inodes',
        numbers: `${inodes.free} of ${inodes.total} free in ${inodes.path}, less than ${ENOUGH_INODES_SHARE * 100} %`,
        remedy: 'Remove what has many small files (docker image prune --all; df -i shows how many are left).',
    };
}
function memoryWords({ memory }) {
    if (memory === undefined || memory.availableBytes + memory.freeSwapBytes >= ENOUGH_MEMORY_BYTES)
        return undefined;
    return {
        of: 'memory',
        numbers: `${(0,units/* formatMemory */.z9)(memory.availableBytes)} of ${(0,units/* formatMemory */.z9)(memory.totalBytes)} available, less than ${(0,units/* formatMemory */.z9)(ENOUGH_MEMORY_BYTES)}`,
        remedy: 'Run fewer stacks at once, stop what else takes memory (docker stats), or give the host more.',
    };
}
/** The fields of /proc/meminfo that count; undefined where MemAvailable is missing (kernels before 3.14). */
function readMeminfo(text) {
    const bytesOf = (name) => {
        const kibibytes = new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(text)?.[1];
        return kibibytes === undefined ? undefined : Number(kibibytes) * 1024;
    };
    const availableBytes = bytesOf('MemAvailable');
    const totalBytes = bytesOf('MemTotal');
    if (availableBytes === undefined || totalBytes === undefined)
        return undefined;
    return { availableBytes, totalBytes, freeSwapBytes: bytesOf('SwapFree') ?? 0 };
}

;// CONCATENATED MODULE: ./js/recipe/host/room.js
/** Measures what is left on a Docker host: on this machine by its own words, on another by what its daemon tells. */


/**
 * `GET /info` is fast everywhere. The daemon tells free disk only with some storage drivers (zfs, devicemapper), and never
 * memory or inodes; `GET /system/df` adds up what Docker uses, which takes minutes and does not say what is left.
 */
async function measureRoom(docker, signal) {
    const info = await docker.request('GET', '/info', { signal });
    const path = info.DockerRootDir ?? '/var/lib/docker';
    if (!docker.isLocal)
        return driverRoom(info, path);
    return { ...driverRoom(info, path), ...(await diskRoom(path)), ...(await memoryRoom()) };
}
/**
 * @returns nothing where the folder can't be seen: a job in a container has the daemon's socket, and seldom its disk. What is free
 * for everyone, without the part kept for root: most containers don't run as root.
 */
async function diskRoom(path) {
    try {
        const { bavail, blocks, bsize, files, ffree } = await (0,promises_.statfs)(path);
        return {
            disk: { path, freeBytes: bavail * bsize, totalBytes: blocks * bsize },
            inodes: { path, free: ffree, total: files },
        };
    }
    catch {
        return {}; // Unknown is not short.
    }
}
async function memoryRoom() {
    try {
        const memory = readMeminfo(await (0,promises_.readFile)('/proc/meminfo', 'utf8'));
        return memory === undefined ? {} : { memory };
    }
    catch {
        return {}; // Not Linux: the daemon is in a virtual machine, whose memory can't be seen from here.
    }
}
const FREE = /^(?:Data Space Available|Space Available)$/;
const TOTAL = /^(?:Data Space Total|Space Quota By Parent)$/;
/** devicemapper says `Data Space Available: 14.3 GB`, zfs a bare number of bytes. */
function driverRoom({ DriverStatus: status }, path) {
    const bytesOf = (name) => parseSize(status?.find(([key]) => name.test(key))?.[1] ?? '');
    const freeBytes = bytesOf(FREE);
    const totalBytes = bytesOf(TOTAL);
    return freeBytes === undefined ? {} : { disk: { path, freeBytes, totalBytes: totalBytes ?? freeBytes } };
}
function parseSize(text) {
    const match = /^(\d+(?:\.\d+)?)\s*(B|kB|MB|GB|TB)?$/.exec(text.trim());
    if (match === null)
        return undefined;
    return Math.round(Number(match[1]) * 1000 ** ['B', 'kB', 'MB', 'GB', 'TB'].indexOf(match[2] ?? 'B'));
}

;// CONCATENATED MODULE: ./js/recipe/host/index.js
/** A Docker host that is short of disk, inodes or memory: named before a recipe is blamed for what it could not help. */




/** Beyond this a verdict is worth more without the answer. */
const TIMEOUT_MS = 5_000;
/** @returns what the host is short of, with the numbers; undefined where nothing is short, or nothing can be learnt. */
async function hostShortage(docker, signal) {
    const limited = (0,abort/* anySignal */.JG)(signal, (0,abort/* deadline */.nl)(TIMEOUT_MS, 'the Docker host did not say what it has left'));
    try {
        return shortageOf(await measureRoom(docker, limited));
    }
    catch (error) {
        if (signal?.aborted === true)
            throw error;
        return undefined; // A daemon that doesn't answer is found out by whoever asks next; the verdict stands without this.
    }
}
/** The same failure, with the host to blame for it: the finding itself becomes evidence. */
function blamedOn(shortage, finding) {
    return {
        ...shortage,
        ...(finding.service === undefined ? {} : { service: finding.service }),
        message: `${shortage.message}; on it: ${finding.message}`,
        evidence: [...shortage.evidence, ...finding.evidence],
    };
}

;// CONCATENATED MODULE: ./js/recipe/health/failures.js
/** How a service fails: which of its ended tasks count, and what their errors mean. Pure. */
const LOOK_AT_LOG = 'Read the end of its log; run the service by hand with the same environment.';
/**
 * Errors as swarmkit's and moby's executors write them. A crash needs several alike, since Swarm ignores `depends_on`, and apps
 * legitimately die until what they depend on is up; what the daemon itself refuses to start doesn't get better by waiting.
 */
const failureRules = [
    {
        // Before the others: a mount or a layer that can't be written for it is not the recipe's.
        error: /no space left on device|cannot allocate memory|disk quota exceeded/i,
        code: 'host-short-of-resources',
        blame: 'host',
        enough: 1,
        mayHeal: false,
        what: 'the Docker host has no room for it',
        remedy: 'Make room on the Docker host: docker system df, docker image prune, df -i, free -m.',
    },
    {
        error: /toomanyrequests|rate limit/i,
        code: 'registry-rate-limit',
        blame: 'registry',
        enough: 1,
        mayHeal: false,
        what: 'its image can’t be pulled: the registry’s limit is reached',
        remedy: 'Log in to the registry (higher limit), use a pull-through mirror, or wait for the window to pass.',
    },
    {
        error: /pull access denied|unauthorized|denied: /i,
        code: 'registry-refused',
        blame: 'registry',
        enough: 2,
        mayHeal: false,
        what: 'its image can’t be pulled: the registry refuses',
        remedy: 'Correct the image’s name, or give registry credentials that may read it.',
    },
    {
        // Engines up to 20.10 at least hide every failed pull behind this sentence.
        error: /No such image|manifest unknown|manifest for .* not found/i,
        code: 'image-missing',
        blame: 'recipe',
        enough: 2,
        mayHeal: false,
        what: 'its image is not there and can’t be pulled',
        remedy: 'Correct the image’s name or tag in the compose file, or make it available to the Docker host.',
    },
    {
        error: /invalid mount config|bind source path|(config|secret|network|volume) .*not found|plugin ".*" not found|error while mounting volume|failed to mount local volume|VolumeDriver\./i,
        code: 'task-rejected',
        blame: 'recipe',
        enough: 1,
        mayHeal: false,
        what: 'the daemon refuses to create its container',
        remedy: 'Correct the mount, config, secret or network that the error names in the compose file.',
    },
    {
        error: /port is already allocated|address already in use/i,
        code: 'task-rejected',
        blame: 'host',
        enough: 1,
        mayHeal: false,
        what: 'a port that it publishes is taken on the Docker host',
        remedy: 'Look what listens there (ss -ltnp, docker service ls); publish another port, or none: a router reaches it without.',
    },
    {
        error: /unhealthy container/i,
        code: 'task-unhealthy',
        blame: 'recipe',
        // Each took the whole start period and all of the retries.
        enough: 2,
        mayHeal: true,
        what: 'its healthcheck fails, and Swarm kills it for that',
        remedy: 'Run the healthcheck’s command in the container; raise start_period if it only needs longer.',
    },
    {
        error: /starting container failed|OCI runtime|executable file not found|exec format error/i,
        code: 'task-rejected',
        blame: 'recipe',
        enough: 2,
        mayHeal: false,
        what: 'its container can’t be started',
        remedy: 'Correct the command, entrypoint or mount that the error names in the compose file.',
    },
];
const REJECTED = {
    error: /./,
    code: 'task-rejected',
    blame: 'recipe',
    enough: 2,
    mayHeal: false,
    what: 'the daemon refuses to run it',
    remedy: 'Correct what the error names in the compose file.',
};
/** The kernel's own word; the same limit is there at the next attempt. */
const OUT_OF_MEMORY = {
    error: /./,
    code: 'out-of-memory',
    blame: 'recipe',
    enough: 2,
    mayHeal: false,
    what: 'killed by the kernel for want of memory',
    remedy: 'Raise the memory limit of the service (deploy.resources.limits.memory), or make it need less.',
};
const CRASH = {
    error: /./,
    code: 'crash-loop',
    blame: 'recipe',
    enough: 4,
    mayHeal: true,
    what: 'crashes in a loop',
    remedy: LOOK_AT_LOG,
};
/** With different exit codes it takes longer to be sure. */
const ENOUGH_MIXED = 8;
/** The failed attempts of a service, oldest first, by slot. */
function failuresBySlot(state, service) {
    const slots = new Map();
    const ended = tasksOf(state, service.service).filter((task) => isFailure(state, service, task));
    for (const task of ended) {
        const failures = slots.get(task.slot) ?? [];
        const rule = ruleFor(state, task);
        if (isImageFailure(rule) && (task.endedAt ?? 0) <= (state.imagesHere[service.image] ?? -1))
            continue;
        failures.push({ task, rule });
        slots.set(task.slot, failures);
    }
    return slots;
}
/** The tasks that were seen of a service, oldest first. */
function tasksOf(state, service) {
    return Object.values(state.tasks)
        .filter((task) => task.service === service)
        .sort((one, other) => one.firstAt - other.firstAt);
}
function isFailure(state, service, task) {
    if (task.isHistory === true)
        return false;
    if (task.state === 'failed' || task.state === 'rejected' || wasUnhealthy(state, task))
        return true;
    // An orderly end of what is to run for ever is a failure; of a one-shot or a job it is the aim.
    return task.state === 'complete' && !endsByItself(service);
}
/**
 * Killed for its healthcheck, it obeyed and ended with exit code 0: Swarm calls that complete, without an error (measured on
 * 20.10), and with the restart condition on-failure leaves it at that.
 */
function wasUnhealthy(state, task) {
    return task.state === 'complete' && state.containers[task.task]?.health === 'unhealthy';
}
/** True for jobs, and for one-shots: services that Swarm does not start again after exit code 0. */
function endsByItself(service) {
    return isJob(service) || service.restart.condition !== 'any';
}
function isJob({ mode }) {
    return mode === 'replicated-job' || mode === 'global-job';
}
function ruleFor(state, task) {
    const error = wasUnhealthy(state, task) ? 'unhealthy container' : (task.error ?? '');
    const known = failureRules.find((rule) => rule.error.test(error));
    const hasEndedItself = known === undefined || known.code === 'task-unhealthy';
    const isOutOfMemory = state.containers[task.task]?.isOutOfMemory === true;
    if (isOutOfMemory && hasEndedItself && task.state === 'failed')
        return OUT_OF_MEMORY;
    return known ?? (task.state === 'rejected' ? REJECTED : CRASH);
}
/** What Swarm says of an image is worth one explicit pull: only that tells missing, private and rate-limited apart. */
function isImageFailure({ code }) {
    return code === 'image-missing' || code === 'registry-refused' || code === 'registry-rate-limit';
}
/** How long it had a container, in milliseconds; 0 where it never had one. */
function lifeMs(state, task, nowMs) {
    const from = state.containers[task.task]?.startedAt ?? task.startedAt;
    return from === undefined ? 0 : Math.max(0, (task.endedAt ?? nowMs) - from);
}
/** What two failures must share to be the same failure: rule and exit code, or the words of an error that has none. */
function signatureOf(failure) {
    const { task, rule } = failure;
    return rule === CRASH ? `crash ${task.exitCode ?? task.error}` : rule.what;
}

// EXTERNAL MODULE: ./js/docker/index.js + 11 modules
var js_docker = __webpack_require__(9142);
// EXTERNAL MODULE: ./js/lib/errors.js
var errors = __webpack_require__(2003);
;// CONCATENATED MODULE: ./js/recipe/health/logs.js
/** The end of a service's log, for the finding. */



const LOG_LINES = 50;
/** A node that doesn't answer must not hold up the verdict. */
const LOG_TIMEOUT_MS = 5_000;
/** @returns the last lines that this task's container wrote, or one line that says why there are none. */
async function logTail(docker, path, signal) {
    const limited = (0,abort/* anySignal */.JG)(signal, (0,abort/* deadline */.nl)(LOG_TIMEOUT_MS, `no log within ${LOG_TIMEOUT_MS / 1000} s`));
    try {
        const query = { stdout: true, stderr: true, tail: LOG_LINES };
        const raw = await docker.bytes(`${path}/logs`, { query, signal: limited });
        return (0,js_docker/* demultiplex */.wW)(raw)
            .output.split('\n')
            .map((line) => line.trimEnd())
            .filter((line) => line !== '')
            .slice(-LOG_LINES);
    }
    catch (error) {
        if (signal?.aborted === true)
            throw error;
        const why = error instanceof js_docker/* DockerApiError */.NH ? `HTTP ${error.status}: ${error.message}` : (0,errors/* messageOf */.bD)(error);
        return [`(its log can't be read: ${why})`];
    }
}

;// CONCATENATED MODULE: ./js/recipe/health/evidence.js
/** What a finding shows besides its one sentence: errors, the end of a log, and whether the host was to blame. */



/** What a full disk or no memory makes look like a fault of the recipe's; anything else has a cause of its own. */
const MAY_BE_HOSTS = new Set([
    'crash-loop',
    'task-unhealthy',
    'task-rejected',
    'not-healthy-in-time',
    'out-of-memory',
    'upgrade-rolled-back',
    'upgrade-paused',
]);
/** The finding with the end of the log, and with the host's name on it where the host is short of something. */
async function completed(docker, state, failed, signal) {
    const { finding } = failed;
    const mayBeHosts = MAY_BE_HOSTS.has(finding.code) && !isOwnLimit(state, finding);
    const [log, shortage] = await Promise.all([
        logOf(docker, state, failed, signal),
        mayBeHosts ? hostShortage(docker, signal) : undefined,
    ]);
    const whole = { ...finding, evidence: [...finding.evidence, ...log] };
    return shortage === undefined ? whole : blamedOn(shortage, whole);
}
/** A container that reached its own limit would have done so on any host. */
function isOwnLimit(state, { code, service }) {
    return (code === 'out-of-memory' && state.services[`${state.plan.stack}_${service}`]?.memoryLimit !== undefined);
}
/** Of the task that failed, else of the last of the service that got as far as a container. */
async function logOf(docker, state, { finding, task }, signal) {
    if (finding.service === undefined)
        return [];
    const tasks = tasksOf(state, `${state.plan.stack}_${finding.service}`);
    // The newest may have been created only just now; the one that ended has said why.
    const ended = tasks
        .filter(({ container, endedAt }) => container !== undefined && endedAt !== undefined)
        .at(-1);
    const last = task ?? (ended ?? tasks.filter(({ container }) => container !== undefined).at(-1))?.task;
    if (last === undefined)
        return [];
    const lines = await logTail(docker, `/tasks/${last}`, signal);
    const title = `log of ${finding.service}, the last ${LOG_LINES} lines at most:`;
    return lines.length === 0 ? [`log of ${finding.service}: empty`] : [title, ...lines];
}

;// CONCATENATED MODULE: ./js/recipe/health/state.js
/** What has been seen of a stack since the watch began: a fold over observations, without a clock and without Docker. */

function initialHealth(plan) {
    return { plan, services: {}, tasks: {}, containers: {}, imagesHere: {} };
}
function reduceHealth(state, seen) {
    switch (seen.kind) {
        case 'service': {
            const { kind: _kind, at: _at, ...service } = seen;
            return { ...state, services: { ...state.services, [seen.service]: service } };
        }
        case 'service-gone': {
            const { [seen.service]: _gone, ...services } = state.services;
            return { ...state, services };
        }
        case 'task':
            return { ...state, tasks: { ...state.tasks, [seen.task]: taskView(state.tasks[seen.task], seen) } };
        case 'container': {
            const view = containerView(state.containers[seen.task] ?? {}, seen);
            return { ...state, containers: { ...state.containers, [seen.task]: view } };
        }
        case 'image-here':
            return { ...state, imagesHere: { ...state.imagesHere, [seen.image]: seen.at } };
        case 'listed':
            return state;
    }
}
/** What ended earlier than this before it was first seen belongs to another deployment; ours began moments ago. */
const HISTORY_MS = 30_000;
function taskView(before, seen) {
    const { kind: _kind, at, ...task } = seen;
    // At first sight it may have been so for hours; a clock of another machine that is ahead changes nothing.
    const since = before === undefined ? Math.min(at, task.since ?? at) : at;
    const startedAt = before?.startedAt ?? (hasContainer(task) ? since : undefined);
    const runningAt = before?.runningAt ?? (task.state === 'running' ? since : undefined);
    const endedAt = before?.endedAt ?? (hasEnded(task) ? at : undefined);
    const isHistory = before?.isHistory ?? (hasEnded(task) && at - since > HISTORY_MS);
    return {
        ...task,
        firstAt: before?.firstAt ?? at,
        ...(startedAt === undefined ? {} : { startedAt }),
        ...(runningAt === undefined ? {} : { runningAt }),
        ...(endedAt === undefined ? {} : { endedAt }),
        ...(isHistory ? { isHistory } : {}),
    };
}
function containerView(before, seen) {
    switch (seen.action) {
        case 'start':
            return { ...before, startedAt: seen.at };
        case 'health':
            return seen.health === undefined ? before : { ...before, health: seen.health };
        case 'oom':
            return { ...before, isOutOfMemory: true };
        case 'die':
            return { ...before, diedAt: seen.at };
    }
}
function hasContainer({ state }) {
    return state === 'starting' || state === 'running';
}
/** True in a final state. */
function hasEnded(task) {
    return observe/* finalStates */.ZW.has(task.state);
}
/** True when Swarm wants it to go on: it has not been replaced, scaled away or given up. */
function isWanted(task) {
    return task.desired === 'running' || task.desired === 'ready' || task.desired === 'complete';
}
/** `app` for `STACK_app`. */
function shortName({ plan }, service) {
    const prefix = `${plan.stack}_`;
    return service.startsWith(prefix) ? service.slice(prefix.length) : service;
}

;// CONCATENATED MODULE: ./js/recipe/health/assess.js
/** One service: is it up, still coming, or lost? Pure. */


/**
 * Without a healthcheck nothing but staying up says that a service works. Longer than the 5 s of Swarm's own monitor: an app
 * that waits five seconds for its database and ends then would pass that.
 */
const STABLE_MS = 7_000;
const UNPLACED_MS = 10_000;
/** A port in host mode that another task holds; one that is being stopped gives it back within moments. */
const PORT_TAKEN_MS = 3_000;
/** @param nowMs on the clock of the observations. */
function assess(state, service, nowMs) {
    const tasks = tasksOf(state, service.service);
    const slots = currentSlots(tasks);
    const failures = [...failuresBySlot(state, service).values()].flat();
    if (service.mode === 'replicated' && service.replicas === 0)
        return { kind: 'up', tasks: [], sinceMs: 0 };
    const isUpdating = service.update?.state === 'updating' || service.update?.state === 'rollback_started';
    // In the middle of an update Swarm takes a failed task back before it says what comes of it: paused, or rolled back.
    const given = isUpdating ? undefined : slots.find((task) => isGivenUp(state, service, task));
    if (given !== undefined)
        return { kind: 'given-up', failures };
    const unplaced = slots.find((task) => /no suitable node/.test(task.error ?? '') && !hasEnded(task));
    if (unplaced !== undefined)
        return {
            kind: 'unplaced',
            error: unplaced.error ?? '',
            untilMs: unplaced.firstAt + patienceMs(unplaced),
        };
    const done = slots.filter((task) => isDone(state, service, task));
    // A job that runs is at work, not up: it is waited for until it is done.
    const running = isJob(service) ? [] : slots.filter((task) => mayBeUp(state, service, task));
    const wanted = service.replicas ?? Math.max(1, slots.length);
    if (done.length + running.length < wanted || isUpdating)
        return { kind: 'coming', why: whyNotUp(state, service, slots, wanted), failures: failures.length };
    return settle(state, service, running, failures, nowMs);
}
/**
 * A healthcheck that passed is the recipe's own word that it is ready; only where an earlier task passed it too, and died all
 * the same, we wait for more than that.
 */
function settle(state, service, running, failures, nowMs) {
    const sinceMs = Math.max(0, ...running.map((task) => task.runningAt ?? 0));
    const hasLied = failures.some(({ task }) => task.runningAt !== undefined);
    // Unknown for a container on another node: its events don't come here.
    const hasPassed = running.every((task) => state.containers[task.task]?.health === 'healthy');
    const isVouchedFor = service.hasHealthcheck === true && hasPassed && !hasLied;
    const forMs = isVouchedFor || running.length === 0 ? 0 : Math.max(STABLE_MS, service.monitorMs);
    return nowMs >= sinceMs + forMs
        ? { kind: 'up', tasks: running, sinceMs }
        : { kind: 'settling', untilMs: sinceMs + forMs, forMs };
}
function patienceMs({ error }) {
    return /port already in use/.test(error ?? '') ? PORT_TAKEN_MS : UNPLACED_MS;
}
/**
 * Swarm's word is not enough: it now and then calls a task running whose healthcheck has not passed (seen on 20.10), for
 * one when the container ends with 0 before that. The container's own word counts, where there is one.
 */
function mayBeUp(state, service, task) {
    if (task.state !== 'running')
        return false;
    const container = state.containers[task.task];
    if (container === undefined)
        return true;
    if (container.diedAt !== undefined || container.health === 'unhealthy')
        return false;
    return !isCheckPending(state, service, task);
}
function isCheckPending(state, service, task) {
    const container = state.containers[task.task];
    const isUnheard = container?.startedAt !== undefined && container.health === undefined;
    return service.hasHealthcheck === true && (isUnheard || container?.health === 'starting');
}
/** Of each slot the task that counts: the wanted one where there is one, else the newest. */
function currentSlots(tasks) {
    const slots = new Map();
    for (const task of tasks) {
        const before = slots.get(task.slot);
        if (before === undefined || rank(task) >= rank(before))
            slots.set(task.slot, task);
    }
    return [...slots.values()];
}
function rank(task) {
    return (isWanted(task) ? 2 : 0) + (hasEnded(task) ? 0 : 1);
}
function isDone(state, service, task) {
    return task.state === 'complete' && endsByItself(service) && !wasUnhealthy(state, task);
}
/** Swarm replaces a failed task in the same transaction that takes it back: one that is not wanted and not followed is the last. */
function isGivenUp(state, service, task) {
    const hasFailed = task.state === 'failed' || task.state === 'rejected';
    return (hasFailed || (wasUnhealthy(state, task) && endsByItself(service))) && !isWanted(task);
}
function whyNotUp(state, service, slots, wanted) {
    const isUp = (task) => isDone(state, service, task) || (!isJob(service) && mayBeUp(state, service, task));
    const up = slots.filter(isUp).length;
    const next = slots.find((task) => !isUp(task));
    if (next === undefined && up >= wanted)
        return 'its update is under way';
    return `${up} of ${wanted} ${isJob(service) ? 'done' : 'running'}, ${next === undefined ? 'no task yet' : words(state, service, next)}`;
}
/** Swarm's states in words; those before `preparing` are over in milliseconds or stay for a reason that is in the error. */
function words(state, service, task) {
    if (task.desired === 'ready')
        return 'waiting to be started again';
    if (task.error !== undefined)
        return `${task.state}: ${task.error}`;
    switch (task.state) {
        case 'preparing':
        case 'ready':
            return 'preparing image, networks and volumes';
        case 'starting':
        case 'running': {
            if (state.containers[task.task]?.health === 'unhealthy')
                return 'unhealthy';
            if (isCheckPending(state, service, task))
                return 'starting (health check pending)';
            return isJob(service) ? 'at work' : task.state;
        }
        default:
            return hasEnded(task) ? task.state : 'being scheduled';
    }
}

;// CONCATENATED MODULE: ./js/recipe/health/loop.js
/** When a service that fails again and again has failed for good: by number, by time, and by what it may still wait for. Pure. */


/** Enough failures have to spread over this, from the beginning of the first to the end of the last. */
const LOOP_MS = 15_000;
/**
 * From the first exit to the verdict at the latest, where nothing is left to hope for; three seconds are for the log and for the
 * way. A hopeful reading costs the runner minutes, a hasty one the trust in every verdict: no attempt may be better than the
 * ones before it.
 */
const LAST_HOPE_MS = 27_000;
/** Who lives longer than this is too slow for counting within half a minute: three exits are enough then. */
const LONG_LIFE_MS = 15_000;
const ENOUGH_LONG = 3;
const ENOUGH_AT_LAST = 2;
const ENOUGH_MIXED_AT_LAST = 4;
/** By how much an attempt has to outlive all before it to count as progress. */
const OUTLIVE_MS = 3_000;
/** A task that ran this long was not part of a loop. */
const LONG_RUN_MS = 60_000;
/** Judges each slot of a service by its own failures. */
function judgeLoop(state, service, hope, nowMs) {
    const times = [];
    for (const [slot, all] of failuresBySlot(state, service)) {
        const judged = judgeSlot(state, all, { hope, nowMs, isBetter: isOutliving(state, service, slot, nowMs) });
        if (judged.kind === 'loop')
            return judged;
        if (judged.untilMs !== undefined && judged.untilMs > nowMs)
            times.push(judged.untilMs);
    }
    return times.length === 0 ? { kind: 'hope' } : { kind: 'hope', untilMs: Math.min(...times) };
}
function judgeSlot(state, all, { hope, nowMs, isBetter }) {
    const last = all.at(-1);
    if (last === undefined)
        return { kind: 'hope' };
    const alike = trailingAlike(all);
    if (!last.rule.mayHeal && alike.length >= last.rule.enough)
        return { kind: 'loop', failures: alike };
    const counted = sinceQuiet(alike, hope);
    const mixed = sinceQuiet(all, hope);
    if (!hope.isUncertain) {
        if (isLoop(counted, last.rule.enough))
            return { kind: 'loop', failures: counted };
        if (isLoop(mixed, ENOUGH_MIXED))
            return { kind: 'loop', failures: mixed };
    }
    const long = counted.slice(-ENOUGH_LONG);
    if (long.length === ENOUGH_LONG && long.every(({ task }) => lifeMs(state, task, nowMs) > LONG_LIFE_MS))
        return { kind: 'loop', failures: counted };
    return atLast(state, { counted, mixed, nowMs, isBetter });
}
/** The latest verdict on what fails in quick succession. */
function atLast(state, of) {
    const enough = [
        { failures: of.counted, number: ENOUGH_AT_LAST },
        { failures: of.mixed, number: ENOUGH_MIXED_AT_LAST },
    ].find(({ failures, number }) => failures.length >= number);
    const firstMs = enough?.failures[0]?.task.endedAt;
    if (enough === undefined || firstMs === undefined)
        return { kind: 'hope' };
    const isQuick = enough.failures.every(({ task }) => lifeMs(state, task, of.nowMs) <= LONG_LIFE_MS);
    if (!isQuick || of.isBetter)
        return { kind: 'hope' };
    const untilMs = firstMs + LAST_HOPE_MS;
    return of.nowMs >= untilMs ? { kind: 'loop', failures: enough.failures } : { kind: 'hope', untilMs };
}
function isLoop(failures, enough) {
    return failures.length >= enough && spanMs(failures) >= LOOP_MS;
}
function sinceQuiet(failures, { fromMs }) {
    return fromMs === undefined ? [] : failures.filter(({ task }) => (task.endedAt ?? 0) >= fromMs);
}
/** From the beginning of the first to the end of the last. */
function spanMs(failures) {
    const first = failures.at(0)?.task.firstAt ?? 0;
    return (failures.at(-1)?.task.endedAt ?? first) - first;
}
/** Whether the attempt that is under way has come further than every one before it. */
function isOutliving(state, service, slot, nowMs) {
    const tasks = tasksOf(state, service.service).filter((task) => task.slot === slot);
    const lives = (which) => Math.max(0, ...tasks.filter(which).map((task) => lifeMs(state, task, nowMs)));
    return lives((task) => !hasEnded(task)) > lives(hasEnded) + OUTLIVE_MS;
}
function trailingAlike(failures) {
    const alike = [];
    const last = failures.at(-1);
    for (const failure of [...failures].reverse()) {
        if (last === undefined || signatureOf(failure) !== signatureOf(last))
            break;
        alike.unshift(failure);
        const { runningAt, endedAt } = failure.task;
        if (runningAt !== undefined && endedAt !== undefined && endedAt - runningAt >= LONG_RUN_MS)
            break;
    }
    return alike;
}

;// CONCATENATED MODULE: ./js/recipe/health/verdict.js
/** The stack as a whole: healthy, hopeless, or waiting, and for what. Pure. */





/** @param nowMs milliseconds on the clock of the observations. */
function verdictOf(state, nowMs) {
    const missing = state.plan.services.filter((name) => state.services[name] === undefined);
    const services = Object.values(state.services);
    const assessed = services.map((service) => ({ service, now: assess(state, service, nowMs) }));
    const times = [];
    for (const each of assessed) {
        const judged = failureOf(state, each, assessed, nowMs);
        if (judged.kind === 'failed')
            return judged;
        if (judged.untilMs !== undefined)
            times.push(judged.untilMs);
    }
    const waiting = assessed.filter(({ now }) => now.kind !== 'up');
    if (missing.length === 0 && waiting.length === 0 && services.length > 0)
        return { kind: 'healthy', tasks: assessed.flatMap(({ now }) => (now.kind === 'up' ? now.tasks : [])) };
    const reasons = [
        ...missing.map((name) => `${shortName(state, name)}: not there yet`),
        ...waiting.map(({ service, now }) => `${shortName(state, service.service)}: ${wordsFor(now)}`),
    ];
    const first = missing[0] ?? waiting[0]?.service.service;
    times.push(...waiting.flatMap(({ now }) => ('untilMs' in now ? [now.untilMs] : [])));
    return {
        kind: 'waiting',
        for: reasons.join('; '),
        ...(first === undefined ? {} : { service: first }),
        ...(times.length === 0 ? {} : { checkAgainAtMs: Math.min(...times) }),
    };
}
function failureOf(state, { service, now }, assessed, nowMs) {
    const name = shortName(state, service.service);
    if (now.kind === 'given-up')
        return failed(givenUp(name, service, now.failures), now.failures);
    if (now.kind === 'unplaced' && nowMs >= now.untilMs)
        return failed(unplaced(name, now.error), []);
    const judged = judgeLoop(state, service, hopeFor(state, assessed, service, nowMs), nowMs);
    if (judged.kind === 'hope')
        return judged;
    return failed(loop(name, service, judged.failures), judged.failures);
}
/** With the last attempt that got as far as a container. */
function failed(finding, failures) {
    const task = failures.filter(({ task: { container } }) => container !== undefined).at(-1)?.task.task;
    return { kind: 'failed', finding, ...(task === undefined ? {} : { task }) };
}
/** How long after it runs a service without a healthcheck may still be on its way: as long as it is watched anyway. */
const BLIND_GRACE_MS = 5_000;
/** One that Swarm does not start again after exit code 0 may be a migration that others wait for the end of. */
const BLIND_ONE_SHOT_GRACE_MS = 60_000;
/** Swarm ignores `depends_on`, so an app dies until its database is there, and that is no crash loop. */
function hopeFor(state, assessed, service, nowMs) {
    const others = assessed.filter(({ service: other }) => other !== service);
    const isComing = others.some((other) => makesProgress(state, other, nowMs));
    const blind = others.filter(({ service: other, now }) => other.hasHealthcheck !== true &&
        (now.kind === 'settling' || (now.kind === 'up' && now.tasks.length > 0)));
    return {
        fromMs: isComing ? undefined : Math.max(0, ...others.map((other) => quietFrom(state, other, blind))),
        isUncertain: blind.length > 0,
    };
}
/**
 * On its way, and not failing itself, or at least further than it ever was. It can't be for ever: the healthcheck's own
 * start period and retries end an attempt, and so does its exit; what is left is the time for the whole stack.
 */
function makesProgress(state, { service, now }, nowMs) {
    if (now.kind !== 'coming')
        return false;
    if (overdueFrom(state, service) === undefined)
        return true;
    const slots = tasksOf(state, service.service).filter((task) => !hasEnded(task));
    return slots.some(({ slot }) => isOutliving(state, service, slot, nowMs));
}
/** When it had failed in a way that leaves little hope: twice, or once for a healthcheck that had all of its time. */
function overdueFrom(state, service) {
    const failures = [...failuresBySlot(state, service).values()].flat();
    const unhealthy = failures.find(({ rule }) => rule.code === 'task-unhealthy');
    return (unhealthy ?? failures[1])?.task.endedAt;
}
/** From when on it can't be what others wait for. */
function quietFrom(state, other, blind) {
    const { now, service } = other;
    const graceMs = endsByItself(service) ? BLIND_ONE_SHOT_GRACE_MS : BLIND_GRACE_MS;
    const extraMs = blind.includes(other) ? graceMs : 0;
    if (now.kind === 'up')
        return now.sinceMs + extraMs;
    if (now.kind === 'settling')
        return now.untilMs - now.forMs + extraMs;
    return overdueFrom(state, service) ?? 0;
}
function loop(name, service, failures) {
    const rule = failures.at(-1)?.rule;
    const count = `${failures.length} ${failures.length === 1 ? 'time' : 'times'} in ${(0,units/* formatDuration */.a3)(spanMs(failures))}`;
    return {
        ...whoseFault(service, rule),
        service: name,
        message: `${name}: ${rule?.what ?? 'crashes in a loop'}${limitWords(service, rule)}, ${count}${exitWords(failures)}`,
        evidence: errorsOf(service, failures),
        remedy: remedyFor(service, failures),
    };
}
/** Without a limit of its own it was the host's memory that was not enough. */
function whoseFault(service, rule) {
    if (rule === undefined)
        return { code: 'crash-loop', blame: 'recipe' };
    const isHosts = rule.code === 'out-of-memory' && service.memoryLimit === undefined;
    return { code: rule.code, blame: isHosts ? 'host' : rule.blame };
}
function limitWords({ memoryLimit }, rule) {
    if (rule?.code !== 'out-of-memory')
        return '';
    return memoryLimit === undefined
        ? ' (it has no limit of its own: the host ran out)'
        : ` (its limit is ${(0,units/* formatMemory */.z9)(memoryLimit)})`;
}
function remedyFor(service, failures) {
    const rule = failures.at(-1)?.rule;
    if (rule?.code === 'out-of-memory' && service.memoryLimit === undefined)
        return 'Give the Docker host more memory, or run fewer stacks at once; a limit (deploy.resources.limits.memory) keeps one service from taking it all.';
    if (failures.every(({ task }) => task.exitCode === 0) && rule?.code === 'crash-loop')
        return 'It ends by itself with exit code 0: if it is to run once, set deploy.restart_policy.condition to on-failure.';
    return rule?.remedy ?? 'Read the end of its log.';
}
function givenUp(name, service, failures) {
    const { condition, maxAttempts } = service.restart;
    const policy = maxAttempts === undefined ? `restart condition ${condition}` : `${maxAttempts} restarts at most`;
    const rule = failures.at(-1)?.rule;
    const isCrash = rule === undefined || rule.code === 'crash-loop';
    return {
        ...whoseFault(service, rule),
        service: name,
        message: `${name}: ${isCrash ? 'failed' : rule.what}${limitWords(service, rule)}${exitWords(failures)}, and Swarm will not start it again (${policy})`,
        evidence: errorsOf(service, failures),
        remedy: remedyFor(service, failures),
    };
}
function unplaced(name, error) {
    return {
        code: 'no-suitable-node',
        blame: 'host',
        service: name,
        message: `${name}: no node of the Swarm can take it (${error})`,
        evidence: [error],
        remedy: /port already in use/.test(error)
            ? 'Another task holds the port that it publishes in host mode: publish another one, or none (a router reaches it without); with more than one task per node, or update_config.order start-first, a host port can never be had twice.'
            : 'Lower the reservations or constraints of the service (deploy.resources, deploy.placement), or give the Swarm a node that meets them.',
    };
}
function exitWords(failures) {
    const codes = [...new Set(failures.flatMap(({ task }) => task.exitCode ?? []))];
    if (codes.length === 0)
        return '';
    return codes.length === 1 ? `, exit code ${codes[0]}` : `, exit codes ${codes.join(', ')}`;
}
/** Each error once, with how often it came. */
function errorsOf(service, failures) {
    const counts = new Map();
    for (const { task } of failures) {
        const words = task.error ?? `task: ${task.state} (exit code ${task.exitCode ?? 'unknown'})`;
        counts.set(words, (counts.get(words) ?? 0) + 1);
    }
    const errors = [...counts].map(([error, count]) => `${count} × ${error}`);
    return [...errors, `image: ${service.image}`];
}
function wordsFor(now) {
    switch (now.kind) {
        case 'settling':
            return `running, watched for ${(0,units/* formatDuration */.a3)(now.forMs)}`;
        case 'coming':
            return now.failures === 0 ? now.why : `${now.why} (failed ${now.failures} × so far)`;
        case 'unplaced':
            return now.error;
        case 'up':
        case 'given-up':
            return now.kind;
    }
}

;// CONCATENATED MODULE: ./js/recipe/health/second-look.js
/** What Swarm's words leave open, asked of the daemon before a verdict: why an image can't be had, and who killed with 137. */




/** Enough for a registry's no, when the wait is as good as over. */
const LEAST_PULL_MS = 5_000;
/** @param finding a failure that is about to be the verdict. */
async function lookAgain(docker, state, finding, limits) {
    const name = `${state.plan.stack}_${finding.service}`;
    const image = state.services[name]?.image;
    if (image !== undefined && isImageFailure(finding))
        return pullOnce(docker, state, { finding, image }, limits);
    const killed = tasksOf(state, name).filter((task) => isUnexplainedKill(state, task));
    return lookForMemory(docker, killed, { finding, signal: limits.signal });
}
/** Engines up to 20.10 hide every failed pull behind "No such image"; a pull of our own hears the registry's words. */
async function pullOnce(docker, state, { finding, image }, { endsAtMs, signal, registries }) {
    // It has been brought before, and Swarm still can't have it: another node.
    if (state.imagesHere[image] !== undefined)
        return { kind: 'stands', finding };
    const limitMs = Math.max(LEAST_PULL_MS, endsAtMs - Date.now());
    const limited = (0,abort/* deadline */.nl)(limitMs, `${image}: no end of its pull`);
    try {
        await (0,js_docker/* ensureImage */.Yt)(docker, image, {
            tries: 1,
            signal: (0,abort/* anySignal */.JG)(signal, limited),
            credentials: registries,
        });
        return { kind: 'learnt', observations: [{ kind: 'image-here', at: Date.now(), image }] };
    }
    catch (error) {
        if (error instanceof js_docker/* ImageError */.C8)
            return { kind: 'stands', finding: asSaidByRegistry(finding, error.finding) };
        (0,abort/* throwIfAborted */.Te)(signal);
        if (limited.aborted)
            return { kind: 'stands', finding };
        throw error;
    }
}
function asSaidByRegistry(finding, pulled) {
    const { code, blame, message, remedy } = pulled;
    return {
        ...finding,
        code,
        blame,
        message: `${finding.service}: ${message}`,
        evidence: [...finding.evidence, ...pulled.evidence],
        remedy,
    };
}
function isUnexplainedKill(state, task) {
    const SIGKILLED = 137;
    const isKnown = state.containers[task.task]?.isOutOfMemory === true;
    return task.exitCode === SIGKILLED && task.container !== undefined && !isKnown;
}
async function lookForMemory(docker, killed, { finding, signal }) {
    const observations = [];
    for (const { service, task, container } of killed) {
        if (container === undefined || !(await (0,observe/* wasOutOfMemory */.qy)(docker, container, signal)))
            continue;
        observations.push({ kind: 'container', at: Date.now(), service, task, container, action: 'oom' });
    }
    return observations.length === 0 ? { kind: 'stands', finding } : { kind: 'learnt', observations };
}

;// CONCATENATED MODULE: ./js/recipe/health/watch.js
/** Folds what is seen of a stack until a judge has a verdict, or until the time is up. */




/** @returns the first verdict that is not `waiting`, or `waiting` when the time is up. */
async function watch(docker, initial, judge, options) {
    const endsAtMs = Date.now() + options.timeoutMs;
    const stop = new AbortController();
    const signal = (0,abort/* anySignal */.JG)(options.signal, stop.signal);
    const stream = (0,observe/* observeStack */.lC)(docker, initial.plan.stack, { signal })[Symbol.asyncIterator]();
    const fold = foldSeen(initial, judge, options);
    let next = stream.next();
    try {
        for (;;) {
            (0,abort/* throwIfAborted */.Te)(options.signal);
            const { state, verdict } = fold.judged();
            if (verdict.kind === 'healthy')
                return { state, verdict };
            if (verdict.kind === 'failed') {
                const { signal: asked, registries = [] } = options;
                const look = await lookAgain(docker, state, verdict.finding, { endsAtMs, signal: asked, registries });
                if (look.kind === 'stands')
                    return { state, verdict: { ...verdict, finding: look.finding } };
                look.observations.forEach(fold.take);
                continue;
            }
            if (Date.now() >= endsAtMs)
                return { state, verdict };
            const seen = await before(next, Math.min(verdict.checkAgainAtMs ?? endsAtMs, endsAtMs));
            if (seen === undefined)
                continue;
            if (seen.done === true)
                return { state, verdict };
            fold.take(seen.value);
            next = stream.next();
        }
    }
    finally {
        // Ends the stream in the middle of whatever it waits for; nobody is left to hear of that.
        next.catch(() => undefined);
        stop.abort();
    }
}
/** The state so far, judged where it may be: not before the first listing, and not in the middle of one. */
function foldSeen(initial, judge, options) {
    let state = initial;
    let verdict = judge(state, Date.now());
    // Until something is listed nobody knows what is there, and nothing is said of it.
    let isWhole = false;
    let said = '';
    return {
        take: (seen) => {
            options.onObservation?.(seen);
            state = reduceHealth(state, seen);
            isWhole = isJudgeable(seen, isWhole);
        },
        judged: () => {
            if (!isWhole)
                return { state, verdict };
            verdict = judge(state, Date.now());
            if (verdict.kind === 'waiting' && verdict.for !== said) {
                said = verdict.for;
                options.onWaiting?.(said);
            }
            return { state, verdict };
        },
    };
}
/**
 * Whether there may be a verdict after this observation: not in the middle of a listing.
 * @param isWhole whether there might be one before it.
 */
function isJudgeable(seen, isWhole) {
    return seen.kind === 'listed' || (isWhole && (seen.kind === 'container' || seen.kind === 'image-here'));
}
/** The promise's value, or undefined when it is `atMs` first. */
function before(promise, atMs) {
    return new Promise((resolve, reject) => {
        const timer = setTimeout(() => resolve(undefined), Math.max(0, atMs - Date.now()));
        promise.then(resolve, reject).finally(() => clearTimeout(timer));
    });
}

;// CONCATENATED MODULE: ./js/recipe/health/index.js
/** When a stack is healthy, and when it is clear that it never will be. */













/**
 * Waits until every service of the stack is up for good, or can't be.
 * @param stack deployed already: the services that exist now are the ones that are waited for.
 * @throws the signal's reason; EnvironmentError when the daemon can't be reached any more.
 */
async function waitHealthy(docker, stack, options) {
    const plan = await planFor(docker, stack, options.signal);
    if (plan.services.length === 0)
        return { kind: 'failed', finding: nothingDeployed(stack) };
    const watched = await watch(docker, initialHealth(plan), verdictOf, options);
    if (watched.verdict.kind === 'healthy')
        return { kind: 'healthy', tasks: watched.verdict.tasks.map(toHealthyTask) };
    const { state, verdict } = watched;
    const failed = verdict.kind === 'failed' ? verdict : { finding: tooLate(state, verdict, options.timeoutMs) };
    return { kind: 'failed', finding: await completed(docker, state, failed, options.signal) };
}
async function planFor(docker, stack, signal) {
    const services = await docker.request('GET', '/services', {
        query: { filters: { label: [`${observe/* STACK_LABEL */.GF}=${stack}`] } },
        ...(signal === undefined ? {} : { signal }),
    });
    return { stack, services: services.map((service) => service.Spec.Name) };
}
function toHealthyTask(task) {
    const { service, task: id, container } = task;
    return { service, task: id, ...(container === undefined ? {} : { container }) };
}
function nothingDeployed(stack) {
    return {
        code: 'deploy-refused',
        blame: 'recipe',
        message: `the stack ${stack} has no services`,
        evidence: [],
        remedy: 'Give the compose file at least one service.',
    };
}
/** The time is up, and there was no other verdict. */
function tooLate(state, waiting, timeoutMs) {
    const late = waiting.service;
    return {
        code: 'not-healthy-in-time',
        blame: 'recipe',
        ...(late === undefined ? {} : { service: shortName(state, late) }),
        message: `not healthy within ${(0,units/* formatDuration */.a3)(timeoutMs)}: ${waiting.for}`,
        evidence: late === undefined ? [] : tasksOf(state, late).slice(-5).map(taskLine),
        remedy: 'If it only needs longer, raise the recipe’s timeout (TIMEOUT in .env.sample); else read its log.',
    };
}
function taskLine(task) {
    return `task ${task.task.slice(0, 12)}: ${task.state}${task.error === undefined ? '' : `: ${task.error}`}`;
}


/***/ }),

/***/ 631:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

"use strict";

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Mc: () => (/* reexport */ initManifest),
  kX: () => (/* binding */ planRecipe),
  Pt: () => (/* reexport */ planText),
  _e: () => (/* binding */ recipe_removeApp),
  testRecipe: () => (/* binding */ testRecipe)
});

// UNUSED EXPORTS: recipeInputs

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: ./js/docker/index.js + 11 modules
var js_docker = __webpack_require__(9142);
// EXTERNAL MODULE: ./js/lib/errors.js
var errors = __webpack_require__(2003);
// EXTERNAL MODULE: ./js/lib/abort.js
var abort = __webpack_require__(8024);
// EXTERNAL MODULE: ./js/lib/on-path.js
var on_path = __webpack_require__(8689);
// EXTERNAL MODULE: ./js/lib/process.js
var lib_process = __webpack_require__(7235);
// EXTERNAL MODULE: ./js/lib/units.js
var units = __webpack_require__(2533);
// EXTERNAL MODULE: ./js/recipe/observe/index.js + 4 modules
var observe = __webpack_require__(9730);
;// CONCATENATED MODULE: ./js/recipe/teardown/objects.js
/** What belongs to a stack, by label or by name, and to no other stack. */
const STACK_LABEL = 'com.docker.stack.namespace';
/** On everything that the swarm engine makes, secrets and configs too. */
const OWN_LABEL = 'cc-ci.stack';
/** Leases are configs; they outlive the stack they stand for, and are never part of it. */
const LEASE_PREFIX = 'cc-ci-lease.';
/** Everything there is, whoever owns it, in the order in which a stack has to be removed. */
async function listObjects(docker, signal) {
    const get = (path, query = {}) => docker.request('GET', path, {
        query: query,
        ...(signal === undefined ? {} : { signal }),
    });
    // One after the other: over a connection that is open a listing takes 1 ms, and opening one takes 20.
    const services = await get('/services');
    const containers = await get('/containers/json', { all: true });
    const volumes = await get('/volumes');
    const configs = await get('/configs');
    const secrets = await get('/secrets');
    const networks = await get('/networks');
    return [
        ...services.map((answer) => fromSpec('service', answer)),
        ...containers.map(fromContainer),
        ...(volumes.Volumes ?? []).map(fromVolume),
        ...configs
            .filter((answer) => !answer.Spec.Name.startsWith(LEASE_PREFIX))
            .map((answer) => fromSpec('config', answer)),
        ...secrets.map((answer) => fromSpec('secret', answer)),
        ...networks.map(fromNetwork),
    ];
}
function fromSpec(kind, answer) {
    const { Name: name, Labels: labels } = answer.Spec;
    return { kind, id: answer.ID, name, labels: labels ?? {}, createdAt: Date.parse(answer.CreatedAt) };
}
function fromContainer(answer) {
    const name = (answer.Names[0] ?? answer.Id.slice(0, 12)).replace(/^\//, '');
    return {
        kind: 'container',
        id: answer.Id,
        name,
        labels: answer.Labels ?? {},
        createdAt: answer.Created * 1000,
    };
}
function fromVolume(answer) {
    const { Name: name, Labels: labels, CreatedAt: created } = answer;
    // Plugins may leave the time out; such a volume counts as new, which is the careful side.
    return {
        kind: 'volume',
        id: name,
        name,
        labels: labels ?? {},
        createdAt: created ? Date.parse(created) : Date.now(),
    };
}
function fromNetwork(answer) {
    const { Id: id, Name: name, Labels: labels } = answer;
    return { kind: 'network', id, name, labels: labels ?? {}, createdAt: Date.parse(answer.Created) };
}
/** @returns the stack that an object says it belongs to. */
function stackOf(object) {
    return object.labels[OWN_LABEL] ?? object.labels[STACK_LABEL];
}
/**
 * Those of `all` that belong to `stack`. A label decides; without one the name does, `STACK_…`, but not where another stack is
 * there whose own name begins like that: `shop_ci` must not take `shop_ci_test_data`, which is `shop_ci_test`'s.
 */
function objectsOf(all, stack) {
    const prefix = `${stack}_`;
    const siblings = new Set(all.flatMap((object) => stackOf(object) ?? []).filter((other) => other.startsWith(prefix)));
    return all.filter((object) => {
        const owner = stackOf(object);
        if (owner !== undefined)
            return owner === stack;
        return (object.name.startsWith(prefix) && ![...siblings].some((other) => object.name.startsWith(`${other}_`)));
    });
}

;// CONCATENATED MODULE: ./js/recipe/teardown/index.js
/** Removes a stack with everything that belongs to it, and says what is still there. */






const DEFAULT_TIMEOUT_MS = 60_000;
const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 250;
/** For a volume that a container of somebody else's has mounted: a copy of it, a backup. Nothing that is done here makes it let go. */
const HELD_MS = 20_000;
/**
 * Removes all of `stack`, in the order that Swarm needs, again and again until nothing is listed and no task is left that could
 * still create something. What could not be removed in time is noted, and is what `listResidue` then finds.
 * @returns what was removed.
 * @throws the signal's reason; EnvironmentError when the daemon can't be reached.
 */
async function teardown(docker, stack, options = {}) {
    const timeoutMs = options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
    const endsAtMs = Date.now() + timeoutMs;
    const removed = new Map();
    const startedAtMs = Date.now();
    let heldSinceMs;
    let pauseMs = FIRST_PAUSE_MS;
    for (;;) {
        const pass = await removeOnce(docker, stack, options);
        for (const object of pass.removed)
            removed.set(`${object.kind} ${object.id}`, toResidue(object));
        if (pass.isClean)
            break;
        const nowMs = Date.now();
        heldSinceMs = pass.isHeldByOthers ? (heldSinceMs ?? nowMs) : undefined;
        if (nowMs >= Math.min(endsAtMs, (heldSinceMs ?? nowMs) + HELD_MS)) {
            const afterMs = Math.min(timeoutMs, nowMs - startedAtMs);
            options.onNote?.(`${stack}: not all removed within ${(0,units/* formatDuration */.a3)(afterMs)}: ${pass.refused.join('; ')}`);
            break;
        }
        await (0,abort/* sleep */.yy)(pauseMs, options.signal);
        pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    }
    return { removed: [...removed.values()] };
}
/** @returns every object that belongs to `stack`, and to no other: an empty list is a clean world. The lease isn't one of them. */
async function listResidue(docker, stack, options = {}) {
    return objectsOf(await listObjects(docker, options.signal), stack).map(toResidue);
}
function toResidue({ kind, name }) {
    return { kind, name };
}
/**
 * A service would replace its containers, a container holds its volumes, a service its configs and secrets, and a network is
 * held by all of them. Those of one rank go side by side.
 */
const RANKS = [
    ['service'],
    ['container'],
    ['volume', 'config', 'secret'],
    ['network'],
];
async function removeOnce(docker, stack, { signal, keep }) {
    // The tasks first: what one of them has created by then is in the list.
    const tasks = await unfinishedTasks(docker, stack, signal);
    const all = await listObjects(docker, signal);
    const objects = objectsOf(all, stack).filter((object) => keep?.(toResidue(object)) !== true);
    const removed = [];
    const left = [];
    for (const kinds of RANKS) {
        const rank = objects.filter((object) => kinds.includes(object.kind));
        const outcomes = await Promise.all(rank.map((object) => removeObject(docker, object, signal)));
        outcomes.forEach((refusal, index) => {
            const object = rank[index];
            if (object === undefined)
                return;
            if (refusal === undefined)
                removed.push(object);
            else
                left.push({ object, why: refusal });
        });
    }
    const refused = left.map(({ object, why }) => `${object.kind} ${object.name}: ${why}`);
    if (tasks > 0)
        refused.push(`${tasks} ${tasks === 1 ? 'task' : 'tasks'} still ending`);
    const isHeldByOthers = tasks === 0 &&
        left.length === objects.length &&
        left.every(({ object, why }) => object.kind === 'volume' && /volume is in use/.test(why));
    return { removed, refused, isClean: objects.length === 0 && tasks === 0, isHeldByOthers };
}
/**
 * Tasks that may yet have a container created for them: their service is gone, and their agent hasn't heard of it, or is in
 * the middle of its work. A task has one container at most, made while it prepares: from `ready` on the container is either
 * listed or gone, where it runs on this node, and the seconds until the engine says so need not be waited for.
 */
async function unfinishedTasks(docker, stack, signal) {
    const tasks = await docker.request('GET', '/tasks', {
        query: { filters: { label: [`${STACK_LABEL}=${stack}`] } },
        ...(signal === undefined ? {} : { signal }),
    });
    const { nodeId } = docker.info.swarm;
    return tasks.filter(({ NodeID: node, Status: { State: state } }) => !observe/* finalStates */.ZW.has(state) && (node !== nodeId || !HAS_CONTAINER.has(state))).length;
}
const HAS_CONTAINER = new Set(['ready', 'starting', 'running']);
const PATHS = {
    service: (id) => `/services/${id}`,
    container: (id) => `/containers/${id}`,
    volume: (id) => `/volumes/${encodeURIComponent(id)}`,
    config: (id) => `/configs/${id}`,
    secret: (id) => `/secrets/${id}`,
    network: (id) => `/networks/${id}`,
};
/** @returns undefined when it is gone, by us or by somebody else; else why it isn't yet. */
async function removeObject(docker, object, signal) {
    // `v`: the anonymous volumes of a container carry no name of ours, and can be found by nobody later.
    const query = object.kind === 'container' ? { force: true, v: true } : object.kind === 'volume' ? { force: true } : {};
    try {
        await docker.request('DELETE', PATHS[object.kind](object.id), {
            query,
            expect: [404],
            ...(signal === undefined ? {} : { signal }),
        });
        return undefined;
    }
    catch (error) {
        // In use, or being removed already: the next pass sees.
        if (error instanceof js_docker/* DockerApiError */.NH)
            return error.message;
        throw error;
    }
}

;// CONCATENATED MODULE: ./js/recipe/toolbox/mounts.js
/** What a toolbox sees, as the Engine API wants it: the app's volumes, and one of the run's own for backups. Pure. */

/** Where the restic repository is. Its volume belongs to the stack, so that the teardown of the stack removes it. */
const REPOSITORY = '/repository';
const ROOT = '/volumes';
/** Where a volume is, by its key in the compose file. */
const pathOfVolume = (key) => `${ROOT}/${key}`;
/** By this name the teardown finds it even where labels are lost. */
const toolboxName = (stack) => `${stack}_cc-ci-toolbox`;
const backupVolumeName = (stack) => `${stack}_cc-ci-backup`;
/**
 * The volumes to mount: the app's own that exist. One that doesn't exist yet must not be made here: it would lack the recipe's
 * driver options. External ones hold somebody else's data.
 */
function volumesToMount(app, existing) {
    return app.volumes.filter(({ isExternal, name }) => !isExternal && existing.has(name));
}
/** The body of `POST /containers/create`. */
function toolboxSpec(stack, image, volumes) {
    const own = { [OWN_LABEL]: stack };
    return {
        Image: image,
        // The official image's entrypoint is restic. `sleep infinity` is not known to every busybox.
        Entrypoint: ['sh', '-c', 'while :; do sleep 3600; done'],
        Cmd: [],
        // Owners and modes can be read and set by root alone.
        User: '0:0',
        WorkingDir: '/',
        Labels: own,
        Healthcheck: { Test: ['NONE'] },
        HostConfig: {
            NetworkMode: 'none',
            SecurityOpt: ['no-new-privileges'],
            LogConfig: { Type: 'none' },
            Mounts: [
                ...volumes.map(({ key, name }) => ({
                    Type: 'volume',
                    Source: name,
                    Target: pathOfVolume(key),
                    VolumeOptions: { NoCopy: true },
                })),
                {
                    Type: 'volume',
                    Source: backupVolumeName(stack),
                    Target: REPOSITORY,
                    VolumeOptions: { NoCopy: true, Labels: own },
                },
            ],
        },
    };
}

;// CONCATENATED MODULE: ./js/recipe/toolbox/start.js
/** Starts a toolbox, and tells whether one that was started can still be used. */


/** @throws ImageError where the image can't be had, or no container can be started from it. */
async function start(context) {
    const { app, docker, signal, toolboxImage: image } = context;
    await fetchImage(context);
    const volumes = volumesToMount(app, await existingVolumes(docker, signal));
    const query = { name: toolboxName(app.stack) };
    const body = toolboxSpec(app.stack, image, volumes);
    const create = () => docker.request('POST', '/containers/create', { query, body, signal, expect: [409] });
    // 409: one with other volumes, or one that has ended, has the name.
    const created = (await create()) ?? (await removeToolbox(context).then(create));
    if (created === undefined)
        throw new js_docker/* DockerApiError */.NH(409, `the name ${query.name} is taken again and again: does another run use this stack?`);
    try {
        await docker.request('POST', `/containers/${created.Id}/start`, { signal });
    }
    catch (error) {
        if (error instanceof js_docker/* DockerApiError */.NH)
            throw new js_docker/* ImageError */.C8(cantStart(image, error.message));
        throw error;
    }
    return { container: created.Id, volumes };
}
/** True while it runs and sees every volume that the app has by now. */
async function isUsable(context, started) {
    const { app, docker, signal } = context;
    const found = await docker.request('GET', `/containers/${started.container}/json`, { signal, expect: [404] });
    if (found?.State.Running !== true)
        return false;
    const own = app.volumes.filter(({ isExternal }) => !isExternal);
    const isMounted = ({ key, name }) => started.volumes.some((volume) => volume.key === key && volume.name === name);
    if (own.every(isMounted))
        return true;
    return volumesToMount(app, await existingVolumes(docker, signal)).every(isMounted);
}
async function removeToolbox({ app, docker, signal }) {
    await docker.request('DELETE', `/containers/${toolboxName(app.stack)}`, {
        query: { force: true, v: true },
        expect: [404, 409],
        signal,
    });
}
async function existingVolumes(docker, signal) {
    const { Volumes: volumes } = await docker.request('GET', '/volumes', { signal });
    return new Set((volumes ?? []).map(({ Name: name }) => name));
}
async function fetchImage({ docker, signal, toolboxImage: image, registries, waiting, note, }) {
    try {
        const onNote = (message) => note('info', message);
        await (0,js_docker/* ensureImage */.Yt)(docker, image, { signal, onProgress: waiting, onNote, credentials: registries });
    }
    catch (error) {
        throw error instanceof js_docker/* ImageError */.C8 ? new js_docker/* ImageError */.C8(ofToolbox(error.finding)) : error;
    }
}
const REMEDY = 'Make it reachable for the Docker host, or name another image that holds restic, tar and a shell (input toolbox-image).';
/** The image is the harness's choice: that it can't be had is never the recipe's fault. */
function ofToolbox(finding) {
    return {
        ...finding,
        blame: finding.blame === 'recipe' ? 'harness' : finding.blame,
        message: `the toolbox, the container beside the app that reads its volumes, can't be started: ${finding.message}`,
        remedy: finding.code === 'docker-unreachable' ? finding.remedy : REMEDY,
    };
}
function cantStart(image, said) {
    return {
        code: 'engine-failed',
        blame: 'harness',
        message: `the toolbox, the container beside the app that reads its volumes, can't be started from ${image}`,
        evidence: [said],
        remedy: REMEDY,
    };
}

;// CONCATENATED MODULE: ./js/recipe/toolbox/index.js
/** A container of our own beside an app that sees its volumes: for markers in volumes and for backups, whatever the app's images hold. */





/** Of each daemon, by stack. */
const toolboxes = new WeakMap();
/**
 * The app's toolbox, started at the first call; the teardown removes it with the stack. Calls at the same time share one. It is
 * started anew where it is gone, and where the app has a volume by now that it doesn't see.
 * @throws ImageError where its image can't be had.
 */
async function toolboxOf(context) {
    const { app, docker } = context;
    const ofDaemon = toolboxes.get(docker) ?? new Map();
    toolboxes.set(docker, ofDaemon);
    const former = ofDaemon.get(app.stack);
    const current = former === undefined ? start(context) : continueWith(former, context);
    ofDaemon.set(app.stack, current);
    return toolboxIn(context, await current);
}
/** One call after the other, so that two which find it gone don't start two. */
async function continueWith(former, context) {
    const started = await former.catch(() => undefined); // Told to whoever asked then; this is another try.
    return started !== undefined && (await isUsable(context, started)) ? started : start(context);
}
function toolboxIn({ app, docker, signal }, { container, volumes }) {
    const keys = volumes.map(({ key }) => key);
    return {
        container,
        volumes: keys,
        pathOf: (volume) => {
            if (keys.includes(volume))
                return pathOfVolume(volume);
            const known = app.volumes.find(({ key }) => key === volume);
            if (known === undefined)
                throw new errors/* UserError */.yo(`the recipe has no volume ${volume}: it has ${keys.join(', ') || 'none'}`);
            throw new errors/* UserError */.yo(known.isExternal
                ? `the volume ${volume} is external (${known.name}): it holds data that isn't this app's, and is left alone`
                : `the volume ${volume} (${known.name}) doesn't exist on this Docker host: no service that mounts it runs here`);
        },
        exec: (command, options = {}) => docker.exec(container, command, { signal, ...options }),
    };
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./js/recipe/format/place.js
/** Where in a recipe something stands, so that every message can name the file and the line. */

/** @returns `compose.yml:12:7`, which editors and terminals know to open. */
function showPlace(place) {
    const column = place.column === undefined ? '' : `:${place.column}`;
    return `${place.file}:${place.line}${column}`;
}
/** @returns what a rule found, where: `compose.yml:3:5: the config site is … (config-not-versioned)`. */
function showHit(hit) {
    const where = hit.place === undefined ? '' : `${showPlace(hit.place)}: `;
    return `${where}${hit.message} (${hit.rule})`;
}
/** A UserError whose message begins with the place. */
function userErrorAt(place, message) {
    return new errors/* UserError */.yo(`${showPlace(place)}: ${message}`);
}

;// CONCATENATED MODULE: ./js/recipe/format/names.js
/** Domains, stack names and the limits that Swarm sets them. Everything is checked before the first object is made. */



/** Measured on 20.10: `[A-Za-z0-9-_.]`, 64 characters for a config's or secret's name, 63 for a service's. */
const MAX_CONFIG_NAME = 64;
const MAX_SERVICE_NAME = 63;
/** abra cuts a stack's name here. */
const MAX_STACK_NAME = 45;
const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
/** @returns the six hex digits that keep two runs of one recipe apart. */
function runId() {
    return (0,external_node_crypto_.randomBytes)(3).toString('hex');
}
/** @returns `hell-3fa9c1.cc-ci.test`: short, because it is in front of every name that a Swarm bounds. */
function appDomain(recipe, id, zone) {
    const short = recipe
        .toLowerCase()
        .replace(/[^a-z0-9-]/g, '')
        .slice(0, 4)
        .replace(/^-+|-+$/g, '');
    return parseDomain(`${short === '' ? 'app' : short}-${id}.${zone}`, 'input zone');
}
/**
 * @param what names the value in the message: `input domain`.
 * @throws UserError for what is no host name in lower case with at least two labels.
 */
function parseDomain(text, what) {
    const isHostName = text.length <= 253 && text.split('.').length >= 2 && text.split('.').every(isLabel);
    if (!isHostName)
        throw new errors/* UserError */.yo(`${what}: ${JSON.stringify(text)} is no domain; give a host name in lower case such as hello.ci.example.org`);
    return text;
}
function isLabel(label) {
    return LABEL.test(label);
}
/** @returns the domain with its dots as underscores, as abra names stacks. @throws UserError beyond 45 characters. */
function stackNameOf(domain) {
    const name = domain.replaceAll('.', '_');
    if (name.length > MAX_STACK_NAME)
        throw new errors/* UserError */.yo(`the domain ${domain} makes a stack name of ${name.length} characters, and ${MAX_STACK_NAME} fit: use a shorter domain or zone`);
    return name;
}
/** @returns a service's name in the Swarm. */
function serviceName(stack, service) {
    return `${stack}_${service}`;
}
/**
 * Every name that the deployment would make, against Swarm's limits.
 * @throws UserError naming each that doesn't fit, with its place and length.
 */
function checkSwarmNames(compose, stack) {
    const used = new Set(compose.services.flatMap((service) => service.secrets.map(({ key }) => key)));
    const problems = [
        ...compose.services.map(({ name, place }) => {
            const full = serviceName(stack, name);
            const isPlain = /^[a-zA-Z0-9](?:[-_]*[a-zA-Z0-9])*$/.test(full);
            return tooLong('service', full, place, MAX_SERVICE_NAME, isPlain);
        }),
        ...compose.configs.map((config) => (config.isExternal ? undefined : objectProblem('config', config))),
        // Docker never looks at an external one that no service uses.
        ...compose.secrets.map((secret) => secret.isExternal && !used.has(secret.key) ? undefined : objectProblem('secret', secret)),
    ].filter((problem) => problem !== undefined);
    if (problems.length > 0)
        throw new errors/* UserError */.yo(problems.join('\n'));
}
function objectProblem(kind, object) {
    const { name, place, nameVariables } = object;
    const version = nameVariables.at(-1);
    // `${STACK_NAME}_token_` of `${STACK_NAME}_token_${SECRET_TOKEN_VERSION}`.
    if (name.endsWith('_') && version !== undefined)
        return `${showPlace(place)}: the ${kind} name ${name} lacks its version: ${version} is empty, or stands in .env.sample only behind a #; write ${version}=v1 there, or under env: in cc-ci.yml`;
    return tooLong(kind, name, place, MAX_CONFIG_NAME, isObjectName(name));
}
function isObjectName(name) {
    return /^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?$/.test(name);
}
function tooLong(kind, name, place, limit, isValid) {
    if (name.length > limit)
        return `${showPlace(place)}: the ${kind} name ${name} has ${name.length} characters and Swarm takes ${limit}: use a shorter domain or zone, or a shorter name`;
    return isValid
        ? undefined
        : `${showPlace(place)}: Swarm doesn't take the ${kind} name ${JSON.stringify(name)}: letters, digits, - and _ fit, with a letter or digit at both ends`;
}

;// CONCATENATED MODULE: ./js/recipe/app-container.js
/** The container in which a service of the app runs right now, and commands in it: containers cycle while an app settles. */





/** The app gave no chance: no container of the service stays up, or a command in it takes too long or says too much. */
class AppUnavailableError extends errors/* EnvironmentError */.eG {
}
const APPEARS_MS = 60_000;
const app_container_FIRST_PAUSE_MS = 100;
const app_container_LONGEST_PAUSE_MS = 1_000;
/**
 * @param service its name in the compose file.
 * @returns the id of its newest running container, a healthy one where there is a choice; undefined while there is none here.
 */
async function findContainer({ app, docker, signal }, service) {
    const label = [`com.docker.swarm.service.name=${serviceName(app.stack, service)}`];
    const listed = await docker.request('GET', '/containers/json', {
        query: { filters: { label, status: ['running'] } },
        signal,
    });
    const rank = ({ Status: status }) => status.includes('(healthy)') ? 0 : status.includes('(') ? 2 : 1;
    const [best] = [...listed].sort((one, other) => rank(one) - rank(other) || other.Created - one.Created);
    return best?.Id;
}
/**
 * As findContainer, waiting for one.
 * @throws AppUnavailableError when there is none after `timeoutMs`; the signal's reason.
 */
async function runningContainer(context, service, timeoutMs = APPEARS_MS) {
    const endsAt = performance.now() + timeoutMs;
    for (let pauseMs = app_container_FIRST_PAUSE_MS;; pauseMs = Math.min(2 * pauseMs, app_container_LONGEST_PAUSE_MS)) {
        const container = await findContainer(context, service);
        if (container !== undefined)
            return container;
        if (performance.now() + pauseMs > endsAt)
            throw new AppUnavailableError(`${service} has no running container on this Docker host after ${(0,units/* formatDuration */.a3)(timeoutMs)}; see its log, and whether it runs on another node`);
        await (0,abort/* sleep */.yy)(pauseMs, context.signal);
    }
}
/**
 * Runs a command in the service's container, and once more in its next one where Swarm replaced it in between. So the command
 * may run twice: it has to bear that.
 * @param options.timeoutMs for the command, the waiting for a container included.
 * @throws AppUnavailableError when it takes longer or no container stays up for it; the signal's reason.
 */
async function execInService(context, service, command, options) {
    const { timeoutMs, ...exec } = options;
    const line = command.join(' ').slice(0, 80);
    const late = `\`${line}\` in ${service}: not done after ${(0,units/* formatDuration */.a3)(timeoutMs)}`;
    const endsAt = performance.now() + timeoutMs;
    return (0,abort/* withinTime */.dn)(timeoutMs, late, context.signal, async (signal, limit) => {
        for (let pauseMs = app_container_FIRST_PAUSE_MS;; pauseMs = Math.min(2 * pauseMs, app_container_LONGEST_PAUSE_MS)) {
            try {
                const left = Math.max(0, endsAt - performance.now());
                const container = await runningContainer({ ...context, signal }, service, left);
                return await context.docker.exec(container, command, { ...exec, signal });
            }
            catch (error) {
                (0,abort/* throwIfAborted */.Te)(context.signal);
                if (limit.aborted)
                    throw new AppUnavailableError(late, { cause: error });
                if (error instanceof js_docker/* OutputLimitError */.XM)
                    throw new AppUnavailableError(`\`${line}\` in ${service}: ${error.message}`, { cause: error });
                if (!isCycling(error))
                    throw error;
                await (0,abort/* sleep */.yy)(pauseMs, context.signal);
            }
        }
    });
}
/** 404 and 409: the container ended between being found and being asked; 500 `is not running` when it does so during the start. */
function isCycling(error) {
    return (error instanceof js_docker/* DockerApiError */.NH &&
        (error.status === 404 || error.status === 409 || /not running|no such container/i.test(error.message)));
}

;// CONCATENATED MODULE: ./js/recipe/backup/targets.js
/** Where in the toolbox the things to back up are, and what they are called in messages. Pure. */
/** Copies of what is outside of volumes. */
const STAGING = '/containers';
const VOLUMES = '/volumes';
/** Where a path of a container is copied to. */
const stagedAt = (service, path) => `${STAGING}/${service}${path}`;
function targetsOf(plan, pathOf) {
    return [
        ...plan.volumes.flatMap(({ volume, paths }) => paths === undefined
            ? [{ at: pathOf(volume), name: volume, isNamed: false }]
            : paths.map((path) => ({
                at: `${pathOf(volume)}/${path}`,
                name: `${volume}/${path}`,
                isNamed: true,
            }))),
        ...plan.containerPaths.map(({ service, path }) => ({
            at: stagedAt(service, path),
            name: `${service}:${path}`,
            isNamed: true,
        })),
    ];
}
/** `content/a/b` for `/volumes/content/a/b`, `app:/etc/x` for `/containers/app/etc/x`; undefined for anything else. */
function nameOfPath(at) {
    if (at.startsWith(`${VOLUMES}/`))
        return at.slice(VOLUMES.length + 1);
    const staged = new RegExp(`^${STAGING}/([^/]+)(/.+)$`).exec(at);
    return staged === null ? undefined : `${staged[1]}:${staged[2]}`;
}

;// CONCATENATED MODULE: ./js/recipe/backup/container-paths.js
/** Version 1's container paths outside of volumes: copied into the toolbox before a backup, and back after a restore. */





const parentOf = (path) => path.slice(0, path.lastIndexOf('/')) || '/';
/** @returns what could not be copied. */
function copyOut(context, toolbox, paths) {
    return eachPath(context, paths, 'backup-failed', async ({ service, path }) => {
        const staged = stagedAt(service, path);
        await toolbox.exec(['sh', '-c', 'rm -rf "$1" && mkdir -p "$2"', 'sh', staged, parentOf(staged)]);
        await copy(context, await runningContainer(context, service), path, toolbox.container, parentOf(staged));
    });
}
/** @returns what could not be copied. */
function copyIn(context, toolbox, paths) {
    return eachPath(context, paths, 'restore-failed', async ({ service, path }) => {
        const to = await runningContainer(context, service);
        await copy(context, toolbox.container, stagedAt(service, path), to, parentOf(path));
    });
}
async function copy({ docker, signal }, from, path, to, into) {
    const tar = await docker.bytes(`/containers/${from}/archive`, { query: { path }, signal });
    await docker.putArchive(`/containers/${to}/archive`, tar, { query: { path: into }, signal });
}
async function eachPath({ signal }, paths, code, work) {
    for (const { service, path } of paths) {
        try {
            await work({ service, path });
        }
        catch (error) {
            (0,abort/* throwIfAborted */.Te)(signal);
            const isMissing = error instanceof js_docker/* DockerApiError */.NH && error.status === 404;
            return {
                code: isMissing && code === 'backup-failed' ? 'backup-empty' : code,
                blame: isMissing ? 'recipe' : 'host',
                service,
                message: isMissing
                    ? `${path}, which the label backupbot.backup.path names, is not in the container of ${service}`
                    : `${path} of ${service} could not be copied ${code === 'backup-failed' ? 'out of' : 'into'} its container`,
                evidence: [(0,errors/* messageOf */.bD)(error)],
                remedy: isMissing
                    ? 'Correct the label, or what is to write the path.'
                    : 'Look at the Docker host, and run again.',
            };
        }
    }
    return undefined;
}

;// CONCATENATED MODULE: ./js/recipe/backup/dumps.js
/** Whether what is about to be backed up is what it should be: a dump that was cut short is restored without a word, and ruins the app. */
/**
 * For `sh -c SCRIPT sh TARGET…`, in dash and busybox alike: a line for each target that is missing or a file, and for the SQL
 * dumps in those that are folders, where WITH_DUMPS is set. What may hold anything is in base64.
 */
const INSPECT_SCRIPT = `
b64() { base64 | tr -d '\\n'; }
describe() {
  kind=plain
  case $2 in *.gz) if gzip -t "$2" 2>/dev/null; then kind=whole; else kind=broken; fi;; esac
  if [ "$kind" = plain ]; then head=$(head -c 2048 "$2" | b64); tail=$(tail -c 2048 "$2" | b64)
  else head=$(gzip -dc "$2" 2>/dev/null | head -c 2048 | b64); tail=$(gzip -dc "$2" 2>/dev/null | tail -c 2048 | b64); fi
  printf '%s\\t%s\\t%s\\t%s\\t%s\\t%s\\n' "$1" "$kind" "$(($(wc -c <"$2")))" "$(printf %s "$2" | b64)" "$head" "$tail"
}
number=0
for target in "$@"; do
  if [ ! -e "$target" ] && [ ! -L "$target" ]; then printf '%s\\tmissing\\n' "$number"
  elif [ -f "$target" ]; then describe "$number" "$target"
  elif [ -d "$target" ] && [ -n "$WITH_DUMPS" ]; then
    find "$target" -maxdepth 3 -type f '(' -name '*.sql' -o -name '*.sql.gz' ')' | head -n 20 |
      while IFS= read -r file; do if [ -f "$file" ]; then describe "$number" "$file"; fi; done
  fi
  number=$((number + 1))
done
`;
/** Reads what the script printed. */
function readInspected(output) {
    const text = (base64 = '') => Buffer.from(base64, 'base64').toString('utf8');
    return output
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => {
        const [target, kind, bytes, path, head, tail] = line.split('\t');
        if (kind === 'missing')
            return { kind, target: Number(target) };
        const archive = kind === 'whole' || kind === 'broken' ? kind : 'plain';
        return {
            kind: 'file',
            target: Number(target),
            path: text(path),
            bytes: Number(bytes),
            archive,
            head: text(head),
            tail: text(tail),
        };
    });
}
/** How programs begin their dumps, and the last thing that they write when all went well. The first that fits. */
const FORMATS = [
    {
        program: 'pg_dumpall',
        begins: /^-- PostgreSQL database cluster dump\s*$/m,
        ends: /^-- PostgreSQL database cluster dump complete\s*$/m,
    },
    {
        program: 'pg_dump',
        begins: /^-- PostgreSQL database dump\s*$/m,
        ends: /^-- PostgreSQL database dump complete\s*$/m,
    },
    { program: 'mysqldump', begins: /^-- (MySQL|MariaDB) dump /m, ends: /^-- Dump completed/m },
    {
        program: 'sqlite3 .dump',
        begins: /^PRAGMA foreign_keys=OFF;\s+BEGIN TRANSACTION;/,
        ends: /^COMMIT;\s*$/m,
    },
];
/** @returns the program whose dump this is, where it was cut short. */
function truncatedDump({ head, tail, }) {
    const format = FORMATS.find(({ begins }) => begins.test(head));
    return format === undefined || format.ends.test(tail) ? undefined : format.program;
}
/** The first thing that is wrong with what is to be backed up. Pure. */
function judgeTargets(targets, inspected, hasPreHooks) {
    for (const found of inspected) {
        const target = targets[found.target];
        if (target === undefined)
            continue;
        const finding = judge(target, found, hasPreHooks);
        if (finding !== undefined)
            return finding;
    }
    return undefined;
}
function judge(target, found, hasPreHooks) {
    const byHook = hasPreHooks ? ', after its pre-hooks have ended without an error' : '';
    if (found.kind === 'missing')
        return target.isNamed
            ? empty(`${target.name}, which a label names, is not there${byHook}`, [])
            : undefined;
    const name = `${target.name}${found.path.slice(target.at.length)}`;
    if (found.bytes === 0 && target.isNamed && hasPreHooks)
        return empty(`${name} has 0 bytes${byHook}`, []);
    if (found.archive === 'broken')
        return empty(`${name} is truncated: gzip can't read it to its end (${found.bytes} bytes)`, lastOf(found.tail));
    const program = truncatedDump(found);
    if (program === undefined)
        return undefined;
    return empty(`${name} is truncated: it begins as a dump of ${program} and has no end (${found.bytes} bytes)`, lastOf(found.tail));
}
const lastOf = (tail) => tail.trimEnd().split('\n').slice(-3);
function empty(what, lastLines) {
    return {
        code: 'backup-empty',
        blame: 'recipe',
        message: what,
        evidence: lastLines.map((line) => `its end: ${line}`),
        remedy: 'Run the pre-hook’s command by hand in the container. A pipe hides its first command’s failure: use set -o pipefail, or write to a file and test it.',
    };
}

;// CONCATENATED MODULE: ./js/recipe/backup/failure.js
/** What an exception in the middle of a backup or a restore means. */


/** @throws what is none of the world's doing. */
function failureOf(error, task) {
    if (error instanceof js_docker/* ImageError */.C8)
        return error.finding;
    const isWorlds = error instanceof js_docker/* DockerApiError */.NH || error instanceof errors/* EnvironmentError */.eG;
    if (!isWorlds)
        throw error;
    return {
        code: task === 'backup' ? 'backup-failed' : 'restore-failed',
        blame: 'host',
        message: `the ${task} could not be finished: ${(0,errors/* messageOf */.bD)(error)}`,
        evidence: error instanceof js_docker/* DockerApiError */.NH ? [`HTTP ${error.status} from the Docker daemon`] : [],
        remedy: 'Look at the Docker host: its load, its daemon, and whether something removes containers there. Then run again.',
    };
}

;// CONCATENATED MODULE: ./js/recipe/backup/findings.js
/** What a failed backup or restore is called, and whose it is. */
const LAST_LINES = 20;
/** The last lines that were written; without the secret, which no program should print, but might. */
function lastLines(output, secret) {
    const text = secret === undefined ? output : output.replaceAll(secret, '***');
    const lines = text.split('\n').map((line) => line.trimEnd());
    return lines.filter((line) => line !== '').slice(-LAST_LINES);
}
/** The first that fits. */
const RULES = [
    {
        is: ({ exitCode }) => exitCode === 126 || exitCode === 127,
        blame: 'harness',
        why: ({ image }) => `${image} has no restic, or no shell, that can be started`,
        remedy: 'Name an image that holds restic, tar and a shell (input toolbox-image).',
    },
    {
        is: ({ output }) => /no space left on device|disk quota exceeded/i.test(output),
        blame: 'host',
        why: () => 'the disk is full',
        remedy: 'Make room on the Docker host (docker system df), or where the volume is; then run again.',
    },
    {
        is: ({ exitCode }) => exitCode === 137,
        blame: 'host',
        why: () => 'restic was killed: by the kernel for want of memory, or with its container',
        remedy: 'Look at the memory of the Docker host (dmesg, free -m), and whether something removes containers there.',
    },
    {
        is: ({ exitCode, task }) => exitCode === 3 && task === 'backup',
        blame: 'host',
        why: () => 'some files could not be read',
        remedy: 'See the files in the evidence: a driver of the volume, or the disk, refuses them to root.',
    },
];
const findings_REMEDY = 'See restic’s own words in the evidence; where they don’t explain it, this is a fault of cc-ci: please report it.';
/** What restic's failure means, from its exit code and its words. Pure. */
function resticFailed(failure) {
    const { task, exitCode, output, password } = failure;
    const rule = RULES.find((entry) => entry.is(failure));
    return {
        code: task === 'backup' ? 'backup-failed' : 'restore-failed',
        blame: rule?.blame ?? 'harness',
        message: `restic ${task} ended with exit code ${exitCode}${rule === undefined ? '' : `: ${rule.why(failure)}`}`,
        evidence: [...lastLines(output, password)],
        remedy: rule?.remedy ?? findings_REMEDY,
    };
}
/** A volume that is to be backed up, and isn't where the run can read it. Pure. @param nodes in the Swarm. */
function notHere(volumes, nodes) {
    const names = volumes.map(({ volume }) => volume).join(', ');
    return {
        code: 'backup-failed',
        blame: nodes > 1 ? 'host' : 'recipe',
        message: `there is no volume ${names} on this Docker host, although it is to be backed up`,
        evidence: [`nodes in the Swarm: ${nodes}`],
        remedy: nodes > 1
            ? 'Volumes are read on the node that the run talks to: constrain the services that mount them to it.'
            : 'See whether a service that mounts it has ever run.',
    };
}

;// CONCATENATED MODULE: ./js/recipe/backup/hooks.js
/** The commands of hooks, in the containers in which the services run. */






const TRIES = 3;
/** 128 and SIGKILL. */
const KILLED = 137;
const END_SEEN_MS = 2_000;
const STAGE_MS = 10 * 60_000;
/** How long a hook or a call of restic may take. */
const limitOf = ({ manifest }) => manifest.timeouts.stageMs ?? STAGE_MS;
/** @param what for people: `pre-hook of the backup`. @returns what is wrong with the first that fails. */
async function runHooks(context, hooks, { what, code }) {
    for (const { service, command } of hooks) {
        const name = `${what} in ${service}`;
        context.waiting(name);
        const command_ = ['sh', '-c', command];
        const ended = await context.phase(name, () => execOrWhy(context, service, command_, name));
        if ('exitCode' in ended && ended.exitCode === 0)
            continue;
        return hookFailed(ended, { service, command, name, code });
    }
    return undefined;
}
/**
 * Runs a command in a service's container, and again where the container ended under it: an app may still be settling.
 * @returns how it ended, or why it could not.
 * @throws the signal's reason.
 */
async function execOrWhy(context, service, command, name) {
    const limitMs = limitOf(context);
    const late = `${name} has not ended within ${(0,units/* formatDuration */.a3)(limitMs)}`;
    const limit = (0,abort/* deadline */.nl)(limitMs, late);
    const limited = { ...context, signal: (0,abort/* anySignal */.JG)(context.signal, limit) };
    for (let tries = 1;; tries += 1) {
        try {
            const container = await runningContainer(limited, service);
            const ended = await context.docker.exec(container, command, { signal: limited.signal });
            const isCut = ended.exitCode === KILLED && (await endsSoon(limited, container));
            if (!isCut)
                return ended;
            if (tries === TRIES)
                return cycling(name, tries);
            context.note('warning', `${name}: its container ended under it (try ${tries} of ${TRIES}), trying again in the next one`);
        }
        catch (error) {
            (0,abort/* throwIfAborted */.Te)(context.signal);
            if (limit.aborted)
                return { why: late, blame: 'recipe', remedy: LATE };
            if (!isGone(error))
                return notRunning(context, error);
            if (tries === TRIES)
                return cycling(name, tries);
            context.note('warning', `${name}: ${(0,errors/* messageOf */.bD)(error)} (try ${tries} of ${TRIES}), trying again`);
        }
    }
}
/** Whether the container ended with the command: its state lags behind by milliseconds. A command alone may be killed, too. */
async function endsSoon({ docker, signal }, container) {
    const patience = (0,abort/* deadline */.nl)(END_SEEN_MS, `${container} runs on`);
    try {
        const either = (0,abort/* anySignal */.JG)(signal, patience);
        await docker.request('POST', `/containers/${container}/wait`, { signal: either, expect: [404] });
        return true;
    }
    catch (error) {
        (0,abort/* throwIfAborted */.Te)(signal);
        if (patience.aborted)
            return false;
        throw error;
    }
}
const LATE = 'Run the command by hand in the container; where it needs longer, raise timeouts.stage in cc-ci.yml.';
/** 404 and 409: the container ended between being found and being asked. */
function isGone(error) {
    return error instanceof js_docker/* DockerApiError */.NH && (error.status === 404 || error.status === 409);
}
function cycling(name, tries) {
    return {
        why: `${name}: its container ended ${tries} times in a row while the command was to run`,
        blame: 'recipe',
        remedy: 'See why the service restarts: its log, its healthcheck, its memory limit.',
    };
}
/** With one node, no container means that the service doesn't run; with several, that it may run elsewhere. */
function notRunning({ docker }, error) {
    if (!(error instanceof errors/* EnvironmentError */.eG))
        throw error;
    return {
        why: error.message,
        blame: docker.info.swarm.nodes > 1 ? 'host' : 'recipe',
        remedy: 'Hooks need a running container on the Docker host: give the service at least one replica, on this node.',
    };
}
function hookFailed(ended, of) {
    const { service, command, name, code } = of;
    if ('why' in ended)
        return {
            code,
            blame: ended.blame,
            service,
            message: ended.why,
            evidence: [`its command: ${command}`],
            remedy: ended.remedy,
        };
    return {
        code,
        blame: 'recipe',
        service,
        message: `the ${name} ended with exit code ${ended.exitCode}`,
        evidence: [`its command: ${command}`, ...lastLines(ended.output)],
        remedy: 'Run the command by hand in the container, and correct the label or what it calls.',
    };
}

;// CONCATENATED MODULE: ./js/recipe/backup/labels.js
/** backup-bot-two's labels, read one by one: yes or no, and lists of paths that stay where they belong. */

/** In `deploy.labels`. The specification: docs.coopcloud.tech, specs/backup. */
const BACKUP = 'backupbot.backup';
const labels_VOLUMES = `${BACKUP}.volumes.`;
/** Version 1 of the labels. */
const CONTAINER_PATH = `${BACKUP}.path`;
/**
 * @returns undefined where the label isn't there, or empty, as `${ENABLE_BACKUPS}` without a value makes it.
 * @throws UserError for anything but true and false.
 */
function readBoolean({ name, labels }, label) {
    const value = (labels[label] ?? '').trim().toLowerCase();
    if (value === '')
        return undefined;
    if (value === 'true' || value === 'false')
        return value === 'true';
    throw bad(name, label, labels[label], 'only true and false are understood');
}
/** @returns paths relative to a volume's root, without `./` and trailing slashes; empty for the root itself. */
function readVolumePaths(service, label) {
    return readPaths(service, label, (path) => {
        if (path.startsWith('/'))
            throw bad(service.name, label, path, 'paths are relative to the root of the volume: leave out the slash in front');
        return path;
    });
}
/** @returns absolute paths in a container, without a trailing slash. */
function readContainerPaths(service, label) {
    return readPaths(service, label, (path) => {
        if (!path.startsWith('/'))
            throw bad(service.name, label, path, 'it is a path in the container, with a slash in front');
        if (path === '/')
            throw bad(service.name, label, path, 'a whole container can’t be restored: name the folders of its data');
        return path;
    });
}
function readPaths(service, label, check) {
    const listed = (service.labels[label] ?? '').split(',').map((path) => path.trim());
    return listed
        .filter((path) => path !== '')
        .map((path) => {
        if (path.split('/').includes('..'))
            throw bad(service.name, label, path, 'a path may not lead out of its volume: leave out ..');
        // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is looked for
        if (/[\x00-\x1f\x7f]/.test(path))
            throw bad(service.name, label, path, 'it has a control character in it');
        return check(normal(path));
    });
}
/** `./a//b/` is `a/b`, `.` is the empty path. */
function normal(path) {
    const segments = path.split('/').filter((segment) => segment !== '' && segment !== '.');
    return (path.startsWith('/') ? '/' : '') + segments.join('/');
}
function bad(service, label, value, why) {
    return new errors/* UserError */.yo(`the label ${label} of the service ${service} is ${JSON.stringify(value)}: ${why}`);
}

;// CONCATENATED MODULE: ./js/recipe/backup/plan.js
/** The labels of a release into what will be backed up. Pure. */

const HOOK_LABELS = {
    backupPre: 'backupbot.backup.pre-hook',
    backupPost: 'backupbot.backup.post-hook',
    restorePre: 'backupbot.restore.pre-hook',
    restorePost: 'backupbot.restore.post-hook',
};
/**
 * `backupbot.backup=true` on any service backs up the stack: all of its own volumes that a service mounts, less those that a
 * label excludes, with paths only those. Where no label speaks of volumes, version 1's label of container paths is obeyed.
 * @throws UserError for labels that can't be read.
 */
function planBackup(app) {
    const said = app.services.map((service) => readBoolean(service, BACKUP));
    if (!said.includes(true)) {
        const refuser = app.services[said.indexOf(false)];
        const reason = refuser === undefined
            ? `no service has the label ${BACKUP}=true`
            : `the label ${BACKUP} of ${refuser.name} is false`;
        return { kind: 'none', reason };
    }
    const what = usesVersion1(app) ? planContainerPaths(app) : planVolumes(app);
    if (what.volumes.length === 0 && what.containerPaths.length === 0)
        return { kind: 'none', reason: `${BACKUP} is true, and there is nothing to back up: ${whyNothing(app)}` };
    const hooks = planHooks(app);
    return { kind: 'backup', ...what, hooks: hooks.hooks, notes: [...what.notes, ...hooks.notes] };
}
function usesVersion1({ services }) {
    const has = (test) => services.some(({ labels }) => Object.entries(labels).some(([label, value]) => value !== '' && test(label)));
    return has((label) => label === CONTAINER_PATH) && !has((label) => label.startsWith(labels_VOLUMES));
}
function whyNothing({ volumes, services }) {
    const own = volumes.filter(({ isExternal }) => !isExternal);
    if (own.length === 0)
        return 'the recipe has no volumes of its own';
    if (!own.some(({ key }) => isMounted({ services }, key)))
        return 'no service mounts its volumes';
    return own.some(({ key }) => isUsed({ services }, key))
        ? 'labels exclude every volume'
        : 'no service that mounts its volumes has replicas';
}
const isMounted = ({ services }, key) => services.some(({ volumes }) => volumes.some(({ volume }) => volume === key));
/** Docker makes a volume with the first container that mounts it. */
const isUsed = ({ services }, key) => isMounted({ services: services.filter(({ replicas }) => replicas > 0) }, key);
function planVolumes(app) {
    const notes = [];
    const excluded = excludedVolumes(app.services);
    const paths = new Map();
    for (const service of app.services) {
        for (const label of Object.keys(service.labels).filter((key) => key.startsWith(labels_VOLUMES))) {
            const isPath = label.endsWith('.path');
            const key = label.slice(labels_VOLUMES.length, isPath ? -'.path'.length : undefined);
            if (!app.volumes.some((volume) => volume.key === key))
                notes.push(`the label ${label} of ${service.name} names ${JSON.stringify(key)}, and the recipe has no such volume`);
            if (isPath) {
                const of = paths.get(key) ?? new Set();
                for (const path of readVolumePaths(service, label))
                    of.add(path);
                paths.set(key, of);
            }
        }
    }
    const wanted = app.volumes.filter(({ key, isExternal }) => !isExternal && !excluded.has(key) && isMounted(app, key));
    for (const { key } of wanted.filter((volume) => !isUsed(app, volume.key)))
        notes.push(`the volume ${key} is not backed up: no service that mounts it has replicas, so it doesn't exist`);
    const volumes = wanted
        .filter(({ key }) => isUsed(app, key))
        .map(({ key }) => volumeBackup(key, [...(paths.get(key) ?? [])]));
    return { volumes, containerPaths: [], notes };
}
/** @returns keys of volumes that a label leaves out of the backup: `backupbot.backup.volumes.NAME=false`. */
function excludedVolumes(services) {
    const keys = services.flatMap((service) => Object.keys(service.labels)
        .filter((label) => label.startsWith(labels_VOLUMES) && !label.endsWith('.path'))
        .filter((label) => readBoolean(service, label) === false)
        .map((label) => label.slice(labels_VOLUMES.length)));
    return new Set(keys);
}
/** No paths, or the root among them: all of it. */
function volumeBackup(volume, paths) {
    return paths.length === 0 || paths.includes('') ? { volume } : { volume, paths };
}
function planContainerPaths(app) {
    const notes = [
        `${CONTAINER_PATH} is a label of backup-bot's version 1; version 2 backs up volumes and reads ${labels_VOLUMES}NAME.path`,
    ];
    const inVolumes = new Map();
    const containerPaths = [];
    for (const service of app.services) {
        if (readBoolean(service, BACKUP) === false)
            continue;
        for (const path of readContainerPaths(service, CONTAINER_PATH)) {
            const mount = mountOf(service, path);
            if (mount === undefined)
                containerPaths.push({ service: service.name, path });
            else if (app.volumes.some(({ key, isExternal }) => key === mount.volume && isExternal))
                notes.push(`${path} of ${service.name} is in ${mount.volume}, an external volume: it holds data that isn't this app's, and is left alone`);
            else
                inVolumes.set(mount.volume, [...(inVolumes.get(mount.volume) ?? []), mount.path]);
        }
    }
    const volumes = [...inVolumes].map(([volume, paths]) => volumeBackup(volume, [...new Set(paths)]));
    return { volumes, containerPaths, notes };
}
/** The volume that a path in a container is in, by the longest mount point, and where in it. */
function mountOf({ volumes }, path) {
    const [mount] = volumes
        .map(({ volume, target }) => ({ volume, target: target.replace(/\/+$/, '') }))
        .filter(({ target }) => path === target || path.startsWith(`${target}/`))
        .sort((one, other) => other.target.length - one.target.length);
    return mount && { volume: mount.volume, path: path.slice(mount.target.length + 1) };
}
function planHooks({ services }) {
    const notes = [];
    const of = (time) => services.flatMap(({ name, labels, replicas }) => {
        const command = labels[HOOK_LABELS[time]] ?? '';
        if (command.trim() === '')
            return [];
        if (replicas > 0)
            return [{ service: name, command }];
        notes.push(`${HOOK_LABELS[time]} of ${name} is not run: the service has no replicas`);
        return [];
    });
    const hooks = {
        backupPre: of('backupPre'),
        backupPost: of('backupPost'),
        restorePre: of('restorePre'),
        restorePost: of('restorePost'),
    };
    for (const { name, labels } of services)
        if (labels[`${BACKUP}.command`] !== undefined)
            notes.push(`${BACKUP}.command of ${name} is in no version of the labels: a command goes into ${HOOK_LABELS.backupPre}`);
    return { hooks, notes };
}

;// CONCATENATED MODULE: ./js/recipe/backup/look.js
/** A look at what a backup gets to hold: cc-ci.yml's own check of the dump, and the files that labels name or hooks leave. */









/** cc-ci.yml's own word on whether the dump is good. */
async function verifyDump(context) {
    const { verify: asked } = context.manifest.backup;
    if (asked === undefined)
        return undefined;
    const name = `backup.verify in ${asked.service}`;
    const ended = await context.phase(name, () => execOrWhy(context, asked.service, asked.command, name));
    if ('exitCode' in ended && ended.exitCode === 0)
        return undefined;
    const how = 'why' in ended ? ended.why : `${name} says that the dump is not good: exit code ${ended.exitCode}`;
    return {
        code: 'backup-empty',
        blame: 'why' in ended ? ended.blame : 'recipe',
        service: asked.service,
        message: how,
        evidence: [`its command: ${asked.command.join(' ')}`, ...('why' in ended ? [] : lastLines(ended.output))],
        remedy: 'why' in ended ? ended.remedy : 'Look at what the pre-hooks leave in the container.',
    };
}
/** What is at the targets, as far as it says whether they are good. @param withDumps SQL dumps within folders too. */
async function inspect(toolbox, targets, { withDumps, signal }) {
    const paths = targets.map(({ at }) => at);
    const env = { WITH_DUMPS: withDumps ? '1' : '' };
    const { stdout } = await toolbox.exec(['sh', '-c', INSPECT_SCRIPT, 'sh', ...paths], { env, signal });
    return readInspected(stdout);
}
/**
 * For an engine whose backup runs the hooks and takes the snapshot in one: looks at what they have left in the app's volumes and
 * containers, and judges it as if it were about to be backed up.
 * @throws UserError for labels that can't be read; the signal's reason.
 */
async function lookAtLeft(context) {
    const plan = planBackup(context.app);
    if (plan.kind === 'none')
        return { kind: 'good' };
    const hasPostHooks = plan.hooks.backupPost.length > 0;
    const bad = await verifyDump(context);
    if (bad !== undefined && hasPostHooks && bad.blame === 'recipe')
        return { kind: 'unseen', reason: `${bad.message}, after ${AFTER}` };
    if (bad !== undefined)
        return { kind: 'bad', finding: bad };
    try {
        return await context.phase('look at what was backed up', () => lookAtTargets(context, plan));
    }
    catch (error) {
        (0,abort/* throwIfAborted */.Te)(context.signal);
        return { kind: 'bad', finding: failureOf(error, 'backup') };
    }
}
const AFTER = 'a post-hook that may have taken the dump away: only engine swarm can look before it runs';
async function lookAtTargets(context, plan) {
    const { signal } = context;
    const toolbox = await toolboxOf(context);
    const missing = plan.volumes.filter(({ volume }) => !toolbox.volumes.includes(volume));
    const lacking = notHere(missing, context.docker.info.swarm.nodes);
    // Whoever took the backup may have had it from another node.
    if (missing.length > 0)
        return lacking.blame === 'host'
            ? { kind: 'unseen', reason: lacking.message }
            : { kind: 'bad', finding: lacking };
    const [hasPre, hasPost] = [plan.hooks.backupPre.length > 0, plan.hooks.backupPost.length > 0];
    const uncopied = await copyOut(context, toolbox, plan.containerPaths);
    if (uncopied !== undefined && !(hasPost && uncopied.code === 'backup-empty'))
        return { kind: 'bad', finding: uncopied };
    const targets = targetsOf(plan, toolbox.pathOf);
    const seen = await inspect(toolbox, targets, { withDumps: hasPre, signal });
    const gone = seen.filter(({ kind }) => kind === 'missing');
    const bad = judgeTargets(targets, hasPost ? seen.filter(({ kind }) => kind !== 'missing') : seen, hasPre);
    if (bad !== undefined)
        return { kind: 'bad', finding: bad };
    if (!hasPost || (gone.length === 0 && uncopied === undefined))
        return { kind: 'good' };
    const names = gone.flatMap(({ target }) => targets[target]?.name ?? []);
    return {
        kind: 'unseen',
        reason: `${uncopied?.message ?? `${names.join(', ')} is not there`}, after ${AFTER}`,
    };
}

;// CONCATENATED MODULE: ./js/recipe/backup/poly1305.js
/** Poly1305-AES (D. J. Bernstein, 2005), the signature of everything in a restic repository; Node has the cipher alone. */

const PRIME = 2n ** 130n - 5n;
const CLAMP = 0x0ffffffc0ffffffc0ffffffc0fffffffn;
/**
 * @param key 16 bytes each: `k` for AES, `r` for the polynomial.
 * @returns 16 bytes. Made for a few hundred bytes of input, not for megabytes.
 */
function poly1305Aes(message, nonce, key) {
    const cipher = (0,external_node_crypto_.createCipheriv)('aes-128-ecb', key.k, null).setAutoPadding(false);
    const pad = littleEndian(cipher.update(nonce));
    const r = littleEndian(key.r) & CLAMP;
    let sum = 0n;
    for (let offset = 0; offset < message.length; offset += 16) {
        const block = message.subarray(offset, offset + 16);
        sum = ((sum + littleEndian(block) + (1n << BigInt(8 * block.length))) * r) % PRIME;
    }
    const tag = ((sum + pad) % (1n << 128n)).toString(16).padStart(32, '0');
    return Buffer.from(tag, 'hex').reverse();
}
function littleEndian(bytes) {
    return BigInt(`0x${Buffer.from(bytes).reverse().toString('hex')}`);
}

;// CONCATENATED MODULE: ./js/recipe/backup/repository-files.js
/**
 * A new restic repository as files, after restic's own design document (Repository Format, version 1: no compression). `restic
 * init` picks a key derivation that takes half a second, 2.1 s by itself and 0.45 s at each later call, measured on two cores:
 * that protects passwords that people choose. This run's is 32 random bytes that live as long as the run, so the derivation
 * is as short as scrypt allows, and restic's calls take a third of their time.
 */


const SCRYPT = { N: 2, r: 1, p: 1 };
/** The example of the design document: any irreducible polynomial of degree 53 will do where nobody guesses at contents. */
const CHUNKER_POLYNOMIAL = '25b468838dcb75';
/** What `restic init --repository-version 1` would have made. Nothing in it is readable without `password`. */
function newRepository(password) {
    const master = { encrypt: (0,external_node_crypto_.randomBytes)(32), k: (0,external_node_crypto_.randomBytes)(16), r: (0,external_node_crypto_.randomBytes)(16) };
    const salt = (0,external_node_crypto_.randomBytes)(64);
    const inKeyFile = {
        mac: { k: master.k.toString('base64'), r: master.r.toString('base64') },
        encrypt: master.encrypt.toString('base64'),
    };
    const keyFile = json({
        created: new Date().toISOString(),
        username: 'root',
        hostname: 'cc-ci',
        kdf: 'scrypt',
        ...SCRYPT,
        salt: salt.toString('base64'),
        data: seal(json(inKeyFile), userKey(password, salt)).toString('base64'),
    });
    const config = json({
        version: 1,
        id: (0,external_node_crypto_.randomBytes)(32).toString('hex'),
        chunker_polynomial: CHUNKER_POLYNOMIAL,
    });
    const keyId = (0,external_node_crypto_.createHash)('sha256').update(keyFile).digest('hex');
    return {
        folders: ['data', 'index', 'keys', 'locks', 'snapshots'],
        files: [
            { path: `keys/${keyId}`, content: keyFile },
            // Last: restic takes a folder with a config for a repository.
            { path: 'config', content: seal(config, master) },
        ],
    };
}
function userKey(password, salt) {
    const derived = (0,external_node_crypto_.scryptSync)(password, salt, 64, SCRYPT);
    return { encrypt: derived.subarray(0, 32), k: derived.subarray(32, 48), r: derived.subarray(48, 64) };
}
/** AES-256 in counter mode, then signed: nonce, ciphertext, signature. */
function seal(plain, key) {
    const nonce = (0,external_node_crypto_.randomBytes)(16);
    const ciphertext = (0,external_node_crypto_.createCipheriv)('aes-256-ctr', key.encrypt, nonce).update(plain);
    return Buffer.concat([nonce, ciphertext, poly1305Aes(ciphertext, nonce, key)]);
}
function json(value) {
    return Buffer.from(JSON.stringify(value));
}

;// CONCATENATED MODULE: ./js/recipe/backup/repository.js
/**
 * The restic repository of one stack: in a volume of that stack, so that its teardown removes it, under a password of this
 * run's that is in no container's configuration and on no disk.
 */



/** Of each daemon, by the stack that is backed up. */
const repositories = new WeakMap();
/** The stack's repository, made up at the first call; the files are written by the first backup. */
function repositoryOf({ app, docker, onSecret, }) {
    const ofDaemon = repositories.get(docker) ?? new Map();
    repositories.set(docker, ofDaemon);
    const known = ofDaemon.get(app.stack);
    if (known !== undefined)
        return known;
    const password = (0,external_node_crypto_.randomBytes)(32).toString('hex');
    onSecret(password);
    const at = `${REPOSITORY}/${app.stack}`;
    const repository = { password, at, files: filesOf(at, password) };
    ofDaemon.set(app.stack, repository);
    return repository;
}
/** The repository that a snapshot of `stack` is in; undefined where this process has made none. */
function knownRepository(docker, stack) {
    return repositories.get(docker)?.get(stack);
}
function filesOf(at, password) {
    const { folders, files } = newRepository(password);
    return {
        REPOSITORY_FOLDERS: folders.map((folder) => `${at}/${folder}`).join(' '),
        REPOSITORY_FILES: files
            .map(({ path, content }) => `${at}/${path} ${content.toString('base64')}`)
            .join('\n'),
    };
}
/**
 * Shell, to run before `restic`: writes the repository where there is none, and in the place of one whose password nobody knows
 * any more, which a run that was killed left.
 */
const WRITE_REPOSITORY = `
  wanted=\${REPOSITORY_FILES##* }
  if [ "$wanted" != "$( { base64 <"$RESTIC_REPOSITORY/config" | tr -d '\\n'; } 2>/dev/null)" ]; then
    rm -rf "$RESTIC_REPOSITORY" && mkdir -p $REPOSITORY_FOLDERS || exit 1
    printf '%s\\n' "$REPOSITORY_FILES" | while read -r path content; do
      printf %s "$content" | base64 -d >"$path" || exit 1
    done || exit 1
  fi
`;
/** Runs a script that calls restic, with the password in the environment of that one command. */
function withRestic(toolbox, { at, password, files }, command, signal) {
    const env = { ...files, RESTIC_REPOSITORY: at, RESTIC_PASSWORD: password };
    return toolbox.exec(command, { env, signal });
}
/** Up to here a repository is carried over in one piece, through this process's memory. */
const ONE_PIECE_KB = 64_000;
/**
 * Carries a repository over to another app's toolbox, as to another machine: a volume that both mounted would keep the
 * teardown of either app waiting for the other's.
 */
async function carryOver(docker, repository, { from, to, signal }) {
    const { at } = repository;
    const [sizes] = await Promise.all([
        docker.exec(from, ['sh', '-c', 'du -sk "$1" && cd "$1" && echo data/*', 'sh', at], { signal }),
        to.exec(['sh', '-c', 'rm -rf "$1" && mkdir -p "$1/data"', 'sh', at], { signal }),
    ]);
    const [size = '', pieces = ''] = sizes.stdout.split('\n');
    const isSmall = Number.parseInt(size, 10) <= ONE_PIECE_KB;
    const parts = isSmall ? [''] : ['config', 'keys', 'index', 'snapshots', ...pieces.split(' ')];
    for (const piece of parts) {
        const path = piece === '' ? at : `${at}/${piece}`;
        const tar = await docker.bytes(`/containers/${from}/archive`, { query: { path }, signal });
        const into = { path: path.slice(0, path.lastIndexOf('/')) };
        await docker.putArchive(`/containers/${to.container}/archive`, tar, { query: into, signal });
    }
}

;// CONCATENATED MODULE: ./js/recipe/backup/snapshot.js
/** One snapshot: restic's backup and its own list of what is in it, in one call. */


/** restic's code for a snapshot that lacks files which could not be read. */
const INCOMPLETE = 3;
/** For `sh -c SCRIPT sh HOST PATH…`. The list is made of the snapshot, not of the volumes: what restic left out isn't in it. */
const SCRIPT = `${WRITE_REPOSITORY}
  host=$1; shift
  restic backup --no-cache --json --quiet --host "$host" -- "$@"; code=$?
  [ "$code" = 0 ] || [ "$code" = ${INCOMPLETE} ] || exit "$code"
  restic ls --no-cache --no-lock --json latest || exit 1
  exit "$code"
`;
function takeSnapshot(toolbox, repository, { stack, paths, signal, }) {
    return withRestic(toolbox, repository, ['sh', '-c', SCRIPT, 'sh', stack, ...paths], signal);
}
/**
 * Reads both programs' JSON lines. Pure.
 * @returns undefined where restic says nothing of a snapshot.
 */
function readSnapshot(stdout, stack) {
    let id;
    const files = [];
    for (const line of stdout.split('\n')) {
        if (!line.startsWith('{'))
            continue;
        const said = JSON.parse(line);
        if (said.message_type === 'summary')
            id = said.snapshot_id;
        const path = said.type === 'file' && said.path !== undefined ? nameOfPath(said.path) : undefined;
        if (path !== undefined)
            files.push({ path, bytes: said.size ?? 0 });
    }
    return id === undefined ? undefined : { id, stack, files };
}
/** restic's complaints about single files are JSON too: `{"message_type":"error","error":{"message":"…"},"item":"/volumes/…"}`. */
function unreadable(output) {
    return output.split('\n').flatMap((line) => {
        if (!line.startsWith('{"message_type":"error"'))
            return [];
        const { item = '', error } = JSON.parse(line);
        return [{ item: nameOfPath(item) ?? item, why: JSON.stringify(error) }];
    });
}
/** A file that an app removes while its volume is read is no failure: it will do so in every backup. */
function hasOnlyVanished(output) {
    const complaints = unreadable(output);
    return (complaints.length > 0 && complaints.every(({ why }) => /no such file or directory|"Err":2\b/.test(why)));
}

;// CONCATENATED MODULE: ./js/recipe/backup/back-up.js
/** A backup: hooks, a look at what they left, one snapshot, hooks. */













const POST = { what: 'post-hook of the backup', code: 'backup-failed' };
/**
 * Backs an app up by its labels. The post-hooks run whatever came before them, as they do for backup-bot: what the pre-hooks
 * stopped has to be started again.
 * @throws UserError for labels that can't be read; the signal's reason.
 */
async function backUp(context) {
    const plan = planBackup(context.app);
    if (plan.kind === 'none')
        return { kind: 'failed', finding: nothing(plan.reason) };
    for (const note of plan.notes)
        context.note('warning', note);
    // Beside the pre-hooks: a container takes a third of a second to start.
    const starting = toolboxOf(context);
    starting.catch(() => undefined); // Awaited below.
    const before = await runHooks(context, plan.hooks.backupPre, {
        what: 'pre-hook of the backup',
        code: 'backup-failed',
    });
    const taken = before === undefined
        ? await snapshot(context, plan, () => starting)
        : { kind: 'failed', finding: before };
    const after = await runHooks(context, plan.hooks.backupPost, POST);
    if (taken.kind === 'failed' || after === undefined)
        return taken;
    return { kind: 'failed', finding: after };
}
async function snapshot(context, plan, toolbox) {
    try {
        const bad = (await verifyDump(context)) ?? (await copyOut(context, await toolbox(), plan.containerPaths));
        if (bad !== undefined)
            return { kind: 'failed', finding: bad };
        context.waiting('restic backup');
        return await context.phase('snapshot', async () => store(context, plan, await toolbox()));
    }
    catch (error) {
        (0,abort/* throwIfAborted */.Te)(context.signal);
        return { kind: 'failed', finding: failureOf(error, 'backup') };
    }
}
/** The snapshot and the look at what goes into it, side by side: what turns out to be bad makes the snapshot worthless. */
async function store(context, plan, toolbox) {
    const { app, signal, toolboxImage: image } = context;
    const limitMs = limitOf(context);
    const limited = (0,abort/* anySignal */.JG)(signal, (0,abort/* deadline */.nl)(limitMs, `restic backup has not ended within ${(0,units/* formatDuration */.a3)(limitMs)}`));
    const missing = plan.volumes.filter(({ volume }) => !toolbox.volumes.includes(volume));
    if (missing.length > 0)
        return { kind: 'failed', finding: notHere(missing, context.docker.info.swarm.nodes) };
    const targets = targetsOf(plan, toolbox.pathOf);
    const paths = targets.map(({ at }) => at);
    const repository = repositoryOf(context);
    const hasPreHooks = plan.hooks.backupPre.length > 0;
    const [inspected, taken] = await Promise.all([
        inspect(toolbox, targets, { withDumps: hasPreHooks, signal: limited }),
        takeSnapshot(toolbox, repository, { stack: app.stack, paths, signal: limited }),
    ]);
    const bad = judgeTargets(targets, inspected, hasPreHooks);
    if (bad !== undefined)
        return { kind: 'failed', finding: bad };
    const isGood = taken.exitCode === 0 || (taken.exitCode === INCOMPLETE && hasOnlyVanished(taken.stderr));
    const made = isGood ? readSnapshot(taken.stdout, app.stack) : undefined;
    if (made === undefined)
        return {
            kind: 'failed',
            finding: resticFailed({
                ...{ task: 'backup', exitCode: taken.exitCode, image, password: repository.password },
                output: taken.stderr === '' ? taken.stdout : taken.stderr,
            }),
        };
    for (const { item } of unreadable(taken.stderr))
        context.note('warning', `${item} was removed by the app while it was being backed up`);
    return { kind: 'backed-up', snapshot: made };
}
function nothing(reason) {
    return {
        code: 'backup-empty',
        blame: 'recipe',
        message: `nothing is backed up: ${reason}`,
        evidence: [],
        remedy: 'Add the label backupbot.backup=true to the deploy.labels of the service app.',
    };
}

;// CONCATENATED MODULE: ./js/recipe/backup/restore.js
/** A restore, in place into live volumes, as backup-bot does it: files made after the snapshot stay. */









const HOOK = { code: 'restore-failed' };
/**
 * Restores a snapshot that this process has taken, also into another app of the recipe. The app that it was taken of has to be
 * there still: its repository goes with its stack.
 * @throws UserError for labels that can't be read; the signal's reason.
 */
async function restore(context, snapshot) {
    const plan = planBackup(context.app);
    const starting = toolboxOf(context);
    starting.catch(() => undefined); // Awaited below.
    const finding = (await hooks(context, plan, 'restorePre', 'pre-hook of the restore')) ??
        (await bringBack(context, snapshot, plan, () => starting)) ??
        (await hooks(context, plan, 'restorePost', 'post-hook of the restore'));
    return finding === undefined ? { kind: 'restored' } : { kind: 'failed', finding };
}
async function hooks(context, plan, time, what) {
    return plan.kind === 'none' ? undefined : runHooks(context, plan.hooks[time], { ...HOOK, what });
}
async function bringBack(context, snapshot, plan, starting) {
    const repository = knownRepository(context.docker, snapshot.stack);
    if (repository === undefined)
        return unknown(snapshot);
    context.waiting('restic restore');
    try {
        const toolbox = await starting();
        const lacking = lackingVolumes(snapshot, toolbox);
        if (lacking.length > 0)
            return lacks(lacking);
        const bad = await context.phase('restore of the snapshot', () => extract(context, { snapshot, repository, toolbox }));
        if (bad !== undefined || plan.kind === 'none')
            return bad;
        return await copyIn(context, toolbox, plan.containerPaths);
    }
    catch (error) {
        (0,abort/* throwIfAborted */.Te)(context.signal);
        return failureOf(error, 'restore');
    }
}
async function extract(context, of) {
    const { snapshot, repository, toolbox } = of;
    const limitMs = limitOf(context);
    const late = `restic restore has not ended within ${(0,units/* formatDuration */.a3)(limitMs)}`;
    const signal = (0,abort/* anySignal */.JG)(context.signal, (0,abort/* deadline */.nl)(limitMs, late));
    if (snapshot.stack !== context.app.stack) {
        const from = toolboxName(snapshot.stack);
        await carryOver(context.docker, repository, { from, to: toolbox, signal });
    }
    const command = ['sh', '-c', restore_SCRIPT, 'sh', snapshot.id];
    const { exitCode, output } = await withRestic(toolbox, repository, command, signal);
    if (exitCode === 0)
        return undefined;
    const { password } = repository;
    return resticFailed({ task: 'restore', exitCode, output, password, image: context.toolboxImage });
}
/**
 * Up to 0.16, restic fails at links that are in its way (`file exists`), and removes a file with several names without bringing
 * it back. Before such a one, what the snapshot holds of both is taken away.
 */
const restore_SCRIPT = `
  clear_the_way() {
    way=$(mktemp) && listed=$(mktemp) || exit 1
    restic ls --no-cache --no-lock "$1" >"$listed" || exit 1
    find /volumes -type f -links +1 | grep -Fx -f "$listed" >"$way"
    restic ls --no-cache --no-lock --json "$1" | sed -n -e '/"type":"file"/d' -e '/"type":"dir"/d' \\
      -e 's/.*"type":"[a-z]*","path":"\\(\\/volumes\\/[^"\\]*\\)".*/\\1/p' >>"$way"
    while IFS= read -r path; do rm -f -- "$path"; done <"$way"
    rm -f "$way" "$listed"
  }
  case $(restic version) in "restic 0."[0-9].*|"restic 0.1"[0-6].*) clear_the_way "$1";; esac
  exec restic restore --no-cache --no-lock --target / -- "$1"
`;
/** restic would write what belongs into a volume that isn't mounted beside the app, and say that all is well. */
function lackingVolumes({ files }, { volumes }) {
    const inSnapshot = files.flatMap(({ path }) => /^([^/:]+)\//.exec(path)?.[1] ?? []);
    return [...new Set(inSnapshot)].filter((volume) => !volumes.includes(volume));
}
function lacks(volumes) {
    return {
        code: 'restore-failed',
        blame: 'recipe',
        message: `the snapshot holds files of ${volumes.join(', ')}, and the app has no such volume on this Docker host`,
        evidence: [],
        remedy: 'Restore into an app of the same release, whose services all run on this Docker host.',
    };
}
function unknown({ id, stack }) {
    return {
        code: 'restore-failed',
        blame: 'harness',
        message: `snapshot ${id} of ${stack} was not taken by this run, so its password is not known`,
        evidence: [],
        remedy: 'Run the stages backup and restore together.',
    };
}

;// CONCATENATED MODULE: ./js/recipe/backup/index.js
/** Backup and restore by backup-bot-two's labels, into a restic repository of the run's own. */





/**
 * Starts what a backup needs, beside whatever else goes on; to be called as soon as the app's volumes are there. What fails
 * here is tried again, and told, by the first call that needs it.
 */
function warmUp(context) {
    toolboxOf(context).catch(() => undefined);
}

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(7975);
;// CONCATENATED MODULE: ./js/recipe/engine/abra/call.js
/** One call of abra: what it sees of the environment, its terminal where it wants one, and what it said. */




/** Nothing else of a job's environment can reach abra, or a container, this way. */
const PASSED = /^(PATH|DOCKER_.*|SSH_AUTH_SOCK|XDG_RUNTIME_DIR|(https?|no|all)_proxy|ABRA_EMULATOR.*)$/i;
/** @returns `0.13.0-beta-06a57de` of what `--version` says. */
function versionIn(text) {
    return /(?:^|\s)(\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?)(?:\s|$)/.exec(text)?.[1];
}
/** Runs `abra ARGS`. A non-zero exit is a result. @throws EnvironmentError when it takes longer than it may. */
async function callAbra({ abra, home, context }, args, { timeoutMs, onTerminal = false }) {
    const env = {
        ...Object.fromEntries(Object.entries(abra.env).filter(([name]) => PASSED.test(name))),
        // abra translates its messages, and looks for .abra below HOME where ABRA_DIR is unset.
        LANG: 'C.UTF-8',
        LANGUAGE: 'en',
        HOME: abra.env.HOME || home.folder,
        ABRA_DIR: home.folder,
    };
    const [file, argv, more] = onTerminal ? onPty(abra.program, args) : [abra.program, args, {}];
    const options = { cwd: home.folder, env: { ...env, ...more }, timeoutMs, signal: context.signal };
    const finished = (0,lib_process.orThrowCancelled)(await abra.run(file, argv, options), context.signal);
    if (finished.outcome.kind === 'timed-out')
        throw new errors/* EnvironmentError */.eG(`abra ${words(args)} took longer than ${(0,units/* formatDuration */.a3)(timeoutMs)}`);
    return finished;
}
/**
 * util-linux's `script` gives a program a terminal, and takes a line for a shell. Ours holds names of variables only: what they
 * hold never becomes a part of it.
 */
function onPty(program, args) {
    const all = [program, ...args];
    const line = `exec ${all.map((_, index) => `"$CC_CI_WORD_${index}"`).join(' ')}`;
    const variables = Object.fromEntries(all.map((word, index) => [`CC_CI_WORD_${index}`, word]));
    return ['script', ['-q', '-e', '-c', line, '/dev/null'], { ...variables, SHELL: '/bin/sh' }];
}
/** A command without what it is about: `app deploy`. */
function words(args) {
    return args
        .slice(0, args[1] === 'secret' || args[1] === 'volume' || args[1] === 'backup' ? 3 : 2)
        .join(' ');
}
const call_LAST_LINES = 40;
/** @returns what it wrote, without colours and empty lines. */
function allLinesOf({ stdout, stderr }) {
    return (0,external_node_util_.stripVTControlCharacters)(`${stdout}\n${stderr}`)
        .replaceAll('\r', '')
        .split('\n')
        .map((line) => line.trimEnd())
        .filter((line) => line !== '');
}
/** @returns the end of what it wrote. */
function linesOf(finished) {
    return allLinesOf(finished).slice(-call_LAST_LINES);
}
/** The sentence behind FATA, which is abra's only word for what went wrong. */
function fatalIn(finished) {
    const fatal = linesOf(finished)
        .map((line) => /\bFATA\b[:\s]*(.*)$/.exec(line)?.[1]?.trim())
        .filter((line) => line !== undefined && line !== '');
    return fatal.at(-1) ?? linesOf(finished).at(-1) ?? `it ended with ${(0,lib_process.describe)(finished.outcome)}`;
}
/** A finding for a call that failed. */
function failed(finished, args, of) {
    return { ...of, message: `abra ${words(args)}: ${fatalIn(finished)}`, evidence: [...linesOf(finished)] };
}

;// CONCATENATED MODULE: ./js/recipe/engine/abra/backup.js
/**
 * Backup and restore by abra, which hands them to the backup-bot-two of the server. Both want a terminal. The bot looks at nothing
 * that its hooks leave, and goes on where one fails: that is looked at here, as the built-in engine does.
 */



const BACKUP_MS = 15 * 60_000;
const FLAGS = ['-C', '-o', '-n'];
/** A container that was replaced in the middle: 409 of the daemon. Met in the field; the next try meets the new one. */
const CYCLING = /\b409\b|is not running|no such container|conflict/i;
const backup_TRIES = 3;
async function backup(call) {
    const { app, note } = call.context;
    const args = ['app', 'backup', 'create', app.domain, ...FLAGS];
    for (let tries = 1;; tries += 1) {
        const finished = await call.context.phase('abra app backup create', () => callAbra(call, args, { timeoutMs: BACKUP_MS, onTerminal: true }));
        if ((0,lib_process.succeeded)(finished))
            return look(call, args, finished);
        const said = linesOf(finished).join('\n');
        if (tries < backup_TRIES && CYCLING.test(said)) {
            note('warning', `abra app backup create met a container that was being replaced; try ${tries + 1} of ${backup_TRIES}`);
            continue;
        }
        return { kind: 'failed', finding: failed(finished, args, whose(said, 'backup-failed')) };
    }
}
/** What exit code 0 says nothing of: its hooks, and what they left to be backed up. */
async function look(call, args, finished) {
    const hook = backup_hookFailed(finished, args, 'backup-failed');
    if (hook !== undefined)
        return { kind: 'failed', finding: hook };
    const looked = await lookAtLeft(call.context);
    if (looked.kind === 'bad')
        return { kind: 'failed', finding: looked.finding };
    const snapshot = { id: 'latest', stack: call.context.app.stack, files: [] };
    return {
        kind: 'backed-up',
        snapshot,
        ...(looked.kind === 'unseen' ? { unseen: looked.reason } : {}),
    };
}
/** The bot's own line for a hook that ended with another code than 0; abra ends with 0 all the same. */
function backup_hookFailed(finished, args, code) {
    const line = allLinesOf(finished).find((each) => /\bERROR\b.*\bFailed to run command\b/i.test(each));
    if (line === undefined)
        return undefined;
    return {
        code,
        blame: 'recipe',
        message: `abra ${words(args)}: a hook failed, and the bot went on: ${line.replace(/^.*?\bERROR\b[:\s]*/, '')}`,
        evidence: [...linesOf(finished)],
        remedy: 'Run the command by hand in the container, and correct the label or what it calls.',
    };
}
async function backup_restore(call) {
    const args = ['app', 'restore', call.context.app.domain, ...FLAGS];
    const finished = await call.context.phase('abra app restore', () => callAbra(call, args, { timeoutMs: BACKUP_MS, onTerminal: true }));
    const hook = (0,lib_process.succeeded)(finished) ? backup_hookFailed(finished, args, 'restore-failed') : undefined;
    if (hook !== undefined)
        return { kind: 'failed', finding: hook };
    if ((0,lib_process.succeeded)(finished))
        return { kind: 'restored' };
    return {
        kind: 'failed',
        finding: failed(finished, args, whose(linesOf(finished).join('\n'), 'restore-failed')),
    };
}
/** The server's set-up is not the recipe's fault. */
function whose(said, code) {
    if (/backup-?bot|RESTIC_REPOSITORY|KeyError/i.test(said) && !/no backup configs/i.test(said))
        return {
            code,
            blame: 'host',
            remedy: 'Deploy backup-bot-two on this server, with RESTIC_REPOSITORY set, or use engine swarm, which needs none.',
        };
    return {
        code,
        blame: 'recipe',
        remedy: 'Read what abra said above: a hook or a label of the recipe is what it names.',
    };
}

;// CONCATENATED MODULE: ./js/recipe/engine/deploy-errors.js
/** What `docker stack deploy` says when it refuses, as one sentence and with the one whose it is. Pure. */

/** Docker's words (20.10 to 28) for compose files that can't be deployed by anyone: nothing has been made yet. */
const INVALID = /additional property|must be a |is required|does not match|unsupported compose file version|version mismatched|invalid interpolation|undefined (volume|network|config|secret)|refers to undefined|invalid mount config|invalid spec|yaml: |top-level object|unmarshal|failed to create .*: .*(invalid|required)|no image specified/i;
const deploy_errors_RULES = [
    {
        said: /cannot connect to the docker daemon|error during connect|connection refused|the swarm does not have a leader/i,
        code: 'docker-unreachable',
        blame: 'host',
        remedy: 'Look at the Docker daemon (journalctl -u docker) and at `docker node ls`, then run again.',
    },
    {
        said: /context deadline exceeded|no space left|resource temporarily unavailable/i,
        code: 'deploy-refused',
        blame: 'host',
        remedy: 'Look at load, memory and disk of the Docker host, then run again.',
    },
    {
        said: /only updates to labels are allowed/i,
        code: 'config-changed',
        blame: 'recipe',
        what: (last) => `${contentOf(last)} has another content than what is deployed under that name, and Swarm changes none that is in use`,
        remedy: 'Raise its version in abra.sh (export X_VERSION=v2), so that the head makes one of a new name; whoever upgrades the recipe is refused in the same way.',
    },
    {
        said: /port '?\d+'? is already in use|port is already allocated/i,
        code: 'deploy-refused',
        blame: 'host',
        remedy: 'Another service of the Swarm publishes this port: publish another one, or none; a router reaches the app without.',
    },
    {
        said: /could not be found|not found/i,
        code: 'deploy-refused',
        blame: 'recipe',
        remedy: 'Declare it without external: true, or make it on the Docker host.',
    },
];
const OTHER = {
    said: /(?:)/,
    code: 'deploy-refused',
    blame: 'recipe',
    remedy: 'Correct the compose file; `docker stack deploy` says the same on any Swarm.',
};
/**
 * @returns why the deployment was refused, and whether that is a refusal known as docker's; an Error where the compose files
 * themselves are invalid.
 */
function whyRefused(stderr, how) {
    const said = saidLines(stderr);
    const last = said.at(-1) ?? `it ended with ${how}`;
    const known = deploy_errors_RULES.find((rule) => rule.said.test(last));
    // A known cause first: the daemon says InvalidArgument of nearly everything.
    if (known === undefined && INVALID.test(last))
        return { invalid: new errors/* UserError */.yo(`the compose files are not valid: ${last}${versionHint(last)}`) };
    const { code, blame, what, remedy } = known ?? OTHER;
    return {
        isKnown: known !== undefined,
        finding: {
            code,
            blame,
            message: what?.(last) ?? `docker stack deploy refused: ${last}`,
            evidence: said.slice(-10),
            remedy,
        },
    };
}
/** `failed to update config STACK_nginx_conf_v1: …`, as every docker program up to 28 says it; secrets alike. */
function contentOf(last) {
    const match = /failed to update (config|secret) ([\w.-]+)/i.exec(last);
    return match === null ? 'a config' : `the ${match[1]?.toLowerCase()} ${match[2]}`;
}
/** Without the notices that the program prints on every call. */
function saidLines(stderr) {
    return stderr
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '' && !/^(since --detach|in a future release|ignoring |warning)/i.test(line));
}
function versionHint(last) {
    return /unsupported compose file version: 1\.0/i.test(last)
        ? ' (this docker program needs a version: give every compose file version: "3.8")'
        : '';
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./js/lib/memory-folder.js
var memory_folder = __webpack_require__(6416);
;// CONCATENATED MODULE: ./js/recipe/format/env-file.js
/**
 * Reads `.env.sample`: `KEY=value` lines with quotes, comments and `$EARLIER` expansion, as abra's godotenv reads them.
 * Nothing in it is ever executed.
 */

const NAME = '[A-Za-z_][A-Za-z0-9_]*';
const ASSIGNMENT = new RegExp(`^[ \\t]*(?:export[ \\t]+)?(${NAME})[ \\t]*=`);
const OPTIONAL = new RegExp(`^[ \\t]*#[ \\t]*(?:export[ \\t]+)?(${NAME})=`);
const EXPANSION = new RegExp(`\\$(?:\\{(${NAME})\\}|(${NAME}))`, 'y');
/** In double quotes; an escape that isn't one of these keeps its backslash. */
const ESCAPES = {
    n: '\n',
    r: '\r',
    t: '\t',
    '"': '"',
    '\\': '\\',
    $: '$',
};
/**
 * @param text the whole file; a missing newline at its end is fine.
 * @param file how messages name it.
 * @throws UserError with file and line for a line that is no assignment, an open quote and text behind a closing quote.
 */
function parseEnvFile(text, file) {
    const { source, assignments, optional } = scan(text, file);
    for (const { key } of assignments)
        optional.delete(key);
    return { file, assignments, optional, endsWithNewline: source === '' || source.endsWith('\n') };
}
/**
 * For who writes such a file anew: joined with newlines, the pieces are the file again, without the newline at its end.
 * @throws UserError as parseEnvFile does.
 */
function envPieces(text, file) {
    return scan(text, file).pieces;
}
/** @returns a line that is read back as that value, by this parser and by abra's. */
function envLine(key, value) {
    if (/^[A-Za-z0-9._:/@,+-]*$/.test(value))
        return `${key}=${value}`;
    // Nothing is special in single quotes, and nothing can be escaped.
    if (!/['\r\n]/.test(value))
        return `${key}='${value}'`;
    const escaped = value
        .replace(/[\\"$]/g, '\\$&')
        .replaceAll('\n', '\\n')
        .replaceAll('\r', '\\r');
    return `${key}="${escaped}"`;
}
function scan(text, file) {
    const source = text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
    const assignments = [];
    const optional = new Set();
    const pieces = [];
    let position = 0;
    let line = 1;
    while (position < source.length) {
        const content = restOfLine(source, position);
        const place = { file, line };
        const isAssignment = ASSIGNMENT.test(content);
        const end = isAssignment
            ? readAssignment(source, position, place, assignments)
            : skipLine(content, position, place, optional);
        const key = isAssignment ? assignments.at(-1)?.key : undefined;
        pieces.push({ key, text: source.slice(position, end) });
        line += countNewlines(source, position, end) + 1;
        position = end + 1;
    }
    return { source, assignments, optional, pieces };
}
/**
 * The values in the order of the file, each line seeing the ones above it.
 * @param given wins over the file's own line for the same key, and is seen by the lines below it.
 */
function resolveEnv(envFile, given = {}) {
    const values = new Map(Object.entries(given));
    for (const { key, parts } of envFile.assignments) {
        if (Object.hasOwn(given, key))
            continue;
        // godotenv puts nothing for a key that isn't there; a recipe's own first `$COMPOSE_FILE` counts on it.
        values.set(key, parts.map((part) => ('literal' in part ? part.literal : (values.get(part.variable) ?? ''))).join(''));
    }
    return values;
}
/** @returns the place of the last line that sets `key`. */
function placeOfKey(envFile, key) {
    const found = envFile.assignments.filter((assignment) => assignment.key === key).at(-1);
    return found === undefined ? undefined : { file: envFile.file, line: found.line };
}
function skipLine(content, position, place, optional) {
    const trimmed = content.trim();
    const key = OPTIONAL.exec(content)?.[1];
    if (key !== undefined)
        optional.add(key);
    if (trimmed !== '' && !trimmed.startsWith('#'))
        throw userErrorAt(place, `expected KEY=value or a comment, found ${JSON.stringify(shorten(trimmed))}`);
    return position + content.length;
}
/** @returns the position of the newline (or end) that closes the assignment. */
function readAssignment(source, position, place, into) {
    const match = ASSIGNMENT.exec(restOfLine(source, position));
    const key = match?.[1] ?? '';
    let start = position + (match?.[0].length ?? 0);
    while (source[start] === ' ' || source[start] === '\t')
        start += 1;
    const quote = source[start];
    if (quote !== '"' && quote !== "'") {
        const { raw, comment, end } = unquoted(source, start);
        into.push({ key, parts: expand(raw, false, place), comment, line: place.line });
        return end;
    }
    const close = closingQuote(source, start);
    if (close === undefined)
        throw userErrorAt(place, `the ${quote} after ${key}= is never closed`);
    const inner = source.slice(start + 1, close);
    const parts = quote === "'" ? [{ literal: inner }] : expand(inner, true, place);
    const behind = restOfLine(source, close + 1);
    const comment = /^[ \t]*(?:#(.*))?$/.exec(behind);
    if (comment === null)
        throw userErrorAt(place, `text behind the closing ${quote} of ${key}: ${JSON.stringify(shorten(behind))}`);
    into.push({ key, parts, comment: (comment[1] ?? '').trim(), line: place.line });
    return close + 1 + behind.length;
}
/** Ends at a `#` that stands behind a blank, or at the line's end. */
function unquoted(source, start) {
    const content = restOfLine(source, start);
    // Blanks behind the = are already skipped, so a # in front is behind one, or is the value's own first character.
    const isComment = content.startsWith('#') && /[ \t]/.test(source[start - 1] ?? '');
    const hash = isComment ? 0 : content.search(/[ \t]#/);
    const raw = hash === -1 ? content : content.slice(0, hash);
    const comment = hash === -1 ? '' : content.slice(hash).replace(/^[ \t]*#/, '');
    return { raw: raw.trim(), comment: comment.trim(), end: start + content.length };
}
function closingQuote(source, open) {
    const quote = source[open];
    for (let index = open + 1; index < source.length; index += 1) {
        if (source[index] === '\\' && quote === '"')
            index += 1;
        else if (source[index] === quote)
            return index;
    }
    return undefined;
}
function expand(raw, isQuoted, place) {
    const parts = [];
    let literal = '';
    for (let index = 0; index < raw.length; index += 1) {
        const char = raw[index] ?? '';
        const next = raw[index + 1] ?? '';
        EXPANSION.lastIndex = index;
        const match = char === '$' ? EXPANSION.exec(raw) : null;
        if (match !== null) {
            parts.push({ literal }, { variable: match[1] ?? match[2] ?? '' });
            literal = '';
            index += match[0].length - 1;
        }
        else if (char === '$' && next === '{') {
            throw userErrorAt(place, `${shorten(raw.slice(index))} isn't understood here: $KEY and \${KEY} are`);
        }
        else if (char === '\\' && (isQuoted ? next in ESCAPES : next === '$')) {
            literal += ESCAPES[next] ?? '';
            index += 1;
        }
        else
            literal += char;
    }
    parts.push({ literal });
    return parts;
}
function restOfLine(source, position) {
    const end = source.indexOf('\n', position);
    return source.slice(position, end === -1 ? source.length : end);
}
function countNewlines(source, from, to) {
    return source.slice(from, to).split('\n').length - 1;
}
function shorten(text) {
    return text.length <= 60 ? text : `${text.slice(0, 57)}…`;
}

// EXTERNAL MODULE: ./js/lib/paths.js
var paths = __webpack_require__(4290);
;// CONCATENATED MODULE: ./js/recipe/format/abra-exports.js
/**
 * Reads the `export NAME=value` lines of `abra.sh`, which carry the versions of a recipe's configs. The file is shell, and it
 * is never executed: a value that only a shell could compute is remembered as such, and is an error once something needs it.
 */

const noExports = { values: new Map(), places: new Map(), computed: new Map() };
const WORD = /([A-Za-z_][A-Za-z0-9_]*)=((?:"(?:[^"\\]|\\.)*"|'[^']*'|\\.|[^\s"';&|<>()#\\]|#)*)/y;
/** @param file how messages name it. Lines that aren't an export at the line's start (abra's own rule) are passed over. */
function parseAbraExports(text, file) {
    const values = new Map();
    const places = new Map();
    const computed = new Map();
    for (const [index, line] of text.split('\n').entries()) {
        const start = /^export[ \t]+/.exec(line);
        if (start === null)
            continue;
        const place = { file, line: index + 1 };
        for (const { name, raw } of assignmentsOf(line, start[0].length)) {
            const value = plainValue(raw, values);
            places.set(name, place);
            values.delete(name);
            computed.delete(name);
            if (value === undefined)
                computed.set(name, place);
            else
                values.set(name, value);
        }
    }
    return { values, places, computed };
}
/** @throws UserError with file and line when `name` is exported there with a value that would have to be executed. */
function refuseComputed(exports, name, neededBy) {
    const place = exports.computed.get(name);
    if (place === undefined)
        return;
    throw userErrorAt(place, `${name} is computed by the shell, and abra.sh is read, never executed; ${neededBy} needs it: export a plain value`);
}
function* assignmentsOf(line, from) {
    let position = from;
    while (position < line.length) {
        WORD.lastIndex = position;
        const match = WORD.exec(line);
        if (match?.[1] === undefined)
            return;
        position = WORD.lastIndex;
        // What the word pattern stops at in mid-value ($( and the like) belongs to the value: it is computed.
        const rest = /^[^\s;#]*/.exec(line.slice(position))?.[0] ?? '';
        yield { name: match[1], raw: `${match[2] ?? ''}${rest}` };
        position += rest.length;
        position += /^[ \t]*/.exec(line.slice(position))?.[0].length ?? 0;
    }
}
/** The value behind its quotes, earlier exports put in; undefined when a shell would have to compute it. */
function plainValue(raw, earlier) {
    let value = '';
    for (const [piece] of raw.matchAll(/"(?:[^"\\]|\\.)*"|'[^']*'|[^"']+|["']/g)) {
        if (piece.startsWith("'")) {
            if (piece.length < 2)
                return undefined;
            value += piece.slice(1, -1);
            continue;
        }
        if (piece === '"' || /`|\$[^A-Za-z_{]|[&|<>()]/.test(piece.replace(/\\./g, '')))
            return undefined;
        const plain = piece.startsWith('"') ? piece.slice(1, -1) : piece;
        const expanded = abra_exports_expand(plain, earlier);
        if (expanded === undefined)
            return undefined;
        value += expanded;
    }
    return value;
}
function abra_exports_expand(text, earlier) {
    let isKnown = true;
    const expanded = text.replace(/\\(.)|\$(?:\{([^}]*)\}|([A-Za-z_][A-Za-z0-9_]*))/g, (_, escaped, braced, bare) => {
        if (typeof escaped === 'string')
            return escaped;
        const value = earlier.get(String(braced ?? bare));
        if (value === undefined)
            isKnown = false;
        return value ?? '';
    });
    return isKnown ? expanded : undefined;
}

;// CONCATENATED MODULE: ./js/recipe/format/recipe.js
/** Loads a recipe's folder: its texts and its git state. Nothing is decided and nothing is executed here. */








const ENV_SAMPLE = '.env.sample';
const COMPOSE_FILE = 'compose.yml';
const ABRA_SH = 'abra.sh';
const README = 'README.md';
const GIT_TIMEOUT_MS = 60_000;
/**
 * @param folder the recipe's folder, as the user named it.
 * @param overrides over .env.sample: COMPOSE_FILE may be among them.
 * @throws UserError for a folder that isn't a recipe and for a compose file that is missing or leads out of it.
 */
async function loadRecipe(folder, run, env, signal, overrides = {}) {
    const root = (0,external_node_path_.resolve)(folder);
    if (!(0,external_node_fs_.existsSync)(root) || !(0,external_node_fs_.statSync)(root).isDirectory())
        throw new errors/* UserError */.yo(`${folder} is no folder; name the folder of a recipe`);
    for (const file of [COMPOSE_FILE, ENV_SAMPLE]) {
        if ((0,external_node_fs_.existsSync)((0,external_node_path_.resolve)(root, file)))
            continue;
        throw new errors/* UserError */.yo(`${folder} is no Co-op Cloud recipe: it has no ${file}; name the folder that holds compose.yml and .env.sample`);
    }
    const envFile = parseEnvFile(readInside(root, ENV_SAMPLE, 'the recipe'), ENV_SAMPLE);
    const abraSh = (0,external_node_fs_.existsSync)((0,external_node_path_.resolve)(root, ABRA_SH)) ? readInside(root, ABRA_SH, 'the recipe') : undefined;
    return {
        folder: root,
        name: recipeName(envFile, root),
        ...(await gitState(root, run, env, signal)),
        envFile,
        exports: abraSh === undefined ? noExports : parseAbraExports(abraSh, ABRA_SH),
        composeFiles: composeFilesOf(root, envFile, overrides),
        ...((0,external_node_fs_.existsSync)((0,external_node_path_.resolve)(root, README)) ? { readme: readInside(root, README, 'the recipe') } : {}),
    };
}
function recipeName(envFile, root) {
    const type = resolveEnv(envFile).get('TYPE') ?? '';
    const name = type === '' ? (0,external_node_path_.basename)(root) : (type.split(':')[0] ?? '');
    if (/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name))
        return name;
    const place = placeOfKey(envFile, 'TYPE') ?? { file: envFile.file, line: 1 };
    throw userErrorAt(place, `TYPE=${JSON.stringify(type)} is no recipe name: letters, digits, - . and _, such as TYPE=hello`);
}
/** COMPOSE_FILE is a list joined by colons; an empty beginning stands for compose.yml, as for abra. */
function composeFilesOf(root, envFile, overrides) {
    const value = resolveEnv(envFile, overrides).get('COMPOSE_FILE') ?? '';
    const listed = value.startsWith(':') || value === '' ? `${COMPOSE_FILE}${value}` : value;
    const place = placeOfKey(envFile, 'COMPOSE_FILE') ?? { file: envFile.file, line: 1 };
    const files = [...new Set(listed.split(':').filter((file) => file !== ''))];
    return files.map((file) => {
        const what = `${place.file}:${place.line}: COMPOSE_FILE`;
        if (!(0,external_node_fs_.existsSync)((0,paths/* insideOf */.k)(root, file, what)))
            throw userErrorAt(place, `COMPOSE_FILE names ${file}, which is not in the recipe: add it, or leave it out`);
        return { file, text: readInside(root, file, what) };
    });
}
function readInside(root, file, what) {
    try {
        return (0,external_node_fs_.readFileSync)((0,paths/* insideOf */.k)(root, file, what), 'utf8');
    }
    catch (cause) {
        if (cause instanceof errors/* UserError */.yo)
            throw cause;
        if ((0,errors/* hasCode */.up)(cause, 'EISDIR'))
            throw new errors/* UserError */.yo(`${file} is a folder, and has to be a file`, { cause });
        throw new errors/* UserError */.yo(`${file} can't be read: give this user permission to read it`, { cause });
    }
}
async function gitState(root, run, env, signal) {
    const git = (...args) => 
    // The folder may be another user's, and its configuration isn't ours to run programs from.
    run('git', ['-c', 'safe.directory=*', '-c', 'core.fsmonitor=false', '-C', root, ...args], {
        env: { ...env, LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0' },
        timeoutMs: GIT_TIMEOUT_MS,
        ...(signal === undefined ? {} : { signal }),
    });
    const head = await git('rev-parse', '--verify', '--quiet', 'HEAD').catch(() => undefined);
    // No git program, no repository, no commit yet: a folder under test all the same.
    if (head === undefined || !(0,lib_process.succeeded)(head))
        return { sha: null, isDirty: false };
    // Our own report folder isn't a change of the recipe.
    const status = await git('status', '--porcelain', '--', '.', ':(exclude).cc-ci');
    if (!(0,lib_process.succeeded)(status))
        throw new errors/* EnvironmentError */.eG(`git status failed in ${root}: ${status.stderr.trim()}`);
    return { sha: head.stdout.trim(), isDirty: status.stdout.trim() !== '' };
}

;// CONCATENATED MODULE: ./js/recipe/engine/abra/prepare.js
/** `app new`, the app's .env, and its secrets, none of whose values is ever printed. */









const CALL_MS = 60_000;
/** Makes the app where it isn't there yet, and the secrets that this release needs. */
async function prepare(call) {
    await makeApp(call);
    const { app, docker, signal } = call.context;
    const there = await docker.request('GET', '/secrets', {
        signal,
    });
    const names = new Set(there.map(({ Spec }) => Spec.Name));
    for (const spec of app.secrets)
        if (!names.has(spec.swarmName))
            await (spec.isGenerated ? generate(call, spec) : insert(call, spec));
}
/** `app new`, and an .env in which the run's own values win. An upgrade keeps the file and adds what the head brings. */
async function makeApp(call) {
    const { home, context } = call;
    const { app } = context;
    if (!(0,external_node_fs_.existsSync)(home.envFile)) {
        const args = ['app', 'new', home.recipe, '-s', home.server, '-D', app.domain, '-C', '-o', '-n'];
        const finished = await callAbra(call, args, { timeoutMs: CALL_MS });
        if (!(0,lib_process.succeeded)(finished))
            throw new errors/* UserError */.yo(`abra app new: ${fatalIn(finished)}`);
    }
    const sample = await (0,promises_.readFile)((0,external_node_path_.join)(home.recipeFolder, ENV_SAMPLE), 'utf8');
    const before = await (0,promises_.readFile)(home.envFile, 'utf8');
    const own = { ...app.overrides, LETS_ENCRYPT_ENV: '', DOMAIN: app.domain };
    await (0,promises_.writeFile)(home.envFile, envWith(before, sample, own), { mode: 0o600 });
}
/**
 * Pure: an app's .env, with what a later release's .env.sample has besides, and the run's own values in the place of both's. A
 * last line without its newline would swallow what comes after it.
 * @throws UserError for a line that is no assignment.
 */
function envWith(env, sample, own) {
    const isOwn = (key) => key !== undefined && Object.hasOwn(own, key);
    const kept = envPieces(env, "the app's .env").filter(({ key }) => !isOwn(key));
    while (kept.at(-1)?.text.trim() === '')
        kept.pop();
    const has = new Set(kept.map(({ key }) => key));
    const isFresh = ({ key }) => key !== undefined && !has.has(key) && !isOwn(key);
    const pieces = [...kept, ...envPieces(sample, ENV_SAMPLE).filter(isFresh)].map(({ text }) => text);
    const set = Object.entries(own).map(([key, value]) => envLine(key, value));
    return `${[...pieces, ...set].join('\n')}\n`;
}
/** abra prints the values: its output is read for them, so that nothing else can show them, and thrown away. */
async function generate(call, spec) {
    const { app, onSecret } = call.context;
    const args = ['app', 'secret', 'generate', app.domain, ...nameAndVersion(spec), '-m', '-C', '-o', '-n'];
    const finished = await callAbra(call, args, { timeoutMs: CALL_MS });
    for (const value of valuesIn(finished.stdout))
        onSecret(value);
    if ((0,lib_process.succeeded)(finished))
        return;
    throw new errors/* EnvironmentError */.eG(`abra app secret generate ${spec.composeKey}: exit without a secret; its output may hold one, and is not shown`);
}
/** Pure. Every text in the JSON that `-m` prints: more than the values, which costs nothing. */
function valuesIn(json) {
    const found = [];
    const walk = (value) => {
        if (typeof value === 'string' && value.length >= 8)
            found.push(value);
        else if (typeof value === 'object' && value !== null)
            Object.values(value).forEach(walk);
    };
    try {
        walk(JSON.parse(json));
    }
    catch {
        // Not JSON: then any word of it may be the value.
        found.push(...json.split(/\s+/).filter((word) => word.length >= 8));
    }
    return found;
}
/** A value that only the recipe's users know: by a file, since a command line can be read by everybody on the host. */
async function insert(call, spec) {
    const { app, secretValue, onSecret } = call.context;
    const value = secretValue(spec);
    onSecret(value);
    const options = {
        name: 'secret',
        why: `abra takes the secret ${spec.composeKey} from a file`,
        otherwise: 'use engine swarm',
    };
    await (0,memory_folder/* withMemoryFolder */.IY)(options, async (folder) => {
        const file = (0,external_node_path_.join)(folder, 'value');
        await (0,promises_.writeFile)(file, value, { mode: 0o600 });
        const named = [app.domain, ...nameAndVersion(spec), file];
        const args = ['app', 'secret', 'insert', ...named, '-f', '-C', '-o', '-n'];
        const finished = await callAbra(call, args, { timeoutMs: CALL_MS });
        if (!(0,lib_process.succeeded)(finished))
            throw new errors/* EnvironmentError */.eG(`abra app secret insert ${spec.composeKey}: ${fatalIn(finished)}`);
    });
}
function nameAndVersion(spec) {
    const version = spec.swarmName.slice(spec.swarmName.lastIndexOf('_') + 1);
    return [spec.composeKey, version];
}

;// CONCATENATED MODULE: ./js/recipe/engine/abra/recipe-clone.js
/** Repositories for abra: an app's recipe at one release after the other, and a clone of nothing but the tree under test. */





const GIT_MS = 60_000;
const IDENTITY = {
    HOME: '/nonexistent',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_NAME: 'cc-ci',
    GIT_AUTHOR_EMAIL: 'cc-ci@localhost',
    GIT_COMMITTER_NAME: 'cc-ci',
    GIT_COMMITTER_EMAIL: 'cc-ci@localhost',
};
function gitIn(abra, folder, signal) {
    return async (args, input) => {
        const finished = await abra.run('git', ['-c', 'safe.directory=*', '-C', folder, ...args], {
            env: { PATH: abra.env.PATH, ...IDENTITY },
            timeoutMs: GIT_MS,
            signal,
            ...(input === undefined ? {} : { input }),
        });
        if ((0,lib_process.succeeded)(finished))
            return finished.stdout.trim();
        throw new errors/* EnvironmentError */.eG(`git ${args[0]} failed for abra's copy of the recipe: ${finished.stderr.trim()}`);
    };
}
/**
 * The release's files in a repository whose HEAD is the release's commit, as abra writes its first eight characters into a label;
 * a tree that differs from its commit differs here as well (`+U`). What was placed there before keeps its commit and its tag, so
 * that abra can go from the one to the other.
 * @returns HEAD's commit.
 */
async function placeRecipe(git, folder, app) {
    await (0,promises_.mkdir)(folder, { recursive: true });
    await copyTree(app, folder);
    const { version } = app.recipe;
    if (!(0,external_node_fs_.existsSync)((0,external_node_path_.join)(folder, '.git')))
        await git(['init', '--quiet', '--initial-branch=main']);
    await (0,promises_.writeFile)((0,external_node_path_.join)(folder, '.git/info/exclude'), '.cc-ci/\n');
    // abra's own checkouts leave it wherever they like.
    await git(['symbolic-ref', 'HEAD', 'refs/heads/main']);
    if (isClone(app)) {
        await git(['fetch', '--quiet', '--no-tags', '--update-shallow', app.folder, 'HEAD']);
        await git(['update-ref', 'HEAD', 'FETCH_HEAD']);
        await git(['reset', '--quiet']);
    }
    else {
        await git(['add', '--all', '--force']);
        await git(['commit', '--quiet', '--allow-empty', '--message', version ?? 'the recipe']);
    }
    // Annotated, as abra takes no other.
    if (version !== null)
        await git(['tag', '--force', '--annotate', '--message', version, version]);
    return git(['rev-parse', 'HEAD']);
}
/** The user's own clone keeps its repository, and our reports are no part of the recipe. */
async function copyTree(app, folder) {
    const former = (await (0,promises_.readdir)(folder)).filter((name) => name !== '.git');
    await Promise.all(former.map((name) => (0,promises_.rm)((0,external_node_path_.join)(folder, name), { recursive: true, force: true })));
    const left = new Set(['.git', '.cc-ci'].map((name) => (0,external_node_path_.join)(app.folder, name)));
    await (0,promises_.cp)(app.folder, folder, { recursive: true, filter: (source) => !left.has(source) });
}
function isClone({ recipe, folder }) {
    return recipe.sha !== null && (0,external_node_fs_.existsSync)((0,external_node_path_.join)(folder, '.git'));
}
/**
 * A fresh clone whose newest commit is the tree under test, and nothing else: no ignored files, nothing that a run has made. Its origin
 * is a folder beside it, so that a program that fetches needs no network and no credentials, and it has the recipe's releases as
 * tags of their own kind; all are of that one commit, since it is their names and kinds that are judged.
 * @param into a folder of the run; `origin` is made beside it.
 */
async function makePristineClone(gitOf, into, app, tags) {
    const origin = (0,external_node_path_.join)(into, '..', '..', 'origin');
    const git = gitOf(origin);
    await placeRecipe(git, origin, { ...app, recipe: { ...app.recipe, version: null } });
    if (app.recipe.isDirty) {
        await git(['add', '--all']);
        await git(['commit', '--quiet', '--allow-empty', '--message', 'the changes under test']);
    }
    await setTags(git, tags);
    await gitOf((0,external_node_path_.join)(into, '..'))(['clone', '--quiet', origin, into]);
}
/** One annotated tag stands for all of them: `git tag` is a process for each, and recipes have hundreds. */
async function setTags(git, tags) {
    if (tags.length === 0)
        return;
    await git(['tag', '--annotate', '--message', 'a release', 'cc-ci']);
    const [annotated, commit] = [await git(['rev-parse', 'refs/tags/cc-ci']), await git(['rev-parse', 'HEAD'])];
    const lines = tags.map(({ tag, isAnnotated }) => `update refs/tags/${tag} ${isAnnotated ? annotated : commit}`);
    await git(['update-ref', '--stdin'], `${[...lines, 'delete refs/tags/cc-ci'].join('\n')}\n`);
}

// EXTERNAL MODULE: ../../node_modules/fastest-levenshtein/mod.js
var mod = __webpack_require__(8232);
// EXTERNAL MODULE: ./js/recipe/releases/tags.js
var tags = __webpack_require__(8683);
// EXTERNAL MODULE: ./js/recipe/releases/version.js
var releases_version = __webpack_require__(3856);
;// CONCATENATED MODULE: ./js/recipe/releases/choose.js
/** The release that the upgrade starts from. Pure. */




function choose(releases, head, from) {
    const sorted = (0,tags/* newestFirst */.ll)(releases);
    const others = sorted.filter((release) => release.sha !== head.sha);
    const own = versionOfHead(sorted, head);
    if (from !== 'previous' && from !== 'latest')
        return named(sorted, head, own, from);
    if (sorted.length === 0)
        return { none: 'the recipe has no release yet' };
    if (others.length === 0)
        return { none: `the head is the only release (${names(sorted)})` };
    return from === 'latest' ? latest(sorted, head, own) : previous(others, own);
}
/** The one that its commit is tagged with; else the one that its compose file names. */
function versionOfHead(sorted, head) {
    const tagged = sorted.find((release) => release.sha === head.sha);
    return (0,releases_version/* parseVersion */.o)(tagged?.tag ?? head.version ?? '');
}
/** A release that has the head's own version, and isn't the head, is the one that the head changes: it comes before. */
function previous(others, own) {
    const found = others.find((release) => own === undefined || !isNewer(release, own));
    if (found !== undefined)
        return found;
    return {
        none: `every other release (${names(others)}) is newer than the head, which is ${show(own)}: there is none to upgrade from`,
    };
}
function latest(sorted, head, own) {
    const [newest] = sorted;
    if (newest === undefined)
        return { none: 'the recipe has no release yet' };
    if (newest.sha === head.sha)
        return { none: `the head is the latest release (${newest.tag}) itself` };
    return unlessNewer(newest, own, 'the latest release');
}
function named(sorted, head, own, tag) {
    const found = sorted.find((release) => release.tag === tag);
    if (found === undefined)
        throw unknownTag(sorted, tag);
    if (found.sha === head.sha)
        return { none: `the head is the release to upgrade from (${tag}) itself` };
    return unlessNewer(found, own, 'the release to upgrade from');
}
function unlessNewer(release, own, what) {
    if (own === undefined || !isNewer(release, own))
        return release;
    return {
        none: `${what} (${release.tag}) is newer than the head, which is ${show(own)}: that would be a downgrade`,
    };
}
function isNewer(release, own) {
    const version = (0,releases_version/* parseVersion */.o)(release.tag);
    return version !== undefined && (0,releases_version/* compareVersions */.Z)(version, own) > 0;
}
const NEAR = 4;
function unknownTag(sorted, tag) {
    const tags = sorted.map((release) => release.tag);
    if (tags.length === 0)
        return new errors/* UserError */.yo(`upgrade.from: there is no release ${tag}: the recipe has none yet`);
    const nearest = (0,mod.closest)(tag, tags);
    const app = tags.find((entry) => entry.split('+')[0] === tag.replace(/^v/, '').split('+')[0]);
    const meant = app ?? ((0,mod.distance)(tag, nearest) <= NEAR ? nearest : undefined);
    const hint = meant === undefined ? '' : `did you mean ${meant}? `;
    return new errors/* UserError */.yo(`upgrade.from: there is no release ${tag}: ${hint}There are ${names(sorted)}; previous and latest are understood too`);
}
const SHOWN = 5;
function names(releases) {
    const shown = releases.slice(0, SHOWN).map((release) => release.tag);
    return releases.length > SHOWN
        ? `${shown.join(', ')} and ${releases.length - SHOWN} older`
        : shown.join(', ');
}
function show(version) {
    return version === undefined ? 'without a version' : `${version.own.join('.')}+${version.app}`;
}

;// CONCATENATED MODULE: ./js/recipe/releases/index.js
/** Releases: version tags of upstream, of origin and of the clone; and the folders that hold a release's or the base's files. */


/**
 * Asks upstream, then origin, for their tags (`git ls-remote`; nothing is fetched and no ref of the clone is touched). The first that lists
 * releases decides; the clone's own tags are added, but in the job of a fork's pull request, where a stranger may have made them.
 * @returns `unknown` where a remote that was to be asked could not be, and fewer than two releases are known without it.
 */
async function findReleases(context) {
    const { find } = await Promise.all(/* import() */[__webpack_require__.e(720), __webpack_require__.e(159)]).then(__webpack_require__.bind(__webpack_require__, 5159));
    return find(context);
}
/**
 * Pure. The release to upgrade from: `previous` is the newest one that isn't the head and isn't newer than it; `latest` the newest; else the named tag.
 * @param head its commit (null for a changed work tree: it is no release then, whatever its commit is tagged with) and, if its
 * compose file says one, its version.
 * @returns the reason where there is none.
 * @throws UserError for a tag that isn't there, naming those that are near.
 */
function upgradeFrom(releases, head, from) {
    return choose(releases, head, from);
}
/**
 * Writes the files of a commit into `into`, as a checkout would: links, executable bits, line ends; nothing that only
 * `git archive` would leave out. Fetches the commit (one, without history) where the clone doesn't have it.
 * `into` is either untouched or complete. Left out, with a warning: links that lead out of it, and submodules' content. Files of
 * LFS stay pointers.
 * @param into a folder that isn't there, or is empty.
 * @throws UserError or EnvironmentError where the commit can't be had, or holds paths that no checkout may write.
 */
async function materialise(context, sha, into) {
    const { writeCommit } = await Promise.all(/* import() */[__webpack_require__.e(720), __webpack_require__.e(159), __webpack_require__.e(507)]).then(__webpack_require__.bind(__webpack_require__, 507));
    return writeCommit(context, sha, into);
}
/**
 * Whose files count. By the event's payload: a pull request's head is `fork` unless it is in the repository itself, and its
 * manifest, tests and policy are those of the base; a member's may bring their own (`withTests`). The base's commit has been
 * fetched (into `store`) when this returns.
 * @param inputs `base`: a branch, a tag, a full ref or a commit id; empty for the event's.
 * @throws UserError for a base that isn't there and for a fork's own tests; EnvironmentError for a base that can't be asked for: an
 * error, never a quiet fall back to the head's.
 */
async function findBase(context, inputs) {
    const { base } = await Promise.all(/* import() */[__webpack_require__.e(720), __webpack_require__.e(159), __webpack_require__.e(675)]).then(__webpack_require__.bind(__webpack_require__, 675));
    return base(context, inputs);
}
/**
 * Writes another recipe's files into `into`: those of the release `version`, else of its newest one, else of its default branch.
 * What goes for a manifest's upstream goes for its address: no token but on the job's own forge.
 * @param of.what for messages: `need sso`.
 * @throws UserError or EnvironmentError where it can't be had.
 */
async function fetchRecipe(context, of, into) {
    const { fetchOther } = await Promise.all(/* import() */[__webpack_require__.e(720), __webpack_require__.e(159), __webpack_require__.e(208)]).then(__webpack_require__.bind(__webpack_require__, 9208));
    return fetchOther(context, of, into);
}

;// CONCATENATED MODULE: ./js/recipe/engine/abra/way.js
/**
 * How abra is to bring a release: by its version, as an operator does, or by its commit (-C), which takes whatever lies in the clone.
 * `app upgrade` goes from version to version alone. In the run's own clone every release has an annotated tag, a head that nobody has
 * released too; so what decides is whether its version follows the one that is deployed. Pure.
 */

/** A release that is to be installed. */
function wayOf({ version, isDirty }) {
    if (isDirty)
        return byCommit('there are changes that are in no commit');
    if (version === null)
        return byCommit('its compose file says no version');
    if ((0,releases_version/* parseVersion */.o)(version) === undefined)
        return byCommit(`its version, ${version}, is not of the form 1.2.3+4.5`);
    return { by: 'version', version };
}
/** The head, over what is deployed. @param former how that was deployed; undefined where it wasn't by this run. */
function wayOfUpgrade(head, former) {
    const way = wayOf(head);
    if (way.by === 'commit')
        return byCommit(`of the head: ${way.reason}`);
    if (former === undefined)
        return byCommit('nothing was deployed by this run');
    if (former.by === 'commit')
        return byCommit(`what is deployed is no release: ${former.reason}`);
    const [to, from] = [(0,releases_version/* parseVersion */.o)(way.version), (0,releases_version/* parseVersion */.o)(former.version)];
    if (to === undefined || from === undefined || (0,releases_version/* compareVersions */.Z)(to, from) <= 0)
        return byCommit(`the head's version, ${way.version}, does not follow the deployed ${former.version}`);
    return way;
}
const byCommit = (reason) => ({ by: 'commit', reason });

;// CONCATENATED MODULE: ./js/recipe/engine/abra/deploy.js
/** Deployments by abra: offline (-o), and without its own wait (-c), which can't tell slow from broken. */






const DEPLOY_MS = 5 * 60_000;
const UNDEPLOY_MS = 2 * 60_000;
/** -D: a test's domain need not resolve. */
const deploy_FLAGS = ['-o', '-n', '-D', '-c'];
/** The release before by its version, as its operator has it; a head by its commit, which the label chaos-version then names. */
async function deploy(call) {
    const { release, recipe } = call.context.app;
    const way = release === 'previous' ? wayOf(recipe) : byCommit('a head is installed by its commit');
    return bring(call, way, { verb: 'deploy', isOver: false });
}
/** The same release again in the way it came; the head over the release before by `app upgrade`, where its version allows that. */
async function upgrade(call) {
    const { app } = call.context;
    const { deployed } = call.home.state;
    if (deployed?.folder === app.folder)
        return bring(call, deployed.way, { verb: 'deploy', isOver: true });
    return bring(call, wayOfUpgrade(app.recipe, deployed?.way), { verb: 'upgrade', isOver: true });
}
/** Where abra itself has something against the version (its lint, say), the commit is deployed, and that is said. */
async function bring(call, way, how) {
    await makeApp(call);
    const { app, note } = call.context;
    const args = argsOf(app.domain, way, how);
    const ran = await run(call, args, how);
    if (ran.kind === 'refused') {
        if (way.by === 'commit' || isDockers(ran.finished))
            return refused(ran.finished, args);
        const reason = `abra ${words(args)} ${way.version}: ${fatalIn(ran.finished)}`;
        note('warning', `${reason}; its commit is deployed instead (-C)`);
        return bring(call, byCommit(reason), how);
    }
    call.home.state.deployed = { folder: app.folder, way };
    if (way.by === 'commit')
        return { kind: 'deployed', how: `by its commit (abra app deploy -C): ${way.reason}` };
    const wrong = how.verb === 'upgrade' ? await otherCheckout(call, way.version) : undefined;
    if (wrong !== undefined)
        return { kind: 'refused', finding: wrong };
    return {
        kind: 'deployed',
        version: way.version,
        how: `by its version (abra ${words(args)} ${way.version})`,
    };
}
/** `upgrade` has no -C. */
function argsOf(domain, way, { verb, isOver }) {
    const force = isOver ? ['-f'] : [];
    if (way.by === 'commit')
        return ['app', 'deploy', domain, '-C', ...deploy_FLAGS, ...force];
    return ['app', verb, domain, way.version, ...deploy_FLAGS, ...force];
}
async function run(call, args, { isOver }) {
    const finished = await callAbra(call, args, { timeoutMs: DEPLOY_MS });
    const isDone = (0,lib_process.succeeded)(finished) || (isOver && isOnlyItsWait(fatalIn(finished)));
    if (isDone && !(0,lib_process.succeeded)(finished))
        call.context.note('info', `abra ${words(args)}: ${fatalIn(finished)}; what becomes of it is watched here`);
    return isDone ? { kind: 'done' } : { kind: 'refused', finished };
}
/**
 * Pure. abra's verdict about a deployment that it has made, without a word about why: met where all services were healthy, after a
 * slow roll.
 */
function isOnlyItsWait(fatal) {
    return /^deploy (failed|timed out)[^\p{L}\p{N}:]*$/u.test(fatal);
}
/** Pure. What abra itself has against a version, in words that docker has as well. */
function isAbrasOwn(fatal) {
    return /lint error|check ?out|reference not found|unstaged changes|known version|an upgrade/i.test(fatal);
}
function refused(finished, args) {
    const why = whyRefused(linesOf(finished).join('\n'), fatalIn(finished));
    if ('invalid' in why)
        throw why.invalid;
    const { finding } = why;
    const remedy = `Read what abra said; \`abra ${words(args)}\` with the same flags says the same on your own machine.`;
    const own = failed(finished, args, {
        code: finding.code,
        blame: finding.blame,
        remedy: finding.remedy || remedy,
    });
    return {
        kind: 'refused',
        finding: { ...own, ...(finding.service === undefined ? {} : { service: finding.service }) },
    };
}
/** Docker's own refusal is the same whichever way abra takes. */
function isDockers(finished) {
    const fatal = fatalIn(finished);
    const why = whyRefused(linesOf(finished).join('\n'), fatal);
    return !isAbrasOwn(fatal) && 'finding' in why && why.isKnown;
}
/** abra checks a version out and deploys what lies there: in the run's own clone that has to be the head's commit. */
async function otherCheckout({ abra, home, context }, version) {
    const git = gitIn(abra, home.recipeFolder, context.signal);
    const [commit, changes] = [await git(['rev-parse', 'HEAD']), await git(['status', '--porcelain'])];
    const expected = home.state.placed?.commit;
    if (commit === expected && changes === '')
        return undefined;
    return {
        code: 'upgrade-not-running',
        blame: 'harness',
        message: `abra app upgrade ${version} has deployed ${commit.slice(0, 8)}${changes === '' ? '' : '+U'}, and the head is ${expected?.slice(0, 8)}`,
        evidence: changes === '' ? [] : changes.split('\n').slice(0, 10),
        remedy: 'This is a fault of cc-ci, or of this version of abra: please report it with this log.',
    };
}
/** Leaves volumes and secrets: those are the teardown's. An app that isn't deployed is what is wanted. */
async function undeploy(call) {
    const args = ['app', 'undeploy', call.context.app.domain, '-n'];
    const finished = await callAbra(call, args, { timeoutMs: UNDEPLOY_MS });
    if ((0,lib_process.succeeded)(finished) || /not deployed/i.test(fatalIn(finished))) {
        delete call.home.state.deployed;
        return;
    }
    call.context.note('warning', `abra app undeploy: ${fatalIn(finished)}; its objects are removed all the same`);
}

// EXTERNAL MODULE: ./js/lib/owned-folder.js
var owned_folder = __webpack_require__(688);
;// CONCATENATED MODULE: ./js/recipe/engine/abra/home.js
/**
 * An ABRA_DIR for each app: two apps of a run are at two releases at once, and abra has one checkout a recipe. Several of its
 * commands check out a tag behind one's back; here they can do no harm to anybody's clone.
 */





function abraHomes(abra, server) {
    const homes = new Map();
    return {
        has: (stack) => homes.has(stack),
        of: async (app, signal) => {
            const making = homes.get(app.stack) ?? makeHome(abra, server, app);
            homes.set(app.stack, making);
            const home = await making;
            if (home.state.placed?.folder !== app.folder) {
                const git = gitIn(abra, home.recipeFolder, signal);
                const commit = await placeRecipe(git, home.recipeFolder, app);
                home.state.placed = { folder: app.folder, commit };
            }
            return home;
        },
        withPristine: async (app, tags, signal, work) => {
            const home = await makeHome(abra, server, app);
            try {
                await makePristineClone((folder) => gitIn(abra, folder, signal), home.recipeFolder, app, tags);
                return await work(home);
            }
            finally {
                await (0,promises_.rm)(home.folder, { recursive: true, force: true });
            }
        },
        removeAll: async () => {
            const made = await Promise.allSettled(homes.values());
            homes.clear();
            for (const home of made)
                if (home.status === 'fulfilled')
                    await (0,promises_.rm)(home.value.folder, { recursive: true, force: true });
        },
    };
}
async function makeHome(abra, server, app) {
    const folder = await (0,owned_folder/* ownedFolder */.EA)('abra');
    // Not linked to the user's own: a run that is killed must not leave an app in somebody's list.
    await (0,promises_.mkdir)((0,external_node_path_.join)(folder, 'servers', server), { recursive: true });
    await (0,promises_.mkdir)((0,external_node_path_.join)(folder, 'recipes'));
    const catalogue = (0,external_node_path_.join)(abra.env.ABRA_DIR || (0,external_node_path_.join)(abra.env.HOME ?? '', '.abra'), 'catalogue');
    if ((0,external_node_fs_.existsSync)(catalogue))
        await (0,promises_.symlink)(catalogue, (0,external_node_path_.join)(folder, 'catalogue'));
    const recipe = app.recipe.name;
    return {
        folder,
        server,
        recipe,
        recipeFolder: (0,external_node_path_.join)(folder, 'recipes', recipe),
        envFile: (0,external_node_path_.join)(folder, 'servers', server, `${app.domain}.env`),
        state: {},
    };
}

;// CONCATENATED MODULE: ./js/recipe/engine/abra/lint-table.js
/**
 * The table that `recipe lint` draws, read strictly: what is not understood to its last line is not read at all, since a row that was
 * overlooked would be a rule that was met. Pure.
 */
/** As observed on abra 0.13: REF, RULE, SEVERITY, SATISFIED (✅ or ❌), SKIPPED, and how to mend it. */
const COLUMNS = [/^ref$/i, /^rule$/i, /^severity$/i, /^satisfied$/i, /^skipped$/i, /^(resolve|how to fix)$/i];
const EDGE = /^[\s┏┓┗┛┣┫┳┻╋━┌┐└┘├┤┬┴┼─╭╮╰╯╔╗╚╝╠╣╦╩╬═+|-]+$/;
const WALL = /[┃│║|]/;
const LEVELS = {
    error: 'error',
    warn: 'warning',
    warning: 'warning',
};
/** Rules that abra has had for as long as it has had the table. */
const ALWAYS = ['R001', 'R008', 'R009', 'R011'];
/** @param lines without colours. @returns the rows, or what is not understood. */
function readLintTable(lines) {
    const drawn = lines.filter((line) => WALL.test(line) && !EDGE.test(line)).map(cellsOf);
    const start = drawn.findIndex(([first]) => COLUMNS[0]?.test(first ?? ''));
    if (start === -1)
        return { unread: 'there is no table with a column REF' };
    const header = drawn[start] ?? [];
    if (header.length !== COLUMNS.length || !COLUMNS.every((column, at) => column.test(header[at] ?? '')))
        return { unread: `its columns are ${header.join(', ')}` };
    const rows = [];
    for (const cells of drawn.slice(start + 1)) {
        const row = rowOf(cells);
        if (row === undefined)
            return { unread: `the row ${cells.join(' | ')}` };
        if (rows.some(({ rule }) => rule === row.rule))
            return { unread: `two rows for ${row.rule}` };
        rows.push(row);
    }
    const missing = ALWAYS.filter((rule) => !rows.some((row) => row.rule === rule));
    return missing.length === 0 ? { rows } : { unread: `there is no row for ${missing.join(', ')}` };
}
function cellsOf(line) {
    const [, ...cells] = line.split(WALL);
    return cells.slice(0, -1).map((cell) => cell.trim());
}
function rowOf(cells) {
    const [rule = '', what = '', severity = '', satisfied = '', skipped = '', remedy = ''] = cells;
    const level = LEVELS[severity.toLowerCase()];
    const outcome = outcomeOf(satisfied, skipped);
    const isWhole = cells.length === COLUMNS.length && /^R\d{3}$/.test(rule) && what !== '';
    if (!isWhole || level === undefined || outcome === undefined)
        return undefined;
    return { rule, what, level, outcome, remedy };
}
/** A rule that is skipped has a dash for its outcome; one that isn't has a dash there. */
function outcomeOf(satisfied, skipped) {
    if (skipped === '✅')
        return satisfied === '✅' || satisfied === '-' ? 'skipped' : undefined;
    if (skipped !== '-' && skipped !== '')
        return undefined;
    if (satisfied === '✅')
        return 'met';
    return satisfied === '❌' ? 'broken' : undefined;
}

;// CONCATENATED MODULE: ./js/recipe/engine/abra/lint.js
/** abra's own lint, of a pristine clone: overlays and other files of a run, and a private origin, are none of the recipe's. */





/** 0.7 s were observed. */
const LINT_MS = 60_000;
/** @param call with a home of its own. Never throws but for the signal: whether abra could look is a part of what is known. */
async function lint(call) {
    const args = ['recipe', 'lint', call.home.recipe, '-C', '-o', '-n'];
    try {
        const finished = await callAbra(call, args, { timeoutMs: LINT_MS, onTerminal: true });
        const fatal = fatalIn(finished);
        // It ends with 0 whatever the rules say, and has one word for recipes that can't be looked at.
        if (!(0,lib_process.succeeded)(finished))
            return /unable to validate recipe/i.test(fatal)
                ? { kind: 'invalid', message: fatal, evidence: linesOf(finished) }
                : { kind: 'unknown', reason: `abra recipe lint: ${fatal}` };
        const read = readLintTable(allLinesOf(finished));
        if ('rows' in read)
            return { kind: 'linted', rows: read.rows };
        return {
            kind: 'unknown',
            reason: `the table of abra recipe lint (${call.abra.version}) is not understood: ${read.unread}`,
        };
    }
    catch (error) {
        (0,abort/* throwIfAborted */.Te)(call.context.signal);
        return { kind: 'unknown', reason: (0,errors/* messageOf */.bD)(error) };
    }
}

;// CONCATENATED MODULE: ./js/recipe/engine/abra/index.js
/** The abra engine: the real program, never through a shell, with an ABRA_DIR for each app of the run. */









const PROBE_MS = 15_000;
/**
 * @param path empty: abra on PATH.
 * @returns undefined where there is none.
 * @throws UserError where `path` isn't a program that answers as abra does.
 */
async function findAbra(path, context) {
    const { env, run, signal } = context;
    const program = path === '' ? (0,on_path/* findOnPath */.a)('abra', env.PATH) : path;
    if (program === undefined)
        return undefined;
    const finished = await run(program, ['--version'], {
        env: { PATH: env.PATH, HOME: env.HOME || '/', LANG: 'C.UTF-8', LANGUAGE: 'en' },
        timeoutMs: PROBE_MS,
        signal,
    }).catch((cause) => {
        throw new errors/* UserError */.yo(`${program} can't be started: ${(0,errors/* messageOf */.bD)(cause)}`, { cause });
    });
    const version = versionIn(finished.stdout);
    if (version === undefined)
        throw new errors/* UserError */.yo(`${program} --version says ${JSON.stringify(finished.stdout.trim().slice(0, 80))}, which is no version of abra; name another with abra-path, or use engine swarm`);
    return engineOf({ program, version, run, env }, context.dockerContext);
}
function engineOf(abra, dockerContext) {
    const homes = abraHomes(abra, dockerContext === '' ? 'default' : dockerContext);
    const call = async (context) => ({
        abra,
        home: await homes.of(context.app, context.signal),
        context,
    });
    return {
        name: 'abra',
        version: abra.version,
        // A backup belongs to the app's own domain.
        restoresElsewhere: false,
        lint: async (context, tags) => {
            const linting = homes.withPristine(context.app, tags, context.signal, (home) => lint({ abra, home, context }));
            return linting.catch((error) => {
                (0,abort/* throwIfAborted */.Te)(context.signal);
                if (!(error instanceof errors/* EnvironmentError */.eG))
                    throw error;
                return { kind: 'unknown', reason: (0,errors/* messageOf */.bD)(error) };
            });
        },
        prepare: async (context) => prepare(await call(context)),
        deploy: async (context) => deploy(await call(context)),
        upgrade: async (context) => upgrade(await call(context)),
        backup: async (context) => backup(await call(context)),
        restore: async (context) => backup_restore(await call(context)),
        undeploy: async (context) => {
            if (homes.has(context.app.stack))
                await undeploy(await call(context));
        },
        close: () => homes.removeAll(),
    };
}

;// CONCATENATED MODULE: ./js/recipe/engine/swarm.js
/** The built-in engine: secrets over the Engine API, everything else by `docker stack deploy` from the recipe's own files. */










/** The program only sends what it has read to the daemon; the images are there already. */
const DEPLOY_TIMEOUT_MS = 120_000;
const swarmEngine = {
    name: 'swarm',
    version: null,
    restoresElsewhere: true,
    prepare: swarm_prepare,
    deploy: swarm_deploy,
    upgrade: swarm_deploy,
    warmUp: warmUp,
    backup: (context) => backUp(context),
    restore: (context, snapshot) => restore(context, snapshot),
    // Nothing but services, containers and their objects: the teardown removes those ten times faster than `stack rm`.
    undeploy: async () => undefined,
    close: async () => undefined,
};
/** A secret's value is in this process's memory and in the body of one call: on no command line and on no disk. */
async function swarm_prepare({ app, docker, signal, onSecret, secretValue }) {
    for (const spec of app.secrets) {
        const value = secretValue(spec);
        onSecret(value);
        await docker.request('POST', '/secrets/create', {
            body: {
                Name: spec.swarmName,
                Labels: { [OWN_LABEL]: app.stack },
                Data: Buffer.from(value, 'utf8').toString('base64'),
            },
            // There since the release before: an upgrade keeps it.
            expect: [409],
            signal,
        });
    }
}
async function swarm_deploy(context) {
    const { app, docker, signal } = context;
    // The program reads compose files from disk only, as soon as there are two.
    const folder = await (0,owned_folder/* ownedFolder */.EA)('deploy');
    try {
        const overlay = (0,external_node_path_.join)(folder, 'overlay.yml');
        await (0,promises_.writeFile)(overlay, app.overlay, { mode: 0o600 });
        const files = [...app.composeFiles, overlay].flatMap((file) => ['--compose-file', asSliceItem(file)]);
        // With one node the images were fetched to the very place that needs them: no registry has to be asked again.
        const resolve = docker.info.swarm.nodes === 1 ? ['--resolve-image', 'never'] : [];
        // Other nodes pull by themselves: they get the credentials with the services.
        const registries = docker.info.swarm.nodes === 1 ? [] : context.registries;
        const finished = await (0,js_docker/* withRegistryConfig */.cF)(registries, context.env, (config) => docker.cli([
            ...['stack', 'deploy', ...files, ...resolve],
            ...(config === undefined ? [] : ['--with-registry-auth']),
            ...['--', app.stack],
        ], {
            cwd: app.folder,
            env: { ...app.environment, ...(config === undefined ? {} : { DOCKER_CONFIG: config }) },
            timeoutMs: DEPLOY_TIMEOUT_MS,
            signal,
        }));
        return swarm_outcomeOf((0,lib_process.orThrowCancelled)(finished, signal));
    }
    finally {
        await (0,promises_.rm)(folder, { recursive: true, force: true });
    }
}
function swarm_outcomeOf(finished) {
    if ((0,lib_process.succeeded)(finished))
        return { kind: 'deployed' };
    if (finished.outcome.kind === 'timed-out')
        throw new errors/* EnvironmentError */.eG(`docker stack deploy took longer than ${(0,units/* formatDuration */.a3)(DEPLOY_TIMEOUT_MS)}, although the images are there`);
    const why = whyRefused(finished.stderr, (0,lib_process.describe)(finished.outcome));
    if ('invalid' in why)
        throw why.invalid;
    return { kind: 'refused', finding: why.finding };
}
/** The flag takes a line of comma-separated values; quoting keeps a comma in a file's name what it is. */
function asSliceItem(file) {
    return /[",]/.test(file) ? `"${file.replaceAll('"', '""')}"` : file;
}

;// CONCATENATED MODULE: ./js/recipe/format/secrets.js
/**
 * A recipe's secrets: which a run has to make, from which specification, and their values. Values live in memory and in the body
 * of one API call, nowhere else.
 */




const digits = '0123456789';
const lower = 'abcdefghijklmnopqrstuvwxyz';
const alphanumeric = `${lower}${lower.toUpperCase()}${digits}`;
/** Sets can be joined: `charset=default,special`. */
const charsets = {
    default: alphanumeric,
    alnum: alphanumeric,
    alphanumeric,
    hex: `${digits}abcdef`,
    numeric: digits,
    special: '!@#$%^&*_-+=',
    safespecial: '!@#%^&*_-+=',
};
const VERSION_KEY = /^SECRET_([A-Z0-9_]+)_VERSION$/;
const MAX_LENGTH = 10_000;
const defaults = { length: 32, charset: alphanumeric, isGenerated: true };
const accepted = `length=1 to length=${MAX_LENGTH}, charset= of ${Object.keys(charsets).join(', ')} (joined by commas), generate=true or generate=false`;
/**
 * The secrets that a deployment needs and that this run makes: external ones, in use, named after a version key.
 * @throws UserError with file and line for a specification that can't be read.
 */
function secretSpecs(compose, envFile, stack) {
    const used = new Set(compose.services.flatMap((service) => service.secrets.map(({ key }) => key)));
    const modifiers = new Map(envFile.assignments
        .filter(({ key }) => VERSION_KEY.test(key))
        .map((assignment) => [assignment.key, parseModifiers(assignment, envFile.file)]));
    return compose.secrets
        .filter((secret) => secret.isExternal && used.has(secret.key) && secret.name.startsWith(`${stack}_`))
        .map((secret) => {
        const versionKey = secret.nameVariables.find((name) => VERSION_KEY.test(name));
        if (versionKey === undefined)
            throw userErrorAt(secret.place, `secret ${secret.key} has a name without a version: write \${STACK_NAME}_${secret.key}_\${SECRET_${secret.key.toUpperCase()}_VERSION} and set that key in ${envFile.file}`);
        if (secret.name.endsWith('_'))
            throw emptyVersion(versionKey, envFile);
        return {
            composeKey: secret.key,
            swarmName: secret.name,
            versionKey,
            ...(modifiers.get(versionKey) ?? defaults),
        };
    });
}
/** What stands behind the `#` of a version key: words of the form name=value; other words are prose. */
function parseModifiers({ key, comment, line }, file) {
    const place = { file, line };
    let modifiers = defaults;
    let isProse = false;
    for (const word of comment.split(/\s+/).filter((entry) => entry !== '')) {
        const [, name, value = ''] = /^([A-Za-z_-]+)=(.*)$/.exec(word) ?? [];
        const isKnown = name === 'length' || name === 'charset' || name === 'generate';
        // An unknown name in front of any prose is a typing mistake, not a sentence.
        if (name !== undefined && !isKnown && !isProse)
            throw secrets_unreadable(place, key, word);
        isProse ||= name === undefined;
        if (isKnown)
            modifiers = { ...modifiers, ...modifier(name, value, word, key, place) };
    }
    return modifiers;
}
function modifier(name, value, word, key, place) {
    if (name === 'generate') {
        if (value === 'true' || value === 'false')
            return { isGenerated: value === 'true' };
    }
    else if (name === 'length') {
        const length = /^\d{1,5}$/.test(value) ? Number(value) : 0;
        if (length >= 1 && length <= MAX_LENGTH)
            return { length };
    }
    else {
        const sets = value.toLowerCase().split(',');
        if (sets.every((set) => Object.hasOwn(charsets, set)))
            return { charset: [...new Set(sets.map((set) => charsets[set] ?? '').join(''))].join('') };
    }
    throw secrets_unreadable(place, key, word);
}
function secrets_unreadable(place, key, word) {
    return userErrorAt(place, `${key}: ${JSON.stringify(word)} can't be read as a secret's specification; accepted: ${accepted}`);
}
function emptyVersion(versionKey, envFile) {
    const message = `${versionKey} is empty; give the secret a version such as v1`;
    const place = placeOfKey(envFile, versionKey);
    return place === undefined ? new errors/* UserError */.yo(message) : userErrorAt(place, message);
}
/** @returns the variable that a run reads a secret from that it must not make up. */
function secretVariable(spec) {
    return `CC_CI_SECRET_${VERSION_KEY.exec(spec.versionKey)?.[1] ?? spec.composeKey.toUpperCase()}`;
}
/** @throws UserError naming each `generate=false` secret whose value the environment doesn't hold. */
function checkSecretValues(specs, envFile, env) {
    const missing = specs.filter((spec) => !spec.isGenerated && !env[secretVariable(spec)]);
    if (missing.length === 0)
        return;
    const sentences = missing.map((spec) => {
        const place = placeOfKey(envFile, spec.versionKey);
        const where = place === undefined ? '' : `${showPlace(place)}: `;
        return `${where}the secret ${spec.composeKey} is generate=false, so its value has to come from you: set ${secretVariable(spec)} in the environment`;
    });
    throw new errors/* UserError */.yo(sentences.join('\n'));
}
/** A secret's value: given by the environment, or drawn evenly from its charset. */
function secretValue(spec, env) {
    if (!spec.isGenerated)
        return env[secretVariable(spec)] ?? '';
    return Array.from({ length: spec.length }, () => spec.charset[(0,external_node_crypto_.randomInt)(spec.charset.length)]).join('');
}

// EXTERNAL MODULE: ./js/recipe/inputs.js + 1 modules
var recipe_inputs = __webpack_require__(9771);
;// CONCATENATED MODULE: ./js/recipe/format/compose-references.js
/** What services name has to be declared: docker says so too, but without the place, and after the images have been fetched. */

/** @throws UserError with file and line for a volume, network, config or secret that no compose file declares. */
function checkReferences(compose) {
    for (const service of compose.services) {
        declared(service.name, 'volume', service.volumes, compose.volumes);
        declared(service.name, 'network', service.networks.filter(({ key }) => key !== 'default'), compose.networks);
        declared(service.name, 'config', service.configs, compose.configs);
        declared(service.name, 'secret', service.secrets, compose.secrets);
    }
    for (const config of compose.configs)
        if (!config.isExternal && config.filePath === undefined)
            throw userErrorAt(config.place, `config ${config.key} needs file: or external: true`);
}
function declared(service, kind, uses, objects) {
    for (const { key, place } of uses) {
        if (objects.some((object) => object.key === key))
            continue;
        throw userErrorAt(place, `service ${service} uses the ${kind} ${key}, which no compose file declares: add it under ${kind}s:`);
    }
}

// EXTERNAL MODULE: ../../node_modules/yaml/dist/index.js
var dist = __webpack_require__(3483);
;// CONCATENATED MODULE: ./js/recipe/format/yaml-tree.js
/**
 * A YAML file as a tree in which everything knows its place. Aliases and merge keys (`<<: *x`) are already put in, as docker
 * sees them.
 */


/** More than any recipe has; a file of nested aliases would otherwise fill the memory. */
const MAX_NODES = 100_000;
/** An alias inside of what it names never ends. */
const MAX_DEPTH = 200;
/** @throws UserError with file, line and column for what is no YAML, or no mapping. */
function parseYamlTree(text, file) {
    const tree = parseYaml(text, file);
    if (tree.kind !== 'map')
        throw userErrorAt(tree.place, 'not a compose file: its top level has to be a mapping (services: …)');
    return tree;
}
/** The same for a file that may hold anything, or nothing. @throws UserError with its place for what is no YAML. */
function parseYaml(text, file) {
    const lineCounter = new dist/* LineCounter */.HN();
    const document = (0,dist.parseDocument)(text, { lineCounter, prettyErrors: false, stringKeys: false });
    const at = (offset) => {
        const { line, col } = lineCounter.linePos(offset);
        return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
    };
    const [problem] = document.errors;
    if (problem !== undefined)
        throw userErrorAt(at(problem.pos[0]), `not valid YAML: ${problem.message.replace(/\.?\s*$/, '')}`);
    const placeOf = (node) => at(node?.range?.[0] ?? 0);
    return treeOf(document.contents, at(0), { targetOf: yaml_tree_targetsOf(document), placeOf, nodes: 0, depth: 0 });
}
/** What each alias names: the anchor last seen above it. One pass, where the library's own look-up is one for each alias. */
function yaml_tree_targetsOf(document) {
    const anchors = new Map();
    const targets = new Map();
    (0,dist/* visit */.YR)(document, {
        Alias: (_, alias) => {
            const target = anchors.get(alias.source);
            if (target !== undefined)
                targets.set(alias, target);
        },
        Value: (_, node) => {
            if (node.anchor !== undefined)
                anchors.set(node.anchor, node);
        },
    });
    return targets;
}
function treeOf(node, fallback, walk) {
    walk.nodes += 1;
    if (walk.nodes > MAX_NODES)
        throw userErrorAt(fallback, `more than ${MAX_NODES} nodes: its aliases expand too far`);
    if (walk.depth >= MAX_DEPTH)
        throw userErrorAt(fallback, `nested more than ${MAX_DEPTH} deep: is an alias inside of what it names?`);
    walk.depth += 1;
    const tree = treeOfNode(node, fallback, walk);
    walk.depth -= 1;
    return tree;
}
function treeOfNode(node, fallback, walk) {
    if (node === null)
        return { kind: 'leaf', value: null, place: fallback };
    const place = walk.placeOf(node);
    checkTag(node.tag, place);
    if ((0,dist/* isAlias */.Vj)(node)) {
        const target = walk.targetOf.get(node);
        if (target === undefined)
            throw userErrorAt(place, `*${node.source} has no anchor &${node.source} above it`);
        return treeOf(target, place, walk);
    }
    if ((0,dist/* isMap */.jh)(node))
        return { kind: 'map', entries: entriesOf(node, walk), place };
    if ((0,dist/* isSeq */.oP)(node))
        return { kind: 'list', items: node.items.map((item) => treeOf(item, place, walk)), place };
    return { kind: 'leaf', value: (0,dist/* isScalar */.jn)(node) ? leafValue(node.value) : null, place };
}
/** Docker decodes `!!binary`, and overlooks tags that it doesn't know: what stands behind a tag is not what a reader sees. */
function checkTag(tag, place) {
    if (tag === undefined || /^(!!|tag:yaml\.org,2002:)(str|int|float|bool|null|map|seq)$/.test(tag))
        return;
    throw userErrorAt(place, `the tag ${tag} is not understood here: write the value out without it`);
}
function entriesOf(map, walk) {
    const entries = new Map();
    const pairs = map.items;
    for (const pair of pairs) {
        const key = keyOf(pair, walk);
        if (key === '<<')
            continue;
        const keyPlace = walk.placeOf(pair.key);
        entries.set(key, { keyPlace, value: treeOf(pair.value, keyPlace, walk) });
    }
    // A key of the mapping itself wins over a merged one, and an earlier merged one over a later.
    for (const pair of pairs) {
        if (keyOf(pair, walk) !== '<<')
            continue;
        for (const source of mergeSources(treeOf(pair.value, walk.placeOf(pair.key), walk)))
            for (const [key, entry] of source.entries)
                if (!entries.has(key))
                    entries.set(key, entry);
    }
    return entries;
}
function keyOf(pair, walk) {
    if ((0,dist/* isScalar */.jn)(pair.key)) {
        checkTag(pair.key.tag, walk.placeOf(pair.key));
        return String(leafValue(pair.key.value));
    }
    throw userErrorAt(walk.placeOf(pair.key), 'a key has to be plain text');
}
function mergeSources(value) {
    const sources = value.kind === 'list' ? value.items : [value];
    return sources.map((source) => {
        if (source.kind === 'map')
            return source;
        throw userErrorAt(source.place, '<<: takes a mapping, or a list of mappings');
    });
}
function leafValue(value) {
    if (value === null || value === undefined)
        return null;
    return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
        ? value
        : String(value);
}
/** The tree with `change` made on every text in it. */
function mapText(tree, change) {
    if (tree.kind === 'leaf')
        return typeof tree.value === 'string' ? change(tree.value, tree) : tree;
    if (tree.kind === 'list')
        return { ...tree, items: tree.items.map((item) => mapText(item, change)) };
    const entries = [...tree.entries].map(([key, entry]) => [key, { ...entry, value: mapText(entry.value, change) }]);
    return { ...tree, entries: new Map(entries) };
}
/** The value behind a key; undefined where there is none, or an empty one. */
function child(tree, key) {
    const value = tree?.kind === 'map' ? tree.entries.get(key)?.value : undefined;
    return value?.kind === 'leaf' && value.value === null ? undefined : value;
}
/** The entries of a mapping; none for anything else. */
function entries(tree) {
    return tree?.kind === 'map' ? [...tree.entries] : [];
}
/** The items of a list; none for anything else. */
function items(tree) {
    return tree?.kind === 'list' ? tree.items : [];
}
/** A leaf's value as docker casts it to text; undefined for a list, a mapping and nothing. */
function textOf(tree) {
    return tree?.kind === 'leaf' && tree.value !== null ? String(tree.value) : undefined;
}
/** The tree as plain data, without its places. */
function plain(tree) {
    if (tree.kind === 'leaf')
        return tree.value;
    if (tree.kind === 'list')
        return tree.items.map(plain);
    return Object.fromEntries([...tree.entries].map(([key, { value }]) => [key, plain(value)]));
}
/** The place of the deepest part of `path` that is there: of its key in a mapping. */
function placeAt(tree, ...path) {
    let place = tree.place;
    let below = tree;
    for (const key of path) {
        const entry = below.kind === 'map' ? below.entries.get(key) : undefined;
        if (entry === undefined)
            break;
        place = entry.keyPlace;
        below = entry.value;
    }
    return place;
}

;// CONCATENATED MODULE: ./js/recipe/format/merge.js
/**
 * Lays compose overlays over each other, far enough to know what will be deployed. `docker stack deploy` does the merge that
 * counts, from the same files. Source of the rules: docker/cli, cli/compose/loader/merge.go.
 */

/** Lists that an overlay replaces; all others it adds to. */
const replaced = new Set(['command', 'entrypoint', 'test']);
/** Lists of `key=value` that docker turns into mappings before it merges. */
const keyValues = new Set(['labels', 'environment', 'sysctls']);
/** Keys of a service that may be one text or a list of texts; an overlay adds to what is below it. */
const textLists = new Set(['env_file', 'dns', 'dns_search', 'tmpfs']);
/** Sections in which an overlay's entry takes the place of the whole entry below it (tried on 28.2). */
const replacedByEntry = new Set(['volumes', 'networks', 'configs', 'secrets']);
/** @returns `base` with `over` on top of it. */
function mergeCompose(base, over) {
    const entries = new Map(base.entries);
    for (const [section, entry] of over.entries) {
        const below = entries.get(section);
        entries.set(section, below === undefined ? entry : mergeSection(section, below, entry));
    }
    return { ...base, entries };
}
function mergeSection(section, below, entry) {
    const [base, over] = [below.value, entry.value];
    if (replacedByEntry.has(section) && base.kind === 'map' && over.kind === 'map')
        return { ...below, value: { ...base, entries: new Map([...base.entries, ...over.entries]) } };
    return { keyPlace: entry.keyPlace, value: merge([section], base, over) };
}
/** @param path from the top: `['services', 'app', 'labels']`. */
function merge(path, base, over) {
    const key = path.at(-1) ?? '';
    if (over.kind === 'leaf' && saysNothing(over.value, path))
        return base;
    if (path.length === 3 && textLists.has(key))
        return { kind: 'list', items: [...itemsOf(base), ...itemsOf(over)], place: over.place };
    // A list of networks under a mapping of them (or the other way round) is one mapping to docker.
    const isMixed = (base.kind === 'list' && over.kind === 'map') || (base.kind === 'map' && over.kind === 'list');
    const [low, high] = keyValues.has(key) || isMixed ? [asMap(base), asMap(over)] : [base, over];
    if (low.kind === 'map' && high.kind === 'map')
        return mergeMaps(path, low, high);
    if (low.kind === 'list' && high.kind === 'list' && !replaced.has(key))
        return { ...low, items: [...low.items, ...high.items] };
    return high;
}
/** `false` and empty text lie over nothing: only a label can be emptied by an overlay (measured with `docker stack config`, 28.2). */
function saysNothing(value, path) {
    return path.at(-2) !== 'labels' && (value === null || value === false || value === '');
}
function itemsOf(tree) {
    return tree.kind === 'list' ? tree.items : [tree];
}
function mergeMaps(path, base, over) {
    const entries = new Map(base.entries);
    for (const [key, entry] of over.entries) {
        const below = entries.get(key);
        entries.set(key, below === undefined
            ? entry
            : { keyPlace: entry.keyPlace, value: merge([...path, key], below.value, entry.value) });
    }
    return { ...base, entries };
}
/** `- key=value` items as a mapping; `- key` stands for an empty value. Anything but a list is given back as it is. */
function asMap(tree) {
    return tree.kind === 'list' ? mapOfItems(tree) : tree;
}
function mapOfItems(list) {
    const entries = list.items.map((item) => {
        const text = textOf(item) ?? '';
        const equals = text.indexOf('=');
        const value = equals === -1 ? null : text.slice(equals + 1);
        const names = item.kind === 'leaf' && item.names !== undefined ? { names: item.names } : {};
        return [
            equals === -1 ? text : text.slice(0, equals),
            { keyPlace: item.place, value: { kind: 'leaf', value, place: item.place, ...names } },
        ];
    });
    return { kind: 'map', entries: new Map(entries), place: list.place };
}

;// CONCATENATED MODULE: ./js/recipe/format/compose-service.js
/** One service of a compose file, as far as a run has to know it beforehand. */



/** @throws UserError when it has no image: a Swarm can't build. */
function readService(name, tree, place) {
    const image = textOf(child(tree, 'image'));
    if (image === undefined || image.trim() === '')
        throw userErrorAt(place, `service ${name} has no image; a Swarm doesn't build, so give it image:`);
    const deploy = child(tree, 'deploy');
    const mounts = items(child(tree, 'volumes')).map(compose_service_mountOf);
    return {
        name,
        place,
        image,
        imagePlace: child(tree, 'image')?.place ?? place,
        hasHealthcheck: healthcheckOf(child(tree, 'healthcheck')),
        mode: textOf(child(deploy, 'mode')) ?? 'replicated',
        replicas: replicasOf(name, child(deploy, 'replicas')),
        labels: labels(child(deploy, 'labels')),
        containerLabels: labels(child(tree, 'labels')),
        networks: networksOf(child(tree, 'networks')),
        volumes: mounts.filter((mount) => mount.kind === 'volume'),
        mounts,
        configs: usesOf(child(tree, 'configs')),
        secrets: usesOf(child(tree, 'secrets')),
        definition: tree.kind === 'map' ? plain(tree) : {},
        tree,
        files: [
            ...envFiles(child(tree, 'env_file')),
            ...mounts
                .filter((mount) => mount.kind === 'bind' && /^\.\.?(\/|$)/.test(mount.key))
                .map(({ key, place: at }) => ({ what: `bind mount of ${name}`, path: key, place: at })),
        ],
        environmentFromOutside: environmentFromOutside(child(tree, 'environment')),
    };
}
function healthcheckOf(tree) {
    if (tree === undefined)
        return undefined;
    const test = child(tree, 'test');
    const first = textOf(items(test)[0]) ?? textOf(test);
    if (textOf(child(tree, 'disable')) === 'true' || first === 'NONE')
        return false;
    // Without a test of its own it only changes the timing of the image's.
    return test === undefined ? undefined : true;
}
function replicasOf(name, tree) {
    if (tree === undefined)
        return 1;
    const replicas = Number(textOf(tree));
    if (Number.isInteger(replicas) && replicas >= 0)
        return replicas;
    throw userErrorAt(tree.place, `replicas of ${name} is ${JSON.stringify(textOf(tree))}, not a whole number`);
}
function labels(tree) {
    const map = tree === undefined ? undefined : asMap(tree);
    return new Map(entries(map).map(([key, { value }]) => [key, textOf(value) ?? '']));
}
function networksOf(tree) {
    if (tree?.kind === 'map')
        return entries(tree).map(([key, { keyPlace }]) => ({ key, place: keyPlace }));
    return usesOf(tree);
}
/** Short form `- site` and long form `- {source: site, target: …}`. */
function usesOf(tree) {
    return items(tree).flatMap((item) => {
        const key = textOf(item) ?? textOf(child(item, 'source'));
        return key === undefined ? [] : [{ key, place: item.place }];
    });
}
/** Short form `source:target[:mode]`, where a source with a slash or a dot in front is a path, and the long form. */
function compose_service_mountOf(item) {
    const short = textOf(item);
    if (short === undefined)
        return longMount(item);
    const [source = '', target, mode = ''] = partsOfShort(short);
    const common = { key: source, place: item.place };
    if (target === undefined || source === '')
        return {
            ...common,
            kind: 'other',
            type: 'volume',
            key: short,
            target: target ?? short,
            isReadOnly: false,
        };
    const kind = /^([./~]|\\\\|[A-Za-z]:)/.test(source) ? 'bind' : 'volume';
    return { ...common, kind, type: kind, target, isReadOnly: mode.split(',').includes('ro') };
}
/** One letter and a colon in front is a drive of Windows to docker (docker/cli, cli/compose/loader/volume.go). */
function partsOfShort(short) {
    const [drive, ...rest] = short.split(':');
    const [path, ...more] = rest;
    return /^[A-Za-z]$/.test(drive ?? '') && more.length > 0 ? [`${drive}:${path}`, ...more] : short.split(':');
}
function longMount(item) {
    const type = textOf(child(item, 'type')) ?? 'volume';
    const key = textOf(child(item, 'source')) ?? '';
    const kind = type === 'bind' || (type === 'volume' && key !== '') ? type : 'other';
    return {
        kind,
        type,
        key,
        target: textOf(child(item, 'target')) ?? '',
        isReadOnly: textOf(child(item, 'read_only')) === 'true',
        place: item.place,
    };
}
function envFiles(tree) {
    const leaves = tree?.kind === 'list' ? tree.items : tree === undefined ? [] : [tree];
    return leaves.flatMap((leaf) => {
        const path = textOf(leaf);
        return path === undefined ? [] : [{ what: 'env_file', path, place: leaf.place }];
    });
}
function environmentFromOutside(tree) {
    const map = tree === undefined ? undefined : asMap(tree);
    return entries(map)
        .filter(([, { value }]) => value.kind === 'leaf' && value.value === null)
        .map(([key]) => key);
}

;// CONCATENATED MODULE: ./js/recipe/format/interpolate.js
/**
 * Compose interpolation as `docker stack deploy` does it (docker/cli, cli/compose/template): `$V ${V} ${V:-d} ${V-d} ${V:?e}
 * ${V?e} $$`. Docker puts nothing for a variable that isn't set; here that is an error, because it is always a mistake.
 */

const interpolate_NAME = '[A-Za-z_][A-Za-z0-9_]*';
const REFERENCE = new RegExp(`\\$(?:(\\$)|(${interpolate_NAME})|\\{(${interpolate_NAME})(?:(:?[-?])([^}]*))?\\}|())`, 'g');
/** @throws UserError at `place` for a variable that isn't set, a `:?` that isn't met, and a `$` docker refuses. */
function interpolate(text, variables, place) {
    const names = [];
    const replaced = text.replace(REFERENCE, (...groups) => {
        const [whole, escaped, bare, braced, operator, word] = groups.map((group) => typeof group === 'string' ? group : undefined);
        if (escaped !== undefined)
            return '$';
        const name = bare ?? braced;
        if (name === undefined)
            throw invalidDollar(text, place);
        names.push(name);
        if (word?.includes('$'))
            throw userErrorAt(place, `${whole}} has a variable inside a default; docker takes that literally: write the default out`);
        return valueFor({ name, operator, word: word ?? '', variables, place });
    });
    return { text: replaced, names };
}
function valueFor(reference) {
    const { name, operator, word, variables, place } = reference;
    const value = variables.get(name);
    const isMissing = value === undefined || (value === '' && operator?.startsWith(':') === true);
    if (!isMissing)
        return value;
    if (operator?.endsWith('-'))
        return word;
    if (operator?.endsWith('?')) {
        const reason = word === '' ? '' : ` (${word})`;
        throw userErrorAt(place, `variable ${name} is required${reason} and not set: ${variables.remedy(name)}`);
    }
    if (variables.mayBeMissing(name))
        return '';
    throw userErrorAt(place, `variable ${name} is not set: ${variables.remedy(name)}`);
}
function invalidDollar(text, place) {
    return userErrorAt(place, `docker can't read the $ in ${JSON.stringify(text)}: write \${NAME}, \${NAME:-default} or $$ for a dollar sign`);
}

;// CONCATENATED MODULE: ./js/recipe/format/shape.js
/**
 * What may stand where in a compose file of version 3, as far as `docker stack deploy` would otherwise refuse it after the
 * images have been fetched. Source: docker/cli, cli/compose/schema/data/config_schema_v3.13.json.
 */



const listOrMap = ['list', 'map'];
const anything = [];
const topLevel = {
    version: ['text'],
    name: ['text'],
    services: ['map'],
    networks: ['map'],
    volumes: ['map'],
    secrets: ['map'],
    configs: ['map'],
};
const service = {
    ...Object.fromEntries(`build cap_add cap_drop cgroupns_mode cgroup_parent command container_name credential_spec depends_on devices dns
     dns_search domainname entrypoint expose external_links extra_hosts hostname init ipc isolation links logging mac_address
     network_mode oom_score_adj pid privileged read_only restart security_opt shm_size sysctls stdin_open stop_grace_period
     stop_signal tmpfs tty ulimits user userns_mode working_dir`
        .split(/\s+/)
        .map((key) => [key, anything])),
    image: ['text'],
    deploy: ['map'],
    environment: listOrMap,
    env_file: ['text', 'list'],
    healthcheck: ['map'],
    labels: listOrMap,
    networks: listOrMap,
    ports: ['list'],
    volumes: ['list'],
    configs: ['list'],
    secrets: ['list'],
};
const shape_deploy = {
    mode: ['text'],
    endpoint_mode: ['text'],
    replicas: ['number', 'text'],
    labels: listOrMap,
    update_config: ['map'],
    rollback_config: ['map'],
    resources: ['map'],
    restart_policy: ['map'],
    placement: ['map'],
};
const healthcheck = {
    disable: anything,
    interval: anything,
    retries: anything,
    test: ['text', 'list'],
    timeout: anything,
    start_period: anything,
    start_interval: anything,
};
const volume = {
    name: ['text'],
    driver: ['text'],
    driver_opts: ['map'],
    external: anything,
    labels: listOrMap,
    cluster_spec: ['map'],
};
const network = {
    name: ['text'],
    driver: ['text'],
    driver_opts: ['map'],
    ipam: ['map'],
    external: anything,
    internal: anything,
    attachable: anything,
    labels: listOrMap,
};
const fileObject = {
    name: ['text'],
    file: ['text'],
    external: anything,
    labels: listOrMap,
    driver: ['text'],
    driver_opts: ['map'],
    template_driver: ['text'],
};
/** The sections whose entries are declared by name, and what an entry may hold. */
const sections = {
    services: service,
    volumes: volume,
    networks: network,
    secrets: fileObject,
    configs: fileObject,
};
/** @throws UserError with file, line and column for an unknown key and for a value of the wrong kind. */
function checkShape(compose) {
    checkMap(compose, topLevel, 'the file');
    for (const [section, shape] of Object.entries(sections)) {
        for (const [name, { value, keyPlace }] of entries(compose.entries.get(section)?.value)) {
            const what = `${section}.${name}`;
            if (value.kind !== 'map' && !(section !== 'services' && isNothing(value)))
                throw userErrorAt(keyPlace, `${what} has to be a mapping, not ${kindOf(value)}`);
            checkMap(value, shape, what);
            if (section !== 'services')
                continue;
            checkMap(childOf(value, 'deploy'), shape_deploy, `${what}.deploy`);
            checkMap(childOf(value, 'healthcheck'), healthcheck, `${what}.healthcheck`);
        }
    }
}
function checkMap(tree, shape, what) {
    for (const [key, { value, keyPlace }] of entries(tree)) {
        if (key.startsWith('x-'))
            continue;
        const kinds = Object.hasOwn(shape, key) ? shape[key] : undefined;
        if (kinds === undefined)
            throw userErrorAt(keyPlace, `${what} has no key ${JSON.stringify(key)}: ${hintFor(key, shape)}`);
        if (kinds.length === 0 || isNothing(value))
            continue;
        const kind = kindOf(value);
        if (!kinds.some((accepted) => accepted === kind))
            throw userErrorAt(value.place, `${key} of ${what} has to be ${kinds.map(article).join(' or ')}, not ${article(kind)}${quoteHint(value)}`);
    }
}
function childOf(tree, key) {
    return tree.kind === 'map' ? tree.entries.get(key)?.value : undefined;
}
function isNothing(tree) {
    return tree.kind === 'leaf' && tree.value === null;
}
function kindOf(tree) {
    if (tree.kind !== 'leaf')
        return tree.kind;
    if (tree.value === null)
        return 'nothing';
    return typeof tree.value === 'string' ? 'text' : typeof tree.value;
}
function article(kind) {
    const words = { map: 'a mapping', list: 'a list', number: 'a number', boolean: 'true or false' };
    return kind === 'text' || kind === 'nothing' ? kind : words[kind];
}
/** `version: 3.8` is a number to YAML, and docker wants text. */
function quoteHint(tree) {
    return tree.kind === 'leaf' && typeof tree.value === 'number' ? `: write "${tree.value}" in quotes` : '';
}
function hintFor(key, shape) {
    const known = Object.keys(shape);
    const nearest = (0,mod.closest)(key, known);
    return (0,mod.distance)(key, nearest) <= 2
        ? `did you mean ${nearest}?`
        : `docker stack deploy would refuse it (x-${key} is free for notes of your own)`;
}

;// CONCATENATED MODULE: ./js/recipe/format/variables.js
/** The variables that a recipe's compose files see: `.env.sample`, then abra.sh's exports, then what a deployment itself sets. */


/**
 * Co-op Cloud's own conventions: recipes name these everywhere and hardly ever set them; abra deploys them as nothing.
 * Source: the compose files of the recipes traefik, Bonfire and Bore.
 */
const OPTIONAL_BY_CONVENTION = ['EXTRA_DOMAINS', 'TIMEOUT', 'ENABLE_BACKUPS', 'ENABLE_AUTO_UPDATE'];
/** Docker's own program reads these: a recipe's value would change what it does, or leak ours into a service. */
const RESERVED = /^(PATH|HOME|DOCKER_.*|LD_.*|SSH_AUTH_SOCK|(HTTPS?|NO|ALL)_PROXY)$/i;
function isReserved(name) {
    return RESERVED.test(name);
}
/**
 * @returns every variable of the recipe, for an app at `domain`. LETS_ENCRYPT_ENV is always empty: no ACME, ever.
 */
function environmentOf(recipe, app) {
    const given = { ...app.overrides, DOMAIN: app.domain, STACK_NAME: app.stack, LETS_ENCRYPT_ENV: '' };
    const values = new Map(resolveEnv(recipe.envFile, given));
    // abra writes the app's domain wherever the sample says RECIPE.example.com.
    for (const [key, value] of values)
        values.set(key, value.replaceAll(`${recipe.name}.example.com`, app.domain));
    for (const [key, value] of recipe.exports.values)
        if (!values.has(key))
            values.set(key, value);
    return values;
}
/**
 * The same, as the interpolation asks for them.
 * @param isStrict false for a release that is out and can't be mended: what it doesn't set stands for nothing, as with docker.
 */
function variablesOf(environment, recipe, isStrict = true) {
    return {
        get: (name) => environment.get(name),
        mayBeMissing: (name) => !recipe.exports.computed.has(name) &&
            (!isStrict || recipe.envFile.optional.has(name) || OPTIONAL_BY_CONVENTION.includes(name)),
        remedy: (name) => {
            refuseComputed(recipe.exports, name, 'a compose file');
            const isConfigVersion = name.endsWith('_VERSION') && !name.startsWith('SECRET_');
            return isConfigVersion
                ? `add export ${name}=v1 to abra.sh, or ${name}=v1 to .env.sample`
                : `add ${name}=… to .env.sample (or #${name}= where it may stay empty), give it a default: \${${name}:-…}, or set it under env: in cc-ci.yml`;
        },
    };
}

;// CONCATENATED MODULE: ./js/recipe/format/compose.js
/**
 * Compose files to what will be deployed: services, images, volumes, networks, configs and secrets with their Swarm names.
 * Pure: texts in, data out. Docker itself reads the same files at the deployment; this is what has to be known before it.
 */








/** Where docker interpolates; `version:` and `x-…` stay as they are. */
const INTERPOLATED = ['services', 'volumes', 'networks', 'secrets', 'configs'];
/**
 * @param files in the order of COMPOSE_FILE: each one lies on top of those before it.
 * @param stack the name that docker puts in front of what has no `name:` of its own.
 * @throws UserError with file, line and column for what docker would refuse, and for a variable that isn't set.
 */
function readCompose(files, stack, variables) {
    const names = new Set();
    const layers = files.map(({ file, text }) => {
        const tree = parseYamlTree(text, file);
        checkShape(tree);
        return interpolateTree(tree, variables, names);
    });
    checkVersions(layers);
    const [base, ...overlays] = layers;
    if (base === undefined)
        throw new Error('a recipe has at least one compose file');
    const merged = overlays.reduce(mergeCompose, base);
    const compose = modelOf(merged, stack, names);
    checkReferences(compose);
    return compose;
}
function modelOf(tree, stack, names) {
    const services = entries(child(tree, 'services')).map(([name, { value, keyPlace }]) => readService(name, value, keyPlace));
    if (services.length === 0)
        throw userErrorAt(child(tree, 'services')?.place ?? tree.place, 'no services: nothing would be deployed');
    for (const { environmentFromOutside } of services)
        for (const name of environmentFromOutside)
            if (!isReserved(name))
                names.add(name);
    return {
        version: textOf(child(tree, 'version')),
        services,
        volumes: compose_objectsOf(tree, 'volumes', stack),
        networks: compose_objectsOf(tree, 'networks', stack),
        configs: compose_objectsOf(tree, 'configs', stack),
        secrets: compose_objectsOf(tree, 'secrets', stack),
        variables: names,
    };
}
function interpolateTree(tree, variables, seen) {
    const changed = [...tree.entries].map(([key, entry]) => {
        if (!INTERPOLATED.includes(key))
            return [key, entry];
        const value = mapText(entry.value, (text, leaf) => {
            const { text: replaced, names } = interpolate(text, variables, leaf.place);
            for (const name of names)
                seen.add(name);
            return names.length === 0 && replaced === text ? leaf : { ...leaf, value: replaced, names };
        });
        return [key, { ...entry, value }];
    });
    return { ...tree, entries: new Map(changed) };
}
function checkVersions(layers) {
    const first = textOf(child(layers[0], 'version'));
    for (const layer of layers) {
        const version = child(layer, 'version');
        if (textOf(version) === first)
            continue;
        throw userErrorAt(version?.place ?? layer.place, `version is ${textOf(version) ?? 'missing'} here and ${first ?? 'missing'} in the first compose file; docker wants the same in all`);
    }
}
function compose_objectsOf(tree, section, stack) {
    return entries(child(tree, section)).map(([key, { value, keyPlace }]) => objectOf(key, value, keyPlace, stack));
}
function objectOf(key, tree, place, stack) {
    const external = child(tree, 'external');
    // `external: {name: x}` is the form of version 3.4 and before.
    const nameTree = child(tree, 'name') ?? child(external, 'name');
    const isExternal = external !== undefined && textOf(external) !== 'false';
    const file = child(tree, 'file');
    const path = textOf(file);
    return {
        key,
        name: textOf(nameTree) ?? (isExternal ? key : `${stack}_${key}`),
        isExternal,
        ...(path === undefined || file === undefined ? {} : { filePath: { path, place: file.place } }),
        definition: tree.kind === 'map' ? plain(tree) : {},
        tree,
        nameVariables: nameTree?.kind === 'leaf' ? (nameTree.names ?? []) : [],
        place: nameTree?.place ?? place,
    };
}

;// CONCATENATED MODULE: ./js/recipe/overlay.js
/**
 * The last compose file of every deployment, generated: the label that says whose an object is, abra's own labels, and nothing
 * in place of every certificate resolver, so that no test ever asks a certificate authority. It holds no secrets.
 */


const CERTRESOLVER = /^traefik\..*\.tls\.certresolver$/i;
/** @returns YAML with the same `version:` as the recipe's, since docker refuses to mix them. */
function overlayOf(compose, of) {
    const own = listed({ [OWN_LABEL]: of.stack });
    const labelled = (objects) => Object.fromEntries(objects
        .filter(({ isExternal }) => !isExternal)
        .map(({ key, definition }) => [key, withLabels(definition, own)]));
    const networks = labelled(compose.networks);
    // Docker makes the network `default` for a service that names none.
    if (compose.services.some((service) => service.networks.length === 0) && !hasDefault(compose))
        networks.default = { labels: own };
    const sections = {
        networks,
        volumes: labelled(compose.volumes),
        configs: labelled(compose.configs),
        secrets: labelled(compose.secrets),
    };
    const overlay = {
        ...(compose.version === undefined ? {} : { version: compose.version }),
        services: Object.fromEntries(compose.services.map((service) => [service.name, serviceOverlay(service, of)])),
        ...Object.fromEntries(Object.entries(sections).filter(([, section]) => Object.keys(section).length > 0)),
    };
    // Docker interpolates this file like the others.
    return (0,dist/* stringify */.As)(overlay, { aliasDuplicateObjects: false }).replaceAll('$', '$$$$');
}
/** Whole, because docker puts an overlay's volume, network, config or secret in the place of the one below it. */
function withLabels(definition, own) {
    const { labels } = definition;
    const before = Array.isArray(labels) ? labels.map(String) : listed(labels ?? {});
    return { ...definition, labels: [...before, ...own] };
}
function hasDefault(compose) {
    return compose.networks.some(({ key }) => key === 'default');
}
function serviceOverlay(service, of) {
    const version = chaosVersion(of);
    const labels = {
        [OWN_LABEL]: of.stack,
        [`coop-cloud.${of.stack}.chaos`]: 'true',
        ...(version === undefined ? {} : { [`coop-cloud.${of.stack}.chaos-version`]: version }),
        [`coop-cloud.${of.stack}.recipe`]: of.name,
        ...emptied(service.labels),
    };
    const containerLabels = emptied(service.containerLabels);
    const environment = service.environmentFromOutside.flatMap((name) => {
        const value = of.reserved.get(name);
        return value === undefined ? [] : [`${name}=${value}`];
    });
    return {
        ...(environment.length > 0 ? { environment } : {}),
        deploy: { labels: listed(labels) },
        ...(Object.keys(containerLabels).length > 0 ? { labels: listed(containerLabels) } : {}),
    };
}
/** `- key=value`: docker interpolates values and not keys, so in this form one rule of escaping holds for both. */
function listed(labels) {
    return Object.entries(labels).map(([key, value]) => `${key}=${value ?? ''}`);
}
/** As abra writes it: eight characters of the commit, `+U` when the tree differs from it. */
function chaosVersion({ sha, isDirty }) {
    return sha === null ? undefined : `${sha.slice(0, 8)}${isDirty ? '+U' : ''}`;
}
function emptied(labels) {
    const named = [...labels].filter(([key, value]) => CERTRESOLVER.test(key) && value !== '');
    return Object.fromEntries(named.map(([key]) => [key, '']));
}

;// CONCATENATED MODULE: ./js/recipe/plan/environment.js
/** The recipe's variables as a deployment sees them. Pure. */




/** What docker's program is given: the variables that the compose files name. @throws UserError for one that it reads itself. */
function deployEnvironment(compose, all, recipe) {
    const environment = {};
    for (const name of [...compose.variables].sort()) {
        if (isReserved(name))
            throw reservedName(name, recipe);
        const value = all.get(name);
        if (value !== undefined)
            environment[name] = value;
    }
    return environment;
}
/** `environment: - DOCKER_HOST`: the recipe's own value, and never that of the machine we run on. */
function reservedEnvironment({ services }, all, recipe) {
    const names = services.flatMap((service) => service.environmentFromOutside).filter(isReserved);
    return new Map(names.map((name) => {
        const value = all.get(name);
        if (value === undefined)
            throw reservedName(name, recipe);
        return [name, value];
    }));
}
function reservedName(name, recipe) {
    const place = placeOfKey(recipe.envFile, name);
    const message = `the compose files take ${name}, which docker's own program reads as well; give the recipe's variable another name`;
    return place === undefined ? new errors/* UserError */.yo(`${recipe.name}: ${message}`) : userErrorAt(place, message);
}

// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(7030);
;// CONCATENATED MODULE: ./js/recipe/format/pairs.js
/** Reads parts of the compose tree the way docker casts them, each with its place. */


/** One text, or each item of a list of texts. */
function textsOf(tree) {
    const leaves = tree?.kind === 'list' ? tree.items : tree === undefined ? [] : [tree];
    return leaves.flatMap((leaf) => {
        const text = textOf(leaf);
        return text === undefined ? [] : [{ text, place: leaf.place }];
    });
}
/** `- key=value` items, or a mapping. */
function pairsOf(tree) {
    const map = tree === undefined ? undefined : asMap(tree);
    return entries(map).map(([key, { keyPlace, value }]) => ({
        key,
        value: textOf(value) ?? '',
        place: keyPlace,
        names: value.kind === 'leaf' ? (value.names ?? []) : [],
    }));
}
/** The labels of the service and of its containers. */
function labelsOf(service) {
    const { tree } = service;
    return [...pairsOf(child(child(tree, 'deploy'), 'labels')), ...pairsOf(child(tree, 'labels'))];
}

;// CONCATENATED MODULE: ./js/recipe/policy/read.js
/** What the rules have in common: services and sections judged one by one, and what is the app's own. */

/** Anything but the words for no: docker's own schema refuses the rest, and a rule had better not count on it. */
function isTrue(tree) {
    return !/^(false|no|off|n|0|)$/i.test(textOf(tree) ?? '');
}
/** What `judge` finds in each service. */
function inServices(judge) {
    return (facts) => facts.compose.services.flatMap((service) => judge(service, facts).map((hit) => ({ ...hit, service: service.name })));
}
/** What `judge` finds in each volume, network, config or secret. */
function inSection(section, judge) {
    return (facts) => facts.compose[section].flatMap((object) => judge(object, facts));
}
/** True for the app's own names in the Swarm: abra and docker put the stack's name in front of them. */
function isOwnName(name, stack) {
    return name.startsWith(`${stack}_`);
}
/** The app's domain, and whatever is below it. */
function isOwnDomain(name, domain) {
    const host = name.toLowerCase();
    return /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(host) && (host === domain || host.endsWith(`.${domain}`));
}

;// CONCATENATED MODULE: ./js/recipe/policy/rule.js
/** What a policy rule is: a row of the table in rules.ts. */
/** Said of a key that a Swarm overlooks: it does nothing today, and says what the author was after. */
const IGNORED = '; a Swarm ignores it, other ways to run the file would not';

;// CONCATENATED MODULE: ./js/recipe/policy/host.js
/** What a service asks of the host besides files: rights, namespaces, devices, kernel settings, addresses. */





const privileged = inServices(({ name, tree }) => isTrue(child(tree, 'privileged'))
    ? [{ place: placeAt(tree, 'privileged'), message: `${name} is privileged${IGNORED}` }]
    : []);
/** `network_mode: host` and its like, and the network of that name or driver. */
function hostNetwork(facts) {
    const ofServices = inServices(({ name, tree }) => {
        const mode = textOf(child(tree, 'network_mode')) ?? '';
        return ['', 'none', 'bridge', 'default'].includes(mode)
            ? []
            : [{ place: placeAt(tree, 'network_mode'), message: `${name} has network_mode ${mode}${IGNORED}` }];
    });
    const ofNetworks = inSection('networks', ({ key, name, tree, place }) => name === 'host' || textOf(child(tree, 'driver')) === 'host'
        ? [{ place, message: `the network ${key} is the host's own` }]
        : []);
    return [...ofServices(facts), ...ofNetworks(facts)];
}
/** Keys that name a namespace or a cgroup, and the values that keep it the container's own. */
const NAMESPACES = {
    pid: [],
    ipc: ['none', 'private', 'shareable'],
    uts: [],
    cgroup: ['private'],
    cgroupns_mode: ['private'],
    userns_mode: [],
    cgroup_parent: [],
};
const hostNamespace = inServices(({ name, tree }) => Object.entries(NAMESPACES).flatMap(([key, harmless]) => {
    const value = textOf(child(tree, key)) ?? '';
    return value === '' || harmless.includes(value)
        ? []
        : [{ place: placeAt(tree, key), message: `${name} has ${key} ${value}${IGNORED}` }];
}));
/** What every container has, so that giving it back after `cap_drop: [ALL]` adds nothing. */
const DEFAULT_CAPABILITIES = 'AUDIT_WRITE CHOWN DAC_OVERRIDE FOWNER FSETID KILL MKNOD NET_BIND_SERVICE NET_RAW SETFCAP SETGID SETPCAP SETUID SYS_CHROOT'.split(' ');
const capability = inServices(({ name, tree }) => textsOf(child(tree, 'cap_add'))
    .filter(({ text }) => !DEFAULT_CAPABILITIES.includes(text.toUpperCase().replace(/^CAP_/, '')))
    .map(({ text, place }) => ({ place, message: `${name} asks for the capability ${text}` })));
const device = inServices(({ name, tree }) => ['devices', 'device_cgroup_rules'].flatMap((key) => textsOf(child(tree, key)).map(({ text, place }) => ({
    place,
    message: `${name} asks for the device ${text}${IGNORED}`,
}))));
const securityOption = inServices(({ name, tree }) => textsOf(child(tree, 'security_opt'))
    .filter(({ text }) => !/^no-new-privileges([:=]true)?$/.test(text))
    .map(({ text, place }) => ({ place, message: `${name} has security_opt ${text}${IGNORED}` })));
/** Kept apart by namespace, and about the container's own connections, queues and shared memory. */
const HARMLESS_SYSCTL = /^(net\.core\.somaxconn|net\.ipv4\.(ip_unprivileged_port_start|ip_local_port_range|ping_group_range|tcp_[a-z_]+)|net\.ipv6\.conf\.[a-z0-9_]+\.disable_ipv6|kernel\.(sem|shm[a-z_]*|msg[a-z_]*)|fs\.mqueue\.[a-z_]+)$/;
const sysctl = inServices(({ name, tree }) => pairsOf(child(tree, 'sysctls'))
    .filter(({ key }) => !HARMLESS_SYSCTL.test(key))
    .map(({ key, value, place }) => ({ place, message: `${name} sets the kernel's ${key} to ${value}` })));
/** Addresses that only the host, or the cloud that it runs in, answers. */
const hostAddress = inServices(({ name, tree }) => {
    const hosts = extraHosts(tree)
        .filter(({ text }) => isHostAddress(text))
        .map(({ text, place }) => ({ place, message: `${name} has ${text} in extra_hosts` }));
    const servers = textsOf(child(tree, 'dns'))
        .filter(({ text }) => isHostAddress(text))
        .map(({ text, place }) => ({ place, message: `${name} has the DNS server ${text}` }));
    return [...hosts, ...servers];
});
/** `name:address` and `name=address` items, or a mapping; addresses of IPv6 have colons of their own. */
function extraHosts(tree) {
    const extra = child(tree, 'extra_hosts');
    if (extra?.kind === 'map')
        return pairsOf(extra).map(({ value, place }) => ({ text: value, place }));
    return textsOf(extra).map(({ text, place }) => ({ text: text.replace(/^[^:=]*[:=]/, ''), place }));
}
function isHostAddress(text) {
    const address = text
        .trim()
        .replace(/^\[|\]$/g, '')
        .toLowerCase();
    if (address === 'host-gateway')
        return true;
    if ((0,external_node_net_.isIP)(address) === 6)
        return /^(fe[89ab]|fd00:0?ec2:|::ffff:(169\.254\.|a9fe:))/.test(address);
    return /^169\.254\./.test(address);
}

;// CONCATENATED MODULE: ./js/recipe/policy/mounts.js
/** What a service mounts: paths of the host, the Docker socket among them, and volumes that are paths in disguise. */




/** Who can write there owns the host. */
const SOCKETS = ['/run/docker.sock', '/run/containerd/containerd.sock', '/run/podman/podman.sock'];
const dockerSocket = inServices((service) => service.mounts
    .filter((mount) => isBind(mount) && reachesSocket(mount.key))
    .map(({ key, place }) => ({
    place,
    message: `${service.name} mounts ${key} of the host, which ${/\.sock$/.test(key) ? 'is' : 'holds'} the socket of the container engine`,
})));
const bindMount = inServices((service) => service.mounts
    .filter((mount) => isBind(mount) && !reachesSocket(mount.key))
    .map(({ key, kind, place }) => ({
    place,
    message: kind === 'bind'
        ? `${service.name} mounts ${key} of the host`
        : `${service.name} has a mount that is neither a volume nor a tmpfs`,
})));
/** Anonymous volumes and tmpfs have no source, and are no one else's. */
function isBind({ kind, type }) {
    return kind === 'bind' || (kind === 'other' && type !== 'volume' && type !== 'tmpfs');
}
/**
 * True for a socket in any spelling, and for every folder that one can be reached through. What stands in front of a `..`
 * isn't known here, so that the path behind it is taken from the root.
 */
function reachesSocket(path) {
    const plain = external_node_path_.posix.normalize(`/${path.replace(/^~/, '')}`).replace(/(?<=.)\/$/, '');
    const real = plain.replace(/^\/var\/run(?=\/|$)/, '/run');
    if (/\.sock$/.test(real))
        return true;
    // Below the recipe's folder, or the home of whoever deploys.
    if (/^[.~]/.test(path) && !path.includes('..'))
        return false;
    // /proc/1/root is the host's whole file system; /var/run may be a folder of its own.
    if (/^\/proc(\/|$)/.test(real) || real === '/' || real === '/var')
        return true;
    return SOCKETS.some((socket) => socket.startsWith(`${real}/`));
}
/** Options of the local driver's tmpfs, which is memory of the container's own. Source: mount(8). */
const TMPFS_OPTION = /^((size|uid|gid|mode|nr_inodes|nr_blocks)=[0-9a-z%]+|(no)?(exec|suid|dev|atime|diratime)|relatime|ro|rw)$/;
const volumeDriver = inSection('volumes', (volume) => {
    const { tree } = volume;
    const driver = textOf(child(tree, 'driver')) ?? 'local';
    const hits = [];
    const hit = (key, message) => {
        hits.push({ place: placeAt(tree, key), message: `the volume ${volume.key} ${message}` });
    };
    if (driver !== 'local' && driver !== '')
        hit('driver', `is made by the driver ${driver}`);
    if (child(tree, 'cluster_spec') !== undefined)
        hit('cluster_spec', 'is a cluster volume');
    const harm = harmOfOptions(optionsOf(volume));
    if (harm !== undefined)
        hit('driver_opts', harm);
    return hits;
});
function optionsOf({ tree }) {
    return new Map(pairsOf(child(tree, 'driver_opts')).map(({ key, value }) => [key, value]));
}
/** Nothing, a size, or a tmpfs with plain options passes: the local driver hands everything else to mount(2). */
function harmOfOptions(options) {
    const { type = '', device = '', o = '' } = Object.fromEntries(options);
    const unknown = [...options.keys()].find((key) => !['type', 'device', 'o', 'size'].includes(key));
    if (unknown !== undefined)
        return `has the driver option ${unknown}`;
    if (type === '' && device === '' && o === '')
        return undefined;
    if (type !== 'tmpfs' || !['', 'tmpfs', 'none'].includes(device))
        return `is a mount of ${device === '' ? 'the host' : device}${type === '' ? '' : ` (type ${type}${o === '' ? '' : `, ${o}`})`}`;
    const odd = o.split(',').find((option) => option.trim() !== '' && !TMPFS_OPTION.test(option.trim()));
    return odd === undefined ? undefined : `is a tmpfs with the option ${odd}`;
}
/** Swarm fills `{{…}}` in at the task: what is mounted then can't be known from the file. */
function mountPlaceholder(facts) {
    const ofServices = inServices((service) => service.mounts
        .filter(({ key }) => key.includes('{{'))
        .map(({ key, place }) => ({ place, message: `${service.name} mounts ${key}, a placeholder` })));
    const ofVolumes = inSection('volumes', ({ key, name, tree, place }) => [
        ...(name.includes('{{')
            ? [{ place, message: `the volume ${key} has a placeholder in its name: ${name}` }]
            : []),
        ...['driver_opts', 'labels'].flatMap((section) => pairsOf(child(tree, section))
            .filter(({ value }) => value.includes('{{'))
            .map((pair) => ({
            place: pair.place,
            message: `the volume ${key} has a placeholder in ${section}.${pair.key}: ${pair.value}`,
        }))),
    ]);
    return [...ofServices(facts), ...ofVolumes(facts)];
}
/** The files of configs, secrets and env files; symbolic links are followed, and refused, where the files are read. */
function fileOutside({ compose }) {
    const isOutside = (path) => /^([/~\\]|[A-Za-z]:)/.test(path) || external_node_path_.posix.normalize(path).split('/').includes('..');
    const ofObjects = ['configs', 'secrets'].flatMap((section) => compose[section].flatMap(({ key, filePath }) => filePath === undefined || !isOutside(filePath.path)
        ? []
        : [{ place: filePath.place, message: `${section.slice(0, -1)} ${key} is made of ${filePath.path}` }]));
    const ofServices = compose.services.flatMap(({ name, files }) => files
        .filter(({ what, path }) => what === 'env_file' && isOutside(path))
        .map(({ path, place }) => ({
        service: name,
        place,
        message: `${name} reads its environment from ${path}`,
    })));
    return [...ofObjects, ...ofServices];
}
/** A volume's path in a backup label is joined to the volume's folder on the host. */
const backupPath = inServices((service) => labelsOf(service)
    .filter(({ key }) => /^backupbot\.backup\.volumes\..+\.path$/i.test(key))
    .filter(({ value }) => value.split(',').some((path) => path.split('/').includes('..')))
    .map(({ key, value, place }) => ({ place, message: `${service.name} backs up ${value} (${key})` })));

;// CONCATENATED MODULE: ./js/recipe/policy/names.js
/** Volumes, secrets, configs and labels that name somebody else's stack. */



/** External ones of others, and own ones under a name that could be another's: docker takes what is there. */
const foreignObject = (section) => inSection(section, ({ key, name, isExternal, place, tree }, { stack }) => {
    const what = `the ${section.slice(0, -1)} ${key}`;
    const driver = section === 'volumes' ? undefined : textOf(child(tree, 'driver'));
    if (driver !== undefined && driver !== '')
        return [{ place, message: `${what} comes from the driver ${driver}` }];
    if (isOwnName(name, stack))
        return [];
    const message = isExternal
        ? `is ${name}, of somebody else`
        : `is to be made as ${name}, which could be somebody else's`;
    return [{ place, message: `${what} ${message}` }];
});
/** Docker's and this program's own; and abra's, for another stack. */
function foreignLabel({ compose, stack }) {
    const ofServices = compose.services.flatMap((service) => foreignOf(labelsOf(service), stack).map(({ key, place }) => ({
        service: service.name,
        place,
        message: `${service.name} has the label ${key}${hint(key)}`,
    })));
    const sections = ['volumes', 'networks', 'secrets', 'configs'];
    const ofObjects = sections.flatMap((section) => compose[section].flatMap(({ key: object, tree }) => foreignOf(labelsOfObject(tree), stack).map(({ key, place }) => ({
        place,
        message: `the ${section.slice(0, -1)} ${object} has the label ${key}${hint(key)}`,
    }))));
    return [...ofServices, ...ofObjects];
}
function labelsOfObject(tree) {
    return pairsOf(child(tree, 'labels'));
}
function foreignOf(labels, stack) {
    return labels.filter(({ key }) => {
        const name = key.toLowerCase();
        if (name.startsWith('com.docker.') || name.startsWith('cc-ci.'))
            return true;
        return name.startsWith('coop-cloud.') && !name.startsWith(`coop-cloud.${stack.toLowerCase()}.`);
    });
}
/** Docker fills variables into values, and leaves keys as they are. */
function hint(key) {
    return key.includes('$')
        ? ' (docker leaves the keys of a mapping as they are: write labels as a list)'
        : '';
}

;// CONCATENATED MODULE: ./js/recipe/policy/networks.js
/** Networks that a service joins, and the names that it goes by on those that others are on too. */



/** Every app of a Co-op Cloud server is on it, with the router. */
const PROXY = 'proxy';
const foreignNetwork = inSection('networks', ({ key, name, isExternal, place }, { stack }) => {
    if (isOwnName(name, stack) || name === 'host')
        return [];
    if (isExternal)
        return name === PROXY ? [] : [{ place, message: `the network ${key} is ${name}, of somebody else` }];
    return [{ place, message: `the network ${key} is to be made as ${name}, which could be somebody else's` }];
});
/** Options that stay inside of the network itself. */
const HARMLESS_OPTIONS = ['encrypted', 'com.docker.network.driver.mtu'];
const networkDriver = inSection('networks', ({ key, tree }) => {
    const hits = [];
    const driver = textOf(child(tree, 'driver')) ?? '';
    if (!['', 'overlay', 'host'].includes(driver))
        hits.push({
            place: placeAt(tree, 'driver'),
            message: `the network ${key} is made by the driver ${driver}`,
        });
    const ipam = textOf(child(child(tree, 'ipam'), 'driver')) ?? 'default';
    if (ipam !== 'default')
        hits.push({
            place: placeAt(tree, 'ipam', 'driver'),
            message: `the network ${key} has the address driver ${ipam}`,
        });
    for (const option of pairsOf(child(tree, 'driver_opts')))
        if (!HARMLESS_OPTIONS.includes(option.key))
            hits.push({ place: option.place, message: `the network ${key} has the driver option ${option.key}` });
    return hits;
});
/** A name of somebody else on a network that is shared: their traffic would come here. */
const networkAlias = inServices((service, { compose, domain, stack }) => {
    const isOwn = (alias) => alias === service.name || alias === stack || isOwnName(alias, stack) || isOwnDomain(alias, domain);
    const networks = child(service.tree, 'networks');
    return service.networks
        .filter(({ key }) => isShared(compose.networks.find((network) => network.key === key), stack))
        .flatMap(({ key }) => textsOf(child(child(networks, key), 'aliases'))
        .filter(({ text }) => !isOwn(text))
        .map(({ text, place }) => ({
        place,
        message: `${service.name} calls itself ${text} on the network ${key}, which others are on`,
    })));
});
function isShared(network, stack) {
    return network !== undefined && !isOwnName(network.name, stack);
}
const hasPorts = (mode) => inServices(({ name, tree }) => {
    const ports = child(tree, 'ports');
    const items = ports?.kind === 'list' ? ports.items : [];
    return items
        .filter((item) => (textOf(child(item, 'mode')) === 'host') === (mode === 'host'))
        .map((item) => ({
        place: item.place,
        message: `${name} publishes port ${shownPort(item)}${mode === 'host' ? ' on the node itself' : ''}`,
    }));
});
function shownPort(item) {
    const target = textOf(child(item, 'target')) ?? '?';
    return textOf(item) ?? `${textOf(child(item, 'published')) ?? 'any'}:${target}`;
}

;// CONCATENATED MODULE: ./js/recipe/policy/resources.js
/** What a service takes from the others on the host: places, memory, and where its log goes. */


/** More than any recipe asks for, by far. */
const MAX_REPLICAS = 10;
const globalMode = inServices(({ name, mode, tree }) => mode.startsWith('global')
    ? [
        {
            place: placeAt(tree, 'deploy', 'mode'),
            message: `${name} runs on every node (deploy.mode ${mode})`,
        },
    ]
    : []);
const manyReplicas = inServices(({ name, replicas, tree }) => replicas > MAX_REPLICAS
    ? [{ place: placeAt(tree, 'deploy', 'replicas'), message: `${name} asks for ${replicas} replicas` }]
    : []);
/** These write to a file that goes with the container, or nowhere. */
const LOCAL_LOGS = ['', 'json-file', 'local', 'none'];
const loggingDriver = inServices(({ name, tree }) => {
    const driver = textOf(child(child(tree, 'logging'), 'driver')) ?? '';
    return LOCAL_LOGS.includes(driver)
        ? []
        : [{ place: placeAt(tree, 'logging', 'driver'), message: `${name} logs to the driver ${driver}` }];
});
const oomScore = inServices(({ name, tree }) => {
    const score = Number(textOf(child(tree, 'oom_score_adj')) ?? 0);
    return score >= 0
        ? []
        : [
            {
                place: placeAt(tree, 'oom_score_adj'),
                message: `${name} has oom_score_adj ${score}, so that the kernel would kill others first`,
            },
        ];
});

;// CONCATENATED MODULE: ./js/recipe/policy/router-rule.js
/**
 * A strict reader of Traefik's router rules: matchers, `&&`, `||`, `!` and parentheses. What it can't read isn't judged to be
 * harmless. Source: https://doc.traefik.io/traefik/routing/routers/ (rule), which Traefik reads as an expression of Go.
 */
/** An escape in double quotes could spell anything, so there are none. */
const TOKEN = /\s*(?:(&&|\|\||[!(),])|([A-Za-z][A-Za-z0-9]*)|`([^`]*)`|"([^"\\]*)")/y;
function readRouterRule(rule) {
    const tokens = tokensOf(rule);
    if (!Array.isArray(tokens))
        return tokens;
    const reader = new RuleReader(tokens);
    const read = reader.either();
    const rest = reader.rest();
    if (read === undefined || rest !== '')
        return { kind: 'unreadable', at: rest };
    return { kind: 'rule', rule: read };
}
function tokensOf(rule) {
    const tokens = [];
    const text = rule.trimEnd();
    TOKEN.lastIndex = 0;
    while (TOKEN.lastIndex < text.length) {
        const from = TOKEN.lastIndex;
        const match = TOKEN.exec(text);
        if (match === null)
            return { kind: 'unreadable', at: text.slice(from).trim() };
        const [, sign, name, raw, quoted] = match;
        if (sign !== undefined)
            tokens.push({ kind: 'sign', text: sign });
        else if (name !== undefined)
            tokens.push({ kind: 'name', text: name });
        else
            tokens.push({ kind: 'text', text: raw ?? quoted ?? '' });
    }
    return tokens;
}
/** `!` binds before `&&`, and that before `||`. Each method gives undefined where the rule can't be read. */
class RuleReader {
    tokens;
    #position = 0;
    constructor(tokens) {
        this.tokens = tokens;
    }
    rest() {
        return this.tokens
            .slice(this.#position)
            .map(({ text }) => text)
            .join(' ');
    }
    either() {
        return this.#joined('||', 'or', () => this.#both());
    }
    #both() {
        return this.#joined('&&', 'and', () => this.#single());
    }
    #joined(sign, kind, part) {
        let left = part();
        while (left !== undefined && this.#takes(sign)) {
            const right = part();
            left = right === undefined ? undefined : { kind, left, right };
        }
        return left;
    }
    #single() {
        if (this.#takes('!')) {
            const of = this.#single();
            return of === undefined ? undefined : { kind: 'not', of };
        }
        if (this.#takes('(')) {
            const inner = this.either();
            return inner !== undefined && this.#takes(')') ? inner : undefined;
        }
        return this.#matcher();
    }
    #matcher() {
        const name = this.#take('name');
        if (name === undefined || !this.#takes('('))
            return undefined;
        const values = [];
        if (this.#takes(')'))
            return { kind: 'match', name: name.toLowerCase(), values };
        do {
            const value = this.#take('text');
            if (value === undefined)
                return undefined;
            values.push(value);
        } while (this.#takes(','));
        return this.#takes(')') ? { kind: 'match', name: name.toLowerCase(), values } : undefined;
    }
    #takes(sign) {
        const next = this.tokens[this.#position];
        if (next?.kind !== 'sign' || next.text !== sign)
            return false;
        this.#position += 1;
        return true;
    }
    #take(kind) {
        const next = this.tokens[this.#position];
        if (next?.kind !== kind)
            return undefined;
        this.#position += 1;
        return next.text;
    }
}
const HOST_MATCHERS = ['host', 'hostheader', 'hostsni'];
const PATTERN_MATCHERS = ['hostregexp', 'hostsniregexp'];
/** One class of characters, as often as it likes: nothing that an alternative could be put into. */
const ANYTHING = String.raw `(?:\\w|\.|\[[A-Za-z0-9_-]+\])[+*]`;
/** `{sub:[a-z]+}.domain` of version 2, which is anchored, and `^[a-z]+\.domain$` of version 3, which isn't by itself. */
const BELOW = new RegExp(String.raw `^(?:\{[a-z]+:${ANYTHING}\}\.|\^${ANYTHING}\\\.(?=.*\$$))(.+?)\$?$`);
/**
 * The domain that all of a pattern's hosts are below; undefined for every other pattern. The domain's own dots may stand without their
 * backslashes, since a recipe can only write `${DOMAIN}`.
 */
function domainOfPattern(pattern) {
    return BELOW.exec(pattern)?.[1]?.replaceAll('\\.', '.');
}
function isOwnMatch(name, value, isOwn) {
    if (HOST_MATCHERS.includes(name))
        return isOwn(value);
    return PATTERN_MATCHERS.includes(name) && isOwn(domainOfPattern(value) ?? '');
}
/**
 * True when everything that the rule lets through names a host for which `isOwn` holds.
 * Both sides of an `or` have to; one side of an `and` is enough; a `not` says nothing about where a request goes.
 */
function isConfined(rule, isOwn) {
    switch (rule.kind) {
        case 'match':
            return rule.values.length > 0 && rule.values.every((value) => isOwnMatch(rule.name, value, isOwn));
        case 'and':
            return isConfined(rule.left, isOwn) || isConfined(rule.right, isOwn);
        case 'or':
            return isConfined(rule.left, isOwn) && isConfined(rule.right, isOwn);
        case 'not':
            return false;
    }
}
/** The hosts that the rule's matchers name, patterns too, without those for which `isOwn` holds. */
function foreignHosts(rule, isOwn) {
    if (rule.kind === 'match') {
        if (!rule.name.startsWith('host'))
            return [];
        return rule.values.filter((value) => !isOwnMatch(rule.name, value, isOwn));
    }
    if (rule.kind === 'not')
        return [];
    return [...foreignHosts(rule.left, isOwn), ...foreignHosts(rule.right, isOwn)];
}

;// CONCATENATED MODULE: ./js/recipe/policy/router.js
/** Traefik's labels: which requests a service asks for, and under whose names. The router reads the labels of every service. */




const router_LABEL = /^traefik\.(http|tcp|udp)\.([a-z]+)\.([^.]+)\.?(.*)$/i;
function traefikLabels(labels) {
    return labels.flatMap((label) => {
        const [, protocol = '', section = '', name = '', rest = ''] = router_LABEL.exec(label.key) ?? [];
        if (protocol === '')
            return [];
        const lower = (text) => text.toLowerCase();
        return [{ ...label, protocol: lower(protocol), section: lower(section), name, rest: lower(rest) }];
    });
}
function routerRule(facts) {
    const all = facts.compose.services.flatMap((service) => traefikLabels(labelsOf(service)));
    const withRule = new Set(all.filter(({ rest }) => rest === 'rule').map(routerKey));
    return inServices((service) => {
        const routers = traefikLabels(labelsOf(service)).filter(({ section }) => section === 'routers');
        const seen = new Set();
        return routers.flatMap((label) => {
            if (label.rest === 'rule')
                return judgeRule(service.name, label, facts);
            const key = routerKey(label);
            if (withRule.has(key) || seen.has(key))
                return [];
            seen.add(key);
            const why = label.protocol === 'udp'
                ? "which can't have a rule: it takes all of its entry point"
                : "which has no rule: Traefik's default decides what it takes";
            return [
                {
                    place: label.place,
                    message: `${service.name} has the ${label.protocol} router ${label.name}, ${why}`,
                },
            ];
        });
    })(facts);
}
function routerKey({ protocol, name }) {
    return `${protocol}.${name.toLowerCase()}`;
}
function judgeRule(service, { name, value, place }, { domain }) {
    const start = `${service} has the router ${name}, `;
    const read = readRouterRule(value);
    if (read.kind === 'unreadable')
        return [
            {
                place,
                message: `${start}whose rule can't be read: ${value}${read.at === '' ? '' : ` (at ${read.at})`}`,
            },
        ];
    const isOwn = (host) => isOwnDomain(host, domain);
    if (isConfined(read.rule, isOwn))
        return [];
    const foreign = [...new Set(foreignHosts(read.rule, isOwn))];
    const takes = foreign.length > 0
        ? `which takes requests for ${foreign.join(', ')}`
        : 'which takes requests for any host';
    return [{ place, message: `${start}${takes}: ${value}` }];
}
/** Two apps that name a router alike make Traefik drop both. */
const routerName = inServices((service, { stack }) => {
    const seen = new Set();
    return traefikLabels(labelsOf(service)).flatMap(({ protocol, section, name, place }) => {
        const key = `${protocol}.${section}.${name}`;
        if (isOwnTraefikName(name, stack) || seen.has(key))
            return [];
        seen.add(key);
        return [
            { place, message: `${service.name} defines ${key}, a name that another app may have too${hint(name)}` },
        ];
    });
});
/** The stack's name, alone or in front: abra's convention. */
function isOwnTraefikName(name, stack) {
    const lower = name.toLowerCase();
    return lower === stack.toLowerCase() || new RegExp(`^${stack.toLowerCase()}[-_]`).test(lower);
}
/** Keys whose value names something that another label, or the router's own files, define. */
const router_REFERENCE = /^(service|middlewares|serverstransport|loadbalancer\.serverstransport|errors\.service|chain\.middlewares)$/;
/** Keys whose value is where a request is sent. */
const ADDRESS = /^(loadbalancer\.servers?(\[\d+\])?\.(url|address|ipaddress)|forwardauth\.address)$/;
const routerTarget = inServices((service, { stack, domain }) => traefikLabels(labelsOf(service)).flatMap(({ protocol, section, name, rest, value, place }) => {
    const start = `${service.name}: ${protocol}.${section}.${name} `;
    if (ADDRESS.test(rest) && !isOwnAddress(value, stack, domain))
        return [{ place, message: `${start}sends requests to ${value}` }];
    if (!router_REFERENCE.test(rest))
        return [];
    return value
        .split(',')
        .map((reference) => reference.trim())
        .filter((reference) => reference !== '' && !isOwnReference(reference, rest, stack))
        .map((reference) => ({ place, message: `${start}uses ${reference}, which isn't this app's` }));
}));
/** `name`, or `name@provider`. The operator keeps middlewares for all apps in files; services there are the operator's own. */
function isOwnReference(reference, key, stack) {
    const [name = '', provider] = reference.split('@');
    if (provider === 'file')
        return key.endsWith('middlewares');
    return (provider === undefined || /^(docker|swarm)$/.test(provider)) && isOwnTraefikName(name, stack);
}
function isOwnAddress(address, stack, domain) {
    const host = /^(?:[a-z0-9+]+:\/\/)?([a-z0-9._-]+)(?::\d+)?(?:\/|$)/i.exec(address)?.[1] ?? '';
    return host.startsWith(`${stack}_`) || isOwnDomain(host, domain);
}
const certificateDomain = inServices((service, { domain }) => traefikLabels(labelsOf(service))
    .filter(({ rest }) => /^tls\.domains(\[\d+\])?\.(main|sans)/.test(rest))
    .flatMap(({ value, name, place }) => value
    .split(',')
    .map((host) => host.trim())
    .filter((host) => host !== '' && !isOwnDomain(host.replace(/^\*\./, ''), domain))
    .map((host) => ({
    place,
    message: `${service.name}: the router ${name} asks for a certificate of ${host}`,
}))));
/** Labels that every recipe may have; what else begins with `traefik.` is about the router as a whole, or of its version 1. */
const HARMLESS = /^traefik\.(enable$|tags$|docker\.|swarm\.|(http|tcp|udp)\.(routers|services|middlewares|serverstransports)\.[^.]+)/i;
const routerSetting = inServices((service) => labelsOf(service)
    .filter(({ key }) => /^traefik\./i.test(key) && !HARMLESS.test(key))
    .map(({ key, place }) => ({ place, message: `${service.name} has the label ${key}` })));

;// CONCATENATED MODULE: ./js/recipe/policy/rules.js
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: compose writes variables like this
/**
 * The policy, row by row: what a pull request's compose file may not do on a host that it shares with others. docs/policy.md says
 * the same, and a test compares the two. To add a row: write it here, its examples in test/unit/policy/, and `npx vitest run test/unit/policy --update`.
 */






const COMPOSE = 'https://docs.docker.com/reference/compose-file/';
const ENGINE = 'https://docs.docker.com/engine/';
const TRAEFIK = 'https://doc.traefik.io/traefik/';
const policyRules = [
    {
        id: 'docker-socket',
        what: 'Mount the socket of the container engine, or a folder that leads to it (`/`, `/var`, `/run`, `/proc`), in any spelling.',
        why: 'Whoever can write to the socket can start a privileged container: it is root on the host.',
        instead: 'Leave the mount out. A recipe whose work it is (a router, a backup bot) needs an exception in the base branch, and a host that it may have.',
        source: `${ENGINE}security/protect-access/`,
        find: dockerSocket,
    },
    {
        id: 'bind-mount',
        what: 'Mount a path of the host: short (`/etc:/x`) or long (`type: bind`), absolute, relative or below `~`.',
        why: "It reads and writes the host's files, the runner's and other apps' among them.",
        instead: 'Use a named volume for data and `configs:` for files of the recipe.',
        source: `${COMPOSE}services/#volumes`,
        find: bindMount,
    },
    {
        id: 'volume-driver',
        what: 'Declare a volume that is a mount of something else: `driver_opts` with `o: bind`, a device, nfs, cifs or overlay; another driver.',
        why: 'The local driver hands these options to mount(2): a path, a disk or a share of the host under the name of a volume.',
        instead: 'Leave `driver` and `driver_opts` out. A `type: tmpfs` with `size=`, `uid=`, `gid=`, `mode=` and the like passes.',
        source: `${ENGINE}storage/volumes/; moby, volume/local/local_unix.go`,
        find: volumeDriver,
    },
    {
        id: 'mount-placeholder',
        what: 'Have `{{…}}` in a mount, or in the name, options or labels of a volume.',
        why: "Swarm fills it in when the task starts: another stack's volume could be what it says then.",
        instead: 'Write the name out. Placeholders in `environment` and `hostname` pass.',
        source: `${ENGINE}reference/commandline/service_create/#create-services-using-templates`,
        find: mountPlaceholder,
    },
    {
        id: 'file-outside',
        what: 'Make a config or a secret of a file outside of the recipe, or read its environment from one.',
        why: "The files are read by the runner's user: its keys and credentials would be in the container.",
        instead: 'Put the file into the recipe. A symbolic link that leads out of it is refused as well, before anything else.',
        source: `${COMPOSE}configs/#file`,
        find: fileOutside,
    },
    {
        id: 'privileged',
        what: 'Set `privileged: true`.',
        why: "Such a container has the host's devices and no confinement. `docker stack deploy` ignores the key; what it says of the recipe's intent remains.",
        instead: 'Leave it out; `privileged: false` passes.',
        source: `${COMPOSE}services/#privileged`,
        find: privileged,
    },
    {
        id: 'host-network',
        what: "Use the host's network: `network_mode: host`, another container's or service's, or a network called `host`.",
        why: "It listens on the host's addresses, sees its traffic and reaches what is only there for localhost.",
        instead: 'Join `proxy` and a network of the recipe; `network_mode: none` and `bridge` pass.',
        source: `${COMPOSE}services/#network_mode`,
        find: hostNetwork,
    },
    {
        id: 'host-namespace',
        what: "Share the host's or another container's namespaces: `pid`, `ipc`, `uts`, `cgroup`, `cgroupns_mode`, `userns_mode`, `cgroup_parent`.",
        why: 'It sees, and can signal or trace, processes that are not its own. Most of these are ignored in a Swarm.',
        instead: 'Leave the key out; `private` and `none` pass.',
        source: `${COMPOSE}services/#pid`,
        find: hostNamespace,
    },
    {
        id: 'capability',
        what: 'Ask for a capability (`cap_add`) that containers do not have anyway.',
        why: 'SYS_ADMIN, NET_ADMIN, SYS_PTRACE and others are ways out of a container.',
        instead: 'Leave it out. Giving back a default one after `cap_drop: [ALL]` passes.',
        source: `${ENGINE}containers/run/#runtime-privilege-and-linux-capabilities`,
        find: capability,
    },
    {
        id: 'device',
        what: 'Ask for a device of the host.',
        why: "A disk is all of the host's files, past every mount.",
        instead: 'Leave `devices` out.',
        source: `${COMPOSE}services/#devices`,
        find: device,
    },
    {
        id: 'security-opt',
        what: 'Loosen the confinement: `security_opt` with `unconfined`, `label:disable`, or a profile of its own.',
        why: 'seccomp and AppArmor are what keeps a flaw in the kernel from being reached.',
        instead: 'Leave it out; `no-new-privileges:true` passes.',
        source: `${ENGINE}containers/run/#security-configuration`,
        find: securityOption,
    },
    {
        id: 'sysctl',
        what: 'Change a kernel setting that is not about its own connections, queues or shared memory.',
        why: 'Forwarding, redirects and reverse-path filters of a container on a shared network concern the others there.',
        instead: 'Leave it out. `net.core.somaxconn`, `net.ipv4.tcp_*`, `net.ipv4.ip_unprivileged_port_start`, `net.ipv4.ip_local_port_range`, `net.ipv6.conf.*.disable_ipv6`, `kernel.shm*`, `kernel.msg*`, `kernel.sem` and `fs.mqueue.*` pass.',
        source: `${COMPOSE}services/#sysctls`,
        find: sysctl,
    },
    {
        id: 'host-address',
        what: 'Point `extra_hosts` or `dns` at an address that only the host or its cloud answers: 169.254.0.0/16, fe80::/10, `host-gateway`.',
        why: "The cloud's metadata service gives out the machine's credentials.",
        instead: 'Use names of services, or public addresses.',
        source: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html; RFC 3927',
        find: hostAddress,
    },
    {
        id: 'foreign-network',
        what: "Join a network that isn't the app's, except `proxy`; or make one under a name that doesn't begin with the stack's.",
        why: "On another app's network its database answers without the router in between.",
        instead: "Networks without `name:` get the stack's name in front; external ones: `proxy`, or `${STACK_NAME}_…`.",
        source: `${COMPOSE}networks/#external`,
        find: foreignNetwork,
    },
    {
        id: 'network-driver',
        what: 'Make a network with another driver than overlay, with an address driver, or with options past `encrypted` and the MTU.',
        why: "macvlan and ipvlan put the container on the host's own network; a chosen VXLAN id joins somebody else's.",
        instead: 'Leave `driver` out, or write `driver: overlay`.',
        source: `${ENGINE}network/drivers/`,
        find: networkDriver,
    },
    {
        id: 'network-alias',
        what: "Take a name on a shared network that is neither the service's nor the app's own.",
        why: "Docker's DNS sends those who look for that name (another app's service, the router) here.",
        instead: 'Aliases that begin with `${STACK_NAME}_`, the domain, and any alias on a network of the recipe pass.',
        source: `${COMPOSE}services/#aliases`,
        find: networkAlias,
    },
    {
        id: 'published-port',
        what: 'Publish a port: `ports:`, short or long.',
        why: 'A port is there once in the whole Swarm: two runs, or a run and an app in use, collide.',
        instead: 'Let the router do it with labels, or use `expose:`.',
        source: `${ENGINE}swarm/ingress/`,
        find: hasPorts('ingress'),
    },
    {
        id: 'host-port',
        what: 'Publish a port on the node itself (`mode: host`).',
        why: 'As before, and past the mesh and its rules.',
        instead: 'Let the router do it with labels.',
        source: `${ENGINE}swarm/ingress/#bypass-the-routing-mesh`,
        find: hasPorts('host'),
    },
    {
        id: 'foreign-volume',
        what: "Use a volume whose name doesn't begin with the stack's: external, or by `name:`.",
        why: "Docker takes the volume that is there: another app's data.",
        instead: 'Leave `name:` out, or begin it with `${STACK_NAME}_`.',
        source: `${COMPOSE}volumes/#name`,
        find: foreignObject('volumes'),
    },
    {
        id: 'foreign-secret',
        what: "Use a secret whose name doesn't begin with the stack's, or one of a driver.",
        why: "The container could read another app's password.",
        instead: 'Name it `${STACK_NAME}_token_${SECRET_TOKEN_VERSION}`.',
        source: `${ENGINE}swarm/secrets/`,
        find: foreignObject('secrets'),
    },
    {
        id: 'foreign-config',
        what: "Use a config whose name doesn't begin with the stack's, or one of a driver.",
        why: "Configs of other apps hold their settings; under the same name a deployment writes over another app's labels.",
        instead: 'Name it `${STACK_NAME}_site_${SITE_VERSION}`.',
        source: `${ENGINE}swarm/configs/`,
        find: foreignObject('configs'),
    },
    {
        id: 'foreign-label',
        what: "Carry a label that claims another stack: `coop-cloud.OTHER.…`, or one of docker's or this program's own (`com.docker.…`, `cc-ci.…`).",
        why: 'By these labels stacks are listed, upgraded and removed.',
        instead: 'Write `coop-cloud.${STACK_NAME}.…`.',
        source: 'https://docs.coopcloud.tech/maintainers/handbook/; docker/cli, cli/compose/convert/compose.go',
        find: foreignLabel,
    },
    {
        id: 'backup-path',
        what: 'Name a path with `..` in a backup label.',
        why: "It is joined to the volume's folder on the host: the backup, and the restore, would go past it.",
        instead: 'Give a path below the root of the volume.',
        source: 'https://docs.coopcloud.tech/, specs/backup/spec.md',
        find: backupPath,
    },
    {
        id: 'router-rule',
        what: "Have a router that takes requests for a host which isn't the app's domain or below it; a rule without a host, with a pattern that could be of any (`HostRegexp`), or none.",
        why: "The router is everybody's: such a rule takes over another app's traffic, or all of it.",
        instead: 'Write ``Host(`${DOMAIN}`)``, joined with `&&` to what you like and with `||` to names below the domain only. Of patterns two pass: ``HostRegexp(`{sub:[a-z]+}.${DOMAIN}`)`` and ``HostRegexp(`^[a-z]+\\.${DOMAIN}$$`)`` (`$$` is how a compose file writes one).',
        source: `${TRAEFIK}routing/routers/#rule`,
        find: routerRule,
    },
    {
        id: 'router-name',
        what: "Define a router, service or middleware whose name doesn't begin with the stack's.",
        why: 'Where two apps define the same name, Traefik drops both.',
        instead: 'Name it `${STACK_NAME}` or `${STACK_NAME}-…`.',
        source: `${TRAEFIK}providers/swarm/#routing-configuration-with-labels`,
        find: routerName,
    },
    {
        id: 'router-target',
        what: "Send requests through another app's middleware or to its service, to Traefik's own (`api@internal`), or to an address that isn't the app's.",
        why: 'The router reaches every network: it would fetch for the outside what is not meant for it.',
        instead: 'Use the names that the recipe defines. Middlewares that the operator keeps in files (`NAME@file`) pass.',
        source: `${TRAEFIK}reference/routing-configuration/other-providers/swarm/; forwardauth`,
        find: routerTarget,
    },
    {
        id: 'certificate-domain',
        what: "Ask for a certificate of a domain that isn't the app's.",
        why: "It spends the host's limits at the certificate authority, and puts its name beside others'.",
        instead: 'Leave `tls.domains` out, or name the domain and what is below it.',
        source: `${TRAEFIK}routing/routers/#domains`,
        find: certificateDomain,
    },
    {
        id: 'router-setting',
        what: 'Set something of the router as a whole (`traefik.tls.stores…`), or by a label of its version 1.',
        why: 'It holds for all apps on the host.',
        instead: 'Routers, services, middlewares and `traefik.enable`, `traefik.docker.…`, `traefik.swarm.…` are for recipes.',
        source: `${TRAEFIK}https/tls/#certificates-stores`,
        find: routerSetting,
    },
    {
        id: 'global-mode',
        what: 'Run on every node (`deploy.mode: global`).',
        why: 'It takes a place on machines that the test has no business on.',
        instead: 'Use `replicated`, which is the default.',
        source: `${COMPOSE}deploy/#mode`,
        find: globalMode,
    },
    {
        id: 'many-replicas',
        what: `Ask for more than ${MAX_REPLICAS} replicas of a service.`,
        why: 'The host is shared, and so is its memory.',
        instead: `Up to ${MAX_REPLICAS} pass.`,
        source: `${COMPOSE}deploy/#replicas`,
        find: manyReplicas,
    },
    {
        id: 'logging-driver',
        what: 'Log to something else than the local file: syslog, journald, gelf, fluentd, a cloud, a plugin.',
        why: "The daemon sends it, from the host's network and with the host's credentials; and the log can't be shown when the app fails.",
        instead: 'Leave `logging.driver` out; `json-file`, `local` and `none` pass.',
        source: `${ENGINE}logging/configure/#supported-logging-drivers`,
        find: loggingDriver,
    },
    {
        id: 'oom-score',
        what: 'Lower `oom_score_adj` below 0.',
        why: 'When memory runs out, the kernel would end others first: the daemon, or the runner.',
        instead: 'Leave it out, or raise it.',
        source: `${COMPOSE}services/#oom_score_adj`,
        find: oomScore,
    },
];

;// CONCATENATED MODULE: ./js/recipe/policy/index.js
/** What a pull request's compose file may not do on a shared host; judged on the merged and interpolated compose. */





/**
 * Pure. @param allow exceptions of the base branch's manifest; each has a reason. One that names a service holds for it alone; what
 * belongs to no service (a volume, a network) needs one without.
 * @returns the violations that no exception covers, in the order of the rules.
 * @throws UserError for an exception from a rule that isn't there: it would silently allow nothing.
 */
function checkPolicy(compose, app, allow) {
    checkRuleNames(allow);
    const { domain, stack } = app;
    return policyRules.flatMap(({ id, instead, find }) => find({ compose, domain, stack })
        .filter(({ service }) => !allow.some((one) => one.rule === id && covers(one.service, service)))
        .map(({ place, message, service }) => ({
        rule: id,
        ...(service === undefined ? {} : { service }),
        place,
        message,
        remedy: instead,
    })));
}
function covers(allowed, service) {
    return allowed === undefined || allowed === service;
}
function checkRuleNames(allow) {
    const unknown = allow.find(({ rule }) => !policyRules.some(({ id }) => id === rule));
    if (unknown === undefined)
        return;
    const known = policyRules.map(({ id }) => id).join(', ');
    throw new errors/* UserError */.yo(`cc-ci.yml: policy.allow names the rule ${JSON.stringify(unknown.rule)}, which there isn't; accepted: ${known}`);
}
/** @returns `compose.yml:12:9: app mounts /etc of the host (bind-mount). Use a named volume …` */
function showViolation(violation) {
    return `${showHit(violation)}. ${violation.remedy}`;
}

;// CONCATENATED MODULE: ./js/recipe/plan/http-check.js
/** Where the app is asked for a page: the service and port that a router would send the domain to. Pure. */



const ROUTER_LABEL = /^traefik\.http\.routers\.([^.]+)\.(.+)$/i;
const SERVICE_LABEL = /^traefik\.http\.services\.([^.]+)\.loadbalancer\.server\.(port|scheme)$/i;
/** What stands for a page of the recipe's own; `api@internal` and the operator's `x@file` don't. */
const OWN_PROVIDER = /^(docker|swarm)$/i;
/**
 * @param domain of the app. Routers for other names (below it, say) lead to something else than the app's page.
 * @throws UserError for a service that isn't there, and a port that is none.
 */
function httpCheck(services, { health }, domain) {
    const routes = services.flatMap(routesOf);
    const named = services.find(({ name }) => name === health.service);
    if (health.service !== undefined && named === undefined)
        throw new errors/* UserError */.yo(`cc-ci.yml: health.service is ${health.service}, and the recipe has no such service`);
    const ofNamed = routes.filter(({ service }) => named === undefined || service === named);
    const reaching = reachingRoutes(ofNamed, domain, health.path);
    const route = reaching.find(({ service }) => service.name === 'app') ?? reaching[0] ?? (named && { service: named });
    if (route === undefined && routes.length > 0 && health.port === undefined)
        return noneReaches(routes, domain);
    const asked = route ?? ofNamed[0];
    if (asked === undefined)
        return { kind: 'none', reason: 'no service has traefik labels, so nothing is reachable by the domain' };
    if (health.port === undefined && isForeign(asked.target))
        return leadsElsewhere(asked);
    const { name, place } = asked.service;
    const raw = health.port === undefined ? (labelFor(asked, 'port') ?? '80') : String(health.port);
    const port = Number(raw);
    if (!Number.isInteger(port) || port < 1 || port > 65_535)
        throw userErrorAt(place, `the label loadbalancer.server.port of ${name} is ${JSON.stringify(raw)}, not a port from 1 to 65535`);
    const scheme = labelFor(asked, 'scheme') === 'https' ? 'https' : 'http';
    return { kind: 'ask', service: name, port, scheme, path: health.path };
}
/** The routers of a service; one without a name where it has a port, or is to be seen, and names none. */
function routesOf(service) {
    const { labels } = service;
    const enabled = labels.get('traefik.enable');
    const routers = new Map();
    for (const [key, value] of labels) {
        const [, router = '', rest = ''] = ROUTER_LABEL.exec(key) ?? [];
        if (router === '')
            continue;
        const known = routers.get(router) ?? {};
        const what = rest.toLowerCase();
        if (what === 'rule')
            known.rule = value;
        if (what === 'service')
            known.target = value;
        routers.set(router, known);
    }
    const isRouted = enabled === 'true' || portsOf(service).length > 0;
    if (enabled === 'false' || !isRouted)
        return [];
    if (routers.size === 0)
        return [{ service }];
    return [...routers].map(([router, known]) => ({ service, router, ...known }));
}
function portsOf({ labels }) {
    return [...labels.keys()].filter((key) => SERVICE_LABEL.exec(key)?.[2]?.toLowerCase() === 'port');
}
/** The label of the Traefik service that the route leads to: the named one, the router's namesake, or the first. */
function labelFor({ service, target, router }, what) {
    const found = [...service.labels].flatMap(([key, value]) => {
        const [, name = '', kind = ''] = SERVICE_LABEL.exec(key) ?? [];
        return kind.toLowerCase() === what ? [{ name, value }] : [];
    });
    const wanted = (target ?? router ?? '').split('@')[0];
    return (found.find(({ name }) => name === wanted) ?? found[0])?.value;
}
/**
 * Those for the page of the domain itself. Where there are none, those for a part of its site alone, which a middleware may bring
 * to the root of the app; then those for names that aren't below it: a recipe may have its main name in a variable of its own,
 * which no run sets, and the app answers all the same.
 */
function reachingRoutes(routes, domain, path) {
    const isDomain = (host) => host === domain;
    const isElsewhere = (host) => !host.endsWith(`.${domain}`);
    const ways = [
        { isTheApps: isDomain, path },
        { isTheApps: isDomain, path: undefined },
        { isTheApps: isElsewhere, path: undefined },
    ];
    const found = ways.map((page) => routes.filter((route) => reaches(route, page)));
    return found.find((some) => some.length > 0) ?? [];
}
/** True unless the rule is sure to pass over every request for the page. */
function reaches({ rule }, page) {
    const read = rule === undefined ? undefined : readRouterRule(rule);
    return read?.kind !== 'rule' || mayTake(read.rule, page);
}
function mayTake(rule, page) {
    switch (rule.kind) {
        case 'match':
            return matcherMayTake(rule, page);
        case 'and':
            return mayTake(rule.left, page) && mayTake(rule.right, page);
        case 'or':
            return mayTake(rule.left, page) || mayTake(rule.right, page);
        case 'not':
            return true;
    }
}
function matcherMayTake({ name, values }, page) {
    if (name === 'host')
        return values.some((host) => page.isTheApps(host.toLowerCase()));
    const { path } = page;
    if (path === undefined)
        return true;
    if (name === 'path')
        return values.some((value) => value === path || value.includes('{'));
    if (name === 'pathprefix')
        return values.some((value) => path.startsWith(value) || value.includes('{'));
    return true;
}
function isForeign(target) {
    const provider = target?.split('@')[1];
    return provider !== undefined && !OWN_PROVIDER.test(provider);
}
const http_check_REMEDY = 'to have it asked all the same, name service and port under health: in cc-ci.yml';
function noneReaches(routes, domain) {
    const rules = [...new Set(routes.flatMap(({ rule }) => rule ?? []))];
    const shown = rules.length > 2 ? `${rules.slice(0, 2).join(', ')} and ${rules.length - 2} more` : rules.join(', ');
    return { kind: 'none', reason: `no router leads ${domain} itself to a service (${shown}); ${http_check_REMEDY}` };
}
function leadsElsewhere({ router, target }) {
    return {
        kind: 'none',
        reason: `the router ${router ?? ''} leads to ${target ?? ''}, which is no port of the recipe; ${http_check_REMEDY}`,
    };
}

;// CONCATENATED MODULE: ./js/recipe/plan/app.js
/** One app at one release, as plain data: everything that deploying it needs. Pure; the steps do it, a user can print it. */









const DEFAULT_HEALTH_MS = 300_000;
const HTTP_MS = 60_000;
const TEARDOWN_MS = 120_000;
/** @throws UserError for everything that is wrong with the recipe, before anything is made. */
function planApp(recipe, of) {
    const { domain, stack, manifest } = of;
    const overrides = { ...of.overrides, ...manifestEnv(recipe, of) };
    const all = environmentOf(recipe, { domain, stack, overrides });
    const compose = readCompose(recipe.composeFiles, stack, variablesOf(all, recipe, of.release === 'head'));
    checkSwarmNames(compose, stack);
    const app = {
        role: of.role,
        release: of.release,
        recipe: {
            name: recipe.name,
            version: labelOf(compose, `coop-cloud.${stack}.version`) ?? null,
            sha: recipe.sha,
            isDirty: recipe.isDirty,
        },
        folder: recipe.folder,
        domain,
        stack,
        environment: deployEnvironment(compose, all, recipe),
        composeFiles: recipe.composeFiles.map(({ file }) => file),
        overrides,
        overlay: overlayOf(compose, { ...recipe, stack, reserved: reservedEnvironment(compose, all, recipe) }),
        chaosVersion: chaosVersion(recipe) ?? null,
        secrets: secretSpecs(compose, recipe.envFile, stack),
        images: [...new Set(compose.services.map(({ image }) => image))],
        services: compose.services.map((service) => plannedService(service, stack, all)),
        volumes: compose.volumes.map(({ key, name, isExternal }) => ({ key, name, isExternal })),
        external: externalOf(compose, stack),
        http: httpCheck(compose.services, manifest, domain),
        ...(of.needs === undefined || of.needs.length === 0 ? {} : { needs: of.needs }),
        timeouts: {
            healthMs: manifest.timeouts.deployMs ?? healthTimeout(compose, stack),
            httpMs: manifest.health.timeoutMs ?? manifest.timeouts.httpMs ?? HTTP_MS,
            teardownMs: TEARDOWN_MS,
        },
    };
    return { app, compose };
}
/** `{domain}` and `{stack}` in the manifest's values stand for the app's own, `{secret:NAME}` for its secret's name in the Swarm. */
function manifestEnv(recipe, { domain, stack, manifest, overrides = {} }) {
    const own = { domain, stack };
    const values = resolveEnv(recipe.envFile, overrides);
    const secretName = (name) => `${stack}_${name}_${values.get(`SECRET_${name.toUpperCase()}_VERSION`) ?? 'v1'}`;
    const filled = (value) => value
        .replace(/\{(domain|stack)\}/g, (_, name) => own[name] ?? '')
        .replace(/\{secret:([A-Za-z0-9_-]+)\}/g, (_, name) => secretName(name));
    return Object.fromEntries(Object.entries(manifest.env).map(([key, value]) => [key, filled(value)]));
}
function plannedService(service, stack, outside) {
    const { name, image, imagePlace, replicas, hasHealthcheck, labels, mounts } = service;
    return {
        name,
        swarmName: serviceName(stack, name),
        image,
        imagePlace,
        replicas,
        hasHealthcheck,
        labels: Object.fromEntries(labels),
        environment: serviceEnvironment(service.definition.environment, outside),
        volumes: mounts
            .filter(({ kind }) => kind === 'volume')
            .map(({ key, target, isReadOnly }) => ({ volume: key, target, isReadOnly })),
    };
}
/** In list form `- NAME=value` and in map form; docker takes a name without a value from its own environment. */
function serviceEnvironment(definition, outside) {
    const pairs = Array.isArray(definition)
        ? definition.map((item) => {
            const [name = '', ...value] = String(item).split('=');
            return [name, value.length === 0 ? null : value.join('=')];
        })
        : Object.entries(definition ?? {});
    return Object.fromEntries(pairs.flatMap(([name, value]) => {
        const text = value === null ? outside.get(name) : String(value);
        return text === undefined ? [] : [[name, text]];
    }));
}
/** Networks that a service joins, and secrets and configs it mounts, that this run doesn't make. */
function externalOf(compose, stack) {
    const used = (kind) => {
        const keys = new Set(compose.services.flatMap((service) => service[kind].map(({ key }) => key)));
        // A service that names no network joins the one called default, which may be declared external.
        if (compose.services.some((service) => service.networks.length === 0))
            keys.add('default');
        const isForeign = (name) => kind !== 'secrets' || !name.startsWith(`${stack}_`);
        return compose[kind]
            .filter(({ key, name, isExternal }) => isExternal && keys.has(key) && isForeign(name))
            .map(({ name }) => name);
    };
    return { networks: used('networks'), secrets: used('secrets'), configs: used('configs') };
}
/** abra's label, in seconds. */
function healthTimeout(compose, stack) {
    const raw = labelOf(compose, `coop-cloud.${stack}.timeout`) ?? '';
    if (raw === '')
        return DEFAULT_HEALTH_MS;
    const seconds = Number(raw);
    if (Number.isInteger(seconds) && seconds > 0 && seconds <= 86_400)
        return seconds * 1000;
    throw new errors/* UserError */.yo(`the label coop-cloud.${stack}.timeout is ${JSON.stringify(raw)}, not a whole number of seconds: correct it in the compose file, or TIMEOUT in .env.sample`);
}
/** The label on `app`, else on the first service that has it. */
function labelOf(compose, key) {
    const app = compose.services.find(({ name }) => name === 'app');
    return app?.labels.get(key) ?? compose.services.find(({ labels }) => labels.has(key))?.labels.get(key);
}

;// CONCATENATED MODULE: ./js/recipe/needs/placeholders.js
/** `{need:NAME:domain}`, `{need:NAME:stack}` and `{need:NAME:secret:KEY}` in values of the manifest's env. Pure. */
const PLACEHOLDER = /\{need:([^}]*)\}/g;
const FORMS = '{need:NAME:domain}, {need:NAME:stack} and {need:NAME:secret:KEY}';
/** @returns the value with every placeholder filled that `needs` knows of; others stay as they are. */
function fillNeeds(value, needs) {
    return value.replace(PLACEHOLDER, (whole, inside) => {
        const [name, what, key = ''] = inside.split(':');
        const need = needs.find((entry) => entry.name === name);
        if (need === undefined)
            return whole;
        if (what === 'secret')
            return need.secretName(key) ?? whole;
        return what === 'domain' || what === 'stack' ? need[what] : whole;
    });
}
/** The keys of a need's secrets that the values name. */
function secretKeysOf(values, name) {
    return values.flatMap((value) => [...value.matchAll(PLACEHOLDER)].flatMap(([, inside = '']) => {
        const [need, what, key] = inside.split(':');
        return need === name && what === 'secret' && key !== undefined ? [key] : [];
    }));
}
/** @returns what is wrong with the placeholders of a value, each as the end of a sentence that begins with its key. */
function placeholderProblems(value, needs) {
    return [...value.matchAll(PLACEHOLDER)].flatMap(([whole, inside = '']) => {
        const [name = '', what, key, ...rest] = inside.split(':');
        const need = needs.find((entry) => entry.name === name);
        if (need === undefined)
            return [`has ${whole}, and needs: has no ${JSON.stringify(name)}: ${namesOf(needs)}`];
        const isForm = what === 'secret'
            ? key !== undefined && key !== ''
            : key === undefined && /^(domain|stack)$/.test(what ?? '');
        if (!isForm || rest.length > 0)
            return [`has ${whole}, which says nothing; accepted: ${FORMS}`];
        if (what === 'secret' && need.warm !== undefined)
            return [
                `has ${whole}, and ${name} is warm: what its secrets are called in the Swarm is not known here, so write the name itself`,
            ];
        return [];
    });
}
function namesOf(needs) {
    return needs.length === 0 ? 'it is empty' : `it has ${needs.map(({ name }) => name).join(', ')}`;
}

;// CONCATENATED MODULE: ./js/recipe/needs/plan.js
/** Needs as they were read -> apps of their own, and what the app that needs them is told about them. Pure. */





/** @throws UserError for everything that is wrong with a need's files, named by the need. */
function planNeeds(sources, place) {
    const composes = [];
    const needs = sources.map((source, index) => {
        const { name, recipe: from, env } = source.spec;
        if (source.kind === 'warm')
            return { kind: 'warm', name, domain: source.domain };
        return aboutNeed(source.spec, () => {
            const domain = needDomain(source, place, index);
            const manifest = { ...source.manifest, env: { ...source.manifest.env, ...env } };
            const of = {
                domain,
                stack: stackNameOf(domain),
                role: `need-${name}`,
                release: 'head',
                manifest,
            };
            const { app, compose } = planApp(source.recipe, of);
            composes.push({ recipe: source.recipe, compose });
            return {
                kind: 'fresh',
                name,
                from,
                app,
                manifest,
                violations: checkPolicy(compose, app, source.allow),
            };
        });
    });
    return { needs, composes };
}
/** Below the wildcard of the recipe under test, so that its certificate and its router are good for both. */
function needDomain({ spec, recipe }, { zone, domain, needIds }, index) {
    if (domain === '')
        return appDomain(recipe.name, needIds[index] ?? '', parseDomain(zone, 'input zone'));
    const [label = '', ...rest] = parseDomain(domain, 'input domain').split('.');
    return parseDomain([`${label}-${spec.name}`, ...rest].join('.'), 'input domain');
}
/** @throws UserError whose sentence says which need it is about. */
function aboutNeed(spec, work) {
    try {
        return work();
    }
    catch (error) {
        throw inNeed(spec, error);
    }
}
/** @returns the error to throw: a UserError of a need's files says whose they are. */
function inNeed({ name, recipe }, error) {
    if (!(error instanceof errors/* UserError */.yo))
        return error;
    return new errors/* UserError */.yo(`the need ${name} (${recipe}): ${error.message}`, { cause: error });
}
/** The manifest with its env's `{need:…}` filled in. @throws UserError for a secret that a need doesn't have. */
function withNeeds(manifest, needs) {
    if (needs.length === 0)
        return manifest;
    const names = needs.map(plan_namesOf);
    const values = Object.values(manifest.env);
    for (const need of needs)
        if (need.kind === 'fresh')
            checkSecrets(values, need.name, need.app);
    return { ...manifest, env: filled(manifest.env, names) };
}
/** The same before anything has a domain: to see what a release would be. */
function withStandIns(manifest) {
    const names = manifest.needs.map(({ name }) => ({
        ...{ name, domain: `${name}.cc-ci.test`, stack: `${name}_cc-ci_test` },
        secretName: (key) => `${name}_cc-ci_test_${key}_v1`,
    }));
    return names.length === 0 ? manifest : { ...manifest, env: filled(manifest.env, names) };
}
function filled(env, names) {
    return Object.fromEntries(Object.entries(env).map(([key, value]) => [key, fillNeeds(value, names)]));
}
/** What tests and checks are told of each. */
function addressesOf(needs) {
    return needs.map(plan_namesOf).map(({ name, domain, stack }) => ({ name, domain, stack }));
}
function plan_namesOf(need) {
    const { name } = need;
    if (need.kind === 'warm')
        // Not cut and not checked: nothing is made under this name.
        return {
            name,
            domain: need.domain,
            stack: need.domain.replaceAll('.', '_'),
            secretName: () => undefined,
        };
    const { domain, stack, secrets } = need.app;
    return {
        ...{ name, domain, stack },
        secretName: (key) => secrets.find(({ composeKey }) => composeKey === key)?.swarmName,
    };
}
function checkSecrets(values, name, { secrets }) {
    const known = secrets.map(({ composeKey }) => composeKey);
    const missing = secretKeysOf(values, name).find((key) => !known.includes(key));
    if (missing === undefined)
        return;
    const has = known.length === 0 ? 'it has none' : `it has ${known.join(', ')}`;
    throw new errors/* UserError */.yo(`cc-ci.yml: env names the secret ${JSON.stringify(missing)} of the need ${name}, which has no such secret: ${has}`);
}

;// CONCATENATED MODULE: ./js/recipe/format/files.js
/** The files that a compose file names: each has to be there, be readable, fit into a Swarm, and lie inside the recipe. */





/** Source: moby, swarmkit manager/controlapi: a config holds less than 1000 KB, a secret less than 500 KB. */
const LIMITS = { config: 1000 * 1024, secret: 500 * 1024 };
/** @throws UserError with the place of the first file that is missing, too large, or leads out of the recipe. */
function checkNamedFiles(folder, compose) {
    for (const named of namedFiles(compose))
        checkFile(folder, named);
}
function namedFiles(compose) {
    const ofObjects = (kind, objects) => objects.flatMap(({ key, filePath }) => filePath === undefined ? [] : [{ what: `${kind} ${key}`, limit: LIMITS[kind], ...filePath }]);
    return [
        ...ofObjects('config', compose.configs),
        ...ofObjects('secret', compose.secrets),
        ...compose.services.flatMap((service) => service.files.map((file) => ({ ...file, mayBeFolder: file.what.startsWith('bind') }))),
    ];
}
function checkFile(folder, { what, path, place, limit, mayBeFolder }) {
    const target = (0,paths/* insideOf */.k)(folder, path, `${showPlace(place)}: ${what}`);
    try {
        const found = (0,external_node_fs_.statSync)(target);
        if (!found.isFile() && mayBeFolder !== true)
            throw userErrorAt(place, `${what}: ${path} is no file; name a file of the recipe`);
        if (limit !== undefined && found.size >= limit)
            throw userErrorAt(place, `${what}: ${path} has ${(0,units/* formatBytes */.z3)(found.size)}, and Swarm takes less than ${(0,units/* formatBytes */.z3)(limit)}`);
        (0,external_node_fs_.accessSync)(target, external_node_fs_.constants.R_OK);
    }
    catch (cause) {
        if ((0,errors/* hasCode */.up)(cause, 'ENOENT'))
            throw userErrorAt(place, `${what}: ${path} is not in the recipe: add it, or correct its name`);
        if ((0,errors/* hasCode */.up)(cause, 'EACCES'))
            throw userErrorAt(place, `${what}: ${path} can't be read: give this user permission to read it`);
        throw cause;
    }
}

// EXTERNAL MODULE: ../../node_modules/valibot/dist/index.mjs
var valibot_dist = __webpack_require__(458);
// EXTERNAL MODULE: external "node:vm"
var external_node_vm_ = __webpack_require__(714);
;// CONCATENATED MODULE: ./js/recipe/probe/body.js
/** Whether a text is what the manifest says: contains, matches, or has a value at a place of its JSON. Pure. */

/** A regular expression sees no more of a body than this. */
const MATCH_CHARACTERS = 64 * 1024;
/** Some expressions take for ever on some texts; V8 can be stopped in the middle of one. */
const MATCH_MS = 1_000;
const QUOTED = 80;
/** @returns why the body isn't what it should be, to follow "its body"; undefined when it is. */
function bodyProblem(body, spec) {
    return ((spec.contains === undefined ? undefined : containsProblem(body, spec.contains)) ??
        (spec.matches === undefined ? undefined : matchProblem(body, spec.matches)) ??
        (spec.json === undefined ? undefined : jsonProblem(body, spec.json)));
}
function containsProblem(body, text) {
    return body.includes(text) ? undefined : `does not contain ${quoted(text)}`;
}
function matchProblem(body, pattern) {
    const text = body.slice(0, MATCH_CHARACTERS);
    try {
        // A context of its own for its time limit alone: two texts go in, a boolean comes out.
        const isMatch = (0,external_node_vm_.runInNewContext)('new RegExp(pattern).test(text)', { pattern, text }, { timeout: MATCH_MS });
        if (isMatch === true)
            return undefined;
        const within = body.length > MATCH_CHARACTERS ? ` within its first ${MATCH_CHARACTERS} characters` : '';
        return `does not match /${pattern}/${within}`;
    }
    catch (error) {
        // Errors of another context are no instances of this one's classes.
        const { code, message } = error;
        if (code === 'ERR_SCRIPT_EXECUTION_TIMEOUT')
            return `can't be matched with /${pattern}/ within ${MATCH_MS / 1000} s: repeat less inside of repetitions`;
        return `can't be matched: ${String(message)}`;
    }
}
function jsonProblem(body, { path, equals }) {
    const segments = parseJsonPath(path);
    if (segments === undefined)
        return `can't be looked into at ${quoted(path)}: write a path like status.db or items[0].name`;
    let value;
    try {
        value = JSON.parse(body.replace(/^\uFEFF/, ''));
    }
    catch {
        return body.trim() === '' ? 'is empty, expected JSON' : `is not JSON, it begins ${quoted(body.trim())}`;
    }
    let at = '';
    for (const segment of segments) {
        const inside = body_childOf(value, segment);
        if (inside === undefined)
            return `has no ${path}: ${at === '' ? 'it' : at} ${whatIsThere(value)}`;
        value = inside.value;
        at += typeof segment === 'number' ? `[${segment}]` : `${at === '' ? '' : '.'}${segment}`;
    }
    return value === equals
        ? undefined
        : `has ${quoted(JSON.stringify(value))} at ${path}, expected ${JSON.stringify(equals)}`;
}
/** Own properties alone: `__proto__` and `length` are no data. */
function body_childOf(value, segment) {
    if (typeof segment === 'number')
        return Array.isArray(value) && segment < value.length ? { value: value[segment] } : undefined;
    if (typeof value !== 'object' || value === null || Array.isArray(value))
        return undefined;
    return Object.hasOwn(value, segment) ? { value: value[segment] } : undefined;
}
function whatIsThere(value) {
    if (Array.isArray(value))
        return `is a list of ${value.length}`;
    if (typeof value !== 'object' || value === null)
        return `is ${quoted(JSON.stringify(value))}`;
    const keys = Object.keys(value);
    return keys.length === 0 ? 'is empty' : `has ${quotedEnd(keys.join(', '))}`;
}
/**
 * @param path names joined by dots, and indexes in brackets: `status.db`, `items[0].name`, `[0]`.
 * @returns its steps; undefined when it isn't one.
 */
function parseJsonPath(path) {
    if (!/^(?:[^\s.[\]]+|\[\d{1,9}\])(?:\.[^\s.[\]]+|\[\d{1,9}\])*$/.test(path))
        return undefined;
    return [...path.matchAll(/\[(\d+)\]|[^.[\]]+/g)].map(([text, index]) => index === undefined ? text : Number(index));
}
function quoted(text) {
    return text.startsWith('"') ? quotedEnd(text) : JSON.stringify(quotedEnd(text));
}
function quotedEnd(text) {
    return text.length > QUOTED ? `${text.slice(0, QUOTED)} …` : text;
}

;// CONCATENATED MODULE: ./js/recipe/manifest/forms.js
/**
 * The forms of values in cc-ci.yml. Each says what it expects in words that complete "health.timeout is 60, and has to be …".
 * What can be said as a regular expression is, so that the JSON Schema says it too.
 */




const DAY_MS = 24 * 3_600_000;
const SIZE_BYTES = { B: 1, kB: 1e3, MB: 1e6, GB: 1e9, KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3 };
const SIZE = /^(\d{1,12}(?:\.\d{1,6})?) ?(B|kB|MB|GB|KiB|MiB|GiB)$/;
/** @returns bytes for `512MiB`, `1.5 GB`; undefined for anything else. */
function parseBytes(text) {
    const match = SIZE.exec(text);
    if (match?.[1] === undefined)
        return undefined;
    return Math.round(Number(match[1]) * SIZE_BYTES[match[2]]);
}
/** The value with its sentence for docs/manifest.md and the JSON Schema. */
function said(description, schema) {
    return valibot_dist/* pipe */.FsL(schema, valibot_dist/* description */.h_(description));
}
/** A list is an object to JavaScript, and so to valibot; nobody who writes one means a mapping with the keys 0 and 1. */
function noList(schema) {
    return {
        ...schema,
        '~run'(dataset, config) {
            if (!Array.isArray(dataset.value))
                return schema['~run'](dataset, config);
            valibot_dist/* _addIssue */.EVe(schema, 'type', dataset, config);
            return dataset;
        },
    };
}
/** Text that holds to a regular expression. */
function formed(pattern, expected, title) {
    return valibot_dist/* pipe */.FsL(valibot_dist/* string */.YjP(expected), valibot_dist/* regex */.yGV(pattern, expected), valibot_dist/* title */.DDF(title));
}
function duration(isGood, expected) {
    const pattern = /^\d{1,12}(?:\.\d{1,6})? ?(?:ms|s|m|h)$/;
    return valibot_dist/* pipe */.FsL(formed(pattern, expected, 'length of time'), valibot_dist/* check */.z6Y((text) => isGood((0,units/* parseDurationMs */.yi)(text) ?? -1), expected));
}
/** `30s`, `5m`. */
const forms_length = duration((ms) => ms > 0 && ms <= DAY_MS, 'a length of time such as 30s, 5m or 1h, 24h at most');
const lengthOrZero = duration((ms) => ms >= 0 && ms <= DAY_MS, 'a length of time such as 0s, 5s or 1m, 24h at most');
const sizeExpected = 'a size such as 512MiB or 2GB, 1MiB to 1024GiB';
const size = valibot_dist/* pipe */.FsL(formed(SIZE, sizeExpected, 'size'), valibot_dist/* check */.z6Y((text) => {
    const bytes = parseBytes(text) ?? 0;
    return bytes >= 1024 ** 2 && bytes <= 1024 ** 4;
}, sizeExpected));
/** One line. */
const line = valibot_dist/* pipe */.FsL(valibot_dist/* string */.YjP(({ input }) => withQuotes('text in one line', input)), valibot_dist/* check */.z6Y(isOneLine, 'text in one line, without control characters'), valibot_dist/* title */.DDF('text'));
/** One line that says something. */
const sentence = valibot_dist/* pipe */.FsL(formed(/\S/, 'a sentence that says why', 'sentence'), valibot_dist/* check */.z6Y(isOneLine, 'a sentence in one line'));
const label = valibot_dist/* pipe */.FsL(formed(/\S/, 'a name', 'name'), valibot_dist/* maxLength */.Ru6(100, 'a name of 100 characters at most'), valibot_dist/* check */.z6Y(isOneLine, 'a name in one line'));
/** `1.10` is a number to YAML, and `yes` is text. */
function withQuotes(expected, input) {
    return typeof input === 'number' || typeof input === 'boolean' ? `${expected}: put it in quotes` : expected;
}
function isOneLine(text) {
    return !/\p{Cc}/u.test(text);
}
const forms_service = formed(/^[A-Za-z0-9][\w.-]*$/, 'the name of a service in the compose file', 'service');
const forms_volume = formed(/^[A-Za-z0-9][\w.-]*$/, 'the key of a volume in the compose file', 'volume');
const port = valibot_dist/* pipe */.FsL(valibot_dist/* number */.aig('a port, 1 to 65535'), valibot_dist/* integer */.ndf('a port, 1 to 65535'), valibot_dist/* minValue */.Wwf(1, 'a port, 1 to 65535'), valibot_dist/* maxValue */.cGV(65_535, 'a port, 1 to 65535'), valibot_dist/* title */.DDF('port'));
/** `//host` and a backslash lead to another host when a URL is made of them. */
const urlPath = formed(/^\/(?![/\\])[!-[\]-~]*$/, 'a path on the app such as /healthz, without blanks and backslashes, everything beyond ASCII percent-encoded', 'path on the app');
const fileExpected = 'a path inside the folder such as tests/login.mjs, without ..';
const filePath = valibot_dist/* pipe */.FsL(valibot_dist/* string */.YjP(fileExpected), valibot_dist/* check */.z6Y((path) => isInside(path) && !path.endsWith('/'), fileExpected), valibot_dist/* title */.DDF('path'));
const folderExpected = 'a folder inside the recipe such as tests, without ..';
const folder = valibot_dist/* pipe */.FsL(valibot_dist/* string */.YjP(folderExpected), valibot_dist/* check */.z6Y(isInside, folderExpected), valibot_dist/* title */.DDF('folder'));
/** Links are looked at where the path is opened. */
function isInside(path) {
    const parts = path.replace(/\/$/, '').split('/');
    return isOneLine(path) && !path.includes('\\') && parts.every((part) => !['', '.', '..'].includes(part));
}
const containerPath = formed(/^\/(?!(?:.*\/)?\.\.(?:\/|$))[^\r\n]+$/, 'the path of a file in the container such as /run/secrets/db_password', 'path in the container');
const commandExpected = 'a list of words such as [pg_isready, -U, app]: no shell reads it ([sh, -c, "…"] is one)';
const command = valibot_dist/* pipe */.FsL(valibot_dist/* array */.YOg(valibot_dist/* string */.YjP(({ input }) => withQuotes('text', input)), commandExpected), valibot_dist/* minLength */.BpQ(1, commandExpected), valibot_dist/* check */.z6Y((words) => words[0] !== '' && words.every((word) => !word.includes('\0')), commandExpected), valibot_dist/* title */.DDF('list of words'));
const statusExpected = 'an HTTP status, 100 to 599, or a list of them';
const forms_status = valibot_dist/* pipe */.FsL(valibot_dist/* number */.aig(statusExpected), valibot_dist/* integer */.ndf(statusExpected), valibot_dist/* minValue */.Wwf(100, statusExpected), valibot_dist/* maxValue */.cGV(599, statusExpected));
/** One or several. */
const statuses = valibot_dist/* pipe */.FsL(valibot_dist/* union */.KCZ([forms_status, valibot_dist/* pipe */.FsL(valibot_dist/* array */.YOg(forms_status, statusExpected), valibot_dist/* minLength */.BpQ(1, statusExpected))], statusExpected), valibot_dist/* title */.DDF('status, or a list'));
const headers = noList(valibot_dist/* record */.g1P(formed(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, "a header's name", 'name'), formed(/^[ -~]*$/, 'the value of a header: text in printable ASCII', 'text'), 'a mapping of headers'));
/** Control characters would end the line in an .env file. */
const environment = noList(valibot_dist/* record */.g1P(formed(/^[A-Za-z_][A-Za-z0-9_]*$/, 'the name of a variable such as LOG_LEVEL', 'name'), line, 'a mapping such as {LOG_LEVEL: debug}'));
const expression = valibot_dist/* pipe */.FsL(valibot_dist/* string */.YjP('a regular expression'), valibot_dist/* maxLength */.Ru6(1000, 'a regular expression of 1000 characters at most'), valibot_dist/* check */.z6Y((source) => whyNoExpression(source) === undefined, ({ input }) => `a JavaScript regular expression (${whyNoExpression(input)})`), valibot_dist/* title */.DDF('regular expression'));
function whyNoExpression(source) {
    try {
        new RegExp(source);
        return undefined;
    }
    catch (error) {
        // V8 repeats the whole expression in front of the reason.
        return error instanceof Error ? (error.message.split(/\/: /).at(-1) ?? error.message) : String(error);
    }
}
const jsonExpected = 'a path into the JSON such as status.db or items[0].name';
const jsonPath = valibot_dist/* pipe */.FsL(valibot_dist/* string */.YjP(jsonExpected), valibot_dist/* check */.z6Y((path) => parseJsonPath(path) !== undefined, jsonExpected), valibot_dist/* title */.DDF('path in the JSON'));
/** One word of several. */
function choice(words) {
    return valibot_dist/* picklist */.KIO(words, ({ input }) => {
        const near = typeof input === 'string' ? nearest(input, words) : undefined;
        return near === undefined
            ? `one of ${words.join(', ')}`
            : `one of ${words.join(', ')}: did you mean ${near}?`;
    });
}
/** @returns the word that was probably meant. */
function nearest(word, words) {
    if (words.length === 0 || word.length > 100)
        return undefined;
    const found = (0,mod.closest)(word.toLowerCase(), [...words]);
    return (0,mod.distance)(word.toLowerCase(), found.toLowerCase()) <= Math.max(1, Math.min(3, found.length / 3))
        ? found
        : undefined;
}
const tag = formed(/^v?\d[\w.+-]*$/, 'a release such as 1.2.0+4.5; a number has to be in quotes', 'release');
const versions = ['previous', 'latest'];
const release = valibot_dist/* pipe */.FsL(valibot_dist/* string */.YjP(releaseExpected), valibot_dist/* check */.z6Y((text) => versions.includes(text) || /^v?\d[\w.+-]*$/.test(text), releaseExpected), valibot_dist/* title */.DDF('release'));
function releaseExpected({ input }) {
    const near = typeof input === 'string' ? nearest(input, versions) : undefined;
    const hint = near === undefined ? '' : `: did you mean ${near}?`;
    return withQuotes(`previous, latest or a release such as 1.2.0+4.5${hint}`, input);
}
const urlExpected = 'a git URL such as https://git.example.org/recipes/app.git, without a password in it';
const gitUrl = valibot_dist/* pipe */.FsL(valibot_dist/* string */.YjP(urlExpected), valibot_dist/* check */.z6Y(isGitUrl, urlExpected), valibot_dist/* title */.DDF('git URL'));
/** With a scheme, or `git@host:path`. A password in a file that everybody reads is none; a user's name is ssh's. */
function isGitUrl(text) {
    if (/[\s\p{Cc}]/u.test(text))
        return false;
    if (/^(?:https?|git|file):\/\//.test(text))
        return !/^[a-z]+:\/\/[^/]*@/.test(text) && text.length > 'https://'.length;
    return (/^ssh:\/\/(?:\w[\w.-]*@)?[\w[][\w.[\]:-]*\/.+$/.test(text) ||
        /^(?:\w[\w.-]*@)?\w[\w.-]+:(?!\/\/|:|-).+$/.test(text));
}
const recipeExpected = 'the recipe to deploy: a git URL, or a folder such as ../keycloak';
const recipe = valibot_dist/* pipe */.FsL(valibot_dist/* string */.YjP(recipeExpected), valibot_dist/* check */.z6Y((text) => isGitUrl(text) || isFolder(text), recipeExpected), valibot_dist/* title */.DDF('git URL or folder'));
/** May lead out of this recipe: another one lies beside it. An absolute path is one machine's. */
function isFolder(text) {
    return /^[A-Za-z0-9_.]/.test(text) && isOneLine(text) && !/[\\:]/.test(text);
}
const need = valibot_dist/* pipe */.FsL(formed(/^[a-z][a-z0-9-]*$/, 'a name such as sso: small letters, digits and -', 'name'), valibot_dist/* maxLength */.Ru6(20, 'a name of 20 characters at most'));
const rule = formed(/^[a-z][a-z0-9-]*$/, 'the name of a policy rule such as bind-mount', 'rule');
const domain = formed(/^(?=.{4,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/, 'a domain in small letters such as sso.example.org', 'domain');

;// CONCATENATED MODULE: ./js/recipe/manifest/contradictions.js
/** Values of a manifest that are good by themselves and rule each other out. Pure. */




/** @param tree tells what was written from what are defaults. */
function contradictions(file, tree) {
    return [
        ...times(file),
        ...reserved(file),
        ...markers(file),
        ...checks(file),
        ...needs(file),
        ...placeholders(file),
        ...leftOut(file, tree),
        ...twice(['checks'], file.checks.map(({ name }) => name)),
        ...twice(['needs'], file.needs.map(({ name }) => name)),
        ...suites(file),
    ];
}
function times({ health, timeouts }) {
    const problems = [];
    const longer = (path, what, ms, limit, name) => {
        if (limit !== undefined && ms >= ((0,units/* parseDurationMs */.yi)(limit) ?? 0))
            problems.push({ path, message: `${what} has to be shorter than ${name}, which is ${limit}` });
    };
    const stable = (0,units/* parseDurationMs */.yi)(health['stable-for']) ?? 0;
    const page = health.timeout === undefined ? 'timeouts.http' : 'health.timeout';
    if (stable > 0)
        longer(['health', 'stable-for'], 'health.stable-for', stable, health.timeout ?? timeouts.http ?? '1m', page);
    for (const key of ['deploy', 'http'])
        longer(['timeouts', key], `timeouts.${key}`, (0,units/* parseDurationMs */.yi)(timeouts[key] ?? '0s') ?? 0, timeouts.stage, 'timeouts.stage');
    return problems;
}
/** A run sets these itself, whatever anybody says. */
const OWN = ['DOMAIN', 'STACK_NAME', 'LETS_ENCRYPT_ENV'];
function reserved(file) {
    const of = (path, env) => Object.keys(env)
        .filter((name) => OWN.includes(name))
        .map((name) => ({
        path: [...path, name],
        isKey: true,
        message: `${name} is set by the run itself: leave it out`,
    }));
    return [
        ...of(['env'], file.env),
        ...file.needs.flatMap(({ env }, index) => of(['needs', index, 'env'], env)),
    ];
}
function markers({ data }) {
    const silent = data.flatMap(({ http, exec }, index) => {
        const said = http?.write ?? exec?.write;
        if (said === undefined || JSON.stringify(said).includes('{marker}'))
            return [];
        const at = http === undefined ? 'exec' : 'http';
        const message = `data[${index}].${at}.write has to have {marker} in it, which stands for the value that is written`;
        return [{ path: ['data', index, at, 'write'], message }];
    });
    const files = data.map(({ file }) => (file === undefined ? undefined : `${file.volume}/${file.path}`));
    return [...silent, ...twice(['data'], files)];
}
function checks(file) {
    return file.checks.flatMap(({ http }, index) => {
        const looksInside = http?.contains !== undefined || http?.matches !== undefined || http?.json !== undefined;
        if (http?.method !== 'HEAD' || !looksInside)
            return [];
        return [
            {
                path: ['checks', index, 'http', 'method'],
                message: `checks[${index}].http.method is HEAD, whose answer has no body to look into`,
            },
        ];
    });
}
function needs(file) {
    return file.needs.flatMap(({ warm, env, recipe, version }, index) => {
        const meansNothing = (key, to, instead) => ({
            path: ['needs', index, key],
            isKey: true,
            message: `needs[${index}].${key} means nothing to ${to}: leave out ${key} or ${instead}`,
        });
        const there = `${warm}, which is there already`;
        if (warm !== undefined)
            return [
                ...(Object.keys(env).length === 0 ? [] : [meansNothing('env', there, 'warm')]),
                ...(version === undefined ? [] : [meansNothing('version', there, 'warm')]),
            ];
        if (version === undefined || isGitUrl(recipe))
            return [];
        return [
            meansNothing('version', `the folder ${recipe}, which is taken as it lies there`, 'give a git URL'),
        ];
    });
}
/** `{need:…}` in values. Needs are told nothing of each other: they come up side by side. */
function placeholders(file) {
    const of = (path, env, known) => Object.entries(env).flatMap(([key, value]) => placeholderProblems(value, known).map((problem) => ({
        path: [...path, key],
        message: `${[...path, key].join('.')} ${problem}`,
    })));
    return [
        ...of(['env'], file.env, file.needs),
        ...file.needs.flatMap(({ env }, index) => of(['needs', index, 'env'], env, [])),
    ];
}
/** The keys that say what a stage does, for which `na` says that there is nothing to do. */
const ABOUT = {
    upgrade: [['upgrade']],
    backup: [['backup']],
    checks: [['checks']],
    local: [['tests']],
    extra: [['extra']],
};
function leftOut({ na }, tree) {
    return Object.keys(na).flatMap((stage) => (ABOUT[stage] ?? [])
        .filter((path) => isWritten(tree, path))
        .map((path) => ({
        path: ['na', stage],
        isKey: true,
        message: `na.${stage} says that the stage doesn't apply, and ${path.join('.')} says what it does: leave out one of them`,
    })));
}
/** An empty list or mapping says nothing. */
function isWritten(tree, [key]) {
    const value = tree.kind === 'map' ? tree.entries.get(String(key))?.value : undefined;
    return value?.kind === 'list' ? value.items.length > 0 : entries(value).length > 0;
}
function twice(path, names) {
    return names.flatMap((name, index) => {
        const first = names.indexOf(name);
        if (name === undefined || first === index)
            return [];
        const message = `${path.join('.')}[${index}] is ${JSON.stringify(name)}, and so is ${path.join('.')}[${first}]`;
        return [{ path: [...path, index], message }];
    });
}
function suites({ tests, extra }) {
    const isSame = tests.folder.replace(/\/$/, '') === extra.folder.replace(/\/$/, '');
    if (!isSame || JSON.stringify(tests.command) !== JSON.stringify(extra.command))
        return [];
    return [
        { path: ['extra'], message: `extra and tests are both ${tests.folder}: the same suite would run twice` },
    ];
}

;// CONCATENATED MODULE: ./js/recipe/manifest/convert.js
/** From the file's form to the model: lengths of time to milliseconds, sizes to bytes, keys to the model's names. Pure. */


function manifestOf(file) {
    const { health, env, upgrade, data, backup, checks, tests, extra, resources, timeouts, upstream, needs, na, policy, } = file;
    return {
        health: healthOf(health),
        env,
        upgrade,
        data: data.map(markerOf),
        backup,
        checks: checks.map(checkOf),
        tests: testsOf(tests),
        extra: testsOf(extra),
        resources: {
            weight: resources.weight,
            ...(resources.memory === undefined ? {} : { memoryBytes: known(parseBytes(resources.memory)) }),
        },
        timeouts: {
            ...(timeouts.deploy === undefined ? {} : { deployMs: ms(timeouts.deploy) }),
            ...(timeouts.http === undefined ? {} : { httpMs: ms(timeouts.http) }),
            ...(timeouts.stage === undefined ? {} : { stageMs: ms(timeouts.stage) }),
        },
        ...(upstream === undefined ? {} : { upstream }),
        needs,
        na,
        policy,
    };
}
function healthOf(health) {
    const { path, status, headers, service, port, tcp, timeout } = health;
    return {
        path,
        statuses: listOf(status),
        headers,
        ...bodyOf(health),
        ...(service === undefined ? {} : { service }),
        ...(port === undefined ? {} : { port }),
        tcp,
        ...(timeout === undefined ? {} : { timeoutMs: ms(timeout) }),
        stableMs: ms(health['stable-for']),
    };
}
/** Nothing where nothing is expected of the body. */
function bodyOf({ contains, matches, json }) {
    const body = {
        ...(contains === undefined ? {} : { contains }),
        ...(matches === undefined ? {} : { matches }),
        ...(json === undefined ? {} : { json }),
    };
    return Object.keys(body).length === 0 ? {} : { body };
}
function markerOf({ file, sql, http, exec }) {
    if (file !== undefined)
        return { kind: 'file', ...file };
    if (exec !== undefined)
        return { kind: 'exec', ...exec };
    if (http !== undefined) {
        const { write, read, remove } = http;
        const common = { kind: 'http', write: requestOf(write), read: requestOf(read) };
        return remove === undefined ? common : { ...common, remove: requestOf(remove) };
    }
    const { 'password-file': passwordFile, ...rest } = known(sql);
    return { kind: 'sql', ...rest, ...(passwordFile === undefined ? {} : { passwordFile }) };
}
function requestOf({ status, ...request }) {
    return { ...request, statuses: listOf(status) };
}
function checkOf({ name, http, exec, browser }) {
    if (http !== undefined) {
        const { contains: _c, matches: _m, json: _j, body, status, ...request } = http;
        const send = body === undefined ? {} : { send: body };
        return { name, kind: 'http', ...request, statuses: listOf(status), ...send, ...bodyOf(http) };
    }
    if (exec !== undefined) {
        const { body: output } = bodyOf(exec);
        const { service, command, 'exit-code': exitCode } = exec;
        return { name, kind: 'exec', service, command, exitCode, ...(output === undefined ? {} : { output }) };
    }
    return { name, kind: 'browser', ...known(browser) };
}
function testsOf({ timeout, ...rest }) {
    return { ...rest, timeoutMs: ms(timeout) };
}
function listOf(status) {
    return typeof status === 'number' ? [status] : [...new Set(status)];
}
function ms(text) {
    return known((0,units/* parseDurationMs */.yi)(text));
}
/** What the schema has made sure of. */
function known(value) {
    if (value === undefined)
        throw new Error('the schema of cc-ci.yml let something pass that it should not have');
    return value;
}

;// CONCATENATED MODULE: ./js/recipe/manifest/model.js
/** What cc-ci.yml says, as the rest of the recipe room reads it. schema.ts checks the file against it, with positions. */
/** What a recipe without a manifest gets. */
const defaultManifest = {
    // A page, or the way to one: a login page is answered with a redirection by many apps.
    health: { path: '/', statuses: [200, 204, 301, 302, 303, 307, 308], headers: {}, tcp: [], stableMs: 0 },
    env: {},
    upgrade: { from: 'previous' },
    data: [],
    backup: { expect: 'auto' },
    checks: [],
    tests: { folder: 'tests', timeoutMs: 10 * 60_000 },
    extra: { folder: 'tests/extra', timeoutMs: 30 * 60_000 },
    resources: { weight: 1 },
    timeouts: {},
    needs: [],
    na: {},
    policy: { allow: [] },
};

;// CONCATENATED MODULE: ./js/recipe/manifest/places.js
/** Where in cc-ci.yml a value stands, for messages that come up after the file was read. */

/** Beyond this a list of problems helps nobody. */
const MAX_PROBLEMS = 20;
/** @returns the place of what `path` names, or of the deepest part of it that is there. */
function placeOf(tree, path, isKey = false) {
    let place = tree.place;
    let below = tree;
    for (const [depth, step] of path.entries()) {
        if (below.kind === 'list') {
            below = below.items[Number(step)];
            if (below === undefined)
                break;
            place = below.place;
            continue;
        }
        const entry = below.kind === 'map' ? below.entries.get(String(step)) : undefined;
        if (entry === undefined)
            break;
        below = entry.value;
        // A mapping begins a line below its key, and what is missing in it is missed at the key.
        const isValue = below.kind === 'leaf' && !(isKey && depth === path.length - 1);
        place = isValue ? below.place : entry.keyPlace;
    }
    return place;
}
/** `checks[2].browser.script`; keys that are no plain words are quoted. */
function showPath(path) {
    return path
        .map((step) => {
        if (typeof step === 'number')
            return `[${step}]`;
        return /^[\w-]{1,60}$/.test(step) ? `.${step}` : `[${JSON.stringify(places_shorten(step))}]`;
    })
        .join('')
        .replace(/^\./, '');
}
function places_shorten(text) {
    return text.length <= 60 ? text : `${text.slice(0, 57)}…`;
}
/** Not part of the manifest, which is plain data; one that was copied is told about without lines. */
const trees = new WeakMap();
function rememberTree(manifest, tree) {
    trees.set(manifest, tree);
}
/** @returns one line a problem, each with its place, in the order of the file. */
function showProblems(problems, of, file = 'cc-ci.yml') {
    const tree = 'kind' in of ? of : trees.get(of);
    const lines = problems.map(({ path, isKey, message }) => {
        const place = tree === undefined ? undefined : placeOf(tree, path, isKey);
        return { place, text: `${place === undefined ? file : showPlace(place)}: ${message}` };
    });
    lines.sort((one, other) => order(one.place) - order(other.place));
    const shown = [...new Set(lines.map(({ text }) => text))];
    const more = shown.length - MAX_PROBLEMS;
    return [...shown.slice(0, MAX_PROBLEMS), ...(more > 0 ? [`${file}: and ${more} more`] : [])].join('\n');
}
function order(place) {
    return place === undefined ? 0 : place.line * 1e6 + (place.column ?? 0);
}

;// CONCATENATED MODULE: ./js/recipe/manifest/problems.js
/** What the schema finds wrong, in sentences. */


/** @returns `health.timeout is 60, and has to be a length of time such as …`, with its path. */
function problemOf(issue) {
    const items = issue.path ?? [];
    const path = items.map(({ key }) => (typeof key === 'number' ? key : String(key)));
    const at = path.length === 0 ? 'the file' : showPath(path);
    const isMapping = issue.type === 'strict_object';
    if (isMapping && issue.expected === 'never')
        return unknownKey(path, issue.message);
    if (isMapping && issue.received === 'undefined')
        return missingKey(path);
    const isKey = items.at(-1)?.origin === 'key';
    const message = isKey
        ? `${showPath(path.slice(0, -1))} has ${JSON.stringify(places_shorten(String(path.at(-1))))}, and that has to be ${issue.message}`
        : `${at} is ${shown(issue.input)}, and has to be ${issue.message}`;
    return { path, isKey, message };
}
function unknownKey(path, hint) {
    const key = JSON.stringify(places_shorten(String(path.at(-1))));
    return { path, isKey: true, message: `${owner(path)} has no key ${key}: ${hint}` };
}
function missingKey(path) {
    return { path: path.slice(0, -1), message: `${owner(path)} has to have the key ${String(path.at(-1))}` };
}
function owner(path) {
    return path.length <= 1 ? 'the file' : showPath(path.slice(0, -1));
}
function shown(value) {
    if (value === null || value === undefined)
        return 'empty';
    if (Array.isArray(value))
        return value.length === 0 ? 'an empty list' : 'a list';
    if (typeof value === 'string')
        return JSON.stringify(places_shorten(withoutPassword(value)));
    if (typeof value !== 'object')
        return String(value);
    const keys = Object.keys(value);
    if (keys.length === 0)
        return 'an empty mapping';
    return `a mapping with ${places_shorten(keys.map((key) => JSON.stringify(key).slice(1, -1)).join(', '))}`;
}
/** `https://user:token@host`, which is refused, goes into a log that more people read than the file. */
function withoutPassword(text) {
    return text.replace(/\/\/[^/\s]*@/g, '//…@');
}
/** Names that every object has: a check for unknown keys doesn't see them, and no key of ours is called so. */
function inheritedKeys(tree, path = []) {
    if (tree.kind === 'list')
        return tree.items.flatMap((item, index) => inheritedKeys(item, [...path, index]));
    return entries(tree).flatMap(([key, { value }]) => {
        const below = [...path, key];
        const isInherited = key in Object.prototype || key === 'prototype';
        return isInherited ? [unknownKey(below, 'take another name')] : inheritedKeys(value, below);
    });
}

// EXTERNAL MODULE: ./js/report/stages.js
var stages = __webpack_require__(7610);
;// CONCATENATED MODULE: ./js/recipe/manifest/schema-parts.js
/** The larger parts of cc-ci.yml's schema: health, markers, checks, suites. */


/** A mapping of these keys and no others. */
function mapping(entries, refused = {}) {
    const known = Object.keys(entries);
    return noList(valibot_dist/* strictObject */.rej(entries, ({ expected, input }) => {
        if (expected !== 'never')
            return `a mapping with ${known.join(', ')}`;
        const key = String(input);
        if (Object.hasOwn(refused, key))
            return refused[key] ?? '';
        const near = nearest(key, known);
        return near === undefined ? `the keys are ${known.join(', ')}` : `did you mean ${near}?`;
    }));
}
const optional = valibot_dist/* exactOptional */.yqP;
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
const scalarExpected = 'text, a number, true, false or null';
const body = {
    contains: optional(said('Text that the answer has to contain.', line)),
    matches: optional(said('A JavaScript regular expression that the answer has to match.', expression)),
    json: optional(said('A value that has to be in the answer, which is JSON then.', mapping({
        path: said('Where it is: `status.db`, `items[0].name`.', jsonPath),
        equals: said('What it has to be.', valibot_dist/* nullable */.mee(valibot_dist/* union */.KCZ([valibot_dist/* string */.YjP(), valibot_dist/* pipe */.FsL(valibot_dist/* number */.aig(), valibot_dist/* finite */.E2x(scalarExpected)), valibot_dist/* boolean */.zMY()], scalarExpected))),
    }))),
};
const health = mapping({
    path: optional(said('The page that is asked for.', urlPath), '/'),
    status: optional(said('The HTTP statuses that are good; redirections are not followed.', statuses), [200, 204, 301, 302, 303, 307, 308]),
    headers: optional(said('Headers that the answer has to have; each value has to be part of theirs.', headers), {}),
    ...body,
    service: optional(said("The service that is asked. Default: the one with traefik's labels.", forms_service)),
    port: optional(said("Its port. Default: the one in traefik's labels.", port)),
    tcp: optional(said('Ports that have to accept connections besides.', valibot_dist/* array */.YOg(mapping({ service: said('The service.', forms_service), port: said('Its port.', port) }), 'a list such as [{service: db, port: 5432}]')), []),
    timeout: optional(said('How long the page may take to answer so, once all services are up. Default: `timeouts.http`.', forms_length)),
    'stable-for': optional(said('How long the answer has to stay as it is.', lengthOrZero), '0s'),
});
function request(method) {
    return mapping({
        method: optional(said('The HTTP method.', choice(methods)), method),
        path: said('The path on the app.', urlPath),
        headers: optional(said('Headers of the request.', headers), {}),
        body: optional(said("The request's body.", valibot_dist/* string */.YjP('text'))),
        status: optional(said('The HTTP statuses that are good.', statuses), [200, 201, 202, 204]),
    });
}
const one = (words) => `exactly one of ${words}`;
const marker = valibot_dist/* pipe */.FsL(mapping({
    file: optional(said('A file of our own in a volume.', mapping({
        volume: said("The volume's key in the compose file.", forms_volume),
        path: said('The file, from the root of the volume.', filePath),
    }))),
    sql: optional(said("A table of our own in a database. What is left out is read from the service's environment.", mapping({
        engine: said('What the database is.', choice(['postgres', 'mariadb'])),
        service: said('Its service.', forms_service),
        database: optional(said("The database's name.", label)),
        user: optional(said('Who connects.', label)),
        'password-file': optional(said('The file in the container that holds the password: `/run/secrets/db_password`.', containerPath)),
    }))),
    http: optional(said('Requests to the app. `{marker}` in path, body and header values stands for the value; read is good when its answer contains it.', mapping({
        write: said('Writes the value: `{marker}` has to be in it.', request('POST')),
        read: said('Reads it.', request('GET')),
        remove: optional(said('Removes it.', request('DELETE'))),
    }))),
    exec: optional(said("Commands in a service's container. `{marker}` stands for the value; read prints it.", mapping({
        service: said('Where they run.', forms_service),
        write: said('Writes the value: `{marker}` has to be in it.', command),
        read: said('Prints it.', command),
        remove: optional(said('Removes it.', command)),
    }))),
}), valibot_dist/* entries */.jOZ(1, one('file, sql, http and exec')));
const check = valibot_dist/* pipe */.FsL(mapping({
    name: said('How reports call it.', label),
    http: optional(said('A page of the app.', mapping({
        method: optional(said('The HTTP method.', choice(methods)), 'GET'),
        path: said('The path on the app.', urlPath),
        headers: optional(said('Headers of the request.', headers), {}),
        body: optional(said("The request's body.", valibot_dist/* string */.YjP('text'))),
        status: optional(said('The HTTP statuses that are good.', statuses), [200]),
        ...body,
        service: optional(said("The service that is asked. Default: the one with traefik's labels.", forms_service)),
        port: optional(said("Its port. Default: the one in traefik's labels.", port)),
    }))),
    exec: optional(said("A command in a service's container.", mapping({
        service: said('Where it runs.', forms_service),
        command: said('The words of the command. No shell reads them.', command),
        'exit-code': optional(said('The exit code that is good.', valibot_dist/* pipe */.FsL(valibot_dist/* number */.aig('an exit code, 0 to 255'), valibot_dist/* integer */.ndf('an exit code, 0 to 255'), valibot_dist/* minValue */.Wwf(0, 'an exit code, 0 to 255'), valibot_dist/* maxValue */.cGV(255, 'an exit code, 0 to 255'))), 0),
        ...body,
    }))),
    browser: optional(said('A page in Chromium, with a screenshot and a trace kept.', mapping({
        path: optional(said('The path on the app.', urlPath), '/'),
        script: optional(said('A module of the recipe whose default export is `async ({page, baseUrl, domain}) => {}`; `page` is a Playwright page.', filePath)),
        title: optional(said("Text that the page's title has to contain.", line)),
        forbid: optional(said('What makes the check red.', valibot_dist/* array */.YOg(choice(['console-errors', 'failed-requests']), 'a list of console-errors and failed-requests')), []),
    }))),
}), valibot_dist/* entries */.jOZ(2, `a name and ${one('http, exec and browser')}`));
function tests(folderDefault, timeoutDefault) {
    return mapping({
        folder: optional(said('Where they are in the recipe.', folder), folderDefault),
        command: optional(said('What runs them, in that folder. Default: pytest, node --test, vitest or executables, by what the folder holds.', command)),
        timeout: optional(said('How long they may take.', forms_length), timeoutDefault),
    });
}

;// CONCATENATED MODULE: ./js/recipe/manifest/schema.js
/**
 * cc-ci.yml as it is written: every key, its form, its default and its sentence. schemas/cc-ci.schema.json and docs/manifest.md are
 * generated from it, load.ts checks files with it, and model.ts is what the rest of the room reads.
 */




const cannotBeLeftOut = (instead) => `it can't be left out: ${instead}`;
/** Without these a run proves nothing, or leaves something behind. */
const refusedStages = {
    install: cannotBeLeftOut('every other stage needs the app'),
    teardown: cannotBeLeftOut('nothing may be left on the host (--keep leaves one run up)'),
    'verify-clean': cannotBeLeftOut('nothing may be left on the host (--keep leaves one run up)'),
    policy: cannotBeLeftOut('allow the one rule under policy.allow, with a reason'),
};
const leavable = stages/* stageNames */.h.filter((stage) => !Object.hasOwn(refusedStages, stage));
const reason = (stage) => optional(said(`Why ${stage} doesn't apply.`, sentence));
const reasons = Object.fromEntries(leavable.map((stage) => [stage, reason(stage)]));
const ManifestFile = mapping({
    health: optional(said('When the app is up.', health), {}),
    env: optional(said("Variables over .env.sample. `{domain}` and `{stack}` stand for the app's, `{secret:NAME}` for the name of its secret in the Swarm; `{need:NAME:domain}`, `{need:NAME:stack}` and `{need:NAME:secret:KEY}` for those of a need.", environment), {}),
    upgrade: optional(said('The upgrade to the head.', mapping({
        from: optional(said('The release it starts from: previous (the one before the head), latest, or a version.', release), 'previous'),
    })), {}),
    data: optional(said('Data that has to survive the upgrade and come back from the backup. Default: a marker file in each volume and a table in each database that is found.', valibot_dist/* array */.YOg(marker, 'a list of file, sql, http and exec markers')), []),
    backup: optional(said('The backup.', mapping({
        expect: optional(said("auto: by the recipe's labels. required: a recipe without them is red.", choice(['auto', 'required'])), 'auto'),
        verify: optional(said('Run after the backup hooks and before the snapshot; exit code 0 says that the dump is good.', mapping({
            service: said('Where it runs.', forms_service),
            command: said('The words of the command. No shell reads them.', command),
        }))),
    })), {}),
    checks: optional(said('What else has to be true of the installed app.', valibot_dist/* array */.YOg(check, 'a list of checks')), []),
    tests: optional(said('The tests that the recipe ships.', tests('tests', '10m')), {}),
    extra: optional(said('The heavy suite, run only when it is asked for.', tests('tests/extra', '30m')), {}),
    resources: optional(said('What the app takes of the host.', mapping({
        memory: optional(said('What one deployment needs.', size)),
        weight: optional(said('How many slots of the host it takes.', valibot_dist/* pipe */.FsL(valibot_dist/* number */.aig('a number, 0.1 to 100'), valibot_dist/* minValue */.Wwf(0.1, 'a number, 0.1 to 100'), valibot_dist/* maxValue */.cGV(100, 'a number, 0.1 to 100'))), 1),
    })), {}),
    timeouts: optional(said('How long things may take.', mapping({
        deploy: optional(said("Until all services are healthy. Default: the recipe's timeout label, else 5 minutes.", forms_length)),
        http: optional(said('Until the page answers as it should. Default: 1 minute.', forms_length)),
        stage: optional(said('A whole stage.', forms_length)),
    })), {}),
    upstream: optional(said('The git repository whose tags are the releases, where the clone has none.', gitUrl)),
    needs: optional(said('Other recipes that have to run first, such as an SSO provider.', valibot_dist/* array */.YOg(mapping({
        name: said('How reports call it; tests see it as `CCCI_NEED_NAME_DOMAIN`.', need),
        recipe: said('A git URL, or a folder beside this recipe.', recipe),
        version: optional(said('The release to deploy, of a git URL. Default: the newest.', tag)),
        warm: optional(said('The domain of an app that is there already: it has to answer, and nothing is deployed then.', domain)),
        env: optional(said('Variables over its .env.sample and the env of its own cc-ci.yml.', environment), {}),
    }), 'a list of recipes')), []),
    na: optional(said("Stages that don't apply to this recipe, with the reason.", mapping(reasons, refusedStages)), {}),
    policy: optional(said('Exceptions from the policy. They count when they stand in the base branch.', mapping({
        allow: optional(said('What is allowed.', valibot_dist/* array */.YOg(mapping({
            rule: said('The rule, as the finding names it.', rule),
            service: optional(said('For this service only.', forms_service)),
            reason: said('Why.', sentence),
        }), 'a list such as [{rule: bind-mount, service: app, reason: "…"}]')), []),
    })), {}),
});

;// CONCATENATED MODULE: ./js/recipe/manifest/load.js
/** Reads cc-ci.yml. Everything that is wrong with it is said at once, each with its line. */











/** Far beyond any manifest; what is longer could keep the parser busy for minutes. */
const MAX_CHARACTERS = 64 * 1024;
/**
 * @param text the whole file; one that holds nothing, or comments alone, says what no file says.
 * @param file how messages name it.
 * @throws UserError with one line a problem: file, line, column, the key, what stands there and what has to.
 */
function parseManifest(text, file) {
    if (text.length > MAX_CHARACTERS)
        throw new errors/* UserError */.yo(`${file} has ${(0,units/* formatBytes */.z3)(text.length)}, and a manifest has ${(0,units/* formatBytes */.z3)(MAX_CHARACTERS)} at most: is it the right file?`);
    const tree = parseYaml(text, file);
    if (tree.kind === 'leaf' && tree.value === null)
        return defaultManifest;
    if (tree.kind !== 'map')
        throw userErrorAt(tree.place, 'the file has to be a mapping of keys such as health: and checks:');
    const inherited = inheritedKeys(tree);
    if (inherited.length > 0)
        throw new errors/* UserError */.yo(showProblems(inherited, tree, file));
    const parsed = valibot_dist/* safeParse */.xLC(ManifestFile, plain(tree));
    if (!parsed.success)
        throw new errors/* UserError */.yo(showProblems(parsed.issues.map(problemOf), tree, file));
    const contradicting = contradictions(parsed.output, tree);
    if (contradicting.length > 0)
        throw new errors/* UserError */.yo(showProblems(contradicting, tree, file));
    const manifest = manifestOf(parsed.output);
    rememberTree(manifest, tree);
    return manifest;
}

;// CONCATENATED MODULE: ./js/recipe/manifest/read.js
/** The manifest of a folder: cc-ci.yml, or what a recipe without one gets. */







const MANIFEST = 'cc-ci.yml';
/** @throws UserError with one line for each thing that is wrong with it, and for a file under the name that is not read. */
async function readManifest(folder) {
    if ((0,external_node_fs_.existsSync)((0,external_node_path_.join)(folder, 'cc-ci.yaml')))
        throw new errors/* UserError */.yo(`cc-ci.yaml is not read: the manifest's name is ${MANIFEST}`);
    if (!(0,external_node_fs_.existsSync)((0,external_node_path_.join)(folder, MANIFEST)))
        return defaultManifest;
    return parseManifest(await (0,promises_.readFile)((0,paths/* insideOf */.k)(folder, MANIFEST, 'the manifest'), 'utf8'), MANIFEST);
}

;// CONCATENATED MODULE: ./js/recipe/needs/read.js
/** Reads what a recipe needs: a folder beside it, or another repository. Nothing is deployed and nothing is decided here. */










/** @throws UserError that names the need, for one that can't be had or that needs others itself. */
async function readNeeds({ needs }, of) {
    const sources = [];
    for (const spec of needs) {
        try {
            sources.push(await readNeed(spec, of));
        }
        catch (error) {
            throw inNeed(spec, error);
        }
    }
    return sources;
}
async function readNeed(spec, of) {
    if (spec.warm !== undefined)
        return { kind: 'warm', spec, domain: warmDomain(spec.warm) };
    const isRemote = isGitUrl(spec.recipe);
    const folder = isRemote ? await fetched(spec, of) : folderOf(spec, of);
    const manifest = await readManifest(folder.path);
    refuseChain(spec, manifest);
    const { run, env, signal } = of.git;
    const overrides = { ...manifest.env, ...spec.env };
    const recipe = { ...(await loadRecipe(folder.path, run, env, signal, overrides)), ...folder.known };
    // A folder that lies in a fork's clone is the fork's to write, and so are exceptions in it.
    const isStrangers = of.base.trust === 'fork' && !isRemote;
    return { kind: 'fresh', spec, recipe, manifest, allow: isStrangers ? [] : manifest.policy.allow };
}
function warmDomain(warm) {
    return parseDomain(warm, 'warm');
}
/** What lies inside of the recipe comes from where its manifest comes from; what lies beside it, from the disk. */
function folderOf({ recipe }, { folder, baseFolder, base }) {
    const isInside = (0,external_node_path_.resolve)('/recipe', recipe).startsWith('/recipe/');
    const from = isInside ? baseFolder : folder;
    const path = (0,external_node_path_.resolve)(from, recipe);
    if (!(0,external_node_fs_.existsSync)(path))
        throw new errors/* UserError */.yo(`there is no folder ${path}: check that recipe out there before this run, or give its git URL under needs: recipe`);
    const isLinked = (0,external_node_fs_.realpathSync)(path) !== (0,external_node_path_.resolve)((0,external_node_fs_.realpathSync)(from), recipe);
    if (base.trust === 'fork' && isLinked)
        throw new errors/* UserError */.yo(`${path} is reached through a symbolic link, which a fork's change may have made: give the folder itself, or a git URL`);
    return { path, known: {} };
}
async function fetched({ name, recipe: url, version }, { git, into }) {
    const path = (0,external_node_path_.join)(into, name, folderName(url) ?? name);
    await (0,promises_.mkdir)(path, { recursive: true });
    const { sha } = await fetchRecipe(git, { url, version, what: `need ${name}` }, path);
    return { path, known: { sha, isDirty: false } };
}
/** A recipe without TYPE is called what its folder is called: the last part of the address. */
function folderName(url) {
    return /([A-Za-z0-9][\w.-]*?)(?:\.git)?\/*$/.exec(url)?.[1];
}
/** One level: a graph of deployments is more than a test of one recipe can answer for. */
function refuseChain({ name }, { needs }) {
    const [first] = needs;
    if (first === undefined)
        return;
    throw new errors/* UserError */.yo(`it has needs of its own (${needs.map((need) => need.name).join(', ')}), and a run deploys one level of them: keep an app of ${name} running and name its domain under needs: warm`);
}

// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(7067);
// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __webpack_require__(4708);
// EXTERNAL MODULE: external "node:string_decoder"
var external_node_string_decoder_ = __webpack_require__(6193);
;// CONCATENATED MODULE: ./js/recipe/probe/ask.js
/** One HTTP request with everything chosen by us: where it goes, what name it asks for, whose certificate is believed. */






const ONE_TRY_MS = 5_000;
/** The code of a `no-answer` where the connection was taken, and nothing came in time. */
const SILENT = 'SILENT';
const KEEP_BODY = 200;
/** @returns what came back; nothing that the network does is an error here. @throws the signal's reason. */
async function ask(question, signal) {
    const timeoutMs = question.timeoutMs ?? ONE_TRY_MS;
    const late = `no answer within ${(0,units/* formatDuration */.a3)(timeoutMs)}`;
    const answer = await (0,abort/* withinTime */.dn)(timeoutMs, late, signal, (limited) => answerTo(question, late, limited));
    (0,abort/* throwIfAborted */.Te)(signal);
    return answer;
}
async function answerTo(question, late, limited) {
    let isTaken = false;
    const onTaken = () => {
        isTaken = true;
    };
    try {
        const response = await ask_open(question, limited, onTaken);
        const kept = await readStart(response, question.keepBytes ?? KEEP_BODY);
        const headers = plainHeaders(response.headers);
        return { kind: 'answered', status: response.statusCode ?? 0, headers, ...kept };
    }
    catch (error) {
        if (limited.aborted && isTaken)
            return { kind: 'no-answer', code: SILENT, message: `takes the connection, ${late}` };
        if (limited.aborted)
            return { kind: 'no-answer', code: 'ETIMEDOUT', message: late };
        const code = error instanceof Error && 'code' in error ? String(error.code) : 'UNKNOWN';
        return { kind: 'no-answer', code, message: error instanceof Error ? error.message : String(error) };
    }
}
function ask_open(question, signal, onTaken) {
    const { target, domain, path, method = 'GET', body } = question;
    const common = {
        host: target.host,
        port: target.port,
        path,
        method,
        // No agent: a connection of its own each time, so that a replaced task is never asked over an old one.
        agent: false,
        headers: headersOf(question),
        signal,
    };
    return new Promise((resolve, reject) => {
        const request = target.scheme === 'https'
            ? (0,external_node_https_.request)({ ...common, servername: domain, rejectUnauthorized: question.tlsVerify })
            : (0,external_node_http_.request)(common);
        request.once('socket', (socket) => socket.once('connect', onTaken));
        request.once('response', resolve);
        // Not once: a server that answers before it has read the body makes a second one.
        request.on('error', reject);
        // Also the only thing that comes after `101 Switching Protocols`, which nobody asked for.
        request.once('close', () => reject(new errors/* EnvironmentError */.eG('the connection was closed without an answer')));
        request.end(body);
    });
}
function headersOf({ domain, headers, body, isStraight }) {
    const ours = {
        Host: domain,
        'User-Agent': 'cc-ci',
        Accept: '*/*',
        // What is compared is the text, and what unpacks to a gigabyte is never unpacked.
        'Accept-Encoding': 'identity',
        ...(isStraight === true
            ? { 'X-Forwarded-Proto': 'https', 'X-Forwarded-Host': domain, 'X-Forwarded-Port': '443' }
            : {}),
        ...(body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) }),
    };
    const given = new Set(Object.keys(headers ?? {}).map((name) => name.toLowerCase()));
    const kept = Object.entries(ours).filter(([name]) => !given.has(name.toLowerCase()));
    return { ...Object.fromEntries(kept), ...headers };
}
function plainHeaders(headers) {
    return Object.fromEntries(Object.entries(headers).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]));
}
/** The first bytes of the page; what comes after them is not waited for. */
async function readStart(response, keepBytes) {
    const chunks = [];
    let bytes = 0;
    let bodyEnd = 'whole';
    try {
        for await (const chunk of response) {
            chunks.push(chunk);
            bytes += chunk.length;
            if (bytes > keepBytes) {
                bodyEnd = 'cut';
                break;
            }
        }
    }
    catch {
        // The status is there, and it is an answer; who looks at the body is told that it isn't whole.
        bodyEnd = 'broken-off';
    }
    finally {
        response.destroy();
    }
    // The decoder keeps back half a character at the cut.
    const text = new external_node_string_decoder_.StringDecoder('utf8').write(Buffer.concat(chunks).subarray(0, keepBytes));
    return { body: text, bodyEnd };
}

;// CONCATENATED MODULE: ./js/recipe/probe/expect.js
/** Whether an answer is the one that was expected. Pure. */

/** @returns what is wrong, to follow the URL: `answers 404, expected 200`; undefined when nothing is. */
function answerProblem(answer, expected) {
    if (!expected.statuses.includes(answer.status))
        return `answers ${answer.status}, expected ${statusWords(expected.statuses)}`;
    for (const [name, part] of Object.entries(expected.headers ?? {})) {
        const value = answer.headers[name.toLowerCase()];
        if (value === undefined)
            return `answers ${answer.status} without the header ${name}`;
        if (!value.includes(part))
            return `answers ${answer.status} with ${name}: ${value.slice(0, 200)}, expected ${part}`;
    }
    const problem = expected.body === undefined ? undefined : bodyProblem(answer.body, expected.body);
    return problem === undefined
        ? undefined
        : `answers ${answer.status}, and its body ${problem}${howWhole(answer)}`;
}
function howWhole({ bodyEnd, headers, body }) {
    const encoding = headers['content-encoding'] ?? 'identity';
    if (encoding !== 'identity')
        return ` (it came packed with ${encoding}, although it was asked for plain)`;
    if (bodyEnd === 'broken-off')
        return ` (it broke off after ${body.length} characters)`;
    return bodyEnd === 'cut' ? ` (of its first ${body.length} characters)` : '';
}
/** `200`, `200 or 401`, `200 to 399`. */
function statusWords(statuses) {
    const ranges = [];
    for (const status of [...new Set(statuses)].sort((one, other) => one - other)) {
        const last = ranges.at(-1);
        if (last !== undefined && status === last.to + 1)
            ranges[ranges.length - 1] = { from: last.from, to: status };
        else
            ranges.push({ from: status, to: status });
    }
    return ranges.map(({ from, to }) => (from === to ? `${from}` : `${from} to ${to}`)).join(' or ');
}

;// CONCATENATED MODULE: ./js/recipe/probe/finding.js
/** Why an app could not be reached, from the last answer that there was. Pure. */




const finding_KEEP_BODY = 200;
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|ERR_TLS/;
const NO_WAY = new Set(['ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN']);
/** True for an answer that says that TLS works, and the certificate is not believed. */
function isUntrusted(answer) {
    return answer.kind === 'no-answer' && CERTIFICATE.test(answer.code);
}
/** True where packets get nowhere, rather than to nobody at home. */
function isNoWay(answer) {
    return answer.kind === 'no-answer' && NO_WAY.has(answer.code);
}
function findingFor(attempted) {
    const { last, url, elapsedMs, service } = attempted;
    const { wasWell } = attempted;
    const relapse = wasWell === undefined
        ? ''
        : `; it had been well for ${(0,units/* formatDuration */.a3)(wasWell.forMs)}, and has to stay so for ${(0,units/* formatDuration */.a3)(wasWell.stableMs)}`;
    const after = `after ${attempted.tries} ${attempted.tries === 1 ? 'try' : 'tries'} in ${(0,units/* formatDuration */.a3)(elapsedMs)}${relapse}`;
    if (last === undefined)
        return noAddress(attempted, after);
    const evidence = [
        `asked ${attempted.address ?? 'nobody'} for ${url}`,
        ...(last.kind === 'no-answer' ? [`${last.code}: ${last.message}`] : bodyLines(last.body)),
    ];
    if (last.kind === 'answered')
        return {
            code: 'http-unexpected',
            blame: 'recipe',
            service,
            message: `${url} ${attempted.problem ?? `answers ${last.status}, expected ${statusWords(attempted.expectStatus)}`} (${after})`,
            evidence,
            remedy: attempted.expectStatus.includes(last.status)
                ? 'Compare health in cc-ci.yml with what the app answers when it is well, and read the log of the app.'
                : remedyForStatus(last.status, attempted.route),
        };
    if (isUntrusted(last))
        return untrusted(attempted, last.message, evidence);
    return unreachable(attempted, last.code, last.message, after, evidence);
}
function remedyForStatus(status, route) {
    if (route.kind === 'router' && (status === 404 || status === 502 || status === 504))
        return 'A router answers so for a domain it has no way to: compare the traefik labels (rule, port, network proxy) with the app.';
    if (status >= 500)
        return 'Read the log of the app.';
    if (status === 401 || status === 403)
        return `If strangers are to be refused here, say so in cc-ci.yml: health: {status: [${status}]}; else name a path that is open to all.`;
    return 'Name the path and the status that the app answers with when it is well in cc-ci.yml: health: {path: …, status: […]}.';
}
function untrusted(attempted, message, evidence) {
    return {
        code: 'tls-not-trusted',
        blame: 'host',
        service: attempted.service,
        message: `${attempted.url}: the certificate is not trusted: ${message}`,
        evidence,
        remedy: 'Give the router a certificate for the zone that this machine trusts (NODE_EXTRA_CA_CERTS for one of your own), or set tls-verify: false.',
    };
}
function unreachable(attempted, code, why, after, evidence) {
    const isHost = NO_WAY.has(code) || (attempted.route.kind === 'router' && code !== SILENT);
    return {
        code: 'http-unreachable',
        blame: isHost ? 'host' : 'recipe',
        service: attempted.service,
        message: `${attempted.url} can't be reached at ${attempted.address ?? 'any address'}: ${why} (${after})`,
        evidence,
        remedy: isHost
            ? remedyForNoWay(attempted)
            : code === SILENT
                ? 'It takes the connection and says nothing: read its log.'
                : 'See that the app listens on this port, on all addresses and not on 127.0.0.1 alone.',
    };
}
function noAddress(attempted, after) {
    return {
        code: 'http-unreachable',
        blame: attempted.isLocal ? 'recipe' : 'host',
        service: attempted.service,
        message: `${attempted.url} can't be asked for: ${attempted.service} has no running container on this Docker host (${after})`,
        evidence: [],
        remedy: attempted.isLocal
            ? 'If it runs on another node of the Swarm, set router-address; else read its log.'
            : remedyForNoWay(attempted),
    };
}
function remedyForNoWay({ route, isLocal }) {
    if (route.kind === 'router')
        return 'See that the router runs and router-address is its address as seen from here.';
    return isLocal
        ? 'From inside a container the tasks’ addresses can’t be reached: run the job on the host’s network, or set router-address to the host’s router.'
        : 'The tasks of a remote Docker host can’t be reached from here: set router-address to the router of that host.';
}
function bodyLines(body) {
    const text = body.slice(0, finding_KEEP_BODY).trim().replace(/\s+/g, ' ');
    return text === '' ? [] : [`the page begins: ${text}`];
}

;// CONCATENATED MODULE: ./js/recipe/probe/connect.js
/** One TCP connection, to see whether it is accepted. */



const connect_ONE_TRY_MS = 5_000;
/** @returns what came of it; nothing that the network does is an error here. @throws the signal's reason. */
async function connect({ host, port }, signal) {
    const late = `no answer within ${(0,units/* formatDuration */.a3)(connect_ONE_TRY_MS)}`;
    const connected = await (0,abort/* withinTime */.dn)(connect_ONE_TRY_MS, late, signal, (limited) => new Promise((resolve) => {
        const socket = (0,external_node_net_.connect)({ host, port, signal: limited });
        const end = (result) => {
            socket.destroy();
            resolve(result);
        };
        socket.once('connect', () => end({ kind: 'accepted' }));
        socket.on('error', (error) => end(limited.aborted
            ? { kind: 'not-accepted', code: 'ETIMEDOUT', message: late }
            : { kind: 'not-accepted', code: error.code ?? 'UNKNOWN', message: error.message }));
    }));
    (0,abort/* throwIfAborted */.Te)(signal);
    return connected;
}

// EXTERNAL MODULE: ./js/recipe/probe/route.js
var probe_route = __webpack_require__(9489);
;// CONCATENATED MODULE: ./js/recipe/probe/look.js
/** One look at an app: its page, and the connections that have to be accepted besides. */




/** A body that is to be looked at is read this far. */
const look_KEEP_BODY = 1024 * 1024;
/** @throws UserError for a router address that isn't one; the signal's reason. */
async function look_look(docker, target, route, options) {
    const page = 'path' in target ? await lookAtPage(docker, target, route, options) : undefined;
    if (page?.kind === 'unwell')
        return page;
    const ports = await Promise.all((target.tcp ?? []).map((port) => lookAtPort(docker, target.stack, port, options.signal)));
    const well = page ?? ports[0];
    if (well === undefined)
        throw new Error('a probe looks at a page or at a port');
    return ports.find(({ kind }) => kind === 'unwell') ?? well;
}
async function lookAtPage(docker, target, route, { tryMs, signal }) {
    const { service, domain, path, expectStatus, headers, body } = target;
    const url = `${route.kind === 'router' ? (0,probe_route/* routerTarget */.pK)(route).scheme : target.scheme}://${domain}${path}`;
    const unwell = { kind: 'unwell', service, url, route };
    const to = await whereTo(docker, target, route, signal);
    if (to === undefined)
        return { ...unwell, address: undefined, last: undefined, words: 'no running container yet' };
    const address = `${to.host}:${to.port}`;
    const last = await ask({
        target: to,
        domain,
        path,
        tlsVerify: route.kind === 'router' && route.tlsVerify,
        isStraight: route.kind === 'task',
        timeoutMs: tryMs,
        ...(body === undefined ? {} : { keepBytes: look_KEEP_BODY }),
    }, signal);
    if (last.kind === 'no-answer')
        return { ...unwell, address, last, words: last.message };
    const expected = { statuses: expectStatus, ...(headers && { headers }), ...(body && { body }) };
    const problem = answerProblem(last, expected);
    if (problem !== undefined)
        return { ...unwell, address, last, problem, words: problem };
    return { kind: 'well', url, status: last.status, route: `${route.kind} ${address}` };
}
async function whereTo(docker, target, route, signal) {
    if (route.kind === 'router')
        return (0,probe_route/* routerTarget */.pK)(route);
    const service = `${target.stack}_${target.service}`;
    const host = await (0,probe_route/* taskAddress */.GM)(docker, service, signal === undefined ? {} : { signal });
    return host === undefined ? undefined : { host, port: target.port, scheme: target.scheme };
}
/** A router has no way to these: they are tried at the task. */
async function lookAtPort(docker, stack, { service, port }, signal) {
    const host = await (0,probe_route/* taskAddress */.GM)(docker, `${stack}_${service}`, signal === undefined ? {} : { signal });
    const unwell = {
        kind: 'unwell',
        service,
        url: `tcp://${service}:${port}`,
        route: { kind: 'task' },
    };
    if (host === undefined)
        return { ...unwell, address: undefined, last: undefined, words: 'no running container yet' };
    const connected = await connect({ host, port }, signal);
    if (connected.kind === 'accepted')
        return { kind: 'well', url: unwell.url, status: undefined, route: `task ${host}:${port}` };
    const { code, message } = connected;
    return {
        ...unwell,
        address: `${host}:${port}`,
        last: { kind: 'no-answer', code, message },
        words: message,
    };
}

;// CONCATENATED MODULE: ./js/recipe/probe/patience.js
/** How long it makes sense to go on asking. Pure. */

/** A router may still be picking up the certificate; more patience changes nothing. */
const UNTRUSTED_MS = 5_000;
/** Packets to a task that is up and on this host arrive at once, or are dropped for ever. */
const NO_WAY_MS = 15_000;
/** @returns since the first try, after such an answer; undefined is that there was nobody to ask. */
function patienceMs(last, route, isLocal) {
    if (route.kind === 'task' && !isLocal)
        return 0;
    if (last === undefined || last.kind === 'answered')
        return Number.POSITIVE_INFINITY;
    if (isUntrusted(last))
        return UNTRUSTED_MS;
    return route.kind === 'task' && isNoWay(last) ? NO_WAY_MS : Number.POSITIVE_INFINITY;
}

;// CONCATENATED MODULE: ./js/recipe/probe/target.js
/** What is asked of an app, and what is expected. */
/**
 * What the manifest's health says, for this app.
 * @returns undefined where there is neither a page nor a port to ask.
 */
function probeTarget({ stack, domain, http }, health) {
    const { tcp, stableMs, statuses: expectStatus, headers, body } = health;
    if (http.kind === 'none')
        return tcp.length === 0 ? undefined : { stack, tcp, stableMs };
    const { service, port, scheme, path } = http;
    const page = { stack, domain, service, port, scheme, path, expectStatus, headers, tcp, stableMs };
    return body === undefined ? page : { ...page, body };
}

;// CONCATENATED MODULE: ./js/recipe/probe/index.js
/** Asks a deployed app for a page: through the router where there is one, else straight at its task. */













const probe_FIRST_PAUSE_MS = 50;
const probe_LONGEST_PAUSE_MS = 1_000;
/** For an app that is slow to make its first page. */
const LONGEST_TRY_MS = 30_000;
/**
 * Asks until everything is as expected, and has been for `stableMs`, or `timeoutMs` are over.
 * @throws UserError for a router address that isn't one; the signal's reason.
 */
async function probe(docker, target, route, options) {
    const startedAt = performance.now();
    const elapsedMs = () => performance.now() - startedAt;
    const { stableMs = 0 } = target;
    let said = '';
    let pauseMs = probe_FIRST_PAUSE_MS;
    let tryMs = ONE_TRY_MS;
    let wellSinceMs;
    let wasWell;
    const say = (waiting) => {
        if (waiting !== said)
            options.onWaiting?.(waiting);
        said = waiting;
    };
    for (let tries = 1;; tries += 1) {
        const askedMs = elapsedMs();
        const seen = await look_look(docker, target, route, { tryMs, signal: options.signal });
        if (seen.kind === 'well') {
            wellSinceMs ??= askedMs;
            const leftMs = wellSinceMs + stableMs - elapsedMs();
            if (leftMs <= 0 || stableMs === 0)
                return { kind: 'ok', status: seen.status, ms: elapsedMs(), route: seen.route };
            say(`${seen.url}: as expected, has to stay so for ${(0,units/* formatDuration */.a3)(stableMs)}`);
            // Five looks at least, and not more than one a second.
            await (0,abort/* sleep */.yy)(Math.min(leftMs, probe_LONGEST_PAUSE_MS, stableMs / 5), options.signal);
            continue;
        }
        if (wellSinceMs !== undefined)
            wasWell = { forMs: askedMs - wellSinceMs, stableMs };
        wellSinceMs = undefined;
        const limitMs = Math.min(options.timeoutMs, patienceMs(seen.last, seen.route, docker.isLocal));
        if (elapsedMs() + pauseMs >= limitMs) {
            const { kind: _kind, words: _words, ...what } = seen;
            const common = {
                expectStatus: 'path' in target ? target.expectStatus : [],
                isLocal: docker.isLocal,
                tries,
                elapsedMs: elapsedMs(),
            };
            const relapse = wasWell === undefined ? {} : { wasWell };
            return { kind: 'failed', finding: findingFor({ ...what, ...common, ...relapse }) };
        }
        say(`${seen.url}: ${seen.words}`);
        tryMs = nextTryMs(seen, tryMs, limitMs - elapsedMs());
        await (0,abort/* sleep */.yy)(pauseMs, options.signal);
        pauseMs = Math.min(pauseMs * 2, probe_LONGEST_PAUSE_MS);
    }
}
/** An app that took the connection may need longer for its first page than one try gave it. */
function nextTryMs({ last }, tryMs, leftMs) {
    const wanted = last?.kind === 'no-answer' && last.code === SILENT ? 2 * tryMs : tryMs;
    return Math.max(ONE_TRY_MS, Math.min(wanted, LONGEST_TRY_MS, leftMs));
}

// EXTERNAL MODULE: ./js/recipe/test-environment.js
var test_environment = __webpack_require__(4857);
;// CONCATENATED MODULE: ./js/recipe/checks/evidence.js
/** What is kept of a page or an output for the report. Pure. */
const LINES = 20;
const LINE_CHARACTERS = 200;
/** @returns the first lines that aren't empty, each cut, without what a terminal or a log would act upon. */
function firstLines(text) {
    // Far more than what is shown: a body may be one line of a megabyte.
    const lines = text
        .slice(0, 10 * LINES * LINE_CHARACTERS)
        .split(/\r?\n|\r/)
        .map((line) => line.replace(/\p{Cc}+/gu, ' ').trimEnd())
        .filter((line) => line !== '');
    const shown = lines.slice(0, LINES).map((line) => cut(line));
    return lines.length > LINES ? [...shown, '…'] : shown;
}
function cut(line) {
    return line.length > LINE_CHARACTERS ? `${line.slice(0, LINE_CHARACTERS)} …` : line;
}

;// CONCATENATED MODULE: ./js/recipe/checks/exec.js
/** An exec check: a command in a service's container, its exit code and its output. */





/** @returns undefined when the check is green. @throws the signal's reason; EnvironmentError where Docker can't be asked. */
async function execCheck(context, check, timeoutMs) {
    const { service, command, exitCode } = check;
    const line = `\`${command.join(' ').slice(0, 200)}\``;
    const failed = (problem, evidence, remedy) => ({
        code: 'check-failed',
        blame: 'recipe',
        service,
        message: `check ${JSON.stringify(check.name)}: ${problem}`,
        evidence: [...evidence],
        remedy,
    });
    try {
        const executed = await execInService(context, service, command, {
            timeoutMs,
            env: (0,test_environment/* needEnvironment */.A)(context.app),
        });
        const ended = `${line} in ${service} ended with ${executed.exitCode}`;
        if (executed.exitCode !== exitCode)
            return failed(`${ended}, expected ${exitCode}`, firstLines(executed.output), remedyFor(executed));
        const problem = outputProblem(executed, check);
        if (problem === undefined)
            return undefined;
        const remedy = 'Compare output in the check in cc-ci.yml with what the command prints.';
        return failed(`${ended}, and its output ${problem}`, firstLines(executed.output), remedy);
    }
    catch (error) {
        if (!(error instanceof AppUnavailableError))
            throw error;
        const remedy = 'A check has to end by itself, and its service has to stay up: read the log of the service.';
        return failed((0,errors/* messageOf */.bD)(error), [], remedy);
    }
}
/** JSON is looked for in what a program says on stdout; words may as well be on stderr. */
function outputProblem({ stdout, output }, { output: spec }) {
    if (spec === undefined)
        return undefined;
    const { json, ...words } = spec;
    return bodyProblem(output, words) ?? (json === undefined ? undefined : bodyProblem(stdout, { json }));
}
function remedyFor({ exitCode }) {
    if (exitCode === 126 || exitCode === 127)
        return 'The image has no such program, or it may not be run: name one that is there, with its path.';
    return 'Run the command in the container by hand (docker exec), and read the log of the service.';
}

;// CONCATENATED MODULE: ./js/recipe/checks/ask-app.js
/** One request to the app, as its users or a manifest's author would make it, with patience for an app that warms up. */




const ask_app_KEEP_BODY = 1024 * 1024;
const ask_app_FIRST_PAUSE_MS = 100;
const ask_app_LONGEST_PAUSE_MS = 1_000;
const ask_app_ONE_TRY_MS = 30_000;
/** What a router and an app's own front say while what is behind them starts. */
const NOT_YET = [502, 503, 504];
/** Methods that may be sent again without knowing whether the first one arrived (RFC 9110, 9.2.2). */
const IDEMPOTENT = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE'];
/**
 * @returns the answer, whatever its status; 502, 503 and 504 are asked again for `timeouts.httpMs`, unless they are expected.
 * @throws EnvironmentError when nothing answers for that long; UserError where the app has no page; the signal's reason.
 */
async function askApp(context, request) {
    const asked = await tryApp(context, request);
    if (asked.kind === 'answered')
        return asked.answer;
    throw new EnvironmentError(`${request.method} ${asked.finding.message}`);
}
/** As askApp, with what to say where nothing answers. */
async function tryApp(context, request) {
    const { docker, app, signal } = context;
    const way = await findWay(context, request);
    const startedAt = performance.now();
    const elapsedMs = () => performance.now() - startedAt;
    for (let tries = 1, pauseMs = ask_app_FIRST_PAUSE_MS;; tries += 1, pauseMs = Math.min(2 * pauseMs, ask_app_LONGEST_PAUSE_MS)) {
        const to = await ask_app_whereTo(context, way);
        const timeoutMs = Math.max(1_000, Math.min(ask_app_ONE_TRY_MS, app.timeouts.httpMs - elapsedMs()));
        const last = to === undefined ? undefined : await ask(questionOf(request, way, to, app.domain, timeoutMs), signal);
        const address = to === undefined ? undefined : `${to.host}:${to.port}`;
        const limitMs = Math.min(app.timeouts.httpMs, patienceMs(last, way.route, docker.isLocal));
        if (elapsedMs() + pauseMs >= limitMs || !mayAskAgain(last, request)) {
            if (last?.kind === 'answered') {
                const { kind: _kind, ...answer } = last;
                return {
                    kind: 'answered',
                    url: way.url,
                    answer: { ...answer, route: `${way.route.kind} ${address}` },
                };
            }
            const { service, url, route } = way;
            const what = { service, url, route, address, last, expectStatus: request.statuses };
            const finding = findingFor({ ...what, isLocal: docker.isLocal, tries, elapsedMs: elapsedMs() });
            return { kind: 'unreachable', finding };
        }
        await (0,abort/* sleep */.yy)(pauseMs, signal);
    }
}
function mayAskAgain(last, { method, statuses }) {
    if (last === undefined)
        return true;
    if (last.kind === 'answered')
        return NOT_YET.includes(last.status) && !statuses.includes(last.status);
    return IDEMPOTENT.includes(method.toUpperCase()) || last.code === 'ECONNREFUSED';
}
async function findWay({ docker, app, route: given, signal }, request) {
    const { http } = app;
    const { service = http.kind === 'ask' ? http.service : undefined } = request;
    if (service === undefined)
        throw new errors/* UserError */.yo(`${request.path} can't be asked for, ${http.kind === 'none' ? http.reason : ''}: say service and port in cc-ci.yml`);
    const isPage = http.kind === 'ask' && http.service === service;
    const port = request.port ?? (isPage ? http.port : 80);
    if (!isPage || http.port !== port) {
        const scheme = port === 443 ? 'https' : 'http';
        return {
            url: `${scheme}://${service}:${port}${request.path}`,
            route: { kind: 'task' },
            service,
            port,
            scheme,
        };
    }
    const { routerAddress, tlsVerify } = given;
    const route = await (0,probe_route/* findRoute */.$6)(docker, {
        tlsVerify,
        signal,
        ...(routerAddress === '' ? {} : { routerAddress }),
    });
    const scheme = route.kind === 'router' ? (0,probe_route/* routerTarget */.pK)(route).scheme : http.scheme;
    return { url: `${scheme}://${app.domain}${request.path}`, route, service, port, scheme: http.scheme };
}
async function ask_app_whereTo({ docker, app, signal }, way) {
    if (way.route.kind === 'router')
        return (0,probe_route/* routerTarget */.pK)(way.route);
    const host = await (0,probe_route/* taskAddress */.GM)(docker, serviceName(app.stack, way.service), { signal });
    return host === undefined ? undefined : { host, port: way.port, scheme: way.scheme };
}
function questionOf({ method, path, headers, body }, { route }, target, domain, timeoutMs) {
    const tlsVerify = route.kind === 'router' && route.tlsVerify;
    const common = { target, domain, path, method, headers, tlsVerify, isStraight: route.kind === 'task' };
    return { ...common, timeoutMs, keepBytes: ask_app_KEEP_BODY, ...(body === undefined ? {} : { body }) };
}

;// CONCATENATED MODULE: ./js/recipe/checks/http.js
/** An http check: one request, and whether its answer is what the manifest says. */



/** @returns undefined when the check is green. @throws UserError for a service that can't be asked; the signal's reason. */
async function http_httpCheck(context, check) {
    const { method, path, headers, statuses, body, send, service, port } = check;
    const asked = await tryApp(context, {
        method,
        path,
        headers,
        statuses,
        ...(send === undefined ? {} : { body: send }),
        ...(service === undefined ? {} : { service }),
        ...(port === undefined ? {} : { port }),
    });
    const name = `check ${JSON.stringify(check.name)}`;
    if (asked.kind === 'unreachable') {
        const { finding } = asked;
        const code = finding.blame === 'recipe' ? 'check-failed' : finding.code;
        return { ...finding, code, message: `${name}: ${method} ${finding.message}` };
    }
    const { answer, url } = asked;
    const problem = answerProblem({ kind: 'answered', ...answer }, { statuses, ...(body && { body }) });
    if (problem === undefined)
        return undefined;
    const asks = service ?? (context.app.http.kind === 'ask' ? context.app.http.service : undefined);
    return {
        code: 'check-failed',
        blame: 'recipe',
        ...(asks === undefined ? {} : { service: asks }),
        message: `${name}: ${method} ${url} ${problem}`,
        evidence: [...evidenceOf(answer)],
        remedy: http_remedyFor(answer, statuses),
    };
}
function evidenceOf({ route, status, headers, body }) {
    const told = ['content-type', 'location', 'www-authenticate'].flatMap((header) => {
        const value = headers[header];
        return value === undefined ? [] : [`${header}: ${value.slice(0, 200)}`];
    });
    return [`${route} answered HTTP ${status}`, ...told, ...firstLines(body)];
}
function http_remedyFor({ status, headers }, statuses) {
    if (statuses.includes(status))
        return 'Compare the check in cc-ci.yml with the page below, and read the log of the app.';
    if (status >= 300 && status < 400 && headers.location !== undefined)
        return 'Redirections are not followed: check the page that it leads to, or list the status in the check.';
    return 'Read the log of the app; where this is what it should answer, list the status in the check in cc-ci.yml.';
}

;// CONCATENATED MODULE: ./js/recipe/checks/index.js
/** The recipe's own checks: http, exec, browser. */




/** For one command of an exec check, where the manifest sets no time for a stage. */
const EXEC_MS = 120_000;
/**
 * One after the other: the app under test may be small, and a check may build on what an earlier one did.
 * @returns one row a check, in their order; a red one doesn't stop the others.
 * @throws EnvironmentError where Docker can't be asked; UserError for a check that can't be made of this recipe.
 */
async function runChecks(context, checks, options) {
    const rows = [];
    for (const check of checks) {
        context.waiting(`check ${check.name}`);
        rows.push(await context.phase(`check ${check.name}`, () => runCheck(context, check, options)));
    }
    return rows;
}
async function runCheck(context, check, options) {
    if (check.kind === 'browser') {
        // The browser's driver is megabytes that other runs don't load.
        const { runBrowserCheck } = await __webpack_require__.e(/* import() */ 828).then(__webpack_require__.bind(__webpack_require__, 9828));
        return runBrowserCheck(context, check, options);
    }
    const startedAt = performance.now();
    const finding = check.kind === 'http'
        ? await http_httpCheck(context, check)
        : await execCheck(context, check, context.manifest.timeouts.stageMs ?? EXEC_MS);
    const durationMs = performance.now() - startedAt;
    return { name: check.name, durationMs, artifacts: [], ...(finding === undefined ? {} : { finding }) };
}

;// CONCATENATED MODULE: ./js/recipe/data/marker.js
/** A piece of data of our own in an app, and the plan of where they are. */
function marker_markerOf(spec, isStated) {
    return { spec, name: nameOf(spec), isStated };
}
function nameOf(spec) {
    switch (spec.kind) {
        case 'file':
            return `file ${spec.volume}/${spec.path}`;
        case 'sql':
            return `table of ${spec.service}`;
        case 'http':
            return `${spec.write.method} ${spec.write.path}`;
        case 'exec':
            return `\`${spec.write.join(' ').slice(0, 60)}\` in ${spec.service}`;
    }
}
/**
 * Which values a place holds. What is written by requests or commands may hold one at a time: two only where they are told
 * apart, by `{name}` in write or `{marker}` in read, and one can be removed.
 */
function slotsOf(spec) {
    if (spec.kind === 'file' || spec.kind === 'sql')
        return ['kept', 'lost'];
    return spec.remove !== undefined && (isKeyedByName(spec) || mentions(spec.read, '{marker}'))
        ? ['kept', 'lost']
        : ['kept'];
}
/** Written again under its name, a value replaces the one before. */
function isKeyedByName(spec) {
    return mentions(spec.write, '{name}');
}
/** False where a value can neither be replaced nor removed: each has a place of its own, and there is no `remove`. */
function canSpoil(spec) {
    if (spec.kind === 'file' || spec.kind === 'sql')
        return true;
    return spec.remove !== undefined || isKeyedByName(spec) || !mentions(spec.read, '{marker}');
}
function mentions(part, placeholder) {
    return JSON.stringify(part).includes(placeholder);
}

;// CONCATENATED MODULE: ./js/recipe/data/place.js
/** What can be done with the values at one place. */
/** What kept is changed to. No value of a run is part of it. */
const SPOILED = 'spoiled';
/** The place can't be written to or read: the app's doing, and so a result. */
class PlaceError extends Error {
    evidence;
    constructor(message, evidence = []) {
        super(message);
        this.evidence = evidence;
    }
}
const NOTHING = { kind: 'absent', words: 'nothing' };
/** The first line of an output for a message; empty where there is none. */
function firstLine(text) {
    return (text
        .split('\n')
        .map((line) => line.trim())
        .find((line) => line !== '')
        ?.slice(0, 300) ?? '');
}

;// CONCATENATED MODULE: ./js/recipe/data/asked.js
/** Values that requests or commands of the manifest's write, read and remove. */





const COMMAND_MS = 120_000;
function httpPlace(context, spec) {
    const ask = async (request, slot, value) => {
        const filled = fill(request, slot, value);
        try {
            const asked = await tryApp(context, filled);
            if (asked.kind === 'answered')
                return asked.answer;
            throw new PlaceError(`${filled.method} ${asked.finding.message}`, asked.finding.evidence);
        }
        catch (error) {
            throw error instanceof errors/* UserError */.yo ? new PlaceError((0,errors/* messageOf */.bD)(error)) : error;
        }
    };
    return asked_placeOf(spec, {
        do: async (what, slot, value) => {
            const request = spec[what];
            if (request === undefined)
                return;
            const { status, body } = await ask(request, slot, value);
            if (request.statuses.includes(status))
                return;
            const { method, path } = fill(request, slot, value);
            throw new PlaceError(`${method} ${path} answers ${status}, expected ${request.statuses.join(' or ')}`, [
                firstLine(body),
            ]);
        },
        read: async (slot, value) => {
            const { status, body } = await ask(spec.read, slot, value);
            const isGood = spec.read.statuses.includes(status);
            return { text: isGood ? body : '', words: isGood ? `HTTP ${status} without it` : `HTTP ${status}` };
        },
    });
}
function execPlace(context, spec) {
    const run = async (command, slot, value) => {
        try {
            return await execInService(context, spec.service, fill(command, slot, value), {
                timeoutMs: COMMAND_MS,
            });
        }
        catch (error) {
            throw error instanceof AppUnavailableError ? new PlaceError(error.message) : error;
        }
    };
    return asked_placeOf(spec, {
        do: async (what, slot, value) => {
            const command = spec[what];
            if (command === undefined)
                return;
            const { exitCode, output } = await run(command, slot, value);
            if (exitCode === 0)
                return;
            throw new PlaceError(`\`${command.join(' ').slice(0, 80)}\` ended with ${exitCode}: ${firstLine(output)}`);
        },
        // A program that finds nothing may say so by its exit code.
        read: async (slot, value) => {
            const { exitCode, stdout, output } = await run(spec.read, slot, value);
            const said = firstLine(output);
            const words = `exit code ${exitCode}${said === '' ? ' and no output' : `: ${said.slice(0, 80)}`}`;
            return { text: exitCode === 0 ? stdout : '', words };
        },
    });
}
function asked_placeOf(spec, acts) {
    const slots = slotsOf(spec);
    return {
        // In turn: two writes to one app at once are another test.
        write: async (values) => {
            for (const slot of slots)
                await acts.do('write', slot, values[slot]);
        },
        read: async (values) => {
            const found = {};
            for (const slot of slots) {
                const { text, words } = await acts.read(slot, values[slot]);
                const isThere = text.includes(values[slot]);
                found[slot] = isThere ? { kind: 'value', value: values[slot] } : { kind: 'absent', words };
            }
            return found;
        },
        spoil: async (values) => {
            const isOverwritten = isKeyedByName(spec) || spec.remove === undefined;
            if (isOverwritten)
                await acts.do('write', 'kept', SPOILED);
            else
                await acts.do('remove', 'kept', values.kept);
            if (slots.includes('lost'))
                await acts.do('remove', 'lost', values.lost);
        },
    };
}
/** The placeholders, in every text of it. Values are plain words: they need no quoting anywhere. */
function fill(part, slot, value) {
    const put = (text) => text.replaceAll('{marker}', value).replaceAll('{name}', `cc-ci-${slot}`);
    const walk = (one) => {
        if (typeof one === 'string')
            return put(one);
        if (Array.isArray(one))
            return one.map(walk);
        if (typeof one !== 'object' || one === null)
            return one;
        return Object.fromEntries(Object.entries(one).map(([key, inner]) => [key, walk(inner)]));
    };
    return walk(part);
}

;// CONCATENATED MODULE: ./js/recipe/data/file.js
/** Two files in a volume, written, read and spoiled by the toolbox. */





const FILE_MS = 60_000;
const file_LATE = `the volume doesn’t answer within ${FILE_MS / 1000} s`;
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
function filePlace(context, spec) {
    const run = (script, make, ...values) => runScript(context, spec, script, [make, ...values]);
    const must = async (executed) => {
        const { exitCode, output } = await executed;
        if (exitCode !== 0)
            throw new PlaceError(firstLine(output) || `the shell ended with ${exitCode}`);
    };
    return {
        write: ({ kept, lost }) => must(run(WRITE, 'yes', kept, lost)),
        spoil: () => must(run(SPOIL, 'yes', SPOILED)),
        read: async () => {
            const executed = await run(READ, 'no');
            if (executed.exitCode === NO_FOLDER)
                return { kept: NOTHING, lost: NOTHING };
            if (executed.exitCode !== 0)
                throw new PlaceError(firstLine(executed.output) || 'the file can’t be read');
            return parseShown(executed.stdout);
        },
    };
}
/** Pure. */
function parseShown(stdout) {
    const lines = stdout.split('\n');
    const of = (slot) => {
        const line = lines.find((one) => one.startsWith(slot)) ?? '';
        const rest = line.slice(slot.length);
        if (rest.startsWith('='))
            return { kind: 'value', value: rest.slice(1) };
        return { kind: 'absent', words: rest.trim() || 'nothing' };
    };
    return { kept: of('kept'), lost: of('lost') };
}
/** Once more in a new toolbox, where the one that was there has ended in between. */
async function runScript(context, { volume, path }, script, values) {
    const at = path.lastIndexOf('/');
    const [folder, name] = [path.slice(0, Math.max(at, 0)), path.slice(at + 1)];
    for (let isLast = false;; isLast = true) {
        const command = (root) => ['sh', '-c', script, 'sh', root, folder, name, ...values];
        try {
            const toolbox = await toolboxOf(context);
            return await (0,abort/* withinTime */.dn)(FILE_MS, file_LATE, context.signal, (signal) => toolbox.exec(command(toolbox.pathOf(volume)), { signal }));
        }
        catch (error) {
            (0,abort/* throwIfAborted */.Te)(context.signal);
            if (error instanceof errors/* UserError */.yo || (0,errors/* messageOf */.bD)(error) === file_LATE)
                throw new PlaceError((0,errors/* messageOf */.bD)(error));
            const isGone = error instanceof js_docker/* DockerApiError */.NH && (error.status === 404 || error.status === 409);
            if (isLast || !isGone)
                throw error;
        }
    }
}

;// CONCATENATED MODULE: ./js/recipe/data/judge.js
/** What is wrong at places where data should be, or should be spoiled, as a finding. Pure. */
/** @returns what differs from what was written. */
function lossWords(found, values) {
    const wrong = slotsIn(found).filter((slot) => {
        const there = found[slot];
        return there?.kind !== 'value' || there.value !== values[slot];
    });
    if (wrong.length === 0)
        return undefined;
    return wrong
        .map((slot) => `${slot} should be "${values[slot]}", found ${foundWords(found[slot])}`)
        .join('; ');
}
/** @returns what still reads as it was written. */
function unspoiledWords(found, values) {
    const still = [];
    if (found.kept?.kind === 'value' && found.kept.value === values.kept)
        still.push('kept is unchanged');
    if (found.lost?.kind === 'value')
        still.push(`lost is still there, as ${foundWords(found.lost)}`);
    return still.length === 0 ? undefined : still.join('; ');
}
function slotsIn(found) {
    return ['kept', 'lost'].filter((slot) => found[slot] !== undefined);
}
function foundWords(found) {
    if (found === undefined)
        return 'nothing';
    return found.kind === 'value' ? `"${found.value}"` : found.words;
}
function notWritten(problems, of) {
    const [first] = problems;
    if (first === undefined)
        return undefined;
    // What was found out by ourselves says nothing about the recipe when it doesn't work.
    const blame = problems.some(({ marker }) => marker.isStated) ? 'recipe' : 'harness';
    return {
        ...common(problems),
        code: 'data-not-written',
        blame,
        message: `data could not be written and read back${count(problems, of)}: ${sum(problems)}`,
        remedy: judge_remedyFor(first.marker),
    };
}
function notSpoiled(problems, of) {
    const [first] = problems;
    if (first === undefined)
        return undefined;
    return {
        ...common(problems),
        code: 'data-not-written',
        blame: problems.some(({ marker }) => marker.isStated) ? 'recipe' : 'harness',
        message: `data could not be changed and deleted before the restore, which would prove nothing${count(problems, of)}: ${sum(problems)}`,
        remedy: judge_remedyFor(first.marker),
    };
}
function lost(problems, of, after) {
    if (problems.length === 0)
        return undefined;
    const remedy = /restore/i.test(after)
        ? 'See that the labels back up what is named here, that the hooks load the dump again, and that nothing overwrites it after the restore.'
        : 'See that the volumes keep their names and their places in the containers, and that nothing empties them or migrates the data away at the start.';
    return {
        ...common(problems),
        code: 'data-lost',
        blame: 'recipe',
        message: `after ${after}, data is not what was written before${count(problems, of)}: ${sum(problems)}`,
        remedy,
    };
}
function common(problems) {
    const services = new Set(problems.map(({ marker: { spec } }) => ('service' in spec ? spec.service : undefined)));
    const [service] = services;
    const lines = problems.flatMap(({ marker, words, evidence }) => [`${marker.name}: ${words}`, ...evidence]);
    return {
        ...(services.size === 1 && service !== undefined ? { service } : {}),
        evidence: lines.filter((line) => line.trim() !== ''),
    };
}
function count(problems, of) {
    return of === 1 ? '' : ` at ${problems.length} of ${of} places`;
}
/** The first one whole; the others are in the evidence. */
function sum([first, ...others]) {
    const words = first === undefined ? '' : `${first.marker.name}: ${first.words}`;
    return others.length === 0 ? words : `${words} (and ${others.map(({ marker }) => marker.name).join(', ')})`;
}
function judge_remedyFor({ spec, isStated }) {
    if (!isStated && spec.kind === 'sql')
        return `Say how to reach the database in cc-ci.yml: data: [{sql: {engine: ${spec.engine}, service: ${spec.service}, database: …, user: …, password-file: …}}].`;
    if (!isStated)
        return 'Name a place of the recipe’s own under data: in cc-ci.yml.';
    return 'Correct the marker under data: in cc-ci.yml; what is written has to be readable at once.';
}

;// CONCATENATED MODULE: ./js/recipe/data/sql-script.js
/**
 * What runs in a database's container: a shell that finds out user, database and password as the image itself does, and the
 * database's own client. The password stays in that container, in the environment of the client alone.
 */

const TABLE = 'cc_ci_marker';
/** `take A B`: the value of $A, else of the file that $A_FILE names; else so with B. The names are ours alone. */
const TAKE = `
set -u
take() {
  for one in "$@"; do
    eval "value=\\\${$one:-} file=\\\${\${one}_FILE:-}"
    if [ -z "$value" ] && [ -n "$file" ]; then value=$(cat "$file"); fi
    if [ -n "$value" ]; then printf %s "$value"; return; fi
  done
}
or() { if [ -n "$1" ]; then printf %s "$1"; else shift; take "$@"; fi; }
`;
const POSTGRES = `${TAKE}
user=$(or "$CC_CI_USER" POSTGRES_USER POSTGRESQL_USERNAME)
user=\${user:-postgres}
database=$(or "$CC_CI_DATABASE" POSTGRES_DB POSTGRESQL_DATABASE)
database=\${database:-$user}
if [ -n "$CC_CI_PASSWORD_FILE" ]; then password=$(cat "$CC_CI_PASSWORD_FILE") || exit 9
else password=$(take POSTGRES_PASSWORD POSTGRESQL_PASSWORD); fi
if [ -n "$password" ]; then PGPASSWORD=$password; export PGPASSWORD; fi
ask() { psql -X -q -A -t -w -v ON_ERROR_STOP=1 -v VERBOSITY=verbose -U "$user" -d "$database" -c "$CC_CI_SQL" "$@"; }
ask
code=$?
# 2: no connection by the socket; some images listen on TCP alone.
if [ "$code" = 2 ]; then ask -h 127.0.0.1; code=$?; fi
exit "$code"
`;
const MARIADB = `${TAKE}
client=$(command -v mariadb || command -v mysql) || { echo 'neither mariadb nor mysql is in the image' >&2; exit 9; }
database=$(or "$CC_CI_DATABASE" MYSQL_DATABASE MARIADB_DATABASE)
if [ -z "$database" ]; then echo 'the service names no database: name it in cc-ci.yml' >&2; exit 9; fi
user=$(or "$CC_CI_USER" MYSQL_USER MARIADB_USER)
user=\${user:-root}
if [ -n "$CC_CI_PASSWORD_FILE" ]; then password=$(cat "$CC_CI_PASSWORD_FILE") || exit 9
elif [ "$user" = root ]; then password=$(take MYSQL_ROOT_PASSWORD MARIADB_ROOT_PASSWORD)
else password=$(take MYSQL_PASSWORD MARIADB_PASSWORD); fi
if [ -n "$password" ]; then MYSQL_PWD=$password; export MYSQL_PWD; fi
ask() { "$client" --batch --skip-column-names --connect-timeout=10 --user="$user" --database="$database" --execute="$CC_CI_SQL" "$@"; }
if message=$(ask 2>&1); then printf '%s\\n' "$message"; exit 0; fi
case $message in
*'ERROR 2002 '*) ask --protocol=TCP --host=127.0.0.1 ;;
*) printf '%s\\n' "$message" >&2; exit 1 ;;
esac
`;
function scriptFor(engine) {
    return engine === 'postgres' ? POSTGRES : MARIADB;
}
const statements = {
    write: ({ kept, lost }) => [
        `CREATE TABLE IF NOT EXISTS ${TABLE} (name varchar(64) NOT NULL PRIMARY KEY, value varchar(255) NOT NULL)`,
        `DELETE FROM ${TABLE}`,
        `INSERT INTO ${TABLE} (name, value) VALUES ('kept', '${kept}'), ('lost', '${lost}')`,
    ].join('; '),
    spoil: `UPDATE ${TABLE} SET value = '${SPOILED}' WHERE name = 'kept'; DELETE FROM ${TABLE} WHERE name = 'lost'`,
    read: `SELECT concat(name, '=', value) FROM ${TABLE}`,
};
/** SQLSTATE 42P01 and error 1146: the table isn't there. By number: the words are in the server's language. */
const NO_TABLE = /\b42P01\b|ERROR 1146\b/;

;// CONCATENATED MODULE: ./js/recipe/data/sql.js
/** A table of our own in a database, by the client that is in its image. */




const SQL_MS = 60_000;
/** A database that has just been restored or started anew takes no connections for a while. */
const CONNECT_MS = 30_000;
const PAUSE_MS = 500;
function sqlPlace(context, spec) {
    const must = async (sql) => {
        const executed = await execute(context, spec, sql);
        if (executed.exitCode !== 0)
            throw sql_failed(spec, executed);
        return executed.stdout;
    };
    return {
        write: async (values) => void (await must(statements.write(values))),
        spoil: async () => void (await must(statements.spoil)),
        read: async () => {
            const executed = await execute(context, spec, statements.read);
            if (executed.exitCode === 0)
                return parseRows(executed.stdout);
            if (!NO_TABLE.test(executed.output))
                throw sql_failed(spec, executed);
            const words = 'no such table';
            return { kept: { kind: 'absent', words }, lost: { kind: 'absent', words } };
        },
    };
}
/** Pure. */
function parseRows(stdout) {
    const rows = stdout.split('\n').map((line) => line.trim());
    const of = (slot) => {
        const row = rows.find((one) => one.startsWith(`${slot}=`));
        return row === undefined ? NOTHING : { kind: 'value', value: row.slice(slot.length + 1) };
    };
    return { kept: of('kept'), lost: of('lost') };
}
function sql_failed({ engine, service }, { exitCode, output }) {
    const lines = output.split('\n').filter((line) => line.trim() !== '');
    // The mariadb client repeats the statement before it says what is wrong with it.
    const said = lines.find((line) => /error|fatal/i.test(line)) ?? firstLine(output);
    const client = engine === 'postgres' ? 'psql' : 'the mariadb client';
    return new PlaceError(`${client} in ${service} ended with ${exitCode}: ${said.trim().slice(0, 300) || 'it said nothing'}`, lines.slice(0, 10));
}
/** Tries again while no connection is taken. */
async function execute(context, spec, sql) {
    const { engine, service, user = '', database = '', passwordFile = '' } = spec;
    const env = {
        CC_CI_SQL: sql,
        CC_CI_USER: user,
        CC_CI_DATABASE: database,
        CC_CI_PASSWORD_FILE: passwordFile,
        PGCONNECT_TIMEOUT: '10',
        LC_ALL: 'C',
    };
    const endsAt = performance.now() + CONNECT_MS;
    try {
        for (;;) {
            const executed = await execInService(context, service, ['sh', '-c', scriptFor(engine)], {
                timeoutMs: SQL_MS,
                env,
            });
            if (!isConnecting(engine, executed) || performance.now() > endsAt)
                return executed;
            await (0,abort/* sleep */.yy)(PAUSE_MS, context.signal);
        }
    }
    catch (error) {
        if (error instanceof AppUnavailableError)
            throw new PlaceError(error.message);
        throw error;
    }
}
/** psql ends with 2 for that alone. MariaDB: no server, connection lost, shutting down, the database is being made anew. */
function isConnecting(engine, { exitCode, output }) {
    if (engine === 'postgres')
        return exitCode === 2;
    return exitCode !== 0 && /ERROR (2002|2003|2006|2013|1053|1049)\b/.test(output);
}

;// CONCATENATED MODULE: ./js/recipe/data/database.js
/** Which services are databases, and which of them a table of our own can be written into. Pure. */
/** The last part of an image's name. Exporters, poolers and backup programs have the database's name in theirs too. */
const IMAGES = [
    [
        'postgres',
        /^(postgres|postgresql|postgis|timescaledb|timescaledb-ha|pgvector|pgvecto-rs|pgautoupgrade)$/,
    ],
    ['mariadb', /^(mariadb|mysql|mysql-server|percona|percona-server)$/],
];
/** Where their files are; an image of another name is one of them when it has both such a volume and such a variable. */
const FOLDERS = {
    postgres: /^\/(var\/lib\/postgres(ql)?|bitnami\/postgresql|home\/postgres\/pgdata)(\/|$)/,
    mariadb: /^\/(var\/lib\/mysql|bitnami\/(mariadb|mysql))(\/|$)/,
};
const VARIABLES = {
    postgres: /^POSTGRES(QL)?_(USER|USERNAME|DB|DATABASE|PASSWORD)(_FILE)?$/,
    mariadb: /^(MYSQL|MARIADB)_/,
};
/** Others that hold what an app can't do without. Not among them: caches, such as redis and its likes. */
const OTHERS = [
    [/^(mongo|mongodb|mongodb-community-server|percona-server-mongodb|ferretdb)$/, /mongo_?dump/i],
    [/^(influxdb|influxdb3)$/, /influxd?3? backup/i],
    [/^couchdb$/, /couchbackup/i],
    [/^(cassandra|scylla)$/, /nodetool snapshot/i],
    [/^(clickhouse|clickhouse-server)$/, /clickhouse-backup/i],
    [/^neo4j$/, /neo4j-admin/i],
    [/^(arangodb)$/, /arangodump/i],
    [/^(rethinkdb)$/, /rethinkdb dump/i],
    [/^(surrealdb)$/, /surreal export/i],
];
const DUMPS = {
    postgres: /pg_?dump|pg_?backup/i,
    mariadb: /(mysql|maria(db)?)[-_]?(dump|backup)/i,
};
/** @returns which volumes a database's files are in, and what dumps it; undefined for a service that is none. */
function databaseOf(service) {
    const engine = database_engineOf(service);
    const writable = service.volumes.filter(({ isReadOnly }) => !isReadOnly);
    const all = writable.map(({ volume }) => volume);
    if (engine !== undefined) {
        const own = dataMounts(engine, service).map(({ volume }) => volume);
        return { volumes: own.length === 0 ? all : own, dumpProgram: DUMPS[engine] };
    }
    const other = OTHERS.find(([image]) => image.test(imageName(service)));
    return other && { volumes: all, dumpProgram: other[1] };
}
/** @returns those that run, and say the name of a database. */
function findDatabases(app) {
    return app.services.flatMap((service) => {
        const engine = service.replicas === 0 ? undefined : database_engineOf(service);
        if (engine === undefined || !hasDatabase(engine, service))
            return [];
        const volumes = dataMounts(engine, service).map(({ volume }) => volume);
        return [{ service: service.name, volumes, spec: { kind: 'sql', engine, service: service.name } }];
    });
}
/** `postgres` for `docker.io/library/postgres:16@sha256:…`. */
function imageName({ image }) {
    return /([^/:@]+)(?::[^/@]*)?(?:@.*)?$/.exec(image)?.[1] ?? '';
}
function database_engineOf(service) {
    const image = imageName(service);
    const named = IMAGES.find(([, pattern]) => pattern.test(image))?.[0];
    if (named !== undefined)
        return named;
    const names = Object.keys(service.environment);
    return IMAGES.map(([engine]) => engine).find((engine) => dataMounts(engine, service).length > 0 && names.some((name) => VARIABLES[engine].test(name)));
}
function dataMounts(engine, service) {
    return service.volumes.filter(({ target, isReadOnly }) => !isReadOnly && FOLDERS[engine].test(target));
}
/** PostgreSQL makes one of the user's name where none is named; the others make none. */
function hasDatabase(engine, { environment }) {
    const names = Object.keys(environment);
    return engine === 'postgres' || names.some((name) => /^(MYSQL|MARIADB)_DATABASE(_FILE)?$/.test(name));
}

;// CONCATENATED MODULE: ./js/recipe/data/coverage.js
/** What a restore that succeeds would say nothing of: volumes that are in no backup. Pure. */


/**
 * One for each volume of the app's own that a service which runs writes to, and that neither a label nor a dump puts into the
 * backup. A database's holds the stage back: data of the app would be lost, and the markers of other volumes would come back all
 * the same. What a label leaves out is its author's decision.
 */
function backupGaps(app, backup) {
    if (backup.kind === 'none')
        return [];
    const excluded = excludedVolumes(app.services);
    return app.volumes.flatMap(({ key, isExternal }) => {
        const writers = app.services.filter((service) => service.replicas > 0 && writes(service, key));
        const isIn = backup.volumes.some(({ volume }) => volume === key);
        if (isExternal || isIn || writers.length === 0)
            return [];
        if (excluded.has(key))
            return [told(`the volume ${key} is left out of the backup by its label`)];
        const names = writers.map(({ name }) => name).join(', ');
        const database = writers.find((service) => databaseOf(service)?.volumes.includes(key) === true);
        if (database === undefined)
            return [told(`the volume ${key} of ${names} is in no backup`)];
        return isDumped(backup, database)
            ? []
            : [{ stage: 'backup', isHeldBack: true, words: coverage_lost(key, database) }];
    });
}
/** By a hook in its own container, or by one that names its dump program. */
function isDumped({ hooks }, service) {
    const program = databaseOf(service)?.dumpProgram;
    return hooks.backupPre.some((hook) => hook.service === service.name || program?.test(hook.command) === true);
}
function writes(service, key) {
    return service.volumes.some(({ volume, isReadOnly }) => volume === key && !isReadOnly);
}
function told(words) {
    return { stage: 'backup', isHeldBack: false, words };
}
function coverage_lost(key, { name }) {
    return `the volume ${key} of the database ${name} is in no backup, so a restore brings none of its data back; dump it by the label backupbot.backup.pre-hook of ${name}, or take the label backupbot.backup.path away, which keeps whole volumes out of the backup; backupbot.backup.volumes.${key}=false says that it may be lost`;
}

;// CONCATENATED MODULE: ./js/recipe/data/found.js
/** Where data can be written in a recipe that says nothing about it: its volumes and its databases. Pure. */



const FILE = '.cc-ci-marker';
function foundData(app, backup) {
    const volumes = writableVolumes(app);
    const databases = findDatabases(app);
    const forUpgrade = upgradeMarkers(volumes, databases);
    if (backup.kind === 'none')
        return { markers: forUpgrade, backedUp: [], unverified: [], gaps: [] };
    const { backedUp, unverified, gaps } = backupMarkers(app, backup, volumes, databases);
    const markers = [
        ...forUpgrade,
        ...backedUp.filter(({ name }) => !forUpgrade.some((one) => one.name === name)),
    ];
    return { markers, backedUp, unverified, gaps: [...backupGaps(app, backup), ...gaps] };
}
/** Keys of those that are the app's own, and that a service which runs can write to. */
function writableVolumes(app) {
    const running = app.services.filter(({ replicas }) => replicas > 0);
    return app.volumes
        .filter(({ key, isExternal }) => !isExternal && running.some((service) => writes(service, key)))
        .map(({ key }) => key);
}
/** A table says more about a database's files than a file of ours among them. */
function upgradeMarkers(volumes, databases) {
    const kept = databases.filter((database) => database.volumes.some((key) => volumes.includes(key)));
    const plain = volumes.filter((key) => !kept.some((database) => database.volumes.includes(key)));
    return [...plain.map(fileMarker), ...kept.map(({ spec }) => marker_markerOf(spec, false))];
}
function fileMarker(volume) {
    return marker_markerOf({ kind: 'file', volume, path: FILE }, false);
}
function backupMarkers(app, backup, volumes, databases) {
    const own = backup.volumes.filter(({ volume }) => volumes.includes(volume));
    const whole = [...new Set(own.filter(({ paths }) => paths === undefined).map(({ volume }) => volume))];
    const dumped = databases.filter(({ service }) => app.services.some((one) => one.name === service && isDumped(backup, one)));
    const comesBack = hasRestoreHook(backup);
    // What a database's hook leaves is its dump, wherever it is put.
    const isDump = (isAt) => dumped.length > 0 && app.services.some((service) => isAt(service) && hasPreHook(backup, service.name));
    const partial = own.filter((one) => one.paths !== undefined &&
        !whole.includes(one.volume) &&
        !isDump((service) => writes(service, one.volume)));
    const outside = backup.containerPaths.filter((path) => !isDump(({ name }) => name === path.service));
    const tables = comesBack ? dumped.map(({ spec }) => marker_markerOf(spec, false)) : [];
    const backedUp = [...whole.map(fileMarker), ...tables];
    // Of a database it holds the restore back, whatever else comes back.
    const isOfDatabase = (key) => app.services.some((service) => databaseOf(service)?.volumes.includes(key) === true);
    const gaps = [
        ...partial.map((one) => gap(isOfDatabase(one.volume), partialWords(one))),
        ...outside.map((one) => gap(false, outsideWords(one))),
        ...(comesBack ? [] : dumped.map((one) => gap(true, noRestoreWords(one)))),
    ];
    const isNothing = backedUp.length === 0 && gaps.length === 0;
    return { backedUp, gaps, unverified: isNothing ? [found_NOTHING] : gaps.map(({ words }) => words) };
}
function gap(isHeldBack, words) {
    return { stage: 'restore', isHeldBack, words };
}
function hasPreHook({ hooks }, service) {
    return hooks.backupPre.some((hook) => hook.service === service);
}
function hasRestoreHook({ hooks }) {
    return hooks.restorePre.length + hooks.restorePost.length > 0;
}
const found_NOTHING = 'the labels back up no volume that the app writes to, so the restore has nothing to bring back that could be looked at; add data: to cc-ci.yml';
function partialWords({ volume, paths }) {
    const [path = ''] = paths ?? [];
    return `of the volume ${volume} only ${(paths ?? []).join(', ')} is backed up, and what that is can't be told; add to cc-ci.yml data: [{file: {volume: ${volume}, path: ${path}/cc-ci}}] if it is a folder, else an sql or exec marker`;
}
function outsideWords({ service, path }) {
    return `${path} of ${service} is backed up and is in no volume, so nothing is written there; mount a volume, or add an exec marker under data: in cc-ci.yml`;
}
function noRestoreWords({ service }) {
    return `${service} is dumped by a hook, and no hook brings the dump back: a restore leaves the database as it is; add the label backupbot.restore.post-hook`;
}

;// CONCATENATED MODULE: ./js/recipe/data/plan.js
/** Where data is written that has to survive: by the manifest, else where it can be found out. Pure. */





/**
 * From the manifest; without one a marker file in every volume (those backed up whole count for the backup), a table of our own
 * in a database that can be told, and where hooks make a dump of it, also for the backup.
 * Of an older release only what it has already: the manifest is the head's.
 * @throws UserError for a marker that names what the recipe doesn't have.
 */
function planData(app, manifest, backup) {
    if (manifest.data.length === 0)
        return foundData(app, backup);
    const specs = app.release === 'previous' ? thoseIn(app, manifest.data) : manifest.data;
    for (const [index, spec] of specs.entries())
        checkSpec(app, spec, `cc-ci.yml: data[${index}]`);
    const markers = specs.map((spec) => marker_markerOf(spec, true));
    if (markers.length === 0)
        return { markers, backedUp: [], unverified: [plan_NOT_YET], gaps: [] };
    const inBackup = markers.filter(({ spec }) => isInBackup(spec, backup));
    const backedUp = inBackup.filter(({ spec }) => canSpoil(spec));
    const notSpoiled = inBackup.filter(({ spec }) => !canSpoil(spec));
    return {
        markers,
        backedUp,
        unverified: [...notSpoiled.map(needsRemove), ...nothingInBackup(backup, backedUp)],
        gaps: [...backupGaps(app, backup), ...notSpoiled.map(notLookedAt)],
    };
}
const plan_NOT_YET = 'the release before has none of the places under data: in cc-ci.yml, so nothing could be written before the upgrade';
function thoseIn(app, specs) {
    return specs.filter((spec) => {
        if (spec.kind === 'file')
            return app.volumes.some(({ key }) => key === spec.volume);
        if (spec.kind === 'http')
            return app.http.kind !== 'none';
        return app.services.some(({ name }) => name === spec.service);
    });
}
function checkSpec(app, spec, where) {
    if (spec.kind === 'file')
        plan_checkFile(app, spec, where);
    else if (spec.kind !== 'http')
        checkService(app, spec.service, where);
    else if (app.http.kind === 'none')
        throw new errors/* UserError */.yo(`${where}.http: ${app.http.reason}: use exec instead`);
}
function checkService(app, service, where) {
    const services = app.services.map(({ name }) => name);
    if (!services.includes(service))
        throw new errors/* UserError */.yo(`${where}.service is ${service}, and the recipe has no such service: it has ${services.join(', ')}`);
}
function plan_checkFile(app, { volume, path }, where) {
    const found = app.volumes.find(({ key }) => key === volume);
    const own = app.volumes.filter(({ isExternal }) => !isExternal).map(({ key }) => key);
    const instead = own.length === 0 ? 'it has none of its own' : `its own are ${own.join(', ')}`;
    if (found === undefined)
        throw new errors/* UserError */.yo(`${where}.volume is ${volume}, and the recipe has no such volume: ${instead}`);
    if (found.isExternal)
        throw new errors/* UserError */.yo(`${where}.volume is ${volume}, which is external and holds data of others: ${instead}`);
    const isInside = path !== '' && !path.startsWith('/') && !path.split('/').includes('..');
    if (!isInside || path.endsWith('/') || path.includes('\0'))
        throw new errors/* UserError */.yo(`${where}.path is ${JSON.stringify(path)}: name a file inside of the volume, from its root`);
}
/** What requests and commands write is taken to be in the backup: who states them knows what they are for. */
function isInBackup(spec, backup) {
    if (backup.kind === 'none')
        return false;
    if (spec.kind !== 'file')
        return true;
    const isBelow = (path) => {
        const from = external_node_path_.posix.normalize(path).replace(/^\.?\/*|\/+$/g, '');
        return from === '' || external_node_path_.posix.normalize(spec.path).startsWith(`${from}/`);
    };
    return backup.volumes.some(({ volume, paths }) => volume === spec.volume && (paths === undefined || paths.some(isBelow)));
}
function needsRemove({ name }) {
    return `${name}: what it writes can be neither changed nor deleted before the restore, so the restore isn't looked at there; give the marker \`remove\` in cc-ci.yml`;
}
function notLookedAt(marker) {
    return { stage: 'restore', isHeldBack: false, words: needsRemove(marker) };
}
function nothingInBackup(backup, backedUp) {
    return backup.kind === 'none' || backedUp.length > 0
        ? []
        : [
            'no marker under data: in cc-ci.yml is in what the labels back up, so the restore has nothing to bring back; add one that is',
        ];
}

;// CONCATENATED MODULE: ./js/recipe/data/index.js
/** Data that has to survive: written into the old release, read from the new one, changed and deleted between backup and restore. */






/** @returns undefined when all are written and read back. @throws EnvironmentError where Docker can't be asked; the signal's reason. */
async function writeData(context, markers, values) {
    checkValues(values);
    const problems = await atEach(context, markers, async (place) => {
        await place.write(values);
        return lossWords(await place.read(values), values);
    });
    return notWritten(problems, markers.length);
}
/** @param after in words, for the message: `the upgrade`, `the restore`. @returns what is missing or changed. */
async function readData(context, markers, values, after) {
    checkValues(values);
    const problems = await atEach(context, markers, async (place) => lossWords(await place.read(values), values));
    return lost(problems, markers.length, after);
}
/** Changes `kept` and deletes `lost` everywhere, and makes sure that they read so. */
async function spoilData(context, markers, values) {
    checkValues(values);
    const problems = await atEach(context, markers, async (place) => {
        await place.spoil(values);
        return unspoiledWords(await place.read(values), values);
    });
    return notSpoiled(problems, markers.length);
}
/** Side by side, as the places don't know of each other. @returns what went wrong, in the markers' order. */
async function atEach(context, markers, act) {
    const all = await Promise.all(markers.map(async (marker) => {
        try {
            const words = await act(data_placeOf(context, marker));
            return words === undefined ? undefined : { marker, words, evidence: [] };
        }
        catch (error) {
            if (!(error instanceof PlaceError))
                throw error;
            return { marker, words: error.message, evidence: error.evidence };
        }
    }));
    return all.filter((problem) => problem !== undefined);
}
function data_placeOf(context, { spec }) {
    if ('service' in spec && !context.app.services.some(({ name }) => name === spec.service))
        throw new PlaceError(`this release of the recipe has no service ${spec.service}`);
    // A volume outlives the release that used it: what is still in it is lost to an app that no longer looks there.
    if (spec.kind === 'file' && !data_isMounted(context, spec.volume))
        throw new PlaceError(`no service of this release of the recipe mounts the volume ${spec.volume}`);
    switch (spec.kind) {
        case 'file':
            return filePlace(context, spec);
        case 'sql':
            return sqlPlace(context, spec);
        case 'http':
            return httpPlace(context, spec);
        case 'exec':
            return execPlace(context, spec);
    }
}
function data_isMounted({ app }, key) {
    return app.services.some(({ volumes }) => volumes.some(({ volume }) => volume === key));
}
/** They go into shells' arguments, SQL and URLs unquoted, and are looked for inside of pages. */
function checkValues({ kept, lost: other }) {
    const all = [kept, other, SPOILED];
    const isPlain = [kept, other].every((value) => /^[A-Za-z0-9._-]{4,200}$/.test(value));
    const isApart = all.every((one, index) => all.every((two, at) => index === at || !two.includes(one)));
    if (!isPlain || !isApart)
        throw new Error(`no values for markers: ${JSON.stringify([kept, other])}`);
}

;// CONCATENATED MODULE: ./js/recipe/lint/rule.js
/** What a lint rule is: a row of the table in rules.ts. */
/** What `judge` finds in each service. */
function rule_inServices(judge) {
    return (facts) => facts.compose.services.flatMap((service) => judge(service, facts));
}

;// CONCATENATED MODULE: ./js/recipe/lint/deploy.js
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: compose writes variables like this
/** What the services say under `deploy`, by their labels above all. */



/** Only `deploy.labels`, which Swarm keeps on the service. */
function serviceLabels({ tree }) {
    return pairsOf(child(child(tree, 'deploy'), 'labels'));
}
function matching({ compose }, key) {
    return compose.services.flatMap((service) => serviceLabels(service)
        .filter((label) => key.test(label.key))
        .map((label) => ({ ...label, service: service.name })));
}
/** Where a label that is missing belongs: `app`, else the first service. */
function placeOfApp({ compose: { services } }) {
    const service = services.find(({ name }) => name === 'app') ?? services[0];
    return service === undefined ? {} : { place: placeAt(service.tree, 'deploy', 'labels') };
}
const deploy_healthcheck = rule_inServices(({ name, place, tree, mode }) => child(tree, 'healthcheck') !== undefined || mode.endsWith('-job')
    ? []
    : [{ place, message: `${name} has no healthcheck: it counts as up as soon as its process runs` }]);
function appService({ compose: { services } }) {
    const [first] = services;
    if (first === undefined || services.some(({ name }) => name === 'app'))
        return [];
    return [
        {
            place: first.place,
            message: `no service is called app, which abra looks for; there is ${services.map(({ name }) => name).join(', ')}`,
        },
    ];
}
function traefikEnabled(facts) {
    // A recipe without a domain (a bot, a job) has nothing to route.
    if (!facts.recipe.envFile.assignments.some(({ key }) => key === 'DOMAIN'))
        return [];
    if (matching(facts, /^traefik\.enable$/i).some(({ value }) => value === 'true'))
        return [];
    return [
        {
            ...placeOfApp(facts),
            message: 'no service has the label traefik.enable=true under deploy.labels, and there is a DOMAIN to route',
        },
    ];
}
/** The stack's alone: `coop-cloud.STACK.SERVICE.version`, with a digest, was abra's at first and isn't read any more. */
const VERSION_LABEL = /^coop-cloud\.[^.]+\.version$/;
/** `1.2.3+4.5`: the recipe's, then the app's. Source: docs.coopcloud.tech, maintainers' handbook. */
const VERSION = /^\d+\.\d+\.\d+(-[^\s+]+)?(\+\S+)?$/;
function versionMissing(facts) {
    const labels = matching(facts, VERSION_LABEL);
    if (labels.some(({ value }) => value !== ''))
        return [];
    const [empty] = labels;
    if (empty !== undefined)
        return [{ place: empty.place, message: 'the label coop-cloud.${STACK_NAME}.version is empty' }];
    return [{ ...placeOfApp(facts), message: 'no service has the label coop-cloud.${STACK_NAME}.version' }];
}
function versionFormat(facts) {
    return ofVersions(facts, (value) => value !== '' && !VERSION.test(value), "which isn't of the form 1.2.3+4.5");
}
function versionOfApp(facts) {
    return ofVersions(facts, (value) => VERSION.test(value) && !value.includes('+'), "which says the recipe's version and not the app's");
}
function ofVersions(facts, isWrong, what) {
    return matching(facts, VERSION_LABEL)
        .filter(({ value }) => isWrong(value))
        .map(({ service, value, place }) => ({
        place,
        message: `the version label of ${service} is ${JSON.stringify(value)}, ${what}`,
    }));
}
/** Two services that name different versions; and a commit with a release's tag that calls itself otherwise. */
function versionOther(facts) {
    const labels = matching(facts, VERSION_LABEL).filter(({ value }) => VERSION.test(value));
    const [first] = labels;
    if (first === undefined)
        return [];
    const tags = (facts.releases ?? []).filter(({ sha }) => sha === facts.recipe.sha).map(({ tag }) => tag);
    if (!facts.recipe.isDirty && tags.length > 0 && !tags.includes(first.value))
        return [
            {
                place: first.place,
                message: `the version label is ${first.value}, and this commit is released as ${tags.join(', ')}`,
            },
        ];
    return labels
        .filter(({ value }) => value !== first.value)
        .map(({ service, value, place }) => ({
        place,
        message: `the version label of ${service} is ${value}, and ${first.value} on ${first.service}`,
    }));
}
function lightweightTags({ releases }) {
    return (releases ?? [])
        .filter(({ isAnnotated }) => !isAnnotated)
        .map(({ tag, sha }) => ({
        message: `the release tag ${tag} (${sha.slice(0, 8)}) is lightweight: abra refuses to deploy the recipe`,
    }));
}
function timeoutLabel(facts) {
    return matching(facts, /^coop-cloud\..+\.timeout$/).length > 0
        ? []
        : [
            {
                ...placeOfApp(facts),
                message: 'no service has the label coop-cloud.${STACK_NAME}.timeout: abra waits 50 s',
            },
        ];
}
const rollback = rule_inServices(({ name, tree, mode }) => {
    const action = textOf(child(child(child(tree, 'deploy'), 'update_config'), 'failure_action')) ?? 'pause';
    return action === 'rollback' || mode.endsWith('-job')
        ? []
        : [
            {
                place: placeAt(tree, 'deploy', 'update_config', 'failure_action'),
                message: `a failed update of ${name} stops half way (failure_action ${action})`,
            },
        ];
});
function backupLabel(facts) {
    const { volumes } = facts.compose;
    const [first] = volumes.filter(({ definition, isExternal }) => !isExternal && definition.driver_opts === undefined);
    if (first === undefined || matching(facts, /^backupbot\.backup$/).length > 0)
        return [];
    return [
        {
            place: first.place,
            message: `there are volumes (${volumes.map(({ key }) => key).join(', ')}) and no label backupbot.backup: nothing of them is backed up`,
        },
    ];
}
function certificateResolver(facts) {
    return matching(facts, /^traefik\.(http|tcp)\.routers\..+\.tls\.certresolver$/i)
        .filter(({ value, names }) => value !== '' && !names.includes('LETS_ENCRYPT_ENV'))
        .map(({ service, value, place }) => ({
        place,
        message: `the certificate resolver of ${service} is always ${value}: whoever deploys can't choose`,
    }));
}
const ENTRY_POINTS = ['web', 'web-secure'];
function entryPoints(facts) {
    return matching(facts, /^traefik\.http\.routers\..+\.entrypoints$/i).flatMap(({ service, value, place }) => value
        .split(',')
        .map((name) => name.trim())
        .filter((name) => !ENTRY_POINTS.includes(name))
        .map((name) => ({
        place,
        message: `${service} is routed from the entry point ${JSON.stringify(name)}; every Co-op Cloud router has ${ENTRY_POINTS.join(' and ')}`,
    })));
}
/** In a mapping docker fills variables into values alone: the key stays as it is. */
const labelKeys = rule_inServices((service) => labelsOf(service)
    .filter(({ key }) => /\$\{?[A-Za-z_]/.test(key))
    .map(({ key, place }) => ({
    place,
    message: `${service.name} has a label that is called ${key}, letter by letter`,
})));
const placement = rule_inServices(({ name, tree }) => textsOf(child(child(child(tree, 'deploy'), 'placement'), 'constraints'))
    .filter(({ text }) => /^\s*(node\.(hostname|id|ip|labels\.)|engine\.labels\.)/.test(text))
    .map(({ text, place }) => ({
    place,
    message: `${name} runs only where ${text}: on most servers nowhere`,
})));

;// CONCATENATED MODULE: ./js/recipe/lint/files.js
/** What the recipe's other files say, against its compose files: .env.sample, abra.sh, README.md. */

const SECRET_VERSION = /^SECRET_[A-Z0-9_]+_VERSION$/;
function composeVersion({ recipe, compose }) {
    if (compose.version === '3.8')
        return [];
    const [first] = recipe.composeFiles;
    if (first === undefined)
        return [];
    const line = first.text.split('\n').findIndex((text) => text.startsWith('version:'));
    const place = { file: first.file, line: Math.max(line, 0) + 1 };
    return [{ place, message: `version is ${compose.version ?? 'missing'}, and abra expects "3.8"` }];
}
/** The lines that the catalogue is made of. */
const METADATA = ['Category', 'Status', 'Image', 'Healthcheck', 'Backups', 'Email', 'Tests', 'SSO'];
function metadata({ recipe }) {
    const file = 'README.md';
    const text = recipe.readme;
    if (text === undefined)
        return [{ message: `there is no ${file}` }];
    const lines = text.split('\n');
    const start = lines.findIndex((line) => line.includes('<!-- metadata -->'));
    if (start === -1)
        return [{ place: { file, line: 1 }, message: `${file} has no block <!-- metadata -->` }];
    const missing = METADATA.filter((name) => {
        const value = lines
            .map((line) => new RegExp(`^\\s*[*-]\\s+\\**${name}\\**:\\**(.*)$`).exec(line)?.[1])
            .find(Boolean);
        return (value ?? '').trim() === '';
    });
    if (missing.length === 0)
        return [];
    return [
        {
            place: { file, line: start + 1 },
            message: `the metadata of ${file} says nothing for ${missing.join(', ')}`,
        },
    ];
}
function envNewline({ recipe: { envFile } }) {
    if (envFile.endsWithNewline)
        return [];
    const last = envFile.assignments.at(-1);
    const place = { file: envFile.file, line: last?.line ?? 1 };
    return [
        {
            place,
            message: `${envFile.file} doesn't end with a newline: what is appended to a copy of it joins its last line`,
        },
    ];
}
function envType({ recipe: { envFile, name } }) {
    if (placeOfKey(envFile, 'TYPE') !== undefined)
        return [];
    return [
        {
            place: { file: envFile.file, line: 1 },
            message: `${envFile.file} has no TYPE=${name}, by which abra finds an app's recipe`,
        },
    ];
}
/** Versions of secrets that no secret is named after. */
function secretVersionUnused({ recipe: { envFile }, compose }) {
    const used = new Set(compose.secrets.flatMap(({ nameVariables }) => nameVariables));
    return envFile.assignments
        .filter(({ key }) => SECRET_VERSION.test(key) && !used.has(key) && !compose.variables.has(key))
        .map(({ key, line }) => ({
        place: { file: envFile.file, line },
        message: `${key} is set, and no compose file of COMPOSE_FILE has a secret with it in its name`,
    }));
}
/** Secrets named after a version that only the compose file knows: abra reads them off .env.sample. */
function secretVersionMissing({ recipe: { envFile }, compose }) {
    return compose.secrets.flatMap(({ key, nameVariables, place }) => nameVariables
        .filter((name) => SECRET_VERSION.test(name) && placeOfKey(envFile, name) === undefined)
        .map((name) => ({
        place,
        message: `the secret ${key} is named after ${name}, which ${envFile.file} doesn't set: abra would not make it`,
    })));
}
/** Characters of a secret's name that leave room for a stack's. */
const MAX_SECRET_NAME = 12;
function secretLength({ compose }) {
    return compose.secrets
        .filter(({ key }) => key.length > MAX_SECRET_NAME)
        .map(({ key, place }) => ({
        place,
        message: `the secret's name ${key} has ${key.length} characters, ${MAX_SECRET_NAME} leave room for a long domain`,
    }));
}
function configVersionVendored({ recipe: { exports, envFile }, compose }) {
    return compose.configs
        .filter(({ isExternal }) => !isExternal)
        .flatMap(({ key, nameVariables, place }) => nameVariables
        .filter((name) => name.endsWith('_VERSION') && !exports.places.has(name) && placeOfKey(envFile, name) !== undefined)
        .map((name) => ({
        place,
        message: `the config ${key} is named after ${name}, which abra.sh doesn't export`,
    })));
}
/** A version is a variable of its own, or `_v1` at the end. */
function configNotVersioned({ compose }) {
    return compose.configs
        .filter(({ isExternal, name, nameVariables }) => {
        const isVersioned = nameVariables.some((variable) => variable !== 'STACK_NAME') || /[_.-]v?\d+$/i.test(name);
        return !isExternal && !isVersioned;
    })
        .map(({ key, name, place }) => ({
        place,
        message: `the config ${key} is always ${name}: once its content changes, no running app can be upgraded`,
    }));
}

;// CONCATENATED MODULE: ./js/recipe/lint/images.js
/** Images by their tags: an upgrade rolls only what has another name than before. */

/** `registry:5000/name:tag@sha256:…` in parts. */
function tagOf({ image }) {
    const [name = '', digest] = image.split('@');
    const tag = /:([^:/]+)$/.exec(name)?.[1];
    return { tag, isDigest: digest !== undefined };
}
const MOVING = /^(latest|main|master|edge|nightly|dev|develop|unstable|rolling|canary)$/i;
const SEMVER_LIKE = /^v?\d+(\.\d+)*([-+._].*)?$/i;
const judged = (judge) => rule_inServices((service) => {
    const { tag, isDigest } = tagOf(service);
    const what = judge(tag, isDigest);
    return what === undefined
        ? []
        : [{ place: service.imagePlace, message: `the image ${service.image} of ${service.name} ${what}` }];
});
const untagged = judged((tag, isDigest) => tag === undefined && !isDigest ? 'has no tag, which is :latest' : undefined);
const movingTag = judged((tag, isDigest) => tag !== undefined && !isDigest && MOVING.test(tag)
    ? `has the tag ${tag}, behind which there is another image tomorrow`
    : undefined);
const semverTag = judged((tag) => tag !== undefined && !MOVING.test(tag) && !SEMVER_LIKE.test(tag)
    ? `has the tag ${tag}, which doesn't begin with a version`
    : undefined);

;// CONCATENATED MODULE: ./js/recipe/lint/rules.js
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: compose writes variables like this
/**
 * The lint rules, row by row: abra's by their numbers, then ours. docs/lint.md says the same, and a test compares the two. To add a
 * row: write it here, its examples in test/unit/lint/, and `npx vitest run test/unit/lint --update`.
 */



/** abra 0.13's own list: which number stands for what is known for R001, R002, R011 and R014, and recalled for the others. */
const ABRA = 'abra 0.13, recipe lint: https://pkg.go.dev/coopcloud.tech/abra/pkg/lint';
const RECALLED = `${ABRA}; its number is recalled, not read`;
const HANDBOOK = 'https://docs.coopcloud.tech/maintainers/handbook/';
const lintRules = [
    {
        id: 'R001',
        level: 'warning',
        what: 'The compose files say `version: "3.8"`.',
        why: 'docker itself does without; abra expects it.',
        remedy: 'Write `version: "3.8"` as the first line of each compose file.',
        source: ABRA,
        find: composeVersion,
    },
    {
        id: 'R002',
        level: 'warning',
        what: 'Every service has a healthcheck.',
        why: 'Without one a service is up when its process is, and an update of it never fails.',
        remedy: 'Add `healthcheck:` with a test that fails until the service answers.',
        source: ABRA,
        find: deploy_healthcheck,
    },
    {
        id: 'R003',
        level: 'warning',
        what: 'Every image has a tag.',
        why: 'No tag is `:latest`: the same recipe deploys something else tomorrow.',
        remedy: 'Give the image the tag of a version, or a digest.',
        source: RECALLED,
        find: untagged,
    },
    {
        id: 'R004',
        level: 'warning',
        what: 'No image has a tag that moves: `latest`, `main`, `edge`, `nightly` and the like.',
        why: 'An upgrade from `latest` to `latest` rolls nothing, whatever is behind it.',
        remedy: 'Give the image the tag of a version, or a digest.',
        source: `${RECALLED}; abra's own names may be fewer`,
        find: movingTag,
    },
    {
        id: 'R005',
        level: 'warning',
        what: 'Tags of images begin with a version.',
        why: '`abra recipe upgrade` compares them to find newer ones.',
        remedy: 'Use a tag such as `1.27.3` or `16.4-alpine`.',
        source: RECALLED,
        find: semverTag,
    },
    {
        id: 'R006',
        level: 'warning',
        what: 'The catalogue has a version of the recipe.',
        why: 'It is what `abra app new` offers.',
        remedy: 'Publish a release.',
        source: RECALLED,
        find: {
            elsewhere: 'it asks the catalogue, and a verdict about a recipe depends on no network',
            asksNetwork: true,
        },
    },
    {
        id: 'R007',
        level: 'warning',
        what: 'README.md has its metadata filled in: Category, Status, Image, Healthcheck, Backups, Email, Tests, SSO.',
        why: 'The catalogue is made of it.',
        remedy: 'Fill in the list below `<!-- metadata -->`.',
        source: RECALLED,
        find: metadata,
    },
    {
        id: 'R008',
        level: 'error',
        what: 'There is a .env.sample.',
        why: 'Without it there is no app to make.',
        remedy: 'Add .env.sample with TYPE and DOMAIN.',
        source: RECALLED,
        find: { elsewhere: 'a folder without one is no recipe: the run ends before it starts, with exit code 2' },
    },
    {
        id: 'R009',
        level: 'error',
        what: 'One service is called `app`.',
        why: "abra reads an app's version, its state and its backup off that service.",
        remedy: 'Call the main service app.',
        source: RECALLED,
        find: appService,
    },
    {
        id: 'R010',
        level: 'error',
        what: 'A service has the label `traefik.enable=true`, where .env.sample has a DOMAIN.',
        why: 'The router overlooks the app otherwise.',
        remedy: 'Add "traefik.enable=true" to deploy.labels of the service that answers the domain.',
        source: `${RECALLED}; the condition under which abra skips it too`,
        find: traefikEnabled,
    },
    {
        id: 'R011',
        level: 'error',
        what: 'Every image is there.',
        why: 'What cannot be pulled cannot be deployed.',
        remedy: 'Correct the name or the tag.',
        source: ABRA,
        find: {
            elsewhere: 'the run pulls every image before it deploys one, and tells a missing one (image-missing) from a refused one (registry-refused) and a rate limit (registry-rate-limit)',
        },
    },
    {
        id: 'R012',
        level: 'error',
        what: 'The versions that configs are named after are exported by abra.sh.',
        why: "They belong to the recipe's release: in .env.sample they end up in each app's own .env, where an upgrade doesn't reach them.",
        remedy: 'Move it to abra.sh: export SITE_CONF_VERSION=v1.',
        source: `${RECALLED}; abra may only look whether there is an abra.sh`,
        find: configVersionVendored,
    },
    {
        id: 'R013',
        level: 'warning',
        what: 'The recipe has a repository at git.coopcloud.tech.',
        why: 'abra fetches recipes from there.',
        remedy: 'Publish it there.',
        source: RECALLED,
        find: {
            elsewhere: 'it asks that server, and a verdict about a recipe depends on no network',
            asksNetwork: true,
        },
    },
    {
        id: 'R014',
        level: 'error',
        what: 'Release tags are annotated.',
        why: 'With a single lightweight one abra ends every deployment of the recipe that names a version (FATA).',
        remedy: 'Tag again: git tag -a -f TAG TAG^{} -m TAG && git push -f origin TAG.',
        source: ABRA,
        find: lightweightTags,
    },
    {
        id: 'R015',
        level: 'warning',
        what: 'Names of secrets have 12 characters at most.',
        why: "A secret's name in the Swarm has 64: the stack's, its own and its version.",
        remedy: 'Give it a shorter name.',
        source: RECALLED,
        find: secretLength,
    },
    {
        id: 'R016',
        level: 'warning',
        what: 'One more rule of abra 0.13.',
        why: 'It is in its table.',
        remedy: 'See `abra recipe lint`.',
        source: `${ABRA}; the table has 16 rows, and what this one says isn't known here`,
        find: { elsewhere: 'what it looks at is not known here; the abra engine runs the real list' },
    },
    {
        id: 'config-not-versioned',
        level: 'error',
        what: 'The name of a config has a version in it.',
        why: 'Swarm never changes a config: a changed file under the same name is refused (`only updates to Labels are allowed`).',
        remedy: 'Write name: ${STACK_NAME}_site_${SITE_VERSION}, and export SITE_VERSION=v1 in abra.sh.',
        source: 'https://docs.docker.com/engine/swarm/configs/#example-rotate-a-config',
        find: configNotVersioned,
    },
    {
        id: 'secret-version-missing',
        level: 'error',
        what: 'The versions that secrets are named after are set in .env.sample.',
        why: 'abra finds the secrets to generate by these lines; a default in the compose file hides that one is missing.',
        remedy: 'Add SECRET_…_VERSION=v1 to .env.sample.',
        source: HANDBOOK,
        find: secretVersionMissing,
    },
    {
        id: 'secret-version-unused',
        level: 'warning',
        what: 'Every SECRET_…_VERSION of .env.sample is in the name of a secret.',
        why: 'It is left over, or its secret is misspelt.',
        remedy: 'Remove the line, or put a # in front where only another overlay needs it.',
        source: HANDBOOK,
        find: secretVersionUnused,
    },
    {
        id: 'env-newline',
        level: 'warning',
        what: '.env.sample ends with a newline.',
        why: "A script that appended RESTIC_REPOSITORY to an app's .env put it into the last line's comment, and backups went nowhere.",
        remedy: 'End the file with a newline.',
        source: 'seen in the field',
        find: envNewline,
    },
    {
        id: 'env-type',
        level: 'warning',
        what: '.env.sample has TYPE.',
        why: 'It is how an .env file knows its recipe.',
        remedy: 'Add TYPE=NAME as its first line.',
        source: HANDBOOK,
        find: envType,
    },
    {
        id: 'version-missing',
        level: 'warning',
        what: 'A service has the label `coop-cloud.${STACK_NAME}.version`.',
        why: 'abra shows by it what is deployed, and finds what to upgrade to.',
        remedy: 'Add "coop-cloud.${STACK_NAME}.version=0.1.0+1.0" to deploy.labels of app; `abra recipe sync` fills in the version.',
        source: HANDBOOK,
        find: versionMissing,
    },
    {
        id: 'version-format',
        level: 'error',
        what: 'The version label begins with a semantic version: `1.2.3+4.5`.',
        why: 'abra orders releases by it, and fails on anything else.',
        remedy: 'Write the version as 0.2.0+1.27.3; `abra recipe sync` does it.',
        source: HANDBOOK,
        find: versionFormat,
    },
    {
        id: 'version-of-app',
        level: 'warning',
        what: "The version label says the app's version too, behind a +.",
        why: 'It is what people look for in the catalogue.',
        remedy: 'Write the version as 0.2.0+1.27.3; `abra recipe sync` does it.',
        source: HANDBOOK,
        find: versionOfApp,
    },
    {
        id: 'version-other',
        level: 'error',
        what: 'All version labels agree, with each other and with the tag of the commit, where it has one.',
        why: 'A released recipe that calls itself by another version is offered for upgrade for ever, or never.',
        remedy: 'Run `abra recipe sync` before the release, and tag that commit.',
        source: HANDBOOK,
        find: versionOther,
    },
    {
        id: 'timeout-label',
        level: 'warning',
        what: 'A service has the label `coop-cloud.${STACK_NAME}.timeout`.',
        why: 'abra gives up after 50 s without it, whatever the app needs.',
        remedy: 'Add "coop-cloud.${STACK_NAME}.timeout=${TIMEOUT:-300}" to deploy.labels of app.',
        source: 'abra, pkg/upstream/stack: WaitTimeout (recalled)',
        find: timeoutLabel,
    },
    {
        id: 'update-rollback',
        level: 'warning',
        what: '`update_config.failure_action` is `rollback`.',
        why: 'The default is to pause: the service stays down, and every later update waits.',
        remedy: 'Add deploy.update_config: {failure_action: rollback}; order: start-first too, where two may run at once (no database).',
        source: 'https://docs.docker.com/reference/compose-file/deploy/#update_config',
        find: rollback,
    },
    {
        id: 'backup-label',
        level: 'warning',
        what: 'A recipe with volumes has the label `backupbot.backup`.',
        why: 'backup-bot-two passes over a stack without it.',
        remedy: 'Add "backupbot.backup=${ENABLE_BACKUPS:-true}" to deploy.labels of app.',
        source: 'https://docs.coopcloud.tech/, specs/backup/spec.md',
        find: backupLabel,
    },
    {
        id: 'certificate-resolver',
        level: 'warning',
        what: 'The certificate resolver comes from LETS_ENCRYPT_ENV.',
        why: 'Servers with certificates of their own, and tests, leave it empty.',
        remedy: 'Write "traefik.http.routers.${STACK_NAME}.tls.certresolver=${LETS_ENCRYPT_ENV}".',
        source: HANDBOOK,
        find: certificateResolver,
    },
    {
        id: 'entry-point',
        level: 'warning',
        what: 'HTTP routers use the entry points `web` and `web-secure`.',
        why: 'Others exist only where the operator of the router adds them.',
        remedy: 'Write "traefik.http.routers.${STACK_NAME}.entrypoints=web-secure".',
        source: 'the recipe traefik of Co-op Cloud',
        find: entryPoints,
    },
    {
        id: 'label-key',
        level: 'warning',
        what: 'No key of a label has a variable in it.',
        why: 'In a mapping docker fills variables into values, not into keys: the router and abra see `${STACK_NAME}`, letter by letter.',
        remedy: 'Write labels as a list: - "key=value".',
        source: 'docker/cli, cli/compose/interpolation (tried on 28.2)',
        find: labelKeys,
    },
    {
        id: 'placed-by-node',
        level: 'warning',
        what: 'No service is tied to a node by its name, address or labels.',
        why: 'On other servers no node takes it (no-suitable-node).',
        remedy: 'Leave the constraint to an overlay. `node.role` and `node.platform.…` are fine.',
        source: 'https://docs.docker.com/engine/swarm/services/#placement-constraints',
        find: placement,
    },
    {
        id: 'swarm-names',
        level: 'error',
        what: 'Names fit into a Swarm: 63 characters for services, 64 for configs and secrets.',
        why: 'The deployment is refused half way.',
        remedy: 'Use shorter names.',
        source: 'measured on 20.10',
        find: { elsewhere: 'a name that does not fit ends the run before anything is made, with exit code 2' },
    },
];

;// CONCATENATED MODULE: ./js/recipe/lint/beside.js
/** An engine's own lint beside ours: each rule once, in our words where both find it; where they differ, that is said. Pure. */

/** @param engine for people: `abra`. */
function mergeLint(ours, rows, engine) {
    const judged = rows.filter(({ rule }) => !asksNetwork(rule));
    const rowOf = new Map(judged.map((row) => [row.rule, row]));
    // A rule that either calls an error is one: abra refuses to deploy a release for its own.
    const own = ours.map((problem) => {
        const row = rowOf.get(problem.rule);
        return row?.outcome === 'broken' && row.level === 'error' ? { ...problem, level: 'error' } : problem;
    });
    const found = new Set(ours.map(({ rule }) => rule));
    const added = judged
        .filter(({ rule, outcome }) => outcome === 'broken' && !found.has(rule))
        .map(({ rule, what, level, remedy }) => {
        const message = `${engine} finds that this does not hold: ${what}`;
        return { rule, level, message, remedy: remedyOf(rule, remedy) };
    });
    const problems = [...own, ...added];
    const of = (level) => problems.filter((problem) => problem.level === level);
    return {
        problems: [...of('error'), ...of('warning')],
        remarks: [summary(rows, engine), ...differences(ours, judged, engine)],
    };
}
function summary(rows, engine) {
    const named = (outcome) => rows.filter((row) => row.outcome === outcome && !asksNetwork(row.rule)).map(({ rule }) => rule);
    const [broken, skipped] = [named('broken'), named('skipped')];
    const asking = rows.filter(({ rule }) => asksNetwork(rule)).map(({ rule }) => rule);
    return [
        `${engine} recipe lint: ${named('met').length} of ${rows.length} rules met`,
        ...(broken.length === 0 ? [] : [`broken ${broken.join(', ')}`]),
        ...(skipped.length === 0 ? [] : [`skipped ${skipped.join(', ')}`]),
        ...(asking.length === 0 ? [] : [`not judged, since they ask the network, ${asking.join(', ')}`]),
    ].join('; ');
}
function differences(ours, rows, engine) {
    const found = new Set(ours.map(({ rule }) => rule));
    return rows.flatMap(({ rule, outcome }) => {
        if (outcome !== 'broken' && found.has(rule))
            return [`${rule}: ${engine} ${outcome === 'met' ? 'finds no fault' : 'skips it'}, our own look does`];
        if (outcome === 'broken' && !found.has(rule) && isOurs(rule))
            return [`${rule}: ${engine} finds fault, our own look does not`];
        return [];
    });
}
const ruleOf = (id) => lintRules.find((rule) => rule.id === id);
/** Whether we look for it, too. */
function isOurs(id) {
    return typeof ruleOf(id)?.find === 'function';
}
/** What such a rule says without a network is nothing about the recipe. */
function asksNetwork(id) {
    const find = ruleOf(id)?.find;
    return typeof find === 'object' && find.asksNetwork === true;
}
/** The table's own words are short; ours say what to write. A ✅ stands where there is nothing to mend. */
function remedyOf(id, remedy) {
    const ours = isOurs(id) ? ruleOf(id)?.remedy : undefined;
    const theirs = /\p{L}/u.test(remedy) ? `abra says: ${remedy}.` : 'See `abra recipe lint`.';
    return ours ?? theirs;
}

;// CONCATENATED MODULE: ./js/recipe/lint/index.js
/** Lint: abra's rules R001 to R016 as far as they can be known here, and ours. */




/**
 * Pure. @param releases undefined where no remote could be asked and the clone has none: rules about tags then find nothing.
 * @returns errors first, each kind in the order of the rules. Warnings never make a recipe red.
 */
function lintRecipe(recipe, compose, releases) {
    const problems = lintRules.flatMap(({ id, level, remedy, find }) => typeof find === 'function'
        ? find({ recipe, compose, releases }).map((hit) => ({ rule: id, level, ...hit, remedy }))
        : []);
    const of = (level) => problems.filter((problem) => problem.level === level);
    return [...of('error'), ...of('warning')];
}
/** @returns `compose.yml:3:5: error: the config site is … (config-not-versioned). Write name: …` */
function showProblem({ level, message, remedy, ...at }) {
    return `${showHit({ ...at, message: `${level}: ${message}` })}. ${remedy}`;
}

;// CONCATENATED MODULE: ./js/recipe/manifest/check.js
/** Whether what a manifest names is in the recipe: services, volumes, secrets. Pure. */



/** @throws UserError with one line for each name that the recipe doesn't have; with its place where the manifest was read from a file. */
function checkManifest(manifest, compose) {
    const problems = [
        ...serviceUses(manifest).flatMap(({ path, name }) => serviceProblem(compose, path, name)),
        ...manifest.data.flatMap((spec, index) => volumeProblem(compose, spec, index)),
        ...secretProblems(manifest, compose),
    ];
    if (problems.length > 0)
        throw new errors/* UserError */.yo(showProblems(problems, manifest));
}
function serviceUses({ health, data, backup, checks, policy }) {
    const use = (path, of) => of?.service === undefined ? [] : [{ path: [...path, 'service'], name: of.service }];
    return [
        ...use(['health'], health),
        ...health.tcp.flatMap((entry, index) => use(['health', 'tcp', index], entry)),
        ...data.flatMap((spec, index) => ('service' in spec ? use(['data', index, spec.kind], spec) : [])),
        ...use(['backup', 'verify'], backup.verify),
        ...checks.flatMap((check, index) => 'service' in check ? use(['checks', index, check.kind], check) : []),
        ...policy.allow.flatMap((entry, index) => use(['policy', 'allow', index], entry)),
    ];
}
function serviceProblem({ services }, path, name) {
    const names = services.map((service) => service.name);
    if (names.includes(name))
        return [];
    return [
        {
            path,
            message: `${showPath(path)} is ${name}, and the recipe has no such service: ${check_hint(name, names)}`,
        },
    ];
}
function volumeProblem({ services, volumes }, spec, index) {
    if (spec.kind !== 'file')
        return [];
    const path = ['data', index, 'file', 'volume'];
    const problem = (why) => [
        { path, message: `${showPath(path)} is ${spec.volume}, and ${why}` },
    ];
    const found = volumes.find(({ key }) => key === spec.volume);
    if (found === undefined)
        return problem(`the recipe has no such volume: ${check_hint(spec.volume, volumes.map(({ key }) => key))}`);
    if (found.isExternal)
        return problem("that volume is external: what is in it isn't this app's to write to");
    if (services.some(({ mounts }) => mounts.some(({ kind, key }) => kind === 'volume' && key === spec.volume)))
        return [];
    return problem('no service mounts that volume: docker never makes it');
}
function secretProblems({ env }, { secrets }) {
    const names = secrets.map(({ key }) => key);
    return Object.entries(env).flatMap(([variable, value]) => [...value.matchAll(/\{secret:([^}]*)\}/g)].flatMap(([, name = '']) => {
        if (names.includes(name))
            return [];
        const path = ['env', variable];
        return [
            {
                path,
                message: `${showPath(path)} names the secret ${JSON.stringify(name)}, and the recipe has no such secret: ${check_hint(name, names)}`,
            },
        ];
    }));
}
function check_hint(name, names) {
    const near = nearest(name, names);
    if (near !== undefined)
        return `did you mean ${near}?`;
    return names.length === 0 ? 'it has none' : `it has ${names.join(', ')}`;
}

;// CONCATENATED MODULE: ./js/recipe/plan/known.js
/** What is known about stages before any step: what doesn't apply, what can't be asked, what shows too little to pass. Pure. */
/** @returns a stage at most once; the manifest's word comes first. */
function knownOf({ stages, releases, previous, manifest, app, backup }) {
    const known = [];
    const isOpen = (stage) => stages.includes(stage) && !known.some((entry) => entry.stage === stage);
    const say = (stage, reason) => {
        if (reason !== undefined && isOpen(stage))
            known.push({ stage, status: 'not-applicable', reason });
    };
    for (const stage of stages)
        say(stage, manifest.na[stage]);
    if (releases?.kind === 'unknown' && isOpen('upgrade'))
        known.push({ stage: 'upgrade', status: 'error', finding: unknownReleases(releases) });
    if (previous?.kind === 'none')
        say('upgrade', previous.reason);
    if (previous?.kind === 'unusable' && isOpen('upgrade'))
        known.push({ stage: 'upgrade', status: 'unverified', reason: previous.reason ?? '' });
    if (backup.kind === 'none') {
        if (manifest.backup.expect === 'required' && isOpen('backup'))
            known.push({ stage: 'backup', status: 'fail', finding: noBackup(backup.reason) });
        say('backup', backup.reason);
        say('restore', backup.reason);
    }
    if (known.some(({ stage }) => stage === 'backup'))
        say('restore', 'there is no backup to restore from');
    if (manifest.checks.length === 0)
        say('checks', 'cc-ci.yml names no checks');
    if (app.http.kind === 'none' && manifest.health.tcp.length === 0)
        say('http', app.http.reason);
    return known;
}
function unknownReleases({ reason, remedy }) {
    return { code: 'releases-unreachable', blame: 'forge', message: reason, evidence: [], remedy };
}
function noBackup(reason) {
    return {
        code: 'backup-empty',
        blame: 'recipe',
        message: `cc-ci.yml requires a backup (backup.expect), and there is none: ${reason}`,
        evidence: [],
        remedy: 'Add the label backupbot.backup=true to the service app, or take the requirement out of cc-ci.yml.',
    };
}
/** A stage without anything to look at afterwards has shown too little to pass. */
function unverifiedOf({ head, previous, }) {
    const words = (plan) => plan.unverified.join('; ');
    const showsNothing = head.backedUp.length === 0 && head.unverified.length > 0;
    // A database that doesn't come back is not made up for by another volume that does.
    const heldBack = (stage) => {
        const gaps = head.gaps.filter((gap) => gap.isHeldBack && gap.stage === stage).map((gap) => gap.words);
        const reasons = [...new Set([...(showsNothing ? head.unverified : []), ...gaps])];
        return reasons.length === 0 ? {} : { [stage]: reasons.join('; ') };
    };
    return {
        ...(previous.markers.length === 0 && previous.unverified.length > 0 ? { upgrade: words(previous) } : {}),
        ...heldBack('backup'),
        ...heldBack('restore'),
    };
}

;// CONCATENATED MODULE: ./js/recipe/plan/layout.js
/** Whether two apps of a recipe fit on the host at once. Pure. */

/** What a service is taken to need where nobody says: measured apps of Co-op Cloud lie between 30 MiB (nginx) and 1 GiB. */
const ONE_SERVICE_BYTES = 256 * 1024 * 1024;
/** The daemon, the runner and the page cache want some too. */
const SHARE = 0.8;
/**
 * @param availableBytes memory that the host could give away now.
 * @param needs what is up beside the apps all the time.
 */
function layoutOf(app, manifest, availableBytes, needs = []) {
    const others = needs.reduce((sum, need) => sum + bytesOf(need), 0);
    const wanted = 2 * bytesOf({ app, manifest }) + others;
    const room = availableBytes * SHARE;
    const who = others === 0 ? 'two apps' : 'two apps, and what they need,';
    return {
        isSideBySide: wanted <= room,
        why: `${who} want ${(0,units/* formatBytes */.z3)(wanted)}, and ${(0,units/* formatBytes */.z3)(room)} can be had`,
    };
}
function bytesOf({ app, manifest }) {
    const tasks = app.services.reduce((sum, { replicas }) => sum + replicas, 0);
    return manifest.resources.memoryBytes ?? tasks * ONE_SERVICE_BYTES;
}

;// CONCATENATED MODULE: ./js/recipe/needs/model.js
/** What a recipe needs beside itself, as it was read and as it is planned: an app that this run deploys, or one that is there. */
/** True for the one thing that an app of this role is: something that the recipe under test needs. */
function isNeed(role) {
    return role.startsWith('need-');
}

;// CONCATENATED MODULE: ./js/recipe/plan/run-plan.js
/** A whole run as plain data: the apps that will live, the steps on them, and what is known before any of them. */

/** @returns the plan of an app at a release. @throws Error where the plan has no such app: a fault of the steps. */
function appOf(plan, role, release) {
    const app = isNeed(role) ? needOf(plan, role)?.app : testedApp(plan, role, release);
    if (app === undefined)
        throw new Error(`the plan has no app ${role} at ${release}`);
    return app;
}
function testedApp({ apps: { fresh, seasoned } }, role, release) {
    if (role === 'fresh')
        return fresh;
    return release === 'head' ? seasoned?.head : seasoned?.previous;
}
/** @returns the need that the role is of; undefined for the apps under test. */
function needOf(plan, role) {
    return freshNeeds(plan).find(({ app }) => app.role === role);
}
/** The needs that this run deploys. */
function freshNeeds({ needs }) {
    return needs.filter((need) => need.kind === 'fresh');
}
/** @returns one plan a stack: the one that claims its domain. What is needed comes before what needs it. */
function stacksOf(plan) {
    const { fresh, seasoned } = plan.apps;
    const tested = [fresh, ...(seasoned === undefined ? [] : [seasoned.head])];
    return [...freshNeeds(plan).map(({ app }) => app), ...tested];
}

;// CONCATENATED MODULE: ./js/recipe/plan/steps.js
/** Which steps a run consists of, on which app, what waits for what, and for which stage each one's outcome counts. Pure. */
/** What is asked of the fresh app once it is up: what changes it comes after what looks at it. */
const FRESH = ['checks', 'reinstall', 'local', 'extra'];
/** @returns the steps in an order in which they could run one after the other. */
function planSteps(of) {
    const fresh = freshSteps(of);
    return [...fresh, ...seasonedSteps(of, fresh)];
}
/** Each step needs the one before it, and those of `more`. */
function add(chain, step, more = {}) {
    const { word, ...rest } = step;
    const id = `${step.app}/${step.act}${word === undefined ? '' : `:${word}`}`;
    const known = (ids) => [
        ...new Set(ids.filter((entry) => entry !== undefined)),
    ];
    chain.steps.push({
        ...rest,
        id,
        needs: known([chain.last, ...(more.needs ?? [])]),
        after: known(more.after ?? []),
    });
    chain.last = id;
    return id;
}
/** None of these asks whether the app is up. */
const BEFORE_HEALTH = ['lint', 'policy', 'install', 'teardown', 'verify-clean'];
/** Whatever is asked of the recipe, what it needs has to be up, and to answer: its failure is never the recipe's. */
const NEED = ['images', 'install', 'health', 'http'];
/** @returns the steps before the first of the apps, and those of them that the apps wait for. */
function needSteps({ needs = [], asksNeeds = false, isSideBySide }, policy) {
    const chain = { steps: [], last: policy };
    const common = { release: 'head', stage: 'install' };
    if (asksNeeds)
        add(chain, { ...common, app: 'fresh', act: 'ask-needs' });
    const first = chain.last;
    const ready = asksNeeds ? [first] : [];
    for (const name of needs) {
        if (isSideBySide)
            chain.last = first;
        for (const act of NEED)
            add(chain, { ...common, app: `need-${name}`, act });
        ready.push(chain.last);
    }
    return { steps: chain.steps, ready: ready.filter((id) => id !== undefined) };
}
function freshSteps(of) {
    const { stages } = of;
    const chain = { steps: [], last: undefined };
    const common = { app: 'fresh', release: 'head' };
    const has = (stage) => stages.includes(stage);
    if (has('lint'))
        add(chain, { ...common, act: 'lint', stage: 'lint' });
    chain.last = undefined; // A recipe that lint finds fault with can be deployed all the same.
    if (has('policy'))
        add(chain, { ...common, act: 'policy', stage: 'policy' });
    const needs = needSteps(of, chain.last);
    chain.steps.push(...needs.steps);
    add(chain, { ...common, act: 'images', stage: 'install' }, { needs: needs.ready });
    add(chain, { ...common, act: 'install', stage: 'install' });
    // Without the stage the app still has to be up before anything can be asked of it.
    if (stages.every((stage) => BEFORE_HEALTH.includes(stage)))
        return chain.steps;
    const health = add(chain, { ...common, act: 'health', stage: has('health') ? 'health' : 'install' });
    const asked = has('http') ? add(chain, { ...common, act: 'http', stage: 'http' }) : health;
    // One after the other, and each has its say whatever the others found: but nobody asks more of an app that doesn't answer.
    for (const stage of FRESH.filter(has)) {
        const before = chain.last;
        chain.last = stage === 'reinstall' ? health : asked;
        add(chain, { ...common, act: stage, stage }, { after: [before] });
    }
    return chain.steps;
}
function seasonedSteps(of, fresh) {
    const has = (stage) => of.stages.includes(stage);
    const upgrades = has('upgrade') && of.hasPrevious;
    if (!upgrades && !has('backup'))
        return [];
    const chain = { steps: [], last: undefined };
    const app = 'seasoned';
    const begins = {
        app,
        release: upgrades ? 'previous' : 'head',
        stage: upgrades ? 'upgrade' : 'backup',
    };
    const find = (act) => fresh.find((step) => step.app === 'fresh' && step.act === act)?.id;
    if (!of.isSideBySide) {
        add(chain, { app: 'fresh', release: 'head', act: 'remove', stage: begins.stage }, { after: fresh.map(({ id }) => id) });
    }
    const policy = find('policy');
    add(chain, { ...begins, act: 'images' }, { needs: [policy, ...needSteps(of, policy).ready] });
    add(chain, { ...begins, act: 'install' });
    add(chain, { ...begins, act: 'health' });
    if (upgrades)
        upgradeSteps(chain, of, find('health'));
    if (has('backup'))
        backupSteps(chain, of, { freshHealth: find('health'), freshEnd: fresh.at(-1)?.id });
    return chain.steps;
}
function upgradeSteps(chain, of, freshHealth) {
    const step = { app: 'seasoned', stage: 'upgrade' };
    if (of.hasDataToKeep)
        add(chain, { ...step, release: 'previous', act: 'write-data' });
    // A head that doesn't even come up by itself needs no second deployment to be red.
    add(chain, { ...step, release: 'head', act: 'upgrade' }, { needs: [freshHealth] });
    if (of.hasDataToKeep)
        add(chain, { ...step, release: 'head', act: 'read-data' });
}
function backupSteps(chain, of, { freshHealth, freshEnd, }) {
    const backup = { app: 'seasoned', release: 'head', stage: 'backup' };
    const restore = { ...backup, stage: 'restore' };
    if (of.hasDataInBackup)
        add(chain, { ...backup, act: 'write-data', word: 'backup' });
    const taken = add(chain, { ...backup, act: 'backup' });
    if (!of.stages.includes('restore'))
        return;
    if (of.hasDataInBackup)
        add(chain, { ...restore, act: 'spoil-data' });
    add(chain, { ...restore, act: 'restore' });
    if (of.hasDataInBackup)
        add(chain, { ...restore, act: 'read-data', word: 'restored' });
    if (of.isSideBySide && of.restoresElsewhere) {
        // Beside the restore in place: both rest on the snapshot alone.
        chain.last = taken;
        add(chain, { ...restore, app: 'fresh', act: 'restore' }, { needs: [freshHealth], after: [freshEnd] });
        if (of.hasDataInBackup)
            add(chain, { ...restore, app: 'fresh', act: 'read-data', word: 'restored' });
        return;
    }
    add(chain, { ...restore, act: 'install-afresh' });
    add(chain, { ...restore, act: 'restore', word: 'afresh' });
    if (of.hasDataInBackup)
        add(chain, { ...restore, act: 'read-data', word: 'afresh' });
}

;// CONCATENATED MODULE: ./js/recipe/plan/assemble.js
/** What was read into the plan of a run: apps, data, backup, verdicts that need no Swarm, steps. Pure. */













/** @throws UserError for everything that is wrong with the recipe or its manifest. */
function assemble(sources, inputs) {
    const { head, manifest } = sources;
    const domains = domainsOf(head.name, inputs);
    const { needs, composes: needed } = planNeeds(sources.needs, inputs);
    const told = { manifest: withNeeds(manifest, needs), needs: addressesOf(needs) };
    const fresh = planApp(head, { ...domains.fresh, ...told, role: 'fresh', release: 'head' });
    checkManifest(manifest, fresh.compose);
    const backup = planBackup(fresh.app);
    const { stages: asked } = inputs;
    const known = knownOf({ ...sources, stages: asked, app: fresh.app, backup });
    const stages = inputs.stages.filter((stage) => stage !== 'extra' || inputs.isExtra);
    const open = stages.filter((stage) => !known.some((entry) => entry.stage === stage));
    const seasoned = seasonedApps(sources, { ...domains.seasoned, ...told }, open);
    const data = {
        head: planData(fresh.app, manifest, backup),
        previous: planData(seasoned.previous?.app ?? fresh.app, manifest, backup),
    };
    const deployed = freshNeeds({ needs });
    const layout = layoutOf(fresh.app, manifest, inputs.availableBytes, deployed);
    const steps = planSteps({
        stages: open,
        hasPrevious: seasoned.previous !== undefined,
        hasDataToKeep: data.previous.markers.length > 0,
        hasDataInBackup: data.head.backedUp.length > 0,
        isSideBySide: layout.isSideBySide,
        restoresElsewhere: inputs.restoresElsewhere,
        needs: deployed.map(({ name }) => name),
        asksNeeds: needs.length > deployed.length,
    });
    const needsSeasoned = steps.some(({ app }) => app === 'seasoned');
    const previous = seasoned.previous;
    const plan = {
        recipe: fresh.app.recipe,
        stages,
        apps: {
            fresh: fresh.app,
            ...(needsSeasoned
                ? {
                    seasoned: {
                        head: seasoned.head.app,
                        ...(previous === undefined ? {} : { previous: previous.app }),
                    },
                }
                : {}),
        },
        needs,
        steps,
        known,
        unverified: unverifiedOf(data),
        lint: stages.includes('lint') ? lintOf(sources, fresh.compose) : [],
        releases: sources.releases?.kind === 'known' ? sources.releases.releases : [],
        policy: policyOf(sources, stages.includes('policy') ? fresh : undefined),
        data,
        backup,
        manifest,
        base: sources.base.why,
        testsFolder: sources.baseFolder,
        layout,
        totalMs: inputs.totalMs,
    };
    const composes = [...needed, { recipe: head, compose: fresh.compose }];
    if (sources.previous?.kind === 'release' && previous !== undefined)
        composes.push({ recipe: sources.previous.recipe, compose: previous.compose });
    return { plan, composes };
}
/** @returns the version that the head's compose file says it is; null where it says none. */
function headVersion(head, manifest) {
    return trial(head, manifest, 'head').app.recipe.version;
}
/** What a release would be, at a domain that nobody will have. @throws UserError where it can't be deployed. */
function trial(recipe, manifest, release) {
    const domain = parseDomain('version.cc-ci.test', 'domain');
    const stack = stackNameOf(domain);
    return planApp(recipe, { domain, stack, role: 'fresh', release, manifest: withStandIns(manifest) });
}
function domainsOf(recipe, { domain, zone, id, seasonedId }) {
    const placeOf = (name) => ({ domain: name, stack: stackNameOf(name) });
    if (domain === '') {
        const below = parseDomain(zone, 'input zone');
        return {
            fresh: placeOf(appDomain(recipe, id, below)),
            seasoned: placeOf(appDomain(recipe, seasonedId, below)),
        };
    }
    const fresh = parseDomain(domain, 'input domain');
    // Below the same wildcard as the one that was named.
    const [label = '', ...rest] = fresh.split('.');
    return {
        fresh: placeOf(fresh),
        seasoned: placeOf(parseDomain([`${label}-2`, ...rest].join('.'), 'input domain')),
    };
}
/** The app that lives through releases keeps the .env of the first one, as its operator would; what the head adds comes from the head. */
function seasonedApps({ head, previous }, of, stages) {
    const common = { ...of, role: 'seasoned' };
    if (previous?.kind !== 'release' || !stages.includes('upgrade'))
        return { head: planApp(head, { ...common, release: 'head' }), previous: undefined };
    const before = planApp(previous.recipe, { ...common, release: 'previous' });
    const overrides = keptEnv(previous.recipe);
    return { head: planApp(head, { ...common, release: 'head', overrides }), previous: before };
}
function keptEnv(recipe) {
    const isTheRuns = new Set(['TYPE', 'DOMAIN', 'STACK_NAME', 'LETS_ENCRYPT_ENV', 'COMPOSE_FILE']);
    return Object.fromEntries([...resolveEnv(recipe.envFile)].filter(([key]) => !isTheRuns.has(key)));
}
function lintOf({ head, releases }, compose) {
    return lintRecipe(head, compose, releases?.kind === 'known' ? releases.releases : undefined);
}
function policyOf({ base, manifest }, judged) {
    const isFork = base.trust === 'fork';
    return {
        mode: isFork ? 'deny' : 'warn',
        why: isFork ? 'the pull request comes from a fork' : 'the change comes from the repository itself',
        violations: judged === undefined ? [] : checkPolicy(judged.compose, judged.app, manifest.policy.allow),
    };
}

;// CONCATENATED MODULE: ./js/recipe/prepare.js
/** Inputs and a folder to the plan of a run: reads files and asks git remotes, and changes nothing but a temp folder of its own. */














/** @throws UserError for everything that is wrong with inputs, manifest or recipe, with the place and the remedy. */
async function prepare_prepare(inputs, context) {
    await (0,owned_folder/* sweepFolders */.me)(['recipe', 'abra', 'deploy', 'browser', 'tests']);
    await (0,memory_folder/* sweepMemoryFolders */.zF)(['secret']);
    const work = await (0,owned_folder/* ownedFolder */.EA)('recipe');
    const release = () => (0,promises_.rm)(work, { recursive: true, force: true });
    try {
        const sources = await readSources(inputs, context, work);
        const plan = assemble(sources, {
            ...inputsOf(inputs),
            restoresElsewhere: context.restoresElsewhere,
            availableBytes: (0,external_node_os_.freemem)(),
            id: runId(),
            seasonedId: runId(),
            needIds: sources.needs.map(runId),
        });
        for (const { recipe, compose } of plan.composes)
            checkNamedFiles(recipe.folder, compose);
        return { plan: plan.plan, head: sources.head, needs: needSecrets(sources, plan.plan), release };
    }
    catch (error) {
        await release();
        throw error;
    }
}
function needSecrets({ needs }, plan) {
    return needs.flatMap((source) => {
        const planned = needOf(plan, `need-${source.spec.name}`);
        if (source.kind === 'warm' || planned === undefined)
            return [];
        return [{ spec: source.spec, recipe: source.recipe, secrets: planned.app.secrets }];
    });
}
function inputsOf(inputs) {
    return {
        zone: inputs.zone,
        domain: inputs.domain,
        stages: inputs.stages,
        isExtra: inputs.extra,
        totalMs: inputs['time-limit'],
    };
}
async function readSources(inputs, context, work) {
    const folder = (0,external_node_path_.resolve)(context.folder);
    const git = {
        folder,
        run: context.run,
        env: context.env,
        signal: context.signal,
        upstream: inputs.upstream,
        token: inputs.token,
        note: context.note,
        store: (0,external_node_path_.join)(work, 'git'),
    };
    // First of all, so that a folder that is none is said to be none.
    const unset = await loadRecipe(folder, context.run, context.env, context.signal);
    const base = await findBase(git, {
        base: inputs.base,
        trust: inputs.trust,
        withTests: inputs['with-tests'],
    });
    const baseFolder = await prepare_folderOf(base, git, (0,external_node_path_.join)(work, 'base'), folder);
    const manifest = await readManifest(baseFolder);
    const head = Object.keys(manifest.env).length === 0
        ? unset
        : await loadRecipe(folder, context.run, context.env, context.signal, manifest.env);
    // Apart from the input's: whoever writes a manifest must not choose where the token goes.
    const asking = { ...git, manifestUpstream: manifest.upstream ?? '' };
    const wantsReleases = inputs.stages.includes('upgrade') || inputs.stages.includes('lint');
    const releases = wantsReleases ? await findReleases(asking) : undefined;
    const previous = inputs.stages.includes('upgrade')
        ? await previousRelease(asking, { releases, head, manifest, into: (0,external_node_path_.join)(work, 'previous') })
        : undefined;
    const needs = await readNeeds(manifest, { folder, baseFolder, base, git, into: (0,external_node_path_.join)(work, 'needs') });
    return { head, manifest, needs, base, baseFolder, releases, previous };
}
async function prepare_folderOf(base, git, into, own) {
    if (base.sha === null)
        return own;
    await (0,promises_.mkdir)(into, { recursive: true });
    await materialise(git, base.sha, into);
    return into;
}
async function previousRelease(git, { releases, head, manifest, into }) {
    if (releases?.kind !== 'known')
        return undefined;
    const found = upgradeFrom(releases.releases, 
    // A changed tree on a tagged commit is not that release.
    { sha: head.isDirty ? null : head.sha, version: headVersion(head, manifest) }, manifest.upgrade.from);
    if ('none' in found)
        return { kind: 'none', reason: found.none };
    await (0,promises_.mkdir)(into, { recursive: true });
    await materialise(git, found.sha, into);
    try {
        const recipe = await loadRecipe(into, git.run, git.env, git.signal, manifest.env);
        checkNamedFiles(into, trial(recipe, manifest, 'previous').compose);
        // The folder is no repository: what git would say of it is known from the tag.
        return {
            kind: 'release',
            release: found,
            recipe: { ...recipe, name: head.name, sha: found.sha, isDirty: false },
        };
    }
    catch (error) {
        // Who changes the head can't mend a release that is out, and the head can be tested without it.
        if (error instanceof errors/* UserError */.yo)
            return unusable(found.tag, error);
        throw error;
    }
}
function unusable(tag, { message }) {
    return {
        kind: 'unusable',
        reason: `the release ${tag} can't be deployed, so nothing was upgraded from it: ${message}; name another one under upgrade: {from: …} in cc-ci.yml`,
    };
}

;// CONCATENATED MODULE: ./js/recipe/remove.js
/** Removes one app by hand: what `keep` left, or what somebody wants gone before the next run reaps it. */

/** @param stack the exact name; its lease goes last, and only when nothing else is left. */
async function removeApp(docker, stack, options) {
    const { removed } = await teardown(docker, stack, options);
    const residue = await listResidue(docker, stack, { signal: options.signal });
    if (residue.length === 0)
        await docker.request('DELETE', `/configs/${LEASE_PREFIX}${stack}`, {
            expect: [404],
            signal: options.signal,
        });
    return { removed, residue };
}

// EXTERNAL MODULE: ./js/lib/version.js
var version = __webpack_require__(4650);
// EXTERNAL MODULE: ./js/lib/process-id.js
var process_id = __webpack_require__(8849);
;// CONCATENATED MODULE: ./js/recipe/lease/record.js
/** What a lease says, and how it is written: as labels of a Docker config, and as the config's content for people. */


const record_LABEL = 'cc-ci.lease.';
/** The daemon's limit for the names of configs. */
const LONGEST_NAME = 64;
/** @throws UserError when the name would be too long. */
function leaseName(stack) {
    const name = `${LEASE_PREFIX}${stack}`;
    if (name.length > LONGEST_NAME)
        throw new errors/* UserError */.yo(`the stack name ${stack} has ${stack.length} characters; with more than ${LONGEST_NAME - LEASE_PREFIX.length} its lease can't be named: use a shorter zone`);
    return name;
}
function record_labelsOf(record) {
    const { process } = record;
    const entries = {
        stack: record.stack,
        owner: record.owner,
        host: process.host,
        'machine-id': process.machineId,
        'boot-id': process.bootId,
        'pid-namespace': process.pidNamespace,
        pid: String(process.pid),
        'pid-start': process.pidStart,
        created: new Date(record.createdAt).toISOString(),
        expires: new Date(record.expiresAt).toISOString(),
    };
    return Object.fromEntries(Object.entries(entries).map(([key, value]) => [record_LABEL + key, value]));
}
/**
 * @param name the config's name.
 * @returns undefined for a config that is no lease, or one that says nothing that can be relied on.
 */
function readRecord(name, labels) {
    const stack = labels?.[`${record_LABEL}stack`];
    if (labels === null || labels === undefined || stack === undefined || name !== LEASE_PREFIX + stack)
        return undefined;
    const get = (key) => labels[record_LABEL + key] ?? '';
    const createdAt = Date.parse(get('created'));
    const expiresAt = Date.parse(get('expires'));
    if (Number.isNaN(createdAt) || Number.isNaN(expiresAt))
        return undefined;
    return {
        stack,
        owner: get('owner'),
        process: {
            host: get('host'),
            machineId: get('machine-id'),
            bootId: get('boot-id'),
            pidNamespace: get('pid-namespace'),
            pid: Number(get('pid')),
            pidStart: get('pid-start'),
        },
        createdAt,
        expiresAt,
    };
}
/** `run 17 on ci-1 (process 4711) since 12:03:11 UTC`. */
function ownerInWords(record) {
    const since = new Date(record.createdAt).toISOString().slice(11, 19);
    return `${record.owner} on ${record.process.host} (process ${record.process.pid}) since ${since} UTC`;
}

;// CONCATENATED MODULE: ./js/recipe/lease/configs.js
/** Leases as they lie in Swarm's Raft store: created once, changed by compare-and-swap, deleted. */



/** @returns undefined when there is one of that name already. */
async function createLease(docker, record, options) {
    const body = {
        Name: leaseName(record.stack),
        Labels: record_labelsOf(record),
        Data: Buffer.from(`${JSON.stringify(record, null, 2)}\n`).toString('base64'),
    };
    try {
        const { ID: id } = await docker.request('POST', '/configs/create', {
            body,
            ...options,
        });
        return await findLease(docker, id, options);
    }
    catch (error) {
        if (error instanceof js_docker/* DockerApiError */.NH && error.status === 409)
            return undefined;
        throw error;
    }
}
/** @param idOrName a config's. @returns undefined when it is gone or no lease of ours. */
async function findLease(docker, idOrName, options) {
    const answer = await docker.request('GET', `/configs/${idOrName}`, {
        expect: [404],
        ...options,
    });
    return answer === undefined ? undefined : storedLease(answer);
}
async function listLeases(docker, options) {
    const answers = await docker.request('GET', '/configs', {
        // By prefix: the daemon's name filter matches the beginning of a name.
        query: { filters: { name: [LEASE_PREFIX] } },
        ...options,
    });
    return answers.flatMap((answer) => storedLease(answer) ?? []);
}
function storedLease(answer) {
    const record = readRecord(answer.Spec.Name, answer.Spec.Labels);
    if (record === undefined)
        return undefined;
    return {
        configId: answer.ID,
        version: answer.Version.Index,
        record,
        storedAt: Date.parse(answer.CreatedAt),
    };
}
/**
 * Writes `record` over the lease, if it is still at `stored.version`.
 * @returns undefined when somebody else was first. Only labels can change: a config's content is fixed.
 */
async function swapLease(docker, stored, record, options) {
    const answer = await docker.request('GET', `/configs/${stored.configId}`, {
        expect: [404],
        ...options,
    });
    if (answer === undefined || answer.Version.Index !== stored.version)
        return undefined;
    try {
        await docker.request('POST', `/configs/${stored.configId}/update`, {
            query: { version: stored.version },
            body: { ...answer.Spec, Labels: record_labelsOf(record) },
            ...options,
        });
    }
    catch (error) {
        if (error instanceof js_docker/* DockerApiError */.NH && (error.status === 404 || /out of sequence/.test(error.message)))
            return undefined;
        throw error;
    }
    return findLease(docker, stored.configId, options);
}
/** Gone already is fine. */
async function deleteLease(docker, configId, options) {
    await docker.request('DELETE', `/configs/${configId}`, { expect: [404], ...options });
}

;// CONCATENATED MODULE: ./js/recipe/lease/reap.js
/** Removes what earlier runs left that could not clean up after themselves. Never a live run's stack, never anybody else's. */






/** A reaper holds what it reaps as long as a removal may take; one that is killed itself is found dead by the next. */
const REAPER_TTL_MS = 5 * 60_000;
/** Without a lease an object may belong to a run whose lease somebody removed by hand: old enough, and it doesn't. */
const LEASELESS_MS = 2 * 60 * 60_000;
/** How long the orphans of a killed run may go on; `docker stack deploy` takes a second or two. */
const ORPHANS_MS = 30_000;
const LOOK_AGAIN_MS = 50;
/** A process that lives and has not renewed its lease for this long is stuck. */
const HUNG_MS = 2 * 60 * 60_000;
/** The clocks of nodes differ a little, and a volume's time is in whole seconds. */
const CLOCK_SLACK_MS = 5_000;
/** @returns what was removed, stack by stack. What could not be removed stays leased, and is noted. */
async function reap(docker, options) {
    return [...(await reapLeased(docker, options)), ...(await reapLeaseless(docker, options))];
}
/** The stacks whose lease has run out, or whose owner is dead. */
async function reapLeased(docker, options) {
    const reaped = [];
    // What was leased last goes first: it may hold secrets of what was made before it.
    const leases = [...(await listLeases(docker, signalOf(options)))].sort((one, other) => other.record.createdAt - one.record.createdAt);
    for (const stored of leases) {
        const reason = whyReap(stored.record, (0,process_id/* thisMachine */.g8)(), options.now);
        const outcome = reason === undefined ? undefined : await reapLease(docker, stored, reason, options);
        if (outcome !== undefined)
            reaped.push(outcome);
    }
    return reaped;
}
/** The stacks of ours that nobody ever had a lease of, as far as the Swarm knows. */
async function reapLeaseless(docker, options) {
    const reaped = [];
    for (const stack of await leaselessStacks(docker, options)) {
        const reason = `no lease, and nothing new for ${(0,units/* formatDuration */.a3)(LEASELESS_MS)}`;
        const { removed } = await teardown(docker, stack, teardownOptions(options));
        if (removed.length > 0)
            reaped.push({ stack, reason, removed });
    }
    return reaped;
}
/** @returns why this lease's stack is nobody's any more; undefined while it may be somebody's. Pure but for /proc. */
function whyReap(record, machine, now, start) {
    const life = (0,process_id/* lifeOf */.c_)(record.process, machine, start);
    if (life === 'dead')
        return `its run ended without cleaning up: ${ownerInWords(record)}`;
    // A machine that slept wakes with all its leases expired and its runs alive: they renew within moments.
    const graceMs = life === 'alive' ? HUNG_MS : 0;
    if (now <= record.expiresAt + graceMs)
        return undefined;
    const ago = (0,units/* formatDuration */.a3)(now - record.expiresAt);
    return `its lease expired ${ago} ago: ${ownerInWords(record)}`;
}
/**
 * Takes the lease over first, by compare-and-swap: of two reapers one gets it, and a run that was only suspended finds its
 * lease lost when it renews.
 */
async function reapLease(docker, stored, reason, options) {
    const { stack, createdAt } = stored.record;
    const signal = signalOf(options);
    const now = Date.now();
    const record = {
        stack,
        owner: 'reaper',
        process: (0,process_id/* ownProcess */.oz)(),
        createdAt,
        expiresAt: now + REAPER_TTL_MS,
    };
    const ours = await swapLease(docker, stored, record, signal);
    if (ours === undefined)
        return undefined;
    // What a killed run had started goes on without it: `docker stack deploy` would make what we have just removed.
    await untilNobodyNames(stack, options);
    const older = await olderThan(docker, stack, stored.storedAt, signal);
    if (older !== undefined) {
        options.onNote?.(`${stack}: ${older.kind} ${older.name} was there before the lease, so the stack is somebody else's: left alone (${reason})`);
        await deleteLease(docker, ours.configId, signal);
        return undefined;
    }
    const { removed } = await teardown(docker, stack, teardownOptions(options));
    const left = await listResidue(docker, stack, signal);
    if (left.length > 0) {
        options.onNote?.(`${stack}: could not remove ${left.map(inWords).join(', ')}; its lease stays, for the next run`);
        return removed.length === 0 ? undefined : { stack, reason, removed };
    }
    await deleteLease(docker, ours.configId, signal);
    return { stack, reason, removed: [...removed, { kind: 'lease', name: LEASE_PREFIX + stack }] };
}
async function untilNobodyNames(stack, options) {
    const endsAtMs = Date.now() + ORPHANS_MS;
    for (let pids = (0,process_id/* processesNaming */.g)(stack); pids.length > 0; pids = (0,process_id/* processesNaming */.g)(stack)) {
        if (Date.now() >= endsAtMs)
            return options.onNote?.(`${stack}: removing it although ${pids.length === 1 ? 'process' : 'processes'} ${pids.join(', ')} may still be deploying it`);
        await (0,abort/* sleep */.yy)(LOOK_AGAIN_MS, options.signal);
    }
}
/** A lease is taken before the first object is made: what is older was never that run's, whatever it is called. */
async function olderThan(docker, stack, storedAt, options) {
    const objects = objectsOf(await listObjects(docker, options.signal), stack);
    return objects.find((object) => object.createdAt < storedAt - CLOCK_SLACK_MS);
}
/** Stacks named as ours are, with our label on something, without a lease, and without anything young. */
async function leaselessStacks(docker, options) {
    const all = await listObjects(docker, options.signal);
    const ours = new Set(all.flatMap((object) => object.labels[OWN_LABEL] ?? []).filter(isNamedAsOurs(options.zone)));
    if (ours.size === 0)
        return [];
    // After the objects: a run that began meanwhile has its lease by now.
    const leased = new Set((await listLeases(docker, signalOf(options))).map((stored) => stored.record.stack));
    return [...ours].filter((stack) => !leased.has(stack) &&
        objectsOf(all, stack).every((object) => options.now - object.createdAt > LEASELESS_MS));
}
/** The short unique names that runs get: `hell-3fa9c1_ci_test` in the zone `ci.test`. */
function isNamedAsOurs(zone) {
    const ending = `_${zone.replaceAll('.', '_')}`;
    return (stack) => stack.endsWith(ending) && /^[a-z0-9]{1,4}-[0-9a-f]{6}$/.test(stack.slice(0, -ending.length));
}
function inWords(object) {
    return `${object.kind} ${object.name}`;
}
function signalOf(options) {
    return options.signal === undefined ? {} : { signal: options.signal };
}
function teardownOptions(options) {
    return { ...signalOf(options), ...(options.onNote === undefined ? {} : { onNote: options.onNote }) };
}

;// CONCATENATED MODULE: ./js/recipe/lease/index.js
/** Who owns a stack: leases in Swarm's own Raft store, so that what a killed run left can be told from what a live one uses. */





/** Before the first object of a stack is made. @throws UserError when the stack's name is too long for a config's (64). */
async function takeLease(docker, stack, options) {
    const name = leaseName(stack);
    const now = Date.now();
    const record = {
        stack,
        owner: options.owner,
        process: (0,process_id/* ownProcess */.oz)(),
        createdAt: now,
        expiresAt: now + options.ttlMs,
    };
    const stored = await createLease(docker, record, lease_signalOf(options));
    if (stored !== undefined)
        return leaseOf(stored, options.ttlMs);
    const other = await findLease(docker, name, lease_signalOf(options));
    return {
        kind: 'taken',
        by: other === undefined ? `somebody who doesn't say (config ${name})` : ownerInWords(other.record),
    };
}
/** Moves the expiry on by the lease's own ttl, if nobody touched the lease meanwhile. */
async function renewLease(docker, lease, options = {}) {
    const stored = await findLease(docker, lease.configId, options);
    if (stored === undefined)
        return { kind: 'lost', reason: `the lease of ${lease.stack} was removed` };
    const record = { ...stored.record, expiresAt: Date.now() + lease.ttlMs };
    const renewed = stored.version === lease.version ? await swapLease(docker, lease, record, options) : undefined;
    if (renewed !== undefined)
        return leaseOf(renewed, lease.ttlMs);
    const by = await findLease(docker, lease.configId, options);
    const who = by === undefined ? 'and removed' : `by ${ownerInWords(by.record)}`;
    return { kind: 'lost', reason: `the lease of ${lease.stack} was taken over ${who}` };
}
/** Last of all, when the stack is gone. A lease that is gone already, or somebody else's by now, is left alone. */
async function releaseLease(docker, lease, options = {}) {
    const stored = await findLease(docker, lease.configId, options);
    if (stored === undefined)
        return;
    const isOurs = JSON.stringify(stored.record.process) === JSON.stringify((0,process_id/* ownProcess */.oz)());
    if (isOurs)
        await deleteLease(docker, lease.configId, options);
}
function leaseOf(stored, ttlMs) {
    if (stored === undefined)
        throw new errors/* EnvironmentError */.eG('a lease vanished right after it was written');
    const { configId, version, record } = stored;
    const { stack, owner, expiresAt } = record;
    return { kind: 'lease', stack, configId, version, owner, ttlMs, expiresAt };
}
function lease_signalOf(options) {
    return options.signal === undefined ? {} : { signal: options.signal };
}

;// CONCATENATED MODULE: ./js/recipe/claim.js
/** Before the first object is made: what earlier runs left is removed, each stack's lease is taken, and its domain is known to be free. */





/** Long enough for a daemon that is busy, short enough for a runner whose machine is gone. Renewed every third of it. */
const LEASE_TTL_MS = 5 * 60_000;
/**
 * @param apps one a stack.
 * @returns a lease each, and what was removed of earlier runs.
 * @throws UserError when a domain is taken or something external isn't there; the leases are given back then.
 */
async function claim(apps, context) {
    const { docker, zone, owner, signal, note } = context;
    const reaped = await reap(docker, {
        zone,
        now: Date.now(),
        onNote: (message) => note('warning', message),
        signal,
    });
    (0,abort/* throwIfAborted */.Te)(signal);
    const leases = [];
    // Not there yet, and made by this run before the apps.
    const made = apps.filter(({ role }) => isNeed(role)).map(({ stack }) => stack);
    try {
        for (const app of apps) {
            // Not with the signal: a lease that was made and isn't known of could not be given back.
            const lease = await takeLease(docker, app.stack, { owner, ttlMs: LEASE_TTL_MS });
            if (lease.kind === 'taken')
                throw taken(app, `${lease.by} has it`, 'wait for it to end');
            leases.push(lease);
            (0,abort/* throwIfAborted */.Te)(signal);
            await checkFree(app, docker, signal);
            await checkExternal(app, made, docker, signal);
        }
    }
    catch (error) {
        for (const lease of leases)
            await releaseLease(docker, lease);
        throw error;
    }
    return { leases, reaped };
}
function taken(plan, why, remedy) {
    return new errors/* UserError */.yo(`the domain ${plan.domain} is taken: ${why}; ${remedy}, or leave input domain out for a fresh one`);
}
async function checkFree(plan, docker, signal) {
    const there = await listResidue(docker, plan.stack, { signal });
    if (there.length > 0)
        throw taken(plan, `the Swarm has objects of a stack ${plan.stack} (${sample(there)})`, `remove them if nobody needs them (docker stack rm ${plan.stack})`);
    const services = await docker.request('GET', '/services', { signal });
    const router = services.find((service) => routesTo(service, plan.domain));
    if (router !== undefined)
        throw taken(plan, `a router rule of the service ${router.Spec.Name} names it`, 'change that rule');
}
function sample(residue) {
    const shown = residue.slice(0, 3).map(({ kind, name }) => `${kind} ${name}`);
    return `${shown.join(', ')}${residue.length > shown.length ? `, … ${residue.length} in all` : ''}`;
}
/** A rule such as Host(`a.example.org`) || Host(`b.example.org`). */
function routesTo(service, domain) {
    return Object.entries(service.Spec.Labels ?? {}).some(([key, value]) => /^traefik\..*\.rule$/i.test(key) && value.includes(`\`${domain}\``));
}
/** Docker would refuse these as well, but only after some objects have been made. */
async function checkExternal(plan, made, docker, signal) {
    const remedies = {
        networks: (name) => `docker network create --driver overlay --attachable ${name}`,
        secrets: (name) => `printf %s VALUE | docker secret create ${name} -`,
        configs: (name) => `docker config create ${name} FILE`,
    };
    for (const kind of ['networks', 'secrets', 'configs']) {
        const isMade = (name) => made.some((stack) => name.startsWith(`${stack}_`));
        const wanted = plan.external[kind].filter((name) => !isMade(name));
        if (wanted.length === 0)
            continue;
        const found = await docker.request('GET', `/${kind}`, { signal });
        const names = new Set(found.map((entry) => entry.Name ?? entry.Spec?.Name));
        const missing = wanted.find((name) => !names.has(name));
        if (missing === undefined)
            continue;
        throw new errors/* UserError */.yo(`the recipe wants the ${kind.slice(0, -1)} ${missing} to be there (external: true), and this Swarm has none: make it with \`${remedies[kind](missing)}\``);
    }
}

;// CONCATENATED MODULE: ./js/recipe/lease/keep.js
/** A lease that outlives its process: for an app that somebody wants to look at after the run. */

/**
 * Hands the stack over to nobody until `untilMs`; the first run after that removes it. Without a process in it a lease is judged
 * by its expiry alone.
 * @returns false when the lease isn't this process's any more.
 */
async function keepLease(docker, lease, untilMs) {
    const stored = await findLease(docker, lease.configId, {});
    if (stored === undefined)
        return false;
    const process = { ...stored.record.process, bootId: '', pidStart: '' };
    const record = { ...stored.record, owner: `${stored.record.owner} (kept)`, process, expiresAt: untilMs };
    return (await swapLease(docker, lease, record, {})) !== undefined;
}

;// CONCATENATED MODULE: ./js/recipe/stage-results.js
/** The steps of a stage into the stage's result, and the progress that a reader follows stage by stage. */
/** @returns what turns steps into stages and tells of them: a stage has begun with its first step, and ended with its last. */
function stageBook(plan, tell) {
    const open = new Map();
    for (const step of plan.steps) {
        const entry = open.get(step.stage) ?? { steps: [], ran: [], phases: [], workedMs: 0, hasBegun: false };
        entry.steps.push(step);
        open.set(step.stage, entry);
    }
    const ended = new Map();
    const of = (stage) => {
        const entry = open.get(stage);
        if (entry === undefined)
            throw new Error(`no step of the plan is for ${stage}`);
        return entry;
    };
    return {
        begin: ({ stage }) => {
            const entry = of(stage);
            if (!entry.hasBegun)
                tell({ kind: 'stage-started', stage });
            entry.hasBegun = true;
        },
        phase: ({ stage }, phase) => {
            of(stage).phases.push(phase);
            tell({ kind: 'phase-ended', stage, phase });
        },
        end: (ran, workedMs) => {
            const { stage } = ran.step;
            const entry = of(stage);
            entry.ran.push(ran);
            entry.workedMs += workedMs;
            if (entry.ran.length < entry.steps.length)
                return;
            const report = mergeReports(inOrder(entry), plan.unverified[stage]);
            const result = resultOf(stage, report, entry);
            ended.set(stage, { result, report });
            tell({ kind: 'stage-ended', result });
        },
        ended: () => plan.stages.flatMap((stage) => ended.get(stage) ?? []),
    };
}
/** In the plan's order: which of two findings is told must not hang on which step was quicker. */
function inOrder({ steps, ran }) {
    return steps.flatMap((step) => ran.find((each) => each.step.id === step.id) ?? []);
}
/** The worst counts; what one step alone can't say (a restore that read nothing back) is the plan's to add. */
function mergeReports(ran, unverified) {
    const reports = ran.map(({ report }) => report);
    const find = (...statuses) => reports.find(({ status }) => statuses.includes(status));
    const worst = find('fail') ??
        find('error') ??
        find('skip') ??
        find('unverified') ??
        (reports.every(({ status }) => status === 'not-applicable') ? reports[0] : undefined) ??
        (unverified === undefined
            ? { status: 'pass' }
            : { status: 'unverified', reason: unverified });
    const routes = reports.flatMap(({ route }) => route ?? []);
    return {
        ...worst,
        ...(routes[0] === undefined ? {} : { route: routes[0] }),
        residue: reports.flatMap(({ residue }) => residue ?? []),
        details: reports.flatMap(({ details }) => details ?? []),
        artifacts: reports.flatMap(({ artifacts }) => artifacts ?? []),
    };
}
/** A stage without a step of its own: known before the run, or at its end. */
function stageResult(stage, report, durationMs = 0, phases = []) {
    return resultOf(stage, report, { workedMs: durationMs, phases: [...phases] });
}
function resultOf(stage, report, { workedMs, phases }) {
    const common = {
        stage,
        durationMs: Math.round(workedMs),
        phases: [...phases],
        details: [...(report.details ?? [])],
        artifacts: [...(report.artifacts ?? [])],
    };
    switch (report.status) {
        case 'pass':
            return { ...common, status: 'pass' };
        case 'fail':
        case 'error':
            return { ...common, status: report.status, finding: report.finding };
        default:
            return { ...common, status: report.status, reason: report.reason };
    }
}

;// CONCATENATED MODULE: ./js/recipe/needs/warm.js
/** What has to be there already is asked for its page before anything is deployed. Nothing of it is ever touched. */



/** It is there, or it isn't; a router that is just being reloaded is forgiven. */
const PATIENCE_MS = 15_000;
const warm_FIRST_PAUSE_MS = 200;
const warm_LONGEST_PAUSE_MS = 2_000;
async function askNeeds(context) {
    const warm = context.plan.needs.filter((need) => need.kind === 'warm');
    context.waiting(`asking ${warm.map(({ domain }) => domain).join(', ')}`);
    const reports = await context.phase('ask what it needs', () => Promise.all(warm.map((need) => askOne(context, need))));
    const bad = reports.find(({ status }) => status === 'error');
    return bad ?? { status: 'pass', details: reports.flatMap(({ details }) => details ?? []) };
}
async function askOne(context, { name, domain }) {
    const { signal } = context;
    const startedAt = performance.now();
    for (let tries = 1, pauseMs = warm_FIRST_PAUSE_MS;; tries += 1, pauseMs = Math.min(2 * pauseMs, warm_LONGEST_PAUSE_MS)) {
        const way = await wayTo(context, domain);
        const answer = way.target === undefined
            ? undefined
            : await ask({ target: way.target, domain, path: '/', tlsVerify: way.tlsVerify, isStraight: way.isStraight }, signal);
        if (answer?.kind === 'answered' && isWell(answer.status))
            return { status: 'pass', details: [`needs ${name}: ${domain} answers ${answer.status}`] };
        const elapsedMs = performance.now() - startedAt;
        if (elapsedMs + pauseMs >= PATIENCE_MS)
            return absent({
                name,
                domain,
                answer,
                where: way.words,
                after: `${tries} tries in ${(0,units/* formatDuration */.a3)(elapsedMs)}`,
            });
        await (0,abort/* sleep */.yy)(pauseMs, signal);
    }
}
/** Strangers may be turned away or sent on; 404 is what a router says of a domain that it has no way to. */
function isWell(status) {
    return status < 400 || status === 401 || status === 403;
}
/** An app of this Swarm the way that the apps under test are asked; any other by its name. */
async function wayTo({ docker, route, signal }, domain) {
    const { routerAddress, tlsVerify } = route;
    const stack = domain.replaceAll('.', '_');
    const services = await servicesOf(docker, stack, signal);
    if (services.length === 0) {
        const target = { host: domain, port: 443, scheme: 'https' };
        const words = `https://${domain}/ (this Swarm has no stack ${stack}, so it was looked for by its name)`;
        return { target, tlsVerify, isStraight: false, words };
    }
    const found = await (0,probe_route/* findRoute */.$6)(docker, {
        tlsVerify,
        signal,
        ...(routerAddress === '' ? {} : { routerAddress }),
    });
    if (found.kind === 'router')
        return { ...byRouter(found, domain), tlsVerify, isStraight: false };
    const { name, port } = pageOf(services, stack);
    const host = await (0,probe_route/* taskAddress */.GM)(docker, name, { signal });
    const target = host === undefined ? undefined : { host, port, scheme: 'http' };
    return { target, tlsVerify: false, isStraight: true, words: `port ${port} of ${name} in this Swarm` };
}
function byRouter(route, domain) {
    const target = (0,probe_route/* routerTarget */.pK)(route);
    return { target, words: `${target.scheme}://${domain}/ by the router ${target.host}:${target.port}` };
}
function servicesOf(docker, stack, signal) {
    const query = { filters: { label: [`com.docker.stack.namespace=${stack}`] } };
    return docker.request('GET', '/services', { query, signal });
}
const PORT = /^traefik\.http\.services\.[^.]+\.loadbalancer\.server\.port$/i;
/** The service that a router would send its domain to, by the labels; else the one that recipes call app. */
function pageOf(services, stack) {
    const labelled = services.flatMap(({ Spec: { Name: name, Labels: labels } }) => Object.entries(labels ?? {}).flatMap(([key, value]) => PORT.test(key) && /^\d{1,5}$/.test(value) ? [{ name, port: Number(value) }] : []));
    return (labelled.find(({ name }) => name === `${stack}_app`) ?? labelled[0] ?? { name: `${stack}_app`, port: 80 });
}
function absent({ name, domain, answer, where, after, }) {
    const said = answer === undefined
        ? 'it has no running container on this Docker host'
        : answer.kind === 'answered'
            ? `it answers ${answer.status}`
            : answer.message;
    return {
        status: 'error',
        finding: {
            code: 'need-failed',
            blame: 'host',
            message: `the need ${name} is to be there already (warm: ${domain}), and it is not: ${said} (${after})`,
            evidence: [`asked for ${where}`],
            remedy: `Start the app at ${domain}, or name another domain under needs: warm; without warm this run deploys ${name} itself.`,
        },
    };
}

// EXTERNAL MODULE: ./js/recipe/steps/outcome.js
var outcome = __webpack_require__(597);
;// CONCATENATED MODULE: ./js/recipe/steps/backup.js
/** backup and restore, the engine's way: it tells the phases itself. */

async function backup_backup(context) {
    context.waiting('backing up');
    const ended = await context.engine.backup(context);
    if (ended.kind === 'failed')
        return (0,outcome/* judged */.g$)(ended.finding);
    context.memory.snapshot = ended.snapshot;
    const { files } = ended.snapshot;
    const counted = files.length === 0 ? [] : [`${files.length} files in the snapshot`];
    const details = [...counted, ...gapsTold(context)];
    if (ended.unseen === undefined)
        return { status: 'pass', details };
    // Data that comes back with the restore shows more than any look at a dump.
    const { plan, manifest } = context;
    const isShown = plan.data.head.backedUp.length > 0 && manifest.backup.verify === undefined;
    const reason = `not looked at: ${ended.unseen}`;
    return isShown
        ? { status: 'pass', details: [...details, reason] }
        : { status: 'unverified', reason, details };
}
async function steps_backup_restore(context) {
    const { snapshot } = context.memory;
    if (snapshot === undefined)
        throw new Error('a restore without a backup: a fault of the plan');
    const where = context.step.app === 'fresh' ? 'restore into the fresh app' : 'restore';
    context.waiting(where);
    const ended = await context.engine.restore(context, snapshot);
    if (ended.kind === 'failed')
        return (0,outcome/* judged */.g$)(ended.finding);
    // The stage restores twice.
    const isFirst = context.step.app === 'seasoned' && !context.step.id.endsWith(':afresh');
    return { status: 'pass', details: isFirst ? gapsTold(context) : [] };
}
/** What the stage says nothing of, and need not; what holds it back is its reason. */
function gapsTold({ plan, step }) {
    const { gaps, backedUp } = plan.data.head;
    if (step.stage === 'restore' && backedUp.length === 0)
        return [];
    return gaps
        .filter(({ stage, isHeldBack }) => stage === step.stage && !isHeldBack)
        .map(({ words }) => words);
}

// EXTERNAL MODULE: ./js/recipe/forward/index.js + 4 modules
var forward = __webpack_require__(9595);
// EXTERNAL MODULE: ./js/recipe/kept.js
var recipe_kept = __webpack_require__(6973);
// EXTERNAL MODULE: ./js/recipe/private-folder.js
var private_folder = __webpack_require__(163);
;// CONCATENATED MODULE: ./js/recipe/local/files.js
/** What lies in the folder of a recipe's tests. */





/** Installed or made, not written by the recipe. */
const LEFT_OUT = new Set(['node_modules', '__pycache__', 'venv']);
const VITEST_CONFIG = /^vitest\.config\.[cm]?[jt]s$/;
/** @param folder absolute, exists. */
async function lookInto(folder, { root, without, path }) {
    const files = await filesBelow(folder, folder, without);
    const isOwnPackage = [folder, root].some((place) => namesVitest((0,external_node_path_.join)(place, 'package.json')));
    const isVitest = isOwnPackage || files.some(({ path: name }) => VITEST_CONFIG.test(name));
    const way = without === undefined ? '..' : (0,external_node_path_.relative)(folder, without);
    const leftOut = way.startsWith('..') ? undefined : way;
    return {
        files,
        leftOut,
        isVitest,
        vitest: isVitest ? vitestFor(folder, root, path) : undefined,
        node: process.execPath,
    };
}
async function filesBelow(folder, top, without) {
    const entries = await (0,promises_.readdir)(folder, { withFileTypes: true });
    const found = await Promise.all(entries.map(async (entry) => {
        const path = (0,external_node_path_.join)(folder, entry.name);
        if (entry.name.startsWith('.') || LEFT_OUT.has(entry.name) || path === without)
            return [];
        if (entry.isDirectory())
            return filesBelow(path, top, without);
        // A link may lead anywhere; what git keeps of a test is a file.
        return entry.isFile() ? [{ path: (0,external_node_path_.relative)(top, path), isExecutable: isExecutable(path) }] : [];
    }));
    return found.flat();
}
function isExecutable(path) {
    try {
        (0,external_node_fs_.accessSync)(path, external_node_fs_.constants.X_OK);
        return true;
    }
    catch {
        // That is the answer.
        return false;
    }
}
function namesVitest(file) {
    if (!(0,external_node_fs_.existsSync)(file))
        return false;
    try {
        const { dependencies, devDependencies } = JSON.parse((0,external_node_fs_.readFileSync)(file, 'utf8'));
        return 'vitest' in { ...dependencies, ...devDependencies };
    }
    catch (error) {
        throw new errors/* UserError */.yo(`${file} can't be read: ${(0,errors/* messageOf */.bD)(error)}`, { cause: error });
    }
}
/** As npx finds it: in node_modules here or above, up to the recipe; else on PATH. */
function vitestFor(folder, root, path) {
    for (let place = folder;; place = (0,external_node_path_.dirname)(place)) {
        const candidate = (0,external_node_path_.join)(place, 'node_modules', '.bin', 'vitest');
        if ((0,external_node_fs_.existsSync)(candidate))
            return candidate;
        if (place === root || place === (0,external_node_path_.dirname)(place))
            return (0,on_path/* findOnPath */.a)('vitest', path);
    }
}

;// CONCATENATED MODULE: ./js/recipe/local/runners.js
/** What runs tests, by what a recipe's folder of them holds: a row each. Pure. */

/** What is to be said where the runner isn't installed. */
const REMEDIES = {
    pytest: 'Install it where the job runs: pip install pytest, or the package python3-pytest.',
    vitest: 'Install the tests’ packages in a step before: npm ci, in the folder of their package.json.',
};
const PYTEST = /(^|\/)(test_[^/]*\.py|[^/]*_test\.py|conftest\.py)$/;
const NODE_TEST = /\.test\.(js|mjs|cjs)$/;
/** The names that run-parts takes, and an ending. */
const RUN_PARTS = /^[A-Za-z0-9_-][A-Za-z0-9_.-]*$/;
const LOOKED_FOR = 'test_*.py or conftest.py (pytest), vitest.config.* or a package.json with vitest, *.test.js or *.test.mjs (node --test), or executables';
/** @param junit where a runner is to write its report, by the suite's name. @returns none where there is nothing that runs. */
function suitesIn(found, junit) {
    const paths = found.files.map(({ path }) => path);
    const suites = [];
    if (paths.some((path) => PYTEST.test(path)))
        suites.push(pytest(junit('pytest'), found.leftOut));
    const nodeTests = paths.filter((path) => NODE_TEST.test(path)).sort();
    if (found.isVitest)
        suites.push(vitest(found.vitest, junit('vitest'), found.leftOut));
    else if (nodeTests.length > 0)
        suites.push(nodeTest(found.node, nodeTests, junit('node')));
    const isSpokenFor = (path) => PYTEST.test(path) || NODE_TEST.test(path);
    const programs = found.files
        .filter(({ path, isExecutable }) => isExecutable && RUN_PARTS.test(path) && !isSpokenFor(path))
        .map(({ path }) => path);
    return [...suites, ...programs.sort().map(program)];
}
/** The manifest's own command; a report is read where it writes one to CCCI_JUNIT. */
function commandSuite([file = '', ...args]) {
    return { name: 'command', invocation: { file, args }, report: 'if-there', countsFiles: [] };
}
function pytest(junit, leftOut) {
    // No cache, so that the recipe's folder stays as it is.
    const args = ['-m', 'pytest', '-p', 'no:cacheprovider', '--color=no', `--junitxml=${junit}`];
    if (leftOut !== undefined)
        args.push(`--ignore=${leftOut}`);
    return {
        name: 'pytest',
        invocation: { file: 'python3', args },
        report: 'always',
        countsFiles: [],
    };
}
function vitest(path, junit, leftOut) {
    const args = ['run', '--reporter=default', '--reporter=junit', `--outputFile.junit=${junit}`];
    if (leftOut !== undefined)
        args.push(`--exclude=${leftOut}/**`);
    return {
        name: 'vitest',
        invocation: { file: path ?? 'vitest', args },
        report: 'always',
        countsFiles: [],
    };
}
function nodeTest(node, files, junit) {
    const reporters = [
        '--test-reporter=spec',
        '--test-reporter-destination=stdout',
        '--test-reporter=junit',
        `--test-reporter-destination=${junit}`,
    ];
    const paths = files.map((file) => `./${file}`);
    return {
        name: 'node',
        invocation: { file: node, args: ['--test', ...reporters, ...paths] },
        report: 'always',
        countsFiles: paths,
    };
}
function program(path) {
    return {
        name: path,
        invocation: { file: `.${(0,external_node_path_.join)('/', path)}`, args: [] },
        report: 'if-there',
        countsFiles: [],
    };
}

;// CONCATENATED MODULE: ./js/recipe/local/judge.js
/** What the runs of a recipe's tests say together. Pure. */



/** Names that a message holds; all of them are in the evidence. */
const NAMED = 3;
const WORDS = 160;
/** @param what `local tests` or `extra tests`. @param timeoutMs for all runs together. */
function judgeRuns(runs, what, timeoutMs) {
    const lacking = runs.flatMap((run) => run.missing === undefined ? [] : [{ ...run, program: run.missing }]);
    const ran = runs.filter(({ missing }) => missing === undefined);
    const verdict = judgeRan(ran, what, timeoutMs);
    const [first] = lacking;
    if (first === undefined)
        return verdict;
    if (verdict.kind === 'passed')
        return { kind: 'failed', finding: programMissing(first.program, first, what) };
    // What failed is the recipe's, whatever else this machine lacks.
    const notRun = lacking.map(({ name, program }) => `${name}: not run, ${program} is not installed here`);
    const { finding } = verdict;
    return { kind: 'failed', finding: { ...finding, evidence: [...finding.evidence, ...notRun] } };
}
function judgeRan(runs, what, timeoutMs) {
    const counted = runs.map((run) => ({ run, ...countsOf(run) }));
    const failures = counted.flatMap(({ failed }) => failed);
    const problems = counted.flatMap(({ run, ...counts }) => judge_problemOf(run, counts, timeoutMs) ?? []);
    const passed = judge_sum(counted.map((counts) => counts.passed));
    if (failures.length === 0 && problems.length === 0) {
        const how = counted.map(({ run, passed: one }) => `${run.name} (${one} passed)`).join(', ');
        return { kind: 'passed', passed, how };
    }
    const total = passed + failures.length;
    const names = failures.slice(0, NAMED).map(failureWords);
    const more = failures.length > NAMED ? `, and ${failures.length - NAMED} more` : '';
    const said = [
        ...(failures.length > 0 ? [`${failures.length} of ${total} failed: ${names.join(', ')}${more}`] : []),
        ...problems,
    ];
    const red = counted.filter(({ run, ...counts }) => counts.failed.length > 0 || judge_problemOf(run, counts, timeoutMs) !== undefined);
    return {
        kind: 'failed',
        finding: {
            code: 'local-tests-failed',
            blame: 'recipe',
            message: `${what}: ${said.join('; ')}`,
            evidence: [
                ...failures.map((one) => `failed: ${failureWords(one)}`).slice(0, 20),
                ...red.flatMap(({ run }) => [`${run.name}: ${endOf(run)}`, ...run.lastLines]),
            ],
            remedy: 'Read the whole output and the JUnit report, which are kept with the results; run the tests by hand against an app that --keep leaves up.',
        },
    };
}
function countsOf({ cases, outcome, name }) {
    if (cases !== null) {
        const failed = cases.filter((one) => one.outcome === 'failed');
        const passed = cases.filter((one) => one.outcome === 'passed').length;
        return { passed, failed, ran: passed + failed.length };
    }
    // A program of the recipe's is one test.
    const isGood = outcome.kind === 'exited' && outcome.code === 0;
    const failed = {
        name,
        outcome: 'failed',
        message: outcome.kind === 'exited' ? (0,lib_process.describe)(outcome) : '',
    };
    if (isGood)
        return { passed: 1, failed: [], ran: 1 };
    return { passed: 0, failed: outcome.kind === 'exited' ? [failed] : [], ran: 1 };
}
/** What is wrong with a run besides tests that failed; undefined when nothing is. */
function judge_problemOf(run, counts, timeoutMs) {
    const { outcome, name } = run;
    if (outcome.kind === 'not-started')
        return `${name} can't be started: ${outcome.why}`;
    if (outcome.kind === 'timed-out')
        return `${name} did not end within the ${(0,units/* formatDuration */.a3)(timeoutMs)} that the tests have, and was stopped`;
    if (outcome.kind !== 'exited')
        return `${name} was ${(0,lib_process.describe)(outcome)}`;
    if (run.reportProblem !== undefined)
        return `${name}: ${run.reportProblem} (${(0,lib_process.describe)(outcome)})`;
    if (counts.ran === 0)
        return `${name}: no test ran (${(0,lib_process.describe)(outcome)}), so nothing was tested`;
    if (outcome.code !== 0 && counts.failed.length === 0)
        return `${name} ended with ${(0,lib_process.describe)(outcome)} although no test failed`;
    return undefined;
}
function endOf({ outcome }) {
    return outcome.kind === 'not-started' ? outcome.why : (0,lib_process.describe)(outcome);
}
/** The tests have not run, so that nothing is known about the recipe. */
function programMissing(program, { name, lastLines }, what) {
    const whose = name === 'command' ? ', or correct the command of the tests in cc-ci.yml' : '';
    return {
        code: 'missing-program',
        blame: 'host',
        message: `${what}: they are written for ${program}, which is not installed here`,
        evidence: [...lastLines],
        remedy: REMEDIES[program] ?? `Install ${program} where the job runs${whose}.`,
    };
}
function failureWords({ name, message }) {
    const words = message.length > WORDS ? `${message.slice(0, WORDS)} …` : message;
    return words === '' ? name : `${name} (${words})`;
}
function judge_sum(numbers) {
    return numbers.reduce((total, one) => total + one, 0);
}

;// CONCATENATED MODULE: ./js/recipe/local/junit.js
/** Reads JUnit XML as pytest, vitest and node --test write it: which tests there were, and which failed why. */

/** @throws EnvironmentError for a text that is no XML. */
async function readJunit(xml) {
    const { XMLParser, XMLValidator } = await __webpack_require__.e(/* import() */ 623).then(__webpack_require__.bind(__webpack_require__, 7623));
    const valid = XMLValidator.validate(xml);
    if (valid !== true)
        throw new errors/* EnvironmentError */.eG(`the JUnit report is no XML: ${valid.err.msg}`);
    const parser = new XMLParser({
        ignoreAttributes: false,
        attributeNamePrefix: '@',
        // Character references too: pytest writes a line's end as &#10;.
        htmlEntities: true,
        parseTagValue: false,
        parseAttributeValue: false,
    });
    return casesIn(parser.parse(xml));
}
/** Suites hold cases and further suites; node --test puts cases beside suites as well. */
function casesIn(element) {
    const inner = ['testsuites', 'testsuite'].flatMap((tag) => children(element, tag)).flatMap(casesIn);
    return [...children(element, 'testcase').map(caseOf), ...inner];
}
function caseOf(element) {
    const name = junit_textOf(element['@name']);
    const failed = [...children(element, 'failure'), ...children(element, 'error')][0];
    if (failed !== undefined)
        return { name, outcome: 'failed', message: messageIn(failed) };
    return { name, outcome: 'skipped' in element ? 'skipped' : 'passed', message: '' };
}
function messageIn(failure) {
    const text = junit_textOf(failure['@message']) || junit_textOf(failure['#text']);
    return text.trim().split('\n')[0]?.trim() ?? '';
}
function children(element, tag) {
    const found = element[tag];
    if (found === undefined)
        return [];
    // An element without attributes and children is its text.
    return (Array.isArray(found) ? found : [found]).map((child) => typeof child === 'object' && child !== null ? child : { '#text': child });
}
function junit_textOf(value) {
    return typeof value === 'string' ? value : '';
}

;// CONCATENATED MODULE: ./js/recipe/local/suite.js
/** Runs one suite of a recipe's tests, and keeps all that it printed. */









const suite_LINES = 50;
const LINE_LENGTH = 500;
/** A test that prints without end must not fill the disk. */
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;
const MAX_REPORT_BYTES = 32 * 1024 * 1024;
const KEEP = 256 * 1024;
/** @returns how it went; a program that can't be started is a result too. @throws the signal's reason. */
async function runSuite(suite, options) {
    const started = await startAndWait(suite, options);
    if ('why' in started) {
        const outcome = { kind: 'not-started', why: started.why };
        return { name: suite.name, outcome, cases: null, lastLines: [], ...missingFor(suite, options) };
    }
    const { finished, lastLines } = started;
    if (finished.outcome.kind === 'cancelled')
        throw (0,abort/* reasonOf */.A3)(options.signal);
    const lacksPytest = suite.name === 'pytest' && /No module named '?pytest/.test(finished.stderr) && !(0,external_node_fs_.existsSync)(options.junit);
    const report = await readReport(suite, options.junit);
    const missing = lacksPytest ? { missing: suite.name } : {};
    return { name: suite.name, outcome: finished.outcome, lastLines, ...missing, ...report };
}
/** What a program that could not be started was to be, where that is something to install. */
function missingFor({ name, invocation: { file } }, { cwd, env }) {
    if (name in REMEDIES)
        return { missing: name };
    const isPath = file.includes('/');
    if (!isPath)
        return (0,on_path/* findOnPath */.a)(file, env.PATH) === undefined ? { missing: file } : {};
    const interpreter = interpreterOf((0,external_node_path_.resolve)(cwd, file));
    return interpreter !== undefined && !(0,external_node_fs_.existsSync)(interpreter) ? { missing: interpreter } : {};
}
/** What the first line of a script says that runs it: `/usr/bin/bats`. */
function interpreterOf(script) {
    if (!(0,external_node_fs_.existsSync)(script) || (0,external_node_fs_.statSync)(script).isDirectory())
        return undefined;
    const file = (0,external_node_fs_.openSync)(script, 'r');
    try {
        const begin = Buffer.alloc(256);
        const length = (0,external_node_fs_.readSync)(file, begin);
        return /^#!\s*(\/\S+)/.exec(begin.toString('utf8', 0, length))?.[1];
    }
    finally {
        (0,external_node_fs_.closeSync)(file);
    }
}
async function startAndWait({ invocation }, options) {
    const { run, cwd, signal, timeoutMs, junit } = options;
    const output = keepOutput(options.output, options.mask);
    try {
        const finished = await run(invocation.file, invocation.args, {
            cwd,
            // Python's compiled files would stay in the recipe's folder.
            env: { ...options.env, CCCI_JUNIT: junit, PYTHONDONTWRITEBYTECODE: '1', NO_COLOR: '1' },
            signal,
            timeoutMs,
            keepBytes: KEEP,
            onStdout: output.stdout,
            onStderr: output.stderr,
        });
        output.flush();
        return { finished, lastLines: output.lastLines() };
    }
    catch (error) {
        if (!(error instanceof errors/* EnvironmentError */.eG))
            throw error;
        return { why: startProblem(error) };
    }
    finally {
        output.close();
    }
}
function startProblem(error) {
    const why = (0,errors/* messageOf */.bD)(error);
    if (/ENOEXEC/.test(why))
        return `${why}; its first line has to say what runs it, such as #!/bin/sh`;
    return why;
}
async function readReport(suite, junit) {
    if (!(0,external_node_fs_.existsSync)(junit))
        return suite.report === 'always' ? { cases: null, reportProblem: 'it wrote no report' } : { cases: null };
    const { size } = (0,external_node_fs_.statSync)(junit);
    if (size > MAX_REPORT_BYTES)
        return { cases: null, reportProblem: `its report has ${(0,units/* formatBytes */.z3)(size)}` };
    try {
        const cases = await readJunit(await (0,promises_.readFile)(junit, 'utf8'));
        // node --test counts a file that holds no test as one that passed.
        return { cases: cases.filter(({ name, outcome }) => outcome === 'failed' || !isFile(suite, name)) };
    }
    catch (error) {
        if (!(error instanceof errors/* EnvironmentError */.eG))
            throw error;
        return { cases: null, reportProblem: (0,errors/* messageOf */.bD)(error) };
    }
}
function isFile({ countsFiles }, name) {
    return countsFiles.some((file) => name === file || name.endsWith(file.slice(1)));
}
/** All of it goes to the file, in the order in which it came and without secrets; the last lines stay at hand. */
function keepOutput(path, mask) {
    const file = (0,external_node_fs_.openSync)(path, 'w', 0o600);
    let written = 0;
    let end = '';
    const write = (text) => {
        end = (end + text).slice(-KEEP);
        if (written > MAX_OUTPUT_BYTES)
            return;
        written += (0,external_node_fs_.writeSync)(file, text);
        if (written > MAX_OUTPUT_BYTES)
            (0,external_node_fs_.writeSync)(file, `\n[cut after ${(0,units/* formatBytes */.z3)(MAX_OUTPUT_BYTES)}]\n`);
    };
    const streams = { stdout: mask.stream(), stderr: mask.stream() };
    return {
        stdout: (text) => write(streams.stdout.write(text)),
        stderr: (text) => write(streams.stderr.write(text)),
        flush: () => Object.values(streams).forEach((stream) => void write(stream.end())),
        lastLines: () => end
            .split('\n')
            .map((line) => line.replace(/\p{Cc}+/gu, ' ').trimEnd())
            .filter((line) => line !== '')
            .slice(-suite_LINES)
            .map((line) => (line.length > LINE_LENGTH ? `${line.slice(0, LINE_LENGTH)} …` : line)),
        close: () => (0,external_node_fs_.closeSync)(file),
    };
}

;// CONCATENATED MODULE: ./js/recipe/local/index.js
/** The tests that a recipe ships, against the live app. */













/**
 * Every kind of test that the folder holds, one after the other, within the time that the manifest gives them.
 * They see CCCI_BASE_URL and the like, and nothing of the job's environment besides PATH, HOME and the language.
 * @throws UserError for a folder that leads out of the recipe; the signal's reason.
 */
async function runLocalTests(context, spec, options) {
    const what = spec === context.manifest.extra ? 'extra tests' : 'local tests';
    const folder = (0,paths/* insideOf */.k)(options.testsFolder, spec.folder, `cc-ci.yml: the folder of the ${what}`);
    if (!(0,external_node_fs_.existsSync)(folder))
        return { kind: 'none', reason: `the recipe has no ${spec.folder}/` };
    const kept = keptIn(options.artifactFolder, spec.folder);
    const suites = await suitesOf(context, spec, {
        folder,
        root: (0,paths/* insideOf */.k)(options.testsFolder, '.', 'recipe'),
        kept,
    });
    if (suites.length === 0)
        return { kind: 'none', reason: `${spec.folder}/ holds nothing that runs: ${LOOKED_FOR}` };
    const base = await openBase(context, what);
    if ('finding' in base)
        return { kind: 'failed', finding: base.finding, artifacts: [] };
    try {
        await (0,promises_.mkdir)(kept.folder, { recursive: true });
        const means = { folder, kept, baseUrl: base.url, engine: options.engine };
        const runs = await runAll(context, spec, suites, means).finally(async () => {
            // Reports are written by the runners themselves, and tests may put what they like beside them.
            for (const said of await (0,recipe_kept/* cleanKept */.i)(kept.folder, context.mask))
                context.note('warning', said);
        });
        const artifacts = suites
            .flatMap(({ name }) => [kept.output(name), kept.junit(name)])
            .filter((path) => (0,external_node_fs_.existsSync)(path))
            .map((path) => path.slice(options.artifactFolder.length + 1));
        return { ...judgeRuns(runs, what, spec.timeoutMs), artifacts };
    }
    finally {
        await base.close();
    }
}
function keptIn(artifactFolder, testsFolder) {
    const safe = (text) => text.replace(/[^A-Za-z0-9_.-]+/g, '-').replace(/^[.-]+|-+$/g, '');
    const folder = (0,external_node_path_.join)(artifactFolder, safe(testsFolder));
    return {
        folder,
        output: (suite) => (0,external_node_path_.join)(folder, `${safe(suite)}.txt`),
        junit: (suite) => (0,external_node_path_.join)(folder, `${safe(suite)}.xml`),
    };
}
async function suitesOf({ manifest, env }, spec, { folder, root, kept }) {
    if (spec.command !== undefined)
        return [commandSuite(spec.command)];
    const extra = (0,paths/* insideOf */.k)(root, manifest.extra.folder, 'extra');
    const without = extra === folder ? undefined : extra;
    const found = await lookInto(folder, { root, without, path: env.PATH });
    return suitesIn(found, kept.junit);
}
/** An app without http has no address; its tests know other ways. */
async function openBase(context, what) {
    if (context.app.http.kind === 'none')
        return { url: null, close: () => Promise.resolve() };
    try {
        const forwarder = await (0,forward/* openForwarder */.$)(context);
        return { url: forwarder.baseUrl, close: forwarder.close };
    }
    catch (error) {
        if (!(error instanceof errors/* EnvironmentError */.eG) || context.signal.aborted)
            throw error;
        const finding = {
            code: 'http-unreachable',
            blame: 'host',
            message: `${what}: ${(0,errors/* messageOf */.bD)(error)}`,
            evidence: [],
            remedy: 'See that the app still runs; for one on another node or behind a router, set router-address.',
        };
        return { finding };
    }
}
function runAll(context, spec, suites, means) {
    const { app, env, run, signal, mask } = context;
    const endsAt = performance.now() + spec.timeoutMs;
    return (0,private_folder/* withPrivateFolder */.m)('tests', async (temporary) => {
        const runs = [];
        for (const suite of suites) {
            context.waiting(`${spec.folder}: ${suite.name}`);
            const junit = means.kept.junit(suite.name);
            // An earlier run's report is not this one's.
            await (0,promises_.rm)(junit, { force: true });
            const ended = await runSuite(suite, {
                run,
                signal,
                mask,
                cwd: means.folder,
                env: { ...(0,test_environment/* testEnvironment */.i)(app, env, means), TMPDIR: temporary },
                timeoutMs: Math.max(1, endsAt - performance.now()),
                output: means.kept.output(suite.name),
                junit,
            });
            runs.push(ended);
            // The rest would be stopped at once, and only hide which one took the time.
            if (ended.outcome.kind === 'timed-out')
                break;
        }
        return runs;
    });
}

;// CONCATENATED MODULE: ./js/recipe/steps/checks.js
/** checks, local and extra: what the recipe itself wants to be true of a live app. */



async function checks_checks(context) {
    const { manifest, artifactFolder, plan } = context;
    const rows = await runChecks(context, manifest.checks, { artifactFolder, testsFolder: plan.testsFolder });
    const bad = rows.flatMap(({ finding }) => finding ?? []);
    const kept = {
        details: rows.map(({ name, finding }) => `${finding === undefined ? 'passed' : 'failed'}: ${name}`),
        artifacts: rows.flatMap(({ artifacts }) => artifacts),
    };
    const first = bad.find(({ blame }) => blame === 'recipe') ?? bad[0];
    if (first === undefined)
        return { status: 'pass', ...kept };
    const others = bad.filter((finding) => finding !== first);
    const evidence = [...first.evidence, ...others.map(({ message }) => `also: ${message}`)];
    return { ...(0,outcome/* judged */.g$)({ ...first, evidence }), ...kept };
}
const local = suite('tests');
const extra = suite('extra');
function suite(which) {
    return async (context) => {
        const { manifest, artifactFolder, plan, engine } = context;
        const ended = await runLocalTests(context, manifest[which], {
            artifactFolder,
            testsFolder: plan.testsFolder,
            engine: engine.name,
        });
        if (ended.kind === 'none')
            return { status: 'not-applicable', reason: ended.reason };
        const { artifacts } = ended;
        if (ended.kind === 'failed')
            return { ...(0,outcome/* judged */.g$)(ended.finding), artifacts };
        const passed = ended.passed === null ? '' : `${ended.passed} passed, `;
        return { status: 'pass', details: [`${passed}${ended.how}`], artifacts };
    };
}

;// CONCATENATED MODULE: ./js/recipe/steps/data.js
/** Data through a life: written before, read after, spoilt between a backup and its restore. */


async function writeMarkers(context) {
    const { plan, step, values } = context;
    const isForBackup = step.stage === 'backup';
    const markers = isForBackup ? plan.data.head.backedUp : plan.data.previous.markers;
    const bad = await context.phase('write data', () => writeData(context, markers, values));
    return bad === undefined
        ? { status: 'pass', details: markers.map(({ name }) => `written: ${name}`) }
        : (0,outcome/* judged */.g$)(bad);
}
async function readMarkers(context) {
    const { plan, step, values } = context;
    const isRestored = step.stage === 'restore';
    const markers = isRestored ? plan.data.head.backedUp : plan.data.previous.markers;
    const after = !isRestored
        ? 'the upgrade'
        : step.app === 'fresh' || step.id.endsWith(':afresh')
            ? 'the restore into an app installed afresh'
            : 'the restore';
    const bad = await context.phase('read data', () => readData(context, markers, values, after));
    return bad === undefined
        ? { status: 'pass', details: markers.map(({ name }) => `there after ${after}: ${name}`) }
        : (0,outcome/* judged */.g$)(bad);
}
async function spoilMarkers(context) {
    const { plan, values } = context;
    const bad = await context.phase('change and delete', () => spoilData(context, plan.data.head.backedUp, values));
    return bad === undefined ? { status: 'pass' } : (0,outcome/* judged */.g$)(bad);
}

// EXTERNAL MODULE: ./js/recipe/steps/health.js + 1 modules
var steps_health = __webpack_require__(2920);
;// CONCATENATED MODULE: ./js/recipe/steps/http.js
/** http: asks the app for its first page by its domain, through the router where there is one, as the manifest says. */


async function http(context) {
    const { app, docker, route, signal, waiting, manifest } = context;
    const target = probeTarget(app, manifest.health);
    if (target === undefined)
        return { status: 'not-applicable', reason: 'there is no page and no port to ask' };
    const way = await context.phase('route', () => (0,probe_route/* findRoute */.$6)(docker, {
        tlsVerify: route.tlsVerify,
        signal,
        ...(route.routerAddress === '' ? {} : { routerAddress: route.routerAddress }),
    }));
    const probed = await context.phase('probe', () => probe(docker, target, way, { signal, timeoutMs: app.timeouts.httpMs, onWaiting: waiting }));
    if (probed.kind === 'ok')
        return { status: 'pass', route: probed.route };
    return { ...(0,outcome/* judged */.g$)(probed.finding), route: way.kind === 'router' ? `router ${way.address}` : 'task' };
}

;// CONCATENATED MODULE: ./js/recipe/steps/images.js
/** images: what a release needs is fetched before anything is deployed, outside every deploy timeout. */



/** One after the other: a registry's limits count requests, and a host has one line. */
function images_images(context) {
    return context.phase(`images${context.app.release === 'head' ? '' : ' of the release before'}`, () => fetchAll(context));
}
async function fetchAll({ app, docker, signal, waiting, note, registries }) {
    for (const image of app.images) {
        waiting(`image ${image}`);
        try {
            await (0,js_docker/* ensureImage */.Yt)(docker, image, {
                signal,
                onProgress: waiting,
                onNote: (message) => note('warning', message),
                credentials: registries,
            });
        }
        catch (error) {
            if (!(error instanceof js_docker/* ImageError */.C8))
                throw error;
            return unavailable(error, image, app);
        }
    }
    return { status: 'pass' };
}
/** An image that isn't there is a mistake in a file, and the message names the line. */
function unavailable({ finding }, image, app) {
    if (app.release === 'previous')
        return (0,outcome/* judged */.g$)(ofReleaseBefore(finding, app));
    const place = app.services.find((service) => service.image === image)?.imagePlace;
    const where = place === undefined ? '' : `${showPlace(place)}: `;
    return (0,outcome/* judged */.g$)({ ...finding, message: `${where}${finding.message}` });
}
/** Who changes the head can't bring back what a registry has removed: the upgrade can't be looked at, and nobody is red for it. */
function ofReleaseBefore(finding, { recipe }) {
    const message = `the release before (${recipe.version ?? 'without a version'}) can't be installed, so nothing can be upgraded from it: ${finding.message}`;
    if (finding.blame !== 'recipe')
        return { ...finding, message };
    return {
        ...finding,
        blame: 'registry',
        message,
        remedy: 'Upgrade from a release whose images are still there (upgrade: {from: VERSION} in cc-ci.yml), or leave the upgrade out with a reason (na: {upgrade: …}).',
    };
}

;// CONCATENATED MODULE: ./js/recipe/steps/install.js
/** install: secrets, then the deployment itself. Whether it comes up is the next step's question. */


async function install(context) {
    const { app, engine, waiting } = context;
    const which = app.release === 'head' ? '' : ` ${app.recipe.version ?? 'the release before'}`;
    if (app.secrets.length > 0)
        await context.phase('secrets', () => engine.prepare(context));
    waiting(`deploying${which}`);
    const deployed = await context.phase(`deploy${which}`, () => engine.deploy(context));
    if (deployed.kind === 'refused')
        return (0,outcome/* judged */.g$)(deployed.finding);
    return { status: 'pass' };
}
/** As after a lost host: services, containers and volumes are gone; secrets stay, as their owner brings them along. */
async function installAfresh(context) {
    const { app, docker, engine, signal, note, waiting } = context;
    waiting('removing the app and its volumes');
    await context.phase('remove', async () => {
        await engine.undeploy(context);
        await teardown(docker, app.stack, {
            signal,
            onNote: (message) => note('warning', message),
            timeoutMs: app.timeouts.teardownMs,
            keep: ({ kind, name }) => kind === 'secret' || name === `${app.stack}_cc-ci-backup`,
        });
    });
    const deployed = await context.phase('deploy afresh', () => engine.deploy(context));
    if (deployed.kind === 'refused')
        return (0,outcome/* judged */.g$)(deployed.finding);
    const { health } = await Promise.resolve(/* import() */).then(__webpack_require__.bind(__webpack_require__, 2920));
    return health(context);
}

;// CONCATENATED MODULE: ./js/recipe/steps/judge.js
/** lint and policy: what the plan, and an engine, have found out about the files, as verdicts. */



/** Ours needs no more than the files; an engine that has a lint of its own is asked as well. */
async function judge_lint(context) {
    const { plan, engine } = context;
    if (engine.lint === undefined)
        return lintReport(plan.lint);
    context.waiting(`${engine.name} recipe lint`);
    const asked = () => engine.lint?.(context, plan.releases);
    const linted = await context.phase(`${engine.name} recipe lint`, async () => asked());
    return lintBeside(plan.lint, linted, engine.name);
}
/** Pure. What an engine found, beside what we did. */
function lintBeside(ours, linted, engine) {
    if (linted === undefined)
        return lintReport(ours);
    if (linted.kind === 'linted') {
        const { problems, remarks } = mergeLint(ours, linted.rows, engine);
        return lintReport(problems, remarks);
    }
    if (linted.kind === 'invalid')
        return lintReport([invalid(linted, engine), ...ours], linted.evidence);
    const report = lintReport(ours, [`${engine} has not linted it: ${linted.reason}`]);
    // Green, but for the half that nobody looked at.
    return report.status === 'pass'
        ? { status: 'unverified', reason: linted.reason, details: report.details ?? [] }
        : report;
}
function invalid({ message }, engine) {
    return {
        rule: `${engine} recipe lint`,
        level: 'error',
        message,
        remedy: `Mend what ${engine} names: it can neither lint nor deploy the recipe.`,
    };
}
function lintReport(problems, remarks = []) {
    const errors = problems.filter(({ level }) => level === 'error');
    const warnings = problems.filter(({ level }) => level === 'warning').map(showProblem);
    const details = [...warnings, ...remarks];
    const [first] = errors;
    if (first === undefined)
        return { status: 'pass', details };
    const finding = {
        code: 'lint-error',
        blame: 'recipe',
        message: errors.length === 1 ? showHit(first) : `${errors.length} errors, the first: ${showHit(first)}`,
        evidence: [...errors.map(showProblem), ...details],
        remedy: first.remedy,
    };
    return { status: 'fail', finding, details };
}
/** A fork's pull request may not; a member's is told. */
async function policy({ plan }) {
    const { mode, why, violations } = plan.policy;
    const lines = violations.map(showViolation);
    const [first] = violations;
    if (first === undefined)
        return { status: 'pass' };
    if (mode === 'warn')
        return { status: 'pass', details: lines.map((line) => `allowed, since ${why}: ${line}`) };
    const finding = {
        code: 'policy-violation',
        blame: 'recipe',
        ...(first.service === undefined ? {} : { service: first.service }),
        message: `${violations.length === 1 ? '' : `${violations.length} violations, the first: `}${showHit(first)}`,
        evidence: lines,
        remedy: `${first.remedy} Denied because ${why}; the base branch's cc-ci.yml can allow it (policy.allow).`,
    };
    return { status: 'fail', finding };
}

// EXTERNAL MODULE: ./js/recipe/health/index.js + 12 modules
var recipe_health = __webpack_require__(5470);
;// CONCATENATED MODULE: ./js/recipe/upgrade/before.js
/** What the services of a stack were before an update, and how a later look at one compares with it. */

async function lookBefore(docker, stack, signal) {
    const listed = await (0,observe/* stackLister */.ik)(docker, stack, signal)();
    const tasks = listed.filter((seen) => seen.kind === 'task');
    const services = listed.filter((seen) => seen.kind === 'service');
    return {
        services: Object.fromEntries(services.map((service) => [
            service.service,
            serviceBefore(service, tasks.filter((task) => task.service === service.service)),
        ])),
    };
}
function serviceBefore(service, tasks) {
    const { version, template, endpoint, update } = service;
    return {
        version,
        ...(update?.startedAt === undefined ? {} : { updateStartedAt: update.startedAt }),
        template,
        endpoint,
        tasks: tasks.map(({ task }) => task),
        running: tasks.filter(({ state }) => state === 'running').map(({ task }) => task),
    };
}
/**
 * The update since then, if there was one. Swarm empties UpdateStatus at every deployment and fills it when the first task
 * rolls; nothing rolls where nothing changed. A `paused` of an earlier update stays until then (measured on 20.10).
 */
function freshUpdate(service, before) {
    const { update } = service;
    return update === undefined || update.startedAt === before?.updateStartedAt ? undefined : update;
}

;// CONCATENATED MODULE: ./js/recipe/upgrade/findings.js
/** Why the head does not run after an update, in words and with numbers. Pure. */


function rolledBack(state, ended) {
    const { service, update, isOrderly } = ended;
    const name = (0,recipe_health/* shortName */.EU)(state, service.service);
    const now = update.state === 'rollback_completed' ? 'runs again' : 'is coming back';
    const named = service.chaosVersion ?? service.release;
    const old = named === undefined ? 'the old release' : `the old release (${named})`;
    return {
        code: 'upgrade-rolled-back',
        blame: 'recipe',
        service: name,
        message: `${name}: Swarm rolled the update back${causeOf(ended)}; ${old} ${now}`,
        evidence: findings_evidenceOf(state, ended),
        remedy: isOrderly
            ? 'Swarm takes the end of a one-shot for a failed update: leave out update_config.failure_action: rollback for it, or make it a job (deploy.mode: replicated-job).'
            : 'Read the end of the new task’s log: it is what the head does with the data and the settings of the release before it.',
    };
}
function paused(state, ended) {
    const name = (0,recipe_health/* shortName */.EU)(state, ended.service.service);
    return {
        code: 'upgrade-paused',
        blame: 'recipe',
        service: name,
        message: `${name}: Swarm paused the update${causeOf(ended)}; it stays so, neither old nor new, until the next deployment`,
        evidence: findings_evidenceOf(state, ended),
        remedy: 'Read the end of the new task’s log. With update_config.failure_action: rollback the app would at least have gone on with the old release.',
    };
}
/** ` 0.8 s after its new task had started, which failed: task: non-zero exit (3)`. */
function causeOf({ culprit, isOrderly }) {
    if (culprit === undefined)
        return '';
    if (isOrderly)
        return ', although its one-shot task ended well (exit code 0)';
    const { endedAt, startedAt } = culprit;
    const lived = startedAt === undefined || endedAt === undefined ? '' : ` after ${(0,units/* formatDuration */.a3)(endedAt - startedAt)}`;
    const error = culprit.error ?? (culprit.state === 'complete' ? 'it ended with exit code 0' : culprit.state);
    const state = culprit.state === 'rejected' ? 'was rejected' : `failed${lived}`;
    return `: its new task ${state} (${error})`;
}
function findings_evidenceOf(state, { service, update, culprit }) {
    const said = update.message === undefined ? [] : [`UpdateStatus: ${update.state}, ${update.message}`];
    const tasks = Object.values(state.tasks).filter((task) => task.service === service.service &&
        task.template === culprit?.template &&
        (task.state === 'failed' || task.state === 'rejected' || task.task === culprit.task));
    return [...said, ...tasks.map(taskLine)];
}
function taskLine(task) {
    return `task ${task.task.slice(0, 12)}: ${task.error ?? task.state}`;
}
/**
 * What runs is not the head: the label that names it says something else, or isn't there; or, named by a version only, it has
 * another image. The deployment being over, and no rollback being seen, it will never be.
 */
function findings_notRunning(state, services, plan) {
    const head = plan.version ?? plan.chaosVersion;
    if (head === null || services.length === 0)
        return undefined;
    const labelOf = ({ release, chaosVersion }) => plan.version === undefined ? chaosVersion : release;
    const other = services.find((service) => ![undefined, head].includes(labelOf(service)));
    if (other !== undefined)
        return oldRelease((0,recipe_health/* shortName */.EU)(state, other.service), head, `its label says ${labelOf(other)}`);
    const image = otherImage(services, plan.images);
    if (image !== undefined)
        return oldRelease((0,recipe_health/* shortName */.EU)(state, image.service), head, `its image is ${image.is}, and not ${image.head}`);
    const isSilent = services.every((service) => labelOf(service) === undefined);
    // abra labels the service app alone; of another one without the label nothing can be said.
    if (!isSilent || services.length < plan.services.length)
        return undefined;
    const names = services.map(({ service }) => (0,recipe_health/* shortName */.EU)(state, service));
    const name = names.find((each) => each === 'app') ?? names[0] ?? '';
    const what = plan.version === undefined ? 'which commit it is' : 'which version it is';
    return oldRelease(name, head, `no service says ${what}`);
}
/** Without the digest that a registry's answer adds to the name. */
function otherImage(services, images = {}) {
    const bare = (image) => image.replace(/@sha256:[0-9a-f]+$/, '');
    const found = services.find(({ service, image }) => bare(image) !== bare(images[service] ?? image));
    if (found === undefined)
        return undefined;
    return { service: found.service, is: found.image, head: images[found.service] ?? '' };
}
function oldRelease(name, head, why) {
    return {
        code: 'upgrade-not-running',
        blame: 'recipe',
        service: name,
        message: `${name}: what runs is not the head (${head}), healthy or not: ${why}`,
        evidence: [],
        remedy: 'Look at `docker service inspect` of the service: its Spec and PreviousSpec, and UpdateStatus. A later deployment or a rollback has put the old release back, or the update never reached the service.',
    };
}

;// CONCATENATED MODULE: ./js/recipe/upgrade/judge.js
/** Whether an update did what it was to do, from what was seen of the stack since: a fold over observations, judged. Pure. */



/**
 * How long a changed service may take until Swarm begins to roll it. It takes milliseconds; where Swarm finds that the tasks fit
 * as they are (a placement constraint that their node meets), it never does.
 */
const BEGIN_MS = 30_000;
/** While Swarm itself is about to say what becomes of a failed update, its word is waited for: it names the cause. */
const SWARM_SAYS_MS = 2_000;
/** @returns `healthy` when the head runs and its update is over, `failed` as early as it is known. */
function upgradeVerdict(state, plan, nowMs) {
    const services = plan.services.flatMap((name) => state.services[name] ?? []);
    for (const service of services) {
        const stopped = stoppedUpdate(state, service, plan.before.services[service.service]);
        if (stopped !== undefined)
            return stopped;
    }
    const isLate = nowMs >= plan.startedAtMs + BEGIN_MS;
    const waiting = services.filter((service) => !isLate && !isSettled(state, service, plan));
    const old = findings_notRunning(state, services, plan);
    if (old !== undefined)
        return { kind: 'failed', finding: old };
    const health = (0,recipe_health/* verdictOf */.Vj)(headOnly(state, plan, isLate), nowMs);
    if (health.kind === 'failed')
        return afterSwarm(state, services, health, nowMs);
    const notYet = waiting.filter((each) => freshUpdate(each, plan.before.services[each.service]) === undefined);
    return notYet.length > 0 ? notBegun(state, notYet, plan) : health;
}
/** Rolled back or paused since the deployment; a state that was there before it is over and done with. */
function stoppedUpdate(state, service, before) {
    const update = freshUpdate(service, before);
    if (update === undefined || update.state === 'updating' || update.state === 'completed')
        return undefined;
    const culprit = culpritOf(state, service, before, update.message);
    // The service was listed after the tasks: the next listing has how it ended.
    if (culprit !== undefined && !(0,recipe_health/* hasEnded */.hY)(culprit))
        return hasFailed(state, service);
    const ended = { service, update, culprit, isOrderly: isOrderlyEnd(service, culprit) };
    if (update.state === 'paused')
        // Swarm takes the orderly end of a one-shot for a failure, and pauses what is over already (measured on 20.10).
        return ended.isOrderly ? undefined : judge_failed(paused(state, ended), culprit);
    return judge_failed(rolledBack(state, ended), culprit);
}
function judge_failed(finding, culprit) {
    return { kind: 'failed', finding, ...(culprit === undefined ? {} : { task: culprit.task }) };
}
/** `update paused due to failure or early termination of task ID`; once the rollback is over, the last new one that failed. */
function culpritOf(state, { service }, before, message) {
    const named = / of task (\w+)$/.exec(message ?? '')?.[1];
    if (named !== undefined)
        return state.tasks[named];
    const failures = Object.values(state.tasks).filter((task) => task.service === service &&
        before?.tasks.includes(task.task) !== true &&
        (task.state === 'failed' || task.state === 'rejected' || task.state === 'complete'));
    return failures.sort((one, other) => (one.endedAt ?? 0) - (other.endedAt ?? 0)).at(-1);
}
function isOrderlyEnd(service, task) {
    return task?.state === 'complete' && (0,recipe_health/* endsByItself */.Rw)(service);
}
/** True when nothing more will roll: the update is over, or there is none and all tasks are of the new definition. */
function isSettled(state, service, { before }) {
    const then = before.services[service.service];
    const update = freshUpdate(service, then);
    if (update !== undefined)
        return update.state !== 'updating';
    // Not there before, or not touched by the deployment.
    if (then === undefined || then.version === service.version)
        return true;
    return (service.endpoint === then.endpoint && latestTasks(state, service).every((task) => isOf(service, task)));
}
/** Those that Swarm would replace if they were outdated: what is to run, and one-shots that have ended. */
function latestTasks(state, service) {
    const tasks = Object.values(state.tasks).filter((task) => task.service === service.service);
    return (0,recipe_health/* currentSlots */.r_)(tasks).filter((task) => (0,recipe_health/* isWanted */.Yu)(task) || (0,recipe_health/* endsByItself */.Rw)(service));
}
function isOf(service, task) {
    return task.template === service.template;
}
/**
 * The head's services with the tasks that the head made, so that an old task neither vouches for the new release nor is held
 * against it. One that stays, since nothing changed, has shown long ago that it works.
 */
function headOnly(state, plan, isLate) {
    const services = plan.services.flatMap((name) => state.services[name] ?? []);
    const tasks = services.flatMap((service) => {
        const then = plan.before.services[service.service];
        return Object.values(state.tasks)
            .filter((task) => task.service === service.service)
            .filter((task) => counts(service, task, { then, isLate }))
            .map((task) => (then?.running.includes(task.task) === true ? { ...task, runningAt: 0 } : task));
    });
    return {
        ...state,
        plan: { ...state.plan, services: plan.services },
        services: Object.fromEntries(services.map((service) => [service.service, service])),
        tasks: Object.fromEntries(tasks.map((task) => [task.task, task])),
    };
}
function counts(service, task, { then, isLate }) {
    if (then?.tasks.includes(task.task) !== true)
        return true;
    const isHistory = (0,recipe_health/* hasEnded */.hY)(task) && !then.running.includes(task.task);
    // How often the app died before its database was up, when it was installed, is nothing to the head.
    if (isHistory && !(task.state === 'complete' && (0,recipe_health/* endsByItself */.Rw)(service)))
        return false;
    return isLate || isOf(service, task);
}
/** A failure in the middle of an update: pausing and rolling back say more than the crash alone. */
function afterSwarm(state, services, health, nowMs) {
    const service = services.find(({ service: name }) => (0,recipe_health/* shortName */.EU)(state, name) === health.finding.service);
    if (service?.update?.state !== 'updating')
        return health;
    const ends = Object.values(state.tasks).flatMap((task) => task.service === service.service ? (task.endedAt ?? []) : []);
    const untilMs = Math.max(0, ...ends) + SWARM_SAYS_MS;
    if (nowMs >= untilMs)
        return health;
    return { ...hasFailed(state, service), checkAgainAtMs: untilMs };
}
function hasFailed(state, { service }) {
    return { kind: 'waiting', for: `${(0,recipe_health/* shortName */.EU)(state, service)}: a task of its update has failed`, service };
}
function notBegun(state, waiting, plan) {
    const first = waiting[0]?.service;
    return {
        kind: 'waiting',
        for: waiting.map(({ service }) => `${(0,recipe_health/* shortName */.EU)(state, service)}: its update has not begun`).join('; '),
        ...(first === undefined ? {} : { service: first }),
        checkAgainAtMs: plan.startedAtMs + BEGIN_MS,
    };
}

// EXTERNAL MODULE: ./js/lib/record.js
var record = __webpack_require__(3361);
;// CONCATENATED MODULE: ./js/recipe/upgrade/rolled.js
/** Deploying the same release again must change nothing: which services roll all the same, and what in them differs. */



/**
 * After the same release was deployed again. Known at once: Swarm replaces tasks where a service's definition differs from the one
 * that they were made from, and nowhere else.
 * @returns which tasks rolled, or are about to, although nothing changed.
 */
async function rolledTasks(docker, app, before, signal) {
    const listed = await (0,observe/* stackLister */.ik)(docker, app.stack, signal)();
    const own = new Set(app.services.map(({ swarmName }) => swarmName));
    const tasks = listed.filter((seen) => seen.kind === 'task');
    const rolled = listed
        .filter((seen) => seen.kind === 'service')
        .filter(({ service }) => own.has(service))
        .flatMap((service) => {
        const then = before.services[service.service];
        return then === undefined ? [] : (rolledOf(service, then, tasks) ?? []);
    });
    const first = rolled[0];
    if (first === undefined)
        return undefined;
    const names = rolled.map(({ name }) => name.slice(app.stack.length + 1));
    const changed = await changedPaths(docker, app.stack, signal);
    return {
        code: 'reinstall-rolled',
        blame: 'recipe',
        service: first.name.slice(app.stack.length + 1),
        message: `${names.join(', ')}: deploying the same release again replaces ${rolled.map(({ numbers }) => numbers).join(', ')}`,
        evidence: rolled.flatMap(({ name, lines }) => [...lines, ...(changed.get(name) ?? [])]),
        remedy: 'Something in the compose file is different at every deployment (a date, a random value, a moving tag that is resolved to a digest): every `app deploy` restarts the service for nothing. The evidence has the paths.',
    };
}
/** Pure. A job runs again with every deployment: that is Swarm's rule, and no roll. */
function rolledOf(service, before, tasks) {
    if (service.mode === 'replicated-job' || service.mode === 'global-job')
        return undefined;
    const isOther = service.template !== before.template || service.endpoint !== before.endpoint;
    const update = freshUpdate(service, before);
    if (!isOther && update === undefined)
        return undefined;
    const now = tasks.filter((task) => task.service === service.service && !before.tasks.includes(task.task) && task.desired === 'running');
    const short = (task) => task.slice(0, 12);
    return {
        name: service.service,
        numbers: `${Math.max(now.length, before.running.length)} of ${before.running.length} tasks`,
        lines: [
            `${service.service}: before ${before.running.map(short).join(', ') || 'no task'}, now ${now.map(({ task }) => short(task)).join(', ') || 'about to be replaced'}`,
        ],
    };
}
/** Where each service's definition differs from the one before it: paths without values, which may be secret. */
async function changedPaths(docker, stack, signal) {
    const query = { filters: { label: [`${observe/* STACK_LABEL */.GF}=${stack}`] } };
    const services = await docker.request('GET', '/services', { query, signal });
    return new Map(services.map(({ Spec: now, PreviousSpec: then }) => [
        now.Name,
        then === undefined
            ? []
            : [
                ...rolled_differences(then.TaskTemplate, now.TaskTemplate, 'TaskTemplate'),
                ...rolled_differences(then.EndpointSpec ?? {}, now.EndpointSpec ?? {}, 'EndpointSpec'),
            ].map((path) => `differs: ${path}`),
    ]));
}
/** Pure: the paths at which two JSON values differ; an environment variable by its name. */
function rolled_differences(one, other, path) {
    if (JSON.stringify(one) === JSON.stringify(other))
        return [];
    if ((0,record/* isRecord */.u)(one) && (0,record/* isRecord */.u)(other)) {
        const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])];
        return keys.flatMap((key) => rolled_differences(one[key], other[key], `${path}.${key}`));
    }
    if (path.endsWith('.Env') && Array.isArray(one) && Array.isArray(other)) {
        const changed = [...one, ...other]
            .map(String)
            .filter((line) => !(one.includes(line) && other.includes(line)));
        return [...new Set(changed.map((line) => `${path}: ${line.split('=')[0] ?? ''}`))];
    }
    return [path];
}

;// CONCATENATED MODULE: ./js/recipe/upgrade/index.js
/** Whether an update did what it was to do: judged by Swarm's UpdateStatus, by the label of the head, and by which tasks run. */





/**
 * Waits until the update of every service has ended and the stack is healthy: completed, and the spec's label chaos-version is
 * the head's; or, of a head that was deployed by its version, the label `version` and the images. Rolled back, paused, or healthy
 * with the old label is a failure, as early as it is known.
 * @param app the head, deployed already. @param before of `lookBefore`, before that deployment.
 * @throws the signal's reason; EnvironmentError when the daemon can't be reached any more.
 */
async function waitUpgraded(docker, app, before, options) {
    const services = app.services.map(({ swarmName }) => swarmName);
    const plan = {
        ...{ before, services, chaosVersion: app.chaosVersion, startedAtMs: Date.now() },
        ...(app.version === undefined ? {} : { version: app.version, images: imagesOf(app) }),
    };
    const initial = (0,recipe_health/* initialHealth */.hK)({ stack: app.stack, services });
    const watched = await (0,recipe_health/* watch */.wB)(docker, initial, (state, nowMs) => upgradeVerdict(state, plan, nowMs), options);
    const { state, verdict } = watched;
    if (verdict.kind === 'healthy') {
        const leftOver = Object.keys(state.services).filter((name) => !services.includes(name));
        return { kind: 'upgraded', tasks: verdict.tasks.map(recipe_health/* toHealthyTask */.mg), leftOver };
    }
    const failed = verdict.kind === 'failed'
        ? verdict
        : { finding: late((0,recipe_health/* tooLate */.Bg)(state, verdict, options.timeoutMs), options) };
    return { kind: 'failed', finding: await (0,recipe_health/* completed */.so)(docker, state, failed, options.signal) };
}
function imagesOf({ services }) {
    return Object.fromEntries(services.flatMap(({ swarmName, image }) => (image === undefined ? [] : [[swarmName, image]])));
}
function late(finding, { timeoutMs }) {
    const { message } = finding;
    return {
        ...finding,
        message: `the update was not over within ${(0,units/* formatDuration */.a3)(timeoutMs)}: ${message.slice(message.indexOf(': ') + 2)}`,
    };
}

;// CONCATENATED MODULE: ./js/recipe/steps/upgrade.js
/** upgrade and reinstall: the same stack deployed over, and what Swarm made of it. */


async function upgrade_upgrade(context) {
    const { app, docker, engine, signal, waiting, registries } = context;
    if (app.secrets.length > 0)
        await context.phase('new secrets', () => engine.prepare(context));
    const before = await lookBefore(docker, app.stack, signal);
    waiting('deploying the head over it');
    const deployed = await context.phase('deploy head', () => engine.upgrade(context));
    if (deployed.kind === 'refused')
        return (0,outcome/* judged */.g$)(deployed.finding);
    const options = { timeoutMs: app.timeouts.healthMs, signal, registries, onWaiting: waiting };
    const { version, how } = deployed;
    const head = version === undefined ? app : { ...app, version };
    const ended = await context.phase('roll', () => waitUpgraded(docker, head, before, options));
    if (ended.kind === 'failed')
        return (0,outcome/* judged */.g$)(ended.finding);
    const left = ended.leftOver.map((name) => `${name} is not in the head any more, and still runs (as with abra)`);
    return { status: 'pass', details: [...(how === undefined ? [] : [`deployed ${how}`]), ...left] };
}
async function reinstall(context) {
    const { app, docker, engine, signal, waiting } = context;
    const before = await lookBefore(docker, app.stack, signal);
    waiting('deploying the same again');
    const deployed = await context.phase('deploy again', () => engine.upgrade(context));
    if (deployed.kind === 'refused')
        return (0,outcome/* judged */.g$)(deployed.finding);
    const bad = await context.phase('look', () => rolledTasks(docker, app, before, signal));
    return bad === undefined ? { status: 'pass' } : (0,outcome/* judged */.g$)(bad);
}

;// CONCATENATED MODULE: ./js/recipe/steps/closing.js
/** teardown and verify-clean: the stages that end every run, for all of its stacks at once, under deadlines of their own. */



async function closing_teardown({ docker, apps, undeploy, signal, tell }) {
    tell({ kind: 'waiting', stage: 'teardown', for: `removing ${apps.map(({ stack }) => stack).join(', ')}` });
    const warn = (message) => tell({ kind: 'note', level: 'warning', message });
    const remove = async (app) => {
        await undeploy(app, signal).catch((error) => warn(`${app.stack}: the engine could not take it down: ${(0,errors/* messageOf */.bD)(error)}`));
        await teardown(docker, app.stack, { signal, onNote: warn, timeoutMs: app.timeouts.teardownMs });
    };
    // What is needed goes last: an app may hold its secrets and its networks.
    await Promise.all(apps.filter(({ role }) => !isNeed(role)).map(remove));
    await Promise.all(apps.filter(({ role }) => isNeed(role)).map(remove));
    return { status: 'pass' };
}
async function verifyClean({ docker, apps, signal, }) {
    const found = await Promise.all(apps.map(({ stack }) => listResidue(docker, stack, { signal })));
    const residue = found.flat();
    return residue.length === 0 ? { status: 'pass' } : left(residue, apps);
}
function left(residue, apps) {
    const count = residue.length === 1 ? 'one object is' : `${residue.length} objects are`;
    return {
        status: 'fail',
        residue,
        finding: {
            code: 'residue',
            blame: 'recipe',
            message: `after the teardown of ${apps.map(({ stack }) => stack).join(' and ')}, ${count} still there`,
            evidence: residue.map(({ kind, name }) => `${kind} ${name}`),
            remedy: 'See what holds them (docker ps --all, docker volume inspect); the next run removes them.',
        },
    };
}

;// CONCATENATED MODULE: ./js/recipe/steps/step.js
/** What a step is: a piece of work on one app that ends in an outcome, told of while it goes on. */

/** Runs one step. What it throws becomes its outcome: a run goes on to its teardown whatever happens. */
async function performStep(work, ports, onPhase, tell) {
    const { stage } = ports.step;
    return work({
        ...ports,
        phase: async (name, stretch) => {
            const startedAt = performance.now();
            try {
                return await stretch();
            }
            finally {
                onPhase({ name, durationMs: Math.round(performance.now() - startedAt) });
            }
        },
        waiting: (what) => tell({ kind: 'waiting', stage, for: what }),
        note: (level, message) => tell({ kind: 'note', level, message }),
    }).catch((thrown) => (0,outcome/* reportOf */.EI)(thrown, stage));
}

;// CONCATENATED MODULE: ./js/recipe/steps/index.js
/** The steps by what they do. */














const works = {
    'ask-needs': askNeeds,
    lint: judge_lint,
    policy: policy,
    images: images_images,
    install: install,
    health: steps_health.health,
    http: http,
    checks: checks_checks,
    'write-data': writeMarkers,
    upgrade: upgrade_upgrade,
    'read-data': readMarkers,
    backup: backup_backup,
    'spoil-data': spoilMarkers,
    restore: steps_backup_restore,
    'install-afresh': installAfresh,
    reinstall: reinstall,
    local: local,
    extra: extra,
    remove,
};
/** Takes an app down in the middle of a run, to make room. */
async function remove({ app, docker, engine, signal, note, waiting, ...rest }) {
    waiting(`removing ${app.stack}, to make room`);
    await rest.phase('make room', async () => {
        await engine.undeploy({ app, docker, signal, note, waiting, ...rest });
        const onNote = (message) => note('warning', message);
        await teardown(docker, app.stack, { signal, onNote, timeoutMs: app.timeouts.teardownMs });
    });
    return { status: 'pass' };
}

;// CONCATENATED MODULE: ./js/recipe/close.js
/** The end of every run: stacks removed and looked for, leases given back; or, where that was asked for, one app kept. */








const VERIFY_MS = 30_000;
/** How long a kept app may stay. */
const KEEP_MS = 24 * 60 * 60_000;
/** Never throws for what is still there: that is a result. */
async function closeRun(plan, context) {
    const { isKept, tell } = context;
    const { fresh } = plan.apps;
    // An app that stays keeps what it needs.
    const stays = (app) => isKept && app.role !== 'seasoned';
    const staying = stacksOf(plan).filter(stays);
    const apps = stacksOf(plan).filter((app) => !stays(app));
    const ended = apps.length === 0 ? [] : await removeAll(apps, fresh.timeouts.teardownMs, context);
    const left = leftOf(apps, ended);
    if (!isKept)
        return { ended, left, kept: new Set() };
    for (const message of keptSentences(fresh, staying, context))
        tell({ kind: 'note', level: 'info', message });
    const isClean = ended.every(({ result }) => result.status === 'pass');
    const kept = ['teardown', 'verify-clean'].map((stage) => keptStage(stage, tell));
    return { ended: isClean ? kept : ended, left, kept: new Set(staying.map(({ stack }) => stack)) };
}
function keptStage(stage, tell) {
    const report = { status: 'skip', reason: 'kept (input keep)' };
    const result = stageResult(stage, report);
    tell({ kind: 'stage-ended', result });
    return { result, report };
}
async function removeAll(apps, teardownMs, context) {
    const { engine, ports, docker, tell, isKept } = context;
    const quiet = {
        phase: (_name, work) => work(),
        waiting: () => undefined,
        note: () => undefined,
    };
    const undeploy = (app, signal) => engine.undeploy({ ...ports, ...quiet, app, signal });
    // With an app that stays, the stages are told as kept; what goes goes quietly.
    const closing = { docker, apps, undeploy, tell: isKept ? () => undefined : tell };
    const turns = apps.some(({ role }) => isNeed(role)) ? 2 : 1;
    return [
        await closeWith('teardown', closing_teardown, closing, turns * teardownMs + 5_000),
        await closeWith('verify-clean', verifyClean, closing, VERIFY_MS),
    ];
}
/** Under a deadline of its own: a cancelled run, too, leaves nothing. */
async function closeWith(stage, work, closing, limitMs) {
    const { tell } = closing;
    tell({ kind: 'stage-started', stage });
    const startedAt = performance.now();
    const signal = (0,abort/* deadline */.nl)(limitMs, `${stage} took longer than ${limitMs / 1000} s`);
    const report = await work({ ...closing, signal }).catch((thrown) => (0,outcome/* reportOf */.EI)(thrown, stage));
    const result = stageResult(stage, report, performance.now() - startedAt);
    tell({ kind: 'stage-ended', result });
    return { result, report };
}
/** Without a clean verification nobody knows, and every stack counts as still there. */
function leftOf(apps, ended) {
    const verified = ended.find(({ result }) => result.stage === 'verify-clean');
    if (verified?.result.status === 'pass')
        return new Set();
    const names = (verified?.report.residue ?? []).map(({ name }) => name);
    const stacks = apps.map(({ stack }) => stack);
    const known = stacks.filter((stack) => names.some((name) => name.startsWith(stack)));
    return new Set(known.length === 0 ? stacks : known);
}
/** Each command alone on its line, to be copied. */
function keptSentences(app, staying, { dockerContext, route }) {
    const context = dockerContext === '' ? '' : ` --docker-context ${dockerContext}`;
    return [
        `${app.domain} is left running${route === undefined ? '' : '. To reach it:'}`,
        ...(route === undefined ? [] : [reachBy(app, route)]),
        'The first run after 24 hours removes it, or:',
        // What is needed goes last: an app may hold its secrets.
        ...[...staying].reverse().map(({ stack }) => `cc-ci recipe remove ${stack}${context}`),
    ];
}
function reachBy({ domain, http }, route) {
    const [kind, address = ''] = route.split(' ');
    const scheme = http.kind === 'ask' ? http.scheme : 'http';
    if (kind === 'task')
        return `curl --header 'Host: ${domain}' ${scheme}://${address}/`;
    return `curl --insecure --connect-to ${domain}:443:${address.replace(/^https?:\/\//, '')} https://${domain}/`;
}
/** Last of all. What is still there keeps its lease, so that the next run finds it as this one's and removes it. */
async function settleLease(held, docker, { left, kept }) {
    const lease = await held.stop();
    if (kept.has(held.stack)) {
        if (await keepLease(docker, lease, Date.now() + KEEP_MS))
            return;
        throw new errors/* EnvironmentError */.eG(`the lease of ${held.stack} was lost, so the next run may remove what was to be kept`);
    }
    if (!left.has(held.stack))
        await releaseLease(docker, lease);
}

;// CONCATENATED MODULE: ./js/recipe/hold.js
/** Keeps a lease alive while a run goes on, so that nobody takes the stack for an orphan. */


/** @param onLost called once when somebody else has the lease, or it ran out because the daemon could not be reached. */
function holdLease(docker, taken, onLost) {
    let lease = taken;
    let renewing = Promise.resolve();
    const renew = async () => {
        try {
            const renewed = await renewLease(docker, lease);
            if (renewed.kind === 'lease')
                lease = renewed;
            else
                lost(new errors/* EnvironmentError */.eG(`the lease of ${lease.stack} is lost: ${renewed.reason}`));
        }
        catch (cause) {
            // A daemon that is away for a moment costs nothing as long as the lease runs.
            if (Date.now() > lease.expiresAt)
                lost(new errors/* EnvironmentError */.eG(`the lease of ${lease.stack} ran out, and could not be renewed`, { cause }));
        }
    };
    const timer = setInterval(() => {
        renewing = renewing.then(renew);
    }, taken.ttlMs / 3);
    timer.unref();
    const lost = (error) => {
        clearInterval(timer);
        onLost(error);
    };
    return {
        stack: taken.stack,
        stop: async () => {
            clearInterval(timer);
            await renewing;
            return lease;
        },
    };
}

// EXTERNAL MODULE: ./js/secrets/forms.js
var secrets_forms = __webpack_require__(6851);
;// CONCATENATED MODULE: ./js/recipe/mask.js
/** Takes secrets' values out of everything that a run says and keeps: a service's log may print its own password. */

/** Of a text that was cut in the middle of a secret: fewer of its first characters could be anything's. */
const MIN_CUT = 6;
function makeMask() {
    const all = formSet();
    const ofApp = formSet();
    return {
        add: all.add,
        addOfApp: (secret) => {
            all.add(secret);
            ofApp.add(secret);
        },
        apply: (value) => all.list().length === 0
            ? value
            : mapStrings(value, (text) => withoutCut(masked(text, all.list()), all.list())),
        stream: () => streamMask(all.list),
        forms: all.list,
        formsOfApp: ofApp.list,
    };
}
/** The longest first, so that no part of a form is taken for another one. */
function formSet() {
    const forms = new Set();
    let sorted = [];
    return {
        add: (secret) => {
            for (const { text } of (0,secrets_forms/* formsOf */.XP)(secret))
                for (const form of [text, ...markupForms(text)])
                    forms.add(form);
            sorted = [...forms].sort((one, other) => other.length - one.length);
        },
        list: () => sorted,
    };
}
/** As XML and HTML have it, reports of tests among them; there are three ways to write an apostrophe. */
function markupForms(text) {
    const bare = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    const quoted = bare.replaceAll('"', '&quot;');
    return [bare, quoted, ...['&apos;', '&#39;', '&#x27;'].map((quote) => quoted.replaceAll("'", quote))];
}
function masked(text, forms) {
    let left = text;
    for (const form of forms)
        left = left.replaceAll(form, '***');
    return left;
}
/** Long texts are cut, and end in …: the beginning of a secret before it goes as well. */
function withoutCut(text, forms) {
    if (!text.includes('…'))
        return text;
    const parts = text.split('…');
    const last = parts.pop() ?? '';
    const cleaned = parts.map((part) => {
        const before = part.trimEnd();
        const begun = begunForm(before, forms);
        return begun < MIN_CUT ? part : `${before.slice(0, -begun)}***${part.slice(before.length)}`;
    });
    return [...cleaned, last].join('…');
}
/** How many of the text's last characters could be the beginning of a form. */
function begunForm(text, forms) {
    let longest = 0;
    for (const form of forms)
        for (let length = Math.min(form.length - 1, text.length); length > longest; length -= 1)
            if (text.endsWith(form.slice(0, length)))
                longest = length;
    return longest;
}
function streamMask(forms) {
    let held = '';
    return {
        write: (text) => {
            held += text;
            const cut = whereToCut(held, forms());
            const shown = masked(held.slice(0, cut), forms());
            held = held.slice(cut);
            return shown;
        },
        end: () => {
            const shown = masked(held, forms());
            held = '';
            return shown;
        },
    };
}
/** Before what could go on as a form, and never in the middle of one that is there. */
function whereToCut(text, forms) {
    let cut = text.length - begunForm(text, forms);
    for (let before = -1; before !== cut;) {
        before = cut;
        for (const form of forms) {
            const at = cut === 0 ? -1 : text.lastIndexOf(form, cut - 1);
            if (at !== -1 && at + form.length > cut)
                cut = at;
        }
    }
    return cut;
}
function mapStrings(value, change) {
    if (typeof value === 'string')
        return change(value);
    if (Array.isArray(value))
        return value.map((item) => mapStrings(item, change));
    if (typeof value !== 'object' || value === null)
        return value;
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, mapStrings(entry, change)]));
}

;// CONCATENATED MODULE: ./js/recipe/needs/perform.js
/** Steps on a need: the same as on an app, but what goes wrong is never the verdict of the recipe under test. */


/** @returns the step's work with its own words and outcomes; its phases and what it waits for begin with the need's name. */
function onNeed(need, work) {
    return async (context) => {
        const { step } = context;
        const denied = step.act === 'images' ? whyDenied(need, context) : undefined;
        if (denied !== undefined)
            return { status: 'error', finding: denied };
        const report = await work(inItsName(need, context)).catch((thrown) => (0,outcome/* reportOf */.EI)(thrown, step.stage));
        return ofNeed(need, context, report);
    };
}
function inItsName({ name }, context) {
    return {
        ...context,
        phase: (what, stretch) => context.phase(`${name}: ${what}`, stretch),
        waiting: (what) => context.waiting(`${name}: ${what}`),
        note: (level, message) => context.note(level, `${name}: ${message}`),
    };
}
function ofNeed(need, { step, plan }, report) {
    if (report.status === 'fail' || report.status === 'error')
        return { status: 'error', finding: needFinding(need, report.finding) };
    // Where the need answers is not where the app does, and what was looked at is no merit of the recipe.
    if (report.status === 'skip')
        return { status: 'skip', reason: report.reason };
    return { status: 'pass', details: step.act === 'http' ? detailsOf(need, plan.policy) : [] };
}
function detailsOf(need, { mode, why }) {
    const { recipe, domain } = need.app;
    const told = mode === 'warn' ? need.violations : [];
    return [
        `needs ${need.name}: ${recipe.name} ${recipe.version ?? '(no version label)'}, up at ${domain}`,
        ...told.map((violation) => `allowed to ${need.name}, since ${why}: ${showViolation(violation)}`),
    ];
}
/** The run was stopped, or broke: that is nobody's app's. */
const NOBODYS = ['cancelled', 'time-limit', 'internal', 'docker-unreachable'];
/** A recipe's own fault is the need's recipe's; a registry's or the host's stays theirs. */
function needFinding(need, finding) {
    const { code, blame } = finding;
    if (NOBODYS.includes(code))
        return finding;
    const { name, from, app } = need;
    const message = `the need ${name} (${from}, at ${app.domain}): ${finding.message}`;
    if (blame !== 'recipe')
        return { ...finding, message };
    return {
        ...finding,
        code: 'need-failed',
        blame: 'harness',
        message,
        evidence: [`found of ${name}: ${code}`, ...finding.evidence],
        remedy: `${finding.remedy} That is for the recipe ${app.recipe.name}, which ${name} is of: test it by itself first, or name one that runs under needs: warm.`,
    };
}
/** What a need may do on the host is bounded as it is for the recipe that brings it. */
function whyDenied(need, { plan }) {
    const [first] = need.violations;
    if (first === undefined || plan.policy.mode === 'warn')
        return undefined;
    const { name, from, violations } = need;
    const more = violations.length === 1 ? '' : `${violations.length} violations of the policy, the first: `;
    return {
        code: 'need-failed',
        blame: 'harness',
        message: `the need ${name} (${from}) may not be deployed: ${more}${showViolation(first)}`,
        evidence: violations.map(showViolation),
        remedy: `Denied because ${plan.policy.why}. Name an app that runs already under needs: warm, or a git URL whose own cc-ci.yml allows it (policy.allow).`,
    };
}
/** Secrets of its own: a value of the recipe under test is none of its business. */
function ownSecrets(draw) {
    const values = new Map();
    return (role, spec) => {
        const key = `${role}/${spec.versionKey}`;
        const value = values.get(key) ?? draw(spec);
        values.set(key, value);
        return value;
    };
}

;// CONCATENATED MODULE: ./js/recipe/outcome.js
/** What a run amounts to: the verdict, the level and the exit code of its stages. Pure. */


/** Recipe CI's levels: a run is at one when every stage of it and of those below is green or doesn't apply. */
const outcome_LEVELS = [
    ['install', 'health', 'http'],
    ['upgrade'],
    ['backup', 'restore'],
    ['checks', 'reinstall', 'local'],
    ['lint', 'policy'],
];
/** @returns 0 to 5. A stage that wasn't asked for, was skipped or could not be verified holds its level back. */
function levelOf(stages) {
    const isGood = (name) => stages.some(({ stage, status }) => stage === name && (status === 'pass' || status === 'not-applicable'));
    const firstBad = outcome_LEVELS.findIndex((names) => !names.every(isGood));
    return firstBad === -1 ? outcome_LEVELS.length : firstBad;
}
function verdictOf(stages, residue, cancelled) {
    const has = (status) => stages.some((result) => result.status === status);
    if (has('fail') || residue.length > 0)
        return 'fail';
    if (cancelled.aborted && (0,abort/* reasonOf */.A3)(cancelled) instanceof errors/* CancelledError */.cc && has('error'))
        return 'cancelled';
    return has('error') ? 'error' : 'pass';
}
function exitCodeFor(verdict, ended) {
    if (verdict === 'pass')
        return errors/* EXIT */.dc.good;
    if (verdict === 'fail')
        return errors/* EXIT */.dc.verdict;
    const isUsers = ended.some(({ report }) => report.status === 'error' && report.isUsers === true);
    return isUsers ? errors/* EXIT */.dc.user : errors/* EXIT */.dc.environment;
}

;// CONCATENATED MODULE: ./js/recipe/schedule.js
/** Runs steps as soon as those before them are done, side by side where nothing stands between them. */

/**
 * @param perform never throws: what goes wrong is its report.
 * @returns every step, in the order in which they ended. A step whose forerunner failed is skipped, and says whose fault that is.
 */
async function schedule(steps, perform, watch) {
    const done = new Map();
    const running = new Map();
    const settle = (ran) => {
        done.set(ran.step.id, ran);
        watch.ended(ran);
    };
    const start = (step) => {
        watch.started(step);
        const ending = perform(step).then((report) => {
            running.delete(step.id);
            settle({ step, report });
        });
        running.set(step.id, ending);
    };
    for (;;) {
        for (const step of steps) {
            if (done.has(step.id) || running.has(step.id))
                continue;
            const needed = step.needs.map((id) => done.get(id));
            const broken = needed.find((ran) => ran !== undefined && isBroken(ran.report));
            if (broken !== undefined)
                settle({ step, report: { status: 'skip', reason: whyBroken(broken) } });
            else if (needed.every((ran) => ran !== undefined) && step.after.every((id) => done.has(id)))
                start(step);
        }
        if (running.size === 0)
            break;
        await Promise.race(running.values());
    }
    if (done.size < steps.length)
        throw new Error(`steps that wait for each other: ${steps
            .filter(({ id }) => !done.has(id))
            .map(({ id }) => id)
            .join(', ')}`);
    return [...done.values()];
}
function isBroken({ status }) {
    return status === 'fail' || status === 'error' || status === 'skip';
}
/** The first cause: a step that was skipped hands its reason on. */
function whyBroken({ step, report }) {
    if (report.status === 'skip')
        return report.reason;
    const isNeeds = isNeed(step.app) || step.act === 'ask-needs';
    return isNeeds ? 'what the recipe needs is not there' : `${step.stage} did not pass`;
}

;// CONCATENATED MODULE: ./js/recipe/run.js
/** Runs a plan: claim, steps, teardown whatever happens, results. The only place that knows the order of things. */
















/** @throws UserError when a domain is taken or something external is missing: then nothing has been made. */
async function runPlan(plan, context) {
    const startedAt = new Date();
    const start = performance.now();
    const mask = makeMask();
    for (const secret of context.registries.flatMap(js_docker/* secretsOf */.Fj))
        mask.add(secret);
    const tell = (progress) => context.onProgress(mask.apply(progress));
    const clock = clockOf(plan, context.signal);
    tell(startOf(plan));
    const ended = [];
    let reaped = [];
    try {
        const note = (level, message) => tell({ kind: 'note', level, message });
        const claimed = await claim(stacksOf(plan), { ...context, signal: clock.signal, note });
        reaped = claimed.reaped;
        for (const earlier of reaped)
            note('warning', reapedSentence(earlier));
        const held = claimed.leases.map((lease) => holdLease(context.docker, lease, clock.stop));
        let left = new Set(claimed.leases.map(({ stack }) => stack));
        let kept = new Set();
        try {
            const ports = portsFor(plan, context, { signal: clock.signal, mask });
            ended.push(...(await runSteps(plan, ports, tell)));
            if (clock.signal.aborted)
                note('warning', `${(0,abort/* reasonOf */.A3)(clock.signal).message}: removing what was made`);
            const closed = await closeRun(plan, {
                ...context,
                isKept: context.keep && !context.signal.aborted,
                route: routeOf(ended),
                tell,
                ports,
            });
            ended.push(...closed.ended);
            left = closed.left;
            kept = closed.kept;
        }
        finally {
            for (const each of held)
                await settleLease(each, context.docker, { left, kept }).catch((error) => 
                // The results are there all the same; a lease without a living owner is the next run's to remove.
                note('warning', `the lease of ${each.stack} could not be settled: ${(0,errors/* messageOf */.bD)(error)}`));
        }
    }
    finally {
        clock.release();
    }
    const timing = { startedAt: startedAt.toISOString(), durationMs: Math.round(performance.now() - start) };
    const results = mask.apply(resultsOf(plan, ended, { reaped, ...timing }, context));
    tell({ kind: 'run-ended', results });
    return { results, exitCode: exitCodeFor(results.verdict, ended) };
}
function routeOf(ended) {
    return ended.map(({ report }) => report.route).find((route) => route !== undefined);
}
function startOf({ recipe, apps, stages }) {
    const { domain, stack } = apps.fresh;
    return { kind: 'run-started', recipe: recipe.name, domain, stack, stages };
}
/** Fires when the run is cancelled, takes too long, or loses a lease. */
function clockOf(plan, cancelled) {
    const own = new AbortController();
    const stop = (reason) => own.abort(reason);
    const timer = setTimeout(() => stop(new outcome/* TimeLimitError */.$q(plan.totalMs)), plan.totalMs);
    return { signal: (0,abort/* anySignal */.JG)(cancelled, own.signal), stop, release: () => clearTimeout(timer) };
}
function portsFor(plan, context, { signal, mask }) {
    const secrets = new Map();
    const memory = {};
    const { docker, engine, run, env, route, registries, toolboxImage, artifactFolder } = context;
    return {
        ...{
            plan,
            manifest: plan.manifest,
            docker,
            engine,
            run,
            env,
            route,
            registries,
            toolboxImage,
            artifactFolder,
        },
        signal,
        onSecret: mask.addOfApp,
        mask,
        memory,
        values: {
            kept: `kept-${(0,external_node_crypto_.randomBytes)(8).toString('hex')}`,
            lost: `lost-${(0,external_node_crypto_.randomBytes)(8).toString('hex')}`,
        },
        secretValue: (spec) => {
            const value = secrets.get(spec.versionKey) ?? secretValue(spec, env);
            secrets.set(spec.versionKey, value);
            return value;
        },
    };
}
/** @returns the stages in the order of the plan's. */
async function runSteps(plan, ports, tell) {
    const known = plan.known.map((entry) => tellResult(entry.stage, entry, tell));
    const book = stageBook(plan, tell);
    const workedMs = new Map();
    const secretOf = ownSecrets((spec) => secretValue(spec, ports.env));
    const perform = async (step) => {
        const startedAt = performance.now();
        const app = appOf(plan, step.app, step.release);
        const onPhase = (phase) => book.phase(step, phase);
        const need = needOf(plan, step.app);
        const report = need === undefined
            ? await performStep(works[step.act], { ...ports, app, step }, onPhase, tell)
            : await performStep(onNeed(need, works[step.act]), {
                ...ports,
                ...{ app, step, manifest: need.manifest },
                secretValue: (spec) => secretOf(app.role, spec),
            }, onPhase, tell);
        workedMs.set(step.id, performance.now() - startedAt);
        return report;
    };
    await schedule(plan.steps, perform, {
        started: book.begin,
        ended: (ran) => book.end(ran, workedMs.get(ran.step.id) ?? 0),
    });
    const all = [...known, ...book.ended()];
    return plan.stages.flatMap((stage) => all.find(({ result }) => result.stage === stage) ?? []);
}
/** A stage that is known without a step, or was not begun. */
function tellResult(stage, report, tell) {
    const result = stageResult(stage, report);
    tell({ kind: 'stage-ended', result });
    return { result, report };
}
function resultsOf(plan, ended, run, context) {
    const residue = ended.flatMap(({ report }) => report.residue ?? []);
    const stages = ended.map(({ result }) => result);
    const { fresh, seasoned } = plan.apps;
    return {
        schema: 1,
        tool: { name: 'cc-ci-action', version: version/* VERSION */.x },
        verdict: verdictOf(stages, residue, context.signal),
        startedAt: run.startedAt,
        durationMs: run.durationMs,
        recipe: plan.recipe,
        engine: context.engine.name,
        engineVersion: context.engine.version,
        upgradedFrom: seasoned?.previous?.recipe.version ?? null,
        base: plan.base,
        level: levelOf(stages),
        app: { domain: fresh.domain, stack: fresh.stack },
        ...(plan.needs.length === 0 ? {} : { needs: plan.needs.map(neededOf) }),
        route: routeOf(ended) ?? null,
        stages,
        residue,
        reaped: [...run.reaped],
    };
}
function neededOf(need) {
    if (need.kind === 'warm')
        return { name: need.name, domain: need.domain, stack: null, recipe: null };
    const { domain, stack, recipe } = need.app;
    return { name: need.name, domain, stack, recipe };
}
function reapedSentence({ stack, reason, removed }) {
    return `removed what an earlier run left of ${stack} (${reason}): ${removed.length} objects`;
}

;// CONCATENATED MODULE: ./js/recipe/manifest/found.js
/** What a recipe already says about how it can be tested: its labels, its healthcheck, its images, its README. Pure. */




/** By the last part of the image's name: `docker.io/library/postgres:16` is `postgres`, `postgres-exporter` is not. */
const ENGINES = {
    postgres: 'postgres',
    postgresql: 'postgres',
    postgis: 'postgres',
    pgvector: 'postgres',
    timescaledb: 'postgres',
    mariadb: 'mariadb',
    mysql: undefined,
    mongo: undefined,
    mongodb: undefined,
    cockroach: undefined,
    'clickhouse-server': undefined,
    elasticsearch: undefined,
    opensearch: undefined,
    influxdb: undefined,
};
function databasesOf({ services }) {
    return services.flatMap((service) => {
        const base = found_imageName(service.image);
        const isFound = Object.hasOwn(ENGINES, base) && isNameable(service.name) && service.replicas > 0;
        return isFound ? [{ service: service.name, image: base, engine: found_engineOf(base, service) }] : [];
    });
}
/** MariaDB's image makes a database only where one is named, and without one there is nowhere to put a table. */
function found_engineOf(base, { tree }) {
    const engine = ENGINES[base];
    const names = pairsOf(child(tree, 'environment')).map(({ key }) => key);
    const hasDatabase = names.some((name) => /^(MYSQL|MARIADB)_DATABASE(_FILE)?$/.test(name));
    return engine === 'mariadb' && !hasDatabase ? undefined : engine;
}
function found_imageName(image) {
    return (image.split('@')[0]?.split('/').at(-1)?.split(':')[0] ?? '').toLowerCase();
}
function isNameable(service) {
    return valibot_dist.is(forms_service, service);
}
/** Volumes that this recipe makes, that something that runs writes to, and whose keys a manifest can name. */
function volumesOf(compose) {
    const databases = databasesOf(compose);
    return compose.volumes.flatMap(({ key, isExternal }) => {
        // A service without replicas mounts nothing, so that docker doesn't make its volumes.
        const writers = compose.services.filter(({ mounts, replicas }) => replicas > 0 &&
            mounts.some((mount) => mount.kind === 'volume' && mount.key === key && !mount.isReadOnly));
        if (isExternal || writers.length === 0 || !valibot_dist.is(forms_volume, key))
            return [];
        const database = databases.find(({ service }) => writers.some(({ name }) => name === service));
        return [{ volume: key, database, backup: backupOf(compose, key) }];
    });
}
/** Source: backup-bot-two's labels, version 2 of the specification: all volumes, unless they are switched off or given paths. */
function backupOf(compose, volume) {
    if (!isBackedUp(compose))
        return 'no';
    const label = (end) => compose.services.flatMap(({ labels }) => labels.get(`backupbot.backup.volumes.${volume}${end}`) ?? []);
    if (label('').includes('false'))
        return 'no';
    return label('.path').length > 0 ? 'in part' : 'whole';
}
function isBackedUp({ services }) {
    return services.some(({ labels }) => labels.get('backupbot.backup') === 'true');
}
const found_PORT = /^traefik\.http\.services\..+\.loadbalancer\.server\.port$/i;
const HEALTH_PATH = /^traefik\.http\.services\..+\.loadbalancer\.healthcheck\.path$/i;
/** The page that the recipe itself asks for, where it is asked at the port that the router leads to. */
function found_healthOf({ services }) {
    const routed = services.filter(({ labels }) => found_matching(labels, found_PORT) !== undefined || labels.get('traefik.enable') === 'true');
    const service = routed.find(({ name }) => name === 'app') ?? routed[0];
    if (service === undefined)
        return undefined;
    const found = [
        { path: found_matching(service.labels, HEALTH_PATH), from: `traefik's healthcheck of ${service.name}` },
        { path: askedBy(service), from: `the healthcheck of ${service.name}` },
    ];
    return found.find((entry) => entry.path !== undefined && valibot_dist.is(urlPath, entry.path));
}
const URL_IN_TEST = /\b(https?):\/\/(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1?\])(?::(\d+))?(\/[^\s"'|;&)`\\]*)?/;
function askedBy({ definition, labels }) {
    const check = definition.healthcheck;
    const test = typeof check === 'object' && check !== null && 'test' in check ? check.test : undefined;
    const text = Array.isArray(test) ? test.join(' ') : String(test ?? '');
    const match = URL_IN_TEST.exec(text);
    if (match === null)
        return undefined;
    const port = match[2] ?? (match[1] === 'https' ? '443' : '80');
    // Another port is another server, which the router doesn't lead to.
    return port === (found_matching(labels, found_PORT) ?? '80') ? (match[3] ?? '/') : undefined;
}
function found_matching(labels, name) {
    return [...labels].find(([key]) => name.test(key))?.[1];
}
/** abra's label, in seconds. */
function timeoutOf({ services }) {
    const found = services.map(({ labels }) => found_matching(labels, /^coop-cloud\..+\.timeout$/));
    return found.find((value) => value !== undefined && /^\d{1,5}$/.test(value) && value !== '0');
}
/** The lines `- **Backups**: No` between `<!-- metadata -->` and `<!-- endmetadata -->`. */
function metadataOf(readme) {
    const [, block = ''] = /<!--\s*metadata\s*-->([\s\S]{0,10000}?)<!--\s*endmetadata\s*-->/.exec(readme) ?? [];
    const lines = [...block.matchAll(/^[*-] \*\*([^*\n]{1,60})\*\*:[ \t]*(.*)$/gm)];
    return new Map(lines.map(([, name = '', value = '']) => [name.toLowerCase(), value.trim()]));
}

;// CONCATENATED MODULE: ./js/recipe/manifest/init-sections.js
/** The parts of a first cc-ci.yml, one for each key: what was found as YAML, what could be said besides as comments. Pure. */

/** @returns lines, section by section. */
function sectionsFor(compose, beside) {
    const metadata = metadataOf(beside.readme);
    return [
        init_sections_health(compose),
        env(),
        init_sections_upgrade(),
        data(compose),
        init_sections_backup(compose),
        init_sections_checks(),
        init_sections_tests(beside),
        timeouts(compose),
        init_sections_needs(metadata.get('sso')),
        na(compose, metadata.get('backups')),
    ];
}
function init_sections_health(compose) {
    const found = found_healthOf(compose);
    const more = ['#   contains: Welcome', '#   timeout: 1m', '#   stable-for: 5s'];
    const head = '# The app is up when this page answers so.';
    if (found === undefined)
        return [head, '# health:', '#   path: /', '#   status: 200', ...more];
    return [head, 'health:', `  path: ${scalar(found.path)} # from ${comment(found.from)}`, ...more];
}
function env() {
    return [
        "# Over .env.sample; {domain} and {stack} stand for the app's own.",
        '# env:',
        '#   LOG_LEVEL: debug',
    ];
}
function init_sections_upgrade() {
    return [
        '# The release that the upgrade starts from: previous, latest or a version.',
        '# upgrade: {from: previous}',
    ];
}
const MARKER = '.cc-ci-marker';
const BACKUP_WORDS = {
    whole: 'backed up whole',
    'in part': 'backed up in part',
    no: 'not in the backup',
};
function data(compose) {
    const head = '# What has to survive an upgrade, and come back from the backup.';
    const known = databasesOf(compose).filter(({ engine }) => engine !== undefined);
    const tables = known.map(({ service, engine }) => `  - sql: {engine: ${engine}, service: ${scalar(service)}}`);
    const lines = [...volumesOf(compose).flatMap(volumeLines), ...tables];
    const isOnlyComment = lines.every((line) => line.startsWith('#'));
    const example = [
        '#   - http:',
        `#       write: {method: POST, path: /api/notes, body: '{"text":"{marker}"}'}`,
        '#       read: {path: /api/notes}',
    ];
    return [head, isOnlyComment ? '# data:' : 'data:', ...lines, ...example];
}
function volumeLines({ volume, database, backup }) {
    const words = BACKUP_WORDS[backup];
    if (database === undefined)
        return [`  - file: {volume: ${scalar(volume)}, path: ${MARKER}} # ${words}`];
    // Asked by its table.
    if (database.engine !== undefined)
        return [];
    return [
        `#   - exec: {service: ${scalar(database.service)}, write: [${database.image}, "… {marker} …"], read: [${database.image}, "…"]} # ${volume}, ${words}`,
    ];
}
function init_sections_backup(compose) {
    if (!isBackedUp(compose))
        return [
            '# No service has the label backupbot.backup=true, so nothing is backed up. With it:',
            '# backup: {expect: required}',
        ];
    const [database] = databasesOf(compose);
    const head = ['# The labels say that there is one.', 'backup:', '  expect: required'];
    if (database === undefined)
        return head;
    return [
        ...head,
        '# A dump is worth what a command says that looks at it.',
        `#   verify: {service: ${scalar(database.service)}, command: [test, -s, /path/of/backup.sql]}`,
    ];
}
function init_sections_checks() {
    return [
        '# What else has to be true of the app.',
        '# checks:',
        '#   - name: front page',
        '#     http: {path: /, status: 200, contains: Welcome}',
        '#   - name: worker',
        '#     exec: {service: app, command: [worker, status]}',
        '#   - name: login page',
        '#     browser: {path: /login, title: Login, forbid: [console-errors]}',
    ];
}
function init_sections_tests({ hasTests, hasExtra }) {
    const said = hasTests
        ? ['# The tests that the recipe ships.', 'tests:', '  folder: tests', '#   timeout: 10m']
        : ['# Tests of your own, run against the app.', '# tests: {folder: tests, timeout: 10m}'];
    return hasExtra ? [...said, 'extra:', '  folder: tests/extra', '#   timeout: 30m'] : said;
}
function timeouts(compose) {
    const label = timeoutOf(compose);
    const found = label === undefined
        ? 'Without a label the app has 5 minutes.'
        : `The label timeout gives the app ${label} s.`;
    return [`# ${found}`, `# timeouts: {deploy: ${label === undefined ? '5m' : `${label}s`}, http: 1m}`];
}
function init_sections_needs(sso) {
    const isNone = sso === undefined || sso === '' || /^no\b|^n\/?a\b|^-/i.test(sso);
    const head = isNone ? 'Recipes that have to run first.' : `The README says of SSO: ${comment(sso)}`;
    return [`# ${head}`, '# needs:', '#   - {name: sso, recipe: ../keycloak}'];
}
function na(compose, backups) {
    const saysNo = backups !== undefined && /^no\b|^n\/?a\b/i.test(backups) && !isBackedUp(compose);
    const head = saysNo
        ? `The README says of backups: ${comment(backups)}`
        : "Stages that don't apply, with the reason.";
    return [`# ${head}`, '# na:', '#   backup: it keeps nothing'];
}
/** One line that ends where a person stops reading. */
function comment(text) {
    const line = text.replace(/[\p{Cc}\u2028\u2029\ufeff]+/gu, ' ').trim();
    return line.length <= 80 ? line : `${line.slice(0, 79)}…`;
}
/** Plain where YAML reads it as this very text. JSON's strings are YAML's. */
function scalar(text) {
    const isPlain = /^[A-Za-z/][\w./-]*$/.test(text) && !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(text);
    return isPlain ? text : JSON.stringify(text);
}

;// CONCATENATED MODULE: ./js/recipe/manifest/init.js
/** Writes a first cc-ci.yml from what a recipe already says, with the rest of the keys as comments. */









const init_MANIFEST = 'cc-ci.yml';
const MAX_README_BYTES = 1_000_000;
/** @throws UserError for a folder that is no recipe, and for a cc-ci.yml that is there already unless `force` says to write over it. */
async function initManifest(options) {
    const { folder, force, dryRun, run, env, signal } = options;
    const recipe = await loadRecipe(folder, run, env, signal);
    const path = (0,paths/* insideOf */.k)(recipe.folder, init_MANIFEST, init_MANIFEST);
    const text = manifestFor(recipe, composeOf(recipe), besideOf(recipe.folder));
    if (!dryRun)
        writeNew(path, text, force);
    return { path, text, isWritten: !dryRun };
}
/**
 * Pure.
 * @param beside what lies in the recipe's folder besides the files of the format.
 * @returns a cc-ci.yml that `parseManifest` and `checkManifest` take: what was found is written out, the rest stands there as comments.
 */
function manifestFor(recipe, compose, beside = nothingBeside) {
    const head = [
        `# How ${comment(recipe.name)} is tested. Every key may be left out; docs/manifest.md has them all.`,
        '# What this leads to: cc-ci recipe plan .',
    ];
    return `${[head, ...sectionsFor(compose, beside)].map((lines) => lines.join('\n')).join('\n\n')}\n`;
}
const nothingBeside = { readme: '', hasTests: false, hasExtra: false };
function composeOf(recipe) {
    // Any domain will do: nothing in the manifest depends on it.
    const domain = parseDomain('app.example.com', 'cc-ci recipe init');
    const stack = stackNameOf(domain);
    return readCompose(recipe.composeFiles, stack, variablesOf(environmentOf(recipe, { domain, stack }), recipe));
}
function besideOf(folder) {
    const isFolder = (name) => (0,external_node_fs_.existsSync)((0,external_node_path_.join)(folder, name)) && (0,external_node_fs_.statSync)((0,external_node_path_.join)(folder, name)).isDirectory();
    return { readme: readme(folder), hasTests: isFolder('tests'), hasExtra: isFolder('tests/extra') };
}
function readme(folder) {
    const path = (0,external_node_path_.resolve)(folder, 'README.md');
    if (!(0,external_node_fs_.existsSync)(path))
        return '';
    const found = (0,external_node_fs_.statSync)((0,paths/* insideOf */.k)(folder, 'README.md', 'README.md'));
    return found.isFile() && found.size <= MAX_README_BYTES ? (0,external_node_fs_.readFileSync)(path, 'utf8') : '';
}
function writeNew(path, text, force) {
    try {
        (0,external_node_fs_.writeFileSync)(path, text, { flag: force ? 'w' : 'wx' });
    }
    catch (cause) {
        if ((0,errors/* hasCode */.up)(cause, 'EEXIST'))
            throw new errors/* UserError */.yo(`${path} is there already: --dry-run shows what would be written, --force writes over it`, { cause });
        if ((0,errors/* hasCode */.up)(cause, 'EACCES') || (0,errors/* hasCode */.up)(cause, 'EROFS') || (0,errors/* hasCode */.up)(cause, 'EISDIR'))
            throw new errors/* UserError */.yo(`${path} can't be written: give this user permission to write a file there`, {
                cause,
            });
        throw cause;
    }
}

;// CONCATENATED MODULE: ./js/recipe/plan/text.js
/** A plan as a person reads it: what will live, what will be done to it, and what won't. Pure. */





/** @returns lines with a newline at the end. */
function planText(plan) {
    return `${[...head(plan), '', ...text_needs(plan), ...apps(plan), '', ...steps(plan), ...text_left(plan)].join('\n')}\n`;
}
function head({ recipe, base, totalMs, layout }) {
    const at = recipe.sha === null ? '' : ` at ${recipe.sha.slice(0, 8)}${recipe.isDirty ? '+U' : ''}`;
    return [
        `${recipe.name} ${recipe.version ?? '(no version label)'}${at}`,
        `  manifest and tests: ${base}`,
        `  time limit: ${(0,units/* formatDuration */.a3)(totalMs)}`,
        `  layout: ${layout.isSideBySide ? 'two apps side by side' : 'one app after the other'} (${layout.why})`,
    ];
}
function text_needs({ needs: all }) {
    if (all.length === 0)
        return [];
    const lines = all.flatMap((need) => need.kind === 'warm'
        ? [`  ${need.name}: ${need.domain}, there already: it has to answer`]
        : appLines(need.name, need.app, `${text_version(need.app)} from ${need.from}, removed after the apps`));
    return ['needs', ...lines, ''];
}
function text_version({ recipe }) {
    return `${recipe.name} ${recipe.version ?? '(no version label)'}`;
}
function apps({ apps: { fresh, seasoned } }) {
    const lines = ['apps', ...appLines('fresh', fresh, 'installed from the head')];
    if (seasoned === undefined)
        return lines;
    const from = seasoned.previous?.recipe.version;
    const how = seasoned.previous === undefined
        ? 'installed from the head'
        : `installed from ${from ?? 'the release before'}, upgraded to the head`;
    return [...lines, ...appLines('seasoned', seasoned.head, how)];
}
function appLines(name, app, how) {
    const volumes = app.volumes.map(({ key }) => key);
    return [
        `  ${name}: ${app.domain}, ${how}`,
        ...app.services.map((service) => `    service ${service.name}: ${service.image}${service.replicas === 1 ? '' : `, ${service.replicas} replicas`}`),
        ...(volumes.length === 0 ? [] : [`    volumes: ${volumes.join(', ')}`]),
        ...(app.secrets.length === 0
            ? []
            : [`    secrets: ${app.secrets.map(({ composeKey }) => composeKey).join(', ')}`]),
    ];
}
function steps({ steps: all, data }) {
    const markers = [...new Set([...data.previous.markers, ...data.head.backedUp].map(({ name }) => name))];
    const width = Math.max(...all.map(({ stage }) => stage.length));
    return [
        'steps',
        ...all.map((step) => `  ${step.stage.padEnd(width)}  ${text_words(step)}`),
        ...(markers.length === 0 ? [] : ['', 'data', ...markers.map((name) => `  ${name}`)]),
    ];
}
function text_words({ act, app, release }) {
    const what = act.replaceAll('-', ' ');
    if (isNeed(app))
        return `${what}, ${app.replace('-', ' ')}`;
    if (act === 'ask-needs')
        return what;
    return `${what}, ${app} app${app === 'seasoned' && release === 'previous' ? ', at the release before' : ''}`;
}
function text_left({ known, unverified, policy, lint, backup, needs }) {
    const not = known.map((entry) => `  ${entry.stage}: ${'reason' in entry ? entry.reason : entry.finding.message}`);
    const unclear = Object.entries(unverified).map(([stage, reason]) => `  ${stage}: ${reason}`);
    const found = [
        ...lint.map((problem) => `  lint: ${showProblem(problem)}`),
        ...policy.violations.map((violation) => `  policy (${policy.mode}): ${showViolation(violation)}`),
        ...freshNeeds({ needs }).flatMap(({ name, violations }) => violations.map((violation) => `  policy ${policy.mode}, need ${name}: ${showViolation(violation)}`)),
        ...(backup.kind === 'backup' ? backup.notes.map((note) => `  backup: ${note}`) : []),
    ];
    return [
        ...(not.length === 0 ? [] : ['', 'not done', ...not]),
        ...(unclear.length === 0 ? [] : ['', 'not verified', ...unclear]),
        ...(found.length === 0 ? [] : ['', 'found', ...found]),
    ];
}

;// CONCATENATED MODULE: ./js/recipe/index.js
/** The recipe room: a Co-op Cloud recipe through its life on a real Docker Swarm. */















/**
 * Everything a run would do, without a Swarm.
 * @throws UserError for everything that is wrong with the inputs or the recipe, with the place and the remedy.
 */
async function planRecipe(inputs, context) {
    (0,recipe_inputs/* checkRecipeInputs */.mu)(inputs);
    const engine = await findEngine(inputs, context);
    try {
        const { plan, release } = await prepare_prepare(inputs, {
            ...context,
            restoresElsewhere: engine.restoresElsewhere,
        });
        await release();
        return plan;
    }
    finally {
        await engine.close();
    }
}
/**
 * Runs the stages and tells of them on the way.
 * @param context.artifactFolder absolute: screenshots, traces and test reports are kept there.
 * @returns the results and the exit code: 0 all green, 3 a red recipe, 2 the user's to fix, 1 the environment's fault or cancelled.
 * @throws UserError and EnvironmentError for what is found before the first object is made.
 */
async function testRecipe(inputs, context) {
    const { env, signal } = context;
    (0,recipe_inputs/* checkRecipeInputs */.mu)(inputs);
    const registries = (0,js_docker/* parseRegistryCredentials */.ZX)(inputs['registry-credentials']);
    await (0,js_docker/* sweepRegistryConfigs */.r0)();
    const engine = await findEngine(inputs, context);
    const prepared = await prepare_prepare(inputs, { ...context, restoresElsewhere: engine.restoresElsewhere });
    try {
        const { plan, head } = prepared;
        checkSecretValues(plan.apps.fresh.secrets, head.envFile, env);
        for (const need of prepared.needs)
            aboutNeed(need.spec, () => checkSecretValues(need.secrets, need.recipe.envFile, env));
        return await withDocker(inputs['docker-context'], env, signal, (docker) => runPlan(plan, {
            ...context,
            env: withChromium(env, inputs['chromium-path']),
            docker,
            engine,
            registries,
            route: { routerAddress: inputs['router-address'], tlsVerify: inputs['tls-verify'] },
            toolboxImage: inputs['toolbox-image'],
            zone: inputs.zone,
            owner: ownerOf(env),
            keep: inputs.keep,
            dockerContext: inputs['docker-context'],
        }));
    }
    finally {
        await engine.close();
        await prepared.release();
    }
}
function withChromium(env, path) {
    return path === '' ? env : { ...env, CC_CI_CHROMIUM: path };
}
/** @throws UserError where abra is asked for and isn't there. */
async function findEngine(inputs, { env, run, signal }) {
    if (inputs.engine === 'swarm')
        return swarmEngine;
    const abra = await findAbra(inputs['abra-path'], {
        env,
        run,
        signal,
        dockerContext: inputs['docker-context'],
    });
    if (abra !== undefined)
        return abra;
    if (inputs.engine === 'auto')
        return swarmEngine;
    throw new errors/* UserError */.yo('input engine: there is no abra on PATH; install it, name it with abra-path, or use engine swarm, which reads the same recipes');
}
/** Removes an app that a run left behind (input keep), and its lease. @param name its domain or its stack's name. */
async function recipe_removeApp(name, options) {
    const isStack = /^[a-z0-9-]+(_[a-z0-9-]+)+$/.test(name);
    const stack = isStack ? name : stackNameOf(parseDomain(name, 'cc-ci recipe remove'));
    return withDocker(options.dockerContext, options.env, options.signal, (docker) => removeApp(docker, stack, options));
}
async function withDocker(dockerContext, env, signal, work) {
    const docker = await (0,js_docker/* connectDocker */.Z8)({
        env: dockerEnvironment(env),
        signal,
        ...(dockerContext === '' ? {} : { context: dockerContext }),
    });
    try {
        return await work(docker);
    }
    finally {
        await docker.close();
    }
}
/** What docker's program needs to find its daemon. Nothing else of a job's environment can reach a service this way. */
function dockerEnvironment(env) {
    const needed = /^(PATH|HOME|DOCKER_.*|SSH_AUTH_SOCK|XDG_RUNTIME_DIR|(https?|no|all)_proxy)$/i;
    return Object.fromEntries(Object.entries(env).filter(([name]) => needed.test(name)));
}
/** For people who meet the lease: the run's page, or who started it where. */
function ownerOf(env) {
    const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: id } = env;
    if (server && repository && id)
        return `${server.replace(/\/$/, '')}/${repository}/actions/runs/${id}`;
    return `${userName()}@${(0,external_node_os_.hostname)()}`;
}
function userName() {
    try {
        return (0,external_node_os_.userInfo)().username;
    }
    catch {
        // A container's user need not be in its password file.
        return String(process.getuid?.() ?? 'somebody');
    }
}


/***/ }),

/***/ 6973:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

"use strict";
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Y: () => (/* binding */ cleanFile),
/* harmony export */   i: () => (/* binding */ cleanKept)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7975);
/* harmony import */ var node_zlib__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8522);
/* harmony import */ var _lib_errors_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2003);
/* harmony import */ var _lib_units_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2533);
/* harmony import */ var _lib_zip_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(8369);
/** Files that are kept with the results hold no secret: texts are masked in place, and what can't be masked goes. */







/** Nothing larger is worth the memory that it takes to look through. */
const MAX_BYTES = 256 * 1024 * 1024;
/** Every file below the folder, which is absolute. @returns a sentence for each that is not kept, which says why. */
async function cleanKept(folder, mask) {
    const said = [];
    for (const entry of await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readdir)(folder, { withFileTypes: true })) {
        const path = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, entry.name);
        if (entry.isDirectory()) {
            said.push(...(await cleanKept(path, mask)));
            continue;
        }
        const why = await cleanFile(path, mask);
        if (why === undefined)
            continue;
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rm)(path, { force: true });
        said.push(`${path} is not kept: ${why}`);
    }
    return said;
}
/** @returns why the file can't stay; undefined where it holds no secret, any more or at all. */
async function cleanFile(path, mask) {
    const found = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.lstat)(path);
    // A link may lead to a file that nobody meant to keep.
    if (!found.isFile())
        return 'it is no file';
    const forms = mask.forms().map(bytesOf);
    if (forms.length === 0)
        return undefined;
    if (found.size > MAX_BYTES)
        return `it has ${(0,_lib_units_js__WEBPACK_IMPORTED_MODULE_5__/* .formatBytes */ .z3)(found.size)}, too many to look for secrets in`;
    const bytes = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(path);
    const kind = kindOf(bytes);
    if (kind === 'text') {
        // Byte by byte, whatever the text is encoded in.
        const text = bytes.toString('latin1');
        const masked = forms.reduce((left, form) => left.replaceAll(form, '***'), text);
        if (masked !== text)
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)(path, masked, 'latin1');
        return undefined;
    }
    try {
        const holds = (piece) => forms.some((form) => piece.includes(form, 0, 'latin1'));
        return holds(bytes) || (await unpacked(kind, bytes, holds)) ? 'it holds a secret' : undefined;
    }
    catch (error) {
        return `it can't be looked through for secrets: ${(0,_lib_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .messageOf */ .bD)(error)}`;
    }
}
function bytesOf(form) {
    return Buffer.from(form).toString('latin1');
}
function kindOf(bytes) {
    if (bytes.subarray(0, 2).toString('latin1') === 'PK')
        return 'zip';
    if (bytes[0] === 0x1f && bytes[1] === 0x8b)
        return 'gzip';
    return bytes.includes(0) ? 'binary' : 'text';
}
async function unpacked(kind, bytes, holds) {
    if (kind === 'gzip')
        return holds(await (0,node_util__WEBPACK_IMPORTED_MODULE_2__.promisify)(node_zlib__WEBPACK_IMPORTED_MODULE_3__.gunzip)(bytes, { maxOutputLength: MAX_BYTES }));
    if (kind === 'zip')
        return zipHolds(bytes, holds);
    return false;
}
async function zipHolds(bytes, holds) {
    const { default: yauzl } = await __webpack_require__.e(/* import() */ 171).then(__webpack_require__.t.bind(__webpack_require__, 171, 19));
    const zip = await (0,node_util__WEBPACK_IMPORTED_MODULE_2__.promisify)(yauzl.fromBuffer)(bytes, { lazyEntries: true });
    let left = MAX_BYTES;
    for (let entry = await (0,_lib_zip_js__WEBPACK_IMPORTED_MODULE_6__/* .nextEntry */ .o)(zip); entry !== undefined; entry = await (0,_lib_zip_js__WEBPACK_IMPORTED_MODULE_6__/* .nextEntry */ .o)(zip)) {
        left -= entry.uncompressedSize;
        if (left < 0)
            throw new Error(`it expands to more than ${(0,_lib_units_js__WEBPACK_IMPORTED_MODULE_5__/* .formatBytes */ .z3)(MAX_BYTES)}`);
        if (holds(await contentOf(zip, entry)))
            return true;
    }
    return false;
}
async function contentOf(zip, entry) {
    const stream = await (0,_lib_zip_js__WEBPACK_IMPORTED_MODULE_6__/* .openEntry */ .v)(zip, entry);
    const pieces = [];
    for await (const piece of stream)
        pieces.push(piece);
    return Buffer.concat(pieces);
}


/***/ }),

/***/ 9730:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

"use strict";

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  GF: () => (/* reexport */ STACK_LABEL),
  ZW: () => (/* reexport */ finalStates),
  lC: () => (/* binding */ observeStack),
  ik: () => (/* reexport */ stackLister),
  qy: () => (/* reexport */ wasOutOfMemory)
});

// UNUSED EXPORTS: taskStates

// EXTERNAL MODULE: ./js/lib/abort.js
var abort = __webpack_require__(8024);
// EXTERNAL MODULE: ./js/lib/errors.js
var errors = __webpack_require__(2003);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./js/recipe/observe/observation.js
/** What the Swarm says about a stack, as plain data: one stream that can be recorded and replayed. */
/** Task states in the order that Swarm goes through them; from `complete` on they are final. */
const taskStates = [
    'new',
    'allocated',
    'pending',
    'assigned',
    'accepted',
    'preparing',
    'ready',
    'starting',
    'running',
    'complete',
    'shutdown',
    'failed',
    'rejected',
    'remove',
    'orphaned',
];
/** A task in one of these does nothing any more. */
const finalStates = new Set(taskStates.slice(taskStates.indexOf('complete')));

;// CONCATENATED MODULE: ./js/recipe/observe/list.js
/** The stack as the Swarm's manager lists it now: services and tasks, read into observations. */


const STACK_LABEL = 'com.docker.stack.namespace';
const DEFAULT_MONITOR_MS = 5_000;
const NANOSECONDS_PER_MS = 1_000_000;
/** Lists one stack again and again; remembers what doesn't change: names of services, healthchecks of images. */
function stackLister(docker, stack, signal) {
    const known = new Map();
    const imageHasCheck = new Map();
    const query = { filters: { label: [`${STACK_LABEL}=${stack}`] } };
    const healthcheckOf = (answer) => {
        const container = answer.Spec.TaskTemplate.ContainerSpec;
        const own = isCheck(container?.Healthcheck?.Test);
        if (own !== undefined || container === undefined)
            return Promise.resolve(own);
        const known = imageHasCheck.get(container.Image) ?? imageCheck(docker, container.Image, signal);
        imageHasCheck.set(container.Image, known);
        return known;
    };
    return async () => {
        // Services last: no task is then newer than what is known of its service, so that a task of a rollback never comes first.
        const tasks = await docker.request('GET', '/tasks', { query, signal });
        const services = await docker.request('GET', '/services', { query, signal });
        const at = Date.now();
        for (const { ID: id, Spec: spec } of services)
            known.set(id, { service: spec.Name, mode: modeOf(spec.Mode).mode });
        const seen = [];
        for (const service of services)
            seen.push({ kind: 'service', at, ...serviceSeen(stack, service, await healthcheckOf(service)) });
        for (const task of tasks) {
            const service = known.get(task.ServiceID);
            if (service !== undefined)
                seen.push({ kind: 'task', at, ...taskSeen(task, service) });
        }
        return seen;
    };
}
/** Undefined where the definition says nothing, so that the image's own healthcheck counts. */
function isCheck(test) {
    if (test === undefined || test.length === 0)
        return undefined;
    return test[0] !== 'NONE';
}
/** The image may live on another node only; then it is not known. */
async function imageCheck(docker, image, signal) {
    const path = `/images/${encodeURI(image)}/json`;
    const answer = await docker.request('GET', path, { expect: [400, 404], signal });
    return answer === undefined ? undefined : (isCheck(answer.Config?.Healthcheck?.Test) ?? false);
}
function serviceSeen(stack, answer, hasHealthcheck) {
    const { Spec: spec } = answer;
    const memoryLimit = spec.TaskTemplate.Resources?.Limits?.MemoryBytes;
    const chaosVersion = spec.Labels?.[`coop-cloud.${stack}.chaos-version`];
    const release = spec.Labels?.[`coop-cloud.${stack}.version`];
    const policy = spec.TaskTemplate.RestartPolicy;
    const monitor = spec.UpdateConfig?.Monitor;
    return {
        service: spec.Name,
        ...modeOf(spec.Mode),
        restart: {
            condition: conditionOf(policy?.Condition),
            // 0 is Swarm's word for no limit.
            ...(policy?.MaxAttempts ? { maxAttempts: policy.MaxAttempts } : {}),
        },
        monitorMs: monitor ? monitor / NANOSECONDS_PER_MS : DEFAULT_MONITOR_MS,
        hasHealthcheck,
        image: spec.TaskTemplate.ContainerSpec?.Image ?? '',
        ...(memoryLimit ? { memoryLimit } : {}),
        version: answer.Version.Index,
        template: digestOf(spec.TaskTemplate, answer.JobStatus?.JobIteration),
        endpoint: digestOf(spec.EndpointSpec ?? {}),
        ...(chaosVersion === undefined ? {} : { chaosVersion }),
        ...(release === undefined ? {} : { release }),
        ...updateOf(answer.UpdateStatus),
    };
}
function modeOf(mode) {
    if (mode.Global !== undefined)
        return { mode: 'global' };
    if (mode.GlobalJob !== undefined)
        return { mode: 'global-job' };
    if (mode.ReplicatedJob !== undefined) {
        const { TotalCompletions: total, MaxConcurrent: concurrent } = mode.ReplicatedJob;
        return { mode: 'replicated-job', replicas: total ?? concurrent ?? 1 };
    }
    return { mode: 'replicated', replicas: mode.Replicated?.Replicas ?? 1 };
}
function conditionOf(condition) {
    return condition === 'none' || condition === 'on-failure' ? condition : 'any';
}
/** `UpdateStatus` is absent or without a state after the first create. */
function updateOf(status) {
    const state = updateStates.find((entry) => entry === status?.State);
    if (state === undefined)
        return {};
    const { StartedAt: startedAt, Message: message } = status ?? {};
    return {
        update: {
            state,
            ...(startedAt === undefined ? {} : { startedAt }),
            ...(message === undefined ? {} : { message }),
        },
    };
}
const updateStates = [
    'updating',
    'paused',
    'completed',
    'rollback_started',
    'rollback_paused',
    'rollback_completed',
];
function taskSeen(answer, { service, mode }) {
    const { Status: status } = answer;
    const state = stateOf(status.State);
    const hasEnded = finalStates.has(state);
    const container = status.ContainerStatus?.ContainerID;
    const since = Date.parse(status.Timestamp ?? '');
    const exitCode = status.ContainerStatus?.ExitCode;
    return {
        service,
        task: answer.ID,
        // A job's slots begin with 0, which the answer leaves out.
        slot: mode.startsWith('global') ? (answer.NodeID ?? '') : String(answer.Slot ?? 0),
        state,
        desired: stateOf(answer.DesiredState),
        ...(status.Err ? { error: status.Err } : {}),
        // Also 0 while it runs, which says nothing.
        ...(hasEnded && state !== 'rejected' && exitCode !== undefined ? { exitCode } : {}),
        ...(container ? { container } : {}),
        ...(Number.isNaN(since) ? {} : { since }),
        template: digestOf(answer.Spec, answer.JobIteration),
    };
}
/**
 * The same for a service's template and for the tasks made from it: the daemon adds `Runtime` to the service's alone (measured
 * on 20.10). A job runs again with every deployment, changed or not: that makes each iteration a release of its own.
 */
function digestOf(spec, iteration) {
    const sorted = JSON.stringify({ ...spec, Runtime: undefined }, (_, value) => typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
        : value);
    const digest = (0,external_node_crypto_.createHash)('sha256').update(sorted).digest('hex').slice(0, 12);
    return iteration === undefined ? digest : `${digest}-${iteration.Index ?? 0}`;
}
function stateOf(state) {
    return taskStates.find((entry) => entry === state) ?? 'new';
}

;// CONCATENATED MODULE: ./js/recipe/observe/events.js
/** The daemon's events about a stack's containers and services. Tasks have none: these say when to list them again. */

/**
 * For `GET /events`. Not filtered by the stack's label: service events carry no labels, and would never come.
 * `health_status` without its value matches all of them (moby's filter takes the prefix).
 */
const EVENT_FILTERS = {
    type: ['container', 'service'],
    event: ['create', 'start', 'die', 'oom', 'health_status', 'destroy', 'update', 'remove'],
};
/** True when the event is about this stack, so that something may have changed. */
function isAbout(stack, event) {
    if (!isEvent(event))
        return false;
    const { Attributes: attributes } = event.Actor;
    return event.Type === 'service'
        ? (attributes.name ?? '').startsWith(`${stack}_`)
        : attributes[STACK_LABEL] === stack;
}
/** What a container's event says by itself; undefined for one that only says that it is time to look. */
function containerSeen(event, at) {
    if (event.Type !== 'container')
        return undefined;
    const { Attributes: attributes, ID: container } = event.Actor;
    const service = attributes['com.docker.swarm.service.name'];
    const task = attributes['com.docker.swarm.task.id'];
    const happened = actionOf(event);
    if (service === undefined || task === undefined || happened === undefined)
        return undefined;
    return { kind: 'container', at, service, task, container, ...happened };
}
function actionOf(event) {
    const health = /^health_status: (starting|healthy|unhealthy)$/.exec(event.Action)?.[1];
    if (health !== undefined)
        return { action: 'health', health: health };
    if (event.Action === 'die')
        return { action: 'die', exitCode: Number(event.Actor.Attributes.exitCode) };
    if (event.Action === 'start' || event.Action === 'oom')
        return { action: event.Action };
    return undefined;
}
function isEvent(value) {
    return (typeof value === 'object' &&
        value !== null &&
        'Type' in value &&
        'Action' in value &&
        typeof value.Action === 'string' &&
        'Actor' in value &&
        typeof value.Actor === 'object' &&
        value.Actor !== null &&
        'Attributes' in value.Actor);
}

;// CONCATENATED MODULE: ./js/recipe/observe/inspect.js
/** The health of containers that were there before the watch began, or whose event has not come: asked of the daemon, once each. */
/**
 * Without this a service that was healthy before the watch began would have to prove itself again by staying up, and one that
 * Swarm calls running before its healthcheck has passed (seen on 20.10) would be believed. Every later change is an event.
 */
function healthAsker(docker, signal) {
    const known = new Set();
    return async (told, listed) => {
        for (const seen of told)
            if (seen.kind === 'container' && seen.action === 'health')
                known.add(seen.task);
        const checked = new Set(listed.flatMap((seen) => (seen.kind === 'service' && seen.hasHealthcheck === true ? seen.service : [])));
        const fresh = [];
        for (const seen of listed) {
            if (seen.kind !== 'task' || seen.state !== 'running' || seen.container === undefined)
                continue;
            if (known.has(seen.task) || !checked.has(seen.service))
                continue;
            known.add(seen.task);
            const health = await healthOf(docker, seen.container, signal);
            const { service, task, container } = seen;
            if (health !== undefined)
                fresh.push({ kind: 'container', at: seen.at, service, task, container, action: 'health', health });
        }
        return fresh;
    };
}
/** Undefined where the container is on another node, or gone. */
async function healthOf(docker, container, signal) {
    const answer = await inspect(docker, container, signal);
    const status = answer?.State?.Health?.Status;
    return status === 'starting' || status === 'healthy' || status === 'unhealthy' ? status : undefined;
}
/** Whether the kernel killed something in this container for want of memory; false where it can't be asked. */
async function wasOutOfMemory(docker, container, signal) {
    return (await inspect(docker, container, signal))?.State?.OOMKilled === true;
}
function inspect(docker, container, signal) {
    return docker.request('GET', `/containers/${container}/json`, {
        expect: [404],
        ...(signal === undefined ? {} : { signal }),
    });
}

;// CONCATENATED MODULE: ./js/recipe/observe/index.js
/** One stream of what the Swarm says about a stack: container and service events, and the tasks re-listed at each of them. */








/** A task's state follows its container's event by some 10 to 100 ms, without an event of its own: look soon, then rarely. */
const FIRST_LOOK_MS = 15;
const HEARTBEAT_MS = 1_000;
/** Watches a stack until the signal fires (which ends the stream by throwing its reason) or the reader stops reading. */
async function* observeStack(docker, stack, options = {}) {
    const stop = new AbortController();
    const signal = (0,abort/* anySignal */.JG)(options.signal, stop.signal);
    const events = watchEvents(docker, stack, signal);
    const list = stackLister(docker, stack, signal);
    const askHealth = healthAsker(docker, signal);
    const changed = changeFilter();
    try {
        await events.opened;
        let pauseMs = FIRST_LOOK_MS;
        for (;;) {
            const told = events.take();
            yield* told;
            const listed = await list();
            yield* await askHealth(told, listed);
            yield* changed(listed);
            const rang = await events.bell(pauseMs);
            pauseMs = rang ? FIRST_LOOK_MS : Math.min(pauseMs * 2, HEARTBEAT_MS);
            (0,abort/* throwIfAborted */.Te)(options.signal);
            events.throwIfEnded();
        }
    }
    finally {
        stop.abort();
    }
}
function watchEvents(docker, stack, signal) {
    const stream = docker.stream('/events', { query: { filters: EVENT_FILTERS }, signal });
    const queue = [];
    let ended;
    let hasRung = false;
    let wake = () => undefined;
    const ring = () => {
        hasRung = true;
        wake();
    };
    const pump = async () => {
        for await (const event of stream) {
            if (!isAbout(stack, event))
                continue;
            const seen = containerSeen(event, Date.now());
            if (seen !== undefined)
                queue.push(seen);
            ring();
        }
        throw new errors/* EnvironmentError */.eG('the Docker daemon ended the stream of its events');
    };
    pump().catch((why) => {
        ended = { why };
        ring();
    });
    return {
        opened: stream.opened,
        take: () => queue.splice(0),
        bell: (ms) => new Promise((resolve) => {
            const done = () => {
                clearTimeout(timer);
                wake = () => undefined;
                const rang = hasRung;
                hasRung = false;
                resolve(rang);
            };
            const timer = setTimeout(done, ms);
            wake = done;
            if (hasRung)
                done();
        }),
        throwIfEnded: () => {
            if (ended !== undefined)
                throw ended.why;
        },
    };
}
/** Lets through what differs from what was last seen of the same service or task, and says which services are gone. */
function changeFilter() {
    const last = new Map();
    const services = new Set();
    return (listed) => {
        const now = new Set(listed.filter((seen) => seen.kind === 'service').map((seen) => seen.service));
        const gone = [...services].filter((service) => !now.has(service));
        for (const service of gone) {
            services.delete(service);
            last.delete(`service ${service}`);
        }
        for (const service of now)
            services.add(service);
        const fresh = listed.filter((seen) => {
            const key = seen.kind === 'task' ? `task ${seen.task}` : `service ${seen.service}`;
            const value = JSON.stringify({ ...seen, at: 0 });
            const isFresh = last.get(key) !== value;
            last.set(key, value);
            return isFresh;
        });
        if (fresh.length + gone.length === 0)
            return [];
        const at = Date.now();
        const ended = gone.map((service) => ({ kind: 'service-gone', at, service }));
        return [...fresh, ...ended, { kind: 'listed', at }];
    };
}


/***/ }),

/***/ 163:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

"use strict";
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ withPrivateFolder)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var _lib_abort_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8024);
/* harmony import */ var _lib_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2003);
/* harmony import */ var _lib_owned_folder_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(688);
/** A temporary folder for programs of the recipe's: with it go all files in it, and every process that has it as its TMPDIR. */




const GONE_MS = 5_000;
const GONE_PAUSE_MS = 20;
/**
 * @param work gets the folder; the programs that it starts have to have it as TMPDIR in their environment. By that they are found even
 * where they made a process group of their own, as browsers do.
 * @throws EnvironmentError for processes that can't be killed.
 */
async function withPrivateFolder(name, work) {
    const folder = await (0,_lib_owned_folder_js__WEBPACK_IMPORTED_MODULE_3__/* .ownedFolder */ .EA)(name);
    try {
        return await work(folder);
    }
    finally {
        await killUsersOf(folder);
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rm)(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    }
}
async function killUsersOf(folder) {
    const giveUpAt = performance.now() + GONE_MS;
    for (;;) {
        const pids = await usersOf(folder);
        if (pids.length === 0)
            return;
        for (const pid of pids)
            kill(pid);
        if (performance.now() > giveUpAt)
            throw new _lib_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .EnvironmentError */ .eG(`processes that a test started can't be killed: ${pids.join(', ')}`);
        // Nothing tells of the end of a process that isn't a child.
        await (0,_lib_abort_js__WEBPACK_IMPORTED_MODULE_1__/* .sleep */ .yy)(GONE_PAUSE_MS);
    }
}
async function usersOf(folder) {
    const entries = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readdir)('/proc').catch(() => []);
    const pids = entries.filter((name) => /^\d+$/.test(name)).map(Number);
    const isUser = await Promise.all(pids.map((pid) => (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(`/proc/${pid}/environ`, 'utf8').then((env) => env.split('\0').includes(`TMPDIR=${folder}`), 
    // Gone in the meantime, or somebody else's: none of ours.
    () => false)));
    return pids.filter((pid, at) => isUser[at] === true && pid !== process.pid);
}
function kill(pid) {
    try {
        process.kill(pid, 'SIGKILL');
    }
    catch (error) {
        if (!(0,_lib_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .hasCode */ .up)(error, 'ESRCH'))
            throw error;
    }
}


/***/ }),

/***/ 9489:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

"use strict";
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $6: () => (/* binding */ findRoute),
/* harmony export */   GM: () => (/* binding */ taskAddress),
/* harmony export */   or: () => (/* binding */ parseAddress),
/* harmony export */   pK: () => (/* binding */ routerTarget)
/* harmony export */ });
/* harmony import */ var _lib_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2003);
/** The way to an app: through the host's router as its users come, or straight to the task where there is no router. */

/** The overlay network that routers of Co-op Cloud share with the apps behind them. */
const PROXY_NETWORK = 'proxy';
const HTTPS_PORT = 443;
/** Joins a node's containers of overlay networks to the node itself; every task has an address there. */
const GATEWAY_NETWORK = 'docker_gwbridge';
/** @returns the given router; else a service on the network `proxy` that publishes 443; else the task itself. */
async function findRoute(docker, options) {
    const { routerAddress, tlsVerify } = options;
    if (routerAddress !== undefined && routerAddress !== '')
        return { kind: 'router', address: routerAddress, tlsVerify };
    const signal = options.signal === undefined ? {} : { signal: options.signal };
    if (!(await hasRouter(docker, signal)))
        return { kind: 'task' };
    const host = docker.isLocal ? '127.0.0.1' : docker.info.swarm.nodeAddress;
    return { kind: 'router', address: `${host}:${HTTPS_PORT}`, tlsVerify };
}
async function hasRouter(docker, options) {
    const network = await docker.request('GET', `/networks/${PROXY_NETWORK}`, {
        expect: [404],
        ...options,
    });
    if (network === undefined)
        return false;
    const services = await docker.request('GET', '/services', options);
    return services.some((service) => (service.Spec.TaskTemplate.Networks ?? []).some(({ Target: id }) => id === network.Id || id === PROXY_NETWORK) && (service.Endpoint?.Ports ?? []).some((port) => port.PublishedPort === HTTPS_PORT));
}
/** @throws UserError for an address that isn't one. */
function routerTarget(route) {
    const parsed = parseAddress(route.address);
    if (parsed === undefined)
        throw new _lib_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`router-address: ${JSON.stringify(route.address)} is not an address: write HOST, HOST:PORT or http://HOST:PORT`);
    return parsed;
}
/** @param address as a route names it. @returns undefined when it isn't one. */
function parseAddress(address) {
    const match = /^(?:(https?):\/\/)?(\[[0-9a-f:.]+\]|[^\s:/]+)(?::(\d{1,5}))?\/?$/i.exec(address);
    const host = match?.[2]?.replace(/^\[|\]$/g, '');
    if (host === undefined)
        return undefined;
    const scheme = match?.[1]?.toLowerCase() === 'http' ? 'http' : 'https';
    const port = match?.[3] === undefined ? (scheme === 'http' ? 80 : HTTPS_PORT) : Number(match[3]);
    return port >= 1 && port <= 65_535 ? { host, port, scheme } : undefined;
}
/**
 * The address of one of the service's running tasks on this node's gateway network.
 * @param service its full name, `STACK_app`.
 * @returns undefined while there is none: no container yet, or one on another node.
 */
async function taskAddress(docker, service, options) {
    const containers = await docker.request('GET', '/containers/json', {
        query: { filters: { label: [`com.docker.swarm.service.name=${service}`], status: ['running'] } },
        ...options,
    });
    if (containers.length === 0)
        return undefined;
    const gateway = await docker.request('GET', `/networks/${GATEWAY_NETWORK}`, {
        expect: [404],
        ...options,
    });
    for (const { Id: id } of containers) {
        const address = gateway?.Containers?.[id]?.IPv4Address ?? (await bridgeAddress(docker, id, options));
        if (address)
            return address.split('/')[0];
    }
    return undefined;
}
/** A service on no overlay network (host or bridge networks only) has its address in its own networks. */
async function bridgeAddress(docker, container, options) {
    const answer = await docker.request('GET', `/containers/${container}/json`, {
        expect: [404],
        ...options,
    });
    const networks = answer?.NetworkSettings.Networks ?? {};
    return networks.bridge?.IPAddress || (networks.host === undefined ? undefined : '127.0.0.1');
}


/***/ }),

/***/ 8683:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

"use strict";
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Eu: () => (/* binding */ LOCAL_FORMAT),
/* harmony export */   Pk: () => (/* binding */ parseLocal),
/* harmony export */   _S: () => (/* binding */ parseListing),
/* harmony export */   bH: () => (/* binding */ ignoredNote),
/* harmony export */   ll: () => (/* binding */ newestFirst)
/* harmony export */ });
/* harmony import */ var _version_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3856);
/** Tags as git lists them -> releases, newest first. Pure. */

/**
 * @param listed `git ls-remote --tags`: `SHA refs/tags/NAME`, and for an annotated tag a second line for its commit, whose name ends in `^{}`.
 */
function parseListing(listed) {
    const found = new Map();
    for (const line of listed.split('\n')) {
        const [, sha, name, peeled] = /^([0-9a-f]{40,64})\trefs\/tags\/(.+?)(\^\{\})?$/.exec(line) ?? [];
        if (sha === undefined || name === undefined)
            continue;
        // The peeled line comes second, and says which commit.
        found.set(name, { sha, isAnnotated: peeled !== undefined });
    }
    return sorted([...found].map(([tag, { sha, isAnnotated }]) => ({ tag, sha, isAnnotated })));
}
/** What `git for-each-ref` is asked for; `*` is what an annotated tag is of. */
const LOCAL_FORMAT = '%(objectname) %(objecttype) %(*objectname) %(refname:strip=2)';
/** @param listed lines of `LOCAL_FORMAT`. */
function parseLocal(listed) {
    const tags = listed.split('\n').flatMap((line) => {
        const [, object, type, commit, tag] = /^([0-9a-f]+) (\w+) ([0-9a-f]*) (.+)$/.exec(line) ?? [];
        if (object === undefined || tag === undefined)
            return [];
        return [{ tag, sha: commit || object, isAnnotated: type === 'tag' }];
    });
    return sorted(tags);
}
function sorted(tags) {
    const versions = new Map();
    for (const { tag } of tags) {
        const version = (0,_version_js__WEBPACK_IMPORTED_MODULE_0__/* .parseVersion */ .o)(tag);
        if (version !== undefined)
            versions.set(tag, version);
    }
    return {
        releases: newestFirst(tags.filter(({ tag }) => versions.has(tag))),
        ignored: tags.map(({ tag }) => tag).filter((tag) => !versions.has(tag)),
    };
}
function newestFirst(releases) {
    const version = ({ tag }) => (0,_version_js__WEBPACK_IMPORTED_MODULE_0__/* .parseVersion */ .o)(tag) ?? { own: [0, 0, 0], app: tag };
    return [...releases].sort((a, b) => (0,_version_js__WEBPACK_IMPORTED_MODULE_0__/* .compareVersions */ .Z)(version(b), version(a)));
}
/** `ignored` as a sentence; undefined where there are none. */
function ignoredNote(from, ignored) {
    if (ignored.length === 0)
        return undefined;
    const shown = ignored.slice(0, 3).map((tag) => JSON.stringify(tag));
    const more = ignored.length > shown.length ? ', …' : '';
    const [are, form] = ['versions of a recipe', '1.2.3+4.5'];
    return `releases: ${ignored.length === 1 ? '1 tag' : `${ignored.length} tags`} of ${from} (${shown.join(', ')}${more}) count for nothing: no ${are} (${form})`;
}


/***/ }),

/***/ 3856:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

"use strict";
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Z: () => (/* binding */ compareVersions),
/* harmony export */   o: () => (/* binding */ parseVersion)
/* harmony export */ });
/** Versions of recipes, `1.2.3+4.5`: the recipe's own by semantic versioning, then the app's. Pure. */
/** @returns undefined for what is no version of a recipe: `latest`, `v1.2.3+4`, `1.2.3`, `1.2+4`. */
function parseVersion(text) {
    const match = /^(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})\+([0-9A-Za-z][\w.+-]*)$/.exec(text);
    if (match === null)
        return undefined;
    return { own: [Number(match[1]), Number(match[2]), Number(match[3])], app: match[4] ?? '' };
}
/**
 * Negative when `a` is older. Semantic versioning leaves what follows the plus out of the order; two releases of a recipe that differ
 * only there (the same recipe for another version of the app) still come one after the other, so the app's version decides then.
 */
function compareVersions(a, b) {
    for (const part of [0, 1, 2])
        if (a.own[part] !== b.own[part])
            return a.own[part] - b.own[part];
    return compareApps(a.app, b.app);
}
/**
 * Numbers as numbers, words as words; a version before the same one with a word such as `rc` at its end, and `1.2` before `1.2.1`.
 * A `v` in front says nothing.
 */
function compareApps(a, b) {
    const [left, right] = [pieces(a), pieces(b)];
    for (let at = 0; at < Math.max(left.length, right.length); at++) {
        const order = comparePieces(left[at], right[at]);
        if (order !== 0)
            return order;
    }
    return a < b ? -1 : a > b ? 1 : 0;
}
function pieces(app) {
    return app.replace(/^v(?=\d)/, '').match(/\d+|[A-Za-z]+/g) ?? [];
}
/** Words that a version has before it is out. Any other (`alpine`, `fpm`, `amd64`) names a flavour. */
const BEFORE_RELEASE = /^(dev|nightly|alpha|beta|pre|preview|rc)$/i;
function comparePieces(a, b) {
    if (a === undefined || b === undefined)
        return present(a) - present(b);
    const [isNumberA, isNumberB] = [/^\d/.test(a), /^\d/.test(b)];
    if (isNumberA && isNumberB)
        return compareNumbers(a, b);
    // 1.2.1 comes after 1.2-rc and after 1.2-alpine.
    if (isNumberA !== isNumberB)
        return isNumberA ? 1 : -1;
    return a === b ? 0 : a < b ? -1 : 1;
}
/** -1 for a word of what isn't out yet, 0 for nothing, 1 for anything else. */
function present(piece) {
    if (piece === undefined)
        return 0;
    return BEFORE_RELEASE.test(piece) ? -1 : 1;
}
/** Digits of any length: a date with a time has more of them than a number holds. */
function compareNumbers(a, b) {
    const [left, right] = [BigInt(a), BigInt(b)];
    return left < right ? -1 : left > right ? 1 : 0;
}


/***/ }),

/***/ 2920:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

"use strict";

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  health: () => (/* binding */ health_health)
});

// EXTERNAL MODULE: ./js/recipe/health/index.js + 12 modules
var health = __webpack_require__(5470);
// EXTERNAL MODULE: ./js/recipe/steps/outcome.js
var steps_outcome = __webpack_require__(597);
;// CONCATENATED MODULE: ./js/recipe/steps/warm-up.js
/** The toolbox is started in the time in which the app comes up, so that nobody waits for it later. */
/** Whether anything is going to be asked of the app's toolbox. Pure. */
function wantsToolbox({ app, plan }) {
    const acts = new Set(plan.steps.filter((step) => step.app === app.role).map(({ act }) => act));
    if (acts.has('backup') || acts.has('restore'))
        return true;
    return acts.has('write-data') && plan.data.previous.markers.some(({ spec }) => spec.kind === 'file');
}
/**
 * Calls `act` once, as soon as every service with a volume has a container: only then are all the volumes there, and a toolbox
 * that sees fewer would have to be started again.
 * @returns what takes the observations.
 */
function whenVolumesAreThere(app, act) {
    const awaited = new Set(app.services
        .filter(({ volumes, replicas }) => volumes.length > 0 && replicas > 0)
        .map(({ swarmName }) => swarmName));
    let hasActed = false;
    return (seen) => {
        if (hasContainer(seen))
            awaited.delete(seen.service);
        if (hasActed || awaited.size > 0)
            return;
        hasActed = true;
        act();
    };
}
/** Swarm makes the container before the task is `ready`, and starts it afterwards. */
function hasContainer(seen) {
    if (seen.kind === 'container')
        return seen.action === 'start';
    return seen.kind === 'task' && (seen.state === 'starting' || seen.state === 'running');
}

;// CONCATENATED MODULE: ./js/recipe/steps/health.js
/** health: until every service is up for good, or it is clear that it never will be. */



async function health_health(context) {
    const { app, docker, engine, signal, waiting, step, registries } = context;
    const outcome = await context.phase(step.act === 'health' && step.app !== 'seasoned' ? 'healthy' : 'healthy again', () => (0,health/* waitHealthy */.hq)(docker, app.stack, {
        timeoutMs: app.timeouts.healthMs,
        signal,
        registries,
        onWaiting: waiting,
        onObservation: whenVolumesAreThere(app, () => {
            if (wantsToolbox(context))
                engine.warmUp?.(context);
        }),
    }));
    return outcome.kind === 'healthy' ? { status: 'pass' } : (0,steps_outcome/* judged */.g$)(outcome.finding);
}


/***/ }),

/***/ 597:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

"use strict";
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $q: () => (/* binding */ TimeLimitError),
/* harmony export */   EI: () => (/* binding */ reportOf),
/* harmony export */   g$: () => (/* binding */ judged)
/* harmony export */ });
/* harmony import */ var _docker_index_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9142);
/* harmony import */ var _lib_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2003);
/* harmony import */ var _lib_units_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2533);
/** What a step ended in; and what an exception in the middle of one means. */



/** The run's own clock ran out, which is not the recipe's deploy timeout. */
class TimeLimitError extends _lib_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .EnvironmentError */ .eG {
    limitMs;
    constructor(limitMs) {
        super(`the run's time limit of ${(0,_lib_units_js__WEBPACK_IMPORTED_MODULE_2__/* .formatDuration */ .a3)(limitMs)} is over`);
        this.limitMs = limitMs;
    }
}
/** Only the recipe makes a recipe red; everything else is an error that says whose it is. */
function judged(finding) {
    return { status: finding.blame === 'recipe' ? 'fail' : 'error', finding };
}
/** The first that fits. */
const ERRORS = [
    {
        is: (thrown) => thrown instanceof _lib_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo,
        code: 'deploy-refused',
        blame: 'recipe',
        remedy: 'Correct it, and run again.',
    },
    {
        is: (thrown) => thrown instanceof _lib_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .CancelledError */ .cc,
        code: 'cancelled',
        blame: 'harness',
        remedy: 'Run it again when it suits.',
    },
    {
        is: (thrown) => thrown instanceof TimeLimitError,
        code: 'time-limit',
        blame: 'harness',
        remedy: 'Raise input time-limit, or look at what took so long in the phases above.',
    },
    {
        is: (thrown) => thrown instanceof _docker_index_js__WEBPACK_IMPORTED_MODULE_0__/* .DockerApiError */ .NH,
        code: 'deploy-refused',
        blame: 'host',
        remedy: 'Look at what the Docker host says of it, and run again.',
    },
    {
        is: (thrown) => thrown instanceof _lib_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .EnvironmentError */ .eG,
        code: 'docker-unreachable',
        blame: 'host',
        remedy: 'Look at the Docker host, and run again.',
    },
];
const INTERNAL = {
    code: 'internal',
    blame: 'harness',
    remedy: 'This is a fault of cc-ci: please report it with this log.',
};
/** A stage that threw has no verdict about the recipe, except where the images say so. */
function reportOf(thrown, stage) {
    if (thrown instanceof _docker_index_js__WEBPACK_IMPORTED_MODULE_0__/* .ImageError */ .C8)
        return judged(thrown.finding);
    const { code, blame, remedy } = ERRORS.find(({ is }) => is(thrown)) ?? INTERNAL;
    const isStopped = code === 'cancelled' || code === 'time-limit';
    const message = isStopped ? `${(0,_lib_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .messageOf */ .bD)(thrown)}, during ${stage}` : (0,_lib_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .messageOf */ .bD)(thrown);
    const evidence = isStopped ? [] : causesOf(thrown, code);
    return {
        status: 'error',
        finding: { code, blame, message, evidence, remedy },
        ...(thrown instanceof _lib_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo ? { isUsers: true } : {}),
    };
}
/** The chain of causes; for a fault of our own the stack too. */
function causesOf(thrown, code) {
    const causes = [];
    let cause = thrown instanceof Error ? thrown.cause : undefined;
    for (; cause !== undefined; cause = cause instanceof Error ? cause.cause : undefined)
        causes.push(`because: ${(0,_lib_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .messageOf */ .bD)(cause)}`);
    if (code === 'internal' && thrown instanceof Error)
        causes.push(...(thrown.stack ?? '').split('\n').slice(1, 6));
    return causes;
}


/***/ }),

/***/ 4857:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

"use strict";
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ needEnvironment),
/* harmony export */   i: () => (/* binding */ testEnvironment)
/* harmony export */ });
/** What the recipe's own tests and scripts see: where the app is, and nothing of the job's environment that could be a secret. Pure. */
/** Of the job's environment: what programs need to be found and to write text. */
const PASSED_ON = ['PATH', 'HOME', 'LANG', 'LC_ALL', 'TZ', 'TMPDIR'];
/**
 * @param app.baseUrl where the tests find the app; null for one without http.
 * @returns the whole environment: CCCI_APP_DOMAIN, CCCI_BASE_URL, CCCI_ENGINE, CCCI_RECIPE, CCCI_STACK, CCCI_VERSION, those of
 * needEnvironment, and the names above.
 */
function testEnvironment(app, env, more) {
    const passedOn = PASSED_ON.flatMap((name) => {
        const value = env[name];
        return value === undefined ? [] : [[name, value]];
    });
    return {
        LANG: 'C.UTF-8',
        ...Object.fromEntries(passedOn),
        CCCI_APP_DOMAIN: app.domain,
        CCCI_STACK: app.stack,
        CCCI_RECIPE: app.recipe.name,
        CCCI_VERSION: app.recipe.version ?? '',
        ...needEnvironment(app),
        ...(more.baseUrl === null ? {} : { CCCI_BASE_URL: more.baseUrl }),
        ...(more.engine === undefined ? {} : { CCCI_ENGINE: more.engine }),
    };
}
/** @returns where each need is: `CCCI_NEED_SSO_DOMAIN` and `CCCI_NEED_SSO_STACK` of the need `sso`. */
function needEnvironment({ needs = [] }) {
    return Object.fromEntries(needs.flatMap(({ name, domain, stack }) => {
        const prefix = `CCCI_NEED_${name.toUpperCase().replaceAll('-', '_')}`;
        return [
            [`${prefix}_DOMAIN`, domain],
            [`${prefix}_STACK`, stack],
        ];
    }));
}


/***/ }),

/***/ 6851:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

"use strict";
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   JF: () => (/* binding */ masksOf),
/* harmony export */   Ug: () => (/* binding */ unmaskable),
/* harmony export */   XP: () => (/* binding */ formsOf),
/* harmony export */   XR: () => (/* binding */ isTellingAlone),
/* harmony export */   qZ: () => (/* binding */ unquoted)
/* harmony export */ });
/* unused harmony export alignedBase64 */
/** The forms in which a value turns up in a log or a file: plain, line by line, base64, URL-encoded, JSON-escaped. Pure. */
/** Shorter ones would take ordinary words apart. Shorter pieces of base64 are in any text. */
const MIN_LENGTH = 4;
const MIN_BASE64 = 6;
/** Words that a secret's field may hold and that are everywhere in a log. */
const HARMLESS = new Set(['true', 'false', 'null', 'none', 'undefined', 'yes', 'no', 'on', 'off']);
/** @returns why masking this value would hide more than it protects; undefined where it is masked. */
function unmaskable(value) {
    const bare = unquoted(value.trim());
    if (bare.length < MIN_LENGTH)
        return `shorter than ${MIN_LENGTH} characters`;
    return HARMLESS.has(bare.toLowerCase()) ? 'an ordinary word' : undefined;
}
/** One pair of quotes around a value is the workflow's: `NAME="${{ secrets.NAME }}"`. */
function unquoted(value) {
    const match = /^(["'])([\s\S]*)\1$/.exec(value);
    return match?.[2] ?? value;
}
/**
 * Every form of a value, longest first, none twice. Runners that stem from act replace masks one after the other, so a longer
 * one has to come before its parts. Empty for a value that `unmaskable` names.
 */
function formsOf(value) {
    if (unmaskable(value) !== undefined)
        return [];
    const forms = new Map();
    for (const spelling of spellingsOf(wellFormed(value))) {
        for (const form of formsOfSpelling(spelling))
            if (!forms.has(form.text))
                forms.set(form.text, form);
    }
    return [...forms.values()].sort((one, other) => other.text.length - one.text.length);
}
/** What the runner is told: one line each. A value of several lines is printed line by line. */
function masksOf(value) {
    const forms = formsOf(value).filter(({ kind, text }) => kind !== 'hexadecimal' && !text.includes('\n'));
    return forms.map(({ text }) => text);
}
/** As it is, without the white space around it, without quotes, with line feeds alone. */
function spellingsOf(value) {
    const trimmed = value.trim();
    const spellings = [
        value,
        trimmed,
        unquoted(trimmed),
        unquoted(trimmed).trim(),
        trimmed.replace(/\r\n?/g, '\n'),
        // A key in one line, for a program that makes line feeds of `\n` before it uses it, and prints it then.
        ...(/^["']?-----BEGIN /.test(trimmed) ? [unquoted(trimmed).replaceAll('\\n', '\n')] : []),
    ];
    return new Set(spellings.filter((spelling) => unmaskable(spelling) === undefined));
}
function formsOfSpelling(value) {
    const lines = value.includes('\n') || value.includes('\r') ? linesOf(value) : [];
    return [
        { kind: 'plain', text: value },
        ...lines.map((text) => ({ kind: 'line', text })),
        ...base64Forms(value).map((text) => ({ kind: 'base64', text })),
        // Not of each line: a key of 50 lines would be 300 masks more, and every line of the log is searched for every mask.
        ...escapes(value),
        { kind: 'hexadecimal', text: Buffer.from(value).toString('hex') },
        { kind: 'hexadecimal', text: Buffer.from(value).toString('hex').toUpperCase() },
    ];
}
/** `clusters:`, `"users": [`, `- context:`: YAML's and JSON's lines that hold a key alone. */
const KEY_ALONE = /^(?:- )*["']?[\w.-]+["']?\s*:\s*[[{|>-]*$/;
const SECTION = /^\[[^\]]*\]$/;
/** A PEM file's first and last lines are no secret, nor are the keys of a kubeconfig. */
function linesOf(value) {
    const isTelling = (line) => unmaskable(line) === undefined &&
        /[\p{L}\p{N}]/u.test(line) &&
        !/^-----(BEGIN|END) [^-]*-----$/.test(line.trim()) &&
        !KEY_ALONE.test(line.trim());
    const lines = value.split(/\r\n|\r|\n/);
    return lines.flatMap((line) => [line, line.trim()]).filter(isTelling);
}
/**
 * Base64 as a whole, with and without padding, in both alphabets; the part of it that stands in any longer text that was
 * encoded (`user:TOKEN`), at each of the three alignments; and the lines that `base64` (76) and PEM (64) wrap it into.
 */
function base64Forms(value) {
    const bytes = Buffer.from(value);
    const whole = bytes.toString('base64');
    const parts = [0, 1, 2]
        .map((offset) => alignedBase64(bytes, offset))
        .filter(({ length }) => length >= MIN_BASE64);
    const wrapped = [76, 64].flatMap((width) => (whole.length > width ? chunks(whole, width) : []));
    const unwrapped = [whole, whole.replace(/=+$/, ''), ...parts];
    const urlSafe = unwrapped.map((text) => text.replaceAll('+', '-').replaceAll('/', '_'));
    return [...unwrapped, ...urlSafe, ...wrapped];
}
/** The characters that depend on `bytes` alone when `offset` bytes (modulo 3) stand before them. */
function alignedBase64(bytes, offset) {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
    return encoded.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6));
}
function chunks(text, width) {
    const count = Math.ceil(text.length / width);
    const all = Array.from({ length: count }, (_, index) => text.slice(index * width, (index + 1) * width));
    // The rest of the last line can be anything from one character on.
    return all.filter(({ length }) => length >= 16);
}
function escapes(value) {
    const url = urlForms(value).map((text) => ({ kind: 'URL-encoded', text }));
    return [...url, ...jsonForms(value).map((text) => ({ kind: 'JSON-escaped', text }))];
}
/** JavaScript's, the strict one of RFC 3986, a form's (`+`), and the one that leaves `/` alone; either case of the digits. */
function urlForms(value) {
    const component = encodeURIComponent(value);
    const strict = component.replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
    const forms = [
        component,
        strict,
        new URLSearchParams([['', value]]).toString().slice(1),
        strict.replaceAll('%2F', '/'),
    ];
    return forms.flatMap((form) => [form, form.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase())]);
}
/** JavaScript's; PHP's, which escapes `/`; Go's, which escapes `<`, `>` and `&`; Python's, which escapes all but ASCII. */
function jsonForms(value) {
    const plain = JSON.stringify(value).slice(1, -1);
    const unicode = (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
    const ascii = plain.replace(/[\u007f-\uffff]/g, unicode);
    return [plain, plain.replaceAll('/', '\\/'), plain.replace(/[<>&\u2028\u2029]/g, unicode), ascii];
}
/** Half of a surrogate pair can't be encoded; in an environment variable there is none. */
function wellFormed(value) {
    return Buffer.from(value).toString();
}
/**
 * Is a line of a longer value enough to know the value by, wherever it turns up? Of a kubeconfig `kind: Config` is not, nor
 * is `[default]` of a credentials file: any other file has them too. They are masked, and no scan looks for them.
 */
function isTellingAlone(line) {
    const bare = line.trim();
    if (SECTION.test(bare) || KEY_ALONE.test(bare))
        return false;
    const [, sign, rest] = /^(?:- )*["']?[\w.-]+["']?\s*([:=])\s*([^=].*)$/.exec(bare) ?? [];
    const value = unquoted((rest ?? bare).replace(/,$/, ''));
    return value.length >= 8 && (sign !== ':' || /\d/.test(value) || value.length >= 20);
}


/***/ })

};
;