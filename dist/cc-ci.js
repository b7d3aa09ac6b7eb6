#!/usr/bin/env node
globalThis.ccCiEntry = 'cc-ci';
globalThis.ccCiFolder = __dirname;
require('./index.js');
