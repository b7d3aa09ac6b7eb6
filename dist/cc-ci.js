#!/usr/bin/env node
globalThis.ccCiEntry = 'cc-ci';
await import('./index.js');
