globalThis.ccCiEntry = 'clone';
await import('./index.js');
