globalThis.ccCiEntry = 'clone';
globalThis.ccCiFolder = __dirname;
require('./index.js');
