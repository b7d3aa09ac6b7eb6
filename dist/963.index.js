export const id = 963;
export const ids = [963,232,437];
export const modules = {

/***/ 8232:
/***/ ((__unused_webpack_module, exports) => {

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

/***/ 1437:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


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

/***/ 2963:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  kX: () => (/* binding */ planRecipe),
  _e: () => (/* binding */ recipe_removeApp),
  testRecipe: () => (/* binding */ testRecipe)
});

// UNUSED EXPORTS: recipeInputs

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: ./js/lib/abort.js
var abort = __webpack_require__(8024);
// EXTERNAL MODULE: ./js/lib/errors.js
var errors = __webpack_require__(2003);
// EXTERNAL MODULE: ./js/lib/process.js
var lib_process = __webpack_require__(7235);
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
        this.#child = (0,lib_process.openPipe)('docker', dial.args, {
            env: dial.env,
            onStderr: (text) => {
                said = (said + text).slice(-KEEP_STDERR);
                onStderr(said);
            },
        });
        this.#child.once('error', (error) => this.destroy(error));
        // `close`, not `exit`: by then all of its stderr has been read, and the error can say why.
        this.#child.once('close', () => this.destroy());
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
        (0,lib_process.killGroup)(this.#child, 'SIGKILL');
        done(error);
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

;// CONCATENATED MODULE: ./js/docker/http.js
/** HTTP to the daemon over an agent: JSON both ways, streams of JSON lines, and errors that say what the daemon said. */




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
/** A GET whose answer goes on, one JSON value per line. */
function openStream(wire, path, options) {
    const response = openOk(wire, path, options);
    // Whoever reads the stream gets the failure; without a reader it must not count as unhandled.
    response.catch(() => undefined);
    const opened = response.then(() => undefined);
    opened.catch(() => undefined);
    return { opened, [Symbol.asyncIterator]: () => jsonLines(response, options.signal) };
}
async function openOk(wire, path, options) {
    const response = await send(wire, 'GET', path, options, wire.agents.streams);
    if ((response.statusCode ?? 0) < 300)
        return response;
    const body = await readAll(response, options.signal);
    throw apiError('GET', path, response.statusCode ?? 0, body.toString('utf8'));
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
    const body = options.body === undefined ? undefined : JSON.stringify(options.body);
    return new Promise((resolve, reject) => {
        const request = (0,external_node_http_.request)({
            agent,
            method,
            host: 'docker',
            path: path + queryString(options.query),
            headers: body === undefined
                ? {}
                : { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) },
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
async function readAll(response, signal) {
    const chunks = [];
    try {
        for await (const chunk of response)
            chunks.push(chunk);
    }
    catch (cause) {
        (0,abort/* throwIfAborted */.Te)(signal);
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
            stream: (path, stream = {}) => openStream(wire, path, stream),
            cli: (args, cli = {}) => (0,lib_process.run)('docker', [...global, ...args], { ...cli, env: cliEnv(options.env, cli) }),
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
    const finished = await (0,lib_process.run)('docker', asked, {
        env,
        timeoutMs: 10_000,
        ...(signal === undefined ? {} : { signal }),
    }).catch(() => undefined); // No docker program: /info fails with the sentence for that.
    return finished !== undefined && (0,lib_process.succeeded)(finished) ? finished.stdout.trim() : '';
}
function isLocalEndpoint(endpoint) {
    return /^(unix:|npipe:|tcp:\/\/(127\.|localhost\b|\[::1\]))/.test(endpoint);
}

// EXTERNAL MODULE: ./js/lib/retry.js + 2 modules
var retry = __webpack_require__(1437);
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
/** By the docker program, which knows the user's credentials. */
async function pull(docker, image, tries, options) {
    const attempt = async () => {
        const finished = await docker.cli(['pull', '--', image], {
            timeoutMs: PULL_TIMEOUT_MS,
            onStdout: layerProgress(image, options.onProgress),
            ...(options.signal === undefined ? {} : { signal: options.signal }),
        });
        if ((0,lib_process.succeeded)((0,lib_process.orThrowCancelled)(finished, options.signal)))
            return finished.durationMs;
        throw new PullFailed(classifyPull(image, wordsOf(finished)));
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
class PullFailed extends errors/* EnvironmentError */.eG {
    failure;
    constructor(failure) {
        super(failure.finding.message);
        this.failure = failure;
    }
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
    },
    {
        said: /manifest unknown|manifest for .* not found|repository does not exist|name unknown|: not found\b/i,
        code: 'image-missing',
        blame: 'recipe',
        canHeal: false,
        what: 'the registry has no such image, or hides it from whoever is not logged in',
        remedy: 'Correct the name or the tag in the compose file; for a private image give registry credentials.',
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
/** What a failed `docker pull` means, from the words it ended with. Pure. */
function classifyPull(image, said) {
    const rule = PULL_RULES.find((entry) => entry.said.test(said)) ?? HICCUP;
    return {
        canHeal: rule.canHeal,
        finding: {
            code: rule.code,
            blame: rule.blame,
            message: `${image} can't be pulled: ${rule.what}`,
            evidence: [said],
            remedy: rule.remedy,
        },
    };
}
function wordsOf(finished) {
    const said = finished.stderr.trim().split('\n').at(-1)?.trim() ?? '';
    return said === '' ? `docker pull: ${(0,lib_process.describe)(finished.outcome)}` : said;
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

;// CONCATENATED MODULE: ./js/docker/index.js
/** The Docker Engine API, spoken over `docker system dial-stdio` so that any Docker context works. */




// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./js/lib/units.js
var units = __webpack_require__(2533);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./js/recipe/format/place.js
/** Where in a recipe something stands, so that every message can name the file and the line. */

/** @returns `compose.yml:12:7`, which editors and terminals know to open. */
function showPlace(place) {
    const column = place.column === undefined ? '' : `:${place.column}`;
    return `${place.file}:${place.line}${column}`;
}
/** A UserError whose message begins with the place. */
function userErrorAt(place, message) {
    return new errors/* UserError */.yo(`${showPlace(place)}: ${message}`);
}

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
    const source = text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
    const assignments = [];
    const optional = new Set();
    let position = 0;
    let line = 1;
    while (position < source.length) {
        const content = restOfLine(source, position);
        const place = { file, line };
        const end = ASSIGNMENT.test(content)
            ? readAssignment(source, position, place, assignments)
            : skipLine(content, position, place, optional);
        line += countNewlines(source, position, end) + 1;
        position = end + 1;
    }
    for (const { key } of assignments)
        optional.delete(key);
    return { file, assignments, optional };
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
            throw unreadable(place, key, word);
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
    throw unreadable(place, key, word);
}
function unreadable(place, key, word) {
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
    let pauseMs = FIRST_PAUSE_MS;
    for (;;) {
        const pass = await removeOnce(docker, stack, options.signal);
        for (const object of pass.removed)
            removed.set(`${object.kind} ${object.id}`, toResidue(object));
        if (pass.isClean)
            break;
        if (Date.now() >= endsAtMs) {
            options.onNote?.(`${stack}: not all removed within ${(0,units/* formatDuration */.a3)(timeoutMs)}: ${pass.refused.join('; ')}`);
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
async function removeOnce(docker, stack, signal) {
    // The tasks first: what one of them has created by then is in the list.
    const tasks = await unfinishedTasks(docker, stack, signal);
    const all = await listObjects(docker, signal);
    const objects = objectsOf(all, stack);
    const removed = [];
    const refused = [];
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
                refused.push(`${object.kind} ${object.name}: ${refusal}`);
        });
    }
    if (tasks > 0)
        refused.push(`${tasks} ${tasks === 1 ? 'task' : 'tasks'} still ending`);
    return { removed, refused, isClean: objects.length === 0 && tasks === 0 };
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
    return tasks.filter(({ NodeID: node, Status: { State: state } }) => !ENDED.has(state) && (node !== nodeId || !HAS_CONTAINER.has(state))).length;
}
const HAS_CONTAINER = new Set(['ready', 'starting', 'running']);
const ENDED = new Set([
    'complete',
    'shutdown',
    'failed',
    'rejected',
    'remove',
    'orphaned',
]);
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
        if (error instanceof DockerApiError)
            return error.message;
        throw error;
    }
}

;// CONCATENATED MODULE: ./js/recipe/engine/deploy-errors.js
/** What `docker stack deploy` says when it refuses, as one sentence and with the one whose it is. Pure. */

/** Docker's words (20.10 to 28) for compose files that can't be deployed by anyone: nothing has been made yet. */
const INVALID = /additional property|must be a |is required|does not match|unsupported compose file version|version mismatched|invalid interpolation|undefined (volume|network|config|secret)|refers to undefined|invalid mount config|invalid spec|yaml: |top-level object|unmarshal|failed to create .*: .*(invalid|required)|no image specified/i;
const RULES = [
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
        code: 'deploy-refused',
        blame: 'recipe',
        remedy: "Raise the config's version in abra.sh: Swarm can't change a config's content under the same name.",
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
/** @returns why the deployment was refused; an Error where the compose files themselves are invalid. */
function whyRefused(stderr, how) {
    const said = saidLines(stderr);
    const last = said.at(-1) ?? `it ended with ${how}`;
    if (INVALID.test(last))
        return { invalid: new errors/* UserError */.yo(`the compose files are not valid: ${last}${versionHint(last)}`) };
    const { code, blame, remedy } = RULES.find((rule) => rule.said.test(last)) ?? OTHER;
    return {
        finding: {
            code,
            blame,
            message: `docker stack deploy refused: ${last}`,
            evidence: said.slice(-10),
            remedy,
        },
    };
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

;// CONCATENATED MODULE: ./js/recipe/engine/swarm.js
/** The built-in engine: secrets over the Engine API, everything else by `docker stack deploy` from the recipe's own files. */









/** The program only sends what it has read to the daemon; the images are there already. */
const DEPLOY_TIMEOUT_MS = 120_000;
/** Of the folder that holds the generated compose file. */
const FOLDER = 'cc-ci-deploy-';
const swarmEngine = { name: 'swarm', prepare, deploy };
/** A secret's value is in this process's memory and in the body of one call: on no command line and on no disk. */
async function prepare({ plan, docker, env, signal, onSecret }) {
    for (const spec of plan.secrets) {
        const value = secretValue(spec, env);
        onSecret(value);
        await docker.request('POST', '/secrets/create', {
            body: {
                Name: spec.swarmName,
                Labels: { [OWN_LABEL]: plan.stack },
                Data: Buffer.from(value, 'utf8').toString('base64'),
            },
            signal,
        });
    }
}
/** Removes what a run that was killed while it deployed has left. A deployment ends within two minutes, or is ended. */
async function sweepOldFolders() {
    for (const name of await (0,promises_.readdir)((0,external_node_os_.tmpdir)())) {
        if (!name.startsWith(FOLDER))
            continue;
        const path = (0,external_node_path_.join)((0,external_node_os_.tmpdir)(), name);
        const info = await (0,promises_.lstat)(path).catch(() => undefined); // another run's, gone by now
        const isOld = info?.isDirectory() &&
            info.uid === process.getuid?.() &&
            Date.now() - info.mtimeMs > DEPLOY_TIMEOUT_MS * 2;
        if (isOld)
            await (0,promises_.rm)(path, { recursive: true, force: true });
    }
}
async function deploy({ plan, docker, signal }) {
    // The program reads compose files from disk only, as soon as there are two. mkdtemp makes the folder 0700.
    await sweepOldFolders();
    const folder = await (0,promises_.mkdtemp)((0,external_node_path_.join)((0,external_node_os_.tmpdir)(), FOLDER));
    try {
        const overlay = (0,external_node_path_.join)(folder, 'overlay.yml');
        await (0,promises_.writeFile)(overlay, plan.overlay, { mode: 0o600 });
        const files = [...plan.composeFiles, overlay].flatMap((file) => ['--compose-file', asSliceItem(file)]);
        // With one node the images were fetched to the very place that needs them: no registry has to be asked again.
        const resolve = docker.info.swarm.nodes === 1 ? ['--resolve-image', 'never'] : [];
        const finished = await docker.cli(['stack', 'deploy', ...files, ...resolve, '--', plan.stack], {
            cwd: plan.folder,
            env: { ...plan.environment },
            timeoutMs: DEPLOY_TIMEOUT_MS,
            signal,
        });
        return outcomeOf((0,lib_process.orThrowCancelled)(finished, signal));
    }
    finally {
        await (0,promises_.rm)(folder, { recursive: true, force: true });
    }
}
function outcomeOf(finished) {
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

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: ./js/lib/paths.js
var paths = __webpack_require__(4290);
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
    const problems = [
        ...compose.services.map(({ name, place }) => {
            const full = serviceName(stack, name);
            const isPlain = /^[a-zA-Z0-9](?:[-_]*[a-zA-Z0-9])*$/.test(full);
            return tooLong('service', full, place, MAX_SERVICE_NAME, isPlain);
        }),
        ...compose.configs.map(({ name, place, isExternal }) => isExternal ? undefined : tooLong('config', name, place, MAX_CONFIG_NAME, isObjectName(name))),
        ...compose.secrets.map(({ name, place }) => tooLong('secret', name, place, MAX_CONFIG_NAME, isObjectName(name))),
    ].filter((problem) => problem !== undefined);
    if (problems.length > 0)
        throw new errors/* UserError */.yo(problems.join('\n'));
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
const GIT_TIMEOUT_MS = 60_000;
/**
 * @param folder the recipe's folder, as the user named it.
 * @throws UserError for a folder that isn't a recipe and for a compose file that is missing or leads out of it.
 */
async function loadRecipe(folder, run, env, signal) {
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
        composeFiles: composeFilesOf(root, envFile),
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
function composeFilesOf(root, envFile) {
    const value = resolveEnv(envFile).get('COMPOSE_FILE') ?? '';
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

// EXTERNAL MODULE: ./js/recipe/inputs.js
var recipe_inputs = __webpack_require__(2976);
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
/** @throws UserError with file, line and column for what is no YAML, or no mapping. */
function parseYamlTree(text, file) {
    const lineCounter = new dist/* LineCounter */.HN();
    const document = (0,dist/* parseDocument */.Tp)(text, { lineCounter, prettyErrors: false, stringKeys: false });
    const at = (offset) => {
        const { line, col } = lineCounter.linePos(offset);
        return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
    };
    const [problem] = document.errors;
    if (problem !== undefined)
        throw userErrorAt(at(problem.pos[0]), `not valid YAML: ${problem.message.replace(/\.?\s*$/, '')}`);
    const walk = { document, placeOf: (node) => at(node?.range?.[0] ?? 0), nodes: 0 };
    const tree = treeOf(document.contents, at(0), walk);
    if (tree.kind !== 'map')
        throw userErrorAt(tree.place, 'not a compose file: its top level has to be a mapping (services: …)');
    return tree;
}
function treeOf(node, fallback, walk) {
    walk.nodes += 1;
    if (walk.nodes > MAX_NODES)
        throw userErrorAt(fallback, `more than ${MAX_NODES} nodes: its aliases expand too far`);
    if (node === null)
        return { kind: 'leaf', value: null, place: fallback };
    const place = walk.placeOf(node);
    if ((0,dist/* isAlias */.Vj)(node)) {
        const target = node.resolve(walk.document);
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
    if ((0,dist/* isScalar */.jn)(pair.key))
        return String(leafValue(pair.key.value));
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

;// CONCATENATED MODULE: ./js/recipe/format/merge.js
/**
 * Lays compose overlays over each other, far enough to know what will be deployed. `docker stack deploy` does the merge that
 * counts, from the same files. Source of the rules: docker/cli, cli/compose/loader/merge.go.
 */

/** Lists that an overlay replaces; all others it adds to. */
const replaced = new Set(['command', 'entrypoint', 'test']);
/** Lists of `key=value` that docker turns into mappings before it merges. */
const keyValues = new Set(['labels', 'environment']);
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
    return { keyPlace: entry.keyPlace, value: merge(section, base, over) };
}
function merge(key, base, over) {
    if (over.kind === 'leaf' && over.value === null)
        return base;
    const [low, high] = keyValues.has(key) ? [asMap(base), asMap(over)] : [base, over];
    if (low.kind === 'map' && high.kind === 'map')
        return mergeMaps(low, high);
    if (low.kind === 'list' && high.kind === 'list' && !replaced.has(key))
        return { ...low, items: [...low.items, ...high.items] };
    return high;
}
function mergeMaps(base, over) {
    const entries = new Map(base.entries);
    for (const [key, entry] of over.entries) {
        const below = entries.get(key);
        entries.set(key, below === undefined ? entry : { keyPlace: entry.keyPlace, value: merge(key, below.value, entry.value) });
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
        return [
            equals === -1 ? text : text.slice(0, equals),
            { keyPlace: item.place, value: { kind: 'leaf', value, place: item.place } },
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
    const volumes = items(child(tree, 'volumes')).map(mountOf);
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
        volumes: volumes.filter((mount) => mount.kind === 'volume'),
        configs: usesOf(child(tree, 'configs')),
        secrets: usesOf(child(tree, 'secrets')),
        files: [
            ...envFiles(child(tree, 'env_file')),
            ...volumes
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
function mountOf(item) {
    const short = textOf(item);
    if (short === undefined) {
        const type = textOf(child(item, 'type')) ?? 'volume';
        const key = textOf(child(item, 'source')) ?? '';
        const kind = type === 'bind' || (type === 'volume' && key !== '') ? type : 'other';
        return { kind, key, place: item.place };
    }
    const [source = '', target] = short.split(':');
    if (target === undefined || source === '')
        return { kind: 'other', key: short, place: item.place };
    return { kind: /^[./~]/.test(source) ? 'bind' : 'volume', key: source, place: item.place };
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

// EXTERNAL MODULE: ../../node_modules/fastest-levenshtein/mod.js
var mod = __webpack_require__(8232);
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
    for (const service of services)
        for (const name of service.environmentFromOutside)
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
        nameVariables: nameTree?.kind === 'leaf' ? (nameTree.names ?? []) : [],
        place: nameTree?.place ?? place,
    };
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
    const given = { DOMAIN: app.domain, STACK_NAME: app.stack, LETS_ENCRYPT_ENV: '' };
    const values = new Map(resolveEnv(recipe.envFile, given));
    // abra writes the app's domain wherever the sample says RECIPE.example.com.
    for (const [key, value] of values)
        values.set(key, value.replaceAll(`${recipe.name}.example.com`, app.domain));
    for (const [key, value] of recipe.exports.values)
        if (!values.has(key))
            values.set(key, value);
    return values;
}
/** The same, as the interpolation asks for them. */
function variablesOf(environment, recipe) {
    return {
        get: (name) => environment.get(name),
        mayBeMissing: (name) => !recipe.exports.computed.has(name) &&
            (recipe.envFile.optional.has(name) || OPTIONAL_BY_CONVENTION.includes(name)),
        remedy: (name) => {
            refuseComputed(recipe.exports, name, 'a compose file');
            const isConfigVersion = name.endsWith('_VERSION') && !name.startsWith('SECRET_');
            return isConfigVersion
                ? `add export ${name}=v1 to abra.sh, or ${name}=v1 to .env.sample`
                : `add ${name}=… to .env.sample (or #${name}= where it may stay empty), or give it a default: \${${name}:-…}`;
        },
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
    return {
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

;// CONCATENATED MODULE: ./js/recipe/plan.js
/** Recipe and inputs to a plan: plain data that says everything a run will do. Pure; the run does it, a user can print it. */








const DEFAULT_HEALTH_MS = 300_000;
const HTTP_MS = 60_000;
const TEARDOWN_MS = 120_000;
/** @throws UserError for everything that is wrong with the recipe, before anything is made. */
function planRun(recipe, inputs) {
    const domain = inputs.domain === ''
        ? appDomain(recipe.name, inputs.id, parseDomain(inputs.zone, 'input zone'))
        : parseDomain(inputs.domain, 'input domain');
    const stack = stackNameOf(domain);
    const all = environmentOf(recipe, { domain, stack });
    const compose = readCompose(recipe.composeFiles, stack, variablesOf(all, recipe));
    checkSwarmNames(compose, stack);
    const plan = {
        recipe: {
            name: recipe.name,
            version: labelOf(compose, `coop-cloud.${stack}.version`) ?? null,
            sha: recipe.sha,
            isDirty: recipe.isDirty,
        },
        folder: recipe.folder,
        domain,
        stack,
        stages: inputs.stages,
        environment: deployEnvironment(compose, all, recipe),
        composeFiles: recipe.composeFiles.map(({ file }) => file),
        overlay: overlayOf(compose, { ...recipe, stack }),
        secrets: secretSpecs(compose, recipe.envFile, stack),
        images: [...new Set(compose.services.map(({ image }) => image))],
        services: compose.services.map((service) => plannedService(service, stack)),
        external: externalOf(compose, stack),
        http: httpCheck(compose.services),
        timeouts: {
            healthMs: healthTimeout(compose, stack),
            httpMs: HTTP_MS,
            teardownMs: TEARDOWN_MS,
            totalMs: inputs.timeLimitMs,
        },
    };
    return { plan, compose };
}
function plannedService(service, stack) {
    const { name, image, imagePlace, replicas, hasHealthcheck } = service;
    return { name, swarmName: serviceName(stack, name), image, imagePlace, replicas, hasHealthcheck };
}
function deployEnvironment(compose, all, recipe) {
    const environment = {};
    for (const name of [...compose.variables].sort()) {
        if (isReserved(name)) {
            const place = placeOfKey(recipe.envFile, name);
            const message = `the compose files take ${name}, which docker's own program reads as well; give the recipe's variable another name`;
            throw place === undefined ? new errors/* UserError */.yo(`${recipe.name}: ${message}`) : userErrorAt(place, message);
        }
        const value = all.get(name);
        if (value !== undefined)
            environment[name] = value;
    }
    return environment;
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
const PORT_LABEL = /^traefik\.http\.services\..+\.loadbalancer\.server\.port$/i;
const SCHEME_LABEL = /^traefik\.http\.services\..+\.loadbalancer\.server\.scheme$/i;
/** The service that a router would send the domain to: the one with a port label, else the one that traefik is to see. */
function httpCheck(services) {
    const routed = services.filter(({ labels }) => labelMatching(labels, PORT_LABEL) !== undefined || labels.get('traefik.enable') === 'true');
    const service = routed.find(({ name }) => name === 'app') ?? routed[0];
    if (service === undefined)
        return { kind: 'none', reason: 'no service has traefik labels, so nothing is reachable by the domain' };
    const raw = labelMatching(service.labels, PORT_LABEL) ?? '80';
    const port = Number(raw);
    if (!Number.isInteger(port) || port < 1 || port > 65_535)
        throw userErrorAt(service.place, `the label loadbalancer.server.port of ${service.name} is ${JSON.stringify(raw)}, not a port from 1 to 65535`);
    const scheme = labelMatching(service.labels, SCHEME_LABEL) === 'https' ? 'https' : 'http';
    return { kind: 'ask', service: service.name, port, scheme, path: '/' };
}
function labelMatching(labels, name) {
    return [...labels].find(([key]) => name.test(key))?.[1];
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
function labelsOf(record) {
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
        Labels: labelsOf(record),
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
        if (error instanceof DockerApiError && error.status === 409)
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
            body: { ...answer.Spec, Labels: labelsOf(record) },
            ...options,
        });
    }
    catch (error) {
        if (error instanceof DockerApiError && (error.status === 404 || /out of sequence/.test(error.message)))
            return undefined;
        throw error;
    }
    return findLease(docker, stored.configId, options);
}
/** Gone already is fine. */
async function deleteLease(docker, configId, options) {
    await docker.request('DELETE', `/configs/${configId}`, { expect: [404], ...options });
}

;// CONCATENATED MODULE: ./js/recipe/lease/process-id.js
/** Which process holds a lease, in a way that another process of the same machine can check; and whether it still lives. */


/** This process. */
function ownProcess() {
    return {
        ...thisMachine(),
        pid: process.pid,
        pidStart: startOf(process.pid) ?? '',
    };
}
function thisMachine() {
    return {
        host: (0,external_node_os_.hostname)(),
        machineId: process_id_textOf('/etc/machine-id'),
        bootId: process_id_textOf('/proc/sys/kernel/random/boot_id'),
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
/** @returns the start time of a process that is there and not a zombie. */
function startOf(pid) {
    const stat = process_id_textOf(`/proc/${pid}/stat`);
    // The second field is the program's name in parentheses, which may hold spaces and parentheses itself.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const state = fields[0];
    return stat === '' || state === 'Z' || state === 'X' ? undefined : fields[19];
}
/** @returns the other processes of this machine, as far as they can be seen, that have `word` as an argument of its own. */
function processesNaming(word) {
    return process_id_entriesOf('/proc')
        .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
        .filter((name) => process_id_textOf(`/proc/${name}/cmdline`).split('\0').includes(word))
        .map(Number);
}
function process_id_entriesOf(folder) {
    try {
        return (0,external_node_fs_.readdirSync)(folder);
    }
    catch {
        return []; // not Linux
    }
}
/** Empty where there is no such file: not Linux, or no such process. */
function process_id_textOf(path) {
    try {
        return (0,external_node_fs_.readFileSync)(path, 'utf8').trim();
    }
    catch {
        return '';
    }
}
function linkOf(path) {
    try {
        return (0,external_node_fs_.readlinkSync)(path);
    }
    catch {
        return '';
    }
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
    for (const stored of await listLeases(docker, signalOf(options))) {
        const reason = whyReap(stored.record, thisMachine(), options.now);
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
    const life = lifeOf(record.process, machine, start);
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
        process: ownProcess(),
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
    for (let pids = processesNaming(stack); pids.length > 0; pids = processesNaming(stack)) {
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
        process: ownProcess(),
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
    const isOurs = JSON.stringify(stored.record.process) === JSON.stringify(ownProcess());
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
/** Before the first object is made: what earlier runs left is removed, the stack's lease is taken, and the domain is known to be free. */




/** Long enough for a daemon that is busy, short enough for a runner whose machine is gone. Renewed every third of it. */
const LEASE_TTL_MS = 5 * 60_000;
/**
 * @returns the lease, and what was removed of earlier runs.
 * @throws UserError when the domain is taken or something external isn't there; the lease is given back then.
 */
async function claim(plan, context) {
    const { docker, zone, owner, signal, note } = context;
    const reaped = await reap(docker, {
        zone,
        now: Date.now(),
        onNote: (message) => note('warning', message),
        signal,
    });
    (0,abort/* throwIfAborted */.Te)(signal);
    // Not with the signal: a lease that was made and isn't known of could not be given back.
    const lease = await takeLease(docker, plan.stack, { owner, ttlMs: LEASE_TTL_MS });
    if (lease.kind === 'taken')
        throw taken(plan, `${lease.by} has it`, 'wait for it to end');
    try {
        (0,abort/* throwIfAborted */.Te)(signal);
        await checkFree(plan, docker, signal);
        await checkExternal(plan, docker, signal);
    }
    catch (error) {
        await releaseLease(docker, lease);
        throw error;
    }
    return { lease, reaped };
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
async function checkExternal(plan, docker, signal) {
    const remedies = {
        networks: (name) => `docker network create --driver overlay --attachable ${name}`,
        secrets: (name) => `printf %s VALUE | docker secret create ${name} -`,
        configs: (name) => `docker config create ${name} FILE`,
    };
    for (const kind of ['networks', 'secrets', 'configs']) {
        const wanted = plan.external[kind];
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
        stop: async () => {
            clearInterval(timer);
            await renewing;
            return lease;
        },
    };
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

;// CONCATENATED MODULE: ./js/recipe/mask.js
/** Takes secrets' values out of everything that a run says: a service's log may print its own password. */
/** Shorter values would take ordinary words apart, and aren't secrets. */
const MIN_LENGTH = 4;
function makeMask() {
    const forms = new Set();
    const maskText = (text) => {
        let masked = text;
        for (const form of forms)
            masked = masked.replaceAll(form, '***');
        return masked;
    };
    return {
        add: (secret) => {
            if (secret.length < MIN_LENGTH)
                return;
            for (const form of [secret, Buffer.from(secret).toString('base64'), encodeURIComponent(secret)])
                forms.add(form);
            // Several lines are printed one by one.
            for (const line of secret.split('\n'))
                if (line.trim().length >= MIN_LENGTH)
                    forms.add(line);
        },
        apply: (value) => (forms.size === 0 ? value : mapStrings(value, maskText)),
    };
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

;// CONCATENATED MODULE: ./js/recipe/observe/list.js
/** The stack as the Swarm's manager lists it now: services and tasks, read into observations. */

const list_STACK_LABEL = 'com.docker.stack.namespace';
const DEFAULT_MONITOR_MS = 5_000;
const NANOSECONDS_PER_MS = 1_000_000;
/** Lists one stack again and again; remembers what doesn't change: names of services, healthchecks of images. */
function stackLister(docker, stack, signal) {
    const names = new Map();
    const imageHasCheck = new Map();
    const query = { filters: { label: [`${list_STACK_LABEL}=${stack}`] } };
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
        const services = await docker.request('GET', '/services', { query, signal });
        const tasks = await docker.request('GET', '/tasks', { query, signal });
        const at = Date.now();
        for (const service of services)
            names.set(service.ID, service.Spec.Name);
        const seen = [];
        for (const service of services)
            seen.push({ kind: 'service', at, ...serviceSeen(service, await healthcheckOf(service)) });
        for (const task of tasks) {
            const service = names.get(task.ServiceID);
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
function serviceSeen(answer, hasHealthcheck) {
    const { Spec: spec } = answer;
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
function taskSeen(answer, service) {
    const { Status: status } = answer;
    const state = stateOf(status.State);
    const hasEnded = taskStates.indexOf(state) >= taskStates.indexOf('complete');
    const container = status.ContainerStatus?.ContainerID;
    const exitCode = status.ContainerStatus?.ExitCode;
    return {
        service,
        task: answer.ID,
        slot: answer.Slot === undefined ? (answer.NodeID ?? '') : String(answer.Slot),
        state,
        desired: stateOf(answer.DesiredState),
        ...(status.Err ? { error: status.Err } : {}),
        // Also 0 while it runs, which says nothing.
        ...(hasEnded && state !== 'rejected' && exitCode !== undefined ? { exitCode } : {}),
        ...(container ? { container } : {}),
    };
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
        : attributes[list_STACK_LABEL] === stack;
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
    const changed = changeFilter();
    try {
        await events.opened;
        let pauseMs = FIRST_LOOK_MS;
        for (;;) {
            yield* events.take();
            yield* changed(await list());
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

;// CONCATENATED MODULE: ./js/recipe/health/failures.js
/** How a service fails: which of its ended tasks count, and what their errors mean. Pure. */
const LOOK_AT_LOG = 'Read the end of its log; run the service by hand with the same environment.';
/**
 * Errors as swarmkit's and moby's executors write them. A crash needs several alike, since Swarm ignores `depends_on`, and apps
 * legitimately die until what they depend on is up; what the daemon itself refuses to start doesn't get better by waiting.
 */
const failureRules = [
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
        error: /invalid mount config|bind source path|config .*not found|secret .*not found|network .*not found/i,
        code: 'task-rejected',
        blame: 'recipe',
        enough: 1,
        mayHeal: false,
        what: 'the daemon refuses to create its container',
        remedy: 'Correct the mount, config, secret or network that the error names in the compose file.',
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
        failures.push({ task, rule: ruleFor(state, task) });
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
    return (service.mode === 'replicated-job' || service.mode === 'global-job' || service.restart.condition !== 'any');
}
function ruleFor(state, task) {
    const error = wasUnhealthy(state, task) ? 'unhealthy container' : (task.error ?? '');
    const known = failureRules.find((rule) => rule.error.test(error));
    return known ?? (task.state === 'rejected' ? REJECTED : CRASH);
}
/** What two failures must share to be the same failure: rule and exit code, or the words of an error that has none. */
function signatureOf(failure) {
    const { task, rule } = failure;
    return rule === CRASH ? `crash ${task.exitCode ?? task.error}` : rule.what;
}

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
        return demultiplex(raw)
            .split('\n')
            .map((line) => line.trimEnd())
            .filter((line) => line !== '')
            .slice(-LOG_LINES);
    }
    catch (error) {
        if (signal?.aborted === true)
            throw error;
        const why = error instanceof DockerApiError ? `HTTP ${error.status}: ${error.message}` : (0,errors/* messageOf */.bD)(error);
        return [`(its log can't be read: ${why})`];
    }
}
const HEADER_BYTES = 8;
/**
 * Without a terminal, the Engine API frames its log: stream (0 to 2), three zero bytes, length (big endian), text. With one it
 * is plain text; both come under the same content type on engines before 23, so the frame itself has to tell.
 */
function demultiplex(raw) {
    const parts = [];
    let offset = 0;
    while (offset < raw.length) {
        const isFrame = raw.length - offset >= HEADER_BYTES && (raw[offset] ?? 3) <= 2 && raw.readUIntBE(offset + 1, 3) === 0;
        if (!isFrame)
            return raw.toString('utf8');
        const end = offset + HEADER_BYTES + raw.readUInt32BE(offset + 4);
        parts.push(raw.subarray(offset + HEADER_BYTES, end));
        offset = end;
    }
    return Buffer.concat(parts).toString('utf8');
}

;// CONCATENATED MODULE: ./js/recipe/health/state.js
/** What has been seen of a stack since the watch began: a fold over observations, without a clock and without Docker. */
function initialHealth(plan) {
    return { plan, services: {}, tasks: {}, containers: {} };
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
        case 'listed':
            return state;
    }
}
function taskView(before, seen) {
    const { kind: _kind, at, ...task } = seen;
    const runningAt = before?.runningAt ?? (task.state === 'running' ? at : undefined);
    const endedAt = before?.endedAt ?? (hasEnded(task) ? at : undefined);
    return {
        ...task,
        firstAt: before?.firstAt ?? at,
        ...(runningAt === undefined ? {} : { runningAt }),
        ...(endedAt === undefined ? {} : { endedAt }),
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
            return before;
    }
}
const state_ENDED = new Set([
    'complete',
    'shutdown',
    'failed',
    'rejected',
    'remove',
    'orphaned',
]);
/** True in a final state. */
function hasEnded(task) {
    return state_ENDED.has(task.state);
}
/** True when Swarm wants it to go on: it has not been replaced, scaled away or given up. */
function isWanted(task) {
    return task.desired === 'running' || task.desired === 'ready' || task.desired === 'complete';
}

;// CONCATENATED MODULE: ./js/recipe/health/assess.js
/** One service: is it up, still coming, or lost? Pure. */


/** Without a healthcheck nothing but staying up says that a service works; Swarm's own monitor takes as long. */
const STABLE_MS = 5_000;
const UNPLACED_MS = 10_000;
/** @param nowMs on the clock of the observations. */
function assess(state, service, nowMs) {
    const tasks = tasksOf(state, service.service);
    const slots = currentSlots(tasks);
    const failures = [...failuresBySlot(state, service).values()].flat();
    if (service.mode === 'replicated' && service.replicas === 0)
        return { kind: 'up', tasks: [], sinceMs: 0 };
    const given = slots.find((task) => isGivenUp(state, service, task));
    if (given !== undefined)
        return { kind: 'given-up', failures };
    const unplaced = slots.find((task) => /no suitable node/.test(task.error ?? '') && !hasEnded(task));
    if (unplaced !== undefined)
        return { kind: 'unplaced', error: unplaced.error ?? '', untilMs: unplaced.firstAt + UNPLACED_MS };
    const done = slots.filter((task) => isDone(state, service, task));
    const running = slots.filter((task) => task.state === 'running' && state.containers[task.task]?.health !== 'unhealthy');
    const wanted = service.replicas ?? Math.max(1, slots.length);
    const isUpdating = service.update?.state === 'updating' || service.update?.state === 'rollback_started';
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
    // Swarm itself now and then calls a task running whose healthcheck has not passed (seen on 20.10, under load).
    const hasPassed = running.every((task) => state.containers[task.task]?.health === 'healthy');
    const isVouchedFor = service.hasHealthcheck === true && hasPassed && !hasLied;
    const forMs = isVouchedFor || running.length === 0 ? 0 : Math.max(STABLE_MS, service.monitorMs);
    return nowMs >= sinceMs + forMs
        ? { kind: 'up', tasks: running, sinceMs }
        : { kind: 'settling', untilMs: sinceMs + forMs, forMs };
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
    const up = slots.filter((task) => task.state === 'running' || isDone(state, service, task)).length;
    const next = slots.find((task) => task.state !== 'running' && !isDone(state, service, task));
    if (next === undefined && up >= wanted)
        return 'its update is under way';
    return `${up} of ${wanted} running, ${next === undefined ? 'no task yet' : words(state, service, next)}`;
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
        case 'starting': {
            const container = state.containers[task.task];
            if (container?.health === 'unhealthy')
                return 'unhealthy';
            const isUp = container?.startedAt !== undefined && service.hasHealthcheck === true;
            return isUp ? 'starting (health check pending)' : 'starting';
        }
        default:
            return hasEnded(task) ? task.state : 'being scheduled';
    }
}
/** For how long it has to have failed, from the beginning of the first failure to the end of the last. */
const LOOP_MS = 15_000;
const UNCERTAIN_LOOP_MS = 22_000;
/** @returns the failures that make a verdict: enough of them alike in one slot, for long enough. Undefined while there is hope. */
function hopeless(state, service, hope) {
    for (const all of failuresBySlot(state, service).values()) {
        const last = all.at(-1);
        if (last === undefined)
            continue;
        const alike = trailingAlike(all);
        if (!last.rule.mayHeal && alike.length >= last.rule.enough)
            return alike;
        if (all.length >= ENOUGH_REGARDLESS)
            return all;
        const counted = sinceQuiet(alike, hope);
        if (isLoop(counted, last.rule.enough, hope))
            return counted;
        const mixed = sinceQuiet(all, hope);
        if (isLoop(mixed, ENOUGH_MIXED, hope))
            return mixed;
    }
    return undefined;
}
function isLoop(failures, enough, { isUncertain }) {
    return failures.length >= enough && spanMs(failures) >= (isUncertain ? UNCERTAIN_LOOP_MS : LOOP_MS);
}
function sinceQuiet(failures, { fromMs }) {
    return fromMs === undefined ? [] : failures.filter(({ task }) => (task.endedAt ?? 0) >= fromMs);
}
/** From the beginning of the first to the end of the last. */
function spanMs(failures) {
    const first = failures.at(0)?.task.firstAt ?? 0;
    return (failures.at(-1)?.task.endedAt ?? first) - first;
}
/**
 * Even while another service is still coming up. A slow database may take minutes, and what waits for it dies every 5 to 6 s;
 * the database's own healthcheck bounds that wait earlier in most cases.
 */
const ENOUGH_REGARDLESS = 30;
/** A task that stayed up this long was not part of a loop. */
const LONG_RUN_MS = 60_000;
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
    const failed = firstFailure(state, assessed, nowMs);
    if (failed !== undefined)
        return { kind: 'failed', finding: failed };
    const waiting = assessed.filter(({ now }) => now.kind !== 'up');
    if (missing.length === 0 && waiting.length === 0 && services.length > 0)
        return { kind: 'healthy', tasks: assessed.flatMap(({ now }) => (now.kind === 'up' ? now.tasks : [])) };
    const reasons = [
        ...missing.map((name) => `${shortName(state, name)}: not there yet`),
        ...waiting.map(({ service, now }) => `${shortName(state, service.service)}: ${wordsFor(now)}`),
    ];
    const times = waiting.flatMap(({ now }) => ('untilMs' in now ? [now.untilMs] : []));
    return {
        kind: 'waiting',
        for: reasons.join('; '),
        ...(times.length === 0 ? {} : { checkAgainAtMs: Math.min(...times) }),
    };
}
function firstFailure(state, assessed, nowMs) {
    for (const { service, now } of assessed) {
        const name = shortName(state, service.service);
        if (now.kind === 'given-up')
            return givenUp(name, service, now.failures);
        if (now.kind === 'unplaced' && nowMs >= now.untilMs)
            return unplaced(name, now.error);
        const failures = hopeless(state, service, hopeFor(assessed, service));
        if (failures !== undefined)
            return loop(state, name, service, failures);
    }
    return undefined;
}
/**
 * Swarm ignores `depends_on`, so an app dies until its database is there, and that is no crash loop. A service that fails
 * itself is nothing to wait for.
 */
function hopeFor(assessed, service) {
    const others = assessed.filter(({ service: other }) => other !== service);
    const isComing = others.some(({ now }) => now.kind === 'coming' && now.failures < 2);
    const since = others.map(({ now }) => {
        if (now.kind === 'up')
            return now.sinceMs;
        return now.kind === 'settling' ? now.untilMs - now.forMs : 0;
    });
    return {
        fromMs: isComing ? undefined : Math.max(0, ...since),
        isUncertain: others.some(({ service: other, now }) => other.hasHealthcheck !== true &&
            (now.kind === 'settling' || (now.kind === 'up' && now.tasks.length > 0))),
    };
}
function loop(state, name, service, failures) {
    const rule = failures.at(-1)?.rule;
    const count = `${failures.length} ${failures.length === 1 ? 'time' : 'times'} in ${(0,units/* formatDuration */.a3)(spanMs(failures))}`;
    const isOom = failures.some(({ task }) => state.containers[task.task]?.isOutOfMemory === true);
    const endedWell = failures.every(({ task }) => task.exitCode === 0);
    return {
        code: rule?.code ?? 'crash-loop',
        blame: rule?.blame ?? 'recipe',
        service: name,
        message: `${name}: ${rule?.what ?? 'crashes in a loop'}, ${count}${exitWords(failures)}${isOom ? ', killed by the kernel for want of memory' : ''}`,
        evidence: errorsOf(service, failures),
        remedy: remedyFor(rule?.remedy ?? '', isOom, endedWell),
    };
}
function remedyFor(usual, isOom, endedWell) {
    if (isOom)
        return 'Raise the memory limit of the service (deploy.resources.limits.memory), or give the host more.';
    if (endedWell)
        return 'It ends by itself with exit code 0: if it is to run once, set deploy.restart_policy.condition to on-failure.';
    return usual;
}
function givenUp(name, service, failures) {
    const { condition, maxAttempts } = service.restart;
    const policy = maxAttempts === undefined ? `restart condition ${condition}` : `${maxAttempts} restarts at most`;
    const rule = failures.at(-1)?.rule;
    const isCrash = rule === undefined || rule.code === 'crash-loop';
    return {
        code: rule?.code ?? 'crash-loop',
        blame: rule?.blame ?? 'recipe',
        service: name,
        message: `${name}: ${isCrash ? 'failed' : rule.what}${exitWords(failures)}, and Swarm will not start it again (${policy})`,
        evidence: errorsOf(service, failures),
        remedy: rule?.remedy ?? 'Read the end of its log.',
    };
}
function unplaced(name, error) {
    return {
        code: 'no-suitable-node',
        blame: 'host',
        service: name,
        message: `${name}: no node of the Swarm can take it`,
        evidence: [error],
        remedy: 'Lower the reservations or constraints of the service (deploy.resources, deploy.placement), or give the Swarm a node that meets them.',
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
function shortName(state, service) {
    const prefix = `${state.plan.stack}_`;
    return service.startsWith(prefix) ? service.slice(prefix.length) : service;
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
    const { state, verdict } = await watch(docker, plan, options);
    switch (verdict.kind) {
        case 'healthy':
            return { kind: 'healthy', tasks: verdict.tasks.map(toHealthyTask) };
        case 'failed':
            return { kind: 'failed', finding: await withLog(docker, state, verdict.finding, options.signal) };
        case 'waiting': {
            const finding = tooLate(state, verdict.for, options.timeoutMs);
            return { kind: 'failed', finding: await withLog(docker, state, finding, options.signal) };
        }
    }
}
async function planFor(docker, stack, signal) {
    const services = await docker.request('GET', '/services', {
        query: { filters: { label: [`${list_STACK_LABEL}=${stack}`] } },
        ...(signal === undefined ? {} : { signal }),
    });
    return { stack, services: services.map((service) => service.Spec.Name) };
}
/** Folds observations until there is a verdict; `waiting` is the verdict when the time is up. */
async function watch(docker, plan, options) {
    const endsAtMs = Date.now() + options.timeoutMs;
    const stop = new AbortController();
    const signal = (0,abort/* anySignal */.JG)(options.signal, stop.signal);
    const stream = observeStack(docker, plan.stack, { signal })[Symbol.asyncIterator]();
    let state = initialHealth(plan);
    let verdict = verdictOf(state, Date.now());
    let isWhole = true;
    let said = '';
    let next = stream.next();
    try {
        for (;;) {
            (0,abort/* throwIfAborted */.Te)(options.signal);
            if (isWhole)
                verdict = verdictOf(state, Date.now());
            if (verdict.kind !== 'waiting' || Date.now() >= endsAtMs)
                return { state, verdict };
            if (verdict.for !== said)
                options.onWaiting?.(verdict.for);
            said = verdict.for;
            const seen = await before(next, Math.min(verdict.checkAgainAtMs ?? endsAtMs, endsAtMs));
            if (seen === undefined)
                continue;
            if (seen.done === true)
                return { state, verdict };
            options.onObservation?.(seen.value);
            state = reduceHealth(state, seen.value);
            next = stream.next();
            isWhole = isJudgeable(seen.value, isWhole);
        }
    }
    finally {
        // Ends the stream in the middle of whatever it waits for; nobody is left to hear of that.
        next.catch(() => undefined);
        stop.abort();
    }
}
/**
 * Whether there may be a verdict after this observation: not in the middle of a listing.
 * @param isWhole whether there might be one before it.
 */
function isJudgeable(seen, isWhole) {
    return seen.kind === 'listed' || (seen.kind === 'container' && isWhole);
}
/** The promise's value, or undefined when it is `atMs` first. */
function before(promise, atMs) {
    return new Promise((resolve, reject) => {
        const timer = setTimeout(() => resolve(undefined), Math.max(0, atMs - Date.now()));
        promise.then(resolve, reject).finally(() => clearTimeout(timer));
    });
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
function tooLate(state, waitingFor, timeoutMs) {
    const late = state.plan.services.find((name) => waitingFor.includes(`${name.slice(state.plan.stack.length + 1)}: `));
    return {
        code: 'not-healthy-in-time',
        blame: 'recipe',
        ...(late === undefined ? {} : { service: late.slice(state.plan.stack.length + 1) }),
        message: `not healthy within ${(0,units/* formatDuration */.a3)(timeoutMs)}: ${waitingFor}`,
        evidence: late === undefined ? [] : tasksOf(state, late).slice(-5).map(taskLine),
        remedy: 'If it only needs longer, raise the recipe’s timeout (TIMEOUT in .env.sample); else read its log.',
    };
}
function taskLine(task) {
    return `task ${task.task.slice(0, 12)}: ${task.state}${task.error === undefined ? '' : `: ${task.error}`}`;
}
/** Adds the end of the log of the service that failed: of the last of its tasks that got as far as a container. */
async function withLog(docker, state, finding, signal) {
    if (finding.service === undefined)
        return finding;
    const tasks = tasksOf(state, `${state.plan.stack}_${finding.service}`);
    // The newest may have been created only just now; the one that ended has said why.
    const ended = tasks.filter((task) => task.container !== undefined && task.endedAt !== undefined).at(-1);
    const last = ended ?? tasks.filter((task) => task.container !== undefined).at(-1);
    if (last === undefined)
        return finding;
    const lines = await logTail(docker, `/tasks/${last.task}`, signal);
    const title = `log of ${finding.service}, the last ${LOG_LINES} lines at most:`;
    const log = lines.length === 0 ? [`log of ${finding.service}: empty`] : [title, ...lines];
    return { ...finding, evidence: [...finding.evidence, ...log] };
}

;// CONCATENATED MODULE: ./js/recipe/stages/outcome.js
/** What a stage ended in; and what an exception in the middle of one means. */



/** The run's own clock ran out, which is not the recipe's deploy timeout. */
class TimeLimitError extends errors/* EnvironmentError */.eG {
    limitMs;
    constructor(limitMs) {
        super(`the run's time limit of ${(0,units/* formatDuration */.a3)(limitMs)} is over`);
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
        is: (thrown) => thrown instanceof errors/* UserError */.yo,
        code: 'deploy-refused',
        blame: 'recipe',
        remedy: 'Correct it, and run again.',
    },
    {
        is: (thrown) => thrown instanceof errors/* CancelledError */.cc,
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
        is: (thrown) => thrown instanceof DockerApiError,
        code: 'deploy-refused',
        blame: 'host',
        remedy: 'Look at what the Docker host says of it, and run again.',
    },
    {
        is: (thrown) => thrown instanceof errors/* EnvironmentError */.eG,
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
    if (thrown instanceof ImageError)
        return judged(thrown.finding);
    const { code, blame, remedy } = ERRORS.find(({ is }) => is(thrown)) ?? INTERNAL;
    const isStopped = code === 'cancelled' || code === 'time-limit';
    const message = isStopped ? `${(0,errors/* messageOf */.bD)(thrown)}, during ${stage}` : (0,errors/* messageOf */.bD)(thrown);
    const evidence = isStopped ? [] : causesOf(thrown, code);
    return {
        status: 'error',
        finding: { code, blame, message, evidence, remedy },
        ...(thrown instanceof errors/* UserError */.yo ? { isUsers: true } : {}),
    };
}
/** The chain of causes; for a fault of our own the stack too. */
function causesOf(thrown, code) {
    const causes = [];
    let cause = thrown instanceof Error ? thrown.cause : undefined;
    for (; cause !== undefined; cause = cause instanceof Error ? cause.cause : undefined)
        causes.push(`because: ${(0,errors/* messageOf */.bD)(cause)}`);
    if (code === 'internal' && thrown instanceof Error)
        causes.push(...(thrown.stack ?? '').split('\n').slice(1, 6));
    return causes;
}

;// CONCATENATED MODULE: ./js/recipe/stages/health.js
/** health: until every service is up for good, or it is clear that it never will be. */


async function health({ plan, docker, signal, waiting }) {
    const outcome = await waitHealthy(docker, plan.stack, {
        timeoutMs: plan.timeouts.healthMs,
        signal,
        onWaiting: waiting,
    });
    return outcome.kind === 'healthy' ? { status: 'pass' } : judged(outcome.finding);
}

// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __webpack_require__(4708);
;// CONCATENATED MODULE: ./js/recipe/probe/ask.js
/** One HTTP request with everything chosen by us: where it goes, what name it asks for, whose certificate is believed. */



const ONE_TRY_MS = 5_000;
const KEEP_BODY = 200;
/** @returns what came back; nothing that the network does is an error here. @throws the signal's reason. */
async function ask(question, signal) {
    const limited = (0,abort/* anySignal */.JG)(signal, (0,abort/* deadline */.nl)(ONE_TRY_MS, `no answer within ${ONE_TRY_MS / 1000} s`));
    try {
        const response = await ask_open(question, limited);
        return { kind: 'answered', status: response.statusCode ?? 0, bodyStart: await ask_startOf(response) };
    }
    catch (error) {
        if (signal?.aborted === true)
            throw (0,abort/* reasonOf */.A3)(signal);
        if (limited.aborted)
            return { kind: 'no-answer', code: 'ETIMEDOUT', message: `no answer within ${ONE_TRY_MS / 1000} s` };
        const code = error instanceof Error && 'code' in error ? String(error.code) : 'UNKNOWN';
        return { kind: 'no-answer', code, message: error instanceof Error ? error.message : String(error) };
    }
}
function ask_open(question, signal) {
    const { target, domain, path } = question;
    const common = {
        host: target.host,
        port: target.port,
        path,
        // No agent: a connection of its own each time, so that a replaced task is never asked over an old one.
        agent: false,
        headers: { Host: domain, 'User-Agent': 'cc-ci', Accept: '*/*' },
        signal,
    };
    return new Promise((resolve, reject) => {
        const request = target.scheme === 'https'
            ? (0,external_node_https_.request)({ ...common, servername: domain, rejectUnauthorized: question.tlsVerify })
            : (0,external_node_http_.request)(common);
        request.once('response', resolve);
        request.once('error', reject);
        request.end();
    });
}
/** The first bytes of the page, for the finding; the rest is not waited for. */
async function ask_startOf(response) {
    let text = '';
    response.setEncoding('utf8');
    try {
        for await (const chunk of response) {
            text += String(chunk);
            if (text.length >= KEEP_BODY)
                break;
        }
    }
    catch {
        // The status is there, and that is what was asked for; a body that breaks off only shortens the evidence.
    }
    finally {
        response.destroy();
    }
    return text.slice(0, KEEP_BODY);
}

;// CONCATENATED MODULE: ./js/recipe/probe/finding.js
/** Why an app could not be reached, from the last answer that there was. Pure. */

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
    const after = `after ${attempted.tries} ${attempted.tries === 1 ? 'try' : 'tries'} in ${(0,units/* formatDuration */.a3)(elapsedMs)}`;
    if (last === undefined)
        return noAddress(attempted, after);
    const evidence = [
        `asked ${attempted.address ?? 'nobody'} for ${url}`,
        ...(last.kind === 'no-answer' ? [`${last.code}: ${last.message}`] : bodyLines(last.bodyStart)),
    ];
    if (last.kind === 'answered')
        return {
            code: 'http-unexpected',
            blame: 'recipe',
            service,
            message: `${url} answers ${last.status}, expected ${statusWords(attempted.expectStatus)} (${after})`,
            evidence,
            remedy: remedyForStatus(last.status, attempted.route),
        };
    if (isUntrusted(last))
        return untrusted(attempted, last.message, evidence);
    return finding_unreachable(attempted, last.code, last.message, after, evidence);
}
function remedyForStatus(status, route) {
    if (route.kind === 'router' && (status === 404 || status === 502 || status === 504))
        return 'A router answers so for a domain it has no way to: compare the traefik labels (rule, port, network proxy) with the app.';
    if (status >= 500)
        return 'Read the log of the app.';
    return 'Name the path and the status that the app answers with when it is well (health path of the recipe).';
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
function finding_unreachable(attempted, code, why, after, evidence) {
    const isHost = NO_WAY.has(code) || attempted.route.kind === 'router';
    return {
        code: 'http-unreachable',
        blame: isHost ? 'host' : 'recipe',
        service: attempted.service,
        message: `${attempted.url} can't be reached at ${attempted.address ?? 'any address'}: ${why} (${after})`,
        evidence,
        remedy: isHost
            ? remedyForNoWay(attempted)
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
function bodyLines(bodyStart) {
    const text = bodyStart.trim().replace(/\s+/g, ' ');
    return text === '' ? [] : [`the page begins: ${text}`];
}

;// CONCATENATED MODULE: ./js/recipe/probe/route.js
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

;// CONCATENATED MODULE: ./js/recipe/probe/index.js
/** Asks a deployed app for a page: through the router where there is one, else straight at its task. */






const probe_FIRST_PAUSE_MS = 50;
const probe_LONGEST_PAUSE_MS = 1_000;
/** A router may still be picking up the certificate; more patience changes nothing. */
const UNTRUSTED_MS = 5_000;
/** Packets to a task that is up and on this host arrive at once, or are dropped for ever. */
const NO_WAY_MS = 15_000;
/**
 * Asks until the answer is the expected one or `timeoutMs` are over.
 * @throws UserError for a router address that isn't one; the signal's reason.
 */
async function probe(docker, target, route, options) {
    const startedAt = performance.now();
    const elapsedMs = () => performance.now() - startedAt;
    const url = `${route.kind === 'router' ? routerTarget(route).scheme : target.scheme}://${target.domain}${target.path}`;
    let said = '';
    let last;
    let address;
    let pauseMs = probe_FIRST_PAUSE_MS;
    for (let tries = 1;; tries += 1) {
        const to = await whereTo(docker, target, route, options.signal);
        if (to !== undefined) {
            address = `${to.host}:${to.port}`;
            const tlsVerify = route.kind === 'router' && route.tlsVerify;
            last = await ask({ target: to, domain: target.domain, path: target.path, tlsVerify }, options.signal);
            if (last.kind === 'answered' && target.expectStatus.includes(last.status))
                return { kind: 'ok', status: last.status, ms: elapsedMs(), route: `${route.kind} ${address}` };
        }
        const limitMs = Math.min(options.timeoutMs, patienceMs(last, route, docker.isLocal));
        if (elapsedMs() + pauseMs >= limitMs) {
            const { service, expectStatus } = target;
            const attempted = { service, url, expectStatus, route, address, isLocal: docker.isLocal, last, tries };
            return { kind: 'failed', finding: findingFor({ ...attempted, elapsedMs: elapsedMs() }) };
        }
        const waiting = `${url}: ${probe_inWords(last, target.expectStatus)}`;
        if (waiting !== said)
            options.onWaiting?.(waiting);
        said = waiting;
        await (0,abort/* sleep */.yy)(pauseMs, options.signal);
        pauseMs = Math.min(pauseMs * 2, probe_LONGEST_PAUSE_MS);
    }
}
/** How long it makes sense to go on asking after such an answer. */
function patienceMs(last, route, isLocal) {
    if (route.kind === 'task' && !isLocal)
        return 0;
    if (last === undefined || last.kind === 'answered')
        return Number.POSITIVE_INFINITY;
    if (isUntrusted(last))
        return UNTRUSTED_MS;
    return route.kind === 'task' && isNoWay(last) ? NO_WAY_MS : Number.POSITIVE_INFINITY;
}
async function whereTo(docker, target, route, signal) {
    if (route.kind === 'router')
        return routerTarget(route);
    const service = `${target.stack}_${target.service}`;
    const host = await taskAddress(docker, service, signal === undefined ? {} : { signal });
    return host === undefined ? undefined : { host, port: target.port, scheme: target.scheme };
}
function routerTarget(route) {
    const parsed = parseAddress(route.address);
    if (parsed === undefined)
        throw new errors/* UserError */.yo(`router-address: ${JSON.stringify(route.address)} is not an address: write HOST, HOST:PORT or http://HOST:PORT`);
    return parsed;
}
function probe_inWords(last, expectStatus) {
    if (last === undefined)
        return 'no running container yet';
    return last.kind === 'answered'
        ? `answers ${last.status}, expected ${statusWords(expectStatus)}`
        : last.message;
}

;// CONCATENATED MODULE: ./js/recipe/stages/http.js
/** http: asks the app for its first page by its domain, through the router where there is one. */


/** A page, or the way to one: a login page is answered with a redirection by many apps. */
const EXPECTED = [200, 204, 301, 302, 303, 307, 308];
async function http(context) {
    const { plan, docker, route, signal, waiting } = context;
    if (plan.http.kind === 'none')
        return { status: 'not-applicable', reason: plan.http.reason };
    const { service, port, scheme, path } = plan.http;
    const way = await context.phase('route', () => findRoute(docker, {
        tlsVerify: route.tlsVerify,
        signal,
        ...(route.routerAddress === '' ? {} : { routerAddress: route.routerAddress }),
    }));
    const target = {
        stack: plan.stack,
        service,
        domain: plan.domain,
        port,
        path,
        expectStatus: EXPECTED,
        scheme,
    };
    const probed = await context.phase('probe', () => probe(docker, target, way, { signal, timeoutMs: plan.timeouts.httpMs, onWaiting: waiting }));
    if (probed.kind === 'ok')
        return { status: 'pass', route: probed.route };
    const asked = way.kind === 'router' ? `router ${way.address}` : `task of ${service}, port ${port}`;
    return { ...judged(probed.finding), route: asked };
}

;// CONCATENATED MODULE: ./js/recipe/stages/install.js
/** install: images, then secrets, then the deployment itself. Whether it comes up is the next stage's question. */



async function install(context) {
    const { plan, docker, engine, env, signal, onSecret } = context;
    const missing = await context.phase('images', () => fetchImages(context));
    if (missing !== undefined)
        return missing;
    const engineContext = { plan, docker, env, signal, onSecret };
    if (plan.secrets.length > 0)
        await context.phase('secrets', () => engine.prepare(engineContext));
    context.waiting('docker stack deploy');
    const deployed = await context.phase('deploy', () => engine.deploy(engineContext));
    return deployed.kind === 'deployed' ? { status: 'pass' } : judged(deployed.finding);
}
/** One after the other: a registry's limits count requests, and a host has one line. */
async function fetchImages({ plan, docker, signal, waiting, note, }) {
    for (const image of plan.images) {
        waiting(`image ${image}`);
        try {
            await ensureImage(docker, image, {
                signal,
                onProgress: waiting,
                onNote: (message) => note('warning', message),
            });
        }
        catch (error) {
            if (!(error instanceof ImageError))
                throw error;
            return unavailable(error, image, plan);
        }
    }
    return undefined;
}
/** An image that isn't there is a mistake in a file, and the message names the line. */
function unavailable(error, image, plan) {
    const place = plan.services.find((service) => service.image === image)?.imagePlace;
    const where = place === undefined ? '' : `${showPlace(place)}: `;
    const finding = { ...error.finding, message: `${where}${error.finding.message}` };
    return { status: 'error', finding, isUsers: finding.blame === 'recipe' };
}

;// CONCATENATED MODULE: ./js/recipe/stages/teardown.js
/** teardown: removes everything of the stack, always, under a deadline of its own. */

async function teardown_teardown({ plan, docker, signal, note, waiting }) {
    waiting(`removing ${plan.stack}`);
    await teardown(docker, plan.stack, {
        signal,
        onNote: (message) => note('warning', message),
        timeoutMs: plan.timeouts.teardownMs,
    });
    return { status: 'pass' };
}

;// CONCATENATED MODULE: ./js/recipe/stages/verify-clean.js
/** verify-clean: looks for anything of the stack that is still there. What is found makes the run red. */

async function verifyClean({ plan, docker, signal }) {
    const residue = await listResidue(docker, plan.stack, { signal });
    return residue.length === 0 ? { status: 'pass' } : left(residue, plan.stack);
}
function left(residue, stack) {
    const count = residue.length === 1 ? 'one object is' : `${residue.length} objects are`;
    return {
        status: 'fail',
        residue,
        finding: {
            code: 'residue',
            blame: 'recipe',
            message: `after the teardown of ${stack}, ${count} still there`,
            evidence: residue.map(({ kind, name }) => `${kind} ${name}`),
            remedy: 'See what holds them (docker ps --all, docker volume inspect); the next run removes them.',
        },
    };
}

;// CONCATENATED MODULE: ./js/recipe/stages/stage.js
/** What a stage is: a piece of work on one plan that ends in an outcome, timed and told while it goes on. */

/** Runs one stage. What it throws becomes its outcome: a run goes on to its teardown whatever happens. */
async function runStage(name, stage, context, onProgress) {
    onProgress({ kind: 'stage-started', stage: name });
    const startedAt = performance.now();
    const phases = [];
    const report = await stage({
        ...context,
        phase: async (phaseName, work) => {
            const phaseStart = performance.now();
            try {
                return await work();
            }
            finally {
                const phase = { name: phaseName, durationMs: Math.round(performance.now() - phaseStart) };
                phases.push(phase);
                onProgress({ kind: 'phase-ended', stage: name, phase });
            }
        },
        waiting: (what) => onProgress({ kind: 'waiting', stage: name, for: what }),
        note: (level, message) => onProgress({ kind: 'note', level, message }),
    }).catch((thrown) => reportOf(thrown, name));
    const common = { stage: name, durationMs: Math.round(performance.now() - startedAt), phases };
    const result = resultOf(common, report);
    onProgress({ kind: 'stage-ended', result });
    return { result, report };
}
/** A stage that could not run, told like the others. */
function skipStage(name, reason, onProgress) {
    const report = { status: 'skip', reason };
    const result = resultOf({ stage: name, durationMs: 0, phases: [] }, report);
    onProgress({ kind: 'stage-ended', result });
    return { result, report };
}
function resultOf(common, report) {
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

;// CONCATENATED MODULE: ./js/recipe/stages/index.js
/** The stages by name. */







const stages = {
    install: install,
    health: health,
    http: http,
    teardown: teardown_teardown,
    'verify-clean': verifyClean,
};

;// CONCATENATED MODULE: ./js/recipe/run.js
/** Runs a plan: claim, stages, teardown whatever happens, results. The only place that knows the order of things. */









/** The stages that end every run; they have a clock of their own. */
const CLOSING = ['teardown', 'verify-clean'];
const VERIFY_MS = 30_000;
/** How long a kept app may stay. */
const KEEP_MS = 24 * 60 * 60_000;
/** @throws UserError when the domain is taken or something external is missing: then nothing has been made. */
async function runPlan(plan, context) {
    const startedAt = new Date();
    const start = performance.now();
    const mask = makeMask();
    const tell = (progress) => context.onProgress(mask.apply(progress));
    const clock = clockOf(plan, context.signal);
    tell({
        kind: 'run-started',
        recipe: plan.recipe.name,
        domain: plan.domain,
        stack: plan.stack,
        stages: plan.stages,
    });
    const note = (level, message) => tell({ kind: 'note', level, message });
    const ended = [];
    let reaped = [];
    try {
        const claimed = await claim(plan, { ...context, signal: clock.signal, note });
        reaped = claimed.reaped;
        for (const earlier of reaped)
            note('warning', reapedSentence(earlier));
        const held = holdLease(context.docker, claimed.lease, clock.stop);
        try {
            await runStages(plan, { ...context, plan, onSecret: mask.add }, { clock, tell, ended });
        }
        finally {
            await settleLease(held, context.docker, plan, ended).catch((error) => 
            // The results are there all the same; a lease without a living owner is the next run's to remove.
            note('warning', `the lease of ${plan.stack} could not be settled: ${(0,errors/* messageOf */.bD)(error)}`));
        }
    }
    finally {
        clock.release();
    }
    const timing = { startedAt: startedAt.toISOString(), durationMs: Math.round(performance.now() - start) };
    const results = mask.apply(resultsOf(plan, ended, { reaped, ...timing }, context));
    tell({ kind: 'run-ended', results });
    return { results, exitCode: exitCodeFor(results, ended) };
}
/** Fires when the run is cancelled, takes too long, or loses its lease. */
function clockOf(plan, cancelled) {
    const own = new AbortController();
    const stop = (reason) => own.abort(reason);
    const timer = setTimeout(() => stop(new TimeLimitError(plan.timeouts.totalMs)), plan.timeouts.totalMs);
    return { signal: (0,abort/* anySignal */.JG)(cancelled, own.signal), stop, release: () => clearTimeout(timer) };
}
/** Collects into `ended`, so that what has ended is known whatever happens after it. */
async function runStages(plan, base, { clock, tell, ended }) {
    ended.push(...(await openingStages(plan, { ...base, signal: clock.signal }, tell)));
    const isKept = base.keep && !base.signal.aborted;
    if (isKept) {
        ended.push(...keptStages(tell));
        for (const message of keptSentences(plan, base.dockerContext))
            tell({ kind: 'note', level: 'info', message });
        return;
    }
    if (clock.signal.aborted) {
        const message = `${(0,abort/* reasonOf */.A3)(clock.signal).message}: removing ${plan.stack}`;
        tell({ kind: 'note', level: 'warning', message });
    }
    ended.push(...(await closingStages(plan, base, tell)));
}
/** Each one needs those before it. */
async function openingStages(plan, base, tell) {
    const ended = [];
    for (const name of plan.stages.filter((stage) => !CLOSING.includes(stage))) {
        const broken = ended.find(({ result }) => result.status === 'fail' || result.status === 'error');
        if (broken !== undefined)
            ended.push(skipStage(name, `${broken.result.stage} did not pass`, tell));
        else
            ended.push(await runStage(name, stages[name], base, tell));
    }
    return ended;
}
/** Under deadlines of their own: a cancelled run, too, leaves nothing. */
async function closingStages(plan, base, tell) {
    const limits = { teardown: plan.timeouts.teardownMs + 5_000, 'verify-clean': VERIFY_MS };
    const ended = [];
    for (const name of ['teardown', 'verify-clean']) {
        const signal = (0,abort/* deadline */.nl)(limits[name], `${name} of ${plan.stack} took longer than ${limits[name] / 1000} s`);
        ended.push(await runStage(name, stages[name], { ...base, signal }, tell));
    }
    return ended;
}
function keptStages(tell) {
    return CLOSING.map((name) => skipStage(name, 'kept (input keep)', tell));
}
/** The command alone on its line, to be copied. */
function keptSentences(plan, dockerContext) {
    const context = dockerContext === '' ? '' : ` --docker-context ${dockerContext}`;
    return [
        `${plan.domain} is left running. The first run after 24 hours removes it, or:`,
        `cc-ci recipe remove ${plan.stack}${context}`,
    ];
}
/** Last of all. What is still there keeps its lease, so that the next run finds it as this one's and removes it. */
async function settleLease(held, docker, plan, ended) {
    const lease = await held.stop();
    const closing = ended.find(({ result }) => result.stage === 'verify-clean')?.result.status;
    if (closing === 'pass')
        await releaseLease(docker, lease);
    if (closing !== 'skip')
        return;
    if (!(await keepLease(docker, lease, Date.now() + KEEP_MS)))
        throw new errors/* EnvironmentError */.eG(`the lease of ${plan.stack} was lost, so the next run may remove what was to be kept`);
}
function resultsOf(plan, ended, run, context) {
    const residue = ended.flatMap(({ report }) => report.residue ?? []);
    const stageResults = ended.map(({ result }) => result);
    return {
        schema: 1,
        tool: { name: 'cc-ci-action', version: version/* VERSION */.x },
        verdict: run_verdictOf(stageResults, residue, context.signal),
        startedAt: run.startedAt,
        durationMs: run.durationMs,
        recipe: plan.recipe,
        engine: context.engine.name,
        app: { domain: plan.domain, stack: plan.stack },
        route: ended.map(({ report }) => report.route).find((route) => route !== undefined) ?? null,
        stages: stageResults,
        residue,
        reaped: [...run.reaped],
    };
}
function run_verdictOf(stageResults, residue, cancelled) {
    const has = (status) => stageResults.some((result) => result.status === status);
    if (has('fail') || residue.length > 0)
        return 'fail';
    if (cancelled.aborted && (0,abort/* reasonOf */.A3)(cancelled) instanceof errors/* CancelledError */.cc && has('error'))
        return 'cancelled';
    return has('error') ? 'error' : 'pass';
}
function exitCodeFor(results, ended) {
    if (results.verdict === 'pass')
        return errors/* EXIT */.dc.good;
    if (results.verdict === 'fail')
        return errors/* EXIT */.dc.verdict;
    const isUsers = ended.some(({ report }) => report.status === 'error' && report.isUsers === true);
    return isUsers ? errors/* EXIT */.dc.user : errors/* EXIT */.dc.environment;
}
function reapedSentence({ stack, reason, removed }) {
    return `removed what an earlier run left of ${stack} (${reason}): ${removed.length} objects`;
}

;// CONCATENATED MODULE: ./js/recipe/index.js
/** The recipe room: a Co-op Cloud recipe through its life on a real Docker Swarm. */












/**
 * Everything a run would do, without a Swarm.
 * @throws UserError for everything that is wrong with the inputs or the recipe, with the place and the remedy.
 */
async function planRecipe(inputs, context) {
    return (await recipe_prepare(inputs, context)).plan;
}
/**
 * Runs the stages and tells of them on the way.
 * @returns the results and the exit code: 0 all green, 3 a red recipe, 2 the user's to fix, 1 the environment's fault or cancelled.
 * @throws UserError and EnvironmentError for what is found before the first object is made.
 */
async function testRecipe(inputs, context) {
    const { env, signal, onProgress } = context;
    const { plan, checkSecrets } = await recipe_prepare(inputs, context);
    checkSecrets();
    return withDocker(inputs['docker-context'], env, signal, (docker) => runPlan(plan, {
        docker,
        engine: swarmEngine,
        env,
        route: { routerAddress: inputs['router-address'], tlsVerify: inputs['tls-verify'] },
        zone: inputs.zone,
        owner: ownerOf(env),
        keep: inputs.keep,
        dockerContext: inputs['docker-context'],
        signal,
        onProgress,
    }));
}
/** Removes an app that a run left behind (input keep), and its lease. @param name its domain or its stack's name. */
async function recipe_removeApp(name, options) {
    const isStack = /^[a-z0-9-]+(_[a-z0-9-]+)+$/.test(name);
    const stack = isStack ? name : stackNameOf(parseDomain(name, 'cc-ci recipe remove'));
    return withDocker(options.dockerContext, options.env, options.signal, (docker) => removeApp(docker, stack, options));
}
async function recipe_prepare(inputs, context) {
    (0,recipe_inputs/* checkRecipeInputs */.mu)(inputs);
    const recipe = await loadRecipe(context.folder, context.run, context.env, context.signal);
    const { plan, compose } = planRun(recipe, {
        zone: inputs.zone,
        domain: inputs.domain,
        stages: inputs.stages,
        timeLimitMs: inputs['time-limit'],
        id: runId(),
    });
    checkNamedFiles(recipe.folder, compose);
    return { plan, checkSecrets: () => checkSecretValues(plan.secrets, recipe.envFile, context.env) };
}
async function withDocker(dockerContext, env, signal, work) {
    const docker = await connectDocker({
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


/***/ })

};
